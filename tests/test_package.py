"""What is shipped and what is installed: the locks, the chart engine, the wheel and the one command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import plotly.offline
import pytest
from packaging.requirements import Requirement

import timeline

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", ".ci/npm.lock")
PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?P<marker> ;[^\\]*)? \\\n(?P<hashes>(?:    --hash.*\n)+)",
    re.M,
)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def npm(file: str) -> dict[str, Any]:
    """What one of npm's two files says."""
    content: dict[str, Any] = json.loads((ROOT / file).read_text(encoding="utf-8"))
    return content


# ── locks ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_its_hashes_and_names_no_server(lock: str) -> None:
    """Nothing but packages, versions, markers, hashes and remarks stands in a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = list(PINNED.finditer(text))
    assert pins
    assert all(HASH.fullmatch(line) for pin in pins for line in pin["hashes"].splitlines())
    rest = [line for line in PINNED.sub("", text).splitlines() if not line.lstrip().startswith("#")]
    assert rest == []
    assert not re.search(r"://|--index|--find-links|(^|\s)/", text)


def test_the_lock_keeps_every_promise_of_the_package() -> None:
    """Each dependency, for use, development and building, is locked within its range."""
    said = pyproject()
    asked = said["project"]["dependencies"] + said["project"]["optional-dependencies"]["dev"]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = [(pin["name"], pin["version"]) for pin in PINNED.finditer(text)]
    for requirement in map(Requirement, asked + said["build-system"]["requires"]):
        versions = [version for name, version in locked if name == requirement.name]
        assert versions, f"{requirement} is not locked: make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_npm_lock_has_hashes_and_names_no_server() -> None:
    """What npm installs is checked by its hash, wherever it is fetched from."""
    packages = {name: package for name, package in npm("package-lock.json")["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


# ── chart engine ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_small_chart_engine_is_the_one_that_plotly_was_made_for() -> None:
    """Both bundles are of one version, so that a figure looks the same with either."""
    version = plotly.offline.get_plotlyjs_version()
    name = "plotly.js-basic-dist-min"
    assert npm("package.json")["dependencies"] == {name: version}
    assert npm("package-lock.json")["packages"][f"node_modules/{name}"]["version"] == version


def test_the_chart_engine_is_in_its_place_with_its_licence() -> None:
    """Set-up put there the bundle of the version that is asked for."""
    vendor = ROOT / "timeline" / "assets" / "vendor"
    engine = vendor / "plotly-basic.min.js"
    assert engine.is_file(), "run `make setup`, with npm and a network at hand"
    assert f"v{plotly.offline.get_plotlyjs_version()}\n" in engine.read_text(encoding="utf-8")[:200]
    assert "MIT" in (vendor / "plotly-basic.LICENSE.txt").read_text(encoding="utf-8")


# ── package ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_public_face_is_sorted_and_complete() -> None:
    """Every public name is there, and stands where one looks for it."""
    assert list(timeline.__all__) == sorted(timeline.__all__)
    assert {"Edition", "Unsound", "dates", "export", "figure", "load", "passages"} <= set(timeline.__all__)
    assert all(getattr(timeline, name) is not None for name in timeline.__all__)


def test_the_public_face_costs_nothing_until_it_is_used() -> None:
    """`import timeline` loads neither plotly, nor pandas, nor Dash."""
    code = "import sys, timeline; print(sorted({'dash', 'flask', 'pandas', 'plotly'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_wheel_holds_the_whole_house_and_nothing_else(tmp_path: Path) -> None:
    """Every file under timeline/ is in the wheel, the chart engine too, and no file from elsewhere."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "timeline = timeline.__main__:main" in archive.read(entry).decode()
    house = (
        file for file in (ROOT / "timeline").rglob("*") if file.is_file() and "__pycache__" not in file.parts
    )
    assert inside == {file.relative_to(ROOT).as_posix() for file in house}
    assert "timeline/assets/vendor/plotly-basic.min.js" in inside


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────


def test_ci_runs_the_one_command() -> None:
    """What a person types is what is run before a change lands."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd ", "export "))]
    assert commands == ["exec make test"]


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / ".ci").iterdir() if not path.suffix))
def test_every_script_can_be_run(script: str) -> None:
    """Each script is executable, unless others source it, and bash can read it."""
    path = ROOT / ".ci" / script
    subprocess.run(["bash", "-n", path], check=True)
    assert path.read_text(encoding="utf-8").startswith("#!") == bool(path.stat().st_mode & 0o100)


def test_make_lists_every_task() -> None:
    """`make` alone explains itself: no task is hidden."""
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([\w-]+)", shown, re.M) == targets.split()

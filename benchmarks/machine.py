"""What the figures were taken on: cores, versions, the program's state; never a path, a name, an address."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("dash", "plotly", "pandas", "flask", "waitress", "playwright")
"""Python packages whose version can change a figure."""

NODE = ("vis-timeline", "@knight-lab/timelinejs", "echarts")
"""npm packages in this folder, likewise."""


_IDLE = 0.5


def processor() -> str:
    """The processor's own name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def installed(modules: Path, name: str) -> str:
    """Version of an npm package that is installed in `modules`."""
    path = modules / name / "package.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["version"]) if path.is_file() else "missing"


def facts(modules: Path, browser: str) -> list[tuple[str, str]]:
    """Machine, state of the program and versions."""
    return [
        ("machine", f"{os.cpu_count()} cores ({processor()}), {platform.system()}, no GPU used"),
        (
            "load average at the start",
            f"{os.getloadavg()[0]:.1f} (more than {_IDLE}: the machine was shared)",
        ),
        ("program", state()),
        ("Python", platform.python_version()),
        ("browser", f"headless Chromium {browser}"),
        ("packages", _list((name, version(name)) for name in PACKAGES)),
        ("npm", _list((name, installed(modules, name)) for name in NODE)),
    ]


def state() -> str:
    """Which state of the program is measured, as far as Git knows it."""
    commit = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "timeline", "data", "seeds")
    return f"{commit or 'unknown'}{', with changes' if changed else ''}"


def _git(*words: str) -> str:
    root = Path(__file__).resolve().parent.parent
    try:
        found = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return found.stdout.strip()


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in pairs)

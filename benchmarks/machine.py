"""What the figures were taken on: date, cores, versions; never a path, a name or an address."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
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
    return str(json.loads((modules / name / "package.json").read_text(encoding="utf-8"))["version"])


def description(modules: Path, browser: str) -> str:
    """Machine and versions as a list in Markdown."""
    facts = [
        ("date", f"{datetime.now(UTC):%Y-%m-%d}"),
        ("machine", f"{os.cpu_count()} cores ({processor()}), {platform.system()}, no GPU used"),
        (
            "load average at the start",
            f"{os.getloadavg()[0]:.1f} (more than {_IDLE}: the machine was shared)",
        ),
        ("Python", platform.python_version()),
        ("browser", f"headless Chromium {browser}"),
        ("packages", _list((name, version(name)) for name in PACKAGES)),
        ("npm", _list((name, installed(modules, name)) for name in NODE)),
    ]
    return "\n".join(f"- {name}: {fact}" for name, fact in facts) + "\n"


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in pairs)

"""The page's script draws every symbol as Python does: the easel and a picture file show the same shapes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from timeline import theme
from timeline.symbols import path

ASSETS = Path(__file__).resolve().parent.parent / "timeline" / "assets"
NAMES = [*theme.SYMBOLS, "triangle-left", "triangle-right", "line-ne"]
SIZES = (7.0, 9.0, 11.0, 11.5, 15.0)


def numbers(drawn: str) -> list[str | float]:
    """The letters of a path, and its numbers as numbers: one writes `8.00` where the other has `8`."""
    spaced = "".join(f" {one} " if one.isalpha() else one for one in drawn)
    return [one if one.isalpha() else float(one) for one in spaced.split()]


def test_every_symbol_is_drawn_alike_in_python_and_in_the_page() -> None:
    """The same letters, and numbers that differ by no more than a hundredth of a pixel."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    wanted = json.dumps([[name, size] for name in NAMES for size in SIZES])
    code = f"""
        {(ASSETS / "symbols.js").read_text(encoding="utf-8")}
        console.log(JSON.stringify({wanted}.map(([name, size]) => TreatyTimeline.symbols.path(name, size))));
    """
    done = subprocess.run([node, "-e", code], capture_output=True, text=True, check=True)
    for drawn, (name, size) in zip(json.loads(done.stdout), json.loads(wanted), strict=True):
        for one, other in zip(numbers(drawn), numbers(path(name, size)), strict=True):
            assert one == (other if isinstance(other, str) else pytest.approx(other, abs=0.011)), name

"""The public face: few names, imported late, and functions that stay functions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import timeline

ROOT = Path(__file__).resolve().parent.parent


def run(code: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.strip()


def test_the_public_names_are_sorted_and_there() -> None:
    """`__all__` is the whole face, and `dir` shows it."""
    assert timeline.__all__ == sorted(timeline.__all__)
    assert {
        "load",
        "figure",
        "export",
        "Edition",
        "Unsound",
        "Finding",
        "dates",
        "passages",
        "picture",
    } == set(timeline.__all__)
    assert set(timeline.__all__) <= set(dir(timeline))


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="nothing"):
        timeline.nothing  # noqa: B018


def test_importing_is_cheap() -> None:
    """Neither pandas nor plotly nor dash is imported before it is used."""
    heavy = run(
        "import sys, timeline; print({'pandas', 'plotly', 'dash', 'timeline.edition'} & set(sys.modules))"
    )
    assert heavy == "set()"


def test_figure_stays_a_function_whoever_imports_its_module() -> None:
    """`timeline.figure(edition)` works also after `import timeline.figure`."""
    assert run("import timeline, timeline.figure, importlib; print(callable(timeline.figure))") == "True"
    assert (
        run("import timeline; timeline.figure; import timeline.figure; print(callable(timeline.figure))")
        == "True"
    )
    assert (
        run("from timeline.figure import figure; import timeline; print(timeline.figure is figure)") == "True"
    )


def test_the_names_are_what_they_say() -> None:
    """Errors, dates and passages come from their modules."""
    assert issubclass(timeline.Unsound, Exception)
    assert timeline.dates.parse("1858").label == "1858"
    assert timeline.passages.locate(timeline.passages.Selector("a"), "a").status == "exact"
    assert timeline.load.__module__ == "timeline.edition"
    assert timeline.Edition.__module__ == "timeline.edition"

"""A set of events, ready to be drawn by everybody: each thing is made when it is first asked for.

Invented projects and their exports are kept between runs (see cache.py): an export as long as neither the
program nor the events change.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from benchmarks import cache as kept
from benchmarks import material
from benchmarks.processes import ROOT, Run, run
from benchmarks.starts import TIMELINE
from timeline.edition import load

LARGE = 5_000
"""Events from which an export is kept between runs: smaller ones are made in no time."""


class Stage:
    """One set of events."""

    def __init__(self, title: str, count: int, folder: Path) -> None:
        folder.mkdir()
        self.title = title
        """What the tables call it."""
        self.count = count
        """How many events."""
        self.folder = folder
        """Where pages of it lie, or may be put."""

    @property
    def project(self) -> Path:
        """For our program."""
        key = kept.digest([Path(material.__file__)])
        return kept.kept(f"project-{self.count}", key, lambda made: material.invent(made, self.count))

    def _rows(self) -> Iterable[material.Row]:
        return material.invented(self.count)

    @cached_property
    def events(self) -> tuple[material.Row, ...]:
        """As values, for the peers."""
        return tuple(self._rows())

    @cached_property
    def flat(self) -> Path:
        """One CSV, for the peers."""
        return material.write_flat(self.folder / "events.csv", self._rows())

    @cached_property
    def frame(self) -> pd.DataFrame:
        """As peers read it that are written in Python."""
        return pd.read_csv(self.flat, keep_default_na=False)

    @property
    def memory(self) -> Path:
        """Where our server finds what it remembers, while the benchmark runs."""
        return self.folder / "memory"

    async def site(self) -> Path:
        """Our export."""
        if not self._place.is_dir():
            await self.export()
        return self._place

    async def export(self) -> Run:
        """Make our export, again if it is there, and say what it took."""
        if self.count < LARGE:
            shutil.rmtree(self._place, ignore_errors=True)
            return await run((*TIMELINE, "export", str(self.project), "-o", str(self._place)))
        unfinished = kept.clear(f"site-{self.count}", _program())
        took = await run((*TIMELINE, "export", str(self.project), "-o", str(unfinished)))
        unfinished.rename(self._place)
        return took

    @property
    def _place(self) -> Path:
        small = self.count < LARGE
        return self.folder / "site" if small else kept.place(f"site-{self.count}", _program())


class Articles(Stage):
    """The five articles as they are now, copied: nobody edits them while they are measured."""

    def __init__(self, folder: Path) -> None:
        self._edition = load(ROOT)
        count = len(self._edition.chronology)
        super().__init__(f"the five articles ({count} events)", count, folder)
        for name in ("data", "seeds"):
            shutil.copytree(ROOT / name, folder / "project" / name)

    @property
    def project(self) -> Path:
        """For our program."""
        return self.folder / "project"

    def _rows(self) -> Iterable[material.Row]:
        return material.rows(self._edition)


@cache
def _program() -> str:
    """The hash of our program and of what invents events."""
    kinds = (".py", ".js", ".css", ".html", ".json")
    files = (path for path in (ROOT / "timeline").rglob("*") if path.suffix in kinds)
    return kept.digest([*files, Path(material.__file__)])

"""Which contests are held, in which order, each made only when its turn has come.

What is cheap and told first comes first; pages of few events before pages of many, since who is too slow for
the one is not tried with the other; so the longest waits come last, when all else has been written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from math import inf, isfinite
from pathlib import Path

from benchmarks import (
    anchoring,
    building,
    calculations,
    dates,
    nothing,
    readers,
    starts,
    tiles,
    visits,
)
from benchmarks.browser import LIMIT, Watcher
from benchmarks.contest import Contest
from benchmarks.peer_pages import CANVAS, FEW, FULL, OURS, STILL, pages
from benchmarks.processes import ROOT
from benchmarks.record import Book
from benchmarks.stages import Articles, Stage

BUSY = 100_000
"""Events from which fewer rounds have to do: each takes minutes."""

GROWING = {
    "building": "Commands, from few events to many",
    "pages": "Pages opened, from few events to many",
    "hands": "Pages moved about in, from few events to many",
}
"""Sets of contests, one for each size, which share a heading in RESULTS.md."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A contest that may be held."""

    key: str
    """Of the contest: `pages-1000`."""
    make: Callable[[AsyncExitStack], Contest]
    """Makes it; what it puts on the stack is ended when it is over, and all others of its set."""
    set: str = ""
    """Contests that follow one another and share what is on the stack; empty: it stands alone."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What contests are held on."""

    watcher: Watcher
    """Starts browsers."""
    articles: Articles
    """The five articles."""
    stages: dict[int, Stage]
    """Invented editions, by size."""
    folder: Path
    """For files of a moment."""
    book: Book
    """What has been held so far."""


def entries(ground: Ground) -> Iterator[Entry]:
    """All contests of a run, in their order."""
    articles, stages, folder = ground.articles, ground.stages, ground.folder
    yield Entry("nothing", lambda _: nothing.refusing(ground.watcher, folder))
    yield Entry("start", lambda _: starts.starting(articles.project, articles.flat))
    yield Entry("commands", lambda _: starts.commands(articles.project))
    yield Entry("export", lambda _: starts.exporting(articles.project, articles.flat, folder))
    yield Entry("dates-plain", lambda _: dates.reading_plain())
    yield Entry("dates-full", lambda _: dates.reading_full())
    yield Entry("dates-julian", lambda _: dates.converting())
    if 1_000 in stages:
        yield Entry("quotes", lambda _: calculations.finding_quotes(stages[1_000].project))
    yield Entry("anchoring", lambda _: anchoring.anchoring(ROOT))
    yield Entry("tiles", lambda _: tiles.tiles())
    yield Entry("pages-articles", lambda stack: _opening(ground, "articles", articles, _few(articles, stack)))
    for size, stage in stages.items():
        yield from _of_size(ground, size, stage)
    large = stages[max([size for size in stages if size < BUSY] or list(stages))]
    yield Entry("readers", lambda _: readers.reading(articles, large))


def keys(sizes: Sequence[int]) -> list[str]:
    """Keys of every contest that there is, of editions of these sizes among others."""
    grown = [f"{name}-{size}" for size in sizes for name in GROWING]
    return [
        *("nothing", "start", "commands", "export", *grown, "pages-articles", "readers"),
        *("dates-plain", "dates-full", "dates-julian", "quotes", "anchoring", "tiles"),
    ]


def _of_size(ground: Ground, size: int, stage: Stage) -> Iterator[Entry]:
    """A server of many events takes minutes to start: it serves who opens pages and who uses them."""
    made: dict[str, visits.Visited] = {}

    def everybody(stack: AsyncExitStack) -> visits.Pages:
        made.update({} if made else pages(stage, stack))
        return made

    of = str(size)
    yield Entry(f"building-{size}", lambda _: building.building(stage, rounds(size)), of)
    yield Entry(f"pages-{size}", lambda stack: _opening(ground, of, stage, everybody(stack)), of)
    yield Entry(f"hands-{size}", lambda stack: _moving(ground, of, stage, everybody(stack)), of)


def _few(stage: Stage, stack: AsyncExitStack) -> visits.Pages:
    return {name: page for name, page in pages(stage, stack).items() if name in FEW}


def rounds(size: int) -> int:
    """How often everybody takes a turn with so many events, unless told otherwise."""
    return 1 if size >= BUSY else 2 if size >= BUSY // 10 else 3


def _opening(ground: Ground, key: str, stage: Stage, everybody: visits.Pages) -> Contest:
    out = left_out(ground.book, stage.count)
    taking = {name: page for name, page in everybody.items() if name not in out}
    title = f"Pages opened, {stage.title}"
    return visits.opening(ground.watcher, f"pages-{key}", title, taking, max(2, rounds(stage.count)))


def _moving(ground: Ground, key: str, stage: Stage, everybody: visits.Pages) -> Contest:
    out = {*too_slow(ground.book, stage.count), *_stuck(ground.book, stage.count), *STILL, FULL, CANVAS}
    taking = {name: page for name, page in everybody.items() if name not in out}
    title = f"Pages moved about in, {stage.title}"
    return visits.moving(ground.watcher, f"hands-{key}", title, taking, 1)


def left_out(book: Book, size: int) -> set[str]:
    """Who opens no page of so many events: too slow with fewer, but for the best with a tenth of them.

    One is always tried, so that a figure of ours never stands beside nobody's.
    """
    record = book.get(f"pages-{size // 10}")
    arrived = {
        row.name: cpu
        for row in (record.rows if record else ())
        if row.name not in OURS
        and "floor" not in row.name
        and isfinite(cpu := row.figures.get("CPU ms", inf))
    }
    return too_slow(book, size) - {min(arrived, key=arrived.__getitem__, default="")}


def too_slow(book: Book, size: int) -> set[str]:
    """Which peers' pictures of fewer events say that they would not arrive; never ours."""
    return _over(book, "pages", "CPU ms", size)


def _stuck(book: Book, size: int) -> set[str]:
    """Which peers use so much for one step of a wheel that a whole journey is out of sight."""
    return _over(book, "hands", "zoom CPU ms", size)


SMALLEST = 10
"""Events below which nobody has ever been too slow."""


def _over(book: Book, of: str, column: str, size: int) -> set[str]:
    """Who took a tenth of the limit with a tenth of the events, or was left out there for that.

    What many fewer events cost says nothing: it is mostly what a page costs that has none.
    """
    if size < SMALLEST:
        return set()
    fewer = size // 10
    record = book.get(f"{of}-{fewer}")
    rows = [row for row in record.rows if row.name not in OURS] if record else []
    slow = {row.name for row in rows if row.figures.get(column, 0.0) > LIMIT * 1000 / 10}
    return slow | _over(book, of, column, fewer)

"""The command: hold every contest, print the tables, write RESULTS.md.

    python -m benchmarks [--only start,pages-1000] [--sizes 30,1000] [--million] [--rounds N] [--no-write]

Ends with 1 when a page shows nothing or a command fails: its row then says so, and has no figure.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import (
    anchoring,
    building,
    calculations,
    dates,
    goals,
    machine,
    peers,
    readers,
    starts,
    table,
    visits,
)
from benchmarks.browser import LIMIT, Watcher, watching
from benchmarks.contest import Contest, Invalid, Result, hold
from benchmarks.peer_pages import OURS, pages
from benchmarks.processes import ROOT
from benchmarks.stages import Articles, Stage

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"

SIZES = (30, 1_000, 10_000, 100_000)
"""Events of the invented editions, unless told otherwise."""

BUSY = 100_000
"""Events from which one round has to do: it takes minutes."""

HEAD = """# What it costs, beside the peers

Written by `make bench`; what is measured, and how, stands in README.md beside this file. Milliseconds are of
this machine, on this day; ratios are what to compare. Ours are the first rows of every table.

"""


def main() -> int:
    """Hold the contests; the exit code."""
    options = _options()
    # Whoever ends this also ends the servers that it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    bench = Bench(
        options.only, options.rounds, sorted({*options.sizes, *([1_000_000] if options.million else [])})
    )
    if options.write or (options.write is None and not options.only):
        bench.write = _write
    try:
        asyncio.run(bench.run())
    except Invalid as problem:
        print(f"\nbenchmarks: {problem}", file=sys.stderr)
        return 1
    print(f"\nAll of it took {time.monotonic() - began:.0f} s.")
    faults = [f"{name}: {why}" for result in bench.book.values() for name, why in result.faults.items()]
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


def _write(text: str) -> None:
    RESULTS.write_text(text, encoding="utf-8", newline="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure Treaty Timeline beside its peers."
    )
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        default=[],
        help="contests, or the beginnings of their names",
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(word) for word in text.split(",")],
        default=SIZES,
        help="events of editions",
    )
    parser.add_argument("--million", action="store_true", help="a million events too")
    parser.add_argument("--rounds", type=int, help="rounds of every contest, instead of its own number")
    parser.add_argument(
        "--write", action=argparse.BooleanOptionalAction, help="write RESULTS.md, as all contests together do"
    )
    return parser.parse_args()


class Bench:
    """All contests, one after the other, each with what it needs and no longer than it needs it."""

    def __init__(self, only: Sequence[str], rounds: int | None, sizes: Sequence[int]) -> None:
        self._only, self._rounds, self._sizes = only, rounds, sizes
        self.book: dict[str, Result] = {}
        """What has been held, by key of the contest."""
        self.write: Callable[[str], None] = lambda text: None
        """Is given the whole text, anew after every contest."""
        self._sections: dict[str, str] = {}
        self._machine = ""

    async def run(self) -> None:
        """Hold what is wanted; each table is printed, and the whole written, as soon as it is there."""
        with tempfile.TemporaryDirectory(prefix="timeline-bench-") as place:
            async with watching() as watcher:
                self._machine = machine.description(peers.MODULES, watcher.version)
                print(self._machine, flush=True)
                articles = Articles(Path(place) / "articles")
                stages = {
                    size: Stage(f"{size:,} events", size, Path(place) / str(size)) for size in self._sizes
                }
                await self._programs(articles, stages, Path(place))
                await self._pages(watcher, articles, stages)
                await self._readers(articles, stages)
                await self._calculations(stages)
        if not self._sections:
            raise Invalid(f"there is no contest {', '.join(self._only)}")
        print(goals.table(self.book))

    def _tell(self, section: str) -> None:
        """Print a table, and write all that there are; another one of the same heading takes its place."""
        print(section, flush=True)
        self._sections[section.partition("\n")[0]] = section
        tables = (goals.table(self.book), *self._sections.values())
        self.write(HEAD + self._machine + "\n" + "\n".join(tables))

    def _wanted(self, key: str) -> bool:
        return not self._only or any(key == name or key.startswith(f"{name}-") for name in self._only)

    async def _held(self, contest: Contest) -> Result:
        print(f"{time.strftime('%H:%M')} {contest.title} ...", flush=True)
        result = await hold(contest, self._rounds, _progress)
        _progress("")
        self.book[contest.key] = result
        return result

    async def _told(self, contest: Contest) -> None:
        """Hold a contest, if it is wanted, and tell its table."""
        if self._wanted(contest.key):
            self._tell(table.section(await self._held(contest)))

    async def _programs(self, articles: Articles, stages: dict[int, Stage], place: Path) -> None:
        if self._wanted("start"):
            await self._told(starts.starting(articles.project, articles.flat))
        await self._told(starts.commands(articles.project))
        if self._wanted("export"):
            await self._told(starts.exporting(articles.project, articles.flat, place))
        results = {
            size: await self._held(building.building(stage, 1 if size >= BUSY else 3))
            for size, stage in stages.items()
            if self._wanted(f"building-{size}")
        }
        if results:
            how = next(iter(results.values())).contest.how
            title = "Commands, from few events to many"
            self._tell(table.growth(title, how, results, building.METRICS))

    async def _pages(self, watcher: Watcher, articles: Stage, stages: dict[int, Stage]) -> None:
        if self._wanted("pages-articles"):
            result = await self._visited(watcher, articles, "articles", set())
            del self.book["pages-articles"]
            self._tell(table.section(result, visits.OPENING, visits.HANDS))
        results, out = dict[int, Result](), set[str]()
        how = f"{visits.HOW} DNF: more than {LIMIT} s of processor time; or not tried, because the picture "
        how += "of a tenth of the events took more than a tenth of that."
        for size, stage in stages.items():
            if self._wanted(f"pages-{size}"):
                results[size] = result = await self._visited(watcher, stage, str(size), out)
                out |= set(_spent(result))
                metrics = (*visits.OPENING, *visits.HANDS)
                self._tell(table.growth("Pages, from few events to many", how, results, metrics))

    async def _visited(
        self, watcher: Watcher, stage: Stage, key: str, out: Sequence[str] | set[str]
    ) -> Result:
        async with AsyncExitStack() as servers:
            taking = {name: page for name, page in pages(stage, servers).items() if name not in out}
            rounds = 2 if stage.count >= BUSY else 3
            return await self._held(
                visits.visiting(watcher, f"pages-{key}", f"Pages, {stage.title}", taking, rounds)
            )

    async def _readers(self, articles: Articles, stages: dict[int, Stage]) -> None:
        large = stages[max(size for size in stages if size <= BUSY)]
        await self._told(
            readers.reading(
                lambda: articles.project, lambda: articles.flat, lambda: large.project, large.title
            )
        )

    async def _calculations(self, stages: dict[int, Stage]) -> None:
        if self._wanted("dates"):
            for contest in dates.contests():
                await self._told(contest)
        thousand = stages.get(1_000)
        if thousand and self._wanted("quotes"):
            await self._told(calculations.finding_quotes(thousand.project))
        if self._wanted("anchoring"):
            await self._told(anchoring.anchoring(ROOT))


def _spent(result: Result) -> Iterator[str]:
    """Who would be too slow with ten times the events; never one of ours."""
    first = result.contest.metrics[0]
    for one in result.contest.contestants:
        value = result.value(one.name, first)
        if one.name not in OURS and value is not None and value > LIMIT * 100:
            yield one.name


def _progress(text: str) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

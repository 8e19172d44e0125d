"""The command: hold every contest, print the tables, write RESULTS.md.

    python -m benchmarks [--only start,click] [--rounds N] [--no-write]

Ends with 1, and writes nothing, when a page shows nothing or a command fails: no figure is better than a
figure of something that did not happen.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks import (
    anchoring,
    calculations,
    dates,
    hands,
    machine,
    material,
    pages,
    peers,
    starts,
    subjects,
)
from benchmarks.browser import Watcher, launched
from benchmarks.contest import Contest, Invalid, hold
from benchmarks.processes import ROOT, run, served
from benchmarks.table import section
from timeline.edition import load

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"

HEAD = """# What it costs, beside the peers

Written by `make bench`; what is measured, and how, stands in README.md beside this file. Milliseconds are of
this machine, on this day; ratios are what to compare. Ours is the first row of every table.

"""


@dataclass(frozen=True, slots=True)
class Stage:
    """One set of events, ready to be drawn by everybody."""

    project: Path
    """For our program."""
    flat: Path
    """One CSV, for the peers."""
    events: tuple[material.Row, ...]
    """The same as values."""
    folder: Path
    """Where pages of it lie, or may be put."""
    site: Path
    """Our export of it."""

    @property
    def frame(self) -> pd.DataFrame:
        """As the peers read it."""
        return pd.read_csv(self.flat, keep_default_na=False)


def main() -> int:
    """Hold the contests; the exit code."""
    options = _options()
    began = time.monotonic()
    try:
        text = asyncio.run(_bench(options.only, options.rounds))
    except Invalid as problem:
        print(f"\nbenchmarks: {problem}; nothing was written", file=sys.stderr)
        return 1
    print(f"\nAll of it took {time.monotonic() - began:.0f} s.")
    if options.write and not options.only:
        RESULTS.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written to {RESULTS.relative_to(ROOT)}.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure Treaty Timeline beside its peers."
    )
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=[], help="contests, separated by commas"
    )
    parser.add_argument("--rounds", type=int, help="rounds of every contest, instead of its own number")
    parser.add_argument(
        "--write", action=argparse.BooleanOptionalAction, default=True, help="write RESULTS.md"
    )
    return parser.parse_args()


async def _bench(only: Sequence[str], rounds: int | None) -> str:
    """All tables as one text; each is printed as soon as it is there."""
    sections = []
    with tempfile.TemporaryDirectory(prefix="timeline-bench-") as place:
        async with launched() as watcher, _contests(Path(place), watcher) as contests:
            told = machine.description(peers.MODULES, watcher.version)
            print(told, flush=True)
            unknown = set(only) - {contest.key for contest in contests}
            if unknown:
                raise Invalid(f"there is no contest {', '.join(sorted(unknown))}")
            for contest in contests:
                if not only or contest.key in only:
                    sections.append(section(await hold(contest, rounds, _progress)))
                    _progress("")
                    print(sections[-1], flush=True)
    return HEAD + told + "\n" + "\n".join(sections)


@asynccontextmanager
async def _contests(place: Path, watcher: Watcher) -> AsyncIterator[list[Contest]]:
    """Every contest, with the projects, pages and servers that they need, for as long as they are held."""
    _progress("Preparing projects and pages ...")
    real = await _stage(place / "real", _copied)
    thousand = await _stage(place / "thousand", lambda folder: material.invent(folder, 1_000))
    five_thousand = material.invent(place / "five-thousand", 5_000)
    async with AsyncExitStack() as servers:
        urls = [
            (await servers.enter_async_context(served(command)))[0]
            for stage in (real, thousand)
            for command in (starts.serve(stage.project), starts.stock(stage.flat))
        ]
        yield [
            starts.starting(real.project, real.flat),
            starts.commands(real.project, thousand.project, five_thousand),
            *_page_contests(watcher, real, urls[0], urls[1], "", "the five articles"),
            *_page_contests(watcher, thousand, urls[2], urls[3], "-1000", "1,000 invented events"),
            starts.exporting(real.project, real.flat, place),
            *dates.contests(),
            calculations.finding_quotes(thousand.project),
            anchoring.anchoring(ROOT),
        ]


def _page_contests(
    watcher: Watcher, stage: Stage, app: str, stock: str, key: str, title: str
) -> list[Contest]:
    """What a browser does with one set of events."""
    count = len(stage.events)
    export = subjects.ours((stage.site / "index.html").as_uri())
    full = subjects.plotly(peers.plotly_full(stage.folder, stage.frame).as_uri(), count)
    basic = subjects.plotly(peers.plotly_basic(stage.folder, stage.frame).as_uri(), count)
    vis = subjects.vis(peers.vis_timeline(stage.folder, stage.events), count)
    knight = subjects.timeline_js(peers.timeline_js(stage.folder, stage.events), count)
    echarts = subjects.echarts(peers.echarts(stage.folder, stage.events))
    canvas = subjects.canvas(peers.canvas(stage.folder, stage.events))
    hovered, small = ".hoverlayer .hovertext", not key
    return [
        pages.navigating(
            watcher,
            f"navigation{key}",
            f"Navigation to ready, {title} ({count:,} events)",
            {
                "timeline export": export,
                "timeline serve": subjects.ours(app),
                "plotly.express.timeline, basic bundle": basic,
                "plotly.express.timeline, write_html": full,
                "stock Dash app": subjects.plotly(stock, count),
                "vis-timeline": vis,
                "TimelineJS3": knight,
                "ECharts, custom series": echarts,
                "floor: bare canvas, every event": canvas,
                "floor: blank page": subjects.blank(peers.blank(stage.folder)),
            },
            5 if small else 3,
            "" if small else "stock Dash app",
        ),
        hands.clicking(
            watcher,
            f"click{key}",
            f"Click to highlighted passage, {title} ({count:,} events)",
            {
                "timeline export": hands.Clickable(export, hands.OUR_TARGETS, ""),
                "timeline serve": hands.Clickable(subjects.ours(app), hands.OUR_TARGETS, ""),
                "stock Dash app": hands.Clickable(
                    subjects.plotly(stock, count),
                    hands.STOCK_TARGETS,
                    hovered,
                    hands.CLICKS if small else 3,
                    not small,
                ),
            },
            3 if small else 2,
        ),
        hands.moving(
            watcher,
            f"window{key}",
            f"Window change, {title} ({count:,} events)",
            {
                "timeline export": hands.Movable(export, ".plot"),
                "plotly.express.timeline, basic bundle": hands.Movable(basic, ".js-plotly-plot"),
                "vis-timeline": hands.Movable(vis, ".vis-timeline"),
                "ECharts, custom series": hands.Movable(echarts, "#timeline canvas"),
                "floor: bare canvas, every event": hands.Movable(canvas, "canvas"),
            },
            3,
        ),
    ]


async def _stage(folder: Path, make: Callable[[Path], Path]) -> Stage:
    folder.mkdir()
    project, site = make(folder / "project"), folder / "site"
    events = material.rows(load(project))
    await run((*starts.TIMELINE, "export", str(project), "-o", str(site)))
    return Stage(project, material.write_flat(folder / "events.csv", events), events, folder, site)


def _copied(folder: Path) -> Path:
    """The five articles as they are now: nobody edits them while they are measured."""
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _progress(text: str) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

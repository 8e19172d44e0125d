"""Contests of pages: from navigation to the complete picture."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.browser import Subject, Watcher, heap
from benchmarks.contest import Contest, Contestant, Metric, Sample, Turn

METRICS = (
    Metric("CPU ms"),
    Metric("wall ms"),
    Metric("page kB"),
    Metric("heap MB", 1),
    Metric("marks on screen"),
)


def navigating(
    watcher: Watcher, key: str, title: str, subjects: Mapping[str, Subject], rounds: int, slow: str = ""
) -> Contest:
    """Navigation to ready, for every subject; the first is ours, `slow` may be too slow to be waited for."""
    return Contest(
        key,
        title,
        "A fresh browser context each time; from navigation to two frames after every mark is drawn (ours: "
        "after `__timelineReady`). CPU is user and system of renderers and GPU process. `page kB` is all "
        "that was loaded, decompressed. Marks on screen are those at least a pixel wide and high: "
        "plotly.express.timeline draws a day as a bar far narrower than that, ours counts crowded marks in "
        "pills, TimelineJS shows a part of its strip. Ours is the whole page, with reader, list and filters; "
        "the peers are a chart.",
        METRICS,
        tuple(Contestant(name, _turn(watcher, subject), name == slow) for name, subject in subjects.items()),
        rounds=rounds,
    )


def _turn(watcher: Watcher, subject: Subject) -> Turn:
    async def turn() -> Sample:
        async with watcher.open(subject) as opened:
            return {
                "CPU ms": [opened.cpu],
                "wall ms": [opened.wall],
                "page kB": [opened.weight / 1000],
                "heap MB": [await heap(opened)],
                "marks on screen": [opened.shown],
            }

    return turn

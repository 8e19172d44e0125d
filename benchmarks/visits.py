"""Contests of pages: one visit opens a page, waits for its picture, zooms, drags and clicks.

All of it in one visit, because a fresh browser for every figure would take hours. What somebody is too slow
for counts as infinite, and the figures before it stand.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from benchmarks import hands
from benchmarks.browser import Opened, Subject, Watcher, heap
from benchmarks.contest import DNF, Contest, Contestant, Metric, Sample, TooSlow, Turn, p95

OPENING = (
    Metric("CPU ms"),
    Metric("wall ms"),
    Metric("interactive CPU ms"),
    Metric("interactive ms"),
    Metric("heap MB", 1),
    Metric("loaded kB"),
    Metric("marks on screen"),
)
"""What it costs to open a page. Ratios are made of the first."""

HANDS = (
    Metric("zoom ms", measure="zoom"),
    Metric("zoom p95", measure="zoom", of=p95),
    Metric("pan ms", measure="pan"),
    Metric("pan p95", measure="pan", of=p95),
    Metric("zoom CPU ms", measure="zoom CPU"),
    Metric("pan CPU ms", measure="pan CPU"),
    Metric("drag move ms", measure="drag"),
    Metric("longest task ms", measure="task", of=max),
    Metric("click ms", measure="click"),
    Metric("click p95", measure="click", of=p95),
    Metric("in view ms", measure="in view"),
)
"""What it costs to move about in it."""

HOW = (
    "A fresh browser each time. CPU and wall are from navigation to two frames after the first picture is"
    " whole: every mark drawn, in the page's own HTML or by its engine. Interactive is from navigation to"
    " the first Ctrl+wheel step answered and painted; steps are sent every 50 ms from the first picture "
    "on, whether or not the page listens yet. CPU is user and system of renderers and GPU process. Heap "
    "is JavaScript and array buffers after that, garbage collected; loaded is everything by then, "
    "decompressed. Zoom is from a wheel step to the last change that it makes, pan from the release of a "
    "drag to the last change; their CPU is that of a step or a drag with the rest after it; drag move is "
    "from a move (one every 16 ms) to the frame that shows it; longest task is the longest one while "
    "dragging (0: none of 50 ms); click is from the release of the button on a mark to the passage "
    "highlighted. Ours is the whole page, with reader, list and filters; the peers are a chart."
)


@dataclass(frozen=True, slots=True)
class Visited:
    """A page, and what a hand can do to it."""

    subject: Callable[[], Awaitable[Subject]]
    """Makes the page, or starts its server, when it is first asked for."""
    targets: str = ""
    """Where to click; see `hands.clicking`. Empty if a click leads nowhere."""
    armed: str = ""
    """See `hands.clicking`."""
    clicks: int = 8
    """Clicks in one visit."""
    whole: str = ""
    """Selector of the button that shows the whole again; empty if there is none."""


def visiting(watcher: Watcher, key: str, title: str, pages: Mapping[str, Visited], rounds: int) -> Contest:
    """Everybody's page, opened and used."""
    contestants = (Contestant(name, _turn(watcher, page)) for name, page in pages.items())
    return Contest(key, title, HOW, (*OPENING, *HANDS), tuple(contestants), rounds)


def _turn(watcher: Watcher, page: Visited) -> Turn:
    async def turn() -> Sample:
        sample: dict[str, list[float]] = {}
        try:
            subject = await page.subject()
            async with watcher.open(subject) as opened:
                sample |= {
                    "CPU ms": [opened.cpu],
                    "wall ms": [opened.wall],
                    "marks on screen": [opened.shown],
                }
                await _used(opened, subject, page, sample)
        except TooSlow as reason:
            # Slow with a mark on the screen: the picture counts, and all that was not reached is infinite.
            missed = {measure: [DNF] for measure in _wanted(subject.chart, page)} if sample else {}
            raise TooSlow(str(reason), missed | sample) from reason
        return sample

    return turn


async def _used(opened: Opened, subject: Subject, page: Visited, sample: dict[str, list[float]]) -> None:
    chart = subject.chart
    if chart:
        wall, cpu = await hands.first_answer(opened)
        sample |= {"interactive ms": [wall], "interactive CPU ms": [cpu]}
    await hands.rest(opened, chart, subject.settled)
    sample |= {"heap MB": [await heap(opened)], "loaded kB": [opened.weight / 1000]}
    await hands.show_whole(opened, page.whole)
    if chart:
        sample |= await hands.zooming(opened, chart)
        sample |= await hands.panning(opened, chart)
    await hands.show_whole(opened, page.whole)
    if page.targets:
        sample |= await hands.clicking(opened, page.targets, page.armed, page.clicks)


def _wanted(chart: str, page: Visited) -> list[str]:
    """The measures that a visit to a page should give."""
    moved = (
        ["interactive ms", "interactive CPU ms", "zoom", "zoom CPU", "pan", "pan CPU", "drag", "task"]
        if chart
        else []
    )
    return ["heap MB", *moved, *(["click"] if page.targets else [])]

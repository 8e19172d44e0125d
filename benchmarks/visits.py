"""Contests of pages: one opens them, another one moves about in them.

Each turn is a fresh browser. To open a page is cheap and must be told to the millisecond, so everybody does
it several times and nothing else; zooms, drags and clicks are many in one visit, and so their visits are few.
Before the first turn every page is made, every server started and at rest, and a witness has seen the marks
(witness.py): that round does not count, and whoever shows nothing has no figure.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from benchmarks import hands
from benchmarks.browser import Opened, Subject, Watcher, heap
from benchmarks.contest import DNF, Contest, Contestant, Metric, Sample, TooSlow, Turn, p95
from benchmarks.witness import witnessed

OPENING = (
    Metric("CPU ms"),
    Metric("wall ms"),
    Metric("interactive CPU ms"),
    Metric("interactive ms"),
    Metric("heap MB", 1),
    Metric("loaded kB"),
    Metric("marks on screen"),
    Metric("changed later %", 1),
)
"""What it costs to open a page. Ratios are made of the first."""

HANDS = (
    Metric("zoom ms", measure="zoom"),
    Metric("zoom p95", measure="zoom", of=p95),
    Metric("pan ms", measure="pan"),
    Metric("pan p95", measure="pan", of=p95),
    Metric("drag move ms", measure="drag"),
    Metric("drag move p95", measure="drag", of=p95),
    Metric("longest task ms", measure="task", of=max),
    Metric("zoom step ms", measure="zoom answered"),
    Metric("zoom CPU ms", measure="zoom CPU"),
    Metric("pan CPU ms", measure="pan CPU"),
    Metric("zoom to rest ms", measure="zoom rest"),
    Metric("pan to rest ms", measure="pan rest"),
    Metric("longest task afterwards ms", measure="task afterwards", of=max),
    Metric("click ms", measure="click"),
    Metric("click p95", measure="click", of=p95),
    Metric("in view ms", measure="in view"),
    Metric("in view p95", measure="in view", of=p95),
)
"""What it costs to move about in it."""

OPENING_HOW = (
    "A fresh browser each time. CPU and wall are from navigation to two frames after the first picture is"
    " whole: every mark drawn, in the page's own HTML or by its engine. CPU is user and system of "
    "renderers and GPU process. Interactive is from navigation to the first Ctrl+wheel step answered and "
    "painted; steps are sent every 50 ms from the first picture on, whether or not the page listens yet; "
    "who has none here cannot be zoomed by a wheel. Heap is JavaScript and array buffers after that, "
    "garbage collected; loaded is everything by then, decompressed. Changed later is the part of the "
    "chart's pixels that are others at rest than at the moment called complete. Ours is the whole page, "
    "with reader, list and filters; the peers are a chart. A page whose marks a witness does not see on "
    "the screen has no figure."
)

HANDS_HOW = (
    "A fresh browser each time. A zoom is three Ctrl+wheel steps, one every 40 ms; a pan is a drag of "
    "thirty moves, one every 16 ms; none waits for the page. Zoom and pan are from the last step, or the "
    "release, to the first painted frame that shows the whole picture which stays: all its marks in their"
    " places, all its labels and ticks, whoever draws them. Zoom step and drag move are from any of the "
    "steps to the frame that answers it. Between two gestures the hand pauses for 0 to 0.45 s, whether or"
    " not the page is at rest. CPU is of renderers and GPU process, of one gesture with all that follows "
    "until it is; *to rest* is the last change of these, *afterwards* the longest task behind the "
    "release. Longest task is the longest one while dragging (0: none of 50 ms). Click is from the "
    "release of the button on a mark to the passage highlighted and painted, in view to the frame in "
    "which it is what the reader sees. A gesture that changes nothing on the screen is a failure."
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
    journeys: int = 1
    """Journeys of four zooms and four drags in one visit."""


Pages = Mapping[str, Visited]


def opening(watcher: Watcher, key: str, title: str, pages: Pages, rounds: int) -> Contest:
    """Everybody's page, opened."""
    seen: dict[str, Sample] = {}
    contestants = (
        Contestant(name, _opened(watcher, page, seen, name), _seen(watcher, page, seen, name))
        for name, page in pages.items()
    )
    return Contest(key, title, OPENING_HOW, OPENING, tuple(contestants), rounds)


def moving(watcher: Watcher, key: str, title: str, pages: Pages, rounds: int) -> Contest:
    """Everybody's page that can be moved about in, zoomed, dragged and clicked."""
    contestants = (Contestant(name, _moved(watcher, page), _made(page)) for name, page in pages.items())
    return Contest(key, title, HANDS_HOW, HANDS, tuple(contestants), rounds)


def _made(page: Visited) -> Callable[[], Awaitable[None]]:
    async def ready() -> None:
        await page.subject()

    return ready


def _seen(
    watcher: Watcher, page: Visited, seen: dict[str, Sample], name: str
) -> Callable[[], Awaitable[None]]:
    """Makes the page, and has a witness look at it."""

    async def ready() -> None:
        subject = await page.subject()
        try:
            async with watcher.open(subject) as opened:
                seen[name] = await witnessed(opened, subject)
        except TooSlow as reason:
            raise _late(reason, subject, {}) from reason

    return ready


def _opened(watcher: Watcher, page: Visited, seen: dict[str, Sample], name: str) -> Turn:
    async def turn() -> Sample:
        sample: dict[str, list[float]] = {}
        subject = await page.subject()
        try:
            async with watcher.open(subject) as opened:
                sample |= {"CPU ms": [opened.cpu], "wall ms": [opened.wall]}
                if subject.chart:
                    wall, cpu = await hands.first_answer(opened)
                    sample |= {"interactive ms": [wall], "interactive CPU ms": [cpu]}
                await hands.rest(opened, subject.chart, subject.settled)
                sample |= {"heap MB": [await heap(opened)], "loaded kB": [opened.weight / 1000]}
        except TooSlow as reason:
            raise _late(reason, subject, sample) from reason
        return {**seen.get(name, {}), **sample}

    return turn


def _late(reason: TooSlow, subject: Subject, sample: Sample) -> TooSlow:
    """Slow: what was reached counts, and all that was not is infinite."""
    answers = ("interactive ms", "interactive CPU ms") if subject.chart else ()
    missed = {measure: [DNF] for measure in ("heap MB", *answers)}
    return TooSlow(str(reason), {**missed, **sample})


def _moved(watcher: Watcher, page: Visited) -> Turn:
    async def turn() -> Sample:
        sample: dict[str, list[float]] = {}
        subject = await page.subject()
        try:
            async with watcher.open(subject) as opened:
                await hands.rest(opened, subject.chart, subject.settled)
                await _used(opened, subject, page, sample)
        except TooSlow as reason:
            wanted = (
                "zoom",
                "pan",
                "drag",
                "task",
                "zoom CPU",
                "pan CPU",
                *(["click"] if page.targets else []),
            )
            raise TooSlow(str(reason), {measure: [DNF] for measure in wanted} | sample) from reason
        return sample

    return turn


async def _used(opened: Opened, subject: Subject, page: Visited, sample: dict[str, list[float]]) -> None:
    moved = hands.Moved(subject.chart, subject.marks, subject.texts, subject.settled)
    sample |= await hands.zooming(opened, moved, page.journeys)
    # A zoom nearer and at rest there: a drag from the whole would soon come to the end of all that is.
    sample |= await hands.resting(opened, moved)
    sample |= await hands.panning(opened, moved, page.journeys)
    await hands.show_whole(opened, page.whole)
    if page.targets:
        sample |= await hands.clicking(opened, page.targets, page.armed, page.clicks)

"""Contests of hands: what a click, a wheel step and a drag cost until their answer is painted.

The input is real: it comes from the browser's own input queue, as from a mouse. Times run from the moment
that the browser gives the event to the end of the first frame that shows the answer; see probe.js.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.browser import Opened, Subject, Watcher
from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn

CLICKS = 5
"""Clicks in one opened page."""

STEPS = 20
"""Moves in one drag."""

DISTANCE = 200
"""Length of a drag in CSS pixels."""

CADENCE = 0.016
"""Seconds between two moves of a drag; they are sent without waiting for the page."""

QUIET = 300
"""Milliseconds without a change after which a chart is at rest. plotly waits 50 before its last redraw."""

PATIENCE = 60_000
"""Milliseconds after which an answer counts as missing."""

CTRL = 2
"""The modifier in the browser's protocol."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Clickable:
    """A page on which a mark can be clicked and a passage lights up."""

    subject: Subject
    """The page."""
    targets: str
    """JavaScript: number of the click → `{x, y, current}`: where to click, and the selector of what must
    light up. Asked again before every click."""
    armed: str
    """Selector of what shows that the page has noticed the mark under the pointer; may be empty."""
    clicks: int = CLICKS
    """Clicks in one opened page."""
    slow: bool = False
    """Whether it is known to take longer than anybody waits."""


OUR_TARGETS = """(turn) => {
    const ids = timeline.visible(), id = ids[(turn * 7 + 3) % ids.length], box = timeline.markBox(id);
    const current = `mark[data-event="${id}"][aria-current]`;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, current };
}"""

STOCK_TARGETS = """(turn) => {
    const bars = document.querySelectorAll(".barlayer .point path");
    const boxes = Array.from(bars, (node) => node.getBoundingClientRect());
    const wide = boxes.filter((box) => box.width >= 4 && box.left > 0 && box.right < innerWidth);
    const rows = Array.from(new Set(wide.map((box) => Math.round(box.y)))), row = rows[turn % rows.length];
    const inRow = wide.filter((box) => Math.round(box.y) === row), box = inRow[(turn * 7) % inRow.length];
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, current: "mark.current" };
}"""
"""Each in another lane than the one before, so that it is another event."""


def clicking(watcher: Watcher, key: str, title: str, pages: Mapping[str, Clickable], rounds: int) -> Contest:
    """Click to highlighted passage."""
    return Contest(
        key,
        title,
        "A mouse click in the middle of a mark; from the release of the button to the end of the first frame "
        "in which the event's passage is highlighted, and to the one in which it can be seen (ours scrolls "
        "it into view, smoothly; the stock app highlights it wherever it is).",
        (Metric("highlighted ms"), Metric("in view ms")),
        tuple(Contestant(name, _clicks(watcher, page), page.slow) for name, page in pages.items()),
        rounds=rounds,
    )


def _clicks(watcher: Watcher, page: Clickable) -> Turn:
    async def turn() -> Sample:
        sample: dict[str, list[float]] = {"highlighted ms": [], "in view ms": []}
        async with watcher.open(page.subject) as opened:
            for number in range(page.clicks):
                answer = await _click(opened, page, number)
                sample["highlighted ms"].append(answer["painted"])
                if answer["seen"] is not None:
                    sample["in view ms"].append(answer["seen"])
                await _rest(opened)
        return sample

    return turn


async def _click(opened: Opened, page: Clickable, number: int) -> Any:
    target = await opened.page.evaluate(f"(turn) => ({page.targets})(turn)", number)
    mouse = opened.page.mouse
    await mouse.move(target["x"], target["y"])
    if page.armed:
        await opened.page.wait_for_selector(page.armed, timeout=PATIENCE)
    await opened.page.evaluate("(selector) => __probe.beforeClick(selector)", target["current"])
    await mouse.down()
    await mouse.up()
    answer = await opened.page.evaluate(
        "([selector, patience]) => __probe.afterClick(selector, patience)", [target["current"], PATIENCE]
    )
    await mouse.move(2, 2)
    return answer


async def _rest(opened: Opened) -> None:
    """Until the page has nothing left to do from what came before."""
    await opened.page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    await opened.page.evaluate("() => __probe.frame()")


@dataclass(frozen=True, slots=True)
class Movable:
    """A page whose chart can be zoomed and dragged."""

    subject: Subject
    """The page."""
    chart: str
    """Selector of the chart; the mouse works at its middle."""


def moving(watcher: Watcher, key: str, title: str, pages: Mapping[str, Movable], rounds: int) -> Contest:
    """One wheel step and one drag."""
    return Contest(
        key,
        title,
        f"A Ctrl+wheel step in and one out, a drag of {DISTANCE} px to the left and one to the right, in "
        f"{STEPS} moves, one every {CADENCE * 1000:.0f} ms, sent without waiting for the page. `wheel` is "
        "from the input to the end of the first frame that answers, `wheel rest` to the last change of the "
        "chart, `drag move` from a move to the end of the frame that shows it, `release` from the end of the "
        "drag to the last change of the chart (0: nothing was left to do).",
        (Metric("wheel ms"), Metric("wheel rest ms"), Metric("drag move ms"), Metric("release ms")),
        tuple(Contestant(name, _moves(watcher, page)) for name, page in pages.items()),
        rounds=rounds,
    )


def _moves(watcher: Watcher, page: Movable) -> Turn:
    async def turn() -> Sample:
        async with watcher.open(page.subject) as opened:
            point = await _middle(opened, page.chart)
            await opened.page.mouse.move(*point)
            await _rest(opened)
            wheels = [
                await _measured(opened, page.chart, "wheel", partial(_wheel, opened, point, delta))
                for delta in (-100, 100)
            ]
            drags = [
                await _measured(opened, page.chart, "pointerup", partial(_drag, opened, point, distance))
                for distance in (-DISTANCE, DISTANCE)
            ]
        if not all(drag["lags"] for drag in drags):
            raise Invalid("the chart did not move with the hand")
        return {
            "wheel ms": [wheel["first"] for wheel in wheels],
            "wheel rest ms": [wheel["last"] for wheel in wheels],
            "drag move ms": [lag for drag in drags for lag in drag["lags"]],
            "release ms": [drag["last"] for drag in drags],
        }

    return turn


async def _middle(opened: Opened, chart: str) -> Point:
    box = await opened.page.locator(chart).first.bounding_box()
    if box is None:
        raise Invalid(f"there is no {chart}")
    return box["x"] + box["width"] * 0.6, box["y"] + min(box["height"], 600) * 0.5


async def _measured(opened: Opened, chart: str, last: str, act: Callable[[], Awaitable[None]]) -> Any:
    await opened.page.evaluate("(selector) => __probe.beforeMove(selector)", chart)
    await act()
    answer = await opened.page.evaluate(
        "([type, quiet, patience]) => __probe.afterMove(type, quiet, patience)", [last, QUIET, PATIENCE]
    )
    await _rest(opened)
    return answer


async def _wheel(opened: Opened, point: Point, delta: float) -> None:
    x, y = point
    step = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta, "modifiers": CTRL}
    await opened.cdp.send("Input.dispatchMouseEvent", step)


async def _drag(opened: Opened, point: Point, distance: float) -> None:
    x, y = point
    button = {"button": "left", "buttons": 1, "clickCount": 1}
    sent = []

    def send(kind: str, at: float) -> None:
        event = {"type": kind, "x": at, "y": y, **button}
        sent.append(asyncio.ensure_future(opened.cdp.send("Input.dispatchMouseEvent", event)))

    send("mousePressed", x)
    for step in range(1, STEPS + 1):
        await asyncio.sleep(CADENCE)
        send("mouseMoved", x + distance * step / STEPS)
    await asyncio.sleep(CADENCE)
    send("mouseReleased", x + distance)
    await asyncio.gather(*sent)

"""What hands do to a page: click, wheel, drag; and when the answer was painted.

The input is real: it comes from the browser's own input queue, as from a mouse, at a fixed cadence, and does
not wait for the page. Times run from the moment that the browser gives the event to the end of the frame that
shows the answer; see probe.js.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import chain
from typing import Any

from benchmarks.browser import Opened
from benchmarks.contest import Invalid

MOVES = 30
"""Moves in one drag."""

DISTANCE = 300
"""Length of a drag in CSS pixels."""

CADENCE = 0.016
"""Seconds between two moves of a drag; they are sent without waiting for the page."""

KNOCK = 0.05
"""Seconds between two wheel steps to a page that may not listen yet."""

KNOCK_TURN = -20
"""How far each of these turns: little, because a slow page gets many of them at once."""

QUIET = 150
"""Milliseconds without a change after which a chart is at rest. plotly waits 50 before its last redraw."""

PATIENCE = 60_000
"""Milliseconds after which an answer counts as missing."""

CTRL = 2
"""The modifier in the browser's protocol."""

ZOOMS = (-100,) * 8 + (100,) * 8
"""Wheel steps of one journey: nearer, and back."""

DRAGS = (-DISTANCE, DISTANCE, DISTANCE, -DISTANCE)
"""Drags of one journey, taken where the zoom is nearest."""

OUR_TARGETS = """(turn) => {
    const ids = timeline.visible().filter((id) => id !== timeline.selection());
    const id = ids[(turn * 7 + 3) % ids.length], box = timeline.markBox(id);
    const current = `mark[data-event="${id}"][aria-current]`;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, current };
}"""

STOCK_TARGETS = """(turn) => {
    const bars = document.querySelectorAll(".barlayer .point path");
    const boxes = Array.from(bars, (node) => node.getBoundingClientRect());
    const area = document.querySelector(".nsewdrag").getBoundingClientRect();
    const wide = boxes.filter((box) => box.width >= 4 && box.left > area.left && box.right < area.right);
    const rows = Array.from(new Set(wide.map((box) => Math.round(box.y)))), row = rows[turn % rows.length];
    const inRow = wide.filter((box) => Math.round(box.y) === row), box = inRow[(turn * 7) % inRow.length];
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, current: "mark.current" };
}"""
"""Each in another lane than the one before, so that it is another event."""


async def first_answer(opened: Opened) -> tuple[float, float]:
    """Milliseconds from navigation to the first wheel step answered and painted; CPU until then."""
    knocking = asyncio.create_task(_knock(opened))
    try:
        wall = await opened.ask("(patience) => __probe.answered(patience)", PATIENCE)
        return float(wall), await opened.used()
    finally:
        knocking.cancel()
        await asyncio.gather(knocking, return_exceptions=True)


async def _knock(opened: Opened) -> None:
    """One wheel step after the other, each without waiting for what became of the last."""
    sent = []
    try:
        while True:
            sent.append(asyncio.ensure_future(_wheel(opened, KNOCK_TURN)))
            await asyncio.sleep(KNOCK)
    finally:
        await asyncio.gather(*sent, return_exceptions=True)


async def rest(opened: Opened, chart: str, settled: str = "() => true") -> None:
    """Until the page has loaded what it loads by itself, and has nothing left to do from what came before."""
    await opened.ask(
        f"([selector, quiet]) => __probe.still(selector, quiet, {settled})", [chart or "body", QUIET]
    )


async def zooming(opened: Opened, chart: str) -> dict[str, list[float]]:
    """A journey of wheel steps: to the first frame that answers each, and to the last that it changes."""
    await opened.page.mouse.move(*opened.middle)
    before = await opened.used()
    steps = [await _measured(opened, chart, "wheel", partial(_wheel, opened, delta)) for delta in ZOOMS]
    return {
        "zoom answered": [step["first"] for step in steps],
        "zoom": [step["last"] for step in steps],
        "zoom CPU": [(await opened.used() - before) / len(ZOOMS)],
    }


async def panning(opened: Opened, chart: str) -> dict[str, list[float]]:
    """A few drags: each move to its frame, the longest task meanwhile, and the release to the last change."""
    await opened.page.mouse.move(*opened.middle)
    before = await opened.used()
    drags = [
        await _measured(opened, chart, "pointerup", partial(_drag, opened, distance)) for distance in DRAGS
    ]
    spent = await opened.used() - before
    if not all(drag["lags"] for drag in drags):
        raise Invalid("the chart did not move with the hand")
    return {
        "drag": list(chain.from_iterable(drag["lags"] for drag in drags)),
        "task": [drag["task"] for drag in drags],
        "pan": [drag["last"] for drag in drags],
        "pan CPU": [spent / len(DRAGS)],
    }


async def show_whole(opened: Opened, button: str) -> None:
    """Press the button, if there is one, that shows the whole again."""
    if button:
        await opened.page.click(button)
        await rest(opened, "")


async def clicking(opened: Opened, targets: str, armed: str, clicks: int) -> dict[str, list[float]]:
    """Clicks on marks: release to passage highlighted, and to passage in view.

    `targets` is JavaScript: number of the click → `{x, y, current}`: where to click, and the selector of what
    must light up; `armed` selects what shows that the page has noticed the mark under the pointer, and may be
    empty.
    """
    answers = [await _click(opened, targets, armed, number) for number in range(clicks)]
    return {
        "click": [answer["painted"] for answer in answers],
        "in view": [answer["seen"] for answer in answers if answer["seen"] is not None],
    }


async def _click(opened: Opened, targets: str, armed: str, number: int) -> Any:
    target = await opened.ask(f"(turn) => ({targets})(turn)", number)
    mouse = opened.page.mouse
    await mouse.move(target["x"], target["y"])
    if armed:
        await opened.page.wait_for_selector(armed, timeout=PATIENCE)
    await opened.ask("(selector) => __probe.beforeClick(selector)", target["current"])
    await mouse.down()
    await mouse.up()
    answer = await opened.ask(
        "([selector, patience]) => __probe.afterClick(selector, patience)", [target["current"], PATIENCE]
    )
    await mouse.move(2, 2)
    await rest(opened, "")
    return answer


async def _measured(opened: Opened, chart: str, last: str, act: Callable[[], Awaitable[None]]) -> Any:
    await opened.ask("(selector) => __probe.beforeMove(selector)", chart)
    await act()
    answer = await opened.ask(
        "([type, quiet, patience]) => __probe.afterMove(type, quiet, patience)", [last, QUIET, PATIENCE]
    )
    await opened.ask("() => __probe.frame()")
    return answer


async def _wheel(opened: Opened, delta: float) -> None:
    x, y = opened.middle
    step = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta, "modifiers": CTRL}
    await opened.cdp.send("Input.dispatchMouseEvent", step)


async def _drag(opened: Opened, distance: float) -> None:
    x, y = opened.middle
    button = {"button": "left", "buttons": 1, "clickCount": 1}
    sent = []

    def send(kind: str, at: float) -> None:
        event = {"type": kind, "x": at, "y": y, **button}
        sent.append(asyncio.ensure_future(opened.cdp.send("Input.dispatchMouseEvent", event)))

    send("mousePressed", x)
    for step in range(1, MOVES + 1):
        await asyncio.sleep(CADENCE)
        send("mouseMoved", x + distance * step / MOVES)
    await asyncio.sleep(CADENCE)
    send("mouseReleased", x + distance)
    await asyncio.gather(*sent)

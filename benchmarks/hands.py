"""What hands do to a page: click, wheel, drag; and when the answer was painted.

The input is real: it comes from the browser's own input queue, as from a mouse, at a fixed cadence, and does
not wait for the page; only between two gestures it is waited until the chart does not change any more, so
that it is known what picture the first one led to. Times run from the moment that the browser gives the
event to the end of the frame that shows the answer; see probe.js.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import Any

from benchmarks.browser import Opened
from benchmarks.contest import Invalid

MOVES = 30
"""Moves in one drag."""

DISTANCE = 300
"""Length of a drag in CSS pixels."""

CADENCE = 0.016
"""Seconds between two moves of a drag; they are sent without waiting for the page."""

NOTCHES = 3
"""Wheel steps in one zoom, as a finger turns the wheel before it rests."""

NOTCH = 0.04
"""Seconds between two of them; they are sent without waiting for the page."""

PRESS = 0.06
"""Seconds for which a finger holds the button down in a click."""

KNOCK = 0.05
"""Seconds between two wheel steps to a page that may not listen yet."""

KNOCK_TURN = -20
"""How far each of these turns: little, because a slow page gets many of them at once."""

QUIET = 150
"""Milliseconds without a change after which what a chart shows is what stays."""

PAUSES = (0.0, 0.15, 0.3, 0.45)
"""Seconds between two gestures, by turns: so that some of them meet a page that is still at work."""

PATIENCE = 60_000
"""Milliseconds after which an answer counts as missing."""

ENOUGH = 20_000
"""Milliseconds of processor time after which no further gesture is begun: what there is by then must do."""

CTRL = 2
"""The modifier in the browser's protocol."""

NEARER, BACK = -100, 100
"""Which way a wheel step turns."""

ZOOMS = (NEARER, NEARER, BACK, BACK)
"""Zooms of one journey."""

DRAGS = (-DISTANCE, DISTANCE, DISTANCE, -DISTANCE)
"""Drags of one journey, taken one zoom nearer than the whole."""

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
    const wide = boxes.filter((box) => box.width >= 4 && box.left > area.left && box.right < area.right
        && box.top > area.top && box.bottom < area.bottom);
    const rows = Array.from(new Set(wide.map((box) => Math.round(box.y)))), row = rows[turn % rows.length];
    const inRow = wide.filter((box) => Math.round(box.y) === row), box = inRow[(turn * 7) % inRow.length];
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, current: "mark.current" };
}"""
"""Each in another lane than the one before, so that it is another event."""


Act = Callable[[], Awaitable[None]]
"""Sends what a hand does."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is looked at while a hand moves a chart."""

    chart: str
    """CSS selector of the chart."""
    marks: str
    """Of its marks."""
    texts: str
    """Of its labels and ticks."""
    settled: str = "() => true"
    """JavaScript: whether the page has nothing left that it means to do when it is at rest."""

    @property
    def told(self) -> dict[str, str]:
        """As the probe is told it."""
        return {"chart": self.chart, "marks": self.marks, "texts": self.texts}


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


async def resting(opened: Opened, moved: Moved) -> dict[str, list[float]]:
    """A zoom and a drag, each until the page is at rest: when that is, and what all of it costs."""
    told: dict[str, list[float]] = {}
    await opened.page.mouse.move(*opened.middle)
    gestures = (
        ("zoom", "wheel", partial(_zoom, opened, NEARER)),
        ("pan", "pointerup", partial(_drag, opened, -DISTANCE)),
    )
    for name, release, act in gestures:
        before = await opened.used()
        one = await _measured(opened, moved, release, act, moved.settled)
        await rest(opened, moved.chart, moved.settled)
        told[f"{name} rest"] = [one["rest"]]
        told[f"{name} CPU"] = [await opened.used() - before]
        told.setdefault("task afterwards", []).append(one["afterwards"])
    return told


async def zooming(opened: Opened, moved: Moved, journeys: int) -> dict[str, list[float]]:
    """Zooms, nearer and back: from the last wheel step of each to the picture that stays."""
    await opened.page.mouse.move(*opened.middle)
    turns = [
        (moved, "wheel", partial(_zoom, opened, delta))
        for delta in chain.from_iterable(repeat(ZOOMS, journeys))
    ]
    gestures = await _journey(opened, turns)
    return {
        "zoom": [one["complete"] for one in gestures],
        "zoom answered": list(chain.from_iterable(one["lags"] for one in gestures)),
    }


async def panning(opened: Opened, moved: Moved, journeys: int) -> dict[str, list[float]]:
    """Drags: each move to its frame, the longest task on the way, the release to the picture that stays."""
    await opened.page.mouse.move(*opened.middle)
    turns = [
        (moved, "pointerup", partial(_drag, opened, by))
        for by in chain.from_iterable(repeat(DRAGS, journeys))
    ]
    gestures = await _journey(opened, turns)
    if not all(one["lags"] for one in gestures):
        raise Invalid("the chart did not move with the hand")
    return {
        "drag": list(chain.from_iterable(one["lags"] for one in gestures)),
        "task": [one["task"] for one in gestures],
        "pan": [one["complete"] for one in gestures],
    }


async def _journey(opened: Opened, turns: Iterable[tuple[Moved, str, Act]]) -> list[Any]:
    """What became of each gesture; cut short when all of them take too much processor time."""
    before, gestures = await opened.used(), list[Any]()
    for number, (moved, release, act) in enumerate(turns):
        gestures.append(await _measured(opened, moved, release, act))
        if await opened.used() - before > ENOUGH:
            break
        await asyncio.sleep(PAUSES[number % len(PAUSES)])
    return gestures


async def show_whole(opened: Opened, button: str) -> None:
    """Press the button, if there is one, that shows the whole again."""
    if button:
        await opened.page.click(button)
        await opened.page.mouse.move(2, 2)
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
    await asyncio.sleep(PRESS)
    await mouse.up()
    answer = await opened.ask(
        "([selector, patience]) => __probe.afterClick(selector, patience)", [target["current"], PATIENCE]
    )
    await mouse.move(2, 2)
    await rest(opened, "")
    return answer


async def _measured(opened: Opened, moved: Moved, release: str, act: Act, settled: str = "() => true") -> Any:
    await opened.ask("(what) => __probe.beforeMove(what)", moved.told | {"type": release})
    await act()
    answer = await opened.ask(
        f"([quiet, patience]) => __probe.afterMove(quiet, patience, {settled})", [QUIET, PATIENCE]
    )
    await opened.ask("() => __probe.frame()")
    return answer


async def _zoom(opened: Opened, delta: float) -> None:
    """A few wheel steps at a fixed cadence."""
    sent = []
    for number in range(NOTCHES):
        if number:
            await asyncio.sleep(NOTCH)
        sent.append(asyncio.ensure_future(_wheel(opened, delta)))
    await asyncio.gather(*sent)


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

"""Rival dates as drawn beside their mark: a thin tick for a short one, a bracket as wide as a longer one.

They must never be taken for marks, so they are lines where a mark is a body: an upright stroke, or a bracket
with an upright at either end, in the colour of the kind, hung on a hairline that comes out of the mark. An
open end runs on into an arrow and an unknown one into dashes, as those of marks do. Weight says the rank, so
colour need not: heavy is preferred, thin and struck through is deprecated.

A tick stands at its day to the pixel. Only where it would touch its mark, or another tick, is it moved
outwards, by as little as shows that there is one. What lies outside the window is not drawn. The page has a
copy in `assets/rivals.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from timeline.boxes import GAP, SYMBOL
from timeline.dates import Span
from timeline.edtf import Limit
from timeline.marks import Sight, Stroke
from timeline.rivals import RivalDate
from timeline.room import FAR, Stretch

SLIM = 5.0
"""Width of the box of an upright, in pixels."""
CLEAR = 4.0
"""Least pixels between a mark and a tick, and between two uprights."""
LEAST = 9.0
"""Least pixels of a bracket that its mark cuts off; of a shorter rest an upright is left."""
TOUCH = 0.5
"""Pixels by which a bracket may begin before its mark ends and yet be whole."""
RUN = {"day": 0.0, "open": 15.0, "unknown": 16.0}
"""Pixels that an end takes beyond the date."""
HEIGHT, CAP = 13.0, 9.0
"""Of an upright that stands for a date, and of those at the ends of a bracket."""
WEIGHT = {"preferred": 3.2, "normal": 1.8, "deprecated": 1.0}
"""How thick the lines of each rank are, in pixels."""
HAIR = 0.5
"""How solid the hairline is that joins a tick to its mark; it is one pixel thick."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival date, as much of it as its ticks need."""

    stretches: tuple[Stretch, ...]
    """Day numbers, the second exclusive: one stretch, or those of a set, in order."""
    before: Limit
    """What is at its start: `day`, or an end that is `open` or `unknown`."""
    after: Limit
    """The same at its end."""
    rank: str
    """`preferred`, `normal` or `deprecated`."""


def drawable(rival: RivalDate) -> Rival:
    """What the ticks of a rival date need of it."""
    span = rival.span
    return Rival(stretches(span), span.earliest_kind, span.latest_kind, rival.rank)


@dataclass(frozen=True, slots=True)
class Tick:
    """A rival date, or one date of a rival set, in its place."""

    rival: int
    """Which of the event's rivals, from 0."""
    start: float
    """Left end of the date in pixels from the window's left edge."""
    end: float
    """Right end of the date."""
    before: Limit
    """What its left end is."""
    after: Limit
    """What its right end is."""
    wide: bool
    """Whether it is a bracket."""
    cut: Literal["", "left", "right"] = ""
    """Which end of a bracket lies under the mark and is not drawn."""

    @property
    def left(self) -> float:
        """Left end of all that is drawn of it."""
        return self.start - RUN[self.before]

    @property
    def right(self) -> float:
        """Right end of all that is drawn of it."""
        return self.end + RUN[self.after]


@dataclass(frozen=True, slots=True)
class Wings:
    """The room that ticks take on both sides of their mark, in pixels."""

    left: float = 0.0
    """From the mark's box to the far end of the last tick on its left; 0 if there is none."""
    right: float = 0.0
    """The same on its right."""
    free_left: float = 0.0
    """From the mark's box to the near end of the first tick on its left: room for the label."""
    free_right: float = 0.0
    """The same on its right."""


def stretches(span: Span) -> tuple[Stretch, ...]:
    """The days that a span names, as if what is open or unknown ended with them; neighbours are one."""
    found: list[Stretch] = []
    for member in span.members:
        known = [moment for moment in (member.start, member.end) if moment]
        if known:
            found.append(
                (min(moment.earliest for moment in known), max(moment.latest for moment in known) + 1)
            )
    made: list[Stretch] = []
    for first, last in sorted(found):
        if made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return tuple(made)


def ticks(rivals: Sequence[Rival], sight: Sight, box: Stretch) -> tuple[Tick, ...]:
    """The ticks that a window shows of the rivals of a mark with that box, from left to right."""
    found = [tick for index, rival in enumerate(rivals) for tick in _found(index, rival, sight)]
    middle = (box[0] + box[1]) / 2
    right = [tick for tick in found if (tick.start + tick.end) / 2 >= middle]
    left = [tick for tick in found if (tick.start + tick.end) / 2 < middle]
    right.sort(key=lambda tick: (tick.start, tick.end, tick.rival))
    left.sort(key=lambda tick: (-tick.end, -tick.start, tick.rival))
    made = [*_beside(left, box[0], -1.0), *_beside(right, box[1], 1.0)]
    return tuple(sorted(made, key=lambda tick: (tick.start, tick.end, tick.rival)))


def _found(index: int, rival: Rival, sight: Sight) -> list[Tick]:
    """The ticks of a rival in their true places, as far as they can be seen."""
    made = []
    last = len(rival.stretches) - 1
    for place, (first, after) in enumerate(rival.stretches):
        start, end = max(sight.at(first), -FAR), min(sight.at(after), FAR)
        wide = end - start > SYMBOL
        if not wide:
            start, end = (start + end) / 2 - SLIM / 2, (start + end) / 2 + SLIM / 2
        tick = Tick(
            index,
            start,
            end,
            rival.before if place == 0 else "day",
            rival.after if place == last else "day",
            wide,
        )
        if tick.right > 0 and tick.left < sight.width:
            made.append(tick)
    return made


def _beside(found: Sequence[Tick], edge: float, out: float) -> list[Tick]:
    """The ticks on one side of a mark, given from the nearest to the farthest, moved clear of it."""
    made = []
    cursor = edge + out * CLEAR
    for given in found:
        tick = given
        if tick.wide:
            tick = _cut(tick, edge, out)
        if not tick.wide:
            near = tick.left if out > 0 else tick.right
            moved = max(0.0, (cursor - near) * out) * out
            tick = replace(tick, start=tick.start + moved, end=tick.end + moved)
            cursor = (tick.right if out > 0 else tick.left) + out * CLEAR
        made.append(tick)
    return made


def _cut(tick: Tick, edge: float, out: float) -> Tick:
    """A bracket without what lies under its mark; an upright where too little is left of it.

    One that begins where the mark ends only makes room between them.
    """
    nearest = edge + out * CLEAR
    near = tick.left if out > 0 else tick.right
    if (near - nearest) * out >= 0:
        return tick
    under = (near - edge) * out < -TOUCH
    if out > 0:
        if tick.end - nearest < LEAST:
            return replace(tick, start=tick.end - SLIM, before="day", wide=False)
        return replace(tick, start=nearest, before="day", cut="left" if under else "")
    if nearest - tick.start < LEAST:
        return replace(tick, end=tick.start + SLIM, after="day", wide=False)
    return replace(tick, end=nearest, after="day", cut="right" if under else "")


def wings(drawn: Sequence[Tick], box: Stretch) -> Wings:
    """The room that ticks take beside a mark with that box."""
    middle = (box[0] + box[1]) / 2
    left = [tick for tick in drawn if (tick.start + tick.end) / 2 < middle]
    right = [tick for tick in drawn if (tick.start + tick.end) / 2 >= middle]
    return Wings(
        box[0] - min(tick.left for tick in left) if left else 0.0,
        max(tick.right for tick in right) - box[1] if right else 0.0,
        box[0] - max(tick.right for tick in left) if left else 0.0,
        min(tick.left for tick in right) - box[1] if right else 0.0,
    )


def hairlines(drawn: Sequence[Tick], sight: Sight, box: Stretch, label: Stretch) -> tuple[Stroke, ...]:
    """What joins the ticks to their mark; behind a label that stands between, the line goes on."""
    beyond, made = wings(drawn, box), []
    for side, reach in ((-1.0, beyond.left), (1.0, beyond.right)):
        if not reach:
            continue
        if side > 0:
            between = label[0] >= box[1] and box[1] < label[1] < box[1] + reach
            start, end = (
                (label[1] + GAP if between else box[1] + 1),
                max(tick.start for tick in drawn if tick.right > box[1]),
            )
        else:
            between = label[1] <= box[0] and box[0] - reach < label[0] < box[0]
            start, end = (
                min(tick.end for tick in drawn if tick.left < box[0]),
                (label[0] - GAP if between else box[0] - 1),
            )
        start, end = max(start, -sight.width), min(end, 2 * sight.width)
        if start < end:
            made.append(Stroke("bar", start, end, 1.0, HAIR))
    return tuple(made)


def strokes(tick: Tick, rank: str, sight: Sight, *, chosen: bool = False) -> tuple[Stroke, ...]:
    """Draw a tick, from the back to the front; `chosen` while one of its passages is in focus."""
    weight, made = WEIGHT[rank], []

    def bar(start: float, end: float, thick: float, **more: object) -> None:
        start, end = max(start, -sight.width), min(end, 2 * sight.width)
        if start < end:
            made.append(Stroke("bar", start, end, thick, **more))  # type: ignore[arg-type]

    if chosen:
        bar(tick.left - 3, tick.right + 3, HEIGHT + 5, edge="accent")
    middle = (tick.start + tick.end) / 2
    if tick.wide:
        bar(tick.start, tick.end, weight, fill=1.0)
        if tick.before == "day" and tick.cut != "left":
            bar(tick.start, tick.start + weight, CAP, fill=1.0)
        if tick.after == "day" and tick.cut != "right":
            bar(tick.end - weight, tick.end, CAP, fill=1.0)
        if tick.start < sight.width and tick.end > 0:
            middle = (max(tick.start, 0.0) + min(tick.end, sight.width)) / 2
    else:
        bar(middle - weight / 2, middle + weight / 2, HEIGHT, fill=1.0)
    for limit, at, out in ((tick.before, tick.start, -1.0), (tick.after, tick.end, 1.0)):
        from_ = at if tick.wide else middle
        if limit == "open":
            tip = at + out * RUN["open"]
            bar(min(from_, tip - out * 5), max(from_, tip - out * 5), min(weight, 1.8), fill=1.0)
            made.append(
                Stroke("symbol", tip - out * 3.5, tip - out * 3.5, 7.0, 1.0, 0.0, "solid", _ARROW[out])
            )
        elif limit == "unknown":
            for dash in (3.0, 10.0):
                near, far = at + out * dash, at + out * (dash + 5)
                bar(min(near, far), max(near, far), min(weight, 1.8), fill=1.0)
    if rank == "deprecated":
        made.append(Stroke("symbol", middle, middle, 9.0, 0.0, 0.0, "solid", "slash"))
    return tuple(made)


_ARROW: dict[float, Literal["left", "right"]] = {-1.0: "left", 1.0: "right"}

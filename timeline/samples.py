"""One mark of each kind for the legend, drawn by the very strokes that draw the chart: so the two never part.

Strokes become shapes of SVG, as plain numbers in a picture of `WIDTH` × `HEIGHT`; the template only writes
them down, and the style sheet gives them the colour of a kind, of ink or of paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline import rival_ticks
from timeline.dates import parse
from timeline.doubts import doubts
from timeline.marks import Look, Sight, Stroke, strokes
from timeline.rival_ticks import Rival
from timeline.room import Stretch, room
from timeline.windows import Window, extent

WIDTH, HEIGHT = 64.0, 20.0
"""Of the picture of a mark, in pixels."""
LONGEST = 46.0
"""Pixels that the date itself may take in it."""
HATCH = 5.7
"""Pixels from one line of a hatching to the next."""

DATES = (
    ("bar", "1950"),
    ("circa", "1950~"),
    ("uncertain", "1950?"),
    ("unspecified", "195X"),
    ("openEnd", "1950/.."),
    ("unknownEnd", "1950/"),
    ("oneOf", "[1950,1953]"),
    ("allOf", "{1950,1953}"),
    ("hollow", "1950"),
)
"""What a mark says, the last part of its message's key, and a date that has such a mark."""
RIVALS: dict[str, tuple[Stretch, ...]] = {
    "rival": ((2.0, 16.0), (27.0, 27.0), (40.0, 62.0)),
    "rank": ((9.0, 9.0), (31.0, 31.0), (53.0, 53.0)),
}
"""The same of ticks: where they stand in the picture. A mark comes first, or there is a tick of each rank."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One path of a picture."""

    path: str
    """What SVG calls `d`; empty for a question mark."""
    ink: Literal["fill", "line", "dots", "lines", "paper", "question"]
    """How it is drawn: filled, outlined, dotted, hatched, outlined on paper, or as text."""
    strength: float
    """How solid it is, 1 wholly."""
    at: float = 0.0
    """Where the question mark stands."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A mark of the legend."""

    name: str
    """The last part of the key of its message: `circa`."""
    shapes: tuple[Shape, ...]
    """From the back to the front."""


@cache
def samples() -> tuple[Sample, ...]:
    """Every kind of mark, in the order in which the legend explains them."""
    marks = (Sample(name, _drawn(date, hollow=name == "hollow")) for name, date in DATES)
    return (*marks, *(Sample(name, _beside(name)) for name in RIVALS))


def _drawn(date: str, *, hollow: bool) -> tuple[Shape, ...]:
    span = parse(date)
    found, named = doubts(span), extent(span, Window(712_000, 712_001))
    # An open end needs somewhere to go.
    part = extent(span, Window(named.start, named.end + 2 * named.days))
    before, after = room(found, 0, LONGEST)
    long = min(LONGEST, WIDTH - 2 - before - after)
    scale = long / part.days
    sight = Sight(part.start - (before + 1) / scale, scale, WIDTH)
    look = Look(hollow=hollow)
    return tuple(
        shape for stroke in strokes(found, part.start, part.end, sight, look) for shape in _shapes(stroke)
    )


def _beside(name: str) -> tuple[Shape, ...]:
    """Ticks as they stand beside a mark, or one of each rank."""
    sight, stretches, made = Sight(0, 1, WIDTH), RIVALS[name], []
    if name == "rival":
        (start, end), *places = stretches
        rivals = [Rival((place,), "day", "day", "normal") for place in places]
        box = (start, end)
        drawn = rival_ticks.ticks(rivals, sight, box)
        made += [Stroke("bar", *box, 10.0, 1.0), *rival_ticks.hairlines(drawn, sight, box, (0, 0))]
    else:
        rivals = [
            Rival((place,), "day", "day", rank)
            for place, rank in zip(stretches, rival_ticks.WEIGHT, strict=True)
        ]
        drawn = rival_ticks.ticks(rivals, sight, (-99.0, -98.0))
    for tick in drawn:
        made += rival_ticks.strokes(tick, rivals[tick.rival].rank, sight)
    return tuple(shape for stroke in made for shape in _shapes(stroke))


def _shapes(stroke: Stroke) -> list[Shape]:
    """A stroke as paths."""
    if stroke.form == "question":
        return [Shape("", "question", 1.0, round(stroke.start, 2))]
    if stroke.form == "symbol":
        path = _symbol(stroke)
        if stroke.shape == "slash":
            return [Shape(path, "line", 1.0)]
        return [Shape(path, "fill" if stroke.fill else "paper", stroke.fill or 1.0)]
    path = _rectangle(stroke.start, stroke.end, stroke.thick)
    if stroke.form == "dots":
        return [Shape(path, "dots", 1.0)]
    made = [Shape(path, "fill", round(stroke.fill, 3))] if stroke.fill else []
    if stroke.hatch:
        made.append(Shape(_hatching(stroke), "lines", stroke.hatch))
    if stroke.edge == "solid":
        made.append(Shape(path, "line", 1.0))
    return made


def _rectangle(start: float, end: float, thick: float) -> str:
    middle = HEIGHT / 2
    if not thick:
        return f"M{start:.2f} {middle:g}H{end:.2f}"
    return f"M{start:.2f} {middle - thick / 2:g}H{end:.2f}v{thick:g}H{start:.2f}Z"


def _symbol(stroke: Stroke) -> str:
    """A diamond, an arrowhead or a line through, as large as Plotly draws it."""
    at, middle, half = stroke.start, HEIGHT / 2, stroke.thick / 2
    if stroke.shape == "slash":
        return f"M{at - half:.2f} {middle + half:g}L{at + half:.2f} {middle - half:g}"
    if stroke.shape == "diamond":
        side = f"{half * 1.3:.2f}"
        return f"M{at - half * 1.3:.2f} {middle:g}l{side} -{side} {side} {side} -{side} {side}Z"
    out, high = (-1 if stroke.shape == "left" else 1), half * 2 / 3**0.5
    return f"M{at + out * half:.2f} {middle:g}l{-out * half * 1.5:.2f} {-high:.2f}v{2 * high:.2f}Z"


def _hatching(stroke: Stroke) -> str:
    """Lines that rise at half a right angle, cut off at the ends."""
    low, made = HEIGHT / 2 + stroke.thick / 2, []
    at = stroke.start - stroke.thick + HATCH / 2
    while at < stroke.end:
        left, right = max(at, stroke.start), min(at + stroke.thick, stroke.end)
        made.append(f"M{left:.2f} {low - (left - at):.2f}L{right:.2f} {low - (right - at):.2f}")
        at += HATCH
    return "".join(made)

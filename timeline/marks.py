"""What a mark looks like, as strokes: one channel for each kind of doubt, so that doubts add and stay apart.

    width              how precise the date is
    fading ends        circa
    hatching           unspecified digits: one value somewhere inside
    dotted outline, ?  uncertain
    arrow              an open end
    dashes, no arrow   an end that nobody knows
    open diamonds      one of these, joined by dots
    filled diamonds    all of these, joined by a line

Texture and shape say it, never colour alone: paper and colour-blind readers lose nothing. Each doubt is drawn
at the end that has it. A doubtful *event* is something else than a doubtful date: hollow, a solid outline.

Strokes know pixels and nothing of what draws them: the figure, the page and a picture draw the same. The
page has a copy in `assets/marks.js`; `tests/corpora/marks.json` is held against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from timeline.boxes import SYMBOL
from timeline.doubts import Doubts, Part
from timeline.room import (
    APART,
    ARROW,
    CAP,
    DIAMOND,
    FAR,
    HALO,
    QUESTION,
    STUB,
    Stretch,
    asks,
    core,
    fades,
    is_wide,
)

HEAD = 7.0
"""Half the size of an arrowhead: from its tip to its middle; its base is half as far on the other side."""

Edge = Literal["none", "solid", "dotted", "accent", "paper"]
Shape = Literal["", "kind", "diamond", "right", "left", "ring", "slash"]
Form = Literal["bar", "dots", "symbol", "question"]


@dataclass(frozen=True, slots=True)
class Sight:
    """The window as one looks at it."""

    start: float
    """Day number at its left edge."""
    scale: float
    """Pixels to a day."""
    width: float
    """Its width in pixels."""

    def at(self, day: float) -> float:
        """Where a day begins, in pixels from the left edge."""
        return (day - self.start) * self.scale


@dataclass(frozen=True, slots=True)
class Look:
    """What a mark shows beside its date."""

    inside: bool = False
    """Whether it carries its label: a tint to be read on."""
    hollow: bool = False
    """Whether the event itself is doubtful or disputed."""
    selected: bool = False
    """Whether it is the selected one."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing to draw, centred on the mark's row."""

    form: Form
    """A rectangle, a dotted outline (a line when it has no height), a symbol, or a question mark."""
    start: float
    """Left end in pixels from the window's left edge; the middle of a symbol and of a question mark."""
    end: float
    """Right end; equal to `start` for a symbol and a question mark."""
    thick: float
    """Height; the size of a symbol."""
    fill: float = 0.0
    """How solid, 1 the colour of its kind; 0 nothing, which for a symbol means paper."""
    hatch: float = 0.0
    """How strong a hatching in the colour of its kind lies on it; 0 none."""
    edge: Edge = "none"
    """Its outline: of the kind's colour, of ink dots, of the accent or of paper."""
    shape: Shape = ""
    """Which symbol: that of the kind, a diamond, an arrowhead, the ring of the selection, a line through."""


@dataclass(slots=True)
class _Pen:
    """Draws one mark; thrown away after it."""

    found: Doubts
    look: Look
    sight: Sight
    start: float
    end: float
    left: float
    right: float
    wide: bool
    made: list[Stroke] = field(default_factory=list)

    def bar(self, start: float, end: float, thick: float, **more: object) -> None:
        """A rectangle, as far as a drag can bring it into the window."""
        self._line("bar", start, end, thick, **more)

    def dots(self, start: float, end: float, thick: float) -> None:
        """A dotted outline."""
        self._line("dots", start, end, thick)

    def _line(self, form: Form, start: float, end: float, thick: float, **more: object) -> None:
        start, end = max(start, -self.sight.width), min(end, 2 * self.sight.width)
        if start < end:
            self.made.append(Stroke(form, start, end, thick, **more))  # type: ignore[arg-type]

    def symbol(self, shape: Shape, at: float, size: float, fill: float, edge: Edge) -> None:
        """A symbol with its middle there."""
        self.made.append(Stroke("symbol", at, at, size, fill, 0.0, edge, shape))

    def within(self, day: float) -> float:
        """Where a day begins, in the core as it is drawn; `XXXX` may begin anywhere, and so at its end."""
        stretched = (self.right - self.left) / (self.end - self.start)
        return min(max(self.left + (self.sight.at(day) - self.start) * stretched, self.left), self.right)


def strokes(found: Doubts, first: float, last: float, sight: Sight, look: Look) -> tuple[Stroke, ...]:
    """Draw a date that covers the days from `first` to `last` (exclusive), from the back to the front."""
    start, end = max(sight.at(first), -FAR), min(sight.at(last), FAR)
    left, right = core(found, start, end)
    pen = _Pen(found, look, sight, start, end, left, right, is_wide(found, start, end))
    if found.is_set:
        _draw_set(pen)
    elif pen.wide or any(part.unspecified for part in found.parts):
        _draw_bar(pen)
    else:
        _draw_symbol(pen)
    _draw_side(pen, 0)
    _draw_side(pen, 1)
    return tuple(pen.made)


Piece = tuple[float, float, bool, bool]
"""Left and right end in pixels, hatched, dotted."""


def _pieces(pen: _Pen) -> list[Piece]:
    """The stretches of a bar that look alike: the doubtful ends of an interval, and what is between them."""
    found, (left, right) = pen.found, _drawn(pen)
    if found.form == "date":
        return [(left, right, found.parts[0].unspecified, found.parts[0].uncertain)]
    first, last = found.parts
    begun, ending = left, right
    if first.unspecified or first.uncertain:
        begun = min(max(pen.within(first.last), left + (CAP if first.uncertain else 0.0)), right)
    if last.unspecified or last.uncertain:
        ending = max(min(pen.within(last.first), right - (CAP if last.uncertain else 0.0)), left)
    if begun > ending:
        begun = ending = (begun + ending) / 2
    made: list[Piece] = []
    for piece in (
        (left, begun, first.unspecified, first.uncertain),
        (begun, ending, False, False),
        (ending, right, last.unspecified, last.uncertain),
    ):
        if made and made[-1][2:] == piece[2:]:
            made[-1] = (made[-1][0], piece[1], piece[2], piece[3])
        elif piece[0] < piece[1]:
            made.append(piece)
    return made


def _drawn(pen: _Pen) -> Stretch:
    """The core as far as a bar is drawn: an arrow takes the place of an open end."""
    left, right = pen.left, pen.right
    if pen.wide and pen.found.parts[0].limit == "open":
        left = _seen(pen, left, HEAD, -1.0) + HEAD / 2
    if pen.wide and pen.found.parts[-1].limit == "open":
        right = _seen(pen, right, HEAD, 1.0) - HEAD / 2
    return left, right


def _draw_bar(pen: _Pen) -> None:
    """A bar as wide as the date is precise, each stretch of it as it is known."""
    look, pieces, (left, right) = pen.look, _pieces(pen), _drawn(pen)
    thick, dotted = 17.0 if look.inside else 10.0, any(piece[3] for piece in pieces)
    for start, end, hatched, uncertain in pieces:
        if look.hollow:
            fill = 0.0
        elif hatched or uncertain:
            fill = 0.18
        else:
            fill = 0.32 if look.inside else 1.0
        if hatched or fill:
            pen.bar(start, end, thick, fill=fill, hatch=_hatch(look) if hatched else 0.0)
        if uncertain:
            pen.dots(start, end, thick + (5.0 if look.hollow else 0.0))
    if look.selected and dotted and not look.hollow:
        pen.bar(left, right, thick + (2.0 if look.inside else 6.0), edge="accent")
    elif look.selected or look.hollow:
        pen.bar(left, right, thick, edge="accent" if look.selected else "solid")


def _hatch(look: Look) -> float:
    """How strong: words on it must stay readable."""
    return 0.55 if look.inside else 0.85


def _draw_symbol(pen: _Pen) -> None:
    """The symbol of its kind, for what is too short on the screen for a bar."""
    middle, hollow = (pen.left + pen.right) / 2, pen.look.hollow
    if not any(part.uncertain for part in pen.found.parts):
        pen.symbol("kind", middle, *((10.0, 0.0, "solid") if hollow else (11.0, 1.0, "paper")))
    elif hollow:
        pen.symbol("kind", middle, 15.0, 0.0, "dotted")
        pen.symbol("kind", middle, 7.0, 0.0, "solid")
    else:
        pen.symbol("kind", middle, 12.0, 0.25, "dotted")
    if pen.look.selected:
        pen.symbol("ring", middle, 21.0, 0.0, "accent")


def _draw_set(pen: _Pen) -> None:
    """A diamond on each of its dates, joined: by dots where it is one of them, by a line where it is all."""
    found, look = pen.found, pen.look
    one = found.form == "one_of"
    known = [part for part in found.parts if part.limit == "day"]
    middles = _middles(pen, known)
    if any(part.unspecified for part in known) and not pen.wide:
        pen.bar(pen.left - 5, pen.right + 5, 12.0, fill=0.18, hatch=0.85)
    from_, to = (
        end if part.limit == "open" else middle
        for part, end, middle in (
            (found.parts[0], pen.left, middles[0]),
            (found.parts[-1], pen.right, middles[-1]),
        )
    )
    if one:
        pen.dots(from_, to, 0.0)
    else:
        pen.bar(from_, to, 2.0, fill=1.0)
    for part in known:
        start, end = pen.within(part.first), pen.within(part.last)
        if pen.wide and end - start > SYMBOL:
            fill = 0.18 if part.unspecified else 0.32 if one or part.uncertain else 1.0
            thick, hatch = (10.0, 0.85) if part.unspecified else (5.0, 0.0)
            pen.bar(start, end, thick, fill=fill, hatch=hatch)
            if part.uncertain:
                pen.dots(start, end, 10.0)
    for part, middle in _diamonds(known, middles):
        fill = 0.18 if part.uncertain else 0.0 if one else 1.0
        edge: Edge = "dotted" if part.uncertain else "solid" if one else "paper"
        pen.symbol("diamond", middle, 11.0 if pen.wide else 9.0, fill, edge)
    if look.hollow or look.selected:
        edge = "accent" if look.selected else "solid"
        pen.bar(pen.left - DIAMOND, pen.right + DIAMOND, 17.0, edge=edge)


def _middles(pen: _Pen, known: list[Part]) -> list[float]:
    """Where the diamonds of a set stand: true to scale, or side by side when there is no room."""
    middles = [pen.within((part.first + part.last) / 2) for part in known]
    if pen.wide:
        return middles
    if len(known) == 1:
        return [pen.right if pen.found.parts[0].limit == "open" else pen.left]
    least, most = min(middles), max(middles)
    if least == most:
        return [pen.left] * (len(known) - 1) + [pen.right]
    return [pen.left + (middle - least) * ((pen.right - pen.left) / (most - least)) for middle in middles]


def _diamonds(known: list[Part], middles: list[float]) -> Iterator[tuple[Part, float]]:
    """The first, the last, and those between that touch neither each other nor the last."""
    before = -FAR * 2
    for index, (part, middle) in enumerate(zip(known, middles, strict=True)):
        is_last = index == len(known) - 1
        if is_last or (middle - before >= APART and (index == 0 or middles[-1] - middle >= APART)):
            yield part, middle
            before = middle


def _draw_side(pen: _Pen, side: Literal[0, 1]) -> None:
    """What stands beside the core at its left (0) or right (1) end, from the inside to the outside."""
    found, out = pen.found, 1.0 if side else -1.0
    part, at = found.parts[-side], pen.right if side else pen.left
    if fades(found, side):
        _draw_halo(pen, at, side)
    if found.is_set:
        at += out * DIAMOND
    if fades(found, side):
        at += out * HALO
    elif part.limit == "unknown":
        # Long and thin: corners are round, and dashes must not look like dots.
        for dash in (3.0, 12.0, 21.0):
            near, far = at + out * dash, at + out * (dash + 6)
            pen.bar(min(near, far), max(near, far), 3.0, fill=1.0)
        at += out * STUB
    elif part.limit == "open":
        shape: Shape = "right" if side else "left"
        if pen.wide:
            pen.symbol(shape, _seen(pen, at, HEAD, out), 2 * HEAD, 0.0 if pen.look.hollow else 1.0, "solid")
        else:
            pen.symbol(shape, at + out * 4.0, 8.0, 0.0 if pen.look.hollow else 1.0, "solid")
            at += out * ARROW
    if asks(found, side):
        middle = at + out * QUESTION / 2
        if pen.wide:
            middle = _seen(pen, at + out * QUESTION, QUESTION / 2, out)
        pen.made.append(Stroke("question", middle, middle, 0.0))


def _seen(pen: _Pen, tip: float, half: float, out: float) -> float:
    """The middle of what ends at `tip`: there, or at the window's edge where the mark runs out of it."""
    edge = pen.sight.width if out > 0 else 0.0
    runs_out = (tip - edge) * out > 0 and (pen.left < edge - 2 * half if out > 0 else pen.right > 2 * half)
    return (edge if runs_out else tip) - out * half


def _draw_halo(pen: _Pen, at: float, side: Literal[0, 1]) -> None:
    """Four layers, each shorter than the one below, from the colour of that end, or from under the symbol."""
    found, look, out = pen.found, pen.look, 1.0 if side else -1.0
    part, thick, strength = found.parts[-side], 8.0, 1.0
    if not pen.wide and not part.unspecified:
        at -= out * 3.0
    elif look.inside:
        thick, strength = 15.0, 0.38
    if look.hollow or part.uncertain or part.unspecified:
        strength = 0.45
    covered = 0.0
    for step in range(1, 5):
        # Each reaches back to the mark, for slices side by side would show seams.
        level = strength * 0.2 * step
        far = at + out * ((5 - step) * HALO / 4)
        pen.bar(min(at, far), max(at, far), thick, fill=1 - (1 - level) / (1 - covered))
        covered = level

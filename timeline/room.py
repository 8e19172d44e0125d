"""How much room a mark takes: its date, true to scale or just large enough to see, and what stands beside.

Apart from the drawing, because a layout asks it of every event before anything is drawn: what it keeps free
is what `marks` fills, so nothing drawn ever touches. The page has the same numbers in `assets/marks.js`.
"""

from __future__ import annotations

from typing import Literal

from timeline.boxes import SYMBOL
from timeline.doubts import Doubts

HALO = 12.0
"""Pixels over which a mark known only as *circa* fades out at an end."""
STUB = 28.0
"""Pixels of dashes at an end that nobody knows."""
ARROW = 11.0
"""Pixels that the arrow of an open end takes."""
QUESTION = 12.0
"""Pixels that a question mark takes."""
CAP = 9.0
"""Least pixels of an uncertain end, so that its dotted outline can be seen."""
APART = 11.0
"""Least pixels between the first and the last diamond of a set."""
SHORT = 80.0
"""Pixels up to which a doubtful end is left free of words."""
DIAMOND = 7.0
"""Pixels by which a diamond may stand out beyond the middle of its date."""
FAR = 2e5
"""Pixels from the window beyond which nothing is counted exactly: no browser draws numbers much larger."""
Stretch = tuple[float, float]
"""Left and right end in pixels."""


def core(found: Doubts, start: float, end: float) -> Stretch:
    """The stretch of the date itself, given its true one: grown to what can be seen, if it is shorter."""
    long, middle = end - start, (start + end) / 2
    if found.is_set:
        if is_wide(found, start, end):
            return start, end
        half = max(APART, long - 2 * DIAMOND) / 2
    else:
        if long >= SYMBOL:
            return start, end
        half = SYMBOL / 2
    return middle - half, middle + half


def is_wide(found: Doubts, start: float, end: float) -> bool:
    """Whether a bar, or a set's dates, can be drawn true to scale; else there is a symbol, or a small set."""
    return end - start > (2 * SYMBOL if found.is_set else SYMBOL)


def room(found: Doubts, start: float, end: float) -> tuple[float, float]:
    """Pixels that are drawn beside the core, on the left and on the right."""
    wide = is_wide(found, start, end)
    return room_at(found, 0, wide), room_at(found, 1, wide)


def box(found: Doubts, start: float, end: float) -> Stretch:
    """All that is drawn of a date whose true stretch is that: what a layout has to keep free."""
    left, right = core(found, start, end)
    before, after = room(found, start, end)
    return left - before, right + after


def inset(found: Doubts, start: float, end: float, scale: float, hollow: bool) -> tuple[float, float]:
    """Pixels at both ends of the box that a label inside keeps free; the whole where none may stand."""
    before, after = room(found, start, end)
    if found.is_set or (hollow and any(part.uncertain for part in found.parts)):
        left, right = box(found, start, end)
        return right - left, 0.0
    return before + kept(found, 0, scale), after + kept(found, 1, scale)


def kept(found: Doubts, side: Literal[0, 1], scale: float) -> float:
    """Pixels of an arrow, or of a short doubtful end, which words must not cross."""
    part = found.parts[-side]
    if part.limit == "open":
        return ARROW
    if found.form == "date" or not (part.uncertain or part.unspecified):
        return 0.0
    long = max((part.last - part.first) * scale, CAP)
    return long if long <= SHORT else 0.0


def room_at(found: Doubts, side: Literal[0, 1], wide: bool) -> float:
    part = found.parts[-side]
    pixels = DIAMOND if found.is_set else 0.0
    if fades(found, side):
        pixels += HALO
    elif part.limit == "unknown":
        pixels += STUB
    elif part.limit == "open" and not wide:
        pixels += ARROW
    return pixels + (QUESTION if asks(found, side) else 0.0)


def fades(found: Doubts, side: Literal[0, 1]) -> bool:
    """Whether the left (0) or right (1) end fades; a date within a set has no end of its own to fade."""
    first, last = found.parts[0].circa, found.parts[-1].circa
    if found.is_set and not first and not last:
        return any(part.circa for part in found.parts)
    return last if side else first


def asks(found: Doubts, side: Literal[0, 1]) -> bool:
    """Whether a question mark stands there: at an interval's doubtful end, else on the right."""
    if found.form == "interval":
        return found.parts[-side].uncertain
    return side == 1 and any(part.uncertain for part in found.parts)

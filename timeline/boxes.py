"""What a lane holds: events before and after they are placed, and the stretches of rows that are taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

SYMBOL = 14.0
"""Width of a symbol's box, in pixels; an event shorter than this on the screen is drawn as a symbol."""
PILL = 26.0
"""Width of a pill, in pixels; events nearer than this to each other are candidates for one."""
GAP = 5.0
"""Pixels between a mark and its label."""
PAD = 8.0
"""Least pixels between neighbours in a row."""
INSET = 8.0
"""Pixels that a label inside a bar keeps from the bar's ends."""

Side = Literal["right", "left", "inside", "none"]
Part = Literal["mark", "label", "ticks"]


@dataclass(frozen=True, slots=True)
class Item:
    """One event in one lane, before it is placed."""

    event: str
    """Id of the event."""
    lane: int
    """Index of the lane, 0 at the top."""
    start: float
    """Left end in pixels from the window's left edge; may lie outside the window."""
    end: float
    """Right end in pixels; equal to `start` for a moment."""
    width: float
    """Width of the label's text in pixels; 0 for no label."""
    importance: int
    """1 (minor) to 5."""
    alone: bool = False
    """The selected event: never part of a pill."""
    before: float = 0.0
    """Pixels at its left end that a label inside keeps free for what else is drawn there."""
    after: float = 0.0
    """The same at its right end."""
    wing_left: float = 0.0
    """Pixels that the ticks of rival dates reach beyond its box on the left."""
    wing_right: float = 0.0
    """The same on the right."""
    free_left: float = 0.0
    """Pixels between its box and the nearest tick on the left: its label may stand there."""
    free_right: float = 0.0
    """The same on the right."""

    @property
    def box(self) -> tuple[float, float]:
        """The stretch that the mark itself takes: a bar, or a symbol centred on a shorter event."""
        if self.end - self.start >= SYMBOL:
            return self.start, self.end
        middle = (self.start + self.end) / 2
        return middle - SYMBOL / 2, middle + SYMBOL / 2

    @property
    def has_ticks(self) -> bool:
        """Whether ticks of rival dates stand beside its mark."""
        return self.wing_left > 0 or self.wing_right > 0

    @property
    def hull(self) -> tuple[float, float]:
        """The stretch of the mark with its ticks and the line that joins them."""
        left, right = self.box
        return left - self.wing_left, right + self.wing_right

    @property
    def middle(self) -> float:
        """Centre of the mark in pixels."""
        return (self.start + self.end) / 2

    def shows(self, width: float) -> bool:
        """Whether any of it lies in a window so wide."""
        left, right = self.box
        return right > 0 and left < width

    def spans(self, width: float) -> bool:
        """Whether it lasts throughout a window so wide: no place in it is more its own than another."""
        left, right = self.box
        return left <= 0 and right >= width

    def anchor(self, width: float) -> float:
        """Centre of what can be seen of it in the window; of the whole when nothing can."""
        left, right = self.box
        return (max(left, 0.0) + min(right, width)) / 2 if self.shows(width) else self.middle


@dataclass(frozen=True, slots=True)
class Mark:
    """One event as drawn."""

    event: str
    """Id of the event."""
    lane: int
    """Index of the lane, 0 at the top."""
    row: int
    """Row inside the lane, 0 at the top."""
    start: float
    """Left end of the mark in pixels."""
    end: float
    """Right end of the mark in pixels."""
    side: Side
    """Where the label stands; `none`: not shown."""
    label: tuple[float, float]
    """Left and right end of the label in pixels; equal when there is none."""
    ticks: bool = False
    """Whether the ticks of its rival dates are drawn: they give way to marks and pills."""


@dataclass(slots=True)
class Box:
    """A stretch of a row that is taken, and by what."""

    start: float
    """Left end in pixels."""
    end: float
    """Right end in pixels."""
    item: Item | None
    """Whose mark, label or ticks they are; None for a pill."""
    part: Part = "mark"
    """What of it: labels and ticks may have to give way."""


@dataclass(slots=True)
class Row:
    """The boxes of a row. They never overlap, so in the order of their starts they are in that of their ends.

    So what is near a stretch is found by halving, in lists of plain numbers, which Python halves fastest.
    """

    boxes: list[Box] = field(default_factory=list)
    """From left to right."""
    starts: list[float] = field(default_factory=list)
    """Where each of them begins."""
    ends: list[float] = field(default_factory=list)
    """Where a box beside each of them may begin: `PAD` after its end."""

    def near(self, start: float, end: float) -> list[Box]:
        """The boxes that leave less than `PAD` on either side of a stretch."""
        return self.boxes[bisect_right(self.ends, start) : bisect_left(self.starts, end + PAD)]

    def insert(self, box: Box) -> None:
        """Put a box where it belongs."""
        at = bisect_right(self.starts, box.start)
        self.boxes.insert(at, box)
        self.starts.insert(at, box.start)
        self.ends.insert(at, box.end + PAD)

    def remove(self, box: Box) -> None:
        """Take a box out."""
        at = next(at for at, other in enumerate(self.boxes) if other is box)
        del self.boxes[at], self.starts[at], self.ends[at]


@dataclass(slots=True)
class Crowd:
    """A pill in the making."""

    row: int
    """Row inside the lane, 0 at the top."""
    start: float
    """Left end in pixels."""
    end: float
    """Right end in pixels."""
    items: list[Item]
    """Its events, in the order in which they came."""


@dataclass(slots=True)
class Packed:
    """One lane while it is being filled."""

    width: float
    """Of the window, in pixels."""
    rows: list[Row]
    """What stands in each row, from the top."""
    marks: dict[str, Mark] = field(default_factory=dict)
    """The events drawn so far, by id."""
    crowds: list[Crowd] = field(default_factory=list)
    """The pills so far, in the order in which they were made."""
    spanning: list[tuple[Item, int]] = field(default_factory=list)
    """Marks that last throughout the window and may make way, and their rows."""
    throughout: list[Item] = field(default_factory=list)
    """Events that last throughout the window and have no row."""

    def in_the_way(self, row: int, start: float, end: float, *, but: Item | None = None) -> list[Box]:
        """What already stands in the stretch, or too near to it; `but` is never in its own way."""
        near = self.rows[row].near(start, end)
        return near if but is None else [box for box in near if box.item is not but]

    def take(self, row: int, start: float, end: float, item: Item | None, part: Part = "mark") -> None:
        """Claim a stretch of a row."""
        self.rows[row].insert(Box(start, end, item, part))

    def give_back(self, row: int, item: Item, *parts: Part) -> None:
        """Free these parts of an item."""
        for box in [box for box in self.rows[row].boxes if box.item is item and box.part in parts]:
            self.rows[row].remove(box)

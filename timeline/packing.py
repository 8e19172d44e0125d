"""One lane filled with marks, labels and pills, first come by importance.

An event takes the first row in which its mark and its label both have room; then any row for the mark
alone; then the row where only labels are in its way, and they give up their place; then it is counted in a
pill.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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

    @property
    def box(self) -> tuple[float, float]:
        """The stretch that the mark itself takes: a bar, or a symbol centred on a shorter event."""
        if self.end - self.start >= SYMBOL:
            return self.start, self.end
        middle = (self.start + self.end) / 2
        return middle - SYMBOL / 2, middle + SYMBOL / 2

    @property
    def middle(self) -> float:
        """Centre of the mark in pixels."""
        return (self.start + self.end) / 2


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


@dataclass(slots=True)
class Box:
    """A stretch of a row that is taken, and by what."""

    start: float
    end: float
    item: Item | None
    label: bool


@dataclass(slots=True)
class Crowd:
    """A pill in the making."""

    row: int
    start: float
    end: float
    items: list[Item]


@dataclass(slots=True)
class Packed:
    """One lane while it is being filled."""

    width: float
    rows: list[list[Box]]
    marks: dict[str, Mark] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)

    def in_the_way(self, row: int, start: float, end: float) -> list[Box]:
        """What already stands in the stretch, or too near to it."""
        return [box for box in self.rows[row] if box.start < end + PAD and start < box.end + PAD]

    def take(self, row: int, start: float, end: float, item: Item | None, *, label: bool = False) -> None:
        """Claim a stretch of a row."""
        self.rows[row].append(Box(start, end, item, label))

    def give_back(self, row: int, item: Item, *, only_label: bool) -> None:
        """Free the label of an item, or the item whole."""
        self.rows[row] = [
            box for box in self.rows[row] if box.item is not item or (only_label and not box.label)
        ]


def fill(items: Sequence[Item], rows: int, width: float) -> Packed:
    """Place the items of one lane, given in order of time, in so many rows."""
    lane = Packed(width, [[] for _ in range(rows)])
    crowds, singles = _gather(items, rows)
    singles.sort(key=lambda item: (not item.alone, -item.importance, item.middle, item.event))
    chosen = [item for item in singles if item.alone]
    for item in chosen:
        _place_item(lane, item)
    for crowd in crowds:
        _place_crowd(lane, crowd)
    for item in singles[len(chosen) :]:
        _place_item(lane, item)
    return lane


def _gather(items: Sequence[Item], rows: int) -> tuple[list[list[Item]], list[Item]]:
    """Part the items into crowds (more in one spot than there are rows) and singles."""
    crowds: list[list[Item]] = []
    singles: list[Item] = []
    spot: list[Item] = []

    def close() -> None:
        if len(spot) > rows:
            crowds.append(list(spot))
        else:
            singles.extend(spot)
        spot.clear()

    for item in items:
        left, right = item.box
        if item.alone or right - left > PILL:
            singles.append(item)
            continue
        if spot and item.middle - spot[0].middle >= PILL:
            close()
        spot.append(item)
    close()
    return crowds, singles


def _label_at(item: Item, side: Side, width: float) -> tuple[float, float] | None:
    """Where the label would stand on that side; None where it does not fit into the window.

    The label of a mark outside the window stays outside, so that it does not float in without its mark.
    """
    left, right = item.box
    if side == "inside":
        start = max(left, 0.0) + INSET
        return (start, start + item.width) if start + item.width + INSET <= min(right, width) else None
    if side == "right":
        start, end = right + GAP, right + GAP + item.width
    else:
        start, end = left - GAP - item.width, left - GAP
    if right < 0:
        return (start, end) if end <= 0 else None
    if left > width:
        return (start, end) if start >= width else None
    return (start, end) if start >= 0 and end <= width else None


def _place_item(lane: Packed, item: Item) -> None:
    left, right = item.box
    sides: tuple[Side, ...] = ("inside", "right", "left") if right - left > SYMBOL else ("right", "left")
    places = [(side, _label_at(item, side, lane.width)) for side in sides] if item.width > 0 else []
    for row in range(len(lane.rows)):
        if lane.in_the_way(row, left, right):
            continue
        for side, label in places:
            if label and (side == "inside" or not lane.in_the_way(row, *label)):
                _settle(lane, item, row, side, label)
                return
    for row in range(len(lane.rows)):
        if not lane.in_the_way(row, left, right):
            _settle(lane, item, row, "none", (right, right))
            return
    if not _push_labels_away(lane, item):
        _join(lane, item)


def _settle(lane: Packed, item: Item, row: int, side: Side, label: tuple[float, float]) -> None:
    left, right = item.box
    lane.take(row, left, right, item)
    if side in ("left", "right"):
        lane.take(row, *label, item, label=True)
    lane.marks[item.event] = Mark(item.event, item.lane, row, left, right, side, label)


def _push_labels_away(lane: Packed, item: Item) -> bool:
    """Make room for a mark in the row where only labels are in its way, and the least of them."""
    left, right = item.box
    best: tuple[int, int, list[Item]] | None = None
    for row in range(len(lane.rows)):
        boxes = lane.in_the_way(row, left, right)
        owners = [box.item for box in boxes if box.label and box.item]
        if len(owners) < len(boxes) or any(owner.alone for owner in owners):
            continue
        cost = sum(owner.importance for owner in owners)
        if best is None or cost < best[0]:
            best = (cost, row, owners)
    if best is None:
        return False
    _, row, owners = best
    for owner in owners:
        lane.give_back(row, owner, only_label=True)
        mark = lane.marks[owner.event]
        lane.marks[owner.event] = replace(mark, side="none", label=(mark.end, mark.end))
    _settle(lane, item, row, "none", (right, right))
    return True


def _join(lane: Packed, item: Item) -> None:
    """An item for which there is no room joins the nearest crowd, or makes one with the nearest mark."""
    if item.alone:  # Only what is already chosen can be in its way: it stands on top of that.
        _settle(lane, item, 0, "none", (item.box[1], item.box[1]))
        return
    near = [crowd for crowd in lane.crowds if crowd.start - PILL <= item.middle <= crowd.end + PILL]
    if near:
        min(near, key=lambda crowd: abs((crowd.start + crowd.end) / 2 - item.middle)).items.append(item)
        return
    neighbours = [
        (abs(box.item.middle - item.middle), row, box.item.event, box.item)
        for row, boxes in enumerate(lane.rows)
        for box in boxes
        if box.item and not box.label and not box.item.alone
    ]
    members = [item]
    if neighbours:
        _, row, _, neighbour = min(neighbours, key=lambda found: found[:3])
        lane.give_back(row, neighbour, only_label=False)
        del lane.marks[neighbour.event]
        members.append(neighbour)
    _place_crowd(lane, members)


def _place_crowd(lane: Packed, members: Sequence[Item]) -> None:
    """Put a pill where its events are, or as near to that as there is room."""
    middle = sum(item.middle for item in members) / len(members)
    inside = 0 <= middle <= lane.width
    least, most = (0.0, max(lane.width - PILL, 0.0)) if inside else (float("-inf"), float("inf"))
    for distance in range(0, 400, 4):
        for way in (1, -1):
            start = min(max(middle + way * distance - PILL / 2, least), most)
            for row in range(len(lane.rows)):
                if not lane.in_the_way(row, start, start + PILL):
                    lane.take(row, start, start + PILL, None)
                    lane.crowds.append(Crowd(row, start, start + PILL, list(members)))
                    return
    if lane.crowds:
        min(lane.crowds, key=lambda crowd: abs(crowd.start - middle)).items.extend(members)
        return
    lane.take(0, middle - PILL / 2, middle + PILL / 2, None)
    lane.crowds.append(Crowd(0, middle - PILL / 2, middle + PILL / 2, list(members)))

"""One lane filled with marks, labels and pills, first come by importance.

An event takes the first row in which its mark and its label both have room; then any row for the mark
alone; then the row where only labels are in its way, and they give up their place; then it is counted in a
pill.

Ticks of rival dates stand on both sides of a mark like wings, and all that lies between is theirs too, but
for the label of that mark. They come before its label, and like a label give way to marks and pills.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

from timeline.boxes import GAP, INSET, PAD, PILL, SYMBOL, Box, Item, Mark, Part, Row, Side

SHIFT = 40
"""How far a pill may stand from the middle of its events, in pixels."""


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


def fill(items: Sequence[Item], rows: int, width: float) -> Packed:
    """Place the items of one lane, given in order of time, in so many rows."""
    lane = Packed(width, [Row() for _ in range(rows)])
    selected = [item for item in items if item.alone]
    for item in selected:
        _place_item(lane, item)
    # What cannot be seen never takes the place of what can: it comes only when all that can stands.
    for seen in (True, False):
        crowds, singles = _gather([one for one in items if not one.alone and one.shows(width) is seen], rows)
        singles.sort(key=lambda item: (-item.importance, item.middle, item.event))
        for crowd in crowds:
            _place_crowd(lane, crowd)
        for item in singles:
            _place_item(lane, item)
        for item in [*(one for one in selected if one.shows(width) is seen), *singles]:
            _label_again(lane, item)
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
        left, right = item.hull
        if right - left > PILL:
            singles.append(item)
            continue
        if spot and item.middle - spot[0].middle >= PILL:
            close()
        spot.append(item)
    close()
    return crowds, singles


def label_at(item: Item, side: Side, width: float, ticks: bool) -> tuple[float, float] | None:
    """Where the label would stand on that side; None where it does not fit into the window.

    Beside ticks it stands between them and the mark if it can, else beyond them.

    The label of a mark outside the window stays outside, so that it does not float in without its mark.
    """
    left, right = item.box
    if side == "inside":
        start = max(left, 0.0) + INSET + item.before
        end = start + item.width
        return (start, end) if end + INSET + item.after <= min(right, width) else None
    if side == "right":
        beyond = right + item.wing_right if ticks and not _fits(item, side) else right
        start, end = beyond + GAP, beyond + GAP + item.width
    else:
        beyond = left - item.wing_left if ticks and not _fits(item, side) else left
        start, end = beyond - GAP - item.width, beyond - GAP
    if right < 0:
        return (start, end) if end <= 0 else None
    if left > width:
        return (start, end) if start >= width else None
    return (start, end) if start >= 0 and end <= width else None


def _fits(item: Item, side: Side) -> bool:
    """Whether the label has room between the mark and its nearest tick on that side."""
    return (item.free_right if side == "right" else item.free_left) >= item.width + 2 * GAP


def _place_item(lane: Packed, item: Item) -> None:
    if item.has_ticks and _place_whole(lane, item, ticks=True):
        return
    if _place_whole(lane, item, ticks=False):
        return
    if not _push_labels_away(lane, item):
        _join(lane, item)


def _place_whole(lane: Packed, item: Item, *, ticks: bool) -> bool:
    """Put an item where nothing has to give way: in a row with room for its label, else in any."""
    left, right = item.hull if ticks else item.box
    places = (
        [(side, label_at(item, side, lane.width, ticks)) for side in _sides(item, ticks)]
        if item.width > 0
        else []
    )
    for row in range(len(lane.rows)):
        if lane.in_the_way(row, left, right):
            continue
        for side, label in places:
            if label and (side == "inside" or not lane.in_the_way(row, *label)):
                _settle(lane, item, row, side, label, ticks)
                return True
    for row in range(len(lane.rows)):
        if not lane.in_the_way(row, left, right):
            _settle(lane, item, row, "none", (item.box[1], item.box[1]), ticks)
            return True
    return False


def _label_again(lane: Packed, item: Item) -> None:
    """What had to give way may find room on the other side, now that everything stands."""
    mark = lane.marks.get(item.event)
    if mark is None:
        return
    regain = item.has_ticks and not mark.ticks and mark.side in ("none", "inside")
    if regain and not lane.in_the_way(mark.row, *item.hull, but=item):
        _take_wings(lane, item, mark.row)
        mark = lane.marks[item.event] = replace(mark, ticks=True)
    if mark.side != "none" or item.width <= 0:
        return
    for side in _sides(item, mark.ticks):
        label = label_at(item, side, lane.width, mark.ticks)
        if label and (side == "inside" or not lane.in_the_way(mark.row, *label, but=item)):
            if side != "inside" and not (mark.ticks and _fits(item, side)):
                lane.take(mark.row, *label, item, "label")
            lane.marks[item.event] = replace(mark, side=side, label=label)
            return


def _sides(item: Item, ticks: bool) -> tuple[Side, ...]:
    """The sides on which a label may stand, the best first; beyond ticks it seems to be theirs."""
    left, right = item.box
    beyond = ticks and item.wing_right > 0 and not _fits(item, "right")
    better = beyond and (item.wing_left <= 0 or _fits(item, "left"))
    sides: tuple[Side, ...] = ("left", "right") if better else ("right", "left")
    return ("inside", *sides) if right - left > SYMBOL else sides


def _settle(
    lane: Packed, item: Item, row: int, side: Side, label: tuple[float, float], ticks: bool = False
) -> None:
    left, right = item.box
    lane.take(row, left, right, item)
    if ticks:
        _take_wings(lane, item, row)
    if side in ("left", "right") and not (ticks and _fits(item, side)):
        lane.take(row, *label, item, "label")
    lane.marks[item.event] = Mark(item.event, item.lane, row, left, right, side, label, ticks)


def _take_wings(lane: Packed, item: Item, row: int) -> None:
    left, right = item.box
    if item.wing_left > 0:
        lane.take(row, left - item.wing_left, left, item, "ticks")
    if item.wing_right > 0:
        lane.take(row, right, right + item.wing_right, item, "ticks")


def _push_labels_away(lane: Packed, item: Item) -> bool:
    """Make room for a mark in the row where only labels are in its way, and the least of them."""
    left, right = item.box
    best: tuple[int, int, list[tuple[Item, Part]]] | None = None
    for row in range(len(lane.rows)):
        yielding = _yielding(lane, row, left, right, item.shows(lane.width))
        if yielding is not None:
            # The selected event keeps its label as long as any other label will do.
            cost = sum(100 if owner.alone else owner.importance for owner, _ in yielding)
            if best is None or cost < best[0]:
                best = (cost, row, yielding)
    if best is None:
        return False
    _, row, yielding = best
    _strip(lane, row, yielding)
    _settle(lane, item, row, "none", (right, right))
    return True


def _yielding(lane: Packed, row: int, start: float, end: float, seen: bool) -> list[tuple[Item, Part]] | None:
    """Whose labels and ticks are in the way of what can be seen, or not; None when more is than may go."""
    boxes = lane.in_the_way(row, start, end)
    found: list[tuple[Item, Part]] = [
        (box.item, box.part) for box in boxes if box.part != "mark" and box.item
    ]
    if len(found) < len(boxes) or (not seen and any(owner.shows(lane.width) for owner, _ in found)):
        return None
    return found


def _strip(lane: Packed, row: int, yielding: Sequence[tuple[Item, Part]]) -> None:
    """Take their labels away; with ticks goes the label that they gave its place."""
    for owner, part in yielding:
        mark = lane.marks[owner.event]
        if part == "ticks":
            lane.give_back(row, owner, "ticks")
            mark = replace(mark, ticks=False)
        if part == "label" or mark.side != "inside":
            lane.give_back(row, owner, "label")
            mark = replace(mark, side="none", label=(mark.end, mark.end))
        lane.marks[owner.event] = mark


def _join(lane: Packed, item: Item) -> None:
    """An item for which there is no room joins the crowd beside it, or makes one with the nearest mark."""
    if item.alone:  # The selected event is placed first: nothing is in its way in the first row.
        _settle(lane, item, 0, "none", (item.box[1], item.box[1]))
        return
    anchor = item.anchor(lane.width)
    crowd = _nearest_crowd(lane, anchor, PILL)
    if crowd:
        crowd.items.append(item)
        return
    neighbour = _take_out_nearest(lane, anchor, item.shows(lane.width))
    _place_crowd(lane, [item, neighbour] if neighbour else [item])


def _nearest_crowd(lane: Packed, middle: float, reach: float) -> Crowd | None:
    near = [crowd for crowd in lane.crowds if crowd.start - reach <= middle <= crowd.end + reach]
    return min(near, key=lambda crowd: abs((crowd.start + crowd.end) / 2 - middle), default=None)


def _take_out_nearest(lane: Packed, middle: float, seen: bool) -> Item | None:
    """Take the mark nearest to that place out of the lane again, of those that can be seen or of the others.

    None when there is none but the selected.
    """
    found = [
        (abs(box.item.anchor(lane.width) - middle), row, box.item.event, box.item)
        for row, line in enumerate(lane.rows)
        for box in line.boxes
        if box.item and box.part == "mark" and not box.item.alone and box.item.shows(lane.width) is seen
    ]
    if not found:
        return None
    _, row, _, item = min(found, key=lambda one: one[:3])
    lane.give_back(row, item, "mark", "label", "ticks")
    del lane.marks[item.event]
    return item


def _place_crowd(lane: Packed, members: Sequence[Item]) -> None:
    """Put a pill where its events are, or a little beside; without room it takes in what is there."""
    crowd = list(members)
    seen = any(item.shows(lane.width) for item in crowd)
    while not _settle_crowd(lane, crowd, seen):
        middle = _anchor(crowd, lane.width)
        near = _nearest_crowd(lane, middle, 3 * PILL)
        if near:
            near.items.extend(crowd)
            return
        neighbour = _take_out_nearest(lane, middle, seen)
        if neighbour is None:
            _settle_beside(lane, crowd, middle)
            return
        crowd.append(neighbour)


def _settle_beside(lane: Packed, crowd: list[Item], middle: float) -> None:
    """Only what cannot be seen now finds no place: it waits beyond all that stands in the first row."""
    boxes = lane.rows[0].boxes
    before, after = min(boxes[0].start - PAD, 0.0), max(boxes[-1].end + PAD, lane.width)
    start = before - PILL if middle < 0 else after
    lane.take(0, start, start + PILL, None)
    lane.crowds.append(Crowd(0, start, start + PILL, crowd))


def _anchor(crowd: Sequence[Item], width: float) -> float:
    total = 0.0
    for item in crowd:  # Not sum(): since Python 3.12 it rounds otherwise than the page does.
        total += item.anchor(width)
    return total / len(crowd)


def _settle_crowd(lane: Packed, crowd: list[Item], seen: bool) -> bool:
    middle = _anchor(crowd, lane.width)
    least, most = (0.0, max(lane.width - PILL, 0.0)) if seen else (-inf, inf)
    starts = [
        min(max(middle + way * distance - PILL / 2, least), most)
        for distance in range(0, SHIFT + 1, 4)
        for way in (1, -1)
    ]
    # The label of the selected event gives way only when there is no other place at all.
    for spared in (True, False):
        for start in starts:
            for row in range(len(lane.rows)):
                yielding = _yielding(lane, row, start, start + PILL, seen)
                if yielding is None or (spared and any(owner.alone for owner, _ in yielding)):
                    continue
                _strip(lane, row, yielding)
                lane.take(row, start, start + PILL, None)
                lane.crowds.append(Crowd(row, start, start + PILL, crowd))
                return True
    return False

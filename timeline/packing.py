"""One lane filled with marks, labels and pills, first come by importance.

An event takes the first row in which its mark and its label both have room; then any row for the mark
alone; then the row where only labels are in its way, and they give up their place; then it is counted in a
pill.

What lasts throughout the window would have a row for itself alone, and tells of no day in it. So it makes way
for what does, and those for which there is no row are counted at the left edge, where they come from.

Ticks of rival dates stand on both sides of a mark like wings, and all that lies between is theirs too, but
for the label of that mark. They come before its label, and like a label give way to marks and pills.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from timeline.boxes import PAD, PILL, Crowd, Item, Mark, Packed, Part, Row, Side
from timeline.label_sides import fits, label_at, sides

SHIFT = 40
"""How far a pill may stand from the middle of its events, in pixels."""


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
        if lane.throughout and seen:
            _place_throughout(lane)
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
        [(side, label_at(item, side, lane.width, ticks)) for side in sides(item, ticks)]
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
    for side in sides(item, mark.ticks):
        label = label_at(item, side, lane.width, mark.ticks)
        if label and (side == "inside" or not lane.in_the_way(mark.row, *label, but=item)):
            if side != "inside" and not (mark.ticks and fits(item, side)):
                lane.take(mark.row, *label, item, "label")
            lane.marks[item.event] = replace(mark, side=side, label=label)
            return


def _settle(
    lane: Packed, item: Item, row: int, side: Side, label: tuple[float, float], ticks: bool = False
) -> None:
    left, right = item.box
    lane.take(row, left, right, item)
    if ticks:
        _take_wings(lane, item, row)
    if side in ("left", "right") and not (ticks and fits(item, side)):
        lane.take(row, *label, item, "label")
    lane.marks[item.event] = Mark(item.event, item.lane, row, left, right, side, label, ticks)
    if item.spans(lane.width) and not item.alone:
        lane.spanning.append((item, row))


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
    if item.spans(lane.width):
        lane.throughout.append(item)
        return
    anchor = item.anchor(lane.width)
    crowd = _nearest_crowd(lane, anchor, PILL)
    if crowd:
        crowd.items.append(item)
        return
    if item.shows(lane.width) and _make_way(lane):
        _place_item(lane, item)
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
    _take_out(lane, item, row)
    return item


def _take_out(lane: Packed, item: Item, row: int) -> None:
    lane.give_back(row, item, "mark", "label", "ticks")
    del lane.marks[item.event]


def _make_way(lane: Packed) -> bool:
    """Free a row of the least of the events that last throughout the window; whether there was one."""
    if not lane.spanning:
        return False
    least = min(lane.spanning, key=lambda one: (one[0].importance, one[0].event))
    lane.spanning.remove(least)
    _take_out(lane, *least)
    lane.throughout.append(least[0])
    return True


def _place_throughout(lane: Packed) -> None:
    """Count what lasts throughout and has no row, as far to the left as there is room."""
    crowd, last = lane.throughout, max(lane.width - PILL, 0.0)
    starts = [min(PAD + 4 * step, last) for step in range(int(last / 4) + 2)]
    while not _settle_at(lane, crowd, starts, True):
        if _make_way(lane):
            continue
        near = _nearest_crowd(lane, 0.0, lane.width)
        if near:
            near.items.extend(crowd)
            return
        neighbour = _take_out_nearest(lane, 0.0, True)
        if neighbour is None:
            _settle_beside(lane, crowd, lane.width)
            return
        crowd.append(neighbour)


def _place_crowd(lane: Packed, members: Sequence[Item]) -> None:
    """Put a pill where its events are, or a little beside; without room it takes in what is there."""
    crowd = list(members)
    seen = any(item.shows(lane.width) for item in crowd)
    while not _settle_crowd(lane, crowd, seen):
        if seen and _make_way(lane):
            continue
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
    return _settle_at(lane, crowd, starts, seen)


def _settle_at(lane: Packed, crowd: list[Item], starts: Sequence[float], seen: bool) -> bool:
    """Put a pill at the first of these places that is free, in any row."""
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

"""Where every mark, label and pill of a window stands, as plain numbers in pixels.

Plotly has no collision handling and never will promise any, so placement is ours. The same algorithm runs
twice: here for the figure of a notebook or a picture, and in `assets/layout.js` for the page, where every
pan and zoom asks again. `tests/test_layout.py` gives both the same cases and wants the same numbers.

The rules, in the order of their weight:

1. The selected event is always a mark of its own.
2. A mark comes before a label: a label is dropped where it would hide a mark.
3. What cannot be shown apart is counted: events that would lie on each other become a *pill*, a counted mark.
4. No two boxes (marks, labels, pills) of a row overlap, so nothing drawn ever touches.

Rows are shared out by need: each further row goes to the lane in which it saves most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class Pill:
    """Events too near to each other to be told apart in this window, counted."""

    lane: int
    """Index of the lane, 0 at the top."""
    row: int
    """Row inside the lane."""
    start: float
    """Left end in pixels."""
    end: float
    """Right end in pixels."""
    events: tuple[str, ...]
    """Ids of the events, in order of time."""


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is drawn in one window."""

    rows: tuple[int, ...]
    """Number of rows of each lane, from the top."""
    marks: tuple[Mark, ...]
    """Marks, by lane, row and place."""
    pills: tuple[Pill, ...]
    """Pills, by lane, row and place."""


@dataclass(slots=True)
class _Box:
    """A stretch of a row that is taken, and by what."""

    start: float
    end: float
    item: Item | None
    label: bool


@dataclass(slots=True)
class _Crowd:
    """A pill in the making."""

    row: int
    start: float
    end: float
    items: list[Item]


@dataclass(slots=True)
class _Lane:
    """One lane while it is being filled."""

    width: float
    rows: list[list[_Box]]
    marks: dict[str, Mark] = field(default_factory=dict)
    crowds: list[_Crowd] = field(default_factory=list)

    def in_the_way(self, row: int, start: float, end: float) -> list[_Box]:
        """What already stands in the stretch, or too near to it."""
        return [box for box in self.rows[row] if box.start < end + PAD and start < box.end + PAD]

    def take(self, row: int, start: float, end: float, item: Item | None, *, label: bool = False) -> None:
        """Claim a stretch of a row."""
        self.rows[row].append(_Box(start, end, item, label))

    def give_back(self, row: int, item: Item, *, only_label: bool) -> None:
        """Free the label of an item, or the item whole."""
        self.rows[row] = [
            box for box in self.rows[row] if box.item is not item or (only_label and not box.label)
        ]


def place(items: Iterable[Item], lanes: int, rows: int, width: float) -> Layout:
    """Place the items of a window.

    `lanes` is the number of lanes, `rows` how many rows they share (at least one each), `width` the window's
    width in pixels. Items whose middle lies outside the window are placed too, so that a drag has them ready,
    but count for little when rows are shared out.
    """
    by_lane: list[list[Item]] = [[] for _ in range(lanes)]
    for item in items:
        by_lane[item.lane].append(item)
    for members in by_lane:
        members.sort(key=lambda item: (item.middle, item.event))
    shares = _shares(by_lane, max(rows, lanes), width)
    marks: list[Mark] = []
    pills: list[Pill] = []
    for index, members in enumerate(by_lane):
        lane = _fill(members, shares[index], width)
        marks.extend(lane.marks.values())
        pills.extend(_pill(index, crowd) for crowd in lane.crowds)
    marks.sort(key=lambda mark: (mark.lane, mark.row, mark.start, mark.event))
    pills.sort(key=lambda pill: (pill.lane, pill.row, pill.start))
    return Layout(tuple(shares), tuple(marks), tuple(pills))


def _pill(lane: int, crowd: _Crowd) -> Pill:
    members = sorted(crowd.items, key=lambda item: (item.middle, item.event))
    return Pill(lane, crowd.row, crowd.start, crowd.end, tuple(item.event for item in members))


def _shares(lanes: Sequence[Sequence[Item]], rows: int, width: float) -> list[int]:
    """How many rows each lane gets: one each, then one by one where they save most."""
    shares = [1] * len(lanes)
    spare = rows - len(lanes)
    known: dict[tuple[int, int], float] = {}

    def loss(lane: int, share: int) -> float:
        if (lane, share) not in known:
            known[lane, share] = _loss(lanes[lane], share, width) if lanes[lane] else 0.0
        return known[lane, share]

    while spare > 0:
        best, where, how_many = 0.0, -1, 0
        for lane, share in enumerate(shares):
            now = loss(lane, share)
            if now == 0:
                continue
            # One row more may save nothing where three show the whole crowd: look further ahead.
            for more in range(1, min(spare, len(lanes[lane])) + 1):
                saved = (now - loss(lane, share + more)) / more
                if saved > best + 1e-9:
                    best, where, how_many = saved, lane, more
        if where < 0:
            break
        shares[where] += how_many
        spare -= how_many
    return shares


def _loss(items: Sequence[Item], rows: int, width: float) -> float:
    """What a reader misses in a lane of so many rows: events counted in pills, marks without their label."""
    lane = _fill(items, rows, width)
    missed = 0.0
    for item in items:
        weight = item.importance if 0 <= item.middle <= width else item.importance / 100
        mark = lane.marks.get(item.event)
        if mark is None:
            missed += 3 * weight
        elif mark.side == "none" and item.width > 0:
            missed += weight
    return missed


def _fill(items: Sequence[Item], rows: int, width: float) -> _Lane:
    """Place the items of one lane, given in order of time, in so many rows."""
    lane = _Lane(width, [[] for _ in range(rows)])
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


def _place_item(lane: _Lane, item: Item) -> None:
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


def _settle(lane: _Lane, item: Item, row: int, side: Side, label: tuple[float, float]) -> None:
    left, right = item.box
    lane.take(row, left, right, item)
    if side in ("left", "right"):
        lane.take(row, *label, item, label=True)
    lane.marks[item.event] = Mark(item.event, item.lane, row, left, right, side, label)


def _push_labels_away(lane: _Lane, item: Item) -> bool:
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


def _join(lane: _Lane, item: Item) -> None:
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


def _place_crowd(lane: _Lane, members: Sequence[Item]) -> None:
    """Put a pill where its events are, or as near to that as there is room."""
    middle = sum(item.middle for item in members) / len(members)
    if 0 <= middle <= lane.width:
        middle = min(max(middle, PILL / 2), max(lane.width - PILL / 2, PILL / 2))
    for distance in range(0, 400, 4):
        for way in (1, -1):
            start = middle + way * distance - PILL / 2
            for row in range(len(lane.rows)):
                if not lane.in_the_way(row, start, start + PILL):
                    lane.take(row, start, start + PILL, None)
                    lane.crowds.append(_Crowd(row, start, start + PILL, list(members)))
                    return
    if lane.crowds:
        min(lane.crowds, key=lambda crowd: abs(crowd.start - middle)).items.extend(members)
        return
    lane.take(0, middle - PILL / 2, middle + PILL / 2, None)
    lane.crowds.append(_Crowd(0, middle - PILL / 2, middle + PILL / 2, list(members)))


ROW = 25.0
"""Height of a row in pixels that suits a label; rows are squeezed or stretched between `LEAST` and `MOST`."""
LEAST, MOST = 19.0, 30.0
LANE_PAD = 8.0
"""Least space inside a lane above and below its rows, together."""


@dataclass(frozen=True, slots=True)
class Band:
    """The stretch of a lane from top to bottom, in pixels from the top of the plot."""

    top: float
    """Upper edge."""
    bottom: float
    """Lower edge."""
    first: float
    """Centre of the lane's first row."""
    row: float
    """Height of a row."""


def rows_in(height: float, lanes: int) -> int:
    """How many rows the lanes of a plot of that height can share."""
    return max(lanes, int((height - lanes * LANE_PAD) // ROW))


def bands(rows: Sequence[int], height: float) -> tuple[Band, ...]:
    """Lay lanes with so many rows below each other; they fill the height."""
    total = sum(rows)
    row = min(MOST, max(LEAST, (height - len(rows) * LANE_PAD) / total)) if total else ROW
    spare = (height - total * row) / max(1, len(rows))
    made, top = [], 0.0
    for count in rows:
        bottom = top + count * row + spare
        made.append(Band(top, bottom, top + spare / 2 + row / 2, row))
        top = bottom
    return tuple(made)

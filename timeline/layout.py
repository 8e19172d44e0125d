"""Where every mark, label and pill of a window stands, as plain numbers in pixels.

Plotly has no collision handling and never will promise any, so placement is ours. The same algorithm runs
twice: here for the figure of a notebook or a picture, and in `assets/layout.js` for the page, where every
pan and zoom asks again. `tests/test_layout.py` gives both the same cases and wants the same numbers.

The rules, in the order of their weight:

1. The selected event is always a mark of its own.
2. A mark comes before a label: a label is dropped where it would hide a mark. So are the ticks of its rivals.
3. What cannot be shown apart is counted: events that would lie on each other become a *pill*, a counted mark.
4. No two boxes (marks, labels, pills) of a row overlap, so nothing drawn ever touches.

Rows are shared out by need: each further row goes to the lane in which it saves most.

What has been placed for one width can be *stretched* to a wider one: so one picture in the HTML fits a
stretch of widths, and the chart that takes its place moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from timeline.boxes import Crowd, Item, Mark
from timeline.label_sides import label_at
from timeline.packing import fill


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


def place(items: Iterable[Item], lanes: int, rows: int, width: float) -> Layout:
    """Place the items of a window.

    `lanes` is the number of lanes, `rows` how many rows they share, `width` the window's width in pixels. A
    lane with nothing in the window gets no row, every other at least one. Items outside the window are placed
    too where their lane has rows, so that a drag has them ready, but count little when rows are shared out.
    """
    by_lane: list[list[Item]] = [[] for _ in range(lanes)]
    for item in items:
        by_lane[item.lane].append(item)
    for index, members in enumerate(by_lane):
        if any(item.shows(width) for item in members):
            members.sort(key=lambda item: (item.middle, item.event))
        else:
            by_lane[index] = []
    shares = _shares(by_lane, max(rows, lanes), width)
    marks: list[Mark] = []
    pills: list[Pill] = []
    for index, members in enumerate(by_lane):
        if not members:
            continue
        lane = fill(members, shares[index], width)
        marks.extend(lane.marks.values())
        pills.extend(_pill(index, crowd) for crowd in lane.crowds)
    marks.sort(key=lambda mark: (mark.lane, mark.row, mark.start, mark.event))
    pills.sort(key=lambda pill: (pill.lane, pill.row, pill.start))
    return Layout(tuple(shares), tuple(marks), tuple(pills))


def _pill(lane: int, crowd: Crowd) -> Pill:
    members = sorted(crowd.items, key=lambda item: (item.middle, item.event))
    return Pill(lane, crowd.row, crowd.start, crowd.end, tuple(item.event for item in members))


def _shares(lanes: Sequence[Sequence[Item]], rows: int, width: float) -> list[int]:
    """How many rows each lane gets: what it cannot do without, then more where they save most."""
    shares = [_least(members, width) for members in lanes]
    spare = rows - sum(shares)
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


def _least(members: Sequence[Item], width: float) -> int:
    """One row where there is anything, and one more beside the selected event, which never gives way."""
    seen = [item for item in members if item.shows(width)]
    return min(len(seen), 2) if any(item.alone for item in seen) else min(len(seen), 1)


def _loss(items: Sequence[Item], rows: int, width: float) -> float:
    """What a reader misses in a lane of so many rows: events counted in pills, marks without their label."""
    lane = fill(items, rows, width)
    missed = 0.0
    for item in items:
        weight = WEIGHTS[item.importance] if item.shows(width) else item.importance / 100
        mark = lane.marks.get(item.event)
        if mark is None:
            missed += 3 * weight
        else:
            if mark.side == "none" and item.width > 0:
                missed += weight
            if item.has_ticks and not mark.ticks:
                missed += weight
    return missed


WEIGHTS = (0.0, 1.0, 2.0, 4.0, 6.0, 9.0)
"""What it costs to lose an event of importance 1 to 5: the great ones are missed most."""
ROW = 22.0
"""Height of a row in pixels that suits a label; rows are squeezed or stretched between `LEAST` and `MOST`."""
LEAST, MOST = 18.0, 30.0
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


EMPTY = 18.0
"""Height of a lane with nothing in the window: room for its name."""


FOOT = 11.0
"""Height of the quiet strip at the foot of each lane that shows the density of what is not drawn apart."""


def rows_in(height: float, lanes: int, head: float = 0.0, foot: float = 0.0) -> int:
    """How many rows the lanes of a plot of that height can share.

    `head` is kept free above the rows of each lane, `foot` below them.
    """
    return max(lanes, int((height - lanes * (LANE_PAD + head + foot)) // ROW))


@dataclass(frozen=True, slots=True)
class Room:
    """What the rows of lanes leave of a height, before the height is known: a picture fits many."""

    rows: int
    """All rows together."""
    filled: int
    """Lanes that have any."""
    fixed: float
    """Pixels that grow with no height: heads, feet and empty lanes."""

    def row(self, height: float) -> float:
        """Height of a row."""
        if not self.rows:
            return ROW
        return min(MOST, max(LEAST, (height - self.fixed - self.filled * LANE_PAD) / self.rows))

    def spare(self, height: float) -> float:
        """What is left for each lane."""
        return (height - self.fixed - self.rows * self.row(height)) / max(1, self.filled)


def room(rows: Sequence[int], head: float = 0.0, foot: float = 0.0) -> Room:
    """The room of lanes with so many rows."""
    filled = sum(1 for count in rows if count)
    return Room(sum(rows), filled, filled * (head + foot) + (len(rows) - filled) * EMPTY)


def bands(rows: Sequence[int], height: float, head: float = 0.0, foot: float = 0.0) -> tuple[Band, ...]:
    """Lay lanes with so many rows below each other to fill the height; a phone has their names in `head`."""
    found = room(rows, head, foot)
    row, spare = found.row(height), found.spare(height)
    made, top = [], 0.0
    for count in rows:
        bottom = top + (head + foot + count * row + spare if count else EMPTY)
        first = top + head + spare / 2 + row / 2 if count else (top + bottom) / 2
        made.append(Band(top, bottom, first, row))
        top = bottom
    return tuple(made)


def stretched(layout: Layout, items: Iterable[Item], before: float, width: float) -> Layout:
    """The same marks in the same rows where a window of that `width` has them; `before` is the old one.

    `items` are those of the new width. Nothing can come to touch in a wider window: all that stands apart is
    farther apart in it, and symbols, labels and pills do not grow.
    """
    there = {(item.event, item.lane): item for item in items}
    marks = []
    for mark in layout.marks:
        item = there[mark.event, mark.lane]
        left, right = item.box
        beside = label_at(item, mark.side, width, mark.ticks) if mark.side != "none" else None
        marks.append(replace(mark, start=left, end=right, label=beside or (right, right)))
    pills = []
    for pill in layout.pills:
        half = (pill.end - pill.start) / 2
        middle = (pill.start + half) * width / before
        pills.append(replace(pill, start=middle - half, end=middle + half))
    return Layout(layout.rows, tuple(marks), tuple(pills))

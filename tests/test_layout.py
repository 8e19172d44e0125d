"""Layout and packing: nothing drawn ever touches, nothing is lost, and Python and page agree to the pixel.

The page's copy runs in Chromium, which shows the page and reads numbers over exactly.

What no layout can keep at once: a selected event that fills its lane's only row is a mark all the same.
Where there is something else to see in that lane, it has two rows, even if that is one more than there were
to share out; what cannot be seen anyway waits beyond the selected event.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.growth import assert_linear
from timeline.boxes import GAP, PAD, PILL, SYMBOL, Item, Mark, Packed
from timeline.layout import FOOT, LANE_PAD, LEAST, MOST, ROW, Layout, bands, place, rows_in, stretched
from timeline.packing import fill

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "corpora" / "layouts.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent / "timeline" / "assets" / "layout.js"
ROUNDING = 1e-6
"""Pixels that the order of additions may make a difference of."""

Case = tuple[list[Item], int, int, float]
"""Items, lanes, rows and width: what `place` is given."""


def item(
    event: str, start: float, end: float | None = None, *, width: float = 80, importance: int = 3, **more: Any
) -> Item:
    """A moment, or a bar, in the first lane."""
    return Item(event, more.pop("lane", 0), start, start if end is None else end, width, importance, **more)


def random_case(chance: random.Random, most: int = 60) -> Case:
    """Items as a window has them: some crowded, some long, some outside, one perhaps selected."""
    width = chance.choice([60.0, 320.0, 390.0, 1000.0, 1440.0, chance.uniform(60, 2000)])
    lanes = chance.randint(1, 8)
    spots = [chance.uniform(-width, 2 * width) for _ in range(chance.randint(1, 6))]
    made = []
    for number in range(chance.randint(0, most)):
        start = chance.choice([chance.uniform(-width, 2 * width), chance.choice(spots) + chance.gauss(0, 12)])
        if chance.random() < 0.3:
            start = float(round(start))
        length = chance.choice([0, 0, 0, 3, chance.uniform(0, 60), chance.uniform(0, 3 * width)])
        text = chance.choice([0.0, chance.uniform(10, 300)])
        lane, wings = chance.randrange(lanes), random_wings(chance, width)
        made.append(Item(f"e{number}", lane, start, start + length, text, chance.randint(1, 5), **wings))
    return with_selection(made, chance), lanes, chance.randint(0, 24), width


def random_wings(chance: random.Random, width: float) -> dict[str, Any]:
    """The room of ticks beside a mark, as one event in five has it: near, or far away."""
    made: dict[str, float] = {}
    for side in ("left", "right"):
        if chance.random() < 0.12:
            free = chance.choice([4.0, chance.uniform(4, 80), chance.uniform(4, 1.5 * width)])
            made |= {f"free_{side}": free, f"wing_{side}": free + chance.choice([5.0, chance.uniform(5, 90)])}
    return made


def with_selection(items: list[Item], chance: random.Random) -> list[Item]:
    """The same items, one of them selected half of the time."""
    if not items or chance.random() < 0.5:
        return items
    chosen = chance.choice(items).event
    return [Item(**{**asdict(one), "alone": one.event == chosen}) for one in items]


CASES_OF_ANY_KIND = st.integers(0, 2**32).map(lambda seed: random_case(random.Random(seed)))


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with layout.js in it."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def told(layout: Layout) -> dict[str, Any]:
    """A layout as JSON has it."""
    made: dict[str, Any] = json.loads(json.dumps(asdict(layout)))
    return made


def on_the_page(script: Page, cases: list[Case]) -> list[dict[str, Any]]:
    """The layouts that the page makes of these cases."""
    given = [[[asdict(one) for one in items], lanes, rows, width] for items, lanes, rows, width in cases]
    # As text, which Playwright hands over much faster than so many values.
    asked = "text => JSON.stringify(JSON.parse(text).map(one => TreatyTimeline.layout.place(...one)))"
    found: list[dict[str, Any]] = json.loads(script.evaluate(asked, json.dumps(given)))
    return found


def boxes(layout: Layout, items: list[Item]) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
    """What stands in each row: marks with their ticks, labels beside them, pills; in order."""
    found = defaultdict(list)
    hulls = {(one.lane, one.event): one.hull for one in items}
    for mark in layout.marks:
        start, end = hulls[mark.lane, mark.event] if mark.ticks else (mark.start, mark.end)
        found[mark.lane, mark.row].append((start, end, f"mark {mark.event}"))
        if mark.side in ("left", "right") and not (start <= mark.label[0] and mark.label[1] <= end):
            found[mark.lane, mark.row].append((*mark.label, f"label {mark.event}"))
    for pill in layout.pills:
        found[pill.lane, pill.row].append((pill.start, pill.end, f"pill {pill.events}"))
    return {where: sorted(row) for where, row in found.items()}


# ── one case at a time ────────────────────────────────────────────────────────────────────────────────────


def test_a_lonely_event_has_its_label_on_the_right() -> None:
    """A symbol centred on its moment, and the words beside it."""
    (mark,) = place([item("a", 100)], 1, 3, 1000).marks
    assert (mark.start, mark.end, mark.side) == (100 - SYMBOL / 2, 100 + SYMBOL / 2, "right")
    assert mark.label == (mark.end + GAP, mark.end + GAP + 80)


def test_at_the_right_edge_a_label_changes_sides() -> None:
    """No label leaves the window."""
    (mark,) = place([item("a", 980)], 1, 1, 1000).marks
    assert mark.side == "left"
    assert mark.label[1] < mark.start


def test_a_long_bar_carries_its_label_inside() -> None:
    """Where the visible part of it begins."""
    (mark,) = place([item("a", -500, 700)], 1, 1, 1000).marks
    assert mark.side == "inside"
    assert 0 < mark.label[0] < 20


def test_the_more_important_label_wins() -> None:
    """Of two that want the same place in one row."""
    marks = place([item("minor", 500, importance=1), item("major", 530, importance=5)], 1, 1, 1000).marks
    assert {mark.event: mark.side for mark in marks} == {"minor": "left", "major": "right"}


def test_a_mark_comes_before_a_label() -> None:
    """A label gives way to a mark that has nowhere else to go."""
    marks = place([item("a", 500, width=400), item("b", 540, width=400, importance=1)], 1, 1, 1000).marks
    assert [mark.event for mark in marks] == ["a", "b"]


def rival(start: float, free: float, *, width: float = 80, importance: int = 3) -> Item:
    """A moment with one tick so far to its right."""
    return item("a", start, width=width, importance=importance, free_right=free, wing_right=free + 5)


def test_a_label_stands_between_a_mark_and_its_tick_or_on_the_other_side() -> None:
    """So it is never taken for that of the tick; only at the window's edge it stands beyond."""
    (between,) = place([rival(500, 200)], 1, 3, 1000).marks
    assert (between.side, between.label[0], between.ticks) == ("right", between.end + GAP, True)
    (beside,) = place([rival(500, 20)], 1, 3, 1000).marks
    assert (beside.side, beside.label[1], beside.ticks) == ("left", beside.start - GAP, True)
    (beyond,) = place([rival(10, 20)], 1, 3, 1000).marks
    assert (beyond.side, beyond.label[0], beyond.ticks) == ("right", beyond.end + 25 + GAP, True)


def test_nothing_stands_on_the_line_to_a_tick() -> None:
    """Another mark takes another row, and where there is none the ticks give way to it."""
    items = [rival(500, 200), item("b", 600, width=0, importance=1)]
    a, b = place(items, 1, 2, 1000).marks
    assert (a.row, a.ticks, b.row) == (0, True, 1)
    a, b = place(items, 1, 1, 1000).marks
    assert (a.row, a.ticks, b.row) == (0, False, 0)


def test_ticks_come_before_a_label() -> None:
    """What a source says is more than a name that hovering tells."""
    (mark,) = place([rival(10, 20, width=970)], 1, 1, 1000).marks
    assert (mark.side, mark.ticks) == ("none", True)


def test_what_lies_on_each_other_is_counted() -> None:
    """Nine on one day in three rows are one pill of nine, in order of time."""
    layout = place([item(f"e{n}", 500 + n / 10) for n in range(9)], 1, 3, 1000)
    (pill,) = layout.pills
    assert pill.events == tuple(f"e{n}" for n in range(9))
    assert not layout.marks


def test_the_selected_event_stands_out_of_its_crowd() -> None:
    """As a mark with its label, beside the pill of the others."""
    crowd = [item(f"e{n}", 500, importance=5) for n in range(9)]
    layout = place([*crowd, item("chosen", 500, importance=1, alone=True)], 1, 3, 1000)
    assert [(mark.event, mark.side) for mark in layout.marks] == [("chosen", "right")]
    assert sum(len(pill.events) for pill in layout.pills) == 9


def test_a_selected_bar_leaves_the_others_a_row() -> None:
    """Even where it fills the window and there is a single row for each lane."""
    layout = place([item("bar", -100, 1100, alone=True), *(item(f"e{n}", 500) for n in range(9))], 1, 1, 1000)
    assert layout.rows == (2,)
    assert len({(mark.row) for mark in layout.marks} | {pill.row for pill in layout.pills}) == 2


def test_what_lasts_throughout_makes_way_for_what_has_a_day() -> None:
    """With a row for one, the day is a mark in its place, and the long one is counted at the left edge."""
    long, day = item("long", -900, 1900, importance=5), item("day", 700, width=0, importance=1)
    for more in ([], [item("longer", -990, 1990)]):
        placed = place([long, day, *more], 1, 1, 1000)
        assert [(mark.event, mark.start) for mark in placed.marks] == [("day", 700 - SYMBOL / 2)]
        (pill,) = placed.pills
        assert (pill.start, {"day", *pill.events}) == (PAD, {"long", "day", *(one.event for one in more)})
    assert {mark.event for mark in place([long, day], 1, 2, 1000).marks} == {"long", "day"}


def test_a_pill_of_years_takes_the_row_of_years_before_a_day() -> None:
    """Where days fill a row and a long bar the other, the bar is counted too; every day stays a mark."""
    days = [item(f"day{at}", 12 + 25 * at, width=0) for at in range(40)]
    placed = place([*days, item("long", -900, 1900), item("longer", -990, 1990)], 1, 2, 1000)
    assert {"long", "longer"} in [{*pill.events} for pill in placed.pills]
    assert {mark.event for mark in placed.marks} == {one.event for one in days}


def test_what_ends_where_the_window_begins_has_no_label_in_it() -> None:
    """Nor what begins where it ends: there is no mark in it that the label could be of."""
    for one, least, most in ((item("before", -300, 0), -1000, 0), (item("after", 1000, 1300), 1000, 2000)):
        (mark,) = (
            each for each in place([one, item("seen", 500)], 1, 2, 1000).marks if each.event == one.event
        )
        assert least <= mark.label[0] <= mark.label[1] <= most


def test_rows_go_where_they_save_most() -> None:
    """A crowded lane takes the rows that a lane with one event does not need."""
    layout = place([item("a", 100, lane=0), *(item(f"e{n}", 500, lane=1) for n in range(6))], 2, 8, 1000)
    assert layout.rows == (1, 6)
    assert not layout.pills


def test_a_lane_with_nothing_to_see_has_no_row() -> None:
    """Nor is there anything drawn in it."""
    layout = place([item("a", 100, lane=1), item("far", 1900, lane=2)], 3, 9, 1000)
    assert layout.rows[0] == layout.rows[2] == 0
    assert {mark.lane for mark in layout.marks} == {1}


# ── any case ──────────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_no_two_boxes_of_a_row_touch(case: Case) -> None:
    """Marks, labels and pills keep their distance, but for a mark and its own label, which are near."""
    for row in boxes(place(*case), case[0]).values():
        for (_, end, one), (start, _, other) in pairwise(row):
            own = {one.split()[0], other.split()[0]} == {"mark", "label"} and one.split()[1] == other.split()[
                1
            ]
            assert start - end >= (GAP if own else PAD) - ROUNDING, (one, other)


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_no_label_stands_on_ticks_or_on_a_mark(case: Case) -> None:
    """Between a mark and its ticks its own label keeps clear of both."""
    items = {(one.lane, one.event): one for one in case[0]}
    for mark in place(*case).marks:
        one = items[mark.lane, mark.event]
        if mark.side == "right" and mark.ticks:
            free = (mark.end + GAP, mark.end + one.free_right - GAP)
            beyond = mark.label[0] == mark.end + one.wing_right + GAP
            assert beyond or (free[0] <= mark.label[0] and mark.label[1] <= free[1] + ROUNDING)
        if mark.side == "left" and mark.ticks:
            free = (mark.start - one.free_left + GAP, mark.start - GAP)
            beyond = mark.label[1] == mark.start - one.wing_left - GAP
            assert beyond or (free[0] - ROUNDING <= mark.label[0] and mark.label[1] <= free[1])
        assert one.has_ticks or not mark.ticks


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_every_event_is_drawn_once_or_counted_once(case: Case) -> None:
    """In every lane that has anything to see; a lane that has nothing is empty."""
    items, lanes, _, width = case
    layout = place(*case)
    found = Counter((mark.lane, mark.event) for mark in layout.marks)
    found.update((pill.lane, event) for pill in layout.pills for event in pill.events)
    alive = {one.lane for one in items if one.shows(width)}
    assert found == Counter((one.lane, one.event) for one in items if one.lane in alive)
    assert [bool(count) for count in layout.rows] == [lane in alive for lane in range(lanes)]


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_the_selected_event_is_always_a_mark(case: Case) -> None:
    """Wherever its lane has anything to see."""
    items, _, _, width = case
    alive = {one.lane for one in items if one.shows(width)}
    marks = {(mark.lane, mark.event) for mark in place(*case).marks}
    assert marks >= {(one.lane, one.event) for one in items if one.alone and one.lane in alive}


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_what_can_be_seen_is_seen(case: Case) -> None:
    """A label of a mark in the window stays in it; an event in the window is never counted outside."""
    items, _, _, width = case
    layout = place(*case)
    seen = {(one.lane, one.event) for one in items if one.shows(width)}
    for mark in layout.marks:
        if mark.side != "none" and (mark.lane, mark.event) in seen:
            assert mark.label[0] >= -ROUNDING
            assert mark.label[1] <= width + ROUNDING
    for pill in layout.pills:
        if any((pill.lane, event) in seen for event in pill.events):
            assert pill.start >= 0
            assert pill.end <= max(width, PILL)


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_what_cannot_be_seen_never_takes_the_place_of_what_can(case: Case) -> None:
    """Marks, labels and pills in the window are just those of a lane that holds nothing else.

    The selected event alone has its place in any case: it is placed first wherever it is.
    """
    items, lanes, _, width = case
    for lane in range(lanes):
        members = sorted((one for one in items if one.lane == lane), key=lambda one: (one.middle, one.event))
        seen = [one for one in members if one.alone or one.shows(width)]
        for rows in (1, 2, 4):
            assert shown(fill(members, rows, width), width) == shown(fill(seen, rows, width), width)


def shown(lane: Packed, width: float) -> tuple[list[Mark], list[tuple[int, float, float, list[str]]]]:
    """The marks that can be seen, and the pills that count what can be."""
    pills = [
        (crowd.row, crowd.start, crowd.end, sorted(one.event for one in crowd.items if one.shows(width)))
        for crowd in lane.crowds
    ]
    right = [mark for mark in lane.marks.values() if mark.end > 0 and mark.start < width]
    return sorted(right, key=lambda mark: mark.event), sorted(pill for pill in pills if pill[-1])


@settings(deadline=None, max_examples=100)
@given(CASES_OF_ANY_KIND)
def test_rows_are_shared_and_not_made(case: Case) -> None:
    """All lanes together have at most the rows there are, unless the selected event needs one beside it."""
    items, lanes, rows, width = case
    layout = place(*case)
    needed = sum(2 if any(one.alone for one in own) else 1 for own in by_lane(items, width) if own)
    assert sum(layout.rows) <= max(rows, lanes, needed)
    assert all(mark.row < layout.rows[mark.lane] for mark in layout.marks)
    assert all(pill.row < layout.rows[pill.lane] for pill in layout.pills)


def by_lane(items: list[Item], width: float) -> list[list[Item]]:
    return [[one for one in items if one.lane == lane and one.shows(width)] for lane in range(8)]


@settings(deadline=None)
@given(CASES_OF_ANY_KIND, st.randoms())
def test_the_order_of_items_does_not_matter(case: Case, chance: random.Random) -> None:
    """The same items, the same layout, every time."""
    items, lanes, rows, width = case
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert place(shuffled, lanes, rows, width) == place(items, lanes, rows, width)


@settings(deadline=None)
@given(CASES_OF_ANY_KIND)
def test_results_come_in_order_and_pills_are_never_empty(case: Case) -> None:
    """By lane, row and place; the events of a pill in order of time."""
    layout = place(*case)
    middles = {one.event: one.middle for one in case[0]}
    assert list(layout.marks) == sorted(
        layout.marks, key=lambda one: (one.lane, one.row, one.start, one.event)
    )
    assert list(layout.pills) == sorted(layout.pills, key=lambda one: (one.lane, one.row, one.start))
    for pill in layout.pills:
        assert pill.events
        assert [middles[event] for event in pill.events] == sorted(middles[event] for event in pill.events)


# ── heights ───────────────────────────────────────────────────────────────────────────────────────────────


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=9),
    st.floats(100, 2000),
    st.sampled_from([0.0, 13.0]),
)
@example([0, 0], 300.0, 0.0)
def test_bands_fill_the_height_without_a_gap(rows: list[int], height: float, head: float) -> None:
    """From the top to the bottom, each as high as its rows need; an empty lane keeps a line for its name."""
    made = bands(rows, height, head)
    assert made[0].top == 0
    assert all(above.bottom == below.top for above, below in pairwise(made))
    if any(rows):
        assert made[-1].bottom == pytest.approx(height)
    assert all(LEAST <= band.row <= MOST for band in made)


@given(st.floats(100, 2000), st.integers(1, 9), st.sampled_from([0.0, 13.0]))
def test_there_are_as_many_rows_as_fit(height: float, lanes: int, head: float) -> None:
    """One for each lane in any case, and no more than fit at their good height."""
    rows = rows_in(height, lanes, head)
    assert rows >= lanes
    assert rows == lanes or rows * ROW + lanes * (LANE_PAD + head) <= height


# ── Python and page ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_shared_cases_hold_in_python(case: dict[str, Any]) -> None:
    """Each case of the corpus has just these numbers."""
    items = [Item(**one) for one in case["items"]]
    assert told(place(items, case["lanes"], case["rows"], case["width"])) == case["layout"]


def test_the_shared_cases_hold_on_the_page(script: Page) -> None:
    """And the same ones there."""
    given = [([Item(**one) for one in c["items"]], c["lanes"], c["rows"], c["width"]) for c in CASES]
    for case, made in zip(CASES, on_the_page(script, given), strict=True):
        assert made == case["layout"], case["name"]


def test_python_and_page_agree_on_any_case(script: Page) -> None:
    """To the last digit, on 250 random cases."""
    chance = random.Random(1689)
    cases = [random_case(chance) for _ in range(250)]
    for number, (case, made) in enumerate(zip(cases, on_the_page(script, cases), strict=True)):
        assert made == told(place(*case)), number


def test_python_and_page_agree_on_heights(script: Page) -> None:
    """Rows that fit, and the bands of lanes, with and without a head for names and a foot for densities."""
    chance = random.Random(1858)
    assert script.evaluate("() => TreatyTimeline.layout.FOOT") == FOOT
    for _ in range(50):
        rows = [chance.randint(0, 9) for _ in range(chance.randint(1, 9))]
        height, head, foot = chance.uniform(60, 1500), chance.choice([0.0, 13.0]), chance.choice([0.0, FOOT])
        asked = "(given) => TreatyTimeline.layout.bands(...given)"
        assert script.evaluate(asked, [rows, height, head, foot]) == [
            asdict(band) for band in bands(rows, height, head, foot)
        ]
        asked = "(given) => TreatyTimeline.layout.rowsIn(...given)"
        assert script.evaluate(asked, [height, len(rows), head, foot]) == rows_in(
            height, len(rows), head, foot
        )


def test_python_and_page_agree_on_what_is_stretched(script: Page) -> None:
    """Shared cases and random ones in a wider window: the same marks, labels and pills in the same places."""
    chance = random.Random(1896)
    cases: list[Case] = [
        ([Item(**one) for one in c["items"]], c["lanes"], c["rows"], c["width"]) for c in CASES
    ]
    cases += [random_case(chance) for _ in range(60)]
    given, wanted = [], []
    for items, lanes, rows, width in cases:
        times = chance.choice([1.0, 1.001, chance.uniform(1, 1.6)])
        wider = [replace(one, start=one.start * times, end=one.end * times) for one in items]
        given.append(
            [[asdict(one) for one in items], lanes, rows, width, [asdict(one) for one in wider], times]
        )
        wanted.append(told(stretched(place(items, lanes, rows, width), wider, width, width * times)))
    asked = """(text) => JSON.stringify(JSON.parse(text).map(([items, lanes, rows, width, wider, times]) => {
        const { place, stretched } = TreatyTimeline.layout;
        return stretched(place(items, lanes, rows, width), wider, width, width * times);
    }))"""
    assert json.loads(script.evaluate(asked, json.dumps(given))) == wanted


def test_what_is_drawn_elsewhere_by_now_is_not_stretched(script: Page) -> None:
    """A mark without its item: the page places anew, and does not stumble."""
    asked = """(items) => {
        const { place, stretched } = TreatyTimeline.layout;
        return stretched(place(items, 1, 3, 1000), items.slice(1), 1000, 1100);
    }"""
    assert script.evaluate(asked, [asdict(item("a", 100)), asdict(item("b", 500))]) is None


# ── speed ─────────────────────────────────────────────────────────────────────────────────────────────────


def crowded(count: int) -> list[Item]:
    """So many events over three windows and six lanes."""
    chance = random.Random(2001)
    made = []
    for number in range(count):
        start = chance.uniform(-1000, 2000)
        length = chance.choice([0, 0, 0, 5, 30, 300])
        made.append(
            Item(f"e{number}", chance.randrange(6), start, start + length, chance.uniform(40, 280), 3)
        )
    return made


def test_the_cost_of_placing_is_linear() -> None:
    """However crowded the lanes are already: the page may be given any number of events."""

    def prepared(count: int) -> Callable[[], object]:
        items = crowded(count)
        return lambda: place(items, 6, 4, 1000)

    assert_linear(prepared, 500)


# ── writing the numbers again ─────────────────────────────────────────────────────────────────────────────

if __name__ == "__main__":
    # After a change that was meant: python -m tests.test_layout, and read the difference.
    for case in CASES:
        members = [Item(**one) for one in case["items"]]
        case["layout"] = told(place(members, case["lanes"], case["rows"], case["width"]))
    lines = ",\n".join(f"  {json.dumps(case)}" for case in CASES)
    (HERE / "corpora" / "layouts.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")

"""Ticks of rival dates: at their day, clear of their mark and of one another, and the same on the page.

The page's copy runs in Chromium, as that of the layout does.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from timeline.boxes import GAP, SYMBOL, Item
from timeline.dates import parse
from timeline.marks import Sight, Stroke
from timeline.rival_ticks import (
    CLEAR,
    RUN,
    SLIM,
    WEIGHT,
    Rival,
    Tick,
    drawable,
    hairlines,
    stretches,
    strokes,
    ticks,
    wings,
)
from timeline.rivals import RivalDate
from timeline.room import Stretch

ASSETS = Path(__file__).parent.parent / "timeline" / "assets"
SIGHT = Sight(0, 1, 1000)
"""A window in which a day is a pixel."""
BOX = (493.0, 507.0)
"""A mark in its middle."""
EXACT = 1e-9


def rival(*days: Stretch, before: Any = "day", after: Any = "day", rank: str = "normal") -> Rival:
    """A rival date of those days."""
    return Rival(days, before, after, rank)


def beside(*rivals: Rival, box: Stretch = BOX) -> tuple[Tick, ...]:
    """Their ticks beside the mark."""
    return ticks(rivals, SIGHT, box)


def middle(tick: Tick) -> float:
    """The middle of its date as drawn."""
    return (tick.start + tick.end) / 2


# ── what a rival names ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "named"),
    [
        ("1858-05-28", ["1858-05-28"]),
        ("1858", ["1858"]),
        ("1896/..", ["1896"]),
        ("[1945-08-15..]", ["1945-08-15"]),
        ("[1954,1959]", ["1954", "1959"]),
        ("{1954..1956,1957}", ["1954/1957"]),
    ],
)
def test_a_rival_names_its_days(date: str, named: list[str]) -> None:
    """What is open or unknown ends with them, and a set has each of its dates."""
    spans = [parse(text) for text in named]
    assert stretches(parse(date)) == tuple((span.earliest, (span.latest or 0) + 1) for span in spans)


def test_open_and_unknown_ends_are_kept() -> None:
    """For an arrow and for dashes."""
    for date, ends in {
        "1896/..": ("day", "open"),
        "/1896": ("unknown", "day"),
        "1896": ("day", "day"),
    }.items():
        made = drawable(RivalDate(parse(date), ("p",), "deprecated", "disputes"))
        assert (made.before, made.after, made.rank) == (*ends, "deprecated")


# ── where a tick stands ───────────────────────────────────────────────────────────────────────────────────


def test_a_tick_stands_at_its_day() -> None:
    """An upright in the middle of a short date, a bracket from the first to the last day of a longer one."""
    one, other = beside(rival((200, 201)), rival((700, 790)))
    assert (middle(one), one.end - one.start, one.wide) == (200.5, SLIM, False)
    assert (other.start, other.end, other.wide) == (700, 790, True)


def test_a_tick_too_near_to_its_mark_stands_just_beside_it() -> None:
    """On the side on which it is; so that there is one is seen from afar."""
    left, right = beside(rival((498, 499)), rival((501, 502)))
    assert left.end == BOX[0] - CLEAR
    assert right.start == BOX[1] + CLEAR


def test_a_bracket_comes_out_from_under_its_mark() -> None:
    """Without the end that is not seen; of a short rest an upright is left."""
    (long,) = beside(rival((503, 600)))
    assert (long.start, long.end, long.cut, long.wide) == (BOX[1] + CLEAR, 600, "left", True)
    (short,) = beside(rival((490, 515)))
    assert (short.wide, short.start >= BOX[1] + CLEAR) == (False, True)
    (after,) = beside(rival((507, 600)))
    assert (after.start, after.end, after.cut) == (BOX[1] + CLEAR, 600, "")
    (before,) = beside(rival((400, 500)))
    assert (before.start, before.end, before.cut) == (400, BOX[0] - CLEAR, "right")


def test_what_lies_outside_the_window_is_not_drawn() -> None:
    """Nor does it take any room."""
    drawn = beside(rival((-50, -20)), rival((1200, 1201)))
    assert drawn == ()
    assert wings(drawn, BOX) == wings((), BOX)
    assert hairlines(drawn, SIGHT, BOX, (0, 0)) == ()


def test_a_set_has_a_tick_on_each_of_its_dates() -> None:
    """An open end only at the last."""
    one, other = beside(rival((100, 101), (800, 801), after="open"))
    assert [middle(one), middle(other)] == [100.5, 800.5]
    assert (one.after, other.after) == ("day", "open")
    assert other.right == other.end + RUN["open"]


# ── how it is drawn ───────────────────────────────────────────────────────────────────────────────────────


def looks(rank: str, days: Stretch = (700, 701)) -> tuple[Stroke, ...]:
    """The strokes of a tick of that rank."""
    (tick,) = beside(rival(days, rank=rank))
    return strokes(tick, rank, SIGHT)


@pytest.mark.parametrize("days", [(700, 701), (700, 790)])
def test_the_rank_is_seen_without_colour(days: Stretch) -> None:
    """By weight, and a line through what is deprecated."""
    first = {rank: looks(rank, days)[0] for rank in WEIGHT}
    thick = {rank: min(one.end - one.start, one.thick) for rank, one in first.items()}
    assert thick["preferred"] > 1.5 * thick["normal"] > 2 * thick["deprecated"]
    assert [any(one.shape == "slash" for one in looks(rank, days)) for rank in WEIGHT] == [False, False, True]


def test_the_tick_in_focus_has_the_accent() -> None:
    """And no other has."""
    (tick,) = beside(rival((700, 701)))
    assert [one.edge for one in strokes(tick, "normal", SIGHT, chosen=True)].count("accent") == 1
    assert all(one.edge != "accent" for one in strokes(tick, "normal", SIGHT))


def test_the_line_leaves_room_for_a_label_between() -> None:
    """It goes on behind it, to the farthest tick; else it begins at the mark."""
    drawn = beside(rival((700, 701)), rival((800, 801)))
    (line,) = hairlines(drawn, SIGHT, BOX, (512.0, 600.0))
    assert (line.start, line.end) == (600 + GAP, drawn[-1].start)
    (line,) = hairlines(drawn, SIGHT, BOX, (400.0, 488.0))
    assert (line.start, line.end) == (BOX[1] + 1, drawn[-1].start)
    (line,) = hairlines(drawn, SIGHT, BOX, (810.0, 900.0))
    assert line.start == BOX[1] + 1


# ── any case ──────────────────────────────────────────────────────────────────────────────────────────────

Case = tuple[tuple[Rival, ...], Sight, Stretch, Stretch]
"""Rivals, a window, the box of the mark, and its label."""


def random_case(chance: random.Random) -> Case:
    """A mark somewhere, and up to four rivals: near, far, long, open, sets."""
    sight = Sight(
        chance.uniform(-500, 500), chance.choice([0.01, 0.3, 1.0, 40.0]), chance.choice([390.0, 1200.0])
    )
    start = chance.uniform(-0.5, 1.4) * sight.width
    box = (start, start + chance.choice([SYMBOL, chance.uniform(SYMBOL, 300)]))
    made = []
    for _ in range(chance.randint(0, 4)):
        days = (
            sight.start
            + chance.choice([chance.uniform(-200, 1400), box[0] + chance.gauss(0, 20)]) / sight.scale
        )
        first = round(days)
        found = [(float(first), first + chance.choice([1.0, 31.0, 365.0, 36525.0]))]
        if chance.random() < 0.2:
            found.append((found[0][1] + 40, found[0][1] + 41))
        ends = [chance.choice(["day", "day", "day", "open", "unknown"]) for _ in range(2)]
        made.append(rival(*found, before=ends[0], after=ends[1], rank=chance.choice(list(WEIGHT))))
    label = (box[1] + GAP, box[1] + GAP + chance.uniform(20, 200))
    return tuple(made), sight, box, chance.choice([label, (box[0] - 100, box[0] - GAP), (box[1], box[1])])


CASES = st.integers(0, 2**32).map(lambda seed: random_case(random.Random(seed)))


@settings(deadline=None, max_examples=300)
@given(CASES)
def test_ticks_touch_neither_their_mark_nor_one_another(case: Case) -> None:
    """Uprights keep clear of uprights, and everything keeps clear of the mark."""
    rivals, sight, box, _ = case
    drawn = ticks(rivals, sight, box)
    for tick in drawn:
        assert tick.right <= box[0] - CLEAR + EXACT * 1e3 or tick.left >= box[1] + CLEAR - EXACT * 1e3
    for one, other in pairwise(tick for tick in drawn if not tick.wide):
        assert other.left - one.right >= CLEAR - EXACT * 1e3


@settings(deadline=None, max_examples=300)
@given(CASES)
def test_all_that_is_drawn_stays_within_the_wings(case: Case) -> None:
    """So what the layout keeps free is enough."""
    rivals, sight, box, label = case
    drawn = ticks(rivals, sight, box)
    room = wings(drawn, box)
    item = Item("a", 0, *box, 0.0, 3, wing_left=room.left, wing_right=room.right)
    left, right = item.hull
    made = [*hairlines(drawn, sight, box, label)]
    for tick in drawn:
        made += strokes(tick, rivals[tick.rival].rank, sight)
    for stroke in made:
        half = stroke.thick / 2 if stroke.form == "symbol" else 0.0
        # A line through an upright stands out by two pixels, as symbols do.
        assert left - 2.1 <= stroke.start - half
        assert stroke.end + half <= right + 2.1


@settings(deadline=None, max_examples=300)
@given(CASES)
def test_a_tick_is_only_ever_moved_away_from_its_mark(case: Case) -> None:
    """Where it has room, it stands at its day to the pixel."""
    rivals, sight, box, _ = case
    for one in rivals:
        for tick in ticks([one], sight, box):
            true = [(sight.at(start) + sight.at(end)) / 2 for start, end in one.stretches]
            moved = middle(tick) - min(true, key=lambda at: abs(at - middle(tick)))
            short = (one.stretches[0][1] - one.stretches[0][0]) * sight.scale <= SYMBOL
            if short and len(true) == 1 and abs(moved) > 1e-6:
                assert (moved > 0) == (middle(tick) > (box[0] + box[1]) / 2)
                assert (tick.left - box[1] if moved > 0 else box[0] - tick.right) == pytest.approx(CLEAR)


# ── Python and page ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with rivals.js in it."""
    page = browser.new_page()
    for name in ("marks.js", "rivals.js"):
        page.add_script_tag(path=ASSETS / name)
    yield page
    page.close()


def told(case: Case) -> dict[str, Any]:
    """What Python makes of a case."""
    rivals, sight, box, label = case
    drawn = ticks(rivals, sight, box)
    room = wings(drawn, box)
    return {
        "ticks": [asdict(tick) for tick in drawn],
        "wings": {
            "wing_left": room.left,
            "wing_right": room.right,
            "free_left": room.free_left,
            "free_right": room.free_right,
        },
        "lines": [asdict(stroke) for stroke in hairlines(drawn, sight, box, label)],
        "strokes": [
            [asdict(stroke) for stroke in strokes(tick, rivals[tick.rival].rank, sight, chosen=chosen)]
            for tick in drawn
            for chosen in (False, True)
        ],
    }


ASKED = """(text) => JSON.stringify(JSON.parse(text).map(([rivals, sight, box, label]) => {
    const made = TreatyTimeline.rivals, ticks = made.ticks(rivals, sight, box);
    const draw = (tick) => [false, true].map((on) => made.strokes(tick, rivals[tick.rival].rank, sight, on));
    return { ticks, wings: made.wings(ticks, box), lines: made.hairlines(ticks, sight, box, label),
        strokes: ticks.flatMap(draw) };
}))"""


def test_python_and_page_agree_on_any_case(script: Page) -> None:
    """To the last digit, on 300 random cases."""
    chance = random.Random(1654)
    cases = [random_case(chance) for _ in range(300)]
    given = [
        (
            [
                {
                    "start": one.stretches[0][0],
                    "end": one.stretches[-1][1],
                    "rank": one.rank,
                    **(
                        {"limits": [one.before, one.after]}
                        if (one.before, one.after) != ("day", "day")
                        else {}
                    ),
                    **({"stretches": one.stretches} if len(one.stretches) > 1 else {}),
                }
                for one in rivals
            ],
            asdict(sight),
            box,
            label,
        )
        for rivals, sight, box, label in cases
    ]
    made = json.loads(script.evaluate(ASKED, json.dumps(given)))
    assert sum(len(one["ticks"]) for one in made) > 200
    for number, (case, one) in enumerate(zip(cases, made, strict=True)):
        assert one == json.loads(json.dumps(told(case))), number

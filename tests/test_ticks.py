"""Ticks: round dates in words, at any zoom, and the same ones in Python and on the page.

The page's copy runs in Chromium and not in node: the browser is what shows the page, `make test` brings it in
any case, and numbers come over exactly.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from timeline.brush import position
from timeline.calendars import day_to_gregorian, gregorian_to_day, iso
from timeline.ticks import CHARACTER, MINOR, MONTHS, Tick, ticks, year_text

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "corpora" / "ticks.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent / "timeline" / "assets" / "calendar.js"

FIRST, LAST = gregorian_to_day(-15000, 1, 1), gregorian_to_day(15000, 1, 1)
"""Days between which any window must have its ticks."""
YEAR = 365.2425
TEXTS = re.compile(r"\d{1,4}( CE| BCE)?|\d\d,\d{3}( CE| BCE)?|" + "|".join(MONTHS))
"""What a label may say: a day or a year, or a month; neither a clock nor a sign."""
ABOVE = re.compile(rf"(({'|'.join(MONTHS)}) )?(\d{{1,4}}|\d\d,\d{{3}})( CE| BCE)?")


@st.composite
def windows(draw: st.DrawFn) -> tuple[float, float, float]:
    """A window of 3 days to 20,000 years, and a width from a phone's to a wall's."""
    days = 3 * (20_000 * YEAR / 3) ** draw(st.floats(0, 1))  # as many short ones as long ones
    start = draw(st.floats(FIRST, LAST - days))
    return start, start + days, draw(st.floats(200, 3000))


def random_windows(seed: int, count: int) -> list[tuple[float, float, float]]:
    """The same kind of windows, the same ones every time."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        days = 3 * (20_000 * YEAR / 3) ** chance.random()
        start = chance.uniform(FIRST, LAST - days)
        made.append((start, start + days, chance.uniform(200, 3000)))
    return made


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with calendar.js in it."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def on_the_page(script: Page, views: list[tuple[float, float, float]]) -> list[list[tuple[int, str, str]]]:
    """The ticks that the page makes for each window."""
    one = "TreatyTimeline.calendar.ticks(...view).map(tick => [tick.day, tick.text, tick.above])"
    # As text, which Playwright hands over much faster than so many values.
    asked = f"text => JSON.stringify(JSON.parse(text).map(view => {one}))"
    found = json.loads(script.evaluate(asked, json.dumps(views)))
    return [[(day, text, above) for day, text, above in view] for view in found]


def in_python(start: float, end: float, width: float) -> list[tuple[int, str, str]]:
    return [(tick.day, tick.text, tick.above) for tick in ticks(start, end, width)]


def told(made: list[tuple[int, str, str]]) -> dict[str, Any]:
    """Ticks as a case of the corpus has them."""
    return {"labels": [list(tick) for tick in made if tick[1]], "minor": sum(not tick[1] for tick in made)}


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=[case["view"] for case in CASES])
def test_the_table_holds_in_python(case: dict[str, Any]) -> None:
    """Each view of the table has just the labels that a historian would write."""
    made = told(in_python(case["start"], case["end"], case["width"]))
    assert made == {"labels": case["labels"], "minor": case["minor"]}


def test_the_table_holds_on_the_page(script: Page) -> None:
    """The page writes the same labels at the same days."""
    views = [(case["start"], case["end"], case["width"]) for case in CASES]
    for case, made in zip(CASES, on_the_page(script, views), strict=True):
        assert told(made) == {"labels": case["labels"], "minor": case["minor"]}, case["view"]


def test_the_table_says_the_days_that_its_labels_mean() -> None:
    """Each label of the table, with the last larger unit before it, is the date of its day."""
    for case in CASES:
        larger = ""
        for day, text, above in case["labels"]:
            larger = above or larger
            year, month, of_month = day_to_gregorian(day)
            written = f"{1 - year:,} BCE" if year <= 0 else f"{year:,}"
            name = MONTHS[month - 1]
            meant = {
                plain(written),
                f"{name} {plain(written)}",
                f"{of_month} {name} {plain(written)}",
            }
            assert plain(f"{text} {larger}".strip()) in meant, (case["view"], text, larger)


def plain(text: str) -> str:
    return text.replace(",", "").replace(" CE", "")


# ── any window ────────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None)
@given(windows())
@example((float(gregorian_to_day(0, 12, 30)), float(gregorian_to_day(1, 1, 2)), 200.0))
@example((float(gregorian_to_day(-4, 1, 1)), float(gregorian_to_day(6, 1, 1)), 640.0))
@example((0.5, 3.5, 200.0))
def test_any_window_has_ticks_that_can_be_read(view: tuple[float, float, float]) -> None:
    """Never none; in order, inside the window, no two on one day; no clock, no minus sign, no year zero."""
    start, end, _ = view
    made = ticks(*view)
    assert any(tick.text for tick in made)
    assert all(start <= tick.day <= end for tick in made)
    assert all(before.day < after.day for before, after in pairwise(made))
    for tick in made:
        assert not tick.text or (TEXTS.fullmatch(tick.text) and not re.match(r"0\b", tick.text)), tick
        assert not tick.above or ABOVE.fullmatch(tick.above), tick
        assert tick.text or not tick.above, "a larger unit stands only under a label"


@settings(deadline=None)
@given(windows())
def test_labels_never_overlap(view: tuple[float, float, float]) -> None:
    """At the width that is promised for a character, each line of labels leaves blanks between them."""
    start, end, width = view
    scale = width / (end - start)
    made = ticks(*view)
    for line in ([(t.day, t.text) for t in made if t.text], [(t.day, t.above) for t in made if t.above]):
        for (day, text), (next_day, next_text) in pairwise(line):
            taken = (len(text) + len(next_text)) / 2 * CHARACTER
            assert (next_day - day) * scale > taken, (text, next_text)


@settings(deadline=None)
@given(windows(), st.floats(0, 120), st.floats(0, 120))
def test_labels_stand_out_of_the_axis_no_further_than_they_may(
    view: tuple[float, float, float], left: float, right: float
) -> None:
    """Plotly would hide what does not fit, with the month or year that only this tick tells."""
    start, end, width = view
    scale = width / (end - start)
    for tick in ticks(*view, left=left, right=right):
        half = max(len(tick.text), len(tick.above)) * CHARACTER / 2
        assert (tick.day - start) * scale - half >= -left - 1e-6 or not tick.text
        assert (tick.day - start) * scale + half <= width + right + 1e-6 or not tick.text


def test_a_month_too_near_the_edge_is_told_at_the_next_day(script: Page) -> None:
    """On a telephone the first day has no room for its month, in Python and on the page."""
    first, last = gregorian_to_day(2023, 8, 20), gregorian_to_day(2023, 9, 11)
    labelled = [tick for tick in ticks(first, last, 370, left=10, right=10) if tick.text]
    assert [tick.text + " " + tick.above for tick in labelled][:2] == ["21 ", "26 Aug 2023"]
    made = "TreatyTimeline.calendar.ticks(first, last, 370, 10, 10)"
    asked = f"([first, last]) => {made}.filter((tick) => tick.text)"
    assert script.evaluate(asked, [first, last]) == [
        {"day": tick.day, "text": tick.text, "above": tick.above} for tick in labelled
    ]


@given(windows())
def test_labels_of_a_window_are_of_one_unit(view: tuple[float, float, float]) -> None:
    """Years, months or days: never mixed, and months and days say in the larger unit which year it is."""
    made = [tick for tick in ticks(*view) if tick.text]
    units = {unit(tick) for tick in made}
    assert len(units) == 1
    if units != {"year"}:
        assert any(tick.above for tick in made)


def unit(tick: Tick) -> str:
    if tick.text in MONTHS:
        return "month"
    year, month, day = day_to_gregorian(tick.day)
    is_year = (month, day) == (1, 1) and plain(tick.text) == (f"{1 - year} BCE" if year <= 0 else str(year))
    return "year" if is_year and not tick.above else "day"


@settings(deadline=None)
@given(windows())
def test_unlabelled_ticks_stay_apart_and_few(view: tuple[float, float, float]) -> None:
    """A finer step is marked only as long as an eye can tell its ticks apart."""
    made = ticks(*view)
    assert len(made) <= view[2] / MINOR * 1.5 + 2


@pytest.mark.parametrize(
    ("year", "era", "text"),
    [
        (1689, False, "1689"),
        (1689, True, "1689 CE"),
        (476, False, "476 CE"),
        (1, False, "1 CE"),
        (0, False, "1 BCE"),
        (-43, True, "44 BCE"),
        (-11999, False, "12,000 BCE"),
        (9999, False, "9999"),
        (10000, False, "10,000"),
    ],
)
def test_years_are_written_as_historians_write_them(year: int, era: bool, text: str) -> None:
    """No minus sign, no year zero, no zeros in front; a year below 1000 says its era."""
    assert year_text(year, era=era) == text


# ── Python and page ───────────────────────────────────────────────────────────────────────────────────────


def test_python_and_page_agree_on_any_window(script: Page) -> None:
    """The same ticks, to the day and the letter, on 500 windows of any length and place."""
    views = random_windows(2023, 500)
    for view, made in zip(views, on_the_page(script, views), strict=True):
        assert made == in_python(*view), view


def test_python_and_page_count_days_alike(script: Page) -> None:
    """Date to day, day to date, ISO text, and the place on both axes."""
    chance = random.Random(1689)
    days = [*range(-800, 800), *(chance.randrange(FIRST, LAST) for _ in range(1000))]
    dates = script.evaluate("days => days.map(day => TreatyTimeline.calendar.toDate(day))", days)
    assert [tuple(date) for date in dates] == [day_to_gregorian(day) for day in days]
    back = script.evaluate("dates => dates.map(date => TreatyTimeline.calendar.toDay(...date))", dates)
    assert back == days
    assert script.evaluate("days => days.map(TreatyTimeline.calendar.iso)", days) == [
        iso(day) for day in days
    ]
    years = script.evaluate("days => days.map(day => TreatyTimeline.calendar.axisValue(day, 'linear'))", days)
    assert years == pytest.approx([position(day, "linear") for day in days], abs=1e-9)
    shown = script.evaluate(
        "days => days.map(day => TreatyTimeline.calendar.axisValue(day, 'date'))",
        [day for day in days if 1 <= day_to_gregorian(day)[0] <= 9999],
    )
    parsed = script.evaluate(
        "texts => texts.map(text => Date.parse(text))",
        [position(day, "date") for day in days if 1 <= day_to_gregorian(day)[0] <= 9999],
    )
    assert shown == parsed


def test_a_fraction_of_a_day_belongs_to_its_day(script: Page) -> None:
    """Just before 9 BCE begins it is still 10 BCE, which is a longer word and needs more room."""
    starts = [gregorian_to_day(year, 1, 1) - 0.5 for year in (-8, -98, -998, -9998, 0, 1)]
    views = [(start, start + 3 * 365.0, float(width)) for start in starts for width in range(120, 420, 3)]
    for view, made in zip(views, on_the_page(script, views), strict=True):
        assert made == in_python(*view), view


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1858", [(1858, 1, 1), (1858, 12, 31)]),
        ("1858-05", [(1858, 5, 1), (1858, 5, 31)]),
        ("2000-02", [(2000, 2, 1), (2000, 2, 29)]),
        ("1858-12", [(1858, 12, 1), (1858, 12, 31)]),
        ("1858-05-28", [(1858, 5, 28), (1858, 5, 28)]),
        ("-0043-03-15", [(-43, 3, 15), (-43, 3, 15)]),
        ("0000", [(0, 1, 1), (0, 12, 31)]),
        ("-170000000-06", [(-170_000_000, 6, 1), (-170_000_000, 6, 30)]),
        ("999999999999", [(10**12 - 1, 1, 1), (10**12 - 1, 12, 31)]),
        ("1" * 13, None),
        ("1900-02-29", None),
        ("1858-13", None),
        ("1858-00", None),
        ("185", None),
        ("1858-05-28T00:00", None),
        ("<script>", None),
        ("", None),
    ],
)
def test_a_date_in_the_address_is_a_period_or_nothing(
    script: Page, text: str, period: list[tuple[int, int, int]] | None
) -> None:
    """What stands in `?from=` is a year, a month or a day that exists, or it is ignored."""
    found = script.evaluate("text => TreatyTimeline.calendar.period(text)", text)
    assert found == (None if period is None else [gregorian_to_day(*date) for date in period])

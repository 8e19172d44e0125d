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

from timeline.axis_words import CHARACTER, WORDS, months_text, text_width, year_text
from timeline.brush import position
from timeline.calendars import (
    CALENDARS,
    Calendar,
    day_to_gregorian,
    day_to_julian,
    gregorian_to_day,
    iso,
    julian_to_day,
)
from timeline.languages import LANGUAGES, Language
from timeline.ticks import MINOR, Tick, ticks

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "corpora" / "ticks.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent / "timeline" / "assets" / "calendar.js"

FIRST, LAST = gregorian_to_day(-15000, 1, 1), gregorian_to_day(15000, 1, 1)
"""Days between which any window must have its ticks."""
YEAR = 365.2425
MONTHS: dict[Language, str] = {
    language: "|".join(re.escape(month) for month in WORDS[language].months) for language in LANGUAGES
}
YEARS: dict[Language, str] = {
    "en": r"(\d{1,4}|\d\d,\d{3})( CE| BCE)?",
    "ru": r"(\d{1,4}|\d\d\u00a0\d{3})( до н\. э\.| н\. э\.)?",
    "zh": r"(公元|前)?(\d{1,5}|1万)年",
}
TEXTS: dict[Language, str] = {
    "en": rf"\d{{1,2}}|{MONTHS['en']}|{YEARS['en']}",
    "ru": rf"\d{{1,2}}|{MONTHS['ru']}|{YEARS['ru']}",
    "zh": rf"\d{{1,2}}日|{MONTHS['zh']}|{YEARS['zh']}",
}
"""What a label may say: a day or a year, or a month; neither a clock nor a sign."""
ABOVE: dict[Language, str] = {
    "en": rf"(({MONTHS['en']}) )?{YEARS['en']}",
    "ru": rf"(({MONTHS['ru']}) )?{YEARS['ru']}",
    "zh": rf"{YEARS['zh']}({MONTHS['zh']})?",
}
SHORTEST = 1.5
COUNTED = {
    "gregorian": (gregorian_to_day, day_to_gregorian),
    "julian": (julian_to_day, day_to_julian),
}

View = tuple[float, float, float, Language, Calendar]


@st.composite
def windows(draw: st.DrawFn) -> View:
    """A window of a day and a half to 20,000 years, a width from a phone's to a wall's, told in any way."""
    days = SHORTEST * (20_000 * YEAR / SHORTEST) ** draw(st.floats(0, 1))  # as many short ones as long ones
    start = draw(st.floats(FIRST, LAST - days))
    told = draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(CALENDARS))
    return start, start + days, draw(st.floats(200, 3000)), *told


def random_windows(seed: int, count: int) -> list[View]:
    """The same kind of windows, the same ones every time; and some that are longer than all history."""
    chance = random.Random(seed)
    made: list[View] = []
    for number in range(count):
        days = SHORTEST * (20_000 * YEAR / SHORTEST) ** chance.random()
        start = chance.uniform(FIRST, LAST - days)
        if number % 10 == 0:
            days = 10 ** chance.uniform(7, 14)
            start = chance.uniform(-days, days / 3)
        told = chance.choice(LANGUAGES), chance.choice(CALENDARS)
        made.append((start, start + days, chance.uniform(200, 3000), *told))
    return made


def of(start: float, end: float, width: float, language: Language, calendar: Calendar) -> tuple[Tick, ...]:
    """The ticks of a view."""
    return ticks(start, end, width, language=language, calendar=calendar)


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with calendar.js in it."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def on_the_page(script: Page, views: list[View]) -> list[list[tuple[int, str, str]]]:
    """The ticks that the page makes for each window."""
    ticks = "TreatyTimeline.calendar.ticks(start, end, width, Infinity, Infinity, { language, calendar })"
    one = f"{ticks}.map(tick => [tick.day, tick.text, tick.above])"
    # As text, which Playwright hands over much faster than so many values.
    asked = (
        f"text => JSON.stringify(JSON.parse(text).map(([start, end, width, language, calendar]) => {one}))"
    )
    found = json.loads(script.evaluate(asked, json.dumps(views)))
    return [[(day, text, above) for day, text, above in view] for view in found]


def in_python(view: View) -> list[tuple[int, str, str]]:
    return [(tick.day, tick.text, tick.above) for tick in of(*view)]


def view_of(case: dict[str, Any]) -> View:
    """A case of the corpus as a view; English and Gregorian where it does not say."""
    told = case.get("language", "en"), case.get("calendar", "gregorian")
    return case["start"], case["end"], case["width"], *told


def told(made: list[tuple[int, str, str]]) -> dict[str, Any]:
    """Ticks as a case of the corpus has them."""
    return {"labels": [list(tick) for tick in made if tick[1]], "minor": sum(not tick[1] for tick in made)}


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=[case["view"] for case in CASES])
def test_the_table_holds_in_python(case: dict[str, Any]) -> None:
    """Each view of the table has just the labels that a historian would write."""
    made = told(in_python(view_of(case)))
    assert made == {"labels": case["labels"], "minor": case["minor"]}


def test_the_table_holds_on_the_page(script: Page) -> None:
    """The page writes the same labels at the same days."""
    views = [view_of(case) for case in CASES]
    for case, made in zip(CASES, on_the_page(script, views), strict=True):
        assert told(made) == {"labels": case["labels"], "minor": case["minor"]}, case["view"]


def test_the_table_says_the_days_that_its_labels_mean() -> None:
    """Each label of the table, with the last larger unit before it, is that day's date."""
    for case in CASES:
        language, calendar = view_of(case)[3:]
        _, to_date = COUNTED[calendar]
        larger = ""
        for day, text, above in case["labels"]:
            larger = above or larger
            year, month, of_month = to_date(day)
            written = [year_text(year, era=era, language=language, step=10**12) for era in (True, False)]
            written += [year_text(year, era=era, language=language) for era in (True, False)]
            name, number = WORDS[language].months[month - 1], WORDS[language].day.format(of_month)
            if not larger:
                assert text in written, (case["view"], text)
            elif text == number:
                assert larger in [months_text(month, month, year, language) for year in written], case["view"]
            else:
                assert (text, larger in written) == (name, True), (case["view"], text, larger)


# ── any window ────────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None)
@given(windows())
@example((float(gregorian_to_day(0, 12, 30)), float(gregorian_to_day(1, 1, 2)), 200.0, "en", "gregorian"))
@example((float(gregorian_to_day(-4, 1, 1)), float(gregorian_to_day(6, 1, 1)), 640.0, "ru", "julian"))
@example((0.5, 3.5, 200.0, "zh", "gregorian"))
@example((-4376942.9, -4228634.9, 200.0, "ru", "gregorian"))
@example((-1826577.0, 5478273.0, 200.0, "zh", "gregorian"))
def test_any_window_has_ticks_that_can_be_read(view: View) -> None:
    """Never none; in order, inside the window, no two on one day; no clock, no minus sign, no year zero."""
    start, end, _, language, _ = view
    made = of(*view)
    assert any(tick.text for tick in made)
    assert all(start <= tick.day <= end for tick in made)
    assert all(before.day < after.day for before, after in pairwise(made))
    for tick in made:
        assert not tick.text or re.fullmatch(TEXTS[language], tick.text), tick
        assert not re.search(r"(?<![\d,\u00a0])0", tick.text), tick
        assert not tick.above or re.fullmatch(ABOVE[language], tick.above), tick
        assert tick.text or not tick.above, "a larger unit stands only under a label"


@settings(deadline=None)
@given(windows())
def test_labels_never_overlap(view: View) -> None:
    """At the width that is promised for a character, each line of labels leaves blanks between them."""
    start, end, width, *_ = view
    scale = width / (end - start)
    made = of(*view)
    for line in ([(t.day, t.text) for t in made if t.text], [(t.day, t.above) for t in made if t.above]):
        for (day, text), (next_day, next_text) in pairwise(line):
            taken = (text_width(text) + text_width(next_text)) / 2
            assert (next_day - day) * scale > taken, (text, next_text)


@settings(deadline=None)
@given(windows(), st.floats(0, 120), st.floats(0, 120))
def test_labels_stand_out_of_the_axis_no_further_than_they_may(view: View, left: float, right: float) -> None:
    """Plotly would hide what does not fit, with the month or year that only this tick tells."""
    start, end, width, language, calendar = view
    scale = width / (end - start)
    for tick in ticks(start, end, width, left=left, right=right, language=language, calendar=calendar):
        half = max(text_width(tick.text), text_width(tick.above)) / 2
        assert (tick.day - start) * scale - half >= -left - 1e-6 or not tick.text
        assert (tick.day - start) * scale + half <= width + right + 1e-6 or not tick.text


def test_a_scale_too_narrow_for_any_label_has_none_and_takes_no_time(script: Page) -> None:
    """Where nothing goes in, no finer step is looked for among billions of days."""
    for width in (1, 20, 60):
        assert not any(tick.text for tick in ticks(-1.6e12, -1.5e12, width, left=0, right=0))
        made = "TreatyTimeline.calendar.ticks(-1.6e12, -1.5e12, width, 0, 0)"
        assert script.evaluate(f"(width) => {made}.some((tick) => tick.text)", width) is False


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


@settings(deadline=None)
@given(windows())
def test_labels_of_a_window_are_of_one_unit(view: View) -> None:
    """Years, months or days: never mixed, and months and days say in the larger unit which year it is."""
    made = [tick for tick in of(*view) if tick.text]
    units = {unit(tick, *view[3:]) for tick in made}
    assert len(units) == 1
    if units != {"year"}:
        assert any(tick.above for tick in made)


def unit(tick: Tick, language: Language, calendar: Calendar) -> str:
    year, month, day = COUNTED[calendar][1](tick.day)
    if tick.text == WORDS[language].months[month - 1]:
        return "month"
    written = {
        year_text(year, era=era, language=language, step=step)
        for era in (True, False)
        for step in (1, 10_000)
    }
    return "year" if (month, day) == (1, 1) and tick.text in written and not tick.above else "day"


@settings(deadline=None)
@given(windows())
@example((-1826577.0, 5478273.0, 200.0, "zh", "gregorian"))
def test_a_tick_stands_at_the_day_that_it_says(view: View) -> None:
    """In either calendar: the day number of a label is that of the date which it tells."""
    *_, language, calendar = view
    to_day, to_date = COUNTED[calendar]
    for tick in of(*view):
        year, month, of_month = to_date(tick.day)
        assert to_day(year, month, of_month) == tick.day
        if tick.text:
            kind = unit(tick, language, calendar)
            assert of_month == 1 or kind == "day"
            assert kind != "day" or tick.text == WORDS[language].day.format(of_month)


def test_27_august_stands_above_6_september_1689() -> None:
    """The Old Style scale is ten days late in 1689, two days early in the days of Caesar."""
    for new, old in (((1689, 9, 6), (1689, 8, 27)), ((-43, 3, 13), (-43, 3, 15))):
        day = gregorian_to_day(*new)
        above = {tick.day: tick for tick in ticks(day - 3, day + 4, 1000, calendar="julian")}
        assert above[day].text == str(old[2])
        assert julian_to_day(*old) == day


@settings(deadline=None)
@given(windows())
def test_unlabelled_ticks_stay_apart_and_few(view: View) -> None:
    """A finer step is marked only as long as an eye can tell its ticks apart."""
    made = of(*view)
    assert len(made) <= view[2] / MINOR * 1.5 + 2


@pytest.mark.parametrize(
    ("year", "era", "english", "russian", "chinese"),
    [
        (1689, False, "1689", "1689", "1689年"),
        (1689, True, "1689 CE", "1689 н. э.", "公元1689年"),
        (476, False, "476 CE", "476 н. э.", "公元476年"),
        (1, False, "1 CE", "1 н. э.", "公元1年"),
        (0, False, "1 BCE", "1 до н. э.", "前1年"),
        (-43, True, "44 BCE", "44 до н. э.", "前44年"),
        (-11999, False, "12,000 BCE", "12\u00a0000 до н. э.", "前12000年"),
        (9999, False, "9999", "9999", "9999年"),
        (10000, False, "10,000", "10\u00a0000", "10000年"),
    ],
)
def test_years_are_written_as_historians_write_them(
    year: int, era: bool, english: str, russian: str, chinese: str
) -> None:
    """No minus sign, no year zero, no zeros in front; a year below 1000 says its era."""
    made = [year_text(year, era=era, language=language) for language in LANGUAGES]
    assert made == [english, russian, chinese]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (8, 8, ["Aug 1689", "авг. 1689", "1689年8月"]),
        (8, 10, ["Aug–Oct 1689", "авг.–окт. 1689", "1689年8–10月"]),
    ],
)
def test_months_of_a_year_are_said_as_a_button_has_room_for(first: int, last: int, words: list[str]) -> None:
    """The year comes last in English and Russian and first in Chinese."""
    year = {"en": "1689", "ru": "1689", "zh": "1689年"}
    assert [months_text(first, last, year[language], language) for language in LANGUAGES] == words


WIDEST = """([texts, family]) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = `12px ${family}`;
    return texts.map((text) => canvas.measureText(text).width);
}"""


def test_words_of_the_axis_are_no_wider_than_they_are_taken_to_be(script: Page) -> None:
    """Measured in the browser, at the size of the axis, in every language; Chinese characters count twice."""
    fonts = "Arial, Liberation Sans, Noto Sans CJK SC, sans-serif"
    for language in LANGUAGES:
        words = WORDS[language]
        years = [year_text(year, era=True, language=language) for year in (-11999, -887, 0, 1, 888, 10888)]
        years += [year_text(-49 * 10**8 + 1, era=True, language=language, step=10**8)]
        texts = [*years, *(months_text(month, month, "1888", language) for month in range(1, 13))]
        assert len(words.months) == 12
        wide = script.evaluate(WIDEST, [texts, fonts])
        for text, width in zip(texts, wide, strict=True):
            assert 0.5 * text_width(text) < width <= text_width(text), (text, width)
    assert text_width("8月") == 3 * CHARACTER


# ── Python and page ───────────────────────────────────────────────────────────────────────────────────────


def test_python_and_page_agree_on_any_window(script: Page) -> None:
    """The same ticks, to the day and the letter, on 500 windows of any length and place."""
    views = random_windows(2023, 500)
    for view, made in zip(views, on_the_page(script, views), strict=True):
        assert made == in_python(view), view


def test_years_for_which_there_are_no_words_are_powers_of_ten(script: Page) -> None:
    """Where floats no longer know the year, its label still says how far it is, in Python and on the page."""
    view: View = (-1e22, 3.3e22, 900.0, "en", "gregorian")
    texts = ["2×10¹⁹ BCE", "1 CE", "2×10¹⁹ CE", "4×10¹⁹ CE", "6×10¹⁹ CE", "8×10¹⁹ CE"]
    assert [tick.text for tick in of(*view) if tick.text] == texts
    assert [text for _, text, _ in on_the_page(script, [view])[0] if text] == texts


def test_python_and_page_count_days_alike(script: Page) -> None:
    """Date to day, day to date, ISO text, and the place on both axes."""
    chance = random.Random(1689)
    days = [*range(-800, 800), *(chance.randrange(FIRST, LAST) for _ in range(1000))]
    dates = script.evaluate("days => days.map(day => TreatyTimeline.calendar.toDate(day))", days)
    assert [tuple(date) for date in dates] == [day_to_gregorian(day) for day in days]
    back = script.evaluate("dates => dates.map(date => TreatyTimeline.calendar.toDay(...date))", dates)
    assert back == days
    julian = script.evaluate("days => days.map(day => TreatyTimeline.calendar.dayToJulian(day))", days)
    assert [tuple(date) for date in julian] == [day_to_julian(day) for day in days]
    back = script.evaluate("dates => dates.map(date => TreatyTimeline.calendar.julianToDay(...date))", julian)
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
    views: list[View] = [
        (start, start + 3 * 365.0, float(width), "en", "gregorian")
        for start in starts
        for width in range(120, 420, 3)
    ]
    for view, made in zip(views, on_the_page(script, views), strict=True):
        assert made == in_python(view), view


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

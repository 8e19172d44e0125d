"""The scales around the marks of a figure: ticks at the right days, in either calendar, in any language."""

from __future__ import annotations

import math
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from tests.made_up import edition, event
from timeline.axes import MARGIN, OLD_STYLE
from timeline.axis_words import WORDS
from timeline.calendars import day_to_gregorian, gregorian_to_day, iso, julian_to_day
from timeline.edition import Edition
from timeline.figure import figure
from timeline.languages import LANGUAGES, Language
from timeline.skeleton import axis_type
from timeline.windows import Window

ANTIQUITY = ["-0489-09-12", "-0430/-0403", "-0043-03-15", "0000-12-31", "0001", "0325~", "0476-09-04", "XXXX"]
STONE_AGE = ["Y-12000", "-8999/-7999", "-3399~", "-0043-03-15", "1648-10-24", "1999-12-31", "2000-01-01"]
EARTH = ["Y-45E8", "Y-38E8~", "Y-66E6", "-0043-03-15", "2023-08-28", "2023-08-30"]
FUTURE = ["2023-08-28", "5000", "Y12000", "Y12345"]


def of(dates: list[str]) -> Edition:
    """An edition with an event for each date."""
    return edition([event(f"e{number}", date) for number, date in enumerate(dates)])


def around(year: int, month: int, day: int, days: float) -> Window:
    """So many days from that Gregorian date on."""
    start = gregorian_to_day(year, month, day)
    return Window(start, start + days)


def labels(axis: Any) -> list[tuple[Any, list[str]]]:
    """Where each labelled tick of an axis stands, and the lines of its label, the nearest first."""
    lines = [text.split("<br>") for text in axis.ticktext]
    return list(
        zip(axis.tickvals, [line[::-1] if axis.side == "top" else line for line in lines], strict=True)
    )


def day_of(value: str | float) -> float:
    """The day number of a place on either kind of axis, from first principles."""
    if isinstance(value, str):
        found = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", value)
        assert found, value
        return gregorian_to_day(*(int(part) for part in found.groups()))
    year = math.floor(value)
    first, after = gregorian_to_day(year, 1, 1), gregorian_to_day(year + 1, 1, 1)
    return first + (value - year) * (after - first)


def julian_days(axis: Any) -> list[tuple[float, int]]:
    """Of each tick whose whole date is written, the day at which it stands and the day which that date is."""
    months = WORDS["en"].months
    made, larger = [], ""
    for value, (text, *above) in labels(axis):
        larger = above[0] if above else larger
        written = f"{text} {larger}".strip() if text in months or re.fullmatch(r"\d\d?", text) else text
        found = re.fullmatch(
            r"(?:(\d\d?) )?(?:([A-Z][a-z]{2}) )?([\d,]+)( million| billion)?( BCE| CE)?", written
        )
        if not found or (not larger and re.fullmatch(r"\d\d?|[A-Z][a-z]{2}", text)):
            continue  # Of which month or year it is stands too far left to be written.
        number = int(found[3].replace(",", "")) * {" million": 10**6, " billion": 10**9}.get(
            found[4] or "", 1
        )
        year = 1 - number if found[5] == " BCE" else number
        month = months.index(found[2]) + 1 if found[2] else 1
        made.append((day_of(value), julian_to_day(year, month, int(found[1] or 1))))
    return made


# ── the Old Style scale ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("dates", "window"),
    [
        (ANTIQUITY, None),
        (ANTIQUITY, around(-44, 6, 1, 700)),
        (ANTIQUITY, around(-43, 3, 9, 12)),
        (ANTIQUITY, around(0, 12, 24, 14)),
        (ANTIQUITY, around(-12499, 1, 1, 5_000_000)),
        (["1654", "1689-09-06", "2023"], None),
        (["1654", "1689-09-06", "2023"], around(1600, 1, 1, 36525)),
        (["1654", "1689-09-06", "2023"], around(1689, 1, 1, 365)),
        (["1654", "1689-09-06", "2023"], around(1689, 9, 3, 7)),
        (["1654", "1689-09-06", "2023"], around(1900, 3, 8, 10)),
        (STONE_AGE, None),
        (STONE_AGE, around(1648, 10, 20, 9)),
        (STONE_AGE, around(-11999, 5, 1, 60)),
        (EARTH, None),
        (EARTH, around(2023, 8, 26, 3)),
    ],
)
def test_each_julian_tick_stands_at_its_day(dates: list[str], window: Window | None) -> None:
    """The whole, a century, a year, a month, days, before the common era and on the linear axis."""
    drawn = figure(of(dates), window, old_style=True)
    assert drawn.layout.xaxis2.range == drawn.layout.xaxis.range
    assert drawn.layout.xaxis2.type == drawn.layout.xaxis.type
    found = julian_days(drawn.layout.xaxis2)
    assert len(found) >= 2
    for stands, means in found:
        # A year far off leaves a float no hours.
        assert stands == pytest.approx(means, abs=max(0.01, abs(means) * 1e-12))


def test_27_august_stands_above_6_september() -> None:
    """The Treaty of Nerchinsk, by either calendar, at one place."""
    drawn = figure(of(["1689-09-06"]), around(1689, 9, 2, 9), old_style=True)
    above = {value: line[0] for value, line in labels(drawn.layout.xaxis2)}
    below = {value: line[0] for value, line in labels(drawn.layout.xaxis)}
    assert (above["1689-09-06"], below["1689-09-06"]) == ("27", "6")


def test_the_scale_is_there_only_when_it_is_asked_for() -> None:
    """The upper margin grows for it, what is drawn of the marks stays, and it has no data of its own."""
    without, with_it = figure(of(ANTIQUITY)), figure(of(ANTIQUITY), old_style=True)
    assert "xaxis2" not in without.layout.to_plotly_json()
    assert without.layout.margin.t == MARGIN["t"]
    assert with_it.layout.margin.t == MARGIN["t"] + OLD_STYLE
    assert with_it.layout.xaxis.ticktext == without.layout.xaxis.ticktext
    assert len(with_it.data) == len(without.data) + 1
    assert with_it.data[-1].x == (None,)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Old Style<br>(Julian)"),
        ("ru", "Старый стиль<br>(юлианский)"),
        ("zh", "旧历<br>（儒略历）"),
    ],
)
def test_the_scale_says_its_name(language: Language, name: str) -> None:
    """In the language of the figure, in the margin beside it."""
    assert figure(of(["1858"]), language=language, old_style=True).layout.annotations[0].text == name


# ── any axis ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "day", "above"),
    [("en", "6", "Sep 1689"), ("ru", "6", "сент. 1689"), ("zh", "6日", "1689年9月")],
)
def test_a_day_and_a_half_have_days_and_no_clock(language: Language, day: str, above: str) -> None:
    """In any language: two days, the first with its month."""
    drawn = figure(of(["1689-09-06"]), around(1689, 9, 6, 1.5), language=language)
    assert [line for _, line in labels(drawn.layout.xaxis)] == [[day, above], [day.replace("6", "7")]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_500_before_to_500_after_has_neither_a_year_zero_nor_a_sign(language: Language) -> None:
    """On either scale; the turn of the era is the year 1."""
    window = Window(gregorian_to_day(-499, 1, 1), gregorian_to_day(500, 12, 31))
    drawn = figure(of(ANTIQUITY), window, language=language, old_style=True)
    for axis in (drawn.layout.xaxis, drawn.layout.xaxis2):
        assert axis.type == "date"
        assert not any(re.search(r"[-−]|\b0", text) for text in axis.ticktext)
        assert {"en": "1 CE", "ru": "1 н. э.", "zh": "公元1年"}[language] in axis.ticktext


@pytest.mark.parametrize(
    ("dates", "kind", "tick"),
    [
        (ANTIQUITY, "date", "100 BCE"),
        (STONE_AGE, "linear", "12,000 BCE"),
        (EARTH, "linear", "4 billion BCE"),
        (FUTURE, "linear", "12,000"),
        (["XXXX"], "date", "2000"),
    ],
)
def test_everything_is_drawn_however_far_off(dates: list[str], kind: str, tick: str) -> None:
    """Each event has a mark inside the plot; beyond the years ±9999 the axis counts years and not dates."""
    drawn = figure(of(dates), height=900)
    assert drawn.layout.xaxis.type == kind
    assert any(tick in text for text in drawn.layout.xaxis.ticktext)
    assert drawn_events(drawn) == len(dates)


def drawn_events(drawn: go.Figure) -> int:
    """How many events have a mark of their own or are counted in a pill."""
    rows = [row for trace in drawn.data if trace.customdata is not None for row in trace.customdata]
    counted = [re.match(r"(\d+) event", row[1]) for row in rows if not row[0]]
    return len({row[0] for row in rows if row[0]}) + sum(int(found[1]) for found in counted if found)


def test_what_hovers_is_told_in_the_language_of_the_figure() -> None:
    """The date of a mark and the count of a pill; titles are the curator's."""
    crowd = [f"1858-05-{day:02d}" for day in range(1, 29)]
    drawn = figure(of(["1689-09-06", *crowd]), language="ru")
    told = {
        text
        for trace in drawn.data
        if trace.customdata is not None
        for _, *texts in trace.customdata
        for text in texts
    }
    assert "Event e0" in told
    assert any(text.startswith("6 сентября 1689") for text in told), told
    assert any(re.fullmatch(r"\d+ событ\w+", text) for text in told), told


def test_a_window_beyond_the_years_of_dates_is_linear_too() -> None:
    """Plotly's date axis would show nothing, without a word."""
    edition_ = of(["1689"])
    assert axis_type(edition_) == "date"
    far = Window(gregorian_to_day(-12000, 1, 1), gregorian_to_day(2000, 1, 1))
    assert axis_type(edition_, far) == "linear"
    assert "12,000 BCE" in figure(edition_, far).layout.xaxis.ticktext


def test_three_days_on_a_linear_axis_have_their_days() -> None:
    """Floats of years tell days apart, now and 4.5 billion years ago."""
    drawn = figure(of(EARTH), around(2023, 8, 27, 3))
    assert [line for _, line in labels(drawn.layout.xaxis)] == [["27", "Aug 2023"], ["28"], ["29"], ["30"]]
    start = gregorian_to_day(-4_500_000_000, 1, 1)
    deep = figure(of(EARTH), Window(start - 1, start + 2)).layout.xaxis
    places = [day_of(value) for value, _ in labels(deep)]
    assert places == pytest.approx([start - 1, start, start + 1, start + 2], abs=0.01)
    assert [day_to_gregorian(round(place))[2] for place in places] == [31, 1, 2, 3]


def test_places_on_the_date_axis_have_four_digits() -> None:
    """Plotly reads a year of three digits as another one."""
    drawn = figure(of(ANTIQUITY))
    assert all(re.fullmatch(r"-?\d{4}-\d\d-\d\d", value) for value in drawn.layout.xaxis.tickvals)
    assert iso(gregorian_to_day(-43, 3, 15)) == "-0043-03-15"

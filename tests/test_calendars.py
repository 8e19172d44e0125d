"""The day arithmetic: Gregorian and Julian for any year, and years that begin elsewhere than on 1 January."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import (
    CALENDARS,
    RECKONINGS,
    YEAR_STARTS,
    day_to_gregorian,
    day_to_julian,
    decimal_year,
    gregorian_to_day,
    is_four_digit,
    is_leap,
    iso,
    julian_to_day,
    month_length,
)
from timeline.dates import parse

FAR = 10**12
"""Days either way that the properties try: some 2.7 thousand million years."""

with (Path(__file__).parent / "corpora" / "calendars.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = list(csv.DictReader(file))
"""Dates recorded in Old and in New Style, and edges of both calendars; each row says what it rests on."""


def date_of(text: str) -> tuple[int, int, int]:
    """Year, month and day of a written day: `-0043-03-15` is (-43, 3, 15)."""
    year, month, day = text.rsplit("-", 2)
    return int(year), int(month), int(day)


@given(st.dates())
def test_gregorian_days_equal_ordinals(day: date) -> None:
    """Where `datetime` has a date, the day number is its ordinal, both ways."""
    assert gregorian_to_day(day.year, day.month, day.day) == day.toordinal()
    assert day_to_gregorian(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-FAR, FAR))
def test_every_day_comes_back(number: int) -> None:
    """A day number put into either calendar and back is the same, in any year."""
    assert gregorian_to_day(*day_to_gregorian(number)) == number
    assert julian_to_day(*day_to_julian(number)) == number


@given(st.integers(-FAR, FAR))
def test_the_next_day_follows(number: int) -> None:
    """The day after is the next of the month, or the first of the next month, in both calendars."""
    for calendar, to_date in zip(CALENDARS, (day_to_gregorian, day_to_julian), strict=True):
        year, month, day = to_date(number)
        if day < month_length(calendar, year, month):
            assert to_date(number + 1) == (year, month, day + 1)
        else:
            assert to_date(number + 1) == ((year, month + 1, 1) if month < 12 else (year + 1, 1, 1))


@given(st.integers(-FAR, FAR), st.integers(3, 12), st.integers(1, 28))
def test_the_calendars_drift_apart_by_the_century_rule(year: int, month: int, day: int) -> None:
    """From March on, Julian and Gregorian differ by the centuries that had no Gregorian leap day."""
    apart = julian_to_day(year, month, day) - gregorian_to_day(year, month, day)
    assert apart == year // 100 - year // 400 - 2


def test_known_days_are_one_day_in_both_styles() -> None:
    """Every recorded pair is one day: as a date is read with its start of the year, and by the arithmetic."""
    wrong: list[tuple[object, ...]] = []
    for row in PAIRS:
        span = parse(row["julian"], "julian", row["year_start"])
        day = gregorian_to_day(*date_of(row["gregorian"]))
        year, *rest = date_of(row["julian"])
        january = RECKONINGS[("julian", row["year_start"])].january_year(year, *rest)
        found = (span.earliest, span.latest, iso(day), day_to_julian(day))
        if found != (day, day, row["gregorian"], (january, *rest)):
            wrong.append((row["basis"], row["julian"], *found))
    assert wrong == []


def test_the_pairs_are_many_and_say_why() -> None:
    """More than a hundred pairs, none twice, of every start of the year, each with what it rests on."""
    assert len({(row["julian"], row["year_start"]) for row in PAIRS}) == len(PAIRS) > 100
    assert {row["year_start"] for row in PAIRS} == set(YEAR_STARTS)
    assert all(row["basis"] for row in PAIRS)


def test_leap_years_differ_by_calendar() -> None:
    """1900 is a leap year in the Julian calendar only; 1 BCE is one in both; 2 BCE in none."""
    assert [is_leap("gregorian", year) for year in (1900, 2000, 2004, 2005, 0, -1)] == [0, 1, 1, 0, 1, 0]
    assert [is_leap("julian", year) for year in (1900, 2000, 2004, 2005, 0, -1)] == [1, 1, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ((1689, 9, 6), "1689-09-06"),
        ((476, 9, 4), "0476-09-04"),
        ((0, 1, 1), "0000-01-01"),
        ((-43, 3, 15), "-0043-03-15"),
        ((12000, 1, 1), "12000-01-01"),
        ((-12000, 12, 31), "-12000-12-31"),
    ],
)
def test_iso_text_has_four_digits(day: tuple[int, int, int], text: str) -> None:
    """ISO text always has four digits of year beside the sign, more only when the year has more."""
    assert iso(gregorian_to_day(*day)) == text


def test_four_digit_years_end_where_the_date_axis_ends() -> None:
    """The first and the last day of the date axis are in, the days beyond are out."""
    assert is_four_digit(gregorian_to_day(-9999, 1, 1))
    assert is_four_digit(gregorian_to_day(9999, 12, 31))
    assert not is_four_digit(gregorian_to_day(-9999, 1, 1) - 1)
    assert not is_four_digit(gregorian_to_day(9999, 12, 31) + 1)


@given(st.integers(-4_000_000, 4_000_000))
def test_decimal_years_rise_with_the_days(number: int) -> None:
    """A later day has a greater decimal year, and its whole part is the year."""
    assert decimal_year(number) < decimal_year(number + 1)
    assert decimal_year(number) // 1 == day_to_gregorian(number)[0]


@given(st.sampled_from(CALENDARS), st.sampled_from(YEAR_STARTS), st.integers(-FAR, FAR))
def test_years_follow_without_gap(calendar: str, year_start: str, year: int) -> None:
    """Whatever day a year begins on, the next one begins the day after its last, 365 or 366 days later."""
    reckoning = RECKONINGS[(calendar, year_start)]
    first, last = reckoning.year(year, year)
    assert reckoning.year(year + 1, year + 1)[0] == last + 1
    assert last - first in (364, 365)


@given(st.sampled_from(CALENDARS), st.sampled_from(YEAR_STARTS), st.integers(-5000, 5000))
def test_every_day_of_a_year_is_written_once(calendar: str, year_start: str, year: int) -> None:
    """The days that one written year can name are exactly the days from its first to its last."""
    reckoning = RECKONINGS[(calendar, year_start)]
    first, last = reckoning.year(year, year)
    assert sorted(reckoning.days(year, range(1, 13), range(1, 32))) == list(range(first, last + 1))

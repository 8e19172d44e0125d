"""Days as whole numbers: the Gregorian and the Julian calendar for any year, and when a year begins.

Why numbers of our own: `datetime` ends at year 1 and 9999, NumPy prints year -43 in a form that plotly
drops without a word, and no historian's date needs a clock. A *day number* counts days in the proleptic
Gregorian calendar, 1 = 0001-01-01 as `date.toordinal()` counts; 0 and negatives come before. Years are
astronomical: 0 is 1 BCE, -43 is 44 BCE. Integer arithmetic only, so nothing is ever rounded and no year is
too far.

Both calendars are counted from 1 March, so that the leap day is the last of the year and months follow one
formula (153 days every five months).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Calendar = Literal["gregorian", "julian"]
YearStart = Literal["01-01", "03-25", "09-01"]

CALENDARS: tuple[Calendar, ...] = ("gregorian", "julian")
YEAR_STARTS: tuple[YearStart, ...] = ("01-01", "03-25", "09-01")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Of the days 1, 2 … 7; the same in both calendars."""

EDGES = (1, 24, 25, 28, 29, 30, 31)
"""Days of a month on which a month, or a piece of March before 25 March, can begin or end."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_FOUR_DIGITS = 9999


def gregorian_to_day(year: int, month: int, day: int) -> int:
    """The day number of a Gregorian date; `gregorian_to_day(1, 1, 1)` is 1."""
    year -= month <= _FEBRUARY
    leap_days = year // 4 - year // 100 + year // 400
    return 365 * year + leap_days + (153 * ((month + 9) % 12) + 2) // 5 + day - 306


def julian_to_day(year: int, month: int, day: int) -> int:
    """The day number of a Julian date; `julian_to_day(1, 1, 3)` is 1."""
    year -= month <= _FEBRUARY
    return 365 * year + year // 4 + (153 * ((month + 9) % 12) + 2) // 5 + day - 308


def _month_and_day(since_march: int) -> tuple[int, int]:
    """Month and day of the 0-based day of a year that begins on 1 March."""
    month = (5 * since_march + 2) // 153
    day = since_march - (153 * month + 2) // 5 + 1
    return (month + 3 if month < 10 else month - 9), day


def day_to_gregorian(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number in the proleptic Gregorian calendar."""
    era, day = divmod(number + 305, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    month, day_of_month = _month_and_day(day - (365 * year + year // 4 - year // 100))
    return era * 400 + year + (month <= _FEBRUARY), month, day_of_month


def day_to_julian(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number in the Julian calendar."""
    era, day = divmod(number + 307, 1461)
    year = (day - day // 1460) // 365
    month, day_of_month = _month_and_day(day - 365 * year)
    return era * 4 + year + (month <= _FEBRUARY), month, day_of_month


def is_leap(calendar: Calendar, year: int) -> bool:
    """Whether the astronomical year has a 29 February in that calendar."""
    if calendar == "julian":
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(calendar: Calendar, year: int, month: int) -> int:
    """How many days the month (1-12) has."""
    return _LENGTHS[month - 1] + (month == _FEBRUARY and is_leap(calendar, year))


def iso(number: int) -> str:
    """A day number as Gregorian ISO text with at least four digits of year: `1689-09-06`, `-0043-03-15`.

    plotly reads a year of three digits as something else, or drops it; so the digits never include the sign.
    """
    return iso_date(*day_to_gregorian(number))


def iso_date(year: int, month: int, day: int) -> str:
    """The same of a date of either calendar: `1689-08-27`."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


def is_four_digit(number: int) -> bool:
    """Whether a day lies within the years -9999 to 9999, beyond which plotly's date axis draws nothing."""
    return abs(day_to_gregorian(number)[0]) <= _FOUR_DIGITS


def decimal_year(number: int) -> float:
    """A day number as a Gregorian astronomical year with a fraction, for an axis without limits."""
    year = day_to_gregorian(number)[0]
    first = gregorian_to_day(year, 1, 1)
    return year + (number - first) / (gregorian_to_day(year + 1, 1, 1) - first)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A calendar and the day on which its years begin: together they say which day a written date is.

    `03-25` is the English and Florentine year, which began *late*: 30 January 1648 is 30 January 1649 of a
    January year. `09-01` is the Byzantine and Russian year, which began *early*: 6 September 1690 is
    6 September 1689 of a January year (Anno Mundi 7198 less 5508). Both after Cappelli, *Cronologia*.
    """

    calendar: Calendar
    """Whose months and leap years."""
    year_start: YearStart
    """Month and day of New Year."""
    to_day: Callable[[int, int, int], int]
    """Day number of a date of a January year."""

    def january_year(self, year: int, month: int, day: int) -> int:
        """The year, as if it had begun on 1 January, of a day written with this reckoning's year."""
        if self.year_start == "03-25":
            return year + ((month, day) < (3, 25))
        if self.year_start == "09-01":
            return year - (month >= 9)
        return year

    def year(self, first: int, last: int) -> tuple[int, int]:
        """First day of the first year and last day of the last."""
        if self.year_start == "03-25":
            return self.to_day(first, 3, 25), self.to_day(last + 1, 3, 25) - 1
        if self.year_start == "09-01":
            return self.to_day(first - 1, 9, 1), self.to_day(last, 9, 1) - 1
        return self.to_day(first, 1, 1), self.to_day(last + 1, 1, 1) - 1

    def month(self, year: int, month: int) -> tuple[int, int]:
        """First and last day of a month; with a year that begins on 25 March, March has two pieces."""
        if self.year_start == "01-01":
            last = month_length(self.calendar, year, month)
            return self.to_day(year, month, 1), self.to_day(year, month, last)
        days = tuple(self.days(year, (month,), EDGES))
        return min(days), max(days)

    def months(self, year: int, first: int, count: int) -> tuple[int, int]:
        """First and last day of months that follow one another, into the next year if need be."""
        year = self.january_year(year, first, 28)
        after = first + count - 1
        return self.to_day(year, first, 1), self.to_day(year + after // 12, after % 12 + 1, 1) - 1

    def days(self, year: int, months: Iterable[int], days: Sequence[int]) -> Iterator[int]:
        """Every real day of one written year that has one of those months and days, in the order given."""
        for month in months:
            for day in days:
                actual = self.january_year(year, month, day)
                if day <= month_length(self.calendar, actual, month):
                    yield self.to_day(actual, month, day)


RECKONINGS: dict[tuple[str, str], Reckoning] = {
    (calendar, start): Reckoning(calendar, start, to_day)
    for calendar, to_day in zip(CALENDARS, (gregorian_to_day, julian_to_day), strict=True)
    for start in YEAR_STARTS
}
"""Every reckoning there is, by calendar and start of year."""

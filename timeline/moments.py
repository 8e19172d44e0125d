"""One date as written: a year, perhaps a month or a season, perhaps a day, each with its own doubts.

A date proper is one regular expression, so that the common case is one match; years with `Y`, `E` and `S`
are a second, the time of day a third. Only when nothing matches does slower code look for where and why.

Decisions where the specification is silent or contradicts itself: qualifiers never move the bounds;
unspecified digits mean the first and the last *real* day that matches (`156X-02-29` ends in 1568), because
putting digits in invents days that never were; a date-time means its calendar day; seasons are
meteorological, and winter runs into the next year; significant digits follow the definition (three of
171010000 are 171000000 to 171999999), not the specification's prose, and zeros on the left do not count;
24:00:00 is refused, a leap second is read only at the end of an hour; no clock is more than 14 hours off UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from timeline.calendars import EDGES, Reckoning, month_length
from timeline.masks import first_match, matching, years_of
from timeline.refusals import Fault, why_not

Level = Literal[0, 1, 2]
Precision = Literal[
    "day", "month", "season", "year", "decade", "century", "millennium", "years", "interval", "set"
]

MOST_DIGITS = 300
"""Most digits of a year, exponent counted: such a day still fits the floating-point number of an axis."""

SEASONS: dict[int, tuple[int, int]] = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
"""First month and number of months of each season, quarter, third and half (ISO 8601-2, 4.8)."""

_LAST_PLAIN_SEASON = 24
_MONTHS = 12
_SHORT = 4

_DATE = re.compile(
    r"(?P<yl>[?~%]?)(?P<sign>-?)(?P<year>[0-9X]{4})(?P<yr>[?~%]?)"
    r"(?:-(?P<ml>[?~%]?)(?P<month>[0-9X]{2})(?P<mr>[?~%]?)"
    r"(?:-(?P<dl>[?~%]?)(?P<day>[0-9X]{2})(?P<dr>[?~%]?))?)?"
)
_LONG_YEAR = re.compile(
    r"(?:Y(?P<long>-?[1-9][0-9]*)(?:E(?P<exponent>[1-9][0-9]*))?|(?P<short>-?[0-9]{4})(?=S))"
    r"(?:S(?P<significant>[1-9][0-9]*))?(?P<qualifier>[?~%]?)"
)
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):(?:[0-5][0-9]:[0-5][0-9]|59:60)"
    r"(?:Z|(?!-00(?::00)?$)[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?)?"
)
_WITH_TIME = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_NO_QUALIFIERS = ("", "", "")
_PLAIN: Level = 0
_YEAR_PRECISIONS: tuple[Precision, ...] = ("year", "decade", "century", "millennium", "years")
_SEASON_CODES = frozenset(map(str, SEASONS))
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Moment:
    """One date as written, with its doubts part by part and the first and last day it can mean."""

    text: str
    """Canonical EDTF: `2004-06~-11`."""
    level: Level
    """Lowest EDTF level that allows it."""
    earliest: int
    """First real day that matches, a day number."""
    latest: int
    """Last real day that matches, a day number."""
    precision: Precision
    """The finest unit of which anything is written."""
    digits: str
    """The year without its sign, `156X` when digits are unspecified."""
    first_year: int
    """First year that the digits can mean, as written, astronomical; equals `last_year` for a plain year."""
    last_year: int
    """Last year that the digits can mean."""
    month: str = ""
    """`01` to `12`, a season `21` to `41`, or with `X`; empty when not written."""
    day: str = ""
    """`01` to `31`, or with `X`; empty when not written."""
    time: str = ""
    """Time of day with zone, from `T` on; it never moves the bounds."""
    qualifiers: tuple[str, str, str] = ("", "", "")
    """What holds of year, month and day: nothing, `?` uncertain, `~` approximate or `%` both."""
    year: int | None = None
    """The year when it is one whole number, else None; with significant digits the number as written."""
    exponent: int = 0
    """Power of ten that was written after `E`, else 0."""
    significant: int = 0
    """How many digits count, written after `S`, else 0."""

    @property
    def approximate(self) -> bool:
        """Whether any part is circa."""
        return "~" in self.text or "%" in self.text

    @property
    def uncertain(self) -> bool:
        """Whether any part is questionable."""
        return "?" in self.text or "%" in self.text

    @property
    def unspecified(self) -> bool:
        """Whether any digit is `X`."""
        return "X" in self.text

    @property
    def is_season(self) -> bool:
        """Whether the month is a season, a quarter, a third or a half of a year."""
        return self.month.isdigit() and int(self.month) > _MONTHS


def read_moment(text: str, at: int, reckoning: Reckoning, with_time: bool = False) -> Moment:
    """Read one date that begins at code point `at` of the whole text; `Fault` when it is none."""
    found = _DATE.fullmatch(text)
    if found:
        return _date(found, at, reckoning)
    if "Y" in text or "S" in text:
        found = _LONG_YEAR.fullmatch(text)
        if found:
            return _long_year(found, at, reckoning)
    if "T" in text and with_time:
        return _date_with_time(text, at, reckoning)
    if _WITH_TIME.match(text):
        raise Fault(at + text.index("T"), "in an interval or a set, a date has no time of day")
    position, reason = why_not(text)
    raise Fault(at + position, reason)


def _date(found: re.Match[str], at: int, reckoning: Reckoning) -> Moment:
    """A date of four digits of year, perhaps with X and qualifiers."""
    sign, digits, month, day = found.group("sign", "year", "month", "day")
    month, day = month or "", day or ""
    text = found.string
    qualifiers, level = _NO_QUALIFIERS, _PLAIN
    if "?" in text or "~" in text or "%" in text:
        qualifiers, level = _qualified(found)
    if sign:
        if digits == "0000":
            raise Fault(at, "year 0000 (1 BCE) has no sign")
        level = max(level, 1)
    first_year, last_year = years_of(sign, digits)
    if month > "12" and month.isdigit():
        if int(month) not in SEASONS:
            raise Fault(at + found.start("month"), f"month {month} does not exist")
        if day:
            reason = f"{month} is no month (01 to 12) but a part of the year, which has no days"
            raise Fault(at + found.start("day"), reason)
        level = max(level, 1 if int(month) <= _LAST_PLAIN_SEASON and "X" not in digits else 2)
    elif "X" in text:
        level = max(level, _masked_level(digits, month, day))
    earliest, latest = _bounds(found, at, reckoning, (first_year, last_year))
    precision = _precision(digits, month, day)
    year = first_year if first_year == last_year else None
    return Moment(
        text,
        level,
        earliest,
        latest,
        precision,
        digits,
        first_year,
        last_year,
        month,
        day,
        "",
        qualifiers,
        year,
    )


def _qualified(found: re.Match[str]) -> tuple[tuple[str, str, str], Level]:
    """What holds of each part: a sign left of a part is for it alone, right of it for all before it too."""
    text, last = found.string, found.string[-1]
    if last in "?~%" and not any(sign in text[:-1] for sign in "?~%"):
        # One sign at the end, as nearly always: it holds of all that is written.
        return (last, last if found["month"] else "", last if found["day"] else ""), 1
    left, right = found.group("yl", "ml", "dl"), found.group("yr", "mr", "dr")
    holds = ["", "", ""]
    for index, written in enumerate(("year", "month", "day")):
        if found[written]:
            signs = {left[index] or "", *(sign or "" for sign in right[index:])} - {""}
            holds[index] = "%" if len(signs) > 1 else "".join(signs)
    return (holds[0], holds[1], holds[2]), 2


def _masked_level(digits: str, month: str, day: str) -> Level:
    if "X" in digits:
        return 1 if not month and "X" not in digits[:2] and digits.endswith("X") else 2
    if "X" in month:
        return 1 if month == "XX" and day in ("", "XX") else 2
    return 1 if day == "XX" else 2


def _precision(digits: str, month: str, day: str) -> Precision:
    if day and day != "XX":
        return "day"
    if month and month != "XX":
        return "season" if month > "12" and month.isdigit() else "month"
    return _YEAR_PRECISIONS[len(digits) - len(digits.rstrip("X"))]


# Bounds


def _bounds(found: re.Match[str], at: int, reckoning: Reckoning, years: tuple[int, int]) -> tuple[int, int]:
    """First and last real day that matches."""
    month, day = found.group("month", "day")
    if month is None:
        return reckoning.year(*years)
    if "X" not in found.string:
        return _plain_bounds(found, at, reckoning, years[0])
    if month in _SEASON_CODES:
        start, count = SEASONS[int(month)]
        return reckoning.months(years[0], start, count)[0], reckoning.months(years[1], start, count)[1]
    months = matching(month, _MONTHS)
    if not months:
        raise Fault(at + found.start("month"), f"no month is written {month}")
    days = matching(day, _LONGEST_MONTH) if day and day != "XX" else EDGES
    if not days:
        raise Fault(at + found.start("day"), f"no day is written {day}")
    first = first_match(found["sign"], found["year"], reckoning, months, days, backwards=False)
    if first is None:
        raise Fault(at + found.start("day"), "no real day matches")
    last = first_match(found["sign"], found["year"], reckoning, months, days, backwards=True)
    return first, first if last is None else last


def _plain_bounds(found: re.Match[str], at: int, reckoning: Reckoning, year: int) -> tuple[int, int]:
    """Bounds of a month, a season or a day in which every digit is written."""
    month_text, day_text = found.group("month", "day")
    month = int(month_text)
    if month > _MONTHS:
        return reckoning.months(year, *SEASONS[month])
    if month == 0:
        raise Fault(at + found.start("month"), "month 00 does not exist")
    if day_text is None:
        return reckoning.month(year, month)
    day = int(day_text)
    actual = reckoning.january_year(year, month, day)
    length = month_length(reckoning.calendar, actual, month)
    if not 1 <= day <= length:
        reason = f"day {day_text} does not exist"
        if day > length:
            reason += f" in month {month_text}, which has {length} days"
        raise Fault(at + found.start("day"), reason)
    number = reckoning.to_day(actual, month, day)
    return number, number


# Long years, and times


def _long_year(found: re.Match[str], at: int, reckoning: Reckoning) -> Moment:
    """A year with `Y`, an exponent or a number of significant digits."""
    written = found["long"] or found["short"]
    power, counted = found["exponent"] or "0", found["significant"] or "0"
    if len(written) > MOST_DIGITS or len(power) > _SHORT or len(counted) > _SHORT:
        raise Fault(at, f"a year has at most {MOST_DIGITS} digits")
    exponent, significant = int(power), int(counted)
    if len(written) + exponent > MOST_DIGITS:
        raise Fault(at, f"a year has at most {MOST_DIGITS} digits")
    if written == "-0000":
        raise Fault(at, "year 0000 (1 BCE) has no sign")
    length = len(written.removeprefix("-")) + exponent
    if significant > length:
        raise Fault(at + found.start("significant"), f"of {length} digits no {significant} can count")
    year = int(written) * 10**exponent
    digits = str(abs(year)).rjust(_SHORT, "0")
    if found["long"] and len(digits) == _SHORT:
        raise Fault(at, f"“Y” is for years of more than four digits; write {'-' if year < 0 else ''}{digits}")
    step = 10 ** max(0, len(str(abs(year))) - significant) if significant else 1
    low = abs(year) // step * step
    first_year, last_year = (-(low + step - 1), -low) if year < 0 else (low, low + step - 1)
    earliest, latest = reckoning.year(first_year, last_year)
    return Moment(
        found.string,
        2 if exponent or significant else 1,
        earliest,
        latest,
        {1: "year", 10: "decade", 100: "century", 1000: "millennium"}.get(step, "years"),  # type: ignore[arg-type]
        digits,
        first_year,
        last_year,
        qualifiers=(found["qualifier"], "", ""),
        year=year,
        exponent=exponent,
        significant=significant,
    )


def _date_with_time(text: str, at: int, reckoning: Reckoning) -> Moment:
    date, _, time = text.partition("T")
    found = _DATE.fullmatch(date)
    if not found:
        position, reason = why_not(date)
        raise Fault(at + position, reason)
    moment = _date(found, at, reckoning)
    if not moment.day or moment.unspecified or moment.approximate or moment.uncertain:
        raise Fault(at + len(date), "a time of day needs a whole date without doubts before it")
    if not _TIME.fullmatch("T" + time):
        raise Fault(at + len(date) + 1, "a time of day is written 23:20:30, 23:20:30Z or 23:20:30+04:30")
    return replace(moment, text=text, time="T" + time)

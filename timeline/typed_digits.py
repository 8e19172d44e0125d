"""Dates typed in digits alone, and what spreadsheets make of dates.

Which of two numbers is the month depends on who wrote them. One reading is taken, or none: 14/11/1860 can be
read in one way, 12/04/1985 in two and is refused with both. Dots are the exception: every country that
writes dots puts the day first. Two digits of a year are refused, since no rule says which century is
meant. A number that is a spreadsheet's count of days is refused with the day it stands for, and what
is EDTF but for its spelling (198x, 199u, 1985/open, 1984?~) is read as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.calendars import gregorian_to_day, iso
from timeline.dates import parse
from timeline.errors import DateError
from timeline.refusals import Fault

_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{3,4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
)
_YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[-/.])(?P<second>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{1,4})"
)
_YEAR_AND_NUMBER = re.compile(r"(?P<year>[0-9]{4})(?P<sign>[-/])(?P<number>[0-9]{1,2})")
_MONTH_AND_YEAR = re.compile(r"(?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")
_TIME = re.compile(
    r"(?P<date>.*?[0-9])(?:T| +)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?Z?"
)
_SERIAL = re.compile(r"(?P<days>[0-9]{5,6})(?:\.[0-9]*)?")
_DECIMAL = re.compile(r"(?P<year>[0-9]{4})\.0*")
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NEGATIVE = re.compile(r"-[0-9]{1,3}")
_DASHED = re.compile(r"[?~%]?-(?P<year>[1-9][0-9]{3})[?~%]?")
_CATALOGUED = re.compile(r"(?P<digits>[0-9]{3}[-?]|[0-9]{2}(?:--|\?\?))\??")
_BEFORE_SERIALS = gregorian_to_day(1899, 12, 30)
_MONTHS = 12
_LATEST_SERIAL = gregorian_to_day(2200, 1, 1) - _BEFORE_SERIALS
_TIME_NOTE = "the time of day is left out"
_LOOSE = "this is EDTF but for its spelling"


@dataclass(frozen=True, slots=True)
class Found:
    """A date in digits, as EDTF."""

    edtf: str
    """What it means."""
    note: str
    """How it was read."""


def read_digits(text: str, calendar: str, year_start: str) -> Found | None:
    """A folded text without blanks around it; None if it is not of digits, `Fault` if it may not be read."""
    if timed := _TIME.fullmatch(text):
        found = read_digits(timed["date"], calendar, year_start)
        if found is None and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", timed["date"]):
            found = Found(timed["date"], "")
        return found and Found(found.edtf, _TIME_NOTE)
    _refuse(text)
    for pattern, build in ((_YEAR_FIRST, _year_first), (_YEAR_LAST, _year_last), (_MONTH_AND_YEAR, _month)):
        if match := pattern.fullmatch(text):
            return _real(match, build(match), calendar, year_start)
    if match := _COMPACT.fullmatch(text):
        found = Found("-".join(match.groups()), "eight digits are year, month and day")
        return _real(match, found, calendar, year_start)
    if match := _DECIMAL.fullmatch(text):
        return Found(match["year"], "a year that a table turned into a decimal number")
    if match := _YEAR_AND_NUMBER.fullmatch(text):
        return _year_and_number(match)
    return _loose(text, calendar, year_start)


def _refuse(text: str) -> None:
    if match := _SERIAL.fullmatch(text):
        days = int(match["days"])
        reason = f"“{text}” is no date; a year of five digits is written Y{match['days']}"
        if days < _LATEST_SERIAL:
            reason = (
                f"“{text}” looks like a spreadsheet's count of days ({iso(_BEFORE_SERIALS + days)}): "
                f"format the cells as text, and type the date again"
            )
        raise Fault(0, reason)
    if match := _DASHED.fullmatch(text):
        # Were it written with a hyphen, it would have been read as EDTF.
        year = int(match["year"])
        both = f"until {year} (../{year}) or {year + 1} BCE (-{year})"
        raise Fault(0, f"this is ambiguous: {both}; write the one that is meant")
    if match := _CATALOGUED.fullmatch(text):
        raise Fault(0, _catalogued(match["digits"]))
    if _NEGATIVE.fullmatch(text):
        year = 1 + int(text[1:])
        raise Fault(
            0, f"a minus sign is for EDTF, with four digits ({int(text):05d}); {year} BCE says the same"
        )


def _catalogued(digits: str) -> str:
    """Why `168?` and `16--` are not read, which is how libraries write a decade and a century."""
    masked = re.sub("[-?]", "X", digits)
    reason = f"some year from {masked.replace('X', '0')} to {masked.replace('X', '9')} is written {masked}"
    year = digits.rstrip("-?")
    return f"{reason}; the year {year} is written 0{year}" if len(year) == 3 else reason


def _real(match: re.Match[str], found: Found, calendar: str, year_start: str) -> Found:
    """The date, if there is such a day."""
    try:
        parse(found.edtf, calendar, year_start)
    except DateError as error:
        names = [name for name in ("day", "month") if name in match.groupdict()]
        place = match.start(names[0]) if names else 0
        raise Fault(place, error.reason) from None
    return found


def _year_first(match: re.Match[str]) -> Found:
    text = f"{int(match['year']):04d}-{int(match['month']):02d}-{int(match['day']):02d}"
    return Found(text, "the year first, then the month")


def _month(match: re.Match[str]) -> Found:
    return Found(f"{match['year']}-{int(match['month']):02d}", "the month before the year")


def _year_last(match: re.Match[str]) -> Found:
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if len(year) < 3:
        raise Fault(match.start("year"), "which century? write all four digits of the year")
    by_day = f"{int(year):04d}-{second:02d}-{first:02d}"
    by_month = f"{int(year):04d}-{first:02d}-{second:02d}"
    if match["sign"] == "." or first > _MONTHS or first == second:
        return Found(by_day, "the day first, then the month")
    if second > _MONTHS:
        return Found(by_month, "the month first, because there are only twelve")
    words = " or ".join(f"{parse(one).label} ({one})" for one in (by_day, by_month) if _is_date(one))
    raise Fault(0, f"this is ambiguous: {words}; write the one that is meant")


def _year_and_number(match: re.Match[str]) -> Found | None:
    """1860/11 is a month, 1985/90 two years, 1903/05 either; 1648/49 is for `typed_phrases`."""
    year, number = int(match["year"]), int(match["number"])
    base = 10 ** len(match["number"])
    until = year // base * base + number
    month = f"{year:04d}-{number:02d}"
    if not 1 <= number <= _MONTHS:
        note = "a stretch of years" if match["sign"] == "/" else ""
        return Found(f"{year:04d}/{until:04d}", note) if until > year + 1 else None
    if until <= year:
        return Found(month, "a year and a month")
    if until == year + 1 and base == 10:  # 1648/9
        return None
    reason = f"this is ambiguous: {parse(month).label} ({month}) or {year}–{until} ({year:04d}/{until:04d})"
    raise Fault(0, f"{reason}; write the one that is meant")


def _loose(text: str, calendar: str, year_start: str) -> Found | None:
    """What is EDTF but for small letters, blanks, dashes of another kind, or the spelling of its draft."""
    if not re.match(r"[0-9XxYy\[{?~%-]|unknown|open", text):
        return None
    made = re.sub(r"\s*(/|\.\.|,)\s*", r"\1", text)
    made = re.sub(r"(?<=[0-9XxUu])[xu]|(?<=-)[xu]", "X", made)
    made = re.sub(r"(?<=X)[xu]", "X", made)
    made = re.sub(r"\?~|~\?", "%", made).replace("/open", "/..").replace("/unknown", "/")
    made = re.sub(r"^(?:unknown|open)(?=/)", lambda word: ".." if word.group() == "open" else "", made)
    if made[:1] == "y":
        made = "Y" + made[1:]
    return Found(made, _LOOSE) if _is_date(made, calendar, year_start) else None


def _is_date(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> bool:
    try:
        parse(text, calendar, year_start)
    except DateError:
        return False
    return True

"""A typed date written as EDTF.

What EDTF has no word for is written as it is meant, and these are the rules. A century and a millennium are
the interval of their years (17th century: 1601/1700); their early, middle and late parts are thirds, both
ends approximate; those of a decade are its years 0 to 3, 4 to 6 and 7 to 9; those of a year are its thirds
(37 to 39), those of a month its days 1 to 10, 11 to 20 and the rest. “The 1800s” are a hundred years, as they
are when dates are told. A decade before our era is an interval, because the 480s BC are 489 to 480 BC. A year
written double is the English year from 25 March in January to March, and the Russian one from 1 September in
its last months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.calendars import month_length
from timeline.dates import parse
from timeline.errors import DateError
from timeline.refusals import Fault
from timeline.typed_points import Point
from timeline.typed_tokens import Token

_CUTS = {10: (0, 4, 7, 10), 100: (0, 33, 66, 100), 1000: (0, 333, 666, 1000)}
"""Where the early, middle and late part of so many years begin."""
_UNITS = {"decade": 10, "century": 100, "millennium": 1000}
_FRACTIONS = {2: 39, 3: 36, 4: 32}
"""Before the first half, third and quarter of a year, as EDTF numbers them."""
_THIRDS, _HALVES, _XUN = (1, 2, 3), (4, 5), (6, 7, 8)
"""Portions: early, middle, late; first and second half; the ten-day parts of a Chinese month."""
_OVER_NEW_YEAR = (24, 28, 30)
"""Winter, and the summer of the southern hemisphere."""
_LONGEST_MONTH = 31
_MONTH_PLACE = 5
_SPLIT = {
    1: "“early” is taken as the first third",
    2: "“mid” is taken as the middle third",
    3: "“late” is taken as the last third",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A date written as EDTF."""

    first: str
    """The date, or the one an interval begins with."""
    last: str = ""
    """The one it ends with; empty for a single date."""
    notes: tuple[str, ...] = ()
    """What was decided on the way."""

    @property
    def text(self) -> str:
        """The whole."""
        return f"{self.first}/{self.last}" if self.last else self.first


def written(point: Point, calendar: str, year_start: str) -> Reading:
    """The point as EDTF in that calendar; `Fault` where it names no real day."""
    if point.year is None:
        number = point.bare or point.day
        if number is not None and point.month is None:
            raise Fault(
                number.start, "which century? write all digits of the year; year 44 is 44 CE or 44 BCE"
            )
        if number is not None and number.value > _LONGEST_MONTH:
            raise Fault(number.start, "which century? write all digits of the year")
        if number is not None and number.start > point.month_at:
            raise Fault(number.start, "a year is missing; if this is the year, write all its digits")
        raise Fault(point.at, "a year is missing")
    if point.year.is_small and point.era is None and not point.unit:
        raise Fault(
            point.year.start, "which century? write all digits of the year; year 44 is 44 CE or 44 BCE"
        )
    if point.year.value == 0:
        raise Fault(point.year.start, "there is no year 0: 1 BCE comes before 1 CE")
    reading = _stretch(point) if point.unit else _dated(point, calendar, year_start)
    sign = "%" if point.circa and point.doubt else "~" if point.circa else "?" if point.doubt else ""
    if sign:
        last = reading.last and _qualified(reading.last, sign)
        reading = replace(reading, first=_qualified(reading.first, sign), last=last)
    for text in filter(None, (reading.first, reading.last)):
        try:
            parse(text, calendar, year_start)
        except DateError as error:
            place = point.day.start if point.day and error.position > _MONTH_PLACE else point.month_at
            reason = error.reason
            if calendar == "gregorian" and _is_julian(text):
                reason += "; it does in the Julian calendar: add O.S."
            raise Fault(place if error.position >= _MONTH_PLACE else point.at, reason) from None
    return reading


def _is_julian(text: str) -> bool:
    try:
        parse(text, "julian")
    except DateError:
        return False
    return True


def _qualified(text: str, sign: str) -> str:
    if text.endswith("~"):
        return text if sign == "~" else text[:-1] + "%"
    return text + sign


def _year_text(point: Point, value: int) -> str:
    year = 1 - value if point.bce else value + (point.era.value if point.era else 0)
    return year_text(year)


def year_text(year: int) -> str:
    """An astronomical year as EDTF: `1689`, `-0043`, `Y12000`."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _dated(point: Point, calendar: str, year_start: str) -> Reading:
    """A date with a year of its own, to the day, the month, the season or the year."""
    year = point.year
    assert year is not None
    value = year.value + (year.kind == "dual" and year_start == "09-01")
    text = _year_text(point, value)
    if point.day is not None and (point.month is None or point.month > 12):
        raise Fault(point.day.start, "this day has no month")
    if point.fraction:
        part, of = point.fraction
        part = of if part < 0 else part
        if point.month is not None or part > of:
            raise Fault(point.at, f"there is no such part: a year has {of} of them")
        return Reading(f"{text}-{_FRACTIONS[of] + part}")
    if point.portion:
        return _portioned(point, text, calendar)
    if point.some:
        return Reading(text + ("-XX" * point.some if point.month is None else f"-{point.month:02d}-XX"))
    if point.month is None:
        return Reading(text)
    if point.month in _OVER_NEW_YEAR:
        season = "summer of the south" if point.month == _OVER_NEW_YEAR[-1] else "winter"
        return Reading(f"{text}-{point.month}", notes=(f"a {season} is that of the year in which it begins",))
    text += f"-{point.month:02d}"
    return Reading(text if point.day is None else f"{text}-{point.day.value:02d}")


def _portioned(point: Point, text: str, calendar: str) -> Reading:
    """The early, middle or late part of a year, a season or a month."""
    third = (point.portion - (6 if point.portion in _XUN else 1)) % 3
    if point.day is not None:
        raise Fault(point.day.start, "a day has no early, middle or late part")
    note = (_SPLIT.get(point.portion, ""),) if point.portion in _THIRDS else ()
    if point.portion in _HALVES:
        return Reading(f"{text}-{point.portion + 36}")
    if point.month is None:
        return Reading(f"{text}-{37 + third}~", notes=note)
    if point.month > 12:
        return Reading(f"{text}-{point.month}~")
    sign = "" if point.portion in _XUN else "~"
    length = 0
    if third == 2:
        year = int(text) if text.lstrip("-").isdigit() else 0
        length = month_length("julian" if calendar == "julian" else "gregorian", year, point.month)
    first, last = (1, 11, 21)[third], (10, 20, length)[third]
    return Reading(
        f"{text}-{point.month:02d}-{first:02d}{sign}", f"{text}-{point.month:02d}-{last:02d}{sign}", note
    )


def _stretch(point: Point) -> Reading:
    """A decade, a century or a millennium, or a part of one."""
    year, size = point.year, _UNITS[point.unit]
    assert year is not None
    if point.unit == "decade":
        return _decade_text(point, year)
    if point.day is not None or point.month is not None or point.some:
        raise Fault(point.at, f"a {point.unit} has no days or months here; write the year")
    first = (year.value - 1) * size + 1
    if point.bce:
        return _parted(point, 1 - (first + size - 1), size)
    return _parted(point, first, size)


def _decade_text(point: Point, year: Token) -> Reading:
    first = year.value
    if first % 10:
        raise Fault(year.start, "a decade begins with a year that ends in 0")
    # “the 1800s” are a hundred years, 1800年代 and 1810s are ten; in either era.
    hundred = year.kind == "decade" and first % 100 == 0
    if point.bce:
        size = 100 if hundred else 10
        return _parted(point, 2 - first - size, size)
    if point.portion or point.fraction:
        return _parted(point, first, 100 if hundred else 10)
    text = f"{first // 100:02d}XX" if hundred else f"{first // 10:03d}X"
    note = f"“{first}s” are the years {first} to {first + 99}; ten years are written {first}–{first + 9}"
    dated = _dated(replace(point, unit=""), "gregorian", "01-01")
    return replace(dated, first=text + dated.first[4:], notes=(note,) if hundred else ())


def _parted(point: Point, first: int, size: int) -> Reading:
    """So many years from an astronomical one, or the part of them that is asked for."""
    begin, end, sign, note = 0, size, "", ""
    if point.fraction or point.portion in _HALVES:
        part, of = point.fraction or (point.portion - 3, 2)
        part = of if part < 0 else part
        if not 1 <= part <= of:
            raise Fault(point.at, f"there is no such part: it has {of} of them")
        begin, end = size * (part - 1) // of, size * part // of
    elif point.portion in _THIRDS:
        cuts = _CUTS[size]
        begin, end, sign, note = cuts[point.portion - 1], cuts[point.portion], "~", _SPLIT[point.portion]
    elif point.portion:
        raise Fault(point.at, "only a month has ten-day parts")
    if size == 10 and note:
        note = "the early, middle and late years of a decade are taken as 0 to 3, 4 to 6 and 7 to 9"
    return Reading(
        year_text(first + begin) + sign, year_text(first + end - 1) + sign, (note,) if note else ()
    )

"""Dates in words, in plain English: what a reader sees instead of EDTF.

Why not a library: none for Python reads levels 1 and 2, and those elsewhere print 44 CE as 1944 or 18XX as
the 19th century. Rules that are easy to get wrong: 18XX is "1800s" (1800 to 1899), the 19th century is 1801
to 1900 and only that; there is no year zero and no minus sign; 1941/1945 lasts, [1941..1945] is one moment;
a Julian day shows the Gregorian one beside it, because a day without its calendar misleads.
"""

from __future__ import annotations

from timeline.calendars import day_to_gregorian
from timeline.edtf import Member, Written
from timeline.moments import Moment, matching
from timeline.years import century, long_year, masked_year, ordinal, year_words, years_words

MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = {
    **{code: _SEASONS[code - 21] + " {}" for code in range(21, 25)},
    **{code: _SEASONS[code - 25] + " {} (northern hemisphere)" for code in range(25, 29)},
    **{code: _SEASONS[code - 29] + " {} (southern hemisphere)" for code in range(29, 33)},
    33: "1st quarter of {}", 34: "2nd quarter of {}", 35: "3rd quarter of {}", 36: "4th quarter of {}",
    37: "1st third of {}", 38: "2nd third of {}", 39: "3rd third of {}",
    40: "first half of {}", 41: "second half of {}",
}  # fmt: skip
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DASH = "–"


def label(written: Written, calendar: str, year_start: str) -> str:
    """The text of a date, an interval or a set in plain English."""
    voice = _Voice(calendar == "julian", year_start)
    if written.kind == "date":
        moment = written.members[0].start
        return voice.moment(moment) if moment else ""
    return voice.interval(written.members[0]) if written.kind == "interval" else voice.set(written)


# Months and days


def _with_article(words: str) -> str:
    """Words as they follow a preposition: from *the* 1980s, until *the* first half of 2001."""
    first = words.split(" ", 1)[0]
    named = first[0].isdigit() and first.endswith(("s", "st", "nd", "rd", "th"))
    return f"the {words}" if named or first in ("first", "second") else words


def _either(words: list[str]) -> str:
    return _joined(words, "or")


def _joined(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _run(numbers: tuple[int, ...], words: list[str]) -> str:
    """Numbers in words: `10–19` when they follow one another, else `5, 15 or 25`."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{words[0]}{_DASH}{words[-1]}"
    return _either(words)


def _month_words(month: str) -> str:
    months = matching(month, 12)
    return _run(months, [MONTHS[number] for number in months])


def _calendar_words(moment: Moment, year: str) -> str:
    """A date with month or day, its year already in words."""
    month, day = moment.month, moment.day
    if moment.is_season:
        return _PARTS[int(month)].format(year)
    joint = " of " if year == "some year" else " in "
    before_year = f"{joint}{year}" if year.startswith(("the ", "some ")) else f" {year}"
    if month == "XX":
        if day in ("", "XX"):
            return f"some {'day' if day else 'month'}{joint}{year}"
        if day.isdigit():
            return f"the {ordinal(int(day))} of some month{joint}{year}"
        return f"some day{joint}{year}"
    if not day:
        return f"{_month_words(month)}{before_year}"
    if day.isdigit() and month.isdigit():
        return f"{int(day)} {MONTHS[int(month)]}{before_year}"
    if day.isdigit():
        long_enough = [number for number in matching(month, 12) if int(day) <= _LENGTHS[number]]
        return f"{int(day)} {_either([MONTHS[number] for number in long_enough])}{before_year}"
    return _some_day(moment, before_year)


def _some_day(moment: Moment, before_year: str) -> str:
    month, day = moment.month, moment.day
    if day == "XX" or "X" in month:
        return f"some day in {_month_words(month)}{before_year}"
    days = matching(day, 31)
    if moment.year is not None:
        # Only days that the month really has: 1985-04-3X is 30 April and nothing else.
        days = tuple(number for number in days if number <= days[0] + moment.latest - moment.earliest)
    words = f"{_run(days, [str(number) for number in days])} {MONTHS[int(month)]}{before_year}"
    return f"some day in {words}" if _DASH in words.split(" ", 1)[0] else words


def _with_doubts(words: str, moment: Moment) -> str:
    """Circa and question mark when they hold of the whole date, else which part is in doubt."""
    if moment.qualifiers == ("", "", ""):
        return words
    texts = (moment.digits, moment.month, moment.day)
    pairs = zip(("year", "month", "day"), texts, moment.qualifiers, strict=True)
    written = [(part, qualifier) for part, text, qualifier in pairs if text]
    if len({qualifier for _, qualifier in written}) == 1:
        qualifier = written[0][1]
        circa = "c. " if qualifier in ("~", "%") and not words.startswith("c. ") else ""
        return f"{circa}{words}{'?' if qualifier in ('?', '%') else ''}"
    meanings = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}
    doubts = []
    for sign, meaning in meanings.items():
        # In the order of the signs, not of the parts, so that parts of one doubt stand together.
        parts = [part for part, qualifier in written if qualifier == sign]
        if parts:
            doubts.append(f"{_joined(parts, 'and')} {meaning}")
    return f"{words} ({', '.join(doubts)})"


def _is_plain(moment: Moment | None) -> bool:
    """Whether nothing but whole numbers is written, so that shared parts can be said once."""
    return bool(
        moment
        and not moment.unspecified
        and not moment.is_season
        and not moment.significant
        and not moment.exponent
        and not any(moment.qualifiers)
    )


class _Voice:
    """Words under one calendar and start of the year."""

    __slots__ = ("julian", "year_start")

    def __init__(self, julian: bool, year_start: str) -> None:
        self.julian = julian
        self.year_start = year_start

    def moment(self, moment: Moment) -> str:
        """One date that stands alone, with its New Style day when it is a Julian one."""
        if self.julian and moment.day.isdigit() and moment.month.isdigit() and moment.year is not None:
            words = self.part(moment) if self._dual(moment) else self._old_and_new(moment)
            return words if self._dual(moment) else _with_doubts(words + self._time(moment), moment)
        return self.part(moment) + self._style(moment)

    def part(self, moment: Moment) -> str:
        """One date inside a larger text."""
        if moment.significant or moment.exponent:
            words = long_year(moment)
        elif not moment.month:
            words = masked_year(moment, within=False) if moment.year is None else year_words(moment.year)
        else:
            year = masked_year(moment, within=True) if moment.year is None else year_words(moment.year)
            words = _calendar_words(moment, self._dual(moment) or year)
        return _with_doubts(words + self._time(moment), moment)

    def _time(self, moment: Moment) -> str:
        if not moment.time:
            return ""
        zone = moment.time[9:]
        return f", {moment.time[1:9]}{' UTC' if zone else ''}{zone.replace('-', '−').removeprefix('Z')}"

    def _dual(self, moment: Moment) -> str:
        """The year written twice, `1648/49`, in the months when this year and a January year differ."""
        if moment.year is None or not moment.month.isdigit() or moment.is_season:
            return ""
        month = int(moment.month)
        day = int(moment.day) if moment.day.isdigit() else 0
        first = moment.year - (self.year_start == "09-01")
        if self.year_start == "03-25":
            differs = month < 3 or (month == 3 and 0 < day < 25)
        else:
            differs = self.year_start == "09-01" and month >= 9
        if not differs:
            return ""
        if first < 100 or (first + 1) % 100 == 0:
            return f"{year_words(first)}/{year_words(first + 1)}"
        return f"{first}/{(first + 1) % 100:02d}"

    def _old_and_new(self, moment: Moment) -> str:
        """`27 August (6 September N.S.) 1689`, and over New Year `25 December 1642 / 4 January 1643`."""
        year, month, day = day_to_gregorian(moment.earliest)
        old = f"{int(moment.day)} {MONTHS[int(moment.month)]}"
        new = f"{day} {MONTHS[month]}"
        if year == moment.year:
            return f"{old} ({new} N.S.) {year_words(year)}"
        return f"{old} {year_words(moment.year or 0)} / {new} {year_words(year)}"

    def _style(self, *moments: Moment) -> str:
        """What follows words without a New Style day: the calendar, and when the year began if it counts."""
        if all(self._dual(moment) for moment in moments):
            return ""
        words = " O.S." if self.julian else ""
        if self.year_start == "03-25" and any(not moment.month or moment.month == "03" for moment in moments):
            return words + " (year from 25 March)"
        if self.year_start == "09-01" and any(not moment.month for moment in moments):
            return words + " (year from 1 September)"
        return words

    # Intervals and sets

    def interval(self, member: Member) -> str:
        """A duration, shared parts said once; open and unknown ends in words."""
        start, end = member.start, member.end
        if start and end:
            return self._stretch(start, end) + self._style(start, end)
        if start:
            unknown = ", end unknown" if member.end_kind == "unknown" else ""
            return f"from {_with_article(self.moment(start))}{unknown}"
        if end:
            unknown = ", start unknown" if member.start_kind == "unknown" else ""
            return f"until {_with_article(self.moment(end))}{unknown}"
        return ""

    def _stretch(self, start: Moment, end: Moment) -> str:
        if start.text == end.text:
            return self.part(start)
        if self.year_start != "01-01" or not (_is_plain(start) and _is_plain(end)):
            return f"{self.part(start)} {_DASH} {self.part(end)}"
        first, last = start.year or 0, end.year or 0
        if not start.month and not end.month:
            return century(first, last) or years_words(first, last)
        if first == last and bool(start.day) == bool(end.day) and start.month and end.month:
            year = year_words(first)
            if not start.day:
                return f"{MONTHS[int(start.month)]}{_DASH}{MONTHS[int(end.month)]} {year}"
            if start.month == end.month:
                return f"{int(start.day)}{_DASH}{int(end.day)} {MONTHS[int(end.month)]} {year}"
            return f"{int(start.day)} {MONTHS[int(start.month)]} {_DASH} {self.part(end)}"
        return f"{self.part(start)} {_DASH} {self.part(end)}"

    def set(self, written: Written) -> str:
        """One moment of several (`or`, `between`), or several moments (`and`)."""
        one_of = written.kind == "one_of"
        words = self._shared(written, "or" if one_of else "and")
        if words:
            return words + self._style(*written.moments)
        words_each = [self._set_member(member, one_of) for member in written.members]
        if len(words_each) == 1:
            return words_each[0]
        unclear = any(not member.is_moment for member in written.members)
        comma = "," if unclear and len(words_each) > 1 else ""
        return f"{', '.join(words_each[:-1])}{comma} {'or' if one_of else 'and'} {words_each[-1]}"

    def _set_member(self, member: Member, one_of: bool) -> str:
        start = self.moment(member.start) if member.start else ""
        end = self.moment(member.end) if member.end else ""
        if not start or not end:
            return f"{start or end} {'or' if one_of else 'and'} {'later' if start else 'earlier'}"
        if member.is_moment:
            return start
        if one_of:
            return f"between {_with_article(start)} and {_with_article(end)}"
        return f"{_with_article(start)} to {_with_article(end)}"

    def _shared(self, written: Written, last: str) -> str:
        """`6 or 7 September 1689`, when everything but the day, or the month, is the same."""
        moments = [member.start for member in written.members if member.is_moment and member.start]
        if len(moments) < len(written.members) or not all(map(_is_plain, moments)):
            return ""
        if self.year_start != "01-01":
            return ""
        if len({(moment.year, bool(moment.month), bool(moment.day)) for moment in moments}) > 1:
            return ""
        year = year_words(moments[0].year or 0)
        if moments[0].day:
            if len({moment.month for moment in moments}) > 1:
                return ""
            days = _joined([str(int(moment.day)) for moment in moments], last)
            return f"{days} {MONTHS[int(moments[0].month)]} {year}"
        if not moments[0].month:
            return ""
        return f"{_joined([MONTHS[int(moment.month)] for moment in moments], last)} {year}"

"""Dates in words, in English, Russian and Chinese: what a reader sees instead of EDTF.

Why not a library: none for Python reads levels 1 and 2, and those elsewhere print 44 CE as 1944 or 18XX as
the 19th century. Rules that are easy to get wrong: 18XX is "1800s" (1800 to 1899), the 19th century is 1801
to 1900 and only that; there is no year zero and no minus sign; 1941/1945 lasts, [1941..1945] is one moment;
a Julian day shows the Gregorian one beside it, because a day without its calendar misleads.

Here is decided what is to be said, once for all languages; `grammar` says it. The words come marked, see
`pieces`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from timeline.calendars import RECKONINGS, Calendar, day_to_gregorian, month_length
from timeline.conversion import is_day
from timeline.edtf import Kind, Member
from timeline.grammar import YEARS_AGO, Grammar, Join, Role, Style
from timeline.grammars import GRAMMARS
from timeline.languages import Language
from timeline.masks import matching
from timeline.moments import Moment
from timeline.pieces import PARTS, marked, plain
from timeline.traits import doubtful, is_decade, is_plain, is_season, runs_over, third_of_year

_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ROLES: dict[Join, Role] = {"between": "between", "through": "through"}


def label(
    kind: Kind, members: tuple[Member, ...], calendar: str, year_start: str, language: Language = "en"
) -> str:
    """The marked words of a date, an interval or a set; a Julian day with its Gregorian one beside it."""
    julian = calendar == "julian"
    return _Voice(GRAMMARS[language], "old" if julian else "", year_start, julian).all(kind, members)


def styled_label(kind: Kind, members: tuple[Member, ...], style: Style, language: Language = "en") -> str:
    """The marked words of dates in January years that name their calendar and show no other."""
    return _Voice(GRAMMARS[language], style, "01-01", False).all(kind, members)


class _Date(NamedTuple):
    """A date of whole numbers, its year in words, so that shared parts can be said once."""

    year: str
    month: int
    day: int


class _Voice:
    """Words in one language, under one calendar and start of the year."""

    __slots__ = ("both", "grammar", "style", "year_start")

    def __init__(self, grammar: Grammar, style: Style, year_start: str, both: bool) -> None:
        self.grammar = grammar
        self.style: Style = style
        """What names the calendar where days are not shown in both."""
        self.year_start = year_start
        self.both = both
        """Whether days are Julian ones, to be shown with their Gregorian days."""

    def all(self, kind: Kind, members: tuple[Member, ...]) -> str:
        """The words of a whole text."""
        if kind == "date":
            return self.moment(members[0].start) if members[0].start else ""
        return self.interval(members[0]) if kind == "interval" else self.set(kind, members)

    # One date

    def moment(self, moment: Moment, role: Role = "alone") -> str:
        """One date that stands alone, with its New Style day when it is a Julian one."""
        if self.both and is_day(moment):
            return self._doubted(lambda _: self._in_both_styles([moment], "or"), moment, role)
        return self._styled(self.part(moment, role), moment)

    def part(self, moment: Moment, role: Role = "alone") -> str:
        """One date inside a larger text, which names its calendar."""
        return self._doubted(lambda role: self._undoubted(moment, role), moment, role)

    def _doubted(self, words: Callable[[Role], str], moment: Moment, role: Role) -> str:
        """Circa and question mark when they hold of the whole date, else which part is in doubt."""
        said = self._timed(words(role), moment)
        if not any(moment.qualifiers):
            return said
        texts = (moment.digits, moment.month, moment.day)
        written = [
            (part, sign) for part, text, sign in zip(PARTS, texts, moment.qualifiers, strict=True) if text
        ]
        if len({sign for _, sign in written}) == 1:
            sign = written[0][1]
            if sign in ("~", "%") and (third := third_of_year(moment)):
                said = self.grammar.part_of_year(third, self._year(moment, "within"), role)
                return said + (self.grammar.doubt if sign == "%" else "")
            if sign in ("~", "%"):
                said = self.grammar.circa(self._timed(words("circa"), moment))
            return said + (self.grammar.doubt if sign in ("?", "%") else "")
        # In the order of the signs, not of the parts, so that parts of one doubt stand together.
        parts = {
            sign: [doubtful(part, moment) for part, holds in written if holds == sign]
            for sign in ("~", "?", "%")
        }
        doubts = [(names, sign) for sign, names in parts.items() if names]
        return self.grammar.noted(said, self.grammar.doubts(doubts))

    def _timed(self, words: str, moment: Moment) -> str:
        if not moment.time:
            return words
        zone = moment.time[9:]
        told = f"UTC{zone.replace('-', '−').removeprefix('Z')}" if zone else ""
        return self.grammar.clock(words, moment.time[1:9], told)

    def _undoubted(self, moment: Moment, role: Role) -> str:
        if moment.significant or moment.exponent:
            return marked("year", self.grammar.long_year(moment, role))
        if not moment.month:
            return marked("year", self._year(moment, role))
        year = self._dual(moment) or self._year(moment, "within")
        if moment.is_season:
            return self.grammar.season(int(moment.month), self._season_year(moment), role)
        if moment.month == "XX":
            return self._of_some_month(moment, year, role)
        if not moment.day:
            return self.grammar.date(year, self._months(matching(moment.month, 12), role), "")
        if moment.day.isdigit():
            day = int(moment.day)
            months = tuple(month for month in matching(moment.month, 12) if self._has(moment, month, day))
            return self.grammar.date(year, self._months(months, "of", run=False), self.grammar.day(day))
        return self._some_day(moment, year, role)

    def _year(self, moment: Moment, role: Role) -> str:
        """The year alone, or behind a month."""
        return (
            self.grammar.masked_year(moment, role) if moment.year is None else self.grammar.year(moment.year)
        )

    def _of_some_month(self, moment: Moment, year: str, role: Role) -> str:
        if not moment.day:
            return self.grammar.some_month(year, role)
        if moment.day.isdigit():
            return self.grammar.day_of_some_month(int(moment.day), year, role)
        days = matching(moment.day, 31)
        told, is_run = self._numbers(days, [self.grammar.day(number) for number in days])
        return self.grammar.some_day_of_year(year, role, told if is_run and moment.day != "XX" else "")

    def _season_year(self, moment: Moment) -> str:
        """The year of a season, in words: `2001`, and `2001/02` of a winter."""
        if moment.year is not None and runs_over(moment) and self.year_start == "01-01":
            return self.grammar.season_year(moment.year)
        return self._year(moment, "within")

    def _months(self, months: tuple[int, ...], role: Role, run: bool = True) -> str:
        """A month, or those it can be: `October–December`, `February or December`."""
        return self._numbers(months, [self.grammar.month(month, role) for month in months], run)[0]

    def _numbers(self, numbers: tuple[int, ...], words: list[str], run: bool = True) -> tuple[str, bool]:
        """Numbers in words, and whether they are a run: `10–19` when one follows the other."""
        if run and len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
            return self.grammar.run(words[0], words[-1]), True
        return self.grammar.joined(words, "or"), False

    def _some_day(self, moment: Moment, year: str, role: Role) -> str:
        """A day with unspecified digits, in a month that may have them too."""
        month, day = moment.month, moment.day
        if day == "XX" or "X" in month:
            months = self._months(matching(month, 12), "of")
            return self.grammar.some_day(self.grammar.date(year, months, ""), False, role)
        # Only days that the month really has: 1985-04-3X is 30 April and nothing else.
        days = tuple(number for number in matching(day, 31) if self._has(moment, int(month), number))
        told, is_run = self._numbers(days, [self.grammar.day(number) for number in days])
        words = self.grammar.date(year, self.grammar.month(int(month), "of"), told)
        return self.grammar.some_day(words, True, role) if is_run else words

    # Calendars

    def _has(self, moment: Moment, month: int, day: int) -> bool:
        """Whether the month has the day, in the year if that is known, else in some year."""
        if moment.year is None:
            return day <= _LENGTHS[month]
        calendar: Calendar = "julian" if self.style == "old" else "gregorian"
        year = RECKONINGS[calendar, self.year_start].january_year(moment.year, month, day)
        return day <= month_length(calendar, year, month)

    def _dual(self, moment: Moment) -> str:
        """The year written twice, `1648/49`, in the months when this year and a January year differ."""
        if self.year_start == "01-01" or moment.year is None:
            return ""
        if not moment.month.isdigit() or moment.is_season:
            return ""
        month = int(moment.month)
        day = int(moment.day) if moment.day.isdigit() else 0
        if self.year_start == "03-25" and (month < 3 or (month == 3 and 0 < day < 25)):
            return self.grammar.dual_year(moment.year)
        if self.year_start == "09-01" and month >= 9:
            return self.grammar.dual_year(moment.year - 1)
        return ""

    def _styled(self, words: str, *moments: Moment) -> str:
        """Words that name their calendar, and when their year began where that makes another year of it."""
        if all(moment.exponent and (moment.year or 0) <= YEARS_AGO for moment in moments):
            return words
        needs_new_year = self.year_start != "01-01" and any(
            not self._dual(moment)
            and (
                not moment.month.isdigit()
                or moment.is_season
                or (self.year_start == "03-25" and moment.month == "03" and not moment.day.isdigit())
            )
            for moment in moments
        )
        return self.grammar.styled(words, self.style, self.year_start if needs_new_year else "")

    def _in_both_styles(self, moments: Sequence[Moment], join: Join) -> str:
        """Julian days with their Gregorian days: `27 August (6 September N.S.) 1689`."""
        old = [self._date(moment) for moment in moments]
        new = []
        for moment in moments:
            year, month, day = day_to_gregorian(moment.earliest)
            new.append(_Date(self.grammar.year(year), month, day))
        one_year = len({date.year for date in old + new}) == 1
        one_month = self.grammar.shares_month and one_year and len({date.month for date in old + new}) == 1
        month_shared = self.grammar.month(old[0].month, "of") if one_month else ""
        new_join: Join = "limits" if join == "between" else join
        return self.grammar.both_styles(
            self._once(old, join, one_year, one_month),
            plain(self._once(new, new_join, one_year, one_month)),
            self.grammar.date(old[0].year, month_shared, "") if one_year else "",
            single=len(moments) == 1 and not any(map(self._dual, moments)),
        )

    # Parts that several dates share

    def _date(self, moment: Moment) -> _Date:
        year = self._dual(moment) or self.grammar.year(moment.year or 0)
        return _Date(year, int(moment.month), int(moment.day or 0))

    def _once(
        self, dates: Sequence[_Date], join: Join, without_year: bool = False, without_month: bool = False
    ) -> str:
        """Dates joined, the year and the month said once when all share them, or left out."""
        grammar, role = self.grammar, _ROLES.get(join, "alone")
        same_year = len({date.year for date in dates}) == 1
        same_month = same_year and bool(dates[0].day) and len({date.month for date in dates}) == 1
        teller = len(dates) - 1 if grammar.shares_last else 0
        words = []
        for at, (year, month, day) in enumerate(dates):
            said_year = "" if without_year or (same_year and at != teller) else year
            said_month = grammar.month(month, "of" if day else role)
            words.append(
                grammar.date(
                    said_year,
                    "" if without_month or (same_month and at != teller) else said_month,
                    grammar.day(day) if day else "",
                )
            )
        return grammar.joined(words, join, tight=same_month or (same_year and not dates[0].day))

    def _together(self, moments: Sequence[Moment], join: Join) -> str:
        """Dates of one kind with shared parts said once; nothing when a doubt or a mask forbids it."""
        if all(map(is_decade, moments)):
            firsts = [moment.first_year for moment in moments]
            return self._styled(self.grammar.decades(firsts, join, _ROLES.get(join, "alone")), *moments)
        if all(map(is_season, moments)) and len({self._season_year(moment) for moment in moments}) == 1:
            return self._styled(self._seasons(moments, join), *moments)
        if not all(map(is_plain, moments)):
            return ""
        if len({(bool(moment.month), bool(moment.day)) for moment in moments}) > 1:
            return ""
        if not moments[0].month:
            return self._styled(self.grammar.years([moment.year or 0 for moment in moments], join), *moments)
        if moments[0].day and self.both:
            return self._in_both_styles(moments, join)
        return self._styled(self._once([self._date(moment) for moment in moments], join), *moments)

    def _seasons(self, moments: Sequence[Moment], join: Join) -> str:
        """Seasons, or other parts, of one year: `spring or autumn 2001`."""
        teller = len(moments) - 1 if self.grammar.shares_last else 0
        words = [
            self.grammar.season(
                int(moment.month),
                self._season_year(moment) if at == teller else "",
                _ROLES.get(join, "alone"),
            )
            for at, moment in enumerate(moments)
        ]
        return self.grammar.joined(words, join)

    # Intervals and sets

    def interval(self, member: Member) -> str:
        """A duration, shared parts said once; open and unknown ends in words."""
        start, end = member.start, member.end
        if start and end:
            return self._pair(start, end, "to")
        since = self.moment(start, "of") if start else ""
        until = self.moment(end, "of") if end else ""
        return self.grammar.lasting(since, until, "unknown" in (member.start_kind, member.end_kind))

    def _pair(self, start: Moment, end: Moment, join: Join) -> str:
        """Two dates: a duration, or the limits between which one moment lies."""
        if start.text == end.text:
            return self.moment(start)
        if join == "to" and not start.month and not end.month and is_plain(start) and is_plain(end):
            century = self.grammar.century(start.year or 0, end.year or 0)
            if century and self.year_start == "01-01":
                return self._styled(century, start, end)
        together = self._together((start, end), join)
        if together:
            return together
        role = _ROLES.get(join, "alone")
        if self.both and (is_day(start) or is_day(end)):
            return self.grammar.joined([self.moment(start, role), self.moment(end, role)], join)
        return self._styled(
            self.grammar.joined([self.part(start, role), self.part(end, role)], join), start, end
        )

    def set(self, kind: Kind, members: tuple[Member, ...]) -> str:
        """One moment of several (`or`, `between`), or several moments (`and`)."""
        join: Join = "or" if kind == "one_of" else "and"
        single = all(member.is_moment for member in members)
        together = self._together([m.start for m in members if m.start], join) if single else ""
        words = [self._set_member(member, kind == "one_of") for member in members] if not together else []
        return together or self.grammar.joined(words, join, apart=not single)

    def _set_member(self, member: Member, one_of: bool) -> str:
        start, end = member.start, member.end
        if start and end:
            return (
                self.moment(start)
                if start is end
                else self._pair(start, end, "between" if one_of else "through")
            )
        outer = start or end
        return self.grammar.beyond(self.moment(outer) if outer else "", start is not None, one_of)

"""What a language must be able to say of a date, and what all languages say alike.

`labels` decides what is to be said (a decade, a stretch that shares its year, a day in two calendars); a
grammar says it. Why a grammar and not a table of messages: Russian has cases (с августа, между августом и
сентябрём, ок. 1680-х гг.), Chinese puts the year first and has no blanks, English an article here and there.
Each phrase therefore gets its words in the *role* that they play, and the language makes of it what it must.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal

from timeline.moments import Moment
from timeline.pieces import marked, plain

Role = Literal["alone", "of", "circa", "between", "through", "within"]
"""How words stand: `of` after “from” or “until”, `within` a masked year behind its month or day."""

Join = Literal["to", "or", "and", "between", "limits", "through"]
"""What joins dates: a duration, a choice, a list, one moment between two limits, those limits alone, or all
that lie from the one to the other."""

Doubtful = Literal["year", "month", "day", "season", "portion"]
"""What of a date can be in doubt: a part, or in place of the month a season or a portion of the year."""

Style = Literal["", "old", "new"]
"""Which calendar words name: none, the Julian one (Old Style) or the Gregorian one (New Style)."""

YEARS_AGO = -(10**6)
"""From this year back an exponent is told as years ago: no calendar reaches there."""

MILLION, BILLION = 10**6, 10**9


def is_rounded(moment: Moment) -> bool:
    """Whether it is only known about when a year was: `1950S2`, c. 1950; `Y-17E7`, long ago."""
    is_stretch = moment.significant > 0 and moment.first_year < moment.last_year
    return is_stretch or (moment.exponent > 0 and (moment.year or 0) <= YEARS_AGO)


def decimal(number: int, unit: int, point: str) -> str:
    """A whole number in units, exactly: `decimal(4_500, 1_000, ",")` is `4,5`."""
    whole, rest = divmod(number, unit)
    fraction = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{whole}{point}{fraction}" if fraction else str(whole)


class Grammar(ABC):
    """How one language says years, dates, doubts and stretches; words for parts of a date come marked."""

    shares_last = True
    """Whether the last of several dates says what they share (6–9 September 1689), or the first (zh)."""
    shares_month = False
    """Whether both styles of a day in one month say it once: `16 (28) мая 1858 г.`."""
    doubt = "?"
    """What follows an uncertain date."""
    about = "c. "
    """What goes before a circa date."""

    # Years

    @abstractmethod
    def numbered(self, year: int) -> tuple[str, str]:
        """An astronomical year as number and era in the order of the language: `("44", " BCE")`."""

    def year(self, year: int) -> str:
        """One year: `1689`, `44 BCE`."""
        return "".join(self.numbered(year))

    def years(self, years: Sequence[int], join: Join) -> str:
        """Years joined, the era said once when they share it: `1941–1945`, `44 or 43 BCE`."""
        words = [self.numbered(year) for year in years]
        eras = {era for _, era in words}
        if len(words) > 1 and len(eras) == 1:
            return self.joined([number for number, _ in words], join, tight=True) + self.era(eras.pop(), join)
        return self.joined([number + era for number, era in words], join)

    def era(self, era: str, join: Join) -> str:
        """The era as it follows several years."""
        return era

    def stretch(self, first: int, last: int) -> str:
        """A stretch of years; one year when both are the same."""
        return self.year(first) if first == last else self.years((first, last), "to")

    def possible(self, first: int, last: int) -> str:
        """The first and the last of the years that one may be."""
        return self.stretch(first, last)

    def dual_year(self, first: int) -> str:
        """A year told in both ways of counting, from 25 March and from 1 January: `1648/49`."""
        number, era = self.numbered(first)
        after, era_after = self.numbered(first + 1)
        if era != era_after:
            return f"{number}{era}/{after}{era_after}"
        short = first >= 100 and first <= 9999 and (first + 1) % 100
        return f"{number}/{after[-2:] if short else after}{era}"

    def season_year(self, first: int) -> str:
        """The year of a season that runs over New Year: `winter 2001/02`."""
        return self.dual_year(first)

    def masked_year(self, moment: Moment, role: Role) -> str:
        """A year with unspecified digits: a decade, a hundred or a thousand years, or some year."""
        digits, first, last = moment.digits, moment.first_year, moment.last_year
        known = digits.rstrip("X")
        if not known:
            return self.some_year(first < 0, role)
        if "X" in known:
            return self.year_written(digits, first < 0, role)
        if first <= 0:
            return self.year_among(first, last, role)
        if len(known) == 1:
            return self.millennium(int(known) + 1, first, last, role)
        if len(known) == len(digits) - 1:
            return self.decade(first, role)
        return self.hundreds(first, role)

    def long_year(self, moment: Moment, role: Role) -> str:
        """A year with `Y`, an exponent or significant digits."""
        year = moment.year or 0
        if not is_rounded(moment):
            return self.year(year)
        if moment.first_year < moment.last_year:
            return self.circa(self.noted(self.year(year), self.possible(moment.first_year, moment.last_year)))
        return self.circa(self.ago(-year))

    def century(self, first: int, last: int) -> str:
        """The century that these years are, 1801 to 1900 being the 19th; else nothing."""
        if last - first != 99 or first % 100 != 1:
            return ""
        if first > 0:
            return self.numbered_century(first // 100 + 1, "CE" if first < 1000 else "")
        return self.numbered_century(-last // 100 + 1, "BCE")

    @abstractmethod
    def numbered_century(self, number: int, era: Literal["", "CE", "BCE"]) -> str:
        """A century by its number: `19th century`, `1st century BCE`."""

    @abstractmethod
    def decade(self, first: int, role: Role) -> str:
        """Ten years: `1680s`; of a hundred's first ten it must be plain that it is not the hundred."""

    def decades(self, firsts: Sequence[int], join: Join, role: Role) -> str:
        """Several decades joined."""
        return self.joined([self.decade(first, role) for first in firsts], join)

    @abstractmethod
    def hundreds(self, first: int, role: Role) -> str:
        """The hundred years of `18XX`, which are no century."""

    @abstractmethod
    def millennium(self, number: int, first: int, last: int, role: Role) -> str:
        """The thousand years of `1XXX`, with their first and last year."""

    @abstractmethod
    def some_year(self, is_bce: bool, role: Role) -> str:
        """A year of which no digit is known, or only that it is before the era."""

    @abstractmethod
    def year_written(self, digits: str, is_bce: bool, role: Role) -> str:
        """A year of which the first digits are unknown and later ones are not."""

    @abstractmethod
    def year_among(self, first: int, last: int, role: Role) -> str:
        """Some year between two, inclusive."""

    @abstractmethod
    def ago(self, years: int) -> str:
        """So many years ago, in millions or thousands of millions."""

    # Months and days

    @abstractmethod
    def month(self, number: int, role: Role) -> str:
        """A month by its name."""

    def day(self, number: int) -> str:
        """The day of a month."""
        return str(number)

    @abstractmethod
    def season(self, code: int, year: str, role: Role) -> str:
        """A season, quarter, third or half (21 to 41) of a year; without the year when that is empty."""

    @abstractmethod
    def part_of_year(self, third: int, year: str, role: Role) -> str:
        """The early (1), middle (2) or late part (3) of a year, as people say about a third of it."""

    @abstractmethod
    def some_month(self, year: str, role: Role) -> str:
        """A month that is not known, of a year."""

    def run(self, first: str, last: str) -> str:
        """Months or days that follow one another, of which one is meant."""
        return self.joined([first, last], "to", tight=True)

    @abstractmethod
    def some_day(self, of: str, is_run: bool, role: Role) -> str:
        """A day that is not known, of a month or of a run of days."""

    @abstractmethod
    def some_day_of_year(self, year: str, role: Role, days: str = "") -> str:
        """A day of which neither the month nor the number is known, but perhaps the run of days."""

    @abstractmethod
    def day_of_some_month(self, day: int, year: str, role: Role) -> str:
        """A day with a number, of a month that is not known."""

    def date(self, year: str, month: str, day: str) -> str:
        """The parts that are not empty, in the order of the language."""
        return " ".join(filter(None, (marked("day", day), marked("month", month), marked("year", year))))

    # Phrases

    @abstractmethod
    def joined(self, words: list[str], join: Join, tight: bool = False, apart: bool = False) -> str:
        """Words joined; `tight` when they are single words, `apart` when some are long phrases."""

    def noted(self, words: str, note: str) -> str:
        """Words with a note in brackets behind them."""
        return f"{words} ({note})"

    def circa(self, words: str) -> str:
        """Words of a date that is only approximate; said once."""
        return words if plain(words).startswith(self.about) else self.about + words

    @abstractmethod
    def doubts(self, doubts: Sequence[tuple[list[Doubtful], str]]) -> str:
        """Which parts are in doubt, and how (`~`, `?` or `%`): `year and month approximate`."""

    @abstractmethod
    def clock(self, words: str, time: str, zone: str) -> str:
        """A date with the time of day; the zone is empty, `UTC` or `UTC+04:30`."""

    @abstractmethod
    def styled(self, words: str, style: Style, new_year: str) -> str:
        """Words that name their calendar, and when not 1 January the day on which their year began."""

    @abstractmethod
    def both_styles(self, old: str, new: str, shared: str, single: bool) -> str:
        """A Julian date with its Gregorian one; `shared` is the year that is left out of either, or empty."""

    @abstractmethod
    def lasting(self, since: str, until: str, unknown: bool) -> str:
        """From then on, or until then (one of them is empty); `unknown` when the other end is not known."""

    @abstractmethod
    def beyond(self, words: str, later: bool, one_of: bool) -> str:
        """`1760 or later`, `1760 and earlier`."""

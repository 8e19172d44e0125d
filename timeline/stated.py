"""Whether words give a date: what parts a date that is stated from one that somebody inferred.

“Stated” is a promise that a reader finds the date in the quote. So each year, month, season and day of the
value must be there, in figures or in words; a year that only the next sentence gives is inferred. What may be
meant is read generously, since a wrong alarm costs trust: `’69`, `1904–05`, `XVII век`, `一九四五年`, the
other calendar's day, `the nineteenth century` for 1801/1900. And where the words cannot be read (a reign, a
feast, years in Russian words, a language that nobody here reads) nothing is said of what they may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.calendars import day_to_gregorian, day_to_julian
from timeline.dates import Span
from timeline.moments import SEASONS, Moment
from timeline.said_words import Said, heard

_MONTHS = 12
_HEMISPHERES = 33
"""From this code on a part of the year is no season: a quarter, a third, a half."""
_READ = frozenset(("en", "ru", "zh"))
_ENGLISH = re.compile(r"\b(?:the|of|in|and|was|were|to|on|at|by|with|for|is|are|had|has)\b", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэёЫЭЁ]|\b(?:год[ауе]?|как|что|был[аои]?)\b", re.IGNORECASE)
_HAN, _NOT_CHINESE = re.compile("[\u4e00-\u9fff]"), re.compile("[\u3040-\u30ff\uac00-\ud7af]")

Parts = tuple[int, int, int]
"""Year, month and day; 0 for a month or a day that is not asked for."""


def lacking(span: Span, words: str, language: str = "") -> tuple[str, ...]:
    """What of a date the words do not give: `("the year 1858", "the day 28")`; empty if they give it all.

    `language` is that of the words (BCP 47; empty: judged by them). Of a language other than English,
    Russian or Chinese only figures are looked for, and only where the words hold any.
    """
    if _plain(span, words):
        return ()
    said = heard(words)
    if said.veiled:
        return ()
    if _known(language, words):
        loose = span.kind != "date" or span.approximate or span.uncertain
        found = (lack for moment in span.moments for lack in _lacking(moment, said, loose))
        return tuple(dict.fromkeys(found))
    if not said.numbers or span.kind != "date":
        return ()
    return tuple(lack for moment in span.moments for lack in _figures(moment, said))


def _plain(span: Span, words: str) -> bool:
    """Whether the date is one year and stands there as it is written, as nearly always."""
    if not (span.text.isdecimal() and len(span.text) == 4):
        return False
    at = words.find(span.text)
    beside = words[max(0, at - 1) : at] + words[at + 4 : at + 5]
    return at >= 0 and all(letter in " .;:)(“”" for letter in beside)


def _known(language: str, words: str) -> bool:
    """Whether the words are of a language whose dates are read."""
    if language:
        return language.lower().split("-")[0] in _READ
    if _HAN.search(words):
        return not _NOT_CHINESE.search(words)
    return bool(_ENGLISH.search(words) or _RUSSIAN.search(words))


def _figures(moment: Moment, said: Said) -> Iterator[str]:
    """What is lacking where only figures are understood: a plain year, and the day."""
    if moment.year is None or moment.exponent or moment.significant:
        return
    wanted = [_asked(moment), *_converted(moment)]
    if not any(_gives_year(year, said, loose=False) or year % 100 in said.numbers for year, _, _ in wanted):
        yield f"the year {moment.digits.lstrip('0') or '0'}"
    if not any(day in said.numbers or not day for _, _, day in wanted):
        yield f"the day {int(moment.day)}"


def _lacking(moment: Moment, said: Said, loose: bool) -> Iterator[str]:
    if moment.exponent or moment.significant:
        return
    if moment.year is None:
        if not _gives_years(moment.first_year, moment.last_year, said):
            yield f"a year of {moment.digits}"
        wanted = [(0, *_asked(moment)[1:])]
    else:
        wanted = [_asked(moment), *_converted(moment)]
    if any(_gives(parts, said, loose) for parts in wanted):
        return
    year, month, day = wanted[0]
    if moment.year is not None and not _gives_year(year, said, loose):
        yield f"the year {year if year > 0 else f'{1 - year} BCE'}"
    if not _gives_month(month, said):
        yield f"the {'month' if month <= _MONTHS else 'season'} {moment.month}"
    if not _gives_day(day, said):
        yield f"the day {day}"


def _asked(moment: Moment) -> Parts:
    """Year, month and day as written; what is not written, or masked with X, is not asked for."""
    month, day = (int(part) if part.isdigit() else 0 for part in (moment.month, moment.day))
    return moment.first_year, month, day


def _converted(moment: Moment) -> Iterator[Parts]:
    """The same day in either calendar, with years from January: a passage may give any of them."""
    if moment.precision == "day" and moment.earliest == moment.latest:
        yield day_to_gregorian(moment.earliest)
        yield day_to_julian(moment.earliest)


def _gives(parts: Parts, said: Said, loose: bool) -> bool:
    year, month, day = parts
    return (
        (year == 0 or _gives_year(year, said, loose)) and _gives_month(month, said) and _gives_day(day, said)
    )


def _gives_year(year: int, said: Said, loose: bool) -> bool:
    """Whether the words give a year, or, of one side of an interval, a decade or century that begins so."""
    years = {year} if year > 0 else {1 - year, -year}
    if years & said.numbers or any(one % 100 in said.short_years for one in years):
        return True
    if not loose:
        return False
    return any(
        low - 1 - said.portion * unit // 10 <= one <= high + 1 + said.portion * unit // 10
        and (said.portion or min(one % unit, -one % unit) <= 1)
        for one in years
        for low, high, unit in _stretches(said, one)
    )


def _gives_years(first: int, last: int, said: Said) -> bool:
    """Whether the words give a year, decade or century that lies within these years."""
    low, high = (first, last) if last > 0 else (-last, 1 - first)
    if any(low <= number <= high for number in said.numbers):
        return True
    return any(
        low <= begin and end <= high for year in (low, high) for begin, end, _ in _stretches(said, year)
    ) or any(low <= low - low % 100 + short <= high for short in said.short_years)


def _stretches(said: Said, near: int) -> Iterator[tuple[int, int, int]]:
    """First and last year, and length, of each decade and century said; `the sixties` those near a year."""
    for decade in said.decades:
        yield decade, decade + 9, 10
    for decade in said.short_decades:
        yield near - near % 100 + decade, near - near % 100 + decade + 9, 10
    for century in said.centuries:
        # 18XX begins a year before the nineteenth century and ends a year before it: what both have.
        yield 100 * century - 99, 100 * century - 1, 100


def _gives_month(month: int, said: Said) -> bool:
    if not month or said.feast or month >= _HEMISPHERES or month in said.months:
        return True
    if month <= _MONTHS:
        return False
    first, count = SEASONS[month]
    within = {(first + number - 1) % _MONTHS + 1 for number in range(count)}
    return (month - 21) % 4 in said.seasons or bool(within & said.months)


def _gives_day(day: int, said: Said) -> bool:
    return not day or said.feast or day in said.numbers

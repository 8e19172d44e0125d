"""Years in words, as people count them: eras instead of signs, no year zero, decades and centuries by name.

Apart from `labels`, because an axis needs the same words without the dates around them.
"""

from __future__ import annotations

from timeline.moments import Moment

_DASH = "–"
_MILLION, _BILLION = 10**6, 10**9


def year_words(year: int) -> str:
    """An astronomical year as people count: `1689`, `44 CE`, `44 BCE`, `12,001 BCE`."""
    if year <= 0:
        return f"{grouped(1 - year)} BCE"
    return str(year) if 1000 <= year <= 9999 else f"{grouped(year)} CE"


def grouped(number: int) -> str:
    """The digits, with commas from five on: `9999`, `12,000`."""
    return f"{number:,}" if number > 9999 else str(number)


def years_words(first: int, last: int) -> str:
    """A stretch of years, the era said once: `1941–1945`, `44–41 BCE`, `44 BCE – 14 CE`."""
    if first == last:
        return year_words(first)
    if last <= 0:
        return f"{grouped(1 - first)}{_DASH}{grouped(1 - last)} BCE"
    if first >= 1000 and last <= 9999:
        return f"{first}{_DASH}{last}"
    if first > 9999 or (first > 0 and last < 1000):
        return f"{grouped(first)}{_DASH}{grouped(last)} CE"
    return f"{year_words(first)} {_DASH} {year_words(last)}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `21st`."""
    last = 0 if number // 10 % 10 == 1 else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def masked_year(moment: Moment, within: bool) -> str:
    """A year with unspecified digits; `within` puts an article where a month or a day goes before it."""
    digits, first, last = moment.digits, moment.first_year, moment.last_year
    known = digits.rstrip("X")
    if not known:
        return "some year"
    if "X" in known:
        return f"some year written {'BCE ' if first < 0 else ''}{digits}"
    if first <= 0:
        return f"some year in {years_words(first, last)}"
    if len(known) == 1:
        words = f"{ordinal(int(known) + 1)} millennium ({years_words(first, last)})"
    else:
        words = f"{first}s" if first >= 1000 else f"{first}s CE"
        if known[-1] == "0" and len(known) == 3:
            # The 1800s are a hundred years; 180X is ten, which only numbers can say.
            words += f" ({years_words(first, last)})"
    return f"the {words}" if within else words


def long_year(moment: Moment) -> str:
    """A year with `Y`, an exponent or significant digits: `12,001 BCE`, `c. 17 million years ago`."""
    year = moment.year or 0
    if moment.significant and moment.first_year < moment.last_year:
        return f"c. {year_words(year)} ({years_words(moment.first_year, moment.last_year)})"
    if moment.exponent and year <= -_MILLION:
        unit, word = (_BILLION, "billion") if year <= -_BILLION else (_MILLION, "million")
        whole, rest = divmod(-year, unit)
        fraction = f".{rest:0{len(str(unit)) - 1}d}".rstrip("0").rstrip(".")
        return f"c. {whole:,}{fraction} {word} years ago"
    return year_words(year)


def century(first: int, last: int) -> str:
    """`19th century` for 1801/1900, `1st century BCE` for -0099/0000, else nothing."""
    if last - first != 99 or first % 100 != 1:
        return ""
    if first > 0:
        return f"{ordinal(first // 100 + 1)} century{' CE' if first < 1000 else ''}"
    return f"{ordinal(-last // 100 + 1)} century BCE"

"""Years in words, as people count them: eras instead of signs, no year zero, in every language.

Apart from `labels`, because an axis needs the same words without the dates around them, and a message a day
without its other style.
"""

from __future__ import annotations

from timeline.grammars import GRAMMARS
from timeline.languages import Language
from timeline.pieces import plain


def year_words(year: int, language: Language = "en") -> str:
    """An astronomical year as people count: `1689`, `44 CE`, `44 BCE`, `12,001 BCE`."""
    return GRAMMARS[language].year(year)


def years_words(first: int, last: int, language: Language = "en") -> str:
    """A stretch of years, the era said once: `1941–1945`, `44–41 BCE`, `44 BCE – 14 CE`."""
    return GRAMMARS[language].stretch(first, last)


def day_words(year: int, month: int, day: int, language: Language = "en") -> str:
    """A day of whichever calendar, also one that the other has not: `29 February 1700`."""
    grammar = GRAMMARS[language]
    return plain(grammar.date(grammar.year(year), grammar.month(month, "of"), grammar.day(day)))

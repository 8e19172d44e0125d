"""Years in words, as people count them: eras instead of signs, no year zero, in every language.

Apart from `labels`, because an axis needs the same words without the dates around them.
"""

from __future__ import annotations

from timeline.english import grouped
from timeline.grammars import GRAMMARS
from timeline.languages import Language

__all__ = ["grouped", "year_words", "years_words"]


def year_words(year: int, language: Language = "en") -> str:
    """An astronomical year as people count: `1689`, `44 CE`, `44 BCE`, `12,001 BCE`."""
    return GRAMMARS[language].year(year)


def years_words(first: int, last: int, language: Language = "en") -> str:
    """A stretch of years, the era said once: `1941–1945`, `44–41 BCE`, `44 BCE – 14 CE`."""
    return GRAMMARS[language].stretch(first, last)

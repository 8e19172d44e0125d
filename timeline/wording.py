"""What the page tells of the data in each of its languages: dates with brackets, and which message says what.

Two kinds of words change with the language. What the page itself says are messages, by key; what it tells
of the data (dates, stretches of years) has no key, because it is made by grammar: such words are `Told`, the
same thing in every language, and the page carries each of them once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from timeline import messages
from timeline.calendars import gregorian_to_day
from timeline.dates import Span, other_styles, shown
from timeline.languages import LANGUAGES, Language
from timeline.records import Event, Passage, Source

OLD_STYLE_ENDS = gregorian_to_day(1918, 3, 1)
"""Days from this one on are not told in the Old Style: Russia left it in February 1918."""

KEPT = 65_536
"""Dates whose words are kept: panel, list, search and tile tell of the same event one after the other."""


class Told(NamedTuple):
    """The same words in every language, in the order of `LANGUAGES`."""

    en: str
    """In English."""
    ru: str
    """In Russian."""
    zh: str
    """In Chinese."""

    def words(self, language: Language) -> str:
        """In that language."""
        return self[LANGUAGES.index(language)]


def told(words: Callable[[Language], str]) -> Told:
    """What `words` says in each language: `told(span.words)`."""
    return Told(*(words(language) for language in LANGUAGES))


def date_shown(event: Event, passages: Iterable[Passage], language: Language = "en") -> str:
    """The date of an event as it is known: brackets enclose what none of its passages states."""
    return shown(event.span, event.evidence, _stated(passages), language)


def _stated(passages: Iterable[Passage]) -> tuple[Span, ...]:
    """The dates that they state."""
    return tuple(
        passage.value_span
        for passage in passages
        if passage.property == "date"
        and passage.value_span is not None
        and passage.value_evidence in ("", "stated")
        and passage.relation == "supports"
        and passage.rank != "deprecated"
    )


def date_told(event: Event, passages: Iterable[Passage]) -> Told:
    """The date of an event as it is known, in every language."""
    return _dated(event.span, event.evidence, _stated(passages))


@lru_cache(KEPT)
def _dated(span: Span, evidence: str, stated: tuple[Span, ...]) -> Told:
    return told(lambda language: shown(span, evidence, stated, language))


def issued_told(source: Source) -> Told | None:
    """When a source appeared, as it is known, in every language; None if nothing is said of that."""
    span, evidence = source.issued_span, source.issued_evidence or "stated"
    return told(lambda language: shown(span, evidence, (), language)) if span else None


def other_style_told(event: Event) -> Told | None:
    """The days of an event in the Old Style, in every language, as long as any country kept it.

    None where no day is known, and for a Julian date, whose words give both styles already.
    """
    span = event.span
    if span.calendar != "gregorian" or span.latest is None or span.latest >= OLD_STYLE_ENDS:
        return None
    return _other_styled(span)


@lru_cache(KEPT // 4)
def _other_styled(span: Span) -> Told | None:
    other = Told(*other_styles(span, LANGUAGES))
    return other if other.en else None


def value_told(passage: Passage) -> Told | None:
    """The date that a passage gives, in every language; None where it claims something else, or no date."""
    span = passage.value_span
    return told(span.words) if span else None


def signed(source: Source) -> str:
    """Author and publisher of a source, as far as there are any: `Li, Na, Journal of Borders`."""
    return ", ".join(part for part in (source.author, source.container_title) if part)


def property_message(name: str) -> str:
    """The key of the message that names a property in every language; empty for one of the curator's own."""
    key = f"property.{name}"
    return key if key in messages.catalogue("en") else ""


def property_name(passage: Passage) -> str:
    """What a claim is about, in the curator's words: `area ceded`."""
    return passage.property.replace("_", " ").replace("-", " ")

"""All that the page tells of the data in several languages, each thing once, in a fixed order.

Why a table: the same date stands in the list, in the panel and beside each passage of the event, and in three
languages. The HTML has it once, in the language it is read in without a script, and names its place in this
table (`data-told="17"`); the payload holds the table. So a language more costs the page little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline import wording
from timeline.edition import Edition
from timeline.windows import Era, eras
from timeline.wording import Told, told


def phrases(edition: Edition) -> Mapping[Told, int]:
    """Each phrase of the edition with its place in the table, in the order of those places, from 0."""
    return {phrase: place for place, phrase in enumerate(dict.fromkeys(_all(edition)))}


def _all(edition: Edition) -> Iterator[Told]:
    for event in edition.chronology:
        yield wording.date_told(event, edition.passages_of(event.id))
        yield from _some(wording.other_style_told(event))
    for passage in edition.quotations:
        yield from _some(wording.value_told(passage))
    for source in edition.library:
        yield from _some(wording.issued_told(source))
    for era in eras([event.span for event in edition.chronology]):
        yield era_told(era)


def era_told(era: Era) -> Told:
    """The years of an era in every language."""
    return told(era.words)


def _some(phrase: Told | None) -> Iterator[Told]:
    if phrase:
        yield phrase

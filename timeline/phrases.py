"""All that the page tells of the data in several languages, each thing once, in a fixed order.

Why a table: the same date stands in the list, in the panel and beside each passage of the event, and in three
languages. The HTML has it once, in the language it is read in without a script, and names its place in this
table (`data-told="17"`); the payload holds the table. So a language more costs the page little.

It is made once for a page and handed to all that ask, because grammar takes time: a date in three languages
and both styles costs a thousand times as much as to look it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline import wording
from timeline.edition import Edition
from timeline.windows import Era, eras
from timeline.wording import Told, told


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is told of an edition."""

    places: Mapping[Told, int]
    """Each phrase with its place in the table, in the order of those places, from 0."""
    dates: Mapping[str, Told]
    """By id of event, its date as it is known."""
    other_styles: Mapping[str, Told | None]
    """By id of event, the same days in the Old Style; None where they say nothing."""
    values: Mapping[str, Told | None]
    """By id of passage, the date that it gives; None where it gives none."""
    issued: Mapping[str, Told | None]
    """By id of source, when it appeared; None where nothing is said of that."""
    eras: tuple[tuple[Era, Told], ...]
    """The eras that the page offers, each with its years."""


def phrases(edition: Edition) -> Phrases:
    """All that is told of an edition, made anew."""
    events = edition.chronology
    dates = {event.id: wording.date_told(event, edition.passages_of(event.id)) for event in events}
    other_styles = {event.id: wording.other_style_told(event) for event in events}
    values = {passage.id: wording.value_told(passage) for passage in edition.quotations}
    issued = {source.id: wording.issued_told(source) for source in edition.library}
    offered = tuple((era, told(era.words)) for era in eras([event.span for event in events]))

    def all_of_them() -> Iterator[Told | None]:
        for event in events:
            yield from (dates[event.id], other_styles[event.id])
        yield from (*values.values(), *issued.values(), *(words for _, words in offered))

    places = {phrase: place for place, phrase in enumerate(dict.fromkeys(filter(None, all_of_them())))}
    return Phrases(places, dates, other_styles, values, issued, offered)

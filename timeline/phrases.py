"""All that the page tells of the data in several languages, each thing once, in a fixed order.

Why a table: the same date stands in the list, in the panel and beside each passage of the event, and in three
languages. The HTML has it once, in the language it is read in without a script, and names its place in this
table (`data-told="17"`); the payload holds the table. So a language more costs the page little.

Each thing is told when it is first asked for, and then kept, because grammar takes time: a date in three
languages and both styles costs a thousand times as much as to look it up. A whole page asks for everything,
in one order; a volume of a large edition only for what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline import wording
from timeline.edition import Edition
from timeline.records import Event, Passage, Source
from timeline.windows import Era, eras
from timeline.wording import Told, told


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is told of an edition, or of a part of it: of whatever has been asked for."""

    edition: Edition
    """Of which it is told."""
    eras: tuple[tuple[Era, Told], ...] = ()
    """The eras that the page offers, each with its years."""
    _places: dict[Told, int] = field(default_factory=dict)
    _dates: dict[str, Told] = field(default_factory=dict)
    _other_styles: dict[str, Told | None] = field(default_factory=dict)
    _values: dict[str, Told | None] = field(default_factory=dict)
    _issued: dict[str, Told | None] = field(default_factory=dict)

    @property
    def table(self) -> tuple[Told, ...]:
        """Each phrase that has a place, in the order of those places."""
        return tuple(self._places)

    def place(self, words: Told) -> int:
        """Where a phrase stands in the table, from 0; one that is new comes last."""
        return self._places.setdefault(words, len(self._places))

    def date(self, event: Event) -> Told:
        """The date of an event as it is known."""
        if event.id not in self._dates:
            self._dates[event.id] = wording.date_told(event, self.edition.passages_of(event.id))
        return self._dates[event.id]

    def other_style(self, event: Event) -> Told | None:
        """The same days in the Old Style; None where they say nothing."""
        if event.id not in self._other_styles:
            self._other_styles[event.id] = wording.other_style_told(event)
        return self._other_styles[event.id]

    def value(self, passage: Passage) -> Told | None:
        """The date that a passage gives; None where it gives none."""
        if passage.id not in self._values:
            self._values[passage.id] = wording.value_told(passage)
        return self._values[passage.id]

    def issued(self, source: Source) -> Told | None:
        """When a source appeared; None where nothing is said of that."""
        if source.id not in self._issued:
            self._issued[source.id] = wording.issued_told(source)
        return self._issued[source.id]


def phrases(edition: Edition) -> Phrases:
    """All that is told of an edition, each phrase in its place."""
    made = with_eras(edition, eras([event.span for event in edition.chronology]))
    for phrase in filter(None, _everything(made)):
        made.place(phrase)
    return made


def with_eras(edition: Edition, offered: Iterable[Era]) -> Phrases:
    """What is told of a part of an edition, on a page that offers these eras."""
    return Phrases(edition, tuple((era, told(era.words)) for era in offered))


def _everything(made: Phrases) -> Iterator[Told | None]:
    edition: Edition = made.edition
    for event in edition.chronology:
        yield from (made.date(event), made.other_style(event))
    yield from map(made.value, edition.quotations)
    yield from map(made.issued, edition.library)
    yield from (words for _, words in made.eras)

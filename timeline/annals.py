"""The annals: every event of a bound edition in order of time, as plain pages that need no script.

A bound page holds the foremost events and sends for all others, which takes a script. Whoever has none, or
reads on paper, or follows links as a search engine does, has these: *leaves* of some hundred events, each
with its date and its quotes, and the texts in which the quotes stand, with their passages marked. All of them
are linked with one another and with the page, and each is a document of its own: nothing is loaded but one
style sheet. Texts are shown as far as the page shows them.

Each is made when it is asked for, of what it holds and nothing else, so that a million events take no more
memory than a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from timeline import wording
from timeline.article import text_page
from timeline.disclosure import Publish, allowed
from timeline.edition import Edition
from timeline.languages import Language
from timeline.panel import Piece, Proof, proof
from timeline.phrases import Phrases
from timeline.press import Press
from timeline.reader import reading
from timeline.records import Event, Passage, Source
from timeline.windows import Era, Window

LEAF = 250
"""Events of a leaf: some hundred kilobytes."""
CONTENTS = "index.html"
"""The page that lists all leaves."""
SOURCES = "sources.html"
"""The page that lists all sources."""

OPENING = "<!doctype html>\n<!-- annals -->\n"
"""How each page begins: by it a page of an earlier export is known."""

_LEAF_NAME = re.compile(r"([1-9][0-9]{0,8})\.html")
_SOURCE_NAME = re.compile(r"source-([a-z0-9-]+)\.html")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who signed a source, and when it came out."""

    signed: str
    """Authors and publisher; may be empty."""
    issued: str
    """The date, in the language of the page; may be empty."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as a leaf shows it."""

    passage: Passage
    """The passage."""
    words: tuple[Piece, ...]
    """Its words as they stand in the source; empty where the source may not be quoted."""
    source: Source
    """Where it stands."""
    imprint: Imprint
    """What is told of that."""
    page: str
    """Address of the text, opened at these words."""
    original: str
    """Address of the live original, opened there if it can be; may be empty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a leaf shows it."""

    event: Event
    """The event itself."""
    date: str
    """Its date as it is known."""
    quotes: tuple[Quote, ...]
    """The words on which it rests, in the curator's order."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a host puts around each page."""

    head: str
    """For the `<head>`: policy and style sheet; the host's own markup, never anything from the data."""
    home: str
    """Address of the whole page, as seen from the folder of the annals."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leaf as the contents list it."""

    page: str
    """Its address."""
    years: str
    """In which its events begin, or the months of one year; empty where nobody knows."""


class Annals:
    """All plain pages of an edition, each made when it is asked for."""

    def __init__(
        self,
        edition: Edition,
        around: Around,
        publish: Publish | None = None,
        language: Language | None = None,
        prove: Callable[[Passage], Proof] | None = None,
    ) -> None:
        """`publish` overrides what each source allows; `language` is the one that the pages speak.

        `prove` says what `panel.proof` says of a passage, where somebody has kept that.
        """
        self.edition = edition
        """Of which they are made."""
        self._around = around
        self._publish = publish
        self._prove = prove or partial(proof, edition, publish)
        self._language = language or edition.language
        self._press = Press(edition, self._language, Phrases(edition))
        self._imprints: dict[str, Imprint] = {}

    @property
    def leaves(self) -> int:
        """How many there are."""
        return -(-len(self.edition.chronology) // LEAF)

    def names(self) -> Iterator[str]:
        """The name of every page, which is that of its file."""
        yield from (CONTENTS, SOURCES)
        yield from (_leaf_name(number) for number in range(self.leaves))
        yield from (text_page(source.id) for source in self.edition.library)

    def __len__(self) -> int:
        """How many pages there are."""
        return 2 + self.leaves + len(self.edition.library)

    def page(self, name: str) -> str:
        """The page of that name; KeyError if there is none."""
        leaf, source = _LEAF_NAME.fullmatch(name), _SOURCE_NAME.fullmatch(name)
        if leaf and int(leaf[1]) <= self.leaves:
            return self._leaf(int(leaf[1]) - 1)
        if source and source[1] in self._sources:
            return self._source(self.edition.source(source[1]))
        if name == CONTENTS:
            return self._document(list=[self._stretch(number) for number in range(self.leaves)])
        if name == SOURCES:
            return self._document(sources=[(text_page(one.id), one) for one in self.edition.library])
        raise KeyError(name)

    # ── leaves ────────────────────────────────────────────────────────────────────────────────────────────

    def _leaf(self, number: int) -> str:
        first = number * LEAF
        events = self.edition.chronology[first : first + LEAF]
        return self._document(
            entries=[self._entry(event) for event in events],
            number=number + 1,
            first=first + 1,
            last=first + len(events),
            stretch=self._stretch(number),
            earlier=_leaf_name(number - 1) if number else None,
            later=_leaf_name(number + 1) if number + 1 < self.leaves else None,
        )

    def _entry(self, event: Event) -> Entry:
        passages = self.edition.passages_of(event.id)
        date = wording.date_shown(event, passages, self._language)
        return Entry(event, date, tuple(map(self._quote, passages)))

    def _quote(self, passage: Passage) -> Quote:
        source = self.edition.source(passage.source)
        page = f"{text_page(source.id)}#passage_{passage.id}"
        found = self._prove(passage)
        return Quote(passage, found.words, source, self._imprint(source.id), page, found.original)

    def _imprint(self, source_id: str) -> Imprint:
        if source_id not in self._imprints:
            source = self.edition.source(source_id)
            issued = wording.issued_told(source)
            told = issued.words(self._language) if issued else ""
            self._imprints[source_id] = Imprint(wording.signed(source), told)
        return self._imprints[source_id]

    def _stretch(self, number: int) -> Stretch:
        events, at = self.edition.chronology, number * LEAF
        ends = (events[at].span, events[min(at + LEAF, len(events)) - 1].span)
        first, last = (span.latest if span.earliest is None else span.earliest for span in ends)
        if first is None or last is None:
            return Stretch(_leaf_name(number), "")
        window = Window(min(first, last), max(first, last) + 1)
        return Stretch(_leaf_name(number), Era(window, 0, window.start, window.end).words(self._language))

    # ── sources ───────────────────────────────────────────────────────────────────────────────────────────

    def _source(self, source: Source) -> str:
        passages, permitted = self.edition.passages_in(source.id), allowed(source.publish, self._publish)
        return self._document(
            source=source,
            imprint=self._imprint(source.id),
            blocks=reading(source, passages, publish=permitted).blocks,
            leaf_of=lambda event: _leaf_name(self.edition.place(event) // LEAF),
        )

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(source.id for source in self.edition.library)

    def _document(self, **values: object) -> str:
        fixed = {"around": self._around, "contents": CONTENTS, "all_sources": SOURCES, "leaves": self.leaves}
        return OPENING + self._press.document("annals.html", **_NOTHING | fixed | values)


_NOTHING: dict[str, object] = dict.fromkeys(("entries", "source", "sources", "list", "earlier", "later"))
"""What a page has not."""


def _leaf_name(number: int) -> str:
    return f"{number + 1}.html"

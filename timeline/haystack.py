"""What the search of the page looks through: what people wrote of an event, and its date, letters levelled.

The page itself searches the words it holds (`SEARCHED` in `assets/concordance.js`). Of a large edition it
holds few, so the same words are found here, from the same data that the panel is printed from. A test prints
a page and compares. The order does not matter: what is wanted has no blank, so it is within one word or in
none.

Events and quotes apart, because records and texts come most cheaply in their own order: what events say by
time, what quotes say source by source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from timeline import dates, regnal, wording
from timeline.claims import DATE
from timeline.disclosure import Publish, allowed
from timeline.edition import Edition
from timeline.panel import Proof, pieces
from timeline.records import Event, Passage

_MARKS = re.compile("[\u0300-\u036f]")
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚′", "'") | dict.fromkeys("“”„″", '"'))
_CURLED = re.compile("[‘’‚′“”„″]")
_BLANKS = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
"""What parts words in JavaScript, where Python would part at control characters too."""


def fold(text: str) -> str:
    """Letters without accents, quotes without curls, nothing in capitals: as `fold` in the script."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return (plain.translate(_STRAIGHT) if _CURLED.search(plain) else plain).lower()


def words(texts: Iterable[str]) -> set[str]:
    """The distinct words of texts, levelled."""
    found = set(_BLANKS.split(fold(" ".join(texts))))
    found.discard("")
    return found


def told(edition: Edition, event: Event, titles: Mapping[str, str]) -> set[str]:
    """The words of an event itself: all that is searched of it but what its passages say.

    `titles` says what sources are called, by their ids.
    """
    said = [
        event.title,
        event.summary,
        event.place,
        event.date_note,
        " · ".join(event.parties),
        event.wikidata,
    ]
    said.append(titles.get(event.date_source, event.date_source))
    return words(filter(None, said)) | _dated(edition, event)


def quoted(
    edition: Edition,
    quotations: Iterable[Passage],
    publish: Publish | None = None,
    keep: Callable[[Passage], Proof] | None = None,
) -> Iterator[tuple[Passage, set[str]]]:
    """Each passage with its words: who speaks, why it is ranked so, the quote as it stands in its source.

    A quote that may not be shown has no words. Of passages that follow one another in one source its text is
    asked for once, because that may have to be read. `keep` gives the proof of a passage, where
    somebody keeps it on this way.
    """
    for name, inside in groupby(quotations, key=lambda passage: passage.source):
        source = edition.source(name)
        text = "" if keep or allowed(source.publish, publish) == "none" else source.text
        for passage in inside:
            said = keep(passage).words if keep else pieces(passage, text) if text else ()
            quote = "".join(piece.text for piece in said)
            yield passage, words([" ".join(passage.speaker.split()), passage.rank_reason, quote])


def _dated(edition: Edition, event: Event) -> set[str]:
    """The words of its date, in every language and by the reigns of emperors.

    Events of one day are neighbours, so their words are kept for a while, unless a passage has a say in them.
    """
    if event.evidence != "stated":  # Else no bracket depends on what passages state.
        stating = [passage for passage in edition.passages_of(event.id) if passage.property == DATE]
        if stating:
            return words([*wording.date_told(event, stating), regnal.name(event.span)])
    return _plainly_dated(event.date, event.calendar, event.year_start, event.evidence)


@lru_cache(maxsize=4096)
def _plainly_dated(date: str, calendar: str, year_start: str, evidence: str) -> set[str]:
    span = dates.parse(date, calendar, year_start)
    return words(
        [*wording.told(lambda language: dates.shown(span, evidence, (), language)), regnal.name(span)]
    )

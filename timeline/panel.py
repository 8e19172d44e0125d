"""The panel of an event: what the curator concludes, what the sources say, and where these part.

Why two things and never one: a date in `events.csv` is a judgement, a value in `passages.csv` is testimony,
and a reader who takes the one for the other is misled by a page on which every quote is true. So the two are
told apart, and where they contradict, or the sources contradict one another, every value stands beside the
others with whoever gives it: the curator's first, those set aside too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from timeline import claims, regnal, wording
from timeline.citations import where
from timeline.claims import Value
from timeline.dates import Span
from timeline.disclosure import Publish, allowed
from timeline.doubts import doubt_keys
from timeline.edition import Edition
from timeline.elision import left_out
from timeline.phrases import Phrases
from timeline.records import Claim, Event, Passage, Source
from timeline.wording import Told

DIGITS = 12
"""So many of a digest tell one text from another; all 64 are in the lock."""

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage."""

    text: str
    """As it stands in the source, each run of blanks as one space."""
    left_out: bool
    """Whether the curator's quote has an ellipsis instead."""


class Proof(NamedTuple):
    """What proves a mark."""

    words: tuple[Piece, ...]
    """The quote as it stands in the source, in one line; empty where the source may not be quoted."""
    original: str
    """Address of the live original, opened at the words where they may be shown; may be empty."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as the panel shows it."""

    passage: Passage
    """The passage itself."""
    words: tuple[Piece, ...]
    """The quote as it stands in the source, in one line; empty where the source may not be quoted."""
    source: Source
    """Where it stands."""
    property: str
    """What it is a claim about, in the curator's words; empty for the event as such."""
    property_message: str
    """The message that names the property in every language; empty for one of the curator's own."""
    value: Told | None
    """The date that it gives; what else a passage gives is the curator's words."""
    original: str
    """Address of the live original, opened at the words where they may be shown; may be empty."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The passages of one source, which is named once above them."""

    source: Source
    """Where they stand."""
    signed: str
    """Author and publisher of that source; may be empty."""
    issued: Told | None
    """When that source appeared."""
    digest: str
    """The first hexadecimal digits of the SHA-256 of its file; may be empty."""
    passages: tuple[ShownPassage, ...]
    """One or more, in the curator's order."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value of a contested property."""

    text: str
    """As it is written where it is given first."""
    told: Told | None
    """The same in every language, if it is a date."""
    concluded: bool
    """Whether the curator holds it, by the event's own date, place or parties."""
    deprecated: bool
    """Whether nobody stands by it any more: every passage that gives it is set aside."""
    passages: tuple[ShownPassage, ...]
    """Those that give it, in the curator's order; may be empty for what the curator concludes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A property whose values cannot all be true."""

    property: str
    """Its name, in the curator's words."""
    message: str
    """The message that names it in every language; empty for one of the curator's own."""
    values: tuple[ShownValue, ...]
    """Two or more: the curator's first, then as the passages give them."""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as list and panel show it."""

    event: Event
    """The event itself."""
    number: int
    """Its place in time, from 1; the reader's footnote numbers."""
    date: Told
    """Its date as it is known: `[14 August] 1945`."""
    other_style: Told | None
    """The same days in the Old Style; None where they say nothing, or stand in the date already."""
    regnal: str
    """The date by the reigns of Chinese emperors: `康熙二十八年七月二十四日`; empty where it has none."""
    doubts: tuple[str, ...]
    """What is doubtful about the date, as ends of keys of messages: `circa`, `openEnd`."""
    kind: int
    """Index of its kind, for colour and shape."""
    date_source: str
    """Title of the source the date was taken from, or what the curator wrote; may be empty."""
    witnesses: tuple[Witness, ...]
    """Its sources with their passages, in the order in which they speak first."""
    rests: str
    """On how little it rests, as the end of a key of a message: `passage`, `source`, `origin`, `nothing`;
    empty where two independent sources or more support it."""
    comparisons: tuple[Comparison, ...]
    """Of the properties that are contested."""


class Panel:
    """The events of an edition as panels; `publish` overrides what each source allows."""

    def __init__(
        self,
        edition: Edition,
        publish: Publish | None = None,
        prove: Callable[[Passage], Proof] | None = None,
    ) -> None:
        """`prove` says what `proof` says of a passage, where somebody has kept that."""
        self._edition = edition
        self._prove = prove or partial(proof, edition, publish)
        self._derived = {source.id: source.derived_from for source in edition.library}
        self._titles = {source.id: source.title for source in edition.library}

    def event(self, place: int, told: Phrases) -> ShownEvent:
        """The event at that place in time, from 0, with its words."""
        edition, event = self._edition, self._edition.chronology[place]
        passages = edition.passages_of(event.id)
        shown = tuple(
            _shown_passage(told, passage, edition.source(passage.source), self._prove(passage))
            for passage in passages
        )
        return ShownEvent(
            event=event,
            number=place + 1,
            date=told.date(event),
            other_style=told.other_style(event),
            regnal=_regnal(event.span),
            doubts=doubt_keys(event.span),
            kind=edition.kinds.index(event.kind),
            date_source=self._titles.get(event.date_source, event.date_source),
            witnesses=tuple(_witnesses(shown, told)),
            rests=rests(passages, self._derived),
            comparisons=tuple(_comparisons(edition, event, shown, told.date(event))),
        )


@lru_cache(4096)  # Events of one day are neighbours.
def _regnal(span: Span) -> str:
    return regnal.name(span)


def shown_events(edition: Edition, told: Phrases, publish: Publish | None = None) -> tuple[ShownEvent, ...]:
    """Every event with its words, in order of time."""
    panel = Panel(edition, publish)
    return tuple(panel.event(place, told) for place in range(len(edition.chronology)))


def rests(passages: Iterable[Passage], derived: Mapping[str, str]) -> str:
    """On how little an event rests, as `ShownEvent.rests` says it.

    `derived` says of a source from which other one it was taken.
    """
    given = tuple(passages)
    witnesses = claims.witnesses(given, derived)
    if len(witnesses) > 1:
        return ""
    if not witnesses:
        return "nothing"
    supporting = list(filter(claims.supports, given))
    if len(supporting) == 1:
        return "passage"
    return "source" if len({one.source for one in supporting}) == 1 else "origin"


# ── contested values ──────────────────────────────────────────────────────────────────────────────────────


def _comparisons(
    edition: Edition, event: Event, passages: Iterable[ShownPassage], date: Told
) -> Iterator[Comparison]:
    """The properties of an event whose values contradict one another, each with all that is said of it."""
    shown = {one.passage.id: one for one in passages}
    given = [one.passage for one in shown.values()]
    if not any(one.property and one.value for one in given):
        return  # As with most events: only passages can contradict.
    # A date may reach beyond the event's own and still not exclude it: the chart has a tick for it then.
    contested = {claims.DATE} if edition.rivals_of(event.id) else set()
    for name, values in claims.by_property([*_conclusions(event), *given], event.reckoning).items():
        if len(values) > 1 and (name in contested or claims.rivals(values)):
            first = next(shown[claim.id] for value in values for claim in value.claims if claim.id in shown)
            yield Comparison(
                first.property,
                first.property_message,
                tuple(_shown_value(value, shown, date) for value in values),
            )


def _conclusions(event: Event) -> Iterator[Claim]:
    """What the curator concludes, as claims that no passage makes: they have no id."""
    held = {claims.DATE: event.date, "place": event.place, "parties": ";".join(event.parties)}
    for name, value in held.items():
        yield Claim(
            id="", event=event.id, source="", exact="", prefix="", suffix="", relation="supports",
            property=name, value=value, value_evidence="", rank="preferred", rank_reason="", speaker="",
        )  # fmt: skip


def _shown_value(value: Value, shown: Mapping[str, ShownPassage], date: Told) -> ShownValue:
    passages = tuple(shown[claim.id] for claim in value.claims if claim.id)
    concluded = len(passages) < len(value.claims)
    return ShownValue(
        text=" · ".join(part.strip() for part in value.text.split(";")),
        told=date if concluded and value.span else passages[0].value if passages else None,
        concluded=concluded,
        deprecated=value.rank == "deprecated",
        passages=passages,
    )


# ── passages ──────────────────────────────────────────────────────────────────────────────────────────────


def _witnesses(passages: Iterable[ShownPassage], told: Phrases) -> Iterator[Witness]:
    """The passages by source, each source where it speaks first; `citing.js` counts on that order."""
    together: dict[str, list[ShownPassage]] = defaultdict(list)
    for one in passages:
        together[one.source.id].append(one)
    for given in together.values():
        source = given[0].source
        digest = source.sha256[:DIGITS]
        yield Witness(source, wording.signed(source), told.issued(source), digest, tuple(given))


def _shown_passage(told: Phrases, passage: Passage, source: Source, proof: Proof) -> ShownPassage:
    return ShownPassage(
        passage=passage,
        words=proof.words,
        source=source,
        property=wording.property_name(passage),
        property_message=wording.property_message(passage.property),
        value=told.value(passage),
        original=proof.original,
    )


def proof(edition: Edition, publish: Publish | None, passage: Passage) -> Proof:
    """What of a passage takes a look at the text of its source."""
    source = edition.source(passage.source)
    if allowed(source.publish, publish) == "none":
        return Proof((), source.url)
    return Proof(tuple(pieces(passage, source.text)), where(edition, passage))


def pieces(passage: Passage, text: str) -> Iterator[Piece]:
    """The words of a passage as they stand in the source, and which of them its quote leaves out."""
    words = text[passage.start : passage.end].rstrip()
    done, before = 0, " "
    gaps = left_out(passage.exact, words) if passage.tier == "elided" else ()
    for start, end in (*gaps, (len(words), len(words))):
        for raw, is_gap in ((words[done:start], False), (words[start:end], True)):
            said = _BLANK.sub(" ", raw).removeprefix(" " if before == " " else "")
            if said:
                yield Piece(said, is_gap)
                before = said[-1]
        done = end

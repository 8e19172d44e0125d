"""What the curated events leave out, seen from the texts: a list of what is still to be looked at.

Why a report and no rule: to quote little is no fault, and most dated statements of an article are no event of
its timeline. But a curator who reads only what is marked never sees what is not, so this tells, for every
text: how much of it is quoted, which of its dates no event knows, where a quote stops before a “but” or
starts after a “not”; and for every event whether it rests on one passage, or on one source, alone.

A date counts as known when its words lie in a passage, or when a passage of an event that was at that time
stands in the same sentence. Pure: from the records to values that a terminal and a page can show.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from timeline import claims, mentions
from timeline.dates import existed_during
from timeline.decoding import Lines
from timeline.mentions import Mention
from timeline.passages import sentence
from timeline.records import Event, Passage, Source

Side = Literal["before", "after"]
"""Where the missing word stands: before the quote (`not`) or after it (`but`)."""


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A date mention of a source, and the events that know it."""

    mention: Mention
    """Its words, place and meaning."""
    line: int
    """Physical line of the source's file in which it begins, from 1."""
    column: int
    """Character in that line, from 1."""
    sentence: tuple[int, int]
    """Start and end of the sentence around it, code points, end exclusive; at most 300 to either side."""
    events: tuple[str, ...]
    """Ids of the events that cover it, in order of their passages; empty if it is still to be looked at."""


@dataclass(frozen=True, slots=True)
class CutQuote:
    """A quote that stops before a word, or begins after one, that may turn its sense."""

    passage: str
    """Id of the passage."""
    event: str
    """Id of its event."""
    side: Side
    """`after` when the source goes on with the word, `before` when the word stands just before the quote."""
    word: str
    """The word as it stands there: `However`."""
    start: int
    """Its first code point in the source's text."""
    end: int
    """Code point behind its last."""
    line: int
    """Physical line of the word in the source's file, from 1."""
    column: int
    """Character in that line, from 1."""
    same_sentence: bool
    """Whether it belongs to the sentence of the quote; else it opens the next one."""


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How far the events cover one source."""

    source: str
    """Id of the source."""
    file: str
    """Its file from the project's folder: `seeds/amur.txt`."""
    length: int
    """Code points of its text."""
    quoted: int
    """Code points of it that lie in one passage or more; an elided quote counts from its first fragment to
    its last, as it is shown."""
    passages: int
    """How many passages stand in it."""
    searched: bool
    """Whether its dates were looked for: only in English texts."""
    statements: tuple[DatedStatement, ...]
    """Its date mentions, in order of place."""
    cut: tuple[CutQuote, ...]
    """Its quotes that may be cut short, in order of place."""
    lone: tuple[str, ...]
    """Ids of the events that rest on one passage, which stands here, in order of place."""

    @property
    def share(self) -> float:
        """What part of the text is quoted, 0 to 1; 0 for an empty text."""
        return self.quoted / self.length if self.length else 0.0

    @property
    def uncovered(self) -> tuple[DatedStatement, ...]:
        """The date mentions that no event covers."""
        return tuple(statement for statement in self.statements if not statement.events)


@dataclass(frozen=True, slots=True)
class ThinEvent:
    """An event that rests on one passage, or on several of one source."""

    event: str
    """Id of the event."""
    title: str
    """Its title."""
    line: int
    """Physical line of its row in `data/events.csv`, from 1; 0 if it came from no file."""
    passages: int
    """How many passages support it, none of them deprecated; one that disputes or mentions it does not."""
    sources: int
    """In how many independent sources they stand."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the events cover all texts."""

    sources: tuple[SourceCoverage, ...]
    """One for each source that has a text, in the order of the file."""
    thin: tuple[ThinEvent, ...]
    """The events with one passage or one source, in the order given; those with none at all too."""


def coverage(events: Iterable[Event], passages: Iterable[Passage], sources: Iterable[Source]) -> Coverage:
    """How far the events cover the texts. Time is linear in the texts and in what passages they can hold."""
    chronology = {event.id: event for event in events}
    library = tuple(sources)
    derived = {source.id: source.derived_from for source in library}
    inside: dict[str, list[Passage]] = defaultdict(list)
    speaking: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        inside[passage.source].append(passage)
        speaking[passage.event].append(passage)
    thin = tuple(_thin(chronology.values(), speaking, derived))
    lone = {event.event for event in thin if event.passages == 1}
    return Coverage(
        tuple(_source(source, inside[source.id], chronology, lone) for source in library if source.file), thin
    )


def of_source(
    source: Source,
    inside: Iterable[Passage],
    events: Iterable[Event],
    speaking: Mapping[str, Sequence[Passage]],
    derived: Mapping[str, str],
) -> SourceCoverage:
    """How far the events cover one text, found without a look at the others.

    `inside` are the passages that stand in it, `events` those of which they speak, `speaking` all passages of
    these events by their ids; `derived` says of each source from which it was taken.
    """
    known = {event.id: event for event in events}
    lone = {event.event for event in _thin(known.values(), speaking, derived) if event.passages == 1}
    return _source(source, tuple(inside), known, lone)


def _source(
    source: Source, passages: Sequence[Passage], events: Mapping[str, Event], lone: Collection[str]
) -> SourceCoverage:
    inside = sorted(passages, key=lambda passage: (passage.start, passage.end))
    searched = source.language.lower().split("-")[0] in ("", "en")
    found = mentions.find(source.text, source.issued_span) if searched else ()
    lines = Lines(source.text)
    return SourceCoverage(
        source.id,
        f"seeds/{source.file}",
        len(source.text),
        sum(end - start for start, end in _united(inside)),
        len(inside),
        searched,
        tuple(_statements(found, inside, events, source.text, lines)),
        tuple(_cuts(inside, source.text, lines)),
        tuple(passage.event for passage in inside if passage.event in lone and claims.supports(passage)),
    )


def _united(passages: Iterable[Passage]) -> Iterator[tuple[int, int]]:
    """The stretches that passages cover together; given in order of start."""
    last: tuple[int, int] | None = None
    for passage in passages:
        if last is not None and passage.start <= last[1]:
            last = last[0], max(last[1], passage.end)
            continue
        if last is not None:
            yield last
        last = passage.start, passage.end
    if last is not None:
        yield last


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────


def _statements(
    found: Iterable[Mention],
    passages: Sequence[Passage],
    events: Mapping[str, Event],
    text: str,
    lines: Lines,
) -> Iterator[DatedStatement]:
    starts = [passage.start for passage in passages]
    reach = list(accumulate((passage.end for passage in passages), max))
    for mention in found:
        around = sentence(text, mention.start, mention.end)
        near = passages[bisect_right(reach, around[0]) : bisect_right(starts, around[1] - 1)]
        known = dict.fromkeys(passage.event for passage in near if _knows(passage, mention, around, events))
        yield DatedStatement(mention, *lines.place(mention.start), around, tuple(known))


def _knows(passage: Passage, mention: Mention, around: tuple[int, int], events: Mapping[str, Event]) -> bool:
    if passage.start < mention.end and mention.start < passage.end:
        return True
    event = events.get(passage.event)
    if event is None or mention.span is None or passage.end <= around[0] or passage.start >= around[1]:
        return False
    return existed_during(event.span, mention.span)


# ── events that rest on little ────────────────────────────────────────────────────────────────────────────


def _thin(
    events: Iterable[Event], speaking: Mapping[str, Sequence[Passage]], derived: Mapping[str, str]
) -> Iterator[ThinEvent]:
    for event in events:
        passages = speaking.get(event.id, ())
        origins = claims.witnesses(passages, derived)
        if len(origins) <= 1:
            support = sum(map(claims.supports, passages))
            yield ThinEvent(event.id, event.title, event.row.line, support, len(origins))


# ── quotes that are cut ───────────────────────────────────────────────────────────────────────────────────

_LOOK = 64
"""Characters on either side of a quote in which a word may stand that turns it."""
_TURNS = re.compile(
    r"(?![\s”’\"'»)\].!?…]{0,8}\n\s{0,8}\n)[\s,;:)\]”’\"'»–—-]{0,8}(?P<stop>[.!?…][\s”’\"'»)\]]{0,6}|)"
    r"(?P<word>but|unless|provided(?: that)?|however|except|although|though|only if|on condition that|"
    r"nevertheless|yet)\b",
    re.IGNORECASE,
)
_OPENS_ANEW = frozenset(("but", "however", "nevertheless", "yet"))
"""Words that turn the sentence before them when they open one."""
_STOPS, _CLOSERS = (".", "!", "?", "…"), "”’\"'»)] "
_DENIES = re.compile(
    r"(?P<word>\b(?:not|never|no|nor|neither|cannot|without|nobody|nothing|hardly|scarcely)|n['’]t)\b"
    r"(?:\s{1,4}(?:be|been|to|a|an|the|yet|only|ever|any|have|has|that|going|at|in|of)){0,2}"
    r"\s{1,4}[“‘\"'«(\[]?$",
    re.IGNORECASE,
)


def _cuts(passages: Sequence[Passage], text: str, lines: Lines) -> Iterator[CutQuote]:
    """The quotes that may be cut short; `passages` in order of start."""
    starts: dict[str, list[int]] = defaultdict(list)
    reach: dict[str, list[int]] = defaultdict(lambda: [0])
    for passage in passages:
        starts[passage.event].append(passage.start)
        reach[passage.event].append(max(passage.end, reach[passage.event][-1]))
    for passage in passages:
        for side, start, end, same in _turning(passage, text):
            # The word is not lacking where another passage of the event, which begins before it, has it.
            if reach[passage.event][bisect_right(starts[passage.event], start)] < end:
                place = lines.place(start)
                yield CutQuote(passage.id, passage.event, side, text[start:end], start, end, *place, same)


def _turning(passage: Passage, text: str) -> Iterator[tuple[Side, int, int, bool]]:
    """The words beside a quote that may turn it: side, start, end, whether in the same sentence."""
    low = max(0, passage.start - _LOOK)
    if denies := _DENIES.search(text[low : passage.start]):
        yield "before", low + denies.start("word"), low + denies.end("word"), True
    if turns := _TURNS.match(text[passage.end : passage.end + _LOOK]):
        ended = bool(turns["stop"]) or text[passage.start : passage.end].rstrip(_CLOSERS).endswith(_STOPS)
        if not ended or turns["word"].lower() in _OPENS_ANEW:
            yield "after", passage.end + turns.start("word"), passage.end + turns.end("word"), not ended

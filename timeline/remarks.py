"""What the head of a source says of how far the events cover it, and no more of its text than may be shown.

Why the date's own words and its line are said even where the text around them is left out: a list of what is
still to be looked at is of use only if it is whole, and a date gives nothing away. A sentence would.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeline.boundaries import cut
from timeline.coverage import CutQuote, DatedStatement, Side, SourceCoverage
from timeline.reader import Noted
from timeline.records import Passage, Source

AROUND = 44
"""Characters of the sentence on either side of a date, and of a quote beside the word that it lacks."""
WIDEST = 48
"""Characters of a date's own words, beyond which they are cut: less than anybody would call a quotation."""

_BLANK = re.compile(r"\s+")
_STOPS = " ,;:.!?”’)"
"""With which no piece of a sentence begins."""


@dataclass(frozen=True, slots=True)
class DateRemark:
    """A date of the text that no event covers."""

    line: int
    """Physical line of the source's file, from 1."""
    before: str
    """What may be shown of its sentence before it; empty where the text is left out."""
    words: str
    """The date's own words, in one line."""
    after: str
    """What may be shown of its sentence after it; empty where the text is left out."""
    note: Noted | None
    """Its place in the text; None where the text is left out."""


@dataclass(frozen=True, slots=True)
class CutRemark:
    """A quote that may be cut short."""

    passage: str
    """Id of the passage."""
    event: str
    """Id of its event; one sentence may serve several, each of which is to be looked at."""
    quote: str
    """The words of the quote next to where it is cut, with an ellipsis for the others."""
    side: Side
    """`after` when the source goes on with the word, `before` when the quote begins after it."""
    word: str
    """The word: `However`."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """The three lists in the head of a source."""

    dates: tuple[DateRemark, ...]
    """The dates that no event covers, in order of place."""
    lone: tuple[str, ...]
    """Ids of the events that rest on one passage, which stands here."""
    cut: tuple[CutRemark, ...]
    """The quotes that may be cut short, in order of place."""

    @property
    def notes(self) -> tuple[Noted, ...]:
        """The places in the text to which the list of dates leads."""
        return tuple(remark.note for remark in self.dates if remark.note)


def remarks(
    coverage: SourceCoverage, source: Source, passages: Iterable[Passage], shown: Sequence[tuple[int, int]]
) -> Remarks:
    """What there is to say of a source of which the stretches `shown` may be read, from top to bottom."""
    spans = {passage.id: (passage.start, passage.end) for passage in passages}
    return Remarks(
        tuple(_dated(source, coverage.uncovered, shown)),
        coverage.lone,
        tuple(_cut(source.text, said, *spans[said.passage]) for said in coverage.cut),
    )


def _dated(
    source: Source, uncovered: Iterable[DatedStatement], shown: Sequence[tuple[int, int]]
) -> Iterator[DateRemark]:
    text, starts = source.text, [start for start, _ in shown]
    for said in uncovered:
        start, end = said.mention.start, said.mention.end
        words = said.mention.words
        words = words if len(words) <= WIDEST else f"{words[:WIDEST]}…"
        first, last = shown[max(0, bisect_right(starts, start) - 1)] if shown else (0, 0)
        if not first <= start < end <= last:
            yield DateRemark(said.line, "", words, "", None)
            continue
        low, high = max(first, said.sentence[0]), min(last, said.sentence[1])
        note = Noted(f"date_{source.id}_{start}", start, end)
        yield DateRemark(said.line, _before(text, low, start), words, _after(text, end, high), note)


def _cut(text: str, said: CutQuote, start: int, end: int) -> CutRemark:
    quote = _before(text, start, end) if said.side == "after" else _after(text, start, end)
    return CutRemark(said.passage, said.event, quote, said.side, said.word)


def _before(text: str, low: int, end: int) -> str:
    """The last words of a stretch, in one line, with an ellipsis for the others."""
    first = max(low, end - AROUND)
    while low < first < end and cut(text, first):
        first += 1
    words = _BLANK.sub(" ", text[first:end])
    return f"… {words.lstrip(_STOPS)}" if first > low else words


def _after(text: str, start: int, high: int) -> str:
    """The first words of a stretch, in one line, with an ellipsis for the others."""
    last = min(high, start + AROUND)
    while start < last < high and cut(text, last):
        last -= 1
    words = _BLANK.sub(" ", text[start:last])
    return f"{words.rstrip()} …" if last < high else words

"""Quotes that leave words out or put some in: “the treaty … ceded [in 1858] much of Manchuria”.

What an ellipsis stands for is not checked, so it is kept short, and the rest is checked as strictly as any
quote: all fragments, whole, in order, in one source. Words in brackets are the curator's and are passed over;
in a bracket inside a word (“[T]he”) a capital was changed. All this only where the literal text was not
found: a source may hold dots and brackets of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.folding import WITHOUT_DROPPED, Tier, fold_source, folded_words
from timeline.hits import Place, standing

LONGEST_GAP = 1500
"""Most characters that may be left out between two fragments."""

MOST_FRAGMENTS = 16
"""Fragments beyond which dots are no ellipses."""

MOST_HITS = 2000
"""Places of one fragment that are looked at; a fragment that is commoner says nothing."""

_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…+|\.{3,}|\. \. \.")
_CAPITAL = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_INSERTION = re.compile(r"\[[^\[\]]{1,300}\]")
_SPACE_BEFORE_STOP = re.compile(r"(?<!\s)\s+(?=[.,;:!?)”’])")
_TIERS: tuple[Tier, ...] = ("typography", "typography-dehyphen")


@dataclass(frozen=True, slots=True)
class Elided:
    """What became of a quote with ellipses or insertions."""

    places: tuple[Place, ...]
    """From the first fragment to the last, each place as short as it can be, in order."""
    fragments: tuple[str, ...]
    """The quote's own words, as they must stand in the source."""
    absent: tuple[str, ...]
    """Fragments that stand nowhere in the source."""


def elided(exact: str, text: str) -> Elided | None:
    """Where the fragments of a quote stand; None if the quote leaves nothing out and puts nothing in."""
    found: Elided | None = None
    for fragments in _readings(exact):
        lacking = fragments
        for tier in _TIERS:
            source = fold_source(text, tier)
            hits = [
                standing(folded_words(fragment, tier), source.text, source, text)[0] for fragment in fragments
            ]
            places = _chains(hits)
            if places:
                return Elided(tuple(places), fragments, ())
            lacking = tuple(fragment for fragment, places in zip(fragments, hits, strict=True) if not places)
        found = found or Elided((), fragments, lacking)
    return found


def left_out(exact: str, words: str) -> tuple[Place, ...]:
    """What a quote leaves out of the `words` that it spans, from top to bottom; nothing where it is whole.

    `words` is the source's text from the first fragment to the last; places count its code points.
    """
    for fragments in _readings(exact):
        for tier in _TIERS:
            source = fold_source(words, tier)
            gaps: list[Place] = []
            done = 0
            for fragment in fragments:
                hits, _ = standing(folded_words(fragment, tier), source.text, source, words)
                place = next((hit for hit in hits if hit[0] >= done), None)
                if place is None:
                    break
                gaps.append((done, place[0]))
                done = place[1]
            else:
                if not words[done:].strip():
                    return tuple(gap for gap in gaps if words[slice(*gap)].strip())
    return ()


def without_insertions(exact: str) -> str:
    """The quote without the curator's own words in brackets; `[T]he` keeps its letter."""
    plain = _CAPITAL.sub(lambda match: match.group(1), _ELLIPSIS.sub(" … ", exact))
    return _INSERTION.sub(" ", plain)


def _readings(exact: str) -> list[tuple[str, ...]]:
    """The fragments of the quote: with the capitals of “[T]he” as written and, failing that, changed."""
    readings: list[tuple[str, ...]] = []
    as_written = _CAPITAL.sub(lambda match: match.group(1), exact)
    for plain in (as_written, _CAPITAL.sub(lambda match: match.group(1).swapcase(), exact)):
        parts = [
            _SPACE_BEFORE_STOP.sub("", _INSERTION.sub("", part)).strip() for part in _ELLIPSIS.split(plain)
        ]
        fragments = tuple(part for part in parts if _says_something(part))
        if fragments and fragments != (exact.strip(),) and fragments not in readings:
            readings.append(fragments)
    return [fragments for fragments in readings if len(fragments) <= MOST_FRAGMENTS]


def _says_something(fragment: str) -> bool:
    return any(character.isalnum() for character in fragment.translate(WITHOUT_DROPPED))


def _chains(hits: Sequence[Sequence[Place]]) -> list[Place]:
    """The shortest stretches that hold a hit of each fragment, in order and near to one another."""
    if any(not 0 < len(places) <= MOST_HITS for places in hits):
        return []
    ended = list(hits[0])
    begun = [start for start, _ in hits[0]]
    for places in hits[1:]:
        starts = [start for start, _ in places]
        # Of all chains that reach the same hit, the one that began last is the shortest.
        reached: dict[int, int] = {}
        for (_, end), begin in zip(ended, begun, strict=True):
            at = bisect_left(starts, end)
            if at < len(starts) and starts[at] - end <= LONGEST_GAP:
                reached[at] = max(begin, reached.get(at, begin))
        ended = [places[at] for at in sorted(reached)]
        begun = [reached[at] for at in sorted(reached)]
    return [(begin, end) for begin, (_, end) in zip(begun, ended, strict=True)]

"""The text that comes nearest to a quote which is not there: a suggestion to the curator, never a passage.

It is found cheaply and told honestly. First the same words in other case, then the stretch of the source
that shares the most words in the same order, with what differs named in a few words. Work is bounded: the
words of a source are indexed once, rare words vote first, and only a few short stretches are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest

from timeline.boundaries import cut
from timeline.folding import fold, fold_source

LONGEST_QUOTE = 300
"""Words of a quote that are compared; of a longer one, the first."""

MOST_VOTES = 8_000
"""Places of shared words that are looked at for one quote."""

ENOUGH = 0.5
"""Share of the quote's words that must stand in order in the suggested text."""

SHORT_QUOTE = 8
"""Words up to which several stretches are weighed letter by letter."""

MOST_OFFSETS = 24
"""Stretches that are weighed for a short quote."""

CHANCE = 0.7
"""Likeness in letters that unrelated short stretches reach."""

_WORD = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|\d+(?:[.,]\d+)+|\w+(?:'\w+)*"
)
_NEGATIONS = frozenset(("not", "no", "never", "neither", "nor", "none", "without", "cannot"))


@dataclass(frozen=True, slots=True)
class Nearest:
    """Text that resembles a missing quote, and what keeps it from being the quote."""

    start: int
    """First code point of the text in the raw source."""
    end: int
    """End, exclusive."""
    text: str
    """The source's own words there."""
    reason: str
    """What differs: "cuts a word", "differs only in case", "differs in a number"."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in order, and where each occurs."""

    words: tuple[str, ...]
    """Folded and without case."""
    spans: tuple[tuple[int, int], ...]
    """Places in the folded text."""
    places: dict[str, list[int]]
    """Indices of each word."""


def nearest(exact: str, text: str) -> Nearest | None:
    """The stretch of `text` that comes nearest to the quote `exact`, or None when nothing is near."""
    return _other_case(exact, text) or _shared_words(exact, text)


def _other_case(exact: str, text: str) -> Nearest | None:
    caseless = _caseless(text)
    quote = _lower(fold(exact, "typography").text.strip())
    first = caseless.find(quote) if quote else -1
    return None if first < 0 else _at(text, first, first + len(quote), "differs only in case")


@lru_cache(maxsize=32)
def _caseless(text: str) -> str:
    return _lower(fold_source(text, "typography").text)


def _lower(folded: str) -> str:
    """The text without case, place by place: what would change its length (ß to ss) stays."""
    caseless = folded.casefold()
    if len(caseless) == len(folded):
        return caseless
    return "".join(low if len(low := character.casefold()) == 1 else character for character in folded)


@lru_cache(maxsize=32)
def _indexed(text: str) -> _Words:
    return _words(fold_source(text, "typography").text)


def _words(folded: str) -> _Words:
    matches = list(_WORD.finditer(folded))
    words = tuple(match.group().casefold() for match in matches)
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(word, []).append(index)
    return _Words(words, tuple(match.span() for match in matches), places)


def _shared_words(exact: str, text: str) -> Nearest | None:
    source = _indexed(text)
    folded = fold(exact[: 40 * LONGEST_QUOTE], "typography").text
    quote = _words(folded)
    asked = quote.words[:LONGEST_QUOTE]
    offsets = _best_offsets(asked, quote.places, source.places)
    stretches = [stretch for offset in offsets if (stretch := _stretch(asked, source.words, offset))]
    if not stretches:
        return None
    if len(asked) <= SHORT_QUOTE:
        stretches += [(0.0, max(0, i), min(len(source.words), i + len(asked))) for i in offsets]
        nearness, begin, stop = max((_nearness(asked, source.words[i:j]), -i, j) for _, i, j in stretches)
        begin = -begin
    else:
        nearness, begin, stop = stretches[0]
    if nearness < ENOUGH:
        return None
    spelled = tuple(folded[slice(*span)] for span in quote.spans[:LONGEST_QUOTE])
    found = tuple(fold_source(text, "typography").text[slice(*span)] for span in source.spans[begin:stop])
    whole = len(asked) == len(quote.words) and len(exact) <= 40 * LONGEST_QUOTE
    return _at(text, source.spans[begin][0], source.spans[stop - 1][1], _difference(spelled, found, whole))


def _stretch(asked: tuple[str, ...], words: tuple[str, ...], offset: int) -> tuple[float, int, int] | None:
    """The words of the source that answer the quote near `offset`: share of words in order, first, end."""
    first, last = max(0, offset - 3), min(len(words), offset + len(asked) + len(asked) // 4 + 3)
    matcher = SequenceMatcher(None, asked, words[first:last], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    begin = max(first, first + blocks[0].b - blocks[0].a)
    after = len(asked) - blocks[-1].a - blocks[-1].size
    stop = min(last, first + blocks[-1].b + blocks[-1].size + after)
    return sum(block.size for block in blocks) / len(asked), begin, stop


def _nearness(asked: tuple[str, ...], found: tuple[str, ...]) -> float:
    """How alike two short stretches are in letters: “in 1858” is nearer to “in 1859” than “in the” is."""
    ratio = SequenceMatcher(None, " ".join(asked)[:200], " ".join(found)[:200], autojunk=False).ratio()
    return ratio if ratio > CHANCE else 0.0


def _best_offsets(
    asked: tuple[str, ...], own: dict[str, list[int]], places: dict[str, list[int]]
) -> list[int]:
    """Where the quote would begin, in words of the source, most likely first."""
    votes: Counter[int] = Counter()
    cast = 0
    for word in sorted(set(asked) & places.keys(), key=lambda word: (len(places[word]), word)):
        mine = [index for index in own[word][:4] if index < len(asked)]
        cast += len(mine) * len(places[word])
        if votes and cast > MOST_VOTES:
            break
        votes.update(place - index for index in mine for place in places[word][:MOST_VOTES])
    near = {offset: sum(votes.get(offset + shift, 0) for shift in range(-2, 3)) for offset in votes}
    return nlargest(
        MOST_OFFSETS if len(asked) <= SHORT_QUOTE else 1,
        near,
        key=lambda offset: (near[offset], votes[offset], -offset),
    )


def _difference(asked: tuple[str, ...], found: tuple[str, ...], whole: bool) -> str:
    """What differs, in a few words; the gravest first. `whole`: all of the quote was compared."""
    changed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, asked, found, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += (*asked[a:b], *found[c:d])
    if any(character.isnumeric() for word in changed for character in word):
        return "differs in a number"
    if any(word.casefold() in _NEGATIONS or word.casefold().endswith("n't") for word in changed):
        return "differs in a negation"
    if not changed:
        return "differs in punctuation" if whole else "differs further on"
    if any(word[0].isupper() for word in changed):
        return "differs in a name"
    return "differs in a word" if len(changed) <= 2 else "differs in several words"


def _at(text: str, first: int, last: int, reason: str) -> Nearest:
    source = fold_source(text, "typography")
    start, end = source.raw_start(first)[0], source.raw_end(last)[0]
    return Nearest(start, end, text[start:end], cut(text, start) or cut(text, end) or reason)

"""What stands beside a quote: which of several places is meant, and what would tell them apart.

Tools that return the best hit anchor to look-alikes: a deleted sentence moves to its sibling
(hypothesis/client#7571), a suffix is ignored where the prefix fits (product-backlog#1022). So a place is
chosen only if its context fits, leads, and no side of it speaks for another place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from timeline.edits import similarity
from timeline.folding import folded_words
from timeline.hits import Place

LENGTH = 256
"""Characters of prefix and suffix that are compared, nearest to the quote first."""

MOST_WEIGHED = 1000
"""Places beyond which only context that stands verbatim can choose."""

FITS = 0.5
"""Similarity from which context speaks for a place; unrelated prose stays below it (measured)."""

LEADS = 0.10
"""How much better the chosen place must fit than every other."""

SHORTEST = 16
"""Characters that a proposed context has at least: one that is only just enough tells nobody much."""

MOST_SETTLED = 20
"""Places for which it is said what would settle that they are meant."""

Fit = tuple[float, float]
"""How well prefix and suffix fit what stands beside a place, from 0 to 1; 1 where none was given."""

_WORDS = re.compile(r"\S+\s*|\s+")


def chosen(prefix: str, suffix: str, text: str, places: Sequence[Place]) -> Place | None:
    """The one place that prefix and suffix point to, or None when they do not settle it."""
    if len(places) == 1:
        return places[0]
    verbatim = [
        (start, end)
        for start, end in places
        if text.endswith(prefix, 0, start) and text.startswith(suffix, end)
    ]
    if len(verbatim) == 1:
        return verbatim[0]
    if len(places) > MOST_WEIGHED:
        return None
    before, after = _folded(prefix, suffix)
    winner = _winner(_fits(before, after, text, places), len(before), len(after))
    return None if winner is None else places[winner]


def fitting(prefix: str, suffix: str, text: str, places: Sequence[Place]) -> list[Place]:
    """The places beside which at least one side of the context stands, more or less; all if there is none.

    Words that resemble a quote and stand in quite other company are a look-alike.
    """
    before, after = _folded(prefix, suffix)
    if not before and not after:
        return list(places)
    return [
        place
        for place, (left, right) in zip(places, _fits(before, after, text, places), strict=True)
        if (before and left >= FITS) or (after and right >= FITS)
    ]


def _folded(prefix: str, suffix: str) -> tuple[str, str]:
    """Both sides as they are compared: without presentation, the prefix backwards."""
    before = folded_words(prefix, "typography")[::-1][:LENGTH]
    return before, folded_words(suffix, "typography")[:LENGTH]


def _fits(before: str, after: str, text: str, places: Sequence[Place]) -> list[Fit]:
    return [
        (
            similarity(before, _beside(text[max(0, start - 4 * LENGTH) : start], len(before), -1)),
            similarity(after, _beside(text[end : end + 4 * LENGTH], len(after), 1)),
        )
        for start, end in places
    ]


def _beside(raw: str, length: int, step: Literal[1, -1]) -> str:
    """The folded text next to a place, read away from it, a little longer than the context."""
    return folded_words(raw, "typography")[::step][: length + length // 2 + 1]


def _winner(fits: Sequence[Fit], before: int, after: int) -> int | None:
    """Index of the place that fits best, if it fits, leads, and neither side speaks for another place.

    `before` and `after` are the lengths of the context; a side that was not given has no say, and one that
    fits nowhere must not tip the scales with its noise. Context that fits one place without a fault needs
    no lead: near-duplicates differ by a digit.
    """
    if not before + after:
        return None
    totals = [(left * before + right * after) / (before + after) for left, right in fits]
    spoken = [
        (before * left * (left >= FITS) + after * right * (right >= FITS)) / (before + after)
        for left, right in fits
    ]
    best = max(range(len(fits)), key=spoken.__getitem__)
    lead = min(
        min(totals[best] - totals[index], spoken[best] - spoken[index])
        for index in range(len(fits))
        if index != best
    )
    if spoken[best] < FITS or lead <= 0 or (lead < LEADS and totals[best] < 1.0):
        return None
    for side, length in enumerate((before, after)):
        if length and any(fit[side] >= FITS and fit[side] >= fits[best][side] + LEADS for fit in fits):
            return None
    return best


def settling(text: str, places: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    """For each of the first places, the shortest prefix or suffix of whole words that no other place has.

    As (prefix, suffix), one of the two empty; both are empty where `LENGTH` characters on either side are the
    same at another place, and for every place where there are too many to compare.
    """
    if len(places) > MOST_WEIGHED:
        return (("", ""),) * MOST_SETTLED
    before = [text[max(0, start - LENGTH) : start][::-1] for start, _ in places]
    after = [text[end : end + LENGTH] for _, end in places]
    told = []
    for index in range(min(len(places), MOST_SETTLED)):
        prefix, suffix = _distinct(before, index), _distinct(after, index)
        if prefix and (not suffix or len(prefix) < len(suffix)):
            told.append((prefix[::-1], ""))
        else:
            told.append(("", suffix))
    return tuple(told)


def _distinct(beside: Sequence[str], index: int) -> str:
    """The shortest run of whole words with which the text at `index` begins and no other does; or nothing."""
    own, others = beside[index], [other for at, other in enumerate(beside) if at != index]
    common = max(_shared(own, other) for other in others)
    for match in _WORDS.finditer(own):
        if match.end() > max(common, SHORTEST) and match.group().strip():
            return own[: match.start() + len(match.group().rstrip())]
    return own.rstrip() if len(own.rstrip()) > common else ""


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)

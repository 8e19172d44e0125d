"""Where a quote stands in its source.

Verify strictly: a quote is `exact` only if its words stand in the source, all of them, whole, and at one
place. Presentation is forgiven tier by tier (see `folding`), words are not: one digit, an added “not” or a
swapped name is `missing`, with the nearest text as a suggestion to the curator and never as an answer. A
similarity threshold cannot do this: fuzzy scorers give 95 of 100 points to a sentence with a digit changed.

Two places are `ambiguous` unless the context settles it. Tools that return the best hit anchor to look-alikes
(hypothesis/client issues 7571 and 258, hypothesis/h issues 2634 and 2798, product-backlog issue 1022): a
deleted sentence moves to its sibling, a name to an earlier namesake, a suffix is ignored where the prefix
fits. Context chooses among whole hits; it never vetoes the only one, because sources are re-paragraphed more
often than they are re-worded.

Selectors are those of the W3C Web Annotation Data Model, 4.2.4; places are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.boundaries import cut, sentence
from timeline.folding import TIERS, WITHOUT_DROPPED, Folded, Tier, fold, fold_source
from timeline.nearest import Nearest, nearest

__all__ = ["Located", "Nearest", "Selector", "locate", "sentence"]

Status = Literal["exact", "fuzzy", "ambiguous", "missing"]
Place = tuple[int, int]

CONTEXT_LENGTH = 256
"""Characters of prefix and suffix that are compared, nearest to the quote first."""

MOST_WEIGHED = 1000
"""Places beyond which only context that stands verbatim can choose."""

FITS = 0.5
"""Similarity from which context speaks for a place; unrelated prose stays below it (measured)."""

LEADS = 0.10
"""How much better the chosen place must fit than every other."""


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find a quote in its source: a TextQuoteSelector."""

    exact: str
    """The words of the source as the curator copied them."""
    prefix: str = ""
    """Text just before them; needed only where the quote stands more than once."""
    suffix: str = ""
    """Text just after them."""


@dataclass(frozen=True, slots=True)
class Located:
    """What the search for a quote found."""

    status: Status
    """`exact`: the words stand there, once. Nothing else is proof."""
    start: int | None = None
    """First code point of the passage in the raw text; None unless one place was found."""
    end: int | None = None
    """End of the passage, exclusive; None unless one place was found."""
    tier: Tier | Literal[""] = ""
    """How much presentation had to be forgiven; empty when nothing was found."""
    places: tuple[Place, ...] = ()
    """All places, in order, when the quote is `ambiguous`."""
    nearest: Nearest | None = None
    """For a missing quote, the text that comes nearest: a suggestion, never a passage."""


def locate(selector: Selector, text: str) -> Located:
    """Find the quote in the raw text of its source (decoded, line ends kept). Never raises.

    Time is linear in the text; its foldings are remembered, so further quotes cost a search each.
    """
    if not selector.exact.translate(WITHOUT_DROPPED).strip():
        return Located("missing")
    halved: Nearest | None = None
    sought: tuple[str, str] | None = None
    for tier in TIERS:
        source = fold_source(text, tier)
        quote = selector.exact if tier == "identity" else fold(selector.exact, tier).text.strip()
        if sought == (quote, source.text):
            continue
        sought = quote, source.text
        places: list[Place] = []
        for hit in occurrences(quote, source.text):
            place, reason = _raw_place(hit, hit + len(quote), source, text)
            if not reason:
                places.append(place)
            elif halved is None:
                halved = Nearest(*place, text[slice(*place)], reason)
        if places:
            return _chosen(selector, text, tier, tuple(places))
    return Located("missing", nearest=halved or nearest(selector.exact, text))


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Every place where `needle` begins, overlapping ones too, in linear time.

    Restarting `str.find` after each hit is quadratic when a long needle overlaps itself (“aaaa…”). Two hits
    less than the needle's length apart prove it periodic, and then only the next period needs a look.
    """
    at = text.find(needle)
    while at >= 0:
        yield at
        following = text.find(needle, at + 1)
        if 0 <= following <= at + len(needle) // 2:
            period = following - at
            at = following
            yield at
            tail = needle[-period:]
            while text.startswith(tail, at + len(needle)):
                at += period
                yield at
            following = text.find(needle, at + 1)
        at = following


def _raw_place(first: int, last: int, source: Folded, text: str) -> tuple[Place, str]:
    """The raw place of a hit, and what it halves: "" for a whole one."""
    start, begins = source.raw_start(first)
    end, stops = source.raw_end(last)
    if not (begins and stops):
        return (start, end), "cuts a character"
    return (start, end), cut(text, start) or cut(text, end)


def _chosen(selector: Selector, text: str, tier: Tier, places: tuple[Place, ...]) -> Located:
    place = places[0] if len(places) == 1 else _by_context(selector, text, places)
    if place is None:
        return Located("ambiguous", tier=tier, places=places)
    return Located("exact", *place, tier)


def _by_context(selector: Selector, text: str, places: Sequence[Place]) -> Place | None:
    """The one place that prefix and suffix point to, or None when they do not settle it."""
    prefix, suffix = selector.prefix, selector.suffix
    verbatim = [
        (start, end)
        for start, end in places
        if text.endswith(prefix, 0, start) and text.startswith(suffix, end)
    ]
    if len(verbatim) == 1:
        return verbatim[0]
    if len(places) > MOST_WEIGHED:
        return None
    before = fold(prefix, "typography").text.strip()[::-1][:CONTEXT_LENGTH]
    after = fold(suffix, "typography").text.strip()[:CONTEXT_LENGTH]
    fits = [
        (
            similarity(before, _beside(text[max(0, start - 4 * CONTEXT_LENGTH) : start], len(before), -1)),
            similarity(after, _beside(text[end : end + 4 * CONTEXT_LENGTH], len(after), 1)),
        )
        for start, end in places
    ]
    winner = _winner(fits, len(before), len(after))
    return None if winner is None else places[winner]


def _beside(raw: str, length: int, step: Literal[1, -1]) -> str:
    """The folded text next to a place, read away from it, a little longer than the context."""
    return fold(raw, "typography").text.strip()[::step][: length + length // 2 + 1]


def _winner(fits: Sequence[tuple[float, float]], before: int, after: int) -> int | None:
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


def similarity(context: str, beside: str) -> float:
    """1 - edits / length: how well `context` fits the beginning of `beside`, from 0 to 1.

    Myers' bit vectors (J. ACM 46, 1999) in one big integer, anchored at the start and free at the end.
    """
    if not context or beside.startswith(context):
        return 1.0
    rows: dict[str, int] = {}
    for index, character in enumerate(context):
        rows[character] = rows.get(character, 0) | 1 << index
    every = (1 << len(context)) - 1
    top = 1 << len(context) - 1
    up, down, edits = every, 0, len(context)
    fewest = edits
    for character in beside:
        equal = rows.get(character, 0)
        across = (((equal & up) + up) ^ up) | equal
        plus = down | ~(across | up)
        minus = up & across
        edits += 1 if plus & top else -1 if minus & top else 0
        fewest = min(fewest, edits)
        plus = plus << 1 | 1
        stay = equal | down
        up = (minus << 1 | ~(stay | plus)) & every
        down = plus & stay & every
    return 1 - fewest / len(context)

"""Where a quote stands in its source.

Verify strictly, locate fuzzily. A quote is `exact` only if its words stand in the source, all of them, whole,
and at one place. Presentation is forgiven tier by tier (see `folding`), words are not: one digit, an added
“not”, a swapped name or another capital is `fuzzy`, with what differs, and proves nothing. A similarity
threshold cannot do this: fuzzy scorers give 95 of 100 points to a sentence with a digit changed.

The search, each step only if the one before found nothing:

1. the words as they are, tier by tier;
2. the words with what `…` leaves out and `[…]` puts in (see `elision`);
3. the words in other capitals; then the words where they are part of longer ones;
4. words that resemble them (see `approximate`), if they stand in the company that the quote remembers.

Two places are `ambiguous` unless the context settles it (see `context`). Context chooses among hits; it never
vetoes the only exact one, because sources are re-paragraphed more often than they are re-worded.

Selectors are those of the W3C Web Annotation Data Model, 4.2.4; places are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timeline import context
from timeline.approximate import Candidate, allowed, candidates, nearly
from timeline.boundaries import cut, sentence
from timeline.differences import Guard, Nearest, compared
from timeline.elision import LONGEST_GAP, Elided, elided
from timeline.folding import TIERS, WITHOUT_DROPPED, caseless, caseless_source, fold_source, folded_words
from timeline.folding import Tier as Folding
from timeline.hits import Place, standing

__all__ = ["Guard", "Located", "Nearest", "Selector", "locate", "sentence", "stands"]

Status = Literal["exact", "fuzzy", "ambiguous", "missing"]
Tier = Folding | Literal["elided"]


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find a quote in its source: a TextQuoteSelector."""

    exact: str
    """The words of the source as the curator copied them; `…` where some are left out."""
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
    """How much presentation had to be forgiven; empty unless the words themselves stand there."""
    places: tuple[Place, ...] = ()
    """All places, in order, when the quote is `ambiguous`."""
    settling: tuple[tuple[str, str], ...] = ()
    """For the first of these places, (prefix, suffix) that would choose it; both empty where none would."""
    nearest: Nearest | None = None
    """What the source has instead: at the place of a `fuzzy` quote; for a `missing` one a mere suggestion."""
    reason: str = ""
    """Why a quote is missing although its parts are there."""


def locate(selector: Selector, text: str) -> Located:
    """Find the quote in the raw text of its source (decoded, line ends kept). Never raises.

    Time is linear in the text; its foldings are remembered, so further quotes cost a search each.
    """
    if not selector.exact.translate(WITHOUT_DROPPED).strip():
        return Located("missing")
    if (copied := _copied(selector.exact, text)) is not None:
        return copied
    places, tier, halved = _standing(selector.exact, text)
    if places:
        return _settled(selector, text, places, "exact", tier)
    parts = elided(selector.exact, text)
    if parts and parts.places:
        return _settled(selector, text, parts.places, "exact", "elided")
    places = _in_other_capitals(selector.exact, text)
    if places or halved:
        return _settled(selector, text, places or halved, "fuzzy", "", halved=not places)
    if parts and len(parts.fragments) > 1:
        return _parted(parts, text)
    found = _resembling(selector, text)
    if parts and found.status == "missing":
        bare = Selector(parts.fragments[0], selector.prefix, selector.suffix)
        return max(found, _resembling(bare, text), key=lambda located: located.nearest is not None)
    return found


def _copied(exact: str, text: str) -> Located | None:
    """The words exactly as they are, whole and in one place only, as nearly every quote stands; else None."""
    start = text.find(exact)
    end = start + len(exact)
    if start < 0 or text.find(exact, start + 1) >= 0 or cut(text, start) or cut(text, end):
        return None
    return Located("exact", start, end, "identity")


def stands(exact: str, text: str) -> bool:
    """Whether the words stand in the text somewhere, whole."""
    if not exact.translate(WITHOUT_DROPPED).strip():
        return False
    if _standing(exact, text)[0]:
        return True
    parts = elided(exact, text)
    return parts is not None and bool(parts.places)


def _standing(exact: str, text: str) -> tuple[list[Place], Folding | Literal[""], list[Place]]:
    """Whole places at the first tier that has any, that tier; else the first places that are not whole."""
    halved: list[Place] = []
    sought: set[tuple[str, str]] = set()
    for tier in TIERS:
        source = fold_source(text, tier)
        quote = exact if tier == "identity" else folded_words(exact, tier)
        if (quote, source.text) in sought:
            continue
        sought.add((quote, source.text))
        whole, cut = standing(quote, source.text, source, text)
        if whole:
            return whole, tier, []
        halved = halved or cut
    return [], "", halved


def _in_other_capitals(exact: str, text: str) -> list[Place]:
    source = fold_source(text, "typography")
    quote = caseless(folded_words(exact, "typography"))
    return standing(quote, caseless_source(text), source, text)[0]


def _settled(
    selector: Selector,
    text: str,
    places: Sequence[Place],
    status: Status,
    tier: Tier | Literal[""],
    *,
    halved: bool = False,
) -> Located:
    """The one place, or the one that context chooses; else that it is ambiguous."""
    place = context.chosen(selector.prefix, selector.suffix, text, places)
    if place is None:
        return Located("ambiguous", None, None, tier, tuple(places), context.settling(text, places))
    nearest = None if status == "exact" else compared(selector.exact, text, *place, halved=halved)
    return Located(status, *place, tier, nearest=nearest)


def _resembling(selector: Selector, text: str) -> Located:
    """The place that resembles the quote most, if it stands in the right company and no other is as good."""
    found = candidates(selector.exact, text)
    if not found:
        return Located("missing")
    length = len(folded_words(selector.exact, "typography"))
    near = _in_company(selector, text, found, length)
    if found[0] not in near and found[0].edits <= allowed(length):  # a look-alike hides who is less alike
        near = _in_company(selector, text, candidates(selector.exact, text, every=True), length)
    if not near:
        return Located("missing", nearest=compared(selector.exact, text, *found[0].place))
    places = _as_near(near, length)
    return _settled(selector, text, places, "fuzzy", "")


def _in_company(selector: Selector, text: str, found: Sequence[Candidate], length: int) -> list[Candidate]:
    """Of the candidates those that count as found and stand beside what the quote remembers."""
    near = [candidate for candidate in found if candidate.edits <= allowed(length)]
    fitting = set(context.fitting(selector.prefix, selector.suffix, text, [item.place for item in near]))
    return [candidate for candidate in near if candidate.place in fitting]


def _as_near(near: Sequence[Candidate], length: int) -> list[Place]:
    """The places that are about as near as the nearest, in order."""
    most = near[0].edits + nearly(length)
    return sorted({candidate.place for candidate in near if candidate.edits <= most})


def _parted(parts: Elided, text: str) -> Located:
    """A quote with ellipses of which not all fragments stand in order and near to one another."""
    if not parts.absent:
        reason = f"its parts do not stand in this order, or are more than {LONGEST_GAP:,} characters apart"
        return Located("missing", reason=reason)
    worst = max(parts.absent, key=len)
    found = locate(Selector(worst), text)
    if found.status == "fuzzy":
        return found
    return Located("missing", nearest=found.nearest, reason=f"this part does not stand there: “{worst}”")

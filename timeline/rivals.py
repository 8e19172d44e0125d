"""Rivals of a date: the dates that passages give for an event and that its own date cannot be.

What the curator concludes is one date; what the sources say may be others, and to hide them would make the
mark look surer than it is. A rival is not merely written otherwise: `1858` holds the 28th of May 1858 and
the 19th century holds both, so none of them contradicts another. Only what lies apart, or reaches beyond on
one side without holding the whole, cannot be the same date.

Judged by days alone, as `dates.reach` counts them, for a mark stands where its days are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from timeline.dates import Span, reach
from timeline.records import Event, Passage

RANKS = ("preferred", "normal", "deprecated")
"""The best first."""
RELATIONS = ("supports", "disputes", "mentions")
"""The strongest first."""


@dataclass(frozen=True, slots=True)
class RivalDate:
    """A date that passages give for an event and that cannot be the date drawn."""

    span: Span
    """The date, as the first of the passages writes it."""
    passages: tuple[str, ...]
    """Ids of the passages that give it, in the order in which they came."""
    rank: str
    """The best rank that any of them has: `preferred`, `normal` or `deprecated`."""
    relation: str
    """The strongest relation that any of them has: `supports`, `disputes` or `mentions`."""


def rival_dates(event: Event, passages: Iterable[Passage]) -> tuple[RivalDate, ...]:
    """The rivals of an event's date among its passages, by their start; each distinct date once.

    Deprecated claims are among them: they stay to be seen, as what they are.
    """
    found: dict[tuple[object, ...], list[Passage]] = {}
    for passage in passages:
        span = passage.value_span
        if passage.property == "date" and span is not None and are_rivals(event.span, span):
            found.setdefault(_meaning(span), []).append(passage)
    made = [_rival(group) for group in found.values()]
    return tuple(sorted(made, key=lambda rival: (rival.span.sort_key, rival.passages)))


def are_rivals(one: Span, other: Span) -> bool:
    """Whether two dates cannot both be right: neither holds the other.

    An end that nobody knows may be anywhere on its side, so it contradicts nothing there.
    """
    return not (_holds(one, other) or _holds(other, one))


def _holds(outer: Span, inner: Span) -> bool:
    """Whether each day that `inner` reaches lies within what `outer` may mean."""
    stretches = reach(outer)
    if outer.earliest_kind == "unknown":
        stretches[0] = (-math.inf, stretches[0][1])
    if outer.latest_kind == "unknown":
        stretches[-1] = (stretches[-1][0], math.inf)
    return all(
        any(first <= begun and ended <= last for first, last in stretches) for begun, ended in reach(inner)
    )


def _meaning(span: Span) -> tuple[object, ...]:
    """What two dates share that say the same: the days that they reach, and every doubt about them."""
    is_set = span.kind in ("one_of", "all_of") and span.kind
    doubts = (span.approximate, span.uncertain, span.unspecified)
    return tuple(reach(span)), span.earliest_kind, span.latest_kind, is_set, doubts


def _rival(passages: list[Passage]) -> RivalDate:
    span = passages[0].value_span
    assert span is not None
    return RivalDate(
        span,
        tuple(passage.id for passage in passages),
        min((passage.rank for passage in passages), key=RANKS.index),
        min((passage.relation for passage in passages), key=RELATIONS.index),
    )

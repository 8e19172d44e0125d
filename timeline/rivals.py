"""Rivals of a date: the dates that passages give for an event and that its own date cannot be.

What the curator concludes is one date; what the sources say may be others, and to hide them would make the
mark look surer than it is. A rival is not merely written otherwise: `1858` holds the 28th of May 1858 and
the 19th century holds both, so none of them contradicts another. Only what lies apart, or reaches beyond on
one side without holding the whole, cannot be the same date.

Judged by days alone, as `dates.reach` counts them, for a mark stands where its days are. Which claims say the
same is for `claims` to tell, so that panel, check and chart agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from timeline.claims import DATE, by_property
from timeline.dates import Span, reach
from timeline.records import Event, Passage


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
    """What the passages of that rank do to the event: `supports` before `disputes` before `mentions`."""


def rival_dates(event: Event, passages: Iterable[Passage]) -> tuple[RivalDate, ...]:
    """The rivals of an event's date among its passages, by their start; each distinct date once.

    Deprecated claims are among them: they stay to be seen, as what they are.
    """
    dated = [passage for passage in passages if passage.property == DATE]
    values = by_property(dated, event.reckoning).get(DATE, ())
    made = [
        RivalDate(value.span, tuple(claim.id for claim in value.claims), value.rank, value.relation)
        for value in values
        if value.span is not None and are_rivals(event.span, value.span)
    ]
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

"""Lanes: the labelled groups of rows in which marks stand, one for each kind or for each party.

By kind every event stands once. By party it stands in the lane of each of its parties, as a reader who
follows one party expects; parties beyond the most frequent share a last lane, so that the chart keeps its
height.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.records import Event

MOST = 8
"""Lanes by party, the last of which may stand for all others."""
MOST_KINDS = 12
"""Lanes by kind; more than by party, because their order is the curator's."""
OTHERS = "Others"
"""Name of the lane for events whose parties have none; “All others” where a party is called so."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A labelled group of rows."""

    name: str
    """The kind or the party, as written by the curator."""
    events: frozenset[str]
    """Ids of the events that stand in it."""


def lanes(
    events: Sequence[Event], by: Literal["kind", "party"], kinds: Sequence[str] = ()
) -> tuple[Lane, ...]:
    """The lanes of these events, from the top: kinds in the order of `kinds`, others after them by name."""
    if by == "kind":
        found = {event.kind for event in events}
        names = [name for name in dict.fromkeys([*kinds, *sorted(found)]) if name in found]
        return _lanes(events, {event.id: {event.kind} for event in events}, names, MOST_KINDS)
    counts = Counter(party for event in events for party in set(event.parties))
    ranked = sorted(counts, key=lambda party: (-counts[party], party))
    return _lanes(events, {event.id: set(event.parties) for event in events}, ranked, MOST)


def _lanes(
    events: Sequence[Event], names_of: Mapping[str, set[str]], names: Sequence[str], most: int
) -> tuple[Lane, ...]:
    """A lane for each name, and one for all others where names are too many or an event has none."""
    all_have_room = len(names) <= most and all(names_of.values())
    named = names if all_have_room else names[: most - 1]
    found = [Lane(name, frozenset(e.id for e in events if name in names_of[e.id])) for name in named]
    others = frozenset(event.id for event in events if not names_of[event.id] & set(named))
    rest = OTHERS
    while rest in names:
        rest = f"All {rest.lower()}"
    return tuple([*found, Lane(rest, others)] if others else found)

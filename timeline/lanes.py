"""Lanes: the labelled groups of rows in which marks stand, one for each kind or for each party.

By kind every event stands once. By party it stands in the lane of each of its parties, as a reader who
follows one party expects; parties beyond the most frequent share a last lane, so that the chart keeps its
height.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.records import Event

MOST = 8
"""Lanes by party, the last of which may stand for all others."""
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
        names = dict.fromkeys([*kinds, *sorted({event.kind for event in events})])
        made = (Lane(name, frozenset(event.id for event in events if event.kind == name)) for name in names)
        return tuple(lane for lane in made if lane.events)
    counts = Counter(party for event in events for party in set(event.parties))
    ranked = sorted(counts, key=lambda party: (-counts[party], party))
    all_have_room = len(ranked) <= MOST and all(event.parties for event in events)
    named = ranked if all_have_room else ranked[: MOST - 1]
    found = [Lane(party, frozenset(e.id for e in events if party in e.parties)) for party in named]
    others = frozenset(event.id for event in events if not set(event.parties) & set(named))
    name = OTHERS
    while name in counts:
        name = f"All {name.lower()}"
    return tuple([*found, Lane(name, others)] if others else found)

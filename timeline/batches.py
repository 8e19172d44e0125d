"""A large project in handfuls, so that a rule which looks at one event or one claim sees objects, as ever.

Why handfuls that are `Material` themselves: a rule stays what it is, a few lines over records, whether there
are thirty of them or a million. A handful of claims comes with the events of which they speak; one of events
with all that is claimed of them. What a rule wants to know of all, it asks of the whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import le
from typing import Any

from timeline.groups import Groups
from timeline.material import Material, unread
from timeline.records import Claim, Event, TableRow
from timeline.reread import Records
from timeline.tables import Table

HANDFUL = 4_000
"""Events or claims that are judged at one time."""


def by_claims(material: Material) -> Iterator[Material]:
    """All claims, some at a time in the order of the file, each with the event of which it speaks."""
    claims, events = material.claims.records, material.events.records
    find = material.events.finder()
    for first in range(0, len(claims), HANDFUL):
        some = tuple(claims[first : first + HANDFUL])
        spoken = sorted({find(name) for name in {claim.event for claim in some}} - {-1})
        places = range(first, first + len(some))
        yield _handful(material, tuple(events[place] for place in spoken), some, places, ())


def by_events(material: Material, speaking: Sequence[int]) -> Iterator[Material]:
    """All events, some at a time in the order of the file, each with all that is claimed of it.

    `speaking` are the `owners` of the claims.
    """
    claims, events = material.claims.records, material.events.records
    groups = Groups(speaking)
    unclear = unread(material)
    for first in range(0, len(events), HANDFUL):
        some = tuple(events[first : first + HANDFUL])
        places = [place for event in range(first, first + len(some)) for place in groups.of(event)]
        # Of a claim that could not be read it is known only of what it speaks.
        rows = tuple(TableRow(0, {}, {"event": event.id}) for event in some if event.id in unclear)
        yield _handful(material, some, tuple(claims[place] for place in places), places, rows)


def owners(material: Material) -> Sequence[int]:
    """For each claim the place of the event of which it speaks; -1 if there is no such record."""
    find = material.events.finder()
    return array("i", (find(name) for (name,) in material.claims.columns("event")))


def handfuls(table: Table[Any]) -> int:
    """In about how many parts the records of a table are judged."""
    return -(-len(table.records) // HANDFUL)


def in_step(speaking: Sequence[int]) -> bool:
    """Whether the claims come in the order of their events, so that both can be judged in one go."""
    return not speaking or (speaking[0] >= 0 and all(map(le, speaking, islice(speaking, 1, None))))


def is_large(material: Material) -> bool:
    """Whether a project is judged in handfuls."""
    return isinstance(material.events.records, Records) or isinstance(material.claims.records, Records)


def _handful(
    material: Material,
    events: tuple[Event, ...],
    claims: tuple[Claim, ...],
    places: Sequence[int],
    faulty: tuple[TableRow, ...],
) -> Material:
    located = {
        claim.id: found
        for claim, place in zip(claims, places, strict=True)
        if (found := material.found.at(place)) is not None
    }
    return replace(
        material,
        events=Table(tuple(event.row for event in events), events, (), material.events.readable),
        claims=Table((*faulty, *(claim.row for claim in claims)), claims, (), material.claims.readable),
        located=located,
    )

"""Lanes: every event has one, by kind and by party, and no two have one name."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import event
from timeline.edition import load
from timeline.lanes import MOST, MOST_KINDS, OTHERS, lanes
from timeline.records import Event

NAMES = st.sampled_from([*"ABCDEFGHIJKLM", OTHERS, f"All {OTHERS.lower()}"])
EVENTS = st.lists(st.tuples(st.lists(NAMES, max_size=4), NAMES, st.integers(1, 5)), max_size=30).map(
    lambda rows: [
        event(f"e{line}", parties=tuple(parties), kind=kind, importance=importance, line=line)
        for line, (parties, kind, importance) in enumerate(rows, start=2)
    ]
)


@given(EVENTS)
def test_by_kind_every_event_stands_once(events: list[Event]) -> None:
    """One lane for each kind, none empty; where kinds are too many, the last of twelve is all others'."""
    found = lanes(events, "kind")
    standing = [name for lane in found for name in lane.events]
    assert sorted(standing) == sorted(one.id for one in events)
    kinds, named = {one.kind for one in events}, {lane.name for lane in found}
    if len(kinds) <= MOST_KINDS:
        assert named == kinds
    else:
        assert len(found) == len(named) == MOST_KINDS
        assert found[-1].name not in kinds
        assert {lane.name for lane in found[:-1]} <= kinds


@given(EVENTS)
def test_by_party_every_event_stands_somewhere(events: list[Event]) -> None:
    """In the lane of each party that has one, else in the last; at most eight lanes, none empty."""
    found = lanes(events, "party")
    assert len(found) <= MOST
    assert all(lane.events for lane in found)
    assert {name for lane in found for name in lane.events} == {one.id for one in events}
    named = {lane.name: lane.events for lane in found}
    assert len(named) == len(found), "two lanes of one name cannot be told apart"
    for one in events:
        own = set(one.parties) & set(named)
        assert all(one.id in named[party] for party in own)


@given(EVENTS, st.randoms())
def test_the_order_of_events_does_not_matter(events: list[Event], chance: Random) -> None:
    """Lanes follow from what the rows say and where they stand in the file, not from how they arrive."""
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert lanes(events, "kind") == lanes(shuffled, "kind")
    assert lanes(events, "party") == lanes(shuffled, "party")


def test_the_curator_orders_the_kinds() -> None:
    """Kinds that the curator has not ordered follow by name; a kind without an event has no lane."""
    events = [
        event("a", kind="war"),
        event("b", kind="pact"),
        event("c", kind="treaty"),
        event("d", kind="pact"),
    ]
    found = lanes(events, "kind", ("treaty", "summit"))
    assert [lane.name for lane in found] == ["treaty", "pact", "war"]
    assert found[1].events == {"b", "d"}


def test_parties_beyond_the_most_frequent_share_the_last_lane() -> None:
    """An event with one named party stands there and not among the others too."""
    events = [event(f"often-{party}-{n}", parties=(party,)) for party in "ABCDEFG" for n in range(2)]
    events += [event("rare", parties=("X",)), event("mixed", parties=("X", "A")), event("nobody", parties=())]
    found = lanes(events, "party")
    assert [lane.name for lane in found] == ["A", "B", "C", "D", "E", "F", "G", OTHERS]
    assert found[-1].events == {"rare", "nobody"}
    assert "mixed" in found[0].events


def test_a_party_called_others_keeps_a_lane_of_its_own() -> None:
    """The last lane then takes another name."""
    found = lanes([event("a", parties=(OTHERS,)), event("b", parties=())], "party")
    assert [(lane.name, set(lane.events)) for lane in found] == [(OTHERS, {"a"}), ("All others", {"b"})]


@pytest.mark.parametrize("by", ["kind", "party"])
def test_the_real_edition_has_few_enough_lanes_to_read(project: Path, by: Literal["kind", "party"]) -> None:
    """At most eight, and every event in one."""
    events = load(project).chronology
    found = lanes(events, by)
    assert 2 <= len(found) <= MOST
    assert {name for lane in found for name in lane.events} == {one.id for one in events}

"""The ledger: the same numbers as the payload of a small edition, and bytes that give them back."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import edition, event, passage, source
from timeline import ledger as room
from timeline.bookkeeping import ledger
from timeline.columns import EVIDENCE
from timeline.dates import ordering
from timeline.edition import Edition, load
from timeline.lanes import lanes
from timeline.ledger import NO_TILE, Ledger
from timeline.payload import payload
from timeline.records import Event
from timeline.windows import Window, padded

DATES = (
    "1850", "1850-06", "1850-06-15", "1850~", "1850?", "18XX", "XXXX", "156X-12-25", "1849/1851", "1850/..",
    "../1850", "1850/", "/1850", "/1850-06", "[1840,1860]", "{1840,1860}", "[1850..]", "[..1850]",
    "{1840..1843,1860}", "-0043-03-15", "-0499/-0479", "0000", "Y-12000", "1845/1855", "1850-06-15?",
    "1850-01/1850-12", "1850-01-01/1850-12-31", "1845/..", "1855/..",
)  # fmt: skip
"""Dates with every kind of end and of doubt; some that begin, end or have their middle together."""
DEEP = ("Y-4540000000", "Y-66043000/..", "2023", "[..Y-1000000]", "XXXX")
"""Dates as the history of the earth has them, which no 32 bits hold."""

LISTS = ("party", "source", "reach")
"""Columns of which an event has any number."""

NAMES = st.sampled_from([*"ABCDEFGHIJKLMN", "Others"])
ROWS = st.tuples(
    st.sampled_from(DATES), st.lists(NAMES, max_size=3), NAMES, st.integers(1, 5), st.sampled_from(EVIDENCE)
)


def events_of(rows: Sequence[tuple[str, Sequence[str], str, int, str]]) -> list[Event]:
    """Events of these dates, parties, kinds, importance and evidence."""
    return [
        event(f"e{at}", date, parties=tuple(parties), kind=kind, importance=importance, evidence=known)
        for at, (date, parties, kind, importance, known) in enumerate(rows)
    ]


def unpacked(made: Ledger, block: int) -> dict[str, list[Any]]:
    """The columns of a block of bytes, read in the order in which they are promised."""
    raw = made.binary(block)
    count, parties, sources, reaches = struct.unpack_from("<4I", raw)
    at = 16
    day, tile = ("d", "d") if made.wide else ("i", "I")
    columns: dict[str, list[Any]] = {}
    for name, form, length in (
        ("start", day, count), ("end", day, count), ("first", day, count), ("last", day, count),
        ("tile", tile, count), ("partyAt", "I", count + 1), ("sourceAt", "I", count + 1),
        ("reachAt", "I", count + 1), ("party", "I", parties), ("source", "I", sources),
        ("reach", day, reaches),
        ("kind", "H", count), ("evidence", "B", count), ("importance", "B", count),
    ):  # fmt: skip
        if name == "reach" and made.wide:
            at += -at % 8
        columns[name] = list(struct.unpack_from(f"<{length}{form}", raw, at))
        at += struct.calcsize(f"<{length}{form}")
    assert at == len(raw)
    return columns


def without_limit(made: Ledger, side: Literal[-1, 1]) -> float:
    """What stands for no first day, or for no last day."""
    if made.wide:
        return side * math.inf
    return -(2**31) if side < 0 else 2**31 - 1


def same(given: Edition) -> Ledger:
    """The ledger of an edition, held to its payload: what the script is told of a small edition."""
    made, told = ledger(given), payload(given)
    assert [made.whole.start, made.whole.end] == told["whole"]
    assert {by: list(names) for by, names in made.lanes.items()} == told["lanes"]
    assert made.others == told["others"]
    assert {by: places.tolist() for by, places in made.orders.items()} == told["orders"]
    parties, sources = (made.names()[name] for name in ("parties", "sources"))
    columns = [unpacked(made, block) for block in range(made.blocks)]
    found = [(block, at) for block in columns for at in range(len(block["start"]))]
    assert len(found) == made.count == len(told["events"])
    for (block, at), compact in zip(found, told["events"], strict=True):
        low, high = without_limit(made, -1), without_limit(made, 1)
        first, last = compact["bounds"]
        assert (block["start"][at], block["end"][at]) == (compact["start"], compact["end"])
        assert block["first"][at] == (low if first is None else first)
        assert block["last"][at] == (high if last is None else last)
        part = {name: block[name][block[f"{name}At"][at] : block[f"{name}At"][at + 1]] for name in LISTS}
        assert [parties[number][0] for number in part["party"]] == compact["parties"]
        assert [sources[place][0] for place in part["source"]] == compact["sources"]
        stretches = [[low if a is None else a, high if b is None else b] for a, b in compact.get("reach", [])]
        assert part["reach"] == [day for stretch in stretches for day in stretch]
        assert block["kind"][at] == compact["kind"]
        assert EVIDENCE[block["evidence"][at]] == compact["evidence"]
        assert block["importance"][at] == compact["importance"]
    return made


def test_the_five_articles_have_the_same_numbers_as_in_their_payload(project: Path) -> None:
    """Days, lanes, orders, names: what a page of volumes is told is what a small page is told."""
    same(load(project))


@settings(deadline=None, max_examples=40)
@given(st.lists(ROWS, max_size=30), st.integers(1, 8))
def test_whatever_the_dates_the_bytes_give_back_what_the_payload_says(rows: list[Any], size: int) -> None:
    """In blocks of any size; open, unknown, before our era, several days, none at all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "BLOCK", size)
        assert not same(edition(events_of(rows))).wide


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(DEEP), min_size=1, max_size=8).filter(lambda dates: "Y" in "".join(dates)))
def test_days_beyond_32_bits_are_told_in_64(dates: list[str]) -> None:
    """As old as the earth; the script finds out by the length of the whole."""
    made = same(edition([event(f"e{at}", date) for at, date in enumerate(dates)]))
    start, end = made.whole.start, made.whole.end
    assert made.wide == (not (end - start < 2**25 and start > -(2**31) and end < 2**31))


def test_the_age_of_the_earth_is_wide() -> None:
    """And has tiles of finer levels than 24 bits can number."""
    rocks = event("rocks", "Y-4540000000")
    made = ledger(edition([rocks, *(event(f"e{at}", f"{1900 + at % 100}") for at in range(5000))]))
    assert made.wide
    assert len(made.starts()) == 8 * 40
    levels = {divmod(tile, 2.0**40) for tile in unpacked(made, 0)["tile"]}
    assert max(level for level, _ in levels) == made.tiling.levels - 1 > 24


@settings(deadline=None, max_examples=40)
@given(st.lists(ROWS, max_size=30))
def test_lanes_are_those_of_the_chart(rows: list[Any]) -> None:
    """The same names with the same events, also where there are more than have room, or none."""
    made_up = edition(events_of(rows))
    made = ledger(made_up)
    for by in ("kind", "party"):
        wanted = lanes(made_up.chronology, by, made_up.kinds)
        bits = made.standing[by].tolist()
        standing = [{made.ids[at] for at, bit in enumerate(bits) if bit >> lane & 1} for lane in range(16)]
        assert standing[: len(wanted)] == [lane.events for lane in wanted]
        assert not any(standing[len(wanted) :])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(DATES), max_size=40))
def test_orders_are_those_of_dates(dates: list[str]) -> None:
    """By middle and by end, ties too."""
    made_up = edition([event(f"e{at}", date) for at, date in enumerate(dates)])
    made = ledger(made_up)
    spans = [event.span for event in made_up.chronology]
    for by in ("middle", "end"):
        wanted = sorted(range(len(spans)), key=lambda place: ordering(spans[place], by))
        assert list(struct.unpack(f"<{len(spans)}I", made.ordered(by))) == wanted


def test_starts_never_go_down() -> None:
    """An unknown start sorts by the end, so that a later event can begin earlier."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "STRIDE", 1)
        made = ledger(edition([event("late", "1850-06-01"), event("unknown", "/1850")]))
        starts = struct.unpack("<2i", made.starts())
    assert made.start[1] < made.start[0] == starts[0] == starts[1]


def test_parties_and_sources_are_named_with_how_often_they_occur() -> None:
    """Once for an event, however often it names them."""
    made = ledger(
        edition(
            [event("a", parties=("X", "Y", "X")), event("b", parties=("Y",)), event("c", parties=("A",))],
            [passage("p", "a", "one"), passage("q", "a", "one", 6, 10), passage("r", "b", "one")],
            [source("one", title="The One"), source("two", language="")],
        )
    )
    assert made.names() == {
        "parties": [["Y", 2], ["A", 1], ["X", 1]],
        "sources": [["one", "The One", 2, "en"], ["two", "Source two", 0, "en"]],
    }
    assert (list(made.passages), made.owner.tolist()) == (["p", "q", "r"], [0, 0, 1])


def test_the_strip_counts_middles() -> None:
    """Those outside the window count nowhere."""
    made = ledger(edition([event(f"e{year}", str(year)) for year in range(1800, 1810)]))
    window = Window(made.whole.start, made.whole.end)
    assert made.histogram(window, 10) == [1] * 10
    assert sum(made.histogram(padded(window))) == 10
    assert made.histogram(Window(0, 100)) == [0] * 240


def test_an_edition_of_nothing_has_a_ledger() -> None:
    """No block, no lane, and yet a whole."""
    made = same(edition([]))
    assert (made.count, made.blocks, made.starts(), made.ordered("end")) == (0, 0, b"", b"")
    with pytest.raises(IndexError):
        made.binary(0)


def test_tiles_are_told_as_level_and_index() -> None:
    """Of an event that no tile holds, that there is none."""
    made = ledger(
        edition([event(f"e{at}", "1850-01-01") for at in range(200)] + [event("far", "1850-01-04")])
    )
    tiles = unpacked(made, 0)["tile"]
    assert tiles.count(0) == 128
    assert tiles.count(1 << 24) + tiles.count(1 << 24 | 1) == 73
    made = ledger(edition([event(f"e{at}", "1850-01-01") for at in range(200)]))
    assert unpacked(made, 0)["tile"].count(NO_TILE) == 72


def test_the_same_edition_gives_the_same_bytes(project: Path) -> None:
    """Made anew each time."""
    one, other = ledger(load(project)), ledger(load(project))
    assert one.binary(0) == other.binary(0)
    assert one.names() == other.names()

"""The pyramid: what a window draws and what the density counts are all events, under every step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import edition, event
from timeline import tiling
from timeline.bookkeeping import ledger
from timeline.dates import parse
from timeline.ledger import By, Ledger
from timeline.pyramid import STEPS, Pyramid, Tile, build

BYS: tuple[By, By] = ("kind", "party")
Row = tuple[str, str, list[str], int]
"""Date, kind, parties, importance."""

YEARS = st.integers(1, 60)
DATES = st.one_of(
    YEARS.map(lambda year: f"{1800 + year}"),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda pair: f"{1800 + pair[0]}-{pair[1]:02}-01"),
    st.tuples(YEARS, YEARS).map(lambda pair: f"{1800 + min(pair)}/{1800 + max(pair)}"),
    YEARS.map(lambda year: f"{1800 + year}/.."),
    YEARS.map(lambda year: f"../{1800 + year}"),
    st.sampled_from(["XXXX", "1830-06-15", "1830-06-15", "-0200", "1850/"]),
)
ROWS = st.lists(
    st.tuples(
        DATES, st.sampled_from("ABC"), st.lists(st.sampled_from("KLMNOPQRST"), max_size=2), st.integers(1, 5)
    ),
    max_size=60,
)


@contextmanager
def tiles_of_four() -> Iterator[None]:
    """Of a few events there are many levels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiling, "TILE", 4)
        patch.setattr(tiling, "LASTING", 2)
        yield


@pytest.fixture
def small_tiles() -> Iterator[None]:
    """The same for a whole test."""
    with tiles_of_four():
        yield


def pyramid_of(rows: list[Row]) -> Pyramid:
    """The pyramid of events of these dates, kinds, parties and importance."""
    events = (
        event(f"e{at}", date, kind=kind, parties=tuple(parties), importance=importance)
        for at, (date, kind, parties, importance) in enumerate(rows)
    )
    return build(ledger(edition(events)))


def tiles(made: Pyramid) -> Iterator[Tile]:
    """All of them."""
    for level, index in made.names():
        tile = made.tile(level, index)
        assert tile is not None
        assert (tile.level, tile.index) == (level, index)
        yield tile


def drawn(made: Pyramid, tile: Tile) -> set[int]:
    """The places that a window draws at this tile: of each level, the tile there and the one before."""
    found: set[int] = set()
    for level in range(tile.level + 1):
        here = tile.index >> tile.level - level
        for index in (here - 1, here):
            if other := made.tile(level, index):
                found |= set(other.places.tolist())
    return found


def touching(of: Ledger, tile: Tile, lane: int, by: By) -> Iterator[set[int]]:
    """For each step of a tile, the places of the events of a lane that touch it, one by one."""
    step = (tile.end - tile.start) / STEPS
    for at in range(STEPS):
        low, high = tile.start + at * step, tile.start + (at + 1) * step
        yield {
            place
            for place in range(of.count)
            if of.start[place] < high and of.end[place] > low and of.standing[by][place] >> lane & 1
        }


@settings(deadline=None, max_examples=25)
@given(rows=ROWS)
def test_under_every_step_marks_and_density_are_all_events(rows: list[Row]) -> None:
    """In every lane of every tile, whatever the dates: nothing disappears silently."""
    with tiles_of_four():
        made = pyramid_of(rows)
        of = made.ledger
        for tile, by in product(list(tiles(made))[:: max(1, len(rows) // 12)], BYS):
            marks = drawn(made, tile)
            assert len(tile.density[by]) == len(of.lanes[by])
            for lane, counts in enumerate(tile.density[by]):
                assert counts == [len(there - marks) for there in touching(of, tile, lane, by)]


@settings(deadline=None, max_examples=50)
@given(rows=ROWS)
def test_every_event_is_in_one_tile_or_on_a_day_too_crowded(rows: list[Row]) -> None:
    """Tiles hold what the ledger says; they are there when they hold something, or a tile below them does."""
    with tiles_of_four():
        made = pyramid_of(rows)
        found = {(tile.level, tile.index): tile for tile in tiles(made)}
        assert list(found) == sorted(found)
        held = [place for tile in found.values() for place in tile.places.tolist()]
        left = [place for place, level in enumerate(made.ledger.tiling.level.tolist()) if level < 0]
        assert sorted([*held, *left]) == list(range(len(rows)))
        for (level, index), tile in found.items():
            assert tile.places.tolist() == sorted(tile.places.tolist())
            below = tuple((level + 1, 2 * index + half) in found for half in (0, 1))
            assert tile.below == below
            assert len(tile.places) or any(below) or (level, index) == (0, 0)
            assert level == 0 or (level - 1, index // 2) in found
        if left:
            assert made.levels == tiling.finest(made.ledger.whole.days) + 1


@pytest.mark.usefixtures("small_tiles")
def test_where_there_is_no_tile_the_nearest_coarser_one_tells_enough() -> None:
    """A long event whose tile is out of sight is counted there, where nothing begins."""
    crowd = [(f"1801-01-{day:02}/1859", "A", ["K"], 3) for day in range(1, 32) for _ in range(3)]
    made = pyramid_of([*crowd, ("1860", "A", ["K"], 5)])
    level = made.levels - 1
    index = 2**level // 2
    assert made.tile(level, index) is None
    while (tile := made.tile(level, index)) is None:
        level, index = level - 1, index // 2
    assert tile.below == (False, False) or tile.below[0] != tile.below[1]
    seen = drawn(made, tile)
    assert max(tile.density["kind"][0]) >= len(crowd) - len(seen)


def test_names_that_are_not_there_have_no_tile() -> None:
    """Below the last level, beside the whole, and where nothing is held."""
    made = pyramid_of([("1830", "A", [], 3)])
    assert list(made.names()) == [(0, 0)]
    assert made.levels == 1
    for level, index in ((-1, 0), (0, 1), (0, -1), (1, 0), (99, 0)):
        assert made.tile(level, index) is None


def test_an_edition_of_nothing_has_one_empty_tile() -> None:
    """Every window has a tile to ask for."""
    made = pyramid_of([])
    tile = made.tile(0, 0)
    assert tile is not None
    assert (tile.places.tolist(), tile.density, tile.below) == ([], {"kind": [], "party": []}, (False, False))


def test_one_event_is_in_the_first_tile_and_in_no_density() -> None:
    """With the edges of its own date."""
    tile = pyramid_of([("1830", "A", [], 3)]).tile(0, 0)
    assert tile is not None
    span = parse("1830")
    assert (tile.start, tile.end) == (span.earliest, (span.latest or 0) + 1)
    assert tile.places.tolist() == [0]
    assert tile.density == {"kind": [[0] * STEPS], "party": [[0] * STEPS]}


def test_all_events_on_one_day_are_in_the_tile_or_in_its_density() -> None:
    """A day cannot be parted: one level, and all others are counted under every step of the day."""
    made = pyramid_of([("1830-06-15", "AB"[at % 2], [], 3) for at in range(1000)])
    tile = made.tile(0, 0)
    assert tile is not None
    assert list(made.names()) == [(0, 0)]
    assert len(tile.places) == tiling.TILE
    assert [sum(counts[step] for counts in tile.density["kind"]) for step in range(STEPS)] == [872] * STEPS


def test_deep_time_is_counted_to_the_day() -> None:
    """The age of the earth and a crowd of our days in one whole: the finest tiles still tell days apart."""
    crowd: list[Row] = [(f"2001-01-{day:02}", "B", [], 3) for day in range(1, 32) for _ in range(160)]
    made = pyramid_of([("Y-4540000000", "A", [], 5), *crowd])
    finest = [tile for tile in tiles(made) if tile.level == made.levels - 1][::5]
    assert made.levels > 25
    for tile in finest:
        marks = drawn(made, tile)
        for by in BYS:
            for lane, counts in enumerate(tile.density[by]):
                assert counts == [len(there - marks) for there in touching(made.ledger, tile, lane, by)]


def test_an_event_of_a_day_is_under_the_step_of_that_day_alone() -> None:
    """Where steps are days: what begins as one step ends is not under it, nor what ends as one begins."""
    days = [date(1830, 1, 1) + timedelta(days=at) for at in range(STEPS)]
    made = pyramid_of([(day.isoformat(), "A", [], 3) for day in days for _ in range(40)])
    tile = made.tile(0, 0)
    assert tile is not None
    assert tile.end - tile.start == STEPS
    marks = [int(made.ledger.start[place] - tile.start) for place in tile.places]
    assert tile.density["kind"] == [[40 - marks.count(step) for step in range(STEPS)]]

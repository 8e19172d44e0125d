"""Tiles: every event in one, or left over on too crowded a day; the foremost on the coarsest level."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import tiling as room
from timeline.tiling import FINEST, LASTING, TILE, finest, foremost, tiling

Event = tuple[float, float, int, int]
"""Start, end, importance, number of its id."""

DAYS = st.integers(0, 40)
EVENTS = st.lists(
    st.tuples(DAYS, st.one_of(st.just(1), st.integers(1, 45)), st.integers(1, 5), st.integers(0, 3)),
    max_size=60,
).map(lambda rows: [(float(a), float(min(a + b, 41)), c, d) for a, b, c, d in rows])


def made(events: list[Event], whole: tuple[float, float]) -> list[tuple[int, int]]:
    """Level and index of the tile of each event, as the room finds them."""
    columns = [np.array([event[at] for event in events]) for at in range(4)]
    order = foremost(columns[2].astype(np.uint8), columns[3].astype(np.uint32))
    found = tiling(columns[0].astype(np.float64), columns[1].astype(np.float64), order, whole)
    return list(zip(found.level.tolist(), found.index.tolist(), strict=True))


def by_hand(
    events: list[Event], whole: tuple[float, float], tile: int, lasting: int
) -> list[tuple[int, int]]:
    """The same, one event and one tile after the other, as the law is written."""
    ranked = sorted(range(len(events)), key=lambda place: (-events[place][2], events[place][3], place))
    found = [(-1, -1)] * len(events)
    level = 0
    while (whole[1] - whole[0]) / 2**level >= 1:
        days = (whole[1] - whole[0]) / 2**level
        waiting = defaultdict(list)
        for place in ranked:
            if found[place] == (-1, -1):
                waiting[math.floor((events[place][0] - whole[0]) / days)].append(place)
        for index, places in waiting.items():
            chosen = [one for one in places if events[one][1] - events[one][0] > days / 2][:lasting]
            chosen += [one for one in places if one not in chosen][: tile - len(chosen)]
            for place in chosen:
                found[place] = (level, index)
        level += 1
    return found


@settings(deadline=None, max_examples=80)
@given(EVENTS, st.integers(41, 70))
def test_tiles_hold_what_the_law_says(events: list[Event], end: int) -> None:
    """Whole arrays at once find what is found event by event, with few places in a tile and with many."""
    with pytest.MonkeyPatch.context() as patch:
        for tile, lasting in ((1, 0), (2, 1), (4, 2), (8, 4)):
            patch.setattr(room, "TILE", tile)
            patch.setattr(room, "LASTING", lasting)
            whole = (0.0, float(end))
            assert made(events, whole) == by_hand(events, whole, tile, lasting)


def crowd(count: int, seed: int = 1) -> tuple[list[Event], tuple[float, float]]:
    """Very many events of a century, the most of them towards its end, four in ten of them long."""
    chance = np.random.default_rng(seed)
    start = np.sort(np.floor(36524 * chance.random(count) ** 0.3))
    days = np.where(chance.random(count) < 0.4, np.floor(chance.random(count) * 4000) + 1, 1)
    rows = zip(
        start, start + days, chance.integers(1, 6, count), chance.integers(0, 2**32, count), strict=True
    )
    events = [(float(a), float(b), int(c), int(d)) for a, b, c, d in rows]
    return events, (0.0, max(event[1] for event in events))


@pytest.fixture(scope="module")
def many() -> tuple[list[Event], tuple[float, float], list[tuple[int, int]]]:
    """Such a crowd, its whole, and its tiles."""
    events, whole = crowd(20_000)
    return events, whole, made(events, whole)


def test_no_tile_is_too_full_and_every_event_starts_in_its_tile(
    many: tuple[list[Event], tuple[float, float], list[tuple[int, int]]],
) -> None:
    """At most `TILE`, and all of them between its edges."""
    events, whole, tiles = many
    held: dict[tuple[int, int], int] = defaultdict(int)
    for (start, *_), (level, index) in zip(events, tiles, strict=True):
        if level < 0:
            continue
        held[level, index] += 1
        days = (whole[1] - whole[0]) / 2**level
        assert whole[0] + index * days <= start < whole[0] + (index + 1) * days
    assert max(held.values()) == TILE
    assert held[0, 0] == TILE


def test_of_short_events_the_coarser_tile_holds_the_more_important(
    many: tuple[list[Event], tuple[float, float], list[tuple[int, int]]],
) -> None:
    """No event that a finer tile holds is more important than a short one that a coarser tile holds there."""
    events, whole, tiles = many
    least: dict[tuple[int, int], int] = {}
    for (start, end, importance, _), (level, index) in zip(events, tiles, strict=True):
        if level >= 0 and end - start <= (whole[1] - whole[0]) / 2**level / 2:
            least[level, index] = min(least.get((level, index), 9), importance)
    for (*_, importance, _), (level, index) in zip(events, tiles, strict=True):
        for coarser in range(level):
            assert importance <= least.get((coarser, index >> level - coarser), 9)


def test_long_events_get_their_places_before_more_important_short_ones() -> None:
    """Half of a tile at most; the others of them wait for the next level, as short ones do."""
    short = [(float(day), day + 1.0, 5, day) for day in range(TILE)]
    long = [(0.0, 900.0, 1, number) for number in range(TILE)]
    tiles = made([*short, *long], (0.0, 1000.0))
    assert [level for level, _ in tiles[TILE:]].count(0) == LASTING
    assert [level for level, _ in tiles[:TILE]].count(0) == TILE - LASTING


def test_of_a_day_too_crowded_to_part_the_rest_is_in_no_tile() -> None:
    """Each level holds as many as a tile does, the last of them is a day long."""
    events = [(500.0, 501.0, 3, number) for number in range(3000)]
    tiles = made(events, (0.0, 1024.0))
    assert [level for level, _ in tiles] == [*np.repeat(range(11), TILE), *[-1] * (3000 - 11 * TILE)]


@pytest.mark.parametrize(
    ("days", "level"), [(1, 0), (1.9, 0), (2, 1), (365, 8), (2.0**25 - 1, 24), (2.0**25, 25), (1e300, FINEST)]
)
def test_the_finest_tiles_are_at_least_a_day_long(days: float, level: int) -> None:
    """And less than two, unless there would be too many levels."""
    assert finest(days) == level
    assert days / 2**level >= 1


def test_a_tile_lies_in_one_tile_of_each_coarser_level() -> None:
    """However odd the length of the whole: an event would else be sought in the wrong tile."""
    chance = np.random.default_rng(7)
    start = np.sort(np.floor(chance.random(5000) * 77777))
    order = np.arange(5000)
    found = tiling(start, start + 1, order, (-3.0, 77780.0))
    days = [77783.0 / 2**level for level in range(found.levels)]
    for day, level, index in zip(start.tolist(), found.level.tolist(), found.index.tolist(), strict=True):
        for coarser in range(level + 1):
            assert index >> level - coarser == math.floor((day + 3.0) / days[coarser])


def test_no_event_makes_no_tile_and_one_level() -> None:
    """So that a window of nothing has a level to ask for."""
    nothing = np.zeros(0)
    found = tiling(
        nothing, nothing, foremost(nothing.astype(np.uint8), nothing.astype(np.uint32)), (0.0, 1.0)
    )
    assert (found.levels, len(found.level)) == (1, 0)


def test_time_deep_as_the_earth_is_old_is_tiled_to_the_day() -> None:
    """Four and a half billion years ago, and a crowd of our days: none of it is left over."""
    year = 365.2425
    days = np.sort(np.random.default_rng(3).integers(0, 36500, 6000)).astype(np.float64)
    start = np.concatenate([[-4.5e9 * year // 1], 700_000 + days])
    order = foremost(np.full(6001, 3, np.uint8), np.arange(6001, dtype=np.uint32))
    found = tiling(start, start + 1, order, (float(start[0]), float(start[-1]) + 1))
    assert (found.level >= 0).all()
    assert found.levels > 25
    assert found.index.max() < 2**FINEST

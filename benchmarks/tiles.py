"""A contest of engines: which tile of the pyramid holds each of a million events.

`timeline.tiling.tiling` is the one place where that is found, so a larger engine could take it over. Whoever
is faster here should: each peer must find the same tile for every event before it has a figure.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.calculations import package
from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn
from timeline.tiling import LASTING, TILE, finest, foremost, tiling

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNT = 1_000_000
"""Events."""
FIRST, LAST = 584_000.0, 739_000.0
"""Day numbers between which the events lie: four centuries."""


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """Invented events in order of time, 40 % of them intervals, few of great importance."""

    start: NDArray[np.float64]
    """Day number, ascending."""
    end: NDArray[np.float64]
    """Day number, exclusive."""
    importance: NDArray[np.uint8]
    """1 to 5."""
    hashes: NDArray[np.uint32]
    """Of the ids."""


Tiles = tuple["NDArray[np.int8]", "NDArray[np.int64]"]
"""Level and index of the tile of each event, -1 where there is none."""


def tiles() -> Contest:
    """The tiles of a million events, by NumPy, pandas and DuckDB."""
    events = _invented()
    expected = _ours(events)

    def turn(find: Callable[[Columns], Tiles]) -> Turn:
        async def take() -> Sample:
            cpu, wall = time.process_time(), time.perf_counter()
            level, index = find(events)
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            if not (np.array_equal(level, expected[0]) and np.array_equal(index, expected[1])):
                raise Invalid("it finds other tiles")
            return {"CPU ms": [cpu * 1000], "wall ms": [wall * 1000]}

        return take

    return Contest(
        "tiles",
        f"Tiles found, {COUNT:,} events",
        "Processor time of this process, from columns in memory to the level and index of the tile of every "
        "event. Each has to find the same.",
        (Metric("CPU ms"), Metric("wall ms")),
        (
            Contestant("timeline.tiling, NumPy", turn(_ours)),
            Contestant("pandas", turn(_pandas)),
            Contestant("DuckDB 2 (PyPI)", turn(_duckdb)),
        ),
        rounds=3,
        warm=True,
    )


def _invented() -> Columns:
    chance = np.random.default_rng(1689)
    start = np.sort(np.floor(chance.uniform(FIRST, LAST, COUNT)))
    length = np.where(chance.random(COUNT) < 0.4, np.floor(chance.exponential(900, COUNT)) + 2, 1.0)
    importance = chance.choice([1, 2, 3, 4, 5], COUNT, p=[0.4, 0.3, 0.2, 0.08, 0.02]).astype(np.uint8)
    hashes = chance.integers(0, 2**32, COUNT, dtype=np.uint32)
    return Columns(start, np.minimum(start + length, LAST), importance, hashes)


def _ours(events: Columns) -> Tiles:
    order = foremost(events.importance, events.hashes)
    found = tiling(events.start, events.end, order, (FIRST, LAST))
    return found.level, found.index


def _pandas(events: Columns) -> Tiles:
    days, level, index = _empty()
    left = _frame(events).sort_values(["importance", "hash"], ascending=[False, True], kind="stable")
    for at in range(finest(days) + 1):
        tile = np.minimum(np.floor(left["share"] * 2.0**at), 2.0**at - 1).astype("int64")
        lasts = left["length"] > days / 2.0**at / 2
        before = left.groupby([tile, lasts], sort=False).cumcount()
        lasting = lasts & (before < LASTING)
        taken = lasting.groupby(tile).transform("sum")
        held = lasting | (~lasts & (before < TILE - taken))
        level[left.index[held]], index[left.index[held]] = at, tile[held]
        left = left[~held]
    return level, index


def _duckdb(events: Columns) -> Tiles:
    days, level, index = _empty()
    base = package("duckdb").connect()
    base.register("events", _frame(events).reset_index(names="place"))
    order = "row_number() OVER (ORDER BY importance DESC, hash, place)"
    base.execute(f"CREATE TEMP TABLE remaining AS SELECT place, share, length, {order} AS nth FROM events")
    for at in range(finest(days) + 1):
        base.execute(
            f"""
            CREATE TEMP TABLE ranked AS
            WITH placed AS (
                SELECT *, least(floor(share * {2.0**at}), {2.0**at - 1})::BIGINT AS tile,
                    length > {days / 2.0**at / 2} AS lasts
                FROM remaining
            ), counted AS (
                SELECT *, row_number() OVER (PARTITION BY tile, lasts ORDER BY nth) AS number FROM placed
            ), taken AS (
                SELECT *, sum((lasts AND number <= {LASTING})::INT) OVER (PARTITION BY tile) AS taken
                FROM counted
            )
            SELECT place, share, length, nth, tile,
                CASE WHEN lasts THEN number <= {LASTING} ELSE number <= {TILE} - taken END AS held
            FROM taken
            """
        )
        found = base.execute("SELECT place, tile FROM ranked WHERE held").fetchnumpy()
        level[found["place"]], index[found["place"]] = at, found["tile"]
        base.execute("DROP TABLE remaining")
        base.execute(
            "CREATE TEMP TABLE remaining AS SELECT place, share, length, nth FROM ranked WHERE NOT held"
        )
        base.execute("DROP TABLE ranked")
    base.close()
    return level, index


def _frame(events: Columns) -> pd.DataFrame:
    """The same columns as a frame; where in the whole an event begins, from 0 to 1, instead of its day."""
    return pd.DataFrame(
        {
            "share": (events.start - FIRST) / (LAST - FIRST),
            "length": events.end - events.start,
            "importance": events.importance,
            "hash": events.hashes,
        }
    )


def _empty() -> tuple[float, NDArray[np.int8], NDArray[np.int64]]:
    """The days of the whole, and columns for levels and indexes in which nothing is found yet."""
    return LAST - FIRST, np.full(COUNT, -1, np.int8), np.full(COUNT, -1, np.int64)

"""The pyramid: tiles of the events that a window shows as marks, and how dense all the others are.

`tiling` says which tile holds each event. A window of level Z draws, of each level from 0 to Z, the tiles
that it touches and the one before the first of them. What it does not draw must leave a trace: the density.
Under a step of a tile, a 64th of it, that counts the events that touch the step, less those that are drawn
there. So over every step

    marks of the tiles of levels 0 … Z at the step, and of the tile before each, + density = all events

and nothing disappears silently: neither what only finer levels hold, nor what lasts so long that its tile is
out of sight, nor what no tile holds. Where there is no tile, nothing begins and no tile lies below: there the
nearest coarser tile tells enough, never too little.

Densities are counted when a tile is asked for: of sorted starts and ends, how many began before a step ends
less how many ended before it begins. A million events need no more for it than these two columns, by lane.

NumPy is imported with this room, so that whoever must start quickly imports it late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timeline.ledger import By, Ledger

STEPS = 64
"""Steps of the density of a tile."""


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """One tile, as a window asks for it."""

    level: int
    """From 0, the coarsest."""
    index: int
    """From 0, in order of time, of 2 ** level."""
    start: float
    """Day number at its left edge."""
    end: float
    """Day number at its right edge, exclusive."""
    places: NDArray[np.int64]
    """Places of the events it holds, ascending: at most `tiling.TILE`; may be empty."""
    density: Mapping[By, list[list[int]]]
    """For each lane of `ledger.lanes`: how many events touch each of `STEPS` steps, not drawn there."""
    below: tuple[bool, bool]
    """Whether there are the tiles `2 * index` and `2 * index + 1` of the next level."""


@dataclass(frozen=True, eq=False)
class Pyramid:
    """All tiles of a ledger. No slots: the sorted columns are kept once made."""

    ledger: Ledger
    """Of which it is made."""
    levels: int
    """How many levels there are; at least 1, also without events."""

    def names(self) -> Iterator[tuple[int, int]]:
        """Level and index of every tile there is: level by level, in order of time; at least (0, 0)."""
        raise NotImplementedError

    def tile(self, level: int, index: int) -> Tile | None:
        """That tile; None if there is none: it would hold nothing, and no tile below it does."""
        raise NotImplementedError


def build(ledger: Ledger) -> Pyramid:
    """The pyramid of a ledger."""
    return Pyramid(ledger, ledger.tiling.levels)

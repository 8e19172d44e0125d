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
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from timeline.ledger import By, Ledger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
        for level, indexes in enumerate(self._there):
            yield from ((level, index) for index in indexes.tolist())

    def tile(self, level: int, index: int) -> Tile | None:
        """That tile; None if there is none: it would hold nothing, and no tile below it does."""
        import numpy as np

        if not self._is_there(level, index):
            return None
        whole = self.ledger.whole
        # As a script finds the edge of a step, so that both agree on which events touch it.
        days = whole.days / 2.0**level
        start = whole.start + index * days
        edges = start + np.arange(STEPS + 1, dtype=np.float64) * (days / STEPS)
        below = (self._is_there(level + 1, index * 2), self._is_there(level + 1, index * 2 + 1))
        drawn = np.concatenate([self._held(at, index >> level - at) for at in range(level + 1)])
        here = drawn[(self.ledger.start[drawn] < edges[-1]) & (self.ledger.end[drawn] > edges[0])]
        density = {by: self._density(by, here, edges) for by in self.ledger.lanes}
        places = np.sort(self._of(level, index, index))
        return Tile(level, index, start, start + days, places, density, below)

    # ── which tiles there are ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def _there(self) -> tuple[NDArray[np.int64], ...]:
        """The indexes of the tiles of each level, ascending."""
        import numpy as np

        level, index = self.ledger.tiling.level, self.ledger.tiling.index
        found: list[NDArray[np.int64]] = []
        below = np.zeros(0, np.int64)
        for at in reversed(range(self.levels)):
            below = np.union1d(index[level == at], below >> 1)
            found.append(below)
        # The first is there without events too: there is always a window that asks for it.
        return (np.zeros(1, np.int64), *found[-2::-1])

    def _is_there(self, level: int, index: int) -> bool:
        import numpy as np

        if not 0 <= level < self.levels:
            return False
        indexes = self._there[level]
        at = int(np.searchsorted(indexes, index))
        return at < len(indexes) and int(indexes[at]) == index

    # ── what a tile holds ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _by_tile(self) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
        """For each level the tiles and the places of the events held there, sorted by tile."""
        import numpy as np

        level, index = self.ledger.tiling.level, self.ledger.tiling.index
        made = []
        for at in range(self.levels):
            places = np.flatnonzero(level == at)
            places = places[np.argsort(index[places], kind="stable")]
            made.append((index[places], places))
        return tuple(made)

    def _of(self, level: int, first: int, last: int) -> NDArray[np.int64]:
        """The places of the events that the tiles from `first` to `last` of a level hold."""
        import numpy as np

        tiles, places = self._by_tile[level]
        return places[np.searchsorted(tiles, first, "left") : np.searchsorted(tiles, last, "right")]

    def _held(self, level: int, index: int) -> NDArray[np.int64]:
        """What a window that touches this tile draws of that level: its events and the previous tile's."""
        return self._of(level, index - 1, index)

    # ── density ───────────────────────────────────────────────────────────────────────────────────────

    def _density(self, by: By, drawn: NDArray[np.int64], edges: NDArray[np.float64]) -> list[list[int]]:
        """How many events touch each step between the edges and are not among `drawn`, lane by lane."""
        import numpy as np

        standing = self.ledger.standing[by][drawn]
        # The first step that ends after an event begins; the one behind the last that begins before it ends.
        first = edges[1:].searchsorted(self.ledger.start[drawn], "right")
        behind = edges[:-1].searchsorted(self.ledger.end[drawn], "left")
        made = []
        for lane, (starts, ends) in enumerate(self._lanes[by]):
            counts = starts.searchsorted(edges[1:], "left") - ends.searchsorted(edges[:-1], "right")
            (here,) = np.nonzero(standing & (1 << lane))
            change = np.bincount(first[here], minlength=STEPS + 1) - np.bincount(
                behind[here], minlength=STEPS + 1
            )
            made.append((counts - np.cumsum(change[:STEPS])).tolist())
        return made

    @cached_property
    def _lanes(self) -> Mapping[By, list[tuple[NDArray[np.float64], NDArray[np.float64]]]]:
        """The starts and the ends of the events in each lane, each column sorted by itself."""
        import numpy as np

        ledger = self.ledger
        made: dict[By, list[tuple[NDArray[np.float64], NDArray[np.float64]]]] = {}
        for by, names in ledger.lanes.items():
            made[by] = []
            for lane in range(len(names)):
                here = ledger.standing[by] & (1 << lane) != 0
                made[by].append((np.sort(ledger.start[here]), np.sort(ledger.end[here])))
        return made


def build(ledger: Ledger) -> Pyramid:
    """The pyramid of a ledger."""
    return Pyramid(ledger, ledger.tiling.levels)

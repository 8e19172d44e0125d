"""Which tile holds each event: the whole of time halved again and again, the foremost events first.

As web maps do it: level 0 is one tile over the whole of time, level Z has 2^Z of them, each `T` days long. A
tile may hold an event that starts in it. From the coarsest level down, each tile takes of the events that
start in it and that no coarser tile holds

1. up to `LASTING` of those that last longer than T/2, the foremost first: on finer levels they would reach
   beyond the neighbouring tile, so that a window need not look further back than one tile;
2. then of all others the foremost, until it holds `TILE`.

The foremost is the most important; among equals the one whose id has the lesser number (`ids`), which
is as good as chance and the same for ever; and where even these are the same, the earlier. Levels go on until
every event is held, or until tiles would be shorter than a day: of a day so crowded that it cannot be parted
the rest is in no tile.

All of it are sorts and sums over whole arrays: a million events take a few seconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TILE = 128
"""Events that a tile holds at most."""
LASTING = TILE // 2
"""Of these, the places that events which last longer than half of the tile get before all others."""
FINEST = 40
"""The last level, also where its tiles are longer than a day: only in a whole of six billion (10⁹) years."""


@dataclass(frozen=True, eq=False)
class Tiling:
    """Which tile holds each event, by the events' places."""

    levels: int
    """How many levels hold an event; at least 1."""
    level: NDArray[np.int8]
    """int8[count]: the level of its tile, from 0, the coarsest; -1 if no tile holds it."""
    index: NDArray[np.int64]
    """int64[count]: which tile of that level it is, from 0, in order of time; -1 if none."""


def finest(days: float) -> int:
    """The last level of a whole of so many days: its tiles are at least a day long."""
    return max(0, min(FINEST, math.frexp(days)[1] - 1))


def foremost(importance: NDArray[np.uint8], hashes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """int64[count]: the places of the events, the foremost first."""
    import numpy as np

    return np.lexsort((hashes, -importance.astype(np.int16)))


def tiling(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    order: NDArray[np.int64],
    whole: tuple[float, float],
) -> Tiling:
    """The tile of each event.

    `start` and `end` are day numbers, float64[count], the second exclusive, within `whole`; `order` is what
    `foremost` says.
    """
    import numpy as np

    days = whole[1] - whole[0]
    # Halving is exact in binary: an event's tile on one level is always half of its tile on the next.
    share = (start - whole[0]) / days
    level = np.full(len(start), -1, dtype=np.int8)
    index = np.full(len(start), -1, dtype=np.int64)
    left, levels = order, 1
    for at in range(finest(days) + 1):
        if not len(left):
            break
        tile = np.minimum(np.floor(share[left] * 2.0**at), 2.0**at - 1).astype(np.int64)
        sorting = np.argsort(tile, kind="stable")
        left, tile = left[sorting], tile[sorting]
        held = _held(tile, end[left] - start[left] > days / 2.0**at / 2)
        level[left[held]], index[left[held]] = at, tile[held]
        left, levels = left[~held], at + 1
    return Tiling(levels, level, index)


def _held(tile: NDArray[np.int64], lasts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which events their tiles take; given tile by tile, in each the foremost first."""
    import numpy as np

    first = np.flatnonzero(np.diff(tile, prepend=-1))
    sizes = np.diff(first, append=len(tile))
    lasting = lasts & (_before(lasts, first, sizes) < LASTING)
    taken = np.repeat(np.add.reduceat(lasting, first, dtype=np.int64), sizes)
    return lasting | (_before(~lasting, first, sizes) < TILE - taken) & ~lasting


def _before(
    chosen: NDArray[np.bool_], first: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many before it in its own tile are chosen, for each event."""
    import numpy as np

    running: NDArray[np.int64] = np.cumsum(chosen, dtype=np.int64) - chosen
    return running - np.repeat(running[first], sizes)

"""The ledger: what drawing and filtering need of every event, as columns of numbers in order of time.

A million records are gigabytes of objects and seconds for every question. As columns the same is a hundred
megabytes and milliseconds; the volumes of a large edition are cut from them, and the page's script reads the
very same bytes. Events are numbered by their *place*, the index in `edition.chronology`; parties by how often
they occur; sources by their place in the library.

Days are day numbers as everywhere, kept as floating-point numbers, which hold every whole day of a thousand
times the age of the universe. In the bytes a day has 32 bits, unless the edition is `wide`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from timeline.ids import Ids
from timeline.tiling import Tiling, foremost, tiling
from timeline.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

By = Literal["kind", "party"]

BLOCK = 65536
"""Events of a block of bytes, the last block excepted."""
STRIDE = 128
"""Of every so many events `starts` tells the first day."""
NO_TILE = 0xFFFFFFFF
"""In the bytes, the tile of an event that no tile holds; -1 in a wide edition."""
NEVER, FOREVER = -0x80000000, 0x7FFFFFFF
"""In the bytes, a first and a last day that are none; ∓∞ in a wide edition."""
NARROW = 1 << 25
"""Days of a whole from which on an edition is wide: an index of a tile has 24 bits."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """The columns, `count` long unless said otherwise. No slots: what is derived is kept once made."""

    count: int
    """How many events there are."""
    whole: Window
    """From the first to the last day that any date or rival date names: `payload.whole`."""
    start: NDArray[np.float64]
    """First day on the axis, as `windows.extent` has it: where its mark begins."""
    end: NDArray[np.float64]
    """The day after its last on the axis; always after `start`."""
    first: NDArray[np.float64]
    """First day that the date can mean, inclusive; NaN where that end is open or unknown."""
    last: NDArray[np.float64]
    """Last day that the date can mean, inclusive; NaN where that end is open or unknown."""
    kind: NDArray[np.uint16]
    """Index in `edition.kinds`."""
    evidence: NDArray[np.uint8]
    """Index in `columns.EVIDENCE`: stated, inferred, external, conjecture."""
    importance: NDArray[np.uint8]
    """1 (minor) to 5 (major)."""
    party_at: NDArray[np.uint32]
    """[count + 1]: where the parties of each event begin in `party`; the last number is its length."""
    party: NDArray[np.uint32]
    """The parties of all events, as numbers in `parties`; of each event in the order written, none twice."""
    source_at: NDArray[np.uint32]
    """[count + 1]: where the sources of each event begin in `source`."""
    source: NDArray[np.uint32]
    """The sources of all events, as places in the library; of each as its passages name them, none twice."""
    reach_at: NDArray[np.uint32]
    """[count + 1]: where the days of each event begin in `reach`; most events have none."""
    reach: NDArray[np.float64]
    """First day, last day, first day … of the stretches that a date may cover (`dates.reach`), where they are
    not simply from `first` to `last`; a side without a limit is infinite."""
    ids: Ids
    """Ids of the events."""
    passages: Ids
    """Ids of the passages, event by event."""
    owner: NDArray[np.uint32]
    """Of each passage, the place of its event."""
    parties: tuple[tuple[str, int], ...]
    """Every party with the number of its events, the most frequent first, then by name."""
    sources: tuple[tuple[str, str, int, str], ...]
    """Id, title, number of events and language of every source, in the order of the library."""
    orders: Mapping[str, NDArray[np.uint32]]
    """The places in order of `middle` and of `end`, as `dates.ordering` puts them."""
    lanes: Mapping[By, tuple[str, ...]]
    """Names of the lanes by kind and by party, from the top: those of `lanes.lanes`."""
    others: Mapping[By, bool]
    """Whether the last of them is the one of all others."""
    standing: Mapping[By, NDArray[np.uint16]]
    """In which lanes each event stands: bit n is set for lane n; by kind one, by party one or more."""

    @cached_property
    def tiling(self) -> Tiling:
        """Which tile holds each event."""
        order = foremost(self.importance, self.ids.hashes)
        return tiling(self.start, self.end, order, (self.whole.start, self.whole.end))

    @property
    def wide(self) -> bool:
        """Whether days and tiles need 64 bits: follows from `whole` alone, so that the script knows it too.

        `!(end - start < 2 ** 25 && start > -(2 ** 31) && end < 2 ** 31)`
        """
        start, end = self.whole.start, self.whole.end
        return not (end - start < NARROW and start > NEVER and end < FOREVER + 1)

    @cached_property
    def tile(self) -> NDArray[np.uint32] | NDArray[np.float64]:
        """The tile that holds each event, as the bytes have it: level << 24 | index, `NO_TILE` for none.

        In a wide edition float64: level * 2**40 + index, -1 for none.
        """
        import numpy as np

        level, index = self.tiling.level, self.tiling.index
        if self.wide:
            return np.where(level < 0, -1.0, level.astype(np.float64) * 2.0**40 + index)
        return np.where(level < 0, NO_TILE, (level.astype(np.int64) << 24) | index).astype(np.uint32)

    @property
    def blocks(self) -> int:
        """How many blocks of bytes there are; none without events."""
        return -(-self.count // BLOCK)

    def binary(self, block: int) -> bytes:
        """The events of places from `block * BLOCK`, little-endian; IndexError if there is no such block.

        Uint32 n, pN, sN, rN; Int32[n] start, end, first, last; Uint32[n] tile; Uint32[n + 1] partyAt,
        sourceAt, reachAt, which count from 0 in this block and numbers, not pairs; Uint32[pN] party;
        Uint32[sN] source; Int32[rN] reach; Uint16[n] kind; Uint8[n] evidence, importance.

        In a wide edition start, end, first, last, tile and reach are Float64, and before reach there are
        zeros up to a multiple of 8 bytes.
        """
        import numpy as np

        if not 0 <= block < self.blocks:
            raise IndexError(f"the ledger has {self.blocks} blocks, none is {block}")
        here = slice(block * BLOCK, min((block + 1) * BLOCK, self.count))
        offsets, lists = [], []
        for at, column in (
            (self.party_at, self.party),
            (self.source_at, self.source),
            (self.reach_at, self.reach),
        ):
            offset = at[here.start : here.stop + 1]
            offsets.append((offset - offset[0]).astype("<u4").tobytes())
            lists.append(column[offset[0] : offset[-1]])
        party, source, reach = lists
        sizes = np.array([here.stop - here.start, len(party), len(source), len(reach)], "<u4")
        tile: NDArray[Any] = self.tile[here].astype("<f8" if self.wide else "<u4")
        parts = [sizes.tobytes(), self._days(self.start[here]), self._days(self.end[here])]
        parts += [self._limits(self.first[here], -1), self._limits(self.last[here], 1), tile.tobytes()]
        parts += [*offsets, party.astype("<u4").tobytes(), source.astype("<u4").tobytes()]
        if self.wide:
            parts.append(bytes(-sum(map(len, parts)) % 8))
        parts += [self._days(reach), self.kind[here].astype("<u2").tobytes()]
        return b"".join([*parts, self.evidence[here].tobytes(), self.importance[here].tobytes()])

    def _days(self, days: NDArray[Any]) -> bytes:
        """Days as bytes; infinite ones as the outermost that there are."""
        import numpy as np

        kept: NDArray[Any] = days if self.wide else np.clip(days, NEVER, FOREVER)
        return kept.astype("<f8" if self.wide else "<i4").tobytes()

    def _limits(self, days: NDArray[np.float64], side: int) -> bytes:
        """Days as bytes, where none is infinite on that side."""
        import numpy as np

        return self._days(np.where(np.isnan(days), side * math.inf, days))

    def starts(self) -> bytes:
        """Int32[ceil(count / STRIDE)], little-endian: `start` at every `STRIDE`th place; never goes down.

        Where an event that begins earlier comes later in the chronology, as one whose start nobody knows can,
        this is the latest start up to there. Float64 in a wide edition.
        """
        import numpy as np

        return self._days(np.maximum.accumulate(self.start)[::STRIDE])

    def ordered(self, by: Literal["middle", "end"]) -> bytes:
        """Uint32[count], little-endian: the places in that order."""
        return self.orders[by].astype("<u4").tobytes()

    def names(self) -> dict[str, list[list[Any]]]:
        """`{"parties": [[name, count], …], "sources": [[id, title, count, language], …]}`, by number."""
        return {
            "parties": [list(one) for one in self.parties],
            "sources": [list(one) for one in self.sources],
        }

    def histogram(self, window: Window, steps: int = 240) -> list[int]:
        """How many events have their middle under each of so many steps of a window, as `strip.js` counts."""
        import numpy as np

        step = np.floor(((self.start + self.end) / 2 - window.start) / window.days * steps)
        inside = step[(step >= 0) & (step < steps)].astype(np.int64)
        return [int(count) for count in np.bincount(inside, minlength=steps)]

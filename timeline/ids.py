"""Ids by the million: all of them as one text, and the number by which each is found again.

Why not a list of strings: a million short strings take a hundred bytes each, the same letters in a row and
where each id ends take twenty. The number is FNV-1a of 32 bits (Fowler, Noll and Vo; draft-eastlake-fnv):
four lines in any language, so that the page's script finds the shelf of an id without a table. It also puts
what is equally important in an order that is the same for ever, and has nothing to do with time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BASIS, PRIME = 0x811C9DC5, 0x01000193
"""What FNV-1a of 32 bits begins with, and by what it multiplies."""
AT_ONCE = 1 << 18
"""Ids whose numbers are found together: memory is bounded, however many there are."""


@dataclass(frozen=True, eq=False)
class Ids:
    """Many ids, by their places from 0. No slots: the numbers are kept once found."""

    written: bytes
    """All of them in UTF-8, one behind the other."""
    at: NDArray[np.int64]
    """Byte at which each begins, and where the last one ends: one more than there are ids."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.at) - 1

    def __getitem__(self, place: int) -> str:
        """The id at that place; IndexError if there is none."""
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} ids, none at {place}")
        return self.written[self.at[place] : self.at[place + 1]].decode("utf-8")

    def some(self, places: NDArray[np.int64]) -> list[str]:
        """The ids at these places."""
        starts, ends = self.at[places].tolist(), self.at[places + 1].tolist()
        return [self.written[start:end].decode("utf-8") for start, end in zip(starts, ends, strict=True)]

    def __iter__(self) -> Iterator[str]:
        """All of them in their order."""
        return (self[place] for place in range(len(self)))

    @cached_property
    def hashes(self) -> NDArray[np.uint32]:
        """uint32[count]: FNV-1a of each."""
        import numpy as np

        found = np.full(len(self), BASIS, dtype=np.uint32)
        letters = np.frombuffer(self.written, dtype=np.uint8)
        for first in range(0, len(self), AT_ONCE):
            at = self.at[first : first + AT_ONCE + 1]
            lengths, part = np.diff(at), found[first : first + AT_ONCE]
            for column in range(int(lengths.max(initial=0))):
                (longer,) = np.nonzero(lengths > column)
                part[longer] = (part[longer] ^ letters[at[longer] + column]) * np.uint32(PRIME)
        return found


class Gathering:
    """Ids on their way into `Ids`, one after the other."""

    def __init__(self) -> None:
        """None yet."""
        self._written = bytearray()
        self._at = array("q", [0])

    def add(self, id: str) -> None:
        """One more."""
        self._written += id.encode("utf-8")
        self._at.append(len(self._written))

    def gathered(self) -> Ids:
        """All that were added, in that order."""
        import numpy as np

        return Ids(bytes(self._written), np.array(self._at, dtype=np.int64))


def ids(given: Iterable[str]) -> Ids:
    """These ids."""
    gathering = Gathering()
    for id in given:
        gathering.add(id)
    return gathering.gathered()

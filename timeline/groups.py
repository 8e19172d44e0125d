"""Which things belong to which other: eight bytes a thing, where a dictionary of lists takes a hundred."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Groups:
    """Things by number, gathered by the number of their owner."""

    def __init__(self, owners: Sequence[int]) -> None:
        """`owners` tells of each thing to whom it belongs; -1: to nobody."""
        self._order = array("I", sorted(range(len(owners)), key=owners.__getitem__))
        self._owners = array("i", map(owners.__getitem__, self._order))

    def of(self, owner: int) -> Sequence[int]:
        """The things of one owner, ascending."""
        start = bisect_left(self._owners, owner)
        return self._order[start : bisect_right(self._owners, owner, start)]

"""Which row of a large table has an id: twelve bytes a row, where a dictionary of texts takes two hundred.

Only the hash of each name is kept, in order; the name itself is read again from the table, so that two names
with one hash are never taken for one another.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Lookup(Generic[Name]):
    """Finds numbers by their names; a name may be several texts."""

    def __init__(self, names: Iterable[Name], name_of: Callable[[int], Name]) -> None:
        """`names` come in the order of their numbers, from 0; `name_of` tells one of them again."""
        hashes = array("q", map(hash, names))
        order = array("I", sorted(range(len(hashes)), key=hashes.__getitem__))
        self._hashes = array("q", map(hashes.__getitem__, order))
        self._order = order
        self._name_of = name_of

    def find(self, name: Name) -> int:
        """The first number that has the name; -1 if none has."""
        wanted, hashes = hash(name), self._hashes
        at = bisect_left(hashes, wanted)
        while at < len(hashes) and hashes[at] == wanted:
            if self._name_of(self._order[at]) == name:
                return self._order[at]
            at += 1
        return -1

    def doubled(self) -> Iterator[tuple[int, int]]:
        """Each number whose name, not empty, an earlier one has: (it, the first of that name), in order."""
        suspects = set()
        for at in range(1, len(self._hashes)):
            if self._hashes[at] == self._hashes[at - 1]:
                suspects |= {self._order[at - 1], self._order[at]}
        for number in sorted(suspects):
            name = self._name_of(number)
            if name and (first := self.find(name)) != number:
                yield number, first

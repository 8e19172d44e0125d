"""Things by number, each made when somebody asks for it.

Why one frame for all of them: a table, its records, the passages found and the order of events hold different
numbers, but each is a sequence of which nothing stands in memory. What that means is said here once: a slice
is a tuple, a number may count from the end, and two of them are never equal, because to compare a million
things would be to make them all.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

Thing = TypeVar("Thing")


class Numbered(Sequence[Thing]):
    """A sequence of things that are made anew each time; whoever makes them says how many and how."""

    @abstractmethod
    def make(self, number: int) -> Thing:
        """The thing with that number, which is from 0 and below the length."""

    @overload
    def __getitem__(self, number: int) -> Thing: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Thing, ...]: ...

    def __getitem__(self, number: int | slice) -> Thing | tuple[Thing, ...]:
        """A thing, or some of them; IndexError where there is none."""
        found = range(len(self))[number]
        return tuple(map(self.make, found)) if isinstance(found, range) else self.make(found)

    def __iter__(self) -> Iterator[Thing]:
        """All of them, one after the other."""
        return map(self.make, range(len(self)))

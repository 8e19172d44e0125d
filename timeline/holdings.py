"""What a large edition holds, in order, each event and passage made when it is asked for.

Why sequences that make and do not keep: a million events and a million passages are two gigabytes of objects,
and whoever draws or writes them looks at each for a moment. The order is numbers; the records stay in the
bytes of their tables. The last ones asked for are kept, because a page asks for the same event a dozen times.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Generic, TypeVar

from timeline.claims import DATE
from timeline.found import Passages
from timeline.groups import Groups
from timeline.numbered import Numbered
from timeline.records import Event, Passage
from timeline.reread import Records

Thing = TypeVar("Thing")
Value = TypeVar("Value")

REMEMBERED = 1024
"""Events, and passages, that were asked for last and are still there."""


class _Ordered(Numbered[Thing]):
    """Records in an order of their own; those asked for last are still there."""

    def __init__(self, records: Numbered[Thing], order: Sequence[int]) -> None:
        self.order = order
        """Numbers of the records, in order."""
        self._kept = lru_cache(maxsize=REMEMBERED)(records.make)

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.order)

    def make(self, number: int) -> Thing:
        """The record at a place of the order."""
        return self._kept(self.order[number])

    @cached_property
    def places(self) -> Sequence[int]:
        """For each record its place in the order."""
        places = array("I", bytes(4 * len(self.order)))
        for place, number in enumerate(self.order):
            places[number] = place
        return places


class Chronology(_Ordered[Event]):
    """The events in order of date."""

    def __init__(self, events: Records[Event]) -> None:
        """Of the events in the order of the file."""
        super().__init__(events, in_order(events))
        self.events = events
        """The same in the order of the file."""

    def place(self, id: str) -> int:
        """Where in the chronology the event called so is; -1 if there is none."""
        number = self.events.find(id)
        return -1 if number < 0 else self.places[number]


class Quotations(_Ordered[Passage]):
    """The passages in reading order."""

    def __init__(self, passages: Passages, shelf: Mapping[str, int], find: Callable[[str], int]) -> None:
        """`shelf` numbers the sources in their order; `find` tells the number of an event, -1: of none."""
        sources, speaking = array("I"), array("i")
        self.dated = set[int]()
        """The numbers of the events for which a passage gives a date."""
        names = ("source", "event", "property")
        for source, event, property in passages.columns(names):
            sources.append(shelf[source])
            speaking.append(find(event))
            if property == DATE:
                self.dated.add(speaking[-1])

        def reading(number: int) -> int:
            """Source, start and end as one number."""
            start, end = passages.stretch(number)
            return (sources[number] << 64) | (start << 32) | end

        super().__init__(passages, array("I", sorted(range(len(passages)), key=reading)))
        self.passages = passages
        """The same in the order of the file."""
        self._of_event = Groups(speaking)
        self._sources = array("I", map(sources.__getitem__, self.order))

    def of_event(self, number: int) -> tuple[Passage, ...]:
        """The passages that speak of the event with that number, in the order of the file."""
        return tuple(map(self._kept, self._of_event.of(number)))

    def in_source(self, number: int) -> tuple[Passage, ...]:
        """The passages that stand in the source with that number, by start."""
        start = bisect_left(self._sources, number)
        return self[start : bisect_right(self._sources, number, start)]

    def find(self, id: str) -> Passage:
        """The passage called so; KeyError if there is none."""
        number = self.passages.find(id)
        if number < 0:
            raise KeyError(id)
        return self._kept(number)


class Again(Iterable[Thing]):
    """What can be gone through more than once, without ever being held."""

    def __init__(self, make: Callable[[], Iterator[Thing]]) -> None:
        """`make` begins anew."""
        self._make = make

    def __iter__(self) -> Iterator[Thing]:
        """From the beginning."""
        return self._make()


class Asked(Mapping[str, Value], Generic[Value]):
    """What a function answers, as if it had been asked about every name beforehand."""

    def __init__(self, names: Callable[[], Iterator[str]], answer: Callable[[str], Value]) -> None:
        """`answer` raises KeyError for any other name than `names` gives."""
        self._names = names
        self._answer = answer

    def __getitem__(self, name: str) -> Value:
        """The answer; KeyError where there is none."""
        return self._answer(name)

    def __iter__(self) -> Iterator[str]:
        """All names."""
        return self._names()

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)


def in_order(events: Records[Event]) -> Sequence[int]:
    """The numbers of events in order of date (`Span.sort_key`), those of one date as they come."""
    starts, ends = events.keys
    order = sorted(range(len(events)), key=ends.__getitem__)
    order.sort(key=starts.__getitem__)
    sorted_out = array("I")
    for _, tied in groupby(order, lambda number: (starts[number], ends[number])):
        group = list(tied)
        # The same days: nearly always because they are written alike.
        if len(group) > 1 and len(set(events.columns(("date", "calendar", "year_start"), group))) > 1:
            group.sort(key=lambda number: events[number].span.sort_key[2])
        sorted_out.extend(group)
    return sorted_out

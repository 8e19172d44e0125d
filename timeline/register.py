"""The register: from the id of an event or of a passage to the event's place, shelf by shelf.

A deep link names an id, and a page that does not hold a million events must find the one. Which shelf has it
follows from the id alone: its FNV-1a-32 (`ids`), modulo the number of shelves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from timeline.ids import Ids
from timeline.ledger import Ledger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHELF = 1000
"""About so many ids are on a shelf."""


def shelves(count: int) -> int:
    """How many shelves there are for so many ids, of events and of passages together; at least 1."""
    return max(1, -(-count // SHELF))


@dataclass(frozen=True, eq=False, slots=True)
class _Arranged:
    """Places of ids, shelf by shelf."""

    places: NDArray[np.int64]
    """In which order they stand on the shelves; of one shelf ascending."""
    first: NDArray[np.int64]
    """Where each shelf begins in `places`, and where the last one ends."""

    def on(self, number: int) -> NDArray[np.int64]:
        """Those on one shelf."""
        return self.places[self.first[number] : self.first[number + 1]]


def shelf(ledger: Ledger, number: int) -> dict[str, dict[str, int]]:
    """`{"events": {id: place}, "passages": {id: place of its event}}` of a shelf, from 0.

    There are `shelves(len(ledger.ids) + len(ledger.passages))` of them; IndexError for another number.
    """
    count = shelves(len(ledger.ids) + len(ledger.passages))
    if not 0 <= number < count:
        raise IndexError(f"the register has {count} shelves, none is {number}")
    events, passages = (arranged.on(number) for arranged in _arranged(ledger))
    return {
        "events": dict(zip(ledger.ids.some(events), events.tolist(), strict=True)),
        "passages": dict(zip(ledger.passages.some(passages), ledger.owner[passages].tolist(), strict=True)),
    }


_KEPT: WeakKeyDictionary[Ledger, tuple[_Arranged, _Arranged]] = WeakKeyDictionary()


def _arranged(ledger: Ledger) -> tuple[_Arranged, _Arranged]:
    """The events and the passages by their shelves; found once for a ledger."""
    if ledger not in _KEPT:
        count = shelves(len(ledger.ids) + len(ledger.passages))
        _KEPT[ledger] = (_shelved(ledger.ids, count), _shelved(ledger.passages, count))
    return _KEPT[ledger]


def _shelved(ids: Ids, count: int) -> _Arranged:
    """These ids on so many shelves."""
    import numpy as np

    shelf = ids.hashes % np.uint32(count)
    places = np.argsort(shelf, kind="stable")
    return _Arranged(places, np.searchsorted(shelf[places], np.arange(count + 1)))

"""The register: from the id of an event or of a passage to the event's place, shelf by shelf.

A deep link names an id, and a page that does not hold a million events must find the one. Which shelf has it
follows from the id alone: its FNV-1a-32 (`ids`), modulo the number of shelves.

NumPy is imported with this room, so that whoever must start quickly imports it late.
"""

from __future__ import annotations

from timeline.ledger import Ledger

SHELF = 1000
"""About so many ids are on a shelf."""


def shelves(count: int) -> int:
    """How many shelves there are for so many ids, of events and of passages together; at least 1."""
    return max(1, -(-count // SHELF))


def shelf(ledger: Ledger, number: int) -> dict[str, dict[str, int]]:
    """`{"events": {id: place}, "passages": {id: place of its event}}` of a shelf, from 0.

    There are `shelves(len(ledger.ids) + len(ledger.passages))` of them; IndexError for another number.
    """
    raise NotImplementedError

"""The concordance: every word of the events, and the places of the events that have it.

A search in the page asks whether every wanted word is *within* the text of an event, its haystack. That can
be answered without the text: a wanted word has no blank, so it is within the haystack when it is within one
of its words. So the script looks through the list of distinct words, and unites the places of those that fit.
What a haystack holds, and how letters are levelled, is as in `assets/reading.js`: `SEARCHED` and `fold`.

NumPy is imported with this room, so that whoever must start quickly imports it late.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.disclosure import Publish
from timeline.edition import Edition


@dataclass(frozen=True, eq=False)
class Concordance:
    """All words, with the places of the events that have them."""

    words: str
    """The distinct words, joined by line feeds, in the order in which JavaScript compares them (UTF-16)."""
    cuts: tuple[int, ...]
    """Number of the first word of each volume of postings; there are `len(cuts)` volumes."""

    def postings(self, volume: int) -> bytes:
        """The places of the words of a volume, ascending; IndexError if there is no such volume.

        Uint32 T, the number of its words; Uint32[T + 1], where the places of each begin and the last ones
        end, in bytes from the end of this table; then the places as LEB128 varints of their gaps, of each
        word the first from 0. Little-endian.
        """
        raise NotImplementedError


def concordance(
    edition: Edition, publish: Publish | None = None, progress: Callable[[int], None] | None = None
) -> Concordance:
    """The concordance of an edition, of which as much is shown as `publish` says (as in `page.html`).

    `progress` is told how many more events have been read, now and then.
    """
    raise NotImplementedError

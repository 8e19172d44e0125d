"""What proves marks, kept: the words of passages as they stand in their sources, and where originals open.

Both need the source's text, levelled and searched. A page of one event needs the texts of its few passages;
but events in order of time lead to another text each time, and to unpack and level ten thousand texts a
hundred times takes hours. So whoever is going to need all of them walks the passages in reading order first
and keeps what was found: each text is looked at once.
"""

from __future__ import annotations

from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.panel import Piece, Proof, proof
from timeline.records import Passage
from timeline.stash import Stash


class Proofs:
    """The proofs of an edition's passages; `publish` overrides what each source allows."""

    def __init__(self, edition: Edition, publish: Publish | None = None) -> None:
        self._edition = edition
        self._publish = publish
        self.stash: Stash | None = None
        """Where proofs are kept, by ids of passages, if they are."""

    def of(self, passage: Passage) -> Proof:
        """The proof of a passage, as it was kept, else found now."""
        kept = self.stash.get(passage.id) if self.stash else None
        if kept is None:
            return self._found(passage)
        words, original = kept
        return Proof(tuple(Piece(*piece) for piece in words), original)

    def keep(self, passage: Passage) -> Proof:
        """The proof of a passage, found and kept."""
        found = self._found(passage)
        if self.stash:
            words = tuple((piece.text, piece.left_out) for piece in found.words)
            self.stash.put(passage.id, (words, found.original))
        return found

    def _found(self, passage: Passage) -> Proof:
        return proof(self._edition, self._publish, passage)

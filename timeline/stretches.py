"""Which stretches of a text may hold words that resemble a quote: the others need not be searched.

Pieces of the quote are looked up in an index of the text, made once, and each votes for where the quote would
begin. The stretches with most votes are a good guess. That there is no other place is proved by counting: an
edit spoils at most three pieces of three characters, so a place of at most k edits keeps n - 2 - 3k of the
pieces of a quote of n characters, and these vote for places at most k apart (Jokinen and Ukkonen, MFCS 1991).
Where fewer vote, no such place is.

In a text beyond 200,000 characters such short pieces stand everywhere. There pieces of six vote, those that
begin at every third character or so, and the guess has to do: milliseconds a quote in two megabytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Stretch = tuple[int, int]
"""Where a part of a (folded) text begins, and its end, exclusive."""

PROVED = 200_000
"""Characters of a text up to which it can be proved where no place is."""

SHORT_PIECE = 3
"""Characters of a piece that proves: shorter ones stand everywhere, longer ones are spoilt too soon."""

LONG_PIECE = 6
"""Characters of a piece in a longer text: it seldom stands in unrelated prose more than a few times."""

MOST_PIECES = 400_000
"""Long pieces of a text that are indexed: in a longer one every fifth, every sixth … character begins one."""

MOST_HITS = 500
"""Hits of a piece beyond which it has no vote, unless all pieces are so common."""

MOST_GUESSED = 60
"""Stretches that are guessed, those with most votes first."""

LEAST_SHARE = 3
"""A stretch is guessed if it has at least this part of the votes of the best: a third."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Where the pieces of a quote say that it begins."""

    length: int
    """Characters of the quote."""
    around: int
    """Characters of the text."""
    begins: Sequence[int]
    """Where the quote would begin according to each hit of each piece; negative too."""
    telling: int
    """Pieces that have a vote."""

    def guessed(self, most: int) -> list[Stretch]:
        """Where places of at most `most` edits probably are: for which most pieces vote; in order, apart."""
        width = max(16, self.length // 8)
        top = Counter([begin // width for begin in self.begins]).most_common(MOST_GUESSED)
        slots = sorted(slot for slot, count in top if count * LEAST_SHARE >= top[0][1])
        reach = [(slot * width - most - width, (slot + 2) * width + self.length + most) for slot in slots]
        return _apart(reach, self.around)

    def proved(self, most: int) -> list[Stretch] | None:
        """Outside of which no place of at most `most` edits is; in order, apart. None where that is unknown.

        So it is where about a third of the quote may differ, and where the text is monotonous or very long.
        """
        kept = self.telling - SHORT_PIECE * most
        if kept < 1 or self.around > PROVED:
            return None
        # The votes for one place differ by at most `most`, so that two neighbouring slots hold them all.
        width = most + 1
        votes = Counter([begin // width for begin in self.begins])
        lower = {slot - 1 for slot in votes}.union(votes)
        slots = sorted(slot for slot in lower if votes[slot] + votes[slot + 1] >= kept)
        reach = [(slot * width - most, (slot + 2) * width + self.length + most) for slot in slots]
        return _apart(reach, self.around)


def votes(quote: str, within: str) -> Votes:
    """What the pieces of the quote say; of those that stand everywhere only if there are no others."""
    size, step = SHORT_PIECE, 1
    if len(within) > PROVED:
        size, step = LONG_PIECE, max(3, -(-len(within) // MOST_PIECES))
    pieces = _pieces(within, size, step)
    hits = [pieces.get(quote[at : at + size], ()) for at in range(len(quote) - size + 1)]
    telling = [len(places) <= MOST_HITS for places in hits]
    heard = [places if tells else () for places, tells in zip(hits, telling, strict=True)]
    if not any(heard):
        heard = [places[:MOST_HITS] for places in hits]
    begins = [at - offset for offset, places in enumerate(heard) for at in places]
    return Votes(len(quote), len(within), begins, sum(telling))


@lru_cache(maxsize=16)
def _pieces(within: str, size: int, step: int) -> Mapping[str, Sequence[int]]:
    """Where the pieces of a text begin, those that begin at every step."""
    found: dict[str, list[int]] = {}
    for at in range(0, len(within) - size + 1, step):
        found.setdefault(within[at : at + size], []).append(at)
    return found


def _apart(stretches: Iterable[Stretch], length: int) -> list[Stretch]:
    """The stretches, ascending, as far as they lie within the text; those that touch are one."""
    apart: list[Stretch] = []
    within = ((max(0, first), min(length, last)) for first, last in stretches)
    for first, last in within:
        if apart and first <= apart[-1][1]:
            apart[-1] = apart[-1][0], last
        elif first < last:
            apart.append((first, last))
    return apart

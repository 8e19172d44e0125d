"""The ledger of an edition is made: all columns in one walk over it, then ranks, lanes and orders of them.

Apart from the ledger itself, because whoever looks something up in one needs no edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from timeline import windows
from timeline.check import Progress, silent
from timeline.dates import ordering
from timeline.edition import Edition
from timeline.gathering import FAR, Gathered, gather
from timeline.lanes import MOST, MOST_KINDS, OTHERS
from timeline.ledger import Ledger
from timeline.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def ledger(edition: Edition, progress: Progress = silent) -> Ledger:
    """The ledger of an edition, gathered in one walk over it."""
    import numpy as np

    made = gather(edition, progress)
    low, high = made.edges
    whole = Window(low, high) if low < high else windows.whole(())
    count = len(made.kind)
    start, end = np.array(made.start), np.array(made.end)
    party, parties = _ranked(made)
    party_at, kind = np.array(made.party_at, np.uint32), np.array(made.kind, np.uint16)
    kinds = np.flatnonzero(np.bincount(kind, minlength=len(edition.kinds)))
    by_kind = _lanes(
        [edition.kinds[number] for number in kinds],
        MOST_KINDS,
        np.arange(count + 1),
        np.searchsorted(kinds, kind),
    )
    by_party = _lanes([name for name, _ in parties], MOST, party_at, party)
    return Ledger(
        count=count,
        whole=whole,
        start=np.where(start == -FAR, whole.start, start),
        end=np.where(end == FAR, whole.end, end),
        first=np.array(made.first),
        last=np.array(made.last),
        kind=kind,
        evidence=np.array(made.evidence, np.uint8),
        importance=np.array(made.importance, np.uint8),
        party_at=party_at,
        party=party,
        source_at=np.array(made.source_at, np.uint32),
        source=np.array(made.source, np.uint32),
        reach_at=np.array(made.reach_at, np.uint32),
        reach=np.array(made.reach),
        ids=made.ids.gathered(),
        passages=made.passages.gathered(),
        owner=np.array(made.owner, np.uint32),
        parties=parties,
        sources=tuple(
            (source.id, source.title, made.citing[place], source.language or edition.language)
            for place, source in enumerate(edition.library)
        ),
        orders=_orders(edition, made),
        lanes={"kind": by_kind.names, "party": by_party.names},
        others={"kind": by_kind.others, "party": by_party.others},
        standing={"kind": by_kind.standing, "party": by_party.standing},
    )


def _ranked(made: Gathered) -> tuple[NDArray[np.uint32], tuple[tuple[str, int], ...]]:
    """The parties of all events by their rank, and what these are called and how often they occur."""
    import numpy as np

    party, names = np.array(made.party, np.uint32), list(made.parties)
    counts = np.bincount(party, minlength=len(names)).tolist()
    ranked = sorted(range(len(names)), key=lambda number: (-counts[number], names[number]))
    rank = np.empty(len(names), np.uint32)
    rank[ranked] = np.arange(len(names), dtype=np.uint32)
    return rank[party], tuple((names[number], counts[number]) for number in ranked)


# ── lanes ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Lanes(NamedTuple):
    """The lanes by kind or by party."""

    names: tuple[str, ...]
    """From the top."""
    others: bool
    """Whether the last one is that of all others."""
    standing: NDArray[np.uint16]
    """A bit for each lane, for each event."""


def _lanes(
    names: Sequence[str], most: int, at: NDArray[np.integer[Any]], numbers: NDArray[np.integer[Any]]
) -> _Lanes:
    """As `lanes.lanes` makes them; `at` and `numbers` say which of the names each event has."""
    import numpy as np

    sizes = np.diff(at)
    has_room = len(names) <= most and bool(sizes.all())
    named = names if has_room else names[: most - 1]
    standing = np.zeros(len(sizes), np.uint16)
    whose = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    for lane in range(len(named)):
        standing[whose[numbers == lane]] |= np.uint16(1 << lane)
    others = standing == 0
    if not others.any():
        return _Lanes(tuple(named), False, standing)
    rest = OTHERS
    while rest in names:
        rest = f"All {rest.lower()}"
    standing[others] = 1 << len(named)
    return _Lanes((*named, rest), True, standing)


# ── orders ────────────────────────────────────────────────────────────────────────────────────────────────


def _orders(edition: Edition, made: Gathered) -> dict[str, NDArray[np.uint32]]:
    """The places in order of middle and of end.

    What numbers leave equal is ordered by what is written, and is so already, because the chronology is:
    unless starts differ that have one middle, or a date is not written as EDTF would have it.
    """
    import numpy as np

    start, minus_end, twice, reached = (np.array(column) for column in made.sorting)
    spelt = np.array(made.spelt, np.uint8)
    return {
        "middle": _order(edition, "middle", (twice, minus_end), (start,)),
        "end": _order(edition, "end", (reached, start), (minus_end, spelt)),
    }


def _order(
    edition: Edition,
    by: Literal["middle", "end"],
    keys: tuple[NDArray[np.float64], NDArray[np.float64]],
    doubts: tuple[NDArray[Any], ...],
) -> NDArray[np.uint32]:
    """The places by these two keys; runs of equal ones in which a doubt differs are sorted by their dates."""
    import numpy as np

    order = np.lexsort((keys[1], keys[0]))
    same = np.ones(len(order), np.bool_)
    same[:1] = False
    differs = np.zeros(len(order), np.bool_)
    for key in keys:
        same[1:] &= key[order][1:] == key[order][:-1]
    for doubt in doubts:
        differs[1:] |= doubt[order][1:] != doubt[order][:-1]
    first = np.flatnonzero(~same)
    for run in np.unique(np.searchsorted(first, np.flatnonzero(same & differs), "right") - 1):
        here = slice(first[run], first[run + 1] if run + 1 < len(first) else len(order))
        # By place first, so that what is written the same stays in the order of the file.
        order[here] = sorted(
            sorted(order[here].tolist()),
            key=lambda place: ordering(edition.chronology[place].span, by),
        )
    return order.astype(np.uint32)

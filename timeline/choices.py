"""What the filters of the page offer: kinds in their order, all else by how often it occurs.

Of a large edition the counts are those of the ledger, and menus hold the most frequent names only: the script
fills in the others when somebody opens one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.columns import EVIDENCE
from timeline.edition import Edition
from timeline.ledger import Ledger

MOST = 200
"""Parties, and sources, in the menus of a large edition."""

Filters = Mapping[str, Sequence["Choice"]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter offers."""

    value: str
    """As it stands in the data and in the address."""
    text: str
    """As the reader sees it: in the curator's words, or the key of a message."""
    count: int
    """How many events have it."""


def filters(edition: Edition) -> Filters:
    """What each filter offers: kinds in their order, the others by how often they occur."""
    events = edition.chronology
    kind = Counter(event.kind for event in events)
    party = Counter(party for event in events for party in set(event.parties))
    source = Counter(name for event in events for name in {p.source for p in edition.passages_of(event.id)})
    evidence = Counter(event.evidence for event in events)
    titles = {one.id: one.title for one in edition.library}
    return {
        "kind": [Choice(name, name.capitalize(), kind[name]) for name in edition.kinds],
        "party": [Choice(name, name, count) for name, count in _ranked(party)],
        "source": [Choice(name, titles.get(name, name), count) for name, count in _ranked(source)],
        "evidence": [Choice(name, f"filter.{name}", evidence[name]) for name in EVIDENCE if evidence[name]],
    }


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def bound_filters(edition: Edition, ledger: Ledger) -> Filters:
    """The same of a large edition; the most frequent parties and sources only."""
    kind, evidence = (
        [int((column == number).sum()) for number in range(size)]
        for column, size in ((ledger.kind, len(edition.kinds)), (ledger.evidence, len(EVIDENCE)))
    )
    cited = sorted((one for one in ledger.sources if one[2]), key=lambda one: (-one[2], one[0]))
    return {
        "kind": [Choice(name, name.capitalize(), kind[at]) for at, name in enumerate(edition.kinds)],
        "party": [Choice(name, name, count) for name, count in ledger.parties[:MOST]],
        "source": [Choice(id, title, count) for id, title, count, _ in cited[:MOST]],
        "evidence": [
            Choice(name, f"filter.{name}", evidence[at]) for at, name in enumerate(EVIDENCE) if evidence[at]
        ],
    }

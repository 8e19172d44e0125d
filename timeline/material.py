"""What the rules judge: the three tables as read, the texts, and where each quote was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.claims import DATE, value_span
from timeline.dates import Span
from timeline.errors import Finding
from timeline.found import Found
from timeline.lock import Lock
from timeline.passages import Located
from timeline.records import Claim, Event, Source, TableRow
from timeline.tables import Table
from timeline.texts import Texts


@dataclass(frozen=True, slots=True)
class Material:
    """All that a rule may look at."""

    events: Table[Event]
    """What `events.csv` says."""
    claims: Table[Claim]
    """What `passages.csv` says."""
    sources: Table[Source]
    """What `sources.csv` says."""
    texts: Texts
    """The texts that could be read, by id of source."""
    located: Mapping[str, Located]
    """Where each claim's quote stands, by id of claim; only claims whose source has a text."""
    found: Found
    """The same of all claims of the project, by place among the records of passages.csv."""
    lock: Lock
    """Where each quote stood when it was last accepted."""


def dated(material: Material) -> Iterator[tuple[Claim, Span]]:
    """The claims about a date that has a meaning, each with that meaning."""
    reckonings = {event.id: event.reckoning for event in material.events.records}
    for claim in material.claims.records:
        if claim.property == DATE and claim.value and claim.event in reckonings:
            span = value_span(claim, reckonings[claim.event])
            if span is not None:
                yield claim, span


def unread(material: Material) -> set[str]:
    """The events of passages that have a fault of form: what else speaks of them is not known."""
    return {row.text("event") for row in material.claims.faulty()}


def error_at(file: str, row: TableRow, column: str, code: str, message: str, hint: str = "") -> Finding:
    """An error at a cell."""
    return Finding(file, *row.where(column), code, "error", message, hint)


def warning_at(file: str, row: TableRow, column: str, code: str, message: str, hint: str = "") -> Finding:
    """A warning at a cell."""
    return Finding(file, *row.where(column), code, "warning", message, hint)

"""How the page says what it knows: dates with their brackets, evidence, rank and relation in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from timeline.dates import shown
from timeline.records import Event, Passage, Source

EVIDENCE = MappingProxyType(
    {
        "stated": "stated by a passage",
        "inferred": "worked out from the sources",
        "external": "supplied from outside the sources",
        "conjecture": "a conjecture",
    }
)
"""How a date is known, in words a reader can use after “The date is …”."""

STATUS = MappingProxyType({"asserted": "", "disputed": "disputed", "doubtful": "doubtful"})
"""What the badge of an event says; nothing for what nobody doubts."""

RELATION = MappingProxyType({"supports": "supports", "disputes": "disputes", "mentions": "mentions"})
"""What a passage does to its event."""


def date_shown(event: Event, passages: Iterable[Passage]) -> str:
    """The date of an event as it is known: brackets enclose what none of its passages states."""
    stated = tuple(
        passage.value_span
        for passage in passages
        if passage.property == "date"
        and passage.value_span is not None
        and passage.value_evidence in ("", "stated")
        and passage.relation == "supports"
        and passage.rank != "deprecated"
    )
    return shown(event.span, event.evidence, stated)


def source_line(source: Source) -> str:
    """Publisher and date of a source in one line: `Vision Times, after 21 March 2023`; may be empty."""
    issued = shown(source.issued_span, source.issued_evidence or "stated") if source.issued_span else ""
    parts = (source.author, source.container_title, issued)
    return ", ".join(part for part in parts if part)


def property_words(passage: Passage) -> str:
    """What a claim is about, for its badge: `date: 1858, stated`, or nothing for the event as such."""
    name = passage.property.replace("_", " ").replace("-", " ")
    if not name:
        return ""
    value = passage.value_span.label if passage.value_span else passage.value
    said = f"{name}: {value}" if value else name
    return f"{said}, {passage.value_evidence}" if passage.value_evidence else said

"""The rules of the dates that events have: how each is known, and which of them a passage states.

They keep the brackets honest: a date is shown without brackets only if a passage states it, as finely as it
is drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from timeline.claims import DATE, supports
from timeline.columns import EVENTS, PATTERNS
from timeline.dates import Span, contains
from timeline.errors import Finding, short
from timeline.material import Material, dated, error_at, unread
from timeline.records import TableRow
from timeline.values import nearest, url_problem

_SLUG = re.compile(PATTERNS["slug"])


def dates_explained(material: Material) -> Iterator[Finding]:
    """A date that no passage states says how it was found, and where it comes from."""
    known = material.sources.ids
    for event in material.events.records:
        if event.evidence != "stated" and not event.date_note:
            message = f"a date that is {_known_by(event.evidence)} needs a note that says how it was found"
            yield error_at(EVENTS.file, event.row, "date_note", "date-note-missing", message)
        if event.evidence not in ("stated", "inferred") and not event.date_source:
            message = f"a date that is {_known_by(event.evidence)} needs its source"
            hint = "the id of a source, a web address or the name of a work"
            yield error_at(EVENTS.file, event.row, "date_source", "date-source-missing", message, hint)
        if event.date_source and (problem := _bad_date_source(event.date_source, known)):
            hint = (
                nearest(event.date_source, known)
                or "add it to data/sources.csv, or write out the title of the work"
            )
            yield error_at(EVENTS.file, event.row, "date_source", "unknown-source", problem, hint)


def _known_by(evidence: str) -> str:
    return {"inferred": "inferred", "external": "taken from elsewhere", "conjecture": "a conjecture"}.get(
        evidence, evidence
    )


def _bad_date_source(text: str, known: Mapping[str, TableRow]) -> str:
    if text in known or " " in text:
        return ""
    if _SLUG.fullmatch(text):
        return f"there is no source “{short(text)}”"
    return url_problem(text) if "://" in text or text.startswith(("javascript:", "data:")) else ""


def dates_stated(material: Material) -> Iterator[Finding]:
    """A stated date lies within a date that a supporting passage states."""
    stated = defaultdict(list)
    understood = set()
    for claim, span in dated(material):
        understood.add(claim.id)
        if supports(claim) and claim.value_evidence == "stated":
            stated[claim.event].append(span)
    # An event without passages, or with one that was not understood, has its finding already.
    quoted = {claim.event for claim in material.claims.records}
    unclear = unread(material)
    unclear |= {c.event for c in material.claims.records if c.property == DATE and c.id not in understood}
    clear = quoted - unclear
    for event in material.events.records:
        if event.evidence != "stated" or event.id not in clear:
            continue
        holding = [span for span in stated[event.id] if contains(span, event.span)]
        if any(contains(event.span, span) for span in holding):
            continue
        if holding:
            message = f"the date is called stated, but the passages state only {_labels(holding)}"
            hint = "a finer date than the words give is inferred or external"
            yield error_at(EVENTS.file, event.row, "evidence", "date-too-fine", message, hint)
        else:
            message = f"the date is called stated, but no supporting passage states {event.span.label}"
            hint = "give a passage the property “date” and the value its words state, or change evidence"
            if stated[event.id]:
                hint = f"the passages state {_labels(stated[event.id])}"
            yield error_at(EVENTS.file, event.row, "evidence", "date-not-stated", message, hint)


def _labels(spans: list[Span]) -> str:
    return short(" or ".join(dict.fromkeys(span.label for span in spans)), 200)

"""The rules of what is claimed: how a date is known, what a source gives, and which of two claims holds.

The first of them keeps the brackets honest: a date is shown without brackets only if a passage states it, as
finely as it is drawn.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from timeline.columns import EVENTS, PASSAGES, PATTERNS
from timeline.date_cells import Refused, read_date
from timeline.dates import Span, contains
from timeline.errors import Finding, short
from timeline.material import Material, dated, disjoint, error_at, warning_at
from timeline.records import PLAIN, TableRow
from timeline.values import nearest, url_problem

_SLUG = re.compile(PATTERNS["slug"])
_COMPARED = 50


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
        if claim.relation == "supports" and claim.rank != "deprecated" and claim.value_evidence == "stated":
            stated[claim.event].append(span)
    # An event without passages, or with one that was not understood, has its finding already.
    quoted = {claim.event for claim in material.claims.records}
    recorded = {claim.row.line for claim in material.claims.records}
    unclear = {row.text("event") for row in material.claims.rows if row.line not in recorded}
    unclear |= {c.event for c in material.claims.records if c.property == "date" and c.id not in understood}
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


def claims_competing(material: Material) -> Iterator[Finding]:
    """Dates that exclude each other are ranked, or the event is called disputed."""
    by_event = defaultdict(list)
    for claim, span in dated(material):
        if claim.relation == "supports" and claim.rank != "deprecated":
            by_event[claim.event].append((claim, span))
    status = {event.id: event.status for event in material.events.records}
    for name, claims in by_event.items():
        if status.get(name, "disputed") == "disputed" or any(
            claim.rank == "preferred" for claim, _ in claims
        ):
            continue
        for (claim, span), (other, other_span) in combinations(claims[:_COMPARED], 2):
            if disjoint(span, other_span):
                message = (
                    f"“{other.value}” contradicts “{claim.value}” in line {claim.row.line}; nothing decides"
                )
                hint = "rank one preferred or the other deprecated, with a reason, or call the event disputed"
                yield error_at(PASSAGES.file, other.row, "value", "claims-compete", message, hint)
                break


def values_given(material: Material) -> Iterator[Finding]:
    """A property has a value, a value has a property, and a date is a date."""
    reckonings = {event.id: event.reckoning for event in material.events.records}
    for claim in material.claims.records:
        if claim.value and not claim.property:
            message = f"the value “{short(claim.value)}” belongs to no property"
            yield error_at(
                PASSAGES.file,
                claim.row,
                "value",
                "property-missing",
                message,
                "name it: date, place, parties …",
            )
        if claim.property == "date" and claim.relation != "mentions" and not claim.value:
            message = "the passage speaks of the date, but gives none"
            yield error_at(
                PASSAGES.file,
                claim.row,
                "value",
                "value-missing",
                message,
                "write in EDTF what its words state",
            )
        if claim.property == "date" and claim.value:
            read = read_date(claim.value, *reckonings.get(claim.event, PLAIN))
            if isinstance(read, Refused):
                place = claim.row.where("value", read.position)
                yield Finding(PASSAGES.file, *place, read.code, "error", read.message, read.hint)


def ranks_explained(material: Material) -> Iterator[Finding]:
    """Who ranks a claim says why."""
    for claim in material.claims.records:
        if claim.rank != "normal" and not claim.rank_reason:
            message = f"the rank “{claim.rank}” needs a reason"
            yield error_at(PASSAGES.file, claim.row, "rank_reason", "rank-reason-missing", message)


def status_explained(material: Material) -> Iterator[Finding]:
    """An event that is disputed or doubtful says why, in its summary, its note or a passage."""
    reasons = Counter(
        claim.event for claim in material.claims.records if claim.rank_reason or claim.relation == "disputes"
    )
    for event in material.events.records:
        if event.status != "asserted" and not (event.summary or event.date_note or reasons[event.id]):
            message = f"nothing says why the event is {event.status}"
            hint = "say it in the summary, or add a passage that disputes it"
            yield warning_at(EVENTS.file, event.row, "status", "status-unexplained", message, hint)

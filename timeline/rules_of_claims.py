"""The rules of what is claimed: whether the words give a value, which of two holds, and on whose word.

That sources contradict one another is no fault, and neither is a claim that is wrong: both are why there are
ranks. A fault is that nobody said so. An event on the word of one source alone is told and stands, because
the curator may have no other; but three newspapers that printed one agency's report are one source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from timeline import claims, stated
from timeline.claims import Value
from timeline.columns import EVENTS, PASSAGES, PATTERNS, SOURCES
from timeline.date_cells import Refused, read_date
from timeline.elision import without_insertions
from timeline.errors import Finding, short
from timeline.material import Material, dated, error_at, unread, warning_at
from timeline.records import PLAIN, Claim
from timeline.values import nearest

_SLUG = re.compile(PATTERNS["slug"])
_COMPARED = 50
"""Values of one property with which each other one is compared."""

_DECIDE = "rank one preferred or the other deprecated, with a reason, or call the event disputed"
_TOGETHER = "values that hold together belong into one cell, separated by semicolons"


def values_given(material: Material) -> Iterator[Finding]:
    """A property has a value, a value has a property, and a date is a date, called as such."""
    reckonings = {event.id: event.reckoning for event in material.events.records}
    for claim in material.claims.records:
        if claim.value and not claim.property:
            message = f"the value “{short(claim.value)}” belongs to no property"
            hint = "name it: date, place, parties …"
            yield error_at(PASSAGES.file, claim.row, "value", "property-missing", message, hint)
        if claim.property != claims.DATE and claim.property.casefold() == claims.DATE:
            message = f"“{claim.property}” is not read as a date"
            hint = f"write it in small letters: {claims.DATE}"
            yield error_at(PASSAGES.file, claim.row, "property", "property-unread", message, hint)
        if claim.property == claims.DATE and claim.relation != "mentions" and not claim.value:
            message = "the passage speaks of the date, but gives none"
            hint = "write in EDTF what its words state"
            yield error_at(PASSAGES.file, claim.row, "value", "value-missing", message, hint)
        if claim.property == claims.DATE and claim.value:
            read = read_date(claim.value, *reckonings.get(claim.event, PLAIN))
            if isinstance(read, Refused):
                place = claim.row.where("value", read.position)
                yield Finding(PASSAGES.file, *place, read.code, "error", read.message, read.hint)


def dates_in_quotes(material: Material) -> Iterator[Finding]:
    """A date that a quote is said to state is in its words."""
    languages = material.sources.by_id("language")
    for claim, span in dated(material):
        located = material.located.get(claim.id)
        if claim.value_evidence != "stated" or located is None or located.status != "exact":
            continue
        # What the curator put in brackets is not the source's.
        words = without_insertions(claim.exact) if located.tier == "elided" else claim.exact
        lacking = stated.lacking(span, words, languages.get(claim.source, ""))
        if lacking:
            message = (
                f"“{short(claim.value)}” is called stated, but the quote does not give {_listed(lacking)}"
            )
            hint = "quote the words that give it, or call the value inferred in “value_evidence”"
            yield error_at(PASSAGES.file, claim.row, "value", "date-not-in-quote", message, hint)


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def claims_competing(material: Material) -> Iterator[Finding]:
    """Values that exclude each other are ranked, or the event is called disputed; and one is preferred."""
    events = {event.id: event for event in material.events.records}
    for name, given in _by_event(material).items():
        if name not in events:
            continue
        for values in claims.by_property(given, events[name].reckoning).values():
            preferred = [value for value in values if value.rank == "preferred"]
            yield from _preferred_twice(preferred)
            if not preferred and events[name].status != "disputed":
                yield from _undeclared(values)


def _by_event(material: Material) -> Mapping[str, list[Claim]]:
    given: dict[str, list[Claim]] = defaultdict(list)
    for claim in material.claims.records:
        given[claim.event].append(claim)
    return given


def _preferred_twice(preferred: list[Value]) -> Iterator[Finding]:
    for value in preferred[1:]:
        claim, other = _claim(value, "preferred"), _claim(preferred[0], "preferred")
        message = (
            f"“{short(claim.value)}” and, in line {other.row.line}, “{short(other.value)}” are both preferred"
        )
        hint = f"prefer one value of “{short(claim.property)}”; {_TOGETHER}"
        yield error_at(PASSAGES.file, claim.row, "rank", "two-preferred", message, hint)


def _claim(value: Value, rank: str) -> Claim:
    return next(claim for claim in value.claims if claim.rank == rank)


def _undeclared(values: tuple[Value, ...]) -> Iterator[Finding]:
    """The first of each value that contradicts an earlier one, both on the side of the event."""
    earlier: list[tuple[Value, Claim]] = []
    for value in values:
        claim = next((c for c in value.claims if c.relation == "supports" and c.rank == "normal"), None)
        if claim is None:
            continue
        rival = next((one for one in earlier[:_COMPARED] if claims.competes(one[0], value)), None)
        earlier.append((value, claim))
        if rival is not None:
            other = rival[1]
            message = (
                f"“{short(claim.value)}” contradicts “{short(other.value)}” in line {other.row.line}: "
                f"nothing decides which “{short(claim.property)}” holds"
            )
            hint = _DECIDE if value.span else f"{_DECIDE}; {_TOGETHER}"
            yield error_at(PASSAGES.file, claim.row, "value", "claims-compete", message, hint)


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


def origins_known(material: Material) -> Iterator[Finding]:
    """A source was taken from one that is listed, or from a work that is named, and never from itself."""
    known = material.sources.ids
    derived = material.sources.by_id("derived_from")
    for source in material.sources.records:
        parent = source.derived_from
        if not parent:
            continue
        if parent not in known:
            if _SLUG.fullmatch(parent):
                hint = (
                    nearest(parent, known) or "add it to data/sources.csv, or write out the name of the work"
                )
                message = f"there is no source “{short(parent)}”"
                yield error_at(SOURCES.file, source.row, "derived_from", "unknown-source", message, hint)
        elif _in_circle(source.id, derived):
            message = f"“{source.id}” is taken from itself"
            if parent != source.id:
                message += f", by way of “{parent}”"
            hint = "name the source that was there first, and leave that one’s own “derived_from” blank"
            yield error_at(SOURCES.file, source.row, "derived_from", "derived-in-circle", message, hint)


def _in_circle(start: str, derived: Mapping[str, str]) -> bool:
    """Whether a source is its own ancestor; one that merely descends from a circle is not."""
    seen: set[str] = set()
    name = derived[start]
    while name and name not in seen and name != start:
        seen.add(name)
        name = derived.get(name, "")
    return name == start


def witnesses_independent(material: Material) -> Iterator[Finding]:
    """An event rests on more than one source of its own; less is told, for a reader should know."""
    derived = material.sources.by_id("derived_from")
    # A row that could not be read may be the other witness.
    unclear = unread(material)
    given = _by_event(material)
    for event in material.events.records:
        if event.id not in given or event.id in unclear:
            continue
        origins = claims.witnesses(given[event.id], derived)
        if len(origins) < 2:
            message, hint = _alone(given[event.id], origins, derived)
            yield warning_at(EVENTS.file, event.row, "id", "one-source", f"“{event.id}” {message}", hint)


def _alone(given: list[Claim], origins: tuple[str, ...], derived: Mapping[str, str]) -> tuple[str, str]:
    """What is said of an event with one origin or none, and what to do."""
    if not origins:
        return "rests on no source: no passage supports it", "quote one that does, or call the event doubtful"
    sources = tuple(dict.fromkeys(claim.source for claim in given if claims.supports(claim)))
    if len(sources) > 1:
        names = " and ".join(f"“{name}”" for name in sources[:3])
        hint = f"{names} go back to “{short(origins[0])}” (column “derived_from”); quote one that does not"
    else:
        hint = "quote another source that says so and did not take it from this one"
    return f"rests on one independent source: “{short(origins[0])}”", hint

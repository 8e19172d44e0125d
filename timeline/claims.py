"""What the passages of one event say of each of its properties: values, and which of them contradict.

Why apart from the rules: that two values cannot both be true is a finding for the check, two columns side by
side for the page and two ticks for the chart. All three ask here, so that none shows a contradiction which
another does not know. Nothing is decided: which value holds is the curator's to say, by rank.

Two values are one when they mean the same: a date by its days, anything else with capitals, blanks, the
commas in its numbers and trailing stops aside. Parts between semicolons hold together, in whatever order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from timeline.columns import RANKS, RELATIONS
from timeline.date_cells import Refused, read_date
from timeline.dates import Span, possible
from timeline.records import Claim, Passage, Reckoned

DATE = "date"
"""The one property whose values have a meaning of their own."""

_THOUSANDS = re.compile(r"(?<=\d)[,\s'’](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, whoever gives it and however it is spelt."""

    text: str
    """As first written."""
    claims: tuple[Claim, ...]
    """The claims that give it, in the order of the file; never empty."""
    rank: str
    """The best rank that one of them has."""
    relation: str
    """What the claims of that rank do to the event: `supports` before `disputes` before `mentions`."""
    span: Span | None
    """What it means if it is a date."""
    parts: frozenset[str]
    """Its parts between semicolons, levelled: what is compared where it is no date."""


def by_property(claims: Iterable[Claim], reckoning: Reckoned) -> Mapping[str, tuple[Value, ...]]:
    """The values that claims of one event give to each property, both in the order given.

    Claims of no property, or of no value, give none; neither does a date that has no meaning. The dates are
    counted as the event's is. Properties that differ in capitals or blanks are one, called as first written.
    """
    names: dict[str, str] = {}
    found: dict[str, dict[Hashable, list[tuple[Claim, Span | None]]]] = defaultdict(dict)
    for claim in claims:
        span = value_span(claim, reckoning)
        if not claim.property or not claim.value or (claim.property == DATE and span is None):
            continue
        name = names.setdefault(_level(claim.property), claim.property)
        key = _days(span) if span else _parts(claim.value)
        found[name].setdefault(key, []).append((claim, span))
    return {name: tuple(map(_value, values.values())) for name, values in found.items()}


def value_span(claim: Claim, reckoning: Reckoned) -> Span | None:
    """What the value of a claim means if it is a date, so counted; None if it is none or has no meaning."""
    if claim.property != DATE or not claim.value:
        return None
    if isinstance(claim, Passage) and claim.value_span is not None:
        return claim.value_span
    read = read_date(claim.value, *reckoning)
    return None if isinstance(read, Refused) else read


def _value(given: list[tuple[Claim, Span | None]]) -> Value:
    claims = tuple(claim for claim, _ in given)
    rank = min((claim.rank for claim in claims), key=RANKS.index)
    relation = min((claim.relation for claim in claims if claim.rank == rank), key=RELATIONS.index)
    return Value(claims[0].value, claims, rank, relation, given[0][1], _parts(claims[0].value))


def _days(span: Span) -> Hashable:
    """The days that a date can mean, its gaps too; whether it lasts, and how sure it is, do not count."""
    return tuple(dict.fromkeys(possible(span)))


def _parts(text: str) -> frozenset[str]:
    return frozenset(_level(part) for part in text.split(";") if part.strip()) or frozenset([text])


def _level(text: str) -> str:
    blank = " ".join(text.split()).rstrip(". ")
    return _THOUSANDS.sub("", blank).casefold()


def competes(one: Value, other: Value) -> bool:
    """Whether the two values of one property cannot both be true.

    Dates: no day can be both. Others: they are not the same, and neither lists all that the other does.
    """
    if one.span is not None and other.span is not None:
        return apart(one.span, other.span)
    return not (one.parts <= other.parts or other.parts <= one.parts)


def apart(one: Span, other: Span) -> bool:
    """Whether no day can be both dates; a side that is open or unknown excludes nothing."""
    others = list(possible(other))
    return not any(
        earliest <= last and first <= latest for earliest, latest in possible(one) for first, last in others
    )


def rivals(values: Iterable[Value]) -> tuple[Value, ...]:
    """Those values of one property that take part in a contradiction, in the order given."""
    given = tuple(values)
    return tuple(
        value for value in given if any(competes(value, other) for other in given if other is not value)
    )


def witnesses(passages: Iterable[Claim], derived: Mapping[str, str]) -> tuple[str, ...]:
    """The independent origins of what supports one event, in the order of its passages; none is deprecated.

    `derived` says of a source from which other one it was taken, or from which work or agency that is not
    held: two sources of one origin are one witness, and so are sources that were taken from one another.
    """
    origins: dict[str, str] = {}
    for passage in filter(supports, passages):
        found = origin(passage.source, derived)
        origins.setdefault(_level(found), found)
    return tuple(origins.values())


def supports(claim: Claim) -> bool:
    """Whether an event can rest on it: it speaks for the event, and nobody has set it aside."""
    return claim.relation == "supports" and claim.rank != "deprecated"


def origin(source: str, derived: Mapping[str, str]) -> str:
    """The source from which this one was taken, and so on to the first; of a circle the least of its ids."""
    path = {source: 0}
    while parent := derived.get(source, ""):
        if parent in path:
            return min(name for name, step in path.items() if step >= path[parent])
        path[parent] = len(path)
        source = parent
    return source

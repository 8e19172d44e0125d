"""One walk over an edition, which gathers of every event what the ledger needs, as columns.

Why one walk: the records of a large edition are made when they are asked for, so every further walk over
them costs as much as the first. Why arrays of the standard library on the way: they grow, and a number in
them takes eight bytes, not the thirty-two of an object.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.check import Progress, silent
from timeline.claims import DATE
from timeline.columns import EVIDENCE
from timeline.dates import Span, ordering, reach
from timeline.edition import Edition
from timeline.ids import Gathering
from timeline.records import Event
from timeline.windows import Window, days_named, extent

FAR = 1.7e308
"""Stands for the end of the whole, and negative for its start, until the walk has shown where these are."""

_ENDLESS = Window(-FAR, FAR)


def _floats() -> array[float]:
    return array("d")


def _numbers() -> array[int]:
    return array("I")


def _offsets() -> array[int]:
    return array("I", [0])


@dataclass
class Gathered:
    """The columns, growing; each holds one number an event unless it says otherwise."""

    start: array[float] = field(default_factory=_floats)
    """First day on the axis, ∓1.7e308 where it reaches to the end of the whole."""
    end: array[float] = field(default_factory=_floats)
    """The day after its last on the axis, likewise."""
    first: array[float] = field(default_factory=_floats)
    """First day it can mean; NaN for none."""
    last: array[float] = field(default_factory=_floats)
    """Last day it can mean; NaN for none."""
    kind: array[int] = field(default_factory=lambda: array("H"))
    """Index in `edition.kinds`."""
    evidence: array[int] = field(default_factory=lambda: array("B"))
    """Index in `columns.EVIDENCE`."""
    importance: array[int] = field(default_factory=lambda: array("B"))
    """1 to 5."""
    party: array[int] = field(default_factory=_numbers)
    """The parties of all events, in the order in which they were met."""
    party_at: array[int] = field(default_factory=_offsets)
    """Where those of each event begin, and where the last ones end."""
    source: array[int] = field(default_factory=_numbers)
    """The sources of all events, by their place in the library."""
    source_at: array[int] = field(default_factory=_offsets)
    """Where those of each event begin, and where the last ones end."""
    reach: array[float] = field(default_factory=_floats)
    """First and last days of the stretches of all events that have other ones than their bounds; ∓∞: none."""
    reach_at: array[int] = field(default_factory=_offsets)
    """Where those of each event begin, and where the last ones end."""
    sorting: tuple[array[float], ...] = field(default_factory=lambda: tuple(_floats() for _ in range(4)))
    """What puts the events in order: start, minus end, twice the middle, last day reached."""
    spelt: array[int] = field(default_factory=lambda: array("B"))
    """Whether its date is not written as EDTF would have it."""
    ids: Gathering = field(default_factory=Gathering)
    """Of the events."""
    passages: Gathering = field(default_factory=Gathering)
    """Ids of the passages, event by event."""
    owner: array[int] = field(default_factory=_numbers)
    """Of each passage, the place of its event."""
    parties: dict[str, int] = field(default_factory=dict)
    """Every party, with its number in the order in which they were met."""
    citing: Counter[int] = field(default_factory=Counter)
    """How many events rest on each source, by its place."""
    edges: tuple[float, float] = (math.inf, -math.inf)
    """From the first to the last day that any date names so far, rival dates too; the second exclusive."""


def gather(edition: Edition, progress: Progress = silent) -> Gathered:
    """All columns of an edition."""
    made = Gathered()
    kinds = {kind: number for number, kind in enumerate(edition.kinds)}
    library = {source.id: place for place, source in enumerate(edition.library)}
    events = progress(edition.chronology, "Counting events", len(edition.chronology))
    for place, event in enumerate(events):
        made.ids.add(event.id)
        made.kind.append(kinds[event.kind])
        made.evidence.append(EVIDENCE.index(event.evidence))
        made.importance.append(event.importance)
        for party in dict.fromkeys(event.parties):
            made.party.append(made.parties.setdefault(party, len(made.parties)))
        made.party_at.append(len(made.party))
        _date(made, event.span)
        _cited(made, edition, event, place, library)
    return made


def _cited(made: Gathered, edition: Edition, event: Event, place: int, library: Mapping[str, int]) -> None:
    """The passages of an event, the sources they stand in, and how far dates that compete with its own go."""
    passages = edition.passages_of(event.id)
    sources = list(dict.fromkeys(library[passage.source] for passage in passages))
    made.source.extend(sources)
    made.source_at.append(len(made.source))
    made.citing.update(sources)
    for passage in passages:
        made.passages.add(passage.id)
        made.owner.append(place)
    # Only what gives a date can compete with one; to ask costs as much as all the rest.
    for rival in edition.rivals_of(event.id) if any(one.property == DATE for one in passages) else ():
        if named := days_named(rival.span):
            _widen(made, named.start, named.end)


def _date(made: Gathered, span: Span) -> None:
    """All that a date says."""
    first, last = span.earliest, span.latest
    _drawn(made, span, first, last)
    made.first.append(math.nan if first is None else first)
    made.last.append(math.nan if last is None else last)
    if first is not None and last is not None and len(span.members) == 1:
        twice: float = first + last
        reached: float = last
    else:
        stretches = reach(span)
        bounds = (-math.inf if first is None else first, math.inf if last is None else last)
        if stretches != [bounds]:
            made.reach.extend(day for stretch in stretches for day in stretch)
        twice, reached = ordering(span, "middle")[0], ordering(span, "end")[0]
    made.reach_at.append(len(made.reach))
    for column, number in zip(made.sorting, (*span.sort_key[:2], twice, reached), strict=True):
        column.append(number)
    made.spelt.append(span.edtf != span.text)


def _drawn(made: Gathered, span: Span, first: int | None, last: int | None) -> None:
    """Where its mark begins and ends."""
    if span.kind == "date" and first is not None and last is not None and not span.unspecified:
        # Most dates are so plain that `extent` can be spared.
        start, end = float(first), float(last + 1)
        _widen(made, start, end)
    else:
        part = extent(span, _ENDLESS)
        start, end = part.start, part.end
        named = days_named(span) if FAR in (-start, end) else part
        if named:
            _widen(made, named.start, named.end)
    made.start.append(start)
    made.end.append(end)


def _widen(made: Gathered, start: float, end: float) -> None:
    """Let the edges hold these days too."""
    low, high = made.edges
    if start < low or end > high:
        made.edges = (min(start, low), max(end, high))

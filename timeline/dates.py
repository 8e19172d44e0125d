"""What a written date means: `parse` turns EDTF text into a `Span` of days, with its words and its doubts.

The text is what the source says and stays as it is. The two bounds are what can be drawn and compared:
whole day numbers in one calendar for all, so that a Julian date and a Gregorian one lie right beside each
other. A Julian date has both bounds converted, never its label: the Julian August of 1689 runs from 11
August to 10 September.

A span keeps everything that a drawing of doubt needs (which side is circa, which digits are unknown, which
end is open), because a bound alone would tell a lie: 1689 and 1689~ have the same days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from timeline import labels
from timeline.calendars import CALENDARS, RECKONINGS, YEAR_STARTS
from timeline.edtf import Kind, Limit, Member, Written, read
from timeline.errors import DateError
from timeline.moments import Level, Moment, Precision
from timeline.refusals import Fault

_SHOWN = 100
"""Characters of a refused text that its message repeats."""

SortKey = tuple[float, float, str]
"""Compares any two spans: start, minus length, text."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a written date means: first and last day, how precise, and every doubt about it."""

    text: str
    """As written: `1689-08-27`."""
    calendar: str
    """The calendar it is written in: `gregorian` or `julian`."""
    year_start: str
    """Month and day on which its years begin: `01-01`, `03-25` or `09-01`."""
    earliest: int | None
    """First day it can mean, inclusive, a day number; None if `earliest_kind` is not `day`."""
    latest: int | None
    """Last day it can mean, inclusive; None if `latest_kind` is not `day`."""
    earliest_kind: Limit
    """`day`, `open` (`..`: no start) or `unknown` (there is a start; nobody knows it)."""
    latest_kind: Limit
    """`day`, `open` or `unknown`."""
    precision: Precision
    """Finest unit written of a single date; `interval` or `set` otherwise."""
    level: Level
    """Lowest EDTF level that allows the text."""
    kind: Kind
    """`date`, `interval`, `one_of` (`[…]`, one moment) or `all_of` (`{…}`)."""
    edtf: str
    """Canonical EDTF, in the same calendar."""
    label: str
    """Plain English: `27 August (6 September N.S.) 1689`."""
    members: tuple[Member, ...]
    """The moments as written, each with its bounds, masks and qualifiers; one for a date or an interval."""
    approximate: bool
    """Whether any part is circa."""
    uncertain: bool
    """Whether any part is questionable."""
    unspecified: bool
    """Whether any digit is `X`."""
    sort_key: SortKey
    """Order by start; of those that start together the longest first, so that containers precede contents."""

    @property
    def start(self) -> Moment | None:
        """The date with which it begins, with its own doubts; None when the start is open or unknown."""
        return self.members[0].start

    @property
    def end(self) -> Moment | None:
        """The date with which it ends; the same object as `start` for a single date."""
        return self.members[-1].end

    @property
    def is_interval(self) -> bool:
        """Whether it lasts from one date to another."""
        return self.kind == "interval"


@lru_cache(maxsize=16384)
def parse(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Span:
    """Read a date in EDTF (ISO 8601-2, levels 0 to 2), written in that calendar with that start of the year.

    Raises `DateError`, a `ValueError` with position and reason, and nothing else, whatever the text.
    """
    reckoning = RECKONINGS.get((calendar, year_start))
    if reckoning is None:
        if calendar not in CALENDARS:
            reason = f"the calendar “{calendar[:_SHOWN]}” is not known (use {' or '.join(CALENDARS)})"
        else:
            reason = f"a year does not begin on “{year_start[:_SHOWN]}” (use {', '.join(YEAR_STARTS)})"
        raise DateError(_clipped(text), 0, reason)
    try:
        written = read(text, reckoning)
    except Fault as fault:
        raise DateError(_clipped(text), fault.position, fault.reason) from None
    return _span(text, calendar, year_start, written)


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _span(text: str, calendar: str, year_start: str, written: Written) -> Span:
    earliest, earliest_kind, latest, latest_kind = _bounds(written.members)
    if written.kind == "date":
        precision = next(written.moments).precision
    else:
        precision = "interval" if written.kind == "interval" else "set"
    return Span(
        text,
        calendar,
        year_start,
        earliest,
        latest,
        earliest_kind,
        latest_kind,
        precision,
        written.level,
        written.kind,
        written.text,
        labels.label(written, calendar, year_start),
        written.members,
        "~" in written.text or "%" in written.text,
        "?" in written.text or "%" in written.text,
        "X" in written.text,
        _sort_key(earliest, earliest_kind, latest, latest_kind, written),
    )


def _bounds(members: tuple[Member, ...]) -> tuple[int | None, Limit, int | None, Limit]:
    """The first and the last day of all members; an open member makes the whole open."""
    if len(members) == 1:
        start, end = members[0].start, members[0].end
        return (
            start.earliest if start else None,
            members[0].start_kind,
            end.latest if end else None,
            members[0].end_kind,
        )
    starts = [member.start.earliest for member in members if member.start]
    ends = [member.end.latest for member in members if member.end]
    open_start, open_end = len(starts) < len(members), len(ends) < len(members)
    return (
        None if open_start else min(starts),
        "open" if open_start else "day",
        None if open_end else max(ends),
        "open" if open_end else "day",
    )


def _sort_key(
    earliest: int | None, earliest_kind: Limit, latest: int | None, latest_kind: Limit, written: Written
) -> SortKey:
    """An open start sorts before all days; an unknown start where the known end lies."""
    if earliest is not None:
        start: float = earliest
    elif earliest_kind == "open" or latest is None:
        start = -math.inf
    else:
        start = latest
    if "open" in (earliest_kind, latest_kind):
        length: float = math.inf
    elif earliest is not None and latest is not None:
        length = latest - earliest
    else:
        length = max(moment.latest - moment.earliest for moment in written.moments)
    return (start, -length, written.text)


def shown(span: Span, evidence: str, stated: tuple[Span, ...] = ()) -> str:
    """The label with brackets that say how the date is known: they enclose only what no passage states.

    `stated` → `1858`; `inferred` with a passage that states 1945 → `[14 August] 1945`; `external` → `[1689]`;
    `conjecture` → `[1654?]`.
    """
    if evidence == "stated":
        return span.label
    doubt = "?" if evidence == "conjecture" and not span.label.endswith("?") else ""
    known = max((label for label in (_stated_ending(span, other) for other in stated)), key=len, default="")
    supplied = span.label.removesuffix(known).rstrip()
    if supplied:
        doubt = "" if supplied.endswith("?") else doubt
        return f"[{supplied}{doubt}] {known}".rstrip()
    return f"[{span.label}{doubt}]" if doubt else span.label


def _stated_ending(span: Span, stated: Span) -> str:
    """The part of the span's label that the stated span already gives, or nothing."""
    if not contains(stated, span):
        return ""
    # The year of a Julian day stands without the “O.S.” that it has when it stands alone.
    for ending in (stated.label, stated.label.removesuffix(" O.S.")):
        before = span.label.removesuffix(ending)
        if before != span.label and (not before or before.endswith(" ")):
            return ending
    return ""


def contains(outer: Span, inner: Span) -> bool:
    """Whether each day that `inner` can mean lies within `outer`.

    An open side holds everything, an unknown one nothing but the very same span.
    """
    starts = outer.earliest_kind == "open" or (
        outer.earliest is not None and inner.earliest is not None and outer.earliest <= inner.earliest
    )
    ends = outer.latest_kind == "open" or (
        outer.latest is not None and inner.latest is not None and inner.latest <= outer.latest
    )
    same = (outer.earliest, outer.latest, outer.edtf) == (inner.earliest, inner.latest, inner.edtf)
    return same or (starts and ends)

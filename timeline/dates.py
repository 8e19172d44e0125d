"""What a written date means: `parse` turns EDTF text into a `Span` of days, with its words and its doubts.

The text is what the source says and stays as it is. The two bounds are what can be drawn and compared:
whole day numbers in one calendar for all, so that a Julian date and a Gregorian one lie right beside each
other. A Julian date has both bounds converted, never its label: the Julian August of 1689 runs from 11
August to 10 September.

A span keeps everything that a drawing of doubt needs (which side is circa, which digits are unknown, which
end is open), because a bound alone would tell a lie: 1689 and 1689~ have the same days. Its words are made
only when somebody asks for them, in one language of three.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline import labels
from timeline.calendars import CALENDARS, RECKONINGS, YEAR_STARTS
from timeline.conversion import in_other_calendar
from timeline.edtf import Kind, Limit, Member, Written, moments, read
from timeline.errors import DateError
from timeline.grammar import Style
from timeline.grammars import GRAMMARS
from timeline.languages import Language
from timeline.moments import Level, Moment, Precision
from timeline.pieces import PARTS, Part, bracketed, plain
from timeline.refusals import Fault

_SHOWN = 100
"""Characters of a refused text that its message repeats."""

SortKey = tuple[float, float, str]
"""Compares any two spans: start, minus end (the longest first), text."""

Anchor = Literal["start", "middle", "end"]
"""Where spans are compared when they are put in order."""


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
    def label(self) -> str:
        """Plain English: `27 August (6 September N.S.) 1689`."""
        return self.words("en")

    def words(self, language: Language = "en") -> str:
        """The date in plain words of a language; made once for the dates that are asked for again."""
        return _words(self.edtf, self.calendar, self.year_start, language)

    @property
    def start(self) -> Moment | None:
        """The date with which it begins, with its own doubts; None when the start is open or unknown."""
        return self.members[0].start

    @property
    def end(self) -> Moment | None:
        """The date with which it ends; the same object as `start` for a single date."""
        return self.members[-1].end

    @property
    def moments(self) -> Iterator[Moment]:
        """Every date written in it, in the order written."""
        return moments(self.members)

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
            reason = f"the calendar “{_clipped(calendar)}” is not known (use {' or '.join(CALENDARS)})"
        else:
            reason = f"a year does not begin on “{_clipped(year_start)}” (use {', '.join(YEAR_STARTS)})"
        raise DateError(_clipped(text), 0, reason)
    if not isinstance(text, str):
        # An empty cell of a DataFrame is a float, and a year may have become a number.
        raise DateError(_clipped(text), 0, f"a date is text, not {type(text).__name__}")
    try:
        written = read(text, reckoning)
    except Fault as fault:
        raise DateError(_clipped(text), fault.position, fault.reason) from None
    return _span(text, calendar, year_start, written)


def _clipped(value: object) -> str:
    text = str(value)
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
    """An open start sorts before all days, an unknown one where the end lies; an unknown end as written."""
    if earliest is not None:
        start: float = earliest
    elif earliest_kind == "open" or latest is None:
        start = -math.inf
    else:
        start = latest
    if latest is not None:
        end: float = latest
    else:
        end = math.inf if latest_kind == "open" else max(moment.latest for moment in written.moments)
    return (start, -end, written.text)


# Words


@lru_cache(maxsize=16384)
def _marked(edtf: str, calendar: str, year_start: str, language: Language) -> str:
    """The words with their parts marked; looked up by what is written, so that no span has to be hashed."""
    span = parse(edtf, calendar, year_start)
    return labels.label(span.kind, span.members, calendar, year_start, language)


@lru_cache(maxsize=16384)
def _words(edtf: str, calendar: str, year_start: str, language: Language) -> str:
    return plain(_marked(edtf, calendar, year_start, language))


def shown(span: Span, evidence: str, stated: tuple[Span, ...] = (), language: Language = "en") -> str:
    """The words with brackets that say how the date is known: they enclose only what no passage states.

    `stated` → `1858`; `inferred` with a passage that states 1945 → `[14 August] 1945`, `1945年[8月14日]`;
    `external` → `[1689]`; `conjecture` → `[1654?]`.
    """
    words = span.words(language)
    if evidence == "stated":
        return words
    doubt = GRAMMARS[language].doubt if evidence == "conjecture" else ""
    if not any(_is_same(span, other) for other in stated):
        known = {part for other in stated for part in _stated_parts(span, other)}
        marked = _marked(span.edtf, span.calendar, span.year_start, language)
        with_brackets = bracketed(marked, known, doubt)
        if "[" in with_brackets:
            return with_brackets
    return f"[{words.removesuffix(doubt)}{doubt}]" if doubt else words


def _is_same(span: Span, other: Span) -> bool:
    """Whether both say the very same."""
    return (span.edtf, span.calendar, span.year_start) == (other.edtf, other.calendar, other.year_start)


def _stated_parts(span: Span, stated: Span) -> set[Part]:
    """Which parts of a span another one gives: the same digits in each of its dates, no doubt of its own."""
    if stated.kind != "date" or stated.start is None or not contains(stated, span):
        return set()
    written = [(_texts(moment), moment.qualifiers) for moment in span.moments]
    known: set[Part] = set()
    for at, (part, text) in enumerate(zip(PARTS, _texts(stated.start), strict=True)):
        doubt = stated.start.qualifiers[at]
        if text and all(texts[at] == text and doubt in ("", doubts[at]) for texts, doubts in written):
            known.add(part)
    return known


def _texts(moment: Moment) -> tuple[str, str, str]:
    """Year, month and day as written, the year with its sign."""
    return ("-" if moment.last_year < 0 else "") + moment.digits, moment.month, moment.day


def other_style(span: Span, language: Language = "en") -> str:
    """The same days in words of the other calendar; empty when nothing is written to the day.

    `1689-09-06` → `27 August 1689 O.S.`; the Julian `1689-08-27` → `6 September 1689 N.S.`.
    """
    return other_styles(span, (language,))[0]


def other_styles(span: Span, languages: Sequence[Language]) -> tuple[str, ...]:
    """The same in several languages, the days converted once."""
    members = in_other_calendar(span.members, span.calendar)
    if not members:
        return ("",) * len(languages)
    style: Style = "new" if span.calendar == "julian" else "old"
    return tuple(plain(labels.styled_label(span.kind, members, style, language)) for language in languages)


# Spans among one another


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


def _reach(member: Member) -> tuple[float, float]:
    """First and last day that it may cover: an open side is endless, an unknown one as far as written."""
    start, end = member.start, member.end
    if start is not None:
        first: float = start.earliest
    else:
        first = -math.inf if member.start_kind == "open" or end is None else end.earliest
    if end is not None:
        return first, end.latest
    return first, math.inf if member.end_kind == "open" or start is None else start.latest


def reach(span: Span) -> list[tuple[float, float]]:
    """The stretches of days that a span may cover, in order; members of a set that touch are one stretch.

    An open side is infinite, an unknown one reaches as far as what is written: `1985/` is 1985.
    """
    stretches: list[tuple[float, float]] = []
    for first, last in sorted(map(_reach, span.members)):
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
        else:
            stretches.append((first, last))
    return stretches


def possible(span: Span) -> Iterator[tuple[float, float]]:
    """First and last day that each member can mean; infinite where a side is open or unknown."""
    for member in span.members:
        yield (
            member.start.earliest if member.start else -math.inf,
            member.end.latest if member.end else math.inf,
        )


def happened_in(span: Span, period: Span) -> bool:
    """Whether it certainly happened in the period: every day that the span can mean lies within it.

    An unknown side of the span can be any day, so only a period that is open there holds it. The period is
    what it reaches. A set has only the days of its members.
    """
    stretches = reach(period)
    return all(
        any(first <= earliest and latest <= last for first, last in stretches)
        for earliest, latest in possible(span)
    )


def existed_during(span: Span, period: Span) -> bool:
    """Whether some day of the span may lie in the period.

    Both count as far as they reach, and a set only where its members are: `{1960,1965}` did not exist during
    1962.
    """
    return any(
        earliest <= last and first <= latest
        for earliest, latest in reach(span)
        for first, last in reach(period)
    )


def ordering(span: Span, by: Anchor = "start") -> SortKey:
    """A key that puts any spans in order by their start, middle or end; of equals the longest comes first.

    By the end, what is open at the end comes last of all. By the middle, an open side counts for nothing:
    `1985/..` has the middle of 1985. An unknown side counts as far as what is written.
    """
    if by == "start":
        return span.sort_key
    stretches = reach(span)
    first, last = stretches[0][0], stretches[-1][1]
    if by == "end":
        return (last, span.sort_key[0], span.edtf)
    if math.isinf(last):
        last = max(moment.latest for moment in span.moments)
    if math.isinf(first):
        first = min(moment.earliest for moment in span.moments)
    # Twice the middle, so that whole numbers stay whole however far the year.
    return (first + last, *span.sort_key[1:])

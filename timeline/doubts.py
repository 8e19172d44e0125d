"""What is doubtful about a date, part by part: all that a drawing of it, and words about it, need to know.

A span knows its moments with qualifiers, digits and reckoning. Of that a mark shows nine kinds of doubt, each
at the end that has it; here they are taken out, small enough to go to the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.dates import Span
from timeline.edtf import Kind, Limit
from timeline.grammar import is_rounded
from timeline.moments import Moment

DOUBTS = (
    "circa", "uncertain", "unspecified", "openStart", "openEnd", "unknownStart", "unknownEnd",
    "oneOf", "allOf",
)  # fmt: skip
"""The kinds of doubt, as keys of messages, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Part:
    """One date of those that are written, or a missing end."""

    limit: Limit = "day"
    """`day` for a date; `open` or `unknown` for an end that is not given."""
    first: int = 0
    """First day it can mean, a day number; 0 when there is no date."""
    last: int = 0
    """The day after the last that it can mean."""
    circa: bool = False
    """Whether it is about that time only."""
    uncertain: bool = False
    """Whether it is questionable."""
    unspecified: bool = False
    """Whether digits are missing."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """All that a drawing of a date needs to know of it."""

    form: Kind
    """`date`, `interval`, `one_of` or `all_of`."""
    parts: tuple[Part, ...]
    """The dates as written: one, two of an interval, or those of a set with both ends of its stretches."""

    @property
    def is_set(self) -> bool:
        """Whether it is several dates, drawn as joined diamonds."""
        return self.form in ("one_of", "all_of")

    @property
    def is_plain(self) -> bool:
        """Whether there is no doubt at all: a solid mark as wide as the date."""
        return not self.is_set and all(
            part.limit == "day" and not (part.circa or part.uncertain or part.unspecified)
            for part in self.parts
        )


def doubts(span: Span) -> Doubts:
    """What is doubtful about a date, part by part."""
    parts: list[Part] = []
    for member in span.members:
        parts.append(_part(member.start, member.start_kind))
        if not member.is_moment:
            parts.append(_part(member.end, member.end_kind))
    return Doubts(span.kind, tuple(parts))


def _part(moment: Moment | None, limit: Limit) -> Part:
    if moment is None:
        return Part(limit)
    return Part(
        "day", moment.earliest, moment.latest + 1, is_circa(moment), moment.uncertain, moment.unspecified
    )


def is_circa(moment: Moment) -> bool:
    """Whether it is about that time only: `1689~`, and years that are rounded, as `1950S2` from 1900 to 1999.

    Rounded years fade and are not hatched: none of their digits is missing, and words say “c. 1950”.
    """
    return moment.approximate or is_rounded(moment)


def doubt_keys(span: Span) -> tuple[str, ...]:
    """The kinds of doubt about a date, keys of `DOUBTS`: `1654?/..` → `("uncertain", "openEnd")`."""
    found = doubts(span)
    holds = (
        any(part.circa for part in found.parts),
        any(part.uncertain for part in found.parts),
        any(part.unspecified for part in found.parts),
        found.parts[0].limit == "open",
        found.parts[-1].limit == "open",
        found.parts[0].limit == "unknown",
        found.parts[-1].limit == "unknown",
        found.form == "one_of",
        found.form == "all_of",
    )
    return tuple(key for key, held in zip(DOUBTS, holds, strict=True) if held)

"""The mark of a date as one line of text, for a terminal: what the chart would draw, and what each sign says.

The same channels as on the chart, one for each kind of doubt: width is precision, fading is circa, hatching
is unspecified digits, a dotted outline with a question mark is uncertain, an arrow is an open end, dashes
without an arrow are an end that nobody knows, open diamonds are one of several dates, filled ones all.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from timeline.dates import Span
from timeline.edtf import Limit, Member
from timeline.moments import Moment

_WIDTHS = MappingProxyType(
    {"month": 3, "season": 4, "year": 6, "decade": 8, "century": 10, "millennium": 12, "years": 12}
)
"""Characters of a bar: not to scale, but longer for what is less precise."""
_CORE = 8

DOUBTS = MappingProxyType(
    {
        "circa": ("░▒▓", "fading: circa, about that time"),
        "uncertain": ("┄?┄", "dotted, with a question mark: uncertain"),
        "unspecified": ("╱╱╱", "hatched: digits are not given, one value somewhere inside"),
        "openEnd": ("▶", "arrow: an open end"),
        "unknownEnd": ("╌╌╌", "dashes: there is an end, but nobody knows it"),
        "oneOf": ("◇┄◇", "open diamonds: one of these dates"),
        "allOf": ("◆─◆", "filled diamonds: all of these dates"),
    }
)
"""Each kind of doubt, by its key in the page's messages: its sign, and what that says."""


def doubts(span: Span) -> tuple[str, ...]:
    """The kinds of doubt about a date, by their keys, in a fixed order; empty for a certain one."""
    kinds = (span.earliest_kind, span.latest_kind)
    held = {
        "circa": span.approximate,
        "uncertain": span.uncertain,
        "unspecified": span.unspecified,
        "openEnd": "open" in kinds,
        "unknownEnd": "unknown" in kinds,
        "oneOf": span.kind == "one_of",
        "allOf": span.kind == "all_of",
    }
    return tuple(key for key in DOUBTS if held[key])


def sketch(span: Span) -> str:
    """The mark in one line: `◆`, `██████`, `░▒▓██████▓▒░`, `██████▓▒░▶`, `◇┄┄◇`."""
    if span.kind == "one_of":
        return "┄┄".join(sign for member in span.members for sign in _diamonds(member, "◇", "┄┄"))
    if span.kind == "all_of":
        return "──".join(sign for member in span.members for sign in _diamonds(member, "◆", "──"))
    member = span.members[0]
    if member.is_moment and member.start is not None:
        return _moment(member.start)
    return _interval(member)


def legend(span: Span) -> Iterator[tuple[str, str]]:
    """Each sign of the mark and what it says."""
    mark = sketch(span)
    if span.kind in ("date", "interval") and "◆" in mark:
        yield "◆", "a diamond: one day"
    if "█" in mark:
        yield "█", "a bar: it lasts" if span.is_interval else f"a bar: as wide as the {span.precision}"
    for key in doubts(span):
        yield DOUBTS[key]


def _moment(moment: Moment) -> str:
    if moment.precision == "day" and not moment.unspecified:
        body = "◆?" if moment.uncertain else "◆"
        side = ("░", "░") if moment.approximate else ("┄", "┄") if moment.uncertain else ("", "")
        return side[0] + body + side[1]
    width = _WIDTHS.get(moment.precision, _CORE)
    fill = "╱" if moment.unspecified else "┄" if moment.uncertain and not moment.approximate else "█"
    bar = fill * width
    if moment.uncertain:
        bar = bar[: width // 2] + "?" + bar[width // 2 :]
    if moment.approximate:
        return f"░▒▓{bar}▓▒░"
    return f"┄{bar}┄" if moment.uncertain else bar


def _interval(member: Member) -> str:
    only = member.start if member.end is None else member.end if member.start is None else None
    width = _CORE if only is None else _WIDTHS.get(only.precision, 1)
    core = "◆" if only is not None and only.precision == "day" else "█" * width
    left = _side(member.start, member.start_kind)
    right = _side(member.end, member.end_kind)
    return _mirrored(left) + core + right


def _side(moment: Moment | None, kind: Limit) -> str:
    """The right end of a bar; the left one is its mirror."""
    if moment is None:
        return "▓▒░▶" if kind == "open" else "╌╌╌"
    hatched = "╱╱" if moment.unspecified else ""
    faded = "▓▒░" if moment.approximate else ""
    dotted = "┄?┄" if moment.uncertain else ""
    return hatched + faded + dotted


def _mirrored(side: str) -> str:
    return side[::-1].replace("▶", "◀")


def _diamonds(member: Member, sign: str, line: str) -> Iterator[str]:
    if member.is_moment and member.start is not None:
        yield _doubtful(member.start, sign)
        return
    start = _doubtful(member.start, sign) if member.start else "◀"
    end = _doubtful(member.end, sign) if member.end else "▶"
    yield f"{start}{line}{end}"


def _doubtful(moment: Moment, sign: str) -> str:
    sign = f"╱{sign}" if moment.unspecified else sign
    sign = f"░{sign}░" if moment.approximate else sign
    return f"{sign}?" if moment.uncertain else sign

"""The mark of a date as one line of text, for a terminal: what the chart would draw, and what each sign says.

The same channels as `marks` draws, each at the end that has the doubt, and the same words as the page:

    ░▒▓██▓▒░   circa: fading ends          ╱╱╱╱   digits not given: hatching
    ┄┄┄┄?      uncertain: dots and “?”     ██▶    an open end: solid as far as its arrow
    ██╌╌╌      an end that nobody knows    ◇┄◇    one of these · ◆─◆ all of these

What is in doubt is asked of `doubts`, as for the chart, so that the two cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from timeline.dates import Span
from timeline.doubts import doubt_keys, is_circa
from timeline.edtf import Limit, Member
from timeline.messages import message
from timeline.moments import Moment

_WIDTHS = MappingProxyType(
    {"month": 3, "season": 4, "year": 6, "decade": 8, "century": 10, "millennium": 12, "years": 12}
)
"""Characters of a bar: not to scale, but longer for what is less precise."""
_CORE = 8

SIGNS = MappingProxyType(
    {
        "circa": "░▒▓",
        "uncertain": "┄?",
        "unspecified": "╱╱╱",
        "openStart": "◀",
        "openEnd": "▶",
        "unknownStart": "╌╌╌█",
        "unknownEnd": "█╌╌╌",
        "oneOf": "◇┄◇",
        "allOf": "◆─◆",
    }
)
"""The sign of each kind of doubt, by its key in `doubts.DOUBTS`."""


def sketch(span: Span) -> str:
    """The mark in one line: `◆`, `██████`, `░▒▓██████▓▒░`, `████████▶`, `◇┄┄◇`."""
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
    for key in doubt_keys(span):
        yield SIGNS[key], message("en", f"doubt.{key}")


def _moment(moment: Moment) -> str:
    core = _core(moment)
    faded = ("░" if "◆" in core else "▓▒░") if is_circa(moment) else ""
    return faded[::-1] + core + faded + ("?" if moment.uncertain else "")


def _core(moment: Moment) -> str:
    """A date without what stands beside it: as wide as it is precise, hatched and dotted as it is known."""
    if moment.precision == "day" and not moment.unspecified:
        return "┄◆┄" if moment.uncertain else "◆"
    width = _WIDTHS.get(moment.precision, _CORE)
    if moment.unspecified:
        bar = "╱" * width
        return f"┄{bar}┄" if moment.uncertain else bar
    return ("┄" if moment.uncertain else "█") * width


def _interval(member: Member) -> str:
    only = member.start if member.end is None else member.end if member.start is None else None
    left = _mirrored(_side(member.start, member.start_kind))
    right = _side(member.end, member.end_kind)
    if only is None or "open" in (member.start_kind, member.end_kind):
        return left + "█" * _CORE + right
    # Of an end that nobody knows, no more can be drawn than the other one.
    return _without_ends(left) + _core(only) + _without_ends(right)


def _side(moment: Moment | None, kind: Limit) -> str:
    """The right end of a bar, from the inside to the outside; the left one is its mirror."""
    if moment is None:
        return "▶" if kind == "open" else "╌╌╌"
    hatched = "╱╱" if moment.unspecified else ""
    dotted = "┄┄" if moment.uncertain else ""
    faded = "▓▒░" if is_circa(moment) else ""
    return hatched + dotted + faded + ("?" if moment.uncertain else "")


def _without_ends(side: str) -> str:
    """What stands beside a date that is drawn whole: its hatching and its dots are in it."""
    return side.replace("╱", "").replace("┄", "")


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
    """A diamond with its doubts beside it, for a line of text has no smaller dots for its outline."""
    sign = f"╱{sign}" if moment.unspecified else sign
    sign = f"░{sign}░" if is_circa(moment) else sign
    return f"{sign}?" if moment.uncertain else sign

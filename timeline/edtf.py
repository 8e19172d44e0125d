"""What a written date says: the grammar of EDTF, ISO 8601-2 Annex A, levels 0, 1 and 2.

After the Library of Congress specification of 4 February 2019. Why a grammar of our own: no library for
Python reads level 2 with the right days, and the best ones take milliseconds a date or let strange
exceptions out. One date is the business of `moments`; here intervals and sets are split on their slashes,
commas and dots.

Decisions where the specification is silent: an interval that ends before it begins, one without any date,
and a set of one date are refused (brackets around one date mean to a historian that an editor supplied it).
Dates on both sides of the dots of a set may be in doubt, as long as they are equally precise: between about
1670 and about 1672 is `[1670~..1672~]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from timeline.calendars import Reckoning
from timeline.moments import Level, Moment, read_moment
from timeline.refusals import Fault

Kind = Literal["date", "interval", "one_of", "all_of"]
Limit = Literal["day", "open", "unknown"]

LONGEST = 1000
"""Most characters of a date; a longer one is a mistake, and reading it would only cost time."""


@dataclass(frozen=True, slots=True)
class Member:
    """A moment, or a stretch between two: the whole of a date or interval, or one of a set."""

    start: Moment | None
    """None when the start is open or unknown; the same object as `end` for a single moment."""
    end: Moment | None
    """None when the end is open or unknown."""
    start_kind: Limit = "day"
    """Whether the start is a day, open (`..`) or unknown (empty)."""
    end_kind: Limit = "day"
    """Whether the end is a day, open (`..`) or unknown (empty)."""

    @property
    def is_moment(self) -> bool:
        """Whether it is one moment rather than a stretch."""
        return self.start is self.end


@dataclass(frozen=True, slots=True)
class Written:
    """A whole text, read."""

    kind: Kind
    """A date, an interval, one of a set `[…]` or all of a set `{…}`."""
    text: str
    """Canonical EDTF."""
    level: Level
    """Lowest EDTF level that allows it."""
    members: tuple[Member, ...]
    """One for a date or an interval; those of a set in the order written."""

    @property
    def moments(self) -> Iterator[Moment]:
        """Every date in it, in the order written."""
        return moments(self.members)


def moments(members: Iterable[Member]) -> Iterator[Moment]:
    """Every date of the members, in the order written."""
    for member in members:
        if member.start is not None:
            yield member.start
        if member.end is not None and member.end is not member.start:
            yield member.end


def read(text: str, reckoning: Reckoning) -> Written:
    """Read one EDTF text; `Fault` when it is none."""
    if len(text) > LONGEST:
        raise Fault(LONGEST, f"a date has at most {LONGEST} characters")
    if not text:
        raise Fault(0, "a date is missing")
    if text[0] in "[{":
        return _set(text, reckoning)
    if "/" in text:
        return _interval(text, reckoning)
    moment = read_moment(text, 0, reckoning, with_time=True)
    return Written("date", moment.text, moment.level, (Member(moment, moment),))


# Sets and intervals


def _interval(text: str, reckoning: Reckoning) -> Written:
    before, after = text.split("/", 1)
    if "/" in after:
        raise Fault(
            len(before) + 1 + after.index("/"), "an interval has one “/”; a day is written 1985-04-12"
        )
    start, start_kind = _end(before, 0, reckoning)
    end, end_kind = _end(after, len(before) + 1, reckoning)
    if start is None and end is None:
        raise Fault(0, "an interval needs a date at one end at least")
    member = Member(start, end, start_kind, end_kind)
    _forbid_reversed(member, len(before) + 1)
    level = _highest(moment.level for moment in (start, end) if moment)
    if any(moment and moment.unspecified for moment in (start, end)):
        level = 2
    elif (start is None or end is None) and level == 0:
        level = 1
    words = [
        moment.text if moment else ".." if kind == "open" else ""
        for moment, kind in ((start, start_kind), (end, end_kind))
    ]
    return Written("interval", "/".join(words), level, (member,))


def _end(text: str, at: int, reckoning: Reckoning) -> tuple[Moment | None, Limit]:
    if text == "":
        return None, "unknown"
    if text == "..":
        return None, "open"
    if ".." in text:
        raise Fault(
            at + text.index(".."), "in an interval “..” stands alone in the place of a date: ../1985, 1985/.."
        )
    return read_moment(text, at, reckoning), "day"


def _highest(levels: Iterable[Level]) -> Level:
    return max(levels, default=0)


def _forbid_reversed(member: Member, at: int) -> None:
    if member.start and member.end and member.start.earliest > member.end.latest:
        raise Fault(at, "the end lies before the start")


def _set(text: str, reckoning: Reckoning) -> Written:
    kind: Kind = "one_of" if text[0] == "[" else "all_of"
    closing = "]" if kind == "one_of" else "}"
    if not text.endswith(closing) or len(text) == 1:
        position = text.find(closing) + 1
        if position:
            raise Fault(position, f"nothing may follow the “{closing}” of a set")
        raise Fault(len(text), f"a set that begins with “{text[0]}” ends with “{closing}”")
    pieces = text[1:-1].split(",")
    members, words, at = [], [], 1
    for index, piece in enumerate(pieces):
        member, word = _set_member(piece, at, reckoning)
        if member.start is None and index > 0:
            raise Fault(at, "only the first of a set may be open at the start")
        if member.end is None and index < len(pieces) - 1:
            raise Fault(at + len(piece), "only the last of a set may be open at the end")
        members.append(member)
        words.append(word)
        at += len(piece) + 1
    if len(members) == 1 and members[0].is_moment:
        raise Fault(len(text) - 1, "a set needs more than one date; brackets around one date are not EDTF")
    return Written(kind, text[0] + ",".join(words) + closing, 2, tuple(members))


def _set_member(text: str, at: int, reckoning: Reckoning) -> tuple[Member, str]:
    if "/" in text:
        raise Fault(
            at + text.index("/"), "a set holds single dates; from one to another is written 1670..1672"
        )
    before, dots, after = text.partition("..")
    if not dots:
        moment = read_moment(text, at, reckoning)
        return Member(moment, moment), moment.text
    if not before and not after:
        raise Fault(at, "“..” in a set needs a date on one side at least")
    start = read_moment(before, at, reckoning) if before else None
    end = read_moment(after, at + len(before) + 2, reckoning) if after else None
    member = Member(start, end, "day" if start else "open", "day" if end else "open")
    if start and end and start.precision != end.precision:
        # The specification: elements before and after the dots “all have the same precision”.
        reason = f"after “..” stands a {end.precision}, but before it a {start.precision}"
        raise Fault(at + len(before) + 2, f"{reason}; both must be of one kind")
    _forbid_reversed(member, at + len(before) + 2)
    return member, f"{start.text if start else ''}..{end.text if end else ''}"

"""Typed dates of two reckonings: a year written double, and one day given in both calendars.

A year written double with a month is the year of somebody for whom it did not begin on 1 January: the English
one from January to 24 March (30 January 1648/49), the Russian one from September on. Without a month, up to
1752, it is the weeks in which the two years differ, 1 January to 24 March; later, when nobody counted so any
more, it is two years (1941/42). A winter needs no rule: it lies in both.

A day in both styles must be one day. So the arithmetic tells which side is Old Style, whatever stands in
brackets, and a slip of the pen is found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.dates import parse
from timeline.errors import DateError
from timeline.refusals import Fault
from timeline.typed_edtf import written, year_text
from timeline.typed_points import Point, read_point, shared
from timeline.typed_tidy import Words
from timeline.typed_tokens import Token

LAST_DUAL = 1752
"""In 1752 England gave up the year from 25 March; later, 1941/42 is two years."""
_SUMMER, _WINTER = 22, 24
_SOUTH = 8
"""What the words “southern hemisphere” add to the code of a season."""
_AGREED = "both styles agree"
_MARCH = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed text, written as EDTF."""

    edtf: str
    """What it means."""
    calendar: str
    """The calendar it is written in."""
    year_start: str
    """Month and day on which its years begin."""
    notes: tuple[str, ...]
    """What was decided on the way, in short clauses."""


def dual_year(words: Words, calendar: str, year_start: str) -> tuple[Words, str, str, str]:
    """Words, start of the year and calendar of a text with a year like 1648/49; the EDTF if it is bare."""
    words = _in_one_season(_winter(words))
    duals = [word for word in words if word.kind == "dual"]
    months = [word for word in words if word.kind in ("month", "season", "part")]
    if not duals:
        return words, year_start, calendar, ""
    year = duals[0]
    if not months:
        text = _bare_dual(words, year)
        return words, year_start, "julian" if year.value <= LAST_DUAL else calendar, text
    month = months[0].value
    days = [word for word in words if word.is_small]
    if month == _MARCH and not days:
        raise Fault(year.start, "write the day: only 1 to 24 March had a year written double")
    if month < _MARCH or (month == _MARCH and days and days[0].value < 25):
        start = "03-25"
    elif month >= 9:
        start = "09-01"
    else:
        raise Fault(year.start, "a year is written double from January to 24 March, or from September on")
    return words, start, "julian", ""


def _in_one_season(words: Words) -> Words:
    """`winter 1941/42` is the winter of 1941, and so is a summer of the south."""
    south = any(word.kind == "hemisphere" and word.value == _SOUTH for word in words)
    parts = [word for word in words if word.kind in ("month", "season", "part")]
    made: list[Token] = []
    for word in words:
        beside = [part for part in parts if part.start < word.start][-1:] or parts[:1]
        if word.kind != "dual" or not beside or beside[0].kind != "season":
            made.append(word)
        elif beside[0].value == (_SUMMER if south else _WINTER):
            made.append(replace(word, kind="number"))
        else:
            raise Fault(word.start, "only a winter lies in two years; write one of them")
    return made


def _winter(words: Words) -> Words:
    """`winter 1941–42` is the one winter that begins in 1941."""
    kinds = [word.kind for word in words]
    for index in range(len(words) - 3):
        if words[index].value == _WINTER and kinds[index : index + 4] == [
            "season",
            "number",
            "dash",
            "number",
        ]:
            first, second = words[index + 1], words[index + 3]
            if str(first.value + 1).endswith(f"{second.value:0{second.digits}d}"):
                return [*words[: index + 2], *words[index + 4 :]]
    return words


def _bare_dual(words: Words, year: Token) -> str:
    """A year written double without a month: weeks of one year up to 1752, two years after it."""
    if len(words) > 1:
        raise Fault(year.start, "write this year with a month, or as two years with a dash: 1648–1649")
    first, second = year_text(year.value), year_text(year.value + 1)
    if year.value > LAST_DUAL:
        return f"{first}/{second}"
    return f"[{second}-01-01..{second}-03-24]"


def dual_notes(words: Words, dual: str) -> tuple[str, ...]:
    if not any(word.kind == "dual" for word in words):
        return ()
    if dual.startswith("["):
        return (
            "a year written double is the time from 1 January to 24 March; two years are written 1648–1649",
        )
    if dual:
        return ("after 1752 a year written double is two years",)
    return ("the year is written double, because it did not begin on 1 January",)


def both_styles(words: Words, read: Callable[[Words, str], str]) -> Phrase | None:
    """27 August (6 September N.S.) 1689, 27 August/6 September 1689, 16/28 May 1858: one day."""
    opening = [index for index, word in enumerate(words) if word.kind == "open"]
    slashes = [index for index, word in enumerate(words) if word.kind == "slash"]
    if opening:
        closing = next(index for index, word in enumerate(words) if word.kind == "close")
        parts = words[: opening[0]], words[opening[0] + 1 : closing], words[closing + 1 :]
        if closing < opening[0] or any(word.kind in ("open", "close") for word in parts[2]):
            raise Fault(words[opening[0]].start, "only one day may stand in brackets")
    elif len(slashes) == 1:
        parts = words[: slashes[0]], words[slashes[0] + 1 :], []
    else:
        return None
    styles = [{str(word.kind) for word in part} & {"julian", "gregorian"} for part in parts]
    first_words, second_words, rest = (
        [word for word in part if word.kind not in ("julian", "gregorian")] for part in parts
    )
    if not first_words or not second_words:
        raise Fault(words[0].start, "a day in two styles looks like 27 August (6 September) 1689")
    if (
        not opening
        and not any(word.is_small for word in first_words)
        and not any(w.kind == "month" for w in words)
    ):
        raise Fault(words[slashes[0]].start, "use a dash for a stretch of time, “or” for one of two dates")
    if any(word.kind in ("dash", "to") for word in first_words):
        return _one_stretch(first_words, second_words, rest, read)
    return _one_day(first_words, second_words, rest, styles)


def _one_stretch(
    first_words: Words, second_words: Words, rest: Words, read: Callable[[Words, str], str]
) -> Phrase:
    """The days that both sides are, in the calendar of the side that stands first."""
    years = [word for word in first_words if word.is_year]
    first = [*first_words, *([] if years else rest)]
    second = [*second_words, *(rest or ([] if any(word.is_year for word in second_words) else years))]
    for calendar, other in (("julian", "gregorian"), ("gregorian", "julian")):
        text = read(first, calendar)
        here, there = parse(text, calendar), parse(read(second, other), other)
        if (here.earliest, here.latest) == (there.earliest, there.latest):
            return Phrase(text, calendar, "01-01", (_AGREED,))
    raise Fault(second_words[0].start, "these two stretches are not the same days in the two calendars")


def _one_day(first_words: Words, second_words: Words, rest: Words, styles: list[set[str]]) -> Phrase:
    """The day that both sides are, in the calendar of the side that stands first."""
    first, second = _sides(first_words, second_words, rest)
    dual = [word for word in (first.year, second.year) if word is not None and word.kind == "dual"]
    start = "01-01"
    if dual and first.month is not None:
        start = "03-25" if first.month <= _MARCH else "09-01"
    new_second = second
    if second.year is not None and second.year.kind == "dual":
        value = second.year.value + (start == "03-25")
        new_second = replace(second, year=replace(second.year, kind="number", value=value))
    for calendar, other in (("julian", "gregorian"), ("gregorian", "julian")):
        year_start = start if calendar == "julian" else "01-01"
        here = _day(first, calendar, year_start)
        there = _day(new_second, other, "01-01")
        if here is not None and there is not None and here[1] == there[1]:
            if (styles[0] or {calendar}) != {calendar} or (styles[1] or {other}) != {other}:
                raise Fault(first.at, "the day that is called Old Style here is the New Style one")
            return Phrase(here[0], calendar, year_start, (_AGREED,))
    raise Fault(second.at, "these two are not one day in the two calendars; for two days use a dash or “or”")


def _sides(first_words: Words, second_words: Words, rest: Words) -> tuple[Point, Point]:
    """Both days with what they share: 16 (28) May 1858; 25 December 1642 / 4 January 1643."""
    has_month = any(word.kind in ("month", "monthly") for word in second_words)
    tail_month = [word for word in rest if word.kind == "month"]
    if not has_month and not tail_month:
        # 27 August (6) 1689 says nothing; May 16 (28), 1858 does.
        tail_month = [word for word in first_words if word.kind == "month"]
        second = read_point([*second_words, *tail_month, *(word for word in rest if word not in tail_month)])
    else:
        second = read_point([*second_words, *rest])
    has_year = any(word.is_year for word in first_words)
    doubts = [word for word in rest if word.kind in ("circa", "doubt")]
    first = read_point([*first_words, *(doubts if has_year else rest)])
    return shared(first, second)


def _day(point: Point, calendar: str, year_start: str) -> tuple[str, int] | None:
    """A point as EDTF and as a day; None when it is no day of that calendar."""
    try:
        reading = written(point, calendar, year_start)
        span = parse(reading.text, calendar, year_start)
    except (Fault, DateError):
        return None
    if span.earliest is None or span.earliest != span.latest:
        return None
    return reading.text, span.earliest

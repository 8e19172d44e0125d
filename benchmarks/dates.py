"""Contests of dates: EDTF texts read, and Julian days put into the Gregorian calendar and back.

Ours is measured without its cache, and no text comes twice in a turn. A peer is given only forms that it
reads, and must give the same days as ours before it is measured: to be wrong quickly is not a result.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, timedelta
from io import StringIO
from typing import Any

from benchmarks.calculations import RATES, package, timed
from benchmarks.contest import Contest, Contestant, Invalid, Sample, Turn
from timeline.calendars import day_to_gregorian, day_to_julian, julian_to_day
from timeline.dates import parse

JULIAN_DAY = 1721424.5
"""Day numbers count from the Gregorian 0000-12-31; Julian Days from noon of a day in 4714 BCE."""

Form = Callable[[date], str]
Bounds = tuple[Any, Any]
"""First and last day of a date, as a peer gives them."""
YearMonthDay = tuple[int, int, int]
"""What every bound can be told as."""

PLAIN: tuple[Form, ...] = (
    lambda day: f"{day}",
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y}",
    lambda day: f"{day}~",
    lambda day: f"{day:%Y-%m}?",
    lambda day: f"{day:%Y-%m}/{day + timedelta(days=400)}",
    lambda day: f"{day - timedelta(days=900)}/{day}",
    lambda day: f"{day:%Y}/{day.year + 3}",
    lambda day: f"{day:%Y-%m}-XX",
    lambda day: f"{day:%Y}-XX",
    lambda day: f"{day.year // 10}X",
    lambda day: f"-{day:%Y-%m}-15",
)
"""What history is mostly dated with, levels 0 and 1, and what every peer reads."""

FULL: tuple[Form, ...] = (
    lambda day: f"{day}T23:20:30Z",
    lambda day: f"{day:%Y}-{21 + day.day % 3}",
    lambda day: f"{day:%Y}-{33 + day.day % 4}",
    lambda day: f"?{day:%Y-%m}-~{day:%d}",
    lambda day: f"{day:%Y-%m}~-{day:%d}",
    lambda day: f"{day:%Y-%m}-~01/{day:%Y-%m}-~20",
    lambda day: f"{day.year // 10}X-{day:%m}-25",
    lambda day: f"{day.year // 100}XX-12-25",
    lambda day: f"[{day.year},{day.year + 1},{day.year + 3}..{day.year + 5}]",
    lambda day: f"{{{day.year},{day.year + 1}-12}}",
    lambda day: f"{day:%Y}S4",
    lambda day: f"Y-{day.year}E4",
)
"""Times, seasons, doubts of one part, unspecified digits, sets, long years: levels 0 to 2."""


def reading_plain() -> Contest:
    """Forms that every peer reads."""
    return Contest(
        "dates-plain",
        "Dates of levels 0 and 1 read, with both bounds",
        "Processor time of this process. Twelve forms of EDTF that every peer reads: days, months, years, "
        "decades, intervals, about, perhaps, before year 0. No cache of ours answers. The floor "
        "reads only the first ten characters, as a plain day.",
        RATES,
        (
            Contestant("timeline.dates.parse", _turn(PLAIN, parse.__wrapped__, 6_000)),
            Contestant("edtf 5 (PyPI)", _checked(PLAIN, *_edtf(), 24)),
            Contestant("undate 0.8 (PyPI)", _checked(PLAIN, *_undate(), 96)),
            Contestant("floor: date.fromisoformat", _turn(PLAIN, _floor, 6_000)),
        ),
        warm=True,
    )


def reading_full() -> Contest:
    """Forms that few read."""
    return Contest(
        "dates-full",
        "Dates of levels 0 to 2 read, with both bounds",
        "Processor time of this process. Twelve harder forms: times, seasons, doubts of one part, "
        "unspecified digits, sets, long years. undate does not read them.",
        RATES,
        (
            Contestant("timeline.dates.parse", _turn(FULL, parse.__wrapped__, 6_000)),
            Contestant("edtf 5 (PyPI)", _checked(FULL, *_edtf(), 24)),
        ),
        warm=True,
    )


def converting() -> Contest:
    """Days from one calendar into the other."""
    theirs = package("convertdate.julian")

    def ours_and_back(number: int) -> tuple[int, int, int]:
        return day_to_julian(julian_to_day(*day_to_julian(number)))

    def theirs_and_back(number: int) -> tuple[int, int, int]:
        there = theirs.from_jd(number + JULIAN_DAY)
        year, month, day = theirs.from_jd(theirs.to_jd(*there))
        return year, month, day

    numbers = range(-700_000, 740_000, 37)
    if any(ours_and_back(number) != theirs_and_back(number) for number in numbers[::100]):
        raise Invalid("convertdate gives other days")
    days = itertools.cycle(numbers)

    def turn(act: Callable[[int], object]) -> Turn:
        async def take() -> Sample:
            return timed(act, list(itertools.islice(days, 5_000)))

        return take

    return Contest(
        "dates-julian",
        "Days put into the Julian calendar, out of it and into it again",
        "Processor time of this process. Days from 1917 BCE to 2027, a step of 37 days apart.",
        RATES,
        (
            Contestant("timeline.calendars", turn(ours_and_back)),
            Contestant("convertdate 2.4 (PyPI)", turn(theirs_and_back)),
        ),
        warm=True,
    )


# What reads


def _texts(forms: tuple[Form, ...]) -> Iterator[str]:
    """Texts in all forms by turns, of one day after the other."""
    days = (date(1600, 1, 11) + timedelta(days=number) for number in itertools.cycle(range(150_000)))
    return (forms[number % len(forms)](day) for number, day in enumerate(days))


def _turn(forms: tuple[Form, ...], read: Callable[[str], object], count: int) -> Turn:
    supply = _texts(forms)

    async def take() -> Sample:
        with redirect_stdout(StringIO()):
            return timed(read, list(itertools.islice(supply, count)))

    return take


def _checked(
    forms: tuple[Form, ...], read: Callable[[str], Bounds], days: Callable[[Any], YearMonthDay], count: int
) -> Turn:
    """A turn of a peer that has shown that it gives the same days as ours."""
    for text in itertools.islice(_texts(forms), len(forms)):
        with redirect_stdout(StringIO()):
            first, last = read(text)
        span = parse(text)
        ours = [day_to_gregorian(number) for number in (span.earliest, span.latest) if number is not None]
        if [days(first), days(last)] != ours:
            raise Invalid(f"a peer says {first} to {last} of {text}")
    return _turn(forms, read, count)


def _edtf() -> tuple[Callable[[str], Bounds], Callable[[Any], YearMonthDay]]:
    """The reader of the edtf package, and what its bounds mean."""
    parse_edtf = package("edtf").parse_edtf

    def read(text: str) -> Bounds:
        found = parse_edtf(text)
        return found.lower_strict(), found.upper_strict()

    return read, lambda bound: (bound[0], bound[1], bound[2])


def _undate() -> tuple[Callable[[str], Bounds], Callable[[Any], YearMonthDay]]:
    """The reader of the undate package, and what its bounds mean."""
    peer = package("undate")

    def read(text: str) -> Bounds:
        found = peer.Undate.parse(text, "EDTF")
        if isinstance(found, peer.UndateInterval):
            return found.earliest.earliest, found.latest.latest
        return found.earliest, found.latest

    return read, lambda bound: (int(bound.year), int(bound.month), int(bound.day))


def _floor(text: str) -> date:
    day = text[:10]
    return date.fromisoformat(day if day[7:8] == "-" and day[8:].isdigit() else "1600-01-01")

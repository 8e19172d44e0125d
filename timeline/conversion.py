"""The same days in the other calendar: what a Gregorian date is in Old Style, and a Julian one in New Style.

Apart from the words, because both bounds are converted and never the label: beside a day, a month or a year
becomes the first or the last day that it means, since a month of one calendar is none of the other.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.calendars import day_to_gregorian, day_to_julian
from timeline.edtf import Member, moments
from timeline.moments import Moment


def is_day(moment: Moment) -> bool:
    """Whether it is one day and no mask."""
    return moment.year is not None and moment.day.isdigit() and moment.month.isdigit()


def in_other_calendar(members: tuple[Member, ...], calendar: str) -> tuple[Member, ...]:
    """The members as days of January years in the other calendar; none when nothing is written to the day."""
    has_day = any(map(is_day, moments(members)))
    return tuple(_converted(member, calendar) for member in members) if has_day else ()


def _converted(member: Member, calendar: str) -> Member:
    start = member.start and _day(member.start, member.start.earliest, calendar)
    end = member.end and _day(member.end, member.end.latest, calendar)
    single = start is not None and end is not None and start.text == end.text
    return replace(member, start=start, end=start if single else end)


def _day(moment: Moment, number: int, calendar: str) -> Moment:
    """The moment as a day of the calendar it is not written in; a doubt of any part is one of the day."""
    year, month, day = (day_to_gregorian if calendar == "julian" else day_to_julian)(number)
    uncertain, approximate = moment.uncertain, moment.approximate
    qualifier = "%" if uncertain and approximate else "?" if uncertain else "~" if approximate else ""
    return replace(
        moment,
        text=f"{year}-{month:02d}-{day:02d}{qualifier}",
        digits=f"{abs(year):04d}",
        first_year=year,
        last_year=year,
        month=f"{month:02d}",
        day=f"{day:02d}",
        time="",
        qualifiers=(qualifier, qualifier, qualifier),
        year=year,
        exponent=0,
        significant=0,
    )

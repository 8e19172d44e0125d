"""Ticks of a time axis: round dates, written as historians write them, at any zoom, in either calendar.

Plotly's own ticks print `-0400` for 401 BCE, a year `0000`, zero-padded years and, zoomed in, clock times for
events that are known to the day at best; its Julian axis is a year off before the common era. It takes no
formatter function, so the ticks are ours. `assets/calendar.js` holds the same engine for the page;
`tests/corpora/ticks.json` is held against both.

Steps go 1, 2, 5, 10, … years, 1, 3, 6 months, 1, 2, 5, 10 days. Years BCE are counted as history counts them
(… 200 BCE, 100 BCE, 1 CE, 100 CE …): there is no year 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import floor, inf
from typing import NamedTuple

from timeline.axis_words import CHARACTER, WORDS, months_text, text_width, year_text
from timeline.calendars import Calendar, day_to_gregorian, day_to_julian, gregorian_to_day, julian_to_day
from timeline.languages import Language

BETWEEN = 30.0
"""Least space between two tick labels, in pixels."""
MINOR = 10.0
"""Least space between two unlabelled ticks, in pixels."""
CLOSEST = 2.0
"""Least space between two dates of which one may be labelled, in pixels."""

Step = tuple[str, int]

FINE: tuple[Step, ...] = (
    ("day", 1), ("day", 2), ("day", 5), ("day", 10), ("month", 1), ("month", 3), ("month", 6),
)  # fmt: skip
"""The steps below a year, finest first."""
LENGTHS = {"day": 1.0, "month": 30.4, "year": 365.25}
"""About how many days each unit has."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick of the axis."""

    day: int
    """Proleptic Gregorian day number at whose beginning the tick stands, whatever its calendar."""
    text: str
    """First line of the label; empty for a minor tick."""
    above: str
    """Second line, the larger unit (`1689` under `Aug`), where it begins; else empty."""


class Place(NamedTuple):
    """A round date and the day it is."""

    day: int
    """Its day number."""
    year: int
    """Its astronomical year."""
    month: int
    """Its month, 1 to 12."""
    of_month: int
    """Its day of the month."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A window and all that decides where its ticks stand and what they say."""

    start: float
    """Day number at the left edge."""
    end: float
    """Day number at the right edge."""
    scale: float
    """Pixels to a day."""
    left: float
    """Pixels by which labels may stand out on the left."""
    right: float
    """Pixels by which labels may stand out on the right."""
    language: Language
    """Whose words the labels are."""
    to_day: Callable[[int, int, int], int]
    """Day number of a date of the calendar."""
    to_date: Callable[[int], tuple[int, int, int]]
    """Date of a day number."""

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of which anything is seen."""
        return self.to_date(floor(self.start))[0], self.to_date(floor(self.end))[0]

    def cuts(self, day: int, text: str) -> bool:
        """Whether a label would stand out further than it may."""
        middle, half = (day - self.start) * self.scale, text_width(text) / 2
        return middle - half < -self.left or middle + half > (self.end - self.start) * self.scale + self.right

    def parts(self, day: int, text: str, later_day: int, later_text: str) -> bool:
        """Whether two labels leave room between them."""
        room = (text_width(text) + text_width(later_text) + BETWEEN) / 2
        return (later_day - day) * self.scale >= room


def ticks(
    start: float,
    end: float,
    width: float,
    *,
    left: float = inf,
    right: float = inf,
    language: Language = "en",
    calendar: Calendar = "gregorian",
) -> tuple[Tick, ...]:
    """Ticks for the window from day number `start` to `end`, drawn `width` pixels wide; in order of time.

    With `calendar="julian"` they stand at round Julian dates. Labels of the result never overlap when a
    character is as wide as `axis_words` takes it to be, nor stand out of the axis by more than `left` and
    `right` pixels.
    """
    counted = (julian_to_day, day_to_julian) if calendar == "julian" else (gregorian_to_day, day_to_gregorian)
    ruler = Ruler(start, end, width / (end - start), left, right, language, *counted)
    steps = _steps(end - start)
    chosen, made = _finest(ruler, steps)
    labelled = _contexts(made, ruler)
    marked = {tick.day for tick in labelled}
    finer = [step for step in steps if _days(step) < _days(chosen) and _days(step) * ruler.scale >= MINOR]
    minor = _places(finer[0], ruler) if finer else []
    blank = [Tick(place.day, "", "") for place in minor if place.day not in marked]
    return tuple(sorted([*labelled, *blank], key=_by_day))


def _by_day(tick: Tick) -> int:
    return tick.day


def _steps(days: float) -> list[Step]:
    """All steps worth trying, finest first."""
    steps: list[Step] = [*FINE, ("year", 1)]
    size = 1
    while size * 365 <= days * 2:
        steps += [("year", 2 * size), ("year", 5 * size), ("year", 10 * size)]
        size *= 10
    return steps


def _days(step: Step) -> float:
    unit, count = step
    return count * LENGTHS[unit]


def _finest(ruler: Ruler, steps: list[Step]) -> tuple[Step, list[Tick]]:
    """The finest step whose labels all have room, with those that are shown.

    A step may have room and no date in a narrow window; then a finer one shows as many as go in.
    """
    at, made = len(steps) - 1, None
    for index, step in enumerate(steps):
        room = _days(step) * ruler.scale - BETWEEN
        if room >= CHARACTER:
            made = _labelled(step, ruler)
            if all(text_width(tick.text) <= room for tick in made):
                at = index
                break
    shown = _thin(_labelled(steps[at], ruler) if made is None else made, ruler)
    while not shown and at > 0 and _days(steps[at - 1]) * ruler.scale >= CLOSEST:
        at -= 1
        shown = _thin(_labelled(steps[at], ruler), ruler)
    return steps[at], shown


def _places(step: Step, ruler: Ruler) -> list[Place]:
    """Round dates of a step, inside the window."""
    unit, count = step
    walked = _in_years(ruler, count) if unit == "year" else _in_months(ruler, unit, count)
    return [place for place in walked if ruler.start <= place.day <= ruler.end]


def _in_years(ruler: Ruler, count: int) -> Iterator[Place]:
    """Every `count`-th New Year of which anything is seen."""
    return (Place(ruler.to_day(year, 1, 1), year, 1, 1) for year in _years(count, *ruler.years))


def _in_months(ruler: Ruler, unit: str, count: int) -> Iterator[Place]:
    """Every `count`-th month, or every `count`-th day of each month, of which anything is seen."""
    year, month, _ = ruler.to_date(floor(ruler.start))
    first = ruler.to_day(year, month, 1)
    while first <= ruler.end:
        next_year, next_month = year + month // 12, month % 12 + 1
        after = ruler.to_day(next_year, next_month, 1)
        if unit == "month":
            if (month - 1) % count == 0:
                yield Place(first, year, month, 1)
        else:
            for day in range(first, after, count):
                # The last step of a month is left out where the next month would crowd it.
                if (after - day) * 4 >= count * 3:
                    yield Place(day, year, month, day - first + 1)
        year, month, first = next_year, next_month, after


def _years(count: int, first: int, last: int) -> Iterator[int]:
    """Astronomical years of a step, counted as history counts: 1 CE stands for the missing year 0."""
    if count == 1:
        yield from range(first, last + 1)
        return
    # 5 BCE is the astronomical year -4: before the turn of the era the count is shifted by one.
    for multiple in range((first - 1) // count, last // count + 1):
        yield multiple * count if multiple > 0 else multiple * count + 1


def _labelled(step: Step, ruler: Ruler) -> list[Tick]:
    """Every tick of a step with its text, and with the larger unit it belongs to."""
    unit, count = step
    words, era = WORDS[ruler.language], ruler.years[0] <= 0
    made: list[Tick] = []
    for day, year, month, of_month in _places(step, ruler):
        written = year_text(year, era=era, language=ruler.language, step=count if unit == "year" else 1)
        if unit == "year":
            made.append(Tick(day, written, ""))
        elif unit == "month":
            made.append(Tick(day, words.months[month - 1], written))
        else:
            above = months_text(month, month, written, ruler.language)
            made.append(Tick(day, words.day.format(of_month), above))
    return made


def _thin(made: list[Tick], ruler: Ruler) -> list[Tick]:
    """Leave out what would touch, 2 CE beside 1 CE, and what would stand out of the axis."""
    kept: list[Tick] = []
    for tick in made:
        if not kept or ruler.parts(kept[-1].day, kept[-1].text, tick.day, tick.text):
            kept.append(tick)
    return [tick for tick in kept if not ruler.cuts(tick.day, tick.text)]


def _contexts(made: list[Tick], ruler: Ruler) -> list[Tick]:
    """Write the larger unit where it begins, or as soon after as there is room; the later of two wins."""
    told: list[Tick] = []
    before = ""
    for tick in made:
        begins = tick.above != before and not ruler.cuts(tick.day, tick.above)
        before = tick.above if begins else before
        told.append(tick if begins else replace(tick, above=""))
    later: Tick | None = None
    for index in range(len(told) - 1, -1, -1):
        tick = told[index]
        if not tick.above:
            continue
        if later is not None and not ruler.parts(tick.day, tick.above, later.day, later.above):
            told[index] = replace(tick, above="")
        else:
            later = tick
    return told

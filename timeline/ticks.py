"""Ticks of a time axis: round dates, written as historians write them, at any zoom.

Plotly's own ticks print `-0400` for 401 BCE, a year `0000`, zero-padded years and, zoomed in, clock times for
events that are known to the day at best. It takes no formatter function, so the ticks are ours.
`assets/calendar.js` holds the same engine for the page; `tests/corpora/ticks.json` is held against both.

Steps go 1, 2, 5, 10, … years, 1, 3, 6 months, 1, 2, 5, 10 days. Years BCE are counted as history counts them
(… 200 BCE, 100 BCE, 1 CE, 100 CE …): there is no year 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import floor, inf

from timeline.calendars import day_to_gregorian, gregorian_to_day
from timeline.years import grouped

CHARACTER = 7.0
"""Generous width of one character of a tick label, in pixels."""
BETWEEN = 30.0
"""Least space between two tick labels, in pixels."""
MINOR = 10.0
"""Least space between two unlabelled ticks, in pixels."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick of the axis."""

    day: int
    """Proleptic Gregorian day number at whose beginning the tick stands."""
    text: str
    """First line of the label; empty for a minor tick."""
    above: str
    """Second line, the larger unit (`1689` under `Aug`), where it begins; else empty."""


def ticks(
    start: float, end: float, width: float, *, left: float = inf, right: float = inf
) -> tuple[Tick, ...]:
    """Ticks for the window from day number `start` to `end`, drawn `width` pixels wide; in order of time.

    Labels of the result never overlap when a character is at most `CHARACTER` pixels wide, nor stand out
    of the axis by more than `left` and `right` pixels.
    """
    scale = width / (end - start)
    steps = _steps(end - start)
    chosen = next((step for step in steps if _fits(step, start, end, scale)), steps[-1])

    def cut(day: int, text: str) -> bool:
        middle, half = (day - start) * scale, len(text) * CHARACTER / 2
        return middle - half < -left or middle + half > width + right

    whole = [tick for tick in _thin(_labelled(chosen, start, end), scale) if not cut(tick.day, tick.text)]
    labelled = _contexts(whole, scale, cut)
    marked = {tick.day for tick in labelled}
    finer = [step for step in steps if _days(step) < _days(chosen) and _days(step) * scale >= MINOR]
    minor = _days_of(finer[0], start, end) if finer else []
    return tuple(sorted([*labelled, *(Tick(day, "", "") for day in minor if day not in marked)], key=_by_day))


def year_text(year: int, *, era: bool) -> str:
    """A year of the astronomical count in words: `1689`, `44 BCE`, `12,000 BCE`; `era` adds CE to others."""
    if year <= 0:
        return f"{grouped(1 - year)} BCE"
    return f"{grouped(year)} CE" if era or year < 1000 else grouped(year)


def _by_day(tick: Tick) -> int:
    return tick.day


def _steps(days: float) -> list[Step]:
    """All steps worth trying, finest first."""
    steps: list[Step] = [
        ("day", 1),
        ("day", 2),
        ("day", 5),
        ("day", 10),
        ("month", 1),
        ("month", 3),
        ("month", 6),
    ]
    size = 1
    while size * 365 <= days * 2:
        steps += [("year", size), ("year", 2 * size), ("year", 5 * size)]
        size *= 10
    return steps if steps[-1][0] == "year" else [*steps, ("year", 1)]


def _days(step: Step) -> float:
    unit, count = step
    return count * {"day": 1.0, "month": 30.4, "year": 365.25}[unit]


def _fits(step: Step, start: float, end: float, scale: float) -> bool:
    """Whether labels of this step have room; judged by the longest text it writes."""
    unit, _ = step
    if unit == "day":
        longest = 2
    elif unit == "month":
        longest = 3
    else:
        first, last = day_to_gregorian(floor(start))[0], day_to_gregorian(floor(end))[0]
        era = first <= 0
        longest = max(len(year_text(first, era=era)), len(year_text(last, era=era)))
    return _days(step) * scale >= longest * CHARACTER + BETWEEN


def _days_of(step: Step, start: float, end: float) -> list[int]:
    """Day numbers at which a step stands, inside the window."""
    return [day for day in _walk(step, start, end) if start <= day <= end]


def _walk(step: Step, start: float, end: float) -> Iterator[int]:
    unit, count = step
    year = day_to_gregorian(floor(start))[0]
    last = day_to_gregorian(floor(end))[0]
    if unit == "year":
        yield from (gregorian_to_day(y, 1, 1) for y in _years(count, year, last))
        return
    for y in range(year, last + 1):
        for month in range(1, 13):
            first = gregorian_to_day(y, month, 1)
            after = gregorian_to_day(y + month // 12, month % 12 + 1, 1)
            if after < start or first > end:
                continue
            if unit == "month":
                if (month - 1) % count == 0:
                    yield first
            else:
                # The last step of a month is left out where the next month would crowd it.
                yield from (day for day in range(first, after, count) if (after - day) * 4 >= count * 3)


def _years(count: int, first: int, last: int) -> Iterator[int]:
    """Astronomical years of a step, counted as history counts: 1 CE stands for the missing year 0."""
    if count == 1:
        yield from range(first, last + 1)
        return
    # 5 BCE is the astronomical year -4: before the turn of the era the count is shifted by one.
    for multiple in range((first - 1) // count, last // count + 1):
        yield multiple * count if multiple > 0 else multiple * count + 1


def _labelled(step: Step, start: float, end: float) -> list[Tick]:
    """Every tick of a step with its text, and with the larger unit it belongs to."""
    unit, _ = step
    era = day_to_gregorian(floor(start))[0] <= 0
    made: list[Tick] = []
    for day in _days_of(step, start, end):
        year, month, of_month = day_to_gregorian(day)
        written = year_text(year, era=era)
        if unit == "year":
            made.append(Tick(day, written, ""))
        elif unit == "month":
            made.append(Tick(day, MONTHS[month - 1], written))
        else:
            made.append(Tick(day, str(of_month), f"{MONTHS[month - 1]} {written}"))
    return made


def _thin(made: list[Tick], scale: float) -> list[Tick]:
    """Leave out what would touch: 2 CE beside 1 CE."""
    kept: list[Tick] = []
    for tick in made:
        if not kept or _apart(kept[-1].day, kept[-1].text, tick.day, tick.text, scale):
            kept.append(tick)
    return kept


def _contexts(made: list[Tick], scale: float, cut: Callable[[int, str], bool]) -> list[Tick]:
    """Write the larger unit where it begins, or as soon after as there is room; the later of two wins."""
    told: list[Tick] = []
    before = ""
    for tick in made:
        begins = tick.above != before and not cut(tick.day, tick.above)
        before = tick.above if begins else before
        told.append(tick if begins else Tick(tick.day, tick.text, ""))
    later: Tick | None = None
    for index in range(len(told) - 1, -1, -1):
        tick = told[index]
        if not tick.above:
            continue
        if later is not None and not _apart(tick.day, tick.above, later.day, later.above, scale):
            told[index] = Tick(tick.day, tick.text, "")
        else:
            later = tick
    return told


def _apart(day: int, text: str, later_day: int, later_text: str, scale: float) -> bool:
    """Whether two labels leave room between them."""
    return (later_day - day) * scale >= (len(text) + len(later_text)) / 2 * CHARACTER + BETWEEN / 2

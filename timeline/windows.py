"""Stretches of time worth showing: the whole and the eras.

Three centuries with one event each and two years with thirty do not fit one scale. So a timeline opens on the
whole, and offers *eras*: neighbouring stretches that hold about as many events each, parted at the widest
gaps. Whatever the data, every era is a window that can be read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.axis_words import months_text
from timeline.calendars import day_to_gregorian
from timeline.dates import Span
from timeline.languages import Language
from timeline.moments import Moment
from timeline.years import year_words, years_words

SHORTEST = 1.5
"""No window is shorter than this many days: dates are known to the day at best."""
SAMPLE = 400
"""Events that suffice to find the eras."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time on show."""

    start: float
    """Day number at its left edge, where that day begins."""
    end: float
    """Day number at its right edge, exclusive: 32 ends with the 31st."""

    def __post_init__(self) -> None:
        """Raises ValueError unless there is a stretch at all: nothing can be drawn in none."""
        if not -math.inf < self.start < self.end < math.inf:
            raise ValueError(f"a window must end after it begins: it goes from {self.start} to {self.end}")

    @property
    def days(self) -> float:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Era:
    """A window that the page offers by name."""

    window: Window
    """About from the start of its first event to the end of its last, without margin."""
    events: int
    """How many events have their middle in it."""
    since: float
    """Middle of its first event, a day number: what the script counts from when it filters."""
    until: float
    """Middle of its last event."""

    def words(self, language: Language = "en") -> str:
        """Its years, or its months when they are of one year: `1858–1896`, `Aug–Oct 2022`."""
        first, from_month, _ = day_to_gregorian(math.floor(self.window.start))
        last, to_month, _ = day_to_gregorian(math.ceil(self.window.end) - 1)
        if first != last or (from_month, to_month) == (1, 12):
            said = years_words(first, last, language)
            return said.replace("年至", "—")  # In Chinese a button says the unit once: 1601—1881年.
        return months_text(from_month, to_month, year_words(first, language), language)


def extent(span: Span, whole: Window) -> Window:
    """The stretch that a span covers on the axis; an open end reaches to the end of the whole.

    An unknown end covers only what is known of the other: `1985/` is drawn as 1985. A year of which no digit
    is known, `XXXX`, may be any, so it covers the whole.
    """
    named = days_named(span)
    if named is None:
        return whole
    open_start = span.earliest_kind == "open" or any(_is_any(member.start) for member in span.members)
    open_end = span.latest_kind == "open" or any(_is_any(member.end) for member in span.members)
    return Window(
        min(whole.start, named.start) if open_start else named.start,
        max(whole.end, named.end) if open_end else named.end,
    )


def whole(spans: Iterable[Span]) -> Window:
    """From the first to the last day that any span names; the year 2000 when there is none.

    A year of which no digit is known names none: it would stretch the whole over ten thousand years.
    """
    named = [part for part in map(days_named, spans) if part]
    if not named:
        return Window(730120, 730486)
    return Window(min(part.start for part in named), max(part.end for part in named))


def days_named(span: Span) -> Window | None:
    """Every day of the dates that a span names, as if what is open or unknown ended with them."""
    known = [moment for moment in span.moments if not _is_any(moment)]
    if not known:
        return None
    return Window(min(moment.earliest for moment in known), max(moment.latest for moment in known) + 1)


def _is_any(moment: Moment | None) -> bool:
    """Whether no digit of its year is known."""
    return moment is not None and moment.digits == "XXXX"


def padded(window: Window, share: float = 0.03) -> Window:
    """The window with a margin on either side, so that no mark sticks to the frame; at least `SHORTEST`."""
    margin = max(window.days * share, (SHORTEST - window.days) / 2, 1.0)
    return Window(math.floor(window.start - margin), math.ceil(window.end + margin))


def eras(spans: Sequence[Span], most: int = 6) -> tuple[Era, ...]:
    """Part the spans, given in order of time, into at most `most` eras; none when there are too few to part.

    Every era holds between half and double its fair share of the events, and of all such partings the one
    with the widest gaps is taken (gaps count by their logarithm, so that one century does not outweigh
    everything). Where neighbours would have the same name, as on a crowded day, they are one.
    """
    everything = whole(spans)
    parts = sorted((extent(span, everything) for span in spans), key=_middle)

    def around(first: int, last: int) -> tuple[float, float]:
        return min(part.start for part in parts[first:last]), max(part.end for part in parts[first:last])

    return parted([_middle(part) for part in parts], around, most)


def parted(
    middles: Sequence[float], around: Callable[[int, int], tuple[float, float]], most: int = 6
) -> tuple[Era, ...]:
    """The eras of events of which only the middles are known, in order, and by index what goes around some.

    `around(first, last)` is the first start and the last end of the events from `first` up to `last`.
    """
    count = min(most, len(middles) // 4)
    if count < 2:  # One era would be the whole.
        return ()
    # The parting is quadratic, so a long row of events is parted by a sample of it.
    stride = 1 + len(middles) // SAMPLE
    sample = list(middles[::stride])
    cuts = [0, *(cut * stride for cut in _cuts(sample, count)), len(middles)]
    made: list[Era] = []
    for first, last in pairwise(cuts):
        era = _era(middles, around, first, last)
        if made and made[-1].words() == era.words():
            era = _era(middles, around, first - made.pop().events, last)
        made.append(era)
    return tuple(made) if len(made) > 1 else ()


def _era(
    middles: Sequence[float], around: Callable[[int, int], tuple[float, float]], first: int, last: int
) -> Era:
    """From its first event to its last; a long event does not draw the neighbouring era in as well."""
    start, end = around(first, last)
    if first:
        start = max(start, min(middles[first - 1], around(first, first + 1)[0]))
    if last < len(middles):
        end = min(end, max(middles[last], around(last - 1, last)[1]))
    window = Window(math.floor(start), math.ceil(end))
    return Era(window, last - first, middles[first], middles[last - 1])


def _middle(window: Window) -> float:
    return (window.start + window.end) / 2


def _cuts(middles: Sequence[float], count: int) -> list[int]:
    """Where to part sorted numbers into `count` groups: indices at which a new group begins."""
    fair = len(middles) / count
    least, most = max(1, math.ceil(fair / 2)), math.floor(fair * 2)
    gaps = [math.log1p(after - before) for before, after in pairwise(middles)]
    # best[i]: the best parting of the first i numbers into the groups made so far, as (worth, cuts).
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for group in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (worth, cuts) in best.items():
            for end in range(start + least, min(start + most, len(middles)) + 1):
                if (end == len(middles)) != (group == count - 1):
                    continue
                gain = worth + (gaps[end - 1] if end < len(middles) else 0.0)
                if end not in following or gain > following[end][0]:
                    following[end] = (gain, (*cuts, end) if end < len(middles) else cuts)
        best = following
    return list(best[len(middles)][1])

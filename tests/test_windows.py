"""Windows: the stretch that a date covers, the whole and the eras."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import windows
from timeline.calendars import gregorian_to_day
from timeline.dates import Span, parse
from timeline.edition import load
from timeline.languages import LANGUAGES
from timeline.windows import SHORTEST, Era, Window, eras, extent, padded, parted, whole


def day(year: int, month: int = 1, of_month: int = 1) -> int:
    return gregorian_to_day(year, month, of_month)


WHOLE = Window(day(1600), day(2000))


def of_years(first: int, last: int) -> Window:
    """The window of whole years, both included."""
    return Window(day(first), day(last + 1))


@st.composite
def dates(draw: st.DrawFn) -> Span:
    """A date of any shape: a day, a month, a year, circa, or with an end that is open or unknown."""
    year = draw(st.integers(-3000, 2100))
    text = f"{'-' if year < 0 else ''}{abs(year):04d}"
    shape = draw(
        st.sampled_from(["{}", "{}-05", "{}-05-28", "{}~", "{}?", "{}/..", "../{}", "{}/", "/{}", "XXXX"])
    )
    if shape == "{}" and draw(st.booleans()):
        return parse(text[:-1] + "X")
    return parse(shape.format(text))


def in_order(spans: list[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.sort_key)


# ── extent ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("1858-05-28", Window(day(1858, 5, 28), day(1858, 5, 29))),
        ("1858-05", Window(day(1858, 5), day(1858, 6))),
        ("1858", of_years(1858, 1858)),
        ("165X", of_years(1650, 1659)),
        ("1904/1905", of_years(1904, 1905)),
        ("1985/..", of_years(1985, 1999)),
        ("../1985", of_years(1600, 1985)),
        ("1985/", of_years(1985, 1985)),
        ("/1985", of_years(1985, 1985)),
        ("[1760,1984-12..]", Window(day(1760), day(2000))),
        ("[..1984]", of_years(1600, 1984)),
        ("2010/..", of_years(2010, 2010)),
        ("../1500", of_years(1500, 1500)),
        ("XXXX", WHOLE),
        ("XXXX-05-28", WHOLE),
        ("-XXXX", WHOLE),
        ("XXXX/..", WHOLE),
        ("XXXX/1985", of_years(1600, 1985)),
        ("1985/XXXX", of_years(1985, 1999)),
        ("[XXXX,1985]", WHOLE),
        ("1XXX", of_years(1000, 1999)),
    ],
)
def test_a_date_covers_what_it_says_and_an_open_end_reaches_to_the_end(text: str, window: Window) -> None:
    """An unknown end, unlike an open one, covers no more than the date on its other side."""
    assert extent(parse(text), WHOLE) == window


@given(dates(), st.lists(dates(), max_size=5))
def test_an_event_lies_within_the_whole(span: Span, others: list[Span]) -> None:
    """Whatever ends are open or unknown, nothing is drawn outside of what “fit” shows."""
    everything = whole([span, *others])
    part = extent(span, everything)
    assert everything.start <= part.start < part.end <= everything.end


def test_the_whole_of_nothing_is_a_window_all_the_same() -> None:
    """An edition without events shows an empty year, not an error."""
    assert whole([]) == of_years(2000, 2000)
    assert eras([]) == ()


def test_the_whole_ends_with_the_date_that_an_open_end_names() -> None:
    """`2023-08/..` alone covers all of August."""
    assert whole([parse("2023-08/..")]) == Window(day(2023, 8), day(2023, 9))


def test_a_year_of_which_no_digit_is_known_does_not_stretch_the_whole() -> None:
    """`XXXX` may be any year, and is no reason to show ten thousand; nor what it is said together with."""
    named = [parse("1858"), parse("1896")]
    assert whole(
        [*named, parse("XXXX"), parse("XXXX-05-28"), parse("XXXX/1870"), parse("-XXXX")]
    ) == of_years(1858, 1896)
    assert whole([parse("XXXX")]) == of_years(2000, 2000)
    assert extent(parse("XXXX"), whole([parse("XXXX")])) == of_years(2000, 2000)


@given(st.integers(-4_000_000, 4_000_000), st.integers(1, 5_000_000), st.floats(0, 1))
def test_a_margin_keeps_the_window_inside_and_long_enough(start: int, days: int, share: float) -> None:
    """Both sides grow by at least a day, and no window is too short to be drawn."""
    window = padded(Window(start, start + days), share)
    assert window.start <= start - 1
    assert window.end >= start + days + 1
    assert window.days >= SHORTEST
    assert window.start == int(window.start)


@pytest.mark.parametrize(
    ("start", "end"),
    [(5, 5), (9, 5), (5.5, 5.25), (math.nan, 5), (5, math.nan), (-math.inf, 5), (5, math.inf)],
)
def test_a_window_is_a_stretch_of_time(start: float, end: float) -> None:
    """What ends before it begins, or nowhere, is refused in words, and not by a division by zero later."""
    with pytest.raises(ValueError, match="a window must end after it begins"):
        Window(start, end)


# ── eras ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", range(8))
def test_few_events_have_no_eras(count: int) -> None:
    """Fewer than eight can be read at once."""
    assert eras([parse(f"{1700 + step}") for step in range(count)]) == ()


def test_events_on_one_day_have_no_eras() -> None:
    """There is nothing to part, and no button that leads nowhere."""
    assert eras([parse("1858-05-28")] * 50) == ()


def test_eras_are_parted_at_the_widest_gaps() -> None:
    """Two clusters of the same size, a century apart, are two eras or parts of them, never mixed."""
    spans = [parse(str(year)) for year in (*range(1689, 1697), *range(1858, 1866))]
    found = eras(spans, most=2)
    assert [(era.words(), era.events) for era in found] == [("1689–1696", 8), ("1858–1865", 8)]
    assert found[0].window == of_years(1689, 1696)
    assert all(not era.window.start < day(1750) < era.window.end for era in eras(spans))


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("2022-01-{:02d}", "2022-08-{:02d}", ("Jan 2022", "Aug 2022")),
        ("-00{:02d}", "02{:02d}", ("31–12 BCE", "211–230 CE")),
        ("17{:02d}", "22{:02d}", ("1711–1730", "2211–2230")),
        ("Y-123{:02d}", "Y-103{:02d}", ("12,331–12,312 BCE", "10,331–10,312 BCE")),
    ],
)
def test_eras_say_their_years(first: str, second: str, labels: tuple[str, str]) -> None:
    """Years as historians write them, and months for an era within one year."""
    spans = [parse(shape.format(number)) for shape in (first, second) for number in range(11, 31)]
    assert tuple(era.words() for era in eras(in_order(spans), most=2)) == labels


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (of_years(1858, 1858), ["1858"] * 2 + ["1858年"]),
        (Window(day(2022, 8), day(2022, 11)), ["Aug–Oct 2022", "авг.–окт. 2022", "2022年8–10月"]),
        (Window(day(2022, 5), day(2022, 6)), ["May 2022", "май 2022", "2022年5月"]),
        (Window(day(-43, 3), day(-43, 4)), ["Mar 44 BCE", "март 44", "公元前44年3月"]),
        (of_years(1858, 1896), ["1858–1896", "1858–1896", "1858—1896年"]),
        (of_years(-43, -40), ["44–41 BCE", "44–41", "公元前44—前41年"]),
        (of_years(-43, 14), ["44 BCE – 14 CE", "44", "公元前44—公元14年"]),
    ],
)
def test_an_era_is_said_in_every_language(window: Window, words: list[str]) -> None:
    """With the short months of the axis, which stand as a heading does, and the years of the list."""
    era = Era(window, 1, window.start, window.end)
    for language, begins in zip(LANGUAGES, words, strict=True):
        assert era.words(language).startswith(begins)
    assert era.words() == words[0]


@settings(deadline=None)
@given(st.lists(dates(), min_size=1, max_size=60), st.integers(2, 8))
def test_eras_part_the_events(spans: list[Span], most: int) -> None:
    """Each event is in one era; eras come in order, none empty, no two neighbours with the same name."""
    spans = in_order(spans)
    found = eras(spans, most)
    assert len(found) <= most
    if not found:
        return
    assert len(found) > 1
    assert sum(era.events for era in found) == len(spans)
    assert all(before.words() != after.words() for before, after in pairwise(found))
    everything = whole(spans)
    for era in found:
        assert era.events > 0
        assert everything.start <= era.window.start < era.window.end <= everything.end


@settings(deadline=None)
@given(st.lists(st.integers(-3000, 2100), min_size=8, max_size=60, unique=True), st.integers(2, 8))
def test_eras_hold_about_as_many_events_each(years: list[int], most: int) -> None:
    """Between half and double the fair share, as long as no two events lie on one another."""
    spans = in_order([parse(f"{'-' if year < 0 else ''}{abs(year):04d}-05-28") for year in years])
    found = eras(spans, most)
    fair = len(spans) / len(found)
    assert all(fair / 2 <= era.events <= fair * 2 for era in found)


def test_many_events_are_parted_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is quadratic gets no more of them, and few stretches are looked at; every event is counted."""
    sizes: list[int] = []
    looked: list[tuple[int, int]] = []
    cuts = windows._cuts

    def cut(middles: Sequence[float], count: int) -> list[int]:
        sizes.append(len(middles))
        return cuts(list(middles), count)

    def around(first: int, last: int) -> tuple[float, float]:
        looked.append((first, last))
        return float(first), float(last)

    monkeypatch.setattr(windows, "_cuts", cut)
    for count in (windows.SAMPLE, windows.SAMPLE + 1, 5_000, 500_000):
        looked.clear()
        found = parted(range(count), around)
        assert len(found) == 6
        assert sum(era.events for era in found) == count
        assert sizes.pop() <= windows.SAMPLE
        assert (sizes, len(looked) <= 6 * len(found)) == ([], True)


def test_five_thousand_events_are_all_counted() -> None:
    """In eras that hold a fair share each."""
    spans = in_order([parse(f"{1000 + step // 5}-{step % 12 + 1:02d}") for step in range(5000)])
    found = eras(spans)
    assert len(found) == 6
    assert sum(era.events for era in found) == 5000


def test_the_eras_of_the_real_edition_can_be_read(project: Path) -> None:
    """At least three; the crowd of the last years has one of its own that is a fraction of the whole."""
    spans = [event.span for event in load(project).chronology]
    found: tuple[Era, ...] = eras(spans)
    assert len(found) >= 3
    assert found[-1].window.days < whole(spans).days / 50
    assert sum(era.events for era in found) == len(spans)

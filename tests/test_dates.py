"""Reading dates: EDTF levels 0 to 2 with the right days, the order of spans, and the brackets of `shown`."""

from __future__ import annotations

import csv
import math
import pickle
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.calendars import CALENDARS, RECKONINGS, YEAR_STARTS, gregorian_to_day, iso, julian_to_day
from timeline.dates import (
    Anchor,
    Span,
    contains,
    existed_during,
    happened_in,
    ordering,
    parse,
    reach,
    shown,
)
from timeline.errors import DateError
from timeline.languages import LANGUAGES

with (Path(__file__).parent / "corpora" / "edtf.csv").open(encoding="utf-8", newline="") as file:
    VALID_TEXTS = [row["edtf"] for row in csv.DictReader(file) if not row["refused_at"]]
"""Every valid text of the corpus; what each means is the business of test_edtf.py."""

calendars = st.sampled_from(CALENDARS)
year_starts = st.sampled_from(YEAR_STARTS)


def bound(number: int | None, kind: str) -> str:
    """A bound as the corpus writes it."""
    return kind if number is None else iso(number)


def read(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Span | DateError:
    """The span, or the error as a value; anything else that escapes fails the test."""
    try:
        return parse(text, calendar, year_start)
    except DateError as error:
        return error


def is_sound(text: str) -> bool:
    """Whether the text is a span that hangs together, or refused at a place inside it."""
    answer = read(text)
    if isinstance(answer, DateError):
        return 0 <= answer.position <= len(text)
    again = parse(answer.edtf)
    in_order = answer.earliest is None or answer.latest is None or answer.earliest <= answer.latest
    return again.edtf == answer.edtf and again.sort_key == answer.sort_key and bool(answer.label) and in_order


def spans_of(texts: list[str]) -> list[Span]:
    """The texts, read."""
    return [parse(text) for text in texts]


# What holds of any text


@given(st.text() | st.text("0123456789X?~%-/.,[]{}YEST:+Z ", max_size=30))
def test_any_text_is_a_span_or_a_date_error(text: str) -> None:
    """Whatever the text, the answer is a sound span or a DateError, and nothing else escapes."""
    assert is_sound(text)


@given(
    st.sampled_from(VALID_TEXTS),
    st.integers(0, 40),
    st.sampled_from("0129X?~%-/.,[]{}YEST:+Z \0１"),
    st.booleans(),
)
def test_a_changed_text_is_a_span_or_a_date_error(text: str, at: int, sign: str, replaces: bool) -> None:
    """A valid text with one character put in or changed never lets anything but a DateError escape."""
    assert is_sound(text[:at] + sign + text[at + replaces :])


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        "[" * 1_000_000,
        "Y" + "9" * 999,
        "Y1E9999999999",
        "1985\0",
        "\ud800",
        "１９８５",
        "٠" * 4,
    ],
)
def test_hostile_texts_are_refused_briefly(text: str) -> None:
    """A huge or strange text is refused with a message short enough to print."""
    with pytest.raises(DateError) as caught:
        parse(text)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("cell", [None, 1984, 1984.0, math.nan, b"1984", True])
def test_what_is_no_text_is_a_date_error(cell: Any) -> None:
    """An empty cell of a DataFrame, or a year that became a number there, is refused like any other date."""
    with pytest.raises(DateError, match=rf"a date is text, not {type(cell).__name__}"):
        parse(cell)
    with pytest.raises(DateError, match=r"gregorian or julian"):
        parse("1984", cell)
    with pytest.raises(DateError, match=r"03-25"):
        parse("1984", "julian", cell)


def test_a_date_error_survives_a_change_of_process() -> None:
    """What was refused in a worker is refused with the same place and reason where it is read."""
    with pytest.raises(DateError) as caught:
        parse("198u")
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.text, error.position, error.reason) == ("198u", 3, "an unspecified digit is written X")
    assert str(error) == str(caught.value)


@pytest.mark.parametrize(("calendar", "year_start"), [("mayan", "01-01"), ("", "01-01"), ("julian", "12-25")])
def test_unknown_reckonings_are_refused(calendar: str, year_start: str) -> None:
    """A calendar or a start of the year that is not known is a DateError that names those that are."""
    with pytest.raises(DateError, match=r"gregorian or julian|03-25"):
        parse("1985", calendar, year_start)


@given(st.sampled_from(VALID_TEXTS), calendars, year_starts)
def test_every_reckoning_reads_what_the_default_reads(text: str, calendar: str, year_start: str) -> None:
    """A text that is valid in a January year is valid in any, unless its day or its order is not."""
    answer = read(text, calendar, year_start)
    if isinstance(answer, DateError):
        assert re.search("does not exist|before the start|no real day", answer.reason)
    else:
        assert answer.label
        assert (answer.calendar, answer.year_start) == (calendar, year_start)


@given(st.sampled_from(VALID_TEXTS))
def test_qualifiers_never_move_the_bounds(text: str) -> None:
    """A text without its ?, ~ and % has the same days."""
    bare = parse(re.sub("[?~%]", "", text))
    assert (parse(text).earliest, parse(text).latest) == (bare.earliest, bare.latest)


# Unspecified digits


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("-000X", (-9, 1, 1), (-1, 12, 31)),
        ("-00XX", (-99, 1, 1), (-1, 12, 31)),
        ("-XXXX", (-9999, 1, 1), (-1, 12, 31)),
        ("-001X", (-19, 1, 1), (-10, 12, 31)),
        ("-000X-12-31", (-9, 12, 31), (-1, 12, 31)),
        ("-00XX-02-29", (-96, 2, 29), (-4, 2, 29)),
        ("000X", (0, 1, 1), (9, 12, 31)),
    ],
)
def test_a_masked_year_with_a_sign_never_means_the_year_0(
    text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    """`-0000` is no date, so `-000X` cannot mean it; the bounds are the first and last year that match."""
    span = parse(text)
    assert (span.earliest, span.latest) == (gregorian_to_day(*earliest), gregorian_to_day(*latest))


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("1858", "1858-05-28", True),
        ("1858-05-28", "1858", False),
        ("1858", "1858~", True),
        ("1858/..", "1900", True),
        ("1858/..", "1857", False),
        ("../1858", "1700", True),
        ("1858/..", "1858/..", True),
        ("1858", "1858/..", False),
        ("1858/", "1858/", True),
        ("1858/", "1859", False),
        ("1858/", "1858", False),
        ("/1858", "1857", False),
        ("1904/1905", "1905-02", True),
    ],
)
def test_a_span_holds_another(outer: str, inner: str, expected: bool) -> None:
    """Every day of the inner one lies in the outer one; an unknown end holds nothing but itself."""
    assert contains(parse(outer), parse(inner)) is expected


def test_a_julian_date_is_compared_by_its_days() -> None:
    """27 August 1689 in Russia is 6 September 1689 in the Gregorian calendar."""
    assert contains(parse("1689-09-06"), parse("1689-08-27", "julian"))


def masked(text: str, positions: set[int]) -> str:
    """The text with X at those positions that hold a digit."""
    return "".join("X" if at in positions and digit.isdigit() else digit for at, digit in enumerate(text))


def days_that_match(mask: str) -> list[int]:
    """Every real Gregorian day of the years 1 to 9999 that a mask means, tried one by one."""
    year_mask, *rest = mask.split("-")
    pattern = re.compile("-".join([year_mask, *rest]).replace("X", "[0-9]"))
    years = [year for year in range(1, 10000) if re.fullmatch(year_mask.replace("X", "[0-9]"), f"{year:04d}")]
    days = []
    for year in years:
        for month in range(1, 13):
            for day in range(1, 32):
                if pattern.fullmatch(f"{year:04d}-{month:02d}-{day:02d}"[: len(mask)]):
                    try:
                        days.append(date(year, month, day).toordinal())
                    except ValueError:
                        continue
    return days


@settings(max_examples=60, deadline=None)
@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sets(st.integers(2, 9), max_size=6),
    st.sampled_from([4, 7, 10]),
)
def test_masks_mean_the_first_and_last_real_day(day: date, positions: set[int], length: int) -> None:
    """The bounds of a masked date are the first and the last day that trying every day finds."""
    mask = masked(day.isoformat(), positions)[:length]
    span = parse(mask)
    matching = days_that_match(mask)
    assert (span.earliest, span.latest) == (min(matching), max(matching))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sets(st.integers(3, 9), max_size=5),
    st.booleans(),
    calendars,
    year_starts,
)
def test_masks_hold_in_every_reckoning(
    day: date, positions: set[int], is_month: bool, calendar: str, year_start: str
) -> None:
    """A masked day or month in any calendar and year means the first and last of all days that match."""
    mask = masked(day.isoformat(), positions)[: 7 if is_month else 10]
    year_mask, month_mask, day_mask = (mask + "-XX").split("-")[:3]
    reckoning = RECKONINGS[(calendar, year_start)]
    matching = [
        number
        for year in range(int(year_mask.replace("X", "0")), int(year_mask.replace("X", "9")) + 1)
        for number in reckoning.days(year, numbers(month_mask, 12), numbers(day_mask, 31))
    ]
    answer = read(mask, calendar, year_start)
    if isinstance(answer, DateError):
        assert not matching
    else:
        assert (answer.earliest, answer.latest) == (min(matching), max(matching))


def numbers(mask: str, highest: int) -> list[int]:
    """The numbers that a mask of two digits means."""
    pattern = re.compile(mask.replace("X", "[0-9]"))
    return [number for number in range(1, highest + 1) if pattern.fullmatch(f"{number:02d}")]


# Calendars


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
def test_julian_days_are_converted(year: int, month: int, day: int) -> None:
    """A Julian date is the day that the arithmetic of the Julian calendar gives."""
    text = f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"
    assert parse(text, "julian").earliest == parse(text, "julian").latest == julian_to_day(year, month, day)


@pytest.mark.parametrize(
    ("text", "year_start", "earliest", "latest"),
    [
        ("1689", "01-01", "1689-01-11", "1690-01-10"),
        ("1689-08", "01-01", "1689-08-11", "1689-09-10"),
        ("1689-08-27", "01-01", "1689-09-06", "1689-09-06"),
        ("168X", "01-01", "1680-01-11", "1690-01-10"),
        ("1689-08-27/1689-09-06", "01-01", "1689-09-06", "1689-09-16"),
        ("1900-02-29", "01-01", "1900-03-13", "1900-03-13"),
        ("190X-02-29", "01-01", "1900-03-13", "1908-03-13"),
        ("1648-01-30", "03-25", "1649-02-09", "1649-02-09"),
        ("1648-03-24", "03-25", "1649-04-03", "1649-04-03"),
        ("1648-03-25", "03-25", "1648-04-04", "1648-04-04"),
        ("1648", "03-25", "1648-04-04", "1649-04-03"),
        ("1648-03", "03-25", "1648-04-04", "1649-04-03"),
        ("1648-02", "03-25", "1649-02-11", "1649-03-10"),
        ("1647-02-29", "03-25", "1648-03-10", "1648-03-10"),
        ("1648-XX-01", "03-25", "1648-04-11", "1649-03-11"),
        ("1690-09-06", "09-01", "1689-09-16", "1689-09-16"),
        ("1690-08-31", "09-01", "1690-09-10", "1690-09-10"),
        ("1690", "09-01", "1689-09-11", "1690-09-10"),
        ("1648-21", "03-25", "1648-03-11", "1648-06-10"),
        ("1648-24", "03-25", "1648-12-11", "1649-03-10"),
        ("1690-23", "09-01", "1689-09-11", "1689-12-10"),
    ],
)
def test_both_bounds_are_converted(text: str, year_start: str, earliest: str, latest: str) -> None:
    """A Julian month, year or mask has both bounds converted, with the start of year it is written in."""
    span = parse(text, "julian", year_start)
    assert (bound(span.earliest, "?"), bound(span.latest, "?")) == (earliest, latest)


def test_a_julian_leap_day_is_refused_in_the_gregorian_calendar() -> None:
    """29 February 1900 exists in the Julian calendar and in no other."""
    assert parse("1900-02-29", "julian").earliest == gregorian_to_day(1900, 3, 13)
    with pytest.raises(DateError, match="28 days"):
        parse("1900-02-29")


# What a drawing needs


def test_doubts_stay_with_their_part() -> None:
    """Each part keeps its own qualifier: left of a part for it alone, right of it for all before it too."""
    for text, qualifiers in {
        "2004-06-11%": ("%", "%", "%"),
        "2004-06~-11": ("~", "~", ""),
        "2004?-06-11": ("?", "", ""),
        "?2004-06-~11": ("?", "", "~"),
        "2004-%06-11": ("", "%", ""),
        "?2004-06~-11": ("%", "~", ""),
    }.items():
        moment = parse(text).members[0].start
        assert moment is not None
        assert moment.qualifiers == qualifiers


def test_each_end_of_an_interval_keeps_its_doubt() -> None:
    """The start of 1654~/1689-09-06 is circa and a year long, its end is neither."""
    member = parse("1654~/1689-09-06").members[0]
    assert member.start is not None
    assert member.end is not None
    assert (member.start.approximate, member.end.approximate) == (True, False)
    assert (member.start.latest - member.start.earliest, member.end.latest - member.end.earliest) == (364, 0)


def test_a_span_begins_and_ends_with_its_outer_dates() -> None:
    """The start and the end of a span are the dates at its ends, or None where nothing is written."""
    assert [moment and moment.text for moment in (parse("1984/1985").start, parse("1984/1985").end)] == [
        "1984",
        "1985",
    ]
    assert [parse("../1985").start, parse("1985/").end] == [None, None]
    assert parse("1985").start is parse("1985").end


def test_sets_keep_their_members() -> None:
    """One of a set and all of a set are told apart, and every member keeps its own days."""
    span = parse("[1667,1668..1670,1760-12..]")
    assert span.kind == "one_of"
    assert [member.is_moment for member in span.members] == [True, False, False]
    assert span.members[2].end_kind == "open"
    assert parse("{1667,1668}").kind == "all_of"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1985-04-12", "day"),
        ("1985-04-12T10:00:00Z", "day"),
        ("1985-04", "month"),
        ("1985-04-XX", "month"),
        ("2001-21", "season"),
        ("1985", "year"),
        ("1985-XX-XX", "year"),
        ("198X", "decade"),
        ("19XX", "century"),
        ("1950S2", "century"),
        ("1XXX", "millennium"),
        ("XXXX", "years"),
        ("156X-12-25", "day"),
        ("1985/1986", "interval"),
        ("[1985,1986]", "set"),
        ("Y-17E7", "year"),
    ],
)
def test_precision_is_the_finest_unit_written(text: str, precision: str) -> None:
    """The precision is the finest unit of which anything is written."""
    assert parse(text).precision == precision


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("1985", (False, False, False)),
        ("1985~", (True, False, False)),
        ("1985?", (False, True, False)),
        ("1985%", (True, True, False)),
        ("198X", (False, False, True)),
        ("1985~/198X?", (True, True, True)),
        ("[1984,198X?]", (False, True, True)),
    ],
)
def test_doubts_of_any_part_are_doubts_of_the_span(text: str, doubts: tuple[bool, bool, bool]) -> None:
    """Circa, uncertain and unspecified hold of a span when they hold of any part."""
    span = parse(text)
    assert (span.approximate, span.uncertain, span.unspecified) == doubts


# Order


@given(st.permutations(VALID_TEXTS))
@settings(max_examples=20, deadline=None)
def test_any_mixture_sorts_alike(texts: list[str]) -> None:
    """Sorting never fails, and gives one order whatever order it began with."""
    ordered = sorted(spans_of(texts), key=lambda span: span.sort_key)
    usual = sorted(spans_of(VALID_TEXTS), key=lambda span: span.sort_key)
    assert [span.edtf for span in ordered] == [span.edtf for span in usual]


def test_containers_come_before_contents() -> None:
    """An open start comes first, a year before its month, a month before its day."""
    texts = ["../1984", "198X", "1984/..", "1984", "1984-01", "1984-01-01", "/1984-03-01", "1985", "Y20000"]
    assert [span.text for span in sorted(spans_of(texts[::-1]), key=lambda span: span.sort_key)] == [
        "../1984",
        "198X",
        "1984/..",
        "1984",
        "1984-01",
        "1984-01-01",
        "/1984-03-01",
        "1985",
        "Y20000",
    ]


@given(st.lists(st.sampled_from(VALID_TEXTS), min_size=2, max_size=8))
def test_of_those_that_start_together_the_longest_is_first(texts: list[str]) -> None:
    """Neighbours in order start no earlier, and when they start together they end no later."""
    spans = sorted(spans_of(texts), key=lambda span: span.sort_key)
    for before, after in pairwise(
        span for span in spans if span.earliest is not None and span.latest is not None
    ):
        assert before.earliest is not None
        assert after.earliest is not None
        assert before.earliest <= after.earliest
        if before.earliest == after.earliest:
            assert (before.latest or 0) >= (after.latest or 0)


# Brackets


@pytest.mark.parametrize(
    ("text", "evidence", "stated", "expected"),
    [
        ("1858", "stated", [], "1858"),
        ("1945-08-14", "inferred", ["1945"], "[14 August] 1945"),
        ("1945-08-14", "inferred", ["1945", "1945-08"], "[14] August 1945"),
        ("1945-08-14", "inferred", ["1944"], "[14 August 1945]"),
        ("1945-08-14", "inferred", ["1941/1945"], "[14 August 1945]"),
        ("1945-08-14", "inferred", [], "[14 August 1945]"),
        ("1945-08-14", "inferred", ["1945-08-14"], "14 August 1945"),
        ("1945~", "inferred", ["1945"], "[c.] 1945"),
        ("-0043-03-15", "inferred", ["-0043"], "[15 March] 44 BCE"),
        ("0044-03-15", "inferred", ["0044"], "[15 March] 44 CE"),
        ("1689", "external", [], "[1689]"),
        ("1689-09", "external", ["1689"], "[September] 1689"),
        ("1654", "conjecture", [], "[1654?]"),
        ("1654?", "conjecture", [], "[1654?]"),
        ("1654", "conjecture", ["1654"], "[1654?]"),
        ("1654-01-18", "conjecture", ["1654"], "[18 January?] 1654"),
    ],
)
def test_brackets_enclose_only_what_no_passage_states(
    text: str, evidence: str, stated: list[str], expected: str
) -> None:
    """How a date is shown says how it is known; what a passage states stands outside the brackets."""
    assert shown(parse(text), evidence, tuple(spans_of(stated))) == expected


def test_brackets_open_before_the_year_of_a_julian_day() -> None:
    """A passage that states a Julian year leaves the year of a Julian day outside the brackets."""
    stated = parse("1689", "julian")
    assert (
        shown(parse("1689-08-27", "julian"), "inferred", (stated,)) == "[27 August (6 September N.S.)] 1689"
    )
    assert shown(parse("1689-08", "julian"), "inferred", (stated,)) == "[August] 1689 O.S."


@pytest.mark.parametrize(
    ("text", "calendar", "evidence", "stated", "expected"),
    [
        (
            "1945-08-14",
            "gregorian",
            "inferred",
            ["1945"],
            ("[14 August] 1945", "[14 августа] 1945 г.", "1945年[8月14日]"),
        ),
        (
            "1945-08-14",
            "gregorian",
            "inferred",
            ["1945-08"],
            ("[14] August 1945", "[14] августа 1945 г.", "1945年8月[14日]"),
        ),
        (
            "1945-08-14",
            "gregorian",
            "external",
            [],
            ("[14 August 1945]", "[14 августа 1945 г.]", "[1945年8月14日]"),
        ),
        ("1945-08-14", "gregorian", "stated", [], ("14 August 1945", "14 августа 1945 г.", "1945年8月14日")),
        ("1654", "gregorian", "conjecture", [], ("[1654?]", "[1654 г. (?)]", "[1654年？]")),
        ("1654?", "gregorian", "conjecture", [], ("[1654?]", "[1654 г. (?)]", "[1654年？]")),
        (
            "1654-01-18",
            "gregorian",
            "conjecture",
            ["1654"],
            ("[18 January?] 1654", "[18 января (?)] 1654 г.", "1654年[1月18日？]"),
        ),
        ("1654~", "gregorian", "inferred", ["1654"], ("[c.] 1654", "[ок.] 1654 г.", "[约]1654年")),
        ("1654?", "gregorian", "inferred", ["1654"], ("1654[?]", "1654 г. [(?)]", "1654年[？]")),
        ("1654", "gregorian", "inferred", ["1654~"], ("[1654]", "[1654 г.]", "[1654年]")),
        ("1654-03", "gregorian", "inferred", ["165X"], ("[March 1654]", "[март 1654 г.]", "[1654年3月]")),
        ("2001-21", "gregorian", "inferred", ["2001"], ("[spring] 2001", "[весна] 2001 г.", "2001年[春]")),
        (
            "-0043-03-15",
            "gregorian",
            "inferred",
            ["-0043"],
            ("[15 March] 44 BCE", "[15 марта] 44 г. до н. э.", "公元前44年[3月15日]"),
        ),
        (
            "1945-08-14/1945-08-20",
            "gregorian",
            "inferred",
            ["1945"],
            ("[14–20 August] 1945", "[14–20 августа] 1945 г.", "1945年[8月14日至20日]"),
        ),
        (
            "1945-08-14/1945-08-20",
            "gregorian",
            "inferred",
            ["1945-08"],
            ("[14–20] August 1945", "[14–20] августа 1945 г.", "1945年8月[14日至20日]"),
        ),
        (
            "[1945-08-14,1945-08-15]",
            "gregorian",
            "inferred",
            ["1945"],
            ("[14 or 15 August] 1945", "[14 или 15 августа] 1945 г.", "1945年[8月14日或15日]"),
        ),
        (
            "1985-04-XX",
            "gregorian",
            "inferred",
            ["1985"],
            ("[some day in April] 1985", "[какой-то день апреля] 1985 г.", "1985年[4月某日]"),
        ),
        (
            "1689-08-27",
            "julian",
            "inferred",
            ["1689"],
            (
                "[27 August (6 September N.S.)] 1689",
                "[27 августа (6 сентября)] 1689 г.",
                "儒略历1689年[8月27日（公历9月6日）]",
            ),
        ),
        (
            "1689-08",
            "julian",
            "inferred",
            ["1689"],
            ("[August] 1689 O.S.", "[август] 1689 г. (ст. ст.)", "儒略历1689年[8月]"),
        ),
        (
            "1642-12-25",
            "julian",
            "inferred",
            ["1642"],
            (
                "[25 December] 1642 [/ 4 January 1643]",
                "[25 декабря] 1642 г. [(4 января 1643 г.)]",
                "儒略历1642年[12月25日（公历1643年1月4日）]",
            ),
        ),
    ],
)
def test_brackets_stand_where_the_language_has_the_part(
    text: str, calendar: str, evidence: str, stated: list[str], expected: tuple[str, str, str]
) -> None:
    """The year is last in English and Russian and first in Chinese; what is stated stays outside in each."""
    told = tuple(parse(other, calendar) for other in stated)
    span = parse(text, calendar)
    assert (
        tuple(shown(span, evidence, told, language).replace("\xa0", " ") for language in LANGUAGES)
        == expected
    )


def test_a_year_of_another_calendar_is_stated_only_if_it_is_the_same() -> None:
    """A passage that says 1643 states nothing of Julian 25 December 1642, though it is the same day."""
    christmas = parse("1642-12-25", "julian")
    assert shown(christmas, "inferred", (parse("1643"),)) == "[25 December 1642 / 4 January 1643]"


@given(st.sampled_from(VALID_TEXTS), st.sampled_from(["inferred", "external", "conjecture"]), calendars)
def test_what_nobody_states_is_all_in_brackets(text: str, evidence: str, calendar: str) -> None:
    """Without any passage the words of a date stand in one pair of brackets, in every language."""
    span = read(text, calendar)
    if isinstance(span, DateError):
        return
    for language in LANGUAGES:
        told = shown(span, evidence, (), language)
        assert (told[0], told[-1], told.count("["), told.count("]")) == ("[", "]", 1, 1)
        assert span.words(language) in told


# Filters and order


@pytest.mark.parametrize(
    ("text", "period", "happened", "existed"),
    [
        ("1689-09-06", "1689", True, True),
        ("1689", "1689-09", False, True),
        ("1689", "1690", False, False),
        ("1685/1695", "1689/1690", False, True),
        ("1685/1695", "1680/1700", True, True),
        ("165X", "1654", False, True),
        ("1985/..", "1990", False, True),
        ("1985/..", "1980/..", True, True),
        ("1985/..", "1984", False, False),
        ("../1985", "0044", False, True),
        ("../1985", "1986", False, False),
        ("1985/", "1985", False, True),
        ("1985/", "1990", False, False),
        ("1985/", "1980/..", True, True),
        ("1985/", "1980/1990", False, True),
        ("/1985", "1984", False, False),
        ("/1985", "../1990", True, True),
        ("1985-05", "1985/", True, True),
        ("1986", "1985/", False, False),
        ("{1960,1965}", "1962", False, False),
        ("{1960,1965}", "1961/1966", False, True),
        ("{1960,1965}", "1960/1965", True, True),
        ("1960/1961", "[1960,1961]", True, True),
        ("1960/1962", "[1960,1962]", False, True),
        ("[..1760,1770]", "1765", False, False),
        ("[..1760,1770]", "1500", False, True),
        ("Y-45E8", "-0043", False, False),
    ],
)
def test_happened_in_and_existed_during(text: str, period: str, happened: bool, existed: bool) -> None:
    """`Happened in` wants every day within the period, `existed during` any; unknown ends are as written."""
    assert happened_in(parse(text), parse(period)) is happened
    assert existed_during(parse(text), parse(period)) is existed


@given(st.sampled_from(VALID_TEXTS), st.sampled_from(VALID_TEXTS))
def test_what_happened_in_a_period_existed_during_it(text: str, period: str) -> None:
    """The one filter never finds what the other does not, and to exist during each other is mutual."""
    span, other = parse(text), parse(period)
    assert existed_during(span, other) or not happened_in(span, other)
    assert existed_during(span, other) == existed_during(other, span)
    assert existed_during(span, span)


@given(st.sampled_from(VALID_TEXTS))
def test_reaches_are_in_order_and_apart(text: str) -> None:
    """The stretches of a span follow one another with at least a day between them."""
    stretches = reach(parse(text))
    assert all(first <= last for first, last in stretches)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(stretches))


ANCHORS: tuple[Anchor, ...] = ("start", "middle", "end")


@pytest.mark.parametrize("by", ANCHORS)
@given(texts=st.permutations(VALID_TEXTS))
@settings(max_examples=10, deadline=None)
def test_any_mixture_has_one_order(by: Anchor, texts: list[str]) -> None:
    """By start, middle or end, sorting never fails and gives one order whatever it began with."""
    ordered = sorted(spans_of(texts), key=lambda span: ordering(span, by))
    usual = sorted(spans_of(VALID_TEXTS), key=lambda span: ordering(span, by))
    assert [span.edtf for span in ordered] == [span.edtf for span in usual]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("start", ["../1985", "../1984", "1980/1990", "198X", "1984/..", "1984", "1984-01", "1985", "1985/"]),
        (
            "middle",
            ["1984-01", "1984/..", "../1984", "1984", "1980/1989", "1980/1990", "1985", "1985/", "1986"],
        ),
        ("end", ["1984-01", "../1984", "1984", "1985", "1985/", "1986-02", "198X", "1980/1990", "1984/.."]),
    ],
)
def test_spans_in_order(by: Anchor, expected: list[str]) -> None:
    """An open end is last by the end and counts for nothing by the middle; of equals the longest is first."""
    assert [
        span.text for span in sorted(spans_of(expected[::-1]), key=lambda span: ordering(span, by))
    ] == expected


def test_every_container_comes_before_what_it_contains() -> None:
    """Of any two dates of the corpus, one that holds the other and is not held by it comes first."""
    spans = spans_of(VALID_TEXTS)
    for outer in spans:
        for inner in spans:
            if contains(outer, inner) and not contains(inner, outer):
                assert ordering(outer) < ordering(inner), (outer.text, inner.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1858", ["1858"]),
        ("1858/1860", ["1858", "1860"]),
        ("../1860", ["1860"]),
        ("[1667,1668..1670,1672..]", ["1667", "1668", "1670", "1672"]),
    ],
)
def test_the_dates_in_a_span_are_told_one_by_one(text: str, expected: list[str]) -> None:
    """In the order written, each once."""
    assert [moment.text for moment in parse(text).moments] == expected

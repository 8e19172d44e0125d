"""A date in a cell means something that can be drawn, or is refused with what was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import gregorian_to_day
from timeline.date_cells import DATE_LIMIT, FARTHEST_YEAR, Refused, read_date
from timeline.dates import Span, parse
from timeline.errors import DateError


def refused(text: str) -> Refused:
    """The refusal of a text that must be refused."""
    read = read_date(text)
    assert isinstance(read, Refused)
    return read


@pytest.mark.parametrize("text", ["1858-05-28", "Y-45E8", "Y1000000000000", "Y-1E12", "[..1760]", "1985/.."])
def test_a_date_that_can_be_drawn_is_what_it_means(text: str) -> None:
    """Four and a half billion years ago too, and the last year that is near enough."""
    assert read_date(text) == parse(text)


def test_a_date_is_counted_as_the_table_says() -> None:
    """Calendar and start of the year reach the reading: 30 January 1648 in England was 9 February 1649."""
    read = read_date("1648-01-30", "julian", "03-25")
    assert isinstance(read, Span)
    assert read.earliest == gregorian_to_day(1649, 2, 9)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Y1000000000001", 0),
        ("Y-1000000000001", 0),
        ("Y17E20", 0),
        ("Y-17E200/..", 0),
        ("1858/Y17E20", 5),
        ("[..Y-17E20,1900..]", 3),
        ("{1858,Y17E20}", 6),
        ("Y999E10S1", 0),
    ],
)
def test_a_date_too_far_off_is_refused_at_its_place(text: str, position: int) -> None:
    """Also inside an interval or a set, and where its ends are open: nothing is dropped without a word."""
    found = refused(text)
    assert (found.code, found.position) == ("date-too-far", position)
    assert "1,000,000,000,000 years" in found.hint


def test_what_can_be_drawn_is_exact_in_javascript() -> None:
    """The farthest day is far below 2^53, beyond which neighbouring whole numbers become one."""
    farthest = read_date(f"Y{FARTHEST_YEAR}")
    assert isinstance(farthest, Span)
    assert farthest.latest is not None
    assert farthest.latest * 16 < 2**53


def test_a_text_that_is_no_date_is_refused_with_its_place() -> None:
    """Reason and position are those of the parser, a text without end is not parsed at all."""
    assert (refused("1858-13").code, refused("1858-13").position) == ("bad-date", 5)
    assert refused("1858-13").message == "month 13 does not exist in “1858-13”"
    assert refused("1" * (DATE_LIMIT + 1)).message == "a date of 201 characters"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14/11/1860", "write 1860-11-14"),
        ("c. 1689", "write 1689~"),
        ("44 BC", "write -0043"),
        ("28.05.1858", "write 1858-05-28"),
        ("19th century", "write 1801/1900"),
        ("27 Aug 1689 OS", "write 1689-08-27 and julian in calendar"),
        ("30 January 1648/49", "write 1648-01-30 and julian in calendar and 03-25 in year_start"),
    ],
)
def test_a_date_written_otherwise_gets_its_edtf(text: str, meant: str) -> None:
    """What a person or a spreadsheet wrote is read, and told first; where its form is broken, second."""
    found = refused(text)
    assert found.message == f"“{text}” is not EDTF: {meant}"
    with pytest.raises(DateError) as caught:
        parse(text)
    assert found.hint == caught.value.reason


@pytest.mark.parametrize("text", ["1858-13", "long ago"])
def test_what_cannot_be_read_gets_the_forms(text: str) -> None:
    """Where the form is broken, and dates that are written as they should be."""
    found = refused(text)
    assert found.message.endswith(f"in “{text}”")
    assert found.hint == "write EDTF: 1858-05-28, 1858-05, 1858, 185X, 1904/1905, 1654?"


def test_a_word_that_is_nearly_a_month_is_named() -> None:
    """A slip of the pen is told as such, not as a letter out of place."""
    assert refused("6 Septembre 1689").message.endswith("did you mean “September”?")
    assert refused("14/11/60").message.startswith("“14/11/60” is no date: which century?")


def test_a_date_that_may_be_two_gets_both() -> None:
    """12/04/1985 is April to one half of the world and December to the other; a count of days is no date."""
    two = "“12/04/1985” is ambiguous: 12 April 1985 (1985-04-12) or 4 December 1985 (1985-12-04)"
    assert refused("12/04/1985").message == two
    assert refused("12/04/1985").hint == "write the one that is meant"
    assert refused("1903/05").message.startswith("“1903/05” is ambiguous: May 1903 (1903-05) or 1903–1905")
    assert refused("45035").message == "“45035” looks like a spreadsheet's count of days (2023-04-19)"
    assert "format the cells as text" in refused("45035").hint


def test_what_is_meant_is_told_in_the_calendar_of_the_row() -> None:
    """A row that says julian need not be told so again."""
    found = read_date("27 Aug 1689 OS", "julian")
    assert isinstance(found, Refused)
    assert found.message == "“27 Aug 1689 OS” is not EDTF: write 1689-08-27"


def test_the_thirtieth_of_february_in_sweden_is_known() -> None:
    """It was a real day in 1712, and the hint says how to write it."""
    assert "write 1712-03-11 and gregorian, or 1712-02-29 and julian" in refused("1712-02-30").hint
    assert parse("1712-03-11").earliest == parse("1712-02-29", "julian").earliest


@given(st.text(max_size=250) | st.text("0123456789XYES-/.[]{}, ~?%", max_size=40))
def test_no_cell_raises(text: str) -> None:
    """Whatever a cell holds, it is read or refused, the place lies in it and the message is one line."""
    read = read_date(text)
    if isinstance(read, Refused):
        assert read.code in {"bad-date", "date-too-far"}
        assert read.message
        assert read.hint
        assert "\n" not in read.message
        assert read.position is None or 0 <= read.position <= len(text)

"""Dates in words: what the reader of the timeline sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import parse

GREGORIAN = {
    # One date
    "1689": "1689",
    "1689-09": "September 1689",
    "1689-09-06": "6 September 1689",
    "1858": "1858",
    "1858-05": "May 1858",
    "1858-05-28": "28 May 1858",
    "1985-04-12T23:20:30": "12 April 1985, 23:20:30",
    "1985-04-12T23:20:30Z": "12 April 1985, 23:20:30 UTC",
    "1985-04-12T23:20:30+04:30": "12 April 1985, 23:20:30 UTC+04:30",
    # Doubts
    "1689~": "c. 1689",
    "1689?": "1689?",
    "1689%": "c. 1689?",
    "2004-06~-11": "11 June 2004 (year and month approximate)",
    "?2004-06-~11": "11 June 2004 (day approximate, year uncertain)",
    "2004-%06-11": "11 June 2004 (month uncertain and approximate)",
    # Unspecified digits
    "198X": "1980s",
    "18XX": "1800s",
    "180X": "1800s (1800–1809)",
    "01XX": "100s CE",
    "00XX": "some year in 1 BCE – 99 CE",
    "1XXX": "2nd millennium (1000–1999)",
    "XXXX": "some year",
    "198X~": "c. 1980s",
    "1654-XX": "some month in 1654",
    "1985-04-XX": "some day in April 1985",
    "1985-XX-XX": "some day in 1985",
    "156X-12-25": "25 December in the 1560s",
    "15XX-12": "December in the 1500s",
    "1984-1X": "October–December 1984",
    "1560-X2": "February or December 1560",
    "1985-XX-25": "the 25th of some month in 1985",
    "1985-X1-31": "31 January 1985",
    "1985-04-3X": "30 April 1985",
    "1985-04-X5": "5, 15 or 25 April 1985",
    "1985-04-1X": "some day in 10–19 April 1985",
    "XXXX-12-XX": "some day in December of some year",
    "X984": "some year written X984",
    # Parts of a year
    "2001-21": "spring 2001",
    "2001-34": "2nd quarter of 2001",
    "2001-39": "3rd third of 2001",
    "2001-40": "first half of 2001",
    "2001-41": "second half of 2001",
    "2001-28": "winter 2001 (northern hemisphere)",
    "2001-29": "spring 2001 (southern hemisphere)",
    # Durations
    "1941/1945": "1941–1945",
    "1801/1900": "19th century",
    "2001/2100": "21st century",
    "1001/1100": "11th century",
    "0001/0100": "1st century CE",
    "-0099/0000": "1st century BCE",
    "1800/1899": "1800–1899",
    "1689-09-06/1689-09-09": "6–9 September 1689",
    "1689-08-27/1689-09-06": "27 August – 6 September 1689",
    "1688-12-27/1689-01-06": "27 December 1688 – 6 January 1689",
    "1858-05/1858-06": "May–June 1858",
    "1858-05/1859-06": "May 1858 – June 1859",
    "1654/1689-09-06": "1654 – 6 September 1689",
    "1654~/1689": "c. 1654 – 1689",
    "1985/1985": "1985",
    "1985/..": "from 1985",
    "../1985": "until 1985",
    "198X/..": "from the 1980s",
    "../18XX": "until the 1800s",
    "2001-40/": "from the first half of 2001, end unknown",
    "2001-21/..": "from spring 2001",
    "1985/": "from 1985, end unknown",
    "/1985": "until 1985, start unknown",
    # Sets
    "[1941..1945]": "between 1941 and 1945",
    "[196X..198X]": "between the 1960s and the 1980s",
    "[1667,1668]": "1667 or 1668",
    "{1960,1961-12}": "1960 and December 1961",
    "{1667,1668,1669}": "1667, 1668 and 1669",
    "[1667,1668,1670..1672]": "1667, 1668, or between 1670 and 1672",
    "[..1760]": "1760 or earlier",
    "[1760..]": "1760 or later",
    "{..1760}": "1760 and earlier",
    "[1689-09-06,1689-09-07]": "6 or 7 September 1689",
    "{1689-08,1689-09}": "August and September 1689",
    # Eras
    "-0043-03-15": "15 March 44 BCE",
    "-0043": "44 BCE",
    "-9999": "10,000 BCE",
    "0044": "44 CE",
    "0999": "999 CE",
    "1000": "1000",
    "0000": "1 BCE",
    "-0043/0014": "44 BCE – 14 CE",
    "-0043/-0030": "44–31 BCE",
    "0098/0117": "98–117 CE",
    "0980/1020": "980 CE – 1020",
    "004X": "40s CE",
    "-004X": "some year in 50–41 BCE",
    # Long years
    "Y-12000": "12,001 BCE",
    "Y12000": "12,000 CE",
    "Y-45E8": "c. 4.5 billion years ago",
    "Y-17E7": "c. 170 million years ago",
    "1950S4": "1950",
    "1950S2": "c. 1950 (1900–1999)",
}

JULIAN = {
    ("1689-08-27", "01-01"): "27 August (6 September N.S.) 1689",
    ("1689-08-27~", "01-01"): "c. 27 August (6 September N.S.) 1689",
    ("1642-12-25", "01-01"): "25 December 1642 / 4 January 1643",
    ("-0043-03-15", "01-01"): "15 March (13 March N.S.) 44 BCE",
    ("1689-08", "01-01"): "August 1689 O.S.",
    ("1689", "01-01"): "1689 O.S.",
    ("168X", "01-01"): "1680s O.S.",
    ("1689-08-27/1689-09-06", "01-01"): "27 August – 6 September (6–16 September N.S.) 1689",
    ("1689-08-27/", "01-01"): "from 27 August (6 September N.S.) 1689, end unknown",
    ("[1689-08-27,1689-08-28]", "01-01"): "27 or 28 August (6 or 7 September N.S.) 1689",
    ("[1689,1690-01]", "01-01"): "1689 O.S. or January 1690 O.S.",
    ("1648-01-30", "03-25"): "30 January 1648/49 (9 February 1649 N.S.)",
    ("1648-02", "03-25"): "February 1648/49 O.S.",
    ("1699-01-30", "03-25"): "30 January 1699/1700 (9 February 1700 N.S.)",
    ("1648-06-28", "03-25"): "28 June (8 July N.S.) 1648",
    ("1648", "03-25"): "1648 O.S. (year from 25 March)",
    ("1648-03", "03-25"): "March 1648 O.S. (year from 25 March)",
    ("1690-09-06", "09-01"): "6 September 1689/90 (16 September 1689 N.S.)",
    ("1690-08-27", "09-01"): "27 August (6 September N.S.) 1690",
    ("1690", "09-01"): "1690 O.S. (year from 1 September)",
}


@pytest.mark.parametrize(("text", "label"), GREGORIAN.items(), ids=GREGORIAN)
def test_dates_in_words(text: str, label: str) -> None:
    """A date of each kind reads as a person would write it."""
    assert parse(text).label == label


@pytest.mark.parametrize(("key", "label"), JULIAN.items(), ids=str)
def test_julian_dates_in_words(key: tuple[str, str], label: str) -> None:
    """A Julian day shows its Gregorian day; anything coarser says that it is Old Style."""
    text, year_start = key
    assert parse(text, "julian", year_start).label == label


def test_a_year_from_lady_day_is_said_in_the_gregorian_calendar_too() -> None:
    """Florence kept the year from 25 March in the Gregorian calendar as well."""
    assert parse("1748-01-30", "gregorian", "03-25").label == "30 January 1748/49"
    assert parse("1748", "gregorian", "03-25").label == "1748 (year from 25 March)"


@given(
    st.integers(-9998, 0), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["gregorian", "julian"])
)
def test_no_minus_sign_and_no_year_zero(year: int, month: int, day: int, calendar: str) -> None:
    """Years before 1 CE are counted from 1 BCE backwards, without any sign."""
    text = f"{'-' if year else ''}{-year:04d}-{month:02d}-{day:02d}"
    label = parse(text, calendar).label
    assert f" {1 - year} BCE" in label
    assert "-" not in label
    assert " 0 " not in label


@given(st.integers(0, 99))
def test_hundreds_are_never_called_centuries(hundred: int) -> None:
    """18XX is 1800 to 1899, which is not the 19th century."""
    assert "century" not in parse(f"{hundred:02d}XX").label

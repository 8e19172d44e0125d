"""A historian's date becomes one of CSL's, or words, and never another date."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.csl import csl_date, csl_names, split_names
from timeline.dates import parse

PARTS = {
    "1858": [[1858]],
    "1858-05": [[1858, 5]],
    "1858-05-28": [[1858, 5, 28]],
    "1941/1945-05": [[1941], [1945, 5]],
    "165X": [[1650], [1659]],
    "16XX": [[1600], [1699]],
    "1858-XX": [[1858]],
    "1858-05-XX": [[1858, 5]],
    "0000": [[-1]],
    "-0043": [[-44]],
    "2021-03-04T10:00:00Z": [[2021, 3, 4]],
}
CIRCA = {
    "1654~": [[1654]],
    "1654?": [[1654]],
    "1654-05%": [[1654, 5]],
    "1654~/1689": [[1654], [1689]],
    "[1667,1668]": [[1667], [1668]],
    "[2021-03-04..2021-03-06]": [[2021, 3, 4], [2021, 3, 6]],
}
WORDS = [
    "1985/..",
    "../1985",
    "/1985",
    "1985/",
    "[2023-08..]",
    "{1667,1668}",
    "1858-33",
    "1858-21/1858-22",
    "Y-12000",
]


@pytest.mark.parametrize("text", PARTS)
def test_what_csl_can_say_is_said_in_numbers(text: str) -> None:
    """Days, months, years, stretches of them, and years counted without a zero."""
    assert csl_date(parse(text)) == {"date-parts": PARTS[text]}


@pytest.mark.parametrize("text", CIRCA)
def test_a_doubt_is_circa(text: str) -> None:
    """Circa, questionable, and one of several: CSL has one word for them."""
    assert csl_date(parse(text)) == {"date-parts": CIRCA[text], "circa": True}


@pytest.mark.parametrize(("text", "season"), [("2001-21", 1), ("2001-24", 4), ("2001-26", 2), ("2001-32", 4)])
def test_seasons_are_counted_from_spring(text: str, season: int) -> None:
    """Of no hemisphere, of the northern and of the southern."""
    assert csl_date(parse(text)) == {"date-parts": [[2001]], "season": season}


@pytest.mark.parametrize("text", WORDS)
def test_what_csl_cannot_say_is_said_in_words(text: str) -> None:
    """Open and unknown ends, quarters, all of a set, years without end."""
    assert csl_date(parse(text)) == {"literal": parse(text).words("en")}


def test_days_of_other_calendars_are_converted_and_months_are_words() -> None:
    """27 August 1689 Old Style is 6 September; August 1689 Old Style is no month of ours."""
    assert csl_date(parse("1689-08-27", "julian")) == {"date-parts": [[1689, 9, 6]]}
    assert csl_date(parse("1689", "julian")) == {"date-parts": [[1689]]}
    assert csl_date(parse("1689-08", "julian")) == {"literal": "August 1689 O.S."}
    assert csl_date(parse("1648-01-30", "julian", "03-25")) == {"date-parts": [[1649, 2, 9]]}
    assert list(csl_date(parse("1648", "julian", "03-25"))) == ["literal"]


@given(st.from_regex(r"-?[0-9X]{4}(-([0-9X]{2}))?(-[0-9X]{2})?[?~%]?(/(-?[0-9]{4}|\.\.)?)?", fullmatch=True))
def test_every_date_has_a_form_that_the_schema_allows(text: str) -> None:
    """One or two lists of one to three numbers, or words; no other keys."""
    try:
        span = parse(text)
    except ValueError:
        return
    date = csl_date(span)
    assert set(date) <= {"date-parts", "season", "circa", "literal"}
    parts = date.get("date-parts")
    if parts is None:
        assert date["literal"]
        return
    assert isinstance(parts, list)
    assert 1 <= len(parts) <= 2
    assert all(1 <= len(part) <= 3 and part[0] != 0 for part in parts)
    assert json.loads(json.dumps(date)) == date


def test_names_are_parted_at_their_comma() -> None:
    """Family and given name; what has no comma is never turned round."""
    assert csl_names("Li, Na; Society of Borders ;; , Ada") == [
        {"family": "Li", "given": "Na"},
        {"literal": "Society of Borders"},
        {"literal": "Ada"},
    ]
    assert list(split_names(" ; ")) == []

"""Rivals: what contradicts the date of an event is found, what only says it otherwise is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import event, passage
from timeline.dates import existed_during, parse
from timeline.records import Passage
from timeline.rivals import RivalDate, are_rivals, rival_dates

AGREEING = (
    ("1858", "1858"),
    ("1858-05-28", "1858"),
    ("1858", "1858-05-28"),
    ("1858-05-28", "1801/1900"),
    ("1858-05-28", "18XX"),
    ("1654/1689", "1654"),
    ("1654/1689", "[1654..]"),
    ("1945/1955", "1945/.."),
    ("1985/", "1985"),
    ("1985/", "1990"),
    ("/1985", "1980/1985"),
    ("{1954,1959}", "1954"),
    ("{1954,1959}", "1950/1960"),
    ("[1954,1959]", "1959-03"),
    ("XXXX", "1654"),
)
"""The date of an event, and a date that may be the same."""

RIVALS = (
    ("1860-11-14", "1858"),
    ("2023-03-17", "2023-03-18"),
    ("1858/1881", "1896/.."),
    ("1945-08-09", "[1945-08-15..]"),
    ("1858/1881", "1870/1896"),
    ("1858/1881", "../1857"),
    ("1985/", "1984"),
    ("1985/..", "1984"),
    ("{1954,1959}", "1956"),
    ("[1954,1959]", "1956"),
    ("-0099", "0100"),
)
"""The date of an event, and one that it cannot be."""


def says(id: str, value: str, **changes: Any) -> Passage:
    """A passage that gives a date."""
    return passage(id, property="date", value=value, **changes)


@pytest.mark.parametrize(("date", "other"), AGREEING)
def test_a_date_that_holds_another_is_no_rival_of_it(date: str, other: str) -> None:
    """Coarser or finer, either way round."""
    assert not are_rivals(parse(date), parse(other))
    assert not rival_dates(event(date=date), [says("p", other)])


@pytest.mark.parametrize(("date", "other"), RIVALS)
def test_a_date_that_lies_apart_or_sticks_out_is_a_rival(date: str, other: str) -> None:
    """Either way round."""
    assert are_rivals(parse(date), parse(other))
    assert are_rivals(parse(other), parse(date))
    (rival,) = rival_dates(event(date=date), [says("p", other)])
    assert rival == RivalDate(parse(other), ("p",), "normal", "supports")


def test_the_same_date_in_two_passages_is_one_rival_with_its_best_rank() -> None:
    """Whatever way it is written, and in whatever calendar."""
    julian = replace(
        says("c", "1858-05-28", rank="deprecated", relation="disputes"),
        value_span=parse("1858-05-16", "julian"),
    )
    passages = [
        says("a", "1858-05-28", rank="deprecated", relation="mentions"),
        says("b", "1858-05-28/1858-05-28", relation="mentions"),
        julian,
    ]
    (rival,) = rival_dates(event(date="1860"), passages)
    assert (rival.passages, rival.rank, rival.relation) == (("a", "b", "c"), "normal", "mentions")


def test_rivals_come_in_order_of_time() -> None:
    """Not in that of the file."""
    found = rival_dates(event(date="1860"), [says("a", "1870"), says("b", "1654"), says("c", "1865")])
    assert [rival.span.edtf for rival in found] == ["1654", "1865", "1870"]


def test_only_dates_compete_with_a_date() -> None:
    """No other property, and no passage that says nothing of it."""
    passages = [passage("a", property="area", value="1654"), passage("b")]
    assert rival_dates(event(date="1860"), passages) == ()


YEARS = st.integers(1000, 2999).map(str)
DATES = st.one_of(
    YEARS, st.tuples(YEARS, YEARS).map(lambda pair: "/".join(sorted(pair))), YEARS.map("{}~".format)
)


@given(DATES, DATES)
def test_what_shares_no_day_is_always_a_rival(date: str, other: str) -> None:
    """And nobody is a rival of itself."""
    one, two = parse(date), parse(other)
    assert existed_during(one, two) or are_rivals(one, two)
    assert are_rivals(one, two) == are_rivals(two, one)
    assert not are_rivals(one, one)

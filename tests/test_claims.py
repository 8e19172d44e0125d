"""What passages say of a property becomes values, of which it is known who says them and which contradict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import made_up
from timeline.claims import Value, apart, by_property, origin, rivals, witnesses
from timeline.dates import parse
from timeline.records import PLAIN, Claim, Passage, Reckoned


def claims(*values: str, property: str = "date", **changes: Any) -> list[Passage]:
    """Supporting passages of one event, each with one value of the property, called p1, p2 …"""
    return [
        made_up.passage(f"p{number}", property=property, value=value, **changes)
        for number, value in enumerate(values, 1)
    ]


def values(*texts: str, property: str = "date", reckoning: Reckoned = PLAIN) -> tuple[Value, ...]:
    """The values of one property that supporting claims give in these words."""
    return by_property(claims(*texts, property=property), reckoning)[property]


@pytest.mark.parametrize(
    ("texts", "property"),
    [
        (("1858", "1858", "1858~", "1858-01-01/1858-12-31"), "date"),
        (("600,000 km2", "600000 KM2", "600 000  km2.", "600\u202f000 km2"), "area"),
        (("Russia;China", "china; russia"), "parties"),
    ],
)
def test_values_that_mean_the_same_are_one(texts: tuple[str, ...], property: str) -> None:
    """One value holds every claim that gives it, in order, and is called as it was first written."""
    (value,) = values(*texts, property=property)
    assert [claim.id for claim in value.claims] == [f"p{number + 1}" for number in range(len(texts))]
    assert value.text == texts[0]


def test_a_property_is_one_however_its_name_is_set() -> None:
    """Capitals and blanks of a property do not part its values; what gives no value gives none."""
    given = [
        *claims("1", property="area ceded"),
        *claims("2", property="Area  ceded"),
        *claims("3", property=""),
        *claims("", property="place"),
    ]
    assert {name: len(found) for name, found in by_property(given, PLAIN).items()} == {"area ceded": 2}


def test_a_date_counts_as_the_dates_of_its_event_do() -> None:
    """A claim that is no passage yet has its date read in the calendar of the event; none without meaning."""
    claim = Claim(
        "p", "one", "text", "x", "", "", "supports", "date", "1689-08-27", "stated", "normal", "", ""
    )
    (value,) = by_property([claim], ("julian", "01-01"))["date"]
    assert value.span == parse("1689-08-27", "julian")
    assert by_property([replace(claim, value="27.8.89")], PLAIN) == {}


def test_a_value_has_the_best_rank_and_the_strongest_relation_at_it() -> None:
    """Of a deprecated support, a normal dispute and a normal mention, the dispute speaks for the value."""
    given = [
        *claims("1858", rank="deprecated"),
        *claims("1858", relation="mentions"),
        *claims("1858", relation="disputes"),
    ]
    (value,) = by_property(given, PLAIN)["date"]
    assert (value.rank, value.relation) == ("normal", "disputes")


@pytest.mark.parametrize(
    ("texts", "property", "expected"),
    [
        (("1858", "1858-05-28", "1801/1900"), "date", ()),
        (("1858", "1860", "1801/1900"), "date", ("1858", "1860")),
        (("1945/..", "1950"), "date", ()),
        (("1945/", "1950"), "date", ()),
        (("1945/..", "1940"), "date", ("1945/..", "1940")),
        (("[1960,1965]", "1962"), "date", ("[1960,1965]", "1962")),
        (("[1960,1965]", "1965-03"), "date", ()),
        (("600,000 km2", "1.2 million square miles"), "area", ("600,000 km2", "1.2 million square miles")),
        (("Russia; China", "Russia", "china"), "parties", ("Russia", "china")),
    ],
)  # fmt: skip
def test_rivals_are_what_cannot_both_be_true(
    texts: tuple[str, ...], property: str, expected: tuple[str, ...]
) -> None:
    """Dates contradict when no day can be both; other values when neither holds all of the other."""
    assert tuple(value.text for value in rivals(values(*texts, property=property))) == expected


@given(st.sampled_from(["1858", "185X", "1858/..", "[1857,1859]", "1859/", "../1857", "{1858,1860}"]),
       st.sampled_from(["1858", "1859-02", "/1857", "1860/1870", "[1858..]", "1801/1900"]))  # fmt: skip
def test_apart_is_a_matter_of_both(one: str, other: str) -> None:
    """Which of two dates is asked first does not matter, and no date is apart from itself."""
    assert apart(parse(one), parse(other)) is apart(parse(other), parse(one))
    assert not apart(parse(one), parse(one))


@pytest.mark.parametrize(
    ("sources", "derived", "expected"),
    [
        (("a", "b", "a"), {}, ("a", "b")),
        (("a", "b"), {"b": "a"}, ("a",)),
        (("a", "b", "c"), {"a": "The Times", "b": "the  times", "c": ""}, ("The Times", "c")),
        (("c", "a"), {"c": "b", "b": "a"}, ("a",)),
        (("a", "b", "c"), {"a": "b", "b": "a", "c": "b"}, ("a",)),
        (("a",), {"a": "a"}, ("a",)),
    ],
)  # fmt: skip
def test_sources_of_one_origin_are_one_witness(
    sources: tuple[str, ...], derived: dict[str, str], expected: tuple[str, ...]
) -> None:
    """What was taken from a source, an agency or in a circle is as good as its origin."""
    assert witnesses([made_up.passage(source=name) for name in sources], derived) == expected


def test_only_what_supports_is_a_witness() -> None:
    """A passage that disputes, merely mentions, or is deprecated, vouches for nothing."""
    quoted = [
        made_up.passage(source="a", relation="disputes"),
        made_up.passage(source="b", relation="mentions"),
        made_up.passage(source="c", rank="deprecated"),
    ]
    assert witnesses(quoted, {}) == ()


def test_a_long_descent_is_followed_to_its_end() -> None:
    """The origin of the last of many copies is the first, in time that a check has."""
    derived = {f"s{number}": f"s{number + 1}" for number in range(2_000)}
    assert origin("s0", derived) == "s2000"

"""Spans are compared by their days; open and unknown ends keep their meaning."""

from __future__ import annotations

import pytest

from timeline.dates import parse
from timeline.material import contains, disjoint


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
        ("1904/1905", "1905-02", True),
    ],
)
def test_a_span_holds_another(outer: str, inner: str, expected: bool) -> None:
    """Every day of the inner one lies in the outer one; an unknown end holds nothing but itself."""
    assert contains(parse(outer), parse(inner)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1858", "1860", True),
        ("1858", "1858-05", False),
        ("1858/..", "1860", False),
        ("1858/", "1860", False),
    ],
)
def test_spans_that_exclude_each_other(one: str, other: str, expected: bool) -> None:
    """Only known days can exclude each other, in either order."""
    assert disjoint(parse(one), parse(other)) is expected
    assert disjoint(parse(other), parse(one)) is expected


def test_a_julian_date_is_compared_by_its_days() -> None:
    """27 August 1689 in Russia is 6 September 1689 in the Gregorian calendar."""
    assert contains(parse("1689-09-06"), parse("1689-08-27", "julian"))

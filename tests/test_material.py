"""Spans are compared by their days; open and unknown ends keep their meaning."""

from __future__ import annotations

import pytest

from timeline.dates import parse
from timeline.material import disjoint


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

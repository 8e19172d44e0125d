"""Unspecified digits: which years, months and days a mask means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import EDGES, RECKONINGS, gregorian_to_day
from timeline.masks import first_match, matching, years_of


@pytest.mark.parametrize(
    ("sign", "digits", "years"),
    [
        ("", "156X", (1560, 1569)),
        ("", "XXXX", (0, 9999)),
        ("", "1985", (1985, 1985)),
        ("-", "1985", (-1985, -1985)),
        ("-", "156X", (-1569, -1560)),
        ("-", "000X", (-9, -1)),
        ("-", "XXX0", (-9990, -10)),
        ("-", "XX00", (-9900, -100)),
        ("-", "XXXX", (-9999, -1)),
    ],
)
def test_a_mask_means_the_years_that_match(sign: str, digits: str, years: tuple[int, int]) -> None:
    """The first and the last year are written like the mask, and a year with a sign is never 0."""
    assert years_of(sign, digits) == years


@given(st.sampled_from(["0X", "1X", "X0", "X5", "3X", "XX", "12"]), st.sampled_from([12, 31]))
def test_numbers_are_written_like_their_mask(mask: str, highest: int) -> None:
    """Every number up to the highest is in, just when its digits are those of the mask where it has any."""
    for number in range(1, highest + 1):
        alike = all(wanted in ("X", digit) for wanted, digit in zip(mask, f"{number:02d}", strict=True))
        assert (number in matching(mask, highest)) is alike


def test_only_real_days_match() -> None:
    """The leap days of the 1560s are of 1560 and 1568; a 30 February is of no year at all."""
    reckoning = RECKONINGS[("gregorian", "01-01")]
    bounds = [first_match("", "156X", reckoning, (2,), (29,), backwards) for backwards in (False, True)]
    assert bounds == [gregorian_to_day(1560, 2, 29), gregorian_to_day(1568, 2, 29)]
    assert first_match("", "XXXX", reckoning, (2,), (30,), backwards=False) is None


def test_a_year_that_begins_in_march_ends_in_march() -> None:
    """With Lady Day the last day of the 1640s is 24 March 1650, although March is the third month."""
    reckoning = RECKONINGS[("julian", "03-25")]
    last = first_match("", "164X", reckoning, tuple(range(1, 13)), EDGES, backwards=True)
    assert last == reckoning.to_day(1650, 3, 24)

"""Unspecified digits: the years, months and days that a mask such as `156X` or `1X` can mean.

The bounds of a masked date are the first and the last *real* day that matches. To put digits in would invent
days that never were (156X-02-29 does not end on 29 February 1569), so years are tried one after the other
from either end; usually the first has the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from timeline.calendars import Reckoning


def years_of(sign: str, digits: str) -> tuple[int, int]:
    """First and last astronomical year that the digits can mean; 0 is written without a sign."""
    if "X" not in digits:
        year = -int(digits) if sign else int(digits)
        return year, year
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if not sign:
        return low, high
    # No year is written -0000: the nearest that matches -XX00 is -0100.
    return -high, -(low or 10 ** (len(digits) - 1 - digits.rindex("X")))


def first_match(
    sign: str,
    digits: str,
    reckoning: Reckoning,
    months: tuple[int, ...],
    days: tuple[int, ...],
    backwards: bool,
) -> int | None:
    """The first day that matches, or going backwards the last; years are tried one after the other."""
    if backwards:
        months, days = months[::-1], days[::-1]
    for year in _candidate_years(sign, digits, backwards):
        if reckoning.year_start == "01-01":
            match = next(reckoning.days(year, months, days), None)
            if match is not None:
                return match
            continue
        matches = tuple(reckoning.days(year, months, days))
        if matches:
            return max(matches) if backwards else min(matches)
    return None


def _candidate_years(sign: str, digits: str, backwards: bool) -> Iterator[int]:
    """The years that the digits can mean, in order, one at a time: usually the first has the day."""
    falling = backwards != bool(sign)
    choices = [("9876543210" if falling else "0123456789") if digit == "X" else digit for digit in digits]
    for chosen in product(*choices):
        year = int("".join(chosen))
        if year or not sign:
            yield -year if sign else year


@lru_cache(maxsize=256)
def matching(mask: str, highest: int) -> tuple[int, ...]:
    """The numbers from 1 to `highest` that are written like `mask`: `matching("1X", 12)` is 10, 11, 12."""
    return tuple(
        number
        for number in range(1, highest + 1)
        if all(wanted in ("X", digit) for wanted, digit in zip(mask, f"{number:02d}", strict=True))
    )

"""Things made when they are asked for: a sequence like any other, of which nothing stands in memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.numbered import Numbered


class Squares(Numbered[int]):
    """So many square numbers."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.made: list[int] = []

    def __len__(self) -> int:
        return self.size

    def make(self, number: int) -> int:
        self.made.append(number)
        return number * number


PLACES = st.none() | st.integers(-12, 12)


@given(st.integers(0, 10), st.builds(slice, PLACES, PLACES, PLACES.filter(lambda step: step != 0)))
def test_whatever_is_asked_for_is_what_a_tuple_would_give(count: int, some: slice) -> None:
    """By number from either end, by slice, one after the other, and by what it is."""
    squares, held = Squares(count), tuple(number * number for number in range(count))
    assert squares[some] == held[some]
    assert tuple(squares) == held
    assert tuple(reversed(squares)) == held[::-1]
    for number in range(-count, count):
        assert squares[number] == held[number]
        assert squares.index(held[number]) == held.index(held[number])
        assert held[number] in squares
    for number in (-count - 1, count):
        with pytest.raises(IndexError):
            squares[number]


def test_only_what_is_asked_for_is_made() -> None:
    """Each time anew; and to compare makes nothing."""
    squares = Squares(1_000_000)
    assert (squares[-1], squares[2], squares[2]) == (999_999**2, 4, 4)
    assert squares[5:8] == (25, 36, 49)
    assert next(iter(squares)) == 0
    assert squares == squares
    assert squares != Squares(1_000_000)
    assert squares.made == [999_999, 2, 2, 5, 6, 7, 0]

"""The bit vectors count what the textbook's table counts."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from timeline.edits import scores, valleys

SHORT = st.text("abc五", max_size=12)


def table(pattern: str, text: str, anchored: bool) -> list[int]:
    """The last row of the textbook's table: edits from the pattern to a stretch that ends there."""
    row = [column if anchored else 0 for column in range(len(text) + 1)]
    for index, character in enumerate(pattern, start=1):
        above, row = row, [index]
        for column, other in enumerate(text, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (character != other)))
    return row


@given(SHORT, st.text("abc五", max_size=30), st.booleans())
def test_scores_are_those_of_the_table(pattern: str, text: str, anchored: bool) -> None:
    assert scores(pattern, text, anchored=anchored) == table(pattern, text, anchored)


def test_a_pattern_longer_than_a_machine_word_is_counted_too() -> None:
    pattern = "".join(chr(97 + index % 23) for index in range(300))
    assert min(scores(pattern, "xx" + pattern[:150] + "#" + pattern[151:] + "yy")) == 1


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 9), max_size=40), st.integers(1, 6))
def test_valleys_hold_the_best_and_lie_apart(edits: dict[int, int], apart: int) -> None:
    kept = dict(valleys(sorted(edits.items()), apart))
    assert kept.items() <= edits.items()
    assert list(kept) == sorted(kept)
    assert not edits or min(edits.values()) == min(kept.values())
    for end, other in itertools.pairwise(kept):
        assert other - end >= apart

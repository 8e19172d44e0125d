"""Words that remember their parts: marks that nobody sees, and brackets around what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.pieces import PARTS, Part, bracketed, marked, plain

DATE = f"{marked('day', '14')} {marked('month', 'August')} {marked('year', '1945')}"

parts = st.sets(st.sampled_from(PARTS))
texts = st.lists(
    st.tuples(st.sampled_from([*PARTS, None]), st.text("abc 1().\xa0", max_size=6)), max_size=6
).map(lambda pieces: "".join(marked(part, text) if part else text for part, text in pieces))


def test_marks_are_not_seen() -> None:
    """The words of a date without their marks are the words; nothing marked is nothing."""
    assert plain(DATE) == "14 August 1945"
    assert marked("year", "") == ""


@pytest.mark.parametrize(
    ("known", "doubt", "expected"),
    [
        (set(), "", "[14 August 1945]"),
        (set(), "?", "[14 August 1945?]"),
        ({"year"}, "", "[14 August] 1945"),
        ({"year"}, "?", "[14 August?] 1945"),
        ({"year", "month"}, "", "[14] August 1945"),
        ({"day", "month"}, "", "14 August [1945]"),
        ({"month"}, "?", "[14] August [1945?]"),
        ({"year", "month", "day"}, "?", "14 August 1945"),
    ],
)
def test_brackets_leave_out_what_is_known(known: set[Part], doubt: str, expected: str) -> None:
    """Neighbours that are not known share a pair of brackets, blanks stay outside, a doubt ends the last."""
    assert bracketed(DATE, known, doubt) == expected


def test_a_doubt_is_not_said_twice() -> None:
    """Words that end with the doubt already get no second one."""
    assert bracketed("1654?", set(), "?") == "[1654?]"
    assert bracketed("1654 г.\xa0(?)", set(), "\xa0(?)") == "[1654 г.\xa0(?)]"


@given(texts, parts)
def test_brackets_add_nothing_but_brackets(words: str, known: set[Part]) -> None:
    """Taken out again, the brackets leave the words as they were, and none of them encloses blanks alone."""
    told = bracketed(words, known)
    assert told.replace("[", "").replace("]", "") == plain(words)
    assert "[]" not in told
    assert "[ " not in told


@given(texts)
def test_everything_known_needs_no_brackets(words: str) -> None:
    """Words that belong to a known part stand without brackets, and so without a doubt."""
    whole = marked("year", plain(words))
    assert bracketed(whole, set(PARTS), "?") == plain(words)

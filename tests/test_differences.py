"""What differs is told word by word, and what changes the sense is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.differences import GUARDS, compared

WORDS = st.lists(
    st.sampled_from(["the", "not", "1858", "Xi", "Putin", "treaty’s", "ceded,", "(and)", "五年", "can’t"]),
    max_size=12,
)


@pytest.mark.parametrize(
    ("quote", "text", "guards", "diff"),
    [
        ("some 500,000 men", "some 600,000 men", "number", "some [500,000 → 600,000] men"),
        ("the 27th century", "the 17th century", "number", "the [27th → 17th] century"),
        ("forty men", "fourteen men", "number", "[forty → fourteen] men"),
        ("十五年", "二十年", "number", "[→ 二] 十 [五 →] 年"),
        ("They did not go", "They did go", "polarity", "They did [not →] go"),
        ("They can go", "They can't go", "polarity", "They [can → can't] go"),
        ("a legal act", "an illegal act", "polarity", "[a legal → an illegal] act"),
        ("他不去", "他去", "polarity", "他 [不 →] 去"),
        ("Mao met Stalin", "Mao met Lenin", "name", "Mao met [Stalin → Lenin]"),
        ("in march", "in March", "case", "in [march → March]"),
        ("Far East, and", "Far East and", "", "Far East [, →] and"),
        ("They left", "They went", "", "They [left → went]"),
        ("Mao left", "He left", "name", "[Mao → He] left"),
        ("1858, not", "1859, never", "number polarity", "[1858 → 1859], [not → never]"),
        (
            "one two three four five six Mao",
            "one two three four five six Xi",
            "name",
            "… four five six [Mao → Xi]",
        ),
    ],
)
def test_each_difference_is_shown_and_the_grave_ones_are_named(
    quote: str, text: str, guards: str, diff: str
) -> None:
    near = compared(quote, text, 0, len(text))
    assert (near.guards, near.diff) == (tuple(guards.split()), diff)


def test_a_place_that_cuts_is_shown_with_what_it_cuts() -> None:
    near = compared("some 600", "some 600,000 men", 0, 8)
    assert (near.text, near.guards, near.diff) == ("some 600", ("number", "boundary"), "some [600 → 600,000]")


@given(WORDS, WORDS)
def test_any_two_texts_can_be_compared(mine: list[str], theirs: list[str]) -> None:
    """Equal texts differ in nothing; others show every change, and name only known guards."""
    quote, text = " ".join(mine), " ".join(theirs)
    near = compared(quote, text, 0, len(text))
    assert ("→" in near.diff) == (mine != theirs)
    assert set(near.guards) <= set(GUARDS)
    assert mine != theirs or not near.guards
    assert near.reason

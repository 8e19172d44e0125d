"""Nothing that resembles a quote is overlooked where it is said to be proved that nothing is there."""

from __future__ import annotations

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.edits import scores
from timeline.stretches import MOST_HITS, PROVED, Stretch, votes


def ends(quote: str, text: str, most: int) -> set[tuple[int, int]]:
    """All ends of at most `most` edits, with their edits."""
    return {(end, edits) for end, edits in enumerate(scores(quote, text)) if edits <= most}


def ends_in(quote: str, text: str, stretches: list[Stretch], most: int) -> set[tuple[int, int]]:
    """The same, looked for in some stretches only."""
    return {
        (first + end, edits)
        for first, last in stretches
        for end, edits in ends(quote, text[first:last], most)
    }


def are_apart(stretches: list[Stretch], length: int) -> bool:
    edges = [-1, *(edge for stretch in stretches for edge in stretch), length + 1]
    return all(one < other for one, other in itertools.pairwise(edges))


@settings(deadline=None, max_examples=300)
@given(st.randoms(use_true_random=False), st.integers(8, 60), st.integers(0, 33), st.integers(2, 12))
def test_no_place_is_outside_of_what_is_proved(
    chance: random.Random, length: int, share: int, letters: int
) -> None:
    """Copies of a quote with as many edits of every sort as may be, amid the same letters."""
    some = "abcdefghijkl"[:letters]
    most = length * share // 100
    quote = "".join(chance.choices(some, k=length))
    text = ""
    for _ in range(3):
        copy = list(quote)
        for at in chance.sample(range(length), most):
            copy[at] = chance.choice((chance.choice(some), copy[at] + chance.choice(some), ""))
        text += "".join(chance.choices(some, k=chance.randrange(40))) + "".join(copy)
    pieces = votes(quote, text)
    stretches = pieces.proved(most)
    if stretches is not None:
        assert are_apart(stretches, len(text))
        assert ends_in(quote, text, stretches, most) == ends(quote, text, most)
    assert are_apart(pieces.guessed(most), len(text))


def test_prose_is_left_out_nearly_whole() -> None:
    """Otherwise the proof would be worth nothing."""
    chance = random.Random(5)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(3000)]
    text, quote = " ".join(words), " ".join(words[1500:1530])
    for stretches in (
        votes(quote, text).proved(len(quote) // 6),
        votes(quote, text).guessed(len(quote) // 6),
    ):
        assert stretches is not None
        assert sum(last - first for first, last in stretches) < 4 * len(quote)
        assert any(first <= text.index(quote) < last for first, last in stretches)


def test_what_cannot_be_known_cheaply_is_not_claimed() -> None:
    """Too much damage, too long a text, pieces that stand everywhere."""
    assert votes("abcdefgh", "xx abcdefgh").proved(2) is None
    assert votes("abcdefgh", "xx abcdefgh").proved(1) == [(0, 11)]
    assert votes("abcdefgh", "x" * PROVED + "abcdefgh").proved(1) is None
    assert votes("a" * 30, "a" * (MOST_HITS + 3)).proved(1) is None
    assert votes("a" * 30, "a" * (MOST_HITS + 3)).guessed(1)
    assert votes("", "").guessed(0) == []

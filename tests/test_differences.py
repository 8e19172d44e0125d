"""A missing quote is answered with the text that comes nearest and with what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.nearest import nearest
from timeline.passages import Selector, locate

ARTICLE = (Path(__file__).parent.parent / "seeds" / "000_f864201b7caeb957.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("quote", "text", "reason"),
    [
        (
            "comprising some 500,000 square kilometres",
            "comprising some 600,000 square kilometres",
            "differs in a number",
        ),
        ("the 18th century", "the 19th century", "differs in a number"),
        ("the treaty of aigun in 1858", "The Treaty of Aigun in 1858", "differs only in case"),
        (
            "The Treaty of Aigun in 1858 did not force China to cede",
            "The Treaty of Aigun in 1858 forced China to cede",
            "differs in a negation",
        ),
        (
            "has called on Moscow to take advantage",
            "has called on Beijing to take advantage",
            "differs in a name",
        ),
        (
            "calls grow for Beijing to leave Russia",
            "calls grow for Beijing to invade Russia",
            "differs in a word",
        ),
        ("the disputed territories; between", "disputed territories between", "differs in a word"),
        (
            "is part of Russia’s Far East, and includes",
            "is part of Russia’s Far East and includes",
            "differs in punctuation",
        ),
        ("comprising some 600", "comprising some 600", "cuts a number"),
        ("The Treaty of Aigu", "The Treaty of Aigu", "cuts a word"),
    ],
)
def test_the_nearest_text_and_what_differs(quote: str, text: str, reason: str) -> None:
    near = locate(Selector(quote), ARTICLE).nearest
    assert near is not None
    assert (near.text, near.reason) == (text, reason)
    assert ARTICLE[near.start : near.end] == text


@pytest.mark.parametrize(
    "quote", ["", "?", "a quotation from quite another book", "Nebuchadnezzar", "of the"]
)
def test_nothing_near_is_no_suggestion(quote: str) -> None:
    near = nearest(quote, "It was a bright cold day in April, and the clocks were striking thirteen.")
    assert near is None


def test_a_long_quote_that_differs_late_is_said_to() -> None:
    text = " ".join(f"word{index}" for index in range(500))
    near = nearest(text.replace("word450", "sword"), text)
    assert near is not None
    assert near.reason == "differs further on"


def test_case_is_compared_where_it_changes_lengths() -> None:
    near = locate(Selector("straße nach minsk"), "die Straße nach Minsk").nearest
    assert near is not None
    assert (near.text, near.reason) == ("Straße nach Minsk", "differs only in case")

"""What the readers of cells share: nearest words, short texts, and what a link may be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import short
from timeline.values import MANY_WORDS, SLUG_NEAR, nearest, url_problem


@pytest.mark.parametrize(
    ("word", "words", "hint"),
    [
        ("Julian", ["gregorian", "julian"], "did you mean “julian”?"),
        ("statd", ["stated", "inferred"], "did you mean “stated”?"),
        ("xyz", ["stated", "inferred"], ""),
        ("", ["stated"], ""),
        ("a", [], ""),
    ],
)
def test_the_nearest_word_is_suggested_if_one_is_near(word: str, words: list[str], hint: str) -> None:
    """A slip is guessed; a word that is nothing like any gets no bad advice."""
    assert nearest(word, words) == hint


def test_the_nearest_of_many_words_is_sought_among_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand ids and an endless word do not hang the check: little is compared by letters."""
    compared: list[tuple[int, int]] = []
    close = difflib.get_close_matches

    def counted(word: str, others: Iterable[str], n: int, cutoff: float) -> list[str]:
        given = list(others)
        compared.append((len(word), len(given)))
        return close(word, given, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    words = [f"event-{n}" for n in range(10_000)]
    assert nearest("evnt-123", words).startswith("did you mean “event-")
    nearest("event-" + "x" * 1_000_000, words)
    assert len(compared) == 2
    assert all(length <= SLUG_NEAR and many <= MANY_WORDS for length, many in compared)


@given(st.text(), st.integers(2, 80))
def test_a_short_text_is_short_and_in_one_line(text: str, limit: int) -> None:
    """Messages stay messages, whatever the cell holds."""
    shown = short(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown
    assert shown.endswith("…") or shown == " ".join(text.split())


@given(st.text(max_size=60))
def test_only_three_schemes_are_links(text: str) -> None:
    """Whatever passes begins with http, https or mailto, and holds no blank and no quotation mark."""
    if not url_problem(text):
        assert text.lower().startswith(("http://", "https://", "mailto:"))
        assert not set(text) & set(" \t\n\"'<>") - {"'"}


@given(
    st.sampled_from(
        ["javascript:", "data:", "vbscript:", "file:", "java\nscript:", "\x01javascript:", " javascript:"]
    ),
    st.text(),
)
def test_no_script_is_a_link(scheme: str, rest: str) -> None:
    """Not with any spelling that a browser would forgive."""
    assert url_problem(scheme + rest)

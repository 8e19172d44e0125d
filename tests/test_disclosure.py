"""What of a source may be shown: the quotes and a sentence around them, and nothing else unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.leaks import leak
from timeline.disclosure import stretches

STORY = " ".join(f"Sentence number {number} says what was done in {1600 + number}." for number in range(40))


@dataclass(frozen=True)
class Place:
    start: int
    end: int


def place(quote: str, text: str = STORY) -> Place:
    return Place(text.index(quote), text.index(quote) + len(quote))


@given(
    st.text(alphabet="aB. \r\n\u00a0𝄞", min_size=1, max_size=400),
    st.lists(st.tuples(st.integers(0, 399), st.integers(1, 50)), max_size=6),
)
def test_stretches_hold_every_passage_and_are_parted_by_words(
    text: str, bounds: list[tuple[int, int]]
) -> None:
    spans = [(min(start, len(text) - 1), start + length) for start, length in bounds]
    places = [Place(start, min(max(end, start + 1), len(text))) for start, end in spans]
    shown = stretches(text, places)
    for passage in places:
        assert any(start <= passage.start and passage.end <= end for start, end in shown)
    for (_, end), (start, _) in pairwise(shown):
        assert text[end:start].strip()


def test_neighbouring_paragraphs_are_one_stretch_and_a_short_passage_does_not_cut_a_long_one() -> None:
    text = "First paragraph.\n\n\u00a0\r\nSecond paragraph, and it is long.\n\nThird paragraph."
    places = [place("First paragraph.", text), place("Second paragraph, and it is long.", text)]
    assert stretches(text, places) == [(0, places[1].end)]
    assert stretches(text, [Place(0, len(text)), places[1]]) == [(0, len(text))]


def test_a_piece_that_was_published_is_told_from_the_first_across_line_breaks() -> None:
    assert leak(STORY, [place("Sentence number 20 says")], STORY.replace(" ", "\r\n ")) == STORY[:60]


def test_a_piece_of_sixty_characters_is_a_leak_and_of_fifty_nine_is_not() -> None:
    quote = [place("Sentence number 20 says")]
    assert leak(STORY, quote, STORY[402:461]) is None
    assert leak(STORY, quote, f"[{STORY[402:462]}]") == STORY[402:462]


def test_a_quote_with_its_context_is_no_leak_and_with_the_next_sentence_is() -> None:
    quote = place("Sentence number 20 says what was done in 1620.")
    ((start, end),) = stretches(STORY, [quote])
    assert leak(STORY, [quote], STORY[start:end]) is None
    assert leak(STORY, [quote], STORY[start : end + 48]) is not None
    assert leak(STORY, [quote], STORY[start - 48 : end]) is not None


def test_what_the_source_says_twice_and_a_quote_holds_is_no_leak() -> None:
    assert leak(f"{STORY}\n\n{STORY}", [Place(0, len(STORY))], f"He said: {STORY} Then he left.") is None


def test_a_caption_that_begins_like_the_next_words_is_no_leak() -> None:
    quote = "The treaty was signed in the old town hall before the whole court on that day."
    source = f"{quote}\n\nThe rest is silence, and was silence for years."
    assert leak(source, [Place(0, len(quote))], f"{quote} The Guardian") is None


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=40),
    st.text(alphabet="ab \n", max_size=40),
    st.integers(1, 8),
)
def test_with_nothing_allowed_any_common_piece_is_a_leak(source: str, published: str, size: int) -> None:
    one, other = " ".join(source.split()), " ".join(published.split())
    pieces = [one[at : at + size] for at in range(len(one) - size + 1)]
    assert leak(source, [], published, size) == next((piece for piece in pieces if piece in other), None)

"""The reader: every word of a source once, every passage in marks that nest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.leaks import leak
from timeline.disclosure import Publish
from timeline.reader import Close, Gap, Mark, Note, Noted, Open, Paragraph, Reading, Step, Text, reading

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
LEFT_OUT = "\n\ufdd0\n"
"""Stands for a gap in rendered text; a noncharacter, which no generated text holds."""


@dataclass(frozen=True)
class Source:
    text: str
    id: str = "s001"


@dataclass(frozen=True)
class Passage:
    start: int
    end: int
    id: str
    event: str = "e"


def made(*bounds: tuple[int, int]) -> list[Passage]:
    return [Passage(start, end, f"p{number}", f"e{number}") for number, (start, end) in enumerate(bounds)]


def steps_of(shown: Reading) -> list[Step]:
    return [step for block in shown.blocks if isinstance(block, Paragraph) for step in block.steps]


def content(steps: Iterable[Step]) -> str:
    return "".join(step.text for step in steps if isinstance(step, Text))


def rendered(shown: Reading) -> str:
    return "\n".join(LEFT_OUT if isinstance(block, Gap) else content(block.steps) for block in shown.blocks)


def segments(shown: Reading) -> list[tuple[Mark, str]]:
    """Every mark in document order with the words inside it."""
    found: list[tuple[Mark, list[str]]] = []
    around: list[list[str]] = []
    for step in steps_of(shown):
        if isinstance(step, Open):
            around.append([])
            if isinstance(step.mark, Mark):
                found.append((step.mark, around[-1]))
        elif isinstance(step, Close):
            around.pop()
        else:
            for words in around:
                words.append(step.text)
    return [(mark, "".join(words)) for mark, words in found]


def visible(text: str) -> list[int]:
    """Where the characters stand that a paragraph shows: all but line breaks and blank lines."""
    lines = re.finditer(r"[^\r\n]+", text)
    return [at for line in lines if line[0].strip() for at in range(*line.span())]


def drawing(steps: Iterable[Step]) -> str:
    """A paragraph on one line: `[0<:words [1<>:more]]`; `<` and `>` where a passage begins and ends.

    A place that is only noted is drawn `[n<:words]`.
    """
    parts = []
    for step in steps:
        if isinstance(step, Open):
            mark = step.mark
            name = mark.id if isinstance(mark, Note) else f"{mark.passage[1:]}"
            last = isinstance(mark, Mark) and mark.last
            parts.append(f"[{name}{'<' * mark.first}{'>' * last}:")
        else:
            parts.append(step.text if isinstance(step, Text) else "]")
    return "".join(parts)


def drawn(text: str, *bounds: tuple[int, int], notes: Iterable[tuple[int, int]] = ()) -> str:
    noted = [Noted("n", start, end) for start, end in notes]
    shown = reading(Source(text), made(*bounds), publish="full", notes=noted)
    return " | ".join(drawing(block.steps) for block in shown.blocks if isinstance(block, Paragraph))


TEXTS = st.one_of(
    st.text(alphabet=st.sampled_from("ab. \n\r\u00a0𝄞e\u0301"), min_size=1, max_size=80),
    st.lists(
        st.sampled_from(
            ["The pact held.", "Пакт.", "🏯 moved", "1858", "\r\n", "\n\n", " ", "\u00a0", "e\u0301"]
        ),
        min_size=1,
        max_size=120,
    ).map(" ".join),
    st.text(alphabet=st.characters(exclude_characters="\ufdd0", exclude_categories=["Cs"]), min_size=1),
)

PUBLISH: st.SearchStrategy[Publish] = st.sampled_from(("full", "quotes"))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    bounds = [sorted(pair) for pair in draw(st.lists(st.tuples(places, places), max_size=8))]
    wordy = [(start, end) for start, end in bounds if text[start:end].strip()]
    return text, draw(st.permutations(made(*wordy)))


# --- marks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bounds", "expected"),
    [
        ("one two", [], "one two"),
        ("one two", [(0, 3)], "[0<>:one] two"),
        ("one two", [(0, 7), (4, 7)], "[0<>:one [1<>:two]]"),
        ("one two", [(0, 3), (0, 7)], "[1<>:[0<>:one] two]"),
        ("one two", [(0, 3), (0, 3)], "[0<>:[1<>:one]] two"),
        ("one two", [(0, 3), (3, 7)], "[0<>:one][1<>: two]"),
        ("one two six", [(0, 7), (4, 11)], "[0<>:one [1<:two]][1>: six]"),
        ("abcdef", [(0, 3), (1, 4), (2, 5)], "[0<>:a[1<:b[2<:c]]][2>:[1>:d]e]f"),
        ("one\r\ntwo", [(0, 8)], "[0<:one] | [0>:two]"),
        ("one\r\ntwo", [(3, 8)], "one | [0<>:two]"),
        ("one\n \u00a0\n\ntwo\rsix", [(1, 14)], "o[0<:ne] | [0:two] | [0>:si]x"),
        ("one\ntwo", [(0, 7), (2, 5)], "[0<:on[1<:e]] | [0>:[1>:t]wo]"),
    ],
)
def test_passages_nest_and_are_split_where_they_cross(
    text: str, bounds: list[tuple[int, int]], expected: str
) -> None:
    assert drawn(text, *bounds) == expected


@pytest.mark.parametrize(
    ("bounds", "note", "expected"),
    [
        ([], (4, 7), "one [n<:two] six"),
        ([(0, 3)], (4, 7), "[0<>:one] [n<:two] six"),
        ([(0, 11)], (4, 7), "[0<>:one [n<:two] six]"),
        ([(4, 7)], (4, 7), "one [n<:[0<>:two]] six"),
        ([(0, 6)], (4, 11), "[0<>:one [n<:tw]][n:o six]"),
        ([(6, 11)], (4, 7), "one [n<:tw[0<:o]][0>: six]"),
    ],
)
def test_a_place_that_is_noted_is_woven_in_with_the_marks(
    bounds: list[tuple[int, int]], note: tuple[int, int], expected: str
) -> None:
    """It has its address where it begins, is split where it crosses a passage, and is no passage itself."""
    assert drawn("one two six", *bounds, notes=[note]) == expected
    shown = reading(Source("one two six"), made(*bounds), publish="full", notes=[Noted("n", *note)])
    assert shown.passages == tuple(f"p{number}" for number in range(len(bounds)))


def test_a_place_that_is_noted_in_what_is_left_out_stays_out() -> None:
    """Quotes are shown with their context, and nothing for the sake of a note."""
    text = "One two. " * 100 + "The pact. " + "One two. " * 100
    at = text.index("pact")
    notes = [Noted("near", at, at + 4), Noted("far", 0, 3)]
    shown = reading(Source(text), made((at - 4, at)), publish="quotes", notes=notes)
    opened = [step.mark for step in steps_of(shown) if isinstance(step, Open)]
    assert Note("near", True) in opened
    assert Note("far", True) not in opened
    assert rendered(shown) == rendered(reading(Source(text), made((at - 4, at)), publish="quotes"))


@given(marked())
def test_the_whole_source_is_told_once_whatever_is_marked(example: tuple[str, list[Passage]]) -> None:
    text, passages = example
    shown = reading(Source(text), passages, publish="full")
    assert content(steps_of(shown)) == "".join(text[at] for at in visible(text))
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    assert [content(block.steps) for block in shown.blocks if isinstance(block, Paragraph)] == lines


@given(marked(), PUBLISH)
def test_the_segments_of_a_passage_joined_are_its_words(
    example: tuple[str, list[Passage]], publish: Publish
) -> None:
    text, passages = example
    found = segments(reading(Source(text), passages, publish=publish))
    places = visible(text)
    for passage in passages:
        words = "".join(said for mark, said in found if mark.passage == passage.id)
        expected = "".join(text[at] for at in places if passage.start <= at < passage.end)
        assert "".join(words.split()) == "".join(expected.split())
        assert publish == "quotes" or words == expected


@given(marked(), PUBLISH)
def test_a_passage_has_one_first_segment_and_one_last_in_order(
    example: tuple[str, list[Passage]], publish: Publish
) -> None:
    text, passages = example
    found = segments(reading(Source(text), passages, publish=publish))
    for passage in passages:
        own = [mark for mark, _ in found if mark.passage == passage.id]
        assert [mark.first for mark in own] == [True, *[False] * (len(own) - 1)]
        assert [mark.last for mark in own] == [*[False] * (len(own) - 1), True]
        assert {mark.event for mark in own} == {passage.event}


@given(marked(), PUBLISH)
def test_marks_are_well_nested_and_never_empty(example: tuple[str, list[Passage]], publish: Publish) -> None:
    text, passages = example
    shown = reading(Source(text), passages, publish=publish)
    for block in shown.blocks:
        if isinstance(block, Gap):
            assert block.characters > 0
            continue
        opened: list[Mark | Note] = []
        assert content(block.steps).strip()
        assert not any(isinstance(one, Open) and isinstance(two, Close) for one, two in pairwise(block.steps))
        for step in block.steps:
            if isinstance(step, Open):
                assert step.mark not in opened
                opened.append(step.mark)
            elif isinstance(step, Close):
                assert opened.pop() is step.mark
            else:
                assert step.text
        assert not opened


@given(marked())
def test_the_order_of_the_passages_given_changes_nothing(example: tuple[str, list[Passage]]) -> None:
    text, passages = example
    shuffled = list(reversed(passages))
    assert reading(Source(text), passages, publish="full") == reading(Source(text), shuffled, publish="full")


def test_ids_come_in_reading_order_the_longer_first() -> None:
    shown = reading(Source("one two six"), made((4, 7), (0, 3), (0, 7), (0, 3)), publish="none")
    assert shown.passages == ("p2", "p1", "p3", "p0")


def test_a_thousand_passages_on_the_same_words_hit_no_recursion_limit() -> None:
    shown = reading(Source("one two"), made(*[(0, 3)] * 3_000), publish="full")
    assert len([step for step in steps_of(shown) if isinstance(step, Open)]) == len(shown.passages)
    assert content(steps_of(shown)) == "one two"


def test_a_long_chain_of_crossing_passages_splits_each_at_most_once() -> None:
    """Otherwise 5,000 of them would be millions of segments."""
    chain = made(*[(number, 500 + number) for number in range(500)])
    shown = reading(Source("x" * 1_000), chain, publish="full")
    assert sum(isinstance(step, Open) for step in steps_of(shown)) <= 2 * len(chain)


@pytest.mark.parametrize("bounds", [(2, 2), (3, 2), (-1, 2), (0, 99), (3, 6)])
def test_a_passage_without_a_word_of_the_text_is_refused(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"passage p0: .* holds no word of the source"):
        reading(Source("one\r\n\u00a0two"), made(bounds), publish="full")


# --- what may be shown -----------------------------------------------------------------------------------

LONG = " ".join(f"Sentence number {number} says what was done in {1600 + number}." for number in range(40))


def quoted(*quotes: str) -> list[Passage]:
    return made(*[(LONG.index(quote), LONG.index(quote) + len(quote)) for quote in quotes])


def test_publish_none_shows_no_block() -> None:
    shown = reading(Source(LONG), made((0, 10)), publish="none")
    assert shown.blocks == ()
    assert shown.passages == ("p0",)


def test_quotes_come_with_a_sentence_on_either_side_and_gaps_between() -> None:
    shown = reading(Source(LONG), quoted("number 10 says", "number 30 says"), publish="quotes")
    assert [block.kind for block in shown.blocks] == ["gap", "paragraph", "gap", "paragraph", "gap"]
    said = rendered(shown)
    for number in (10, 30):
        assert f"Sentence number {number} says what was done" in said
        assert f"number {number - 3} " not in said
        assert f"number {number + 3} " not in said
    left_out = sum(block.characters for block in shown.blocks if isinstance(block, Gap))
    assert len(LONG) - 6 <= left_out + len(content(steps_of(shown))) <= len(LONG)


def test_quotes_whose_contexts_meet_are_one_stretch() -> None:
    shown = reading(Source(LONG), quoted("number 10 says", "number 11 says"), publish="quotes")
    assert [block.kind for block in shown.blocks] == ["gap", "paragraph", "gap"]


def test_a_source_that_is_one_quote_has_no_gap() -> None:
    shown = reading(Source("\n\nOne two.\n\n"), made((2, 10)), publish="quotes")
    mark = Mark("p0", "e0", True, True)
    assert shown.blocks == (Paragraph((Open(mark), Text("One two."), Close(mark))),)


def test_a_source_without_quotes_is_one_gap() -> None:
    assert reading(Source("One two.\n"), [], publish="quotes").blocks == (Gap(8),)


@given(marked())
def test_quotes_mode_leaks_nothing(example: tuple[str, list[Passage]]) -> None:
    text, passages = example
    said = rendered(reading(Source(text), passages, publish="quotes"))
    for size in (2, 5, 60):
        assert leak(text, passages, said, size) is None


# --- the real articles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_real_articles_keep_every_word_and_leak_none(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sentences = [match.span() for match in re.finditer(r"\b[A-Z][^.\n]{20,}\.", text)][1::5]
    crossing = [(start + 9, min(end + 40, len(text))) for start, end in sentences]
    passages = made(*sentences, *crossing, *sentences[:2])
    full = reading(Source(text), passages, publish="full")
    assert rendered(full).split() == text.split()
    assert tuple(mark.passage for mark, _ in segments(full) if mark.first) == full.passages

    quotes = reading(Source(text), passages, publish="quotes")
    assert leak(text, passages, rendered(quotes)) is None
    assert leak(text, made(*sentences[:1]), rendered(full)) is not None

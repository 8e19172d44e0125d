"""A cut through a character, a number or a word is known; a sentence of context is never two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.boundaries import CONTEXT_LIMIT, cut, sentence

ARTICLES = [
    path.read_bytes().decode("utf-8")
    for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
]


@pytest.mark.parametrize(
    ("marked", "what"),
    [
        ("Man|churia", "cuts a word"),
        ("Man|\u00adchuria", "cuts a word"),
        ("Man\u00ad|churia", "cuts a word"),
        ("can|’t", "cuts a word"),
        ("can't|", ""),
        ("China|’s", ""),
        ("no|-limits", ""),
        ("dinner.|Xi", ""),
        ("19|th", "cuts a word"),
        ("1,|600,000", "cuts a number"),
        ("1|,600,000", "cuts a number"),
        ("1.2|5", "cuts a number"),
        ("1|.25", "cuts a number"),
        ("1858|, 1860", ""),
        ("1858|-1860", ""),
        ("1858|.", ""),
        ("1|\u202f600 km", "cuts a number"),
        ("600\u00a0|000 km", "cuts a number"),
        ("in 1858\u00a0|600 men", ""),
        ("-|5 degrees", "cuts a number"),
        ("about .|25", "cuts a number"),
        ("10|²", "cuts a number"),
        ("1|½", "cuts a number"),
        ("1|/2", "cuts a number"),
        ("e|\u0301", "cuts a character"),
        ("👩|\u200d💻", "cuts a character"),
        ("👩\u200d|💻", "cuts a character"),
        ("👍|🏽", "cuts a character"),
        ("🇦🇹|🇨🇭", ""),
        ("🇦|🇹", "cuts a character"),
        ("\r|\n", "cuts a character"),
        ("\u1112|\u1161", "cuts a character"),
        ("尼布|楚条约", ""),
        ("条约|Nerchinsk", ""),
        ("1858|年", ""),
        ("十|五年", "cuts a number"),
        ("ひら|がな", ""),
        ("สนธิ|สัญญา", ""),
        ("조|약", "cuts a word"),
        ("|word", ""),
        ("word|", ""),
    ],
)
def test_a_cut_is_called_what_it_is(marked: str, what: str) -> None:
    assert cut(marked.replace("|", ""), marked.index("|")) == what


def context(before: str, quote: str, after: str) -> tuple[str, str]:
    text = before + quote + after
    start, end = sentence(text, len(before), len(before) + len(quote))
    return text[start : len(before)], text[len(before) + len(quote) : end]


@pytest.mark.parametrize(
    ("before", "after", "given_before", "given_after"),
    [
        ("One. Two. Three ", " four. Five.", "Three ", " four."),
        ("One. Two. ", " Five. Six.", "Two. ", " Five."),
        ("One. They met for dinner.", ".Then they left.", "They met for dinner.", "."),
        (
            "First.He paid 1.2 million to ",
            " and 1.5 million more.Then he left.",
            "He paid 1.2 million to ",
            " and 1.5 million more.",
        ),
        ("One.” Two, ", "!Three. Four", "Two, ", "!"),
        ("One?!) Two, ", " three?” Four.", "Two, ", " three?”"),
        ("A heading\n\n", "\n\nNext.", "", ""),
        ("A heading\r\n\r\n", "\r\n \r\nNext.", "", ""),
        ("A heading\nIt ", " so\nNext.", "It ", " so"),
        ("A wrapped\r\nline ", " and\r\nso on. Two.", "A wrapped\r\nline ", " and\r\nso on."),
        ("见面。会谈", "条约。以后。", "会谈", "条约。"),
        ("the U.S. fears ", " U.S. troops", "fears ", " U."),
        ("", "", "", ""),
    ],
)
def test_context_is_one_sentence_at_most(
    before: str, after: str, given_before: str, given_after: str
) -> None:
    assert context(before, "the quote", after) == (given_before, given_after)


def test_context_is_capped_between_words() -> None:
    before, after = context("word " * 200, "the quote", " word" * 200)
    assert re.fullmatch(r"(word )+", before)
    assert re.fullmatch(r"( word)+", after)
    assert CONTEXT_LIMIT - 5 < len(before) <= CONTEXT_LIMIT
    assert CONTEXT_LIMIT - 5 < len(after) <= CONTEXT_LIMIT


def test_an_endless_word_gives_no_context() -> None:
    assert context("x" * 1000 + " ", "q", " " + "x" * 1000) == ("", "")


@settings(deadline=None)
@given(st.data())
def test_context_in_the_articles_holds_no_sentence_end_but_its_last(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(ARTICLES))
    words = [match.span() for match in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 30)))
    start, end = words[first][0], words[last][1]
    begin, stop = sentence(text, start, end)
    before, after = text[begin:start], text[end:stop]
    assert 0 <= begin <= start < end <= stop <= len(text)
    assert len(before) <= CONTEXT_LIMIT
    assert len(after) <= CONTEXT_LIMIT
    assert not cut(text, begin)
    assert not cut(text, stop)
    for stretch in (before, after):
        assert not re.search(r"\n\s*\n", stretch)
        assert not re.search(r"[.!?][”’\")]*(?:\s+|(?=[A-Z“]))(?=\S)", stretch.strip())


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab .!\r\n\u2029“”。1\u0301"), max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_context_holds_the_passage_in_any_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    begin, stop = sentence(text, start, end)
    assert 0 <= begin <= start <= end <= stop <= len(text)
    assert not re.search(r"(?:\r\n|\n|\r(?!\n)) *(?:\r\n|\n|\r(?!\n))|\u2029", text[begin:start])

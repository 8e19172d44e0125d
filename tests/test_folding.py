"""Folding levels presentation, never words, and always finds its way back to the raw text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.folding import DROPPED, LONGEST_SEQUENCE, TIERS, Tier, fold

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ARTICLES = [path.read_bytes().decode("utf-8") for path in SEEDS]

HOSTILE = st.text(
    st.sampled_from(
        "ae1, .\n\r\t\u00a0\u3000\u00ad\u200b\u200d\ufeff\u0301\u0327\u0316“’—-…ﬁＡ"
        "中한\u1100\u1161\u11a8👩💻🇦\ud800"
    )
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("one\r\n\r\n\ttwo", "one two"),
        ("600\u00a0000\u202fkm\u3000x", "600 000 km x"),
        ("Man\u00adchu\u200bria\ufeff", "Manchuria"),
        ("a \u200b b", "a b"),
        ("\u202bA\u202c", "A"),
        ("cafe\u0301", "café"),
        ("cafe\u200b\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u212bngstro\u0308m", "Ångström"),
    ],
)
def test_layout_is_levelled(raw: str, folded: str) -> None:
    assert fold(raw, "layout").text == folded


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("“low” „angle‟ «x» ″", '"low" "angle" "x" "'),
        ("‘a’ ‚b‛ ‹c› ′ ʼ", "'a' 'b' 'c' ' '"),
        ("a‐b‑c–d—e―f−g", "a-b-c-d-e-f-g"),
        ("end -- or ——", "end - or -"),
        ("so…", "so..."),
        ("ﬁrst ﬂag oﬃce", "first flag office"),
        ("ＡＢＣ１８５８！", "ABC1858!"),
    ],
)
def test_typography_is_levelled(raw: str, folded: str) -> None:
    assert fold(raw, "typography").text == folded


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("½", "1/2"), ("½", "1⁄2"), ("№", "No"), ("A", "a"), ("Ⅳ", "IV")]
)
def test_folding_is_not_compatibility_equivalence(one: str, other: str) -> None:
    assert fold(one, "typography").text != fold(other, "typography").text


@settings(deadline=None)
@given(HOSTILE, st.sampled_from(TIERS))
def test_every_whole_stretch_of_the_folding_is_the_folding_of_its_raw_stretch(raw: str, tier: Tier) -> None:
    folded = fold(raw, tier)
    for first in range(len(folded.text)):
        for last in range(first + 1, len(folded.text) + 1):
            start, begins = folded.raw_start(first)
            end, stops = folded.raw_end(last)
            assert 0 <= start <= end <= len(raw)
            if begins and stops:
                assert fold(raw[start:end], tier).text == folded.text[first:last]


@settings(deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Z", "Cf")), max_size=LONGEST_SEQUENCE))
def test_layout_composes_as_unicode_does(raw: str) -> None:
    assert fold(raw, "layout").text == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize("article", ARTICLES, ids=[path.name for path in SEEDS])
def test_an_article_reads_the_same_decomposed(article: str) -> None:
    assert fold(unicodedata.normalize("NFD", article), "layout").text == fold(article, "layout").text


def test_a_halved_rewrite_is_known_and_taken_in_whole() -> None:
    folded = fold("so… on", "typography")
    assert folded.text == "so... on"
    assert folded.raw_end(4) == (3, False)
    assert folded.raw_start(3) == (2, False)
    assert folded.raw_end(5) == (3, True)


def test_dropped_characters_beside_a_stretch_stay_outside_it() -> None:
    folded = fold(f"a{DROPPED}b{DROPPED}c", "layout")
    assert folded.text == "abc"
    assert (folded.raw_start(1)[0], folded.raw_end(2)[0]) == (1 + len(DROPPED), 2 + len(DROPPED))

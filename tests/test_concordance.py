"""The concordance: a search through words finds what a search through whole texts finds, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.haystacks import haystacks
from tests.made_up import edition, event, passage, source
from timeline import concordance as room
from timeline.concordance import Concordance, concordance, indexed, varints
from timeline.edition import load
from timeline.haystack import fold

WORDS = st.text(st.sampled_from("abcé中\U0001f600\ue000"), min_size=1, max_size=4)
FOUND = st.lists(st.tuples(st.integers(0, 300), st.lists(WORDS, max_size=6)), max_size=40)


def unpacked(made: Concordance) -> dict[str, list[int]]:
    """Every word with its places, read as the page's script reads them."""
    words = made.words.split("\n") if made.words else []
    found: dict[str, list[int]] = {}
    for number, first in enumerate(made.cuts):
        raw = made.postings(number)
        count = int.from_bytes(raw[:4], "little")
        at = [int.from_bytes(raw[4 + 4 * one : 8 + 4 * one], "little") for one in range(count + 1)]
        body = raw[4 + 4 * (count + 1) :]
        assert (at[0], at[-1]) == (0, len(body))
        for word in range(count):
            found[words[first + word]] = decoded(body[at[word] : at[word + 1]])
    assert list(found) == words
    return found


def decoded(raw: bytes) -> list[int]:
    """The sums of gaps, written seven bits a byte."""
    places, place, gap, shift = [], 0, 0, 0
    for byte in raw:
        gap |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            place += gap
            places.append(place)
            gap = shift = 0
    return places


def within(words: dict[str, list[int]], wanted: Iterable[str]) -> set[int]:
    """The places that have every wanted text within a word."""
    each = [{place for word, places in words.items() if text in word for place in places} for text in wanted]
    return set.intersection(*each)


@settings(deadline=None, max_examples=60)
@given(FOUND)
def test_every_word_has_its_places_once_and_ascending(found: list[tuple[int, list[str]]]) -> None:
    """However small the lots and the volumes, in whatever order places come and how often."""
    plain: dict[str, set[int]] = {}
    for place, words in found:
        for word in words:
            plain.setdefault(word, set()).add(place)
    wanted = {word: sorted(places) for word, places in plain.items()}
    for lot, volume, most in ((1, 1, 1), (7, 5, 3), (1 << 20, 1 << 16, 1 << 14)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "LOT", lot)
            patch.setattr(room, "VOLUME", volume)
            patch.setattr(room, "MOST_WORDS", most)
            assert unpacked(indexed(found)) == wanted


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1))
def test_words_are_in_the_order_of_javascript(words: list[str]) -> None:
    """By units of UTF-16, so that the script can find the beginning of a word by halves."""
    made = indexed([(0, words)]).words.split("\n")
    units = [[*memoryview(word.encode("utf-16-be"))] for word in made]
    assert units == sorted(units)


def test_no_volume_holds_more_than_is_quickly_fetched() -> None:
    """But for a word that has more places than that, which has a volume of its own."""
    rare = [(place, [f"w{place}"]) for place in range(40_000)]
    made = indexed([*rare, *((place, ["the"]) for place in range(100_000))])
    sizes = [len(made.postings(number)) for number in range(len(made.cuts))]
    assert len(sizes) >= 4
    assert max(sizes) < 300_000
    assert unpacked(made)["the"] == list(range(100_000))
    with pytest.raises(IndexError):
        made.postings(len(sizes))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**35 - 1))))
def test_numbers_are_written_seven_bits_a_byte(numbers: list[int]) -> None:
    """The lowest first, as few bytes as there can be (LEB128)."""
    import numpy as np

    raw, at = varints(np.array(numbers, np.int64))
    gaps = [decoded(raw[start:end])[0] for start, end in pairwise([*at.tolist(), len(raw)])]
    assert gaps == numbers
    assert len(raw) == sum(max(1, -(-number.bit_length() // 7)) for number in numbers)


def test_nothing_has_no_words() -> None:
    """And no volume."""
    made = concordance(edition([]))
    assert (made.words, made.cuts, made.volumes) == ("", (), ())


def test_the_five_articles_are_found_by_any_part_of_any_word(project: Path) -> None:
    """Real words, pieces of words and pairs of them: the answer of the plain search through haystacks."""
    real = load(project)
    texts = [" ".join(sorted(words)) for words in haystacks(real)]
    words = unpacked(concordance(real))
    chance = Random(1689)
    every = sorted(words)
    for _ in range(300):
        wanted = []
        for word in chance.sample(every, chance.choice((1, 1, 2))):
            start = chance.randrange(len(word))
            wanted.append(word[start : chance.randint(start + 1, len(word))])
        plain = {place for place, text in enumerate(texts) if all(one in text for one in wanted)}
        assert within(words, wanted) == plain
    assert within(words, [fold("Nerchinsk"), "1689"])
    assert within(words, ["nerchinskk"]) == set()


def test_the_same_edition_gives_the_same_bytes(project: Path) -> None:
    """Sets have no order, and yet."""
    real = load(project)
    one, other = concordance(real), concordance(real)
    assert (one.words, one.cuts, one.volumes) == (other.words, other.cuts, other.volumes)


def test_words_that_may_not_be_shown_are_not_found() -> None:
    """A quote of a source that is only cited is in no word, unless the host shows everything."""
    made = edition([event()], [passage()], [source(publish="none")])
    assert "words" not in concordance(made).words.split("\n")
    assert "words" in concordance(made, "full").words.split("\n")
    assert "words" not in concordance(made, "quotes").words.split("\n")

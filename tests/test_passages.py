"""A quote is exact where its words stand, whole and once; nothing that only resembles it is."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.boundaries import cut
from timeline.folding import fold
from timeline.passages import Located, Selector, locate, occurrences, similarity

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ARTICLES = [path.read_bytes().decode("utf-8") for path in SEEDS]
HOSTILE = st.text(
    st.sampled_from(
        "aab1,. \n\r\u00a0\u00ad\u200b\u200d\ufeff\u0301\u0316“'—-…ﬁＡ中五\u1100\u1161👩💻🇦\ud800"
    ),
    max_size=30,
) | st.text(max_size=30)


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Located:
    return locate(Selector(exact, prefix, suffix), text)


def found(text: str, exact: str, prefix: str = "", suffix: str = "") -> str | None:
    """The raw words of the passage, if the quote is exact."""
    located = find(text, exact, prefix, suffix)
    assert (located.status == "exact") == (located.start is not None)
    return text[located.start : located.end] if located.status == "exact" else None


@pytest.mark.parametrize(
    ("text", "exact", "passage", "tier"),
    [
        ("the Treaty of Aigun, 1858", "Treaty of Aigun", "Treaty of Aigun", "identity"),
        ("one\r\n\r\ntwo three", "one two\nthree", "one\r\n\r\ntwo three", "layout"),
        ("a Man\u00adchu\u00adria b", " Manchuria ", "Man\u00adchu\u00adria", "layout"),
        ("the cafe\u0301 there", "café", "cafe\u0301", "layout"),
        ("Russia’s “no-limits”—so…", 'Russia\'s "no–limits"-so...', "Russia’s “no-limits”—so…", "typography"),
        ("the ﬁrst ＡＢＣ", "first ABC", "ﬁrst ＡＢＣ", "typography"),
        ("dinner.Xi Jinping", "Xi Jinping", "Xi Jinping", "identity"),
        ("中俄尼布楚条约", "尼布楚", "尼布楚", "identity"),
        ("\ufefftitle", "title", "title", "identity"),
    ],
)
def test_presentation_is_forgiven(text: str, exact: str, passage: str, tier: str) -> None:
    located = find(text, exact)
    assert (located.status, located.tier) == ("exact", tier)
    assert text[located.start : located.end] == passage


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("some 1,600,000 men", "600,000 men"),
        ("some 1,600,000 men", "some 1"),
        ("some 1,600,000 men", "some 1,"),
        ("is 1.25 now", "is 1.2"),
        ("Manchuria", "Man"),
        ("Man\u00adchuria", "Man"),
        ("they can’t stand it", "they can"),
        ("cafe\u0301", "cafe"),
        ("the 👩\u200d💻 here", "the 👩"),
        ("the end… here", "the end.."),
        ("10²", "10"),
        ("10²", "102"),
        ("½", "1/2"),
        ("十五年", "五年"),
        ("March", "march"),
        ("banana", "ana"),
        ("word", ""),
        ("wo  rd", " \n\u00a0"),
        ("wo\u200brd", "\u200b"),
        ("", "word"),
    ],
)
def test_a_cut_or_changed_or_blank_quote_is_missing(text: str, exact: str) -> None:
    assert find(text, exact).status == "missing"


def test_a_whole_hit_is_found_behind_cut_ones() -> None:
    assert find("banana ana bananas", "ana") == Located("exact", 7, 10, "identity")


def test_overlapping_hits_are_all_places() -> None:
    assert find("-- -- --", "-- --").places == ((0, 5), (3, 8))
    assert find("中中中", "中中").places == ((0, 2), (1, 3))


def test_several_hits_without_context_are_ambiguous() -> None:
    located = find(ARTICLES[2], "Sino-Soviet Treaty of Friendship")
    assert (located.status, located.start, located.tier) == ("ambiguous", None, "identity")
    assert located.places == ((4392, 4424), (4956, 4988))


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("Chiang Kai-shek signed the “", "", 4392),
        ("", " and Alliance", 4392),
        ("", ",” Alliance, and Mutual", 4956),
        ("the CCP and the Soviet Union signed the", "", 4956),
        ('in 1950 when the CCP and the Soviet Union signed the "', ", Alliance", 4956),
    ],
)
def test_context_chooses_among_hits(prefix: str, suffix: str, start: int) -> None:
    assert find(ARTICLES[2], "Sino-Soviet Treaty of Friendship", prefix, suffix).start == start


TWICE = "Lenin said the treaty stands in 1919. Later Stalin wrote the treaty falls in 1920."


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [
        ("Lenin said ", " falls in 1920"),
        ("Lenin said ", " falls"),
        ("wrote ", " stands in 1919"),
        ("nothing of the kind, ", ""),
        ("", " went to the dogs"),
        (" ", " "),
    ],
)
def test_context_that_contradicts_itself_or_fits_nowhere_settles_nothing(prefix: str, suffix: str) -> None:
    assert find(TWICE, "the treaty", prefix, suffix).status == "ambiguous"


def test_context_without_fault_needs_no_lead() -> None:
    text = "On 14 August 1945 at noon they signed it. On 15 August 1945 at noon they signed it."
    assert find(text, "they signed it", "On 15 August\n1945 at noon").start == text.rindex("they")


@pytest.mark.parametrize(("prefix", "suffix"), [("On 15 Augvst 1945 at noon", ""), ("On 15 Augvst", " with")])
def test_faulty_context_that_fits_two_places_settles_nothing(prefix: str, suffix: str) -> None:
    text = "On 14 August 1945 at noon they signed it. On 15 August 1945 at noon they signed it."
    assert find(text, "they signed it", prefix, suffix).status == "ambiguous"


def test_context_never_vetoes_the_only_hit() -> None:
    assert found(TWICE, "Lenin said", "quite another prefix", "quite another suffix") == "Lenin said"


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        # hypothesis/client#7571: the sentence on Team Alpha was deleted
        (
            "Team Beta won the 2019 cup in Rome.",
            Selector("Team Alpha won the 2019 cup in Rome.", "", " Team Beta won the 2019 cup"),
        ),
        ("new machines from Shenzhen", Selector("Linus", "a letter to ", " on")),  # hypothesis/h#2634
        ("our developers and designers", Selector("Developer, Frontend", "", " wanted")),  # client#258
        ("Robyn left.", Selector("Robin", "", " left.")),  # hypothesis/h#2798
        ("a whole page of text", Selector("", "a ", " page")),  # client#407
        (  # product-backlog#1022: the suffix was ignored where the prefix fitted
            "Xi said: peace now. Putin added. Xi said: peace later.",
            Selector("peace", "Xi said: ", " never, not in a hundred years"),
        ),
        (  # and the same with the sides changed over
            "Xi spoke and left Moscow by train. Putin stayed at home. Xi spoke and left Moscow by train.",
            Selector("Xi spoke", "a dog barked all night;", " and left Moscow by train."),
        ),
    ],
)
def test_known_wrong_anchors_of_other_tools_are_not_made(text: str, selector: Selector) -> None:
    assert locate(selector, text).status in {"missing", "ambiguous"}


def words_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


@st.composite
def slices(draw: st.DrawFn, least: int = 1) -> tuple[str, int, int]:
    """An article, and where a run of its words begins and ends."""
    text = draw(st.sampled_from(ARTICLES))
    words = words_of(text)
    first = draw(st.integers(0, len(words) - least))
    last = draw(st.integers(first + least - 1, min(len(words), first + 60) - 1))
    return text, words[first][0], words[last][1]


NOISES: list[Callable[[str], str]] = [
    lambda quote: re.sub("[“”]", '"', re.sub("[‘’]", "'", quote)),
    lambda quote: re.sub("[–—-]", "‑", quote),
    lambda quote: re.sub("[–—]", "--", quote),
    lambda quote: quote.replace(" ", "\u00a0"),
    lambda quote: quote.replace(" ", "\r\n   "),
    lambda quote: quote.replace(" ", "\u202f\u200b ", 1),
    lambda quote: re.sub(r"\s+", " ", quote),
    lambda quote: "\ufeff" + re.sub(r"(\w\w)(\w\w)", "\\1\u00ad\\2", quote) + " ",
    lambda quote: quote.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    lambda quote: quote.replace("...", "…"),
    lambda quote: unicodedata.normalize("NFD", quote),
    lambda quote: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in quote),
]


@settings(deadline=None)
@given(slices(), st.lists(st.sampled_from(NOISES), max_size=3))
def test_any_slice_of_an_article_is_found_where_it_stands(
    sliced: tuple[str, int, int], noises: list[Callable[[str], str]]
) -> None:
    text, start, end = sliced
    quote = text[start:end]
    for noise in noises:
        quote = noise(quote)
    located = find(text, quote)
    if located.status == "ambiguous":
        assert (start, end) in located.places
    else:
        assert (located.status, located.start, located.end) == ("exact", start, end)


@settings(deadline=None)
@given(slices(), st.integers(0, 40), st.integers(0, 40))
def test_enough_true_context_finds_the_one_of_many(
    sliced: tuple[str, int, int], before: int, after: int
) -> None:
    text, start, end = sliced
    prefix, suffix = text[max(0, start - before) : start], text[end : end + after]
    located = find(text, text[start:end], prefix, suffix)
    assert located.status == "ambiguous" or (located.start, located.end) == (start, end)
    if text.count(prefix + text[start:end] + suffix) == 1:
        assert located.status == "exact"


@settings(deadline=None)
@given(slices(least=4), st.randoms(use_true_random=False))
def test_a_changed_digit_is_never_exact(sliced: tuple[str, int, int], chance: random.Random) -> None:
    text, start, end = sliced
    quote = text[start:end]
    digits = [index for index, character in enumerate(quote) if character.isdigit()]
    if not digits:
        return
    index = chance.choice(digits)
    lie = quote[:index] + str((int(quote[index]) + chance.randint(1, 9)) % 10) + quote[index + 1 :]
    assert find(text, lie).status == "missing"


@settings(deadline=None)
@given(slices(least=6), st.randoms(use_true_random=False))
def test_an_added_or_dropped_or_swapped_word_is_never_exact(
    sliced: tuple[str, int, int], chance: random.Random
) -> None:
    text, start, end = sliced
    words = text[start:end].split()
    index = chance.randrange(1, len(words) - 1)
    other = chance.choice(["Kashgar", "Brezhnev", "Outer Mongolia", "never"])
    added = [*words[:index], "not", *words[index:]]
    swapped = [*words[:index], other, *words[index + 1 :]]
    dropped = [*words[:index], *words[index + 1 :]]
    for lie in (added, swapped, dropped):
        assert find(text, " ".join(lie)).status == "missing"


@settings(deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
@example("", "", "", "")
@example("\u0301", "\u0301", "", "")
def test_no_text_and_no_quote_raises_and_every_place_is_sound(
    a: str, exact: str, b: str, context: str
) -> None:
    for text in (a + exact + b, a + exact + b + exact, a):
        located = locate(Selector(exact, context, b), text)
        assert located.status in {"exact", "ambiguous", "missing"}
        places = list(located.places)
        if located.start is not None and located.end is not None:
            places.append((located.start, located.end))
        assert bool(places) == (located.status != "missing")
        assert bool(located.tier) == (located.status != "missing")
        for start, end in places:
            assert 0 <= start < end <= len(text)
            assert not cut(text, start)
            assert not cut(text, end)
            folded = (fold(raw, "typography").text.strip() for raw in (text[start:end], exact))
            assert next(folded) == next(folded)
        if located.nearest:
            near = located.nearest
            assert text[near.start : near.end] == near.text
            assert near.reason


@settings(deadline=None)
@given(st.text("ab", min_size=1, max_size=6), st.text("ab", max_size=60))
@example("aaaa", "a" * 30)
@example("abab", "ab" * 20 + "a")
def test_occurrences_are_all_there_are(needle: str, text: str) -> None:
    expected = [index for index in range(len(text)) if text.startswith(needle, index)]
    assert list(occurrences(needle, text)) == expected


def fewest_edits(context: str, beside: str) -> int:
    """The textbook table: edits that turn `context` into some beginning of `beside`."""
    row = list(range(len(beside) + 1))
    for index, character in enumerate(context, start=1):
        above, row = row, [index]
        for column, other in enumerate(beside, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (character != other)))
    return min(row)


@settings(deadline=None)
@given(st.text("abc", min_size=1, max_size=12), st.text("abc", max_size=20))
def test_similarity_is_one_less_the_share_of_edits(context: str, beside: str) -> None:
    assert similarity(context, beside) == 1 - fewest_edits(context, beside) / len(context)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (" " * 300_000, " " * 9_000 + "x"),
        ("a" * 300_000, "a" * 90_000),
        ("ab " * 100_000, "ab " * 30_000),
        ("\u0301\u0316" * 150_000, "\u0316" * 9_000),
        ("e" + "\u200b" * 300_000 + "f", "e" + "\u200b" * 9_000 + "g"),
        ("e\u200b\u0301" * 100_000, "é" * 9_000),
        ("🇦" * 100_000, "🇦🇦"),
        ("—-" * 150_000, "-" * 9_000),
        ("." * 300_000, "…" * 9_000),
        ("it is the same " * 20_000, "is the same it"),
        ("it is the same " * 20_000, "is the very same"),
    ],
    ids=[
        "spaces",
        "letter",
        "period",
        "marks",
        "invisible",
        "composed",
        "flags",
        "dashes",
        "dots",
        "places",
        "near",
    ],
)
def test_no_text_makes_the_search_slow(text: str, quote: str) -> None:
    """Quadratic work on these would take minutes to hours."""
    began = time.process_time()
    find(text, quote, "an unlikely prefix", "an unlikely suffix")
    assert time.process_time() - began < 15


def test_two_hundred_quotes_in_their_own_articles_take_well_under_a_second() -> None:
    chance = random.Random(4)
    quotes = []
    for index in range(200):
        text = ARTICLES[index % len(ARTICLES)]
        words = words_of(text)
        first = chance.randrange(len(words) - 20)
        quotes.append((text, text[words[first][0] : words[first + chance.randint(6, 19)][1]]))
    began = time.process_time()
    results = [find(text, NOISES[0](quote).replace(" ", "\n")) for text, quote in quotes]
    assert time.process_time() - began < 1
    assert {located.status for located in results} <= {"exact", "ambiguous"}

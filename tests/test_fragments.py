"""A text fragment leads to its passage and to nothing else, by the rules of the specification, or is none.

The matcher here is written from the specification, apart from the code under test: the first place where all
terms of a directive stand, each within one block, whole words, blanks and block ends between neighbours.
"""

from __future__ import annotations

import random
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline.edition import Edition
from timeline.fragments import LONGEST_EXACT, fragment, link

ROOT = Path(__file__).resolve().parent.parent
SEEDS = [path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt"))]
WORD = re.compile(r"\w+(?:['’.:]\w+)*")
GLUED = re.compile(r"(?<=[a-z]\.)(?=[A-Z])")
LOST = re.compile(r"(?<=[a-z][.!?])(?=[“]?[A-Z])")
QUOTES = str.maketrans("‘’“”", "''\"\"")
TERM = re.compile(
    r":~:text=(?:(?P<prefix>[^,]+)-,)?(?P<start>[^,-]+)(?:,(?P<end>[^,-]+))?(?:,-(?P<suffix>[^,]+))?"
)

Place = tuple[int, int]


@pytest.fixture(scope="module")
def real() -> Edition:
    return timeline.load(ROOT)


class Page:
    """A text as a page of one block a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.inside = {
            at for word in WORD.finditer(text) for at in range(word.start() + 1, word.end())
        }  # where a cut would halve a word
        self.lines = []
        for line in re.finditer(r"[^\n]+", text):
            letters = [(c, at) for at in range(*line.span()) for c in level(text[at])]
            letters = [
                pair
                for n, pair in enumerate(letters)
                if not (pair[0] == " " and n and letters[n - 1][0] == " ")
            ]
            self.lines.append(("".join(c for c, _ in letters), [at for _, at in letters]))

    def matches(self, term: str, after: int, *, starts: bool, ends: bool) -> Iterator[Place]:
        """Every place of a term from `after` on, in order."""
        wanted = level(term)
        for shown, places in self.lines:
            for hit in re.finditer(f"(?={re.escape(wanted)})", shown):
                first, last = places[hit.start()], places[hit.start() + len(wanted) - 1] + 1
                while last < len(self.text) and unicodedata.combining(self.text[last]):
                    last += 1
                if first < after or (starts and first in self.inside) or (ends and last in self.inside):
                    continue
                yield first, last

    def follows(self, term: str, place: int, *, ends: bool) -> int | None:
        """Where a term that begins at the next visible character ends."""
        while place < len(self.text) and self.text[place].isspace():
            place += 1
        wanted = level(term)
        for shown, places in self.lines:
            if places and places[0] <= place <= places[-1]:
                at = bisect_left(places, place)
                last = places[min(at + len(wanted), len(places)) - 1] + 1
                fits = places[at] == place and shown.startswith(wanted, at)
                return last if fits and not (ends and last in self.inside) else None
        return None

    def find(self, directive: str) -> Iterator[Place]:
        """The places that a directive means, in order; a browser goes to the first."""
        parsed = TERM.fullmatch(directive)
        assert parsed, f"{directive} is no directive"
        prefix, start, end, suffix = (
            unquote(parsed[name]) if parsed[name] else "" for name in ("prefix", "start", "end", "suffix")
        )
        for first, last in self._starts(prefix, start, whole=bool(end or not suffix)):
            if not end:
                if not suffix or self.follows(suffix, last, ends=True) is not None:
                    yield first, last
                continue
            for _, close in self.matches(end, last, starts=True, ends=not suffix):
                if not suffix or self.follows(suffix, close, ends=True) is not None:
                    yield first, close
                    break

    def _starts(self, prefix: str, start: str, *, whole: bool) -> Iterator[Place]:
        if not prefix:
            yield from self.matches(start, 0, starts=True, ends=whole)
            return
        for _, after in self.matches(prefix, 0, starts=True, ends=False):
            begin = after
            while begin < len(self.text) and self.text[begin].isspace():
                begin += 1
            if (last := self.follows(start, begin, ends=whole)) is not None:
                yield begin, last


@cache
def page(text: str) -> Page:
    """The page of a text that is asked for again and again."""
    return Page(text)


def level(text: str) -> str:
    """Base characters: no capitals, no accents, one kind of quotation mark, single blanks."""
    plain = unicodedata.normalize("NFD", text.translate(QUOTES))
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def grown(text: str, start: int, end: int) -> Place:
    """The passage without outer blanks, with the words that it cuts."""
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    words = [word.span() for word in WORD.finditer(text)]
    return (
        min([start, *(first for first, last in words if first < start < last)]),
        max([end, *(last for first, last in words if first < end < last)]),
    )


def assert_lands(text: str, start: int, end: int) -> str:
    """The fragment of a passage leads there and to no second place; the fragment."""
    directive = fragment(text, start, end)
    if directive:
        found = list(page(text).find(directive))
        assert found == [grown(text, start, end)], (directive, [text[slice(*place)] for place in found])
    return directive


# ── every passage ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_passage_of_the_real_project_has_a_fragment_that_lands(real: Edition) -> None:
    """Each quote is reached in its own text, and nothing else is; only a glued word may miss."""
    for passage in real.quotations:
        text = real.source(passage.source).text
        directive = fragment(text, passage.start, passage.end)
        assert directive, passage.id
        (found,) = page(text).find(directive)
        first, last = grown(text, passage.start, passage.end)
        assert first <= found[0]
        assert found[1] <= last
        missed = (text[passage.start : found[0]] + " " + text[found[1] : passage.end]).split()
        assert len(missed) <= sum(bool(GLUED.search(word)) for word in text[first:last].split())
        assert len(list(page(LOST.sub("\n", text)).find(directive))) == 1


def test_slices_of_the_articles_land() -> None:
    """Any stretch of whole words can be reached, short or long, unless its paragraph comes twice."""
    dice = random.Random(1689)
    for _ in range(150):
        text = dice.choice(SEEDS)
        words = [match.span() for match in re.finditer(r"\S+", text)]
        first = dice.randrange(len(words))
        last = min(first + dice.choice((0, 1, 2, 5, 9, 20, 80, 200)), len(words) - 1)
        start, end = words[first][0], words[last][1]
        glued = {n for n in range(first, last + 1) if GLUED.search(text[slice(*words[n])])}
        directive = fragment(text, start, end)
        assert directive or text.count(text[start : words[min(first + 2, last)][1]]) > 1, text[start:end]
        for found in page(text).find(directive) if directive else ():
            missed = (text[start : found[0]] + " " + text[found[1] : end]).split()
            assert len(missed) <= len(glued & {first, last})
            assert start - found[0] <= 3
            assert found[1] - end <= 3
            assert grown(text, *found) == found
        assert not directive or len(list(page(text).find(directive))) == 1


@given(st.text("ab -,&’é.\n“中国。1", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_no_fragment_ever_leads_astray(text: str, one: int, other: int) -> None:
    """Whatever repeats itself in the text, a fragment leads to one place, which holds the passage's words."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if directive := fragment(text, start, end):
        (found,) = page(text).find(directive)
        wanted = {at for at in range(start, end) if text[at].isalnum()}
        held = set(range(*found))
        assert wanted <= held
        begin, finish = grown(text, start, end)
        assert found[0] >= begin - 40
        assert all(not text[at].isspace() for at in held if at < begin or at >= finish)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_gives_a_well_formed_fragment_or_none(text: str, one: int, other: int) -> None:
    """Only characters that may stand in an address, and none that has a meaning in a directive."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    directive = fragment(text, start, end)
    assert not directive or TERM.fullmatch(directive)
    assert re.fullmatch(r"[!$'()*+./:;=?@_~%\w,-]*", directive, re.ASCII)


# ── how it is written ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "quoted", "written"),
    [
        (
            "It was no-limits, and more, they said",
            "was no-limits, and more",
            "was%20no%2Dlimits%2C%20and%20more",
        ),
        ("Both R&D and trade grew at once", "R&D and trade grew", "R%26D%20and%20trade%20grew"),
        ("They\u00a0met  again\tin town", "They\u00a0met  again\tin", "They%20met%20again%20in"),
    ],
)
def test_signs_with_a_meaning_are_escaped_and_blanks_collapsed(text: str, quoted: str, written: str) -> None:
    """A raw hyphen, comma or ampersand, and a doubled blank, find nothing in a browser."""
    start = text.index(quoted)
    assert fragment(text, start, start + len(quoted)) == f":~:text={written}"


def test_a_cut_word_is_made_whole() -> None:
    """“China” of “China’s” is no word to a browser."""
    text = "So it was that China’s border moved"
    start = text.index("was")
    assert fragment(text, start, text.index("’s")) == ":~:text=So%20it-,was%20that%20China%E2%80%99s"


def test_long_quotes_are_told_by_their_ends() -> None:
    """From 300 characters on, first and last words; below that the whole."""
    words = " ".join(f"word{n}" for n in range(100))
    long = fragment(words, 0, len(words))
    assert long == ":~:text=word0%20word1%20word2,word97%20word98%20word99"
    short = words[: LONGEST_EXACT - 10].rpartition(" ")[0]
    assert "," not in fragment(words, 0, len(short))


def test_a_quote_over_two_paragraphs_is_told_by_its_ends() -> None:
    """No term may cross the end of a block."""
    text = "They met in the town of Nerchinsk.\n\nLater they met in the town of Aigun."
    start, end = text.index("town of N"), text.index(" of Aigun")
    assert fragment(text, start, end) == ":~:text=town%20of%20Nerchinsk.,in%20the%20town"


def test_neighbours_settle_which_of_two_places() -> None:
    """What stands twice gets as many words of context as it needs; the same everywhere, none at all."""
    text = "First they met again in the old town. Then they met again in the old town."
    second = text.rindex("they met again in the old")
    directive = assert_lands(text, second, second + len("they met again in the old"))
    assert "-," in directive
    assert fragment("so " * 400, 600, 602) == ""


def test_few_words_never_go_alone() -> None:
    """A page holds more words than its article: two of them may stand in its menu too."""
    text = "In 1858 the Treaty of Aigun moved the border"
    start = text.index("moved")
    assert fragment(text, start, start + 5) == ":~:text=Treaty%20of%20Aigun-,moved"
    assert fragment("Aigun", 0, 5) == ":~:text=Aigun"


# ── the whole address ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1#:~:text=Aigun"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=Aigun"),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text=Aigun"),
        ("mailto:li@example.org", ""),
        ("", ""),
    ],
)
def test_the_address_keeps_its_own_fragment(url: str, expected: str) -> None:
    """A directive follows the fragment that is there; what is no web page has no link."""
    assert link(url, "Aigun", 0, 5) == expected


def test_words_that_lost_the_break_between_them_are_left_out() -> None:
    """“dinner.Xi” may be two blocks in the original, or one word: the terms stand beside it."""
    text = "They had a long dinner.Xi said that all was well in the world."
    start = text.index("Xi")
    assert fragment(text, start, len(text)) == ":~:text=said%20that%20all%20was%20well%20in%20the%20world."
    assert fragment(text, 0, len(text)) == ":~:text=They%20had%20a,in%20the%20world."


def test_nothing_to_point_at_gives_no_link() -> None:
    """Blanks and signs alone are no words."""
    assert link("https://example.org", " … ", 0, 3) == ""
    assert link("https://example.org", "words", 2, 2) == ""

"""Where a text may be cut: characters, numbers, words and sentences.

A quote that stops inside something says something else than its source: `600,000` is not `1,600,000`, `can`
is not `can’t`, `e` is not `é`. `cut` names what a cut would halve. It is stricter than a word break of the
Unicode standard where meaning is at stake (numbers with separators and signs, “n’t”) and laxer where it is
not: an apostrophe or hyphen otherwise divides (`China` may be quoted from `China’s`), and letters of scripts
written without spaces are not joined, because nothing short of a dictionary knows their words. Two
number characters are joined in every script: 五年 (five years) is not exact in 十五年 (fifteen years). A word
that goes on in the next line behind a hyphen is one word: nobody knows whether the hyphen is its own.

`sentence` serves publishing other people's words: it must never give more than one sentence of context, so
it would rather see a sentence end too many (“U.S.”) than one too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from timeline.folding import DROPPED, WITHOUT_DROPPED, extends

CONTEXT_LIMIT = 300
"""Most characters of context that `sentence` gives on either side."""

_JOINER = "\u200d"
_NEIGHBOURHOOD = 16

_CONTINUES = re.compile("[\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Half-width voice marks, skin tones and tags: part of the character before them."""

_CONTINUOUS = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u2e80-\u2fdf\u3005-\u3007\u3021-\u303c\u3040-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Letters of scripts that write no space between words: Thai to Tibetan, Burmese, Khmer, Han, Kana, Yi."""

_NUMBER = re.compile(
    r"\d+(?:[.,:/'’\u2044\u066b\u066c\uff0c\uff0e]\d+)+"  # 1.25  1,600,000  12:30  1/2  600’000
    r"|(?<!\d)\d{1,3}(?:[\u00a0\u2007\u2009\u202f]\d{3})+(?!\d)"  # 600 000, with a space that does not break
    r"|(?<![^\s($€£¥])[-+\u2212]?[.,]?\d+"  # -5  .25
)
_NEAR_NUMBER = re.compile(r"\d")
_NEGATION = re.compile(r"n['’\u02bc\uff07]t(?!\w)", re.IGNORECASE)

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n\r]*(?:\r\n?|[\n\x0c\u2028])\s*(?=[^\W\d_])")

_CLOSERS = "\"'’”»›)\\]}」』）】》〉"
_TERMINATOR = re.compile(rf"(?:[.!?…]+|[。！？｡．।؟۔።။។]+)[{_CLOSERS}\u0300-\u036f{DROPPED}]*")
_NEWLINE = r"(?>\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])"
_LINE_END = re.compile(_NEWLINE)
_BLANK_LINE = re.compile(rf"{_NEWLINE}[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*{_NEWLINE}|\u2029")
_OPENERS = frozenset("\"'“‘„«‹([{「『（【《〈¿¡*#•–—-")


def cut(text: str, position: int) -> str:
    """What a cut at `position` (code points) would halve: "cuts a character", "… number", "… word" or ""."""
    if not 0 < position < len(text):
        return ""
    if _inside_character(text, position):
        return "cuts a character"
    if _inside_broken_word(text, position):
        return "cuts a word"
    left, right = position - 1, position
    while left >= 0 and text[left] in DROPPED:
        left -= 1
    while right < len(text) and text[right] in DROPPED:
        right += 1
    if left < 0 or right >= len(text) or text[left] in " \n" or text[right] in " \n":
        return ""
    return _inside_word(text, left, right)


def _inside_character(text: str, position: int) -> bool:
    """Whether the place lies inside what a reader sees as one character (a grapheme cluster)."""
    before, after = text[position - 1], text[position]
    if after == "\n" or before in "\r\n\u2028\u2029":
        return before == "\r" and after == "\n"
    if after == _JOINER:
        return position + 1 < len(text) and _joined(before, text[position + 1])
    if before == _JOINER:
        return position > 1 and _joined(text[position - 2], after)
    if after < "\u0300":
        return False
    if "\U0001f1e6" <= after <= "\U0001f1ff":
        return _halves_flag(text, position)
    return extends(after) or _CONTINUES.match(after) is not None


def _inside_broken_word(text: str, position: int) -> bool:
    """Whether the place lies at the hyphen, or in the line break, of a word that goes on in the next line."""
    first = max(0, position - _NEIGHBOURHOOD)
    near = text[first : position + _NEIGHBOURHOOD]
    if "-" not in near and "\u2010" not in near and "\u00ad" not in near:
        return False
    return _breaks(near, position - first)


@lru_cache(maxsize=1024)  # A monotonous text is cut at the same place again and again.
def _breaks(near: str, position: int) -> bool:
    return any(
        match.start() <= position <= match.end()
        for match in _BROKEN_WORD.finditer(near)
        if near[match.end()].islower()
    )


def _joined(before: str, after: str) -> bool:
    """Whether a zero-width joiner between the two makes one sign of them."""
    return not (before.isspace() or after.isspace() or (before.isascii() and after.isascii()))


def _halves_flag(text: str, position: int) -> bool:
    """Flags are pairs of regional letters; a run too long to be a text counts as halved."""
    first = position
    while first > 0 and "\U0001f1e6" <= text[first - 1] <= "\U0001f1ff" and position - first < 64:
        first -= 1
    return (position - first) % 2 == 1 or position - first == 64


def _inside_word(text: str, left: int, right: int) -> str:
    """What is halved between two visible neighbours."""
    before, after = text[left], text[right]
    if before.isnumeric() and after.isnumeric():
        return "cuts a number"
    if _wordy(before) and _wordy(after):
        return "" if _CONTINUOUS.match(before) or _CONTINUOUS.match(after) else "cuts a word"
    if not (_NEAR_NUMBER.search(text[max(0, left - 1) : right + 2]) or before in "nN'’\u02bc\uff07"):
        return ""  # the two patterns below are slow, and nearly every cut is in plain prose
    head = text[max(0, left + 1 - _NEIGHBOURHOOD) : left + 1].translate(WITHOUT_DROPPED)
    near = head + text[right : right + _NEIGHBOURHOOD].translate(WITHOUT_DROPPED)
    return _inside_sequence(near, len(head))


@lru_cache(maxsize=1024)
def _inside_sequence(near: str, position: int) -> str:
    """What of several signs is halved: a number with its signs, or “n’t”."""
    if _crosses(_NUMBER, near, position):
        return "cuts a number"
    return "cuts a word" if _crosses(_NEGATION, near, position) else ""


def _crosses(pattern: re.Pattern[str], near: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in pattern.finditer(near))


def _wordy(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with at most one sentence of context on either side, as (start, end) in code points.

    Before it: the rest of the sentence it stands in or, if it begins one, the sentence before. After it
    likewise. Never across a blank line, never more than `CONTEXT_LIMIT` characters a side, cut between words.
    """
    return _context_start(text, start), _context_end(text, end)


def _context_start(text: str, start: int) -> int:
    lowest = max(0, start - CONTEXT_LIMIT)
    stop = start
    while stop > lowest and text[stop - 1].isspace():
        stop -= 1
    if _BLANK_LINE.search(text, stop, start) or stop == lowest:
        return start
    first = lowest
    for match in _BLANK_LINE.finditer(text, lowest, stop):
        first = match.end()
    for boundary in _sentence_ends(text, first, stop):
        first = boundary
    return _word_start(text, first, start) if first == lowest else _skip_space(text, first, start)


def _context_end(text: str, end: int) -> int:
    highest = min(len(text), end + CONTEXT_LIMIT)
    first = _skip_space(text, end, highest)
    blank = _BLANK_LINE.search(text, end, highest)
    if first == highest or (blank and blank.start() < first):
        return end
    last = blank.start() if blank else highest
    last = next(_sentence_ends(text, first, last), last)
    while last == highest and last > end and cut(text, last):
        highest = last = last - 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return last


def _sentence_ends(text: str, first: int, last: int) -> Iterator[int]:
    """Places strictly inside (first, last) where a sentence ends, ascending."""
    ends = {
        *(m.end() for m in _TERMINATOR.finditer(text, first, last) if _ends_sentence(text, *m.span())),
        *(m.start() for m in _LINE_END.finditer(text, first, last) if _begins_anew(text, m.end())),
    }
    return iter(sorted(end for end in ends if first < end < last))


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the terminator ends a sentence: “dinner.Xi” does, “1.2” and “example.org” do not."""
    if end == len(text) or text[end].isspace() or text[start] not in ".…":
        return True
    following = text[end]
    if following.isdigit():
        return not (start > 0 and text[start - 1].isdigit())
    return following in _OPENERS or (following.isalpha() and not following.islower())


def _begins_anew(text: str, position: int) -> bool:
    """Whether the line that begins here begins something new rather than goes on with a sentence."""
    return not text[position : position + 1].islower()


def _word_start(text: str, first: int, stop: int) -> int:
    while first < stop and cut(text, first):
        first += 1
    return _skip_space(text, first, stop)


def _skip_space(text: str, first: int, stop: int) -> int:
    while first < stop and text[first].isspace():
        first += 1
    return first

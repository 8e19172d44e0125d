"""What parts a quote from the words of its source: word by word, and which differences change the sense.

A difference is shown as the curator would correct it, `[1859 → 1858]`, the quote's word first. No similarity
separates a slip from a lie; a number, a “not” or a name that differs is therefore named as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from timeline.boundaries import cut
from timeline.folding import caseless, fold

Guard = Literal["number", "polarity", "name", "case", "boundary"]

GUARDS: dict[Guard, str] = {
    "number": "a number differs",
    "polarity": "a negation differs",
    "name": "a name differs",
    "case": "capitals differ",
    "boundary": "the quote cuts a word, a number or a character",
}
"""What each guard says, the gravest first."""

MOST_WORDS = 1500
"""Words of a quote that are compared; of a longer one, the first."""

LONGEST_WORD = 100
"""Characters by which a place that cuts a word is widened to the whole of it."""

CONTEXT_WORDS = 3
"""Words that stay on either side of a difference when the rest is shortened."""

_WORD = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]|\d+(?:[.,]\d+)*(?:%|(?:st|nd|rd|th)\b)?|[^\W\d]\w*(?:'\w+)*|\w+|\S"
)
_NEGATIONS = (
    "not no never neither nor none nothing nobody nowhere without cannot hardly barely scarcely unless "
    "except не ни нет никогда без нельзя 不 没 沒 無 无 未 非 否 别 莫 勿"
)
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "не")
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million billion trillion half quarter third dozen first second fourth fifth sixth seventh eighth "
    "ninth tenth twice"
)
_SMALL = (
    "a an the in on at of to by it its this that these those and but or as for from with he she they his her "
    "their we our you your if when while there here"
)
NEGATIONS, NUMBERS, SMALL = (frozenset(words.split()) for words in (_NEGATIONS, _NUMBERS, _SMALL))
"""Words that deny, words that count, and words that are no names though they may begin a sentence."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Words of the source that resemble a quote, and what keeps them from being the quote."""

    start: int
    """First code point of the words in the raw text."""
    end: int
    """End, exclusive."""
    text: str
    """The source's own words there."""
    guards: tuple[Guard, ...]
    """What differs in a way that may change the sense; the gravest first."""
    diff: str
    """The quote with each difference as `[its words → the source's words]`; long equal parts are cut."""

    @property
    def reason(self) -> str:
        """What differs, in a few words."""
        return " and ".join(GUARDS[guard] for guard in self.guards) or "a word or a sign differs"


def compared(exact: str, text: str, start: int, end: int, *, halved: bool = False) -> Nearest:
    """How the quote `exact` differs from the words at a place of the raw `text`; `halved`: it cuts them."""
    first, last = _whole(text, start, end)
    asked, found = _words(exact), _words(text[first:last])
    steps = SequenceMatcher(None, asked, found, autojunk=False).get_opcodes()
    changes = [(asked[a:b], found[c:d]) for kind, a, b, c, d in steps if kind != "equal"]
    guards = {guard for mine, theirs in changes for guard in _guards(mine, theirs)}
    if halved or (first, last) != (start, end):
        guards.add("boundary")
    shown = [_shown(kind, asked[a:b], found[c:d], a == 0, b == len(asked)) for kind, a, b, c, d in steps]
    diff = re.sub(r" (?=[,.;:!?)\]”’…](?!\S*→))|(?<=[(“‘]) ", "", " ".join(shown))
    return Nearest(start, end, text[start:end], tuple(guard for guard in GUARDS if guard in guards), diff)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the words, numbers and characters whole that it cuts."""
    first, last = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while start > first and cut(text, start):
        start -= 1
    while end < last and cut(text, end):
        end += 1
    return start, end


def _words(text: str) -> list[str]:
    folded = fold(text[: 40 * MOST_WORDS], "typography-dehyphen").text
    return _WORD.findall(folded)[:MOST_WORDS]


def _guards(mine: Sequence[str], theirs: Sequence[str]) -> set[Guard]:
    """What the exchange of some words for others touches."""
    asked, found = ({caseless(word): word for word in words} for words in (mine, theirs))
    if list(map(caseless, mine)) == list(map(caseless, theirs)):
        return {"case"}
    lost, won = asked.keys() - found.keys(), found.keys() - asked.keys()
    touched: set[Guard] = set()
    for low in lost | won:
        word = asked.get(low) or found[low]
        if low in NUMBERS or any(character.isnumeric() for character in word):
            touched.add("number")
        if low in NEGATIONS or low.endswith("n't"):
            touched.add("polarity")
        if word[0].isupper() and low not in SMALL and low not in NUMBERS and low not in NEGATIONS:
            touched.add("name")
    for one, other in ((lost, won), (won, lost)):
        if other & {prefix + low for low in one for prefix in _NEGATIVE_PREFIXES}:
            touched.add("polarity")
    return touched


def _shown(kind: str, mine: Sequence[str], theirs: Sequence[str], first: bool, last: bool) -> str:
    """One step of the comparison, as the curator reads it."""
    if kind != "equal":
        return f"[{' '.join(mine)} → {' '.join(theirs)}]".replace("[ →", "[→").replace("→ ]", "→]")
    keep = CONTEXT_WORDS
    if len(mine) <= 2 * keep + 1 and not (first or last):
        return " ".join(mine)
    if (first and last) or len(mine) <= keep:
        return " ".join(mine)
    if first:
        return " ".join(["…", *mine[-keep:]])
    if last:
        return " ".join([*mine[:keep], "…"])
    return " ".join([*mine[:keep], "…", *mine[-keep:]])

"""Foldings of a text: what it says with its presentation levelled, and the way back to the raw text.

A curator copies words from a web page, a PDF or a word processor. Line ends, no-break spaces, soft hyphens
and the shape of quotation marks change on the way; the words do not. So a quote is sought in tiers, each more
forgiving of *presentation* and none forgiving of *words*:

    identity         the raw text
    layout           any run of white space is one space; invisible characters are dropped; canonical
                     equivalence; a line that ends in a hyphen inside a word is joined to the next
    layout-dehyphen  layout, and the hyphen at which such a line was broken is dropped
    typography       layout, and one shape each for quotation marks, dashes, dots, ligatures, full-width ASCII
    typography-dehyphen  both

It is not NFKC: that would make 10² equal 102 and ½ equal 1⁄2. Every rewrite is remembered with its place,
so that a hit in the folded text is told in code points of the raw text, and a hit that covers half of a
rewritten character is known as such. Cost is linear in the text, for hostile text too: a folding is one
pass of one regular expression, and combining sequences longer than any language has are not normalised
(sorting a megabyte of combining marks takes CPython quadratic time).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Tier = Literal["identity", "layout", "layout-dehyphen", "typography", "typography-dehyphen"]

TIERS: tuple[Tier, ...] = ("identity", "layout", "layout-dehyphen", "typography", "typography-dehyphen")
"""The tiers in the order in which they are tried."""

DROPPED = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Soft hyphen, zero-width characters, byte order mark and bidirectional controls: no reader sees them."""

WITHOUT_DROPPED = str.maketrans("", "", DROPPED)
"""Translation table that takes the invisible characters out."""

LONGEST_SEQUENCE = 40
"""Longest combining sequence that is normalised; Unicode's stream-safe format allows 30 marks."""

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02b9\u02bb\u02bc\u02bd\u00b4`"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u02ba\u301d\u301e\u301f"

_SHAPES: dict[str, str] = {
    **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(0x5E)},
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    "\uff40": "'",
    "\u2025": "..",
    "\u2026": "...",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_TO_SHAPES = str.maketrans(_SHAPES)

_TRAILING = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb\U00016d63-\U00016d6a]")
_NEWLINES = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Each alternative begins with a set of characters, which `re` tests without trying the alternative.
_HYPHEN = r"[-\u2010\u00ad]"
_BROKEN_WORD = rf"{_HYPHEN}(?<=\w{_HYPHEN})[^\S{_NEWLINES}]*[{_NEWLINES}][\s{DROPPED}]*(?=\w)(?P<broken>)"
_BROKEN = re.compile(_BROKEN_WORD)
_SPACES = rf"[{DROPPED}][\s{DROPPED}]*|[^\S ][\s{DROPPED}]*| [\s{DROPPED}]+"
_TYPOGRAPHY = rf"[{re.escape(_DASHES)}]{{2,}}|[{re.escape(''.join(set(_SHAPES) - {'-'}))}]"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its presentation levelled, and each rewrite with its place in both texts."""

    text: str
    """The folded text."""
    starts: tuple[int, ...]
    """Where each rewrite begins in the folded text, ascending; its end too where characters were dropped."""
    ends: tuple[int, ...]
    """Where each rewrite ends in the folded text, exclusive."""
    raw_starts: tuple[int, ...]
    """Where the rewritten characters begin in the raw text."""
    raw_ends: tuple[int, ...]
    """Where the rewritten characters end in the raw text, exclusive."""

    def raw_start(self, position: int) -> tuple[int, bool]:
        """Raw place where a passage that begins at `position` begins, and whether no rewrite is halved.

        Dropped characters just before the passage stay outside it; a halved rewrite is taken in whole.
        """
        index = bisect_right(self.starts, position) - 1
        if index < 0:
            return position, True
        if position >= self.ends[index] and position > self.starts[index]:
            return self.raw_ends[index] + position - self.ends[index], True
        if self.starts[index] == self.ends[index]:
            return self.raw_ends[index], True
        return self.raw_starts[index], position == self.starts[index]

    def raw_end(self, position: int) -> tuple[int, bool]:
        """Raw place where a passage that ends at `position` (exclusive) ends; whether no rewrite is halved.

        Dropped characters just after the passage stay outside it; a halved rewrite is taken in whole.
        """
        index = bisect_left(self.ends, position)
        if index == len(self.ends):
            return (self.raw_ends[-1] + position - self.ends[-1] if self.ends else position), True
        if self.starts[index] >= position:
            return self.raw_starts[index] - (self.starts[index] - position), True
        return self.raw_ends[index], position == self.ends[index]


def fold(text: str, tier: Tier) -> Folded:
    """The text as `tier` sees it, with the way back."""
    if tier == "identity":
        return Folded(text, (), (), (), ())
    typographic, joined = tier.startswith("typography"), tier.endswith("-dehyphen")
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    raw_starts: list[int] = []
    raw_ends: list[int] = []
    done = length = 0
    foreign = frozenset(character for character in set(text) if character > "\u00ff")
    for match in _rewritable(foreign, typographic).finditer(text):
        raw = match.group()
        new = _joint(raw, joined) if match.lastgroup else _rewritten(raw, typographic)
        if new == raw:
            continue
        start, end = match.span()
        pieces += (text[done:start], new)
        length += start - done
        starts.append(length)
        length += len(new)
        ends.append(length)
        raw_starts.append(start)
        raw_ends.append(end)
        done = end
    pieces.append(text[done:])
    return Folded("".join(pieces), tuple(starts), tuple(ends), tuple(raw_starts), tuple(raw_ends))


@lru_cache(maxsize=128)
def fold_source(text: str, tier: Tier) -> Folded:
    """`fold`, remembered: many quotes are sought in one source, and each must not pay for folding it.

    A source in which no word is broken is folded without that, and so not searched a second time.
    """
    if tier.endswith("-dehyphen") and not _BROKEN.search(text):
        return fold_source(text, "layout" if tier == "layout-dehyphen" else "typography")
    return fold(text, tier)


@lru_cache(maxsize=512)
def folded_words(words: str, tier: Tier) -> str:
    """A quote, or a part or the context of one, as `tier` sees it; no space at either end. Remembered too."""
    return fold(words, tier).text.strip()


def caseless(folded: str) -> str:
    """The text without capitals, place by place: what would change its length (ß to ss) stays."""
    lowered = folded.casefold()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := character.casefold()) == 1 else character for character in folded)


@lru_cache(maxsize=32)
def caseless_source(text: str) -> str:
    """`caseless` of the typography of a source, remembered as `fold_source` is."""
    return caseless(fold_source(text, "typography").text)


def extends(character: str) -> bool:
    """Whether the character may melt into the one before it: a combining mark or a trailing Hangul letter."""
    return unicodedata.category(character)[0] == "M" or _TRAILING.match(character) is not None


@lru_cache(maxsize=128)
def _rewritable(foreign: frozenset[str], typographic: bool) -> re.Pattern[str]:
    """The stretches that folding may rewrite of a text with these characters beyond Latin-1.

    Only the characters that occur in the text are looked up, because the `re` module knows no
    Unicode categories and a table of all of them would slow every start of the program.
    """
    marks = "".join(sorted(filter(extends, foreign)))
    alone = "".join(c for c in sorted(foreign) if unicodedata.normalize("NFC", c) != c and not c.isspace())
    parts = [_BROKEN_WORD, _SPACES]
    if marks:
        mark = f"[{re.escape(marks)}]"
        either = f"[{DROPPED}{re.escape(marks)}]"
        parts.append(rf"[^\s{DROPPED}{re.escape(marks)}]{either}*{mark}|{mark}(?:{either}*{mark})?")
    if alone:
        parts.append(f"[{re.escape(alone)}]")
    if typographic:
        parts.append(_TYPOGRAPHY)
    return re.compile("|".join(parts))


def _joint(raw: str, joined: bool) -> str:
    """What is left of a hyphen and a line break inside a word; a soft hyphen is only seen at such a break."""
    return "" if joined or raw[0] == "\u00ad" else "-"


def _rewritten(raw: str, typographic: bool) -> str:
    kept = raw.translate(WITHOUT_DROPPED)
    if not kept or kept.isspace():
        return " " if kept else ""
    if len(kept) <= LONGEST_SEQUENCE:
        kept = unicodedata.normalize("NFC", kept)
    if typographic:
        kept = kept.translate(_TO_SHAPES)
        if not kept.strip("-"):
            return "-"
    return kept

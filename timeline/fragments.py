"""Links to the live original that open at the quoted words: `#:~:text=`, a text fragment.

Why not simply the quote: a browser compares whole words within one block of the page and takes the first
place that fits. So a fragment is grown to word boundaries; what crosses a line, or is long, is told by its
first and its last words; and words that stand more than once are given neighbours until they stand alone.
Where nothing makes them unique there is no fragment: a link that opens at the wrong sentence is worse than
none. Neighbours are never taken from beyond the sentence around the passage, as what stands in an address
is published: of a source of which only quotes may be shown, a link must not tell more than the page.

A copied text has often lost the break between two paragraphs (“dinner.Xi”): such a pair is one word to a
browser where it stands, and two words in two blocks where it does not, so that no term contains it.

After the draft of the WICG, “URL Fragment Text Directives”. Stricter than it where browsers differ: a line of
the stored text may be a block of the page, accents and capitals may be ignored, and letters of scripts
without spaces are divided by a dictionary that is not ours, so that they are taken whole from mark to mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from timeline.boundaries import sentence
from timeline.folding import WITHOUT_DROPPED
from timeline.levelled import levelled
from timeline.whole_words import joined, whole_words

LONGEST_EXACT = 300
"""Characters from which a quote is told by its first and last words."""
LONE_WORDS = 3
"""So few words never go without neighbours, if they have any: the page around the text has words too."""
ENDS = (3, 4, 5, 6, 8, 12, 20, 40, 80)
"""How many words tell the beginning and the end of a long quote."""
NEIGHBOURS = (3, 4, 5, 6, 8, 12, 20, 40, 80)
"""How many words of context are tried on either side."""
SPILL = 24
"""Characters of a word of which a passage is a part that may lie beyond its sentence: “dinner.Xi”."""

_SAFE = "!$'()*+./:;=?@_~"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_GLUED = re.compile(
    r"(?<!\S)\S*[^\W_A-ZÀ-ÞА-ЯЁ]\.[A-ZÀ-ÞА-ЯЁ]\S*"
    r"|(?<=[^\W_A-ZÀ-ÞА-ЯЁ])[.!?…][”’\"')»]*(?P<rest>)(?=[“‘\"'(«]*[A-ZÀ-ÞА-ЯЁ])"
)
"""The end of a sentence and the beginning of the next without a blank between them: one word, or two."""
_WORD = re.compile("[^\\s，。、；：？！《》（）「」]+")
"""Words between blanks, or between the marks of a script that writes none: nothing here divides a word."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to point at a passage; places are code points of the raw text."""

    start: tuple[int, int]
    """The words with which the passage begins, or all of them."""
    end: tuple[int, int] | None = None
    """The words with which it ends, if it is told by both."""
    prefix: tuple[int, int] | None = None
    """Words just before it."""
    suffix: tuple[int, int] | None = None
    """Words just after it."""


def link(url: str, text: str, start: int, end: int) -> str:
    """The address at which a browser opens `url` at the passage; "" if there is none.

    `start` and `end` are code points of the source's `text`, end exclusive. A fragment of the address itself
    stays before the directive.
    """
    if not url.lower().startswith(("http://", "https://")):
        return ""
    directive = fragment(text, start, end)
    if not directive:
        return ""
    url = url.partition(":~:")[0]
    return f"{url}{'' if '#' in url else '#'}{directive}"


def fragment(text: str, start: int, end: int) -> str:
    """The directive `:~:text=…` for a passage of a text; "" if the passage has none that is unique."""
    low, high = sentence(text, start, end)
    start, end = whole_words(text, start, end)
    if start >= end or max(0, low - start) + max(0, end - high) > SPILL:
        return ""
    for attempt in _tries(text, start, end, low, high):
        if _stands_alone(text, attempt):
            return _written(text, attempt)
    return ""


# ── ways to point at a passage ────────────────────────────────────────────────────────────────────────────


def _tries(text: str, start: int, end: int, low: int, high: int) -> Iterator[_Try]:
    """Every way, the shortest and most robust first; neighbours from `low` to `high` only."""
    lines = [place for place in _stretches(text, start, end) if _words(text, *place)]
    if not lines:
        return
    first, last = lines[0], lines[-1]
    start, end = first[0], last[1]
    cores: list[_Try] = []
    if len(lines) == 1 and end - start < LONGEST_EXACT:
        cores.append(_Try((start, end)))
    else:
        cores += _ranges(text, first, last)
    before, after = _before(text, low, start), _after(text, end, high)
    few = len(lines) == 1 and len(_words(text, start, end)) <= LONE_WORDS
    if not few:
        yield from cores
    for number in NEIGHBOURS:
        prefix, suffix = _nearest_words(text, before, number, -1), _nearest_words(text, after, number, 1)
        for core in cores:
            if prefix:
                yield _Try(core.start, core.end, (prefix[0], start))
            if suffix:
                yield _Try(core.start, core.end, None, (end, suffix[1]))
            if prefix and suffix:
                yield _Try(core.start, core.end, (prefix[0], start), (end, suffix[1]))
    if few:
        yield from cores


def _ranges(text: str, first: tuple[int, int], last: tuple[int, int]) -> Iterator[_Try]:
    """First words and last words, ever more of them, that do not meet."""
    seen = set()
    for number in ENDS:
        head, tail = _nearest_words(text, first, number, 1), _nearest_words(text, last, number, -1)
        if head is None or tail is None:
            return
        begins, ends = (first[0], head[1]), (tail[0], last[1])
        if begins[1] <= ends[0] and (begins, ends) not in seen:
            seen.add((begins, ends))
            yield _Try(begins, ends)


def _nearest_words(
    text: str, place: tuple[int, int] | None, number: int, step: int
) -> tuple[int, int] | None:
    """The stretch from the first to the last of so many words at one end of a place: its end if -1."""
    words = _words(text, *place) if place else []
    chosen = words[:number] if step > 0 else words[-number:]
    return (chosen[0][0], chosen[-1][1]) if chosen else None


def _before(text: str, low: int, start: int) -> tuple[int, int] | None:
    """The rest of the line before a place or, if it begins one, the line before."""
    first = low
    if first and joined(text, first):
        first = next((at for at in range(first, start) if text[at].isspace()), start)
    stretches = [place for place in _stretches(text, first, start) if not text[place[1] : start].strip()]
    return stretches[0] if stretches else None


def _after(text: str, end: int, high: int) -> tuple[int, int] | None:
    """The rest of the line after a place or, if it ends one, the line after."""
    last = high
    if joined(text, last):
        last = next((at for at in range(last, end, -1) if text[at - 1].isspace()), end)
    stretches = (place for place in _stretches(text, end, last) if not text[end : place[0]].strip())
    return next(stretches, None)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What surely stands in one block each: the lines, without outer blanks, parted again at glued words."""
    for line in _LINE.finditer(text, start, end):
        begin = line.start()
        for first, last in [*_glued(text, begin, line.end()), (line.end(), line.end())]:
            piece = text[begin:first]
            if piece.strip():
                yield begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
            begin = max(begin, last)


def _glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where near a stretch the break between two words is lost: the whole pair if it is one word, else the
    place between the two.
    """
    # No pair has a blank in it, so that only the words at both ends need be seen whole.
    low, high = start, end
    while low and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    for match in _GLUED.finditer(text, low, high):
        first, last = match.span() if match["rest"] is None else match.span("rest")
        if first < end and last > start:
            yield first, last


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between blanks that hold a letter or a digit: no word is ever divided."""
    return [
        match.span() for match in _WORD.finditer(text, start, end) if any(map(str.isalnum, match.group()))
    ]


# ── what a browser would find ─────────────────────────────────────────────────────────────────────────────


def _stands_alone(text: str, attempt: _Try) -> bool:
    """Whether a browser that reads the text finds these words at one place only, and there."""
    plain = levelled(text)
    head = plain.spot(attempt.prefix[0] if attempt.prefix else attempt.start[0])
    last = attempt.suffix[1] if attempt.suffix and attempt.end is None else attempt.start[1]
    if not _is_only(plain.text, head, plain.spot(last)):
        return False
    if attempt.end is None:
        return True
    begin = plain.spot(attempt.end[0])
    finish = plain.spot(attempt.suffix[1] if attempt.suffix else attempt.end[1])
    sought = plain.text[begin:finish].rstrip()
    return bool(sought) and plain.text.find(sought, plain.spot(attempt.start[1])) == begin


def _is_only(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands nowhere else; not even inside words, which costs a neighbour more."""
    sought = text[start:end].strip()
    first = text.find(sought) if sought else -1
    return first >= 0 and text.find(sought, first + 1) < 0


# ── as an address ─────────────────────────────────────────────────────────────────────────────────────────


def _written(text: str, attempt: _Try) -> str:
    parts = [_term(text, attempt.start)]
    if attempt.prefix:
        parts.insert(0, _term(text, attempt.prefix) + "-")
    if attempt.end:
        parts.append(_term(text, attempt.end))
    if attempt.suffix:
        parts.append("-" + _term(text, attempt.suffix))
    return ":~:text=" + ",".join(parts)


def _term(text: str, place: tuple[int, int]) -> str:
    """The words with blanks collapsed and every sign that has a meaning in a directive escaped."""
    words = " ".join(text[slice(*place)].translate(WITHOUT_DROPPED).split())
    return quote(words, safe=_SAFE, errors="replace").replace("-", "%2D")

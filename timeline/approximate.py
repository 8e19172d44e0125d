"""Where words stand that resemble a quote: the search by edits, when no place has the words themselves.

It says where a quote probably was and never that it stands there. How much may differ was fixed by looking
for quotes that are not there: of 32 characters and more, unrelated prose comes no nearer than 0.31 of the
length, of 20 to 31 no nearer than 0.25; shorter ones resemble anything. (Half of the length, as web
annotators allow, accepts an unrelated quote of 40 characters every other time in two megabytes.)

A text of up to 8,000 characters is searched whole. In a longer one exact pieces of the quote are looked up
first, in an index that is made once, and only the windows around them are searched: milliseconds a quote in
two megabytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from timeline.boundaries import cut
from timeline.edits import scores, valleys
from timeline.folding import Folded, caseless, caseless_source, fold, fold_source
from timeline.hits import Place

SEARCHED_WHOLE = 8_000
"""Characters of a text up to which all of it is searched."""

SCANNED = 200_000
"""Characters up to which all of it is searched when no piece of the quote stands in it."""

LONGEST = 20_000
"""Characters of a quote beyond which nothing is searched."""

PIECE = 6
"""Characters of a piece; one of this length seldom stands in unrelated prose more than a few times."""

MOST_PIECES = 400_000
"""Pieces of a text that are indexed: of a longer text every fifth, every sixth … character begins one."""

MOST_HITS = 500
"""Hits of one piece beyond which it tells nothing, unless all pieces are so common."""

MOST_WINDOWS = 60
"""Windows that are searched, those with most pieces first."""

LEAST_SHARE = 3
"""A window is searched if it has at least this part of the pieces of the best: a third."""

MOST_CANDIDATES = 100
"""Resembling places that are told, the nearest first."""

EDGES_TRIED = 4
"""Equally near ends of one place among which whole words decide."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that resembles a quote."""

    place: Place
    """In code points of the raw text."""
    edits: int
    """Characters to change until both are the same, presentation and capitals aside."""


def allowed(length: int) -> int:
    """The most edits with which a quote of so many characters counts as found, however altered; -1: never."""
    return length // 4 if length >= 32 else length * 15 // 100 if length >= 20 else -1


def suggested(length: int) -> int:
    """The most edits with which a place is at least worth a curator's look; -1: never."""
    return length * 35 // 100 if length >= 32 else length // 4 if length >= 20 else length // 5 or -1


def nearly(length: int) -> int:
    """By how many edits one place may be nearer to a quote than another and still be no better."""
    return max(2, length * 5 // 100)


def candidates(exact: str, text: str) -> list[Candidate]:
    """The places that are worth a look, none overlapping another much, the nearest first."""
    quote = caseless(fold(exact, "typography").text.strip())
    length, most = len(quote), suggested(len(quote))
    source, within = fold_source(text, "typography"), caseless_source(text)
    if most < 0 or length > LONGEST or length - most > len(within):
        return []
    found: list[tuple[int, int]] = []
    for windows in _tried(quote, within, most):
        found = sorted(
            (edits, end)
            for first, last in windows
            for edits, end in _ends(quote, within[first:last], most, first)
        )
        if found:
            break
    return [_edged(quote, within, end, edits, source, text) for edits, end in found[:MOST_CANDIDATES]]


def _tried(quote: str, within: str, most: int) -> Iterator[list[Place]]:
    """Sets of windows, each to be searched only if the one before gave nothing."""
    if len(within) > SEARCHED_WHOLE:
        yield _windows(quote, within, most)
    if len(within) <= SCANNED:
        yield [(0, len(within))]


def _step(within: str) -> int:
    return max(3, -(-len(within) // MOST_PIECES))


@lru_cache(maxsize=8)
def _pieces(within: str) -> dict[str, list[int]]:
    """Where the pieces of a text begin, those that begin at every step."""
    found: dict[str, list[int]] = {}
    for at in range(0, len(within) - PIECE + 1, _step(within)):
        found.setdefault(within[at : at + PIECE], []).append(at)
    return found


def _windows(quote: str, within: str, most: int) -> list[Place]:
    """Where the quote would lie according to most of its pieces; apart from one another, in order."""
    width = max(16, len(quote) // 4)
    votes: Counter[int] = Counter()
    common: Counter[int] = Counter()
    pieces = _pieces(within)
    for offset in range(len(quote) - PIECE + 1):
        hits = pieces.get(quote[offset : offset + PIECE], [])
        counted = common if len(hits) > MOST_HITS else votes
        counted.update((hit - offset) // width for hit in hits[:MOST_HITS])
    votes = votes or common
    windows: list[Place] = []
    top = votes.most_common(MOST_WINDOWS)
    for slot in sorted(slot for slot, count in top if count * LEAST_SHARE >= top[0][1]):
        first = max(0, slot * width - most - width)
        last = min(len(within), (slot + 2) * width + len(quote) + most)
        if windows and first <= windows[-1][1]:
            windows[-1] = windows[-1][0], last
        else:
            windows.append((first, last))
    return windows


def _ends(quote: str, window: str, most: int, first: int) -> Iterator[tuple[int, int]]:
    """(edits, end) of each resembling place, and of the ends beside it that are as near."""
    found = scores(quote, window)
    for end in valleys(found, most, max(1, len(quote) // 2)):
        yield found[end], first + end


def _edged(quote: str, within: str, end: int, edits: int, source: Folded, text: str) -> Candidate:
    """The place that ends about there: of all equally near ones that with whole words at its edges."""
    reach = len(quote) + edits
    low = max(0, end - reach - EDGES_TRIED)
    after = scores(quote, within[low : end + EDGES_TRIED])
    stops = [at for at in range(end, min(end + EDGES_TRIED, len(within)) + 1) if after[at - low] == edits]
    best: tuple[tuple[int, int, int], Place] | None = None
    backwards = quote[::-1]
    for stop in stops:
        before = scores(backwards, within[max(0, stop - reach) : stop][::-1], anchored=True)
        for size in (size for size, count in enumerate(before) if size and count == edits):
            begin = stop - size
            place = source.raw_start(begin)[0], source.raw_end(stop)[0]
            halved = bool(cut(text, place[0])) + bool(cut(text, place[1]))
            strange = (within[begin] != quote[0]) + (within[stop - 1] != quote[-1])
            key = (halved, strange, -size)
            if best is None or key < best[0]:
                best = key, place
    if best is None:  # An end that is nearest to nothing at all: the quote is all edits.
        return Candidate((source.raw_start(max(0, end - 1))[0], source.raw_end(end)[0]), edits)
    return Candidate(best[1], edits)

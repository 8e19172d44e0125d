"""Where words stand that resemble a quote: the search by edits, when no place has the words themselves.

It says where a quote probably was and never that it stands there. How much may differ was fixed by looking
for quotes that are not there: of 32 characters and more, unrelated prose comes no nearer than 0.31 of the
length, of 20 to 31 no nearer than 0.25; shorter ones resemble anything. (Half of the length, as web
annotators allow, accepts an unrelated quote of 40 characters every other time in two megabytes.)

Where to look is known from pieces of the quote (see `stretches`), so that most of a text is never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.boundaries import cut
from timeline.edits import scores, valleys
from timeline.folding import Folded, caseless, caseless_source, fold_source, folded_words
from timeline.hits import Place
from timeline.stretches import Stretch, votes

SEARCHED_WHOLE = 8_000
"""Characters of a text up to which all of it is searched where nothing else is known."""

LONGEST = 8_000
"""Characters of a quote beyond which nothing is searched."""

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


def candidates(exact: str, text: str, *, every: bool = False) -> list[Candidate]:
    """The places that are worth a look, none overlapping another much, the nearest first.

    Of places that count as found only those nearly as near as the nearest, unless `every` one is asked for.
    """
    quote = caseless(folded_words(exact, "typography"))
    source, within = fold_source(text, "typography"), caseless_source(text)
    most = suggested(len(quote))
    if most < 0 or len(quote) > LONGEST or len(quote) - most > len(within):
        return []
    near = _searched(quote, within, every=every)
    ends = valleys(sorted(near.items()), max(1, len(quote) // 2))
    nearest = sorted((edits, end) for end, edits in ends)[:MOST_CANDIDATES]
    return [_edged(quote, within, _tied(near, end), edits, source, text) for edits, end in nearest]


def _searched(quote: str, within: str, *, every: bool) -> dict[int, int]:
    """The ends of resembling places, each with its edits, and those beside them that resemble too.

    The probable stretches first. The nearest place in them says how near another must be to matter, and the
    smaller that is, the less of the text must be searched for it.
    """
    most, enough = suggested(len(quote)), allowed(len(quote))
    pieces = votes(quote, within)
    likely = pieces.guessed(most)
    near = _near(quote, within, likely, most)
    nearest = min(near.values(), default=most + 1)
    if nearest <= enough:
        matter = enough if every else min(enough, nearest + nearly(len(quote)))
        holding = pieces.proved(matter)
        if holding is not None:
            rest = [(a, b) for a, b in holding if not any(c <= a and b <= d for c, d in likely)]
            for end, edits in _near(quote, within, rest, matter).items():
                near[end] = min(edits, near.get(end, edits))
            return {end: edits for end, edits in near.items() if edits <= matter}
    return _near(quote, within, [(0, len(within))], most) if len(within) <= SEARCHED_WHOLE else near


def _tied(near: dict[int, int], end: int) -> list[int]:
    """The end and those just behind it that are as near."""
    return [at for at in range(end, end + EDGES_TRIED + 1) if near.get(at) == near[end]]


def _near(quote: str, within: str, stretches: Iterable[Stretch], most: int) -> dict[int, int]:
    """Each end of at most `most` edits in these stretches, with its edits."""
    return {
        first + end: edits
        for first, last in stretches
        for end, edits in enumerate(scores(quote, within[first:last]))
        if edits <= most
    }


def _edged(quote: str, within: str, stops: Sequence[int], edits: int, source: Folded, text: str) -> Candidate:
    """The place that ends at one of `stops`: of all equally near ones that with whole words at its edges."""
    reach = len(quote) + edits
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
        return Candidate((source.raw_start(max(0, stops[0] - 1))[0], source.raw_end(stops[0])[0]), edits)
    return Candidate(best[1], edits)

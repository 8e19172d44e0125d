"""The concordance: every word of the events, and the places of the events that have it.

A search in the page asks whether every wanted word is *within* what is written of an event. That can be
answered without the text: a wanted word has no blank, so it is within the text when it is within one of its
words. So the script looks through the list of distinct words, and unites the places of those that fit.

A million events have fifty million words. They are taken in lots of a size that memory holds; of each lot the
places are put on disk, word by word, and in the end the lots are read side by side. So memory is bounded by
the distinct words and by the result, a byte or two for each word of each event.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, pairwise
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from timeline.check import Progress, silent
from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.haystack import quoted, told
from timeline.panel import Proof
from timeline.records import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

LOT = 1 << 21
"""Words with their places that are held in memory before they are put on disk."""
VOLUME = 1 << 16
"""Places in a volume of postings, unless a single word has more."""
MOST_WORDS = 1 << 14
"""Words in a volume of postings."""


@dataclass(frozen=True, eq=False)
class Concordance:
    """All words, with the places of the events that have them."""

    words: str
    """The distinct words, joined by line feeds, in the order in which JavaScript compares them (UTF-16)."""
    cuts: tuple[int, ...]
    """Number of the first word of each volume of postings; there are `len(cuts)` volumes."""
    volumes: tuple[bytes, ...]
    """The postings, volume by volume."""

    def postings(self, volume: int) -> bytes:
        """The places of the words of a volume, ascending; IndexError if there is no such volume.

        Uint32 T, the number of its words; Uint32[T + 1], where the places of each begin and the last ones
        end, in bytes from the end of this table; then the places as LEB128 varints of their gaps, of each
        word the first from 0. Little-endian.
        """
        if not 0 <= volume < len(self.volumes):
            raise IndexError(f"there are {len(self.volumes)} volumes of postings, none is {volume}")
        return self.volumes[volume]


def concordance(
    edition: Edition,
    publish: Publish | None = None,
    progress: Progress = silent,
    keep: Callable[[Passage], Proof] | None = None,
) -> Concordance:
    """The concordance of an edition, of which as much is shown as `publish` says (as in `page.html`).

    `keep` is given every passage on the way.
    """
    titles = {source.id: source.title for source in edition.library}
    chronology, quotations = edition.chronology, edition.quotations
    events = progress(chronology, "Collecting words of events", len(chronology))
    quotes = progress(quotations, "Collecting words of quotes", len(quotations))
    return indexed(
        chain(
            ((place, told(edition, event, titles)) for place, event in enumerate(events)),
            ((edition.place(quote.event), said) for quote, said in quoted(edition, quotes, publish, keep)),
        )
    )


def indexed(found: Iterable[tuple[int, Iterable[str]]]) -> Concordance:
    """The concordance of places with words; a place may come several times, with the same words too."""
    with TemporaryFile() as file:
        lots = list(_lots(found, file))
        words, counts = _merged(lots)
        cuts = tuple(_cuts(counts))
        parts = pairwise((*cuts, len(counts)))
        volumes = tuple(_volume(lots, file, first, end) for first, end in parts)
    return Concordance(words, cuts, volumes)


# ── lots ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Lot:
    """Some words with their places, which are on disk."""

    words: str
    """Distinct, joined by line feeds, in their order."""
    at: Numbers
    """Where in the file the places of each word begin, and the last ones end: a number each, of 4 bytes."""
    numbers: Numbers
    """Of each word, its number among all words, once that is known."""


def _lots(found: Iterable[tuple[int, Iterable[str]]], file: IO[bytes]) -> Iterator[_Lot]:
    """The words in lots, their places put into the file."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    held = written = 0
    for place, words in found:
        before = held
        for word in words:
            places[word].append(place)
            held += 1
        if held >= LOT > before:
            yield (lot := _put(places, file, written))
            written, held = int(lot.at[-1]), 0
            places.clear()
    if places:
        yield _put(places, file, written)


def _put(places: dict[str, list[int]], file: IO[bytes], written: int) -> _Lot:
    """A lot, of which the places are now in the file."""
    import numpy as np

    words = sorted(places, key=_utf16)
    sizes = np.fromiter((len(places[word]) for word in words), np.int64, len(words))
    at = written + np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    flat = chain.from_iterable(places[word] for word in words)
    file.write(np.fromiter(flat, np.uint32, int(at[-1]) - written).tobytes())
    return _Lot("\n".join(words), at, np.zeros(0, np.int64))


def _utf16(word: str) -> bytes:
    """By which words are sorted as JavaScript sorts them."""
    return word.encode("utf-16-be", "surrogatepass")


def _merged(lots: list[_Lot]) -> tuple[str, Numbers]:
    """All words of the lots in their order, and how many places each has; tells the lots their numbers."""
    import numpy as np

    numbers = [array("q") for _ in lots]
    words = StringIO()
    last, count = None, 0
    for _, number, word in heapq.merge(*(_entries(lot, number) for number, lot in enumerate(lots))):
        if word != last:
            words.write(f"\n{word}" if count else word)
            last, count = word, count + 1
        numbers[number].append(count - 1)
    counts = np.zeros(count, np.int64)
    for lot, own in zip(lots, numbers, strict=True):
        lot.numbers = np.array(own, np.int64)
        counts[lot.numbers] += np.diff(lot.at)
        lot.words = ""
    return words.getvalue(), counts


def _entries(lot: _Lot, number: int) -> Iterator[tuple[bytes, int, str]]:
    """The words of a lot one by one, each with what it is sorted by."""
    for line in StringIO(lot.words, newline="\n"):
        word = line.removesuffix("\n")
        yield _utf16(word), number, word


# ── volumes ───────────────────────────────────────────────────────────────────────────────────────────────


def _cuts(counts: Numbers) -> Iterator[int]:
    """Number of the first word of each volume."""
    first = held = 0
    for number, count in enumerate(counts.tolist()):
        if number == 0:
            yield 0
        elif held + count > VOLUME or number - first == MOST_WORDS:
            yield number
            first, held = number, 0
        held += count


def _volume(lots: list[_Lot], file: IO[bytes], first: int, end: int) -> bytes:
    """The places of the words from `first` to `end`, from all lots."""
    import numpy as np

    words, places = [], []
    for lot in lots:
        low, high = np.searchsorted(lot.numbers, (first, end)).tolist()
        if low == high:
            continue
        file.seek(int(lot.at[low]) * 4)
        places.append(np.frombuffer(file.read(int(lot.at[high] - lot.at[low]) * 4), np.uint32))
        words.append(np.repeat(lot.numbers[low:high] - first, np.diff(lot.at[low : high + 1])))
    # Both in one number: sorted at once, and what came twice is there once.
    keys = np.concatenate(words) << 32 | np.concatenate(places)
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    word, place = keys >> 32, keys & 0xFFFFFFFF
    starts = np.flatnonzero(np.diff(word, prepend=-1))
    gaps = np.diff(place, prepend=0)
    gaps[starts] = place[starts]
    body, at = varints(gaps)
    table = np.array([end - first, *at[starts], len(body)], "<u4")
    return table.tobytes() + body


def varints(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Numbers below 2 ** 35 as LEB128, seven bits a byte, the lowest first; and where each begins."""
    import numpy as np

    sizes = np.ones(len(numbers), np.int64)
    for more in range(1, 5):
        sizes += numbers >= 1 << 7 * more
    at: Numbers = np.cumsum(sizes, dtype=np.int64) - sizes
    made = np.zeros(int(sizes.sum()), np.uint8)
    for byte in range(5):
        (here,) = np.nonzero(sizes > byte)
        goes_on = np.where(sizes[here] > byte + 1, 128, 0)
        made[at[here] + byte] = (numbers[here] >> 7 * byte) & 127 | goes_on
    return made.tobytes(), at

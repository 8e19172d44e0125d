"""The volumes of a large edition: all that its page does not hold, in pieces that are fetched when wanted.

A page of a hundred thousand events would be hundreds of megabytes, of which nobody reads more than a little.
So the page has the foremost, and all else has a name: what a window shows (`tile-3-5`), events and panels by
their places in time (`events-0`, `panels-7`), a text (`source-2`), and what is needed to filter, search, sort
and link (`ledger-0`, `words`, `postings-4`, `order-end`, `register-1` …). A host makes each one when it is
asked for, or all of them in a row; both get the same bytes for the same edition.

A volume is complete in itself: what it tells in three languages is a table of its own, and its dates are
places in that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from timeline import register
from timeline.bookkeeping import ledger
from timeline.check import Progress, silent
from timeline.compact import cited, draft, placed
from timeline.concordance import Concordance, concordance
from timeline.density import Density
from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.languages import Language
from timeline.ledger import BLOCK, STRIDE, Ledger
from timeline.panel import Panel, Proof
from timeline.phrases import Phrases
from timeline.press import Press
from timeline.proofs import Proofs
from timeline.pyramid import STEPS, Pyramid, Tile, build
from timeline.records import Passage
from timeline.shown_sources import shown_source
from timeline.stash import Stash
from timeline.tiling import TILE
from timeline.windows import Era, padded, parted

PANELS = 32
"""Panels in a volume: somebody who goes from event to event seldom waits."""
STRIP = 240
"""Steps of the strip below the chart."""

ALONE = ("starts", "names", "order-middle", "order-end")
"""Volumes of which there is one, but for the words."""

_NUMBER = "(0|[1-9][0-9]{0,17})"
_NAME = re.compile(
    f"(tile)-{_NUMBER}-{_NUMBER}|(events|panels|source|ledger|register|postings)-{_NUMBER}"
    "|(order)-(middle|end)|(starts|names|words)"
)

Json = dict[str, Any]
How = Literal["script", "fetch", "page"]
"""How a page gets its volumes: as scripts beside it, from its server, or out of itself."""
WHOLE = 300
"""So many events are whole in the page; an edition of more is bound in volumes.

Measured: from there on a bound page needs no more time for its first picture, and a quarter less until it
answers.
"""


SINGLE = 2000
"""The same of a page that is one file: plain pages, for whoever runs no script, cannot lie beside it."""


def is_bound(edition: Edition, wanted: bool | None = None, *, single: bool = False) -> bool:
    """Whether an edition is bound in volumes: as wanted, else by its size."""
    return len(edition.chronology) > (SINGLE if single else WHOLE) if wanted is None else wanted


class Volumes:
    """All volumes of an edition, each made when it is asked for. Whatever they share is made once."""

    def __init__(
        self,
        edition: Edition,
        publish: Publish | None = None,
        language: Language | None = None,
        progress: Progress = silent,
    ) -> None:
        """`publish` overrides what each source allows; `language` is that of the page they belong to.

        `progress` shows how far what takes long is.
        """
        self.edition = edition
        """Of which they are made."""
        self._publish = publish
        self._language = language or edition.language
        self._progress = progress
        self._proofs = Proofs(edition, publish)
        self._panel = Panel(edition, publish, self._proofs.of)
        self._drafts: Stash | None = None
        self.alone = True
        """Whether one process makes them all: of several none shows a progress of its own."""
        self._counts: dict[str, Callable[[], int]] = {
            "events": lambda: -(-self.ledger.count // STRIDE),
            "panels": lambda: -(-self.ledger.count // PANELS),
            "source": lambda: len(self.edition.library),
            "ledger": lambda: self.ledger.blocks,
            "register": lambda: self.shelves,
            "postings": lambda: len(self.concordance.cuts),
        }
        self._makers: dict[str, Callable[..., bytes | Json | None]] = {
            "tile": self._tile,
            "events": self._events,
            "panels": self._panels,
            "source": self._source,
            "starts": self._starts,
            "ledger": self._ledger,
            "names": self._names,
            "order": self._order,
            "register": self._register,
            "words": self._words,
            "postings": self._postings,
        }

    @property
    def prove(self) -> Callable[[Passage], Proof]:
        """What is shown of a passage's text, found once while that is shared."""
        return self._proofs.of

    @cached_property
    def ledger(self) -> Ledger:
        """All events as columns of numbers."""
        return ledger(self.edition, self._progress)

    @cached_property
    def pyramid(self) -> Pyramid:
        """Which tile holds which event."""
        return build(self.ledger)

    @cached_property
    def concordance(self) -> Concordance:
        """Every word of every event."""
        keep = self._proofs.keep if self._proofs.stash else None
        progress = self._progress if self.alone else silent
        return concordance(self.edition, self._publish, progress, keep)

    @cached_property
    def shelves(self) -> int:
        """How many there are of the register."""
        return register.shelves(len(self.ledger.ids) + len(self.ledger.passages))

    @cached_property
    def foremost(self) -> Tile:
        """The tile over the whole of time: the events with which the page opens."""
        tile = self.pyramid.tile(0, 0)
        assert tile is not None  # It is always there, even where there is no event.
        return tile

    @property
    def density(self) -> Density | None:
        """Where those lie that are not foremost, by kind; None where all are, here as on the moving page."""
        tile = self.foremost
        if len(tile.places) == self.ledger.count:
            return None
        return Density(tile.start, (tile.end - tile.start) / STEPS, tile.density["kind"])

    @cached_property
    def eras(self) -> tuple[Era, ...]:
        """The eras that the page offers."""
        start, end = self.ledger.start, self.ledger.end
        middle = (start + end) / 2
        order = middle.argsort(kind="stable")
        start, end = start[order], end[order]

        def around(first: int, last: int) -> tuple[float, float]:
            return float(start[first:last].min()), float(end[first:last].max())

        return parted(middle[order].tolist(), around)

    def names(self) -> Iterator[str]:
        """The name of every volume."""
        yield from self.general()
        yield from self.searched()
        yield from self.special()

    def general(self) -> Iterator[str]:
        """Those in which windows, filters and links look, and the texts."""
        yield from self.tiles()
        yield from ALONE
        yield from (f"ledger-{block}" for block in range(self.ledger.blocks))
        yield from (f"register-{shelf}" for shelf in range(self.shelves))
        yield from (f"source-{place}" for place in range(len(self.edition.library)))

    def tiles(self) -> Iterator[str]:
        """Those of windows, the coarsest first."""
        return (f"tile-{level}-{index}" for level, index in self.pyramid.names())

    def searched(self) -> Iterator[str]:
        """Those of the concordance: who asks for their names waits until it is made."""
        yield "words"
        yield from (f"postings-{volume}" for volume in range(len(self.concordance.cuts)))

    def special(self) -> Iterator[str]:
        """Those of some events. Those near in time follow one another, because they share dates."""
        count = self.ledger.count
        for number in range(-(-count // STRIDE)):
            yield f"events-{number}"
            first, last = number * STRIDE // PANELS, min((number + 1) * STRIDE, count)
            yield from (f"panels-{panels}" for panels in range(first, -(-last // PANELS)))

    def __bool__(self) -> bool:
        """There are always some; without this, to ask `if volumes` would be to count them."""
        return True

    def __len__(self) -> int:
        """How many there are; who asks waits until the concordance is made."""
        return sum(1 for _ in self.names())

    # ── several processes ─────────────────────────────────────────────────────────────────────────────────

    def share(self, folder: Path) -> None:
        """Keep in a folder what volumes have in common, so that each thing is made once by one process.

        So most time is saved by whoever asks first for what is `searched` or `general`, then for the others.
        """
        self._drafts = Stash(folder / "drafts", self.ledger.count)
        self._proofs.stash = Stash(folder / "proofs", len(self.ledger.passages))

    def settle(self) -> None:
        """Let other processes have what this one has made."""
        for stash in self._shared:
            stash.settle()

    def forget(self) -> None:
        """Keep no longer what only some volumes need."""
        self.__dict__.pop("concordance", None)

    def close(self) -> None:
        """Share no longer."""
        for stash in self._shared:
            stash.close()
        self._drafts = self._proofs.stash = None

    @property
    def _shared(self) -> tuple[Stash, ...]:
        return tuple(filter(None, (self._drafts, self._proofs.stash)))

    def content(self, name: str) -> bytes:
        """What the volume of that name holds: JSON in UTF-8, or numbers. KeyError if there is none."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise KeyError(name)
        sort, *given = (part for part in found.groups() if part is not None)
        if given and given[0].isdigit() and sort in self._counts and int(given[0]) >= self._counts[sort]():
            raise KeyError(name)
        made = self._makers[sort](*(int(part) if part.isdigit() else part for part in given))
        if made is None:
            raise KeyError(name)
        return made if isinstance(made, bytes) else _json(made)

    def manifest(self, how: How, base: str) -> Json:
        """What the page must know to ask for them; `base` is the address of their folder."""
        return {
            "count": self.ledger.count,
            "sources": len(self.edition.library),
            "base": base,
            "how": how,
            "levels": self.pyramid.levels,
            "shelves": self.shelves,
            "tile": TILE,
            "events": STRIDE,
            "panels": PANELS,
            "ledger": BLOCK,
            "tiles": {"0-0": self._tile(0, 0)},
            "strip": self.ledger.histogram(padded(self.ledger.whole), STRIP),
        }

    # ── events ────────────────────────────────────────────────────────────────────────────────────────────

    def _tile(self, level: int, index: int) -> Json | None:
        tile = self.pyramid.tile(level, index)
        if tile is None:
            return None
        return self._compacts(tile.places.tolist()) | {"density": tile.density, "below": tile.below}

    def _events(self, number: int) -> Json:
        places = self._run(number, STRIDE)
        made = self._compacts(places)
        cites = sorted({shelf for event in made["events"] for shelf in event["from"]})
        made["cites"] = {str(shelf): cited(self.edition.library[shelf]) for shelf in cites}
        return made

    def _compacts(self, places: Iterable[int]) -> Json:
        told = Phrases(self.edition)
        return {"events": [placed(self._draft(place), told) for place in places], "told": told.table}

    def _draft(self, place: int) -> Json:
        """An event as the script knows it; made once, where that is shared."""
        kept: Json | None = self._drafts.get(place) if self._drafts else None
        if kept:
            return kept
        event = self.edition.chronology[place]
        made = draft(self.edition, event, self.ledger.whole, self._shelf) | {"place": place}
        if event.status != "asserted":
            made["status"] = event.status
        if self._drafts:
            self._drafts.put(place, made)
        return made

    def _panels(self, number: int) -> Json:
        told = Phrases(self.edition)
        press = Press(self.edition, self._language, told)
        html = [press.event(self._panel.event(place, told)) for place in self._run(number, PANELS)]
        return {"html": "".join(html), "told": told.table}

    def _source(self, place: int) -> Json:
        told = Phrases(self.edition)
        shown = shown_source(self.edition, told, self.edition.library[place], self._publish)
        return {"html": Press(self.edition, self._language, told).source(shown), "told": told.table}

    def _run(self, number: int, size: int) -> Sequence[int]:
        """The places of a volume of so many events."""
        return range(number * size, min((number + 1) * size, self.ledger.count))

    @cached_property
    def _shelf(self) -> dict[str, int]:
        """By id of source, its place in the library."""
        return {source[0]: place for place, source in enumerate(self.ledger.sources)}

    # ── what filters, sorts, links and searches ───────────────────────────────────────────────────────────

    def _starts(self) -> bytes:
        return self.ledger.starts()

    def _ledger(self, block: int) -> bytes:
        return self.ledger.binary(block)

    def _names(self) -> Json:
        return self.ledger.names()

    def _order(self, by: Literal["middle", "end"]) -> bytes:
        return self.ledger.ordered(by)

    def _register(self, shelf: int) -> Json:
        return register.shelf(self.ledger, shelf)

    def _words(self) -> Json:
        return {"words": self.concordance.words, "cuts": self.concordance.cuts}

    def _postings(self, volume: int) -> bytes:
        return self.concordance.postings(volume)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

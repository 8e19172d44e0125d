"""Where each quote stands: four numbers for one that stands exactly, and more for some that do not.

Why so little: of a million quotes nearly all stand where they should, once. What is told of one that does not
(the nearest text, what differs, what would settle it) takes kilobytes and is found again when it is wanted,
which is of no more quotes than findings are shown.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from operator import attrgetter

from timeline.claims import value_span
from timeline.folding import TIERS
from timeline.numbered import Numbered
from timeline.passages import Located, Selector, Tier, locate
from timeline.records import Claim, Passage, Reckoned
from timeline.reread import Records
from timeline.tables import Table
from timeline.texts import Texts

KEPT = 2_000
"""Quotes that do not stand exactly of which all is kept."""

_TIERS: tuple[Tier, ...] = (*TIERS, "elided")
_UNSOUGHT, _EXACT, _ELSE = 0, 1, 2
_FIELDS = attrgetter(*(field.name for field in fields(Claim)))


class Found(Mapping[str, Located]):
    """What was found, by id of claim; and by its place among the records, which is quicker."""

    def __init__(self, claims: Table[Claim], texts: Texts) -> None:
        """Nothing found yet."""
        self._claims = claims
        self._texts = texts
        self._status = bytearray(len(claims.records))
        self._start = array("I", bytes(4 * len(self._status)))
        self._end = array("I", self._start)
        self._tier = bytearray(len(self._status))
        self._kept: dict[int, Located] = {}

    def seek(self, place: int) -> None:
        """Look for the quote of the claim at that place, whose source has a text."""
        located = self._located(place)
        if located.status == "exact" and located.start is not None and located.end is not None:
            self._status[place] = _EXACT
            self._start[place], self._end[place] = located.start, located.end
            self._tier[place] = _TIERS.index(located.tier) if located.tier else 0
            return
        self._status[place] = _ELSE
        if len(self._kept) < KEPT:
            self._kept[place] = located

    def _located(self, place: int) -> Located:
        source, *selector = self._claims.fields(place, "source", "exact", "prefix", "suffix")
        return locate(Selector(*selector), self._texts[source].text)

    def at(self, place: int) -> Located | None:
        """What was found for the claim at that place; None if its source has no text."""
        status = self._status[place]
        if status == _EXACT:
            return Located("exact", self._start[place], self._end[place], _TIERS[self._tier[place]])
        if status == _UNSOUGHT:
            return None
        return self._kept.get(place) or self._located(place)

    def stretch(self, place: int) -> tuple[int, int, Tier]:
        """Start, end and tier of a quote that stands exactly."""
        return self._start[place], self._end[place], _TIERS[self._tier[place]]

    def standing(self) -> Iterator[int]:
        """The places of the claims whose quote stands exactly."""
        return (place for place, status in enumerate(self._status) if status == _EXACT)

    def failed(self) -> Iterator[int]:
        """The places of the claims whose quote does not stand exactly, although there is a text."""
        return (place for place, status in enumerate(self._status) if status == _ELSE)

    def __getitem__(self, name: str) -> Located:
        """What was found for a claim; KeyError if its source has no text, or there is no such claim."""
        place = self.place(name)
        located = self.at(place) if place >= 0 else None
        if located is None:
            raise KeyError(name)
        return located

    def __iter__(self) -> Iterator[str]:
        """The claims whose source has a text."""
        for (name,), status in zip(self._claims.columns("id"), self._status, strict=True):
            if status:
                yield name

    def __len__(self) -> int:
        """How many quotes were looked for."""
        return len(self._status) - self._status.count(_UNSOUGHT)

    def place(self, name: str) -> int:
        """The place of the claim called so; -1 if there is none."""
        return self._find(name)

    @cached_property
    def _find(self) -> Callable[[str], int]:
        return self._claims.finder()


class Passages(Numbered[Passage]):
    """The claims whose quote stands exactly, in the order of the file, each made when it is asked for."""

    def __init__(self, claims: Sequence[Claim], found: Found, reckoning: Callable[[str], Reckoned]) -> None:
        """`reckoning` says how the dates of an event are counted."""
        self.claims = claims
        """All claims."""
        self.places = array("I", found.standing())
        """Those whose quote stands, by their places among all."""
        self._found = found
        self._reckoning = reckoning

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.places)

    def make(self, number: int) -> Passage:
        """A passage of its claim."""
        place = self.places[number]
        claim, start, end, tier = self.claims[place], *self._found.stretch(place)
        span = value_span(claim, self._reckoning(claim.event)) if claim.property else None
        return Passage(*_FIELDS(claim), start=start, end=end, tier=tier, value_span=span)

    def columns(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Some fields of each passage, all of them text and of its claim."""
        if isinstance(self.claims, Records):
            yield from self.claims.columns(names, self.places)
        else:
            for place in self.places:
                yield tuple(getattr(self.claims[place], name) for name in names)

    def stretch(self, number: int) -> tuple[int, int]:
        """Start and end of a passage."""
        return self._found.stretch(self.places[number])[:2]

    def find(self, id: str) -> int:
        """The number of the passage called so; -1 if there is none."""
        place = self._found.place(id)
        number = bisect_left(self.places, place)
        there = place >= 0 and number < len(self.places) and self.places[number] == place
        return number if there else -1

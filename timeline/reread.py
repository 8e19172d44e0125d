"""The records of a large table, each made of its row when somebody asks for it.

Why another way to make them: the row has been judged, so nothing is judged again. What a date means is
reckoned only when it is asked for; lists of parties, of which there are few, are made once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from timeline import dates
from timeline.columns import TableSpec
from timeline.numbered import Numbered
from timeline.records import Claim, Event, Source, TableRow
from timeline.sheets import Sheet

Record = TypeVar("Record", bound=Event | Claim | Source)

Make = Callable[[Sequence[str], TableRow], Record]
"""Makes a record of what a sound row says, trimmed and with defaults, in the order of the columns."""


class Records(Numbered[Record]):
    """Records by place; the numbers of their rows ascend."""

    def __init__(self, sheet: Sheet, numbers: Sequence[int], spec: TableSpec, make: Make[Record]) -> None:
        self.sheet = sheet
        """All rows of the table, faulty ones too."""
        self.numbers = numbers
        """For each record the number of its row."""
        self.keys: tuple[Sequence[float], Sequence[float]] = ((), ())
        """For each record first day and last, as they are sorted by; empty where records have no date."""
        self._make = make
        self._fields = {column.name: (column.type == "context", column.default) for column in spec.columns}
        self._plan = [(sheet.at(name), *field) for name, field in self._fields.items()]

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.numbers)

    def make(self, number: int) -> Record:
        """A record of its row."""
        row = self.numbers[number]
        texts = self.sheet.texts(row)
        texts.append("")  # where a column is missing
        values = [texts[at] if raw else texts[at].strip() or other for at, raw, other in self._plan]
        return self._make(values, self.sheet[row])

    def columns(self, names: Sequence[str], places: Iterable[int]) -> Iterator[tuple[str, ...]]:
        """Some fields of some records, all of them text."""
        plan = [(self.sheet.at(name), *self._fields[name]) for name in names]
        for place in places:
            texts = self.sheet.texts(self.numbers[place])
            texts.append("")
            yield tuple([texts[at] if raw else texts[at].strip() or other for at, raw, other in plan])

    def find(self, id: str) -> int:
        """The place of the record called so; -1 if there is none."""
        row = self.sheet.lookup.find(id)
        if row < 0 or len(self.numbers) == len(self.sheet):
            return row
        place = bisect_left(self.numbers, row)
        return place if place < len(self.numbers) and self.numbers[place] == row else -1


def claim(values: Sequence[str], row: TableRow) -> Claim:
    """A claim, all of whose fields are text."""
    id, event, source, exact, prefix, suffix, relation, property, value, by, rank, reason, speaker = values
    return Claim(
        id, event, source, exact, prefix, suffix, relation, property, value, by, rank, reason, speaker, row
    )


def event(values: Sequence[str], row: TableRow) -> Event:
    """An event whose date has still to be reckoned."""
    (
        id, title, date, calendar, year_start, evidence, date_source, date_note, kind, parties, place,
        lat, lon, importance, status, summary, wikidata,
    ) = values  # fmt: skip
    made = Event(
        id,
        title,
        date,
        calendar,
        year_start,
        evidence,
        date_source,
        date_note,
        kind,
        listed(parties),
        place,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(float(importance or 0)),
        status,
        summary,
        wikidata,
        _ANY,
        row,
    )
    return made.forget()


_ANY = dates.parse("XXXX")


@lru_cache(maxsize=4096)
def listed(text: str) -> tuple[str, ...]:
    """The parts between semicolons, trimmed, without empty ones."""
    return tuple(part for part in (part.strip() for part in text.split(";")) if part)


def all_of(records: Sequence[Any], *names: str) -> Iterator[tuple[str, ...]]:
    """Some fields of each record, in their order; all of them text."""
    if isinstance(records, Records):
        return records.columns(names, range(len(records)))
    return (tuple([getattr(record, name) for name in names]) for record in records)


def finder(records: Sequence[Any]) -> Callable[[str], int]:
    """Tells the place of the record with an id; -1 where there is none."""
    if isinstance(records, Records):
        return records.find
    places = {record.id: place for place, record in enumerate(records)}
    return lambda name: places.get(name, -1)

"""The three CSV files as typed records, with every fault at its line and column.

Why not a DataFrame: `pandas.read_csv` shifts, drops and converts without a word, and its errors carry no
usable place. Here a row with a fault is never dropped in silence: it stays among the `rows`, so that one
fault does not look like many, and its finding stops the edition.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol

from timeline import cells, dates, reread
from timeline.cells import Line, Row
from timeline.columns import EVENTS, PASSAGES, SOURCES, TableSpec
from timeline.decoding import Faults
from timeline.errors import Finding, short
from timeline.progress import Progress, silent
from timeline.records import Claim, Event, Passage, Source, TableRow
from timeline.reread import Make, Record, Records, all_of, finder
from timeline.sheets import Sheet, row_of
from timeline.values import Reader, nearest

__all__ = ["Claim", "Event", "Passage", "Source", "Table", "read_claims", "read_events", "read_sources"]

HELD = 5_000
"""Rows up to which all rows and records of a table are objects; of more they are read again when asked."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """What one CSV file says."""

    rows: Sequence[TableRow]
    """Every row below the header, faulty ones too."""
    records: Sequence[Record]
    """The rows without an error, in the order of the file."""
    findings: tuple[Finding, ...]
    """Every fault of form, sorted."""
    readable: bool = True
    """False when there is no table at all: what is missing in it says nothing about the other tables."""
    _told: dict[str, Mapping[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def ids(self) -> Mapping[str, TableRow]:
        """The first row of each id, faulty rows too, so that one fault does not look like many."""
        if isinstance(self.rows, Sheet):
            return self.rows.ids
        return {row.text("id"): row for row in reversed(self.rows) if row.text("id")}

    def columns(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Some fields of each record, in the order of the file; all of them text."""
        return all_of(self.records, *names)

    def by_id(self, name: str) -> Mapping[str, str]:
        """One field of each record, a text, by id; made once: who judges part after part asks again."""
        told = self._told.get(name)
        if told is None:
            told = self._told[name] = {values[0]: values[1] for values in self.columns("id", name)}
        return told

    def fields(self, place: int, *names: str) -> tuple[str, ...]:
        """Some fields of one record; all of them text."""
        if isinstance(self.records, Records):
            return next(self.records.columns(names, (place,)))
        return tuple(getattr(self.records[place], name) for name in names)

    def texts(self, *names: str) -> Iterator[tuple[str, ...]]:
        """What some cells of each row say, faulty rows too, trimmed."""
        if isinstance(self.rows, Sheet):
            return (tuple([text.strip() for text in texts]) for texts in self.rows.columns(names))
        return (tuple([row.text(name) for name in names]) for row in self.rows)

    def written(self, *names: str) -> Iterator[tuple[str, ...]]:
        """The same with their outer blanks."""
        if isinstance(self.rows, Sheet):
            return self.rows.columns(names)
        return (tuple([row.texts.get(name, "") for name in names]) for row in self.rows)

    def faulty(self) -> Iterator[TableRow]:
        """The rows that are no records."""
        if isinstance(self.rows, Sheet) and isinstance(self.records, Records):
            recorded = iter(self.records.numbers)
            following = next(recorded, -1)
            for number in range(len(self.rows)):
                if number == following:
                    following = next(recorded, -1)
                else:
                    yield self.rows[number]
            return
        lines = {record.row.line for record in self.records}
        yield from (row for row in self.rows if row.line not in lines)

    def finder(self) -> Callable[[str], int]:
        """Tells the place of the record with an id; -1 where there is none."""
        return finder(self.records)


class Read(Protocol[Record]):
    """Reads one of the tables."""

    def __call__(self, data: bytes, progress: Progress) -> Table[Record]:
        """What the bytes of the file say."""


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Record]):
    """How the rows of a table become records."""

    spec: TableSpec
    """The table."""
    build: Callable[[Reader], Record]
    """Makes a record of a row, and notes what is wrong with it."""
    again: Make[Record]
    """Makes it once more, of a row known to be sound."""
    key: Callable[[Record], tuple[float, float]] | None = None
    """First day and last, both as they are sorted by."""


def read_events(data: bytes, progress: Progress = silent) -> Table[Event]:
    """The events that the bytes of `events.csv` describe."""
    kind = _Kind(EVENTS, _event, reread.event, lambda event: event.span.sort_key[:2])
    return _table(kind, data, progress)


def read_claims(data: bytes, progress: Progress = silent) -> Table[Claim]:
    """The claims that the bytes of `passages.csv` describe."""
    return _table(_Kind(PASSAGES, _claim, reread.claim), data, progress)


def read_sources(data: bytes, progress: Progress = silent) -> Table[Source]:
    """The sources that the bytes of `sources.csv` describe, their texts not yet read."""
    return _table(_Kind(SOURCES, _source, _source_again), data, progress)


class _Gathered(Generic[Record]):
    """The rows and records of a table while it is read."""

    def __init__(self, kind: _Kind[Record], sheet: Sheet) -> None:
        self.kind = kind
        self.sheet = sheet
        self.known = {column.name: column for column in kind.spec.columns}
        self.held: list[tuple[TableRow, Record | None]] = []
        self.as_long = bytearray()
        self.recorded = bytearray()
        self.keys = (array("d"), array("d"))

    def add(self, line: Line, row: TableRow, as_long: bool, faults: Faults) -> None:
        """One more row, whose record is made if it has as many cells as there are columns."""
        record, sound = None, False
        if as_long:
            reader = Reader(self.known, row, faults)
            record = self.kind.build(reader)
            sound = reader.sound and line.whole
        self.sheet.add(line)
        self.as_long.append(as_long)
        self.recorded.append(sound)
        if self.kind.key:
            for keys, key in zip(self.keys, self.kind.key(record) if record else (0, 0), strict=True):
                keys.append(key)
        if len(self.sheet) <= HELD:
            self.held.append((row, record))
        else:
            self.held.clear()

    def finished(self, faults: Faults) -> tuple[Sequence[TableRow], Sequence[Record]]:
        """All rows, and the records of those without a fault."""
        for number, first in self._doubled():
            if self.as_long[number]:
                self.recorded[number] = False
                row = self.sheet[number]
                message = (
                    f"the id “{short(row.text('id'))}” is already taken in line {self.sheet.line(first)}"
                )
                hint = "an id names one row; change one of the two"
                faults.add("id-doubled", row.where("id"), message, hint)
        if len(self.sheet) <= HELD:
            records = [record for (_, record), sound in zip(self.held, self.recorded, strict=True) if sound]
            return tuple(row for row, _ in self.held), tuple(filter(None, records))
        numbers = array("I", (number for number, sound in enumerate(self.recorded) if sound))
        made = Records(self.sheet, numbers, self.kind.spec, self.kind.again)
        if self.kind.key:
            begun, ended = (array("d", map(keys.__getitem__, numbers)) for keys in self.keys)
            made.keys = (begun, ended)
        return self.sheet, made

    def _doubled(self) -> Iterator[tuple[int, int]]:
        """Each row whose id an earlier one has, and the first of that id."""
        if len(self.sheet) > HELD:
            yield from self.sheet.lookup.doubled()
            return
        first: dict[str, int] = {}
        for number, (row, _) in enumerate(self.held):
            name = row.text("id")
            if name and first.setdefault(name, number) != number:
                yield number, first[name]


def _table(kind: _Kind[Record], data: bytes, progress: Progress) -> Table[Record]:
    scan, faults = cells.scan(data, kind.spec.file), Faults(kind.spec.file)
    lines = scan.lines()
    header = next(lines, None)
    if header is None:
        return Table((), (), scan.findings(), readable=False)
    columns = _header(kind.spec, header.row, faults)
    gathered = _Gathered(kind, Sheet(scan.data, scan.separator, columns))
    for line in progress(lines, f"Reading {kind.spec.name}", scan.data.count(b"\n") - 1):
        if columns:
            gathered.add(line, row_of(line, columns), _as_long(line, header, faults), faults)
    rows, records = gathered.finished(faults)
    findings = tuple(sorted({*scan.findings(), *faults.findings()}))
    return Table(rows, records, findings, readable=bool(columns))


def _header(spec: TableSpec, header: Row, faults: Faults) -> dict[str, int]:
    """Where each known column stands, after faults of the header are noted; empty if it is no header."""
    known = [column.name for column in spec.columns]
    names = [cell.text.strip() for cell in header.cells]
    if not set(names) & set(known):
        message = f"the first line names no column of {spec.name}.csv"
        hint = "the header must be: " + ",".join(known)
        faults.add("header-missing", (header.line, header.cells[0].column), message, hint)
        return {}
    columns: dict[str, int] = {}
    for index, (name, cell) in enumerate(zip(names, header.cells, strict=True)):
        place = (cell.line, cell.column)
        if not name:
            hint = "name it, or delete the comma and the column under it"
            faults.add("column-nameless", place, f"column {index + 1} has no name", hint)
        elif name in columns:
            message = f"the column “{name}” stands here a second time (first: column {columns[name] + 1})"
            faults.add("column-doubled", place, message, "delete one of the two")
        elif name not in known:
            hint = nearest(name, known) or "it is kept, but nothing reads it"
            faults.warn("column-unknown", place, f"the column “{short(name)}” is unknown", hint)
        if name and name not in columns:
            columns[name] = index
    for column in spec.columns:
        if column.required and column.name not in columns:
            message = f"the column “{column.name}” is missing"
            faults.add("column-missing", header.end, message, column.description)
    return columns


def _as_long(line: Line, header: Line, faults: Faults) -> bool:
    """Whether a row has as many cells as the header names."""
    have, want = len(line.texts), len(header.texts)
    if have == want:
        return True
    if not line.whole:
        return False
    if have > want:
        extra = line.row.cells[want]
        message = (
            f"this row has {have} cells, the header {want}; the first cell too many is “{short(extra.text)}”"
        )
        hint = "is a cell with a comma in it not in quotation marks?"
        faults.add("row-too-long", (extra.line, extra.column), message, hint)
    else:
        missing = ", ".join(text.strip() for text in header.texts[have:])
        message = f"this row has {have} of {want} cells and ends before “{short(missing)}”"
        comment = line.texts[0].startswith("#")
        hint = "CSV has no comments: delete the line" if comment else "write a comma for every empty cell"
        faults.add("row-too-short", line.row.end, message, hint)
    return False


def _event(take: Reader) -> Event:
    calendar, year_start = take.choice("calendar"), take.choice("year_start")
    return Event(
        id=take.matching("id"),
        title=take.text("title"),
        date=take.row.text("date"),
        calendar=calendar,
        year_start=year_start,
        evidence=take.choice("evidence"),
        date_source=take.text("date_source"),
        date_note=take.text("date_note"),
        kind=take.text("kind"),
        parties=take.list("parties"),
        place=take.text("place"),
        lat=take.number("lat"),
        lon=take.number("lon"),
        importance=int(take.number("importance") or 0),
        status=take.choice("status"),
        summary=take.text("summary"),
        wikidata=take.matching("wikidata"),
        # Without a date the row has a fault and is not recorded: the stand-in is never seen.
        span=take.date("date", calendar, year_start) or dates.parse("XXXX"),
        row=take.row,
    )


def _claim(take: Reader) -> Claim:
    return Claim(
        id=take.matching("id"),
        event=take.matching("event"),
        source=take.matching("source"),
        exact=take.text("exact"),
        prefix=take.text("prefix"),
        suffix=take.text("suffix"),
        relation=take.choice("relation"),
        property=take.text("property"),
        value=take.text("value"),
        value_evidence=take.choice("value_evidence"),
        rank=take.choice("rank"),
        rank_reason=take.text("rank_reason"),
        speaker=take.text("speaker"),
        row=take.row,
    )


def _source_again(_: Sequence[str], row: TableRow) -> Source:
    """A source once more; there is no table of so many sources that it should be quick."""
    return _source(Reader({column.name: column for column in SOURCES.columns}, row, Faults(SOURCES.file)))


def _source(take: Reader) -> Source:
    take.date("accessed")
    return Source(
        id=take.matching("id"),
        file=take.text("file"),
        type=take.choice("type"),
        title=take.text("title"),
        author=take.text("author"),
        container_title=take.text("container_title"),
        issued=take.row.text("issued"),
        issued_evidence=take.choice("issued_evidence"),
        url=take.url("url"),
        accessed=take.row.text("accessed"),
        archive_url=take.url("archive_url"),
        language=take.matching("language"),
        rights=take.text("rights"),
        publish=take.choice("publish"),
        derived_from=take.text("derived_from"),
        note=take.text("note"),
        issued_span=take.date("issued"),
        row=take.row,
    )

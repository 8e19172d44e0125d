"""The three CSV files as typed records, with every fault at its line and column.

Why not a DataFrame: `pandas.read_csv` shifts, drops and converts without a word, and its errors carry no
usable place. Here a row with a fault is never dropped in silence: it stays among the `rows`, so that one
fault does not look like many, and its finding stops the edition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from timeline import cells, dates
from timeline.cells import Row
from timeline.columns import EVENTS, PASSAGES, SOURCES, TableSpec
from timeline.decoding import Faults
from timeline.errors import Finding, short
from timeline.records import Claim, Event, Passage, Source, TableRow
from timeline.values import Reader, nearest

__all__ = ["Claim", "Event", "Passage", "Source", "Table", "read_claims", "read_events", "read_sources"]

Record = TypeVar("Record", bound=Event | Claim | Source)


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """What one CSV file says."""

    rows: tuple[TableRow, ...]
    """Every row below the header, faulty ones too."""
    records: tuple[Record, ...]
    """The rows without an error, in the order of the file."""
    findings: tuple[Finding, ...]
    """Every fault of form, sorted."""
    readable: bool = True
    """False when there is no table at all: what is missing in it says nothing about the other tables."""

    @property
    def ids(self) -> Mapping[str, TableRow]:
        """The first row of each id, faulty rows too, so that one fault does not look like many."""
        return {row.text("id"): row for row in reversed(self.rows) if row.text("id")}


def read_events(data: bytes) -> Table[Event]:
    """The events that the bytes of `events.csv` describe."""
    return _table(EVENTS, data, _event)


def read_claims(data: bytes) -> Table[Claim]:
    """The claims that the bytes of `passages.csv` describe."""
    return _table(PASSAGES, data, _claim)


def read_sources(data: bytes) -> Table[Source]:
    """The sources that the bytes of `sources.csv` describe, their texts not yet read."""
    return _table(SOURCES, data, _source)


def _table(spec: TableSpec, data: bytes, build: Callable[[Reader], Record]) -> Table[Record]:
    reading = cells.read(data, spec.file)
    faults = Faults(spec.file)
    if not reading.rows:
        return Table((), (), reading.findings, readable=False)
    header, *body = reading.rows
    columns = _header(spec, header, faults)
    rows: list[TableRow] = []
    records: list[Record] = []
    first: dict[str, TableRow] = {}
    known = {column.name: column for column in spec.columns}
    for line in body if columns else ():
        row, whole = _row(line, header, columns, faults)
        rows.append(row)
        if not whole:
            first.setdefault(row.text("id"), row)
            continue
        reader = Reader(known, row, faults)
        record = build(reader)
        _doubled(reader, first)
        if reader.sound and line.whole:
            records.append(record)
    findings = tuple(sorted(set(reading.findings + faults.findings())))
    return Table(tuple(rows), tuple(records), findings, readable=bool(columns))


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


def _row(line: Row, header: Row, columns: dict[str, int], faults: Faults) -> tuple[TableRow, bool]:
    """The cells by name, and whether there are as many as the header names."""
    named = {name: line.cells[index] for name, index in columns.items() if index < len(line.cells)}
    row = TableRow(line.line, named)
    have, want = len(line.cells), len(header.cells)
    if have == want:
        return row, True
    if not line.whole:
        return row, False
    if have > want:
        extra = line.cells[want]
        message = (
            f"this row has {have} cells, the header {want}; the first cell too many is “{short(extra.text)}”"
        )
        hint = "is a cell with a comma in it not in quotation marks?"
        faults.add("row-too-long", (extra.line, extra.column), message, hint)
    else:
        missing = ", ".join(cell.text.strip() for cell in header.cells[have:])
        message = f"this row has {have} of {want} cells and ends before “{short(missing)}”"
        comment = line.cells[0].text.startswith("#")
        hint = "CSV has no comments: delete the line" if comment else "write a comma for every empty cell"
        faults.add("row-too-short", line.end, message, hint)
    return row, False


def _doubled(reader: Reader, first: dict[str, TableRow]) -> None:
    row = reader.row
    name = row.text("id")
    if not name:
        return
    before = first.setdefault(name, row)
    if before is not row:
        message = f"the id “{short(name)}” is already taken in line {before.line}"
        reader.fault("id-doubled", "id", message, "an id names one row; change one of the two")


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

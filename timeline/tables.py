"""The three CSV files as typed values, with every fault at its line and column.

Why not a DataFrame here: a cell must stay text until its column says otherwise (`NA` is a place in Japan's
registers and `007` is not 7), and a fault must point into the cell, at the very character of a date that has
no meaning. A row with a fault is never dropped in silence: its finding stops the edition.

Every record keeps its `row`, so that the rules in `check` can point at any of its cells.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from timeline import cells, dates
from timeline.cells import Cell, Row
from timeline.columns import EVENTS, PASSAGES, PATTERNS, SOURCES, Column, TableSpec
from timeline.dates import Span
from timeline.decoding import Faults
from timeline.errors import DateError, Finding

DATE_LIMIT = 200
"""Longest written date that is parsed, in characters."""
URL_SCHEMES = ("http", "https", "mailto")
"""The only schemes a link may have; `javascript:` and `data:` run script."""

_PATTERNS = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table whose cells are known by the names of their columns."""

    line: int
    """Physical line where it begins, from 1."""
    cells: Mapping[str, Cell]
    """The cells by column; columns that the file does not have are missing here."""

    def text(self, column: str) -> str:
        """What the cell says, without outer blanks; empty if the file has no such column."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    def where(self, column: str, position: int | None = None) -> tuple[int, int]:
        """Line and column of a cell, or of the character at `position` of its trimmed text."""
        cell = self.cells.get(column)
        if cell is None:
            return self.line, 1
        if position is None:
            return cell.line, cell.column
        return cell.place(len(cell.text) - len(cell.text.lstrip()) + position)


_NO_ROW = TableRow(0, {})


@dataclass(frozen=True, slots=True)
class Event:
    """What the curator concludes happened, and when: a row of `events.csv`."""

    id: str
    """Slug, unique: `treaty-of-aigun`."""
    title: str
    """A few words, plain text."""
    date: str
    """As written, EDTF in `calendar`."""
    calendar: str
    """`gregorian` or `julian`."""
    evidence: str
    """How the date is known: `stated`, `inferred`, `external`, `conjecture`."""
    date_source: str
    """Id of a source, web address or name of a work; may be empty."""
    date_note: str
    """How the date was found; may be empty."""
    kind: str
    """What sort of event: `treaty`."""
    parties: tuple[str, ...]
    """Who took part, in the order written."""
    place: str
    """Where, in words; may be empty."""
    lat: float | None
    """Degrees, north positive, -90 to 90 inclusive."""
    lon: float | None
    """Degrees, east positive, -180 to 180 inclusive."""
    importance: int
    """1 (minor) to 5 (major)."""
    status: str
    """`asserted`, `disputed` or `doubtful`."""
    summary: str
    """In the project's own words; may be empty."""
    wikidata: str
    """`Q12345`, or empty."""
    span: Span
    """What `date` means."""
    row: TableRow = field(default=_NO_ROW, repr=False, compare=False)
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of an event: a row of `passages.csv`."""

    id: str
    """Slug, unique."""
    event: str
    """Id of the event."""
    source: str
    """Id of the source."""
    exact: str
    """The quote, as the curator copied it."""
    prefix: str
    """Words just before it, outer blanks kept; may be empty."""
    suffix: str
    """Words just after it, outer blanks kept; may be empty."""
    relation: str
    """`supports`, `disputes` or `mentions`."""
    property: str
    """`date`, `place`, `area` …; empty: the event as such."""
    value: str
    """What the source gives; EDTF in the event's calendar where the property is `date`."""
    value_evidence: str
    """`stated` when the words say the value, else how it was found."""
    rank: str
    """`preferred`, `normal` or `deprecated`."""
    rank_reason: str
    """Why; may be empty where the rank is `normal`."""
    speaker: str
    """Who says it, if not the source's own voice."""
    row: TableRow = field(default=_NO_ROW, repr=False, compare=False)
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Claim):
    """A claim whose words were found, once and exactly, in its source."""

    start: int
    """First code point of the quote in the source's text, from 0, inclusive."""
    end: int
    """Code point behind its last, exclusive."""
    tier: str
    """How it was found: `identity`, `layout`, `typography`."""
    value_span: Span | None = None
    """What `value` means where the property is `date`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text in `seeds/`, or a work that is cited only: a row of `sources.csv`."""

    id: str
    """Slug, unique."""
    file: str
    """Path relative to `seeds/`; empty for a work that is not held."""
    type: str
    """CSL type: `article-newspaper`."""
    title: str
    """Its title."""
    author: str
    """`Family, Given; Family, Given`; may be empty."""
    container_title: str
    """Newspaper, site or book; may be empty."""
    issued: str
    """When it appeared, as written; may be empty."""
    issued_evidence: str
    """How that is known; may be empty."""
    url: str
    """http, https or mailto; may be empty."""
    accessed: str
    """EDTF; may be empty."""
    archive_url: str
    """http, https or mailto; may be empty."""
    language: str
    """BCP 47; may be empty."""
    rights: str
    """Licence or holder; may be empty."""
    publish: str
    """`full`, `quotes` or `none`."""
    note: str
    """For the reader; may be empty."""
    issued_span: Span | None
    """What `issued` means."""
    text: str = field(default="", repr=False)
    """The whole text, line ends as in the file; empty until the file is read."""
    sha256: str = ""
    """Of the file's bytes, 64 hexadecimal digits; empty until the file is read."""
    row: TableRow = field(default=_NO_ROW, repr=False, compare=False)
    """Where it stands in the file."""


Record = TypeVar("Record", Event, Claim, Source)


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """What one CSV file says."""

    rows: tuple[TableRow, ...]
    """Every row below the header, faulty ones too."""
    records: tuple[Record, ...]
    """The rows without an error, in the order of the file."""
    findings: tuple[Finding, ...]
    """Every fault of form, sorted."""

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


def nearest(word: str, words: Iterable[str]) -> str:
    """“Did you mean …?” for a word that is not among `words`; empty if none is near."""
    word = word[:SLUG_NEAR]
    candidates = list(words)
    if len(candidates) > MANY_WORDS:
        ends = (word[:2], word[-3:])
        candidates = [other for other in candidates if other.startswith(ends[0]) or other.endswith(ends[1])]
    lower = {other.lower(): other for other in candidates[:MANY_WORDS]}
    found = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    return f"did you mean “{lower[found[0]]}”?" if found else ""


SLUG_NEAR = 64
"""How much of a word is compared when the nearest one is looked for: difflib is quadratic."""
MANY_WORDS = 500
"""With more candidates than this, only those that begin or end alike are compared."""


def _table(spec: TableSpec, data: bytes, build: Callable[[_Reader], Record]) -> Table[Record]:
    reading = cells.read(data, spec.file)
    faults = Faults(spec.file)
    if not reading.rows:
        return Table((), (), reading.findings)
    header, *body = reading.rows
    columns = _header(spec, header, faults)
    rows: list[TableRow] = []
    records: list[Record] = []
    first: dict[str, TableRow] = {}
    for line in body if columns else ():
        row, whole = _row(line, header, columns, faults)
        rows.append(row)
        if not whole:
            first.setdefault(row.text("id"), row)
            continue
        reader = _Reader(spec, row, faults)
        record = build(reader)
        _doubled(reader, first)
        if reader.sound and line.whole:
            records.append(record)
    return Table(tuple(rows), tuple(records), tuple(sorted({*reading.findings, *faults.findings()})))


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
        message = f"this row has {have} cells, the header {want}; the first cell too many is “{short(extra.text)}”"
        hint = "is a cell with a comma in it not in quotation marks?"
        faults.add("row-too-long", (extra.line, extra.column), message, hint)
    else:
        missing = ", ".join(cell.text.strip() for cell in header.cells[have:])
        message = f"this row has {have} of {want} cells and ends before “{short(missing)}”"
        comment = line.cells[0].text.startswith("#")
        hint = "CSV has no comments: delete the line" if comment else "write a comma for every empty cell"
        faults.add("row-too-short", line.end, message, hint)
    return row, False


def _doubled(reader: _Reader, first: dict[str, TableRow]) -> None:
    row = reader.row
    name = row.text("id")
    if not name:
        return
    before = first.setdefault(name, row)
    if before is not row:
        message = f"the id “{short(name)}” is already taken in line {before.line}"
        reader.fault("id-doubled", "id", message, "an id names one row; change one of the two")


def short(text: str, limit: int = 60) -> str:
    """At most `limit` characters in one line, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Reader:
    """Takes the cells of one row by type, and notes what is wrong with them."""

    __slots__ = ("faults", "row", "sound", "spec")

    def __init__(self, spec: TableSpec, row: TableRow, faults: Faults) -> None:
        self.spec = spec
        self.row = row
        self.faults = faults
        self.sound = True

    def fault(self, code: str, column: str, message: str, hint: str = "", position: int | None = None) -> None:
        self.sound = False
        self.faults.add(code, self.row.where(column, position), message, hint)

    def text(self, name: str) -> str:
        """The trimmed text of a cell, or the default of its column; empty and required is a fault."""
        column = self.spec.column(name)
        cell = self.row.cells.get(name)
        if cell is None:
            self.sound = self.sound and not column.required
            return column.default
        if column.type == "context":
            return cell.text
        trimmed = cell.text.strip()
        if trimmed != cell.text and trimmed:
            hint = "delete them" if cell.quoted or "\n" not in cell.text else ""
            self.faults.warn("blank-around", self.row.where(name), f"blanks surround the text of “{name}”", hint)
        if trimmed:
            return trimmed
        if column.required:
            self.fault("cell-empty", name, f"“{name}” is empty", column.description)
        return column.default

    def matching(self, name: str) -> str:
        """A slug, language or Wikidata id."""
        column, text = self.spec.column(name), self.text(name)
        if text and not _PATTERNS[column.type].fullmatch(text):
            self.fault(f"bad-{column.type}", name, *_mismatch(column, text))
        return text

    def choice(self, name: str) -> str:
        column, text = self.spec.column(name), self.text(name)
        if text and text not in column.choices:
            few = f"one of {', '.join(column.choices)}" if len(column.choices) < 10 else "a type of CSL 1.0.2"
            hint = nearest(text, column.choices)
            self.fault("unknown-value", name, f"“{short(text)}” is not {few}", hint)
        return text

    def number(self, name: str) -> float | None:
        column, text = self.spec.column(name), self.text(name)
        if not text:
            return None
        integer = column.type == "integer"
        if not (_INTEGER if integer else _NUMBER).fullmatch(text):
            kind = "a whole number" if integer else "a number in degrees like 50.25"
            hint = "write a decimal point, not a comma" if re.fullmatch(r"-?\d+,\d+", text) else ""
            self.fault("bad-number", name, f"“{short(text)}” is not {kind}", hint)
            return None
        value = float(text)
        low, high = column.minimum, column.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            message = f"{short(text)} is out of range: “{name}” goes from {low:g} to {high:g}"
            swapped = name == "lat" and abs(value) <= 180
            self.fault("out-of-range", name, message, "are lat and lon exchanged?" if swapped else "")
        return value

    def url(self, name: str) -> str:
        text = self.text(name)
        if text and (problem := url_problem(text)):
            self.fault("bad-url", name, problem, "it must begin with https://, http:// or mailto:")
        return text

    def date(self, name: str, calendar: str = "gregorian") -> Span | None:
        text = self.text(name)
        if not text:
            return None
        if len(text) > DATE_LIMIT:
            self.fault("bad-date", name, f"a date of {len(text):,} characters", "write EDTF, and the rest in a note")
            return None
        try:
            return dates.parse(text, calendar if calendar in ("gregorian", "julian") else "gregorian")
        except DateError as error:
            message = f"{error.reason} in “{short(text)}”"
            self.fault("bad-date", name, message, "write EDTF: 1858-05-28, 1858-05, 1858, 185X, 1904/1905, 1654?", error.position)
            return None

    def list(self, name: str) -> tuple[str, ...]:
        return tuple(part for part in (part.strip() for part in self.text(name).split(";")) if part)


def url_problem(text: str) -> str:
    """Why `text` cannot be a link; empty if it can."""
    if found := _NOT_IN_URL.search(text):
        return f"a web address cannot hold the character U+{ord(found.group()):04X}"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return f"“{short(text)}” is not a web address"
    if parts.scheme.lower() not in URL_SCHEMES:
        name = f"the scheme “{short(parts.scheme)}:”" if parts.scheme else "an address without a scheme"
        return f"{name} is not allowed in a link"
    if parts.scheme.lower() != "mailto" and not host:
        return f"“{short(text)}” names no host"
    return ""


def _mismatch(column: Column, text: str) -> tuple[str, str]:
    shown = short(text)
    if column.type == "slug":
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
        hint = f"for instance “{slug}”" if slug else ""
        return f"“{shown}” is not an id: small letters a to z, digits and hyphens only", hint
    if column.type == "qid":
        return f"“{shown}” is not a Wikidata item", "it looks like Q12345: the letter Q and a number"
    return f"“{shown}” is not a language tag", "for instance en, ru, zh-Hans"


def _event(take: _Reader) -> Event:
    calendar = take.choice("calendar")
    return Event(
        id=take.matching("id"),
        title=take.text("title"),
        date=take.row.text("date"),
        calendar=calendar,
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
        span=take.date("date", calendar) or dates.parse("XXXX"),
        row=take.row,
    )


def _claim(take: _Reader) -> Claim:
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


def _source(take: _Reader) -> Source:
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
        note=take.text("note"),
        issued_span=take.date("issued"),
        row=take.row,
    )

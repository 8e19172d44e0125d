"""The columns of the three tables, as data: the one place that says what may stand in a CSV file.

Why data and not code: the reader, `data/datapackage.json`, the README's tables and the starter project all
say the same thing about the same columns, and a test proves it, because they are all made from this page.
Names follow CSL (sources), W3C Web Annotation (exact, prefix, suffix), Wikibase (rank) and TEI (evidence).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from timeline.calendars import CALENDARS, YEAR_STARTS

ColumnType = Literal[
    "slug", "text", "context", "choice", "date", "number", "integer", "url", "list", "language", "qid"
]

SLUG_LIMIT = 100
"""Longest id, in characters: an id stands in web addresses and in file names."""

EVIDENCE = ("stated", "inferred", "external", "conjecture")
STATUSES = ("asserted", "disputed", "doubtful")
RELATIONS = ("supports", "disputes", "mentions")
RANKS = ("preferred", "normal", "deprecated")
PUBLISH = ("full", "quotes", "none")
_SOURCE_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic "
    "collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing "
    "interview legal_case legislation manuscript map motion_picture musical_score pamphlet "
    "paper-conference patent performance periodical personal_communication post post-weblog regulation "
    "report review review-book software song speech standard thesis treaty webpage"
)
SOURCE_TYPES = tuple(_SOURCE_TYPES.split())
"""The item types of CSL 1.0.2."""

PATTERNS: dict[ColumnType, str] = {
    "slug": rf"[a-z0-9-]{{1,{SLUG_LIMIT}}}",
    "language": r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*",
    "qid": r"Q[1-9][0-9]{0,11}",
}
"""What a cell of these types must match as a whole."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in its cells."""

    name: str
    """As written in the header."""
    type: ColumnType
    """`slug`, `text`, `context` (text whose outer blanks count), `choice`, `date` (EDTF), `number`,
    `integer`, `url`, `list` (separated by `;`), `language` (BCP 47) or `qid` (Wikidata)."""
    description: str
    """One sentence for whoever fills in the table."""
    required: bool = False
    """Whether the column must exist and no cell of it may be empty."""
    default: str = ""
    """What an empty cell, or a missing column, means."""
    choices: tuple[str, ...] = ()
    """All values a `choice` may have."""
    minimum: float | None = None
    """Least value of a number, inclusive."""
    maximum: float | None = None
    """Greatest value of a number, inclusive."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One of the three tables."""

    name: str
    """`events`."""
    description: str
    """What a row is."""
    columns: tuple[Column, ...]
    """In the order of the file as we write it; a file may have another."""
    references: tuple[tuple[str, str], ...] = ()
    """Columns that hold the id of a row elsewhere: (column, table)."""

    @property
    def file(self) -> str:
        """Path relative to the project: `data/events.csv`."""
        return f"data/{self.name}.csv"


EVENTS = TableSpec(
    "events",
    "One row for each event: what the curator concludes happened, and when.",
    (
        Column("id", "slug", "Short name, used in web addresses: small letters, digits and hyphens.", True),
        Column("title", "text", "What happened, in a few words of your own.", True),
        Column("date", "date", "When, in EDTF: 1858-05-28, 1858, 165X, 1904/1905.", True),
        Column(
            "calendar",
            "choice",
            "Calendar in which the date is written; say it of every day that may be of the other one.",
            False,
            "gregorian",
            CALENDARS,
        ),
        Column(
            "year_start",
            "choice",
            "Day on which the year of that date began: 03-25 for England before 1752, 09-01 for Byzantium.",
            False,
            "01-01",
            YEAR_STARTS,
        ),
        Column("evidence", "choice", "How the date is known.", True, "", EVIDENCE),
        Column("date_source", "text", "Id of a source, web address or work that gives the date."),
        Column("date_note", "text", "How the date was found; required unless it is stated."),
        Column("kind", "text", "What sort of event it is; every kind is a lane.", True),
        Column("parties", "list", "Who took part, separated by semicolons."),
        Column("place", "text", "Where, as a reader would say it."),
        Column("lat", "number", "Latitude in degrees, north positive.", minimum=-90, maximum=90),
        Column("lon", "number", "Longitude in degrees, east positive.", minimum=-180, maximum=180),
        Column("importance", "integer", "1 (minor) to 5 (major).", False, "3", minimum=1, maximum=5),
        Column("status", "choice", "Whether the event as such is sure.", False, "asserted", STATUSES),
        Column("summary", "text", "What happened and why it matters, in the project's own words."),
        Column("wikidata", "qid", "Wikidata item of the event: Q12345."),
    ),
)

PASSAGES = TableSpec(
    "passages",
    "One row for each claim: what a source says about an event, with the exact words.",
    (
        Column("id", "slug", "Short name of the passage.", True),
        Column("event", "slug", "Id of the event it speaks of.", True),
        Column("source", "slug", "Id of the source it stands in.", True),
        Column("exact", "text", "The words as they stand in the source, copied.", True),
        Column("prefix", "context", "Words just before the quote; needed when the quote occurs twice."),
        Column("suffix", "context", "Words just after the quote."),
        Column("relation", "choice", "What the passage does to the event.", False, "supports", RELATIONS),
        Column("property", "text", "What it speaks of: date, place, parties …; blank: the event as such."),
        Column("value", "text", "The value the source gives; EDTF where the property is date."),
        Column("value_evidence", "choice", "Whether its words state the value.", False, "stated", EVIDENCE),
        Column("rank", "choice", "Weight among competing claims.", False, "normal", RANKS),
        Column("rank_reason", "text", "Why; required where the rank is preferred or deprecated."),
        Column("speaker", "text", "Who says it, if it is not the source's own voice."),
    ),
    (("event", "events"), ("source", "sources")),
)

SOURCES = TableSpec(
    "sources",
    "One row for each source: a text in seeds/, or a work that is cited but not held.",
    (
        Column("id", "slug", "Short name of the source.", True),
        Column("file", "text", "Path of the text inside seeds/; blank for a work that is only cited."),
        Column("type", "choice", "What it is, in the words of CSL.", False, "document", SOURCE_TYPES),
        Column("title", "text", "Its title.", True),
        Column("author", "text", "Who wrote it: Family, Given; Family, Given."),
        Column("container_title", "text", "Newspaper, site or book in which it appeared."),
        Column("issued", "date", "When it appeared, in EDTF; [2023-08..2023-09] if that is all one can say."),
        Column("issued_evidence", "choice", "How that date is known.", False, "", EVIDENCE),
        Column("url", "url", "Its address."),
        Column("accessed", "date", "Day on which it was read."),
        Column("archive_url", "url", "Address of an archived copy."),
        Column("language", "language", "Language of the text: en, zh-Hans."),
        Column("rights", "text", "Licence or holder of the rights."),
        Column("publish", "choice", "How much an export may show.", False, "quotes", PUBLISH),
        Column("derived_from", "text", "Id of the source it was taken from, or name of a work or agency."),
        Column("note", "text", "Anything a reader should know about it."),
    ),
)

TABLES = (EVENTS, PASSAGES, SOURCES)
"""All tables, in the order in which they are read and reported."""


def datapackage(title: str, description: str = "", kinds: Sequence[str] = ()) -> dict[str, Any]:
    """The Tabular Data Package of a project: the same specs, for any other validator.

    `kinds` is a property of our own, which the standard allows: the order of lanes, colours and shapes.
    """
    package: dict[str, Any] = {"profile": "tabular-data-package", "name": _name(title), "title": title}
    if description:
        package["description"] = description
    if kinds:
        package["kinds"] = list(kinds)
    return package | {"resources": [_resource(table) for table in TABLES]}


def _name(title: str) -> str:
    """The title as the standard wants a name: small letters, digits, hyphens; `timeline` if none is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain)[:SLUG_LIMIT].strip("-") or "timeline"


def _resource(table: TableSpec) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": "id",
        "missingValues": [""],
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": "id"}}
            for column, other in table.references
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    types = {"number": "number", "integer": "integer"}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.type in PATTERNS:
        constraints["pattern"] = PATTERNS[column.type]
    if column.minimum is not None and column.maximum is not None:
        constraints |= {"minimum": column.minimum, "maximum": column.maximum}
    field = {"name": column.name, "type": types.get(column.type, "string"), "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})

"""The records of the three tables: a row that has been understood.

Why frozen and flat: a record is what everybody above talks about, from a rule to a tooltip, so its fields
carry the names of the columns and every one says what it may hold. Each keeps its `row`, so that a rule can
point at any of its cells in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timeline import dates
from timeline.cells import Cell
from timeline.dates import Span
from timeline.late import Late


class TableRow:
    """A row of a table whose cells are known by the names of their columns."""

    __slots__ = ("_cells", "_first", "line", "texts")

    def __init__(
        self,
        line: int,
        cells: Mapping[str, Cell] | Callable[[], Mapping[str, Cell]],
        texts: Mapping[str, str] | None = None,
        first: str = "",
    ) -> None:
        """`cells` may come later, for they are wanted of few rows; then `texts` says what they say.

        `first` is the column whose cell is known to begin the line.
        """
        self.line = line
        """Physical line where it begins, from 1."""
        self._cells = cells
        self._first = first
        self.texts = {name: cell.text for name, cell in self.cells.items()} if texts is None else texts
        """What the cells say, untrimmed, by column; columns that the file does not have are missing here."""

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells by column, with their places."""
        return self._cells() if callable(self._cells) else self._cells

    def text(self, column: str) -> str:
        """What the cell says, without outer blanks; empty if the file has no such column."""
        return self.texts.get(column, "").strip()

    def where(self, column: str, position: int | None = None) -> tuple[int, int]:
        """Line and column of a cell, or of the character at `position` of its trimmed text."""
        if position is None and column == self._first:
            return self.line, 1
        cell = self.cells.get(column)
        if cell is None:
            return self.line, 1
        if position is None:
            return cell.line, cell.column
        return cell.place(len(cell.text) - len(cell.text.lstrip()) + position)


_NO_ROW = TableRow(0, {})

Reckoned = tuple[str, str]
"""A calendar, and the month and day on which its years begin."""
PLAIN: Reckoned = ("gregorian", "01-01")
"""How a date is counted of which nothing is said."""


@dataclass(frozen=True, slots=True)
class Event:
    """What the curator concludes happened, and when: a row of `events.csv`."""

    id: str
    """Slug, unique: `treaty-of-aigun`."""
    title: str
    """A few words, plain text."""
    date: str
    """As written, EDTF in `calendar` with years from `year_start`."""
    calendar: str
    """`gregorian` or `julian`."""
    year_start: str
    """Month and day on which the year of the date began: `01-01`, `03-25` or `09-01`."""
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

    @property
    def reckoning(self) -> Reckoned:
        """How its dates are counted, those of its passages too: (`calendar`, `year_start`)."""
        return self.calendar, self.year_start

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """What the date means, of an event read again: reckoned when somebody first asks."""
            if name != "span":
                raise AttributeError(name)
            span = dates.parse(self.date, self.calendar, self.year_start)
            object.__setattr__(self, "span", span)
            return span

    def forget(self) -> Event:
        """This event, with what its date means still to be reckoned."""
        object.__delattr__(self, "span")
        return self


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
    """What the source gives; EDTF, counted as the event's date is, where the property is `date`."""
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
    """How it was found: `identity`, `layout`, `typography`, one of these with `-dehyphen`, or `elided`."""
    value_span: Span | None = None
    """What `value` means where the property is `date`."""


@dataclass(frozen=True, slots=True)
class Source(Late):
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
    derived_from: str
    """Id of the source it was taken from, or name of a work or agency that is not held; may be empty."""
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

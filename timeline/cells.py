"""CSV bytes into rows of cells, each with its physical line and column (RFC 4180).

Why our own state machine: `pandas.read_csv` took 31 of 45 structure and encoding errors without a word
(a first row with one extra comma shifts every column, a bare CR splits an event in two), the `csv` module
mends `"a"b` silently, and neither can say where a fault stands. Here every fault is a finding with line and
column, reading goes on after it so that all faults of a file come in one run, and no row is ever left out
without a finding.

A cell keeps its text exactly as written, line ends inside quotation marks included. What a cell means is
decided one room higher, in `tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from timeline.decoding import BYTE_ORDER_MARK, Faults, Lines, decode
from timeline.errors import Finding
from timeline.suspects import disguise, note_suspects

FILE_LIMIT = 64 * 1024 * 1024
"""Largest CSV file read, in bytes: about 100,000 events with their quotes."""
CELL_LIMIT = 100_000
"""Longest cell, in code points: a long article; a quote or a summary is never that long."""
ROW_LIMIT = 1_000
"""Most cells in one row."""
FAULT_LIMIT = 20_000
"""Faults of form after which a file is given up: it is no table, and nobody reads that many findings."""

_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)[^\n]*\n?")
_SEPARATOR_LINE = re.compile(r"\"?sep=([^\r\n\"])\"?\r?\n", re.IGNORECASE)


class Cell(NamedTuple):
    """One cell. A tuple and not a dataclass: a big table has millions of them, and a tuple is made faster."""

    text: str
    """What the cell says, unquoted, not trimmed."""
    line: int
    """Physical line where the cell begins, from 1."""
    column: int
    """Character in that line where the cell begins, its quotation mark included, from 1."""
    quoted: bool = False
    """Whether it is written between quotation marks."""

    def place(self, position: int = 0) -> tuple[int, int]:
        """Line and column in the file of the character at `position` of the text."""
        if not self.quoted:
            return self.line, self.column + position
        before = self.text[:position]
        last = before.rfind("\n")
        if last < 0:
            return self.line, self.column + 1 + position + before.count('"')
        tail = before[last + 1 :]
        return self.line + before.count("\n"), 1 + len(tail) + tail.count('"')


class Row(NamedTuple):
    """One row of a table as it stands in the file."""

    cells: tuple[Cell, ...]
    """The cells from left to right; a trailing separator makes one more, empty cell."""
    end: tuple[int, int]
    """Line and column just behind the last cell, where a missing one would stand."""
    whole: bool
    """False when a fault inside made the reading of this row a guess."""

    @property
    def line(self) -> int:
        """Physical line where the row begins."""
        return self.cells[0].line


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one CSV file holds."""

    rows: tuple[Row, ...]
    """The rows that are not blank, the header first."""
    findings: tuple[Finding, ...]
    """Every fault of form, sorted."""


def read(data: bytes, file: str) -> Reading:
    """The rows of a CSV file and every fault of its form; never raises, whatever the bytes."""
    faults = Faults(file)
    if len(data) > FILE_LIMIT:
        limit = FILE_LIMIT // 1024 // 1024
        message = f"the file has {len(data) / 1024 / 1024:,.0f} MB; at most {limit} MB are read"
        faults.add("file-too-large", (1, 1), message, "split the project, or take pictures and archives out")
        return Reading((), faults.findings())
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        faults.add("file-empty", (1, 1), "the file is empty", "it needs a header line that names the columns")
        return Reading((), faults.findings())
    other = disguise(data)
    if other:
        faults.add("not-csv", (1, 1), f"this is {other[0]}, not a CSV file", other[1])
        return Reading((), faults.findings())
    decoded = decode(data, file)
    text = _line_ends(_byte_order_marks(decoded.text, faults), faults)
    note_suspects(text, faults)
    rows = _Tokeniser(text, faults).rows()
    return Reading(rows, tuple(sorted(decoded.findings + faults.findings())))


def _byte_order_marks(text: str, faults: Faults) -> str:
    bare = text.lstrip(BYTE_ORDER_MARK)
    marks = len(text) - len(bare)
    if marks == 1:
        message = "the file begins with a byte order mark (U+FEFF)"
        faults.warn("byte-order-mark", (1, 1), message, "harmless here; “UTF-8” without “BOM” avoids it")
    elif marks > 1:
        message = f"the file begins with {marks} byte order marks (U+FEFF)"
        faults.add(
            "byte-order-mark", (1, 1), message, "remove them; the second would belong to the first name"
        )
    return bare


def _line_ends(text: str, faults: Faults) -> str:
    """A file whose lines all end in a lone CR is read as if they ended in LF, and says so once."""
    if "\r" not in text or "\n" in text:
        return text
    place = (1, text.index("\r") + 1)
    message = "the lines of this file end in a bare carriage return (old Mac OS)"
    faults.add("bare-carriage-return", place, message, "save the file with LF or CRLF line ends")
    return text.replace("\r", "\n")


class _Tokeniser:
    """The state machine: where it stands in the text, and in which line."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.text = text
        self.faults = faults
        self._before = faults.total
        self.position = 0
        self.line = 1
        self.line_start = 0
        self.whole = True
        self.separator = ","
        self._passed = (1, 1)
        self._separate()
        other = re.escape(self.separator)
        self._sound = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^{other}"\r\n]*+))({other}|\r?\n|\Z)')
        self._plain = re.compile(rf'[^{other}"\r\n]*')
        self._loose = re.compile(rf"(?:[^{other}\r\n]|\r(?!\n))*")

    def rows(self) -> tuple[Row, ...]:
        """Every row to the end of the text; blank rows are left out with a warning each."""
        found = []
        while self.position < len(self.text):
            if self.faults.total - self._before > FAULT_LIMIT:
                message = f"more than {FAULT_LIMIT:,} faults stand above this line; the rest is not read"
                self._fault("too-many-faults", self.position, message, "is this the right file?")
                break
            conflict = _CONFLICT.match(self.text, self.position)
            if conflict:
                self._conflict(conflict)
                continue
            row = self._row()
            if any(cell.text.strip() for cell in row.cells):
                found.append(row)
            else:
                kind = "line" if len(row.cells) == 1 else "row"
                self.faults.warn("row-blank", (row.line, 1), f"this {kind} is blank", "delete it")
        return tuple(found)

    def _place(self, offset: int) -> tuple[int, int]:
        return self.line, offset - self.line_start + 1

    def _fault(self, code: str, offset: int, message: str, hint: str) -> None:
        self.whole = False
        self.faults.add(code, self._place(offset), message, hint)

    def _newline(self, offset: int) -> None:
        """The line break at `offset` (its LF) has been passed."""
        self.line += 1
        self.line_start = offset + 1

    def _separate(self) -> None:
        """Finds out what separates the cells; all but the comma is a fault, and read all the same."""
        instruction = _SEPARATOR_LINE.match(self.text)
        if instruction:
            hint = "delete the line; only Excel knows it"
            self._fault("separator", 0, "the first line is an instruction to Excel, not a header", hint)
            self.position = instruction.end()
            self._newline(self.position - 1)
        header = re.compile(r"\s*([^\n]*)").match(self.text, self.position)
        if header is None or "," in header.group(1):
            return
        for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
            offset = header.group(1).find(separator)
            if offset >= 0:
                place = Lines(self.text).place(header.start(1) + offset)
                message = f"the cells of this file are separated by {name}, not by commas"
                self.faults.add("separator", place, message, "save it with commas (“CSV UTF-8”)")
                self.separator = separator
                return

    def _conflict(self, match: re.Match[str]) -> None:
        marker = match.group(1)
        hint = "decide which of the two versions holds, and delete the marker lines"
        self._fault(
            "conflict-marker", match.start(), f"a merge conflict was left in the file ({marker})", hint
        )
        self.position = match.end()
        if match.group().endswith("\n"):
            self._newline(match.end() - 1)

    def _row(self) -> Row:
        self.whole = True
        cells: list[Cell] = []
        while True:
            if self._sound_cells(cells):
                return Row(tuple(cells), self._passed, self.whole)
            cells.append(self._cell())
            if not self.text.startswith(self.separator, self.position):
                break
            self.position += 1
            if len(cells) >= ROW_LIMIT:
                message = f"this row has more than {ROW_LIMIT:,} cells"
                self._fault("row-too-wide", self.position, message, "the rest of the line is not read")
                newline = self.text.find("\n", self.position)
                self.position = len(self.text) if newline < 0 else newline
                break
        end = self._place(self.position)
        if self.text.startswith("\r\n", self.position):
            self.position += 1
        if self.text.startswith("\n", self.position):
            self._newline(self.position)
            self.position += 1
        return Row(tuple(cells), end, self.whole)

    def _sound_cells(self, cells: list[Cell]) -> bool:
        """Adds cells as long as they are well-formed; true when the row ended so (`_passed` is its end then).

        One match a cell, a fifth of the time of `_cell`, which takes over at the first cell with a fault.
        """
        text, sound = self.text, self._sound
        while len(cells) < ROW_LIMIT and (match := sound.match(text, self.position)):
            quoted, plain, stop = match.groups()
            start, end = self.position, match.start(3)
            if end - start > CELL_LIMIT:
                return False
            line, column = self.line, start - self.line_start + 1
            if quoted is None:
                cells.append(Cell(plain, line, column))
            else:
                cells.append(Cell(quoted.replace('""', '"') if '"' in quoted else quoted, line, column, True))
                if "\n" in quoted:
                    self.line += quoted.count("\n")
                    self.line_start = start + 1 + quoted.rindex("\n") + 1
            self.position = match.end()
            if stop != self.separator:
                self._passed = (self.line, end - self.line_start + 1)
                if stop:
                    self._newline(self.position - 1)
                return True
        return False

    def _cell(self) -> Cell:
        start = self.position
        place = self._place(start)
        if self.text.startswith('"', start):
            return self._limited(Cell(self._quoted(start), *place, quoted=True))
        match = self._plain.match(self.text, start)
        end = match.end() if match else start
        stop = self.text[end : end + 1]
        if stop == '"' and not self.text[start:end].strip(" \t") and end > start:
            hint = "delete the blank: quotation marks must be the first thing in a cell"
            self._fault("quote-stray", end, "a blank stands before the quotation mark", hint)
            return self._limited(Cell(self._quoted(end), *self._place(end), quoted=True))
        if stop in ("", self.separator, "\n") or self.text.startswith("\r\n", end):
            self.position = end
            return self._limited(Cell(self.text[start:end], *place))
        if stop == '"':
            message = "a quotation mark stands inside a cell that is not quoted"
            self._fault(
                "quote-stray", end, message, 'quote the whole cell and double the mark: "say ""yes"" twice"'
            )
        return self._limited(Cell(self._rest(start), *place))

    def _rest(self, start: int) -> str:
        """The text up to the next separator or line end, quotation marks and bare CRs taken literally."""
        match = self._loose.match(self.text, start)
        self.position = match.end() if match else start
        written = self.text[start : self.position]
        if "\r" in written:
            hint = "end lines with LF or CRLF; put a cell with a line break in it into quotation marks"
            self._fault("bare-carriage-return", start + written.index("\r"), "a bare carriage return", hint)
        return written

    def _quoted(self, opening: int) -> str:
        """The text of the quoted cell that opens at `opening`; `position` moves behind it."""
        closing = opening + 1
        while True:
            closing = self.text.find('"', closing)
            if closing < 0:
                return self._unclosed(opening)
            if not self.text.startswith('"', closing + 1):
                break
            closing += 2
        written = self.text[opening + 1 : closing]
        after = closing + 1
        follows = self.text[after : after + 1]
        if follows not in ("", self.separator, "\n") and not self.text.startswith("\r\n", after):
            if "\n" in written:
                # A proper cell would have ended in its own line: the mark met here opens another cell.
                return self._unclosed(opening)
            return written.replace('""', '"') + self._after_quote(after, written)
        if "\n" in written:
            self.line += written.count("\n")
            self.line_start = opening + 1 + written.rindex("\n") + 1
        self.position = after
        return written.replace('""', '"')

    def _after_quote(self, offset: int, written: str) -> str:
        if written.endswith("\\"):
            hint = 'double a quotation mark inside a cell ("") instead of putting a backslash before it'
        else:
            hint = 'double every quotation mark inside a quoted cell: "say ""yes"" twice"'
        self._fault("quote-stray", offset, "text follows the closing quotation mark of a cell", hint)
        return self._rest(offset)

    def _unclosed(self, opening: int) -> str:
        """Takes the rest of the line for the cell, so that the rows below are read after all."""
        hint = "the cell that opens here swallows the rows below; close it, or double the mark if it is text"
        self._fault("quote-unclosed", opening, "this quotation mark is never closed", hint)
        end = self.text.find("\n", opening)
        end = len(self.text) if end < 0 else end
        self.position = end - self.text.startswith("\r\n", end - 1) if end > opening + 1 else end
        return self.text[opening + 1 : self.position].replace('""', '"')

    def _limited(self, cell: Cell) -> Cell:
        if len(cell.text) <= CELL_LIMIT:
            return cell
        self.whole = False
        message = f"this cell has {len(cell.text):,} characters; at most {CELL_LIMIT:,} are read"
        self.faults.add("cell-too-long", (cell.line, cell.column), message, "put long texts into seeds/")
        return cell._replace(text=cell.text[:CELL_LIMIT])

"""The state machine that reads rows of cells out of text, each with its line and column (RFC 4180).

Why our own: `pandas.read_csv` took 31 of 45 structure and encoding errors without a word (a first row with
one extra comma shifts every column, a bare CR splits an event in two), the `csv` module mends `"a"b`
silently, and neither can say where a fault stands. Here every fault is a finding with line and column,
reading goes on after it so that all faults of a file come in one run, and no row is ever left out without a
finding.

It is given a piece of the file at a time, of whole lines, because a million rows are not held twice; only a
quoted cell can reach beyond a piece, and then says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from timeline.decoding import Faults

CELL_LIMIT = 100_000
"""Longest cell, in code points: a long article; a quote or a summary is never that long."""
ROW_LIMIT = 1_000
"""Most cells in one row."""

_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)[^\n]*\n?")


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


def _never() -> bool:
    return False


class MoreWanted(Exception):
    """A quoted cell may go on behind the end of the text: read the row again with more of the file."""


class Tokeniser:
    """The state machine: where it stands in the text, and in which line."""

    def __init__(self, faults: Faults, separator: str = ",") -> None:
        """`separator` stands between the cells: `,` by right."""
        self.faults = faults
        self.separator = separator
        self.text = ""
        self.position = 0
        self.line = 1
        self.line_start = 0
        self.whole = True
        self.goes_on: Callable[[], bool] = _never
        """Whether a quotation mark stands behind the end of the text."""
        self._passed = (1, 1)
        self._pending: list[tuple[str, tuple[int, int], str, str]] | None = None
        other = re.escape(separator)
        self._sound = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^{other}"\r\n]*+))({other}|\r?\n|\Z)')
        self._plain = re.compile(rf'[^{other}"\r\n]*')
        self._loose = re.compile(rf"(?:[^{other}\r\n]|\r(?!\n))*")

    def take(self, text: str, line: int) -> None:
        """Go on with this text, whose first character is the first of that line."""
        self.text, self.line = text, line
        self.position = self.line_start = 0

    def conflict(self) -> bool:
        """Whether a marker line of a merge stands here; it is noted and passed."""
        match = _CONFLICT.match(self.text, self.position)
        if match is None:
            return False
        marker = match.group(1)
        hint = "decide which of the two versions holds, and delete the marker lines"
        message = f"a merge conflict was left in the file ({marker})"
        self.fault("conflict-marker", match.start(), message, hint)
        self.position = match.end()
        if match.group().endswith("\n"):
            self._newline(match.end() - 1)
        return True

    def _place(self, offset: int) -> tuple[int, int]:
        return self.line, offset - self.line_start + 1

    def fault(self, code: str, offset: int, message: str, hint: str) -> None:
        """Note a fault at a place of the text."""
        self._note(code, self._place(offset), message, hint)

    def _note(self, code: str, place: tuple[int, int], message: str, hint: str) -> None:
        """What is read is a guess from now on."""
        self.whole = False
        if self._pending is None:
            self.faults.add(code, place, message, hint)
        else:
            self._pending.append((code, place, message, hint))

    def _newline(self, offset: int) -> None:
        """The line break at `offset` (its LF) has been passed."""
        self.line += 1
        self.line_start = offset + 1

    def row(self) -> Row:
        """The row that begins here, whatever it is; raises MoreWanted, and then nothing has been noted."""
        start = (self.position, self.line, self.line_start)
        self._pending = []
        try:
            row = self._row()
        except MoreWanted:
            self.position, self.line, self.line_start = start
            self._pending = None
            raise
        for fault in self._pending:
            self.faults.add(*fault)
        self._pending = None
        return row

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
                self.fault("row-too-wide", self.position, message, "the rest of the line is not read")
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
            self.fault("quote-stray", end, "a blank stands before the quotation mark", hint)
            place = self._place(end)
            return self._limited(Cell(self._quoted(end), *place, quoted=True))
        if stop in ("", self.separator, "\n") or self.text.startswith("\r\n", end):
            self.position = end
            return self._limited(Cell(self.text[start:end], *place))
        if stop == '"':
            message = "a quotation mark stands inside a cell that is not quoted"
            self.fault(
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
            self.fault("bare-carriage-return", start + written.index("\r"), "a bare carriage return", hint)
        return written

    def _quoted(self, opening: int) -> str:
        """The text of the quoted cell that opens at `opening`; `position` moves behind it."""
        closing = opening + 1
        while True:
            closing = self.text.find('"', closing)
            if closing < 0:
                if self.goes_on():
                    raise MoreWanted
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
        self.fault("quote-stray", offset, "text follows the closing quotation mark of a cell", hint)
        return self._rest(offset)

    def _unclosed(self, opening: int) -> str:
        """Takes the rest of the line for the cell, so that the rows below are read after all."""
        hint = "the cell that opens here swallows the rows below; close it, or double the mark if it is text"
        self.fault("quote-unclosed", opening, "this quotation mark is never closed", hint)
        end = self.text.find("\n", opening)
        end = len(self.text) if end < 0 else end
        self.position = end - self.text.startswith("\r\n", end - 1) if end > opening + 1 else end
        return self.text[opening + 1 : self.position].replace('""', '"')

    def _limited(self, cell: Cell) -> Cell:
        if len(cell.text) <= CELL_LIMIT:
            return cell
        message = f"this cell has {len(cell.text):,} characters; at most {CELL_LIMIT:,} are read"
        self._note("cell-too-long", (cell.line, cell.column), message, "put long texts into seeds/")
        return cell._replace(text=cell.text[:CELL_LIMIT])

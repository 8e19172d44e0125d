"""CSV bytes into rows of cells, each with its line and column (RFC 4180), a piece of the file at a time.

Why in pieces: a table of a million quotes is held as the bytes it is, and never a second time as text, rows
and cells. Nearly every row is sound, and costs a search for its end and a split; the state machine of
`tokeniser` reads the others, and says of each what is wrong with it.

A cell keeps its text exactly as written, line ends inside quotation marks included. What a cell means is
decided one room higher, in `tables`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline.decoding import BYTE_ORDER_MARK, Faults, Lines, cleaned
from timeline.errors import Finding
from timeline.suspects import disguise, note_suspects
from timeline.tokeniser import CELL_LIMIT, ROW_LIMIT, Cell, MoreWanted, Row, Tokeniser

__all__ = ["Cell", "Line", "Reading", "Row", "Scan", "again", "read", "read_again", "scan"]

FILE_LIMIT = 512 * 1024 * 1024
"""Largest CSV file read, in bytes: about two million quotes."""
FAULT_LIMIT = 20_000
"""Faults of form after which a file is given up: it is no table, and nobody reads that many findings."""
BLOCK = 1024 * 1024
"""Bytes of a file that are text at one time, unless a row is longer."""

_SEPARATOR_LINE = re.compile(r"\"?sep=([^\r\n\"])\"?\r?\n", re.IGNORECASE)
_MARK = BYTE_ORDER_MARK.encode()

Manner = Literal[0, 1, 2]
"""How a row can be read again: 0 no quotation marks, 1 sound with quotation marks, 2 by the state machine."""


class Line:
    """A row as it is met: what its cells say and where it stands; where each cell does, only when asked."""

    __slots__ = ("_row", "_separator", "_written", "manner", "number", "offset", "texts", "whole")

    def __init__(
        self, offset: int, number: int, manner: Manner, texts: list[str], written: str, separator: str
    ) -> None:
        self.offset = offset
        """Byte of the cleaned file in which it begins."""
        self.number = number
        """Physical line where it begins, from 1."""
        self.manner = manner
        """How it can be read again."""
        self.texts = texts
        """What its cells say, from left to right."""
        self.whole = True
        """False when a fault inside made the reading of this row a guess."""
        self._written = written
        self._separator = separator
        self._row: Row | None = None

    @classmethod
    def of(cls, offset: int, row: Row) -> Line:
        """A row that the state machine has read."""
        line = cls(offset, row.line, 2, [cell.text for cell in row.cells], "", ",")
        line._row, line.whole = row, row.whole
        return line

    @property
    def row(self) -> Row:
        """The row with the place of each cell."""
        if self._row is None:
            self._row = read_again(self._written, self.number, self._separator)
        return self._row


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one CSV file holds."""

    rows: tuple[Row, ...]
    """The rows that are not blank, the header first."""
    findings: tuple[Finding, ...]
    """Every fault of form, sorted."""


class Scan:
    """One CSV file being read: iterate `lines`, then ask for the findings."""

    def __init__(self, data: bytes, file: str) -> None:
        """Never raises, whatever the bytes."""
        self.data = b""
        """The bytes of the rows: clean UTF-8 without byte order marks, lines ending in LF or CRLF."""
        self.separator = ","
        """What separates the cells."""
        self._faults = Faults(file)
        self._form = Faults(file)
        self._decoded: tuple[Finding, ...] = ()
        if self._readable(data):
            data, self._decoded = cleaned(data, file)
            self.data = _line_ends(_byte_order_marks(data, self._faults), self._faults)
            blocks, line = _Blocks(self.data), 1
            while blocks.next():
                note_suspects(blocks.text, self._faults, line)
                line += blocks.text.count("\n")

    def _readable(self, data: bytes) -> bool:
        faults = self._faults
        if len(data) > FILE_LIMIT:
            limit = FILE_LIMIT // 1024 // 1024
            message = f"the file has {len(data) / 1024 / 1024:,.0f} MB; at most {limit} MB are read"
            hint = "split the project, or take pictures and archives out"
            faults.add("file-too-large", (1, 1), message, hint)
        elif not data[:BLOCK].strip(b"\xef\xbb\xbf \t\r\n") and not data.strip(b"\xef\xbb\xbf \t\r\n"):
            hint = "it needs a header line that names the columns"
            faults.add("file-empty", (1, 1), "the file is empty", hint)
        elif other := disguise(data):
            faults.add("not-csv", (1, 1), f"this is {other[0]}, not a CSV file", other[1])
        else:
            return True
        return False

    def findings(self) -> tuple[Finding, ...]:
        """Every fault of form found so far, sorted."""
        return tuple(sorted(self._decoded + self._faults.findings() + self._form.findings()))

    def lines(self) -> Iterator[Line]:
        """Every row that is not blank, the header first."""
        skipped = self._separate()
        tokeniser = Tokeniser(self._form, self.separator)
        blocks = _Blocks(self.data, skipped)
        tokeniser.goes_on = blocks.goes_on
        counted, line = self._form.total, 1 + bool(skipped)
        while blocks.next():
            tokeniser.take(blocks.text, line)
            while tokeniser.position < len(blocks.text):
                if self._form.total != counted:
                    counted = self._form.total
                    if counted > FAULT_LIMIT:
                        _give_up(tokeniser)
                        return
                try:
                    found = self._next(tokeniser, blocks)
                except MoreWanted:
                    blocks.extend(tokeniser.position)
                    tokeniser.take(blocks.text, tokeniser.line)
                    continue
                if found is None:
                    continue
                if any(map(str.strip, found.texts)):
                    yield found
                else:
                    kind = "line" if len(found.texts) == 1 else "row"
                    self._form.warn("row-blank", (found.number, 1), f"this {kind} is blank", "delete it")
            line = tokeniser.line

    def _next(self, tokeniser: Tokeniser, blocks: _Blocks) -> Line | None:
        """The row that begins here; None where it was the marker line of a merge."""
        text, start, line = blocks.text, tokeniser.position, tokeniser.line
        if text[start] in "<=>|" and tokeniser.conflict():
            return None
        offset = blocks.byte(start)
        read = _sound(text, start, self.separator)
        if read is None:
            return Line.of(offset, tokeniser.row())
        stop, written, manner, texts = read
        tokeniser.position = tokeniser.line_start = stop
        tokeniser.line = line + (text.count("\n", start, stop) if manner else text[stop - 1] == "\n")
        return Line(offset, line, manner, texts, written, self.separator)

    def _separate(self) -> int:
        """Finds out what separates the cells; all but the comma is a fault, and read all the same.

        How many bytes of an instruction to Excel stand before the header.
        """
        begun = len(self.data) - len(self.data.lstrip(b" \t\r\n\x0b\x0c"))
        stop = self.data.find(b"\n", self.data.find(b"\n", begun) + 1)
        text = self.data[: len(self.data) if stop < 0 else stop + 1].decode()
        instruction = _SEPARATOR_LINE.match(text)
        after = 0
        if instruction:
            message = "the first line is an instruction to Excel, not a header"
            self._form.add("separator", (1, 1), message, "delete the line; only Excel knows it")
            after = instruction.end()
        header = re.compile(r"\s*([^\n]*)").match(text, after)
        if header is not None and "," not in header.group(1):
            for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
                offset = header.group(1).find(separator)
                if offset >= 0:
                    place = Lines(text).place(header.start(1) + offset)
                    message = f"the cells of this file are separated by {name}, not by commas"
                    self._form.add("separator", place, message, "save it with commas (“CSV UTF-8”)")
                    self.separator = separator
                    break
        return len(text[:after].encode())


def scan(data: bytes, file: str) -> Scan:
    """A CSV file, to be read row by row."""
    return Scan(data, file)


def read(data: bytes, file: str) -> Reading:
    """The rows of a CSV file and every fault of its form; never raises, whatever the bytes."""
    found = Scan(data, file)
    rows = tuple(line.row for line in found.lines())
    return Reading(rows, found.findings())


def again(written: str, manner: Manner, separator: str = ",") -> list[str]:
    """What the cells of a row say that was read before; `written` begins with it."""
    if manner == 2:
        return [cell.text for cell in read_again(written, 1, separator).cells]
    if manner == 1:
        try:
            return next(csv.reader((written,), delimiter=separator))
        except csv.Error:
            pass  # More stands below it than blank lines.
    read = _sound(written, 0, separator)
    return read[3] if read else []


def read_again(written: str, line: int, separator: str = ",") -> Row:
    """The same row once more with all its places; `written` begins with it, in that line of the file."""
    tokeniser = Tokeniser(Faults(""), separator)
    tokeniser.take(written, line)
    return tokeniser.row()


def _sound(text: str, start: int, separator: str) -> tuple[int, str, Manner, list[str]] | None:
    """The row that begins here: its end, how it is written, in which manner, its cells; None if not sound."""
    end = text.find("\n", start)
    stop = end + 1 if end >= 0 else len(text)
    written = text[start:stop]
    if '"' not in written:
        line = written.removesuffix("\n").removesuffix("\r") if end >= 0 else written
        if "\r" in line or len(line) > CELL_LIMIT:
            return None
        texts = line.split(separator)
        return None if len(texts) > ROW_LIMIT else (stop, written, 0, texts)
    match = _whole(separator).match(text, start)
    if match is None or match.end() - start > CELL_LIMIT:
        return None
    written = match.group(1)
    texts = next(csv.reader((written,), delimiter=separator), [""])
    return None if len(texts) > ROW_LIMIT else (match.end(), match.group(), 1, texts)


@lru_cache(maxsize=8)
def _whole(separator: str) -> re.Pattern[str]:
    """A sound row and, as its group, the row without its line end."""
    other = re.escape(separator)
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^{other}"\r\n]*+)'
    return re.compile(rf"((?:{cell}{other})*+{cell})(?:\r?\n|\Z)")


class _Blocks:
    """A file as text, some whole lines at a time."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self.text = ""
        """The lines on show."""
        self._data = data
        self._start = self._stop = start
        self._counted = (0, start)

    def next(self) -> bool:
        """Go on to the lines behind those on show; false if there are none."""
        self._show(self._stop, self._stop + BLOCK)
        return bool(self.text)

    def extend(self, position: int) -> None:
        """Show the lines from this place of the text on, and at least as far as the next quotation mark."""
        start, length = self.byte(position), self._stop - self._start
        self._show(start, max(self._data.find(b'"', self._stop), self._stop + length))

    def goes_on(self) -> bool:
        """Whether a quotation mark stands behind the lines on show."""
        return self._data.find(b'"', self._stop) >= 0

    def byte(self, position: int) -> int:
        """The byte of the file at which a place of the text stands; places are asked for in order."""
        if len(self.text) == self._stop - self._start:
            return self._start + position
        counted, byte = self._counted
        byte += len(self.text[counted:position].encode())
        self._counted = (position, byte)
        return byte

    def _show(self, start: int, least: int) -> None:
        """Show the lines from `start` to the end of that in which the byte `least` stands."""
        newline = self._data.find(b"\n", least)
        self._start, self._stop = start, len(self._data) if newline < 0 else newline + 1
        self.text = self._data[start : self._stop].decode()
        self._counted = (0, start)


def _give_up(tokeniser: Tokeniser) -> None:
    message = f"more than {FAULT_LIMIT:,} faults stand above this line; the rest is not read"
    tokeniser.fault("too-many-faults", tokeniser.position, message, "is this the right file?")


def _byte_order_marks(data: bytes, faults: Faults) -> bytes:
    marks = 0
    while data.startswith(_MARK, marks * len(_MARK)):
        marks += 1
    if marks == 1:
        message = "the file begins with a byte order mark (U+FEFF)"
        faults.warn("byte-order-mark", (1, 1), message, "harmless here; “UTF-8” without “BOM” avoids it")
    elif marks > 1:
        message = f"the file begins with {marks} byte order marks (U+FEFF)"
        hint = "remove them; the second would belong to the first name"
        faults.add("byte-order-mark", (1, 1), message, hint)
    return data[marks * len(_MARK) :]


def _line_ends(data: bytes, faults: Faults) -> bytes:
    """A file whose lines all end in a lone CR is read as if they ended in LF, and says so once."""
    if b"\n" in data or b"\r" not in data:
        return data
    place = (1, len(data[: data.index(b"\r")].decode()) + 1)
    message = "the lines of this file end in a bare carriage return (old Mac OS)"
    faults.add("bare-carriage-return", place, message, "save the file with LF or CRLF line ends")
    return data.replace(b"\r", b"\n")

"""The rows of a table as the bytes of its file, each read again when somebody asks for it.

Why: a row as an object with a cell for each of its columns takes three kilobytes, a million rows three
gigabytes. As bytes it takes what it takes on the disk and nine more for where it stands; to split it again
costs a few millionths of a second, and where its cells stand is wanted of those rows only that have a fault.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from timeline import cells
from timeline.cells import Cell, Line, Row
from timeline.lookup import Lookup
from timeline.numbered import Numbered
from timeline.records import TableRow

_MARK, _NEAR = ord('"'), 256


def named(row: Row, columns: Mapping[str, int]) -> dict[str, Cell]:
    """The cells of a row by column; those that the row is too short for are missing."""
    return {name: row.cells[index] for name, index in columns.items() if index < len(row.cells)}


def row_of(line: Line, columns: Mapping[str, int]) -> TableRow:
    """A row that has just been met."""
    texts = {name: line.texts[index] for name, index in columns.items() if index < len(line.texts)}
    opening = next(iter(columns), "")
    first = opening if line.manner != 2 and columns.get(opening) == 0 else ""
    return TableRow(line.number, lambda: named(line.row, columns), texts, first)


class Sheet(Numbered[TableRow]):
    """The rows of one file below its header, by number from 0."""

    def __init__(self, data: bytes, separator: str, columns: Mapping[str, int], key: str = "id") -> None:
        """`columns` tells where each stands, `key` which of them names a row; rows come in their order."""
        self._data = data
        self._separator = separator
        self._columns = columns
        self._key = key
        self._opening = next((name for name, at in columns.items() if at == 0), "")
        self._first = separator.encode() if columns.get(key) == 0 else b""
        self._straight = tuple(columns) if list(columns.values()) == list(range(len(columns))) else ()
        self._offsets = array("I")
        self._lines = array("I")
        self._manners = bytearray()

    def add(self, line: Line) -> None:
        """One more row."""
        self._offsets.append(line.offset)
        self._lines.append(line.number)
        self._manners.append(line.manner)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._offsets)

    def make(self, number: int) -> TableRow:
        """A row that is read again."""
        return _SheetRow(self, number)

    def named(self, number: int) -> dict[str, str]:
        """What the cells of a row say, by column; those that the row is too short for are missing."""
        texts = self.texts(number)
        if self._straight:
            return dict(zip(self._straight, texts, strict=False))
        return {name: texts[at] for name, at in self._columns.items() if at < len(texts)}

    def at(self, name: str) -> int:
        """Which of the cells is that of a column; -1: none."""
        return self._columns.get(name, -1)

    def columns(
        self, names: Sequence[str], numbers: Iterable[int] | None = None
    ) -> Iterator[tuple[str, ...]]:
        """What some cells of each row say, untrimmed; empty where there is no such cell."""
        places = [self._columns.get(name, -1) for name in names]
        for number in range(len(self)) if numbers is None else numbers:
            texts = self.texts(number)
            yield tuple([texts[at] if 0 <= at < len(texts) else "" for at in places])

    def first(self, number: int) -> str:
        """The column whose cell begins a row, if the row is sound; else empty."""
        return self._opening if self._manners[number] != 2 else ""

    def line(self, number: int) -> int:
        """Physical line where a row begins, from 1."""
        return self._lines[number]

    def name(self, number: int) -> str:
        """The id of a row, trimmed."""
        start = self._offsets[number]
        if self._first and self._data[start] != _MARK:
            stop = self._data.find(self._first, start, start + _NEAR)
            name = self._data[start : max(start, stop)]
            if name and b"\n" not in name:
                return name.decode().strip()
        ((text,),) = self.columns((self._key,), (number,))
        return text.strip()

    @cached_property
    def lookup(self) -> Lookup[str]:
        """Finds rows by id; made when first asked for."""
        return Lookup((name.strip() for (name,) in self.columns((self._key,))), self.name)

    @cached_property
    def ids(self) -> Mapping[str, TableRow]:
        """The first row of each id, the last of them first."""
        return _Ids(self)

    def _written(self, number: int) -> str:
        stop = self._offsets[number + 1] if number + 1 < len(self._offsets) else len(self._data)
        return self._data[self._offsets[number] : stop].decode()

    def texts(self, number: int) -> list[str]:
        """What the cells of a row say, untrimmed, from left to right."""
        written = self._written(number)
        if manner := self._manners[number]:
            return cells.again(written, 2 if manner == 2 else 1, self._separator)
        return written.partition("\n")[0].removesuffix("\r").split(self._separator)

    def cells(self, number: int) -> Mapping[str, Cell]:
        """The cells of a row by column, with their places."""
        row = cells.read_again(self._written(number), self._lines[number], self._separator)
        return named(row, self._columns)


class _SheetRow(TableRow):
    """A row that is read again each time that somebody asks for anything but its line."""

    __slots__ = ("_number", "_sheet")

    def __init__(self, sheet: Sheet, number: int) -> None:
        self.line = sheet.line(number)
        self._first = sheet.first(number)
        self._sheet = sheet
        self._number = number

    def __reduce__(self) -> tuple[object, ...]:
        """As it was made: what is read again needs not be written down."""
        return _SheetRow, (self._sheet, self._number)

    @property
    def texts(self) -> Mapping[str, str]:  # type: ignore[override]
        return self._sheet.named(self._number)

    @property
    def cells(self) -> Mapping[str, Cell]:
        return self._sheet.cells(self._number)


class _Ids(Mapping[str, TableRow]):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __getitem__(self, name: str) -> TableRow:
        number = self._sheet.lookup.find(name) if name else -1
        if number < 0:
            raise KeyError(name)
        return self._sheet[number]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(name) and self._sheet.lookup.find(name) >= 0

    def __iter__(self) -> Iterator[str]:
        last: dict[int, int] = {}
        passed = set()
        for number, first in self._sheet.lookup.doubled():
            passed.add(last.get(first, first))
            last[first] = number
        for number in range(len(self._sheet) - 1, -1, -1):
            name = self._sheet.name(number)
            if name and number not in passed:
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)

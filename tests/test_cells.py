"""CSV bytes become rows with places, and nothing is lost without a word."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from timeline import cells
from timeline.cells import Cell, Row

TRAPS: dict[str, tuple[bytes, list[tuple[int, int, str]]]] = {
    "sound": (b"id,title\na,b\n", []),
    "sound, CRLF": (b"id,title\r\na,b\r\n", []),
    "sound, no last line end": (b"id,title\na,b", []),
    "sound, line break in quotes": (b'id,title\na,"b\nc"\nd,e\n', []),
    "sound, CRLF in quotes": (b'id,title\r\na,"b\r\nc"\r\n', []),
    "sound, doubled quotes": (b'id,title\na,"say ""b"""\n', []),
    "sound, empty quotes": (b'id,title\n"",a\n', []),
    "sound, bare CR in quotes": (b'id,title\na,"b\rc"\n', []),
    "byte order mark": (b"\xef\xbb\xbfid,title\na,b\n", [(1, 1, "byte-order-mark")]),
    "two byte order marks": (b"\xef\xbb\xbf\xef\xbb\xbfid,title\na,b\n", [(1, 1, "byte-order-mark")]),
    "empty": (b"", [(1, 1, "file-empty")]),
    "only blanks": (b" \r\n\t\n", [(1, 1, "file-empty")]),
    "only a byte order mark": (b"\xef\xbb\xbf\n", [(1, 1, "file-empty")]),
    "Windows-1252": (b"id,title\na,caf\xe9\n", [(2, 6, "encoding")]),
    "UTF-16": ("id,title\na,b\n".encode("utf-16"), [(1, 1, "encoding")]),
    "workbook": (b"PK\x03\x04\x14\x00", [(1, 1, "not-csv")]),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", [(1, 1, "not-csv")]),
    "PDF": (b"%PDF-1.7\n", [(1, 1, "not-csv")]),
    "gzip": (b"\x1f\x8b\x08\x00", [(1, 1, "not-csv")]),
    "web page": (b"\n<!DOCTYPE html><html>", [(1, 1, "not-csv")]),
    "XML": (b"<?xml version='1.0'?>", [(1, 1, "not-csv")]),
    "JSON object": (b'{"id": 1}', [(1, 1, "not-csv")]),
    "JSON list": (b'[{"id": 1}]', [(1, 1, "not-csv")]),
    "semicolons": (b"id;title\na;b\n", [(1, 3, "separator")]),
    "tabs": (b"id\ttitle\na\tb\n", [(1, 3, "separator")]),
    "bars": (b"id|title\na|b\n", [(1, 3, "separator")]),
    "instruction to Excel": (b"sep=,\nid,title\na,b\n", [(1, 1, "separator")]),
    "instruction and semicolons": (
        b"sep=;\r\nid;title\r\na;b\r\n",
        [(1, 1, "separator"), (2, 3, "separator")],
    ),
    "text after a quote": (b'id,title\na,"b"c\nd,e\n', [(2, 6, "quote-stray")]),
    "quote in a bare cell": (b'id,title\na,b"c"\nd,e\n', [(2, 4, "quote-stray")]),
    "blank before a quote": (b'id,title\na, "b,c"\nd,e\n', [(2, 4, "quote-stray")]),
    "blank after a quote": (b'id,title\n"a" ,b\n', [(2, 4, "quote-stray")]),
    "backslash before a quote": (b'id,title\na,"b \\"c\\" d"\n', [(2, 8, "quote-stray")]),
    "undoubled quotes": (b'id,title\na,"he said "yes" once"\n', [(2, 13, "quote-stray")]),
    "quote never closed, last row": (b'id,title\na,"b\n', [(2, 3, "quote-unclosed")]),
    "quote never closed, rows follow": (b'id,title\na,"b\nc,d\ne,f\n', [(2, 3, "quote-unclosed")]),
    "quote closed by another cell's": (b'id,title\na,"b\nc,"d"\ne,f\n', [(2, 3, "quote-unclosed")]),
    "two quotes never closed": (
        b'id,title\na,"b\nc,d\ne,"f\ng,h\n',
        [(2, 3, "quote-unclosed"), (4, 3, "quote-unclosed")],
    ),
    "bare CR in a cell": (b"id,title\na,b\rc\nd,e\n", [(2, 4, "bare-carriage-return")]),
    "bare CR after a quoted cell": (
        b'id,title\na,"b"\rc,d\n',
        [(2, 6, "bare-carriage-return"), (2, 6, "quote-stray")],
    ),
    "old Mac OS": (b"id,title\ra,b\rc,d\r", [(1, 9, "bare-carriage-return")]),
    "blank line": (b"id,title\na,b\n\nc,d\n", [(3, 1, "row-blank")]),
    "blank line at the end": (b"id,title\na,b\n\n", [(3, 1, "row-blank")]),
    "row of blanks": (b"id,title\n , \na,b\n", [(2, 1, "row-blank")]),
    "row of commas": (b"id,title\na,b\n,\n", [(3, 1, "row-blank")]),
    "NUL": (b"id,title\na,b\x00c\n", [(2, 4, "nul")]),
    "escape": (b"id,title\na,\x1b[31mb\n", [(2, 3, "invisible-character")]),
    "bidi": ("id,title\na,b\u202ec\n".encode(), [(2, 4, "invisible-character")]),
    "zero width": ("id,title\na,b\u200bc\n".encode(), [(2, 4, "invisible-character")]),
    "line separator": (
        "id,title\na,b\u2028c\nd,\u202ae\n".encode(),
        [(2, 4, "invisible-character"), (3, 3, "invisible-character")],
    ),
    "byte order mark inside": ("id,title\na,\ufeffb\n".encode(), [(2, 3, "invisible-character")]),
    "replacement": ("id,title\na,b\ufffd\n".encode(), [(2, 4, "replacement-character")]),
    "conflict": (
        b"id,title\n<<<<<<< HEAD\na,b\n||||||| base\na,x\n=======\na,c\n>>>>>>> other\nd,e\n",
        [
            (2, 1, "conflict-marker"),
            (4, 1, "conflict-marker"),
            (6, 1, "conflict-marker"),
            (8, 1, "conflict-marker"),
        ],
    ),
    "conflict at the end": (b"id,title\n>>>>>>> other", [(2, 1, "conflict-marker")]),
    "long cell": (b"id,title\na," + b"b" * 100_001 + b"\nc,d\n", [(2, 3, "cell-too-long")]),
    "long quoted cell": (b'id,title\na,"' + b"b\n" * 50_001 + b'"\nc,d\n', [(2, 3, "cell-too-long")]),
    "wide row": (b"id,title\n" + b"," * 1_500 + b"\na,b\n", [(2, 1002, "row-too-wide"), (2, 1, "row-blank")]),
    "all at once": (
        b'id,title\na,"b"c\n\nd,e\x00\nf,"g\nh,i\n',
        [(2, 6, "quote-stray"), (3, 1, "row-blank"), (4, 4, "nul"), (5, 3, "quote-unclosed")],
    ),
}
"""Name → bytes, and every (line, column, code) they must give."""


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_is_told_at_its_place(trap: str) -> None:
    """A malformed file gives exactly these findings, at exactly these places."""
    data, expected = TRAPS[trap]
    found = [(f.line, f.column, f.code) for f in cells.read(data, "f").findings]
    assert found == sorted(expected)


@pytest.mark.parametrize("trap", [name for name in TRAPS if name not in ("long quoted cell", "wide row")])
def test_the_rows_after_a_fault_are_read(trap: str) -> None:
    """Whatever the fault, no row below it disappears, unless the file is no CSV at all."""
    data, expected = TRAPS[trap]
    if {code for *_, code in expected} & {"file-empty", "not-csv"}:
        assert cells.read(data, "f").rows == ()
        return
    separator = {"semicolons": b";", "instruction and semicolons": b";", "tabs": b"\t", "bars": b"|"}.get(
        trap, b","
    )
    appended = (
        b"\r\nlast" + separator + b"row"
        if b"\r" in data and b"\n" in data
        else b"\nlast" + separator + b"row"
    )
    if trap == "old Mac OS":
        appended = b"\rlast,row"
    if trap == "UTF-16":
        appended = "\nlast,row".encode("utf-16-le")
    if trap.startswith("quote never") or trap == "conflict at the end":
        appended = b"\n" + appended
    last = cells.read(data + appended, "f").rows[-1]
    assert [cell.text for cell in last.cells] == ["last", "row"]


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes end in rows and findings with places, never in an exception."""
    reading = cells.read(data, "f")
    assert reading.rows or reading.findings
    assert all(finding.line >= 1 and finding.column >= 1 for finding in reading.findings)


@given(
    st.lists(
        st.sampled_from([b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"a", b" ", b";", b"\\"]), max_size=60
    )
)
def test_no_structure_raises_and_no_letter_is_lost(pieces: list[bytes]) -> None:
    """However quotes, commas and line ends are mixed, every letter stands in some cell."""
    data = b"id,title\n" + b"".join(pieces)
    reading = cells.read(data, "f")
    letters = sum(cell.text.count("a") for row in reading.rows[1:] for cell in row.cells)
    assert letters == b"".join(pieces).count(b"a")


def written(table: list[list[str]]) -> str:
    """The table as CSV with every cell in quotes."""
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in table)


SOME_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TABLE = st.lists(st.lists(SOME_TEXT, min_size=2, max_size=4), min_size=1, max_size=6)


@given(TABLE)
def test_any_text_survives_in_quotes(table: list[list[str]]) -> None:
    """Whatever stands in a quoted cell is read back, character for character."""
    kept = [row for row in table if any(cell.strip() for cell in row)]
    read = cells.read(b"h,i\n" + written(table).encode(), "f")
    assert [[cell.text for cell in row.cells] for row in read.rows[1:]] == kept
    assert not [finding for finding in read.findings if finding.code.startswith(("quote", "bare", "row-too"))]


@given(TABLE)
def test_a_place_points_at_the_character(table: list[list[str]]) -> None:
    """The place of any character of any cell is where that character stands in the file."""
    text = "h,i\n" + written(table)
    lines = text.split("\n")
    for row in cells.read(text.encode(), "f").rows[1:]:
        for cell in row.cells:
            for position, character in enumerate(cell.text):
                line, column = cell.place(position)
                if character != "\n":
                    assert lines[line - 1][column - 1] == character


@given(st.lists(st.lists(st.text('ab ,"\n\r;é'), min_size=2, max_size=3), min_size=1, max_size=5))
def test_agrees_with_the_standard_library_on_sound_files(table: list[list[str]]) -> None:
    """What the csv module writes, with every cell quoted, is read the same by both."""
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([["h", "i"], *table])
    expected = [
        row for row in csv.reader(io.StringIO(target.getvalue(), newline="")) if any(c.strip() for c in row)
    ]
    read = cells.read(target.getvalue().encode(), "f")
    assert [[cell.text for cell in row.cells] for row in read.rows] == expected


def test_a_row_knows_its_lines() -> None:
    """Rows and cells after a cell of several lines keep their physical lines and columns."""
    first, second, third = cells.read(b'h,i\n"a\r\nb",c\nd,e\n', "f").rows
    assert first == Row((Cell("h", 1, 1), Cell("i", 1, 3)), (1, 4), True)
    assert second == Row((Cell("a\r\nb", 2, 1, True), Cell("c", 3, 4)), (3, 5), True)
    assert third.line == 4


def test_a_row_with_a_fault_says_that_it_was_guessed() -> None:
    """`whole` is False for the row with the fault, and for no other."""
    assert [row.whole for row in cells.read(b'h,i\na,"b"c\nd,e\n', "f").rows] == [True, False, True]


def test_text_that_looks_like_something_else_stays_text() -> None:
    """NA, None, null, 007, TRUE and 1e5 are what they are."""
    words = ["NA", "None", "null", "007", "TRUE", "1e5", "#N/A", "nan"]
    read = cells.read(("h,i\n" + "".join(f"{word},{word}\n" for word in words)).encode(), "f")
    assert [row.cells[0].text for row in read.rows[1:]] == words


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is not read at all, and says so."""
    monkeypatch.setattr(cells, "FILE_LIMIT", 10)
    reading = cells.read(b"id,title\na,b\n", "f")
    assert (reading.rows, [finding.code for finding in reading.findings]) == ((), ["file-too-large"])


FAULTS = [b"\n", b'a"b,c\n', b'"x""\n', b'a,"b\n', b"=======\n", b'"""a\n']
"""Lines that are each a fault."""


@pytest.mark.parametrize("piece", FAULTS)
def test_a_file_of_nothing_but_faults_is_given_up(piece: bytes) -> None:
    """Whatever its size, and the findings say where reading stopped."""
    findings = cells.read(b"h,i\n" + piece * 300_000, "f").findings
    (given_up,) = (finding for finding in findings if finding.code == "too-many-faults")
    assert (given_up.severity, given_up.line) == ("error", 20_003)


@pytest.mark.parametrize("piece", FAULTS)
def test_the_cost_of_faults_is_linear(piece: bytes) -> None:
    """Until reading stops, what goes before a fault does not make it dearer."""

    def prepared(count: int) -> Callable[[], object]:
        data = b"h,i\n" + piece * count
        return lambda: cells.read(data, "f")

    assert_linear(prepared, 200)


def test_a_flood_of_faults_is_counted() -> None:
    """Ten thousand faults of one kind give a thousand findings and a count."""
    findings = cells.read(b"h,i\n" + b'a"b,c\n' * 10_000, "f").findings
    assert len(findings) == 1_001
    assert any("9,000 more" in finding.message for finding in findings)


PIECES = st.lists(
    st.sampled_from(
        ['"', '""', ",", ",", "\n", "\n", "\r\n", "\r", "abc", " ", "é", "—", "😀", "<<<<<<< a\n", "\u200b"]
    ),
    max_size=60,
)  # fmt: skip


@given(PIECES, st.integers(1, 40))
def test_it_does_not_matter_in_which_pieces_a_file_is_read(pieces: list[str], block: int) -> None:
    """The same rows, cells, places and findings, whether the file is one piece or each line is its own."""
    data = "".join(pieces).encode()
    whole = cells.read(data, "f")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "BLOCK", block)
        assert cells.read(data, "f") == whole


@given(PIECES)
def test_a_row_can_be_read_again_from_where_it_begins(pieces: list[str]) -> None:
    """What it says and where each of its cells stands does not hang on the rows around it."""
    scan = cells.scan("".join(pieces).encode(), "f")
    lines = list(scan.lines())
    for line, stop in zip(lines, [*(line.offset for line in lines[1:]), len(scan.data)], strict=False):
        written = scan.data[line.offset : stop].decode()
        assert cells.again(written, line.manner, scan.separator) == [cell.text for cell in line.row.cells]
        assert cells.read_again(written, line.number, scan.separator) == line.row


def test_a_quote_that_goes_on_behind_a_blank_stands_where_it_begins() -> None:
    """Line and column of its quotation mark, however many lines the cell has."""
    cell = cells.read(b'h,i\na, "b\nc",\n', "f").rows[1].cells[1]
    assert (cell.line, cell.column, cell.text) == (2, 4, "b\nc")

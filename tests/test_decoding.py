"""Bytes become text strictly, and every fault has a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.decoding import Faults, Lines, decode


@given(st.text())
def test_utf_8_is_read_as_it_is(text: str) -> None:
    """Any text that is UTF-8 comes out unchanged, without a finding."""
    decoded = decode(text.encode(), "f")
    if "\x00" not in text:
        assert (decoded.text, decoded.findings) == (text, ())


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_told(data: bytes) -> None:
    """Bytes that are not UTF-8 always give a finding, and never an exception."""
    decoded = decode(data, "f")
    try:
        data.decode()
    except UnicodeDecodeError:
        assert decoded.findings
    assert all(finding.line >= 1 and finding.column >= 1 for finding in decoded.findings)


@pytest.mark.parametrize(
    ("data", "line", "column", "message", "hint"),
    [
        (b"a\nb\xe9c", 2, 2, "byte 0xE9 at offset 3 is not UTF-8", "Windows-1252, where this is “é”"),
        (b"\xef\xbb\xbf\xe9", 1, 1, "byte 0xE9 at offset 3 is not UTF-8", "Windows-1252"),
        (b"\x81\xe9", 1, 1, "bytes 0x81 0xE9 at offset 0 is", "Latin-1"),
        ("é\nü".encode("utf-16"), 1, 1, "UTF-16-LE, not UTF-8", "save it again as UTF-8"),
        ("id,title\n".encode("utf-16-be"), 1, 1, "UTF-16-BE, not UTF-8", "save it again as UTF-8"),
        ("id,title\n".encode("utf-16-le"), 1, 1, "UTF-16-LE, not UTF-8", "save it again as UTF-8"),
        (b"ok \xed\xa0\x80", 1, 4, "bytes 0xED 0xA0 0x80 at offset 3", "save it again as UTF-8"),
    ],
)
def test_a_wrong_encoding_is_placed_and_guessed(
    data: bytes, line: int, column: int, message: str, hint: str
) -> None:
    """The finding says byte, offset, line and column, and what the file probably is."""
    (finding, *_) = decode(data, "f").findings
    assert (finding.line, finding.column, finding.code) == (line, column, "encoding")
    assert message in finding.message
    assert hint in finding.hint


def test_the_guess_is_read_on_with() -> None:
    """A file in the wrong encoding is read all the same, so that its other faults are found too."""
    assert decode(b"caf\xe9", "f").text == "café"
    assert decode("éa".encode("utf-16"), "f").text == "éa"
    assert decode("“né” ".encode() + b"\xe9", "f").text == "“né” é"


def test_many_wrong_bytes_are_told_once() -> None:
    """A whole file in the wrong encoding gives ten findings and a count, not thousands."""
    findings = decode(b"\xe9 " * 500, "f").findings
    assert len(findings) == 11
    assert any("490 more" in finding.message for finding in findings)


def test_lines_end_at_line_feeds_only() -> None:
    """U+2028, NEL, VT, FF and a lone CR do not begin a line: no editor counts them."""
    lines = Lines("a\u2028b\x85c\x0bd\x0ce\rf\r\ng")
    assert lines.place(11) == (1, 12)
    assert lines.place(13) == (2, 1)


def test_faults_over_the_cap_are_counted() -> None:
    """What is left out of the list is still told."""
    faults = Faults("f", cap=2)
    for line in range(1, 6):
        faults.warn("x", (line, 1), "wrong")
    assert [(f.line, f.message) for f in faults.findings()] == [
        (1, "wrong"),
        (2, "and 3 more like this further down"),
        (2, "wrong"),
    ]

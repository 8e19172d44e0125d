"""The witness of benchmarks/ reads what a browser has photographed, and sees where two photographs differ."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.contest import Invalid
from benchmarks.witness import COLUMNS, Photograph, differing, photograph, showing


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def predicted(kind: int, left: int, upper: int, corner: int) -> int:
    """What the filters of PNG guess a byte to be, as the specification says it."""
    if kind == 4:
        guess = left + upper - corner
        apart = [(abs(guess - one), place, one) for place, one in enumerate((left, upper, corner))]
        return min(apart)[2]
    return (0, left, upper, (left + upper) // 2)[kind]


def png(rows: list[bytes], channels: int, filters: list[int]) -> bytes:
    """A PNG of these rows, each put through its filter."""
    made, above = b"", bytes(len(rows[0]))
    for kind, row in zip(filters, rows, strict=True):
        made += bytes([kind])
        for at, value in enumerate(row):
            left, corner = (row[at - channels], above[at - channels]) if at >= channels else (0, 0)
            made += bytes([(value - predicted(kind, left, above[at], corner)) % 256])
        above = row
    size = struct.pack(">IIBBBBB", len(rows[0]) // channels, len(rows), 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    packed = zlib.compress(made)
    parts = [
        chunk(b"IHDR", size),
        chunk(b"IDAT", packed[:5]),
        chunk(b"IDAT", packed[5:]),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@given(st.data(), st.sampled_from([3, 4]), st.integers(1, 5), st.integers(1, 4))
def test_every_pixel_comes_back_through_every_filter(
    data: st.DataObject, channels: int, width: int, height: int
) -> None:
    length = width * channels
    rows = data.draw(st.lists(st.binary(min_size=length, max_size=length), min_size=height, max_size=height))
    filters = data.draw(st.lists(st.integers(0, 4), min_size=height, max_size=height))
    found = photograph(png(rows, channels, filters))
    assert (found.width, found.height, found.channels, list(found.rows)) == (width, height, channels, rows)


def test_what_is_no_photograph_is_refused() -> None:
    with pytest.raises(Invalid):
        photograph(b"GIF89a")


def paper(*, marks: range = range(0), faint: int = 0) -> Photograph:
    """A white sheet, 400 pixels wide, with dark marks in some columns of pixels, and grey all over."""
    row = bytearray(400 * 3)
    for at in range(400):
        row[3 * at : 3 * at + 3] = bytes([20, 80, 140] if at in marks else [255 - faint] * 3)
    return Photograph(400, 3, 3, [bytes(row)] * 3)


def test_two_photographs_differ_where_one_has_marks() -> None:
    assert showing(paper(marks=range(40, 80)), paper()) == 40 * COLUMNS // 400
    assert differing(paper(marks=range(40, 80)), paper()) == pytest.approx(0.1)


def test_a_faint_difference_is_none() -> None:
    """As the edges of letters have, when they are drawn again."""
    assert showing(paper(faint=9), paper()) == 0
    assert differing(paper(faint=9), paper()) == 0

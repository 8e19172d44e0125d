"""Whether a page shows what it says: judged by what is on the screen, and by nothing that it tells of itself.

Marks that are in the document may still be nowhere to be seen: without colour, under something else, drawn by
an engine that has failed. So a page is opened once more than it is timed. Its chart is photographed when it
says that it is complete, when it is at rest, and when its marks have been made invisible: where either of the
first two does not differ from the last, nothing was shown, and there is no figure. How far the first two
differ is told in the table: so much of the picture came later than "complete".
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import hands
from benchmarks.browser import Opened, Subject
from benchmarks.contest import Invalid

COLUMNS = 100
"""Into so many columns a chart is divided."""

SCALE = 0.5
"""How much smaller than the screen the photographs are."""

FAINT = 24
"""Two pixels are the same if no channel differs by more, of 255."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Photograph:
    """What a chart looks like."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    channels: int
    """Bytes a pixel: 3 or 4."""
    rows: Sequence[bytes]
    """From above."""


async def witnessed(opened: Opened, subject: Subject) -> dict[str, list[float]]:
    """What a page shows, as figures; raises `Invalid` if its marks are not to be seen."""
    clip = await opened.ask(
        """(chart) => {
            const { left, right, top, bottom } = document.querySelector(chart).getBoundingClientRect();
            const [width, height] = [Math.min(right, innerWidth) - left, Math.min(bottom, innerHeight) - top];
            return { x: left, y: top, width, height };
        }""",
        subject.chart or "body",
    )
    first = await _photograph(opened, clip)
    await hands.rest(opened, subject.chart, subject.settled)
    shown = await opened.ask("(marks) => __probe.shown(marks)", subject.marks)
    if shown < subject.least:
        raise Invalid(f"{shown} marks on the screen, at least {subject.least} wanted")
    if subject.holds:
        held = await opened.ask(subject.holds)
        if held != subject.count:
            raise Invalid(f"the page holds {held:,} events, not {subject.count:,}")
    later = await _photograph(opened, clip)
    await opened.ask("(marks) => __probe.hide(marks)", subject.marks)
    without = await _photograph(opened, clip)
    told: dict[str, list[float]] = {"changed later %": [100 * differing(first, later)]}
    for moment, one in (("at first", first), ("at rest", later)):
        columns = showing(one, without)
        if columns < min(10, subject.least):
            raise Invalid(f"{moment} marks are to be seen in {columns} of {COLUMNS} columns")
    return told | ({"marks on screen": [shown]} if subject.least > 1 else {})


async def _photograph(opened: Opened, clip: dict[str, float]) -> Photograph:
    wanted = {"format": "png", "optimizeForSpeed": True, "clip": clip | {"scale": SCALE}}
    return photograph(b64decode((await opened.cdp.send("Page.captureScreenshot", wanted))["data"]))


def showing(one: Photograph, other: Photograph) -> int:
    """In how many of a hundred columns two photographs differ."""
    columns = set[int]()
    for row, beside in zip(one.rows, other.rows, strict=True):
        if row != beside:
            columns |= {at * COLUMNS // one.width for at in _apart(row, beside, one.channels)}
    return len(columns)


def differing(one: Photograph, other: Photograph) -> float:
    """Which part of their pixels differs."""
    rows = zip(one.rows, other.rows, strict=True)
    apart = sum(len(_apart(row, beside, one.channels)) for row, beside in rows if row != beside)
    return apart / (one.width * one.height)


def _apart(row: bytes, other: bytes, channels: int) -> set[int]:
    return {
        at // channels
        for at, (value, beside) in enumerate(zip(row, other, strict=True))
        if abs(value - beside) > FAINT
    }


def photograph(png: bytes) -> Photograph:
    """What a browser's PNG holds: eight bits a channel, in colour, not interlaced."""
    if not png.startswith(_SIGNATURE):
        raise Invalid("the browser gave no photograph")
    at, packed, head = len(_SIGNATURE), b"", b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        part = png[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IHDR":
            head = part
        elif kind == b"IDAT":
            packed += part
    width, height, _, colour, *_rest = struct.unpack(">IIBBBBB", head)
    channels = {2: 3, 6: 4}[colour]
    return Photograph(
        width, height, channels, _unfiltered(zlib.decompress(packed), width * channels, channels)
    )


def _unfiltered(data: bytes, length: int, channels: int) -> list[bytes]:
    """Rows of bytes, as they were before each was written as what differs from its neighbours."""
    rows, above = list[bytes](), bytes(length)
    for at in range(0, len(data), length + 1):
        row = bytearray(data[at + 1 : at + 1 + length])
        _restore(data[at], row, above, channels)
        above = bytes(row)
        rows.append(above)
    return rows


def _restore(kind: int, row: bytearray, above: bytes, channels: int) -> None:
    """Undo one of the five filters of PNG, in place."""
    if kind == 2:
        row[:] = bytes((value + upper) & 255 for value, upper in zip(row, above, strict=True))
    elif kind:
        for at in range(len(row)):
            left = row[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            row[at] = (row[at] + _predicted(kind, left, above[at], corner)) & 255


def _predicted(kind: int, left: int, upper: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 3:
        return (left + upper) // 2
    guess = left + upper - corner
    return min((left, upper, corner), key=lambda one: abs(guess - one))

"""Bytes into text, strictly, and the ledger in which faults are collected on the way.

Why strictly: a decoder that guesses or replaces changes the words of a source without a word, and a quote is
then "found" that nobody wrote. So a byte that is not UTF-8 is a finding with byte, line and column. Reading
still goes on with the most likely encoding, because one fault must not hide the next.

Lines are counted at LF alone. `str.splitlines` also breaks at U+2028, NEL, VT and FF, so its line numbers
are not those of any editor.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from timeline.errors import Finding, Severity

BYTE_ORDER_MARK = "\ufeff"

_UNDECODED = re.compile("[\udc80-\udcff]+")
_NUL_SAMPLE = 4096
_PIECE = 1024 * 1024
_ENCODING_FAULTS_SHOWN = 10


class Faults:
    """The findings of one file, at most `cap` of each code; what is over the cap is counted."""

    def __init__(self, file: str, cap: int = 1000) -> None:
        self.file = file
        self._cap = cap
        self._kept: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._last: dict[str, Finding] = {}
        self.total = 0
        """How many faults there are, those over the cap too."""

    def add(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        hint: str = "",
        severity: Severity = "error",
    ) -> None:
        """Note one fault at `place` (line, column)."""
        self.total += 1
        self._counts[code] += 1
        if self._counts[code] <= self._cap:
            finding = Finding(self.file, *place, code, severity, message, hint)
            self._kept.append(finding)
            self._last[code] = finding

    def warn(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        """Note one fault that does not stop the edition."""
        self.add(code, place, message, hint, "warning")

    def findings(self) -> tuple[Finding, ...]:
        """All of them, sorted; where a code went over the cap, one more finding says by how many."""
        more = (
            Finding(
                self.file,
                last.line,
                last.column,
                code,
                last.severity,
                f"and {self._counts[code] - self._cap:,} more like this further down",
                count=self._counts[code] - self._cap,
            )
            for code, last in self._last.items()
            if self._counts[code] > self._cap
        )
        return tuple(sorted({*self._kept, *more}))


class Lines:
    """Turns an offset in a text into line and column, both from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes of a file say."""

    text: str
    """The whole text, line ends as they are, a byte order mark still in front."""
    encoding: str
    """`utf-8`, or the guess with which a faulty file was read all the same."""
    findings: tuple[Finding, ...]
    """Every stretch of bytes that is not UTF-8."""


def decode(data: bytes, file: str) -> Decoded:
    """The text of `data`; anything that is not UTF-8 becomes a finding in `file` and is read by guess."""
    faults = Faults(file, cap=_ENCODING_FAULTS_SHOWN)
    wide = _utf_16(data)
    if wide:
        faults.add(
            "encoding",
            (1, 1),
            f"this file is {wide.upper()}, not UTF-8",
            "save it again as UTF-8 (in Excel: “CSV UTF-8 (comma delimited)”)",
        )
        text = data.decode(wide, "replace").removeprefix(BYTE_ORDER_MARK)
        return Decoded(text, wide, faults.findings())
    text = data.decode("utf-8", "surrogateescape")
    bad = list(_UNDECODED.finditer(text))
    if not bad:
        return Decoded(text, "utf-8", ())
    guess = _single_byte(data)
    marked = text.startswith(BYTE_ORDER_MARK)
    lines = Lines(text)
    for match in bad[:_ENCODING_FAULTS_SHOWN]:
        raw = _raw(match)
        offset = len(text[: match.start()].encode("utf-8", "surrogateescape"))
        line, column = lines.place(match.start())
        place = (line, column - (marked and line == 1))
        faults.add("encoding", place, f"{_bytes(raw)} at offset {offset:,} is not UTF-8", _hint(raw, guess))
    for _ in bad[_ENCODING_FAULTS_SHOWN:]:
        faults.add("encoding", (1, 1), "counted only")
    # Only the bytes that are wrong are guessed: a file of UTF-8 with one slip keeps all its other letters.
    return Decoded(
        _UNDECODED.sub(lambda match: _raw(match).decode(guess, "replace"), text), guess, faults.findings()
    )


def cleaned(data: bytes, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """The bytes as UTF-8, a byte order mark still in front; where they are something else, see `decode`."""
    if _utf_16(data) is None and _is_utf_8(data):
        return data, ()
    decoded = decode(data, file)
    return decoded.text.encode("utf-8"), decoded.findings


def _is_utf_8(data: bytes) -> bool:
    """Whether all of it can be decoded; a piece at a time, because text may take four times as much room."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _raw(match: re.Match[str]) -> bytes:
    return match.group().encode("utf-8", "surrogateescape")


def _utf_16(data: bytes) -> str | None:
    """`utf-16-le`/`-be` when a byte order mark or every other byte being NUL says so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if data[0] == 0xFF else "utf-16-be"
    sample = data[:_NUL_SAMPLE]
    if sample.count(0) * 3 < len(sample) or len(sample) < 4:
        return None
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else None


def _single_byte(data: bytes) -> str:
    """Windows-1252 unless the text uses a byte which that code page does not have."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _bytes(raw: bytes) -> str:
    shown = " ".join(f"0x{byte:02X}" for byte in raw[:4]) + (" …" if len(raw) > 4 else "")
    return f"byte{'s' if len(raw) > 1 else ''} {shown}"


def _hint(raw: bytes, guess: str) -> str:
    name = "Windows-1252" if guess == "cp1252" else "Latin-1"
    reading = raw[:4].decode(guess, "replace")
    return f"the file looks like {name}, where this is “{reading}”; save it again as UTF-8"

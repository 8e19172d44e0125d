"""What should not be in a table: other kinds of file under the name of one, and characters that nobody sees.

Why warn of the unseen: a bidirectional override or a zero-width blank hides a change from whoever reviews it,
and keeps a quote from being found for no visible reason. Zero-width joiners and non-joiners pass: Persian,
Indic scripts and emoji are written with them.
"""

from __future__ import annotations

import re
import unicodedata

from timeline.decoding import Faults, Lines

_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2028\u2029"
    "\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffd\ufffe\uffff\U000e0000-\U000e007f]"
)
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""The bytes that a text in plain ASCII may hold, far faster sought than by the pattern."""
_NAMES = {
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\ufffe": "noncharacter",
    "\uffff": "noncharacter",
}
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "an Excel workbook (or another zip archive)",
        "open it in Excel and save it as “CSV UTF-8”",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it in Excel and save it as “CSV UTF-8”"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"%PDF", "a PDF", "put the table into a CSV file"),
    (b"\x89PNG", "a picture", "put the table into a CSV file"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
)
_MARKUP: tuple[tuple[str, str, str], ...] = (
    ("<!doctype", "a web page", "download the CSV itself, not the page that shows it"),
    ("<html", "a web page", "download the CSV itself, not the page that shows it"),
    ("<?xml", "an XML file", "save the table as “CSV UTF-8”"),
    ("{", "JSON", "write the table as CSV: one header line, one row a line"),
    ("[", "JSON", "write the table as CSV: one header line, one row a line"),
)


def disguise(data: bytes) -> tuple[str, str] | None:
    """What the file is instead, and what to do, if it is plainly no CSV."""
    for magic, name, hint in _MAGIC:
        if data.startswith(magic):
            return name, hint
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().decode("latin-1").lower()
    for opening, name, hint in _MARKUP:
        if start.startswith(opening):
            return name, hint
    return None


def note_suspects(text: str, faults: Faults, line: int = 1) -> None:
    """Control, bidirectional and invisible characters: they hide a change from whoever reviews it.

    The text begins with that physical line of the file.
    """
    if text.isascii() and not text.encode().translate(None, _PLAIN):
        return
    lines: Lines | None = None
    for match in _SUSPECT.finditer(text):
        lines = lines or Lines(text)
        below, column = lines.place(match.start())
        place, character = (line - 1 + below, column), match.group()
        name = f"U+{ord(character):04X} {_NAMES.get(character) or unicodedata.name(character, 'control')}"
        if character == "\x00":
            faults.add(
                "nul", place, "a NUL character (U+0000) stands in the text", "the file is damaged; remove it"
            )
        elif character == "\ufffd":
            hint = "a character was lost when the text was converted; copy it from the source again"
            faults.warn("replacement-character", place, f"{name} stands in the text", hint)
        else:
            hint = "nobody can see it: remove it, unless the source really has it"
            faults.warn(
                "invisible-character", place, f"the invisible character {name} stands in the text", hint
            )

"""What a cell may say: each type of column has one way of being read, and says itself what is wrong.

Why not convert first and complain later: a cell stays text until its column says otherwise (`NA` is a place
and `007` is not 7), and a fault points into the cell, at the very character of a date that has no meaning.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from urllib.parse import urlsplit

from timeline.calendars import CALENDARS, YEAR_STARTS
from timeline.columns import PATTERNS, Column
from timeline.date_cells import Refused, read_date
from timeline.dates import Span
from timeline.decoding import Faults
from timeline.errors import short
from timeline.records import TableRow

URL_SCHEMES = ("http", "https", "mailto")
"""The only schemes a link may have; `javascript:` and `data:` run script."""
SLUG_NEAR = 64
"""How much of a word is compared when the nearest one is looked for: difflib is quadratic."""
MANY_WORDS = 500
"""With more candidates than this, only those that begin or end alike are compared."""

_PATTERNS = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
_FEW = 10
"""Fewer choices than this are listed in a message."""
_HALF_TURN = 180
"""Degrees: a latitude up to here may be a longitude in the wrong column."""
_ELSE = {
    "calendar": "Old Style is julian; a date of any other calendar is converted, and “date_note” tells it",
    "year_start": "a spreadsheet may have changed it: give the column the format “text” there",
}
"""What to do about a value that is like none of those allowed."""


def nearest(word: str, words: Iterable[str]) -> str:
    """“Did you mean …?” for a word that is not among `words`; empty if none is near."""
    word = word[:SLUG_NEAR]
    given = iter(words)
    candidates = list(islice(given, MANY_WORDS + 1))
    if len(candidates) > MANY_WORDS:
        ends = (word[:2], word[-3:])
        alike = (
            other
            for other in chain(candidates, given)
            if other.startswith(ends[0]) or other.endswith(ends[1])
        )
        candidates = list(islice(alike, MANY_WORDS))
    lower = {other.lower(): other for other in candidates}
    found = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    return f"did you mean “{lower[found[0]]}”?" if found else ""


def url_problem(text: str) -> str:
    """Why `text` cannot be a link; empty if it can."""
    if found := _NOT_IN_URL.search(text):
        return f"a web address cannot hold the character U+{ord(found.group()):04X}"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return f"“{short(text)}” is not a web address"
    if parts.scheme.lower() not in URL_SCHEMES:
        name = f"the scheme “{short(parts.scheme)}:”" if parts.scheme else "an address without a scheme"
        return f"{name} is not allowed in a link"
    if parts.scheme.lower() != "mailto" and not host:
        return f"“{short(text)}” names no host"
    return ""


class Reader:
    """Takes the cells of one row by type, and notes what is wrong with them."""

    __slots__ = ("columns", "faults", "row", "sound", "texts")

    def __init__(self, columns: Mapping[str, Column], row: TableRow, faults: Faults) -> None:
        self.columns = columns
        """The columns of the table, by name."""
        self.row = row
        """The row whose cells are read."""
        self.texts = row.texts
        """What they say."""
        self.faults = faults
        """Where what is wrong is noted."""
        self.sound = True
        """Whether nothing was wrong so far that stops the edition."""

    def fault(
        self, code: str, column: str, message: str, hint: str = "", position: int | None = None
    ) -> None:
        """Note an error at a cell; `position` counts code points of its text as trimmed."""
        self.sound = False
        self.faults.add(code, self.row.where(column, position), message, hint)

    def text(self, name: str) -> str:
        """The trimmed text of a cell, or the default of its column; empty and required is a fault."""
        column, written = self.columns[name], self.texts.get(name)
        if written is None:
            self.sound = self.sound and not column.required
            return column.default
        if column.type == "context":
            return written
        trimmed = written.strip()
        if trimmed != written and trimmed:
            message = f"blanks surround the text of “{name}”"
            self.faults.warn("blank-around", self.row.where(name), message, "delete them")
        if trimmed:
            return trimmed
        if column.required:
            self.fault("cell-empty", name, f"“{name}” is empty", column.description)
        return column.default

    def matching(self, name: str) -> str:
        """A slug, language or Wikidata id."""
        column, text = self.columns[name], self.text(name)
        if text and not _PATTERNS[column.type].fullmatch(text):
            self.fault(f"bad-{column.type}", name, *_mismatch(column, text))
        return text

    def choice(self, name: str) -> str:
        """One of the values that the column allows, or its default."""
        column, written = self.columns[name], self.texts.get(name)
        if written and written in column.choices:
            return written
        text = self.text(name)
        if text and text not in column.choices:
            few = (
                f"one of {', '.join(column.choices)}" if len(column.choices) < _FEW else "a type of CSL 1.0.2"
            )
            hint = nearest(text, column.choices) or _ELSE.get(name, "")
            self.fault("unknown-value", name, f"“{short(text)}” is not {few}", hint)
        return text

    def number(self, name: str) -> float | None:
        """A number within the column's bounds, whole where the column wants it; None for an empty cell."""
        column, text = self.columns[name], self.text(name)
        if not text:
            return None
        integer = column.type == "integer"
        if not (_INTEGER if integer else _NUMBER).fullmatch(text):
            kind = "a whole number" if integer else "a number in degrees like 50.25"
            hint = "write a decimal point, not a comma" if re.fullmatch(r"-?\d+,\d+", text) else ""
            self.fault("bad-number", name, f"“{short(text)}” is not {kind}", hint)
            return None
        value = float(text)
        low, high = column.minimum, column.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            message = f"{short(text)} is out of range: “{name}” goes from {low:g} to {high:g}"
            swapped = name == "lat" and abs(value) <= _HALF_TURN
            self.fault("out-of-range", name, message, "are lat and lon exchanged?" if swapped else "")
        return value

    def url(self, name: str) -> str:
        """A web address that may be a link."""
        text = self.text(name)
        if text and (problem := url_problem(text)):
            self.fault("bad-url", name, problem, "it must begin with https://, http:// or mailto:")
        return text

    def date(self, name: str, calendar: str = "gregorian", year_start: str = "01-01") -> Span | None:
        """What a date in EDTF means, so counted; None for an empty cell."""
        text = self.text(name)
        if not text:
            return None
        # A calendar or a start of the year that is none has its own fault.
        known = calendar in CALENDARS and year_start in YEAR_STARTS
        read = read_date(text, calendar, year_start) if known else read_date(text)
        if isinstance(read, Refused):
            self.fault(read.code, name, read.message, read.hint, read.position)
            return None
        return read

    def list(self, name: str) -> tuple[str, ...]:
        """The parts between semicolons, trimmed, without empty ones."""
        return tuple(part for part in (part.strip() for part in self.text(name).split(";")) if part)


def _mismatch(column: Column, text: str) -> tuple[str, str]:
    shown = short(text)
    if column.type == "slug":
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
        hint = f"for instance “{slug}”" if slug else ""
        return f"“{shown}” is not an id: small letters a to z, digits and hyphens only", hint
    if column.type == "qid":
        return f"“{shown}” is not a Wikidata item", "it looks like Q12345: the letter Q and a number"
    return f"“{shown}” is not a language tag", "for instance en, ru, zh-Hans"

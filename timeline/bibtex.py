"""Entries of a BibTeX file: what stands in braces, and how.

Classic BibTeX, which every reader of the format knows, in UTF-8. A brace counts for BibTeX even behind a
backslash, so that in a text it becomes a command without one of its own kind; an address is left as it is,
because styles print it verbatim, and its few dangerous signs are percent-encoded, which means the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from timeline.csl import CslDate, split_names
from timeline.folding import WITHOUT_DROPPED

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style knows."""

ENTRIES: Mapping[str, tuple[str, str]] = {
    "article": ("article", "journal"),
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "review": ("article", "journal"),
    "review-book": ("article", "journal"),
    "book": ("book", "series"),
    "classic": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "entry": ("incollection", "booktitle"),
    "entry-dictionary": ("incollection", "booktitle"),
    "entry-encyclopedia": ("incollection", "booktitle"),
    "manuscript": ("unpublished", "howpublished"),
    "pamphlet": ("booklet", "howpublished"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", "institution"),
    "thesis": ("phdthesis", "school"),
}
"""CSL type → type of entry, and the field for what it appeared in."""
OTHER = ("misc", "howpublished")
"""For all other types."""

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_UNSAFE = re.compile(r"[\\{}\x00-\x20\x7f]")

Field = tuple[str, str, Literal["text", "title", "verbatim", "macro"]]
"""Name, value, and how the value is written; a field without a value is left out."""


def entry(kind: str, key: str, fields: Iterable[Field]) -> str:
    """One entry, a field a line."""
    lines = [f"  {name} = {_value(value, form)}" for name, value, form in fields if value]
    return ",\n".join([f"@{kind}{{{key}", *lines]) + "\n}"


def _value(value: str, form: str) -> str:
    if form == "macro":
        return value
    if form == "verbatim":
        return "{" + _UNSAFE.sub(lambda sign: f"%{ord(sign.group()):02X}", value) + "}"
    # Titles stand in double braces: a style must not write “treaty of aigun”.
    return f"{{{{{escaped(value)}}}}}" if form == "title" else f"{{{escaped(value)}}}"


def escaped(text: str) -> str:
    """The text in one line, every sign that TeX would obey written as itself."""
    plain = " ".join(_INVISIBLE.sub(" ", text).translate(WITHOUT_DROPPED).split())
    return _SPECIAL.sub(lambda sign: _COMMANDS[sign.group()], plain)


def names(authors: str) -> str:
    """`Family, Given; Society of X` as BibTeX has it, already escaped: `Family, Given and {Society of X}`."""
    return " and ".join(
        f"{_name(family)}, {_name(given)}" if given else f"{{{escaped(family)}}}"
        for family, given in split_names(authors)
    )


def _name(text: str) -> str:
    """A part of a name; in braces where BibTeX would find another name, or another part, in it."""
    held = escaped(text)
    return f"{{{held}}}" if re.search(r",|\b[Aa][Nn][Dd]\b|^[a-z]", held) else held


def date_fields(date: CslDate, words: str) -> tuple[Field, ...]:
    """Year, month and day where the date is just these; else the whole date in words as the year."""
    parts = date.get("date-parts")
    if isinstance(parts, list) and len(parts) == 1 and set(date) == {"date-parts"} and parts[0][0] > 0:
        year, *rest = parts[0]
        month: Field = ("month", MONTHS[rest[0] - 1] if rest else "", "macro")
        return ("year", f"{year:04d}", "text"), month, ("day", str(rest[1]) if len(rest) > 1 else "", "text")
    return (("year", words, "text"),)

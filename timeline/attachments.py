"""The files in standard forms that lie beside the page: citations and annotations for other programs.

Why files and not part of the page: a reference manager wants a file, most readers want none of it, and
whoever has no script can follow a link. Both hosts offer the same ones under the same names. They hold quotes
and what the curator wrote, no text beside them but a little context (never beyond one sentence), and nothing
of a source that must not be published, whatever the host shows.

Why in pieces: of a million quotes a file is a gigabyte, which nobody should hold in memory to write it.

Why a large edition has others: no reference manager takes a million entries, and the same quotes in three
forms would be ten times as much as the timeline itself. So its citations are those of its sources (of an
event or a quote the page gives the citation to copy, and so does `timeline cite`), and its annotations, each
in a line, are packed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from timeline.annotations import all_annotations, around
from timeline.citations import Cited, bibtex_entries, csl_items
from timeline.edition import Edition

CSL = "application/vnd.citationstyles.csl+json"
"""As a server calls CSL-JSON."""
MANY = 2000
"""Events from which on an edition is large: more than anybody would take into a list of references."""
_HERE = "\0here"
"""Stands for the annotations in the collection, while these are not written yet."""


@dataclass(frozen=True, slots=True)
class Form:
    """One of the files."""

    file: str
    """Its name, beside the page."""
    name: str
    """What the form is called, in every language."""
    mimetype: str
    """As a server calls it."""
    pieces: Callable[[Edition], Iterator[str]]
    """The file's text in pieces of a few kilobytes; the last ends with a line break."""
    count: Callable[[Edition], int]
    """About how many pieces there are: one for all that is cited, or annotated, and few more."""
    packed: bool = False
    """Whether the file is the text packed by gzip."""

    def data(self, edition: Edition) -> Iterator[bytes]:
        """The file, about as many pieces of it; always the same for the same edition."""
        encoded = (piece.encode() for piece in self.pieces(edition))
        if not self.packed:
            yield from encoded
            return
        press = zlib.compressobj(6, wbits=31)  # With the head of gzip, in which no time is told.
        for piece in encoded:
            yield press.compress(piece)
        yield press.flush()

    def written(self, edition: Edition) -> str:
        """The file's text in one piece."""
        return "".join(self.pieces(edition))


def cited(edition: Edition) -> Iterator[Cited]:
    """Everything that can be cited: sources, then events, then passages."""
    return chain(edition.library, edition.chronology, edition.quotations)


def _bibtex(edition: Edition, things: Iterable[Cited]) -> Iterator[str]:
    before = ""
    for entry in bibtex_entries(edition, things):
        yield before + entry
        before = "\n\n"
    yield "\n"


def _csl(edition: Edition, things: Iterable[Cited]) -> Iterator[str]:
    yield from _listed(map(_json, csl_items(edition, things)), 0)
    yield "\n"


def _annotations(edition: Edition, write: Callable[[object], str]) -> Iterator[str]:
    head, _, foot = _json(around(edition, [_HERE])).rpartition(f"[\n   {json.dumps(_HERE)}\n  ]")
    yield head
    if head:
        yield from _listed(map(write, all_annotations(edition)), 2)
    yield foot + "\n"


def _listed(items: Iterable[str], depth: int) -> Iterator[str]:
    """A list as JSON writes it where that stands so deep, item by item."""
    before, inner = "[", "\n" + " " * (depth + 1)
    for item in items:
        # No string of JSON has a line break: each is the form's own.
        yield before + inner + item.replace("\n", inner)
        before = ","
    yield "[]" if before == "[" else "\n" + " " * depth + "]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


_in_a_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _everything(edition: Edition) -> int:
    return len(edition.quotations) + len(edition.chronology) + len(edition.library)


FORMS = (
    Form(
        "citations.bib",
        "BibTeX",
        "application/x-bibtex",
        lambda edition: _bibtex(edition, cited(edition)),
        _everything,
    ),
    Form("citations.json", "CSL-JSON", CSL, lambda edition: _csl(edition, cited(edition)), _everything),
    Form(
        "annotations.json",
        "Web Annotations",
        "application/ld+json",
        lambda edition: _annotations(edition, _json),
        lambda edition: len(edition.quotations),
    ),
)
"""Which there are, in the order in which the page names them."""

LARGE = (
    Form(
        "sources.bib",
        "BibTeX",
        "application/x-bibtex",
        lambda edition: _bibtex(edition, edition.library),
        lambda edition: len(edition.library),
    ),
    Form(
        "sources.json",
        "CSL-JSON",
        CSL,
        lambda edition: _csl(edition, edition.library),
        lambda edition: len(edition.library),
    ),
    Form(
        "annotations.json.gz",
        "Web Annotations",
        "application/gzip",
        lambda edition: _annotations(edition, _in_a_line),
        lambda edition: len(edition.quotations),
        packed=True,
    ),
)
"""Those of a large edition."""


def forms(edition: Edition) -> tuple[Form, ...]:
    """Those of an edition, by its size."""
    return LARGE if len(edition.chronology) > MANY else FORMS

"""The files in standard forms that lie beside the page: citations and annotations for other programs.

Why files and not part of the page: a reference manager wants a file, most readers want none of it, and
whoever has no script can follow a link. Both hosts offer the same ones under the same names. They hold quotes
and what the curator wrote, no text beside them but a little context (never beyond one sentence), and nothing
of a source that must not be published, whatever the host shows.

Why in pieces: of a million quotes a file is a gigabyte, which nobody should hold in memory to write it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from timeline.annotations import all_annotations, around
from timeline.citations import Cited, bibtex_entries, csl_items
from timeline.edition import Edition

ANNOTATIONS = "annotations.json"
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

    def count(self, edition: Edition) -> int:
        """About how many pieces there are: one for all that is cited, or annotated, and few more."""
        quotes = len(edition.quotations)
        return quotes + (0 if self.file == ANNOTATIONS else len(edition.chronology) + len(edition.library))

    def written(self, edition: Edition) -> str:
        """The file's text in one piece."""
        return "".join(self.pieces(edition))


def cited(edition: Edition) -> Iterator[Cited]:
    """Everything that can be cited: sources, then events, then passages."""
    return chain(edition.library, edition.chronology, edition.quotations)


def _bibtex(edition: Edition) -> Iterator[str]:
    before = ""
    for entry in bibtex_entries(edition, cited(edition)):
        yield before + entry
        before = "\n\n"
    yield "\n"


def _csl(edition: Edition) -> Iterator[str]:
    yield from _listed(csl_items(edition, cited(edition)), 0)
    yield "\n"


def _annotations(edition: Edition) -> Iterator[str]:
    items = all_annotations(edition)
    head, _, foot = _json(around(edition, [_HERE])).rpartition(f"[\n   {json.dumps(_HERE)}\n  ]")
    yield head
    if head:
        yield from _listed(items, 2)
    yield foot + "\n"


def _listed(items: Iterable[object], depth: int) -> Iterator[str]:
    """A list as JSON writes it where that stands so deep, item by item."""
    before, inner = "[", "\n" + " " * (depth + 1)
    for item in items:
        # No string of JSON has a line break: each is the form's own.
        yield before + inner + _json(item).replace("\n", inner)
        before = ","
    yield "[]" if before == "[" else "\n" + " " * depth + "]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


FORMS = (
    Form("citations.bib", "BibTeX", "application/x-bibtex", _bibtex),
    Form("citations.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", _csl),
    Form(ANNOTATIONS, "Web Annotations", "application/ld+json", _annotations),
)
"""Which there are, in the order in which the page names them."""

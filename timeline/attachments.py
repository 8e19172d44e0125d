"""The files in standard forms that lie beside the page: citations and annotations for other programs.

Why files and not part of the page: a reference manager wants a file, most readers want none of it, and
whoever has no script can follow a link. Both hosts offer the same ones under the same names. They hold quotes
and what the curator wrote, no text beside them but a little context (never beyond one sentence), and nothing
of a source that must not be published, whatever the host shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from timeline.annotations import collection
from timeline.citations import Cited, as_bibtex, as_csl
from timeline.edition import Edition


@dataclass(frozen=True, slots=True)
class Form:
    """One of the files."""

    file: str
    """Its name, beside the page."""
    name: str
    """What the form is called, in every language."""
    mimetype: str
    """As a server calls it."""
    written: Callable[[Edition], str]
    """The file's text, which ends with a line break."""


def cited(edition: Edition) -> tuple[Cited, ...]:
    """Everything that can be cited: sources, then events, then passages."""
    return (*edition.library, *edition.chronology, *edition.quotations)


def _bibtex(edition: Edition) -> str:
    return as_bibtex(edition, cited(edition)) + "\n"


def _csl(edition: Edition) -> str:
    return _json(as_csl(edition, cited(edition)))


def _annotations(edition: Edition) -> str:
    return _json(collection(edition))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


FORMS = (
    Form("citations.bib", "BibTeX", "application/x-bibtex", _bibtex),
    Form("citations.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", _csl),
    Form("annotations.json", "Web Annotations", "application/ld+json", _annotations),
)
"""Which there are, in the order in which the page names them."""

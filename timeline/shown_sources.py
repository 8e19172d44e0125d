"""The sources as the reader shows them: each with its imprint, its passages marked, and what no event covers.

Why one by one: of a large edition the reader of the page asks for the text that somebody opens, and that must
not wait for ten thousand others. How far the events cover a source can be said from its own passages alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline import wording
from timeline.coverage import SourceCoverage
from timeline.disclosure import Publish, allowed, shown
from timeline.edition import Edition
from timeline.phrases import Phrases
from timeline.reader import Reading, reading
from timeline.records import Source
from timeline.remarks import Remarks, remarks
from timeline.wording import Told


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source as the reader shows it."""

    source: Source
    """The source itself."""
    signed: str
    """Author and publisher; may be empty."""
    issued: Told | None
    """When it appeared."""
    reading: Reading
    """Its text with the passages marked, as far as it may be shown."""
    coverage: SourceCoverage | None
    """How far the events cover it; None for a work that is not held."""
    remarks: Remarks | None
    """The same in lists; None where no word of it may be shown."""


def shown_source(
    edition: Edition, told: Phrases, source: Source, publish: Publish | None = None
) -> ShownSource:
    """A source with its passages marked; `publish` overrides what its row allows."""
    passages, permitted = edition.passages_in(source.id), allowed(source.publish, publish)
    readable = shown(source.text, passages, permitted)
    covered = edition.coverage_of(source.id) if source.file else None
    said = remarks(covered, source, passages, readable) if covered and permitted != "none" else None
    return ShownSource(
        source,
        wording.signed(source),
        told.issued(source),
        reading(source, passages, publish=permitted, notes=said.notes if said else ()),
        covered,
        said,
    )

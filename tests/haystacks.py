"""The search in its plainest form: all words of each event, which every quicker way is held against."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.haystack import quoted, told


def haystacks(edition: Edition, publish: Publish | None = None) -> Iterator[set[str]]:
    """The words of each event and of its passages, in order of time."""
    titles = {source.id: source.title for source in edition.library}
    for event in edition.chronology:
        said = quoted(edition, edition.passages_of(event.id), publish)
        yield told(edition, event, titles).union(*(found for _, found in said))

"""Events and editions made up in memory, for tests of what draws them: no files, no check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from timeline.dates import parse
from timeline.edition import Edition
from timeline.records import Event, Passage, Source, TableRow


def event(id: str = "one", date: str = "1858", *, line: int = 2, **changes: Any) -> Event:
    """An event of which only the date matters, unless `changes` says otherwise."""
    values: dict[str, Any] = {
        "title": f"Event {id}",
        "calendar": "gregorian",
        "year_start": "01-01",
        "evidence": "stated",
        "date_source": "",
        "date_note": "",
        "kind": "treaty",
        "parties": ("Russia", "China"),
        "place": "",
        "lat": None,
        "lon": None,
        "importance": 3,
        "status": "asserted",
        "summary": "",
        "wikidata": "",
        **changes,
    }
    span = parse(date, values["calendar"], values["year_start"])
    return Event(id=id, date=date, span=span, row=TableRow(line, {}), **values)


def source(id: str = "text", text: str = "Words that were said.", **changes: Any) -> Source:
    """A source that may be shown in full."""
    values: dict[str, Any] = {
        "file": f"{id}.txt",
        "type": "book",
        "title": f"Source {id}",
        "author": "",
        "container_title": "",
        "issued": "",
        "issued_evidence": "",
        "url": "",
        "accessed": "",
        "archive_url": "",
        "language": "en",
        "rights": "",
        "publish": "full",
        "derived_from": "",
        "note": "",
        **changes,
    }
    issued = parse(values["issued"]) if values["issued"] else None
    return Source(id=id, issued_span=issued, text=text, **values)


def passage(
    id: str = "p", event: str = "one", source: str = "text", start: int = 0, end: int = 5, **changes: Any
) -> Passage:
    """A passage of the source's first word that supports the event as such."""
    values: dict[str, Any] = {
        "exact": "",
        "prefix": "",
        "suffix": "",
        "relation": "supports",
        "property": "",
        "value": "",
        "value_evidence": "stated",
        "rank": "normal",
        "rank_reason": "",
        "speaker": "",
        "tier": "identity",
        **changes,
    }
    span = parse(values["value"]) if values["property"] == "date" and values["value"] else None
    return Passage(id=id, event=event, source=source, start=start, end=end, value_span=span, **values)


def edition(
    events: Iterable[Event], passages: Iterable[Passage] = (), sources: Iterable[Source] = ()
) -> Edition:
    """An edition of these, the events in order of date as `edition.load` would have them."""
    chronology = tuple(sorted(events, key=lambda event: event.span.sort_key))
    kinds = tuple(dict.fromkeys(event.kind for event in chronology))
    return Edition("Made up", Path("nowhere"), chronology, tuple(passages), tuple(sources), (), kinds)

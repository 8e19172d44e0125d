"""What to write under a claim taken from the timeline: citations of sources, passages and events.

Three forms of the same facts, so that they cannot part: CSL-JSON for reference managers, BibTeX for TeX, and
plain text to paste. A passage is cited as its source with the quote, at an address that opens at the words.
An event is what the curator concludes, so that it is cited as an entry of the timeline, its passages below.

A source that must not be published (`none`) is cited without quotes, here as in the page. No form has a field
for a quote: it stands in the note, which every reader of the formats keeps, and by name in `custom`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from timeline import bibtex
from timeline.bibtex import Field
from timeline.csl import csl_date, csl_names
from timeline.dates import Span, parse
from timeline.edition import Edition
from timeline.errors import DateError, TimelineError, short
from timeline.fragments import link
from timeline.records import Event, Passage, Source
from timeline.values import nearest
from timeline.wording import date_shown, issued_told

Cited = Event | Passage | Source
Item = dict[str, object]
"""An item of CSL-JSON."""

WAYS = {"disputes": "Disputes it: ", "mentions": "Mentions it: ", "deprecated": "Set aside: "}
"""What is said before a passage that does not simply support its event."""

_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = "”’\"')]」』"


def chosen(edition: Edition, ids: Sequence[str]) -> tuple[Cited, ...]:
    """What the ids name: sources, events and passages, in the order asked for; all sources for none.

    Raises TimelineError for an id that names nothing. One that names several things gives them all.
    """
    if not ids:
        return edition.library
    shelves: list[dict[str, Cited]] = [
        {source.id: source for source in edition.library},
        {event.id: event for event in edition.chronology},
        {passage.id: passage for passage in edition.quotations},
    ]
    cited: list[Cited] = []
    for id in dict.fromkeys(ids):
        found = [shelf[id] for shelf in shelves if id in shelf]
        if not found:
            hint = nearest(id, [name for shelf in shelves for name in shelf])
            raise TimelineError(
                f"no source, event or passage has the id “{short(id)}”{f': {hint}' if hint else ''}"
            )
        cited += found
    return tuple(cited)


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────────


def as_text(edition: Edition, cited: Cited, address: str = "") -> str:
    """The citation to copy: author, title, publisher, date, quote, address; an event's passages below it.

    `address` is where the timeline is published. `assets/citing.js` composes the same from what the page has.
    """
    if isinstance(cited, Source):
        return _joined([*described(cited), _addresses(cited, cited.url)])
    if isinstance(cited, Passage):
        source = edition.source(cited.source)
        said = f"“{quote}”" if (quote := quoted(edition, cited)) else ""
        # Never “Name: words”, which would make a direct quotation of what a source only reports.
        speaker = f"(attributed to {cited.speaker})" if cited.speaker and said else ""
        # What stands at no address of its own can be read where the timeline shows it.
        at = where(edition, cited) or page_address(address, f"passage_{cited.id}")
        return _joined([*described(source), f"{said} {speaker}".strip(), _addresses(source, at)])
    passages = edition.passages_of(cited.id)
    head = [cited.title, date_shown(cited, passages), edition.title, page_address(address, cited.id)]
    return "\n".join(
        [_joined(head), *(f"  {_way(passage)}{as_text(edition, passage)}" for passage in passages)]
    )


def quoted(edition: Edition, passage: Passage) -> str:
    """The words as they stand in the source, in one line; empty where the source must not be published."""
    source = edition.source(passage.source)
    return "" if source.publish == "none" else " ".join(source.text[passage.start : passage.end].split())


def where(edition: Edition, passage: Passage) -> str:
    """The address of the live original, opened at the passage where that is possible; may be empty."""
    source = edition.source(passage.source)
    if source.publish == "none":
        return source.url
    return link(source.url, source.text, passage.start, passage.end) or source.url


def page_address(address: str, part: str) -> str:
    """Where an event or a passage stands in the published timeline; empty if nobody said where that is."""
    return f"{address.partition('#')[0]}#{part}" if address else ""


def described(source: Source) -> list[str]:
    """Author, title, publisher and date of a source, each in one line; empty where nothing is known."""
    issued = issued_told(source)
    author = "; ".join(part.strip() for part in source.author.split(";") if part.strip())
    said = (author, source.title, source.container_title, issued.en if issued else "")
    return [" ".join(part.split()) for part in said]


def beside(source: Source) -> str:
    """What is told next to the address of a source: the archived copy, and the day of reading."""
    read = _span(source.accessed)
    told = [f"archived: {source.archive_url}"] if source.archive_url else []
    told += [f"read {read.words('en')}"] if read else []
    return "; ".join(told)


def _addresses(source: Source, url: str) -> str:
    more = beside(source)
    return f"{url} ({more})" if url and more else url or more


def _way(passage: Passage) -> str:
    return WAYS.get("deprecated" if passage.rank == "deprecated" else passage.relation, "")


def _joined(parts: Iterable[str]) -> str:
    """The parts as sentences in one line; the last, an address, has no full stop of its own."""
    held = [" ".join(part.split()) for part in parts if part.strip()]
    ended = [part if part.rstrip(_CLOSERS).endswith(_ENDS) else f"{part}." for part in held[:-1]]
    return " ".join([*ended, *held[-1:]])


# ── CSL-JSON ──────────────────────────────────────────────────────────────────────────────────────────────


def as_csl(edition: Edition, cited: Sequence[Cited], address: str = "") -> list[Item]:
    """The citations as a CSL-JSON document, each item under a key of its own."""
    return list(csl_items(edition, cited, address))


def csl_items(edition: Edition, cited: Iterable[Cited], address: str = "") -> Iterator[Item]:
    """The same one by one."""
    for key, thing in _keyed(cited):
        yield csl_item(edition, thing, address) | {"id": key}


def csl_item(edition: Edition, cited: Cited, address: str = "") -> Item:
    """One item of CSL-JSON 1.0.2."""
    if isinstance(cited, Event):
        return _event_item(edition, cited, address)
    source = cited if isinstance(cited, Source) else edition.source(cited.source)
    item: Item = {"id": cited.id, "type": source.type, "title": source.title}
    item["author"] = csl_names(source.author)
    item["container-title"] = source.container_title
    item["issued"] = csl_date(source.issued_span) if source.issued_span else None
    read = _span(source.accessed)
    item["accessed"] = csl_date(read) if read else None
    item |= {"URL": source.url, "archive_location": source.archive_url, "language": source.language}
    custom: Item = {"issued": source.issued, "issued_evidence": source.issued_evidence}
    custom |= {"rights": source.rights, "sha256": source.sha256, "note": source.note}
    if isinstance(cited, Passage):
        quote = quoted(edition, cited)
        item |= {"URL": where(edition, cited), "note": f"“{quote}”" if quote else ""}
        custom |= {"source": source.id, "event": cited.event, "quote": quote, "speaker": cited.speaker}
        custom |= {"start": cited.start, "end": cited.end}
    return _full(item | {"custom": _full(custom)})


def _event_item(edition: Edition, event: Event, address: str) -> Item:
    passages = edition.passages_of(event.id)
    custom: Item = {
        "date": event.span.edtf,
        "calendar": event.calendar,
        "year_start": event.year_start,
        "date_shown": date_shown(event, passages),
        "status": event.status,
        "wikidata": f"https://www.wikidata.org/wiki/{event.wikidata}" if event.wikidata else "",
        "sources": list(dict.fromkeys(passage.source for passage in passages)),
        "quotes": [quote for passage in passages if (quote := quoted(edition, passage))],
    }
    return _full(
        {
            "id": event.id,
            "type": "entry",
            "title": event.title,
            "container-title": edition.title,
            "event-date": csl_date(event.span),
            "event-place": event.place,
            "abstract": event.summary,
            "URL": page_address(address, event.id),
            "language": edition.language,
            "custom": _full(custom),
        }
    )


def _full(item: Item) -> Item:
    """The item without what is empty; the number 0 is not."""
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}


# ── BibTeX ────────────────────────────────────────────────────────────────────────────────────────────────


def as_bibtex(edition: Edition, cited: Sequence[Cited], address: str = "") -> str:
    """The citations as a BibTeX file."""
    return "\n\n".join(bibtex_entries(edition, cited, address))


def bibtex_entries(edition: Edition, cited: Iterable[Cited], address: str = "") -> Iterator[str]:
    """The same entry by entry, which an empty line parts."""
    for key, thing in _keyed(cited):
        if isinstance(thing, Event):
            yield _event_entry(edition, thing, key, address)
        else:
            yield _source_entry(edition, thing, key)


def _source_entry(edition: Edition, cited: Source | Passage, key: str) -> str:
    source = cited if isinstance(cited, Source) else edition.source(cited.source)
    kind, container = bibtex.ENTRIES.get(source.type, bibtex.OTHER)
    names = bibtex.names(source.author)
    fields: list[Field] = [
        ("author", f"{{{names}}}" if names else "", "macro"),
        ("title", source.title, "title"),
        (container, source.container_title, "text"),
    ]
    if source.issued_span:
        fields += bibtex.date_fields(csl_date(source.issued_span), source.issued_span.words("en"))
    url, note = source.url, ""
    if isinstance(cited, Passage):
        url, quote = where(edition, cited), quoted(edition, cited)
        note = f"“{quote}”" if quote else ""
    read = _span(source.accessed)
    archived = f"Archived: {source.archive_url}" if source.archive_url else ""
    fields += [
        ("url", url, "verbatim"),
        ("urldate", source.accessed if read and read.precision == "day" else "", "text"),
        ("note", ". ".join(part for part in (note, archived) if part), "text"),
        ("language", source.language, "text"),
    ]
    return bibtex.entry(kind, key, fields)


def _event_entry(edition: Edition, event: Event, key: str, address: str) -> str:
    passages = edition.passages_of(event.id)
    sources = dict.fromkeys(_said(edition, passage) for passage in passages)
    note = f"Event of {date_shown(event, passages)}. Sources: {'; '.join(sources)}"
    return bibtex.entry(
        "misc",
        key,
        [
            ("title", event.title, "title"),
            ("howpublished", f"Timeline: {edition.title}", "text"),
            ("url", page_address(address, event.id), "verbatim"),
            ("note", note, "text"),
        ],
    )


def _said(edition: Edition, passage: Passage) -> str:
    """What a passage says, in a note of the event: how it bears on it, its source, and the quote.

    With a word between the two: a title with a quote right behind it can be the very words of the text.
    """
    quote, title = quoted(edition, passage), edition.source(passage.source).title
    return f"{_way(passage)}{title} says: “{quote}”" if quote else f"{_way(passage)}{title}"


def _keyed(cited: Iterable[Cited]) -> Iterator[tuple[str, Cited]]:
    """Each thing with a key: its id, with its sort behind it where another has the same."""
    taken: set[str] = set()
    for thing in cited:
        key = thing.id
        sort = type(thing).__name__.lower()
        while key in taken:
            key = f"{key}-{sort}"
        taken.add(key)
        yield key, thing


def _span(text: str) -> Span | None:
    try:
        return parse(text) if text else None
    except DateError:
        return None

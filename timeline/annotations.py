"""The passages as W3C Web Annotations, the form that other annotation tools read: JSON-LD, one collection.

A claim becomes an annotation: its target is the source with the quote (TextQuoteSelector), the place
(TextPositionSelector, code points, as the Recommendation wants) and the state of the text; its bodies are the
event and the claim in words. What the standard has no word for stands whole under `claim`, a term of our own
beside its context, so that nothing is lost on the way back.

The state is a TimeState only where the curator noted a day of reading: the published schemas want a date in
every TimeState, and none is made up. The digest of the text, as an address (RFC 6920: `ni:///sha-256;…`),
always says which text the places count in. Ids are made from the project's title and the passage's id, so
that a passage keeps its id; with the address of the published timeline they are addresses in it.

A source that is cited only (`none`) gives no words away: the place alone, as the Recommendation advises.
Context is grown to whole words, 32 characters or more where there are so many, never beyond one sentence.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.boundaries import cut, sentence
from timeline.calendars import iso
from timeline.dates import Span, parse
from timeline.edition import Edition
from timeline.errors import DateError
from timeline.records import Passage, Source
from timeline.wording import date_shown

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that every Web Annotation names."""
TERMS = {
    "claim": {"@id": "urn:uuid:5a4fd9a8-33b6-5a27-9d5c-0f6c0dd1f0a1#claim", "@type": "@json"},
}
"""The one term that is not the standard's."""
CLAIM = (
    "event",
    "source",
    "relation",
    "property",
    "value",
    "value_evidence",
    "rank",
    "rank_reason",
    "speaker",
)
"""Columns of passages.csv that an annotation carries under `claim`, beside `passage`."""

MOTIVATIONS = {"supports": "identifying", "disputes": "questioning", "mentions": "linking"}
"""The standard's nearest word for what a passage does to its event."""
CONTEXT_LENGTH = 32
"""Characters of context on either side, before it is grown to whole words."""
DIGEST = "ni:///sha-256;"
"""How the address of a text by its digest begins."""

_NAMES = uuid.UUID("0b9d3c1e-6a0f-5d8e-8a63-2b8b7c2c7f35")

Json = dict[str, Any]


def collection(edition: Edition, address: str = "") -> Json:
    """All passages as an AnnotationCollection of one page, in reading order.

    `address` is where the timeline is published; without it ids are `urn:uuid:…`.
    """
    return around(edition, list(all_annotations(edition, address)), address)


def all_annotations(edition: Edition, address: str = "") -> Iterator[Json]:
    """The annotations of the collection one by one."""
    for passage in edition.quotations:
        made = annotation(edition, passage, address)
        del made["@context"]
        yield made


def around(edition: Edition, items: Sequence[object], address: str = "") -> Json:
    """The collection with these in the place of its annotations, of which it has as many as ever."""
    whole: Json = {
        "@context": [CONTEXT, TERMS],
        "id": _id(edition, "collection", "", address),
        "type": "AnnotationCollection",
        "label": edition.title,
        "creator": _creator(edition),
        "generator": {"type": "Software", "name": "Treaty Timeline"},
        "total": len(edition.quotations),
    }
    if edition.quotations:
        # The published schemas want the collection described here too, where the page stands for itself.
        part = {name: whole[name] for name in ("id", "type", "label", "total")}
        page = {"id": _id(edition, "page", "", address), "type": "AnnotationPage", "partOf": part}
        whole["first"] = page | {"startIndex": 0, "items": items}
        whole["last"] = page["id"]
    return whole


def annotation(edition: Edition, passage: Passage, address: str = "") -> Json:
    """One passage as a Web Annotation that stands for itself."""
    event = edition.event(passage.event)
    source = edition.source(passage.source)
    words = f"{event.title} ({date_shown(event, edition.passages_of(event.id))}): {_said(passage)}"
    claim = {"passage": passage.id} | {name: getattr(passage, name) for name in CLAIM}
    if source.publish != "none" and passage.exact != source.text[passage.start : passage.end]:
        # With the gaps and signs of the curator, which the standard's quote has not.
        claim["exact"] = passage.exact
    return {
        "@context": [CONTEXT, TERMS],
        "id": _id(edition, "passage", passage.id, address),
        "type": "Annotation",
        "motivation": MOTIVATIONS[passage.relation],
        "creator": _creator(edition),
        "body": [
            {
                "type": "SpecificResource",
                "source": _id(edition, "event", passage.event, address),
                "purpose": "identifying",
            },
            {
                "type": "TextualBody",
                "value": words,
                "format": "text/plain",
                "language": edition.language,
                "purpose": "describing",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": source.url or digest(source.sha256),
            "selector": _selectors(passage, source),
            "state": _states(source),
        },
        "claim": {name: value for name, value in claim.items() if value},
    }


def digest(sha256: str) -> str:
    """The address of a text by its digest (RFC 6920), from 64 hexadecimal digits."""
    return DIGEST + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")


def _creator(edition: Edition) -> Json:
    """Whoever curates the project: who that is stands in no table."""
    return {"type": "Organization", "name": f"Curators of {edition.title}"}


def _id(edition: Edition, sort: str, name: str, address: str) -> str:
    if address:
        place = {"event": name, "passage": f"passage_{name}"}.get(sort, f"annotation-{sort}")
        return f"{address.partition('#')[0]}#{place}"
    return uuid.uuid5(_NAMES, f"{edition.title}\n{sort}\n{name}").urn


def _said(passage: Passage) -> str:
    """The claim in words: `supports date 1858, stated; preferred: the treaty's own text`."""
    what = " ".join(
        part for part in (passage.relation, passage.property or "the event", passage.value) if part
    )
    if passage.value and passage.value_evidence:
        what += f", {passage.value_evidence}"
    if passage.rank != "normal":
        what += f"; {passage.rank}" + (f": {passage.rank_reason}" if passage.rank_reason else "")
    return what + (f"; attributed to {passage.speaker}" if passage.speaker else "")


def _selectors(passage: Passage, source: Source) -> list[Json]:
    position: Json = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
    if source.publish == "none":
        return [position]
    quote: Json = {"type": "TextQuoteSelector", "exact": source.text[passage.start : passage.end]}
    first, last = context(source.text, passage.start, passage.end)
    sides = {"prefix": source.text[first : passage.start], "suffix": source.text[passage.end : last]}
    return [quote | {name: words for name, words in sides.items() if words}, position]


def context(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with context of whole words on either side, within the sentences beside it."""
    lowest, highest = sentence(text, start, end)
    first, last = max(lowest, start - CONTEXT_LENGTH), min(highest, end + CONTEXT_LENGTH)
    while first > lowest and (cut(text, first) or not _blank(text, first - 1)):
        first -= 1
    while last < highest and (cut(text, last) or not _blank(text, last)):
        last += 1
    return first, last


def _blank(text: str, place: int) -> bool:
    return text[place].isspace()


def _states(source: Source) -> list[Json]:
    """Which text is meant: when it was read, where a copy is, and its digest."""
    known = digest(source.sha256)
    try:
        read = parse(source.accessed) if source.accessed else None
    except DateError:
        read = None
    times = _times(read) if read else {}
    if not times:
        return [{"id": known}]
    held = {"type": "TimeState"} | times
    copies = [source.archive_url] if source.archive_url else []
    return [held | {"cached": copy} for copy in [*copies, known]]


def _times(read: Span) -> Json:
    """When it was read, in UTC: a moment if it is a day, else the stretch in which it lies."""
    first, last = read.earliest, read.latest
    if first is None or last is None or not 0 < first <= last < 3_652_060:
        return {}
    begin, end = f"{iso(first)}T00:00:00Z", f"{iso(last)}T23:59:59Z"
    return {"sourceDate": begin} if first == last else {"sourceDateStart": begin, "sourceDateEnd": end}

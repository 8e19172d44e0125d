"""The payload: what the script needs beside the HTML, as numbers and ids.

Why apart from the page: the script draws from it alone, so its shape is a contract with a version, and
whatever the chart learns to say of an event begins here. Prose that the HTML holds already stays out of it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from timeline import citations, dates, doubts, messages, theme
from timeline.axes import MARGIN
from timeline.brush import LABEL, LONGEST, claimants
from timeline.dates import Span
from timeline.edition import Edition
from timeline.figure import axis_type, skeleton
from timeline.lanes import lanes
from timeline.languages import Language
from timeline.phrases import Phrases, phrases
from timeline.records import Event, Source
from timeline.rival_ticks import drawable
from timeline.rivals import RivalDate
from timeline.windows import SHORTEST, Window, extent, padded, whole

VERSION = 1
"""Of the payload; the script refuses any other."""
SHORT = 160
"""Characters of a reason that a tip tells; a longer one is read in the panel."""


def payload(
    edition: Edition, language: Language | None = None, told: Phrases | None = None
) -> dict[str, Any]:
    """What the script needs beside the HTML: numbers and ids, no prose that the HTML already holds.

    Days are proleptic Gregorian day numbers; `end` is exclusive. `language` is the one the HTML is in; a date
    is a place in `told`, which has it in every language. `told` is what is told of the edition, where that
    has been made already.
    """
    events, told = edition.chronology, told or phrases(edition)
    spans = [event.span for event in events]
    everything = whole(edition.dates)
    fit = padded(everything)
    places = {source.id: place for place, source in enumerate(edition.library)}
    return {
        "version": VERSION,
        "title": edition.title,
        "language": language or edition.language,
        "content": edition.language,
        "messages": messages.catalogues(),
        "told": list(told.places),
        "axis": axis_type(edition),
        "whole": [everything.start, everything.end],
        "fit": [fit.start, fit.end],
        "shortest": SHORTEST,
        "longest": max(fit.days * 1.6, 400.0),
        "kinds": edition.kinds,
        "symbols": [theme.symbol(index) for index in range(len(edition.kinds))],
        "sizes": [theme.SIZES[theme.symbol(index)] for index in range(len(edition.kinds))],
        "lanes": {by: [lane.name for lane in lanes(events, by, edition.kinds)] for by in ("kind", "party")},
        "others": _others(edition),
        "margin": MARGIN,
        "label": LABEL,
        "characters": LONGEST,
        "figure": json.loads(skeleton(axis_type(edition)).to_json()),
        "orders": {by: _order(spans, by) for by in ("middle", "end")},
        "cites": [_cited(source) for source in edition.library],
        "events": [_compact(edition, event, everything, told, places) for event in events],
    }


def _order(spans: Sequence[Span], by: Literal["middle", "end"]) -> list[int]:
    """The places of the events in another order than by their start, for the list of the page."""
    return sorted(range(len(spans)), key=lambda place: dates.ordering(spans[place], by))


def _others(edition: Edition) -> dict[str, bool]:
    """Whether the last lane, by kind and by party, is the one of all others, which the page names itself."""
    events = edition.chronology
    parties = {party for event in events for party in event.parties}
    names: dict[Literal["kind", "party"], set[str]] = {"kind": set(edition.kinds), "party": parties}
    found = {by: lanes(events, by, edition.kinds) for by in names}
    return {by: bool(found[by]) and found[by][-1].name not in known for by, known in names.items()}


def _cited(source: Source) -> dict[str, Any]:
    """What a citation says of a source, for `citing.js`; its title and its quotes are in the HTML."""
    author, _, publisher, issued = citations.described(source)
    more = " ".join(citations.beside(source).split())
    return {
        "author": author,
        "publisher": publisher,
        "issued": issued,
        "more": more,
        "quoted": source.publish != "none",
    }


def _compact(
    edition: Edition, event: Event, everything: Window, told: Phrases, places: Mapping[str, int]
) -> dict[str, Any]:
    """What the script needs of one event; `places` says which of the cited sources each one is, from 0."""
    span = event.span
    part = extent(span, everything)
    passages = edition.passages_of(event.id)
    made: dict[str, Any] = {
        "id": event.id,
        "title": event.title,
        "date": told.places[told.dates[event.id]],
        "start": part.start,
        "end": part.end,
        "bounds": [span.earliest, span.latest],
        "kind": edition.kinds.index(event.kind),
        "parties": list(dict.fromkeys(event.parties)),
        "sources": list(dict.fromkeys(passage.source for passage in passages)),
        "evidence": event.evidence,
        "importance": event.importance,
        "passages": [passage.id for passage in passages],
        "from": [places[passage.source] for passage in passages],
    }
    # To a filter an open side has no limit; what is drawn ends with the picture.
    reach = [[None if math.isinf(day) else day for day in stretch] for stretch in dates.reach(span)]
    if reach != [made["bounds"]]:
        made["reach"] = reach
    if event.status != "asserted":
        made["hollow"] = True
    if rivals := edition.rivals_of(event.id):
        made["rivals"] = [_rival(edition, rival, told) for rival in rivals]
    return made | _doubts(span)


def _rival(edition: Edition, rival: RivalDate, told: Phrases) -> dict[str, Any]:
    """What the chart draws and tells of a date that competes with the event's own; a set has its stretches.

    A chart that stands alone has no panel to take the words from: so who claims it and why it is ranked so.
    """
    passages = [edition.passage(id) for id in rival.passages]
    drawn = drawable(rival)
    words = told.values[passages[0].id]
    made: dict[str, Any] = {
        "start": drawn.stretches[0][0],
        "end": drawn.stretches[-1][1],
        "told": told.places[words] if words else None,
        "passages": list(rival.passages),
        "rank": rival.rank,
        "relation": rival.relation,
        "source": claimants(edition, rival),
    }
    if (drawn.before, drawn.after) != ("day", "day"):
        made["limits"] = [drawn.before, drawn.after]
    if len(drawn.stretches) > 1:
        made["stretches"] = drawn.stretches
    reason = next((one.rank_reason for one in passages if one.rank == rival.rank and one.rank_reason), "")
    if 0 < len(reason) <= SHORT:
        made["reason"] = reason
    return made


def _doubts(span: Span) -> dict[str, Any]:
    """What marks.js draws of a date, and its doubts as keys of messages; nothing where it is plain."""
    found = doubts.doubts(span)
    if found.is_plain:
        return {}
    parts = [{name: value for name, value in asdict(part).items() if value} for part in found.parts]
    return {"doubts": doubts.doubt_keys(span), "form": found.form, "parts": parts}

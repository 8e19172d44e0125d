"""The payload: what the script needs beside the HTML, as numbers and ids.

Why apart from the page: the script draws from it alone, so its shape is a contract with a version, and
whatever the chart learns to say of an event begins here. Prose that the HTML holds already stays out of it.
"""

from __future__ import annotations

import json
from typing import Any

from timeline import theme, wording
from timeline.axes import MARGIN
from timeline.brush import LABEL, LONGEST
from timeline.edition import Edition
from timeline.figure import axis_type, skeleton
from timeline.lanes import lanes
from timeline.records import Event
from timeline.windows import SHORTEST, Window, extent, padded, whole

VERSION = 1
"""Of the payload; the script refuses any other."""


def payload(edition: Edition) -> dict[str, Any]:
    """What the script needs beside the HTML: numbers and ids, no prose that the HTML already holds.

    Days are proleptic Gregorian day numbers; `end` is exclusive.
    """
    events = edition.chronology
    spans = [event.span for event in events]
    everything = whole(spans)
    fit = padded(everything)
    return {
        "version": VERSION,
        "title": edition.title,
        "language": "en",
        "axis": axis_type(edition),
        "whole": [everything.start, everything.end],
        "fit": [fit.start, fit.end],
        "shortest": SHORTEST,
        "longest": max(fit.days * 1.6, 400.0),
        "kinds": edition.kinds,
        "symbols": [theme.symbol(index) for index in range(len(edition.kinds))],
        "lanes": {by: [lane.name for lane in lanes(events, by, edition.kinds)] for by in ("kind", "party")},
        "margin": MARGIN,
        "label": LABEL,
        "characters": LONGEST,
        "figure": json.loads(skeleton(axis_type(edition)).to_json()),
        "events": [_compact(edition, event, everything) for event in events],
    }


def _compact(edition: Edition, event: Event, everything: Window) -> dict[str, Any]:
    span = event.span
    part = extent(span, everything)
    passages = edition.passages_of(event.id)
    made: dict[str, Any] = {
        "id": event.id,
        "title": event.title,
        "date": wording.date_shown(event, passages),
        "start": part.start,
        "end": part.end,
        "kind": edition.kinds.index(event.kind),
        "parties": list(dict.fromkeys(event.parties)),
        "sources": list(dict.fromkeys(passage.source for passage in passages)),
        "evidence": event.evidence,
        "importance": event.importance,
        "passages": [passage.id for passage in passages],
    }
    doubts = {
        "approximate": span.approximate,
        "hollow": event.status != "asserted" or span.uncertain,
        "openStart": span.earliest_kind == "open",
        "openEnd": span.latest_kind == "open",
    }
    return made | {name: True for name, holds in doubts.items() if holds}

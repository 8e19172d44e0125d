"""The payload: what the script needs beside the HTML, as numbers and ids.

Why apart from the page: the script draws from it alone, so its shape is a contract with a version, and
whatever the chart learns to say of an event begins here. Prose that the HTML holds already stays out of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from timeline import dates, messages, theme
from timeline.axes import MARGIN
from timeline.brush import LABEL, LONGEST
from timeline.compact import cited, compact
from timeline.dates import Span
from timeline.edition import Edition
from timeline.figure import axis_type, skeleton
from timeline.lanes import lanes
from timeline.languages import Language
from timeline.phrases import Phrases, phrases
from timeline.windows import SHORTEST, padded, whole

VERSION = 1
"""Of the payload; the script refuses any other."""


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
        "told": list(told.table),
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
        "cites": [cited(source) for source in edition.library],
        "events": [compact(edition, event, everything, told, places) for event in events],
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

"""The payload: what the script needs beside the HTML, as numbers and ids.

Why apart from the page: the script draws from it alone, so its shape is a contract with a version, and
whatever the chart learns to say of an event begins here. Prose that the HTML holds already stays out of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from timeline import dates, messages, theme
from timeline.axes import MARGIN
from timeline.brush import LABEL, LONGEST
from timeline.compact import cited, compact
from timeline.dates import Span
from timeline.edition import Edition
from timeline.lanes import lanes
from timeline.languages import Language
from timeline.phrases import Phrases, phrases
from timeline.skeleton import axis_type, skeleton
from timeline.windows import SHORTEST, Window, padded, whole

By = Literal["kind", "party"]
BYS: tuple[By, ...] = ("kind", "party")
"""By what the lanes are."""
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
    places = {source.id: place for place, source in enumerate(edition.library)}
    names = {by: [lane.name for lane in lanes(events, by, edition.kinds)] for by in BYS}
    return frame(edition, language, told, everything, names, _others(edition)) | {
        "orders": {by: _order(spans, by) for by in ("middle", "end")},
        "cites": [cited(source) for source in edition.library],
        "events": [compact(edition, event, everything, told, places) for event in events],
    }


def frame(
    edition: Edition,
    language: Language | None,
    told: Phrases,
    everything: Window,
    names: Mapping[By, Sequence[str]],
    others: Mapping[By, bool],
) -> dict[str, Any]:
    """What does not grow with the number of events; `names` are those of the lanes."""
    fit, axis = padded(everything), axis_type(edition, everything=everything)
    return {
        "version": VERSION,
        "title": edition.title,
        "language": language or edition.language,
        "content": edition.language,
        "messages": messages.catalogues(),
        "told": list(told.table),
        "axis": axis,
        "whole": [everything.start, everything.end],
        "fit": [fit.start, fit.end],
        "shortest": SHORTEST,
        "longest": max(fit.days * 1.6, 400.0),
        "kinds": edition.kinds,
        "symbols": [theme.symbol(index) for index in range(len(edition.kinds))],
        "sizes": [theme.SIZES[theme.symbol(index)] for index in range(len(edition.kinds))],
        "lanes": {by: list(names[by]) for by in BYS},
        "others": {by: others[by] for by in BYS},
        "margin": MARGIN,
        "label": LABEL,
        "characters": LONGEST,
        "figure": skeleton(axis),
    }


def _order(spans: Sequence[Span], by: Literal["middle", "end"]) -> list[int]:
    """The places of the events in another order than by their start, for the list of the page."""
    return sorted(range(len(spans)), key=lambda place: dates.ordering(spans[place], by))


def _others(edition: Edition) -> dict[By, bool]:
    """Whether the last lane, by kind and by party, is the one of all others, which the page names itself."""
    events = edition.chronology
    parties = {party for event in events for party in event.parties}
    names: dict[By, set[str]] = {"kind": set(edition.kinds), "party": parties}
    found = {by: lanes(events, by, edition.kinds) for by in names}
    return {by: bool(found[by]) and found[by][-1].name not in known for by, known in names.items()}

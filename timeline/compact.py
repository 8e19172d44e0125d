"""An event, and a source, as the script knows them: numbers, ids and titles, and no other prose.

What the chart draws of an event, what the filters ask of it and what a citation says of its sources is here;
its words are in the HTML. The payload of a small edition holds them all, a volume of a large one a few.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from timeline import citations, dates, doubts
from timeline.brush import claimants
from timeline.dates import Span
from timeline.edition import Edition
from timeline.phrases import Phrases
from timeline.records import Event, Source
from timeline.rival_ticks import drawable
from timeline.rivals import RivalDate
from timeline.windows import Window, extent
from timeline.wording import Told, date_told, value_told

SHORT = 160
"""Characters of a reason that a tip tells; a longer one is read in the panel."""


def cited(source: Source) -> dict[str, Any]:
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


def compact(
    edition: Edition, event: Event, everything: Window, told: Phrases, places: Mapping[str, int]
) -> dict[str, Any]:
    """What the script needs of one event; `places` says which of the cited sources each one is, from 0."""
    return placed(draft(edition, event, everything, places), told)


def placed(drafted: Mapping[str, Any], told: Phrases) -> dict[str, Any]:
    """A draft with the places of its dates in a table of phrases."""
    made = {**drafted, "date": told.place(Told(*drafted["date"]))}
    if "rivals" in made:
        made["rivals"] = [
            {**one, "told": told.place(Told(*one["told"])) if one["told"] else None} for one in made["rivals"]
        ]
    return made


def draft(edition: Edition, event: Event, everything: Window, places: Mapping[str, int]) -> dict[str, Any]:
    """The same with its dates in words of every language; made of texts, numbers, lists and dicts alone."""
    span = event.span
    part = extent(span, everything)
    passages = edition.passages_of(event.id)
    made: dict[str, Any] = {
        "id": event.id,
        "title": event.title,
        "date": list(date_told(event, passages)),
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
        made["rivals"] = [_rival(edition, rival) for rival in rivals]
    return made | _doubts(span)


def _rival(edition: Edition, rival: RivalDate) -> dict[str, Any]:
    """What the chart draws and tells of a date that competes with the event's own; a set has its stretches.

    A chart that stands alone has no panel to take the words from: so who claims it and why it is ranked so.
    """
    passages = [edition.passage(id) for id in rival.passages]
    drawn = drawable(rival)
    words = value_told(passages[0])
    made: dict[str, Any] = {
        "start": drawn.stretches[0][0],
        "end": drawn.stretches[-1][1],
        "told": list(words) if words else None,
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

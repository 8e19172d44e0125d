"""The page: chart, event list, panel, reader and filters as one thing, made once for both hosts.

Two things come out: semantic HTML, which reads as dated events with their quotes and as sources with their
passages marked even with no script running, and a JSON payload for the script, which owns everything that
moves. The hosts only say where scripts and styles come from. Text reaches the HTML through Jinja's
autoescape and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.attachments import FORMS
from timeline.columns import EVIDENCE
from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.languages import Language
from timeline.opening import opening
from timeline.panel import shown_events
from timeline.payload import payload
from timeline.phrases import phrases
from timeline.press import Press
from timeline.texts import shown_source

SCRIPTS = (
    "calendar.js", "layout.js", "marks.js", "rivals.js", "language.js", "typed.js", "period.js", "places.js",
    "volumes.js", "concordance.js", "ledger.js", "matches.js", "pyramid.js", "bound.js", "library.js",
    "times.js", "address.js", "engine.js", "gestures.js", "axes.js", "opening.js", "chart.js", "strip.js", "listing.js", "reading.js",
    "citing.js", "choices.js", "controls.js", "timeline.js",
)  # fmt: skip
"""The page's scripts in `assets/`, in the order in which they must run; the host's own comes last."""
EARLY = "early.js"
"""The script for the head: a few lines that must have run before anything is painted."""
STYLES = ("theme.css", "page.css")
"""The page's style sheets in `assets/`, in order."""

Part = Literal["page", "chart"]


@dataclass(frozen=True, slots=True)
class Slots:
    """What a host puts around the page; its own markup, never anything from the data."""

    head: str = ""
    """For the `<head>`: policy, style sheets."""
    top: str = ""
    """For the start of the `<body>`, before anything of the page."""
    foot: str = ""
    """For the end of the `<body>`: scripts."""
    full_page: str = ""
    """Address of the whole page, for the chart that stands alone."""
    forms: bool = False
    """Whether the files of `attachments.FORMS` lie beside the page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter offers."""

    value: str
    """As it stands in the data and in the address."""
    text: str
    """As the reader sees it: in the curator's words, or the key of a message."""
    count: int
    """How many events have it."""


def html(
    edition: Edition,
    slots: Slots,
    *,
    publish: Publish | None = None,
    part: Part = "page",
    version: str = "",
    language: Language | None = None,
) -> str:
    """The whole document for a host.

    `publish` overrides what each source allows (the app shows everything); `version` lets a host see that
    the page it has is not the page there is; `language` is the one the page opens in and is read in without
    a script, by default the edition's.
    """
    language = language or edition.language
    told = phrases(edition)
    shown = shown_events(edition, told, publish)
    library = edition.library if part == "page" else ()
    sources = [shown_source(edition, told, source, publish) for source in library]
    return Press(edition, language, told).document(
        "page.html" if part == "page" else "chart.html",
        events=shown,
        sources=sources,
        filters=filters(edition),
        eras=told.eras,
        payload=payload(edition, language, told),
        opening=opening(edition, language),
        slots=slots,
        forms=FORMS if slots.forms else (),
        version=version,
        languages_of={source.id: source.language or edition.language for source in edition.library},
    )


def filters(edition: Edition) -> Mapping[str, Sequence[Choice]]:
    """What each filter offers: kinds in their order, the others by how often they occur."""
    events = edition.chronology
    kind = Counter(event.kind for event in events)
    party = Counter(party for event in events for party in set(event.parties))
    source = Counter(name for event in events for name in {p.source for p in edition.passages_of(event.id)})
    evidence = Counter(event.evidence for event in events)
    titles = {one.id: one.title for one in edition.library}
    return {
        "kind": [Choice(name, name.capitalize(), kind[name]) for name in edition.kinds],
        "party": [Choice(name, name, count) for name, count in _ranked(party)],
        "source": [Choice(name, titles.get(name, name), count) for name, count in _ranked(source)],
        "evidence": [Choice(name, f"filter.{name}", evidence[name]) for name in EVIDENCE if evidence[name]],
    }


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

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
from functools import cache, partial
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from timeline import messages, wording
from timeline.attachments import FORMS
from timeline.columns import EVIDENCE
from timeline.coverage import SourceCoverage
from timeline.disclosure import Publish, allowed, shown
from timeline.edition import Edition
from timeline.languages import Language
from timeline.panel import shown_events
from timeline.payload import payload
from timeline.phrases import Phrases, phrases
from timeline.reader import Reading, reading
from timeline.records import Source
from timeline.remarks import Remarks, remarks
from timeline.samples import samples
from timeline.voice import JSON, Voice
from timeline.wording import Told

SCRIPTS = (
    "calendar.js", "layout.js", "marks.js", "rivals.js", "language.js", "typed.js", "period.js", "times.js",
    "address.js", "gestures.js", "axes.js", "chart.js", "strip.js", "reading.js", "citing.js", "controls.js",
    "timeline.js",
)  # fmt: skip
"""The page's scripts in `assets/`, in the order in which they must run; the host's own comes last."""
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
class ShownSource:
    """A source as the reader shows it."""

    source: Source
    """The source itself."""
    signed: str
    """Author and publisher; may be empty."""
    issued: Told | None
    """When it appeared."""
    reading: Reading
    """Its text with the passages marked, as far as it may be shown."""
    coverage: SourceCoverage | None
    """How far the events cover it; None for a work that is not held."""
    remarks: Remarks | None
    """The same in lists; None where no word of it may be shown."""


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
    events = shown_events(edition, told, publish)
    sources = shown_sources(edition, told, publish) if part == "page" else ()
    template = _environment().get_template("page.html" if part == "page" else "chart.html")
    return template.render(
        edition=edition,
        events=events,
        sources=sources,
        numbers={shown.event.id: shown for shown in events},
        filters=filters(edition),
        eras=told.eras,
        payload=payload(edition, language, told),
        slots=slots,
        forms=FORMS if slots.forms else (),
        icons=ICONS,
        version=version,
        language=language,
        languages=messages.NAMES,
        languages_of={source.id: source.language or edition.language for source in edition.library},
        message=partial(messages.message, language),
        words=Voice(language, told.places),
    )


def shown_sources(edition: Edition, told: Phrases, publish: Publish | None = None) -> tuple[ShownSource, ...]:
    """Every source with its passages marked, in the curator's order."""
    covered = {one.source: one for one in edition.coverage.sources}
    return tuple(
        _shown_source(edition, told, source, allowed(source.publish, publish), covered.get(source.id))
        for source in edition.library
    )


def _shown_source(
    edition: Edition, told: Phrases, source: Source, publish: Publish, covered: SourceCoverage | None
) -> ShownSource:
    passages = edition.passages_in(source.id)
    readable = shown(source.text, passages, publish)
    said = remarks(covered, source, passages, readable) if covered and publish != "none" else None
    return ShownSource(
        source,
        wording.signed(source),
        told.issued[source.id],
        reading(source, passages, publish=publish, notes=said.notes if said else ()),
        covered,
        said,
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


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("timeline", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["samples"] = samples
    environment.policies["json.dumps_kwargs"] = dict(JSON)
    return environment


ICONS = (
    "M6 .5 11.5 6 6 11.5.5 6Z",
    "M1.5 1.5h9v9h-9Z",
    "M6 1 11.5 11H.5Z",
    "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z",
    "M3 1 6 4l3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3-3-3Z",
    "M6 .3 7.6 4.2 11.8 4.5 8.6 7.2 9.6 11.3 6 9.1 2.4 11.3 3.4 7.2.2 4.5 4.4 4.2Z",
    "M6 .5 11 3.3v5.4L6 11.5 1 8.7V3.3Z",
    "M.5 1h11L6 11Z",
)
"""The shapes of `theme.SYMBOLS`, in their order, as paths in a square of 12."""

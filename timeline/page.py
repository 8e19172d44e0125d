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

from timeline import messages, regnal, wording
from timeline.columns import EVIDENCE
from timeline.disclosure import Publish
from timeline.doubts import doubt_keys
from timeline.edition import Edition
from timeline.languages import Language
from timeline.payload import payload
from timeline.phrases import Phrases, phrases
from timeline.reader import Reading, reading
from timeline.records import Event, Passage, Source
from timeline.samples import samples
from timeline.wording import Told

SCRIPTS = (
    "calendar.js", "layout.js", "marks.js", "language.js", "typed.js", "period.js", "times.js", "address.js",
    "gestures.js", "axes.js", "chart.js", "strip.js", "reading.js", "controls.js", "timeline.js",
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


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as the panel shows it."""

    passage: Passage
    """The passage itself."""
    words: str
    """The quote as it stands in the source, in one line; empty where the source may not be quoted."""
    source: Source
    """Where it stands."""
    signed: str
    """Author and publisher of that source; may be empty."""
    issued: Told | None
    """When that source appeared."""
    property: str
    """What it is a claim about, in the curator's words; empty for the event as such."""
    property_message: str
    """The message that names the property in every language; empty for one of the curator's own."""
    value: Told | None
    """The date that it gives; what else a passage gives is the curator's words."""
    number: int
    """Its place among the passages of the event, from 1."""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as list and panel show it."""

    event: Event
    """The event itself."""
    number: int
    """Its place in time, from 1; the reader's footnote numbers."""
    date: Told
    """Its date as it is known: `[14 August] 1945`."""
    other_style: Told | None
    """The same days in the Old Style; None where they say nothing, or stand in the date already."""
    regnal: str
    """The date by the reigns of Chinese emperors: `康熙二十八年七月二十四日`; empty where it has none."""
    doubts: tuple[str, ...]
    """What is doubtful about the date, as ends of keys of messages: `circa`, `openEnd`."""
    kind: int
    """Index of its kind, for colour and shape."""
    date_source: str
    """Title of the source the date was taken from, or what the curator wrote; may be empty."""
    passages: tuple[ShownPassage, ...]
    """In the curator's order."""


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
    events, sources = shown_events(edition, told, publish), shown_sources(edition, told, publish)
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
        icons=ICONS,
        version=version,
        language=language,
        languages=messages.NAMES,
        languages_of={source.id: source.language or edition.language for source in edition.library},
        message=partial(messages.message, language),
        places=told.places,
    )


def shown_events(edition: Edition, told: Phrases, publish: Publish | None = None) -> tuple[ShownEvent, ...]:
    """Every event with its words, in order of time."""
    made = []
    for number, event in enumerate(edition.chronology, start=1):
        passages = edition.passages_of(event.id)
        made.append(
            ShownEvent(
                event=event,
                number=number,
                date=told.dates[event.id],
                other_style=told.other_styles[event.id],
                regnal=regnal.name(event.span),
                doubts=doubt_keys(event.span),
                kind=edition.kinds.index(event.kind),
                date_source=_source_title(edition, event.date_source),
                passages=tuple(
                    _shown_passage(edition, told, passage, place, publish)
                    for place, passage in enumerate(passages, 1)
                ),
            )
        )
    return tuple(made)


def shown_sources(edition: Edition, told: Phrases, publish: Publish | None = None) -> tuple[ShownSource, ...]:
    """Every source with its passages marked, in the curator's order."""
    return tuple(
        ShownSource(
            source,
            wording.signed(source),
            told.issued[source.id],
            reading(source, edition.passages_in(source.id), publish=_allowed(source, publish)),
        )
        for source in edition.library
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


def _allowed(source: Source, publish: Publish | None) -> Publish:
    """What may be shown of a source: what its row says, unless the host says otherwise.

    `quotes` from a host narrows and never widens; only `full` widens.
    """
    if publish == "quotes" and source.publish == "none":
        return "none"
    return publish if publish is not None else source.publish  # type: ignore[return-value]


def _shown_passage(
    edition: Edition, told: Phrases, passage: Passage, number: int, publish: Publish | None
) -> ShownPassage:
    source = edition.source(passage.source)
    withheld = _allowed(source, publish) == "none"
    words = "" if withheld else " ".join(source.text[passage.start : passage.end].split())
    return ShownPassage(
        passage=passage,
        words=words,
        source=source,
        signed=wording.signed(source),
        issued=told.issued[source.id],
        property=wording.property_name(passage),
        property_message=wording.property_message(passage.property),
        value=told.values[passage.id],
        number=number,
    )


def _source_title(edition: Edition, written: str) -> str:
    return next((source.title for source in edition.library if source.id == written), written)


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
    # Letters as they are: as `\u0441` a Russian message would be three times as long.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
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

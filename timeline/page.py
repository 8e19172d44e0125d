"""The page: chart, event list, panel, reader and filters as one thing, made once for both hosts.

Two things come out: semantic HTML, which reads as dated events with their quotes and as sources with their
passages marked even with no script running, and a JSON payload for the script, which owns everything that
moves. The hosts only say where scripts and styles come from. Text reaches the HTML through Jinja's
autoescape and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from timeline.attachments import forms
from timeline.choices import bound_filters, filters
from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.lanes import Lane
from timeline.languages import Language
from timeline.opening import opening
from timeline.panel import Panel, shown_events
from timeline.payload import frame, payload
from timeline.phrases import Phrases, phrases, with_eras
from timeline.press import Press
from timeline.shown_sources import shown_source
from timeline.volumes import How, Volumes

SCRIPTS = (
    "calendar.js", "layout.js", "marks.js", "rivals.js", "language.js", "typed.js", "period.js", "places.js",
    "volumes.js", "concordance.js", "ledger.js", "matches.js", "pyramid.js", "bound.js", "provider.js",
    "times.js", "address.js", "engine.js", "density.js", "symbols.js", "gestures.js", "axes.js", "brush.js",
    "easel.js", "opening.js", "chart.js", "strip.js", "listing.js", "reading.js", "citing.js", "choices.js",
    "controls.js", "timeline.js",
)  # fmt: skip
"""The page's scripts in `assets/`, in the order in which they must run; the host's own comes last."""
EARLY = "early.js"
"""The script for the head: a few lines that must have run before anything is painted."""
STYLES = ("theme.css", "page.css")
"""The page's style sheets in `assets/`, in order."""
PLAIN_STYLES = ("theme.css", "annals.css")
"""Those of the plain pages of a large edition."""

Part = Literal["page", "chart"]


@cache
def code(host: str) -> str:
    """All our scripts in one, in their order, the host's last: to ask for each takes a browser longer."""
    return "\n".join(asset(name) for name in (*SCRIPTS, host))


@cache
def asset(name: str) -> str:
    """A script or style sheet of ours without indents and without the comments that have lines of their own.

    That is a quarter of it, and safe: none of our strings has two lines.
    """
    text = files("timeline").joinpath("assets", name).read_text(encoding="utf-8")
    text = re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE)
    return re.sub(r"^(?:/\*(?:.|\n)*?\*/[ \t]*\n|//.*\n|\n)", "", text, flags=re.MULTILINE)


@cache
def early() -> str:
    """The script for the head, as it stands there."""
    return inlined(asset(EARLY))


def inlined(script: str) -> str:
    """A script that can stand inside a page: nothing in it ends the element or opens a comment state."""
    return re.sub(r"<(?=/script|script|!--)", r"\\x3c", script, flags=re.IGNORECASE)


@cache
def head() -> str:
    """Styles and the first script, in the page itself: its first picture then waits for no other file."""
    style = "\n".join(asset(name) for name in STYLES)
    plain = f"<noscript><style>\n{asset('plain.css')}</style></noscript>"
    return f"<style>\n{style}</style>\n{plain}\n<script>{early()}</script>"


def permit(script: str) -> str:
    """What a Content-Security-Policy says to let this script run inside a page, and no other."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


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
    how: How = "page"
    """How the script gets the volumes of a large edition."""
    base: str = ""
    """Address of the folder in which they are; empty where they stand in the page."""
    forms: bool = False
    """Whether the files of `attachments.forms` lie beside the page."""
    annals: str = ""
    """Address of the folder with the plain pages of a large edition; empty where there are none."""


def html(
    edition: Edition,
    slots: Slots,
    *,
    publish: Publish | None = None,
    part: Part = "page",
    version: str = "",
    language: Language | None = None,
    volumes: Volumes | None = None,
) -> str:
    """The whole document for a host.

    `publish` overrides what each source allows (the app shows everything); `version` lets a host see that
    the page it has is not the page there is; `language` is the one the page opens in and is read in without
    a script, by default the edition's. Of an edition that is bound in `volumes`, made for the same `publish`
    and `language`, the document holds the foremost events, and says where the volumes are.
    """
    language = language or edition.language
    if volumes is None:
        told, parts = _whole(edition, publish, part, language)
    else:
        told, parts = _bound(volumes, publish, language, slots)
    return Press(edition, language, told, slots.annals if volumes else None).document(
        "page.html" if part == "page" else "chart.html",
        **parts,
        eras=told.eras,
        slots=slots,
        forms=forms(edition) if slots.forms else (),
        version=version,
    )


Parts = tuple[Phrases, dict[str, Any]]
"""What is told on a page, and what else stands on it. The payload is made last, when all has been told."""


def _whole(edition: Edition, publish: Publish | None, part: Part, language: Language) -> Parts:
    """A document that holds everything."""
    told = phrases(edition)
    library = edition.library if part == "page" else ()
    return told, {
        "events": shown_events(edition, told, publish),
        "sources": [shown_source(edition, told, source, publish) for source in library],
        "filters": filters(edition),
        "more": (),
        "payload": lambda: payload(edition, language, told),
        "opening": opening(edition, language),
        "languages_of": {source.id: source.language or edition.language for source in edition.library},
    }


def _bound(volumes: Volumes, publish: Publish | None, language: Language, slots: Slots) -> Parts:
    """A document that holds the foremost events; their quotes stand with them, whole texts do not."""
    edition, ledger, places = volumes.edition, volumes.ledger, volumes.foremost.places.tolist()
    told, panel = with_eras(edition, volumes.eras), Panel(edition, publish)
    foremost = [edition.chronology[place] for place in places]
    standing = ledger.standing["kind"][places].tolist()
    lanes = tuple(
        Lane(
            name,
            frozenset(event.id for event, bits in zip(foremost, standing, strict=True) if bits >> at & 1),
        )
        for at, name in enumerate(ledger.lanes["kind"])
    )
    choices = bound_filters(edition, ledger)
    every = {"party": len(ledger.parties), "source": sum(1 for one in ledger.sources if one[2])}

    def made() -> dict[str, Any]:
        fixed = frame(edition, language, told, ledger.whole, ledger.lanes, ledger.others)
        bound = {"volumes": volumes.manifest(slots.how, slots.base)}
        return fixed | {"orders": {}, "cites": [], "events": []} | bound

    return told, {
        "events": [panel.event(place, told) for place in places],
        "sources": (),
        "filters": choices,
        "more": [name for name, offered in every.items() if len(choices[name]) < offered],
        "payload": made,
        "opening": opening(
            edition, language, events=foremost, density=volumes.density, drawn=lanes, everything=ledger.whole
        ),
        "languages_of": {name: language for name, _, _, language in ledger.sources},
    }

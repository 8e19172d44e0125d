"""The picture with which the page opens: SVG inside the HTML, whole before any script has run.

One drawing fits a stretch of widths and heights, and one of a few *designs* is on show, which the style sheet
decides (`.opening` in `assets/page.css` holds the same sizes). Each carries how it was placed: the chart
takes that over with the window, and places anew only when window, size or filter change. So nothing moves
when the chart engine comes.

With a script running, a browser takes the drawings for letters, and `assets/early.js` makes elements of the
one that fits before anything is painted: to read the others would take as long as to paint it.

Widths of letters are estimated here and measured there; carried over, they place alike all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from timeline import theme
from timeline.arrangement import Arrangement, arrange
from timeline.axes import NARROW
from timeline.canvas import Element, Height, Web, child, lowered, per_cent
from timeline.density import HIGH, LIFT, Density, outlines
from timeline.easel import Easel
from timeline.edition import Edition
from timeline.lanes import Lane, lanes
from timeline.languages import Language
from timeline.records import Event
from timeline.symbols import path
from timeline.windows import Window, whole


class Design(NamedTuple):
    """A size that the page is drawn for, margins included: it serves until the next one fits."""

    width: int
    """Of the plot's element in pixels."""
    height: int
    """The same."""


DESIGNS = (Design(360, 400), Design(640, 320), Design(1004, 320), Design(1240, 320), Design(1420, 396))
"""From a phone to a desk. The first serves whatever is narrower, too."""
SIDES = {"none": 0, "right": 1, "left": 2, "inside": 3}
"""Where a label stands, as a number; 4 more where the ticks of rival dates are drawn."""
HATCHING = 4.0
"""Pixels from one line of a hatching to the next, as in the figure."""


def opening(
    edition: Edition,
    language: Language,
    *,
    events: Sequence[Event] | None = None,
    density: Density | None = None,
    drawn: tuple[Lane, ...] | None = None,
    everything: Window | None = None,
) -> str:
    """The first window of the edition by kind, as markup for the inside of `.plot`.

    `events` are those that are drawn, by default all, and `density` says where the others lie. `drawn` are
    the lanes, in which these events stand, and `everything` is the whole, where that is known already.
    """
    drawn = lanes(edition.chronology, "kind", edition.kinds) if drawn is None else drawn
    everything = everything or whole(edition.dates)
    made: list[Element] = []
    signs: set[str] = set()
    for number, design in enumerate(DESIGNS, 1):
        placed = arrange(
            edition, width=design.width, height=design.height, narrow=design.width < NARROW,
            events=events, density=density, drawn=drawn, everything=everything,
        )  # fmt: skip
        web = Web(placed, signs)
        drawing = _drawing(Easel(web, language, None), web, number)
        least = design if number > 1 else Design(0, 0)
        held = Element("noscript", {"class": "held", "data-fits": f"{least.width} {least.height}"})
        held.append(drawing)
        made.append(held)
    texts = (ElementTree.tostring(one, encoding="unicode") for one in (_ready(edition, signs), *made))
    return "\n".join(texts).replace(" />", "/>")


def _drawing(easel: Easel, web: Web, number: int) -> Element:
    placed = web.placed
    name = f"opening opening-{number}" + (" narrow" if placed.narrow else "")
    look = {"class": name, "aria-hidden": "true", "data-placed": carried(placed)}
    root = Element("svg", {**look, "style": f"--row:{web.row_height()}"})
    heights = web.heights()
    for top, _, bottom in heights[::2]:
        high = Height(*(one - other for one, other in zip(bottom, top, strict=True)))
        child(root, "rect", **{"class": "band"}, style=f"y:{top.css()};height:{high.css()}")
    _scale(root, easel)
    for (top, first, _), words in zip(heights, easel.names(), strict=True):
        y = top if placed.narrow else first
        inside = child(root, "g", **{"class": "name"}, style=lowered(y))
        for line, text in enumerate(words):
            child(
                inside, "text", text, x=3 if placed.narrow else -1, y=12 if placed.narrow else 4 + line * 13
            )
    _strips(root, placed, heights)
    easel.marks(child(root, "svg", **{"class": "marks"}))
    return root


def _scale(root: Element, easel: Easel) -> None:
    """The ticks: a line through the plot at each label, and labels below, the larger unit farther out."""
    minor = ""
    for place, tick in easel.scale():
        if not tick.text:
            minor += f"M{round(place.share * 1e4):d} 0v3"
            continue
        at = child(root, "svg", **{"class": "tick"}, x=per_cent(place.share), y="100%")
        child(at, "line", y1="-100%")
        child(at, "path", d="M0 0v6")
        for line, words in enumerate(filter(None, (tick.text, tick.above))):
            child(at, "text", words, y=21.4 + line * 15.6)
    if minor:
        whole_width = {"y": "100%", "height": "3", "viewBox": "0 0 10000 3", "preserveAspectRatio": "none"}
        child(child(root, "svg", **{"class": "minor"}, **whole_width), "path", d=minor)


def _strips(root: Element, placed: Arrangement, heights: Sequence[tuple[Height, Height, Height]]) -> None:
    """At the foot of each lane, where events lie that are not drawn apart."""
    if not placed.density:
        return
    window, high = placed.window, HIGH + LIFT
    for shapes, (_, _, bottom) in zip(
        outlines(placed.density, window.start, window.end), heights, strict=True
    ):
        if not shapes:
            continue
        way = "".join(
            "M"
            + "L".join(f"{(day - window.start) / window.days * 1e4:.0f} {high - up:.1f}" for day, up in shape)
            + "Z"
            for shape in shapes
        )
        foot = bottom._replace(pixels=bottom.pixels - high)
        inside = child(root, "g", **{"class": "density"}, style=lowered(foot))
        whole_width = {"height": f"{high:g}", "viewBox": f"0 0 10000 {high:g}", "preserveAspectRatio": "none"}
        child(child(inside, "svg", **whole_width), "path", d=way)


def _ready(edition: Edition, signs: set[str]) -> Element:
    """What all drawings share: the symbols of the kinds, and a hatching for each colour."""
    root = Element("svg", {"class": "ready", "aria-hidden": "true", "width": "0", "height": "0"})
    defs = child(root, "defs")
    for name in sorted(signs):
        child(defs, "path", id=f"_{name}", d=path(name, theme.SIZES[name]), stroke="var(--paper)")
    for kind in range(min(len(edition.kinds), 8)):
        token = theme.kind_token(kind)
        tile = child(
            defs, "pattern", id=f"_hatch-{token}", width=HATCHING, height=HATCHING,
            patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
        )  # fmt: skip
        child(tile, "rect", width=HATCHING * 0.3, height=HATCHING, fill=f"var(--{token})")
    return root


def carried(placed: Arrangement) -> str:
    """How the window was placed, for the chart: `width|rows|marks|pills`, all in numbers.

    A mark is its event's place in order of time, lane, row and side (see `SIDES`); a pill its lane, its row,
    where its middle stands in thousandths of a per cent of the width, and the places of its events.
    """
    places = {event.id: edition_place for event, edition_place in _places(placed)}
    marks = [
        f"{places[mark.event]} {mark.lane} {mark.row} {SIDES[mark.side] + 4 * mark.ticks}"
        for mark in placed.layout.marks
    ]
    pills = []
    for pill in placed.layout.pills:
        middle = round((pill.start + pill.end) / 2 / placed.width * 100000)
        pills.append(" ".join(map(str, (pill.lane, pill.row, middle, *(places[id] for id in pill.events)))))
    rows = " ".join(map(str, placed.layout.rows))
    return f"{placed.width:g}|{rows}|{','.join(marks)}|{','.join(pills)}"


def _places(placed: Arrangement) -> Sequence[tuple[Event, int]]:
    """The events that are placed, each with its number in order of time."""
    if placed.events is placed.edition.chronology:
        return [(event, place) for place, event in enumerate(placed.events)]
    return [(event, placed.edition.place(event.id)) for event in placed.events]

"""A window as a picture: SVG, drawn from the same numbers as the figure, with no chart engine and no browser.

Why: it is on the screen at once, it prints, it goes into a book, and it can be read without a script. Where
the page is published, each mark of a picture file leads to its event there. The page itself begins with such
a picture (`opening`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from xml.etree import ElementTree

from timeline import theme
from timeline.arrangement import arrange
from timeline.axes import ABOVE, MARGIN, NARROW, OLD_STYLE
from timeline.brush import one_line
from timeline.calendars import Calendar
from timeline.canvas import Element, Sheet, child
from timeline.density import Density, outlines
from timeline.easel import Easel
from timeline.edition import Edition
from timeline.languages import Language
from timeline.messages import message
from timeline.records import Event
from timeline.windows import Window

NAME_SIZE, SCALE_SIZE = 10.5, 12
"""Size in pixels of the lanes' names and of what the scale says."""
HATCHING = 4.0
"""Pixels from one line of a hatching to the next, as in the figure."""


def svg(
    edition: Edition,
    window: Window | None = None,
    *,
    by: Literal["kind", "party"] = "kind",
    width: int = 1200,
    height: int = 480,
    scheme: theme.Scheme = "light",
    language: Language = "en",
    old_style: bool = False,
    address: str = "",
    events: Sequence[Event] | None = None,
    density: Density | None = None,
) -> str:
    """A window of the edition (the whole by default) as an SVG document of `width` × `height` pixels.

    `language` is that of dates, counts and scales; `old_style` adds a scale of Julian dates above; `address`
    is where the page is published: each mark then links to its event there. `events` are those that are
    drawn, by default all, and `density` says where the others lie; a picture of the whole tells how many.
    """
    placed = arrange(
        edition, window, by=by, width=width, height=height, old_style=old_style, narrow=width < NARROW,
        events=events, density=density,
    )  # fmt: skip
    sheet = Sheet(placed, scheme)
    easel = Easel(sheet, language, address.partition("#")[0])
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "width": str(width),
        "height": str(height), "role": "img", "aria-labelledby": "title", "font-family": theme.SANS,
        "font-size": str(theme.LABEL_SIZE), "lang": language,
    })  # fmt: skip
    child(root, "title", one_line(edition.title), id="title")
    _hatchings(child(root, "defs"), sheet)
    child(root, "rect", width=width, height=height, fill=sheet.colour("paper"))
    plot = child(root, "g", transform=f"translate({placed.around['l']} {placed.around['t']})")
    _bands(plot, easel)
    _scale(plot, easel, "gregorian")
    if old_style:
        _scale(plot, easel, "julian")
    inside = child(plot, "svg", width=placed.width, height=placed.height)
    _strips(inside, sheet)
    easel.marks(inside)
    if density and window is None:
        _others(plot, easel)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _bands(plot: Element, easel: Easel) -> None:
    """The lanes: a quiet ground for every other one, and their names beside them, or inside if narrow."""
    placed, colour = easel.canvas.placed, easel.canvas.colour
    for index, (words, band) in enumerate(zip(easel.names(), placed.rows, strict=True)):
        if index % 2 == 0:
            high = band.bottom - band.top
            child(plot, "rect", y=band.top, width=placed.width, height=high, fill=colour("band"))
        for line, text in enumerate(words):
            look = {"font_weight": 600, "fill": colour("soft")}
            if placed.narrow:
                child(plot, "text", text, x=3, y=band.top + 12, font_size=9, **look)
            else:
                at = band.first + 4 + line * 13
                child(plot, "text", text, x=-9, y=at, text_anchor="end", font_size=NAME_SIZE, **look)


def _scale(plot: Element, easel: Easel, calendar: Calendar) -> None:
    """A scale of time: below the marks, or the Julian one above them."""
    placed, colour, above = easel.canvas.placed, easel.canvas.colour, calendar == "julian"
    edge, out = (0.0, -1) if above else (placed.height, 1)
    for place, tick in easel.scale(calendar):
        x = place.share * placed.width
        if tick.text and not above:
            child(plot, "line", x1=x, x2=x, y1=0, y2=placed.height, stroke=colour("grid"))
        long, ink = (6, "faint") if tick.text else (3, "line")
        child(plot, "line", x1=x, x2=x, y1=edge, y2=edge + out * long, stroke=colour(ink))
        for line, words in enumerate(filter(None, (tick.text, tick.above))):
            at = edge + (-10 - line * 15 if above else 19 + line * 15)
            look = {"text_anchor": "middle", "font_size": SCALE_SIZE, "fill": colour("soft")}
            child(plot, "text", words, x=x, y=at, **look)
    if above:
        words = message(easel.language, "oldStyle.axis")
        said, x, y = ([words], 0, -OLD_STYLE - 4) if placed.narrow else (_two(words), ABOVE - MARGIN["l"], -8)
        for line, text in enumerate(reversed(said)):
            child(plot, "text", text, x=x, y=y - line * 13, font_size=11, fill=colour("soft"))


def _strips(plot: Element, sheet: Sheet) -> None:
    """At the foot of each lane, where events lie that are not drawn apart."""
    placed = sheet.placed
    if not placed.density:
        return
    found = outlines(placed.density, placed.window.start, placed.window.end)
    for shapes, band in zip(found, placed.rows, strict=True):
        corners = [
            "L".join(
                f"{(day - placed.window.start) * placed.scale:.1f} {band.bottom - up:.1f}"
                for day, up in shape
            )
            for shape in shapes
        ]
        if corners:
            child(
                plot,
                "path",
                d="".join(f"M{way}Z" for way in corners),
                fill=sheet.colour("faint"),
                opacity=0.55,
            )


def _others(plot: Element, easel: Easel) -> None:
    """Below the scale, how many events the strips stand for: of all, since none is counted by its window."""
    placed, colour = easel.canvas.placed, easel.canvas.colour
    others = {"count": len(placed.edition.chronology) - len(placed.events)}
    words = message(easel.language, "picture.others", others)
    at = {"x": placed.width, "y": placed.height + placed.around["b"] - 3, "text_anchor": "end"}
    child(plot, "text", words, **at, font_size=NAME_SIZE, fill=colour("soft"))


def _hatchings(defs: Element, sheet: Sheet) -> None:
    """One hatching for each kind that is drawn."""
    for kind in range(min(len(sheet.placed.edition.kinds), 8)):
        token = theme.kind_token(kind)
        tile = child(
            defs, "pattern", id=f"hatch-{token}", width=HATCHING, height=HATCHING,
            patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
        )  # fmt: skip
        child(tile, "rect", width=HATCHING * 0.3, height=HATCHING, fill=sheet.colour(token))


def _two(name: str) -> list[str]:
    """The name of the scale above, in two lines: what is in brackets stands below."""
    head, bracket, rest = name.partition("（" if "（" in name else "(")
    return [head.strip(), bracket + rest] if bracket else [head]

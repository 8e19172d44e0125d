"""A window as a picture: SVG, drawn from the same numbers as the figure, with no chart engine and no browser.

Why: it is on the screen at once, it prints, it goes into a book, and it can be read without a script. Every
mark has its title and date as a tooltip and, where the page is published, is a link to its event there: so
even a picture leads to its quotations.

Elements are built, never glued together from strings: whatever a title holds, it stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from timeline import rival_ticks, theme
from timeline.arrangement import Arrangement, arrange
from timeline.axes import BESIDE, MARGIN
from timeline.boxes import Mark
from timeline.brush import DOTTED, EDGES, SHAPES, claimed, one_line, title_label
from timeline.calendars import Calendar
from timeline.doubts import doubts
from timeline.edition import Edition
from timeline.languages import Language
from timeline.layout import Pill
from timeline.marks import Look, Sight, Stroke, strokes
from timeline.messages import message
from timeline.records import Event
from timeline.symbols import path
from timeline.ticks import ticks
from timeline.windows import Window, extent
from timeline.wording import date_shown

Element = ElementTree.Element

NAME = 17
"""Characters of a lane's name in one line."""
NAME_SIZE, SCALE_SIZE = 10.5, 12
"""Size in pixels of the lanes' names and of what the scale says."""
DASHES = DOTTED.replace("px", "")
"""A dot and a gap, as SVG wants them."""
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
) -> str:
    """A window of the edition (the whole by default) as an SVG document of `width` × `height` pixels.

    `language` is that of dates, counts and scales; `old_style` adds a scale of Julian dates above; `address`
    is where the page is published: each mark then links to its event there.
    """
    placed = arrange(edition, window, by=by, width=width, height=height, old_style=old_style)
    easel = _Easel(edition, placed, scheme, language, address.partition("#")[0])
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "width": str(width),
        "height": str(height), "role": "img", "aria-labelledby": "title", "font-family": theme.SANS,
        "font-size": str(theme.LABEL_SIZE), "lang": language,
    })  # fmt: skip
    _child(root, "title", one_line(edition.title), id="title")
    easel.hatchings(_child(root, "defs"))
    _child(root, "rect", width=width, height=height, fill=easel.colours["paper"])
    plot = _child(root, "g", transform=f"translate({placed.around['l']} {placed.around['t']})")
    easel.bands(plot)
    easel.scale(plot, "gregorian")
    if old_style:
        easel.scale(plot, "julian")
    inside = _child(plot, "svg", width=placed.width, height=placed.height)
    for mark in placed.layout.marks:
        easel.mark(inside, mark)
    for pill in placed.layout.pills:
        easel.pill(inside, pill)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _child(parent: Element, name: str, text: str = "", **attributes: object) -> Element:
    """A new element inside another; numbers in hundredths of a pixel, `font_size` for `font-size`."""
    written = {key.replace("_", "-"): _written(value) for key, value in attributes.items()}
    made = ElementTree.SubElement(parent, name, written)
    made.text = text or None
    return made


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class _Easel:
    """What every stroke of one picture needs to know."""

    edition: Edition
    placed: Arrangement
    scheme: theme.Scheme
    language: Language
    address: str

    @property
    def colours(self) -> dict[str, str]:
        return dict(theme.tokens(self.scheme))

    # ── around the marks ──────────────────────────────────────────────────────────────────────────────────

    def bands(self, plot: Element) -> None:
        """The lanes: a quiet ground for every other one, and their names beside them."""
        placed, colours = self.placed, self.colours
        for index, (lane, band) in enumerate(zip(placed.lanes, placed.rows, strict=True)):
            if index % 2 == 0:
                high = band.bottom - band.top
                _child(plot, "rect", y=band.top, width=placed.width, height=high, fill=colours["band"])
            for line, words in enumerate(_lines(lane.name.upper())):
                at = band.first + 4 + line * 13
                _child(
                    plot, "text", words, x=-9, y=at, text_anchor="end", font_size=NAME_SIZE, font_weight=600,
                    fill=colours["soft"],
                )  # fmt: skip

    def scale(self, plot: Element, calendar: Calendar) -> None:
        """A scale of time: below the marks, or the Julian one above them."""
        placed, colours, above = self.placed, self.colours, calendar == "julian"
        left = BESIDE if above else MARGIN["l"]
        shown = ticks(
            placed.window.start, placed.window.end, placed.width,
            left=left, right=MARGIN["r"], language=self.language, calendar=calendar,
        )  # fmt: skip
        edge, out = (0.0, -1) if above else (placed.height, 1)
        for tick in shown:
            x = (tick.day - placed.window.start) * placed.scale
            if tick.text and not above:
                _child(plot, "line", x1=x, x2=x, y1=0, y2=placed.height, stroke=colours["grid"])
            long, ink = (6, colours["faint"]) if tick.text else (3, colours["line"])
            _child(plot, "line", x1=x, x2=x, y1=edge, y2=edge + out * long, stroke=ink)
            for line, words in enumerate(filter(None, (tick.text, tick.above))):
                at = edge + (-10 - line * 15 if above else 19 + line * 15)
                _child(
                    plot,
                    "text",
                    words,
                    x=x,
                    y=at,
                    text_anchor="middle",
                    font_size=SCALE_SIZE,
                    fill=colours["soft"],
                )
        if above:
            for line, words in enumerate(reversed(_two(message(self.language, "oldStyle.axis")))):
                at = -8 - line * 13
                _child(plot, "text", words, x=16 - MARGIN["l"], y=at, font_size=11, fill=colours["soft"])

    def hatchings(self, defs: Element) -> None:
        """One hatching for each kind that is drawn."""
        for kind in range(min(len(self.edition.kinds), 8)):
            token = theme.kind_token(kind)
            tile = _child(
                defs, "pattern", id=f"hatch-{token}", width=HATCHING, height=HATCHING,
                patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
            )  # fmt: skip
            _child(tile, "rect", width=HATCHING * 0.3, height=HATCHING, fill=self.colours[token])

    # ── marks ─────────────────────────────────────────────────────────────────────────────────────────────

    def mark(self, plot: Element, mark: Mark) -> None:
        """A mark with its label, linked to its event."""
        event, placed = self.edition.event(mark.event), self.placed
        part = extent(event.span, placed.everything)
        sight = Sight(placed.window.start, placed.scale, placed.width)
        look = Look(mark.side == "inside", event.status != "asserted")
        group = _child(plot, "g", data_event=event.id)
        if self.address:
            group = _child(group, "a", href=f"{self.address}#{event.id}")
        told = date_shown(event, self.edition.passages_of(event.id), self.language)
        _child(group, "title", one_line(f"{event.title} · {told}"))
        y, kind = self._y(mark.lane, mark.row), self.edition.kinds.index(event.kind)
        if mark.ticks:
            self._rivals(group, mark, event, sight)
        for stroke in strokes(doubts(event.span), part.start, part.end, sight, look):
            self._stroke(group, stroke, y, kind)
        if mark.side != "none":
            at, side = (mark.label[1], "end") if mark.side == "left" else (mark.label[0], "start")
            _child(
                group, "text", one_line(title_label(event.title)), x=at, y=y + 4.5, text_anchor=side,
                fill=self.colours["ink"],
            )  # fmt: skip

    def _rivals(self, group: Element, mark: Mark, event: Event, sight: Sight) -> None:
        """The ticks of rival dates, with who claims each as a tooltip, and what joins them to their mark."""
        y, kind, box = (
            self._y(mark.lane, mark.row),
            self.edition.kinds.index(event.kind),
            (mark.start, mark.end),
        )
        found = self.edition.rivals_of(event.id)
        drawn = rival_ticks.ticks(tuple(map(rival_ticks.drawable, found)), sight, box)
        for stroke in rival_ticks.hairlines(drawn, sight, box, mark.label):
            self._stroke(group, stroke, y, kind)
        for tick in drawn:
            rival = found[tick.rival]
            inside = _child(group, "g", data_passages=" ".join(rival.passages))
            told = claimed(self.edition, rival, self.language)
            _child(inside, "title", one_line(f"{rival.span.words(self.language)} · {told}"))
            for stroke in rival_ticks.strokes(tick, rival.rank, sight):
                self._stroke(inside, stroke, y, kind)

    def _y(self, lane: int, row: int) -> float:
        return self.placed.rows[lane].first + row * self.placed.rows[lane].row

    def _stroke(self, group: Element, stroke: Stroke, y: float, kind: int) -> None:
        colours, token = self.colours, theme.kind_token(kind)
        colour = colours[token]
        if stroke.form == "question":
            _child(
                group, "text", "?", x=stroke.start, y=y + 4.5, text_anchor="middle", font_weight=700,
                fill=colours["ink"],
            )  # fmt: skip
        elif stroke.form == "symbol":
            self._symbol(group, stroke, y, kind)
        else:
            box: dict[str, Any] = {"x": stroke.start, "width": stroke.end - stroke.start}
            box |= {"y": y - stroke.thick / 2, "height": stroke.thick}
            if stroke.form == "dots":
                dotted: dict[str, Any] = {"stroke_width": EDGES["dotted"], "stroke_dasharray": DASHES}
                _child(group, "path", d=_outline(stroke, y), fill="none", stroke=colours["ink"], **dotted)
                return
            if stroke.fill:
                _child(group, "rect", **box, rx=2, fill=colour, fill_opacity=round(stroke.fill, 3))
            if stroke.hatch:
                _child(group, "rect", **box, rx=2, fill=f"url(#hatch-{token})", fill_opacity=stroke.hatch)
            if stroke.edge != "none":
                ink = colours["accent"] if stroke.edge == "accent" else colour
                _child(group, "rect", **box, rx=2, fill="none", stroke=ink, stroke_width=EDGES[stroke.edge])

    def _symbol(self, group: Element, stroke: Stroke, y: float, kind: int) -> None:
        """A symbol covers what is behind it, so that on a line it stays clean."""
        colours, colour = self.colours, self.colours[theme.kind_token(kind)]
        name = SHAPES.get(stroke.shape) or theme.symbol(kind)
        size = stroke.thick * (theme.SIZES[name] / 11 if stroke.shape == "kind" else 1)
        edge = {"paper": colours["paper"], "dotted": colours["ink"]}.get(stroke.edge, colour)
        outline = {"d": path(name, size), "transform": f"translate({stroke.start:.2f} {y:.2f})"}
        _child(group, "path", **outline, fill=colours["paper"])
        drawn = _child(group, "path", **outline, fill=colour, fill_opacity=round(stroke.fill, 3), stroke=edge)
        drawn.set("stroke-width", str(EDGES[stroke.edge]))
        if stroke.edge == "dotted":
            drawn.set("stroke-dasharray", DASHES)

    def pill(self, plot: Element, pill: Pill) -> None:
        """Counted events."""
        colours, y, count = self.colours, self._y(pill.lane, pill.row), len(pill.events)
        kinds = {self.edition.event(id).kind for id in pill.events}
        one = theme.kind_token(self.edition.kinds.index(kinds.pop())) if len(kinds) == 1 else "soft"
        group = _child(plot, "g", data_events=" ".join(pill.events))
        _child(group, "title", message(self.language, "tally.events", {"count": count}))
        _child(
            group, "rect", x=pill.start, y=y - 9, width=pill.end - pill.start, height=18, rx=9,
            fill=colours["raised"], stroke=colours[one], stroke_width=1.5,
        )  # fmt: skip
        _child(
            group, "text", str(count), x=(pill.start + pill.end) / 2, y=y + 4, text_anchor="middle",
            font_size=11, font_weight=700, fill=colours["ink"],
        )  # fmt: skip


def _outline(stroke: Stroke, y: float) -> str:
    half = stroke.thick / 2
    if not half:
        return f"M{stroke.start:.2f} {y:.2f}H{stroke.end:.2f}"
    return f"M{stroke.start:.2f} {y - half:.2f}H{stroke.end:.2f}V{y + half:.2f}H{stroke.start:.2f}Z"


def _lines(name: str) -> Sequence[str]:
    """A lane's name in at most two lines."""
    lines = [""]
    for word in one_line(name).split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > NAME and lines[-1] and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = longer
    return [one_line(line, NAME) for line in lines]


def _two(name: str) -> Sequence[str]:
    """The name of the scale above, in two lines: what is in brackets stands below."""
    head, bracket, rest = name.partition("（" if "（" in name else "(")
    return [head.strip(), bracket + rest] if bracket else [head]

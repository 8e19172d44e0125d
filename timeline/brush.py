"""Placed marks as the arrays of the figure's traces: pixels become dates, strokes become bars and symbols.

What a mark looks like is the business of `marks`; here its strokes are only sorted into the few traces that
Plotly draws quickly: bars (hatched or not), dotted lines, symbols, labels with question marks, and the ring.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from timeline import rival_ticks, theme
from timeline.boxes import Mark
from timeline.calendars import decimal_year, iso
from timeline.density import Density, outlines
from timeline.doubts import doubts
from timeline.edition import Edition
from timeline.languages import Language
from timeline.layout import Band, Layout
from timeline.marks import Look, Sight, Stroke, strokes
from timeline.messages import message
from timeline.records import Event
from timeline.rivals import RivalDate
from timeline.windows import Window, extent, whole
from timeline.wording import date_shown

Axis = Literal["date", "linear"]

LABEL = 46
"""Characters of a title that its label shows."""
LONGEST = 200
"""Characters of any text that reaches Plotly: much longer ones can hang a browser."""
DAY = 86_400_000
"""Milliseconds of a day, the unit of a bar's length on a date axis."""


EDGES = {"none": 0.0, "solid": 1.6, "dotted": 1.5, "accent": 2.0, "paper": 1.0}
"""Width of each kind of outline, in pixels."""
COUNT_SIZE = 11
"""Size in pixels of the number in a pill."""
LOWER = 1.25
"""Pixels by which it stands below where Plotly puts what is to be in the middle: it has no tails."""
DOTTED = "1.5px,2px"
"""A dot and a gap, as Plotly wants them."""
SHAPES = {
    "diamond": "diamond",
    "right": "triangle-right",
    "left": "triangle-left",
    "ring": "circle-open",
    "slash": "line-ne",
}
"""Plotly's names of the symbols that do not depend on the kind."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """A text as a picture can hold it: one line, nothing that is no character, capped."""
    clean = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in text
        if c not in "\ufeff\u00ad\ufffe\uffff" and not "\ud800" <= c <= "\udfff"
    )
    clean = " ".join(clean.split())
    return clean[: longest - 1].rstrip() + "…" if len(clean) > longest else clean


def label(text: str, longest: int = LONGEST) -> str:
    """The one door for text into Plotly: one line, no controls, capped, and never markup.

    Plotly reads a little HTML in every text; `&`, `<` and `>` as entities make all of it literal (measured
    on 833 hostile strings).
    """
    return one_line(text, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def title_label(title: str) -> str:
    """A title as its mark's label shows it, before escaping: one line, cut at `LABEL` characters."""
    line = " ".join(title.split())
    return line if len(line) <= LABEL else line[: LABEL - 1].rstrip() + "…"


def position(day: float, axis: Axis) -> str | float:
    """A day number, with a fraction for the hours, as the axis wants it: ISO text, or a decimal year."""
    if axis == "linear":
        before, after = decimal_year(math.floor(day)), decimal_year(math.floor(day) + 1)
        return before + (day - math.floor(day)) * (after - before)
    seconds = round((day - math.floor(day)) * 86400)
    clock = f" {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else ""
    return iso(math.floor(day)) + clock if seconds < 86400 else iso(math.floor(day) + 1)


def claimants(edition: Edition, rival: RivalDate) -> str:
    """The titles of the sources that give a date, each once."""
    return ", ".join(dict.fromkeys(edition.source(edition.passage(id).source).title for id in rival.passages))


def claimed(edition: Edition, rival: RivalDate, language: Language) -> str:
    """Who gives a date, and what it is worth."""
    by = message(language, "rival.claimed", {"source": claimants(edition, rival)})
    return f"{by} · {message(language, f'rank.{rival.rank}')}"


@dataclass(slots=True)
class Brush:
    """Turns placed marks into the arrays of the seven traces; made for one window and thrown away."""

    edition: Edition
    """Whose events they are."""
    window: Window
    """The stretch of time on show."""
    scale: float
    """Pixels to a day."""
    axis: Axis
    """How the time axis counts: dates, or decimal years."""
    scheme: theme.Scheme
    """Light or dark."""
    rows: Sequence[Band]
    """The lanes from top to bottom, in pixels from the top of the plot."""
    language: Language = "en"
    """In which dates and counts are told on hover."""
    density: Density | None = None
    """Where events lie that are not drawn apart."""
    bars: list[dict[str, Any]] = field(default_factory=list)
    """What lasts, faded ends, dashes, frames: one dictionary a bar, of what its trace wants."""
    dots: list[tuple[float | str | None, float | None]] = field(default_factory=list)
    """Corners of dotted outlines and lines, each of which ends with a gap."""
    points: list[dict[str, Any]] = field(default_factory=list)
    """Symbols of what is short on the screen, diamonds of sets, and arrows of what is open."""
    pills: list[dict[str, Any]] = field(default_factory=list)
    """Counted events."""
    labels: list[dict[str, Any]] = field(default_factory=list)
    """Titles beside their marks, or inside, question marks, and the numbers of pills."""

    def draw(self, layout: Layout) -> None:
        """Turn every mark and pill of a layout into rows of the lists above."""
        everything, ink = whole(self.edition.dates), theme.tokens(self.scheme)["ink"]
        sight = Sight(self.window.start, self.scale, self.window.days * self.scale)
        for mark in layout.marks:
            event = self.edition.event(mark.event)
            part, look = (
                extent(event.span, everything),
                Look(mark.side == "inside", event.status != "asserted"),
            )
            if mark.ticks:
                self._ticks(mark, event, sight)
            self._mark(mark, event, strokes(doubts(event.span), part.start, part.end, sight, look))
        for pill in layout.pills:
            told = message(self.language, "tally.events", {"count": len(pill.events)})
            y, middle = self._y(pill.lane, pill.row), (pill.start + pill.end) / 2
            self.pills.append(self._bar(pill.start, pill.end, y, 18) | {"customdata": ["", told]})
            self._text(middle, y + LOWER, "middle center", str(len(pill.events)), ink, 700, COUNT_SIZE)

    def _mark(self, mark: Mark, event: Event, drawn: Sequence[Stroke]) -> None:
        ink, y = theme.tokens(self.scheme)["ink"], self._y(mark.lane, mark.row)
        date = date_shown(event, self.edition.passages_of(event.id), self.language)
        self._strokes(drawn, event, y, [event.id, label(event.title), label(date)])
        if mark.side != "none":
            # A label hangs on the end that is beside its mark: text is never exactly as wide as measured.
            beside = mark.label[1] if mark.side == "left" else mark.label[0]
            side = "middle left" if mark.side == "left" else "middle right"
            self._text(beside, y, side, label(title_label(event.title)), ink, 400)

    def _ticks(self, mark: Mark, event: Event, sight: Sight) -> None:
        """The rivals of its date, each with who claims it on hover, and the line that joins them."""
        found, box, y = self.edition.rivals_of(event.id), (mark.start, mark.end), self._y(mark.lane, mark.row)
        rivals = tuple(map(rival_ticks.drawable, found))
        ticks = rival_ticks.ticks(rivals, sight, box)
        self._strokes(
            rival_ticks.hairlines(ticks, sight, box, mark.label), event, y, [event.id, label(event.title), ""]
        )
        for tick in ticks:
            rival = found[tick.rival]
            told = [
                event.id,
                label(rival.span.words(self.language)),
                label(claimed(self.edition, rival, self.language)),
            ]
            self._strokes(rival_ticks.strokes(tick, rival.rank, sight), event, y, told)

    def _strokes(self, drawn: Sequence[Stroke], event: Event, y: float, told: list[str]) -> None:
        """Sort strokes into the lists, all with the same words on hover."""
        token, kind = theme.tokens(self.scheme), self.edition.kinds.index(event.kind)
        colour, ink = token[theme.kind_token(kind)], token["ink"]
        for stroke in drawn:
            if stroke.form == "bar":
                bar = self._bar(stroke.start, stroke.end, y, stroke.thick)
                look = {"customdata": told, "line": EDGES[stroke.edge], "edge": colour}
                if stroke.fill or not stroke.hatch:
                    self.bars.append(bar | look | {"color": theme.tint(colour, stroke.fill), "hatch": ""})
                if stroke.hatch:
                    self.bars.append(bar | look | {"color": theme.tint(colour, stroke.hatch), "hatch": "/"})
            elif stroke.form == "dots":
                self._dots(stroke, y)
            elif stroke.form == "symbol":
                self.points.append(self._symbol(stroke, y, kind, colour) | {"customdata": told})
            else:
                self._text(stroke.start, y, "middle center", "?", ink, 700)

    def _symbol(self, stroke: Stroke, y: float, kind: int, colour: str) -> dict[str, Any]:
        token = theme.tokens(self.scheme)
        shape = SHAPES.get(stroke.shape) or theme.symbol(kind)
        return {
            "x": self._at(stroke.start),
            "y": y,
            "symbol": shape,
            "size": stroke.thick * (theme.SIZES[shape] / 11 if stroke.shape == "kind" else 1),
            "color": theme.mixed(colour, token["paper"], stroke.fill),
            "line": EDGES[stroke.edge],
            "edge": {"paper": token["paper"], "dotted": token["ink"]}.get(stroke.edge, colour),
            "dash": DOTTED if stroke.edge == "dotted" else "solid",
        }

    def _dots(self, stroke: Stroke, y: float) -> None:
        start, end, half = self._at(stroke.start), self._at(stroke.end), stroke.thick / 2
        if half:
            self.dots += [
                (start, y - half),
                (end, y - half),
                (end, y + half),
                (start, y + half),
                (start, y - half),
            ]
        else:
            self.dots += [(start, y), (end, y)]
        self.dots.append((None, None))

    def _text(
        self,
        pixel: float,
        y: float,
        side: str,
        text: str,
        colour: str,
        weight: int,
        size: float = theme.LABEL_SIZE,
    ) -> None:
        told = {"side": side, "text": text, "color": colour, "weight": weight, "size": size}
        self.labels.append({"x": self._at(pixel), "y": y, **told})

    def _strips(self) -> list[tuple[float | str | None, float | None]]:
        """Corners of the strips at the foot of the lanes, each shape of which ends with a gap."""
        made: list[tuple[float | str | None, float | None]] = []
        if self.density:
            found = outlines(self.density, self.window.start, self.window.end)
            for shapes, band in zip(found, self.rows, strict=True):
                for shape in shapes:
                    made += [(position(day, self.axis), band.bottom - up) for day, up in shape]
                    made.append((None, None))
        return made

    def _at(self, pixel: float) -> str | float:
        return position(self.window.start + pixel / self.scale, self.axis)

    def _y(self, lane: int, row: int) -> float:
        return self.rows[lane].first + row * self.rows[lane].row

    def _bar(self, start: float, end: float, y: float, thick: float) -> dict[str, Any]:
        first = self._at(start)
        if self.axis == "linear":
            length = float(self._at(end)) - float(first)
        else:
            length = (end - start) / self.scale * DAY
        return {"base": first, "x": length, "y": y, "width": thick}

    def arrays(self) -> list[dict[str, Any]]:
        """The arrays of each trace, in the order of `skeleton`; plain lists, because Plotly loses NumPy's."""

        def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
            return [row[name] for row in rows]

        bars, points, pills, labels = self.bars, self.points, self.pills, self.labels
        strips = self._strips()
        both = ("base", "x", "y", "width", "customdata")
        return [
            {"x": [x for x, _ in strips], "y": [y for _, y in strips]},
            {
                **{name: column(bars, name) for name in both},
                "marker": {
                    "color": column(bars, "color"),
                    "line": {"width": column(bars, "line"), "color": column(bars, "edge")},
                    "pattern": {"shape": column(bars, "hatch")},
                },
            },
            {"x": [x for x, _ in self.dots], "y": [y for _, y in self.dots]},
            {
                **{name: column(points, name) for name in ("x", "y", "customdata")},
                "marker": {
                    **{name: column(points, name) for name in ("color", "symbol", "size")},
                    "line": {
                        "width": column(points, "line"),
                        "color": column(points, "edge"),
                        "dash": column(points, "dash"),
                    },
                },
            },
            {name: column(pills, name) for name in both},
            {
                **{name: column(labels, name) for name in ("x", "y", "text")},
                "textposition": column(labels, "side"),
                "textfont": {name: column(labels, name) for name in ("color", "weight", "size")},
            },
            {"x": [], "y": []},
        ]

"""Placed marks as the arrays of the figure's traces: pixels become dates, kinds become colours and shapes."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from timeline import theme
from timeline.boxes import SYMBOL, Item, Mark, Side
from timeline.calendars import decimal_year, iso
from timeline.edition import Edition
from timeline.lanes import Lane
from timeline.layout import Band, Layout
from timeline.records import Event
from timeline.windows import Window, extent
from timeline.wording import date_shown

Axis = Literal["date", "linear"]

LABEL = 46
"""Characters of a title that its label shows."""
LONGEST = 200
"""Characters of any text that reaches Plotly: much longer ones can hang a browser."""
HALO = 12.0
"""Pixels over which a mark known only as *circa* fades out on either side."""
DAY = 86_400_000
"""Milliseconds of a day, the unit of a bar's length on a date axis."""


def label(text: str, longest: int = LONGEST) -> str:
    """The one door for text into Plotly: one line, no controls, capped, and never markup.

    Plotly reads a little HTML in every text; `&`, `<` and `>` as entities make all of it literal (measured
    on 833 hostile strings).
    """
    clean = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if c not in "\ufeff\u00ad"
    )
    clean = " ".join(clean.split())
    if len(clean) > longest:
        clean = clean[: longest - 1].rstrip() + "…"
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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


def items(
    events: Sequence[Event], drawn: Sequence[Lane], window: Window, scale: float, everything: Window
) -> Iterator[Item]:
    """The events of the lanes as pixels from the window's left edge, `scale` of them to a day.

    Those beyond a window's length on either side are left out: no drag gets there before the next drawing.
    What is known only as *circa* takes the room in which it fades as well.
    """
    where = {lane.name: index for index, lane in enumerate(drawn)}
    for event in events:
        part = extent(event.span, everything)
        start, end = (part.start - window.start) * scale, (part.end - window.start) * scale
        if end < -window.days * scale or start > 2 * window.days * scale:
            continue
        if event.span.approximate:
            half = max(end - start, SYMBOL) / 2 + HALO
            start, end = (start + end) / 2 - half, (start + end) / 2 + half
        text = theme.text_width(title_label(event.title))
        for lane in drawn:
            if event.id in lane.events:
                yield Item(event.id, where[lane.name], start, end, text, event.importance)


def tint(colour: str, strength: float) -> str:
    """A colour of the theme, `#1d5a8c`, let through by so much: 1 is solid."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength:g})"


def _strength(hollow: bool, side: Side) -> float:
    """How solid a bar is: one that carries its label is a tint to be read on, a doubtful one is hollow."""
    if hollow:
        return 0.0
    return 0.32 if side == "inside" else 1.0


@dataclass(slots=True)
class Brush:
    """Turns placed marks into the arrays of the five traces; made for one window and thrown away."""

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
    bars: list[dict[str, Any]] = field(default_factory=list)
    """What lasts, and the faded ends of what is *circa*: one dictionary a bar, of what its trace wants."""
    points: list[dict[str, Any]] = field(default_factory=list)
    """Symbols of what is short on the screen, and arrows of what is open."""
    pills: list[dict[str, Any]] = field(default_factory=list)
    """Counted events."""
    labels: list[dict[str, Any]] = field(default_factory=list)
    """Titles beside their marks, or inside."""

    def draw(self, layout: Layout) -> None:
        """Turn every mark and pill of a layout into rows of the lists above."""
        for mark in layout.marks:
            event = self.edition.event(mark.event)
            self._mark(mark, event, self.edition.kinds.index(event.kind))
        for pill in layout.pills:
            y = self._y(pill.lane, pill.row)
            told = f"{len(pill.events)} event{'' if len(pill.events) == 1 else 's'}"
            self._bar(
                self.pills,
                pill.start,
                pill.end,
                y,
                18,
                {"text": str(len(pill.events)), "customdata": ["", told]},
            )

    def _mark(self, mark: Mark, event: Event, kind: int) -> None:
        colour, y = theme.tokens(self.scheme)[theme.kind_token(kind)], self._y(mark.lane, mark.row)
        told = {
            "customdata": [
                event.id,
                label(event.title),
                label(date_shown(event, self.edition.passages_of(event.id))),
            ],
            "color": colour,
        }
        start, end = mark.start, mark.end
        if event.span.approximate:
            start, end = start + HALO, end - HALO
            for step in range(4):
                for left in (start - (step + 1) * HALO / 4, end + step * HALO / 4):
                    faded = {**told, "color": tint(colour, 0.6 - 0.15 * step), "line": 0.0, "edge": colour}
                    self._bar(self.bars, left, left + HALO / 4, y, 8, faded)
        hollow = event.status != "asserted" or event.span.uncertain
        shape = theme.symbol(kind) + ("-open" if hollow else "")
        if end - start > SYMBOL:
            thick = 17 if mark.side == "inside" else 10
            look = {"color": tint(colour, _strength(hollow, mark.side)), "line": 1.5 if hollow else 0.0}
            self._bar(self.bars, start, end, y, thick, {**told, **look, "edge": colour})
            if event.span.latest_kind == "open":
                self._point(end - 4, y, {**told, "symbol": "triangle-right", "size": 14})
            if event.span.earliest_kind == "open":
                self._point(start + 4, y, {**told, "symbol": "triangle-left", "size": 14})
        else:
            self._point((start + end) / 2, y, {**told, "symbol": shape, "size": 11})
        if mark.side != "none":
            ink = theme.tokens(self.scheme)["ink"]
            # A label hangs on the end that is beside its mark: text is never exactly as wide as measured.
            beside = mark.label[1] if mark.side == "left" else mark.label[0]
            self.labels.append(
                {
                    "x": position(self._day(beside), self.axis),
                    "side": "middle left" if mark.side == "left" else "middle right",
                    "y": y,
                    "text": label(title_label(event.title)),
                    "color": ink,
                }
            )

    def _day(self, pixel: float) -> float:
        return self.window.start + pixel / self.scale

    def _y(self, lane: int, row: int) -> float:
        return self.rows[lane].first + row * self.rows[lane].row

    def _point(self, pixel: float, y: float, told: dict[str, Any]) -> None:
        self.points.append({"x": position(self._day(pixel), self.axis), "y": y, **told})

    def _bar(
        self,
        into: list[dict[str, Any]],
        start: float,
        end: float,
        y: float,
        thick: float,
        told: dict[str, Any],
    ) -> None:
        first = position(self._day(start), self.axis)
        long = (end - start) / self.scale
        if self.axis == "linear":
            length = float(position(self._day(end), self.axis)) - float(first)
        else:
            length = long * DAY
        into.append({"base": first, "x": length, "y": y, "width": thick, **told})

    def arrays(self) -> list[dict[str, Any]]:
        """The arrays of each trace, in the order of `skeleton`; plain lists, because Plotly loses NumPy's."""

        def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
            return [row[name] for row in rows]

        bars, points, pills, labels = self.bars, self.points, self.pills, self.labels
        both = ("base", "x", "y", "width", "customdata")
        return [
            {
                **{name: column(bars, name) for name in both},
                "marker": {
                    "color": column(bars, "color"),
                    "line": {"width": column(bars, "line"), "color": column(bars, "edge")},
                },
            },
            {
                **{name: column(points, name) for name in ("x", "y", "customdata")},
                "marker": {name: column(points, name) for name in ("color", "symbol", "size")},
            },
            {**{name: column(pills, name) for name in (*both, "text")}},
            {
                **{name: column(labels, name) for name in ("x", "y", "text")},
                "textposition": column(labels, "side"),
                "textfont": {"color": column(labels, "color")},
            },
            {"x": [], "y": []},
        ]

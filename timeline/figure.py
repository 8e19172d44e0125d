"""An edition as a Plotly figure: five traces whose arrays a window fills, one look for notebook and page.

The page draws this same figure: `skeleton` gives it traces, styles and axes without data, and the script swaps arrays
when the window moves. So colours, shapes and hover are decided here, once.

Events are never `shapes` or `annotations` (redrawn on every pan step, no hover), never `scattergl` (blank after a lost
context). The vertical axis counts pixels from the top of the plot, because rows are placed in pixels.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import plotly
import plotly.graph_objects as go

from timeline import theme
from timeline.calendars import decimal_year, is_four_digit, iso
from timeline.edition import Edition
from timeline.lanes import Lane, kinds, lanes
from timeline.layout import SYMBOL, Band, Item, Layout, Mark, bands, place, rows_in
from timeline.tables import Event
from timeline.ticks import ticks
from timeline.windows import Window, extent, padded, whole
from timeline.wording import date_shown

Axis = Literal["date", "linear"]

LABEL = 46
"""Characters of a title that its label shows."""
LONGEST = 200
"""Characters of any text that reaches Plotly: much longer ones can hang a browser."""
HALO = 12.0
"""Pixels over which a mark known only as *circa* fades out on either side."""
MARGIN = {"l": 118, "r": 14, "t": 6, "b": 46, "pad": 0}
"""Around the plot, in pixels; lane names stand in the left one."""
DAY = 86_400_000
"""Milliseconds of a day, the unit of a bar's length on a date axis."""


def label(text: str, longest: int = LONGEST) -> str:
    """The one door for text into Plotly: one line, no controls, capped, and never markup.

    Plotly reads a little HTML in every text; `&`, `<` and `>` as entities make all of it literal (measured on 833
    hostile strings).
    """
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if c not in "\ufeff\u00ad")
    clean = " ".join(clean.split())
    if len(clean) > longest:
        clean = clean[: longest - 1].rstrip() + "…"
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def title_label(title: str) -> str:
    """A title as its mark's label shows it, before escaping: one line, cut at `LABEL` characters."""
    line = " ".join(title.split())
    return line if len(line) <= LABEL else line[: LABEL - 1].rstrip() + "…"


def axis_type(edition: Edition) -> Axis:
    """`date` while everything lies within the years -9999 to 9999, beyond which Plotly's date axis drops marks."""
    everything = padded(whole([event.span for event in edition.chronology]), 1.0)
    inside = is_four_digit(int(everything.start)) and is_four_digit(int(everything.end))
    return "date" if inside else "linear"


def engine() -> Path:
    """The file of plotly.js: the basic bundle put there by the build, else the full one of the installed plotly."""
    basic = Path(str(files("timeline").joinpath("assets", "vendor", "plotly-basic.min.js")))
    return basic if basic.is_file() else Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def figure(
    edition: Edition,
    window: Window | None = None,
    *,
    by: Literal["kind", "party"] = "kind",
    width: int = 1200,
    height: int = 480,
    scheme: theme.Scheme = "light",
) -> go.Figure:
    """Draw a window of the edition (the whole by default), `width` × `height` pixels."""
    spans = [event.span for event in edition.chronology]
    shown = window or padded(whole(spans))
    drawn = lanes(edition.chronology, by)
    plot_width, plot_height = width - MARGIN["l"] - MARGIN["r"], height - MARGIN["t"] - MARGIN["b"]
    scale = plot_width / shown.days
    items = list(_items(edition.chronology, drawn, shown, scale, whole(spans)))
    layout = place(items, len(drawn), rows_in(plot_height, len(drawn)), plot_width)
    rows = bands(layout.rows, plot_height)
    axis = axis_type(edition)
    brush = _Brush(edition, shown, scale, axis, scheme, rows)
    brush.draw(layout)
    made = skeleton(axis, scheme)
    for trace, arrays in zip(made.data, brush.arrays(), strict=True):
        trace.update(arrays)
    _frame(made, drawn, rows, shown, plot_width, axis, scheme)
    made.update_layout(width=width, height=height)
    return made


def skeleton(axis: Axis, scheme: theme.Scheme = "light") -> go.Figure:
    """The figure without data: traces in drawing order (bars, points, pills, labels, ring), styles and axes."""
    token = theme.tokens(scheme)
    hover = "%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
    text = {"family": theme.SANS, "size": theme.LABEL_SIZE, "color": token["ink"]}
    bars = go.Bar(name="bars", orientation="h", marker={"cornerradius": 2, "line": {"width": 0}}, hovertemplate=hover)
    points = go.Scatter(
        name="points", mode="markers", marker={"line": {"color": token["paper"], "width": 1}}, hovertemplate=hover
    )
    pills = go.Bar(
        name="pills",
        orientation="h",
        marker={"cornerradius": 9, "color": token["line"], "line": {"width": 0}},
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"family": theme.SANS, "size": 11, "color": token["ink"], "weight": 700},
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    labels = go.Scatter(name="labels", mode="text", textfont=text, hoverinfo="skip", cliponaxis=True)
    ring = go.Scatter(
        name="ring",
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 24, "color": token["accent"], "line": {"width": 2}},
    )
    made = go.Figure([bars, points, pills, labels, ring])
    small = {"family": theme.SANS, "size": 12, "color": token["soft"]}
    made.update_layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": theme.SANS, "color": token["ink"]},
        margin=MARGIN,
        showlegend=False,
        barmode="overlay",
        dragmode="pan",
        hovermode="closest",
        hoverlabel={"bgcolor": token["raised"], "bordercolor": token["line"], "font": {"color": token["ink"]}},
        xaxis={
            "type": axis,
            "showgrid": True,
            "gridcolor": token["grid"],
            "zeroline": False,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": token["faint"],
            "tickfont": small,
            "tickangle": 0,
            "automargin": False,
            "minor": {"ticks": "outside", "ticklen": 3, "tickcolor": token["line"], "showgrid": False},
            "fixedrange": False,
        },
        yaxis={
            "type": "linear",
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "tickfont": {**small, "size": 11, "weight": 600},
            "automargin": False,
            "fixedrange": True,
        },
    )
    return made


def position(day: float, axis: Axis) -> str | float:
    """A day number, with a fraction for the hours, as the axis wants it: ISO text of four-digit years, or a year."""
    if axis == "linear":
        return decimal_year(math.floor(day)) + (day - math.floor(day)) / 365.2425
    seconds = round((day - math.floor(day)) * 86400)
    clock = f" {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else ""
    return iso(math.floor(day)) + clock if seconds < 86400 else iso(math.floor(day) + 1)  # noqa: PLR2004


def _items(
    events: Sequence[Event], drawn: Sequence[Lane], window: Window, scale: float, everything: Window
) -> Iterable[Item]:
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


@dataclass(slots=True)
class _Brush:
    """Turns placed marks into the arrays of the five traces."""

    edition: Edition
    window: Window
    scale: float
    axis: Axis
    scheme: theme.Scheme
    rows: Sequence[Band]
    bars: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    pills: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)

    def draw(self, layout: Layout) -> None:
        order = kinds(self.edition.chronology)
        for mark in layout.marks:
            event = self.edition.event(mark.event)
            self._mark(mark, event, order.index(event.kind))
        for pill in layout.pills:
            y = self._y(pill.lane, pill.row)
            told = f"{len(pill.events)} events"
            self._bar(self.pills, pill.start, pill.end, y, 18, {"text": str(len(pill.events)), "customdata": ["", told]})

    def _mark(self, mark: Mark, event: Event, kind: int) -> None:
        colour, y = theme.tokens(self.scheme)[theme.kind_token(kind)], self._y(mark.lane, mark.row)
        told = {"customdata": [event.id, label(event.title), label(date_shown(event, self.edition.passages_of(event.id)))], "color": colour}
        start, end = mark.start, mark.end
        if event.span.approximate:
            start, end = start + HALO, end - HALO
            for step in range(4):
                for left in (start - (step + 1) * HALO / 4, end + step * HALO / 4):
                    self._bar(self.bars, left, left + HALO / 4, y, 8, {**told, "opacity": 0.6 - 0.15 * step})
        hollow = event.status != "asserted" or event.span.uncertain
        shape = theme.symbol(kind) + ("-open" if hollow else "")
        if end - start > SYMBOL:
            thick = 17 if mark.side == "inside" else 10
            self._bar(self.bars, start, end, y, thick, {**told, "opacity": 0.35 if hollow else 1.0})
            if event.span.latest_kind == "open":
                self._point(end - 4, y, {**told, "symbol": "triangle-right", "size": 14})
            if event.span.earliest_kind == "open":
                self._point(start + 4, y, {**told, "symbol": "triangle-left", "size": 14})
        else:
            self._point((start + end) / 2, y, {**told, "symbol": shape, "size": 11})
        if mark.side != "none":
            ink = theme.tokens(self.scheme)["paper" if mark.side == "inside" and not hollow else "ink"]
            self.labels.append(
                {
                    "x": position(self._day(mark.label[0]), self.axis),
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
        self, into: list[dict[str, Any]], start: float, end: float, y: float, thick: float, told: dict[str, Any]
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
                "marker": {"color": column(bars, "color"), "opacity": column(bars, "opacity")},
            },
            {
                **{name: column(points, name) for name in ("x", "y", "customdata")},
                "marker": {name: column(points, name) for name in ("color", "symbol", "size")},
            },
            {**{name: column(pills, name) for name in (*both, "text")}},
            {
                **{name: column(labels, name) for name in ("x", "y", "text")},
                "textposition": ["middle right"] * len(labels),
                "textfont": {"color": column(labels, "color")},
            },
            {"x": [], "y": []},
        ]


def _frame(
    made: go.Figure,
    drawn: Sequence[Lane],
    rows: Sequence[Band],
    window: Window,
    width: float,
    axis: Axis,
    scheme: theme.Scheme,
) -> None:
    """Axes, ticks and lane bands of a window."""
    shown = ticks(window.start, window.end, width)
    major = [tick for tick in shown if tick.text]
    made.update_xaxes(
        range=[position(window.start, axis), position(window.end, axis)],
        tickmode="array",
        tickvals=[position(tick.day, axis) for tick in major],
        ticktext=[tick.text + (f"<br>{tick.above}" if tick.above else "") for tick in major],
        minor={"tickmode": "array", "tickvals": [position(tick.day, axis) for tick in shown if not tick.text]},
    )
    made.update_yaxes(
        range=[rows[-1].bottom if rows else 1, 0],
        tickmode="array",
        tickvals=[band.first for band in rows],
        ticktext=[label(lane.name.upper(), 18) for lane in drawn],
    )
    made.update_layout(
        shapes=[
            {
                "type": "rect",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "yref": "y",
                "y0": band.top,
                "y1": band.bottom,
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": theme.tokens(scheme)["band"],
            }
            for band in list(rows)[::2]
        ]
    )

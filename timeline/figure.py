"""An edition as a Plotly figure: seven traces whose arrays a window fills, one look for notebook and page.

The page draws this same figure: `skeleton` gives it traces, styles and axes without data, and the script
swaps arrays when the window moves. So colours, shapes and hover are decided here, once.

Events are never `shapes` or `annotations` (redrawn on every pan step, no hover), never `scattergl` (blank
after a lost context). The vertical axis counts pixels from the top of the plot, because rows are placed in
pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

import plotly
import plotly.graph_objects as go

from timeline import theme
from timeline.arrangement import arrange
from timeline.axes import MARGIN, frame, old_style_scale, time_axis
from timeline.brush import DOTTED, EDGES, Axis, Brush
from timeline.calendars import is_four_digit
from timeline.density import Density
from timeline.edition import Edition
from timeline.languages import Language
from timeline.records import Event
from timeline.windows import Window, padded, whole


def axis_type(edition: Edition, window: Window | None = None, everything: Window | None = None) -> Axis:
    """`date` while all lies within the years -9999 to 9999, beyond which Plotly's date axis drops marks.

    All is what the page can show of the edition, and a window that was asked for. `everything` is the whole
    of the edition, where that is known already.
    """
    stretches = [padded(everything or whole(edition.dates), 1.0)]
    stretches += [padded(window, 1.0)] if window else []
    inside = all(is_four_digit(int(part.start)) and is_four_digit(int(part.end)) for part in stretches)
    return "date" if inside else "linear"


def engine() -> Path:
    """The file of plotly.js: the basic bundle put there by the build, else the full one of plotly itself."""
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
    language: Language = "en",
    old_style: bool = False,
    events: Sequence[Event] | None = None,
    density: Density | None = None,
) -> go.Figure:
    """Draw a window of the edition (the whole by default), `width` × `height` pixels.

    `language` is that of dates, counts and scales; `old_style` adds a scale of Julian dates above. `events`
    are those that are drawn, by default all, and `density` says where the others lie.
    """
    placed = arrange(
        edition,
        window,
        by=by,
        width=width,
        height=height,
        old_style=old_style,
        events=events,
        density=density,
    )
    shown, axis = placed.window, axis_type(edition, placed.window)
    brush = Brush(edition, shown, placed.scale, axis, scheme, placed.rows, language, placed.density)
    brush.draw(placed.layout)
    made = skeleton(axis, scheme)
    for trace, arrays in zip(made.data, brush.arrays(), strict=True):
        trace.update(arrays)
    frame(made, placed.lanes, placed.rows, shown, placed.width, axis, scheme, language)
    if old_style:
        old_style_scale(made, shown, placed.width, axis, scheme, language)
    made.update_layout(width=width, height=height)
    return made


def skeleton(axis: Axis, scheme: theme.Scheme = "light") -> go.Figure:
    """The figure without data: styles, axes and the traces in the order in which they are drawn."""
    token = theme.tokens(scheme)
    made = go.Figure(_traces(token))
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
        hoverlabel={
            "bgcolor": token["raised"],
            "bordercolor": token["line"],
            "font": {"color": token["ink"]},
        },
        xaxis=time_axis(axis, token),
        yaxis={
            "type": "linear",
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "ticklabeloverflow": "allow",
            "tickfont": {"family": theme.SANS, "size": 11, "weight": 600, "color": token["soft"]},
            "automargin": False,
            "fixedrange": True,
        },
    )
    return made


def _traces(token: Mapping[str, str]) -> list[go.Bar | go.Scatter]:
    """Density, bars, dotted lines, points, pills, labels, and on top the ring of the selected mark."""
    return [*_strokes(token), *_signs(token)]


_EVENT = "%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
"""What is told of a mark in a notebook."""


def _strokes(token: Mapping[str, str]) -> list[go.Bar | go.Scatter]:
    """What lasts, and below it how much more there is."""
    return [
        go.Scatter(
            name="density",
            mode="lines",
            line={"width": 0, "simplify": False},
            fill="toself",
            fillcolor=token["faint"],
            opacity=0.55,
            hoverinfo="skip",
        ),
        go.Bar(
            name="bars",
            orientation="h",
            marker={
                "cornerradius": 2,
                "line": {"width": 0},
                "pattern": {"fillmode": "replace", "fgopacity": 1, "size": 4, "solidity": 0.3},
            },
            hovertemplate=_EVENT,
        ),
        go.Scatter(
            name="dots",
            mode="lines",
            line={"color": token["ink"], "width": EDGES["dotted"], "dash": DOTTED, "simplify": False},
            connectgaps=False,
            hoverinfo="skip",
        ),
    ]


def _signs(token: Mapping[str, str]) -> list[go.Bar | go.Scatter]:
    """What stands at a place: points, pills, labels and the ring."""
    return [
        go.Scatter(
            name="points",
            mode="markers",
            marker={"opacity": 1, "line": {"color": token["paper"], "width": 1}},
            hovertemplate=_EVENT,
        ),
        go.Bar(
            name="pills",
            orientation="h",
            marker={"cornerradius": 9, "color": token["line"], "line": {"width": 0}},
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"family": theme.SANS, "size": 11, "color": token["ink"], "weight": 700},
            hovertemplate="%{customdata[1]}<extra></extra>",
        ),
        go.Scatter(
            name="labels",
            mode="text",
            textfont={"family": theme.SANS, "size": theme.LABEL_SIZE, "color": token["ink"]},
            hoverinfo="skip",
            cliponaxis=True,
        ),
        go.Scatter(
            name="ring",
            mode="markers",
            hoverinfo="skip",
            marker={"symbol": "circle-open", "size": 21, "color": token["accent"], "line": {"width": 2}},
        ),
    ]

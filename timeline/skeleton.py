"""The figure without data: styles, axes and the traces in the order in which they are drawn.

What the page's script fills and Plotly draws, and what `figure` makes a `plotly.graph_objects.Figure` of. It
is plain numbers and words, because to import Plotly takes longer than to make the whole page, and the page
needs no more of it than its script.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from timeline import theme
from timeline.axes import MARGIN, time_axis
from timeline.brush import DOTTED, EDGES, Axis
from timeline.calendars import is_four_digit
from timeline.edition import Edition
from timeline.windows import Window, padded, whole

Trace = dict[str, Any]
"""As Plotly wants it."""


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
    if basic.is_file():
        return basic
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise ImportError("plotly is required, and not there")
    return Path(found.origin).parent / "package_data" / "plotly.min.js"


def skeleton(axis: Axis, scheme: theme.Scheme = "light") -> dict[str, Any]:
    """Its traces as `data`, and its `layout`."""
    token = theme.tokens(scheme)
    return {"data": _traces(token), "layout": _layout(axis, token)}


def _layout(axis: Axis, token: Mapping[str, str]) -> dict[str, Any]:
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.SANS, "color": token["ink"]},
        "margin": MARGIN,
        "showlegend": False,
        "barmode": "overlay",
        "dragmode": "pan",
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": token["raised"],
            "bordercolor": token["line"],
            "font": {"color": token["ink"]},
        },
        "xaxis": time_axis(axis, token),
        "yaxis": {
            "type": "linear",
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "ticklabeloverflow": "allow",
            "tickfont": {"family": theme.SANS, "size": 11, "weight": 600, "color": token["soft"]},
            "automargin": False,
            "fixedrange": True,
        },
    }


def _traces(token: Mapping[str, str]) -> list[Trace]:
    """Density, bars, dotted lines, points, pills, labels, and on top the ring of the selected mark."""
    return [*_strokes(token), *_signs(token)]


_EVENT = "%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
"""What is told of a mark in a notebook."""


def _strokes(token: Mapping[str, str]) -> list[Trace]:
    """What lasts, and below it how much more there is."""
    return [
        {
            "type": "scatter",
            "name": "density",
            "mode": "lines",
            "line": {"width": 0, "simplify": False},
            "fill": "toself",
            "fillcolor": token["faint"],
            "opacity": 0.55,
            "hoverinfo": "skip",
        },
        {
            "type": "bar",
            "name": "bars",
            "orientation": "h",
            "marker": {
                "cornerradius": 2,
                "line": {"width": 0},
                "pattern": {"fillmode": "replace", "fgopacity": 1, "size": 4, "solidity": 0.3},
            },
            "hovertemplate": _EVENT,
        },
        {
            "type": "scatter",
            "name": "dots",
            "mode": "lines",
            "line": {"color": token["ink"], "width": EDGES["dotted"], "dash": DOTTED, "simplify": False},
            "connectgaps": False,
            "hoverinfo": "skip",
        },
    ]


def _signs(token: Mapping[str, str]) -> list[Trace]:
    """What stands at a place: points, pills, labels and the ring."""
    return [
        {
            "type": "scatter",
            "name": "points",
            "mode": "markers",
            "marker": {"opacity": 1, "line": {"color": token["paper"], "width": 1}},
            "hovertemplate": _EVENT,
        },
        {
            "type": "bar",
            "name": "pills",
            "orientation": "h",
            "marker": {"cornerradius": 9, "color": token["line"], "line": {"width": 0}},
            "hovertemplate": "%{customdata[1]}<extra></extra>",
        },
        {
            # The numbers of the pills, too: in a round bar, Plotly sets text as small as it sees fit, and in
            # no two browsers alike.
            "type": "scatter",
            "name": "labels",
            "mode": "text",
            "textfont": {"family": theme.SANS, "size": theme.LABEL_SIZE, "color": token["ink"]},
            "hoverinfo": "skip",
            "cliponaxis": True,
        },
        {
            "type": "scatter",
            "name": "ring",
            "mode": "markers",
            "hoverinfo": "skip",
            "marker": {"symbol": "circle-open", "size": 21, "color": token["accent"], "line": {"width": 2}},
        },
    ]

"""What stands around the marks: the time axis with its ticks, the names of the lanes and their bands.

Apart from `figure`, because marks and axes change for different reasons, and the page's script has the same
seam (`assets/axes.js`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from timeline import theme
from timeline.brush import Axis, label, position
from timeline.lanes import Lane
from timeline.layout import Band
from timeline.ticks import ticks
from timeline.windows import Window

MARGIN = {"l": 118, "r": 14, "t": 6, "b": 46, "pad": 0}
"""Around the plot, in pixels; lane names stand in the left one."""


def time_axis(axis: Axis, token: Mapping[str, str]) -> dict[str, object]:
    """The time axis without ticks."""
    return {
        "type": axis,
        "showgrid": True,
        "gridcolor": token["grid"],
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 6,
        "tickcolor": token["faint"],
        "tickfont": {"family": theme.SANS, "size": 12, "color": token["soft"]},
        "tickangle": 0,
        "ticklabeloverflow": "allow",  # Ours fit; measuring them is a third of every redraw.
        "automargin": False,
        "minor": {"ticks": "outside", "ticklen": 3, "tickcolor": token["line"], "showgrid": False},
        "fixedrange": False,
    }


def frame(
    made: go.Figure,
    drawn: Sequence[Lane],
    rows: Sequence[Band],
    window: Window,
    width: float,
    axis: Axis,
    scheme: theme.Scheme,
) -> None:
    """Axes, ticks and lane bands of a window."""
    shown = ticks(window.start, window.end, width, left=MARGIN["l"], right=MARGIN["r"])
    major = [tick for tick in shown if tick.text]
    made.update_xaxes(
        range=[position(window.start, axis), position(window.end, axis)],
        tickmode="array",
        tickvals=[position(tick.day, axis) for tick in major],
        ticktext=[tick.text + (f"<br>{tick.above}" if tick.above else "") for tick in major],
        minor={
            "tickmode": "array",
            "tickvals": [position(tick.day, axis) for tick in shown if not tick.text],
        },
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

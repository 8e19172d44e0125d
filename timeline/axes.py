"""What stands around the marks: the time axis with its ticks, the names of the lanes and their bands.

Above the marks there may be a second scale of time, the Julian dates of the same days (Old Style). It has the
range of the first and ticks of its own, so both are right at every zoom: Plotly's Julian axis is a year off
before the common era.

Apart from `figure`, because marks and axes change for different reasons, and the page's script has the same
seam (`assets/axes.js`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timeline import theme
from timeline.brush import Axis, label, position
from timeline.calendars import Calendar
from timeline.lanes import Lane
from timeline.languages import Language
from timeline.layout import Band
from timeline.messages import message
from timeline.ticks import ticks
from timeline.windows import Window

if TYPE_CHECKING:  # To import it takes longer than all that is done here.
    import plotly.graph_objects as go

MARGIN = {"l": 118, "r": 14, "t": 6, "b": 46, "pad": 0}
"""Around the plot, in pixels; lane names stand in the left one."""
OLD_STYLE = 38
"""Pixels by which the upper margin grows for the Old Style scale."""
BESIDE = 28
"""Pixels of the left margin that its name leaves to its first label."""
NARROW = 640
"""Width in pixels below which a chart is *narrow*, as on a phone: names stand inside the lanes."""
SIDE, HEAD, ABOVE = 10, 13, 16
"""In a narrow chart: the margins at both sides, the head of a lane for its name, and what the name
of the Old Style scale takes above it."""


def margin(old_style: bool, narrow: bool = False) -> dict[str, int]:
    """Around the plot, with the Old Style scale or without."""
    above = OLD_STYLE + (ABOVE if narrow else 0) if old_style else 0
    sides = {"l": SIDE, "r": SIDE} if narrow else {}
    return {**MARGIN, **sides, "t": MARGIN["t"] + above}


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
    language: Language = "en",
) -> None:
    """Axes, ticks and lane bands of a window."""
    made.update_xaxes(**_scale(window, width, axis, language, "gregorian", left=MARGIN["l"]))
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


def old_style_scale(
    made: go.Figure, window: Window, width: float, axis: Axis, scheme: theme.Scheme, language: Language = "en"
) -> None:
    """Julian dates above the marks, each at its own day."""
    # Plotly draws no axis on which nothing stands.
    made.add_scatter(name="old style", x=[None], y=[None], xaxis="x2", hoverinfo="skip")
    upper = {"overlaying": "x", "matches": "x", "side": "top", "showgrid": False}
    scale = _scale(window, width, axis, language, "julian", left=BESIDE)
    made.update_layout(margin=margin(True), xaxis2=time_axis(axis, theme.tokens(scheme)) | upper)
    made.update_layout(xaxis2=scale)
    name = label(message(language, "oldStyle.axis"))
    made.add_annotation(
        text=name.replace(" (", "<br>(").replace("（", "<br>（"),
        font={"family": theme.SANS, "size": 11, "color": theme.tokens(scheme)["soft"]},
        align="left",
        showarrow=False,
        **{"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"},
        **{"xshift": 16 - MARGIN["l"], "yshift": 4, "borderpad": 0},
    )


def _scale(
    window: Window, width: float, axis: Axis, language: Language, calendar: Calendar, *, left: float
) -> dict[str, object]:
    """What a window shows on a scale of time: its range and its ticks, the larger unit farther out."""
    shown = ticks(
        *(window.start, window.end, width),
        left=left,
        right=MARGIN["r"],
        language=language,
        calendar=calendar,
    )
    major = [tick for tick in shown if tick.text]
    lines = [(tick.above, tick.text) if calendar == "julian" else (tick.text, tick.above) for tick in major]
    return {
        "range": [position(window.start, axis), position(window.end, axis)],
        "tickmode": "array",
        "tickvals": [position(tick.day, axis) for tick in major],
        "ticktext": ["<br>".join(filter(None, pair)) for pair in lines],
        "minor": {
            "tickmode": "array",
            "tickvals": [position(tick.day, axis) for tick in shown if not tick.text],
        },
    }

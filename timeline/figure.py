"""An edition as a Plotly figure: seven traces whose arrays a window fills, one look for notebook and page.

The page draws this same figure: `skeleton` gives both traces, styles and axes without data, and the script
swaps arrays when the window moves. So colours, shapes and hover are decided there, once.

Events are never `shapes` or `annotations` (redrawn on every pan step, no hover), never `scattergl` (blank
after a lost context). The vertical axis counts pixels from the top of the plot, because rows are placed in
pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

from timeline import theme
from timeline.arrangement import arrange
from timeline.axes import frame, old_style_scale
from timeline.brush import Brush
from timeline.density import Density
from timeline.edition import Edition
from timeline.languages import Language
from timeline.records import Event
from timeline.skeleton import axis_type, skeleton
from timeline.windows import Window


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
    made = go.Figure(skeleton(axis, scheme)).update_layout(template="none")
    for trace, arrays in zip(made.data, brush.arrays(), strict=True):
        trace.update(arrays)
    frame(made, placed.lanes, placed.rows, shown, placed.width, axis, scheme, language)
    if old_style:
        old_style_scale(made, shown, placed.width, axis, scheme, language)
    made.update_layout(width=width, height=height)
    return made

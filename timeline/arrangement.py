"""A window of an edition, placed: its lanes and rows, and where each mark stands, before anything is drawn.

Figure and picture are drawn from the same arrangement, so that the two can only differ in ink.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from timeline.axes import margin
from timeline.brush import items
from timeline.edition import Edition
from timeline.lanes import Lane, lanes
from timeline.layout import Band, Layout, bands, place, rows_in
from timeline.windows import Window, padded, whole


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All numbers of a drawing."""

    window: Window
    """The stretch of time on show."""
    everything: Window
    """From the first to the last day that an event, or a rival of its date, names; open ends reach as far."""
    around: Mapping[str, int]
    """The margins `l`, `r`, `t`, `b`, in pixels."""
    width: float
    """Of the plot within the margins, in pixels."""
    height: float
    """The same from top to bottom."""
    lanes: tuple[Lane, ...]
    """From the top."""
    layout: Layout
    """Marks and pills, in pixels from the plot's left edge."""
    rows: tuple[Band, ...]
    """The lanes' stretches, in pixels from the plot's upper edge."""

    @property
    def scale(self) -> float:
        """Pixels to a day."""
        return self.width / self.window.days


def arrange(
    edition: Edition,
    window: Window | None = None,
    *,
    by: Literal["kind", "party"] = "kind",
    width: int,
    height: int,
    old_style: bool = False,
) -> Arrangement:
    """Place a window of the edition (the whole by default) in `width` × `height` pixels, margins included."""
    everything = whole(edition.dates)
    shown, around = window or padded(everything), margin(old_style)
    plot_width, plot_height = width - around["l"] - around["r"], height - around["t"] - around["b"]
    drawn = lanes(edition.chronology, by, edition.kinds)
    placeable = items(edition, drawn, shown, plot_width / shown.days, everything)
    layout = place(placeable, len(drawn), rows_in(plot_height, len(drawn)), plot_width)
    rows = bands(layout.rows, plot_height)
    return Arrangement(shown, everything, around, plot_width, plot_height, drawn, layout, rows)

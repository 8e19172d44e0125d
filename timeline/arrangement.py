"""A window of an edition, placed: its lanes and rows, and where each mark stands, before anything is drawn.

Figure and picture are drawn from the same arrangement, so that the two can only differ in ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline import rival_ticks, theme
from timeline.axes import HEAD, margin
from timeline.boxes import Item
from timeline.brush import title_label
from timeline.density import Density
from timeline.doubts import doubts
from timeline.edition import Edition
from timeline.lanes import Lane, lanes
from timeline.layout import FOOT, Band, Layout, bands, place, rows_in, stretched
from timeline.marks import Sight
from timeline.records import Event
from timeline.room import FAR, box, inset
from timeline.windows import Window, extent, padded, whole


def items(
    edition: Edition,
    drawn: Sequence[Lane],
    window: Window,
    scale: float,
    everything: Window,
    events: Sequence[Event] | None = None,
) -> Iterator[Item]:
    """The events of the lanes as pixels from the window's left edge, `scale` of them to a day.

    An item takes the room of all that is drawn of it: what fades, dashes, a question mark, and the ticks of
    its rivals. Those beyond a window's length on either side are left out: no drag gets there before the next
    drawing. `events` are those to be placed, by default all.
    """
    where = {lane.name: index for index, lane in enumerate(drawn)}
    sight = Sight(window.start, scale, window.days * scale)
    for event in edition.chronology if events is None else events:
        part, found = extent(event.span, everything), doubts(event.span)
        start = max((part.start - window.start) * scale, -FAR)
        end = min((part.end - window.start) * scale, FAR)
        left, right = box(found, start, end)
        before, after = inset(found, start, end, scale, event.status != "asserted")
        rivals = tuple(map(rival_ticks.drawable, edition.rivals_of(event.id)))
        beside = rival_ticks.ticks(rivals, sight, (left, right))
        if not beside and (right < -sight.width or left > 2 * sight.width):
            continue
        wings = rival_ticks.wings(beside, (left, right))
        text = theme.label_width(title_label(event.title))
        for lane in drawn:
            if event.id in lane.events:
                at = where[lane.name]
                yield Item(
                    event.id, at, left, right, text, event.importance,
                    before=before, after=after, wing_left=wings.left, wing_right=wings.right,
                    free_left=wings.free_left, free_right=wings.free_right,
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All numbers of a drawing."""

    edition: Edition
    """Whose events they are."""
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
    by: Literal["kind", "party"]
    """What the lanes are."""
    lanes: tuple[Lane, ...]
    """From the top."""
    events: Sequence[Event]
    """Those that are placed; all others are at most in `density`."""
    layout: Layout
    """Marks and pills, in pixels from the plot's left edge."""
    rows: tuple[Band, ...]
    """The lanes' stretches, in pixels from the plot's upper edge."""
    narrow: bool = False
    """Whether the names of the lanes stand inside them."""
    density: Density | None = None
    """What is drawn at the foot of the lanes."""

    @property
    def scale(self) -> float:
        """Pixels to a day."""
        return self.width / self.window.days

    @property
    def head(self) -> float:
        """Pixels that each lane keeps free above its rows."""
        return HEAD if self.narrow else 0.0

    @property
    def foot(self) -> float:
        """Pixels that each lane keeps free below its rows."""
        return FOOT if self.density else 0.0

    def stretched(self, width: float) -> Layout:
        """The same marks in the same rows where a plot of another width has them."""
        scale = width / self.window.days
        found = items(self.edition, self.lanes, self.window, scale, self.everything, self.events)
        return stretched(self.layout, found, self.width, width)


def arrange(
    edition: Edition,
    window: Window | None = None,
    *,
    by: Literal["kind", "party"] = "kind",
    width: int,
    height: int,
    old_style: bool = False,
    narrow: bool = False,
    events: Sequence[Event] | None = None,
    density: Density | None = None,
    drawn: tuple[Lane, ...] | None = None,
    everything: Window | None = None,
) -> Arrangement:
    """Place a window of the edition (the whole by default) in `width` × `height` pixels, margins included.

    `events` are those to be placed, by default all. `drawn` are the lanes and `everything` is the whole, for
    those who know them already: to find them takes a look at every event.
    """
    everything = everything or whole(edition.dates)
    shown, around = window or padded(everything), margin(old_style, narrow)
    plot_width, plot_height = width - around["l"] - around["r"], height - around["t"] - around["b"]
    drawn = lanes(edition.chronology, by, edition.kinds) if drawn is None else drawn
    chosen = edition.chronology if events is None else events
    head, foot = HEAD if narrow else 0.0, FOOT if density else 0.0
    found = items(edition, drawn, shown, plot_width / shown.days, everything, chosen)
    layout = place(found, len(drawn), rows_in(plot_height, len(drawn), head, foot), plot_width)
    rows = bands(layout.rows, plot_height, head, foot)
    return Arrangement(
        edition, shown, everything, around, plot_width, plot_height, by, drawn, chosen, layout, rows, narrow,
        density,
    )  # fmt: skip

"""What a picture is drawn on: SVG of one size, or SVG that fits a stretch of sizes.

Why two: a picture file has a width, and the picture in the page has not, for no window of a browser is as
wide as the next. So everything stands *along* the plot: at a share of its width and some pixels beside it. In
a file that is a number, in the page a per cent. In height the rows share what the lanes' heads leave, as
`layout.bands` has it; the browser reckons that itself, in CSS.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

from timeline import theme
from timeline.arrangement import Arrangement
from timeline.layout import EMPTY, LANE_PAD, LEAST, MOST, room

Element = ElementTree.Element

WIDER = 1.001
"""By how much a plot is made wider to see which part of a place grows with it."""


class Along(NamedTuple):
    """A place along the plot."""

    share: float
    """Of its width, 0 to 1 within it."""
    pixels: float = 0.0
    """Beside that, to the right."""


class Spot(NamedTuple):
    """Where something is drawn: inside an element, from a point of it."""

    inside: Element
    x: float
    y: float


class Height(NamedTuple):
    """A height in a plot whose own is not known: pixels, rows, and a share of the plot's height."""

    pixels: float
    rows: float
    share: float

    def css(self) -> str:
        """As the browser reckons it; `--row` is the height of a row."""
        parts = [
            f"{_short(self.share * 100)}%" if self.share else "",
            _times(self.rows),
            _pixels(self.pixels),
        ]
        said = "+".join(filter(None, parts)).replace("+-", " - ").replace("+", " + ")
        return f"calc({said})" if sum(map(bool, parts)) > 1 else said or "0"


def _times(rows: float) -> str:
    return f"var(--row)*{_short(rows)}" if rows else ""


def _pixels(pixels: float) -> str:
    return f"{_short(pixels)}px" if round(pixels, 2) else ""


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def along(here: float, wider: float, width: float) -> Along:
    """Which part of a place grows: it is known in a plot and in one `WIDER` times as wide."""
    share = (wider - here) / (width * (WIDER - 1))
    pixels = here - share * width
    return Along(share, pixels if abs(pixels) > 0.01 else 0.0)


def child(parent: Element, name: str, text: str = "", /, **attributes: object) -> Element:
    """A new element inside another; numbers in hundredths of a pixel, `font_size` for `font-size`."""
    written = {key.replace("_", "-"): _written(value) for key, value in attributes.items()}
    made = ElementTree.SubElement(parent, name, written)
    made.text = text or None
    return made


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass(slots=True)
class Canvas(ABC):
    """What an easel draws on."""

    placed: Arrangement
    """All numbers of the drawing."""

    @abstractmethod
    def colour(self, token: str) -> str:
        """A colour of the theme."""

    @abstractmethod
    def hatching(self, token: str) -> str:
        """A hatching in it."""

    @abstractmethod
    def fill(self, token: str) -> Mapping[str, str]:
        """The attributes that fill an element with a colour; none where it has that already."""

    @abstractmethod
    def words(self, token: str) -> Mapping[str, str]:
        """The attributes that give words their colour; none where they have it already."""

    @abstractmethod
    def row(self, plot: Element, lane: int, row: int, token: str) -> Spot:
        """The left end of a row's middle line; `token` is the colour of its first mark."""

    @abstractmethod
    def group(self, spot: Spot, event: str, address: str | None, token: str) -> Spot:
        """What holds a mark, and leads to its event where there is an address."""

    def sign(self, spot: Spot, place: Along, name: str) -> bool:
        """Draw the solid symbol of a kind, as most marks are, if it is at hand ready made."""
        return False

    @abstractmethod
    def pill(self, spot: Spot, half: float, token: str, count: str, events: Sequence[str], told: str) -> None:
        """Counted events, `half` as wide to either side."""

    @abstractmethod
    def at(self, spot: Spot, place: Along) -> Spot:
        """The same at a place along the plot."""

    @abstractmethod
    def bar(self, spot: Spot, start: Along, end: Along, thick: float, **look: object) -> Element:
        """A rectangle around a row's middle line."""

    @abstractmethod
    def line(self, spot: Spot, start: Along, end: Along, **look: object) -> Element:
        """A line along a row's middle."""

    @abstractmethod
    def text(self, spot: Spot, place: Along, words: str, **look: object) -> Element:
        """Words whose letters stand on a row's middle line, to be moved by `dy`."""


@dataclass(slots=True)
class Sheet(Canvas):
    """A picture of one size in the colours of one scheme."""

    scheme: theme.Scheme

    def colour(self, token: str) -> str:
        return theme.tokens(self.scheme)[token]

    def hatching(self, token: str) -> str:
        return f"url(#hatch-{token})"

    def fill(self, token: str) -> Mapping[str, str]:
        return {"fill": self.colour(token)}

    def words(self, token: str) -> Mapping[str, str]:
        return self.fill(token)

    def row(self, plot: Element, lane: int, row: int, token: str) -> Spot:
        band = self.placed.rows[lane]
        return Spot(plot, 0.0, band.first + row * band.row)

    def group(self, spot: Spot, event: str, address: str | None, token: str) -> Spot:
        made = child(spot.inside, "g", data_event=event)
        return spot._replace(inside=child(made, "a", href=f"{address}#{event}") if address else made)

    def pill(self, spot: Spot, half: float, token: str, count: str, events: Sequence[str], told: str) -> None:
        group = child(spot.inside, "g", data_events=" ".join(events))
        child(group, "title", told)
        child(
            group, "rect", x=spot.x - half, y=spot.y - 9, width=2 * half, height=18, rx=9,
            fill=self.colour("raised"), stroke=self.colour(token), stroke_width=1.5,
        )  # fmt: skip
        child(
            group, "text", count, x=spot.x, y=spot.y + 4, text_anchor="middle", font_size=11, font_weight=700,
            fill=self.colour("ink"),
        )  # fmt: skip

    def at(self, spot: Spot, place: Along) -> Spot:
        return Spot(spot.inside, self._x(spot, place), spot.y)

    def bar(self, spot: Spot, start: Along, end: Along, thick: float, **look: object) -> Element:
        x = self._x(spot, start)
        return child(
            spot.inside,
            "rect",
            x=x,
            y=spot.y - thick / 2,
            width=self._x(spot, end) - x,
            height=thick,
            rx=2,
            **look,
        )

    def line(self, spot: Spot, start: Along, end: Along, **look: object) -> Element:
        way = f"M{self._x(spot, start):.2f} {spot.y:.2f}H{self._x(spot, end):.2f}"
        return child(spot.inside, "path", d=way, **look)

    def text(self, spot: Spot, place: Along, words: str, **look: object) -> Element:
        dy = look.pop("dy", 0.0)
        assert isinstance(dy, float)
        return child(spot.inside, "text", words, x=self._x(spot, place), y=spot.y + dy, **look)

    def _x(self, spot: Spot, place: Along) -> float:
        return spot.x + place.share * self.placed.width + place.pixels


@dataclass(slots=True)
class Web(Canvas):
    """A picture in a page: of any size, in the colours of the page's own style sheet."""

    signs: set[str] = field(default_factory=set)
    """The symbols that must be at hand ready made."""
    made: dict[tuple[int, int], Element] = field(default_factory=dict)
    """The rows that stand, by lane and row."""
    _heights: tuple[tuple[Height, Height, Height], ...] | None = None

    def colour(self, token: str) -> str:
        return "currentColor" if token.startswith("kind") else f"var(--{token})"

    def hatching(self, token: str) -> str:
        return f"url(#_hatch-{token})"

    def fill(self, token: str) -> Mapping[str, str]:
        return {} if token.startswith("kind") else {"fill": f"var(--{token})"}

    def words(self, token: str) -> Mapping[str, str]:
        return {} if token == "ink" else self.fill(token)

    def row(self, plot: Element, lane: int, row: int, token: str) -> Spot:
        if (lane, row) not in self.made:
            first = self.heights()[lane][1]
            down = row if self.placed.layout.rows[lane] else 0
            y = Height(first.pixels, first.rows + down, first.share)
            self.made[lane, row] = child(plot, "g", **{"class": token}, style=lowered(y))
        return Spot(self.made[lane, row], 0.0, 0.0)

    def group(self, spot: Spot, event: str, address: str | None, token: str) -> Spot:
        look = {} if spot.inside.get("class") == token else {"class": token}
        return spot._replace(
            inside=child(spot.inside, "a", href=f"{address or ''}#{event}", tabindex=-1, **look)
        )

    def sign(self, spot: Spot, place: Along, name: str) -> bool:
        if place.pixels:
            return False
        self.signs.add(name)
        child(spot.inside, "use", href=f"#_{name}", x=per_cent(place.share))
        return True

    def pill(self, spot: Spot, half: float, token: str, count: str, events: Sequence[str], told: str) -> None:
        spot.inside.set("class", f"pill {token}")
        child(spot.inside, "title", told)
        child(spot.inside, "rect", x=-half, y=-9, width=2 * half, height=18)
        child(spot.inside, "text", count, y=4)

    def at(self, spot: Spot, place: Along) -> Spot:
        return Spot(child(spot.inside, "svg", x=per_cent(place.share)), place.pixels, spot.y)

    def bar(self, spot: Spot, start: Along, end: Along, thick: float, **look: object) -> Element:
        y: dict[str, object] = {"y": spot.y - thick / 2, "height": thick}
        if not start.pixels and not end.pixels:
            x: dict[str, object] = {"x": per_cent(start.share), "width": per_cent(end.share - start.share)}
            return child(spot.inside, "rect", **x, **y, **look)
        if abs(end.share - start.share) < 1e-6:
            there = self.at(spot, start)
            return child(there.inside, "rect", x=there.x, width=end.pixels - start.pixels, **y, **look)
        left = f"calc({per_cent(start.share)} + {_short(start.pixels)}px)"
        wide = f"calc({per_cent(end.share - start.share)} + {_short(end.pixels - start.pixels)}px)"
        return child(spot.inside, "rect", style=f"x:{left};width:{wide}", **y, **look)

    def line(self, spot: Spot, start: Along, end: Along, **look: object) -> Element:
        if abs(end.share - start.share) < 1e-6:
            there = self.at(spot, start)
            return child(
                there.inside, "path", d=f"M{there.x:.2f} {spot.y:.2f}h{end.pixels - start.pixels:.2f}", **look
            )
        x = {"x1": per_cent(start.share), "x2": per_cent(end.share)}
        return child(spot.inside, "line", **x, y1=spot.y, y2=spot.y, **look)

    def text(self, spot: Spot, place: Along, words: str, **look: object) -> Element:
        dx: dict[str, object] = {"dx": place.pixels} if place.pixels else {}
        dy = look.pop("dy", 0.0)
        assert isinstance(dy, float)
        return child(spot.inside, "text", words, x=per_cent(place.share), **dx, y=spot.y + dy, **look)

    def heights(self) -> tuple[tuple[Height, Height, Height], ...]:
        """For each lane its top, the middle of its first row, and its bottom, as `layout.bands` has them."""
        if self._heights is None:
            self._heights = tuple(self._reckoned())
        return self._heights

    def _reckoned(self) -> Iterator[tuple[Height, Height, Height]]:
        placed, counts = self.placed, self.placed.layout.rows
        found = room(counts, placed.head, placed.foot)
        share = 1 / max(1, found.filled)
        # What is left for each lane, of which half lies above its rows.
        spare = Height(-found.fixed * share, -found.rows * share, share)
        top = Height(0.0, 0.0, 0.0)
        for count in counts:
            if count:
                bottom = _sum(top, spare, Height(placed.head + placed.foot, count, 0.0))
                first = _sum(top, Height(*(half / 2 for half in spare)), Height(placed.head, 0.5, 0.0))
            else:
                bottom = _sum(top, Height(EMPTY, 0.0, 0.0))
                first = _sum(top, Height(EMPTY / 2, 0.0, 0.0))
            yield top, first, bottom
            top = bottom

    def row_height(self) -> str:
        """The height of a row, in CSS, where 100cqh is that of the plot with its margins."""
        placed = self.placed
        found = room(placed.layout.rows, placed.head, placed.foot)
        if not found.rows:
            return f"{found.row(0.0):g}px"
        taken = placed.around["t"] + placed.around["b"] + found.fixed + found.filled * LANE_PAD
        return f"clamp({LEAST:g}px, calc((100cqh - {taken:g}px)/{found.rows}), {MOST:g}px)"


def lowered(height: Height) -> str:
    """The style of what stands so far down; no browser takes `y` from the style of an <svg>."""
    return f"transform:translateY({height.css()})"


def _sum(*heights: Height) -> Height:
    return Height(*(sum(parts) for parts in zip(*heights, strict=True)))


def per_cent(share: float) -> str:
    """A share as SVG wants it, to a tenth of a pixel in a thousand."""
    return f"{round(share * 100, 2):g}%"

"""The outlines of symbols as SVG paths around their middle, as large as Plotly draws them.

Why the same size to the pixel: a picture without a chart engine and the chart that takes its place must look
alike. The proportions are those of Plotly's symbols, in which `size` is the diameter of the circle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

Point = tuple[float, float]


def path(name: str, size: float) -> str:
    """What SVG calls `d` for a symbol of that size in pixels; KeyError for a name that Plotly has not."""
    return _OUTLINES[name](size / 2)


def _polygon(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points) + "Z"


def _short(number: float) -> str:
    """To a hundredth of a pixel, in as few letters as that takes."""
    return f"{round(number, 2) + 0.0:g}"


def _circle(radius: float) -> str:
    half = f"A{radius:.2f} {radius:.2f} 0 1 1"
    return f"M{radius:.2f} 0{half} {-radius:.2f} 0{half} {radius:.2f} 0Z"


def _diamond(radius: float) -> str:
    far = radius * 1.3
    return _polygon([(far, 0), (0, far), (-far, 0), (0, -far)])


def _square(radius: float) -> str:
    return _polygon([(radius, radius), (-radius, radius), (-radius, -radius), (radius, -radius)])


def _triangle(turned: Callable[[float, float], Point]) -> Callable[[float], str]:
    """Equal sides, its tip where `turned` puts what points up."""

    def outline(radius: float) -> str:
        wide = radius * 2 / sqrt(3)
        return _polygon([turned(-wide, radius / 2), turned(wide, radius / 2), turned(0, -radius)])

    return outline


def _cross(radius: float) -> str:
    arm = radius * 0.8 / sqrt(2)
    corners = [
        (0, 1), (1, 2), (2, 1), (1, 0), (2, -1), (1, -2),
        (0, -1), (-1, -2), (-2, -1), (-1, 0), (-2, 1), (-1, 2),
    ]  # fmt: skip
    return _polygon([(x * arm, y * arm) for x, y in corners])


def _hexagon(radius: float) -> str:
    wide, half = radius * sqrt(3) / 2, radius / 2
    return _polygon([(wide, -half), (wide, half), (0, radius), (-wide, half), (-wide, -half), (0, -radius)])


def _star(radius: float) -> str:
    far = radius * 1.4
    right = [(0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809)]
    around = [(0.0, -1.0), *right, (0.0, 0.382), *((-x, y) for x, y in reversed(right))]
    return _polygon([(x * far, y * far) for x, y in around])


def _slash(radius: float) -> str:
    return f"M{radius:.2f} {-radius:.2f}L{-radius:.2f} {radius:.2f}Z"


_OUTLINES: dict[str, Callable[[float], str]] = {
    "circle": _circle,
    "diamond": _diamond,
    "square": _square,
    "triangle-up": _triangle(lambda x, y: (x, y)),
    "triangle-down": _triangle(lambda x, y: (x, -y)),
    "triangle-right": _triangle(lambda x, y: (-y, x)),
    "triangle-left": _triangle(lambda x, y: (y, x)),
    "x": _cross,
    "hexagon": _hexagon,
    "line-ne": _slash,
    "star": _star,
}

"""Design tokens, read from `assets/theme.css`, and the width of text.

A colour is written once, in CSS; Plotly cannot read custom properties, so the figure takes them from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Scheme = Literal["light", "dark"]

SANS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Noto Sans, Noto Sans CJK SC, sans-serif"
"""Fonts of labels and apparatus; the first three share their widths with the fourth."""
SYMBOLS = ("diamond", "square", "triangle-up", "circle", "x", "star", "hexagon", "triangle-down")
"""Plotly's names of the shapes that say the kind beside its colour."""
SIZES = {
    "diamond": 12.0, "square": 10.0, "triangle-up": 12.0, "circle": 11.0,
    "x": 10.0, "star": 11.0, "hexagon": 12.0, "triangle-down": 12.0,
}  # fmt: skip
"""Size in pixels at which each of them looks as large as the others."""
LABEL_SIZE = 13
"""Size of a mark's label in pixels."""

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")

# Advance widths of Helvetica, in thousandths of the size, of the characters that differ from 556.
_WIDTHS = {
    **dict.fromkeys("ijl'", 222),
    **dict.fromkeys("’‘", 222),
    **dict.fromkeys(" ftI.,:;!/\\[]", 278),
    **dict.fromkeys("r()-“”", 333),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W—…", 1000),
}


@cache
def tokens(scheme: Scheme = "light") -> Mapping[str, str]:
    """Every colour token of a scheme: `{"paper": "#fcfbf7", …}`."""
    css = files("timeline").joinpath("assets", "theme.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    found = dict(_TOKEN.findall(light))
    if scheme == "dark":
        found |= dict(_TOKEN.findall(dark))
    return MappingProxyType(found)


def tint(colour: str, strength: float) -> str:
    """A colour of the theme, `#1d5a8c`, let through by so much: 1 is solid."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{strength:g})"


def mixed(colour: str, ground: str, strength: float) -> str:
    """The same as it looks on that ground, but covering what is behind: a symbol on a line stays clean."""
    red, green, blue = (
        round(one * strength + other * (1 - strength))
        for one, other in zip(_channels(colour), _channels(ground), strict=True)
    )
    return f"rgb({red},{green},{blue})"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def kind_token(index: int) -> str:
    """Name of the colour token of the kind that comes `index`-th, from 0; the ninth takes the first again."""
    return f"kind-{index % 8 + 1}"


def symbol(index: int) -> str:
    """Shape of the kind that comes `index`-th; kinds that share a colour never share a shape too soon.

    Colours repeat after eight kinds; from there on the shapes are shifted by one.
    """
    return SYMBOLS[(index + index // 8) % len(SYMBOLS)]


def text_width(text: str, size: float = LABEL_SIZE) -> float:
    """Width of a line of text in pixels, by Helvetica's advance widths; CJK characters are square."""
    wide = 0x2E80
    total = sum(1000 if ord(character) >= wide else _WIDTHS.get(character, 556) for character in text)
    return total * size / 1000


@lru_cache(4096)
def label_width(text: str) -> float:
    """Width of a mark's label in pixels, bold: choosing a mark then moves nothing.

    Helvetica's bold letters are wider by a tenth at most in a text as long as a label, and less in capitals.
    The page measures each of its labels ten times, for drawings of several widths.
    """
    return text_width(text) * 1.08 + 2

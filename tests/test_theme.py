"""Design tokens: one page of CSS for both, every colour there in both schemes and strong enough to read."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import theme
from timeline.press import ICONS

SCHEMES: tuple[theme.Scheme, ...] = ("light", "dark")
KINDS = tuple(theme.kind_token(index) for index in range(8))


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, ground: str, opacity: float) -> str:
    """What a colour looks like on a ground when it lets some of it through."""
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(over * opacity + under * (1 - opacity)):02x}" for over, under in pairs)


def test_both_schemes_name_the_same_colours() -> None:
    """Each of six hexadecimal digits, and none of the dark ones taken from the light by accident."""
    light, dark = theme.tokens("light"), theme.tokens("dark")
    assert light.keys() == dark.keys()
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*light.values(), *dark.values()))
    assert all(light[name] != dark[name] for name in light)


def test_every_token_of_the_style_sheet_is_read() -> None:
    """As many as the file writes, so that none is spelt in a way that the figure misses."""
    css = files("timeline").joinpath("assets", "theme.css").read_text(encoding="utf-8")
    assert sorted(re.findall(r"--([a-z0-9-]+):", css)) == sorted([*theme.tokens("light")] * 2)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_words_can_be_read_on_every_ground(scheme: theme.Scheme, ground: str) -> None:
    """Text 4.5 to 1, on paper and on a lane's band; marks and their outlines 3 to 1."""
    token = theme.tokens(scheme)
    for name in ("ink", "soft", "accent", "verified"):
        assert contrast(token[name], token[ground]) >= 4.5, name
    for name in (*KINDS, "faint"):
        assert contrast(token[name], token[ground]) >= 3, name


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("opacity", [0.16, 0.32])
def test_a_label_inside_a_bar_can_be_read(scheme: theme.Scheme, opacity: float) -> None:
    """Ink on the tint of every kind, on paper and on a lane's band."""
    token = theme.tokens(scheme)
    for name in KINDS:
        for ground in ("paper", "band"):
            assert contrast(token["ink"], blend(token[name], token[ground], opacity)) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_marked_passage_can_be_read(scheme: theme.Scheme) -> None:
    """Ink on the colour of a passage, and on that of the selected event's."""
    token = theme.tokens(scheme)
    assert contrast(token["ink"], token["marked"]) >= 4.5
    assert contrast(token["ink"], token["current"]) >= 4.5


def test_kinds_can_be_told_apart_without_colour() -> None:
    """Sixty-four kinds, sixty-four pairs of colour and shape; neighbours differ in both."""
    looks = [(theme.kind_token(index), theme.symbol(index)) for index in range(64)]
    assert len(set(looks)) == 64
    assert all(one[0] != next_one[0] and one[1] != next_one[1] for one, next_one in pairwise(looks[:8]))
    assert len({shape for _, shape in looks[:8]}) == 8


def test_every_shape_has_its_icon() -> None:
    """The list draws the shape of the chart."""
    assert len(ICONS) == len(theme.SYMBOLS) == len(set(theme.SYMBOLS))


@given(st.text(max_size=60), st.text(max_size=60), st.floats(1, 40))
def test_the_width_of_text_adds_up(one: str, other: str, size: float) -> None:
    """Of two texts it is the sum, it grows with the size, and nothing is narrower than nothing."""
    whole = theme.text_width(one + other, size)
    assert whole == pytest.approx(theme.text_width(one, size) + theme.text_width(other, size))
    assert 0 <= theme.text_width(one, size) <= len(one) * size


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("", 0),
        ("i", 222),
        ("W", 1000),
        ("m", 833),
        ("1858", 4 * 556),
        ("条約", 2000),
        ("Treaty", 611 + 333 + 556 * 2 + 278 + 500),
    ],
)
def test_widths_are_those_of_helvetica(text: str, thousandths: int) -> None:
    """As its published metrics have them; Chinese characters are square."""
    assert theme.text_width(text, 10) == pytest.approx(thousandths / 100)

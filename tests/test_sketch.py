"""A date's mark as text has one sign for each kind of doubt, and the legend explains each sign in it."""

from __future__ import annotations

import pytest

from timeline.dates import parse
from timeline.doubts import DOUBTS, doubt_keys
from timeline.sketch import SIGNS, legend, sketch

MARKS = {
    "1689-09-06": "◆",
    "1689": "██████",
    "1858-05": "███",
    "168X": "╱╱╱╱╱╱╱╱",
    "1654-XX-XX": "╱╱╱╱╱╱",
    "1689~": "░▒▓██████▓▒░",
    "1689?": "┄┄┄┄┄┄?",
    "1689%": "░▒▓┄┄┄┄┄┄▓▒░?",
    "1689-09-06~": "░◆░",
    "1689-09-06?": "┄◆┄?",
    "1654/1689": "████████",
    "1654~/1689-09-06": "░▒▓████████",
    "1654/1689~": "████████▓▒░",
    "1654?/1689": "?┄┄████████",
    "165X/1689": "╱╱████████",
    "1689/..": "████████▶",
    "1689-09-06/..": "████████▶",
    "1689~/..": "░▒▓████████▶",
    "../1689": "◀████████",
    "../1689?": "◀████████┄┄?",
    "1689/": "██████╌╌╌",
    "/1689-09-06": "╌╌╌◆",
    "168X?/": "?┄╱╱╱╱╱╱╱╱┄╌╌╌",
    "168X%": "░▒▓┄╱╱╱╱╱╱╱╱┄▓▒░?",
    "1950S2": "░▒▓██████████▓▒░",
    "Y-45E8": "░▒▓██████▓▒░",
    "Y17E3": "██████",
    "[1667,1668]": "◇┄┄◇",
    "[1667,1668~,1670?]": "◇┄┄░◇░┄┄◇?",
    "[1941..1945]": "◇┄┄◇",
    "[..1760]": "◀┄┄◇",
    "{1667,1668}": "◆──◆",
    "{1667..}": "◆──▶",
}


@pytest.mark.parametrize("text", MARKS)
def test_each_kind_of_doubt_has_its_sign(text: str) -> None:
    """Width, fading, hatching, dots and “?”, arrow, dashes, open and filled diamonds."""
    assert sketch(parse(text)) == MARKS[text]


@pytest.mark.parametrize("text", MARKS)
def test_the_legend_explains_what_is_there(text: str) -> None:
    """Every sign has its words, each once, and every doubt is among them."""
    span = parse(text)
    said = list(legend(span))
    assert said
    assert len(said) == len(set(said))
    assert [sign for sign, _ in said if sign in SIGNS.values()] == [SIGNS[key] for key in doubt_keys(span)]


def test_no_two_doubts_look_alike() -> None:
    """One channel each, and no colour."""
    assert tuple(SIGNS) == DOUBTS
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert doubt_keys(parse("1689")) == ()


@pytest.mark.parametrize("text", MARKS)
def test_the_line_shows_the_doubts_of_the_chart_and_no_other(text: str) -> None:
    """Fading says circa and nothing else, and so on: the line is read back into the kinds of doubt."""
    span = parse(text)
    mark = sketch(span)
    seen = {
        "circa": "░" in mark,
        "uncertain": "?" in mark,
        "unspecified": "╱" in mark,
        "openStart": mark.startswith("◀"),
        "openEnd": mark.endswith("▶"),
        "unknownStart": mark.startswith("╌"),
        "unknownEnd": mark.endswith("╌"),
        "oneOf": "◇" in mark,
        "allOf": "─" in mark,
    }
    assert tuple(key for key, there in seen.items() if there) == doubt_keys(span)

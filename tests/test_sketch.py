"""A date's mark as text has one sign for each kind of doubt, and the legend explains each sign in it."""

from __future__ import annotations

import pytest

from timeline.dates import parse
from timeline.sketch import DOUBTS, doubts, legend, sketch

MARKS = {
    "1689-09-06": "◆",
    "1689": "██████",
    "1858-05": "███",
    "168X": "╱╱╱╱╱╱╱╱",
    "1654-XX-XX": "╱╱╱╱╱╱",
    "1689~": "░▒▓██████▓▒░",
    "1689?": "┄┄┄┄?┄┄┄┄",
    "1689%": "░▒▓███?███▓▒░",
    "1689-09-06~": "░◆░",
    "1689-09-06?": "┄◆?┄",
    "1654/1689": "████████",
    "1654~/1689-09-06": "░▒▓████████",
    "1654/1689~": "████████▓▒░",
    "1654?/1689": "┄?┄████████",
    "165X/1689": "╱╱████████",
    "1689/..": "██████▓▒░▶",
    "../1689": "◀░▒▓██████",
    "1689/": "██████╌╌╌",
    "/1689-09-06": "╌╌╌◆",
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
    assert {DOUBTS[key] for key in doubts(span)} <= set(said)


def test_no_two_doubts_look_alike() -> None:
    """One channel each, and no colour."""
    assert len({sign for sign, _ in DOUBTS.values()}) == len(DOUBTS)
    assert doubts(parse("1689")) == ()

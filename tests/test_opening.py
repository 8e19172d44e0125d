"""The picture in the page: whole before any script, small, and placed as the chart will go on with it."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.made_up import edition, event
from tests.test_brush import HOSTILE
from timeline.arrangement import arrange
from timeline.axes import NARROW
from timeline.canvas import Web
from timeline.edition import Edition, load
from timeline.layout import LANE_PAD, LEAST, bands
from timeline.opening import DESIGNS, SIDES, opening

STYLES = (Path(__file__).parent.parent / "timeline" / "assets" / "page.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


def drawings(markup: str) -> list[ElementTree.Element]:
    """The drawings in it, one for each design."""
    found = ElementTree.fromstring(f"<p>{markup}</p>").iterfind("noscript/svg")
    return [one for one in found if "opening" in one.attrib["class"]]


def test_every_design_shows_or_counts_every_event_once(real: Edition) -> None:
    found = drawings(opening(real, "en"))
    assert len(found) == len(DESIGNS)
    for drawing in found:
        _, _, marks, pills = drawing.attrib["data-placed"].split("|")
        apart = [int(mark.split()[0]) for mark in marks.split(",")]
        counted = [int(place) for pill in pills.split(",") for place in pill.split()[3:]]
        assert Counter(apart + counted) == Counter(range(len(real.chronology)))
        links = [link.attrib["href"] for link in drawing.iter("a")]
        assert links == [f"#{real.chronology[place].id}" for place in apart]


def test_what_is_carried_to_the_chart_is_what_is_drawn(real: Edition) -> None:
    for design, drawing in zip(DESIGNS, drawings(opening(real, "en")), strict=True):
        placed = arrange(real, width=design.width, height=design.height, narrow=design.width < NARROW)
        width, rows, marks, _ = drawing.attrib["data-placed"].split("|")
        assert (float(width), tuple(map(int, rows.split()))) == (placed.width, placed.layout.rows)
        sides = {number: side for side, number in SIDES.items()}
        carried = [tuple(map(int, mark.split())) for mark in marks.split(",")]
        assert [
            (real.chronology[place].id, lane, row, sides[side % 4], side > 3)
            for place, lane, row, side in carried
        ] == [(mark.event, mark.lane, mark.row, mark.side, mark.ticks) for mark in placed.layout.marks]


def test_the_style_sheet_holds_the_same_sizes() -> None:
    shown = re.findall(r"min-width: (\d+)px\) and \(min-height: (\d+)px\) { .opening-", STYLES)
    assert [(int(width), int(height)) for width, height in shown] == [tuple(design) for design in DESIGNS[1:]]


@pytest.mark.parametrize("height", [300, 344, 423, 508])
def test_rows_stand_where_the_layout_has_them_at_any_height(real: Edition, height: float) -> None:
    """What the browser reckons in CSS is what `layout.bands` says, with names inside or beside."""
    for design in DESIGNS:
        placed = arrange(real, width=design.width, height=design.height, narrow=design.width < NARROW)
        web, expected = Web(placed), bands(placed.layout.rows, height, placed.head)
        row = expected[0].row
        for lane, band in zip(web.heights(), expected, strict=True):
            reckoned = [pixels + rows * row + share * height for pixels, rows, share in lane]
            assert reckoned == pytest.approx([band.top, band.first, band.bottom])


def test_no_design_needs_more_height_than_it_is_shown_at(real: Edition) -> None:
    """A row is never less than `LEAST` pixels high: all of them fit where the style sheet shows them."""
    for design in DESIGNS:
        placed = arrange(real, width=design.width, height=design.height, narrow=design.width < NARROW)
        filled = sum(1 for count in placed.layout.rows if count)
        assert sum(placed.layout.rows) * LEAST + filled * (LANE_PAD + placed.head) <= placed.height


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_text(title: str) -> None:
    made = edition([event("one", "1858", title=title), event("two", "1860")])
    root = ElementTree.fromstring(f"<p>{opening(made, 'en')}</p>")
    allowed = {
        "p",
        "noscript",
        "svg",
        "title",
        "defs",
        "pattern",
        "rect",
        "g",
        "text",
        "line",
        "path",
        "a",
        "use",
    }
    assert {element.tag for element in root.iter()} <= allowed
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


def test_an_empty_edition_opens_with_an_empty_picture() -> None:
    assert not [link for drawing in drawings(opening(edition([]), "en")) for link in drawing.iter("a")]


def test_the_pictures_of_the_five_articles_are_small(real: Edition) -> None:
    """The page may not grow by much for them, least of all on the wire."""
    made = opening(real, "en").encode()
    assert len(made) < 66_000
    assert len(gzip.compress(made)) < 9_000

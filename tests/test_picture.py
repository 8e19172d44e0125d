"""The picture: every event is in it, apart or counted, as well-formed SVG, whatever its date or title."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.made_up import edition, event
from tests.test_brush import HOSTILE
from tests.test_figure import DATES
from timeline import theme
from timeline.arrangement import arrange
from timeline.calendars import gregorian_to_day
from timeline.edition import Edition, load
from timeline.picture import svg
from timeline.symbols import path
from timeline.windows import Window

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


def read(text: str) -> ElementTree.Element:
    """The document as any viewer would read it."""
    return ElementTree.fromstring(text.encode())


def shown(root: ElementTree.Element) -> tuple[list[str], list[str]]:
    """Ids of the events that are drawn, and of those counted in pills."""
    groups = list(root.iter(f"{SVG}g"))
    apart = [group.attrib["data-event"] for group in groups if "data-event" in group.attrib]
    counted = [id for group in groups for id in group.attrib.get("data-events", "").split()]
    return apart, counted


def words(root: ElementTree.Element) -> list[str]:
    """Every text of the picture, tooltips too."""
    return [text for element in root.iter() if (text := (element.text or "").strip())]


@pytest.mark.parametrize("by", ["kind", "party"])
@pytest.mark.parametrize("width", [390, 1200])
def test_every_event_is_drawn_or_counted_once_in_each_of_its_lanes(
    real: Edition, by: str, width: int
) -> None:
    apart, counted = shown(read(svg(real, by=by, width=width)))  # type: ignore[arg-type]
    placed = arrange(real, by=by, width=width, height=480)  # type: ignore[arg-type]
    expected = Counter(id for lane in placed.lanes for id in lane.events)
    assert Counter(apart + counted) == expected
    assert apart


def test_marks_of_the_picture_stand_where_the_arrangement_puts_them(real: Edition) -> None:
    placed, root = arrange(real, width=1200, height=480), read(svg(real))
    labels = {
        group.attrib["data-event"]: group.findall(f".//{SVG}text")[-1]
        for group in root.iter(f"{SVG}g")
        if "data-event" in group.attrib and group.findall(f".//{SVG}text")
    }
    compared = 0
    for mark in placed.layout.marks:
        if mark.side != "none":
            beside = mark.label[1] if mark.side == "left" else mark.label[0]
            assert float(labels[mark.event].attrib["x"]) == pytest.approx(beside, abs=0.01)
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_text(title: str) -> None:
    made = edition([event("one", "1858", title=title), event("two", "1860")])
    root = read(svg(made, language="en"))
    allowed = {"svg", "title", "defs", "pattern", "rect", "g", "text", "line", "path"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


@pytest.mark.parametrize("date", DATES)
def test_every_sort_of_date_can_be_drawn(date: str) -> None:
    made = edition([event("one", date), event("two", "1500"), event("three", "1990")])
    apart, counted = shown(read(svg(made)))
    assert set(apart + counted) == {"one", "two", "three"}


def test_an_empty_edition_is_an_empty_picture() -> None:
    assert shown(read(svg(edition([])))) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_colours_of_the_scheme_are_used(real: Edition, scheme: theme.Scheme) -> None:
    root, known = read(svg(real, scheme=scheme)), set(theme.tokens(scheme).values())
    used = {
        element.attrib[name]
        for element in root.iter()
        for name in ("fill", "stroke")
        if name in element.attrib
    }
    assert {colour for colour in used if colour.startswith("#")} <= known
    assert theme.tokens(scheme)["paper"] in used


def test_marks_link_to_their_events_where_the_page_is_published(real: Edition) -> None:
    root = read(svg(real, address="https://example.org/china/#old"))
    links = {link.attrib["href"] for link in root.iter(f"{SVG}a")}
    assert links == {f"https://example.org/china/#{id}" for id in shown(root)[0]}
    assert not list(read(svg(real)).iter(f"{SVG}a"))


def test_dates_and_scales_are_in_the_language_asked_for(real: Edition) -> None:
    window = Window(gregorian_to_day(1945, 1, 1), gregorian_to_day(1951, 1, 1))
    assert "1945年" in words(read(svg(real, window, language="zh")))
    assert any(
        "1945 г." in text or "август" in text for text in words(read(svg(real, window, language="ru")))
    )


def test_the_old_style_stands_above_when_it_is_asked_for(real: Edition) -> None:
    plain, both = words(read(svg(real))), words(read(svg(real, old_style=True)))
    assert "Old Style" in " ".join(both)
    assert "Old Style" not in " ".join(plain)


def test_the_same_edition_gives_the_same_bytes(real: Edition) -> None:
    assert svg(real) == svg(real)


@pytest.mark.parametrize("name", [*theme.SYMBOLS, "triangle-right", "triangle-left"])
def test_a_symbol_is_closed_and_grows_with_its_size(name: str) -> None:
    def reach(size: float) -> float:
        outline = path(name, size).replace("M", " ").replace("L", " ").replace("Z", "").replace("A", " ")
        return max(abs(float(number)) for number in outline.split())

    assert path(name, 10).endswith("Z")
    assert reach(20) == pytest.approx(2 * reach(10), abs=0.02)

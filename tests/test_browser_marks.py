"""Marks in the browser: every row is drawn or counted on either axis, and signs keep clear of words.

The edition is that of the picture that a person looks at (`python -m tests.test_marks`), with dates of any age.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_steps import counted, label_faults, set_window, settle, visible, visit
from tests.conftest import Watch
from tests.made_up import edition, event
from tests.test_marks import DATES, table
from timeline.arrangement import items
from timeline.brush import Brush
from timeline.edition import Edition
from timeline.export import export
from timeline.lanes import lanes
from timeline.layout import bands, place
from timeline.skeleton import axis_type
from timeline.windows import padded, whole

OLD = ("-0043-03-15", "-0500~", "0000", "0050?", "XXXX", "XXXX-12-25", "[XXXX,1950]", "1900/XXXX")
"""Further kinds of date on a date axis."""
OLDEST = ("Y-12000", "Y-12000?/..", "Y-45E8", "[Y-20000,Y-11000]", "Y170000002")
"""Those that need a linear one."""

ASKED = """() => Array.from(document.querySelectorAll(".plot .textpoint text"))
    .filter((node) => node.textContent === "?").length"""

WORDS = """() => {
    const boxes = Array.from(document.querySelectorAll(".plot .textpoint text"), (node) => node.getBoundingClientRect());
    return boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) =>
        a.width && b.width && a.x < b.right - 1 && b.x < a.right - 1 && a.y < b.bottom - 3 && b.y < a.bottom - 3))
        .length;
}"""
"""How many words or question marks lie on others."""


def everything(linear: bool) -> Edition:
    """An event of each date, half of them disputed, in four lanes."""
    dates = [*DATES, *OLD, *(OLDEST if linear else ())]
    return edition(
        event(f"e{at}", date, title=date, kind=f"kind {at % 4}", status=("asserted", "disputed")[at % 2])
        for at, date in enumerate(dates)
    )


@pytest.mark.parametrize(("linear", "axis"), [(False, "date"), (True, "linear")])
@pytest.mark.parametrize("width", [320, 1300])
def test_every_row_is_a_mark_or_counted_in_python(linear: bool, axis: str, width: int) -> None:
    """In the whole, whatever the date, and each mark has at least one stroke."""
    made = everything(linear)
    assert axis_type(made) == axis
    spans = [one.span for one in made.chronology]
    window = padded(whole(spans))
    drawn = lanes(made.chronology, "kind", made.kinds)
    scale = width / window.days
    layout = place(items(made, drawn, window, scale, whole(spans)), len(drawn), 20, width)
    counted = [one for pill in layout.pills for one in pill.events]
    assert sorted([*(mark.event for mark in layout.marks), *counted]) == sorted(
        one.id for one in made.chronology
    )
    brush = Brush(made, window, scale, axis, "light", bands(layout.rows, 500))
    brush.draw(layout)
    seen = {row["customdata"][0] for row in (*brush.bars, *brush.points)}
    assert seen == {mark.event for mark in layout.marks}


@pytest.fixture(scope="module")
def charts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Page]]:
    """The chart alone of each edition, open and watched."""
    folder = tmp_path_factory.mktemp("marks")
    made = {"date": everything(False), "linear": everything(True), "near": table(True), "far": table(False)}
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watch = Watch(context, "file:")
    opened: dict[str, Page] = {}
    for name, one in made.items():
        chart = export(replace(one, title=name), folder / name)[1]
        opened[name] = visit(context.new_page(), chart.as_uri())
    # Where the whole table has room.
    opened["near"].add_style_tag(content=".plot { height: 1420px !important }")
    yield opened
    context.close()
    assert watch.faults == []


@pytest.mark.parametrize("name", ["date", "linear", "near", "far"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_row_is_a_mark_or_counted_on_the_page(charts: dict[str, Page], name: str, width: int) -> None:
    """In the whole, on a desk and on a telephone; and no word lies on another or on a foreign mark."""
    page = charts[name]
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)
    events = page.evaluate("() => JSON.parse(document.getElementById('_payload').textContent).events.length")
    assert len(visible(page)) + sum(counted(page)) == events
    assert label_faults(page) == []
    assert page.evaluate(WORDS) == 0


@pytest.mark.parametrize(
    "window",
    [("1938", "1975"), ("1949-06", "1951"), ("1950-05-27", "1950-05-30"), ("0500", "4000"), ("1955", "1956")],
)
def test_signs_keep_clear_of_words_at_any_zoom(charts: dict[str, Page], window: tuple[str, str]) -> None:
    """Question marks, arrows, dashes and diamonds included."""
    page = charts["near"]
    page.set_viewport_size({"width": 1440, "height": 900})
    set_window(page, *window)
    settle(page)
    assert label_faults(page) == []
    assert page.evaluate(WORDS) == 0


def test_the_picture_has_every_sign(charts: dict[str, Page]) -> None:
    """As the browser drew them: hatching, dotted outlines of bars and of symbols, and question marks."""
    page = charts["near"]
    page.set_viewport_size({"width": 1440, "height": 900})
    set_window(page, "1938", "1975")
    settle(page)
    drawn: dict[str, Any] = page.evaluate(
        """() => {
            const all = (selector) => Array.from(document.querySelectorAll(".plot " + selector));
            const dashed = (node) => getComputedStyle(node).strokeDasharray !== "none";
            return {
                hatched: all(".barlayer path").filter((node) => node.style.fill.includes("url")).length,
                outlined: all(".scatterlayer path.js-line").filter(dashed).length,
                dotted: all(".scatterlayer path.point").filter(dashed).length,
                asked: all(".textpoint text").filter((node) => node.textContent === "?").length,
                labels: timeline.labelBoxes().filter((box) => box.id === undefined).length,
            };
        }"""
    )
    assert drawn["hatched"] > 5
    assert drawn["outlined"] > 10
    assert drawn["dotted"] > 1
    assert drawn["asked"] > 5
    assert drawn["labels"] == 0


def test_a_selected_mark_keeps_its_signs(charts: dict[str, Page]) -> None:
    """The accent is added to dots, hatching and question mark, and takes nothing away."""
    page = charts["near"]
    page.set_viewport_size({"width": 1440, "height": 900})
    set_window(page, "1938", "1975")
    settle(page)
    before = page.evaluate(ASKED)
    for chosen in ("unspecified-5", "uncertain-2", "one-of-3", "open-end-3"):
        page.evaluate("(id) => timeline.select(id)", chosen)
        settle(page)
        assert page.evaluate(ASKED) == before, chosen
        assert label_faults(page) == [], chosen
    page.evaluate("() => timeline.select(null)")
    settle(page)

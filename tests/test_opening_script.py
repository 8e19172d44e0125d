"""The first picture of the page says truly of which events it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

SCRIPT = Path(__file__).parent.parent / "timeline" / "assets" / "opening.js"
PICTURE = """<!doctype html><title>opening</title><div class="plot">
<svg class="opening" data-placed="800|1 1|3 0 0 1,7 0 0 2|1 0 50000 11 12"></svg></div>"""
"""Two marks, and a pill of two more events."""
SERVES = """([places, more]) => {
    const payload = { fit: [0, 100], language: "en" };
    const opening = new TreatyTimeline.Opening(document.querySelector(".plot"), payload);
    const view = { start: 0, end: 100, by: "kind", oldStyle: false, language: "en", selected: null, ...more };
    return opening.serves(view, places.map((place) => ({ id: `e${place}`, place })));
}"""


@pytest.fixture(scope="module")
def opening(browser: Browser) -> Iterator[Page]:
    """A page with a first picture, and the script that knows it."""
    page = browser.new_page()
    page.set_content(PICTURE)
    page.add_script_tag(content="window.TreatyTimeline = { layout: { PILL: 28 } };")
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("places", "view", "serves"),
    [
        ([3, 7, 11, 12], {}, True),
        ([3, 7, 11, 12], {"selected": "e7"}, True),
        ([3, 7, 11, 12], {"selected": "e11"}, False),
        ([3, 7, 11, 12], {"end": 90}, False),
        ([3, 7, 11], {}, False),
        ([3, 7, 11, 13], {}, False),
        ([100, 101, 102, 103], {}, False),
        ([100, 101, 102, 103], {"selected": "e100"}, False),
    ],
)
def test_the_picture_serves_its_own_events_alone(
    opening: Page, places: list[int], view: dict[str, object], serves: bool
) -> None:
    """As many others, of a search in a large edition, are not those that it shows."""
    assert opening.evaluate(SERVES, [places, view]) is serves


def test_events_of_a_small_edition_are_known_by_where_they_stand(opening: Page) -> None:
    """Without a place of their own they are counted from the first."""
    script = f"""(asked) => {{
        const drawing = document.querySelector(".opening"), placed = drawing.dataset.placed;
        drawing.dataset.placed = "800|1|0 0 0 1,1 0 0 2|";
        try {{ return ({SERVES.replace(", place }", " }")})(asked); }}
        finally {{ drawing.dataset.placed = placed; }}
    }}"""
    assert opening.evaluate(script, [[5, 6], {}]) is True
    assert opening.evaluate(script, [[5, 6, 7], {}]) is False

"""No two labels touch: measured from the picture, at every window, size and grouping that could be thought of.

The overlaps are measured in the boxes of the words that the browser drew, not in those that the layout meant.
The windows of the sweep are drawn from a seed, so that a fault found once is found again.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser_steps import (
    AT_EVERY_SIZE,
    ON_ONE_HOST,
    READY,
    centre,
    focus_chart,
    go,
    label_faults,
    set_window,
    settle,
    visible,
)

Shared = Callable[[str], Page]


def windows(seed: str, count: int) -> list[tuple[str, str]]:
    """Windows of every length from three days to four centuries, wherever the events are dense or few."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        middle = chance.choice(
            [chance.uniform(1600, 2024), chance.uniform(1900, 2024), chance.uniform(2020, 2024)]
        )
        years = 10 ** chance.uniform(-2.1, 2.6)
        first, last = middle - years / 2, middle + years / 2
        made.append((_date(first), _date(last + 0.003)))
    return made


def _date(year: float) -> str:
    month = int(year % 1 * 12) + 1
    day = int(year % 1 * 12 % 1 * 28) + 1
    return f"{int(year):04d}-{month:02d}-{day:02d}"


def sweep(page: Page, seed: str, count: int) -> None:
    """Show each window and look at its labels."""
    labels = 0
    for start, end in windows(seed, count):
        set_window(page, start, end)
        assert label_faults(page) == [], f"in the window {start} to {end}"
        labels += int(page.evaluate("() => timeline.labelBoxes().length"))
    assert labels > count, "too few labels were drawn for the sweep to mean anything"


@AT_EVERY_SIZE
@pytest.mark.parametrize("lanes", ["kind", "party"])
def test_no_label_touches_another_or_a_foreign_mark_in_the_whole_and_every_era(
    shared: Shared, size: str, lanes: str
) -> None:
    """In each window that a button offers, labels stand apart, beside their own marks and inside the plot."""
    page = shared(size)
    page.evaluate("(lanes) => timeline.setFilter({ lanes })", lanes)
    for at in range(page.locator(".era").count()):
        page.locator(".era").nth(at).evaluate("(button) => button.click()")
        settle(page)
        assert label_faults(page) == [], page.locator(".era").nth(at).inner_text()


@AT_EVERY_SIZE
def test_no_label_touches_another_in_any_window(shared: Shared, size: str, host: str) -> None:
    """A sweep of windows of all lengths; the longer one on the export, for the script is the same."""
    sweep(shared(size), f"any {size} {host}", 60 if host == "export" else 12)


@AT_EVERY_SIZE
def test_no_label_touches_another_in_any_window_by_party(shared: Shared, size: str, host: str) -> None:
    """The same where an event stands in the lane of each of its parties."""
    page = shared(size)
    page.evaluate("() => timeline.setFilter({ lanes: 'party' })")
    sweep(page, f"party {size} {host}", 20 if host == "export" else 6)


@AT_EVERY_SIZE
def test_the_selected_event_has_its_place_in_a_crowd_and_no_label_touches(shared: Shared, size: str) -> None:
    """Selected among many, an event is drawn as a mark of its own, and its neighbours make room."""
    page = shared(size)
    for at, event in enumerate(["invasion-of-ukraine", "map-2023", "treaty-2001"]):
        page.evaluate("(id) => timeline.select(id)", event)
        for lanes in ("kind", "party"):
            page.evaluate("(lanes) => timeline.setFilter({ lanes })", lanes)
            for era in (0, 1 + at % (page.locator(".era").count() - 1)):
                page.locator(".era").nth(era).evaluate("(button) => button.click()")
                settle(page)
                assert label_faults(page) == [], (event, lanes, era)
            page.locator(".era").first.evaluate("(button) => button.click()")
            settle(page)
            assert event in visible(page), (event, lanes)


@ON_ONE_HOST
def test_every_selected_event_is_drawn_in_the_whole(desk: Page) -> None:
    """Whichever event is chosen, the whole window shows its mark, and labels still stand apart."""
    ids = desk.locator(".option").evaluate_all("(nodes) => nodes.map((node) => node.dataset.event)")
    for event in ids[::5]:
        go(desk, f"#{event}")
        assert event in visible(desk), event
        assert label_faults(desk) == [], event


@ON_ONE_HOST
def test_labels_stay_apart_under_the_wheel(desk: Page) -> None:
    """After each step of the wheel, nearer and farther, at several places."""
    box = desk.locator(".plot").bounding_box()
    assert box is not None
    focus_chart(desk)
    for share in (0.35, 0.7, 0.93):
        desk.mouse.move(box["x"] + 118 + (box["width"] - 132) * share, box["y"] + 150)
        for turn in (*[-240] * 7, *[300] * 5):
            desk.mouse.wheel(0, turn)
            settle(desk)
            assert label_faults(desk) == [], (share, turn)


@ON_ONE_HOST
@pytest.mark.parametrize("lanes", ["kind", "party"])
def test_labels_stay_apart_in_the_middle_of_a_drag(desk: Page, lanes: str) -> None:
    """While the hand still drags, and in the moment after it lets go."""
    desk.evaluate("(lanes) => timeline.setFilter({ lanes })", lanes)
    for at in (0, 6, 5):
        desk.locator(".era").nth(at).click()
        settle(desk)
        box = desk.locator(".plot").bounding_box()
        assert box is not None
        x, y = box["x"] + 600, box["y"] + 40
        desk.mouse.move(x, y)
        desk.mouse.down()
        for step in range(1, 13):
            desk.mouse.move(x + (-1) ** at * 45 * step, y)
            assert label_faults(desk, sliding=True) == [], f"{45 * step} pixels"
        settle(desk)
        assert label_faults(desk, sliding=True) == []
        desk.mouse.up()
        settle(desk)
        assert label_faults(desk) == [], "after the drag"


def test_labels_stay_apart_while_the_window_of_the_browser_changes(watched: Page, host_url: str) -> None:
    """Also when the page itself becomes wider or narrower."""
    watched.goto(host_url)
    watched.evaluate(READY)
    for width in (1440, 1181, 1179, 900, 761, 759, 500, 320):
        watched.set_viewport_size({"width": width, "height": 800})
        watched.wait_for_function(
            "() => Math.abs(document.querySelector('.plot .main-svg').clientWidth - document.querySelector('.plot').clientWidth) <= 1"
        )
        settle(watched)
        assert label_faults(watched) == [], width


def test_the_measure_itself_sees_an_overlap(desk: Page) -> None:
    """Pushed onto its neighbour, a label is reported: the tests above can fail."""
    assert label_faults(desk) == []
    desk.evaluate(
        """() => {
            const [first, second] = Array.from(document.querySelectorAll(".plot .textpoint text"));
            const a = first.getBoundingClientRect(), b = second.getBoundingClientRect();
            first.style.transform = `translate(${b.x - a.x}px, ${b.y - a.y}px)`;
        }"""
    )
    assert any("overlap" in fault for fault in label_faults(desk))
    desk.evaluate(
        "() => { for (const text of document.querySelectorAll('.plot .textpoint text')) text.style.transform = ''; }"
    )


def test_a_label_is_chosen_where_it_is_seen(desk: Page) -> None:
    """The middle of each label in the whole belongs to its event and to no other."""
    for label in desk.evaluate("() => timeline.labelBoxes()"):
        desk.mouse.move(*centre(label))
        title = desk.locator(f"[id='title_{label['id']}']").text_content()
        assert desk.locator(".tip b").text_content() == title

"""The chart takes the place of the picture in the page, and nothing moves; before that the page answers already."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser_steps import COUNTS

WAITING = "window.requestIdleCallback = () => 0; Object.defineProperty(window, 'Plotly', { writable: true });"
"""Keeps the engine away until it is asked for."""
PICTURE = """() => {
    const box = (node) => { const { x, y, width, height } = node.getBoundingClientRect(); return [x, y, width, height]; };
    const drawing = Array.from(document.querySelectorAll(".opening")).find((node) => getComputedStyle(node).display !== "none");
    const all = (names) => Array.from(drawing.querySelectorAll(names));
    return {
        symbols: all("a use, a path:not([stroke-dasharray])").map(box), pills: all(".pill rect").map(box),
        counts: all(".pill text").map(box),
        bars: all("a rect:not([stroke-dasharray])").map(box),
        ticks: all(".tick text").map((node) => [node.textContent, ...box(node)]), names: all(".name").map(box),
        labels: timeline.labelBoxes(), marks: timeline.visible().map((id) => timeline.markBox(id)),
    };
}"""
CHART = """async () => {
    TreatyTimeline.engine.need();
    await TreatyTimeline.engine.taken;
    const box = (node) => { const { x, y, width, height } = node.getBoundingClientRect(); return [x, y, width, height]; };
    const all = (names) => Array.from(document.querySelectorAll(".plot " + names));
    return {
        symbols: all(".scatterlayer path.point").map(box), bars: all(".barlayer path").map(box), pills: all(".barlayer path").map(box),
        counts: all("COUNTS").map(box),
        ticks: all(".xtick text").map((node) => [node.textContent, ...box(node)]), names: all(".ytick text").map(box),
        labels: timeline.labelBoxes(), marks: timeline.visible().map((id) => timeline.markBox(id)),
        left: document.querySelectorAll(".opening").length,
    };
}""".replace("COUNTS", COUNTS)
SIZES = [(1440, 900), (1024, 768), (390, 844), (1180, 800), (700, 900), (480, 800), (1920, 1080), (1366, 660)]
EVERYWHERE = [*(("export", *size) for size in SIZES), *(("app", *size) for size in SIZES[:3])]
"""Every size on one host, and the three for which the page is designed on the other: the picture is the same."""


def waiting(browser: Browser, width: int, height: int, address: str) -> Page:
    """The page with its picture, to which no engine has come."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.add_init_script(WAITING)
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def apart(box: list[float], others: list[list[float]], sides: int = 4) -> float:
    """How far a box is from the nearest other, in pixels, at the side where it is farthest."""
    return min((max(abs(box[at] - other[at]) for at in range(sides)) for other in others), default=99.0)


@pytest.mark.parametrize(("host", "width", "height"), EVERYWHERE)
def test_nothing_moves_when_the_chart_takes_over(
    browser: Browser, host_url: str, width: int, height: int
) -> None:
    """Marks, labels, pills with their numbers, ticks and names stand within a pixel of where the picture had them."""
    page = waiting(browser, width, height, host_url)
    before: dict[str, Any] = page.evaluate(PICTURE)
    after: dict[str, Any] = page.evaluate(CHART)
    assert after["left"] == 0
    for part in ("symbols", "pills", "counts", "bars"):
        # The last pixel of a hairline is where a label begins, which each measures for itself.
        far = [box for box in before[part] if box[3] and apart(box, after[part]) > (2 if box[3] <= 1 else 1)]
        assert not far, part
    assert [tick[0] for tick in before["ticks"]] == [tick[0].split("\n")[0] for tick in after["ticks"]]
    assert all(
        apart(one[1:], [other[1:]], 2) < 1 for one, other in zip(before["ticks"], after["ticks"], strict=True)
    )
    assert all(apart(one, after["names"], 2) < 1 for one in before["names"])
    assert after["marks"] == [pytest.approx(box, abs=1) for box in before["marks"]]
    there = {label["id"]: label for label in after["labels"]}
    assert there.keys() == {label["id"] for label in before["labels"]}
    for label in before["labels"]:
        there_is = there[label["id"]]
        assert all(abs(label[side] - there_is[side]) < 1 for side in ("x", "y", "width", "height")), label
    assert all(before[part] for part in ("symbols", "pills", "labels"))
    page.context.close()


def test_a_window_asked_for_before_the_engine_is_never_lost(browser: Browser, host_url: str) -> None:
    """Nobody waits for the engine: the last of several is drawn at once, and again when the engine is there."""
    page = waiting(browser, 1440, 900, host_url)
    shown = page.evaluate(
        """async () => {
            timeline.setWindow("1900-01-01", "1920-12-31");
            await timeline.setWindow("1940-01-01", "1960-12-31");
            const ticks = (of) => Array.from(document.querySelectorAll(of), (node) => node.textContent);
            const told = [timeline.window(), document.querySelectorAll(".opening").length, Boolean(window.Plotly), ticks(".easel .tick")];
            await timeline.settled();
            return [...told, ticks(".plot .xtick text"), document.querySelectorAll(".easel").length];
        }"""
    )
    assert shown[0] == {"start": "1940-01-01", "end": "1960-12-31"}
    assert shown[1:3] == [0, False]
    assert "1950" in shown[3]
    assert shown[4:] == [shown[3], 0]
    page.context.close()


def test_the_picture_is_not_seen_where_the_address_asks_for_another_window(
    browser: Browser, host_url: str
) -> None:
    """Not for a moment: it is hidden before anything is painted, and that window is drawn at once."""
    page = browser.new_page()
    page.add_init_script(
        WAITING
        + """
        window.seen = 0;
        const look = () => {
            const drawn = Array.from(document.querySelectorAll(".opening"));
            if (drawn.some((node) => node.checkVisibility({ visibilityProperty: true }))) window.seen += 1;
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.goto(f"{host_url}#?from=1940-01-01&to=1960-12-31")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("() => [window.seen, document.querySelectorAll('.opening').length]") == [0, 0]
    assert page.evaluate("() => timeline.window().start") == "1940-01-01"
    page.close()


def test_a_mark_of_the_picture_can_be_chosen_before_the_engine_is_there(
    browser: Browser, host_url: str
) -> None:
    page = waiting(browser, 1440, 900, host_url)
    box = page.evaluate("() => timeline.markBox('treaty-aigun')")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => timeline.selection() === 'treaty-aigun'")
    page.evaluate("async () => { TreatyTimeline.engine.need(); await TreatyTimeline.engine.taken; }")
    page.wait_for_function("() => !document.querySelector('.opening')")
    assert page.evaluate("() => timeline.markBox('treaty-aigun')") == pytest.approx(box, abs=1)
    page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_without_a_script_the_picture_is_whole(
    browser: Browser, host_url: str, width: int, height: int
) -> None:
    """Marks, labels, lanes and ticks are painted, and a click on a mark leads to its event."""
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    page = context.new_page()
    page.goto(host_url)
    drawing = page.locator(".opening:visible")
    assert drawing.count() == 1
    for part in (".band", ".name", ".tick", ".marks a", ".pill"):
        assert drawing.locator(part).first.is_visible(), part
    drawing.locator("a[href='#treaty-aigun'] use").click()
    assert page.url.endswith("#treaty-aigun")
    context.close()


@pytest.mark.parametrize("host", ["export", "app"])
@pytest.mark.parametrize("late", [False, True])
def test_the_words_do_not_wait_for_the_scripts(
    browser: Browser, host_url: str, late: bool, host: str, binding: str
) -> None:
    """Where scripts come late, or never, panel, list and texts can be read all the same.

    Of a large edition the texts are in the plain pages, to which the panel leads.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    held: list[Route] = []
    page.route(re.compile(r"/timeline\.js$"), lambda route: held.append(route) if late else route.abort())
    page.goto(host_url, wait_until="domcontentloaded")
    expect(page.locator(".options .option").first).to_be_visible()
    words = {"whole": ".texts article", "bound": ".panel .forms [href$='annals/index.html']"}
    expect(page.locator(words[binding]).first).to_be_visible()
    expect(page.locator(".about")).to_be_visible()
    assert page.locator("noscript.held").count() == 0
    assert page.locator("html[data-starting]").count() == 0
    if late:
        held[0].continue_()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.evaluate("() => timeline.visible().length") > 0
    page.context.close()

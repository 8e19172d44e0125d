"""axe-core finds nothing, and the page follows what the system asks for: dark, calm, forced colours. Both hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import go, settle

Axe = Callable[[Page], list[str]]
Shared = Callable[[str], Page]

LIGHT_AND_DARK = pytest.mark.parametrize(("host", "scheme"), [("app", "dark"), ("export", "light")])
"""Each once, for axe takes long: the hosts have one theme."""


@pytest.fixture
def desk(shared: Shared) -> Iterator[Page]:
    """The shared page, in the system's own colours again afterwards."""
    page = shared("desk")
    yield page
    page.emulate_media(
        color_scheme="light", reduced_motion="no-preference", forced_colors="none", media="screen"
    )
    settle(page)


@LIGHT_AND_DARK
def test_axe_finds_nothing_in_any_state(desk: Page, axe: Axe, scheme: str) -> None:
    """At rest, with a selection, filtered, by party, with an open menu and with the help, light and dark."""
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    settle(desk)
    for view in ("", "#treaty-aigun", "#map-2023?lanes=party&kind=territory&q=map", "#?q=qqqqqq"):
        go(desk, view)
        assert axe(desk) == [], view
    go(desk, "#")
    desk.locator("details.menu summary").first.click()
    assert axe(desk) == [], "an open menu"
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Keys and legend").click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert axe(desk) == [], "the help"


@LIGHT_AND_DARK
def test_axe_finds_nothing_on_a_telephone(shared: Shared, axe: Axe, scheme: str) -> None:
    """Each of the three tabs."""
    phone = shared("phone")
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    try:
        go(phone, "#treaty-aigun")
        for tab in phone.get_by_role("tab").all():
            tab.evaluate("(tab) => tab.click()")
            settle(phone)
            assert axe(phone) == [], tab.inner_text()
    finally:
        phone.emulate_media(color_scheme="light")
        settle(phone)


COLOURS = """() => {
    const fill = (selector) => Array.from(document.querySelectorAll(selector), (node) => getComputedStyle(node).fill);
    return {
        paper: getComputedStyle(document.querySelector(".timeline")).backgroundColor,
        ink: getComputedStyle(document.querySelector("h1")).color,
        labels: fill(".plot .textpoint text")[0], ticks: fill(".plot .xtick text")[0],
        lanes: fill(".plot .ytick text")[0], points: fill(".plot path.point").find((colour) => colour !== "none"),
        band: fill(".plot .shapelayer path")[0],
    };
}"""


def brightness(colour: str) -> float:
    """How light a colour is, from 0 to 255."""
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].replace(",", " ").split()[:3]]
    return sum(numbers) / 3


def test_the_colours_follow_the_system_without_a_reload(desk: Page) -> None:
    """Page and chart change with the scheme, there and back, and text stays readable on its ground."""
    light = desk.evaluate(COLOURS)
    desk.evaluate("() => { window.sameDocument = true; }")
    desk.emulate_media(color_scheme="dark")
    desk.wait_for_function(
        "(before) => getComputedStyle(document.querySelector('.plot .xtick text')).fill !== before",
        arg=light["ticks"],
    )
    settle(desk)
    dark = desk.evaluate(COLOURS)
    assert {name for name in light if light[name] == dark[name]} == set()
    assert brightness(light["paper"]) > 200 > brightness(light["ink"])
    assert brightness(dark["paper"]) < 60
    for words in ("ink", "labels", "ticks", "lanes"):
        assert brightness(dark[words]) > 120, words
        assert brightness(light[words]) < 130, words
    desk.emulate_media(color_scheme="light")
    desk.wait_for_function(
        "(before) => getComputedStyle(document.querySelector('.plot .xtick text')).fill === before",
        arg=light["ticks"],
    )
    settle(desk)
    assert desk.evaluate(COLOURS) == light
    assert desk.evaluate("() => window.sameDocument")


def test_nothing_moves_by_itself_when_less_motion_is_asked_for(desk: Page) -> None:
    """With reduced motion the reader jumps to the words in one frame, and no transition runs."""
    desk.emulate_media(reduced_motion="reduce")
    running = desk.evaluate(
        """async () => {
            await timeline.select("treaty-aigun");
            const first = document.querySelector(".texts").scrollTop;
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
            return [first === document.querySelector(".texts").scrollTop, document.getAnimations().length];
        }"""
    )
    assert running == [True, 0]


def test_forced_colours_leave_the_marks_in_sight(desk: Page) -> None:
    """In a system's high-contrast colours the chart still draws, the passages still show, nothing breaks."""
    desk.emulate_media(forced_colors="active")
    go(desk, "#treaty-aigun")
    fills = desk.locator(".plot path.point").evaluate_all(
        "(nodes) => nodes.map((node) => getComputedStyle(node).fill)"
    )
    paper = desk.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert len(fills) > 10
    assert all(fill != paper for fill in fills)
    mark, around = desk.locator("mark[aria-current]").first.evaluate(
        "(mark) => [getComputedStyle(mark), getComputedStyle(mark.closest('p'))].map((style) => [style.backgroundColor, style.color, style.textDecorationLine, style.outlineStyle].join())"
    )
    assert mark != around


def test_the_chart_is_named_and_described(desk: Page) -> None:
    """The chart has a role, a name that says how to use it, and the eras and buttons have names."""
    plot = desk.locator(".plot")
    assert plot.get_attribute("role")
    name = plot.get_attribute("aria-label") or ""
    assert "arrow" in name
    unnamed = desk.locator("button:visible").evaluate_all(
        "(nodes) => nodes.filter((node) => !(node.getAttribute('aria-label') || node.textContent).trim()).length"
    )
    assert unnamed == 0


def test_kinds_differ_by_more_than_colour(desk: Page) -> None:
    """Each kind has a shape of its own, the same in the filters, the list and the chart's legend."""
    shapes = desk.locator(".chip svg path").evaluate_all(
        "(nodes) => nodes.map((node) => node.getAttribute('d'))"
    )
    assert len(set(shapes)) == len(shapes) > 4


def test_the_page_can_be_read_at_twice_the_size(watched: Page, host_url: str) -> None:
    """Zoomed to 200 % on a common laptop nothing is cut off sideways: it is the page of a narrow screen."""
    watched.set_viewport_size({"width": 683, "height": 384})
    watched.goto(host_url)
    watched.evaluate("async () => { await window.__timelineReady; }")
    assert watched.evaluate("() => document.documentElement.scrollWidth") <= 683
    expect(watched.get_by_role("tab").first).to_be_visible()

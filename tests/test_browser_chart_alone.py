"""The chart alone, `chart.html`, made to stand in a frame in somebody's article, on both hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import (
    Pages,
    centre,
    click_mark,
    go,
    label_faults,
    selection,
    selects,
    settle,
    visible,
    window,
)


@pytest.fixture
def chart_url(host: str, host_url: str) -> str:
    """Address of the chart on the host."""
    return host_url + "chart.html" if host == "app" else host_url.replace("index.html", "chart.html")


@pytest.fixture
def chart(pages: Pages, chart_url: str) -> Iterator[Page]:
    """The chart in the size of a frame, shared between tests, at rest and watched."""
    page, watch = pages.get(chart_url, "frame")
    yield page
    page.emulate_media(color_scheme="light")
    assert watch.faults == []


def test_the_chart_gets_ready_and_keeps_the_contract(chart: Page) -> None:
    """The same promise, attribute, object and live region as the whole page."""
    expect(chart.locator("html[data-ready]")).to_have_count(1)
    expect(chart.locator("[role=status]")).to_have_count(1)
    assert len(visible(chart)) > 10
    assert label_faults(chart) == []
    assert selection(chart) is None


def test_a_click_on_a_mark_shows_the_event_with_its_quotes(chart: Page) -> None:
    """Title, date and every quote, and each quote leads to its place on the whole page."""
    for event in ("treaty-nerchinsk", "treaty-aigun"):
        click_mark(chart, event)
        selects(chart, event)
        article = chart.locator("article.event:visible")
        expect(article).to_have_count(1)
        expect(article).to_have_attribute("aria-labelledby", f"title_{event}")
        assert article.locator("blockquote").count() >= 1
        for link in article.locator("blockquote a").all():
            assert "#passage_" in (link.get_attribute("href") or "")


def test_links_lead_to_the_whole_page_at_that_passage(chart: Page) -> None:
    """A quote opens the whole page with its event selected and its words in sight."""
    click_mark(chart, "treaty-aigun")
    selects(chart, "treaty-aigun")
    link = chart.locator("article.event:visible blockquote a").nth(1)
    with chart.context.expect_page() if link.get_attribute("target") else chart.expect_navigation():
        link.click()
    whole = chart.context.pages[-1]
    whole.wait_for_selector("html[data-ready]", state="attached")
    assert selection(whole) == "treaty-aigun"
    expect(whole.locator("mark.at").first).to_have_attribute("data-passage", "treaty-aigun-p2")
    expect(whole.locator("article[data-source]").first).to_be_attached()


def test_the_heading_leads_to_the_whole_page(chart: Page) -> None:
    """The title is a link out of the frame."""
    link = chart.locator("h1 a")
    assert link.get_attribute("target") == "_blank"
    with chart.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_selector("html[data-ready]", state="attached")
    expect(opened.value.get_by_role("listbox")).to_be_visible()


@pytest.mark.parametrize(
    "view", ["#treaty-aigun?from=1850-01-01&to=1930-12-31&kind=treaty", "#?q=border&lanes=party"]
)
def test_the_same_address_gives_the_same_view_as_on_the_whole_page(
    chart: Page, desk: Page, view: str
) -> None:
    """Window, selection and filters, also those that the chart has no control for."""
    chart.set_viewport_size({"width": 1440, "height": 900})
    seen = []
    for page in (chart, desk):
        go(page, view)
        seen.append((window(page), selection(page), page.locator(".shown-count").inner_text()))
    assert seen[0] == seen[1]


def test_keys_work_on_the_chart_alone(chart: Page) -> None:
    """Arrows, zoom, Escape; keys for things that are not there do nothing."""
    chart.locator(".plot").focus()
    chart.keyboard.press("Home")
    settle(chart)
    first = selection(chart)
    assert first is not None
    chart.keyboard.press("ArrowRight")
    settle(chart)
    assert selection(chart) not in (None, first)
    for key in ("/", "?", "n", "p", "Enter", "+", "-", "0"):
        chart.keyboard.press(key)
    settle(chart)
    chart.locator(".plot").focus()
    chart.keyboard.press("Escape")
    settle(chart)
    assert selection(chart) is None


def test_labels_of_the_chart_alone_stay_apart(chart: Page) -> None:
    """In the sizes that articles give to frames."""
    for width, height in ((900, 620), (640, 480), (360, 560)):
        chart.set_viewport_size({"width": width, "height": height})
        for at in range(chart.locator(".era").count()):
            chart.locator(".era").nth(at).evaluate("(button) => button.click()")
            settle(chart)
            assert label_faults(chart) == [], (width, at)
        assert chart.evaluate("() => document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_chart_alone(chart: Page, axe: Callable[[Page], list[str]]) -> None:
    """At rest and with a selection, light and dark."""
    assert axe(chart) == []
    chart.emulate_media(color_scheme="dark")
    settle(chart)
    box = chart.evaluate("() => timeline.markBox('treaty-nerchinsk')")
    chart.mouse.click(*centre(box))
    selects(chart, "treaty-nerchinsk")
    assert axe(chart) == []

"""The page with JavaScript off, and on paper: dated events with their words, and the sources, on both hosts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import go, settle
from timeline.edition import Edition

WHOLE = pytest.mark.parametrize("binding", ["whole"])
"""For what is on the pages of the annals where the edition is bound: see test_browser_annals.py."""


@pytest.fixture
def plain(shared: Callable[[str], Page]) -> Page:
    """The page open in a browser that runs no script, shared between tests, at its top."""
    return shared("plain")


def squeezed(text: str | None) -> str:
    """Words without the white space between them, which a browser sets as it likes."""
    return "".join((text or "").split())


def test_every_event_reads_with_its_date_and_its_words(plain: Page, sound: Edition) -> None:
    """Each event is there with title, date, summary and every quote that may be shown, all of it visible."""
    articles = plain.locator("article.event").evaluate_all(
        # `innerText` knows only what has been scrolled to.
        """(nodes) => nodes.map((node) => {
            const { width, height } = node.getBoundingClientRect(), seen = node.checkVisibility({ visibilityProperty: true });
            return [node.id, seen && width > 0 && height > 0, node.textContent];
        })"""
    )
    for event, (id, seen, text) in zip(sound.chronology, articles, strict=True):
        assert id == event.id
        assert seen, event.id
        assert event.title in text
        assert squeezed(event.summary) in squeezed(text)
        if event.evidence == "stated" and event.date.isdigit():
            assert event.date in text
        for passage in sound.passages_of(event.id):
            source = sound.source(passage.source)
            if source.publish != "none":
                assert squeezed(source.text[passage.start : passage.end]) in squeezed(text), passage.id
            assert source.title in text


def test_the_list_of_events_is_a_list_of_links(plain: Page, sound: Edition) -> None:
    """Each entry leads to its event by its address, and the browser shows where that is."""
    links = plain.locator(".option:visible")
    expect(links).to_have_count(len(sound.chronology))
    plain.locator(".option[data-event='map-2023']").click()
    assert plain.url.endswith("#map-2023")
    expect(plain.locator(":target")).to_have_attribute("id", "map-2023")
    expect(plain.locator(":target")).to_be_in_viewport()


def test_a_quote_leads_to_its_words_and_the_words_lead_back(plain: Page) -> None:
    """From the event to the marked passage and from there to the event, by link alone."""
    plain.locator("article.event[id='treaty-aigun'] .to-passage").nth(1).click()
    plain.wait_for_url("**#passage_treaty-aigun-p2")
    expect(plain.locator("mark:target")).to_be_in_viewport()
    plain.locator(
        "mark:target ~ a.ref[href$='#treaty-aigun'], mark:target a.ref[href$='#treaty-aigun']"
    ).first.click()
    plain.wait_for_url("**#treaty-aigun")
    expect(plain.locator(":target")).to_be_in_viewport()


def test_every_link_inside_the_page_leads_somewhere(plain: Page) -> None:
    """No `#` address in the page is without its place."""
    wanted = plain.locator("a[href^='#']").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href').slice(1))"
    )
    there = set(plain.locator("[id]").evaluate_all("(nodes) => nodes.map((node) => node.id)"))
    assert len(wanted) > 100
    assert set(wanted) <= there


def test_no_two_things_have_the_same_address(plain: Page) -> None:
    """Every id stands once."""
    ids = plain.locator("[id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids))


@WHOLE
def test_the_sources_read_with_their_passages_marked(plain: Page, sound: Edition) -> None:
    """Each source has its title and its marks, and they can be told from the text around them."""
    for source in sound.library:
        article = plain.locator(f"article[data-source='{source.id}']")
        expect(article).to_be_visible()
        expect(article.locator("h3")).to_have_text(source.title)
        passages = sound.passages_in(source.id)
        if source.publish != "none":
            assert article.locator("mark:visible").count() >= len(passages)
    colours = plain.locator("mark").first.evaluate(
        "(mark) => [getComputedStyle(mark).backgroundColor, getComputedStyle(mark.parentElement).backgroundColor]"
    )
    assert colours[0] != colours[1]


def test_nothing_is_shown_that_needs_a_script(plain: Page) -> None:
    """No button, no search, no filter, no empty chart, no help that opens nothing; a list opens by itself."""
    for dead in ("button", "input", "select", ".menu > summary", ".strip", "[role=tab]", "dialog"):
        expect(plain.locator(f"{dead}:visible")).to_have_count(0)
    # No key reaches what no key moves.
    assert plain.locator(".plot[tabindex], [role=application]").count() == 0
    # The picture of the whole needs none: it is there, and its marks are links.
    assert plain.locator(".plot:visible a[href^='#']").count() > 20
    assert plain.locator("[role=listbox], [role=option]").count() == 0
    text = plain.locator("body").inner_text()
    assert "( / )" not in text
    assert "How to read this" in text or "Each mark rests" not in text


def test_the_text_is_set_to_be_read(plain: Page) -> None:
    """Lines are not too long, nothing scrolls within the page or sideways."""
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        plain.set_viewport_size(size)  # type: ignore[arg-type]
        widest = plain.locator(".summary:visible, article.source > p:visible").evaluate_all(
            "(nodes) => Math.max(...nodes.map((node) => node.getBoundingClientRect().width))"
        )
        assert widest < 760
        assert plain.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
        inner = plain.evaluate(
            """() => Array.from(document.querySelectorAll("main, main *")).filter((node) => node.getClientRects().length
                && node.scrollHeight > node.clientHeight + 2 && /auto|scroll/.test(getComputedStyle(node).overflowY)).length"""
        )
        assert inner == 0


@WHOLE
def test_on_paper_events_and_quotes_stand_and_buttons_do_not(desk: Page, sound: Edition) -> None:
    """Printed, also with an event selected and a filter set, the page has every event with its words."""
    try:
        for view in ("", "#treaty-aigun?kind=treaty"):
            go(desk, view)
            desk.emulate_media(media="print")
            expect(desk.locator("article.event:visible")).to_have_count(len(sound.chronology))
            expect(desk.locator("button:visible, input:visible, .menu > summary:visible")).to_have_count(0)
            assert desk.locator("blockquote:visible").count() > len(sound.chronology)
            assert desk.locator("mark:visible").count() > len(sound.chronology)
            clipped = desk.evaluate(
                """() => Array.from(document.querySelectorAll("main, .panes, .panes > section, .texts, .timeline"))
                    .filter((node) => getComputedStyle(node).display !== "none" && node.scrollHeight > node.clientHeight + 2
                        && getComputedStyle(node).overflowY !== "visible").map((node) => node.className)"""
            )
            assert clipped == []
            desk.emulate_media(media="screen")
    finally:
        desk.emulate_media(media="screen")
        settle(desk)

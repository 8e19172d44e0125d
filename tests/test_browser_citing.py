"""The panel in motion: citations to copy, links to the sources, values side by side; on both hosts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser_steps import go, selection, settle
from timeline.citations import as_text
from timeline.edition import Edition

ADDRESS = "https://t.example/timeline/"

COMPOSED = """(address) => {
    const { citing } = TreatyTimeline, payload = JSON.parse(document.getElementById("_payload").textContent), all = {};
    for (const event of payload.events) {
        const article = document.getElementById(event.id);
        all[event.id] = citing.event(payload, event, article, address);
        citing.claimsOf(event, article).forEach((claim, place) => {
            all["passage_" + event.passages[place]] = citing.passage(payload, event, claim, place, address);
        });
    }
    return all;
}"""
"""Every citation that the page can give, by the address of what is cited."""

CLIPBOARD = """(works) => {
    window.copied = [];
    const take = (text) => (works ? (window.copied.push(text), Promise.resolve()) : Promise.reject(new Error("no")));
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: works === null ? undefined : { writeText: take } });
    document.execCommand = () => false;
}"""
"""A clipboard that takes the text, refuses it, or is not there; the old way is barred."""


@pytest.mark.parametrize("binding", ["whole"])
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_the_page_cites_as_python_does(desk: Page, sound: Edition, address: str) -> None:
    """Every event and every passage, letter for letter, whether the timeline has an address or none."""
    composed = desk.evaluate(COMPOSED, address)
    wanted = {event.id: as_text(sound, event, address) for event in sound.chronology}
    wanted |= {f"passage_{one.id}": as_text(sound, one, address) for one in sound.quotations}
    assert composed == wanted


def test_a_citation_is_copied_and_said_to_be(desk: Page, sound: Edition) -> None:
    """Of the event and of a passage, by mouse and by keyboard; on this computer the timeline has no address."""
    desk.evaluate(CLIPBOARD, True)
    go(desk, "#treaty-aigun")
    article = desk.locator("article.event:visible")
    article.locator(".concludes .copy").click()
    expect(desk.locator("[role=status]")).to_have_text("Citation copied")
    claim = article.locator(".claim", has_text="much of Manchuria").first
    claim.locator(".copy").press("Enter")
    expect(claim.locator(".copy.done")).to_have_count(1)
    event, passage = sound.event("treaty-aigun"), sound.passages_of("treaty-aigun")[0]
    assert desk.evaluate("() => window.copied") == [as_text(sound, event), as_text(sound, passage)]
    assert selection(desk) == "treaty-aigun"


@pytest.mark.parametrize("works", [False, None])
def test_without_a_clipboard_the_text_is_ready_to_be_copied_by_hand(
    desk: Page, sound: Edition, axe: Callable[[Page], list[str]], works: bool | None
) -> None:
    """In a dialog that is named, with all of it selected; closed, the focus is where it was."""
    desk.evaluate(CLIPBOARD, works)
    go(desk, "#vladivostok-ceded")
    button = desk.locator("article.event:visible .concludes .copy")
    button.click()
    field = desk.get_by_role("dialog").get_by_role("textbox")
    text = as_text(sound, sound.event("vladivostok-ceded"))
    expect(field).to_have_value(text)
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") == len(text)
    assert works is None or axe(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def box(found: Locator) -> FloatRect:
    """Where an element stands on the screen."""
    there = found.bounding_box()
    assert there, "it is not shown"
    return there


def test_an_answer_set_aside_stands_beside_that_of_the_curator(desk: Page) -> None:
    """The curator's first; the other struck through, with its reason; its source leads to the words."""
    go(desk, "#vladivostok-ceded")
    one, other = desk.locator("article.event:visible .compared dl > div").all()
    expect(one.locator("dt")).to_have_text("[14 November 1860]")
    expect(one).to_contain_text("The curator")
    expect(other.locator("dt s")).to_have_text("1858")
    expect(other.locator(".reason")).not_to_be_empty()
    assert abs(box(one)["y"] - box(other)["y"]) < 2
    other.get_by_role("link").click()
    expect(desk.locator("mark.at").first).to_have_attribute("data-passage", "vladivostok-ceded-p2")
    assert selection(desk) == "vladivostok-ceded"


def test_values_stand_side_by_side_on_a_telephone_too(
    shared: Callable[[str], Page], axe: Callable[[Page], list[str]]
) -> None:
    """Two columns, nothing wider than the screen, every button fit for a thumb; axe finds nothing, in the dark."""
    phone = shared("phone")
    phone.emulate_media(color_scheme="dark")
    try:
        go(phone, "#unequal-treaties")
        first, second = phone.locator("article.event:visible .compared").first.locator("dl > div").all()[:2]
        left, right = box(first), box(second)
        assert abs(left["y"] - right["y"]) < 2
        assert right["x"] > left["x"] + left["width"]
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
        for button in phone.locator("article.event:visible .copy").all():
            assert box(button)["height"] >= 36
        assert axe(phone) == []
    finally:
        phone.emulate_media(color_scheme="light")
        settle(phone)


def test_each_passage_leads_to_the_live_original_at_its_words(desk: Page, sound: Edition) -> None:
    """With the text fragment, where the source has an address; how it was found is said, and exactly where."""
    go(desk, "#xi-putin-call")
    article = desk.locator("article.event:visible")
    links = article.locator(".proof a").evaluate_all("(links) => links.map((link) => [link.href, link.rel])")
    assert len(links) == len(sound.passages_of("xi-putin-call"))
    assert all(":~:text=" in href and rel == "noopener noreferrer" for href, rel in links)
    first = sound.passages_of("xi-putin-call")[0]
    verified = article.locator(".verified").first
    expect(verified).to_have_text("✓ verified letter by letter")
    title = verified.get_attribute("title") or ""
    assert f"{first.start:,} to {first.end:,}" in title
    assert sound.source(first.source).sha256[:12] in title

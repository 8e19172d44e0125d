"""The lists of what the events leave out, in a browser: by mouse, by keyboard, without a script and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import timeline
from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed

FAR = "They went on and on, and came to no place that anybody knew of. " * 40
TEXT = f"In 1858 the treaty was signed, but not kept.\n{FAR}\nIn 1945 it fell.\n{FAR}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An export of one event on one passage, cut before a “but”, of a text with one date more."""
    folder = tmp_path_factory.mktemp("coverage")
    start = TEXT.index("the treaty")
    quote = passage("p", start=start, end=start + len("the treaty was signed"))
    made = edition([event("one"), event("two", "1871")], [quote], [source("text", TEXT)])
    timeline.export(made, folder)
    assert len(Parsed((folder / "index.html").read_text(encoding="utf-8")).all("a", data_to_note="")) == 1
    return Path(folder, "index.html").as_uri()


@pytest.fixture(scope="module", params=["script", "plain"])
def opened(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict[str, Any], address: str
) -> Iterator[Page]:
    """The page with scripts and without."""
    scripted = request.param == "script"
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": scripted})
    page = context.new_page()
    page.goto(address)
    if scripted:
        page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    context.close()


def test_an_entry_leads_to_its_place(opened: Page) -> None:
    """The list opens by its head; the date is then underlined in the text, and its entry leads there."""
    details, words = opened.locator(".coverage"), opened.locator(".uncovered")
    underlined = "(node) => getComputedStyle(node).textDecorationStyle"
    if details.get_attribute("open") is None:
        assert words.evaluate(underlined) != "dotted"
        details.locator("summary").click()
    assert words.evaluate(underlined) == "dotted"
    expect(words).not_to_be_in_viewport()
    opened.locator("[data-to-note]").click()
    expect(words).to_be_in_viewport()
    assert words.evaluate("(node) => getComputedStyle(node).boxShadow") != "none"


@pytest.mark.parametrize("opened", ["script"], indirect=True)
def test_with_a_script_the_view_stays_and_the_keyboard_goes_along(
    opened: Page, axe: Callable[[Page], list[str]]
) -> None:
    """By keyboard alone: the head is a stop, Enter opens it, and what is selected and filtered stays."""
    opened.evaluate("() => { document.querySelector('.coverage').open = false; timeline.select('two'); }")
    summary = opened.locator(".coverage summary")
    summary.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(".coverage")).to_have_attribute("open", "")
    opened.keyboard.press("Tab")
    expect(opened.locator("[data-to-note]")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator(".uncovered")).to_be_focused()
    assert opened.evaluate("() => timeline.selection()") == "two"
    assert opened.evaluate("() => location.hash") == "#two"
    assert axe(opened) == []
    opened.locator("[data-to-event]").click()
    assert opened.evaluate("() => timeline.selection()") == "one"
    opened.locator(".coverage [data-to-passage]").click()
    expect(opened.locator("mark[data-passage=p]")).to_be_focused()
    opened.keyboard.press("n")
    assert opened.evaluate("() => timeline.selection()") == "one"


def test_on_paper_the_lists_are_open(opened: Page) -> None:
    """Nobody can open them there."""
    opened.emulate_media(media="print")
    try:
        if opened.locator(".coverage").get_attribute("open") is not None:
            opened.locator(".coverage summary").click(force=True)
        expect(opened.locator(".coverage")).not_to_have_attribute("open", "")
        expect(opened.locator(".coverage li").first).to_be_visible()
        heights = opened.locator(".coverage li").evaluate_all("(all) => all.map((one) => one.offsetHeight)")
        assert len(heights) == 3
        assert min(heights) > 5
    finally:
        opened.emulate_media(media="screen")

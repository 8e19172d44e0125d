"""The annals of a bound edition in a browser that runs no script: every event and every text, on both hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Watch
from timeline.edition import Edition
from timeline.messages import message


@pytest.fixture
def url(host: str, request: pytest.FixtureRequest) -> str:
    """Address of the bound page."""
    if host == "app":
        return str(request.getfixturevalue("bound_url"))
    folder: Path = request.getfixturevalue("bound_folder")
    return (folder / "index.html").as_uri()


@pytest.fixture
def plain(browser: Browser, url: str, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """The bound page in a browser that runs no script, in which nothing may go wrong."""
    arguments = {**browser_context_args, "viewport": {"width": 1440, "height": 900}}
    context = browser.new_context(**arguments, java_script_enabled=False)
    watch = Watch(context, url.rpartition("/")[0] + "/")
    page = context.new_page()
    page.goto(url)
    yield page
    assert watch.faults == []
    context.close()


def test_from_the_page_one_reads_every_event_and_comes_back(plain: Page, sound: Edition) -> None:
    """Link by link: contents, leaf, text, leaf, timeline."""
    said = message("en", "annals.all", {"count": len(sound.chronology)})
    expect(plain.get_by_role("link", name=said)).to_have_count(2)
    plain.get_by_role("link", name=said).first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Annals")
    plain.locator(".contents a").first.click()
    assert plain.locator(".entries > li:visible").count() == len(sound.chronology)
    entry = plain.locator("li[id='treaty-aigun']")
    expect(entry.get_by_role("heading")).to_have_text(sound.event("treaty-aigun").title)
    entry.locator("figcaption a").first.click()
    expect(plain.locator("mark:target")).to_be_in_viewport()
    plain.locator("a.ref[href$='#treaty-aigun']").first.click()
    expect(plain.locator("li:target")).to_have_attribute("id", "treaty-aigun")
    expect(plain.locator("li:target")).to_be_in_viewport()
    plain.locator(".ways a").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(sound.title)


def test_a_page_fits_a_telephone_and_a_sheet(plain: Page, url: str) -> None:
    """Nothing sideways, lines not too long; on paper no way to another page."""
    for name in ("index.html", "1.html", "sources.html"):
        plain.goto(f"{url.rpartition('/')[0]}/annals/{name}")
        for width in (390, 1440):
            plain.set_viewport_size({"width": width, "height": 844})
            assert plain.evaluate("() => document.documentElement.scrollWidth") <= width
    widest = plain.evaluate("() => document.body.getBoundingClientRect().width")
    assert widest < 760
    plain.goto(f"{url.rpartition('/')[0]}/annals/1.html")
    plain.emulate_media(media="print")
    expect(plain.locator("nav:visible, .ways:visible")).to_have_count(0)
    assert plain.locator("blockquote:visible").count() > 83


def test_axe_finds_nothing(browser: Browser, url: str, host: str, axe: Callable[[Page], list[str]]) -> None:
    """On each sort of page, in light and dark."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        for name in ("1.html", "source-viral-video-article.html", "index.html", "sources.html"):
            page.goto(f"{url.rpartition('/')[0]}/annals/{name}")
            assert axe(page) == [], name
            paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert paper == {"light": "rgb(252, 251, 247)", "dark": "rgb(23, 22, 19)"}[scheme]
        page.close()

"""The address holds selection, window and filters: the same address, the same view, on both hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import (
    SETTLED,
    Pages,
    go,
    label_faults,
    ready,
    selection,
    selects,
    settle,
    static_server,
    visible,
    visit,
    window,
)
from tests.conftest import Watch
from timeline.edition import Edition

VIEWS = (
    "",
    "#treaty-aigun",
    "#treaty-aigun?from=1850-01-01&to=1930-12-31",
    "#?from=2021-10-01&to=2022-03-31&kind=diplomacy&kind=military",
    "#?kind=diplomacy,military",
    "#treaty-nerchinsk?q=border&evidence=stated",
    "#passage_treaty-aigun-p2",
    "#map-2023?lanes=party&from=2021&to=2023",
    "#?q=Чита%20%26%20100%25",
    "#treaty-aigun?lang=zh",
)
"""Addresses that people pass on."""

MALFORMED = (
    "#%E0%A4%A",
    "#%",
    "#nosuch?from=9999999&to=x",
    "#nosuch?from=9999998&to=9999999",
    "#?from=-9999&to=9999",
    "#?from=2023-02-30&to=2023-13-01",
    "#?from=2023-01-01&to=2020-01-01",
    "#?from=%00&to=%F0%9F%92%A9",
    "#passage_",
    "#passage_nosuch",
    "#__proto__",
    "#constructor?kind=__proto__&party=constructor",
    "#?kind=<img src=x onerror=alert(1)>&q=<script>alert(1)</script>",
    "#????&&&===",
    "#?q=" + "a" * 100_000,
    "#" + "?kind=treaty" * 5_000,
    "#title_treaty-aigun",
    "#_timeline",
    "#pane_reader",
)
"""What a broken mail client, a tired hand or an attacker makes of them."""

VIEW = """() => ({
    window: timeline.window(), selection: timeline.selection(), visible: timeline.visible().sort(),
    shown: Array.from(document.querySelectorAll(".option")).filter((option) => !option.hidden).map((option) => option.dataset.event),
    current: Array.from(document.querySelectorAll("mark[aria-current]"), (mark) => mark.dataset.passage).sort(),
    at: Array.from(document.querySelectorAll("mark.at"), (mark) => mark.dataset.passage),
    search: document.querySelector("[name=q]").value, language: document.documentElement.lang,
})"""
"""Everything that an address decides."""


def test_a_view_opened_from_its_address_is_the_view_it_was_copied_from(
    desk: Page, watched: Page, host_url: str
) -> None:
    """Whatever was chosen by hand is there again when its address is opened in another browser."""
    desk.locator(".era").nth(2).click()
    desk.locator(".chip").first.click()
    desk.get_by_role("searchbox").fill("treaty")
    settle(desk)
    desk.get_by_role("listbox").focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("n")
    settle(desk)
    visit(watched, host_url + desk.evaluate("() => location.hash"))
    assert watched.evaluate(VIEW) == desk.evaluate(VIEW)


def test_the_address_tells_where_a_selection_has_led_as_soon_as_it_is_painted(desk: Page) -> None:
    """Whoever copies the address of an event that moved the window copies the window that is on show."""
    window_then, window_now, copied = desk.evaluate(
        """async () => {
            await timeline.setWindow("1900-01-01", "1930-12-31");
            await timeline.settled();
            const before = timeline.window();
            await timeline.select("pact-1654");
            return [before.start, timeline.window().start, location.hash];
        }"""
    )
    assert window_now != window_then, "the selection moves the window"
    assert f"from={window_now}" in copied


def test_the_same_address_gives_the_same_view_on_both_hosts(
    pages: Pages, app_url: str, export_folder: Path
) -> None:
    """Window, selection, marks, list and highlights are the same in the app and in the export."""
    both = [pages.get(url, "desk")[0] for url in (app_url, (export_folder / "index.html").as_uri())]
    for view in VIEWS:
        seen = []
        for page in both:
            go(page, view or "#")
            seen.append(page.evaluate(VIEW))
        assert seen[0] == seen[1], view


def test_each_part_of_the_address_does_what_it_says(desk: Page, sound: Edition) -> None:
    """Event, window, kind, party, source and words, each by itself and all together."""
    go(desk, "#treaty-aigun?from=1850-01-01&to=1930-12-31")
    assert selection(desk) == "treaty-aigun"
    assert window(desk) == ("1850-01-01", "1930-12-31")
    total = len(sound.chronology)
    party, source = sound.chronology[-1].parties[0], sound.library[1].id
    for part in ("kind=treaty", f"party={party}", f"source={source}", "evidence=stated", "q=border"):
        go(desk, "#?" + part.replace(" ", "%20").replace("'", "%27"))
        shown = len(desk.evaluate(VIEW)["shown"])
        assert 0 < shown < total, part
    go(desk, f"#treaty-aigun?from=1850&to=1930&kind=treaty&source={source}&q=treaty")
    seen = desk.evaluate(VIEW)
    assert seen["selection"] == "treaty-aigun"
    assert seen["window"] == {"start": "1850-01-01", "end": "1930-12-31"}
    assert seen["search"] == "treaty"
    expect(desk.locator("input[name=kind][value=treaty]")).to_be_checked()


def test_a_passage_has_an_address(desk: Page) -> None:
    """`#passage_ID` selects the event and shows that passage of it."""
    go(desk, "#passage_treaty-aigun-p2")
    assert selection(desk) == "treaty-aigun"
    expect(desk.locator("mark.at").first).to_have_attribute("data-passage", "treaty-aigun-p2")
    expect(desk.locator("mark.at").first).to_be_in_viewport()


def test_an_address_moves_nothing_but_the_panes(desk: Page) -> None:
    """The browser's own jump to the part of the page with that id must not push the page out of its frame."""
    for view in ("#map-2023", "#passage_treaty-aigun-p2", "#treaty-nerchinsk", "#source_viral-video-article"):
        go(desk, view)
        moved = desk.evaluate(
            """() => [document.scrollingElement, ...document.querySelectorAll(".timeline, main, .panes, .panes > section:not(.panel)")]
                .filter((node) => node.scrollTop || node.scrollLeft).map((node) => node.className || node.tagName)"""
        )
        assert moved == [], view


def test_back_and_forward_go_through_what_was_selected(desk: Page) -> None:
    """Each selection is a step of the browser's history, and the window is not."""
    for event in ("treaty-nerchinsk", "treaty-aigun", "map-2023"):
        desk.locator(f".option[data-event='{event}']").click()
        selects(desk, event)
        desk.get_by_role("button", name="Zoom in").click()
        settle(desk)
    for event in ("treaty-aigun", "treaty-nerchinsk"):
        desk.go_back()
        selects(desk, event)
        expect(desk.locator(f"article.event[aria-labelledby='title_{event}']")).to_be_visible()
        assert event in visible(desk)
    for event in ("treaty-aigun", "map-2023"):
        desk.go_forward()
        selects(desk, event)
    for _ in range(3):
        desk.go_back()
        settle(desk)
    desk.wait_for_function("() => timeline.selection() === null")


def test_a_hundred_steps_of_the_window_leave_no_trace_in_the_history(host_page: Page) -> None:
    """Zooming and panning replace the address: one press of Back leaves them all."""
    before = host_page.evaluate("() => history.length")
    host_page.locator(".plot").focus()
    for key in "++++--+++0+":
        host_page.keyboard.press(key)
        settle(host_page)
    assert host_page.evaluate("() => location.hash").startswith("#?from=")
    assert host_page.evaluate("() => history.length") == before


def test_an_address_chosen_while_the_window_comes_to_rest_is_followed(desk: Page) -> None:
    """The window writes itself into the address a moment after it was moved, but never over another address."""
    desk.evaluate(
        """async () => {
            await timeline.setWindow("2022-01-01", "2022-12-31");
            const followed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
            location.hash = "#?lanes=party";
            timeline.select(null); // Whatever happens before the page hears of it.
            await followed;
        }"""
    )
    settle(desk)
    assert desk.evaluate("() => location.hash") == "#?lanes=party"
    assert "2022" not in "".join(window(desk))


def test_a_reload_shows_the_same(desk: Page) -> None:
    """F5 changes nothing."""
    go(desk, "#treaty-aigun?from=1850-01-01&to=1930-12-31&kind=treaty&q=treaty")
    before = desk.evaluate(VIEW)
    desk.reload()
    ready(desk)
    settle(desk)
    assert desk.evaluate(VIEW) == before


@pytest.mark.parametrize(
    ("host", "address"),
    [*(("export", one) for one in MALFORMED), *(("app", one) for one in MALFORMED[::6])],
    ids=lambda value: value[:24],
)
def test_a_malformed_address_does_no_harm(desk: Page, address: str) -> None:
    """Whatever stands after the hash, the page is whole and works: there are marks, and a click selects."""
    desk.evaluate("(address) => { location.hash = address; }", address)
    settle(desk)
    start, end = window(desk)
    assert start < end
    assert label_faults(desk) == []
    expect(desk.locator("img[src=x], .timeline script")).to_have_count(0)
    desk.evaluate("() => timeline.setFilter({ kind: [], party: [], source: [], evidence: [], q: '' })")
    desk.locator(".era").first.click()
    settle(desk)
    assert len(visible(desk)) > 20
    desk.locator(".option").nth(3).click()
    settle(desk)
    assert selection(desk) is not None


@pytest.mark.parametrize("address", ["#%E0%A4%A", "#nosuch?from=9999998&to=9999999", "#?q=" + "a" * 50_000])
def test_a_page_opened_with_a_malformed_address_gets_ready(
    watched: Page, host_url: str, address: str
) -> None:
    """The same when it is the first thing the page sees."""
    visit(watched, host_url + address)
    assert selection(watched) is None
    assert window(watched)[0] < window(watched)[1]


FRAME = """<!doctype html><html lang=en><title>Article</title><h1>An article</h1>
<iframe id=frame title=Timeline width=1200 height=800 {attributes} src="{address}"></iframe>"""


@pytest.mark.parametrize(
    ("served", "attributes"), [("file", ""), ("http", ""), ("http", 'sandbox="allow-scripts"')]
)
def test_the_export_works_inside_a_frame(
    page: Page, export_folder: Path, tmp_path: Path, served: str, attributes: str
) -> None:
    """In an iframe of a file or of a web page, there sandboxed or not, its address leads to the same view."""
    watch = Watch(page.context, "file:" if served == "file" else "http://127.0.0.1")
    view = "#treaty-aigun?from=1850-01-01&to=1930-12-31&lang=ru"
    if served == "file":
        article = tmp_path / "article.html"
        address = (export_folder / "index.html").as_uri() + view
        article.write_text(FRAME.format(attributes=attributes, address=address), encoding="utf-8")
        _works_in_frame(page, article.as_uri())
    else:
        with static_server(export_folder.parent) as home:
            article = export_folder.parent / "article.html"
            article.write_text(
                FRAME.format(attributes=attributes, address="site/index.html" + view), encoding="utf-8"
            )
            _works_in_frame(page, home + "article.html")
            page.goto("about:blank")
    # A sandboxed frame has no origin of its own; that a browser says so is no fault of the page.
    assert [fault for fault in watch.faults if "favicon" not in fault and "404" not in fault] == []


def _works_in_frame(page: Page, address: str) -> None:
    page.goto(address)
    handle = page.query_selector("#frame")
    assert handle is not None
    frame: Any = handle.content_frame()
    ready(frame)
    assert frame.evaluate("() => timeline.selection()") == "treaty-aigun"
    assert frame.evaluate("() => timeline.window()") == {"start": "1850-01-01", "end": "1930-12-31"}
    assert frame.evaluate("() => document.documentElement.lang") == "ru"
    frame.locator(".option[data-event='map-2023']").click()
    frame.wait_for_function(
        "() => timeline.selection() === 'map-2023' && location.hash.startsWith('#map-2023')"
    )
    assert "map-2023" in frame.evaluate("() => timeline.visible()")
    frame.evaluate(SETTLED)  # An address that is still being written would call the step back off.
    page.evaluate("() => history.back()")
    frame.wait_for_function("() => timeline.selection() === 'treaty-aigun'")
    assert page.evaluate("() => scrollY") == 0
    frame.locator("[data-language=zh]").click()
    frame.wait_for_function(
        "() => document.documentElement.lang === 'zh' && location.hash.includes('lang=zh')"
    )


def test_the_app_cannot_be_framed(page: Page, app_url: str, tmp_path: Path) -> None:
    """No foreign page can put the app into a frame and lead somebody's clicks."""
    article = tmp_path / "article.html"
    article.write_text(FRAME.format(attributes="", address=app_url), encoding="utf-8")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    with static_server(tmp_path) as home:
        page.goto(home + "article.html")
        handle = page.query_selector("#frame")
        assert handle is not None
        frame: Any = handle.content_frame()
        assert frame.evaluate("() => typeof window.timeline") == "undefined"
        page.goto("about:blank")
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in refused)

"""The app while its files are edited: changes show at once and take nothing from the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser_steps import go, running, selection, set_window, settle, visit, window
from tests.conftest import Watch
from timeline.app import POLL

EVERY = 1_000
"""Milliseconds after which the page asks again: with what an answer takes, a change shows within two seconds."""


def edit(project: Path, name: str, *changes: tuple[str, str]) -> None:
    """Replace words in a file of the project, as an editor does: all at once."""
    path = project / "data" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def live(page: Page, tiny: Path) -> Iterator[Page]:
    """The app of the tiny project, open and watched."""
    with running(tiny) as url:
        watch = Watch(page.context, url)
        visit(page, url)
        yield page
        page.goto("about:blank")
        assert watch.faults == []


def test_dash_waits_while_a_hand_is_at_work(page: Page, app_url: str) -> None:
    """While something is dragged none of its scripts comes but one on its way; when that rests, all of them do."""
    come = "() => [...document.scripts].filter((script) => script.src.includes('/_dash-component-suites/')).length"
    page.goto(app_url, wait_until="commit")
    box = page.locator(".plot").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # From the first moment a hand is at work: a wheel, which on a slow machine may seem to rest between two turns.
    page.keyboard.down("Control")
    for step in range(400):
        page.mouse.wheel(0, 20 if step % 2 else -20)
        if page.evaluate("() => 'ready' in document.documentElement.dataset"):
            break
        page.wait_for_timeout(40)
    page.keyboard.up("Control")
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2)
    before = page.evaluate(come)
    page.wait_for_timeout(3_000)  # in which all of Dash could come; not ten, when it comes anyway
    assert page.evaluate(come) <= before + 1
    page.mouse.up()
    all_of_them = page.evaluate(
        "() => document.getElementById('_dash').content.querySelectorAll('[src]').length"
    )
    assert all_of_them > before + 1, "too late to see anything"
    page.wait_for_function(f"(all) => ({come})() === all", arg=all_of_them)


def test_a_changed_title_shows_and_nothing_is_lost(live: Page, tiny: Path) -> None:
    """Selection, window, filters, typed words, focus and scroll stay while the new title comes."""
    go(live, "#aigun")
    set_window(live, "1800-01-01", "1900-12-31")
    live.get_by_role("searchbox").fill("treaty")
    settle(live)
    live.get_by_role("listbox").focus()
    before = (window(live), selection(live), live.evaluate("() => location.hash"))
    edit(tiny, "events", ("Treaty of Aigun", "Treaty of Aigun renamed"))
    title = live.locator("article.event[aria-labelledby=title_aigun] h3")
    expect(title).to_have_text("Treaty of Aigun renamed")
    expect(title).to_be_visible()
    settle(live)
    assert (window(live), selection(live), live.evaluate("() => location.hash")) == before
    expect(live.get_by_role("searchbox")).to_have_value("treaty")
    expect(live.get_by_role("listbox")).to_be_focused()
    expect(live.locator("mark[aria-current]").first).to_have_attribute("data-event", "aigun")
    expect(live.locator(".option[data-event=aigun]")).to_contain_text("renamed")


def test_the_server_knows_a_change_at_once_and_the_page_asks_every_second(live: Page, tiny: Path) -> None:
    """The first answer to what is asked after the change tells it, and from that alone the new page comes."""

    def asks(request: Request) -> bool:
        return "clock.n_intervals" in (request.post_data or "")

    assert POLL <= EVERY
    with live.expect_response(lambda response: asks(response.request) and response.status == 204):
        pass  # Nothing has changed.
    edit(tiny, "events", ("Treaty of Aigun", "Treaty of Aigun renamed"))
    told = []
    for _ in range(2):  # The first that is seen here may have been under way.
        with live.expect_request(asks) as asked:
            pass
        told.append(asked.value.response())
    assert 200 in [answer.status for answer in told if answer]
    title = live.locator("article.event[aria-labelledby=title_aigun] h3")
    expect(title).to_have_text("Treaty of Aigun renamed")


def test_a_new_event_appears_as_a_mark(live: Page, tiny: Path) -> None:
    """A row more in events and passages is a mark more on the chart."""
    row = "peking,Convention of Peking,1860,gregorian,inferred,,After Aigun.,treaty,Russia;China,,,,3,asserted,,\n"
    events, passages = tiny / "data" / "events.csv", tiny / "data" / "passages.csv"
    quote = "peking-p,peking,first,the border to the Amur,,,supports,,,,normal,,\n"
    passages.write_text(passages.read_text(encoding="utf-8") + quote, encoding="utf-8")
    events.write_text(events.read_text(encoding="utf-8") + row, encoding="utf-8")
    live.wait_for_function("() => timeline.visible().includes('peking')")
    expect(live.locator(".shown-count")).to_have_text("4 events")
    expect(live.locator(".option")).to_have_count(4)


def test_a_deleted_event_that_was_selected_leaves_a_sound_page(live: Page, tiny: Path) -> None:
    """The selection ends with its event; the rest works on."""
    go(live, "#friendship")
    for name in ("passages", "events"):
        path = tiny / "data" / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(line for line in lines if not line.startswith("friendship")), encoding="utf-8"
        )
    expect(live.locator(".option")).to_have_count(2)
    settle(live)
    assert selection(live) is None
    live.locator(".option").first.click()
    settle(live)
    assert selection(live) == "nerchinsk"


def test_a_fault_is_told_with_its_place_and_the_page_stays(live: Page, tiny: Path) -> None:
    """An unsound change shows a notice with file, line and column over the last sound page; mended, it goes."""
    go(live, "#nerchinsk")
    notice = live.locator(".notice")
    expect(notice).to_be_hidden()
    edit(tiny, "events", ("1858", "1858-99"))
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("data/events.csv:3:")
    assert live.locator(".notice").get_attribute("role") == "alert"
    settle(live)
    assert selection(live) == "nerchinsk"
    expect(live.locator(".option")).to_have_count(3)
    live.locator(".option[data-event=aigun]").click()
    settle(live)
    assert selection(live) == "aigun"
    edit(tiny, "events", ("1858-99", "1858"))
    expect(notice).to_be_hidden()
    expect(live.locator(".option[data-event=aigun] .when")).to_contain_text("1858")
    assert selection(live) == "aigun"


def test_a_broken_quote_is_told_too(live: Page, tiny: Path) -> None:
    """A source that no longer holds its quote is a fault like any other, and no mark is shown without proof."""
    seed = tiny / "seeds" / "first.txt"
    whole = seed.read_text(encoding="utf-8")
    seed.write_text(whole.replace("Treaty of Aigun moved", "Pact of Aigun moved"), encoding="utf-8")
    notice = live.locator(".notice")
    expect(notice).to_contain_text("data/passages.csv:4:")
    seed.write_text(whole, encoding="utf-8")
    expect(notice).to_be_hidden()


def test_a_page_loaded_while_the_files_are_unsound_says_so(live: Page, tiny: Path) -> None:
    """Reloading does not hide the fault: the last sound edition, with the notice."""
    edit(tiny, "events", ("1858", "1858-99"))
    expect(live.locator(".notice")).to_be_visible()
    live.reload()
    expect(live.locator(".option")).to_have_count(3)
    expect(live.locator(".notice")).to_contain_text("data/events.csv:3:")


def test_a_hand_that_drags_is_not_cut_off_for_good(live: Page, tiny: Path) -> None:
    """When the page is renewed under a drag, the new one takes the next drag."""
    box = live.locator(".plot").bounding_box()
    assert box is not None
    x, y = box["x"] + 600, box["y"] + box["height"] / 2
    live.mouse.move(x, y)
    live.mouse.down()
    live.mouse.move(x + 40, y, steps=3)
    edit(tiny, "events", ("Treaty of Aigun", "Treaty of Aigun renamed"))
    title = live.locator("article.event[aria-labelledby=title_aigun] h3")
    expect(title).to_have_text("Treaty of Aigun renamed")
    live.mouse.up()
    settle(live)
    before = window(live)
    live.mouse.move(x, y)
    live.mouse.down()
    live.mouse.move(x + 80, y, steps=4)
    live.mouse.up()
    settle(live)
    assert window(live) != before

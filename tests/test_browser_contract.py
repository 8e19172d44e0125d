"""What other programs may rely on in the page, on both hosts: see section 6 of the design."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser_steps import READY, centre, go, selection, selects, settle, visible
from timeline.edition import Edition

DATE = re.compile(r"-?\d{4,}-\d\d-\d\d")


DRAWN = """() => {
    const marks = document.querySelectorAll(".plot .opening a, .plot .scatterlayer path.point, .plot .barlayer path");
    const seen = Array.from(marks).filter((mark) => mark.getClientRects().length);
    return [seen.length, timeline.visible().length];
}"""
"""How many marks the picture has, drawn by whomever, and how many the page says that it shows."""


def test_ready_is_a_promise_and_then_an_attribute_of_the_document(watched: Page, host_url: str) -> None:
    """When `data-ready` is set, every mark of the first window is in the picture."""
    watched.goto(host_url)
    watched.wait_for_selector("html[data-ready]", state="attached")
    assert watched.evaluate("() => window.__timelineReady instanceof Promise")
    drawn, marks = watched.evaluate(DRAWN)
    assert drawn >= marks > 20
    assert watched.evaluate(READY.replace("await window", "return await window")) is None


def test_the_page_has_one_object_with_the_promised_functions(desk: Page) -> None:
    """`window.timeline` offers the functions of the contract."""
    names = desk.evaluate(
        "() => Object.keys(timeline).filter((name) => typeof timeline[name] === 'function')"
    )
    assert set(names) >= {
        "select",
        "selection",
        "setWindow",
        "window",
        "setFilter",
        "visible",
        "markBox",
        "tickBox",
        "labelBoxes",
    }


def test_select_selects_and_an_unknown_id_selects_nothing(desk: Page) -> None:
    """`selection()` gives what `select()` was told, and null when there is no such event."""
    assert selection(desk) is None
    desk.evaluate("() => timeline.select('treaty-nerchinsk')")
    assert selection(desk) == "treaty-nerchinsk"
    for nothing in ("no-such-event", "", None, "__proto__", "passage_x", {"id": 1}):
        desk.evaluate("(id) => timeline.select(id)", nothing)
        assert selection(desk) is None, nothing


def test_set_window_keeps_its_promise_when_the_window_is_painted(desk: Page) -> None:
    """In the moment the promise is kept, the marks of the new window are in the picture, in their places."""
    faults = desk.evaluate(
        """async () => {
            const faults = [];
            for (const [start, end] of [["2021-10-01", "2022-03-31"], ["1850-01-01", "1930-12-31"], ["1600-01-01", "2025-01-01"]]) {
                const promise = timeline.setWindow(start, end);
                if (!(promise instanceof Promise)) faults.push("not a promise");
                await promise;
                const seen = timeline.window();
                if (seen.start !== start || seen.end !== end) faults.push(`${seen.start} to ${seen.end}`);
                if (document.querySelectorAll(".easel").length !== 1) faults.push("Plotly was waited for");
                const shapes = Array.from(document.querySelectorAll(".easel svg rect, .easel svg path"), (node) => node.getBoundingClientRect());
                for (const id of timeline.visible()) {
                    const box = timeline.markBox(id);
                    const hit = shapes.some((shape) => shape.left < box.x + box.width && shape.right > box.x && shape.top < box.y + box.height && shape.bottom > box.y);
                    if (!hit) faults.push(`${id} is said to be at ${JSON.stringify(box)} and is not drawn there`);
                }
            }
            return faults;
        }"""
    )
    assert faults == []


@pytest.mark.parametrize(("start", "end"), [("2020", "1850"), ("yesterday", "2020-01-01"), ("", "")])
def test_set_window_refuses_what_is_no_window(desk: Page, start: str, end: str) -> None:
    """A window that ends before it begins, or is no date, is an error for the caller and changes nothing."""
    before = desk.evaluate("() => timeline.window()")
    with pytest.raises(Error, match="ISO dates"):
        desk.evaluate("([start, end]) => timeline.setWindow(start, end)", [start, end])
    assert desk.evaluate("() => timeline.window()") == before


def test_window_gives_two_iso_dates(desk: Page) -> None:
    """First and last day on show, as ISO dates, the earlier first."""
    seen = desk.evaluate("() => timeline.window()")
    assert set(seen) == {"start", "end"}
    assert DATE.fullmatch(seen["start"])
    assert DATE.fullmatch(seen["end"])
    assert seen["start"] < seen["end"]


def test_visible_are_events_and_each_has_a_box_in_the_plot(desk: Page, sound: Edition) -> None:
    """Every id that is drawn is an event of the project and has a box; what is not drawn has none."""
    known = {event.id for event in sound.chronology}
    ids = visible(desk)
    assert ids
    assert set(ids) <= known
    frame = desk.locator(".plot").bounding_box()
    assert frame is not None
    for event in ids:
        box = desk.evaluate("(id) => timeline.markBox(id)", event)
        assert set(box) == {"x", "y", "width", "height"}
        x, y = centre(box)
        assert frame["x"] < x < frame["x"] + frame["width"], event
        assert frame["y"] < y < frame["y"] + frame["height"], event
    for event in sorted(known - set(ids))[:5]:
        assert desk.evaluate("(id) => timeline.markBox(id)", event) is None
    assert desk.evaluate("() => timeline.markBox('no-such-event')") is None


def test_label_boxes_stand_where_the_words_are(desk: Page) -> None:
    """Each label box names an event whose title stands in the picture there."""
    boxes = desk.evaluate("() => timeline.labelBoxes()")
    assert len(boxes) > 5
    drawn = desk.locator(".plot .textpoint text")
    assert drawn.count() >= len(boxes)
    for box in boxes:
        assert {"id", "x", "y", "width", "height"} <= set(box)
        words = desk.evaluate(
            """({ id, x, y }) => {
                const node = Array.from(document.querySelectorAll(".plot .textpoint text"))
                    .find((text) => Math.abs(text.getBoundingClientRect().x - x) < 1 && Math.abs(text.getBoundingClientRect().y - y) < 1);
                return [node && node.textContent, document.querySelector(`#title_${id}`).textContent];
            }""",
            box,
        )
        assert words[0] is not None
        assert words[1].startswith(words[0].rstrip("…"))


def test_the_event_list_is_a_listbox_with_one_option_for_each_event(desk: Page, sound: Edition) -> None:
    """Roles, names, places in the set and the selection are where a screen reader looks for them."""
    events = sound.chronology
    listbox = desk.get_by_role("listbox")
    expect(listbox).to_have_count(1)
    assert listbox.get_attribute("aria-label")
    options = listbox.locator("[role=option][data-event]")
    assert [
        node["event"] for node in options.evaluate_all("(nodes) => nodes.map((node) => ({...node.dataset}))")
    ] == [event.id for event in events]
    expect(listbox.locator("[aria-selected=true]")).to_have_count(0)
    desk.evaluate("() => timeline.select('treaty-aigun')")
    expect(listbox.locator("[aria-selected=true]")).to_have_count(1)
    expect(listbox.locator("[aria-selected=true]")).to_have_attribute("data-event", "treaty-aigun")
    active = listbox.get_attribute("aria-activedescendant")
    expect(desk.locator(f"#{active}")).to_have_attribute("data-event", "treaty-aigun")


def texts(desk: Page, sound: Edition, binding: str, script: str) -> list[Any]:
    """What a script says of the article of each source; of a bound edition each is opened at a passage of it."""
    said = []
    for source in sound.library:
        if binding == "bound":
            go(desk, f"#passage_{sound.passages_in(source.id)[0].id}")
        article = desk.locator(f"article[data-source='{source.id}']")
        expect(article).to_have_count(1)
        said.append(article.evaluate(script))
    return said


def test_the_reader_has_every_source_and_every_passage(desk: Page, sound: Edition, binding: str) -> None:
    """Each source is an article, each passage a mark in it which names its event."""
    if binding == "whole":
        articles = desk.locator("article[data-source]")
        assert articles.evaluate_all("(nodes) => nodes.map((node) => node.dataset.source)") == [
            s.id for s in sound.library
        ]
    seen = texts(
        desk,
        sound,
        binding,
        """(article) => Array.from(article.querySelectorAll("mark[data-passage][data-event]"),
            (node) => [node.dataset.passage, node.dataset.event, node.closest("article").dataset.source])""",
    )
    assert {tuple(row) for rows in seen for row in rows} == {
        (p.id, p.event, p.source) for s in sound.library for p in sound.passages_in(s.id)
    }


def test_the_words_of_each_mark_are_the_quote(desk: Page, sound: Edition, binding: str) -> None:
    """What is highlighted for a passage is the words that were located in the source, no more and no less."""
    seen = texts(
        desk,
        sound,
        binding,
        """(article) => {
            const words = {};
            for (const mark of article.querySelectorAll("mark[data-passage]")) {
                const copy = mark.cloneNode(true);
                for (const note of copy.querySelectorAll(".ref")) note.remove();
                words[mark.dataset.passage] = (words[mark.dataset.passage] || "") + " " + copy.textContent;
            }
            return words;
        }""",
    )
    for source, words in zip(sound.library, seen, strict=True):
        for passage in sound.passages_in(source.id):
            wanted = "".join(source.text[passage.start : passage.end].split())
            assert "".join(words[passage.id].split()) == wanted, passage.id


def test_aria_current_is_on_the_passages_of_the_selected_event_only(desk: Page, sound: Edition) -> None:
    """Selecting marks every passage of the event and unmarks those of the last one."""
    for event in ("treaty-aigun", "treaty-nerchinsk", "treaty-1945"):
        desk.evaluate("(id) => timeline.select(id)", event)
        current = desk.locator("mark[aria-current]").evaluate_all(
            "(nodes) => nodes.map((node) => node.dataset.passage)"
        )
        assert set(current) == {passage.id for passage in sound.passages_of(event)}
        assert len(current) > 0


def test_one_live_region_tells_the_headline_only(desk: Page) -> None:
    """There is exactly one status, and after a selection it holds title and date in one short line."""
    status = desk.locator("[role=status]")
    expect(status).to_have_count(1)
    expect(desk.locator("[aria-live]:not([role=status])")).to_have_count(0)
    desk.evaluate("() => timeline.select('treaty-aigun')")
    expect(status).to_have_text("Treaty of Aigun, 1858")


def test_every_change_of_a_script_shows_in_the_address(desk: Page) -> None:
    """Selection, window and filters that were set by script stand in the address."""
    desk.evaluate("() => timeline.select('treaty-aigun')")
    assert desk.evaluate("() => location.hash") == "#treaty-aigun"
    desk.evaluate("() => timeline.setFilter({ kind: ['treaty'], q: 'border' })")
    assert desk.evaluate("() => location.hash") == "#treaty-aigun?kind=treaty&q=border"
    desk.evaluate("() => timeline.setWindow('1850-01-01', '1900-12-31')")
    settle(desk)
    assert (
        desk.evaluate("() => location.hash")
        == "#treaty-aigun?from=1850-01-01&to=1900-12-31&kind=treaty&q=border"
    )
    go(desk, "#treaty-nerchinsk")
    selects(desk, "treaty-nerchinsk")


def test_an_embedder_hears_which_event_is_selected(desk: Page) -> None:
    """A `timeline:select` event tells event and passage to whoever embeds the page."""
    told = desk.evaluate(
        """() => new Promise((done) => {
            addEventListener("timeline:select", (heard) => done(heard.detail), { once: true });
            timeline.select("treaty-aigun");
        })"""
    )
    assert told["event"] == "treaty-aigun"
    assert told["passage"].startswith("treaty-aigun-p")

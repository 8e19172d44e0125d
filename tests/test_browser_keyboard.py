"""Everything without a mouse, on both hosts: what the design promises for each key, and a walk through it all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import days, focus_chart, go, selection, selects, set_window, settle, window

FOCUS = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const seen = node.matches(".chip input, .switch input") ? node.closest(".chip") || node.nextElementSibling : node;
    const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
    return {
        name: [node.className, node.name, node.dataset.do, node.getAttribute("role"), node.tagName.toLowerCase()].filter(Boolean).join(" "),
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        area: ["masthead", "filters", "chart", "list", "panel", "reader"].find((name) => node.closest("." + name)) || "elsewhere",
    };
}"""
"""What has the focus, and whether that can be seen."""


def order(page: Page) -> list[str]:
    """The events in the order of the list."""
    return page.locator(".option").evaluate_all("(nodes) => nodes.map((node) => node.dataset.event)")  # type: ignore[no-any-return]


def test_tab_reaches_everything_in_order_with_a_visible_focus(host_page: Page) -> None:
    """From the masthead through filters, chart, list and panel to the reader; each stop shows an outline."""
    host_page.evaluate("() => timeline.select('treaty-aigun')")
    areas: list[str] = []
    for _ in range(120):
        host_page.keyboard.press("Tab")
        seen = host_page.evaluate(FOCUS)
        if seen is None:
            break
        assert seen["outline"], f"no focus ring on {seen['name']}"
        assert seen["inSight"], f"{seen['name']} has the focus out of sight"
        if not areas or areas[-1] != seen["area"]:
            areas.append(seen["area"])
    else:
        pytest.fail("Tab never came to an end")
    assert areas == ["masthead", "filters", "chart", "list", "panel", "reader"]


def test_there_is_no_tab_stop_for_each_event_or_passage(desk: Page) -> None:
    """List and texts are one stop each, with one passage; otherwise Tab would take hundreds of presses."""
    assert desk.locator(".option:not([tabindex='-1'])").count() == 0
    assert desk.locator("mark:not([tabindex='-1'])").count() == 1


def test_arrows_go_from_event_to_event_on_the_chart(desk: Page) -> None:
    """Right is the next event in time, left the one before; Home and End the first and last."""
    ids = order(desk)
    focus_chart(desk)
    for key, event in (
        ("Home", ids[0]),
        ("ArrowRight", ids[1]),
        ("ArrowRight", ids[2]),
        ("ArrowLeft", ids[1]),
        ("End", ids[-1]),
        ("ArrowRight", ids[-1]),
        ("Home", ids[0]),
        ("ArrowLeft", ids[0]),
    ):
        desk.keyboard.press(key)
        selects(desk, event)
    expect(desk.locator(".plot")).to_be_focused()


def test_up_and_down_go_from_lane_to_lane(desk: Page) -> None:
    """The nearest event in time in the lane above or below."""
    kind_of = (
        "(id) => document.querySelector(`article.event[aria-labelledby='title_${id}'] .line`).textContent"
    )
    go(desk, "#treaty-aigun")
    focus_chart(desk)
    before = desk.evaluate("() => timeline.markBox('treaty-aigun').y")
    kinds = []
    for _ in range(3):
        desk.keyboard.press("ArrowDown")
        settle(desk)
        event = selection(desk)
        assert event is not None
        kinds.append(desk.evaluate(kind_of, event).split("·")[1].strip())
        now = desk.evaluate("(id) => timeline.markBox(id).y", event)
        assert now > before
        before = now
    assert len(set(kinds)) == 3
    for _ in range(3):
        desk.keyboard.press("ArrowUp")
    settle(desk)
    chosen = selection(desk)
    assert chosen is not None
    assert "treaty" in desk.evaluate(kind_of, chosen)


def test_arrows_enter_and_escape_in_the_list(desk: Page) -> None:
    """Down and up choose, Enter goes to the passage, Escape comes back to the list, again Escape lets go."""
    ids = order(desk)
    listbox = desk.get_by_role("listbox")
    listbox.focus()
    for key, event in (
        ("ArrowDown", None),
        ("Home", ids[0]),
        ("ArrowDown", ids[1]),
        ("ArrowDown", ids[2]),
        ("ArrowUp", ids[1]),
    ):
        desk.keyboard.press(key)
        if event:
            selects(desk, event)
            expect(listbox).to_be_focused()
            expect(desk.locator("[role=option][aria-selected=true]")).to_be_in_viewport()
    desk.keyboard.press("Enter")
    mark = desk.locator("mark:focus")
    expect(mark).to_have_count(1)
    expect(mark).to_have_attribute("data-event", ids[1])
    expect(mark).to_be_in_viewport()
    desk.keyboard.press("Escape")
    expect(listbox).to_be_focused()
    assert selection(desk) == ids[1]
    desk.keyboard.press("Escape")
    settle(desk)
    assert selection(desk) is None


def test_enter_and_escape_on_the_chart(desk: Page) -> None:
    """Enter on the chart goes to the passage of the selected event, Escape comes back to the chart."""
    go(desk, "#treaty-aigun")
    focus_chart(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("mark:focus")).to_have_attribute("data-event", "treaty-aigun")
    desk.keyboard.press("Escape")
    expect(desk.locator(".plot")).to_be_focused()
    assert selection(desk) == "treaty-aigun"


def test_a_full_walk_from_event_to_passage_to_event_without_a_mouse(desk: Page) -> None:
    """Tab to the list, choose an event, go to its words, step on, go to another event by its words, and back."""
    for _ in range(80):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.getAttribute('role') === 'listbox'"):
            break
    desk.keyboard.press("End")
    desk.keyboard.press("ArrowUp")
    settle(desk)
    event = selection(desk)
    assert event is not None
    desk.keyboard.press("Enter")
    expect(desk.locator("mark:focus")).to_have_attribute("data-event", event)
    first = desk.locator("mark:focus").get_attribute("data-passage")
    many = desk.locator(f"article.event[aria-labelledby='title_{event}'] .claim").count() > 1
    desk.keyboard.press("n")
    settle(desk)
    second = desk.locator("mark:focus").get_attribute("data-passage")
    assert (second != first) == many
    # With a screen reader one comes to the next passage in the text; here the focus is put there.
    other = desk.evaluate(
        """(event) => {
            const mark = Array.from(document.querySelectorAll("mark[data-passage]")).find((one) => one.dataset.event !== event);
            mark.focus();
            return mark.dataset.event;
        }""",
        event,
    )
    desk.keyboard.press("Enter")
    selects(desk, other)
    expect(desk.locator(f"article.event[aria-labelledby='title_{other}']")).to_be_visible()
    assert other in desk.evaluate("() => timeline.visible()")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_be_focused()
    expect(desk.locator("[role=option][aria-selected=true]")).to_have_attribute("data-event", other)


def test_n_and_p_keep_the_focus_in_the_text(desk: Page) -> None:
    """Somebody who reads on from passage to passage stays in the text."""
    go(desk, "#treaty-aigun")
    focus_chart(desk)
    desk.keyboard.press("Enter")
    seen = set()
    for _ in range(3):
        desk.keyboard.press("n")
        settle(desk)
        mark = desk.locator("mark:focus")
        expect(mark).to_have_count(1)
        expect(mark).to_be_in_viewport()
        seen.add(mark.get_attribute("data-passage"))
    assert len(seen) == 3


def test_slash_searches_and_enter_leads_to_the_list(desk: Page) -> None:
    """A slash puts the cursor into the search; Enter chooses the first event that is found."""
    focus_chart(desk)
    desk.keyboard.press("/")
    search = desk.get_by_role("searchbox")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    desk.keyboard.type("nerchinsk")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("listbox")).to_be_focused()
    settle(desk)
    chosen = selection(desk)
    assert chosen is not None
    expect(desk.locator(f".option[data-event='{chosen}']")).to_be_visible()


def test_no_key_is_stolen_while_typing(desk: Page) -> None:
    """Every letter and sign that is a key elsewhere is only text in the search box."""
    before = window(desk)
    search = desk.get_by_role("searchbox")
    search.focus()
    desk.keyboard.type("n p/?+-0=")
    expect(search).to_have_value("n p/?+-0=")
    desk.keyboard.press("Home")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.type("x")
    expect(search).to_have_value("nx p/?+-0=")
    assert window(desk) == before
    assert selection(desk) is None
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(search).not_to_be_focused()


def test_keys_with_ctrl_or_alt_belong_to_the_browser(desk: Page) -> None:
    """Ctrl and 0, Ctrl and +, Alt and an arrow do nothing on the page."""
    set_window(desk, "1900-01-01", "1950-12-31")
    go(desk, "#treaty-aigun?from=1900-01-01&to=1950-12-31")
    focus_chart(desk)
    before = (window(desk), selection(desk))
    for key in ("Control+0", "Control+=", "Control+n", "Meta+0"):
        desk.evaluate(
            """(key) => {
                const [held, name] = key.split("+");
                document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, ctrlKey: held === "Control", metaKey: held === "Meta", bubbles: true, cancelable: true }));
            }""",
            key,
        )
    settle(desk)
    assert (window(desk), selection(desk)) == before


def test_a_question_mark_opens_the_help_and_escape_closes_it(desk: Page) -> None:
    """The dialog names every key, takes the focus, and gives it back."""
    focus_chart(desk)
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert desk.evaluate("() => document.querySelector('dialog').contains(document.activeElement)")
    for key in ("←", "→", "↑", "↓", "Home", "End", "Enter", "Esc", "/", "?"):
        expect(dialog.locator("kbd", has_text=key).first).to_be_visible()
    before = window(desk)
    desk.keyboard.press("+")
    assert window(desk) == before
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(desk.locator(".plot")).to_be_focused()
    desk.get_by_role("button", name="Keys and legend").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_escape_closes_a_menu_first(desk: Page) -> None:
    """An open filter menu closes on Escape, keeps the selection and gets the focus on its button."""
    go(desk, "#treaty-aigun")
    summary = desk.locator("details.menu summary").first
    summary.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("details.menu[open]")).to_have_count(1)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("Escape")
    expect(desk.locator("details.menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()
    assert selection(desk) == "treaty-aigun"


def test_filters_work_with_the_space_bar(desk: Page) -> None:
    """A kind is switched on and off from the keyboard."""
    first = desk.locator(".chip input").first
    first.focus()
    desk.keyboard.press("Space")
    expect(first).to_be_checked()
    settle(desk)
    assert "kind=" in desk.evaluate("() => location.hash")
    desk.keyboard.press("Space")
    expect(first).not_to_be_checked()


def test_zoom_keys_work_from_the_list_too(desk: Page) -> None:
    """Plus and zero need no focus on the chart."""
    desk.get_by_role("listbox").focus()
    before = days(desk)
    desk.keyboard.press("+")
    settle(desk)
    assert days(desk) < before
    desk.keyboard.press("0")
    settle(desk)
    assert days(desk) == before

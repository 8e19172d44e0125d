"""The page on a telephone, 390 × 844 and touched, on both hosts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser_steps import centre, go, selection, set_window, settle

SMALLEST = 24
"""CSS pixels: what WCAG 2.2 asks of a target, at the least."""

TOO_SMALL = """(least) => Array.from(document.querySelectorAll("button, summary, .chip, .switch label span, .choices label, input[type=search], .option, [role=tab]"))
    .filter((node) => node.offsetParent && !node.disabled)
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([node, box]) => `${node.className || node.tagName} "${node.textContent.trim().slice(0, 20)}" ${Math.round(box.width)} × ${Math.round(box.height)}`)"""
"""Things to press that are smaller than a fingertip."""


def tab(page: Page, name: str) -> None:
    """The tab with this name is the one that is open, and its pane is all that shows."""
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
    shown = {"Events": "list", "Event": "panel", "Sources": "reader"}
    for other, pane in shown.items():
        if other == name:
            expect(page.locator(f"section.{pane}")).to_be_visible()
        else:
            expect(page.locator(f"section.{pane}")).to_be_hidden()
            expect(page.get_by_role("tab", name=other, exact=True)).to_have_attribute(
                "aria-selected", "false"
            )


def test_the_panes_are_tabs(phone: Page) -> None:
    """A tap on a tab shows its pane and hides the others."""
    tab(phone, "Events")
    for name in ("Sources", "Event", "Events"):
        phone.get_by_role("tab", name=name, exact=True).tap()
        tab(phone, name)


def test_the_tabs_work_with_arrow_keys(phone: Page) -> None:
    """One tab stop, and arrows between the tabs, as screen readers tell people to."""
    phone.get_by_role("tab", name="Events", exact=True).focus()
    for key, name in (
        ("ArrowRight", "Event"),
        ("ArrowRight", "Sources"),
        ("ArrowRight", "Events"),
        ("ArrowLeft", "Sources"),
    ):
        phone.keyboard.press(key)
        tab(phone, name)
        expect(phone.get_by_role("tab", name=name, exact=True)).to_be_focused()


def test_the_page_never_scrolls_sideways(phone: Page) -> None:
    """In every pane, with and without a selection, by kind and by party, also on the narrowest screens."""
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        settle(phone)
        for view in ("#treaty-aigun", "#map-2023?lanes=party&kind=territory", "#?"):
            go(phone, view)
            for name in ("Events", "Event", "Sources"):
                phone.get_by_role("tab", name=name, exact=True).evaluate("(tab) => tab.click()")
                sideways = phone.evaluate(
                    "() => [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
                )
                assert max(sideways) <= width, (view, name, sideways)
    phone.set_viewport_size({"width": 390, "height": 844})
    settle(phone)


def test_everything_to_press_is_large_enough_for_a_finger(phone: Page) -> None:
    """At least 24 CSS pixels both ways, in every pane and in open menus."""
    go(phone, "#treaty-aigun")
    for name in ("Events", "Event", "Sources"):
        phone.get_by_role("tab", name=name, exact=True).evaluate("(tab) => tab.click()")
        assert phone.evaluate(TOO_SMALL, SMALLEST) == []
    phone.locator("details.menu").first.evaluate("(menu) => { menu.open = true; }")
    assert phone.evaluate(TOO_SMALL, SMALLEST) == []


def test_everything_to_press_is_large_enough_on_a_desk(desk: Page) -> None:
    """The same where there is a mouse."""
    go(desk, "#treaty-aigun")
    assert desk.evaluate(TOO_SMALL, SMALLEST) == []


def test_selecting_on_the_chart_shows_the_event(phone: Page) -> None:
    """A tap on a mark opens the Event tab; a link in it leads to the words under Sources."""
    set_window(phone, "1660-01-01", "1720-12-31")  # Seen from afar it may be one of several in a pill.
    phone.touchscreen.tap(*centre(phone.evaluate("() => timeline.markBox('treaty-nerchinsk')")))
    phone.wait_for_function("() => timeline.selection() === 'treaty-nerchinsk'")
    tab(phone, "Event")
    quote = phone.locator("article.event:visible [data-to-passage]").first
    passage = quote.get_attribute("data-to-passage")
    quote.tap()
    tab(phone, "Sources")
    expect(phone.locator(f"mark[data-passage='{passage}']").first).to_be_in_viewport()


def test_selecting_in_the_list_shows_the_event(phone: Page) -> None:
    """A tap in the list opens the Event tab."""
    phone.locator(".option[data-event='treaty-aigun']").tap()
    phone.wait_for_function("() => timeline.selection() === 'treaty-aigun'")
    tab(phone, "Event")


def test_enter_leads_to_the_sources_and_escape_back(phone: Page) -> None:
    """The keyboard of a tablet works as everywhere."""
    go(phone, "#treaty-aigun")
    phone.locator(".plot").focus()
    phone.keyboard.press("Enter")
    tab(phone, "Sources")
    expect(phone.locator("mark:focus")).to_have_attribute("data-event", "treaty-aigun")
    phone.keyboard.press("Escape")
    expect(phone.locator("mark:focus")).to_have_count(0)
    assert selection(phone) == "treaty-aigun"


def test_a_tapped_passage_stays_in_its_pane(phone: Page) -> None:
    """Reading on in the sources, a tap on a passage selects its event and does not turn the page away."""
    phone.get_by_role("tab", name="Sources", exact=True).tap()
    mark = phone.locator("mark[data-passage='treaty-aigun-p1']").first
    mark.scroll_into_view_if_needed()
    box = mark.evaluate(
        "(node) => { const b = node.getClientRects()[0]; return [b.x + 20, b.y + b.height / 2]; }"
    )
    phone.touchscreen.tap(*box)
    phone.wait_for_function("() => timeline.selection() !== null")
    tab(phone, "Sources")
    settle(phone)
    expect(phone.locator("mark.at").first).to_be_in_viewport()


def test_the_address_of_an_event_opens_at_the_event(phone: Page) -> None:
    """Who is sent `#treaty-aigun` on a telephone sees that event, not the list."""
    go(phone, "#treaty-aigun")
    tab(phone, "Event")


def test_the_filters_can_be_used_with_a_finger(phone: Page) -> None:
    """An open menu fits the screen, and a tap in it filters."""
    menu = phone.locator("details.menu").first
    menu.locator("summary").scroll_into_view_if_needed()
    menu.locator("summary").tap()
    choices = menu.locator(".choices")
    expect(choices).to_be_visible()
    box = choices.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    choices.locator("label").first.tap()
    expect(phone.locator(".shown-count")).to_contain_text(" of ")

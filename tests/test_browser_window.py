"""The window on time, moved by wheel, drag, keys, buttons, strip and two fingers, on both hosts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser_steps import ON_ONE_HOST, centre, days, focus_chart, selection, set_window, settle, window

SHORTEST = 1
"""Whole days of the shortest window, which is a day and a half: dates are known to the day at best."""

CLOCK = re.compile(r"\d{1,2}:\d\d")


def plot_box(page: Page) -> tuple[float, float, float, float]:
    """Left, top, width and height of the part of the chart in which marks stand."""
    left, top, width, height = page.evaluate(
        """() => {
            const plot = document.querySelector(".plot"), { x, y } = plot.getBoundingClientRect(), { l, t, w, h } = plot._fullLayout._size;
            return [x + l, y + t, w, h];
        }"""
    )
    return left, top, width, height


def day_at(page: Page, share: float) -> float:
    """The day number under a share of the plot's width."""
    return float(
        page.evaluate(
            """(share) => {
                const { start, end } = timeline.window(), { period } = TreatyTimeline.calendar;
                return period(start)[0] + share * (period(end)[0] + 1 - period(start)[0]);
            }""",
            share,
        )
    )


def tick_texts(page: Page) -> list[str]:
    """What stands under the time axis."""
    return page.locator(".plot .xtick text").all_text_contents()


def scrollable(page: Page) -> None:
    """Make the document taller than the screen, whatever the layout, so that a page that scrolls can be seen to."""
    page.set_viewport_size({"width": 1440, "height": 500})
    settle(page)
    page.evaluate("() => scrollTo(0, 0)")
    assert page.evaluate("() => document.documentElement.scrollHeight > innerHeight + 50")


def test_the_wheel_with_ctrl_zooms_at_the_cursor_and_the_page_stays(desk: Page) -> None:
    """The day under the cursor stays there, the window shrinks, the page does not scroll."""
    scrollable(desk)
    left, top, width, _ = plot_box(desk)
    before, under = days(desk), day_at(desk, 0.7)
    desk.mouse.move(left + 0.7 * width, top + 60)
    desk.keyboard.down("Control")
    desk.mouse.wheel(0, -300)
    desk.wait_for_function("() => timeline.window().start > '1650'")
    desk.keyboard.up("Control")
    settle(desk)
    assert days(desk) < before * 0.8
    assert abs(day_at(desk, 0.7) - under) < before * 0.003
    assert desk.evaluate("() => scrollY") == 0
    assert desk.evaluate("() => visualViewport.scale") == 1


def test_the_wheel_alone_scrolls_the_page(desk: Page) -> None:
    """A reader who passes by with the wheel is not caught by the chart."""
    scrollable(desk)
    before = window(desk)
    left, top, width, _ = plot_box(desk)
    desk.mouse.move(left + width / 2, top + 60)
    desk.mouse.wheel(0, 40)
    desk.wait_for_function("() => scrollY > 0")
    settle(desk)
    assert window(desk) == before


def test_the_wheel_zooms_when_the_chart_has_the_focus(desk: Page) -> None:
    """After a click on the chart, or Tab, the wheel zooms, both ways, and the page stays."""
    scrollable(desk)
    left, top, width, _ = plot_box(desk)
    desk.mouse.click(left + width / 2, top + 3)
    expect(desk.locator(".plot")).to_be_focused()
    before = days(desk)
    desk.mouse.wheel(0, -200)
    settle(desk)
    desk.wait_for_function("() => timeline.window().start > '1600'")
    nearer = days(desk)
    assert nearer < before
    desk.mouse.wheel(0, 200)
    settle(desk)
    assert days(desk) > nearer
    assert desk.evaluate("() => scrollY") == 0


def test_plus_minus_and_zero_zoom(desk: Page) -> None:
    """By key and by button: nearer, back, everything; the middle of the window stays."""
    whole, before, middle = window(desk), days(desk), day_at(desk, 0.5)
    focus_chart(desk)
    desk.keyboard.press("+")
    settle(desk)
    near = days(desk)
    assert near < before * 0.9
    assert abs(day_at(desk, 0.5) - middle) < 3
    desk.keyboard.press("-")
    settle(desk)
    assert abs(days(desk) - before) < 3
    desk.keyboard.press("-")
    desk.keyboard.press("0")
    settle(desk)
    assert window(desk) == whole
    for name, smaller in (("Zoom in", True), ("Zoom out", False)):
        now = days(desk)
        desk.get_by_role("button", name=name).click()
        settle(desk)
        assert (days(desk) < now) == smaller
    desk.get_by_role("button", name="Zoom in").click()
    desk.get_by_role("button", name="Fit").click()
    settle(desk)
    assert window(desk) == whole


@ON_ONE_HOST
@pytest.mark.parametrize("how", ["keys", "wheel", "script", "address"])
def test_no_window_is_shorter_than_three_days(desk: Page, how: str) -> None:
    """Nearer than dates are known would show precision that is not there."""
    if how == "keys":
        focus_chart(desk)
        for _ in range(40):
            desk.keyboard.press("+")
    elif how == "wheel":
        focus_chart(desk)
        left, top, width, _ = plot_box(desk)
        desk.mouse.move(left + 0.9 * width, top + 30)
        for _ in range(40):
            desk.mouse.wheel(0, -300)
        settle(desk)
        desk.wait_for_function("() => timeline.window().start > '1900'")
    elif how == "script":
        set_window(desk, "2023-03-20", "2023-03-20")
    else:
        desk.evaluate("() => { location.hash = '?from=2023-03-20&to=2023-03-20'; }")
        desk.wait_for_function("() => timeline.window().start > '2023'")
    settle(desk)
    assert SHORTEST <= days(desk) <= SHORTEST + 1
    assert not any(CLOCK.search(text) for text in tick_texts(desk))


@ON_ONE_HOST
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1600-01-01", "2025-12-31"),
        ("1941-01-01", "1950-12-31"),
        ("2021-10-01", "2022-03-31"),
        ("2023-03-01", "2023-03-31"),
        ("2023-03-19", "2023-03-22"),
        ("1689-08-27", "1689-08-29"),
    ],
)
def test_ticks_are_dates_in_words_and_never_a_time_of_day(desk: Page, start: str, end: str) -> None:
    """Years of four digits, months by name, days: at every zoom at least two ticks and no clock, no minus."""
    set_window(desk, start, end)
    texts = [text for text in tick_texts(desk) if text]
    assert len(texts) >= 2
    for text in texts:
        assert not CLOCK.search(text), text
        assert not re.search(r"0000|[-−]\d|\b\d{5,}\b|NaN|undefined", text), text


@ON_ONE_HOST
@pytest.mark.parametrize(
    ("start", "end"), [("-0043-01-01", "0014-12-31"), ("-0500", "0500"), ("0900", "1100")]
)
def test_ticks_before_the_year_1000_say_their_era(desk: Page, start: str, end: str) -> None:
    """BCE and CE in words, no year zero and no minus sign, wherever a script moves the window."""
    desk.evaluate("([start, end]) => timeline.setWindow(start, end)", [start, end])
    settle(desk)
    for text in tick_texts(desk):
        assert not re.search(r"\b0+\b|[-−]\d", text), text


def test_era_buttons_jump_and_show_which_is_on(desk: Page) -> None:
    """Each era button shows its years and says that it is pressed; exactly one is."""
    eras = desk.locator(".era")
    assert eras.count() >= 4
    for at in range(eras.count()):
        eras.nth(at).click()
        settle(desk)
        pressed = desk.locator(".era[aria-pressed=true]")
        expect(pressed).to_have_count(1)
        assert pressed.inner_text() == eras.nth(at).inner_text()
        years = re.findall(r"\d{4}", eras.nth(at).inner_text())
        start, end = window(desk)
        if years:
            assert start[:4] <= years[0]
            assert end[:4] >= years[-1]
    desk.keyboard.press("+")
    settle(desk)
    expect(desk.locator(".era[aria-pressed=true]")).to_have_count(0)


def strip_box(page: Page) -> dict[str, float]:
    return box_of(page, ".strip")


def brush_box(page: Page) -> dict[str, float]:
    return box_of(page, ".brush")


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def test_the_strip_drags_the_window(desk: Page) -> None:
    """Taken in its middle, the window on the strip moves and keeps its length."""
    set_window(desk, "1850-01-01", "1920-12-31")
    length = days(desk)
    brush = brush_box(desk)
    x, y = centre(brush)
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 100, y, steps=5)
    desk.mouse.up()
    settle(desk)
    start, _ = window(desk)
    assert start > "1870"
    assert abs(days(desk) - length) <= 2
    after = brush_box(desk)
    assert abs(after["x"] - brush["x"] - 100) < 3


@pytest.mark.parametrize("edge", ["start", "end"])
def test_an_edge_of_the_strip_changes_one_end(desk: Page, edge: str) -> None:
    """Taken at an edge, that end of the window follows the hand and the other stays."""
    set_window(desk, "1850-01-01", "1920-12-31")
    before = window(desk)
    brush = desk.locator(".brush").bounding_box()
    assert brush is not None
    x = brush["x"] + (2 if edge == "start" else brush["width"] - 2)
    y = brush["y"] + brush["height"] / 2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + (-80 if edge == "start" else 80), y, steps=5)
    desk.mouse.up()
    settle(desk)
    after = window(desk)
    if edge == "start":
        assert after[0] < before[0]
        assert after[1] == before[1]
    else:
        assert after[0] == before[0]
        assert after[1] > before[1]


def test_an_edge_cannot_be_dragged_past_the_other(desk: Page) -> None:
    """Pushed beyond the other edge, the window stops at its shortest, and the other end stays."""
    set_window(desk, "1850-01-01", "1920-12-31")
    brush = desk.locator(".brush").bounding_box()
    assert brush is not None
    desk.mouse.move(brush["x"] + 2, brush["y"] + 10)
    desk.mouse.down()
    desk.mouse.move(brush["x"] + brush["width"] + 150, brush["y"] + 10, steps=6)
    desk.mouse.up()
    settle(desk)
    assert SHORTEST <= days(desk) <= SHORTEST + 1
    assert window(desk)[1][:4] in ("1920", "1921")


def test_a_click_on_the_strip_brings_the_window_there(desk: Page) -> None:
    """Beside the window, a press on the strip centres the window on that time."""
    set_window(desk, "1850-01-01", "1870-12-31")
    box = strip_box(desk)
    desk.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + 12)
    settle(desk)
    start, end = window(desk)
    assert start > "1950"
    assert int(end[:4]) - int(start[:4]) in (20, 21)


def test_the_window_stays_within_reach_of_the_events(desk: Page) -> None:
    """However far a hand drags, at least a part of the whole stays in the window; so nobody gets lost."""
    left, top, width, height = plot_box(desk)
    for way in (1, -1):
        set_window(desk, "1990-01-01", "2023-12-31")
        for _ in range(5):
            desk.mouse.move(left + width / 2 - way * 500, top + height - 5)
            desk.mouse.down()
            desk.mouse.move(left + width / 2 + way * 500, top + height - 5, steps=3)
            desk.mouse.up()
        settle(desk)
        start, end = window(desk)
        assert start < "2040"
        assert end > "1580"


def test_shift_and_the_wheel_move_in_time(desk: Page) -> None:
    """A sideways wheel pans and keeps the length."""
    set_window(desk, "1900-01-01", "1950-12-31")
    length = days(desk)
    focus_chart(desk)
    left, top, width, _ = plot_box(desk)
    desk.mouse.move(left + width / 2, top + 30)
    desk.mouse.wheel(200, 0)
    desk.wait_for_function("() => timeline.window().start > '1900-01-02'")
    settle(desk)
    assert abs(days(desk) - length) <= 2


# ── two fingers ───────────────────────────────────────────────────────────────────────────────────────────


def touch(client: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """A touch as the screen reports it."""
    fingers = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_two_fingers_zoom_on_a_telephone(phone: Page) -> None:
    """Fingers that part come nearer, around the time between them; nothing is selected by it."""
    left, top, width, _ = plot_box(phone)
    phone.locator(".plot").scroll_into_view_if_needed()
    before, under = days(phone), day_at(phone, 0.5)
    x, y = left + width / 2, top + 100
    screen = phone.context.new_cdp_session(phone)
    touch(screen, "touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 7):
        touch(screen, "touchMove", (x - 40 - 12 * step, y), (x + 40 + 12 * step, y))
    settle(phone)
    touch(screen, "touchEnd")
    settle(phone)
    assert days(phone) < before * 0.6
    assert abs(day_at(phone, 0.5) - under) < before * 0.02
    assert selection(phone) is None
    assert phone.evaluate("() => visualViewport.scale") == 1


def test_one_finger_sideways_pans_on_a_telephone(phone: Page) -> None:
    """A finger that moves sideways moves in time."""
    set_window(phone, "1900-01-01", "1950-12-31")
    length = days(phone)
    left, top, width, _ = plot_box(phone)
    x, y = left + width / 2, top + 100
    screen = phone.context.new_cdp_session(phone)
    touch(screen, "touchStart", (x, y))
    for step in range(1, 9):
        touch(screen, "touchMove", (x - 12 * step, y))
    settle(phone)
    touch(screen, "touchEnd")
    settle(phone)
    assert window(phone)[0] > "1900-01-02"
    assert abs(days(phone) - length) <= 2


def test_a_tap_selects_on_a_telephone(phone: Page) -> None:
    """A tap is a click."""
    set_window(phone, "1660-01-01", "1720-12-31")  # Seen from afar it may be one of several in a pill.
    box = phone.evaluate("() => timeline.markBox('treaty-nerchinsk')")
    phone.touchscreen.tap(*centre(box))
    phone.wait_for_function("() => timeline.selection() === 'treaty-nerchinsk'")

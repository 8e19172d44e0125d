"""Every step of a window is drawn at once by the page's own hand, as Plotly draws it, which follows when the hands rest."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_steps import COUNTS, ON_ONE_HOST, centre, click_mark, selection, settle, window

WITHOUT_PLOTLY = """async (act) => {
    const { Plotly } = window;
    window.Plotly = undefined;
    try { return await act(); } finally { window.Plotly = Plotly; }
}"""
"""While it is out of the house nobody can follow, however slow the machine."""

BOTH = f"""async ([start, end]) => {{
    const box = (node) => {{ const {{ x, y, width, height }} = node.getBoundingClientRect(); return [x, y, width, height]; }};
    const all = (names, made = box) => Array.from(document.querySelectorAll(".plot " + names), made).flat(0);
    const said = (node) => [node.textContent, ...box(node)];
    const hull = (names) => {{
        const boxes = Array.from(document.querySelectorAll(".plot " + names), (node) => node.getBoundingClientRect());
        const [least, most] = [(side) => Math.min(...boxes.map((one) => one[side])), (side) => Math.max(...boxes.map((one) => one[side]))];
        return boxes.length ? [[least("left"), least("top"), most("right"), most("bottom")]] : [];
    }};
    const lines = (names) => Array.from(document.querySelectorAll(".plot " + names)).flatMap((node) => {{
        const parts = Array.from(node.querySelectorAll("tspan.line"));
        return (parts.length ? parts : [node]).map(said);
    }});
    const known = () => ({{
        labels: timeline.labelBoxes().map(({{ id, x, y, width, height }}) => [id, x, y, width, height]),
        marks: timeline.visible().map((id) => [id, ...Object.values(timeline.markBox(id))]),
    }});
    const ours = await ({WITHOUT_PLOTLY})(async () => {{
        await timeline.setWindow(start, end);
        return {{ ...known(), points: all(".easel svg path[transform], .easel .ring"), bars: all(".easel svg rect:not(.pill rect)"),
            pills: all(".easel .pill rect"), counts: all(".easel .pill text", said), asked: all(".easel .asked"),
            ticks: all(".easel .tick", said), names: all(".easel .name", said), calendar: all(".easel .calendar", said),
            bands: all(".easel .band"), density: hull(".easel .density[d*=M]") }};
    }});
    await timeline.settled();
    const bars = all(".barlayer path");
    const plotly = {{ ...known(), points: all(".scatterlayer path.point"), bars, pills: bars, counts: all("{COUNTS}", said),
        asked: all(".textpoint text"), ticks: lines(":is(.xtick, .x2tick) text"), names: lines(".ytick text"),
        calendar: lines(".annotation-text"), bands: all(".shapelayer path"), density: hull(".scatterlayer .fills path") }};
    return [ours, plotly, document.querySelectorAll(".easel").length];
}}"""
"""Show a window; what is where in the picture of the step, and in Plotly's; and how many pictures of a step are left."""

WINDOWS = [("1600", "2030"), ("1640", "1730"), ("1689", "1689"), ("1850", "1870"), ("1938", "1975")]


def moved(page: Page, first: str, last: str) -> list[str]:
    """What does not stand in Plotly's picture where it stood in that of the step."""
    ours, plotly, left = page.evaluate(BOTH, [first, last])
    assert left == 0
    faults = []
    for part, boxes in ours.items():
        for box in boxes:
            words = [one for one in box if isinstance(one, str)]
            numbers = box[len(words) :]
            others = [other[len(words) :] for other in plotly[part] if other[: len(words)] == words]
            far = min(
                (max(abs(a - b) for a, b in zip(numbers, other, strict=True)) for other in others), default=99
            )
            if far > 0.5:
                faults.append(f"{part} {box} is {far:.2f} pixels away")
    same = ("labels", "marks", "points", "counts", "ticks", "names", "calendar", "bands", "density")
    some = {part: (len(ours[part]), len(plotly[part])) for part in same}
    faults += [f"{part}: {one} and {other}" for part, (one, other) in some.items() if one != other]
    assert ours["marks"]
    assert ours["ticks"]
    return faults


@pytest.mark.parametrize("old_style", [False, True])
@pytest.mark.parametrize("lanes", ["kind", "party"])
def test_nothing_moves_when_plotly_follows(desk: Page, lanes: str, old_style: bool) -> None:
    """Marks, labels, pills, ticks, names and bands: within half a pixel, also with a mark selected."""
    desk.evaluate("(wanted) => timeline.setFilter(wanted)", {"lanes": lanes, "oldStyle": old_style})
    try:
        for first, last in WINDOWS:
            assert moved(desk, first, last) == [], (first, last)
        desk.evaluate("() => timeline.select('treaty-nerchinsk') || timeline.select(timeline.visible()[0])")
        settle(desk)
        assert moved(desk, "1600", "2030") == [], "selected"
    finally:
        desk.evaluate("() => timeline.setFilter({ oldStyle: false, lanes: 'kind' })")


@ON_ONE_HOST
def test_nothing_moves_when_plotly_follows_on_a_telephone(phone: Page) -> None:
    """There the names stand within the lanes, and that of the scale above it."""
    phone.evaluate("() => timeline.setFilter({ oldStyle: true })")
    try:
        for first, last in WINDOWS[:3]:
            assert moved(phone, first, last) == [], (first, last)
    finally:
        phone.evaluate("() => timeline.setFilter({ oldStyle: false })")


def step(page: Page, first: str, last: str) -> None:
    """Show a window, to which Plotly does not follow before `settle`."""
    page.evaluate(
        """async ([first, last]) => {
            window.away = window.Plotly;
            window.Plotly = undefined;
            await timeline.setWindow(first, last);
        }""",
        [first, last],
    )
    assert page.locator(".easel").count() == 1


def back(page: Page) -> None:
    """Plotly is at home again."""
    page.evaluate("() => { window.Plotly = window.away; }")


def test_a_click_on_the_picture_of_a_step_opens_what_is_under_it(desk: Page) -> None:
    """A mark is selected, and a pill comes nearer to its events; pointing at a mark tells of it."""
    step(desk, "1850", "1930")
    try:
        box: dict[str, float] = desk.evaluate("() => timeline.markBox('treaty-aigun')")
        desk.mouse.move(*centre(box))
        expect(desk.locator(".tip")).to_be_visible()
        click_mark(desk, "treaty-aigun")
        desk.wait_for_function("() => timeline.selection() === 'treaty-aigun'")
        desk.wait_for_function(
            "() => document.querySelector('.easel .ring, .easel text[font-weight=\"700\"]')"
        )
        desk.evaluate("() => timeline.setWindow('1600', '2030')")
        before = window(desk)
        pill: dict[str, float] = desk.evaluate(
            "() => document.querySelector('.easel .pill').getBoundingClientRect().toJSON()"
        )
        desk.mouse.click(*centre(pill))
        desk.wait_for_function("(before) => timeline.window().start !== before", arg=before[0])
        assert selection(desk) == "treaty-aigun"
        assert desk.locator(".easel").count() == 1
    finally:
        back(desk)


def test_those_who_hear_the_page_hear_no_mark_twice(desk: Page) -> None:
    """The picture of a step is hidden from them, and what Plotly had drawn before with it."""
    step(desk, "1850", "1930")
    try:
        assert desk.locator(".easel").get_attribute("aria-hidden") == "true"
        labels = desk.evaluate("() => timeline.labelBoxes().length")
        assert labels > 3
        assert "text" not in desk.locator(".plot").aria_snapshot()
    finally:
        back(desk)
    settle(desk)
    assert desk.locator(".easel").count() == 0
    assert desk.evaluate("() => timeline.labelBoxes().length") == labels


@ON_ONE_HOST
@pytest.mark.parametrize("old_style", [False, True])
def test_plotly_draws_nothing_while_a_hand_drags_and_follows_by_itself(desk: Page, old_style: bool) -> None:
    """However often the hand moves; a mark keeps its place under it; afterwards nobody has to ask."""
    desk.evaluate("(oldStyle) => timeline.setFilter({ oldStyle })", old_style)
    settle(desk)
    desk.evaluate(
        """() => {
            const { react } = Plotly;
            window.drawings = 0;
            Plotly.react = (...told) => { window.drawings += 1; return react(...told); };
            window.undo = () => { Plotly.react = react; };
        }"""
    )
    try:
        before: dict[str, float] = desk.evaluate("() => timeline.markBox('treaty-aigun')")
        x, y = 700.0, before["y"] - 12
        desk.mouse.move(x, y)
        desk.mouse.down()
        for way in (10, 25, 40, 60, 90, 120):
            desk.mouse.move(x + way, y)
            desk.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
        seen: Any = desk.evaluate(
            """() => {
                const { x, width } = timeline.markBox("treaty-aigun"), middle = x + width / 2;
                const drawn = Array.from(document.querySelectorAll(".easel svg path[transform]"), (node) => node.getBoundingClientRect());
                return [x, Math.min(...drawn.map((box) => Math.abs(box.x + box.width / 2 - middle))), window.drawings];
            }"""
        )
        assert seen[0] == pytest.approx(before["x"] + 120, abs=1)
        assert seen[1] < 1
        assert seen[2] == 0
        desk.mouse.up()
        desk.wait_for_function("() => window.drawings > 0 && !document.querySelector('.easel')")
    finally:
        desk.mouse.up()
        desk.evaluate("() => { window.undo(); return timeline.setFilter({ oldStyle: false }); }")


@ON_ONE_HOST
def test_a_page_to_which_the_engine_never_comes_shows_every_window(browser: Browser, host_url: str) -> None:
    """All that is seen of a chart is drawn without it, so nothing is missed and nothing is said."""
    page = browser.new_page()
    page.route("**/plotly*", lambda route: route.abort())
    page.goto(host_url)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate("async () => { await timeline.setWindow('1850', '1930'); await timeline.settled(); }")
    assert page.evaluate("() => [typeof window.Plotly, document.querySelectorAll('.easel').length]") == [
        "undefined",
        1,
    ]
    click_mark(page, "treaty-aigun")
    page.wait_for_function("() => timeline.selection() === 'treaty-aigun'")
    expect(page.locator(".notice")).to_be_hidden()
    page.close()

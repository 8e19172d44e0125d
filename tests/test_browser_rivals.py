"""Rival dates in the picture: a tick at its day, clear of everything, that leads to the words that give it.

On the real edition, on both hosts; whatever rivals it has are tried, so that curating more needs no change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import centre, label_faults, selection, selects, set_window, settle, window

ALL = """() => {
    const payload = JSON.parse(document.getElementById("_payload").textContent);
    const { told, events } = payload.volumes ? payload.volumes.tiles["0-0"] : payload;
    return { payload, told, events };
}"""
"""The events of the page; of a bound one those that it opens with, which are all of this edition."""

RIVALS = f"""() => {{
    const {{ told, events }} = ({ALL})();
    return events.flatMap((event) => (event.rivals || []).map((rival) => ({{ ...rival, event: event.id,
        passage: rival.passages[0], said: rival.told === null ? "" : told[rival.told][0],
        from: Math.min(event.start, rival.start), to: Math.max(event.end, rival.end) }})));
}}"""
"""Every rival date of the edition, with the stretch of it and its event together."""

PLACE = """async (rival) => {
    const { iso } = TreatyTimeline.calendar, room = Math.max((rival.to - rival.from) * 0.4, 6);
    await timeline.setWindow(iso(Math.floor(rival.from - room)), iso(Math.ceil(rival.to + room)));
    await timeline.settled();
    const plot = document.querySelector(".plot"), axis = plot._fullLayout.xaxis;
    const at = (day) => plot.getBoundingClientRect().left + plot._fullLayout._size.l + axis.d2p(iso(day));
    return { start: at(rival.start), end: at(rival.end), box: timeline.tickBox(rival.passage),
        mark: timeline.markBox(rival.event) };
}"""
"""Show a window around both; where Plotly's axis has the days of the rival, and where the page has the tick."""

TOUCHING = """() => {
    const rivals = (ALL)().events.flatMap((event) => (event.rivals || []).map((rival) => [event.id, rival.passages[0]]));
    const ticks = rivals.map(([event, passage]) => ({ event, passage, box: timeline.tickBox(passage) }));
    const apart = (a, b) => a.x + a.width <= b.x + 0.75 || b.x + b.width <= a.x + 0.75
        || a.y + a.height <= b.y + 0.75 || b.y + b.height <= a.y + 0.75;
    const faults = [];
    for (const { event, passage, box } of ticks.filter((tick) => tick.box)) {
        for (const label of timeline.labelBoxes()) {
            if (!apart(box, label)) faults.push(`the label of ${label.id} lies on the tick of ${passage}`);
        }
        for (const id of timeline.visible()) {
            if (!apart(box, timeline.markBox(id))) faults.push(`the mark of ${id} touches the tick of ${passage}`);
        }
        for (const other of ticks) {
            if (other.box && other.event !== event && !apart(box, other.box)) faults.push(`two ticks of ${passage}`);
        }
    }
    return { faults, drawn: ticks.filter((tick) => tick.box).length };
}""".replace("(ALL)", f"({ALL})")
"""What ticks touch, by what the page says of them; and how many are drawn."""

ACCENTED = """() => {
    const probe = document.createElement("i");
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue("--accent");
    document.body.append(probe);
    const accent = getComputedStyle(probe).color;
    probe.remove();
    return Array.from(document.querySelectorAll(".plot .barlayer path"))
        .filter((node) => node.style.strokeWidth !== "0px" && getComputedStyle(node).stroke === accent)
        .map((node) => node.getBoundingClientRect().toJSON());
}"""
"""Where the picture has an outline in the colour of the selection."""


def shown_rival(page: Page) -> dict[str, Any]:
    """Some rival whose tick is drawn in a window around it, in which it is now."""
    for rival in page.evaluate(RIVALS):
        if page.evaluate(PLACE, rival)["box"]:
            return rival  # type: ignore[no-any-return]
    raise AssertionError("no rival date is drawn")


def test_a_tick_stands_at_its_day(desk: Page) -> None:
    """To the pixel of Plotly's own axis, wherever its mark leaves room; the edition has several."""
    true = 0
    for rival in desk.evaluate(RIVALS):
        found = desk.evaluate(PLACE, rival)
        box, mark = found["box"], found["mark"]
        assert box, f"{rival['passage']} has no tick in a window around it"
        middle = (found["start"] + found["end"]) / 2
        near = mark["x"] - 25 < middle < mark["x"] + mark["width"] + 25
        if near or "stretches" in rival:
            continue
        true += 1
        if found["end"] - found["start"] > 14:
            # Right beside its mark a bracket keeps four pixels clear.
            apart = max(mark["x"] - found["end"], found["start"] - mark["x"] - mark["width"])
            room = 1 if apart >= 5 else 5
            assert abs(box["x"] - found["start"]) < room or "limits" in rival
            assert abs(box["x"] + box["width"] - found["end"]) < room or "limits" in rival
        elif "limits" not in rival:
            assert abs(box["x"] + box["width"] / 2 - middle) < 1
    assert true >= 3


@pytest.mark.parametrize("size", ["desk", "tablet", "phone"])
def test_ticks_touch_nothing(shared: Callable[[str], Page], size: str) -> None:
    """In the whole and in every era, no label lies on a tick, and no foreign mark or tick touches one."""
    page, drawn = shared(size), 0
    for era in range(page.locator(".era").count()):
        page.evaluate("(at) => document.querySelectorAll('.era')[at].click()", era)
        settle(page)
        found = page.evaluate(TOUCHING)
        assert found["faults"] == [], era
        assert label_faults(page) == [], era
        drawn += found["drawn"]
    assert drawn >= 3


def test_the_whole_picture_holds_every_rival_date(desk: Page) -> None:
    """A claim of 1654 beside an event of 1896 is found without moving the window."""
    found = desk.evaluate(
        f"() => {{ const {{ payload, events }} = ({ALL})(), rivals = events.flatMap((event) => event.rivals || []);"
        " return rivals.length > 3 && rivals.every("
        " (rival) => payload.whole[0] <= rival.start && rival.end <= payload.whole[1]); }"
    )
    assert found


def test_a_click_on_a_tick_leads_to_its_words(desk: Page) -> None:
    """It selects the event and that passage, and the window stays; the tick in focus has the accent."""
    rival = shown_rival(desk)
    before = window(desk)
    x, y = centre(desk.evaluate("(id) => timeline.tickBox(id)", rival["passage"]))
    desk.mouse.click(x, y)
    selects(desk, rival["event"])
    expect(desk.locator("mark.at[aria-current=true]").first).to_have_attribute(
        "data-passage", rival["passage"]
    )
    assert window(desk) == before
    box = desk.evaluate("(id) => timeline.tickBox(id)", rival["passage"])
    middle = centre(box)
    desk.wait_for_function(f"() => ({ACCENTED})().length > 0")

    def ringed() -> bool:
        return any(
            one["x"] < middle[0] < one["x"] + one["width"] and one["y"] < middle[1] < one["y"] + one["height"]
            for one in desk.evaluate(ACCENTED)
        )

    assert ringed()
    desk.keyboard.press("n")
    settle(desk)
    assert not ringed()
    desk.keyboard.press("p")
    settle(desk)
    assert ringed()


def test_hovering_tells_who_claims_a_date(desk: Page) -> None:
    """The date, the event, the source, the rank and a short reason, in the language of the page."""
    rival = shown_rival(desk)
    desk.mouse.move(*centre(desk.evaluate("(id) => timeline.tickBox(id)", rival["passage"])))
    tip = desk.locator(".tip")
    expect(tip).to_be_visible()
    payload = desk.evaluate("() => JSON.parse(document.getElementById('_payload').textContent)")
    for said in (
        rival["said"],
        f"Claimed in “{rival['source']}”",
        payload["messages"]["en"][f"rank.{rival['rank']}"],
        rival.get("reason", ""),
    ):
        expect(tip).to_contain_text(said)


def test_a_finger_finds_a_tick(phone: Page) -> None:
    """Four pixels beside it are near enough."""
    rival = shown_rival(phone)
    box = phone.evaluate("(id) => timeline.tickBox(id)", rival["passage"])
    mark = phone.evaluate("(id) => timeline.markBox(id)", rival["event"])
    beside = box["x"] - 4 if box["x"] < mark["x"] else box["x"] + box["width"] + 4
    phone.locator(".plot").scroll_into_view_if_needed()
    box = phone.evaluate("(id) => timeline.tickBox(id)", rival["passage"])
    phone.touchscreen.tap(beside, box["y"] + box["height"] / 2)
    selects(phone, rival["event"])
    expect(phone.locator("mark.at").first).to_have_attribute("data-passage", rival["passage"])


def test_there_is_no_tick_of_what_is_no_rival(desk: Page) -> None:
    """Nor of what lies outside the window."""
    rival = shown_rival(desk)
    assert desk.evaluate("() => timeline.tickBox('no-such-passage')") is None
    set_window(desk, "1700-01-01", "1750-12-31")
    assert desk.evaluate("(id) => timeline.tickBox(id)", rival["passage"]) is None
    assert selection(desk) is None

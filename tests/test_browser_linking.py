"""From a mark to its words and from the words to their mark, with a mouse, on both hosts.

This is the promise of the whole project, so every mark that can be seen is clicked, and every passage of a
wide sample, the overlapping ones all of them.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser_steps import (
    COUNTS,
    ON_ONE_HOST,
    centre,
    click_mark,
    go,
    selection,
    selects,
    settle,
    visible,
    window,
)
from timeline.edition import Edition

SEEN = """async ([event, passage, count]) => {
    const until = Date.now() + 40000, panel = document.querySelector(".panel");
    const inSight = () => {
        const node = document.querySelector(`mark[data-passage="${passage}"]`);
        if (!node) return false; // Its text is still on its way.
        const mark = node.getBoundingClientRect();
        const pane = document.querySelector(".texts").getBoundingClientRect();
        return mark.top >= pane.top - 1 && mark.top <= pane.bottom - 10 && mark.left >= pane.left && mark.right <= pane.right;
    };
    const current = () => Array.from(document.querySelectorAll("mark[aria-current]"), (mark) => mark.dataset.passage);
    // The texts of its other passages come after that of the first.
    const shown = () => timeline.selection() === event && inSight() && new Set(current()).size >= count;
    while (Date.now() < until && !shown()) await new Promise(requestAnimationFrame);
    await timeline.setFilter({});
    const articles = Array.from(panel.querySelectorAll("article.event")).filter((article) => article.offsetParent);
    return {
        selection: timeline.selection(), inSight: inSight(),
        current: current(),
        titles: articles.map((article) => article.querySelector("h3").textContent),
        claims: articles.reduce((sum, article) => sum + article.querySelectorAll(".claim").length, 0),
        date: articles.map((article) => article.querySelector(".line .when").textContent).join(),
        listed: document.querySelector(`.option[data-event="${event}"] .when`).textContent,
    };
}"""
"""What the page shows of an event, once it is selected, all its words have come, and the first are in sight."""

WORDS_IN_SIGHT = """(passage) => {
    const node = document.querySelector(`mark[data-passage="${passage}"]`);
    if (!node) return false; // Its text is still on its way.
    const mark = node.getBoundingClientRect();
    const pane = document.querySelector(".texts").getBoundingClientRect();
    return mark.top >= pane.top - 1 && mark.top <= pane.bottom - 10 && mark.left >= pane.left && mark.right <= pane.right;
}"""
"""Whether a passage begins inside the reader, as it can be seen now."""

OWN_PLACE = """(passage) => {
    for (const mark of document.querySelectorAll(`mark[data-passage="${passage}"]`)) {
        mark.scrollIntoView({ block: "center", behavior: "instant" });
        for (const node of mark.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const box of range.getClientRects()) {
                const x = box.x + box.width / 2, y = box.y + box.height / 2;
                if (document.elementFromPoint(x, y) === mark) return [x, y];
            }
        }
    }
    return null;
}"""
"""Where a passage can be clicked without hitting one that lies within it; null when there is no such place."""

PRESS = """([x, y]) => {
    const at = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, detail: 1, view: window };
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
        const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
        document.elementFromPoint(x, y).dispatchEvent(new Kind(type, at));
    }
}"""
"""What a mouse tells the page when it is pressed and let go in a place, without the way from here to there."""

CHOSEN = """async ([passage, event]) => {
    const until = Date.now() + 40000, chosen = () => Array.from(document.querySelectorAll("mark.at"), (mark) => mark.dataset.passage);
    while (Date.now() < until && !(timeline.selection() === event && chosen().includes(passage))) await new Promise(requestAnimationFrame);
    return [timeline.selection(), Array.from(new Set(chosen())), document.querySelector(".stepper .where").textContent];
}"""
"""What is selected once a click on a passage has been answered: event, passage, and what is said of it."""

CLICKED = f"""async (pairs) => {{
    const place = {OWN_PLACE}, press = {PRESS}, chosen = {CHOSEN}, seen = [];
    for (const [passage, event] of pairs) {{
        const point = place(passage);
        if (!point) continue;
        press(point);
        seen.push([passage, event, ...(await chosen([passage, event]))]);
    }}
    return seen;
}}"""
"""Each passage that has a place of its own, clicked there; and what was selected by it."""

ROUND = f"""async ([top, count]) => {{
    const place = {OWN_PLACE}, press = {PRESS}, reached = [];
    for (let turn = 0; turn < count; turn += 1) {{
        const at = () => (document.querySelector("mark.at") || document.body).dataset.passage, before = at(), until = Date.now() + 40000;
        press(place(top));
        while (at() === before && Date.now() < until) await new Promise(requestAnimationFrame);
        reached.push(at());
    }}
    return reached;
}}"""
"""The passages chosen one after the other by as many clicks in one place."""


def overlapping(sound: Edition) -> list[str]:
    """Ids of the passages that share words with another."""
    found = set()
    for source in sound.library:
        passages = sound.passages_in(source.id)
        for at, one in enumerate(passages):
            for other in passages[at + 1 :]:
                if one.start < other.end and other.start < one.end:
                    found |= {one.id, other.id}
    return sorted(found)


def shows(page: Page, sound: Edition, event: str) -> None:
    """Wait until an event is selected, then look at everything that must be seen of it, in one step."""
    wanted = next(one for one in sound.chronology if one.id == event)
    passages = [passage.id for passage in sound.passages_of(event)]
    seen = page.evaluate(SEEN, [event, passages[0], len(set(passages))])
    assert seen["selection"] == event
    assert set(seen["current"]) == set(passages), event
    assert seen["inSight"], f"the first passage of {event} is not in sight"
    assert seen["titles"] == [wanted.title]
    assert seen["claims"] == len(passages)
    assert seen["date"] == seen["listed"] != ""


def test_a_click_on_any_mark_of_the_whole_shows_its_words(desk: Page, sound: Edition, host: str) -> None:
    """Each mark drawn in the whole window, clicked in its middle, selects its event and no other; a third in the app."""
    clicked, every = 0, 1 if host == "export" else 3
    for event in visible(desk)[::every]:
        if desk.evaluate("(id) => timeline.markBox(id)", event) is None:
            continue  # The mark before it has taken its room.
        click_mark(desk, event)
        shows(desk, sound, event)
        clicked += 1
    assert clicked > 25 // every


@ON_ONE_HOST
def test_a_click_on_a_mark_of_any_era_shows_its_words(desk: Page, sound: Edition) -> None:
    """The same for a few marks of every era that the page offers."""
    for at in range(1, desk.locator(".era").count()):
        desk.locator(".era").nth(at).click()
        settle(desk)
        ids = visible(desk)
        assert len(ids) >= 4
        for event in ids[:: 1 + len(ids) // 6]:
            if desk.evaluate("(id) => timeline.markBox(id)", event) is None:
                continue
            click_mark(desk, event)
            shows(desk, sound, event)


@ON_ONE_HOST
def test_a_click_on_a_label_selects_its_event(desk: Page) -> None:
    """The words beside a mark are as good as the mark."""
    for at in (0, 5, 6):
        desk.locator(".era").nth(at).click()
        settle(desk)
        for label in desk.evaluate("() => timeline.labelBoxes()")[::3]:
            now = desk.evaluate(
                "(id) => timeline.labelBoxes().find((box) => box.id === id) || null", label["id"]
            )
            if now is None:
                continue
            desk.mouse.click(*centre(now))
            selects(desk, label["id"])


def pills(page: Page) -> list[tuple[int, tuple[float, float]]]:
    """How many events each pill in sight stands for, and where it can be clicked."""
    found = page.evaluate(
        """() => {
            const plot = document.querySelector(".plot"), { l, w } = plot._fullLayout._size;
            const left = plot.getBoundingClientRect().left + l;
            return Array.from(document.querySelectorAll(".plot COUNTS"), (node) => {
                const { x, y, width, height } = node.getBoundingClientRect();
                return [Number(node.textContent), [x + width / 2, y + height / 2]];
            }).filter(([count, [x]]) => count && x > left && x < left + w);
        }""".replace("COUNTS", COUNTS)
    )
    return [(count, (place[0], place[1])) for count, place in found]


def test_a_click_on_a_pill_comes_nearer_to_its_events(desk: Page) -> None:
    """A pill stands for events too close to tell apart; a click on it narrows the window onto them."""
    before = window(desk)
    _, place = max(pills(desk))
    desk.mouse.click(*place)
    desk.wait_for_function("(before) => timeline.window().start !== before", arg=before[0])
    settle(desk)
    start, end = window(desk)
    assert before[0] < start < end <= before[1]
    assert selection(desk) is None


def test_every_pill_can_be_opened_until_its_events_are_marks(desk: Page) -> None:
    """Clicking pills always leads on: to a narrower window or, where no window parts them, to an event."""
    for _ in range(12):
        found = pills(desk)
        if not found:
            break
        before = (window(desk), selection(desk))
        desk.mouse.click(*found[-1][1])
        settle(desk)
        assert (window(desk), selection(desk)) != before
    else:
        assert selection(desk) is not None


def sample(sound: Edition) -> list[str]:
    """Passages from all sources, and all that overlap."""
    every = [passage.id for source in sound.library for passage in sound.passages_in(source.id)]
    return sorted({*every[::6], *overlapping(sound)})


def test_a_click_on_a_passage_selects_its_event_and_brings_it_into_the_window(
    desk: Page, sound: Edition
) -> None:
    """Wherever a passage has words of its own, a click on them leads to its event, drawn in the window."""
    owner = {p.id: p.event for source in sound.library for p in sound.passages_in(source.id)}
    clicked = 0
    for passage in sample(sound)[::10]:
        place = desk.evaluate(OWN_PLACE, passage)
        if place is None:
            continue
        desk.mouse.click(*place)
        seen = desk.evaluate(CHOSEN, [passage, owner[passage]])
        assert seen[:2] == [owner[passage], [passage]]
        assert "Passage" in seen[2]
        settle(desk)
        assert owner[passage] in visible(desk)
        clicked += 1
    assert clicked >= 8


@ON_ONE_HOST
def test_a_click_on_any_passage_selects_it_and_its_event(desk: Page, sound: Edition) -> None:
    """The same for every passage of the sample, one click after the other without waiting for the chart."""
    owner = {p.id: p.event for source in sound.library for p in sound.passages_in(source.id)}
    seen = desk.evaluate(CLICKED, [[passage, owner[passage]] for passage in sample(sound)])
    for passage, event, selected, at, told in seen:
        assert (selected, at) == (event, [passage])
        assert "Passage" in told
    assert len(seen) >= 40


@ON_ONE_HOST
def test_every_passage_can_be_reached_with_the_mouse(desk: Page, sound: Edition) -> None:
    """Also one whose words are all shared: clicking on them again leads to the next passage that has them."""
    within = desk.evaluate(
        f"""(all) => {{
            const place = {OWN_PLACE}, found = {{}};
            for (const passage of all.filter((one) => place(one) === null)) {{
                found[passage] = Array.from(document.querySelectorAll(`mark[data-passage="${{passage}}"] mark`),
                    (mark) => mark.dataset.passage);
            }}
            return found;
        }}""",
        overlapping(sound),
    )
    assert within, "no passage is covered by others entirely: this test has lost its subject"
    under: dict[str, set[str]] = {}  # By the passage on top: clicks on it go round all that lie under it.
    rounds: dict[str, int] = {}
    for passage, above in within.items():
        under.setdefault(above[-1], set()).add(passage)
        rounds[above[-1]] = max(rounds.get(above[-1], 0), len(above) + 1)
    for top, wanted in list(under.items())[3:]:
        reached = set(desk.evaluate(ROUND, [top, rounds[top]]))
        assert wanted <= reached, f"{wanted - reached} lie under {top} and were never reached"
    for top, wanted in list(under.items())[:3]:
        by_hand = set()
        for _ in range(rounds[top]):
            desk.mouse.click(*desk.evaluate(OWN_PLACE, top))
            settle(desk)
            by_hand.add(desk.locator("mark.at").first.get_attribute("data-passage"))
        assert wanted <= by_hand, f"{wanted - by_hand} lie under {top} and were never reached by hand"


def test_a_far_event_chosen_by_its_passage_comes_into_a_narrow_window(desk: Page, sound: Edition) -> None:
    """From a window in 2023 a passage on 1858 moves the window there and keeps its length."""
    passages = sound.passages_of("treaty-aigun")
    beside = next(
        one for one in sound.quotations if one.source == passages[-1].source and one.event != "treaty-aigun"
    )
    go(desk, f"#{beside.event}")
    expect(desk.locator(f"mark[data-passage='{passages[-1].id}']").first).to_be_attached()
    desk.evaluate("() => timeline.setWindow('2023-01-01', '2023-12-31')")
    places = [desk.evaluate(OWN_PLACE, passage.id) for passage in passages]
    desk.mouse.click(*next(place for place in reversed(places) if place))
    selects(desk, "treaty-aigun")
    start, end = window(desk)
    assert start < "1858-07" < end
    assert int(end[:4]) - int(start[:4]) <= 1
    assert "treaty-aigun" in visible(desk)


def test_a_click_in_the_list_selects(desk: Page, sound: Edition) -> None:
    """The event list is the chart's equal."""
    for event in [one.id for one in sound.chronology][::9]:
        desk.locator(f".option[data-event='{event}']").click()
        shows(desk, sound, event)
        assert event in visible(desk)


def test_a_click_on_a_quote_in_the_panel_leads_to_its_place(desk: Page, sound: Edition) -> None:
    """Each quote of the panel is a link to where it stands."""
    go(desk, "#treaty-aigun")
    for passage in sound.passages_of("treaty-aigun"):
        desk.locator(f"[data-to-passage='{passage.id}']").click()
        settle(desk)
        desk.wait_for_function(WORDS_IN_SIGHT, arg=passage.id)
        expect(desk.locator("mark.at").first).to_have_attribute("data-passage", passage.id)
        assert selection(desk) == "treaty-aigun"


def test_the_stepper_goes_round_the_passages(desk: Page, sound: Edition) -> None:
    """Next and previous passage, by button and by key, with a count; the last is followed by the first."""
    go(desk, "#treaty-aigun")
    passages = [passage.id for passage in sound.passages_of("treaty-aigun")]
    assert len(passages) >= 3
    where, here = desk.locator(".stepper .where"), desk.locator("mark.at").first
    expect(where).to_contain_text(f"Passage 1 of {len(passages)}")
    for place in (*range(1, len(passages)), 0):
        desk.get_by_role("button", name="Next passage").click()
        expect(where).to_contain_text(f"Passage {place + 1} of {len(passages)}")
        expect(here).to_have_attribute("data-passage", passages[place])
        desk.wait_for_function(WORDS_IN_SIGHT, arg=passages[place])
    desk.get_by_role("button", name="Previous passage").click()
    expect(here).to_have_attribute("data-passage", passages[-1])
    desk.keyboard.press("n")
    expect(here).to_have_attribute("data-passage", passages[0])
    desk.keyboard.press("p")
    expect(here).to_have_attribute("data-passage", passages[-1])
    assert selection(desk) == "treaty-aigun"


def test_a_shaky_click_still_selects(desk: Page) -> None:
    """A hand that moves three pixels between pressing and releasing has clicked."""
    x, y = centre(desk.evaluate("() => timeline.markBox('treaty-nerchinsk')"))
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 2, y + 2)
    desk.mouse.move(x + 3, y - 1)
    desk.mouse.up()
    selects(desk, "treaty-nerchinsk")


def test_a_drag_pans_and_selects_nothing(desk: Page) -> None:
    """Sixty pixels to the right show earlier time, in the same length, also when the hand lets go on a mark."""
    before = window(desk)
    x, y = centre(desk.evaluate("() => timeline.markBox('treaty-nerchinsk')"))
    desk.mouse.move(x, y)
    desk.mouse.down()
    for step in range(1, 7):
        desk.mouse.move(x + 10 * step, y)
    settle(desk)
    expect(desk.locator(".plot.dragging")).to_have_count(1)
    desk.mouse.up()
    settle(desk)
    after = window(desk)
    assert selection(desk) is None
    assert after[0] < before[0]
    assert after[1] < before[1]
    expect(desk.locator(".plot.dragging")).to_have_count(0)


def test_the_mark_stays_under_the_hand_that_drags(desk: Page) -> None:
    """While panning, a mark moves by as many pixels as the pointer."""
    first = desk.evaluate("() => timeline.markBox('treaty-aigun')")
    x, y = centre(first)
    desk.mouse.move(x, y + 60)
    desk.mouse.down()
    desk.mouse.move(x - 40, y + 60, steps=4)
    desk.mouse.move(x - 150, y + 60, steps=6)
    settle(desk)
    moved = desk.evaluate("() => timeline.markBox('treaty-aigun')")
    desk.mouse.up()
    assert abs(moved["x"] - first["x"] + 150) < 2


def test_copying_words_from_a_passage_selects_nothing(desk: Page) -> None:
    """Somebody who drags over a quote to copy it stays where he is."""
    left, right, middle = desk.evaluate(
        """() => {
            const mark = document.querySelector("mark[data-passage='treaty-aigun-p2']");
            mark.scrollIntoView({ block: "center", behavior: "instant" });
            const box = mark.getClientRects()[0];
            return [box.left, box.right, box.top + box.height / 2];
        }"""
    )
    desk.mouse.move(left + 3, middle)
    desk.mouse.down()
    desk.mouse.move(right - 3, middle, steps=5)
    desk.mouse.up()
    settle(desk)
    assert desk.evaluate("() => String(getSelection()).length") > 5
    assert selection(desk) is None


def test_a_click_beside_everything_selects_nothing(desk: Page) -> None:
    """The empty eighteenth century is no mark."""
    box = desk.locator(".plot").bounding_box()
    assert box is not None
    desk.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 20)
    settle(desk)
    assert selection(desk) is None


def test_hovering_tells_what_a_mark_is(desk: Page) -> None:
    """The pointer on a mark shows title, date and what is doubtful of it; away from it, the tip is gone."""
    desk.mouse.move(*centre(desk.evaluate("() => timeline.markBox('treaty-nerchinsk')")))
    tip = desk.locator(".tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Treaty of Nerchinsk")
    expect(tip).to_contain_text("1689")
    expect(tip).to_contain_text("one of these dates")
    desk.mouse.move(5, 5)
    expect(tip).to_be_hidden()

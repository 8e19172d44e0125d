"""What the filters show and hide, in chart, list, reader and heading, on both hosts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser_steps import go, label_faults, selection, settle, visible
from timeline.edition import Edition
from timeline.records import Event


def listed(page: Page) -> set[str]:
    """Events that the list shows."""
    nodes = page.locator(".option:visible")
    return set(nodes.evaluate_all("(nodes) => nodes.map((node) => node.dataset.event)"))


def shows(page: Page, sound: Edition, wanted: Callable[[Event], bool]) -> set[str]:
    """List, chart and heading show the events that are wanted, and no other."""
    settle(page)
    expected = {event.id for event in sound.chronology if wanted(event)}
    total = len(sound.chronology)
    assert listed(page) == expected
    assert set(visible(page)) <= expected
    said = f"{total} events" if len(expected) == total else f"{len(expected)} of {total} events"
    expect(page.locator(".shown-count")).to_have_text(said)
    assert label_faults(page) == []
    return expected


def choose(page: Page, menu: str, value: str) -> None:
    """Open a menu with the mouse, tick a choice, close it again."""
    summary = page.locator("details.menu", has=page.locator(f"input[name={menu}]")).locator("summary")
    summary.click()
    page.locator(f'input[name={menu}][value="{value}"]').check()
    summary.click()


def test_each_kind_filters(desk: Page, sound: Edition) -> None:
    """A chip shows the events of its kind; two chips those of either; unticked, all are back."""
    kinds = list(dict.fromkeys(event.kind for event in sound.chronology))
    for kind in kinds:
        chip = desk.locator(".chip", has=desk.locator(f"input[value='{kind}']"))
        chip.click()
        assert shows(desk, sound, lambda event, kind=kind: event.kind == kind)  # type: ignore[misc]
        chip.click()
    for kind in kinds[:2]:
        desk.locator(".chip", has=desk.locator(f"input[value='{kind}']")).click()
    assert shows(desk, sound, lambda event: event.kind in kinds[:2])
    for kind in kinds[:2]:
        desk.locator(".chip", has=desk.locator(f"input[value='{kind}']")).click()
    shows(desk, sound, lambda event: True)


def test_party_source_and_evidence_filter(desk: Page, sound: Edition) -> None:
    """Each menu filters by its own property and says what is chosen."""
    party = sound.chronology[-1].parties[0]
    source = sound.library[0].id
    cases: list[tuple[str, str, Callable[[Event], bool]]] = [
        ("party", party, lambda event: party in event.parties),
        ("source", source, lambda event: source in {p.source for p in sound.passages_of(event.id)}),
        ("evidence", "stated", lambda event: event.evidence == "stated"),
    ]
    for menu, value, wanted in cases:
        choose(desk, menu, value)
        assert shows(desk, sound, wanted)
        said = desk.locator(f".chosen[data-of={menu}]")
        expect(said).not_to_have_text("all")
        choice = desk.locator("label", has=desk.locator(f'input[name={menu}][value="{value}"]'))
        assert choice.locator("span").first.text_content() == said.text_content()
        desk.get_by_role("button", name="Clear filters").click()
        expect(said).to_have_text("all")
        shows(desk, sound, lambda event: True)


def test_the_counts_in_the_menus_are_what_a_choice_shows(desk: Page, sound: Edition) -> None:
    """The number beside each choice is how many events it leaves."""
    desk.evaluate("() => { for (const menu of document.querySelectorAll('details.menu')) menu.open = true; }")
    for name in ("party", "source", "evidence"):
        for label in desk.locator(".choices label", has=desk.locator(f"input[name={name}]")).all()[:4]:
            value = label.locator("input").get_attribute("value")
            desk.evaluate("([name, value]) => timeline.setFilter({ [name]: [value] })", [name, value])
            assert len(listed(desk)) == int(label.locator(".count").text_content() or "")
        desk.evaluate("(name) => timeline.setFilter({ [name]: [] })", name)


def test_several_filters_hold_at_once(desk: Page, sound: Edition) -> None:
    """Kind and evidence and party together leave the events that satisfy all of them."""
    first = next(event for event in sound.chronology if event.kind == "treaty" and event.evidence == "stated")
    desk.evaluate(
        "(party) => timeline.setFilter({ kind: ['treaty'], evidence: ['stated'], party: [party] })",
        first.parties[0],
    )
    assert shows(
        desk,
        sound,
        lambda event: (
            event.kind == "treaty" and event.evidence == "stated" and first.parties[0] in event.parties
        ),
    )


def test_a_search_finds_words_of_a_quote(desk: Page, sound: Edition) -> None:
    """A word that stands only in a quote, not in a title, finds the event; case and accents do not matter."""
    search = desk.get_by_role("searchbox")
    event = next(event for event in sound.chronology if event.id == "treaty-aigun")
    passage = sound.passages_of(event.id)[0]
    quote = sound.source(passage.source).text[passage.start : passage.end]
    word = max((word.strip(".,;:“”‘’'") for word in quote.split()), key=len)
    for written in (word, word.upper(), f"  {word} ", quote.split("’")[0][:30]):
        search.fill(written)
        settle(desk)
        assert "treaty-aigun" in listed(desk), written
        assert len(listed(desk)) < len(sound.chronology), written
    search.fill("Nerchinsk treaty")
    settle(desk)
    assert "treaty-nerchinsk" in listed(desk)
    expect(desk.locator(".shown-count")).to_contain_text(f"of {len(sound.chronology)}")


def test_nothing_found_says_so(desk: Page, sound: Edition) -> None:
    """A search without a result leaves a sentence, an empty chart and a way back."""
    desk.get_by_role("searchbox").fill("qqqqqq")
    shows(desk, sound, lambda event: False)
    expect(desk.get_by_text("No event matches these filters.")).to_be_visible()
    desk.locator(".plot").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "n"):
        desk.keyboard.press(key)
    settle(desk)
    assert selection(desk) is None
    desk.get_by_role("button", name="Clear filters").click()
    shows(desk, sound, lambda event: True)
    expect(desk.get_by_role("searchbox")).to_have_value("")
    expect(desk.get_by_role("button", name="Clear filters")).to_be_hidden()
    expect(desk.get_by_text("No event matches these filters.")).to_be_hidden()


def test_the_selected_event_stays_whatever_the_filters(desk: Page) -> None:
    """Filtered out, the selected event is still drawn, listed, shown and highlighted."""
    go(desk, "#treaty-aigun")
    desk.evaluate("() => timeline.setFilter({ kind: ['media'] })")
    settle(desk)
    assert selection(desk) == "treaty-aigun"
    assert "treaty-aigun" in visible(desk)
    assert "treaty-aigun" in listed(desk)
    expect(desk.locator("article.event[aria-labelledby=title_treaty-aigun]")).to_be_visible()
    assert desk.locator("mark[aria-current]").count() > 0
    desk.locator(".plot").focus()
    desk.keyboard.press("Escape")
    settle(desk)
    assert "treaty-aigun" not in listed(desk)
    assert "treaty-aigun" not in visible(desk)


def test_arrows_pass_over_what_is_filtered_out(desk: Page, sound: Edition) -> None:
    """Next and previous event mean those on show."""
    wanted = [event.id for event in sound.chronology if event.kind == "alliance"]
    desk.evaluate("() => timeline.setFilter({ kind: ['alliance'] })")
    desk.locator(".plot").focus()
    desk.keyboard.press("Home")
    for event in wanted:
        desk.wait_for_function("(id) => timeline.selection() === id", arg=event)
        desk.keyboard.press("ArrowRight")


def test_passages_of_hidden_events_step_back(desk: Page) -> None:
    """In the text, the passages of events that are filtered out are paler, and still there to be clicked."""
    desk.evaluate("() => timeline.setFilter({ kind: ['treaty'] })")
    treaty = desk.locator("mark[data-event=treaty-aigun]").first
    other = desk.locator("mark[data-event=map-2023]").first
    colours = [mark.evaluate("(mark) => getComputedStyle(mark).backgroundColor") for mark in (treaty, other)]
    assert colours[0] != colours[1]


def test_lanes_by_party_show_each_event_in_the_lane_of_each_party(desk: Page, sound: Edition) -> None:
    """Switched to parties, the chart names them, and nothing gets lost."""
    before = set(visible(desk))
    desk.locator(".switch label", has_text="party").click()
    settle(desk)
    names = desk.locator(".plot .ytick text").all_text_contents()
    assert "RUSSIAN" in " ".join(names).upper()
    assert "lanes=party" in desk.evaluate("() => location.hash")
    assert before & set(visible(desk))
    desk.locator(".switch label", has_text="kind").click()
    settle(desk)
    assert set(visible(desk)) == before
    assert "lanes" not in desk.evaluate("() => location.hash")


def test_a_click_elsewhere_closes_a_menu(desk: Page) -> None:
    """Only one menu is open at a time, and none when the hand goes elsewhere."""
    menus = desk.locator("details.menu")
    menus.nth(0).locator("summary").click()
    menus.nth(1).locator("summary").click()
    expect(desk.locator("details.menu[open]")).to_have_count(1)
    desk.locator("h1").click()
    expect(desk.locator("details.menu[open]")).to_have_count(0)

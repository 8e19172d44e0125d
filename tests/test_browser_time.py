"""Time asked for by hand: the two filters, the way to a date, the order of the list; on both hosts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser_steps import AT_EVERY_SIZE, days, go, selection, selects, set_window, settle, window
from timeline import dates
from timeline.edition import Edition

JUDGES = {"happened": dates.happened_in, "existed": dates.existed_during}


def listed(page: Page) -> list[str]:
    """Events that the list shows, in the order in which a screen reader finds them."""
    nodes = page.locator(".option:visible")
    return nodes.evaluate_all("(nodes) => nodes.map((node) => node.dataset.event)")  # type: ignore[no-any-return]


def matching(sound: Edition, mode: str, period: str) -> list[str]:
    """Events that Python finds in the period, by start."""
    span = dates.parse(period)
    return [event.id for event in sound.chronology if JUDGES[mode](event.span, span)]


def opened(page: Page) -> tuple[Locator, Locator, Locator]:
    """The menu of time, open, as on a fresh page, with its two fields empty."""
    menu = page.locator("details.times")
    menu.locator("summary").click()
    first, last = page.locator("#time_from"), page.locator("#time_to")
    menu.get_by_label("Happened in").check()
    first.fill("")
    last.fill("")
    return menu, first, last


def said(page: Page, field: Locator) -> Locator:
    """What stands beside a field."""
    return page.locator("#" + (field.get_attribute("aria-describedby") or ""))


def asked(page: Page) -> str:
    """The address, as people write it."""
    return page.evaluate("() => decodeURIComponent(location.hash)")  # type: ignore[no-any-return]


def test_each_filter_finds_what_python_finds(desk: Page, sound: Edition) -> None:
    """List, heading and strip hold the events that `happened_in` and `existed_during` find, for many periods."""
    seen = set()
    for period in ("1850/1900", "1689-09-06", "1600/1700", "1654", "1950/1975-06", "2020/..", "../1858"):
        for mode in JUDGES:
            first, _, last = period.partition("/")
            go(desk, f"#?{mode}={first}/{last or first}")
            found = matching(sound, mode, period)
            assert listed(desk) == found, (mode, period)
            expect(desk.locator(".shown-count")).to_contain_text(f"{len(found)} of {len(sound.chronology)}")
            assert bool(found) == bool(desk.locator(".strip rect").count())
            seen.add((period, tuple(found)))
    assert len(seen) > 10, "the two filters hardly differ on these periods"


def test_a_period_is_typed_said_back_and_shown(desk: Page, sound: Edition) -> None:
    """What is typed is told in words first; Enter applies it; menu, address and list say the same."""
    menu, first, last = opened(desk)
    menu.get_by_label("Existed during").check()
    first.fill("1850")
    expect(said(desk, first)).to_have_text("1 January 1850")
    expect(said(desk, last)).to_have_text("no limit")
    last.fill("Aug 1900")
    expect(said(desk, last)).to_have_text("31 August 1900")
    assert "existed" not in asked(desk), "it is applied before anyone asks"
    last.press("Enter")
    settle(desk)
    assert "existed=1850/1900-08" in asked(desk)
    assert listed(desk) == matching(sound, "existed", "1850/1900-08")
    expect(menu.locator(".chosen")).to_have_text("existed during 1850 – August 1900")
    menu.get_by_label("Happened in").check()
    settle(desk)
    assert "happened=1850/1900-08" in asked(desk)
    assert listed(desk) == matching(sound, "happened", "1850/1900-08")
    expect(first).to_have_value("1850")
    expect(last).to_have_value("Aug 1900")
    menu.get_by_role("button", name="Any time").click()
    settle(desk)
    assert len(listed(desk)) == len(sound.chronology)
    expect(menu.locator(".chosen")).to_have_text("any")
    expect(first).to_have_value("")


def test_a_stretch_in_one_field_is_the_whole_period(desk: Page) -> None:
    """`44 BC to 1700` needs no second field; the window on show needs none at all."""
    menu, first, last = opened(desk)
    first.fill("44 BC to 1700")
    expect(said(desk, first)).to_have_text("1 January 44 BCE")
    expect(said(desk, last)).to_have_text("31 December 1700")
    menu.get_by_role("button", name="Show", exact=True).click()
    settle(desk)
    assert "happened=-0043/1700" in asked(desk)
    set_window(desk, "1940-01-01", "1969-12-31")
    menu.get_by_role("button", name="This window").click()
    settle(desk)
    assert "happened=1940/1969" in asked(desk)
    expect(first).to_have_value("1940")
    expect(last).to_have_value("1969")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12/04/1985", "may be 12 April 1985 or 4 December 1985"),
        ("31 June 1689", "check the month and the day"),
        ("soon", "is not a date"),
        ("44", "any century"),
        ("1500", "The end comes before the beginning"),
    ],
)
def test_what_is_not_understood_is_said(desk: Page, sound: Edition, typed: str, told: str) -> None:
    """A date that is ambiguous, impossible or no date is told in words beside its field, and nothing happens."""
    _, first, last = opened(desk)
    first.fill("1600")
    last.fill(typed)
    last.press("Enter")
    expect(said(desk, last)).to_contain_text(told)
    expect(desk.locator("[role=status]")).to_contain_text(told)
    expect(last).to_have_attribute("aria-invalid", "true")
    expect(last).to_be_focused()
    settle(desk)
    assert len(listed(desk)) == len(sound.chronology)
    assert "happened" not in asked(desk)
    last.fill("1700")
    expect(last).not_to_have_attribute("aria-invalid", "true")
    expect(said(desk, last)).to_have_text("31 December 1700")


def test_the_contract_takes_periods(desk: Page, sound: Edition) -> None:
    """`setFilter` takes either filter, holds it beside the others, and refuses what is no period."""
    desk.evaluate("() => timeline.setFilter({ existed: ['1850', '1900'], kind: ['treaty'] })")
    treaties = {event.id for event in sound.chronology if event.kind == "treaty"}
    assert set(listed(desk)) == treaties & set(matching(sound, "existed", "1850/1900"))
    desk.evaluate("() => timeline.setFilter({ kind: [], happened: ['1850', '1900'] })")
    assert listed(desk) == matching(sound, "happened", "1850/1900")
    refused = desk.evaluate(
        "() => timeline.setFilter({ happened: ['1900', '1850'] }).then(() => '', (fault) => fault.name)"
    )
    assert refused == "RangeError"
    assert listed(desk) == matching(sound, "happened", "1850/1900")
    desk.evaluate("() => timeline.setFilter({ period: null })")
    assert len(listed(desk)) == len(sound.chronology)
    desk.evaluate("() => timeline.setFilter({ happened: ['1000', '1001'] })")
    expect(desk.get_by_text("No event matches these filters.")).to_be_visible()
    desk.get_by_role("button", name="Clear filters").click()
    settle(desk)
    assert len(listed(desk)) == len(sound.chronology)
    assert "happened" not in asked(desk)


def test_an_address_that_is_wrong_is_passed_over(desk: Page, sound: Edition) -> None:
    """A period or an order typed wrongly into the address leaves the page as it is without."""
    for wrong in ("happened=1900/1850", "existed=soon/1900", "happened=1850", "existed=1/2/3", "sort=size"):
        go(desk, f"#?{wrong}")
        assert listed(desk) == [event.id for event in sound.chronology], wrong


def test_back_and_forward_go_through_periods(desk: Page, sound: Edition) -> None:
    """A period and an order are part of the address that the browser's own buttons go through."""
    go(desk, "#?existed=1850/1900&sort=end")
    go(desk, "#?happened=1950/1975")
    desk.go_back()
    desk.wait_for_function("() => location.hash.includes('existed')")
    settle(desk)
    assert sorted(listed(desk)) == sorted(matching(sound, "existed", "1850/1900"))
    expect(desk.locator(".times .chosen")).to_have_text("existed during 1850–1900")
    expect(desk.locator("#_sort")).to_have_value("end")
    desk.go_forward()
    desk.wait_for_function("() => location.hash.includes('happened')")
    settle(desk)
    assert listed(desk) == matching(sound, "happened", "1950/1975")


def test_a_typed_date_leads_there(desk: Page) -> None:
    """A year is shown with margins, a day with its surroundings; what is far from all events or no date is told."""
    field = desk.get_by_label("Go to a date")
    field.fill("1858")
    expect(said(desk, field)).to_have_text("1 January 1858 – 31 December 1858")
    field.press("Enter")
    settle(desk)
    start, end = window(desk)
    assert "1857-10-01" < start < "1858-01-01"
    assert "1858-12-31" < end < "1859-03-31"
    field.fill("6 сентября 1689")
    field.press("Enter")
    settle(desk)
    start, end = window(desk)
    assert start < "1689-09-06" < end
    assert 20 < days(desk) < 60
    field.fill("44 BC")
    field.press("Enter")
    expect(said(desk, field)).to_contain_text("No event is near that date")
    field.fill("12/04/1985")
    before = window(desk)
    field.press("Enter")
    expect(said(desk, field)).to_contain_text("12 April 1985 or 4 December 1985")
    settle(desk)
    assert window(desk) == before


def test_the_list_stands_in_the_order_that_is_chosen(desk: Page, sound: Edition) -> None:
    """By start, middle and end the list has the order of `dates.ordering`; arrows, Home and End go through it."""
    numbers = desk.locator(".option").evaluate_all("(all) => all.map((one) => [one.id, one.dataset.number])")
    for by in ("end", "middle", "start"):
        desk.locator("#_sort").select_option(by)
        settle(desk)
        wanted = sorted(sound.chronology, key=lambda event: dates.ordering(event.span, by))
        assert listed(desk) == [event.id for event in wanted], by
        assert ("sort=" + by in asked(desk)) == (by != "start")
        desk.locator(".options").focus()
        for key, place in (("Home", 0), ("ArrowDown", 1), ("ArrowRight", 2), ("End", -1), ("ArrowLeft", -2)):
            desk.keyboard.press(key)
            selects(desk, wanted[place].id)
        places = desk.locator(".option").evaluate_all("(all) => all.map((one) => one.ariaPosInSet)")
        assert places == [str(place) for place in range(1, len(wanted) + 1)]
        desk.evaluate("() => timeline.select(null)")
    again = desk.locator(".option").evaluate_all("(all) => all.map((one) => [one.id, one.dataset.number])")
    assert again == numbers


def test_the_list_follows_the_window_in_its_order(desk: Page, sound: Edition) -> None:
    """In the order of ends, the list shows first what ends first in the window."""
    go(desk, "#?sort=end")
    set_window(desk, "1945-01-01", "1975-12-31")
    order = sorted(sound.chronology, key=lambda event: dates.ordering(event.span, "end"))
    low, high = dates.parse("1945").earliest or 0, dates.parse("1975").latest or 0
    first = next(event.id for event in order if event.span.latest and low <= event.span.latest <= high)
    desk.wait_for_function(
        """(id) => {
            const pane = document.querySelector(".options").getBoundingClientRect();
            const top = document.getElementById("option_" + id).getBoundingClientRect().top;
            return top >= pane.top && top < pane.top + 20;
        }""",
        arg=first,
    )


def test_time_needs_no_mouse(desk: Page) -> None:
    """The menu opens, is filled and closes by keys; Escape leads back to where one was, and loses nothing."""
    go(desk, "#treaty-aigun")
    desk.locator("details.times summary").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_label("Existed during")).to_be_checked()
    desk.keyboard.press("Tab")
    desk.keyboard.type("1950")
    desk.keyboard.press("Tab")
    desk.keyboard.type("1960-01")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    settle(desk)
    assert "existed=1950/1960-01" in asked(desk)
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Escape")
    expect(desk.locator("details.times summary")).to_be_focused()
    expect(desk.locator("details.times")).not_to_have_attribute("open", "")
    assert selection(desk) == "treaty-aigun"
    assert "existed=1950/1960-01" in asked(desk)


@AT_EVERY_SIZE
def test_the_menu_fits_and_axe_finds_nothing(
    shared: Callable[[str], Page], axe: Callable[[Page], list[str]], size: str
) -> None:
    """Open, with a period and a complaint in it, the menu lies within the window and breaks no rule."""
    page = shared(size)
    go(page, "#?existed=1850/1900&sort=middle")
    page.locator("details.times summary").scroll_into_view_if_needed()
    _, first, last = opened(page)
    first.fill("Aug 1850")
    last.fill("12/04/1985")
    last.press("Enter")
    box = page.locator(".times .choices").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("() => document.documentElement.clientWidth")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert axe(page) == []


def test_the_words_are_those_of_the_language(desk: Page, sound: Edition) -> None:
    """In Russian and Chinese the menu says the period, and reads it back, in that language."""
    go(desk, "#?existed=1850/1900-08&lang=ru")
    expect(desk.locator(".times .chosen")).to_have_text("существовало: 1850\xa0г.\xa0— август 1900\xa0г.")
    expect(desk.locator("#time_to")).to_have_value("август 1900\xa0г.")
    found = listed(desk)
    go(desk, "#?existed=1850/1900-08&lang=zh")
    expect(desk.locator(".times .chosen")).to_have_text("存在于1850年至1900年8月")
    expect(desk.locator("#time_to")).to_have_value("1900年8月")
    assert listed(desk) == found == matching(sound, "existed", "1850/1900-08")

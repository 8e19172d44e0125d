"""The page in three languages: changed at once, whole, by hand and by address, and never in the curator's words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser_steps import (
    AT_EVERY_SIZE,
    ON_ONE_HOST,
    SIZES,
    go,
    running,
    selects,
    set_window,
    settle,
    visit,
)
from timeline import page as pages
from timeline.disclosure import Publish
from timeline.edition import Edition
from timeline.languages import LANGUAGES, Language
from timeline.messages import message
from timeline.volumes import Volumes

Shared = Callable[[str], Page]

OTHERS: tuple[Language, ...] = ("ru", "zh")
"""The languages that the page of this project does not open in."""

APPARATUS = r"""() => {
    const own = (node) => { const near = node.closest("[lang]"); return near === document.documentElement || "apparatus" in near.dataset; };
    const found = [], page = document.getElementById("_timeline");
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (own(parent) && !parent.closest("svg, .tip, .notice, kbd, noscript")) found.push([parent.localName + "." + parent.className, node.data.trim()]);
    }
    for (const name of ["title", "placeholder", "aria-label", "aria-roledescription", "alt"]) {
        for (const node of page.querySelectorAll(`[${name}]`)) if (own(node)) found.push([name, node.getAttribute(name).trim()]);
    }
    return JSON.stringify(found);
}"""
"""All that the page says itself, text and attributes, in the order of the document; as JSON, which is read sooner."""

SAME = {"Wikidata"}
"""What the page says in one word in every language, beside ids of Wikidata and what has no letters."""
PLACE = re.compile(r"\|\d+\|")
"""A place in the table of dates, as TOLD tells it."""
DIGEST = re.compile(r"\b[0-9a-f]{12}\b")
"""The beginning of a digest: its letters are figures."""

CLIPPED = """() => Array.from(document.querySelectorAll("button, summary, .chip, .switch label span, .toggle span, dt, [role=tab], .badge, .tally"))
    .filter((node) => node.offsetParent && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible")
    .map((node) => `${node.className || node.localName}: ${node.textContent.trim().slice(0, 40)}`)"""
"""Words that do not fit where they stand."""

LANES_APART = """() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect(), strip = box(".strip");
    const last = box(".switch label:last-of-type span");
    return last.right <= strip.left || last.top >= strip.bottom;
}"""
"""Whether the choice of lanes keeps to its corner beside the strip, or stands below it."""

TOLD = r"""(html) => {
    const root = html ? new DOMParser().parseFromString(html, "text/html") : document;
    const said = (node) => [node.dataset.say, node.dataset.told, node.dataset.say || node.dataset.told ? node.textContent : "",
        ...["title", "placeholder", "aria-label", "aria-roledescription"].map((name) => node.hasAttribute("data-say-" + name) ? node.getAttribute(name) : "")].join("|");
    const words = "[data-say], [data-told], [data-say-title], [data-say-placeholder], [data-say-aria-label]";
    return Array.from(root.querySelectorAll(words)).filter((node) => !node.closest(".where, .chosen, .options[role], .plot[role], [role=status], .tip")
        || node.closest(".option")).map(said).filter((line) => !line.endsWith("list.order")).join("\n\n");
}"""
"""What every element says that follows the language: in a page that Python wrote, or in the one that is open. What is
named only where a script runs, as the list and the plot are, is left to the test above."""


def speaks(page: Page, language: str) -> None:
    """Wait until the page has changed to the language, in the document and in the chart."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    settle(page)


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_page_changes(desk: Page, language: Language) -> None:
    """With an event chosen and filters set, no text or attribute of the page's own stays as it was in English."""
    view = "#treaty-aigun?evidence=stated&kind=treaty&from=1850&to=1900"
    go(desk, view)
    english = json.loads(desk.evaluate(APPARATUS))
    go(desk, f"{view}&lang={language}")
    speaks(desk, language)
    other = json.loads(desk.evaluate(APPARATUS))
    assert [where for where, _ in other] == [where for where, _ in english]
    assert len(english) > 1_000
    left = {
        (where, said)
        for (where, said), (_, now) in zip(english, other, strict=True)
        if said == now and said not in SAME and any(letter.isalpha() for letter in said)
    }
    assert left == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_script_says_what_python_says(
    desk: Page, host: str, binding: str, sound: Edition, language: Language
) -> None:
    """The page that was changed is, word for word, the page that is written in that language.

    Of a bound edition only a part is there: what it says is said in the whole page, or in its own.
    """
    go(desk, f"#?lang={language}")
    speaks(desk, language)
    publish: Publish | None = "full" if host == "app" else None
    page = pages.html(sound, pages.Slots(forms=True), publish=publish, language=language)
    written = desk.evaluate(TOLD, page).split("\n\n")
    now = desk.evaluate(TOLD, None).split("\n\n")
    assert len(now) > 1_000
    if binding == "whole":
        assert now == written
    else:
        slots, volumes = pages.Slots(forms=True, annals="annals/"), Volumes(sound, publish, language)
        bound = pages.html(sound, slots, publish=publish, language=language, volumes=volumes)
        written += desk.evaluate(TOLD, bound).split("\n\n")
        # Where in its table of dates a page has one is the page's own affair.
        left = {PLACE.sub("||", line) for line in now} - {PLACE.sub("||", line) for line in written}
        assert left == set()


@ON_ONE_HOST
def test_numbers_and_plurals_are_those_of_python(desk: Page) -> None:
    """The same form for every count, the same signs in every number."""
    counts = [*range(131), 1_001, 12_345, 1_000_000]
    for language in LANGUAGES:
        go(desk, f"#?lang={language}")
        speaks(desk, language)
        said = desk.evaluate(
            """(counts) => { const words = TreatyTimeline.words();
                return counts.map((count) => words.say("tally.events", { count })).concat(words.say("place.NE", { lat: 51.98, lon: 116.5 })); }""",
            counts,
        )
        assert said == [
            *(message(language, "tally.events", {"count": count}) for count in counts),
            message(language, "place.NE", {"lat": 51.98, "lon": 116.5}),
        ]


def test_the_switch_works_by_hand_and_by_keyboard_and_leads_back(
    watched: Page, sound: Edition, host_url: str
) -> None:
    """At once, without a request; the address holds the choice, and back takes it back."""
    visit(watched, host_url + "#treaty-aigun")
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.evaluate("() => { window.sameDocument = true; }")
    group = watched.get_by_role("group", name="Language")
    expect(group.get_by_role("button", pressed=True)).to_have_text("English")
    group.get_by_role("button", name="Русский").click()
    speaks(watched, "ru")
    expect(watched.get_by_role("group", name="Язык").get_by_role("button", pressed=True)).to_have_text(
        "Русский"
    )
    count = {"count": len(sound.chronology)}
    expect(watched.locator(".shown-count")).to_have_text(message("ru", "tally.events", count))
    expect(watched.locator("[role=status]")).to_have_text("Treaty of Aigun, 1858\xa0г.")
    assert "lang=ru" in watched.url
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")
    speaks(watched, "zh")
    expect(watched.get_by_role("button", name="中文")).to_be_focused()
    expect(watched.locator("[role=status]")).to_have_text("Treaty of Aigun, 1858年")
    expect(watched.locator(".where")).to_contain_text("第1处引文")
    watched.go_back()
    speaks(watched, "ru")
    watched.go_back()
    speaks(watched, "en")
    assert watched.evaluate("() => timeline.selection()") == "treaty-aigun"
    watched.go_forward()
    speaks(watched, "ru")
    assert watched.evaluate("() => window.sameDocument")
    # Only Dash may be heard meanwhile: its clock, and its scripts, which come when the page is in use.
    assert [url for url in asked if "/_dash-" not in url and "theme.css" not in url] == []


def test_the_chart_speaks_too(desk: Page) -> None:
    """Ticks, the tip of a mark and the name of the lane of all others."""
    go(desk, "#?lang=ru&lanes=party")
    set_window(desk, "2022-01-01", "2022-12-31")
    ticks = desk.locator(".plot .xtick text").all_text_contents()
    assert any("апр" in tick for tick in ticks), ticks
    lanes = desk.locator(".plot .ytick text").all_text_contents()
    assert message("ru", "lanes.others").upper() in lanes
    go(desk, "#?lang=zh&lanes=party")
    set_window(desk, "2022-01-01", "2022-12-31")
    assert any("月" in tick for tick in desk.locator(".plot .xtick text").all_text_contents())
    assert message("zh", "lanes.others") in desk.locator(".plot .ytick text").all_text_contents()
    go(desk, "#?lang=zh")
    box = desk.evaluate("() => timeline.markBox('treaty-aigun')")
    desk.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(desk.locator(".tip")).to_contain_text("1858年")


def test_search_finds_the_same_in_every_language(desk: Page) -> None:
    """A date in any language finds its event in each of them; the page's own words find nothing."""
    found = set()
    for language in LANGUAGES:
        for words in ("6 September 1689", "6 сентября 1689", "1689年9月6日"):
            go(desk, f"#?lang={language}&q={words}")
            found.add(
                desk.locator(".option:not([hidden])").evaluate_all(
                    "(all) => all.map((one) => one.dataset.event).join()"
                )
            )
    assert len(found) == 1
    assert "treaty-nerchinsk" in found.pop()
    go(desk, "#?lang=ru&q=указана")
    expect(desk.locator(".empty")).to_have_text(message("ru", "list.unmatched"))


@AT_EVERY_SIZE
def test_every_language_fits(shared: Shared, size: str) -> None:
    """At each size nothing runs out of the page or is cut off, and the switch is in sight and large enough."""
    page = shared(size)
    for language in LANGUAGES:
        for view in (f"#treaty-nerchinsk?os=1&lang={language}", f"#?lang={language}"):
            go(page, view)
            width = page.evaluate(
                "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
            )
            assert width <= SIZES[size]["width"], view
            assert page.evaluate(CLIPPED) == [], view
            assert page.evaluate(LANES_APART), view
        for button in page.locator(".languages button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= SIZES[size]["width"]
            assert min(box["width"], box["height"]) >= 24


@ON_ONE_HOST
def test_axe_finds_nothing_in_other_languages(desk: Page, axe: Callable[[Page], list[str]]) -> None:
    """The page says which language it is in, and which the curator's words are in."""
    for language in OTHERS:
        go(desk, f"#treaty-aigun?lang={language}&os=1")
        speaks(desk, language)
        assert axe(desk) == [], language
    assert desk.locator("article.event:visible h3").get_attribute("lang") == "en"
    assert desk.locator("article.event:visible blockquote").first.get_attribute("lang") == "en"


def test_the_chart_alone_speaks_every_language(watched: Page, host: str, host_url: str) -> None:
    """By its address, and by its own switch."""
    url = host_url + "chart.html" if host == "app" else host_url.replace("index.html", "chart.html")
    visit(watched, url + "#treaty-aigun?lang=ru")
    expect(watched.locator("article.event:visible .when")).to_have_text("1858\xa0г.")
    watched.get_by_role("button", name="中文").click()
    speaks(watched, "zh")
    expect(watched.locator("article.event:visible .when")).to_have_text("1858年")
    left = json.loads(watched.evaluate(APPARATUS))
    words = [DIGEST.sub("", said) for _, said in left if said not in SAME]
    assert [said for said in words if any("a" <= letter <= "z" for letter in said)] == []


def test_a_changed_file_leaves_the_language_as_it_is(page: Page, tiny: Path) -> None:
    """The app's page is renewed in the language that was chosen, and says there what is wrong."""
    with running(tiny) as url:
        visit(page, url + "#aigun?lang=ru")
        events = tiny / "data" / "events.csv"
        text = events.read_text(encoding="utf-8")
        events.write_text(text.replace("Treaty of Aigun", "Treaty of Aigun renamed"), encoding="utf-8")
        expect(page.locator(".option[data-event=aigun]")).to_contain_text("renamed")
        selects(page, "aigun")
        speaks(page, "ru")
        expect(page.locator(".shown-count")).to_have_text("3 события")
        events.write_text(text.replace("1858", "1858-99"), encoding="utf-8")
        expect(page.locator(".notice")).to_contain_text(message("ru", "notice.unsound"))
        expect(page.locator(".notice")).to_contain_text("data/events.csv:3:")
        page.goto("about:blank")

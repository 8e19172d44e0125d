"""The haystack: what Python searches of an event is what the page's own script would search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.haystacks import haystacks
from tests.made_up import edition, event, passage, source
from timeline import page
from timeline.disclosure import Publish
from timeline.edition import Edition, load
from timeline.haystack import words

ASSETS = Path(__file__).parent.parent / "timeline" / "assets"
LETTERS = (
    "“Aigun’s” ‘Treaty’ „Ай\u0306гунь‟ ″1′",
    "ÀÉÎÕÜ ÇŁØ ẞß ŉ ﬁ Ⅻ ½ İstanbul ΟΔΥΣΣΕΥΣ. ΣΑΣ",
    "Й Ё й\u0301 瑷珲条约 ＡＢＣ１２ 각 한글 か\u3099 ｶﾞ",
    "a\u00a0b\u2003c\u3000d\ufeffeff \u1680ogham \u0085next \x1cfile \u200bzero",
)
UNFOLD = """() => {
    for (const held of document.querySelectorAll("noscript.held")) {
        held.replaceWith(...new DOMParser().parseFromString(held.textContent, "text/html").body.childNodes);
    }
}"""
"""Puts in its place what the page holds as letters until its script begins."""
ALL_SEARCHED = """() => {
    const payload = JSON.parse(document.getElementById("_payload").textContent);
    const { haystack } = TreatyTimeline.concordance;
    const search = ({ id, date }) => haystack(document.getElementById(id), payload.told[date]).split(/\\s+/);
    return payload.events.map(search);
}"""


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A page for the documents of these tests."""
    made = browser.new_page()
    yield made
    made.close()


def searched(script: Page, document: str = "<!doctype html>", ask: str = ALL_SEARCHED, *given: Any) -> Any:
    """What the script answers in a document."""
    script.set_content(document)
    script.evaluate(UNFOLD)
    for name in ("calendar.js", "concordance.js"):
        script.add_script_tag(path=ASSETS / name)
    return script.evaluate(ask, *given)


def rich() -> Edition:
    """Every field that people write, with passages that contradict, are withheld, cut, spoken and judged."""
    text = "He said: “The Amur,\n then  the Ussuri, then the sea.” Nobody knows Cañón."
    events = [
        event(
            "one", "1689-08-27", calendar="julian", evidence="external", title="Nerchinsk’s “Treaty”",
            summary="A summary\nof Ñandú", place="Нерчинск", lat=51.0, lon=116.0, parties=("Rus", "Qing 清"),
            date_source="books", date_note="Noted by hand", wikidata="Q123", status="disputed",
        ),
        event("two", "[1858,1860]", evidence="inferred", date_note="Guessed", date_source="Some Almanac"),
        event("three", "1700/..", title="Unspoken"),
    ]  # fmt: skip
    passages = [
        passage(
            "p1", "one", "text", 9, 56, exact="The Amur … then the sea", tier="elided", speaker="A  Speaker",
            rank="preferred", rank_reason="Because of reasons", property="date", value="1689",
        ),
        passage(
            "p2", "one", "hidden", 0, 6, property="date", value="1690", rank="deprecated", speaker="Ghost",
            rank_reason="Mistaken",
        ),
        passage("p3", "two", "text", 58, len(text), relation="disputes", property="parties", value="Korea"),
    ]  # fmt: skip
    sources = [
        source("text", text),
        source("hidden", "Hidden words", publish="none"),
        source("books", title="Old Bks"),
    ]
    return edition(events, passages, sources)


def test_letters_are_levelled_and_parted_as_the_script_does(script: Page) -> None:
    """Accents, curls, capitals, full widths; at blanks, but at no control character."""
    ask = "(texts) => texts.map((text) => TreatyTimeline.concordance.fold(text).split(/\\s+/))"
    found = searched(script, "<!doctype html>", ask, list(LETTERS))
    assert [{*one} - {""} for one in found] == [words([text]) for text in LETTERS]


@pytest.mark.parametrize("publish", [None, "full", "quotes"])
def test_all_that_people_write_is_searched_as_in_the_page(script: Page, publish: Publish | None) -> None:
    """Title, summary, facts, quotes, speakers, reasons, dates in every language; no more and no less."""
    made = rich()
    found = searched(script, page.html(made, page.Slots(), publish=publish))
    assert [{*one} - {""} for one in found] == list(haystacks(made, publish))


def test_the_five_articles_are_searched_as_in_the_page(script: Page, project: Path) -> None:
    """All their events, each with the very same words."""
    real = load(project)
    found = searched(script, page.html(real, page.Slots()))
    assert [{*one} - {""} for one in found] == list(haystacks(real))

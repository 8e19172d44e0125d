"""Dates that a reader types into the page, held to one table of cases, and to Python, which says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from timeline import dates, typed
from timeline.errors import DateError
from timeline.languages import LANGUAGES, Language

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "corpora" / "typed.json").read_text(encoding="utf-8"))
ASSETS = HERE.parent / "timeline" / "assets"
WRITTEN = (
    "1850", "1689-08", "1689-09-06", "0001", "0044", "0999", "1000", "9999", "0000", "-0043", "-0043-03",
    "-0043-03-15", "1600-02-29", "1858-05-01",
)  # fmt: skip
"""Years, months and days on either side of where their words change."""
STRETCHES = ("1850/1900", "-0499/-0479", "0044/0050", "-0043/0014", "0990/1010", "1689-08/1690-09")


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with typed.js in it."""
    page = browser.new_page()
    for name in ("calendar.js", "typed.js"):
        page.add_script_tag(path=ASSETS / name)
    yield page
    page.close()


def read(script: Page, texts: list[str]) -> list[dict[str, Any]]:
    """What the page makes of each text."""
    found: list[dict[str, Any]] = script.evaluate("texts => texts.map(TreatyTimeline.typed.read)", texts)
    return found


def test_the_table_holds_on_the_page(script: Page) -> None:
    """Each text of the table is read as just that stretch, or refused for just that reason."""
    found = read(script, [case["text"] for case in CASES])
    told = []
    for case, made in zip(CASES, found, strict=True):
        first = {"readings": [reading[0] for reading in made["readings"]]} if "readings" in made else {}
        told.append({"text": case["text"], **made, **first})
    assert told == CASES


def test_python_reads_the_table_alike() -> None:
    """What the page reads, `typed.read` reads as the same days, and what the page refuses it refuses."""
    for case in CASES:
        if "fault" in case:
            with pytest.raises(DateError):
                typed.read(case["text"])
            continue
        first, last = (
            dates.parse(("Y" if len(end.lstrip("-")) == 5 else "") + end)
            for end in (case["from"], case["to"])
        )
        span = typed.read(case["text"]).span
        assert (span.earliest, span.latest) == (first.earliest, last.latest), case["text"]


def test_what_is_refused_is_refused_whatever_surrounds_it(script: Page) -> None:
    """A year of two digits, a year of two styles, a text without sense: none is ever guessed."""
    refused = {
        "44": "short", "6 September 89": "short", "1648/9": "unread", "1648/49": "unread",
        "12000": "unread", "1689 1690": "unread", "<b>1689</b>": "unread", "1/2/3/4": "unread", "–": "unread",
        "1850–": "unread", "1900 to 1850": "backward", "9" * 400: "unread", "168909061": "unread",
        "1850" + " " * 400 + "x": "unread",
    }  # fmt: skip
    assert [made["fault"] for made in read(script, list(refused))] == list(refused.values())


def test_a_day_and_month_are_read_in_the_only_way_there_is(script: Page) -> None:
    """A slash is no fault where only one reading is a day of the calendar."""
    assert [made["from"] for made in read(script, ["25/12/1985", "12/25/1985", "04/04/1985"])] == [
        "1985-12-25",
        "1985-12-25",
        "1985-04-04",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_said_as_python_says_them(script: Page, language: Language) -> None:
    """A year, a month, a day and a stretch of years have the same words in list, panel and filter."""
    said = script.evaluate(
        "([texts, language]) => texts.map((text) => TreatyTimeline.typed.words(text, language))",
        [list(WRITTEN), language],
    )
    assert said == [dates.parse(text).words(language) for text in WRITTEN]
    stretches = script.evaluate(
        "([ends, language]) => ends.map((pair) => TreatyTimeline.typed.shortly(...pair, language))",
        [[text.split("/") for text in STRETCHES], language],
    )
    assert stretches == [dates.parse(text).words(language) for text in STRETCHES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_read_back(script: Page, language: Language) -> None:
    """The words that a field shows mean, typed again, the very same, in each language."""
    again = """([texts, language]) => texts.map((text) => {
        const made = TreatyTimeline.typed.read(TreatyTimeline.typed.words(text, language));
        return made.from === made.to ? made.from : made;
    })"""
    far = ["-11999", "-120000", "-0100-12-31"]
    assert script.evaluate(again, [[*WRITTEN, *far], language]) == [*WRITTEN, *far]


def test_a_period_is_said_to_the_day(script: Page) -> None:
    """What a filter takes is told by its first and its last day."""
    said = script.evaluate("(ends) => TreatyTimeline.typed.daysWords(...ends, 'en')", ["1850", "1900"])
    assert said == "1 January 1850 – 31 December 1900"
    assert script.evaluate("() => TreatyTimeline.typed.daysWords('1600-02', '1600-02', 'en')").endswith(
        "29 February 1600"
    )
    assert script.evaluate("() => TreatyTimeline.typed.daysWords('1689-09-06', '1689-09-06', 'en')") == (
        "6 September 1689"
    )

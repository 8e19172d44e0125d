"""The page's filters of time, held to Python's for many dates and many periods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.made_up import edition, event
from timeline import dates
from timeline.errors import DateError
from timeline.payload import payload

ASSETS = Path(__file__).parent.parent / "timeline" / "assets"
DATES = (
    "1850", "1850-06", "1850-06-15", "1850~", "1850?", "185X", "18XX", "1850-XX-XX", "156X-12-25", "1850-21",
    "1849/1851", "1850-01-01/1850-12-31", "1840/1860", "1850/..", "../1850", "1850/", "/1850", "1850-06/",
    "/1850-06", "[1840,1860]", "{1840,1860}", "[1849..1851]", "[1850..]", "[..1850]", "{1840..1843,1860}",
    "1849-12-31", "1851-01-01", "-0043-03-15", "-0499/-0479", "0000", "Y-12000", "Y12000",
)  # fmt: skip
"""Dates with every kind of end and of doubt, about one year and far from it."""
ENDS = (
    "..", "1850", "1850-01-01", "1850-12-31", "1850-06", "1850-06-15", "1849", "1851", "1845", "1840", "1900",
    "1800", "-0043", "0000", "-0500",
)  # fmt: skip
"""What a period may begin or end with."""


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with period.js in it."""
    page = browser.new_page()
    for name in ("calendar.js", "period.js"):
        page.add_script_tag(path=ASSETS / name)
    yield page
    page.close()


@pytest.mark.parametrize("mode", ["happened", "existed"])
def test_page_and_python_find_the_same_events(script: Page, mode: str) -> None:
    """An event happened in a period, or existed during it, on the page just if it did in Python."""
    events = payload(edition([event(f"e{at}", text) for at, text in enumerate(DATES)]))["events"]
    texts = {f"e{at}": text for at, text in enumerate(DATES)}
    pairs = [(first, last) for first in ENDS for last in ENDS]
    found = json.loads(
        script.evaluate(
            """([mode, pairs, events]) => JSON.stringify(pairs.map(([from, to]) => {
                const made = TreatyTimeline.period.made(mode, from, to);
                return made && events.filter(TreatyTimeline.period.test(made)).map((event) => event.id);
            }))""",
            [mode, pairs, events],
        )
    )
    judge = dates.happened_in if mode == "happened" else dates.existed_during
    seen = set()
    for (first, last), ids in zip(pairs, found, strict=True):
        try:
            period = dates.parse(first if first == last else f"{first}/{last}")
        except DateError:
            assert ids is None, (first, last)
            continue
        wanted = {text for text in DATES if judge(dates.parse(text), period)}
        assert {texts[id] for id in ids} == wanted, (first, last)
        seen.add(frozenset(wanted))
    assert len(seen) > 40, "the periods hardly differ"


def test_the_two_filters_differ(script: Page) -> None:
    """A year and a long stretch existed during a month in which they cannot be said to have happened."""
    tests = """(event) => ["happened", "existed"].map((mode) =>
        TreatyTimeline.period.test(TreatyTimeline.period.made(mode, "1850-06", "1850-06"))(event))"""
    for text in ("1850", "1849/1851", "1850/..", "185X"):
        (made,) = payload(edition([event("one", text)]))["events"]
        assert script.evaluate(tests, made) == [False, True], text


def test_what_is_no_period_is_none(script: Page) -> None:
    """Two open sides, an end before the beginning, a text that is no date or another mode make no period."""
    asked = [
        ["happened", "..", ".."], ["happened", "1900", "1850"], ["existed", "1850", "soon"],
        ["lasted", "1850", "1900"], ["happened", "1850-02-30", "1900"], ["existed", "", "1900"],
    ]  # fmt: skip
    made = script.evaluate("asked => asked.map((one) => TreatyTimeline.period.made(...one))", asked)
    assert made == [None] * len(asked)


def test_the_page_gets_its_orders_from_python() -> None:
    """Open, unknown and doubtful dates stand where `dates.ordering` puts them, by start, middle and end."""
    made = edition([event(f"e{at}", text) for at, text in enumerate(DATES)])
    spans, orders = [one.span for one in made.chronology], payload(made)["orders"]
    assert spans == sorted(spans, key=lambda span: dates.ordering(span, "start"))
    assert set(orders) == {"middle", "end"}
    for by in ("middle", "end"):
        assert sorted(orders[by]) == list(range(len(DATES)))
        assert [spans[at] for at in orders[by]] == sorted(spans, key=lambda span: dates.ordering(span, by))
        assert orders[by] != sorted(orders[by])


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("1680-01-01", "1700-12-31", "1680/1700"),
        ("1680-02-10", "1700-12-30", "1680/1700"),
        ("1689-01-01", "1689-12-31", "1689/1689"),
        ("1689-03-01", "1689-04-30", "1689-03/1689-04"),
        ("1685-03-05", "1689-04-11", "1685-03/1689-04"),
        ("1689-03-05", "1689-04-11", "1689-03-05/1689-04-11"),
        ("-0043-03-05", "0014-08-19", "-0043/0014"),
    ],
)
def test_a_window_is_a_period_of_what_is_seen(script: Page, first: str, last: str, period: str) -> None:
    """Written in years or months where nobody means days, and then never shorter than what is seen."""
    made = script.evaluate("(ends) => TreatyTimeline.period.around(...ends)", [day(first), day(last) + 1])
    assert f"{made['from']}/{made['to']}" == period
    assert day(made["from"]) <= day(first)
    assert (dates.parse(made["to"]).latest or 0) >= day(last)


def day(text: str) -> int:
    """Its first day."""
    return dates.parse(text).earliest or 0

"""The scales of time in the browser: the Old Style one, ticks in every language, and years beyond any date axis."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_steps import ON_ONE_HOST, counted, days, go, set_window, settle, visible, visit, window
from tests.conftest import TINY_COLUMNS, TINY_ROWS, Watch
from timeline.axis_words import WORDS, months_text, year_text
from timeline.calendars import day_to_julian, julian_to_day, month_length
from timeline.edition import load
from timeline.export import export
from timeline.languages import LANGUAGES, Language

TICKS = """(axis) => {
    const plot = document.querySelector(".plot"), { x } = plot.getBoundingClientRect(), { l, w } = plot._fullLayout._size;
    return Array.from(plot.querySelectorAll(`.${axis}tick text`), (node) => {
        const box = node.getBoundingClientRect(), lines = Array.from(node.querySelectorAll("tspan"), (line) => line.textContent);
        return {
            lines: lines.length ? lines : [node.textContent],
            at: box.x + box.width / 2 - x - l, of: w, left: box.x, right: box.right,
        };
    });
}"""
"""The labels of an axis as the browser drew them: lines from top to bottom, middle in pixels of the plot."""

PRESSED = """([key, times]) => {
    const plot = document.querySelector(".plot");
    for (let time = 0; time < times; time += 1) plot.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}"""
"""Presses a key of the chart many times at once, as a key that is held down does."""

DATES = ["Y-45E8", "Y-66E6", "Y-12000", "-0499", "-0043-03-13", "0500", "1689-09-06", "2023-08-28"]
"""From the beginning of the Earth to now, in one project."""


def ticks(page: Page, axis: str) -> list[dict[str, Any]]:
    """The labels of the axis: `x` below, `x2` above."""
    return page.evaluate(TICKS, axis)  # type: ignore[no-any-return]


def clashes(found: list[dict[str, Any]]) -> list[Any]:
    """Pairs of neighbouring labels that touch."""
    found = sorted(found, key=lambda tick: tick["left"])
    return [(one["lines"], two["lines"]) for one, two in pairwise(found) if one["right"] > two["left"]]


def julian_dates(first: int, last: int, language: Language) -> dict[tuple[str, ...], int]:
    """What a label says of a Julian date, lines from top to bottom, and the day number of that date."""
    words = WORDS[language]
    made: dict[tuple[str, ...], int] = {}
    years = range(day_to_julian(first)[0], day_to_julian(last)[0] + 1)
    for year, era in product(years, (True, False)):
        written = year_text(year, era=era, language=language)
        made[(written,)] = julian_to_day(year, 1, 1)
        if len(years) > 3:
            continue
        for month, name in enumerate(words.months, start=1):
            made[written, name] = julian_to_day(year, month, 1)
            for day in range(1, month_length("julian", year, month) + 1):
                above = months_text(month, month, written, language)
                made[above, words.day.format(day)] = julian_to_day(year, month, day)
    return made


def misplaced(page: Page, language: Language) -> list[Any]:
    """Labels above that stand more than a pixel and a half from their day; fails when none says a whole date."""
    first, last = page.evaluate(
        "() => Object.values(timeline.window()).map((date) => TreatyTimeline.calendar.period(date)[0])"
    )
    dates = julian_dates(first, last, language)
    whole = [tick for tick in ticks(page, "x2") if tuple(tick["lines"]) in dates]
    assert whole
    return [
        (tick["lines"], tick["at"])
        for tick in whole
        if abs(tick["at"] - (dates[tuple(tick["lines"])] - first) / (last + 1 - first) * tick["of"]) > 1.5
    ]


@pytest.fixture(scope="module")
def ages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of a project that reaches from the beginning of the Earth to now, on a linear axis."""
    folder = tmp_path_factory.mktemp("ages")
    (folder / "data").mkdir()
    (folder / "seeds").mkdir()
    (folder / "seeds" / "first.txt").write_text("Words that tell of it all.\n", encoding="utf-8")
    events = [
        {
            "id": f"e{number}",
            "title": f"Event of {date}",
            "date": date,
            "calendar": "gregorian",
            "kind": "event",
        }
        | {"evidence": "inferred", "date_note": "Made up.", "importance": "3", "status": "asserted"}
        for number, date in enumerate(DATES)
    ]
    passages = [
        {"id": f"p{number}", "event": f"e{number}", "source": "first", "exact": "Words that tell of it all."}
        | {"relation": "supports", "rank": "normal"}
        for number in range(len(DATES))
    ]
    rows = {"sources": TINY_ROWS["sources"][:1], "events": events, "passages": passages}
    for name, columns in TINY_COLUMNS.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
    export(load(folder), folder / "site")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watch = Watch(context, "file:")
    yield visit(context.new_page(), (folder / "site" / "index.html").as_uri())
    assert watch.faults == []
    context.close()


# ── the Old Style scale ───────────────────────────────────────────────────────────────────────────────────


def test_the_old_style_scale_is_switched_by_keyboard_and_kept_in_the_address(desk: Page) -> None:
    """The space bar shows it and hides it; the address opens it; the plot makes room only while it is there."""
    margin = "() => document.querySelector('.plot')._fullLayout._size.t"
    marked = desk.locator(":root[data-old-style]")
    usual = desk.evaluate(margin)
    box = desk.get_by_role("checkbox", name="Old Style")
    box.focus()
    desk.keyboard.press("Space")
    settle(desk)
    assert desk.evaluate("() => location.hash") == "#?os=1"
    assert ticks(desk, "x2")
    assert desk.evaluate(margin) > usual
    expect(marked).to_have_count(1)
    desk.keyboard.press("Space")
    settle(desk)
    assert desk.evaluate("() => location.hash") == ""
    assert ticks(desk, "x2") == []
    assert desk.evaluate(margin) == usual
    expect(marked).to_have_count(0)
    go(desk, "#?os=1")
    assert ticks(desk, "x2")
    expect(box).to_be_checked()


WINDOWS = [
    ("1600-01-01", "2025-12-31"),
    ("1601-01-01", "1700-12-31"),
    ("1689-01-01", "1689-12-31"),
    ("1689-08-20", "1689-09-20"),
    ("1689-09-02", "1689-09-12"),
    ("1918-02-01", "1918-02-20"),
]


@ON_ONE_HOST
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_julian_tick_stands_at_the_pixel_of_its_day(desk: Page, language: Language) -> None:
    """From centuries to days, in every language, and no two touch; 27 August stands above 6 September 1689."""
    go(desk, f"#?os=1&lang={language}")
    for start, end in WINDOWS:
        set_window(desk, start, end)
        assert misplaced(desk, language) == [], (start, end)
        assert clashes(ticks(desk, "x2")) == clashes(ticks(desk, "x")) == []
    set_window(desk, "1689-09-03", "1689-09-10")
    number = WORDS[language].day.format
    above = {tick["lines"][-1]: tick["at"] for tick in ticks(desk, "x2")}
    below = {tick["lines"][0]: tick["at"] for tick in ticks(desk, "x")}
    assert above[number(27)] == pytest.approx(below[number(6)], abs=1.5)


def test_the_scales_agree_however_far_back(ages: Page) -> None:
    """Before the common era and on a linear axis a Julian tick is at its day too."""
    for start, end in (
        ("-12000", "2000"),
        ("-0499", "0500"),
        ("-0009", "0010"),
        ("-0043", "-0043"),
        ("-0043-03-05", "-0043-03-20"),
        ("1689-09-02", "1689-09-12"),
    ):
        go(ages, f"#?os=1&from={start}&to={end}")
        assert misplaced(ages, "en") == [], (start, end)
        assert clashes(ticks(ages, "x2")) == []


# ── any language, any zoom ────────────────────────────────────────────────────────────────────────────────


@ON_ONE_HOST
def test_no_two_labels_of_a_scale_touch_on_a_telephone(phone: Page) -> None:
    """As the browser draws them, below and above, in every language."""
    for language in LANGUAGES:
        go(phone, f"#?os=1&lang={language}")
        for start, end in (*WINDOWS[::2], ("1654-06-01", "1655-06-30"), ("2022-12-20", "2023-01-10")):
            set_window(phone, start, end)
            for axis in ("x", "x2"):
                found = ticks(phone, axis)
                assert found, (language, start, end)
                assert clashes(found) == [], (language, axis, start, end)


@ON_ONE_HOST
def test_the_ticks_and_the_eras_follow_the_language(desk: Page) -> None:
    """Changed on the page, not only when it is opened: months, days and the names of the eras."""
    set_window(desk, "1689-08-20", "1689-09-20")
    for language, month, day in (
        ("ru", "авг. 1689", "20"),
        ("zh", "1689年8月", "20日"),
        ("en", "Aug 1689", "20"),
    ):
        desk.locator(f"[data-language={language}]").click()
        settle(desk)
        lines = [tick["lines"] for tick in ticks(desk, "x")]
        assert [day, month] in lines or [month] in [line[1:] for line in lines], lines
    desk.locator("[data-language=zh]").click()
    settle(desk)
    expect(desk.locator(".era").nth(1)).to_contain_text("年")


@ON_ONE_HOST
def test_two_days_are_shown_as_two_days(desk: Page) -> None:
    """The shortest window is a day and a half; what is asked for is what is shown, without a clock."""
    set_window(desk, "2023-08-28", "2023-08-29")
    assert window(desk) == ("2023-08-28", "2023-08-29")
    found = [tick["lines"] for tick in ticks(desk, "x")]
    assert found == [["28", "Aug 2023"], ["29"], ["30"]]
    set_window(desk, "2023-08-28", "2023-08-28")
    assert days(desk) == 1
    assert [tick["lines"] for tick in ticks(desk, "x")] == [["28", "Aug 2023"], ["29"]]


# ── years beyond any date axis ────────────────────────────────────────────────────────────────────────────


def test_nothing_is_lost_between_the_beginning_of_the_earth_and_now(ages: Page) -> None:
    """Every event is drawn or counted, and the years are told in words that fit."""
    go(ages, "#")
    assert len(visible(ages)) + sum(counted(ages)) == len(DATES)
    texts = [tick["lines"][0] for tick in ticks(ages, "x")]
    assert {"4 billion BCE", "500 million BCE", "1 CE"} <= set(texts)


def test_four_and_a_half_billion_years_are_moved_through_by_keys(ages: Page) -> None:
    """From everything to the shortest window, and back: no error, and days of three are right."""
    go(ages, "#")
    ages.evaluate("(id) => timeline.select(id)", "e7")
    settle(ages)
    for key, least, most in (("+", 1, 3), ("-", 10**12, 10**13)):
        ages.evaluate(PRESSED, [key, 80])
        settle(ages)
        assert least <= days(ages) <= most
    go(ages, "#?from=2023-08-27&to=2023-08-29")
    assert [tick["lines"] for tick in ticks(ages, "x")] == [["27", "Aug 2023"], ["28"], ["29"], ["30"]]
    box = ages.evaluate("() => timeline.markBox('e7')")
    below = {tick["lines"][0]: (tick["left"] + tick["right"]) / 2 for tick in ticks(ages, "x")}
    assert box["x"] == pytest.approx(below["28"], abs=1.5)
    assert box["x"] + box["width"] == pytest.approx(below["29"], abs=1.5)

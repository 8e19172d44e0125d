"""A large edition: the five articles among thousands of invented events, bound in volumes, on both hosts.

What the other files ask of eighty events is asked here of as many as a reader might have: that the picture
holds no more than an eye can take, that nothing hidden is lost, and that every way to an event (list, search,
filter, key, address, mark and passage) still leads to it. Three thousand are enough to need levels, volumes and
a list that rolls; `--large` makes it a hundred thousand and tries everything on both hosts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser_steps import (
    Pages,
    centre,
    click_mark,
    counted,
    focus_chart,
    go,
    label_faults,
    ready,
    running,
    selection,
    selects,
    set_window,
    settle,
    visible,
    window,
)
from tests.conftest import Watch
from tests.large_project import invent
from tests.test_browser_easel import moved
from timeline import dates
from timeline.dates import Span, parse
from timeline.messages import message

Row = dict[str, str]
Shared = Callable[[str], Page]

ON_BOTH_HOSTS = {
    "test_the_first_picture_holds_what_an_eye_can_take",
    "test_home_and_end_and_arrows_go_through_the_list",
    "test_a_search_finds_every_event_with_the_words",
    "test_an_address_leads_to_its_event_and_a_passage_to_its_words",
    "test_a_click_on_a_mark_shows_its_words",
    "test_without_a_script_the_foremost_events_can_be_read",
}
"""What is tried in the export too; the rest of it with `--large` (see conftest.py), for the script is the same."""
SIZE, LARGE = 3_000, 100_000
"""Events of the project, enough to be bound, and with `--large`."""
MOST = 1_000
"""Marks that a picture may hold."""


DENSITY = """() => Array.from(document.querySelectorAll(".plot .scatterlayer .fills path"))
    .filter((node) => node.getBoundingClientRect().width > 0)
    .reduce((sum, node) => sum + (node.getAttribute("d").match(/[LHV]/gi) || []).length, 0)"""
"""Corners of the strips that say how many more events there are."""


@dataclass(frozen=True, slots=True)
class Large:
    """A large project on a host."""

    url: str
    """Address of its page."""
    events: list[Row]
    """Its events.csv."""
    quotes: dict[str, Row]
    """Its passages.csv, by id."""
    spans: dict[str, Span] = field(default_factory=dict)
    """What the dates mean, by id of the event."""

    @property
    def count(self) -> int:
        """How many events it has."""
        return len(self.events)


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The project, made once for both hosts."""
    count = LARGE if request.config.getoption("large") else SIZE
    return invent(tmp_path_factory.mktemp("large") / str(count), project, count)


def told(folder: Path, url: str) -> Large:
    """What the files of a project say."""
    tables = []
    for name in ("events", "passages"):
        with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables.append(list(csv.DictReader(file)))
    events, quotes = tables
    return Large(url, events, {row["id"]: row for row in quotes})


@pytest.fixture(scope="session")
def app(folder: Path) -> Iterator[Large]:
    """The project in the app."""
    with running(folder) as url:
        yield told(folder, url)


@pytest.fixture(scope="session")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Large:
    """The project as static files."""
    from timeline import edition
    from timeline.export import export

    site = tmp_path_factory.mktemp("large-site")
    export(edition.load(folder), site)
    return told(folder, (site / "index.html").as_uri())


@pytest.fixture
def large(host: str, request: pytest.FixtureRequest) -> Large:
    """The project on the host."""
    found: Large = request.getfixturevalue("app" if host == "app" else "exported")
    return found


@pytest.fixture
def host_url(large: Large) -> str:
    """Its address, for every fixture that opens the page."""
    return large.url


def span(large: Large, row: Row) -> Span:
    """What the date of an event means."""
    if row["id"] not in large.spans:
        calendar = "julian" if row["calendar"] == "julian" else "gregorian"
        large.spans[row["id"]] = parse(row["date"], calendar, row["year_start"] or "01-01")
    return large.spans[row["id"]]


def found(page: Page, large: Large, wanted: Callable[[Row], bool]) -> int:
    """Wait until the heading says as many events as the files hold that are wanted."""
    count = sum(1 for row in large.events if wanted(row))
    said = message("en", "tally.matching", {"left": count, "count": large.count})
    if count == large.count:
        said = message("en", "tally.events", {"count": count})
    expect(page.locator(".shown-count")).to_have_text(said)
    settle(page)
    return count


def options(page: Page) -> list[tuple[int, int, str]]:
    """Place, size of the set and event of each row of the list that is there."""
    rows = page.locator(".options [role=option]").evaluate_all(
        "(all) => all.map((one) => [Number(one.ariaPosInSet), Number(one.ariaSetSize), one.dataset.event || ''])"
    )
    return sorted((place, size, event) for place, size, event in rows)


# ── the picture ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_picture_holds_what_an_eye_can_take(desk: Page, large: Large) -> None:
    """It tells of all events, draws no more than a thousand marks, and no label touches another."""
    found(desk, large, lambda row: True)
    assert 20 < len(visible(desk)) <= MOST
    assert label_faults(desk) == []
    assert len(desk.evaluate("() => timeline.labelBoxes()")) >= 5
    assert desk.locator(".plot path.point, .plot .barlayer path").count() <= 3 * MOST


def test_events_that_are_not_drawn_leave_a_trace(desk: Page, large: Large) -> None:
    """Below the rows of a lane stands how many more there are, in the whole and in a narrow window."""
    for first, last in (("1600-01-01", "2024-01-01"), ("2000-01-01", "2020-01-01")):
        set_window(desk, first, last)
        drawn = len(visible(desk))
        assert drawn < large.count
        traces = desk.evaluate(DENSITY)
        assert traces > 20, f"{large.count - drawn} events leave no trace between {first} and {last}"
        assert label_faults(desk) == []


def test_the_strip_counts_all_events(desk: Page, large: Large) -> None:
    """Under the chart there are bars wherever there are events, whatever the level that is drawn."""
    assert desk.locator(".strip rect, .strip path").count() > 20


@pytest.mark.parametrize("lanes", ["kind", "party"])
def test_every_level_down_to_the_day_is_sound(desk: Page, large: Large, lanes: str) -> None:
    """From four centuries to three days: few marks, labels apart, and the event in the middle is drawn."""
    go(desk, f"#treaty-1950?lanes={lanes}" if "treaty-1950" in ids(large) else f"#treaty-2001?lanes={lanes}")
    middle = desk.evaluate("() => timeline.selection()")
    year = next(row["date"] for row in large.events if row["id"] == middle)[:4]
    for first, last in (
        ("1600-01-01", "2024-12-31"),
        (f"{int(year) - 50}-01-01", f"{int(year) + 22}-12-31"),
        (f"{int(year) - 5}-01-01", f"{int(year) + 5}-12-31"),
        (f"{year}-01-01", f"{year}-12-31"),
        (f"{year}-07-01", f"{year}-07-31"),
        (f"{year}-07-15", f"{year}-07-18"),
    ):
        set_window(desk, first, last)
        arrived(desk)
        assert len(visible(desk)) <= MOST
        assert label_faults(desk) == [], (first, last)
        if middle == "treaty-2001":
            assert middle in visible(desk), (first, last)


def ids(large: Large) -> set[str]:
    """Every id."""
    return {row["id"] for row in large.events}


def arrived(page: Page) -> None:
    """Wait until the window draws no more than it did a moment ago: what it sent for has come."""
    page.evaluate(
        """async () => {
            let before = "", still = 0;
            for (const until = Date.now() + 40000; Date.now() < until && still < 4;) {
                await timeline.setFilter({});
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                const now = timeline.visible().sort().join();
                still = now === before ? still + 1 : 0;
                before = now;
            }
        }"""
    )


def test_in_a_narrow_window_every_event_is_a_mark_or_counted(desk: Page, large: Large) -> None:
    """Ten days hold no more than can be drawn, so each event that begins in them has a mark or is in a pill."""
    first, last = parse("2015-05-01").earliest or 0, parse("2015-05-10").latest or 0
    set_window(desk, "2015-05-01", "2015-05-10")
    arrived(desk)
    beginning = {
        row["id"]
        for row in large.events
        if row["date"].startswith(("2015-05", "2015-04"))
        and first <= (span(large, row).earliest or 0) <= last
    }
    assert len(beginning - set(visible(desk))) <= sum(counted(desk))
    assert label_faults(desk) == []


def test_labels_stay_while_a_hand_drags(desk: Page) -> None:
    """A label that is still in sight has moved with the pointer, on its row, and no other has come in its way."""
    set_window(desk, "1900-01-01", "1960-12-31")
    arrived(desk)
    box = desk.locator(".plot").bounding_box()
    assert box is not None
    before = {one["id"]: one for one in desk.evaluate("() => timeline.labelBoxes()")}
    assert len(before) >= 3
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 60
    desk.mouse.move(x, y)
    desk.mouse.down()
    kept = 0
    for step in range(1, 7):
        desk.mouse.move(x - 25 * step, y)
        settle(desk)
        assert label_faults(desk, sliding=True) == [], step
        for one in desk.evaluate("() => timeline.labelBoxes()"):
            if one["id"] in before and before[one["id"]]["x"] > box["x"] + 320:
                assert abs(one["y"] - before[one["id"]]["y"]) < 1, one["id"]
                assert abs(one["x"] - before[one["id"]]["x"] + 25 * step) < 2, one["id"]
                kept += 1
    desk.mouse.up()
    settle(desk)
    assert kept > 6
    assert label_faults(desk) == []


def test_nothing_moves_when_plotly_follows(desk: Page) -> None:
    """Marks, pills and strips of a step stand where Plotly has them."""
    for first, last in (("1900", "1910"), ("2011", "2011")):
        set_window(desk, first, last)
        arrived(desk)
        assert moved(desk, first, f"{last}-12-30") == [], (first, last)


def test_the_wheel_and_the_keys_zoom_and_labels_stay_apart(desk: Page) -> None:
    """Step by step from the whole to weeks and back."""
    focus_chart(desk)
    box = desk.locator(".plot").bounding_box()
    assert box is not None
    desk.mouse.move(box["x"] + box["width"] * 0.85, box["y"] + 60)
    start, end = window(desk)
    for turn in (*[-300] * 6, *[300] * 6):
        desk.mouse.wheel(0, turn)
        settle(desk)
        assert label_faults(desk) == [], window(desk)
        assert len(visible(desk)) <= MOST
    desk.keyboard.press("0")
    settle(desk)
    assert window(desk) == (start, end)


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_rolls_and_says_where_each_row_stands(desk: Page, large: Large) -> None:
    """Of thousands of rows few are made; each says its place among all, at the beginning, far down, at the end."""
    listbox = desk.get_by_role("listbox")
    for share in (0, 0.37, 1):
        desk.locator(".options").evaluate(
            "(list, share) => { list.scrollTop = share * (list.scrollHeight - list.clientHeight); }", share
        )
        settle(desk)
        desk.wait_for_function(
            "() => { const all = document.querySelectorAll('.options [role=option]'); return all.length && !document.querySelector('.options .waiting'); }"
        )
        rows = options(desk)
        assert 5 < len(rows) < 400
        assert {size for _, size, _ in rows} == {large.count}
        places = [place for place, _, _ in rows]
        assert places == list(range(places[0], places[0] + len(places))), "the rows do not follow one another"
        assert (places[0] == 1) == (share == 0)
        assert (places[-1] == large.count) == (share == 1)
        middle = places[0] / large.count
        assert abs(middle - share) < 0.1
    expect(listbox).to_have_count(1)


def test_home_and_end_and_arrows_go_through_the_list(desk: Page, large: Large) -> None:
    """The first and the last of all events, and their neighbours, by keys from the list."""
    desk.get_by_role("listbox").focus()
    for key, place in (("Home", 1), ("ArrowDown", 2), ("ArrowDown", 3), ("ArrowUp", 2), ("End", large.count)):
        desk.keyboard.press(key)
        chosen = desk.locator("[role=option][aria-selected=true]")
        expect(chosen).to_have_attribute("aria-posinset", str(place))
        expect(chosen).to_have_attribute("aria-setsize", str(large.count))
        expect(desk.locator("article.event:visible")).to_have_count(1)
    desk.keyboard.press("ArrowUp")
    expect(chosen).to_have_attribute("aria-posinset", str(large.count - 1))
    expect(chosen).to_be_in_viewport()


def test_previous_and_next_event_lead_there_and_back(desk: Page) -> None:
    """On the chart, right and left from an event of the articles: another, drawn, and back."""
    go(desk, "#treaty-aigun")
    selects(desk, "treaty-aigun")
    focus_chart(desk)
    desk.keyboard.press("ArrowRight")
    desk.wait_for_function("() => ![null, 'treaty-aigun'].includes(timeline.selection())")
    settle(desk)
    following = selection(desk)
    assert following in visible(desk)
    desk.keyboard.press("ArrowLeft")
    selects(desk, "treaty-aigun")
    assert "treaty-aigun" in visible(desk)


def test_the_list_stands_in_the_order_that_is_chosen(desk: Page, large: Large) -> None:
    """By end and by middle the list begins with what Python ranks first and ends with what it ranks last."""
    known = {row["id"]: row for row in large.events}
    early = [row for row in large.events if row["date"] < "1660"]
    late = [row for row in large.events if row["date"].rpartition("/")[2] > "2015" or ".." in row["date"]]
    for by in ("end", "middle"):
        desk.locator("#_sort").select_option(by)

        def rank(row: Row, by: str = by) -> Any:
            return dates.ordering(span(large, row), by)  # type: ignore[arg-type]

        # The order comes in a volume of its own; until then the list stands in the one that it had, and then it
        # keeps the row that is read: whoever scrolls to the top earlier is taken away again.
        desk.evaluate("() => timeline.settled()")
        lowest = rank(min(early, key=rank))
        first = [row["id"] for row in early if rank(row) == lowest]
        desk.locator(".options").evaluate("(list) => { list.scrollTop = 0; }")
        desk.wait_for_function(
            """(first) => {
                const row = document.querySelector(".options [aria-posinset='1']");
                return row && first.includes(row.dataset.event);
            }""",
            arg=first,
        )
        desk.get_by_role("listbox").focus()
        chosen = desk.locator("[role=option][aria-selected=true]")
        for key, place, row in (("Home", 1, min(early, key=rank)), ("End", large.count, max(late, key=rank))):
            desk.keyboard.press(key)
            expect(chosen).to_have_attribute("aria-posinset", str(place))
            # What ends on the same days may stand either way.
            assert rank(known[selection(desk) or ""]) == rank(row), (by, key)


def test_a_scroll_that_nobody_was_told_of_yet_counts(desk: Page) -> None:
    """Who scrolls to the top gets there, and the row that is read is kept, whatever the list does before it is told."""
    tops, read = desk.evaluate(
        """async () => {
            const list = document.querySelector(".options"), wait = (time) => new Promise((done) => setTimeout(done, time));
            const tops = [];
            for (let turn = 0; turn < 4; turn += 1) {
                list.scrollTop = 30_000;
                await new Promise((done) => list.addEventListener("scroll", () => setTimeout(done, 0), { once: true }));
                // Until the list is about to do what it does once scrolling has come to rest.
                const until = performance.now() + 130;
                while (performance.now() < until);
                list.scrollTop = 0;
                await wait(200);
                tops.push(list.scrollTop);
            }
            for (const sort of ["end", "start"]) await timeline.setFilter({ sort });
            list.scrollTop = 30_000;
            await wait(200);
            list.scrollTop = 0;
            await timeline.setFilter({ sort: "end" });
            const read = list.querySelector("[data-place='0']");
            return [tops, read && read.getBoundingClientRect().top - list.getBoundingClientRect().top];
        }"""
    )
    assert tops == [0, 0, 0, 0]
    assert read is not None
    assert 0 <= read < 40


@pytest.mark.parametrize("by", ["start", "middle", "end"])
def test_the_list_comes_back_after_it_was_empty(watched: Page, large: Large, host_url: str, by: str) -> None:
    """Opened in any order it has rows, which a search for nothing takes away and brings back."""
    watched.goto(f"{host_url}#?sort={by}")
    ready(watched)
    rows = watched.locator(".options .rows [role=option]")
    for word in ("", "qqqqqq", ""):
        watched.evaluate("(q) => timeline.setFilter({ q })", word)
        settle(watched)
        found(watched, large, lambda row, word=word: not word)  # type: ignore[misc]
        if word:
            expect(rows).to_have_count(0)
        else:
            expect(rows.first).to_have_attribute("aria-posinset", "1")
            assert rows.count() > 5


@pytest.mark.parametrize(("width", "height"), [(1366, 620), (844, 390)])
def test_a_low_window_makes_no_more_rows(watched: Page, host_url: str, width: int, height: int) -> None:
    """The list is as high as a screen has room for, in a window too low for all panes at once, too."""
    watched.set_viewport_size({"width": width, "height": height})
    watched.goto(host_url)
    ready(watched)
    box = watched.locator(".options").bounding_box()
    assert box
    assert 100 < box["height"] < 640
    assert 5 < watched.locator(".options [role=option]").count() < 200


def test_rows_that_could_not_be_had_are_tried_again(page: Page, host_url: str) -> None:
    """With everything else that failed, by the one button."""
    if not host_url.startswith("http:"):
        pytest.skip("a file is there or it is not")
    broken = [True]
    page.route(
        re.compile(r"/events-[0-9]+$"), lambda route: route.abort() if broken[0] else route.continue_()
    )
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto(host_url)
    ready(page)
    page.locator(".options").evaluate("(list) => { list.scrollTop = list.scrollHeight / 2; }")
    trouble = page.get_by_role("alert")
    expect(trouble).to_be_visible()
    page.wait_for_timeout(1_500)  # The list has become lower by the notice, and asks once more.
    assert page.locator(".options .rows .waiting").count() > 0
    broken[0] = False
    trouble.get_by_role("button", name="Try again").click()
    expect(trouble).to_have_count(0)
    expect(page.locator(".options .rows .waiting")).to_have_count(0)


# ── what matches ──────────────────────────────────────────────────────────────────────────────────────────


def test_each_filter_leaves_what_the_files_say(desk: Page, large: Large) -> None:
    """Kind, party, source and evidence, each by itself and all together."""
    quoted = {row["event"] for row in large.quotes.values() if row["source"] == "chronicle-3"}
    cases: list[tuple[dict[str, list[str]], Callable[[Row], bool]]] = [
        ({"kind": ["treaty"]}, lambda row: row["kind"] == "treaty"),
        ({"kind": ["treaty", "media"]}, lambda row: row["kind"] in ("treaty", "media")),
        ({"party": ["Highmoor"]}, lambda row: "Highmoor" in row["parties"].split(";")),
        ({"source": ["chronicle-3"]}, lambda row: row["id"] in quoted),
        ({"evidence": ["stated"]}, lambda row: row["evidence"] == "stated"),
        (
            {"kind": ["military"], "party": ["Highmoor"], "source": ["chronicle-3"]},
            lambda row: (
                row["kind"] == "military" and "Highmoor" in row["parties"].split(";") and row["id"] in quoted
            ),
        ),
    ]
    for wanted, judge in cases:
        desk.evaluate("(wanted) => timeline.setFilter(wanted)", wanted)
        count = found(desk, large, judge)
        assert 0 < count < large.count
        arrived(desk)
        shown = visible(desk)
        known = {row["id"]: row for row in large.events}
        assert shown
        assert all(judge(known[event]) for event in shown)
        assert label_faults(desk) == []
        rows = [row for row in options(desk) if row[2]]
        assert {size for _, size, _ in rows} == {count}
        assert all(judge(known[event]) for _, _, event in rows)
        desk.evaluate("() => timeline.setFilter({ kind: [], party: [], source: [], evidence: [] })")
    found(desk, large, lambda row: True)


def test_a_search_finds_every_event_with_the_words(desk: Page, large: Large) -> None:
    """Parts of words, several of them, words of a quote alone, the articles' own; then all are back."""
    search = desk.get_by_role("searchbox")
    quote = {row["event"]: row["exact"] for row in large.quotes.values()}

    def has(*words: str) -> Callable[[Row], bool]:
        return lambda row: (
            row["id"].startswith("made-")
            and all(word in f"{row['title']} {row['date']} {quote[row['id']]}".lower() for word in words)
        )

    search.fill("millford 1234")
    found(desk, large, has("millford", "1234"))
    search.fill("orthlan chancery 177")
    found(desk, large, has("orthlan", "chancery", "177"))
    search.fill("nerchinsk")
    expect(desk.locator(".option[data-event='treaty-nerchinsk']")).to_be_visible()
    settle(desk)
    arrived(desk)
    assert "treaty-nerchinsk" in visible(desk)
    search.fill("qqqqqq")
    expect(desk.get_by_text("No event matches these filters.")).to_be_visible()
    desk.get_by_role("button", name="Clear filters").click()
    found(desk, large, lambda row: True)


@pytest.mark.parametrize("mode", ["happened", "existed"])
def test_the_filters_of_time_find_what_python_finds(desk: Page, large: Large, mode: str) -> None:
    """What certainly happened in a decade, and what may have been in it."""
    judge = {"happened": dates.happened_in, "existed": dates.existed_during}[mode]

    def fits(row: Row, period: tuple[str, str]) -> bool:
        if not row["id"].startswith("made-"):
            return judge(span(large, row), parse("/".join(period)))
        first, _, last = row["date"].partition("/")
        (start, end), last = period, last or first
        return start <= first and last <= end if mode == "happened" else first <= end and start <= last

    for period in (("1850-01-01", "1859-12-31"), ("2001-07-16", "2001-07-16"), ("1600-01-01", "1700-12-31")):
        go(desk, f"#?{mode}={'/'.join(period)}")
        found(desk, large, lambda row, period=period: fits(row, period))  # type: ignore[misc]


def test_a_list_of_parties_typed_by_hand_finds_them_all(watched: Page, large: Large, host_url: str) -> None:
    """Opened with it, before anybody knows which parties there are; and a party that nobody is asks nothing."""
    parties = {party for row in large.events for party in row["parties"].split(";") if "," not in party}
    wanted = sorted(parties - {""})[:2]
    watched.goto(f"{host_url}#?party={','.join(wanted)}")
    ready(watched)
    assert found(watched, large, lambda row: not {*wanted}.isdisjoint(row["parties"].split(";"))) > 0
    watched.goto("about:blank")
    watched.goto(f"{host_url}#?party=no-such-party")
    ready(watched)
    found(watched, large, lambda row: True)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("timeline.setWindow('1700-01-01', '1720-12-31')", "from=1700-01-01&to=1720-12-31"),
        ("timeline.setFilter({ kind: ['military'] })", "kind=military"),
        ("document.querySelector('[data-language=ru]').click()", "lang=ru"),
    ],
)
def test_a_change_that_comes_before_the_event_does_not_unname_it(
    watched: Page, host_url: str, change: str, wanted: str
) -> None:
    """An address that is followed names its event, and what is changed until that has come, in the end."""
    watched.add_init_script(
        """const ask = fetch.bind(window);
        window.fetch = async (address, ...rest) => {
            if (String(address).includes("/volumes/")) await new Promise((done) => setTimeout(done, 700));
            return ask(address, ...rest);
        };"""
    )
    watched.goto(f"{host_url}#made-1234")
    watched.wait_for_selector(".options.rolling [role=option]")
    watched.evaluate(f"() => void {change}")
    selects(watched, "made-1234")
    watched.wait_for_timeout(500)
    assert watched.evaluate("() => location.hash") == f"#made-1234?{wanted}"


def test_a_window_that_is_shared_opens_with_its_events_in_the_list(
    watched: Page, large: Large, host_url: str
) -> None:
    """The first that begins in it is on top, as if somebody had moved there."""
    watched.goto(f"{host_url}#?from=1856-11-29&to=1858-02-02")
    ready(watched)
    settle(watched)
    read = """() => {
        const list = document.querySelector(".options"), { top } = list.getBoundingClientRect();
        const row = [...list.querySelectorAll("[role=option]")].find((one) => one.getBoundingClientRect().top >= top);
        return row && row.dataset.event;
    }"""
    first = parse("1856-11-29").earliest or 0
    inside = [row for row in large.events if (span(large, row).earliest or 0) >= first]
    foremost = min(inside, key=lambda row: (span(large, row).sort_key, row["id"]))
    watched.wait_for_function(f"(id) => ({read})() === id", arg=foremost["id"])


def holding(page: Page, name: str) -> list[Route]:
    """The questions for a volume, none of which is answered."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(rf"/{name}(\.js)?$"), hold)
    return held


def test_whoever_goes_on_while_words_are_sought_is_not_held(
    watched: Page, large: Large, host_url: str
) -> None:
    """Opened with a search whose answer is on its way, keys and windows work as if there were none."""
    held = holding(watched, "words")
    watched.goto(f"{host_url}#?q=nerchinsk")
    watched.wait_for_function("() => window.timeline && document.querySelector('.options.rolling')")
    focus_chart(watched)
    watched.keyboard.press("End")
    watched.wait_for_function("() => timeline.selection()")
    watched.evaluate("() => timeline.setWindow('1650-01-01', '1700-01-01')")
    watched.wait_for_timeout(400)  # In which the list follows the window.
    for route in held:
        route.continue_()
    said = message("en", "tally.matching", {"left": 0, "count": large.count}).partition("0")[2]
    expect(watched.locator(".shown-count")).to_have_text(re.compile(f"^[1-9][0-9]*{re.escape(said)}$"))


def test_what_was_chosen_last_stays(watched: Page, host_url: str) -> None:
    """A step that had to wait for what the window holds does not take back a choice that came after it."""
    held = holding(watched, "starts")
    watched.goto(host_url)
    ready(watched)
    watched.evaluate("() => timeline.setWindow('1850-01-01', '1900-01-01')")
    focus_chart(watched)
    watched.keyboard.press("ArrowRight")
    assert watched.evaluate("() => timeline.selection()") is None
    watched.evaluate("() => timeline.select('made-1234')")
    watched.wait_for_function("() => timeline.selection() === 'made-1234'")
    assert held
    for route in held:
        route.continue_()
    settle(watched)
    assert selection(watched) == "made-1234"


def test_who_is_told_to_come_later_comes_later(watched: Page, large: Large, host_url: str) -> None:
    """A server lets few wait for the words; the others get them a little later, and nothing is said of it."""
    if not host_url.startswith("http:"):
        pytest.skip("a disk says no such thing")
    told: list[int] = []

    def answer(route: Route) -> None:
        told.append(1)
        if len(told) > 2:
            route.continue_()
        else:
            route.fulfill(status=202, headers={"Retry-After": "0.1"})

    watched.route(re.compile(r"/words$"), answer)
    watched.goto(f"{host_url}#?q=nerchinsk")
    ready(watched)
    expect(watched.locator(".shown-count")).to_have_text(
        re.compile(f"^[1-9][0-9]* of {large.count:,} events")
    )
    expect(watched.get_by_role("alert")).to_have_count(0)
    assert len(told) == 3


def test_a_date_is_found_as_the_list_writes_it(desk: Page, large: Large) -> None:
    """Day and month of a date in brackets, the day of one figure too."""
    day = re.compile(r"[0-9]{4}-(07|08)-(0[1-9]|11)")
    for row in [row for row in large.events if row["id"].startswith("made-") and day.fullmatch(row["date"])][
        :3
    ]:
        year, month, number = row["date"].split("-")
        words = f"{int(number)} {'July' if month == '07' else 'August'} {year} {row['title']}"
        desk.evaluate("(q) => timeline.setFilter({ q })", words)
        settle(desk)
        assert row["id"] in {event for _, _, event in options(desk)}, words


def test_a_short_search_is_explained_each_time_and_no_longer(desk: Page) -> None:
    """Beside the search, while it is short: again after another one, and in another language only then."""
    hint, search = desk.locator("#_search_said"), desk.get_by_role("searchbox")
    for _ in range(2):
        search.fill("am")
        expect(hint).to_have_text(message("en", "search.short"))
        search.fill("amur")
        expect(hint).to_have_text("")
    desk.locator("[data-language=ru]").click()
    settle(desk)
    expect(hint).to_have_text("")
    desk.locator("[data-language=en]").click()


def test_what_cannot_be_had_is_said_and_counts_stay_true(
    browser: Browser, large: Large, host_url: str
) -> None:
    """Where the way is broken it can be tried again; where nothing is any more the page is loaded anew."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    way = "open"

    def answer(route: Route) -> None:
        if way == "open":
            route.continue_()
        elif way == "broken":
            route.abort()
        else:
            route.fulfill(status=404)

    # Before the page comes: what it asks of a disk later is not told to those who listen later.
    page.route(re.compile(r"/(words|postings-[0-9]+)(\.js)?$"), answer)
    page.goto(host_url)
    ready(page)
    everything = message("en", "tally.events", {"count": large.count})
    trouble = page.get_by_role("alert")
    way = "broken"
    page.get_by_role("searchbox").fill("nerchinsk")
    if host_url.startswith("http:"):  # A file is there or it is not.
        expect(trouble).to_contain_text("could not be loaded")
        expect(page.locator(".shown-count")).to_have_text(everything)
        way = "gone"
        trouble.get_by_role("button", name="Try again").click()
    expect(trouble).to_contain_text("published anew")
    expect(page.locator(".shown-count")).to_have_text(everything)
    way = "open"
    with page.expect_navigation():
        trouble.get_by_role("button", name="Reload the page").click()
    ready(page)
    expect(trouble).to_have_count(0)
    expect(page.locator(".shown-count")).to_have_text(re.compile(f"^[1-9][0-9]* of {large.count:,} events"))
    context.close()


# ── addresses ─────────────────────────────────────────────────────────────────────────────────────────────


def shown(page: Page, large: Large, event: str) -> None:
    """The event is selected, drawn, in the panel with every quote, in the list, and its words are marked."""
    row = next(one for one in large.events if one["id"] == event)
    quotes = [one for one in large.quotes.values() if one["event"] == event]
    selects(page, event)
    article = page.locator("article.event:visible")
    expect(article.locator("h3")).to_have_text(row["title"])
    expect(article.locator(".claim")).to_have_count(len(quotes))
    expect(page.locator("mark.at").first).to_be_in_viewport()
    expect(page.locator(f".option[data-event='{event}']")).to_have_attribute("aria-selected", "true")
    current = page.locator("mark[aria-current]").evaluate_all(
        "(all) => all.map((one) => one.dataset.passage)"
    )
    assert set(current) == {one["id"] for one in quotes}
    arrived(page)
    assert event in visible(page)


def test_an_address_leads_to_its_event_and_a_passage_to_its_words(
    watched: Page, large: Large, host_url: str
) -> None:
    """Opened with it, or changed to it: an event of the articles, an invented one, and a passage of each."""
    watched.goto(host_url + "#treaty-aigun")
    ready(watched)
    shown(watched, large, "treaty-aigun")
    go(watched, "#made-1234")
    shown(watched, large, "made-1234")
    for passage in ("made-777-p", "treaty-aigun-p2"):
        go(watched, f"#passage_{passage}")
        shown(watched, large, large.quotes[passage]["event"])
        expect(watched.locator("mark.at").first).to_have_attribute("data-passage", passage)
    said = "".join(watched.locator("mark[data-passage='treaty-aigun-p2']").all_text_contents())
    quote = re.sub(r"\W+", "", large.quotes["treaty-aigun-p2"]["exact"])
    assert quote[:20] in re.sub(r"\W+", "", said)
    for event in ("made-777", "made-1234"):
        watched.go_back()
        selects(watched, event)
    watched.go_forward()
    selects(watched, "made-777")
    arrived(watched)
    assert "made-777" in visible(watched)


def test_an_address_holds_window_and_filters_too(desk: Page, large: Large) -> None:
    """The same address, the same view; an id that nothing has selects nothing."""
    go(desk, "#treaty-aigun?from=1850-01-01&to=1869-12-31&kind=treaty&lang=ru")
    selects(desk, "treaty-aigun")
    assert window(desk) == ("1850-01-01", "1869-12-31")
    count = sum(1 for row in large.events if row["kind"] == "treaty")
    said = message("ru", "tally.matching", {"left": count, "count": large.count})
    expect(desk.locator(".shown-count")).to_have_text(said)
    for nothing in ("#no-such-event", "#passage_no-such-passage", "#%E0%A4%A"):
        go(desk, nothing)
        settle(desk)
        assert selection(desk) is None, nothing


# ── marks and passages ────────────────────────────────────────────────────────────────────────────────────


def test_a_click_on_a_mark_shows_its_words(desk: Page, large: Large) -> None:
    """Some of the marks of the whole and of a decade, clicked in their middle: event, panel, words."""
    for view in (("1600-01-01", "2024-01-01"), ("1960-01-01", "1969-12-31")):
        set_window(desk, *view)
        arrived(desk)
        marks = visible(desk)
        for event in marks[:: 1 + len(marks) // 4]:
            box = desk.evaluate("(id) => timeline.markBox(id)", event)
            if box is None or not 130 < centre(box)[0] < 1420:
                continue
            click_mark(desk, event)
            shown(desk, large, event)


def test_the_words_of_a_mark_are_on_their_way_before_the_hand_lets_go(desk: Page) -> None:
    """A button that is pressed on a mark, wherever the pointer came from, asks for its panel; nothing is selected."""
    set_window(desk, "1871-01-01", "1874-12-31")
    arrived(desk)
    x, y = next(
        (x, y)
        for event in visible(desk)
        if 200 < (x := centre(box := desk.evaluate("(id) => timeline.markBox(id)", event))[0]) < 1300
        for y in [centre(box)[1]]
    )
    with desk.expect_request(re.compile("panels-")):
        desk.evaluate(
            """([x, y]) => document.querySelector(".plot").dispatchEvent(
                new PointerEvent("pointerdown", { clientX: x, clientY: y, pointerId: 7, button: 0, buttons: 1 }))""",
            [x, y],
        )
    assert selection(desk) is None
    desk.evaluate("""() => dispatchEvent(new PointerEvent("pointercancel", { pointerId: 7 }))""")


def test_a_click_on_a_passage_selects_its_event(desk: Page, large: Large) -> None:
    """Reading on from one quote to the next in a source, a click brings its event into the window."""
    go(desk, "#made-1234")
    selects(desk, "made-1234")
    expect(desk.locator("mark.at").first).to_be_in_viewport()
    passage = desk.evaluate(
        """() => {
            const all = Array.from(document.querySelectorAll("mark.at")[0].closest("article").querySelectorAll("mark[data-passage]"));
            const other = all[all.findIndex((mark) => mark.classList.contains("at")) + 2];
            other.scrollIntoView({ block: "center", behavior: "instant" });
            return other.dataset.passage;
        }"""
    )
    desk.locator(f"mark[data-passage='{passage}']").first.click()
    event = large.quotes[passage]["event"]
    shown(desk, large, event)
    expect(desk.locator(".stepper .where")).to_contain_text("Passage 1 of 1")


def test_one_passage_is_the_one_that_is_read(watched: Page, large: Large, host_url: str) -> None:
    """Whether what rests on it is here already or has to be fetched, no other keeps the ring around it."""
    watched.goto(host_url + "#made-1234")
    ready(watched)
    expect(watched.locator("mark.at").first).to_be_in_viewport()
    name = watched.locator("mark.at").first.get_attribute("data-passage")
    source = large.quotes[name or ""]["source"]
    others = [passage for passage, row in large.quotes.items() if row["source"] == source]
    for passage in others[5 :: len(others) // 5]:
        mark = watched.locator(f"mark[data-passage='{passage}']").first
        mark.scroll_into_view_if_needed()
        mark.click()
        shown(watched, large, large.quotes[passage]["event"])
        ringed = watched.locator("mark.at").evaluate_all("(all) => all.map((one) => one.dataset.passage)")
        assert set(ringed) == {passage}


def test_in_a_text_what_does_not_match_is_muted(desk: Page, large: Large) -> None:
    """Also where the event itself is not here: its number, which stands behind its words, is enough."""
    go(desk, "#made-1234")
    selects(desk, "made-1234")
    expect(desk.locator("mark.at").first).to_be_in_viewport()
    desk.evaluate("() => timeline.setFilter({ kind: ['treaty'] })")
    found(desk, large, lambda row: row["kind"] == "treaty")
    matching = {row["id"] for row in large.events if row["kind"] == "treaty"} | {"made-1234"}
    marks = desk.locator(".texts mark[data-passage]").evaluate_all(
        "(all) => all.map((mark) => [mark.dataset.event, mark.classList.contains('muted')])"
    )
    assert len(marks) > 100
    assert {event for event, muted in marks if not muted} == {event for event, _ in marks} & matching


def test_a_citation_can_be_copied(desk: Page, large: Large) -> None:
    """Title and quote of an invented event, though its source stands in another volume."""
    desk.evaluate(
        """() => {
            window.copied = [];
            Object.defineProperty(navigator, "clipboard", { configurable: true,
                value: { writeText: (text) => (window.copied.push(text), Promise.resolve()) } });
        }"""
    )
    go(desk, "#made-1234")
    selects(desk, "made-1234")
    article = desk.locator("article.event:visible")
    article.locator(".claim .copy").first.click()
    expect(desk.locator("[role=status]")).to_have_text("Citation copied")
    (text,) = desk.evaluate("() => window.copied")
    assert large.quotes["made-1234-p"]["exact"] in text
    assert "Chronicle" in text


# ── for everybody ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_language_changes_what_came_in_volumes_too(desk: Page, large: Large) -> None:
    """Dates in list, panel and heading are said in the language that is chosen, and back."""
    go(desk, "#made-1234")
    selects(desk, "made-1234")
    when = desk.locator("article.event:visible .when").first
    english = when.inner_text()
    desk.get_by_role("button", name="中文").click()
    expect(desk.locator("html")).to_have_attribute("lang", "zh")
    expect(when).not_to_have_text(english)
    expect(when).to_contain_text("年")
    assert "年" in desk.locator(".option[aria-selected=true] .when").inner_text()
    expect(desk.locator(".shown-count")).to_have_text(message("zh", "tally.events", {"count": large.count}))
    desk.get_by_role("button", name="English").click()
    expect(when).to_have_text(english)


def test_everything_can_be_done_without_a_mouse(desk: Page) -> None:
    """Search, first hit, its words, the next passage in the text, back to the list, zoom: keys alone."""
    focus_chart(desk)
    desk.keyboard.press("/")
    desk.keyboard.type("Millford chancery")
    desk.keyboard.press("Enter")
    desk.wait_for_function("() => timeline.selection() !== null")
    settle(desk)
    event = selection(desk)
    expect(desk.get_by_role("listbox")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("mark:focus")).to_have_attribute("data-event", event or "")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.wait_for_function("(before) => ![null, before].includes(timeline.selection())", arg=event)
    before = window(desk)
    desk.keyboard.press("+")
    settle(desk)
    assert window(desk) != before


def test_axe_finds_nothing(desk: Page, axe: Callable[[Page], list[str]]) -> None:
    """With an event chosen, by party, and filtered."""
    go(desk, "#made-1234?lanes=party&kind=treaty")
    selects(desk, "made-1234")
    arrived(desk)
    assert axe(desk) == []


def test_without_a_script_the_foremost_events_can_be_read(
    browser: Browser, host: str, large: Large, host_url: str
) -> None:
    """Dated, with their quotes, and a link above the list leads to the plain pages of all of them."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    watch = Watch(context, "file:" if host == "export" else host_url)
    page = context.new_page()
    page.goto(host_url)
    listed = page.locator(".option:visible").count()
    assert 20 < listed < 200
    assert page.locator("article.event:visible").count() == listed
    assert page.locator("article.event:visible blockquote").count() >= listed
    every = page.locator("noscript a", has_text=message("en", "annals.all", {"count": large.count}))
    expect(every).to_be_visible()
    # And the grey strips that the others leave in the picture are explained.
    expect(page.locator(".about [data-say='legend.strip']")).to_be_visible()
    every.click()
    expect(page.locator("a[href$='1.html']").first).to_be_visible()
    assert watch.faults == []
    context.close()


def test_the_chart_alone_says_what_its_grey_strips_are(pages: Pages, host: str, host_url: str) -> None:
    """For as long as no event is chosen."""
    alone = host_url + "chart.html" if host == "app" else host_url.replace("index.html", "chart.html")
    page, watch = pages.get(alone, "frame")
    told = page.locator("[data-say='legend.strip']")
    expect(told).to_be_visible()
    page.locator(".plot").focus()
    page.keyboard.press("Home")
    settle(page)
    assert selection(page)
    expect(told).to_be_hidden()
    assert watch.faults == []


def test_it_works_on_a_telephone(phone: Page, large: Large) -> None:
    """Labels apart, nothing sideways, and a tap on a mark leads to its event and on to its words."""
    assert len(visible(phone)) <= MOST
    assert label_faults(phone) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    set_window(phone, "1960-01-01", "1969-12-31")
    arrived(phone)
    boxes = phone.evaluate("() => timeline.visible().map((id) => [id, timeline.markBox(id)])")
    event, box = next((event, box) for event, box in boxes if box and 60 < centre(box)[0] < 330)
    phone.touchscreen.tap(*centre(box))
    phone.wait_for_function("() => timeline.selection() !== null")
    expect(phone.get_by_role("tab", name="Event", exact=True)).to_have_attribute("aria-selected", "true")
    phone.locator("article.event:visible [data-to-passage]").first.tap()
    expect(phone.locator("mark.at").first).to_be_in_viewport()
    assert event in ids(large)

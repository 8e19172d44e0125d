"""Marks: each kind of doubt has a sign of its own, near and far, alone and together, the same on the page.

`python -m tests.test_marks` draws them all, with room and without, in light and in dark, into `shots/`: a
test that a person looks at. `python -m tests.test_marks again` writes the shared cases anew after a change
that was meant.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from tests.made_up import edition, event
from timeline.boxes import SYMBOL
from timeline.dates import parse
from timeline.doubts import DOUBTS, doubt_keys, doubts
from timeline.edition import Edition
from timeline.marks import Look, Sight, Stroke, strokes
from timeline.room import box, core, inset
from timeline.windows import extent, whole

HERE = Path(__file__).parent
CORPUS = HERE / "corpora" / "marks.json"
SCRIPT = HERE.parent / "timeline" / "assets" / "marks.js"
SHOTS = HERE.parent / "shots"

TABLE: dict[str, tuple[str, ...]] = {
    "as known": ("cc50-05-28", "cc50-05", "cc50", "cc50/cc59"),
    "circa": ("cc50-05-28~", "cc50~", "cc50~/cc58", "cc50/cc58~", "cc5X~", "cc50~/cc58~"),
    "uncertain": ("cc50-05-28?", "cc50?", "cc50?/cc58", "cc50/cc58?", "cc50-05-28%", "cc50%"),
    "unspecified": ("cc5X", "cc5X/cc65", "cc50/cc6X", "cc50-XX", "cc5X-12-25", "cc5X?", "cc5X%"),
    "open end": ("cc50/..", "../cc58", "cc50~/..", "cc50?/..", "cc5X/.."),
    "unknown end": ("cc50/", "/cc58", "cc50-05-28/", "/cc50~", "cc50?/", "cc5X/"),
    "one of": (
        "[cc50,cc58]",
        "[cc50-05-27,cc50-05-28]",
        "[cc50,cc54,cc56..cc58]",
        "[cc50?,cc58]",
        "[cc50~,cc58]",
        "[cc4X,cc5X]",
        "[cc58..]",
        "[..cc50]",
    ),
    "all of": ("{cc50,cc58}", "{cc50-05-27,cc50-05-28}", "{cc50..cc58}", "{cc50,cc58?}", "{cc4X,cc5X~}"),
    "disputed event": (
        "cc50-05-28", "cc50", "cc50~", "cc50-05-28?", "cc50?", "cc5X", "cc5X?", "cc50/..", "cc50/",
        "[cc50,cc58]", "{cc50,cc58}",
    ),
}  # fmt: skip
"""All signs and how they add up, by what they say; `cc` is a century."""


DATES = tuple(dict.fromkeys(date.replace("cc", "19") for dates in TABLE.values() for date in dates))
EVERYTHING = whole([parse(date) for date in DATES])
NEAR = Sight(EVERYTHING.start - 400, 1200 / (EVERYTHING.days + 800), 1200.0)
"""A window in which a year has forty pixels."""
FAR = Sight(EVERYTHING.start - 400_000, 1200 / 800_000, 1200.0)
"""One in which a century has fifty."""
PLAIN = Look()


def drawn(date: str, sight: Sight = NEAR, look: Look = PLAIN) -> tuple[Stroke, ...]:
    """The strokes of a date."""
    span = parse(date)
    part = extent(span, EVERYTHING)
    return strokes(doubts(span), part.start, part.end, sight, look)


def signs(date: str, sight: Sight = NEAR, look: Look = PLAIN) -> set[str]:
    """What a reader sees: the kinds of stroke, whatever their place and size."""
    found: set[str] = set()
    for stroke in drawn(date, sight, look):
        if stroke.form in ("dots", "question"):
            found.add(stroke.form if stroke.thick or stroke.form == "question" else "dotted line")
        elif stroke.form == "symbol":
            found.add(f"{stroke.shape} {stroke.edge if stroke.edge != 'paper' else 'filled'}")
        elif stroke.hatch:
            found.add("hatch")
        elif stroke.thick == 3:
            found.add("dash")
        elif stroke.thick in (8, 15):
            found.add("fade")
        elif stroke.thick == 2:
            found.add("line")
        elif stroke.edge == "solid":
            found.add("outline")
        elif stroke.fill == 1:
            found.add("solid")
        else:
            found.add("faint")
    return found


def begins(date: str) -> float:
    """The day number of its first day."""
    return extent(parse(date), EVERYTHING).start


def middle(stroke: Stroke) -> float:
    """Of a stroke, in pixels."""
    return (stroke.start + stroke.end) / 2


# ── what is doubtful ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "keys"),
    [
        ("1689-09-06", ()),
        ("1654/1689", ()),
        ("1689~", ("circa",)),
        ("1689?", ("uncertain",)),
        ("1689%", ("circa", "uncertain")),
        ("19XX/2000", ("unspecified",)),
        ("1985/..", ("openEnd",)),
        ("../1985", ("openStart",)),
        ("1985/", ("unknownEnd",)),
        ("/1985", ("unknownStart",)),
        ("[1667,1668]", ("oneOf",)),
        ("[..1760]", ("openStart", "oneOf")),
        ("{1667,1668~}", ("circa", "allOf")),
        ("1950S2", ("circa",)),
        ("Y-45E8", ("circa",)),
        ("Y17E3", ()),
        ("1950S4", ()),
    ],
)
def test_doubts_have_names(date: str, keys: tuple[str, ...]) -> None:
    """The keys by which page and panel tell them, in a fixed order."""
    assert doubt_keys(parse(date)) == keys
    assert list(keys) == [key for key in DOUBTS if key in keys]


def test_only_a_date_without_doubt_is_plain() -> None:
    """The page is not told of those."""
    for date in DATES:
        assert doubts(parse(date)).is_plain == (doubt_keys(parse(date)) == ()), date


# ── one sign for each ─────────────────────────────────────────────────────────────────────────────────────

SIGNS = {
    "certain": "1950",
    "circa": "1950~",
    "uncertain": "1950?",
    "both": "1950%",
    "unspecified": "1950-XX",
    "open": "1950/..",
    "unknown": "1950/",
    "one of": "[1950,1958]",
    "all of": "{1950,1958}",
}
"""A date of about one year for each sign."""


@pytest.mark.parametrize("hollow", [False, True])
@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
@pytest.mark.parametrize(("one", "other"), list(combinations(SIGNS, 2)))
def test_every_doubt_has_a_sign_of_its_own(one: str, other: str, sight: Sight, hollow: bool) -> None:
    """Told apart by form and texture, with room and without, of a sure event and of a disputed one."""
    look = Look(hollow=hollow)
    assert signs(SIGNS[one], sight, look) != signs(SIGNS[other], sight, look)


@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
@pytest.mark.parametrize("date", DATES)
def test_a_disputed_event_is_something_else_than_an_uncertain_date(date: str, sight: Sight) -> None:
    """Whatever its date, it has a solid outline that it would not have."""
    sure, disputed = drawn(date, sight), drawn(date, sight, Look(hollow=True))
    assert sure != disputed
    assert any(stroke.edge == "solid" and stroke.fill == 0 for stroke in disputed)
    assert [one for one in sure if one.form == "question"] == [
        one for one in disputed if one.form == "question"
    ]


@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
def test_each_doubt_keeps_its_sign_in_any_company(sight: Sight) -> None:
    """One channel for each: the question mark of `1950?/..` beside the arrow, the fade beside the dashes."""
    for date in DATES:
        keys, found = set(doubt_keys(parse(date))), signs(date, sight)
        assert ("uncertain" in keys) == ("question" in found), date
        assert ("uncertain" in keys) == bool({"dots", "kind dotted", "diamond dotted"} & found), date
        assert ("unspecified" in keys) == ("hatch" in found), date
        assert ("openEnd" in keys) == ("right solid" in found), date
        assert ("openStart" in keys) == ("left solid" in found), date
        assert bool({"unknownStart", "unknownEnd"} & keys) == ("dash" in found), date
        assert ("oneOf" in keys) == ("dotted line" in found), date
        assert ("allOf" in keys) == ("line" in found), date
        assert ("circa" in keys) == ("fade" in found), date


def test_the_bar_is_as_wide_as_the_date_is_precise() -> None:
    """To the pixel, wherever there is room for a bar."""
    for date in ("1950", "1950/1959", "195X", "1950~", "1950?"):
        part = extent(parse(date), EVERYTHING)
        bar = max((one for one in drawn(date) if one.form == "bar"), key=lambda one: one.thick)
        assert (bar.start, bar.end) == (NEAR.at(part.start), NEAR.at(part.end))


def test_a_short_date_is_the_symbol_of_its_kind() -> None:
    """A day, and at far zoom a decade."""
    assert signs("1950-05-28") == {"kind filled"}
    assert signs("1950/1959", FAR) == {"kind filled"}


@pytest.mark.parametrize(
    ("date", "ends"), [("1950~/1958", {0}), ("1950/1958~", {1}), ("1950~/1958~", {0, 1}), ("1955~", {0, 1})]
)
@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
def test_only_the_doubtful_end_fades(date: str, ends: set[int], sight: Sight) -> None:
    """And both of a single date."""
    part = extent(parse(date), EVERYTHING)
    centre = sight.at((part.start + part.end) / 2)
    faded = [one for one in drawn(date, sight) if one.form == "bar" and one.fill < 1]
    assert {int(middle(one) > centre) for one in faded} == ends


def test_only_the_unspecified_end_is_hatched() -> None:
    """As far as that end can lie."""
    (hatched,) = [one for one in drawn("195X/1965") if one.hatch]
    assert (hatched.start, hatched.end) == (NEAR.at(begins("1950")), NEAR.at(begins("1960")))
    (solid,) = [one for one in drawn("195X/1965") if one.fill == 1]
    assert (solid.start, solid.end) == (hatched.end, NEAR.at(begins("1966")))


@pytest.mark.parametrize(("date", "left"), [("1950?/1958", True), ("1950/1958?", False)])
@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
def test_only_the_uncertain_end_has_the_question_mark(date: str, left: bool, sight: Sight) -> None:
    """And, where there is room, the dotted outline."""
    part = extent(parse(date), EVERYTHING)
    centre = sight.at((part.start + part.end) / 2)
    found = [one for one in drawn(date, sight) if one.form in ("question", "dots")]
    assert {middle(one) < centre for one in found} == {left}
    assert len(found) == (2 if sight is NEAR else 1)


def test_ends_that_overlap_share_the_bar() -> None:
    """`19XX/19XX` is hatched once, all along."""
    assert len([one for one in drawn("19XX/19XX") if one.hatch]) == 1
    halves = [one for one in drawn("195X?/195X") if one.hatch]
    assert len(halves) == 2
    assert halves[0].end == halves[1].start


def test_a_set_has_a_diamond_on_each_of_its_dates() -> None:
    """Open for one of them, filled for all; as many as there is room for, the first and the last always."""
    diamonds = [one for one in drawn("[1950,1954,1956..1958]") if one.shape == "diamond"]
    years = [parse(year) for year in ("1950", "1954", "1956", "1958")]
    assert [one.start for one in diamonds] == [
        NEAR.at(((year.earliest or 0) + (year.latest or 0) + 1) / 2) for year in years
    ]
    assert {one.fill for one in diamonds} == {0.0}
    assert {one.fill for one in drawn("{1950,1958}") if one.shape == "diamond"} == {1.0}
    assert len([one for one in drawn("[1950,1954,1956..1958]", FAR) if one.shape == "diamond"]) == 2


def test_an_arrow_stands_where_it_is_seen() -> None:
    """At the end, or at the window's edge where the mark runs out of the window."""
    part = extent(parse("1950/.."), EVERYTHING)
    (arrow,) = [one for one in drawn("1950/..") if one.shape == "right"]
    assert NEAR.at(part.end) - 14 < arrow.start < NEAR.at(part.end)
    inside = Sight(part.start + 100, 1.0, 900.0)
    (arrow,) = [one for one in drawn("1950/..", inside) if one.shape == "right"]
    assert 880 < arrow.start < 900
    (mark,) = [one for one in drawn("195X?", inside) if one.form == "question"]
    assert 880 < mark.start < 900


def test_nothing_is_drawn_farther_than_a_drag_reaches() -> None:
    """A century seen through a day has no bar of a million pixels."""
    close = Sight(begins("1955"), 400.0, 1200.0)
    for date in ("19XX", "19XX?", "1950/..", "[1900,1999]", "{1900,1999}", "1900~/1999"):
        for stroke in drawn(date, close):
            if stroke.form in ("bar", "dots"):
                assert -1200 <= stroke.start < stroke.end <= 2400


# ── room ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("look", [Look(*flags) for flags in product([False, True], repeat=3)], ids=str)
@pytest.mark.parametrize("sight", [NEAR, FAR], ids=["near", "far"])
def test_all_that_is_drawn_stays_in_its_box(sight: Sight, look: Look) -> None:
    """So marks that do not touch in the layout do not touch in the picture."""
    for date in DATES:
        found, part = doubts(parse(date)), extent(parse(date), EVERYTHING)
        left, right = box(found, sight.at(part.start), sight.at(part.end))
        for stroke in drawn(date, sight, look):
            half = {"question": 4.0, "symbol": stroke.thick / 2}.get(stroke.form, 0.0)
            if stroke.shape != "ring":
                assert left - 1.5 <= stroke.start - half, (date, stroke)
                assert stroke.end + half <= right + 1.5, (date, stroke)


def test_a_label_inside_keeps_clear_of_signs() -> None:
    """Arrows, short doubtful ends and what stands beside the bar; a set has no inside."""
    for date in DATES:
        found, part = doubts(parse(date)), extent(parse(date), EVERYTHING)
        start, end = NEAR.at(part.start), NEAR.at(part.end)
        left, right = box(found, start, end)
        before, after = inset(found, start, end, NEAR.scale, hollow=False)
        if found.is_set:
            assert before == right - left
            continue
        for stroke in drawn(date, look=Look(inside=True)):
            if (
                stroke.shape in ("left", "right")
                or stroke.form == "question"
                or (stroke.form == "bar" and stroke.thick == 3)
            ):
                assert stroke.end <= left + before or stroke.start >= right - after, (date, stroke)


@given(st.sampled_from(DATES), st.floats(1e-4, 60), st.floats(-3000, 3000))
@settings(deadline=None)
def test_a_core_is_never_too_small_to_see(date: str, scale: float, at: float) -> None:
    """And is the true stretch as soon as that is large enough."""
    found, part = doubts(parse(date)), extent(parse(date), EVERYTHING)
    start, end = at, at + (part.end - part.start) * scale
    left, right = core(found, start, end)
    assert right - left >= (10.9 if found.is_set else SYMBOL - 0.1)
    if end - start > 2 * SYMBOL:
        assert (left, right) == (start, end)
    assert abs((left + right) - (start + end)) < 1e-6


# ── Python and page ───────────────────────────────────────────────────────────────────────────────────────

CASES: list[dict[str, Any]] = json.loads(CORPUS.read_text(encoding="utf-8"))


def cases() -> Iterator[dict[str, Any]]:
    """Every date of the table near, far and from within, as it is and with what else a mark may show."""
    close = Sight(begins("1955"), 3.0, 800.0)
    looks = (Look(inside=True), Look(hollow=True), Look(selected=True), Look(True, True, True))
    for number, date in enumerate(DATES):
        found, part = doubts(parse(date)), extent(parse(date), EVERYTHING)
        for name, sight in (("near", NEAR), ("far", FAR), ("within", close)):
            start, end = sight.at(part.start), sight.at(part.end)
            yield {
                "name": f"{date} {name}",
                "doubts": asdict(found),
                "days": [part.start, part.end],
                "sight": asdict(sight),
                "box": box(found, start, end),
                "inset": [inset(found, start, end, sight.scale, hollow) for hollow in (False, True)],
                "drawn": [
                    {
                        "look": asdict(look),
                        "strokes": short(strokes(found, part.start, part.end, sight, look)),
                    }
                    for look in (PLAIN, looks[(number + len(name)) % 4])
                ],
            }


def short(found: tuple[Stroke, ...]) -> list[list[Any]]:
    """Strokes as rows of their values."""
    return [list(asdict(stroke).values()) for stroke in found]


def test_the_shared_cases_hold_in_python() -> None:
    """To the last digit."""
    assert json.loads(json.dumps(list(cases()))) == CASES


def test_the_shared_cases_hold_on_the_page(browser: Browser) -> None:
    """And the same ones there: room and strokes, number by number."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    made = page.evaluate(
        """(text) => JSON.stringify(JSON.parse(text).map(({ doubts, days, sight, drawn }) => {
            const { box, inset, strokes } = TreatyTimeline.marks;
            const [start, end] = days.map((day) => (day - sight.start) * sight.scale);
            return {
                box: box(doubts, start, end),
                inset: [false, true].map((hollow) => inset(doubts, start, end, sight.scale, hollow)),
                drawn: drawn.map(({ look }) => ({ look, strokes: strokes(doubts, ...days, sight, look).map(
                    ({ form, start, end, thick, fill, hatch, edge, shape }) =>
                        [form, start, end, thick, fill, hatch, edge, shape]) })),
            };
        }))""",
        CORPUS.read_text(encoding="utf-8"),
    )
    page.close()
    for case, found in zip(CASES, json.loads(made), strict=True):
        assert found == {name: case[name] for name in ("box", "inset", "drawn")}, case["name"]


# ── the picture that a person looks at ────────────────────────────────────────────────────────────────────


def table(near: bool) -> Edition:
    """An edition of the whole table: in one lifetime, or an event a century."""
    made = []
    for lane, dates in TABLE.items():
        for number, written in enumerate(dates):
            date = written.replace("cc", "19" if near else str(10 + number))
            status = "disputed" if lane == "disputed event" else "asserted"
            made.append(
                event(f"{lane.replace(' ', '-')}-{number}", date, title=date, kind=lane, status=status)
            )
    return replace(edition(made), kinds=tuple(TABLE))


def draw_all(page: Page, folder: Path) -> None:
    """Both tables in both schemes, and on paper, into `shots/`."""
    from timeline.export import export

    SHOTS.mkdir(exist_ok=True)
    for near, name in ((True, "near"), (False, "far")):
        chart = export(table(near), folder / name, single=True)[1]
        page.goto(chart.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.add_style_tag(content=".plot { height: 1420px !important; max-height: none }")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("() => new Promise(requestAnimationFrame)")
            window = ["1938", "1975"] if near else ["0900", "2200"]
            page.evaluate("([start, end]) => timeline.setWindow(start, end)", window)
            page.locator(".plot").screenshot(path=SHOTS / f"marks-{scheme}-{name}.png")


def main() -> None:
    """Pictures, or the shared cases."""
    if "again" in sys.argv:
        lines = ",\n".join(json.dumps(case) for case in cases())
        CORPUS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        return
    from tempfile import TemporaryDirectory

    from tests.conftest import FLAGS, find_browser

    with sync_playwright() as playwright, TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        draw_all(browser.new_page(viewport={"width": 1440, "height": 1700}), Path(scratch))
        browser.close()


if __name__ == "__main__":
    main()

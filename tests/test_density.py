"""The strip at the foot of the lanes: what is not drawn apart leaves a trace in figure, picture and page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.made_up import edition, event
from timeline.arrangement import arrange
from timeline.density import HIGH, LIFT, Density, outlines
from timeline.figure import figure
from timeline.layout import FOOT
from timeline.opening import opening
from timeline.picture import svg

SCRIPT = Path(__file__).parent.parent / "timeline" / "assets" / "density.js"
FOUND = Density(100.0, 10.0, [[0, 3, 1, 0, 0, 7, 0, 0], [0] * 8, [1] * 8])
MADE = edition(
    [
        event("one", "1858", kind="treaty"),
        event("two", "1900", kind="pact"),
        event("three", "1950", kind="visit"),
    ]
)


def test_steps_that_touch_are_one_shape_and_the_others_are_apart() -> None:
    first, second, third = outlines(FOUND, 100, 180)
    assert [(shape[0][0], shape[-1][0]) for shape in first] == [(110, 130), (150, 160)]
    assert second == []
    assert [(shape[0][0], shape[-1][0]) for shape in third] == [(100, 180)]


def test_the_tallest_step_has_a_height_of_its_own_and_one_event_is_seen() -> None:
    shapes = [shape for lane in outlines(FOUND, 100, 180) for shape in lane]
    heights = {up for shape in shapes for _, up in shape}
    assert max(heights) == pytest.approx(LIFT + HIGH)
    assert all(up == LIFT or up > LIFT + 1 for up in heights)
    assert LIFT + HIGH <= FOOT


def test_steps_outside_the_window_are_left_out() -> None:
    """And do not make those inside it lower."""
    first, _, _ = outlines(FOUND, 110, 125)
    assert [(shape[0][0], shape[-1][0]) for shape in first] == [(110, 130)]
    assert max(up for _, up in first[0]) == pytest.approx(LIFT + HIGH)


def test_room_is_kept_for_it_only_where_there_is_one() -> None:
    plain, with_it = (arrange(MADE, width=900, height=300, density=found) for found in (None, FOUND))
    assert plain.foot == 0
    assert with_it.foot == FOOT
    for band in with_it.rows:
        assert band.first + band.row / 2 <= band.bottom - FOOT + 1e-6


def test_figure_and_pictures_draw_it() -> None:
    window = arrange(MADE, width=900, height=300).window
    found = Density(window.start, window.days / 8, FOUND.counts)
    made = figure(MADE, density=found)
    traces = {trace.name: trace for trace in made.data}
    assert len(traces["density"].x) > 20
    assert not figure(MADE).data[0].x
    assert 'class="density"' in opening(MADE, "en", density=found)
    assert 'class="density"' not in opening(MADE, "en")
    assert svg(MADE, density=found).count("<path") > svg(MADE).count("<path")


def test_the_script_draws_the_same_strip(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    asked = "([found, start, end]) => TreatyTimeline.density.outlines(found, start, end)"
    plain = {"start": FOUND.start, "step": FOUND.step, "counts": FOUND.counts}
    for start, end in ((100, 180), (110, 125), (-50, 400), (133.5, 151.25)):
        there = page.evaluate(asked, [plain, start, end])
        here = outlines(FOUND, start, end)
        assert [[len(shape) for shape in lane] for lane in there] == [
            [len(shape) for shape in lane] for lane in here
        ]
        corners = [corner for lane in here for shape in lane for corner in shape]
        assert [corner for lane in there for shape in lane for corner in shape] == [
            pytest.approx(list(corner)) for corner in corners
        ]
    under = "([found, lane, day]) => TreatyTimeline.density.under(found, lane, day)"
    assert page.evaluate(under, [plain, 0, 115]) == {"start": 110, "end": 120, "count": 3}
    assert page.evaluate(under, [plain, 0, 105]) is None
    assert page.evaluate(under, [plain, 0, 99]) is None
    page.close()

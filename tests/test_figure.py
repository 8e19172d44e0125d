"""The figure: a real Plotly figure in which every event is drawn or counted, whatever its date or title."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
import pytest

import timeline
from tests.made_up import edition, event
from tests.test_brush import HOSTILE
from timeline.brush import COUNT_SIZE, label
from timeline.calendars import gregorian_to_day
from timeline.edition import Edition, load
from timeline.figure import figure
from timeline.skeleton import axis_type, engine, skeleton
from timeline.windows import Window, padded, whole

DATES = (
    "1858-05-28",
    "0476-09-04",
    "0050",
    "-0043-03-15",
    "-0500~",
    "16XX",
    "1654?",
    "1985/..",
    "../1200",
    "1904/1905",
    "1985/",
    "/1985",
    "[1667,1668]",
    "{1667,1668}",
    "1654?/1689",
    "19XX/2000",
    "[..1760]",
    "1689-09-06%",
    "XXXX",
)


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


def told(made: go.Figure) -> dict[str, Any]:
    """The figure as a browser gets it."""
    found: dict[str, Any] = json.loads(made.to_json())
    return found


def drawn(made: go.Figure) -> tuple[set[str], int]:
    """Ids of the events that are drawn, and how many others are counted in pills."""
    traces = {trace["name"]: trace for trace in told(made)["data"]}
    marks = {row[0] for name in ("bars", "points") for row in traces[name].get("customdata", [])}
    labels = traces["labels"]
    sized = zip(labels.get("text", []), labels["textfont"].get("size", []), strict=True)
    return marks, sum(int(text) for text, size in sized if size == COUNT_SIZE)


def texts(value: Any) -> list[str]:
    """Every text anywhere in a figure but its templates, which are fixed."""
    if isinstance(value, dict):
        return [text for name, inner in value.items() if name != "hovertemplate" for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("by", ["kind", "party"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_real_edition_is_a_valid_figure(real: Edition, by: Any, scheme: Any) -> None:
    """Plotly accepts every property, and what it is told fits into at most seven traces."""
    made = figure(real, by=by, scheme=scheme)
    pio.to_json(made, validate=True)
    assert len(made.data) <= 7
    assert {trace.type for trace in made.data} <= {"bar", "scatter"}, "basic bundle, and no WebGL"


def test_the_public_face_gives_the_same_figure(real: Edition) -> None:
    """`timeline.figure(edition)` is what a notebook shows."""
    assert timeline.figure(real).to_json() == figure(real).to_json()


def test_every_event_is_drawn_or_counted(real: Edition) -> None:
    """By kind, where each stands once: marks and counts add up to the events, at any size."""
    for width, height in ((1200, 480), (390, 300), (2000, 1200)):
        marks, counted = drawn(figure(real, width=width, height=height))
        assert marks <= {one.id for one in real.chronology}
        assert len(marks) + counted == len(real.chronology)


@pytest.mark.parametrize(
    "dates", [*[(date,) for date in DATES], DATES, ("Y-12000", "2023"), ("Y-120000", "2023")]
)
def test_any_date_is_drawn(dates: tuple[str, ...]) -> None:
    """BCE, years below 1000, circa, open and unknown ends, and years beyond the date axis."""
    made_up = edition([event(f"e{n}", date) for n, date in enumerate(dates)])
    made = figure(made_up)
    pio.to_json(made, validate=True)
    marks, counted = drawn(made)
    assert len(marks) + counted == len(dates)


def test_an_edition_without_events_is_an_empty_figure() -> None:
    """No error, and no invented event."""
    made = figure(edition([]))
    pio.to_json(made, validate=True)
    assert drawn(made) == (set(), 0)


def test_events_are_neither_shapes_nor_annotations(real: Edition) -> None:
    """Shapes are the bands of lanes and nothing else: Plotly draws them again on every step of a pan."""
    made = figure(real)
    assert not made.layout.annotations
    assert len(made.layout.shapes) <= len(real.kinds)
    assert all(shape.xref == "paper" and (shape.x0, shape.x1) == (0, 1) for shape in made.layout.shapes)


def test_every_axis_says_its_type(real: Edition) -> None:
    """Left to guess, Plotly makes categories of years."""
    assert figure(real).layout.xaxis.type == "date"
    assert figure(real).layout.yaxis.type == "linear"
    assert skeleton("linear")["layout"]["xaxis"]["type"] == "linear"


@pytest.mark.parametrize(
    ("dates", "axis"),
    [
        (["1858"], "date"),
        (["-0043", "2023"], "date"),
        (["Y-11999", "2023"], "linear"),
        (["1858", "Y12000"], "linear"),
        (["-9999"], "linear"),
    ],
)
def test_dates_beyond_four_digits_take_a_linear_axis(dates: list[str], axis: str) -> None:
    """Beyond 9999 years Plotly's date axis drops marks without a word, and a window needs room besides."""
    made_up = edition([event(f"e{n}", date) for n, date in enumerate(dates)])
    assert axis_type(made_up) == axis
    assert figure(made_up).layout.xaxis.type == axis


@pytest.mark.parametrize("dates", [DATES, ("1858", "0005"), ("-0001", "0001")])
def test_years_on_a_date_axis_have_four_digits(dates: tuple[str, ...]) -> None:
    """And no two-digit year, which Plotly takes for one of ours."""
    made = told(figure(edition([event(f"e{n}", date) for n, date in enumerate(dates)])))
    places = [
        place
        for trace in made["data"]
        for name in ("base", "x")
        for place in trace.get(name, [])
        if isinstance(place, str)
    ]
    places += [*made["layout"]["xaxis"]["range"], *made["layout"]["xaxis"]["tickvals"]]
    assert places
    assert all(re.fullmatch(r"-?\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?", place) for place in places)


def test_ticks_are_words_and_never_clocks(real: Edition) -> None:
    """A window of a week shows days, and the hour of nothing."""
    start = gregorian_to_day(2022, 2, 1)
    axis = figure(real, Window(start, start + 7)).layout.xaxis
    assert axis.tickmode == "array"
    assert axis.ticktext[0] == "1<br>Feb 2022"
    assert not any(":" in text for text in axis.ticktext)


def test_a_window_shows_what_lies_in_it(real: Edition) -> None:
    """The axis spans exactly the window, and the crowd of the last years is apart there."""
    whole_window = padded(whole([one.span for one in real.chronology]))
    narrow = Window(gregorian_to_day(2021, 1, 1), gregorian_to_day(2024, 1, 1))
    made = figure(real, narrow)
    assert list(made.layout.xaxis.range) == ["2021-01-01", "2024-01-01"]
    late = {one.id for one in real.chronology if (one.span.earliest or 0) >= narrow.start}
    assert len(drawn(made)[0] & late) > len(drawn(figure(real, whole_window))[0] & late)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["title", "kind", "party"])
def test_hostile_text_reaches_plotly_only_as_text(text: str, field: str) -> None:
    """In titles and lane names: no element, no entity of its own, no template, and fixed hover templates."""
    changes: dict[str, Any] = {"party": {"parties": (text,)}}.get(field, {field: text})
    made = told(figure(edition([event("one", **changes)]), by="party" if field == "party" else "kind"))
    empty = skeleton("date")["data"]
    assert [one.get("hovertemplate") for one in made["data"]] == [one.get("hovertemplate") for one in empty]
    found = texts(made)
    for part in found:
        assert set(re.findall(r"<[^>]*>?", part)) <= {"<br>"}, part
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", part)
    assert any(html.unescape(part) == html.unescape(label(text)) for part in found) or field != "title"


def test_a_title_of_a_megabyte_makes_a_small_figure() -> None:
    """However long a title, and however much of it would be escaped."""
    made = figure(edition([event("one", title="<long> " * 150_000, kind="<kind>" * 100_000)]))
    assert len(made.to_json()) < 20_000


def test_arrays_are_plain_lists(real: Edition) -> None:
    """NumPy arrays would travel as base64, and vanish from what a click tells."""
    assert "bdata" not in figure(real).to_json()


def test_a_figure_is_the_same_every_time(real: Edition) -> None:
    """To the byte."""
    assert figure(real).to_json() == figure(load(real.root)).to_json()


def test_plotly_takes_the_skeleton_as_it_is(real: Edition) -> None:
    """The page hands it to the engine without asking Plotly for its opinion: so this does."""
    for axis in ("date", "linear"):
        bare = skeleton(axis)
        made = told(go.Figure(bare))
        assert made["data"] == bare["data"]
        assert {name: made["layout"][name] for name in bare["layout"]} == bare["layout"]


def test_a_page_is_made_without_plotly() -> None:
    """To import it takes longer than the whole page."""
    code = "import sys; from timeline import page; assert page.html; print('plotly' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_the_engine_is_plotly(real: Edition) -> None:
    """The basic bundle where the build has put it, else the one that the plotly package carries."""
    assert engine().is_file()
    assert "plotly.js" in engine().read_text(encoding="utf-8")[:300]

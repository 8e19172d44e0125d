"""The brush: the one door for text into Plotly, and days as places on either axis."""

from __future__ import annotations

import html
import math
import re
import unicodedata
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.made_up import edition, event, passage, source
from timeline.arrangement import items
from timeline.brush import DOTTED, LABEL, LONGEST, LOWER, Brush, label, position, title_label
from timeline.calendars import gregorian_to_day
from timeline.figure import figure
from timeline.lanes import lanes
from timeline.layout import bands, place
from timeline.theme import mixed, tokens
from timeline.windows import Window, whole

HOSTILE = (
    "<b>bold</b>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="https://example.org" target="_blank">x</a>',
    "<span/b style='font-size:400px'>x</span>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "&amp;lt;",
    "%{y} %{customdata[0]} <extra></extra>",
    "$x$ $$\\href{javascript:alert(1)}{x}$$",
    "a\r\nb\x00c\x1bd\x7fe\x85f",
    "line\u2028separator\u2029paragraph",
    "\ufeffmark soft\u00adhyphen",
)


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=400))
@example("<" * 300)
@example("&" * 300)
@example("x" * 199 + " y")
def test_a_label_is_never_markup(text: str) -> None:
    """One line, capped, without controls, and nothing in it that Plotly reads as an element or an entity."""
    made = label(text)
    assert "<" not in made
    assert ">" not in made
    assert not re.search(r"&(?!amp;|lt;|gt;)", made)
    assert not any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in made)
    assert len(html.unescape(made)) <= LONGEST
    assert made == made.strip()


@given(st.text(max_size=150))
def test_a_label_says_what_the_text_says(text: str) -> None:
    """Only white space, controls and invisible marks are lost."""

    def words(given: str) -> list[str]:
        kept = (" " if unicodedata.category(c) == "Cc" else c for c in given if c not in "\ufeff\u00ad")
        return "".join(kept).split()

    assert html.unescape(label(text)).split() == words(text)


@given(st.text(max_size=80), st.integers(2, 60))
def test_a_label_that_was_cut_says_so(text: str, longest: int) -> None:
    """It ends in an ellipsis, and only then."""
    full, cut = html.unescape(label(text, 10_000)), html.unescape(label(text, longest))
    assert cut == full if len(full) <= longest else (cut.endswith("…") and full.startswith(cut[:-1]))


def test_a_label_of_a_megabyte_is_cut() -> None:
    """However long a cell, Plotly sees a short one."""
    assert len(label("long " * 200_000)) == LONGEST
    assert len(label("<" * 1_000_000)) <= 4 * LONGEST


@given(st.text(max_size=200))
def test_a_title_is_cut_to_what_a_mark_can_carry(text: str) -> None:
    """One line of at most so many characters."""
    made = title_label(text)
    assert len(made) <= LABEL
    assert made == " ".join(made.split())


# ── place ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (gregorian_to_day(1858, 5, 28), "1858-05-28"),
        (gregorian_to_day(476, 9, 4), "0476-09-04"),
        (gregorian_to_day(50, 1, 1), "0050-01-01"),
        (gregorian_to_day(0, 1, 1), "0000-01-01"),
        (gregorian_to_day(-43, 3, 15), "-0043-03-15"),
        (gregorian_to_day(1858, 5, 28) + 0.5, "1858-05-28 12:00:00"),
        (gregorian_to_day(1858, 5, 28) + 0.999_999_9, "1858-05-29"),
        (gregorian_to_day(1858, 5, 28) - 0.25, "1858-05-27 18:00:00"),
    ],
)
def test_a_day_on_the_date_axis_has_four_digits_of_year(day: float, text: str) -> None:
    """Plotly reads `50-01-01` as 1950 or later, and drops `476-09-04` without a word."""
    assert position(day, "date") == text


@given(st.floats(1, 3_652_059 - 1))
def test_a_place_on_the_date_axis_is_right_to_the_second(day: float) -> None:
    """Compared with the datetime of Python, which knows the years 1 to 9999."""
    read = datetime.fromisoformat(str(position(day, "date")))
    exact = read.toordinal() + (read.hour * 3600 + read.minute * 60 + read.second) / 86400
    assert abs(exact - day) * 86400 <= 0.51


@given(st.floats(-6_000_000, 6_000_000), st.floats(1e-3, 5_000_000))
def test_the_linear_axis_keeps_the_order_of_days(day: float, later: float) -> None:
    """Also across years of 365 and 366 days."""
    before, after = position(day, "linear"), position(day + later, "linear")
    assert isinstance(before, float)
    assert isinstance(after, float)
    assert before < after
    assert math.isclose((after - before) * 365.2425, later, abs_tol=3)


# ── marks ─────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(*dates: str, **changes: Any) -> tuple[Brush, list[dict[str, Any]]]:
    """The arrays but that of the density, for events of those dates, in 1850 to 1950, 1,000 pixels wide."""
    made = edition([event(f"e{n}", date, **changes) for n, date in enumerate(dates)])
    window = Window(gregorian_to_day(1850, 1, 1), gregorian_to_day(1950, 1, 1))
    scale = 1000 / window.days
    everything = whole([one.span for one in made.chronology])
    placed = place(items(made, lanes(made.chronology, "kind"), window, scale, everything), 1, 12, 1000)
    brush = Brush(made, window, scale, "date", "light", bands(placed.rows, 300))
    brush.draw(placed)
    return brush, brush.arrays()[1:]


def test_a_moment_is_a_symbol_and_a_decade_a_bar() -> None:
    """A bar is as wide as its date is precise."""
    _, (bars, _, points, _, labels, _) = drawn("1858-05-28", "1890/1899")
    assert [row[0] for row in points["customdata"]] == ["e0"]
    assert [row[0] for row in bars["customdata"]] == ["e1"]
    assert bars["x"][0] == pytest.approx(3652 * 86_400_000, rel=1e-9)
    assert bars["base"] == ["1890-01-01"]
    assert labels["text"] == ["Event e0", "Event e1"]


def strengths(colours: list[str]) -> list[float]:
    """How solid these colours are."""
    return [float(colour.rstrip(")").rpartition(",")[2]) for colour in colours]


def test_circa_fades_out_on_both_sides() -> None:
    """More and more layers lie on each other towards the bar, which itself stays as wide as the date."""
    brush, (bars, *_) = drawn("1890/1899~")
    (*faded, longest) = sorted(bars["x"])
    assert longest == pytest.approx(3652 * 86_400_000, rel=1e-9)
    assert [width / 86_400_000 * brush.scale for width in faded] == pytest.approx([3, 6, 9, 12])
    through = math.prod(1 - strength for strength in strengths(bars["marker"]["color"])[1:])
    assert 0 < 1 - through < strengths(bars["marker"]["color"])[0]


def test_a_missing_digit_is_a_hatched_bar_on_a_tint() -> None:
    """Plotly's patterns have no ground of their own colour when there are several."""
    _, (bars, *_) = drawn("189X")
    assert bars["marker"]["pattern"]["shape"] == ["", "/"]
    assert bars["x"][0] == bars["x"][1]
    ground, lines = strengths(bars["marker"]["color"])
    assert ground < lines


def test_an_uncertain_date_has_a_dotted_outline_and_a_question_mark() -> None:
    """A bar's outline is a line, closed, with a gap after it; a symbol has one of its own."""
    _, (_, dots, _, _, labels, _) = drawn("1890/1899?", "1861?/1880")
    assert dots["x"].count(None) == dots["y"].count(None) == 2
    assert len(dots["x"]) == 12
    assert labels["text"].count("?") == 2
    _, (_, dots, points, _, labels, _) = drawn("1858-05-28?")
    assert dots["x"] == []
    assert points["marker"]["line"]["dash"] == [DOTTED]
    assert labels["text"] == ["?", "Event e0"]


@pytest.mark.parametrize(
    ("date", "symbol"), [("1900/..", "triangle-right"), ("../1900", "triangle-left"), ("1900/", None)]
)
def test_an_open_end_has_an_arrow(date: str, symbol: str | None) -> None:
    """An end that is merely unknown has none."""
    _, (_, _, points, *_) = drawn("1858-05-28", "1940", date)
    arrows = [shape for shape in points["marker"]["symbol"] if shape.startswith("triangle")]
    assert arrows == ([symbol] if symbol else [])


@pytest.mark.parametrize("status", ["disputed", "doubtful"])
def test_doubt_about_the_event_is_hollow(status: str) -> None:
    """A solid outline in the colour of its kind, filled with paper."""
    token = tokens("light")
    _, (_, _, points, *_) = drawn("1858-05-28", status=status)
    assert points["marker"]["symbol"] == ["diamond"]
    assert points["marker"]["color"] == [mixed(token["kind-1"], token["paper"], 0)]
    assert points["marker"]["line"] == {"width": [1.6], "color": [token["kind-1"]], "dash": ["solid"]}
    _, (bars, *_) = drawn("1858/1890", status=status)
    assert strengths(bars["marker"]["color"]) == [0]
    assert bars["marker"]["line"]["width"] == [1.6]


def test_a_rival_date_is_told_with_its_source_and_rank() -> None:
    """On hover, in the language asked for; its tick stands at its day and the whole reaches as far as it."""
    claims = [
        passage("p", "e", property="date", value="1654", rank="deprecated"),
        passage("q", "e", property="date", value="1858"),
    ]
    made = edition([event("e", "1858-05-28")], claims, [source("text", title="A & B")])
    drawn = figure(made, language="ru")
    told = {tuple(row) for row in drawn.data[1].customdata}
    (rival,) = [row for row in told if "1654" in row[1]]
    assert rival == ("e", "1654 г.", "Источник: «A &amp; B» · отклонено")
    assert made.rivals_of("e")[0].passages == ("p",)
    assert "slash" not in drawn.data[3].marker.symbol
    assert "line-ne" in drawn.data[3].marker.symbol
    at = [
        bar
        for bar, row in zip(drawn.data[1].base, drawn.data[1].customdata, strict=True)
        if row == list(rival)
    ]
    assert any(str(base).startswith("1654-0") for base in at)


def test_arrays_are_plain_lists_of_one_length() -> None:
    """Plotly loses NumPy arrays from click data, and columns of different lengths shift its points."""
    _, traces = drawn("1858-05-28", "189X?", "1900/..", "[1900,1905]", *["1920-01-01"] * 40)
    for trace in traces:
        columns = [trace, *(trace[name] for name in ("marker", "textfont") if name in trace)]
        columns += [column[name] for column in columns for name in ("line", "pattern") if name in column]
        lists = [value for column in columns for value in column.values() if not isinstance(value, dict)]
        assert all(type(value) is list for value in lists)
        assert len({len(value) for value in lists}) == 1


def test_a_pill_tells_how_many() -> None:
    """Forty events on one day are one counted mark."""
    _, (_, _, _, pills, labels, *_) = drawn(*["1920-01-01"] * 40)
    assert labels["text"] == ["40"]
    assert labels["y"] == [pills["y"][0] + LOWER]
    assert pills["customdata"] == [["", "40 events"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_come_out_as_text(text: str) -> None:
    """In hover and label alike, through `label` only."""
    _, (_, _, points, _, labels, _) = drawn("1858-05-28", title=text)
    assert points["customdata"][0][1] == label(text)
    assert labels["text"] == [label(title_label(text))]

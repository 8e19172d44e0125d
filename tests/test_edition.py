"""The gate: a sound project becomes an edition, anything else Unsound with every finding."""

from __future__ import annotations

import doctest
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_project import EVENTS, FILES, PASSAGES, SOURCES, TEXT, beside, edited, write
from timeline.columns import EVENTS as EVENT_TABLE
from timeline.edition import Edition, Passage, load
from timeline.errors import FileProblem, Unsound

MORE = {
    "data/events.csv": EVENTS
    + "before,Before,-0500~,,conjecture,a book,A guess.,war,,,,,,,,\n"
    + "same,Same,1858,,inferred,,Year.,war,,,,,,,,\n",
    "data/passages.csv": PASSAGES
    + "b1,before,other,Long before,,,,,,,,,\n"
    + "s1,same,amur,Aigun moved the border,,,,,,,,,\n"
    + "a0,aigun,amur,The envoys,,,mentions,,,,,,\n",
    "data/sources.csv": "id,file,title\nother,other.txt,Other\n" + "amur,amur.txt,On the Amur\n",
    "seeds/other.txt": "Long before all this.\n",
}


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Four events, six passages, two sources."""
    return load(write(tmp_path / "project", dict(MORE)))


def test_events_come_in_order_of_date(edition: Edition) -> None:
    """Before the common era first; events of one date in the order of the file."""
    assert [event.id for event in edition.chronology] == ["before", "nerchinsk", "aigun", "same"]


def test_passages_come_in_reading_order(edition: Edition) -> None:
    """Source by source as sources.csv lists them, then by place."""
    assert [passage.id for passage in edition.quotations] == ["b1", "a0", "n1", "a1", "s1", "a2"]


def test_passages_of_an_event_keep_the_curators_order(edition: Edition) -> None:
    """The first passage of an event is the one that the curator put first."""
    assert [passage.id for passage in edition.passages_of("aigun")] == ["a1", "a2", "a0"]
    assert edition.passages_of("nothing") == ()


def test_passages_in_a_source_come_by_place(edition: Edition) -> None:
    """As a reader meets them."""
    assert [passage.id for passage in edition.passages_in("amur")] == ["a0", "n1", "a1", "s1", "a2"]
    assert edition.passages_in("nothing") == ()


def test_names_are_looked_up(edition: Edition) -> None:
    """An unknown id is a KeyError."""
    assert edition.event("aigun").title == "Treaty of Aigun"
    assert edition.source("amur").text == TEXT
    with pytest.raises(KeyError):
        edition.event("nothing")
    with pytest.raises(KeyError):
        edition.source("nothing")


def test_events_are_numbered_in_order_of_date(edition: Edition) -> None:
    """The place of an event is its index in the chronology; an unknown id is a KeyError."""
    assert [edition.place(event.id) for event in edition.chronology] == [0, 1, 2, 3]
    with pytest.raises(KeyError):
        edition.place("nothing")


def test_every_quote_stands_where_the_edition_says(edition: Edition) -> None:
    """start and end cut the quote out of the text of its source."""
    for passage in edition.quotations:
        assert edition.source(passage.source).text[passage.start : passage.end] == passage.exact
        assert passage.tier == "identity"


def test_an_edition_knows_its_title_and_its_folder(edition: Edition, tmp_path: Path) -> None:
    """The title comes from the data package."""
    assert (edition.title, edition.root) == ("Two treaties", tmp_path / "project")
    assert beside(edition.warnings) == []


def test_an_edition_is_frozen(edition: Edition) -> None:
    """Nobody can make a sound edition unsound."""
    with pytest.raises(FrozenInstanceError):
        edition.title = "x"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        edition.chronology[0].title = "x"  # type: ignore[misc]
    assert isinstance(edition.quotations[0], Passage)


def test_an_edition_shows_itself_in_a_line(edition: Edition) -> None:
    """A notebook that prints it is not flooded."""
    assert repr(edition).startswith("Edition(title='Two treaties', root=")
    assert len(repr(edition)) < 300


def test_warnings_travel_with_the_edition(tmp_path: Path) -> None:
    """A warning does not stop the edition, and is not forgotten."""
    edition = load(write(tmp_path, {"seeds/b.txt": "b"}))
    assert [finding.code for finding in beside(edition.warnings)] == ["source-undescribed"]


def test_an_unsound_project_raises_all_findings(tmp_path: Path) -> None:
    """Errors and warnings of all files come with the exception."""
    changes = {
        **edited("data/passages.csv", ("In 1858", "In 1859")),
        **edited("data/events.csv", ("1689-08-27", "1689-13")),
        "seeds/b.txt": "b",
    }
    with pytest.raises(
        Unsound, match=r"2 errors in the data; the first: data/events.csv:2:36: month 13"
    ) as caught:
        load(write(tmp_path, changes))
    assert [finding.code for finding in beside(caught.value.findings)] == [
        "bad-date",
        "quote-missing",
        "source-undescribed",
    ]


def test_no_project_raises_a_file_problem(tmp_path: Path) -> None:
    """A folder without data/events.csv is no project."""
    with pytest.raises(FileProblem):
        load(tmp_path)


def test_events_as_a_frame(edition: Edition) -> None:
    """One row an event in order of date, day numbers as nullable integers, text as text."""
    frame = edition.events
    assert list(frame["id"]) == ["before", "nerchinsk", "aigun", "same"]
    assert list(frame.columns) == [
        *(column.name for column in EVENT_TABLE.columns),
        "earliest", "latest", "middle", "earliest_kind", "latest_kind", "precision", "date_kind",
        "approximate", "uncertain", "unspecified", "edtf", "label",
    ]  # fmt: skip
    assert {name: str(kind) for name, kind in frame.dtypes.items() if str(kind) != "object"} == {
        "earliest": "Int64", "latest": "Int64", "middle": "Int64", "importance": "Int64",
        "lat": "float64", "lon": "float64", "approximate": "bool", "uncertain": "bool", "unspecified": "bool",
    }  # fmt: skip
    nerchinsk = frame.set_index("id").loc["nerchinsk"]
    assert nerchinsk["earliest"] == nerchinsk["latest"] == date(1689, 9, 6).toordinal()
    assert (nerchinsk["edtf"], nerchinsk["parties"]) == ("1689-08-27", ("Russia", "China"))
    assert edition.events is frame


def test_an_open_end_is_missing_in_the_frame(tmp_path: Path) -> None:
    """What has no day has no number, and the kind says why."""
    changes = edited("data/events.csv", ("1689-08-27,julian", "1689-08-27/..,julian"))
    row = load(write(tmp_path, changes)).events.set_index("id").loc["nerchinsk"]
    assert (row["latest_kind"], str(row["latest"]), str(row["middle"])) == ("open", "<NA>", "<NA>")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1689-08-2X~", ("day", "date", True, False, True, date(1689, 9, 3).toordinal())),
        ("1689?", ("year", "date", False, True, False, date(1689, 7, 12).toordinal())),
        ("1689-08%/1690", ("interval", "interval", True, True, False, date(1690, 4, 26).toordinal())),
        ("[1689-09-06,1689-09-07]", ("set", "one_of", False, False, False, date(1689, 9, 16).toordinal())),
        ("{1689,1691}", ("set", "all_of", False, False, False, date(1690, 7, 12).toordinal())),
        ("Y-45E8", ("year", "date", False, False, False, -1643625000185)),
    ],
)
def test_a_frame_says_how_a_date_is_known(date: str, expected: tuple[object, ...], tmp_path: Path) -> None:
    """Precision, kind, three doubts and the day halfway, rounded down, in the Gregorian calendar."""
    changes = edited("data/events.csv", ("1689-08-27,julian", f'"{date}",julian'))
    row = load(write(tmp_path, changes)).events.set_index("id").loc["nerchinsk"]
    names = ["precision", "date_kind", "approximate", "uncertain", "unspecified", "middle"]
    assert tuple(row[names]) == expected


def test_the_year_start_stands_in_the_frame(tmp_path: Path) -> None:
    """With its default where the cell is empty or the file has no such column."""
    assert list(load(write(tmp_path)).events["year_start"]) == ["01-01", "01-01"]


def test_the_example_of_the_frame_works(edition: Edition) -> None:
    """Filtering by a period and sorting by start, end and middle, as the docstring shows it."""
    text = type(edition).__dict__["events"].__doc__
    example = doctest.DocTestParser().get_doctest(text, {"edition": edition}, "events", None, None)
    runner = doctest.DocTestRunner()
    assert len(example.examples) > 8
    assert runner.run(example, clear_globs=False).failed == 0
    found = {name: list(example.globs[name]["id"]) for name in ("happened", "existed", "by_start", "by_end")}
    assert found == {
        "happened": ["aigun", "same"],
        "existed": ["aigun", "same"],
        "by_start": ["before", "nerchinsk", "aigun", "same"],
        "by_end": ["before", "nerchinsk", "aigun", "same"],
    }
    assert list(example.globs["by_middle"].index) == ["before", "nerchinsk", "aigun", "same"]


def test_no_column_of_a_frame_is_a_timestamp(edition: Edition) -> None:
    """pandas writes year -43 in a form that Plotly drops, and knows no open end."""
    assert not [name for name, kind in edition.events.dtypes.items() if str(kind).startswith("datetime")]


def test_passages_and_sources_as_frames(edition: Edition) -> None:
    """One row each, places as integers, texts whole."""
    assert list(edition.passages["id"]) == ["b1", "a0", "n1", "a1", "s1", "a2"]
    assert (str(edition.passages["start"].dtype), edition.passages["start"][1]) == ("Int64", 0)
    assert list(edition.passages.columns) == [*PASSAGES.split("\n")[0].split(","), "start", "end", "tier"]
    assert list(edition.sources["text"]) == ["Long before all this.\n", TEXT]
    columns = SOURCES.split("\n")[0].replace(",note", ",derived_from,note").split(",")
    assert list(edition.sources.columns) == [*columns, "sha256", "text"]
    assert set(edition.sources["derived_from"]) == {""}


def test_frames_of_an_empty_project_have_their_columns(tmp_path: Path) -> None:
    """A project that has headers only is sound, and its frames are empty but typed."""
    changes: dict[str, str | bytes | None] = {
        name: FILES[name].split("\n")[0] for name in FILES if name.endswith("csv")
    }
    edition = load(write(tmp_path, changes | {"seeds/amur.txt": None}))
    assert (len(edition.events), str(edition.events["earliest"].dtype)) == (0, "Int64")
    assert list(edition.passages.columns)[:2] == ["id", "event"]


def test_loading_imports_no_pandas(tmp_path: Path) -> None:
    """Who needs no frame does not wait for pandas."""
    project = write(tmp_path)
    code = f"import sys, timeline; timeline.load({str(project)!r}); assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parent.parent)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(FILES)),
    start=st.integers(0, 600),
    gone=st.integers(0, 30),
    put=st.binary(max_size=5),
)
def test_loading_a_mutated_project_is_clean_or_unsound(
    tmp_path: Path, name: str, start: int, gone: int, put: bytes
) -> None:
    """Whatever is cut out or put in, nothing but an Edition, Unsound or FileProblem comes out."""
    data = bytearray(FILES[name].encode())
    data[start : start + gone] = put
    try:
        findings = load(write(tmp_path, {name: bytes(data)})).warnings
        expected = {"warning"}
    except Unsound as problem:
        findings = problem.findings
        expected = {"warning", "error"}
    assert {finding.severity for finding in findings} <= expected

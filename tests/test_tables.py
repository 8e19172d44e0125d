"""The three CSV files become records, and every faulty cell is told at its place."""

from __future__ import annotations

import pytest

from tests.small_project import EVENTS, PASSAGES, SOURCES
from timeline.dates import parse
from timeline.tables import read_claims, read_events, read_sources

Places = list[tuple[int, int, str]]


def events(*rows: str, header: str = "id,title,date,evidence,kind") -> tuple[Places, list[str]]:
    table = read_events("\n".join([header, *rows, ""]).encode())
    return [(f.line, f.column, f.code) for f in table.findings], [event.id for event in table.records]


def test_a_sound_file_gives_every_row() -> None:
    """The example's tables have no findings and all their rows, with types and defaults."""
    table = read_events(EVENTS.encode())
    assert table.findings == ()
    first, second = table.records
    assert (first.parties, first.lat, first.lon, first.importance) == (("Russia", "China"), 51.98, 116.58, 5)
    assert (first.year_start, second.year_start) == ("01-01", "01-01")
    assert (first.calendar, first.span.calendar, first.date) == ("julian", "julian", "1689-08-27")
    assert (second.calendar, second.status, second.importance) == ("gregorian", "asserted", 3)
    assert (second.lat, second.parties, second.place) == (None, ("Russia", "China"), "")
    claims = read_claims(PASSAGES.encode())
    assert [claim.relation for claim in claims.records] == ["supports", "supports", "mentions"]
    assert claims.records[2].prefix == "and "
    assert claims.records[1].rank == "normal"
    (source,) = read_sources(SOURCES.encode()).records
    assert (source.author, source.publish, source.issued_span and source.issued_span.label) == (
        "Li, Na",
        "full",
        "2020",
    )
    assert (claims.findings, source.text, source.sha256) == ((), "", "")


@pytest.mark.parametrize("word", ["NA", "None", "null", "007", "TRUE", "nan", "1e5", "#N/A", "-", "0"])
def test_words_that_other_readers_eat_survive(word: str) -> None:
    """A place called NA is a place, and 007 is not 7."""
    table = read_events(f"id,title,date,evidence,kind,place\na,{word},1858,stated,{word},{word}\n".encode())
    (event,) = table.records
    assert (event.title, event.kind, event.place) == (word, word, word)


def test_the_order_of_columns_is_free() -> None:
    """Columns are found by name, wherever they stand."""
    assert events("treaty,1858,a,Aigun,stated", header="kind,date,id,title,evidence") == ([], ["a"])


HEADERS = {
    "missing": ("id,title,date,kind", [(1, 19, "column-missing")]),
    "two missing": ("id,title,kind", [(1, 14, "column-missing"), (1, 14, "column-missing")]),
    "doubled": ("id,title,date,evidence,kind,title", [(1, 29, "column-doubled")]),
    "unknown": ("id,title,date,evidence,kind,sumary", [(1, 29, "column-unknown")]),
    "nameless": ("id,title,date,evidence,kind,", [(1, 29, "column-nameless")]),
    "no header": ("aigun,Treaty,1858,stated,treaty", [(1, 1, "header-missing")]),
    "case": ("ID,title,date,evidence,kind", [(1, 1, "column-unknown"), (1, 28, "column-missing")]),
}


@pytest.mark.parametrize("name", HEADERS)
def test_faults_of_the_header(name: str) -> None:
    """Missing, doubled, unknown and nameless columns are told at their places."""
    header, expected = HEADERS[name]
    assert events(header=header)[0] == expected


def test_an_unknown_column_is_a_warning_with_the_nearest_name() -> None:
    """A slip of the pen is told as such; a column of one's own does no harm."""
    (finding,) = read_events(b"id,title,date,evidence,kind,sumary\n").findings
    assert (finding.severity, finding.hint) == ("warning", "did you mean “summary”?")
    (finding,) = read_events(b"id,title,date,evidence,kind,curator\n").findings
    assert finding.severity == "warning"


ROWS: dict[str, tuple[list[str], Places, list[str]]] = {
    "too long": (["a,A,1858,stated,war,more,x"], [(2, 21, "row-too-long")], []),
    "too long in the first row only": (
        ["a,A,1858,stated,war,x", "b,B,1858,stated,war"],
        [(2, 21, "row-too-long")],
        ["b"],
    ),
    "too long in every row": (
        ["a,A,1858,stated,war,", "b,B,1858,stated,war,"],
        [(2, 21, "row-too-long"), (3, 21, "row-too-long")],
        [],
    ),
    "too short": (["a,A,1858"], [(2, 9, "row-too-short")], []),
    "torn last row": (["a,A,1858,stated,war", "b,B,18"], [(3, 7, "row-too-short")], ["a"]),
    "comment": (["# later", "a,A,1858,stated,war"], [(2, 8, "row-too-short")], ["a"]),
    "unquoted comma": (["a,A, B,1858,stated,war"], [(2, 20, "row-too-long")], []),
    "doubled id": (
        ["a,A,1858,stated,war", "b,B,1858,stated,war", "a,C,1858,stated,war"],
        [(4, 1, "id-doubled")],
        ["a", "b"],
    ),
    "id of a broken row doubled": (
        ["a,A", "a,C,1858,stated,war"],
        [(2, 4, "row-too-short"), (3, 1, "id-doubled")],
        [],
    ),
    "bad id": (["A b,A,1858,stated,war"], [(2, 1, "bad-slug")], []),
    "long id": (["a" * 101 + ",A,1858,stated,war"], [(2, 1, "bad-slug")], []),
    "empty id": ([",A,1858,stated,war"], [(2, 1, "cell-empty")], []),
    "empty title": (["a,,1858,stated,war"], [(2, 3, "cell-empty")], []),
    "blank title": (["a,  ,1858,stated,war"], [(2, 3, "cell-empty")], []),
    "empty date": (["a,A,,stated,war"], [(2, 5, "cell-empty")], []),
    "month 13": (["a,A,1858-13-01,stated,war"], [(2, 10, "bad-date")], []),
    "month 13 in quotes": (['a,"A, ""B""","1858-13-01",stated,war'], [(2, 20, "bad-date")], []),
    "month 13 after a blank": (
        ['a,A," 1858-13",stated,war'],
        [(2, 5, "blank-around"), (2, 12, "bad-date")],
        [],
    ),
    "second half of an interval": (["a,A,1858/1859-13,stated,war"], [(2, 15, "bad-date")], []),
    "words for a date": (["a,A,long ago,stated,war"], [(2, 5, "bad-date")], []),
    "endless date": (["a,A," + "1" * 300 + ",stated,war"], [(2, 5, "bad-date")], []),
    "unknown value": (["a,A,1858,statd,war"], [(2, 10, "unknown-value")], []),
    "three at once": (
        ["A,,1858,sure,war"],
        [(2, 1, "bad-slug"), (2, 3, "cell-empty"), (2, 9, "unknown-value")],
        [],
    ),
    "surrounding blanks": (
        ["a, A ,1858, stated,war"],
        [(2, 3, "blank-around"), (2, 12, "blank-around")],
        ["a"],
    ),
    "blank line": (["", "a,A,1858,stated,war"], [(2, 1, "row-blank")], ["a"]),
    "guessed row": (['a,"A"x,1858,stated,war', "b,B,1858,stated,war"], [(2, 6, "quote-stray")], ["b"]),
    "guessed row with the wrong number": (
        ['a,"A, "x, y",1858,stated,war'],
        [(2, 8, "quote-stray"), (2, 12, "quote-stray")],
        [],
    ),
    "guessed row with another fault": (
        ['a,"A"x,1858-13,stated,war'],
        [(2, 6, "quote-stray"), (2, 13, "bad-date")],
        [],
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_faults_of_rows(name: str) -> None:
    """Each fault of a row is told at its cell, or at the character, and the other rows stay."""
    rows, expected, kept = ROWS[name]
    assert events(*rows) == (expected, kept)


def cell(column: str, text: str) -> list[tuple[int, int, str]]:
    """What is found when one cell of a sound event holds `text`; columns count from the cell."""
    header = f"id,title,date,evidence,kind,{column}"
    return [
        (line, at - 21, code) for line, at, code in events(f"a,A,1858,stated,war,{text}", header=header)[0]
    ]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("lat", "91", "out-of-range"),
        ("lat", "-90.1", "out-of-range"),
        ("lat", "north", "bad-number"),
        ("lat", "nan", "bad-number"),
        ("lat", "inf", "bad-number"),
        ("lat", "1e1", "bad-number"),
        ("lat", "٣", "bad-number"),
        ("lon", "180.5", "out-of-range"),
        ("importance", "0", "out-of-range"),
        ("importance", "6", "out-of-range"),
        ("importance", "2.5", "bad-number"),
        ("importance", "high", "bad-number"),
        ("calendar", "Julian", "unknown-value"),
        ("year_start", "25-Mar", "unknown-value"),
        ("year_start", "12-25", "unknown-value"),
        ("status", "certain", "unknown-value"),
        ("wikidata", "12345", "bad-qid"),
        ("wikidata", "Q0", "bad-qid"),
        ("wikidata", "https://www.wikidata.org/wiki/Q1", "bad-qid"),
    ],
)
def test_a_bad_value_is_told(column: str, text: str, code: str) -> None:
    """A value that its column does not allow is a fault at that cell."""
    assert cell(column, text) == [(2, 0, code)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("lat", "-90"),
        ("lat", "90.0"),
        ("lon", "180"),
        ("importance", "1"),
        ("importance", "5"),
        ("wikidata", "Q42"),
        ("year_start", "03-25"),
        ("year_start", "09-01"),
        ("lat", ""),
    ],
)
def test_a_value_at_the_limit_is_fine(column: str, text: str) -> None:
    """Limits are inclusive, and an optional cell may be empty."""
    assert cell(column, text) == []


def test_the_date_is_counted_from_the_start_of_its_year() -> None:
    """30 January 1648 in London is of 1649, and the event says how it was counted."""
    table = read_events(
        b"id,title,date,calendar,year_start,evidence,kind\na,A,1648-01-30,julian,03-25,stated,war\n"
    )
    (event,) = table.records
    assert event.reckoning == ("julian", "03-25")
    assert event.span.earliest == parse("1649-02-09").earliest


def test_a_start_of_the_year_that_a_spreadsheet_changed_gets_a_hint() -> None:
    """Excel makes 25-Mar of 03-25; the date itself is not blamed for it."""
    table = read_events(b"id,title,date,year_start,evidence,kind\na,A,1648-01-30,25-Mar,stated,war\n")
    assert [(f.code, f.hint) for f in table.findings] == [
        ("unknown-value", "a spreadsheet may have changed it: give the column the format “text” there")
    ]


def test_a_calendar_under_another_name_gets_a_hint() -> None:
    """Who writes O.S. or 儒略历 is told that the word is julian, and what to do with yet another calendar."""
    for calendar in ("O.S.", "old style", "юлианский", "儒略历", "chinese"):
        row = f"id,title,date,calendar,evidence,kind\na,A,1689-08-27,{calendar},stated,war\n"
        (finding,) = read_events(row.encode()).findings
        assert finding.code == "unknown-value"
        assert finding.hint.startswith("Old Style is julian; a date of any other calendar is converted")


def test_a_decimal_comma_gets_a_hint() -> None:
    """What spreadsheets of half the world write is explained."""
    table = read_events(b'id,title,date,evidence,kind,lat\na,A,1858,stated,war,"50,5"\n')
    assert [f.hint for f in table.findings] == ["write a decimal point, not a comma"]


def sources(column: str, text: str) -> list[str]:
    return [f.code for f in read_sources(f"id,title,{column}\na,A,{text}\n".encode()).findings]


@pytest.mark.parametrize(
    ("column", "text", "codes"),
    [
        ("url", "https://example.org/a?b=c#d", []),
        ("url", "http://example.org", []),
        ("url", "mailto:a@example.org", []),
        ("url", "https://пример.рф/а", []),
        ("url", "javascript:alert(1)", ["bad-url"]),
        ("url", "JaVaScRiPt:alert(1)", ["bad-url"]),
        ("url", "java\tscript:alert(1)", ["bad-url"]),
        ("url", "data:text/html;x", ["bad-url"]),
        ("url", "file:///etc/passwd", ["bad-url"]),
        ("url", "//example.org", ["bad-url"]),
        ("url", "example.org", ["bad-url"]),
        ("url", "https://", ["bad-url"]),
        ("url", "https:example.org", ["bad-url"]),
        ("url", "https://[::1", ["bad-url"]),
        ("url", "https://a b", ["bad-url"]),
        ("archive_url", "ftp://example.org", ["bad-url"]),
        ("issued", "2023-08/..", []),
        ("issued", "2023-13", ["bad-date"]),
        ("accessed", "yesterday", ["bad-date"]),
        ("language", "zh-Hans", []),
        ("language", "english language", ["bad-language"]),
        ("type", "blog", ["unknown-value"]),
        ("publish", "quote-only", ["unknown-value"]),
    ],
)
def test_values_of_sources(column: str, text: str, codes: list[str]) -> None:
    """Addresses, dates, languages and choices of a source are judged."""
    assert sources(column, text) == codes


def test_faulty_rows_stay_visible() -> None:
    """A row with a fault is no record, but its id is known, so that one fault does not look like many."""
    table = read_events(b"id,title,date,evidence,kind\na,A,1858-13,stated,war\nb,B\n")
    assert table.records == ()
    assert list(table.ids) == ["b", "a"]
    assert [row.line for row in table.rows] == [2, 3]


def test_a_flood_of_faults_ends() -> None:
    """Five thousand bad dates give a thousand findings and a count, in a moment."""
    table = read_events(b"id,title,date,evidence,kind\n" + b"a,A,x,stated,war\n" * 5_000)
    assert len([f for f in table.findings if f.code == "bad-date"]) == 1_001

"""A day is asked after its calendar where it may be of the other one, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import TEXT, beside, write
from timeline.check import check
from timeline.errors import Finding

E, P = "data/events.csv", "data/passages.csv"


def findings(
    folder: Path, date: str, calendar: str, *more: str, values: tuple[str, ...] = ()
) -> list[Finding]:
    """What is found in a project of one event; `more` is its place, its parties and the start of its year."""
    place, parties, year_start = (*more, "", "", "")[:3]
    project = write(
        folder,
        {
            E: "id,title,date,calendar,year_start,evidence,date_source,date_note,kind,place,parties\n"
            f'one,One,"{date}",{calendar},{year_start},external,a book,Found.,war,"{place}","{parties}"\n',
            P: "id,event,source,exact,property,value,rank,rank_reason,value_evidence\n"
            "p0,one,amur,The envoys met at Nerchinsk,,,,,\n"
            + "".join(
                f"p{n},one,amur,{' '.join(TEXT.split()[n : n + 3])},date,{value},deprecated,Wrong.,inferred\n"
                for n, value in enumerate(values, start=1)
            ),
        },
    )
    return beside(check(project).findings)


def told(found: list[Finding]) -> list[str]:
    """The findings, as the command line places them."""
    assert all(finding.severity == "warning" for finding in found)
    return [f"{f.file}:{f.line}:{f.column}: {f.code}" for f in found]


ASKED, NEVER = "calendar-not-given", "day-never-was"


@pytest.mark.parametrize(
    ("date", "calendar", "place", "parties", "codes"),
    [
        # no calendar, while the place still used the Julian one
        ("1689-08-27", "", "Nerchinsk", "", [ASKED]),
        ("1689-08-27", "", "", "Tsardom of Russia;Qing dynasty", [ASKED]),
        ("1689-08-27", "", "", "沙俄;大清", [ASKED]),
        ("1918-01-31", "", "Petrograd", "", [ASKED]),
        ("1752-09-02", "", "London", "", [ASKED]),
        ("1776-07-04", "", "Philadelphia", "", []),
        ("1632-11-06", "", "Germany", "", [ASKED]),
        ("1908-04-13", "", "", "Ottoman Empire", [ASKED]),
        ("1571-10-07", "", "", "Ottoman Empire", []),
        ("1453-05-29", "", "Rome", "", [ASKED]),
        ("-0043-03-15", "", "Rome", "", [ASKED]),
        ("-0216-08-02", "", "Rome", "", []),
        # the calendar is written out
        ("1689-08-27", "julian", "Nerchinsk", "", []),
        ("1689-09-06", "gregorian", "Nerchinsk", "", []),
        # coarser than a day, or a day that nobody knows
        ("1689-08", "", "Nerchinsk", "", []),
        ("1689", "", "Nerchinsk", "", []),
        ("1689-08-XX", "", "Nerchinsk", "", []),
        ("1689-08-2X", "", "Nerchinsk", "", []),
        ("1689-22", "", "Nerchinsk", "", []),
        # another place, another time
        ("1689-08-27", "", "Beijing", "Qing dynasty;Dutch East India Company", []),
        ("1689-08-27", "", "Paris", "France;Russia", []),
        ("1840-07-15", "", "London", "Russia;Great Britain", []),
        ("1918-02-14", "", "Moscow", "Soviet Russia", []),
        ("2023-03-20", "", "Moscow", "Russian Federation", []),
        ("1923-03-01", "", "Athens", "", []),
        # days that were left out
        ("1918-02-01", "", "Moscow", "", [NEVER]),
        ("1918-02-13", "", "Moscow", "", [NEVER]),
        ("1918-02-05", "julian", "Moscow", "", [NEVER]),
        ("1918-02-05", "gregorian", "Moscow", "", []),
        ("1918-01-23", "julian", "Moscow", "", []),
        ("1918-02-14", "julian", "Moscow", "", []),
        ("1752-09-03", "", "England", "", [NEVER]),
        ("1752-09-13", "julian", "Boston", "", [NEVER]),
        ("1752-09-14", "", "England", "", []),
        ("1582-10-05", "", "Rome", "", [NEVER]),
        ("1582-10-14", "julian", "Madrid", "", [NEVER]),
        ("1582-10-15", "", "Rome", "", []),
        ("1582-10-10", "", "Paris", "", [ASKED]),
        ("1582-12-15", "", "Paris", "", [NEVER]),
        ("1753-02-20", "", "Stockholm", "", [NEVER]),
        ("1700-02-29", "julian", "Sweden", "", [NEVER]),
        ("1700-02-29", "julian", "England", "", []),
        ("1700-02-25", "", "Germany", "", []),
        ("1923-02-20", "", "Athens", "", [NEVER]),
        # ends of intervals, members of sets
        ("1689-08/1918-02-05", "", "Russia", "", [NEVER]),
        ("1689-08-27/1918-02-05", "", "Russia", "", [ASKED, NEVER]),
        ("../1689-08-27", "", "Russia", "", [ASKED]),
        ("[1689-08-27,1689-08-28]", "", "Russia", "", [ASKED]),
        ("{1918-02-05,1918-02-06}", "julian", "Russia", "", [NEVER, NEVER]),
        ("1689-08-27~", "", "Russia", "", [ASKED]),
    ],
)  # fmt: skip
def test_a_day_is_asked_after_its_calendar_where_that_matters(
    date: str, calendar: str, place: str, parties: str, codes: list[str], tmp_path: Path
) -> None:
    """Each date gives these warnings, in the order of their columns, and no error."""
    found = findings(tmp_path, date, calendar, place, parties)
    assert sorted(finding.code for finding in found) == codes
    assert all(finding.severity == "warning" for finding in found)


def test_the_question_shows_both_readings_at_the_empty_cell(tmp_path: Path) -> None:
    """It points at `calendar`, where the word is missing, and says what either word would mean."""
    (found,) = findings(tmp_path, "1689-08-27", "", "Nerchinsk")
    assert told([found]) == [f"{E}:2:22: {ASKED}"]
    assert found.message == (
        "27 August 1689 is given without a calendar, and Russia still counted by the Julian calendar"
    )
    assert found.hint == (
        "27 August 1689 Old Style is 6 September 1689: "
        "write julian in calendar, or gregorian if it is converted"
    )


def test_a_country_that_did_not_change_at_once_is_told_as_such(tmp_path: Path) -> None:
    """In Germany the Protestant lands were behind, the Catholic ones not."""
    (found,) = findings(tmp_path, "1632-11-06", "", "Germany")
    assert found.message.endswith("not all of Germany counted by the Gregorian calendar yet")


def test_the_year_that_began_late_is_counted_on(tmp_path: Path) -> None:
    """30 January 1648 of a year from Lady Day is of 1649, in the question too."""
    (found,) = findings(tmp_path, "1648-01-30", "", "London", "", "03-25")
    assert found.hint.startswith("30 January 1649 Old Style is 9 February 1649")


def test_sweden_had_a_calendar_of_its_own(tmp_path: Path) -> None:
    """From 1700 to 1712 a Swedish day was neither Julian nor Gregorian, which the question mentions."""
    (found,) = findings(tmp_path, "1709-06-28", "", "Stockholm")
    assert "28 June 1709 Old Style is 9 July 1709" in found.hint
    assert found.hint.endswith("in Sweden's own calendar of those years it is 8 July 1709")
    (found,) = findings(tmp_path, "1719-06-28", "", "Stockholm")
    assert "own calendar" not in found.hint


def test_a_day_that_never_was_is_shown_at_its_place(tmp_path: Path) -> None:
    """The warning stands at the very day, in an interval too, and says what it would be."""
    (found,) = findings(tmp_path, "1918/1918-02-05", "julian", "Moscow")
    assert told([found]) == [f"{E}:2:15: {NEVER}"]
    assert found.message == (
        "5 February 1918 never was in Russia: 31 January 1918 was followed by 14 February 1918"
    )
    assert found.hint == (
        "if the source kept to the Old Style, as the Church did, write 1918-02-18 and gregorian"
    )
    (found,) = findings(tmp_path, "1918-02-05", "", "Moscow")
    assert found.hint == (
        "if it is converted from Old Style already, write gregorian in calendar; else look it up again"
    )
    (found,) = findings(tmp_path, "1700-02-29", "julian", "Sweden")
    assert found.message == (
        "29 February 1700 never was in Sweden and Finland: 28 February 1700 was followed by 1 March 1700"
    )


def test_the_dates_of_passages_are_asked_too(tmp_path: Path) -> None:
    """A value that never was is told each time; the calendar is asked for once, since one cell mends all."""
    found = findings(tmp_path, "1918", "", "Moscow", values=("1918-02-05", "1918-01-05", "1918-01-06"))
    assert told(found) == [f"{P}:3:32: {NEVER}", f"{P}:4:35: {ASKED}"]
    found = findings(tmp_path, "1918-01-05", "", "Moscow", values=("1918-01-06",))
    assert told(found) == [f"{E}:2:22: {ASKED}"]
    assert findings(tmp_path, "1918-01-05", "julian", "Moscow", values=("1918-01-06",)) == []


def test_a_table_without_the_column_is_asked_at_the_date(tmp_path: Path) -> None:
    """There is no empty cell to point at."""
    project = write(
        tmp_path,
        {
            E: "id,title,date,evidence,date_source,date_note,kind,place\n"
            "one,One,1689-08-27,external,a book,Found.,war,Nerchinsk\n",
            P: "id,event,source,exact\np0,one,amur,The envoys met at Nerchinsk\n",
        },
    )
    assert told(beside(check(project).findings)) == [f"{E}:2:9: {ASKED}"]


YEARS = "year-start-not-julian"


@pytest.mark.parametrize("calendar", ["", "gregorian"])
@pytest.mark.parametrize(("year_start", "begin"), [("03-25", "25 March"), ("09-01", "1 September")])
def test_years_that_do_not_begin_on_1_january_are_julian(
    tmp_path: Path, calendar: str, year_start: str, begin: str
) -> None:
    """Whoever gives their start and forgets the calendar is asked for it, at the cell."""
    found = findings(tmp_path, "1848-01-30", calendar, "", "", year_start)
    assert told(found) == [f"{E}:2:{23 + len(calendar)}: {YEARS}"]
    assert f"years beginning on {begin} go with the Julian calendar" in found[0].message


@pytest.mark.parametrize(
    ("calendar", "place", "year_start", "codes"),
    [
        ("julian", "London", "03-25", []),
        ("gregorian", "Florence, Tuscany", "03-25", []),
        ("", "Florence", "03-25", [YEARS]),
        ("", "London", "03-25", [ASKED]),
        ("gregorian", "Florence", "09-01", [YEARS]),
        ("gregorian", "London", "", []),
    ],
)
def test_only_tuscany_began_gregorian_years_in_march(
    tmp_path: Path, calendar: str, place: str, year_start: str, codes: list[str]
) -> None:
    """There the Gregorian calendar, written out, is taken at its word."""
    found = findings(tmp_path, "1648-01-30", calendar, place, "", year_start)
    assert [finding.code for finding in found] == codes

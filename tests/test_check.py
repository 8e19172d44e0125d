"""Every rule finds what it must, at its place, and nothing else; and nothing ever raises."""

from __future__ import annotations

import ast
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_project import EVENTS, FILES, PASSAGES, SOURCES, TEXT, beside, edited, write
from timeline import rules
from timeline.check import Report, check
from timeline.errors import FileProblem, Finding

Changes = dict[str, str | bytes | None]

E, P, S, T, J = (
    "data/events.csv", "data/passages.csv", "data/sources.csv", "seeds/amur.txt", "data/datapackage.json",
)  # fmt: skip
AREA = '{},aigun,amur,moved the border,,,supports,area,"{}",,{},\n'
BOOK = "book,,book,A book,,,,,,,,,,none,,\n"
FROM_A_BOOK = (
    SOURCES.replace("publish,note", "publish,derived_from,note").replace("full,\n", "full,,\n") + BOOK
)
REF = "book,,book,A book,,,,,,,,,,none,\n"

CASES: dict[str, tuple[Changes, list[str]]] = {
    "sound": ({}, []),
    # references
    "unknown event": (edited(P, ("a2,aigun,", "a2,aigum,")), [f"{P}:4:4: unknown-event"]),
    "unknown source": (edited(P, ("a2,aigun,amur", "a2,aigun,armur")), [f"{P}:4:10: unknown-source"]),
    "event without passage": (
        {E: EVENTS + "lone,Lone,1900,,external,a book,y,war,,,,,,,,\n"},
        [f"{E}:4:1: event-without-passage"],
    ),
    "source without passage": ({S: SOURCES + REF}, [f"{S}:3:1: source-without-passage"]),
    "source that gives a date": ({S: SOURCES + REF, **edited(E, ("Britannica", "book"))}, []),
    "source not held": (
        {S: SOURCES + REF, **edited(P, ("a2,aigun,amur", "a2,aigun,book"))},
        [f"{P}:4:10: source-not-held"],
    ),
    "file of two sources": (
        {S: SOURCES + REF.replace("book,,", "book,amur.txt,"), **edited(E, ("Britannica", "book"))},
        [f"{S}:3:6: file-shared"],
    ),
    "passage doubled": (
        {P: PASSAGES + "a3,aigun,amur,In 1858 the Treaty of Aigun,,,supports,date,1858,,,,\n"},
        [f"{P}:5:1: passage-doubled"],
    ),
    "same words, another property": (
        {P: PASSAGES + "a3,aigun,amur,In 1858 the Treaty of Aigun,,,supports,what,treaty,,,,\n"},
        [],
    ),
    # quotes
    "quote missing": (edited(P, ("In 1858 the Treaty", "In 1859 the Treaty")), [f"{P}:3:15: quote-missing"]),
    "quote with another case": (
        edited(P, ("In 1858 the Treaty", "in 1858 the treaty")),
        [f"{P}:3:15: quote-missing"],
    ),
    "quote that cuts a number": (edited(P, ("In 1858 the", "858 the")), [f"{P}:3:15: quote-missing"]),
    "quote ambiguous": (edited(P, ('"and "', "")), [f"{P}:4:15: quote-ambiguous"]),
    "quote with other blanks": (edited(P, ("In 1858 the Treaty", "In  1858\u00a0the Treaty")), []),
    # dates
    "date too far off": (edited(E, ("1689-08-27,", "Y17E20,")), [f"{E}:2:31: date-too-far"]),
    "value too far off": (edited(P, ("date,1689-22,", "date,Y17E20,")), [f"{P}:2:87: date-too-far"]),
    "source too far off": (edited(S, (",2020,", ",Y17E20,")), [f"{S}:2:42: date-too-far"]),
    "day that never was": (edited(E, ("1689-08-27,julian", "1918-02-05,")), [f"{E}:2:31: day-never-was"]),
    "calendar not given": (
        edited(E, ("1689-08-27,julian", "1689-08-27,")),
        [f"{E}:2:42: calendar-not-given"],
    ),
    "note missing": (edited(E, ('"From a book, not the text."', "")), [f"{E}:2:69: date-note-missing"]),
    "inferred needs no source": (edited(E, ("external,Britannica", "inferred,")), []),
    "external needs a source": (edited(E, ("Britannica", "")), [f"{E}:2:58: date-source-missing"]),
    "conjecture needs a source": (
        edited(E, ("external,Britannica", "conjecture,")),
        [f"{E}:2:60: date-source-missing"],
    ),
    "source of a date unknown": (edited(E, ("Britannica", "britannica")), [f"{E}:2:58: unknown-source"]),
    "source of a date is a link": (edited(E, ("Britannica", "https://example.org/a")), []),
    "source of a date is a bad link": (
        edited(E, ("Britannica", "ftp://example.org/a")),
        [f"{E}:2:58: unknown-source"],
    ),
    "source of a date is script": (
        edited(E, ("Britannica", "javascript:alert(1)")),
        [f"{E}:2:58: unknown-source"],
    ),
    "stated by nothing": (edited(P, ("date,1858,", ",,")), [f"{E}:3:29: date-not-stated"]),
    "stated otherwise": (edited(P, ("date,1858,", "date,1859,inferred")), [f"{E}:3:29: date-not-stated"]),
    "stated too finely": (edited(E, ("1858,,stated", "1858-05,,stated")), [f"{E}:3:32: date-too-fine"]),
    "stated by a property in capitals": (
        edited(P, ("date,1858,", "Date,1858,")),
        [f"{E}:3:29: date-not-stated", f"{P}:3:54: property-unread"],
    ),
    "stated by a mention": (
        edited(P, ("supports,date,1858", "mentions,date,1858")),
        [f"{E}:3:29: date-not-stated"],
    ),
    "stated by inference": (
        edited(P, ("date,1858,,", "date,1858,inferred,")),
        [f"{E}:3:29: date-not-stated"],
    ),
    "stated, but deprecated": (
        edited(P, ("date,1858,,,,", "date,1858,,deprecated,Wrong.,")),
        [f"{E}:3:29: date-not-stated"],
    ),
    "claims compete": (
        {P: PASSAGES + "a3,aigun,amur,moved the border,,,supports,date,1860,inferred,,,\n"},
        [f"{P}:5:48: claims-compete"],
    ),
    "claims compete in something else": (
        {P: PASSAGES + AREA.format("a3", "1 km2", "normal,") + AREA.format("a4", "2 km2", "normal,")},
        [f"{P}:6:48: claims-compete"],
    ),
    "one claim, set otherwise": (
        {
            P: PASSAGES
            + AREA.format("a3", "600,000 km2", "normal,")
            + AREA.format("a4", "600 000 KM2.", "normal,")
        },
        [],
    ),
    "claims that hold together": (
        {P: PASSAGES + AREA.format("a3", "1 km2; 2 km2", "normal,") + AREA.format("a4", "2 km2", "normal,")},
        [],
    ),
    "claims compete, one deprecated": (
        {
            P: PASSAGES
            + AREA.format("a3", "1 km2", "normal,")
            + AREA.format("a4", "2 km2", "deprecated,Wrong.")
        },
        [],
    ),
    "claims compete, and the event is disputed": (
        {
            P: PASSAGES + AREA.format("a3", "1 km2", "normal,") + AREA.format("a4", "2 km2", "normal,"),
            **edited(
                E,
                (
                    "Aigun,1858,,stated,,,treaty,Russia; China,,,,,,",
                    "Aigun,1858,,stated,,,treaty,,,,,,disputed,Who knows?",
                ),
            ),
        },
        [],
    ),
    "two preferred": (
        {
            P: PASSAGES
            + AREA.format("a3", "1 km2", "preferred,Better.")
            + AREA.format("a4", "2 km2", "preferred,Better.")
        },
        [f"{P}:6:57: two-preferred"],
    ),
    "one value preferred twice": (
        {
            P: PASSAGES
            + AREA.format("a3", "1 km2", "preferred,Better.")
            + AREA.format("a4", "1 KM2", "preferred,Better.")
        },
        [],
    ),
    "stated, and not in the quote": (
        edited(P, ("date,1689-22,", "date,1689-07,")),
        [f"{P}:2:87: date-not-in-quote"],
    ),
    "stated in a bracket of the curator": (
        edited(P, ("In 1858 the Treaty of Aigun", "the Treaty of Aigun [of 1858]")),
        [f"{P}:3:61: date-not-in-quote"],
    ),
    "inferred, and not in the quote": (edited(P, ("date,1689-22,stated", "date,1689-07,inferred")), []),
    "elision that hides a negation": (
        {
            T: TEXT + "It was not at all an alliance.\n",
            P: PASSAGES + "a3,aigun,amur,It was … an alliance,,,,,,,,,\n",
        },
        [f"{P}:5:15: elision-hides-not"],
    ),
    "elision that hides nothing": (
        {
            T: TEXT + "It was at No. 5 quite an alliance.\n",
            P: PASSAGES + "a3,aigun,amur,It was … an alliance,,,,,,,,,\n",
        },
        [],
    ),
    # where a source comes from
    "taken from a source": ({S: FROM_A_BOOK.replace("full,,", "full,book,")}, []),
    "taken from a work": ({S: FROM_A_BOOK.replace("full,,", "full,The Times,").replace(BOOK, "")}, []),
    "taken from an unknown source": (
        {S: FROM_A_BOOK.replace("full,,", "full,boook,")},
        [f"{S}:2:97: unknown-source", f"{S}:3:1: source-without-passage"],
    ),
    "taken from itself": (
        {S: FROM_A_BOOK.replace("full,,", "full,amur,").replace(BOOK, "")},
        [f"{S}:2:97: derived-in-circle"],
    ),
    "taken from one another": (
        {S: FROM_A_BOOK.replace("full,,", "full,book,").replace("none,,", "none,amur,")},
        [f"{S}:2:97: derived-in-circle", f"{S}:3:33: derived-in-circle"],
    ),
    "claims compete, one preferred": (
        {
            P: PASSAGES.replace("date,1858,,,,", "date,1858,,preferred,Better.,")
            + "a3,aigun,amur,moved the border,,,supports,date,1860,inferred,,,\n"
        },
        [],
    ),
    "claims compete, disputed": (
        {P: PASSAGES + "a3,aigun,amur,moved the border,,,disputes,date,1860,inferred,,,\n"},
        [],
    ),
    "value of a date is no date": (edited(P, ("date,1858,", "date,1858-13,")), [f"{P}:3:64: bad-date"]),
    "value of a date is endless": (
        edited(P, ("date,1689-22,", f"date,{'1' * 300},")),
        [f"{P}:2:87: bad-date"],
    ),
    "value missing": (edited(P, ("date,1689-22,", "date,,")), [f"{P}:2:87: value-missing"]),
    "property missing": (edited(P, ("date,1689-22,", ",1689,")), [f"{P}:2:83: property-missing"]),
    # the rest
    "rank without reason": (
        edited(P, ("stated,normal,", "stated,preferred,")),
        [f"{P}:2:112: rank-reason-missing"],
    ),
    "status without reason": (
        edited(
            E,
            ("Aigun,1858,,stated,,,treaty,Russia; China,,,,,,", "Aigun,1858,,stated,,,treaty,,,,,,disputed,"),
        ),
        [f"{E}:3:50: status-unexplained"],
    ),
    "one coordinate": (edited(E, ("51.98,116.58", "51.98,")), [f"{E}:2:134: coordinate-missing"]),
    "the other coordinate": (edited(E, ("51.98,116.58", ",116.58")), [f"{E}:2:128: coordinate-missing"]),
    "quotation marks in a summary": (
        edited(E, ("The first border.", "The “first” border.")),
        [f"{E}:2:156: summary-quotes"],
    ),
    "formula": (edited(E, ("Treaty of Aigun", "=1+1")), [f"{E}:3:7: formula"]),
    "formula after a blank": (
        edited(E, ("Treaty of Aigun", " @SUM(A1)")),
        [f"{E}:3:7: blank-around", f"{E}:3:7: formula"],
    ),
    "a negative year is no formula": (edited(P, ("date,1689-22", "what,-0500")), []),
    "passages with a header only": (
        {P: PASSAGES.split("\n")[0]},
        [
            f"{E}:2:1: event-without-passage",
            f"{E}:3:1: event-without-passage",
            f"{S}:2:1: source-without-passage",
        ],
    ),
    "stated in a row that could not be read": (
        edited(P, ("a1,aigun,amur,In 1858", 'a1,aigun,amur,In "1858"')),
        [f"{P}:3:18: quote-stray"],
    ),
    # files
    "no sources": ({S: None}, [f"{S}:1:1: file-missing"]),
    "no passages": ({P: None}, [f"{P}:1:1: file-missing"]),
    "empty events": ({E: ""}, [f"{E}:1:1: file-empty"]),
    "text with too long a name": (
        edited(S, ("amur.txt", "a" * 300)),
        [f"{S}:2:6: file-unreadable", f"{T}:1:1: source-undescribed"],
    ),
    "text missing": ({T: None}, [f"{S}:2:6: file-missing"]),
    "text outside": (
        edited(S, ("amur.txt", "../../secret")),
        [f"{S}:2:6: path-unsafe", f"{T}:1:1: source-undescribed"],
    ),
    "text in other capitals": (
        {T: None, "seeds/Amur.txt": TEXT},
        [f"{S}:2:6: file-missing", "seeds/Amur.txt:1:1: source-undescribed"],
    ),
    "text empty": ({T: ""}, [f"{S}:2:6: file-empty"]),
    "text binary": ({T: b"\x00\x01"}, [f"{S}:2:6: file-binary"]),
    "text in another encoding": ({T: TEXT.encode() + b"caf\xe9"}, [f"{T}:3:4: encoding"]),
    "text that nobody describes": ({"seeds/new/b.txt": "b"}, ["seeds/new/b.txt:1:1: source-undescribed"]),
    "no title": ({J: None}, [f"{J}:1:1: title-missing"]),
    "long title": ({J: '{"title": "' + "x" * 300 + '"}'}, [f"{J}:1:1: title-too-long"]),
    "broken title": ({J: "{"}, [f"{J}:1:2: bad-json"]),
}
"""Name → the changed files, and every `file:line:column: code` they must give."""


def told(report: Report) -> list[str]:
    """Where each finding is, and what; that the only source of the sample is one is left aside."""
    return [f"{f.file}:{f.line}:{f.column}: {f.code}" for f in beside(report.findings)]


@pytest.mark.parametrize("name", CASES)
def test_each_rule_finds_its_fault_and_nothing_else(name: str, tmp_path: Path) -> None:
    """One fault in a sound project gives exactly these findings."""
    changes, expected = CASES[name]
    assert told(check(write(tmp_path, changes))) == expected


SECOND = {
    S: SOURCES.replace("publish,note", "publish,derived_from,note").replace("full,\n", "full,,\n")
    + "copy,copy.txt,book,A copy,,,,,,,,en,,full,{},\n",
    P: PASSAGES + "c1,aigun,copy,Aigun,,,supports,,,,,,\nc2,nerchinsk,copy,Nerchinsk,,,supports,,,,,,\n",
    "seeds/copy.txt": "Aigun and Nerchinsk",
}
"""A second source for both events, taken from somewhere."""


def witnesses(folder: Path, derived: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Which events rest on one source, and why, when the second one is derived so."""
    files: Changes = {name: text.replace("{}", derived) for name, text in SECOND.items()}
    for old, new in changes:
        assert old in str(files[P])
        files[P] = str(files[P]).replace(old, new)
    told = [finding for finding in check(write(folder, files)).findings if finding.code == "one-source"]
    return [(f"{f.file}:{f.line}:{f.column}", f.severity, f"{f.message}; {f.hint}") for f in told]


def test_an_event_with_one_source_is_told_and_stands(tmp_path: Path) -> None:
    """A warning at the event's id, naming the source; a second source of its own settles it."""
    sound = check(write(tmp_path / "one"))
    assert sound.sound
    one = [finding for finding in sound.findings if finding.code == "one-source"]
    assert [(f.file, f.line, f.column) for f in one] == [(E, 2, 1), (E, 3, 1)]
    assert {finding.severity for finding in one} == {"warning"}
    assert "“amur”" in one[0].message
    assert witnesses(tmp_path / "two", "") == []
    assert witnesses(tmp_path / "both", "The Times") == []


def test_a_source_that_repeats_another_is_no_witness(tmp_path: Path) -> None:
    """What was taken from the other source counts with it, and the hint says which column says so."""
    told = witnesses(tmp_path, "amur")
    assert [place for place, _, _ in told] == [f"{E}:2:1", f"{E}:3:1"]
    assert "derived_from" in told[0][2]
    assert "“amur” and “copy” go back to “amur”" in told[0][2]


def test_only_support_that_stands_is_a_witness(tmp_path: Path) -> None:
    """A passage that disputes, or is deprecated, vouches for nothing; some rest on no source."""
    told = witnesses(
        tmp_path,
        "",
        ("Aigun,,,supports,,,,,,\n", "Aigun,,,disputes,,,,,,\n"),
        ("1689-22,stated,normal,,", "1689-22,stated,deprecated,Wrong.,"),
        ("Nerchinsk,,,supports", "Nerchinsk,,,mentions"),
    )
    assert [(place, text.split(";")[0]) for place, _, text in told] == [
        (f"{E}:2:1", "“nerchinsk” rests on no source: no passage supports it"),
        (f"{E}:3:1", "“aigun” rests on one independent source: “amur”"),
    ]


def test_a_contradiction_names_both_values_and_lines(tmp_path: Path) -> None:
    """The message says which two values, where, and of which property; the hint says how to decide."""
    areas = AREA.format("a3", "1 km2", "normal,") + AREA.format("a4", "2 km2", "normal,")
    changes: Changes = {P: PASSAGES + areas}
    finding = found(tmp_path, changes, "claims-compete")
    assert finding.severity == "error"
    assert finding.message == "“2 km2” contradicts “1 km2” in line 5: nothing decides which “area” holds"
    assert "preferred" in finding.hint
    assert "semicolons" in finding.hint


@pytest.mark.parametrize(
    ("summary", "quotes"),
    [
        ("The “first” border.", True), ("The «first» border.", True), ("The „first“ border.", True),
        ("The ‘first’ border.", True), ("The 「first」 border.", True), ("The ‹first› border.", True),
        ("The 'first' border.", True), ("The ``first'' border.", True), ("The ‚first‘ border.", True),
        ("The 『first』 border.", True), ("China's and the states' first border.", False),
        ("China’s and the states’ first border of ’89.", False), ("In '89 the states' rock'n'roll.", False),
        ("The border of ‘89.", False), ("L’Amour’s d'Artagnan at 5′ 3″.", False),
    ],
)  # fmt: skip
def test_quotation_marks_are_found_and_apostrophes_are_not(
    summary: str, quotes: bool, tmp_path: Path
) -> None:
    """Every pair of quotation marks in a summary is told, no apostrophe is, and a title may hold both."""
    title = ("Treaty of Nerchinsk,1689", "The “first” 'border',1689")
    changes = edited(E, ("The first border.", summary), title)
    assert told(check(write(tmp_path, changes))) == [f"{E}:2:157: summary-quotes"] * quotes


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("The pact was never, they say, an alliance.", "The pact … an alliance", "never"),
        ("The pact wasn’t, they say, an alliance.", "The pact … an alliance", "wasn’t"),
        ("The pact held. However, it was an alliance.", "The pact held […] an alliance", "However"),
        ("They say the pact was, by those who denied it, a pact.", "the pact was ... a pact", "denied"),
        ("Договор 1896 года не был союзом.", "Договор 1896 года … союзом", "не"),
        ("这个条约从来没有成为同盟。", "这个条约…同盟", "没"),
        ("One, not the other, was two, and it was three.", "was two … three", ""),
        ("The pact of the knots, noted at No. 7 in Notley, but an alliance.", "The pact … an alliance", ""),
        ("The pact of [not] old, an alliance.", "The pact of [not] old, an alliance", ""),
    ],
)
def test_what_dots_leave_out_may_turn_the_sense(text: str, quote: str, word: str, tmp_path: Path) -> None:
    """A word that denies, or that turns round at the head of a sentence, is shown with what was left out."""
    passages = PASSAGES + f'a3,aigun,amur,"{quote}",,,,,,,,,\n'
    findings = beside(check(write(tmp_path, {T: TEXT + text, P: passages})).findings)
    assert [finding.code for finding in findings] == ["elision-hides-not"] * bool(word)
    assert all(f"“{word}”" in finding.message and word in finding.hint for finding in findings)


def found(folder: Path, changes: Changes, code: str) -> Finding:
    """The first finding of that code."""
    return next(finding for finding in check(write(folder, changes)).findings if finding.code == code)


def test_a_missing_quote_shows_the_nearest_text_and_its_place(tmp_path: Path) -> None:
    """The curator sees what the source says, where, and what differs."""
    hint = found(tmp_path, CASES["quote missing"][0], "quote-missing").hint
    assert "“In 1858 the Treaty of Aigun”" in hint
    assert "number" in hint
    assert hint.endswith("at seeds/amur.txt:2:1")


def test_an_ambiguous_quote_shows_its_places_and_what_would_decide(tmp_path: Path) -> None:
    """Each place comes with what stands before and after it there."""
    finding = found(tmp_path, CASES["quote ambiguous"][0], "quote-ambiguous")
    assert "2 times" not in finding.hint
    assert "2 times" in finding.message
    assert (
        "seeds/amur.txt:2:53 (after “…moved the border. Later”, before “, and they met again.…”)"
        in finding.hint
    )


def test_unknown_names_get_the_nearest(tmp_path: Path) -> None:
    """A slip of the pen is told as such."""
    assert found(tmp_path, CASES["unknown event"][0], "unknown-event").hint == "did you mean “aigun”?"
    assert found(tmp_path, CASES["unknown source"][0], "unknown-source").hint == "did you mean “amur”?"


def test_a_date_written_otherwise_gets_its_edtf(tmp_path: Path) -> None:
    """In an event and in a passage, what was probably meant is told before what is wrong."""
    event = found(tmp_path / "e", edited(E, ("1689-08-27,julian", "27/8/1689,julian")), "bad-date")
    passage = found(tmp_path / "p", edited(P, ("date,1689-22,", "date,summer 1689,")), "bad-date")
    assert (event.file, event.line) == (E, 2)
    assert event.message == "“27/8/1689” is not EDTF: write 1689-08-27"
    assert (passage.file, passage.line) == (P, 2)
    assert passage.message == "“summer 1689” is not EDTF: write 1689-22"


@pytest.mark.parametrize(
    "code",
    [
        "source-without-passage",
        "summary-quotes",
        "formula",
        "source-undescribed",
        "status-unexplained",
        "day-never-was",
        "calendar-not-given",
        "title-missing",
    ],
)
def test_what_may_be_meant_is_a_warning(code: str, tmp_path: Path) -> None:
    """A warning does not stop the edition."""
    changes = next(
        changes for changes, expected in CASES.values() if expected and expected[0].endswith(": " + code)
    )
    report = check(write(tmp_path, changes))
    assert {finding.severity for finding in report.findings} == {"warning"}
    assert report.sound


def test_a_column_in_the_wrong_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nearly every event is of a kind of its own, the first kind too many is pointed at."""
    project = write(tmp_path, edited(E, ('text.",treaty,', 'text.",peace,')))
    assert told(check(project)) == []
    monkeypatch.setattr(rules, "MOST_KINDS", 1)
    assert told(check(project)) == [f"{E}:3:38: kinds-too-many"]


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    """Faults of form, of reference and of quotes in all files are told together, sorted."""
    changes: Changes = {
        E: EVENTS.replace("1689-08-27", "1689-13") + "\nx,X\n",
        P: PASSAGES.replace("In 1858", "In 1859").replace("a2,aigun", 'a2,"aigun"x'),
        S: SOURCES.replace("https:", "javascript:"),
        J: "{",
    }
    findings = check(write(tmp_path, changes)).findings
    assert {finding.file for finding in findings} == {E, P, S, J}
    assert list(findings) == sorted(findings)
    assert {"bad-date", "row-too-short", "quote-stray", "bad-url", "bad-json"} <= {f.code for f in findings}


def test_a_fault_of_form_is_not_told_again_as_a_fault_of_sense(tmp_path: Path) -> None:
    """An event with a bad date is still an event: its passages are not blamed for it."""
    report = check(write(tmp_path, edited(E, ("1689-08-27", "1689-13-01"))))
    assert told(report) == [f"{E}:2:36: bad-date"]


def test_the_report_holds_what_was_read(tmp_path: Path) -> None:
    """Events, located passages and sources with their texts, in the order of the files."""
    report = check(write(tmp_path))
    assert report.package.title == "Two treaties"
    assert [event.id for event in report.events] == ["nerchinsk", "aigun"]
    assert [(p.id, TEXT[p.start : p.end], p.tier) for p in report.passages] == [
        ("n1", "The envoys met at Nerchinsk in the summer of 1689", "identity"),
        ("a1", "In 1858 the Treaty of Aigun", "identity"),
        ("a2", "they met again", "identity"),
    ]
    assert report.passages[0].value_span is not None
    assert report.passages[0].value_span.calendar == "julian"
    assert [(source.text, len(source.sha256)) for source in report.sources] == [(TEXT, 64)]


@pytest.mark.parametrize("name", ["nothing", "file", "empty", "nul\x00", "x" * 5_000])
def test_no_project_is_told_as_such(name: str, tmp_path: Path) -> None:
    """A missing folder, a file, a folder without data and an impossible name are FileProblems."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileProblem, match="data/ and seeds/"):
        check(tmp_path / name)


@pytest.mark.parametrize("name", ["events", "passages", "sources"])
def test_a_table_elsewhere_or_a_folder_in_its_place_is_a_finding(name: str, tmp_path: Path) -> None:
    """A link out of the project, a folder or a pipe instead of a table is told, and nothing hangs."""
    project = write(tmp_path / "p")
    table = project / "data" / f"{name}.csv"
    table.rename(tmp_path / "outside.csv")
    table.symlink_to(tmp_path / "outside.csv")
    assert f"data/{name}.csv:1:1: path-outside" in told(check(project))
    table.unlink()
    table.mkdir()
    assert any(line.startswith(f"data/{name}.csv:1:1: file-") for line in told(check(project)))
    table.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(table)
        assert f"data/{name}.csv:1:1: file-not-regular" in told(check(project))


WATCH = """
import sys
from timeline.check import check
opened = []
def hook(event, given):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(given[0], (str, bytes)):
        opened.append(str(given[0]))
sys.addaudithook(hook)
report = check(sys.argv[1])
print("\\n".join(opened))
"""


def test_nothing_outside_the_project_is_opened(tmp_path: Path) -> None:
    """Whatever paths the cells name and wherever links lead, only files of the project are touched."""
    (tmp_path / "secret.txt").write_text("secret")
    names = (
        "../../secret.txt",
        "/etc/passwd",
        "link.txt",
        "up/secret.txt",
        "..",
        "a.txt/../../../secret.txt",
    )
    rows = "".join(f"s{n},{name},book,T,,,,,,,,,,,\n" for n, name in enumerate(names))
    project = write(tmp_path / "project", {S: SOURCES + rows})
    (project / "seeds" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (project / "seeds" / "up").symlink_to(tmp_path)
    command = [sys.executable, "-c", WATCH, str(project)]
    done = subprocess.run(command, cwd=HOUSE.parent, capture_output=True, text=True, check=True)
    opened = [Path(line).resolve() for line in done.stdout.split("\n") if line]
    assert project.resolve() / T in opened
    foreign = [path for path in opened if not path.is_relative_to(project.resolve())]
    # Python's own files: modules that are imported late.
    assert [
        path for path in foreign if not path.is_relative_to(sys.base_prefix) and path.suffix != ".pyc"
    ] == []
    assert tmp_path.resolve() / "secret.txt" not in opened


def test_progress_sees_every_quote(tmp_path: Path) -> None:
    """The wrapper is given all claims and their number, and all else that takes its time."""
    seen: list[tuple[str, int]] = []

    def progress(things, label, total):  # type: ignore[no-untyped-def]  # its type is generic
        seen.append((label, total))
        return things

    check(write(tmp_path), progress)
    assert seen == [
        ("Reading events", 2),
        ("Reading passages", 3),
        ("Reading sources", 1),
        ("Reading texts", 1),
        ("Looking up quotes", 3),
        ("Judging", 1),
        ("Judging", 1),
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), data=st.binary(max_size=600))
def test_random_bytes_never_raise(tmp_path: Path, name: str, data: bytes) -> None:
    """Any bytes in any file end in a report."""
    report = check(write(tmp_path, {name: data}))
    assert all(finding.line >= 1 and finding.column >= 1 for finding in report.findings)


INSERTED = (
    b'"',
    b",",
    b"\n",
    b"\r",
    b";",
    b"\x00",
    b"\xff",
    b"=",
    b"..",
    b"/",
    b"\xe2\x80\xae",
    b"9",
    b"-",
    b" ",
    b"",
)


@pytest.mark.parametrize("seed", range(8))
def test_mutations_of_a_sound_project_never_raise(seed: int, tmp_path: Path) -> None:
    """Bytes replaced, inserted or cut out at random places end in findings or in a sound report."""
    chance = random.Random(seed)
    for _ in range(60):
        changes: Changes = {}
        for name in chance.sample(sorted(FILES), chance.choice((1, 1, 2))):
            data = bytearray(FILES[name].encode())
            for _ in range(chance.choice((1, 1, 2, 5))):
                at = chance.randrange(len(data) + 1)
                data[at : at + chance.choice((0, 1, 1, 20))] = chance.choice(INSERTED)
            changes[name] = bytes(data)
        report = check(write(tmp_path, changes))
        assert all(
            finding.line >= 1 and finding.column >= 1 and finding.message for finding in report.findings
        )


# ── every code has its test ───────────────────────────────────────────────────────────────────────────────

HOUSE = Path(__file__).resolve().parent.parent / "timeline"
JUDGES = (
    "decoding", "suspects", "cells", "values", "tables", "sources", "datapackage",
    "date_cells", "rules", "rules_of_dates", "rules_of_calendars", "check",
)  # fmt: skip
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
POSITIONS = {
    "add": 0,
    "warn": 0,
    "_fault": 0,
    "fault": 0,
    "SourceProblem": 0,
    "Refused": 0,
    "error_at": 3,
    "warning_at": 3,
    "Finding": 3,
}


def codes_in_the_source() -> set[str]:
    """Every code that a finding can have, read from the calls that make findings."""
    codes = {"bad-slug", "bad-language", "bad-qid", "unknown-event", "unknown-source", "path-unsafe"}
    for module in JUDGES:
        for node in ast.walk(ast.parse((HOUSE / f"{module}.py").read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            position = POSITIONS.get(name)
            if position is None or len(node.args) <= position:
                continue
            # A star stands for line and column: everything behind it is one further right.
            stars = sum(isinstance(argument, ast.Starred) for argument in node.args[:position])
            argument = node.args[position - stars]
            if isinstance(argument, ast.Constant) and CODE.fullmatch(str(argument.value)):
                codes.add(str(argument.value))
    return codes


def test_every_code_is_provoked_by_a_test() -> None:
    """No finding exists that no test has seen."""
    tests = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    codes = codes_in_the_source()
    assert len(codes) > 50
    assert {code for code in codes if not re.search(rf"[ \"]{code}\"", tests)} == set()

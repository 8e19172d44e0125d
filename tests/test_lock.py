"""The lock records where quotes stood; a source that changes is told until the change is accepted."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_project import EVENTS, PASSAGES, SOURCES, TEXT, beside, edited, write
from timeline.__main__ import main
from timeline.acceptance import accept
from timeline.check import check
from timeline.errors import FileProblem, Finding
from timeline.lock import COLUMNS, FILE, read

ROOT = Path(__file__).resolve().parent.parent
P, S, T = "data/passages.csv", "data/sources.csv", "seeds/amur.txt"


def accepted(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """The small project, its quotes accepted."""
    project = write(folder, changes)
    assert accept(project).sound
    return project


def put(project: Path, name: str, text: str) -> None:
    (project / name).write_text(text, encoding="utf-8", newline="")


def told(project: Path) -> dict[str, Finding]:
    """The findings by code; of one code the last."""
    return {finding.code: finding for finding in beside(check(project).findings)}


def rows(project: Path) -> list[dict[str, str]]:
    with (project / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_lock_says_of_each_quote_where_it_stands(tmp_path: Path) -> None:
    """Hash of the bytes, code points, end exclusive, and the tier, sorted by id."""
    project = accepted(tmp_path)
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    found = rows(project)
    assert tuple(found[0]) == COLUMNS
    assert [row["passage"] for row in found] == ["a1", "a2", "n1"]
    assert {(row["source_sha256"], row["tier"]) for row in found} == {(sha256, "identity")}
    assert TEXT[int(found[0]["start"]) : int(found[0]["end"])] == "In 1858 the Treaty of Aigun"


def test_a_check_writes_nothing_and_a_project_without_a_lock_is_fine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary says how to record the places; with a lock it no longer does."""
    project = write(tmp_path)
    before = sorted(project.rglob("*"))
    assert main(["check", str(project)]) == 0
    assert sorted(project.rglob("*")) == before
    assert capsys.readouterr().out.endswith("(to record where: timeline check --accept)\n")
    assert main(["check", str(project), "--accept"]) == 0
    assert main(["check", str(project)]) == 0
    assert "--accept" not in capsys.readouterr().out
    assert not beside(check(project).findings)


def test_accepting_twice_writes_once(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    stamp = (project / FILE).stat().st_mtime_ns
    accept(project)
    assert (project / FILE).stat().st_mtime_ns == stamp


def test_one_changed_character_breaks_a_quote_until_it_is_mended(tmp_path: Path) -> None:
    """The source is named, the diff shown, and accepting does not make the broken quote pass."""
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("In 1858", "In 1859"))
    for _ in range(2):
        found = told(project)
        assert set(found) == {"source-changed", "quote-missing"}
        assert (found["source-changed"].file, found["source-changed"].severity) == (S, "error")
        assert T in found["source-changed"].message
        assert "broke: a1" in found["source-changed"].hint
        assert "[1858 → 1859]" in found["quote-missing"].hint
        assert "number" in found["quote-missing"].hint
        assert not accept(project).sound
    put(project, P, PASSAGES.replace("In 1858 the", "In 1859 the").replace("date,1858", "date,1859"))
    put(project, "data/events.csv", EVENTS.replace(",1858,", ",1859,"))
    assert "source-changed" in told(project)
    assert "source-changed" not in {finding.code for finding in accept(project).findings}


def test_moved_quotes_are_exact_and_told_with_how_far(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("the summer of 1689.", "the summer of 1689 or so."))
    (finding,) = beside(check(project).findings)
    assert finding.code == "source-changed"
    assert finding.message.endswith(": 1 quote stands where accepted, 2 moved, 0 broke")
    assert finding.hint.startswith("moved by +6 characters: a1, a2; ")
    assert main(["check", str(project)]) == 1
    assert main(["check", str(project), "--accept"]) == 0
    assert main(["check", str(project)]) == 0


def test_a_change_between_the_quotes_is_an_error_too(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("moved the border", "razed the border"))
    (finding,) = beside(check(project).findings)
    assert finding.message.endswith(": 3 quotes stand where accepted, 0 moved, 0 broke")


FIRST, REST = TEXT.split("\n", 1)
B = "seeds/b.txt"
TIANJIN = "In another book one reads of the Treaty of Tianjin.\n"
TWO: dict[str, str | bytes | None] = {
    B: TIANJIN,
    S: SOURCES + "book,b.txt,book,A book,,,,,,,,,,none,\n",
    P: PASSAGES + "b1,aigun,book,one reads of the Treaty of Tianjin,,,supports,,,,,,\n",
}

CHANGED: dict[str, tuple[dict[str, str | bytes], dict[str, str]]] = {
    "in the middle of a quote": (
        {T: TEXT.replace("1858", "1859")},
        {"amur": "2 quotes stand where accepted, 0 moved, 1 broke; broke: a1; mend"},
    ),
    "before all quotes": (
        {T: "A title\n\n" + TEXT},
        {"amur": "0 quotes stand where accepted, 3 moved, 0 broke; moved by +9 characters: n1, a1, a2; "
            "+9 characters before n1, lines 1 to 3; look"},
    ),
    "between two quotes": (
        {T: TEXT.replace("moved", "never moved")},
        {"amur": "2 quotes stand where accepted, 1 moved, 0 broke; moved by +6 characters: a2; "
            "+6 characters between a1 and a2, line 2; look"},
    ),
    "between two quotes, as long as before": (
        {T: TEXT.replace("moved", "razed")},
        {"amur": "3 quotes stand where accepted, 0 moved, 0 broke; what changed is as long as before, or"},
    ),
    "behind all quotes": (
        {T: TEXT + "The end."},
        {"amur": "3 quotes stand where accepted, 0 moved, 0 broke; what"},
    ),
    "a paragraph deleted": (
        {T: REST},
        {"amur": "0 quotes stand where accepted, 2 moved, 1 broke; moved by -51 characters: a1, a2; "
            "broke: n1; -51"},
    ),
    "line ends of another system": (
        {T: TEXT.replace("\n", "\r\n")},
        {"amur": "1 quote stands where accepted, 2 moved, 0 broke; moved by +1 character: a1, a2; +1"},
    ),
    "a byte order mark": (
        {T: "\ufeff" + TEXT},
        {"amur": "0 quotes stand where accepted, 3 moved, 0 broke; moved by +1 character: n1, a1, a2; +1"},
    ),
    "another text in its place": (
        {T: "Something else altogether, of 1858.\n"},
        {"amur": "0 quotes stand where accepted, 0 moved, 3 broke; broke: n1, a1, a2; mend"},
    ),
    "two texts exchanged": (
        {T: TIANJIN, B: TEXT},
        {
            "amur": "0 quotes stand where accepted, 0 moved, 3 broke; broke: n1, a1, a2; mend",
            "book": "0 quotes stand where accepted, 0 moved, 1 broke; broke: b1; mend",
        },
    ),
    "two files exchanged in the table": (
        {S: str(TWO[S]).replace("amur.txt", "c.txt").replace("b.txt", "amur.txt").replace("c.txt", "b.txt")},
        {
            "amur": "0 quotes stand where accepted, 0 moved, 3 broke; broke: n1, a1, a2; mend",
            "book": "0 quotes stand where accepted, 0 moved, 1 broke; broke: b1; mend",
        },
    ),
    "the text and its quote at once": (
        {
            T: TEXT.replace("In 1858", "In 1859"),
            P: str(TWO[P]).replace("In 1858", "In 1859").replace("date,1858", "date,1859"),
            "data/events.csv": EVENTS.replace(",1858,", ",1859,"),
        },
        {"amur": "3 quotes stand where accepted, 0 moved, 0 broke; what"},
    ),
}  # fmt: skip
"""What became of the texts → for each source that changed, how its message ends and its hint begins."""


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_source_is_an_error_until_it_is_accepted(name: str, tmp_path: Path) -> None:
    """Each is named, with what moved and what broke; accepted is all, or nothing while one is broken."""
    changes, expected = CHANGED[name]
    project = accepted(tmp_path, TWO)
    for file, text in changes.items():
        put(project, file, str(text))
    before = (project / FILE).read_bytes()
    names = {2: "amur", 3: "book"}
    found = {
        names[finding.line]: f"{finding.message.partition(': ')[2]}; {finding.hint}"
        for finding in check(project).findings
        if finding.code == "source-changed"
    }
    assert found.keys() == expected.keys()
    assert all(found[source].startswith(words) for source, words in expected.items()), found
    assert main(["check", str(project)]) == 1
    broken = any(" 0 broke" not in words for words in expected.values())
    assert main(["check", str(project), "--accept"]) == int(broken)
    assert ((project / FILE).read_bytes() == before) is broken
    assert main(["check", str(project)]) == int(broken)


LOCKS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "a line missing": (lambda text: text[: text.index("n1,")], "lock-stale", "warning"),
    "a line twice": (lambda text: text + text.split("\n")[1] + "\n", "lock-broken", "error"),
    "a start moved by hand": (lambda text: text.replace(",51,", ",50,"), "lock-stale", "warning"),
    "a hash changed by hand": (lambda text: text.replace("a1,", "a1,0"), "source-changed", "error"),
    "tiers of another version": (lambda text: text.replace("identity", "verbatim"), "lock-stale", "warning"),
    "a header only": (lambda text: text.split("\n")[0] + "\n", "lock-stale", "warning"),
    "a passage of no row": (
        lambda text: text + "z9," + text.split("\n")[1][3:] + "\n",
        "lock-stale",
        "warning",
    ),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_was_edited_is_told_and_written_anew(name: str, tmp_path: Path) -> None:
    """One finding says what is odd about it; accepting brings back what the program would write."""
    edit, code, severity = LOCKS[name]
    project = accepted(tmp_path)
    written = (project / FILE).read_text()
    assert edit(written) != written
    put(project, FILE, edit(written))
    (finding,) = beside(check(project).findings)
    assert (finding.code, finding.severity) == (code, severity)
    assert accept(project).sound
    assert (project / FILE).read_text() == written


def test_nothing_is_accepted_while_there_are_other_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the first lock: what hinders is told, and that nothing was accepted."""
    project = write(tmp_path, edited(P, ("In 1858 the", "In 1859 the")))
    assert main(["check", str(project), "--accept"]) == 1
    told = capsys.readouterr()
    assert "error[quote-missing]" in told.out
    assert told.err == "timeline: nothing was accepted: mend the errors first, then accept what has changed\n"
    assert not (project / FILE).exists()


def test_accepting_is_all_or_nothing_on_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails half-way, the lock is as it was and nothing is left beside it."""
    project = accepted(tmp_path)
    put(project, T, "A title\n\n" + TEXT)
    before = (project / FILE).read_bytes()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(FileProblem, match="No space left"):
        accept(project)
    assert (project / FILE).read_bytes() == before
    assert [path.name for path in (project / "data").glob(".*")] == []


def test_what_changed_beside_a_quote_is_shown(tmp_path: Path) -> None:
    """A “not” put before a quote leaves the quote exact; its prefix shows that it is there."""
    changes = edited(P, ("Aigun,,,supports", "Aigun,, moved the border,supports"))
    project = accepted(tmp_path, changes)
    put(project, T, TEXT.replace("moved the border", "never moved the border"))
    found = told(project)
    assert set(found) == {"source-changed", "quote-touched"}
    assert found["quote-touched"].severity == "warning"
    assert "never" in found["quote-touched"].hint


def test_a_change_of_presentation_is_told(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("In 1858 the", "In\u00a01858 the"))
    assert "“identity” and is now by “layout”" in told(project)["quote-touched"].hint


def test_a_quote_that_stands_in_another_source_is_told_so(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        S: SOURCES + "book,book.txt,book,A book,,,,,,,,,,none,\n",
        "seeds/book.txt": "It says: In 1858 the Treaty was signed at Aigun.",
        P: PASSAGES.replace("In 1858 the Treaty of Aigun", "the Treaty was signed at Aigun"),
    }
    finding = told(write(tmp_path, changes))["quote-missing"]
    assert "seeds/amur.txt, but in seeds/book.txt: " in finding.message


def test_stale_lines_are_told_and_no_error(tmp_path: Path) -> None:
    """New, gone and changed passages: the lock is behind, and accepting brings it up to date."""
    project = accepted(tmp_path)
    put(project, P, PASSAGES.replace("a2,", "b2,").replace("In 1858 the Treaty of", "1858 the Treaty of"))
    report = check(project)
    assert report.sound
    assert [finding.message for finding in beside(report.findings)] == [
        "a passage is not in the lock yet: b2",
        "a passage stands elsewhere than the lock says: a1",
        "a passage is in the lock and no longer in passages.csv: a2",
    ]
    assert {finding.code for finding in beside(report.findings)} == {"lock-stale"}
    assert not beside(accept(project).findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n",
        ",".join(COLUMNS) + "\na1,x,one,2,identity\n",
        ",".join(COLUMNS) + "\n<<<<<<< HEAD\n",
        "\x00\xff",
    ],
)
def test_a_broken_lock_is_an_error_and_is_written_anew(text: str, tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, FILE, text)
    report = check(project)
    assert not report.sound
    assert {finding.file for finding in beside(report.findings)} == {FILE}
    assert not beside(accept(project).findings)


def test_a_lock_that_leads_out_of_the_project_is_not_written(tmp_path: Path) -> None:
    project = write(tmp_path / "p")
    (tmp_path / "outside.csv").write_text("kept")
    (project / FILE).symlink_to(tmp_path / "outside.csv")
    with pytest.raises(FileProblem, match="leaves the project"):
        accept(project)
    assert (tmp_path / "outside.csv").read_text() == "kept"


def test_accepting_in_json_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(write(tmp_path)), "--accept", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["code"] for finding in found} == {"one-source"}


def test_the_lock_of_this_project_is_current() -> None:
    """Every passage of the real project is in it, and none that is gone."""
    report = check(ROOT)
    assert read(ROOT).anchors.keys() == {passage.id for passage in report.passages}
    assert not [finding for finding in report.findings if finding.file == FILE]

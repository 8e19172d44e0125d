"""The lock records where quotes stood; a source that changes is told until the change is accepted."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from tests.small_project import PASSAGES, SOURCES, TEXT, edited, write
from timeline.__main__ import main
from timeline.acceptance import accept
from timeline.check import check
from timeline.errors import FileProblem, Finding
from timeline.lock import COLUMNS, FILE, read

ROOT = Path(__file__).resolve().parent.parent
HEADER = ",".join(COLUMNS)
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
    return {finding.code: finding for finding in check(project).findings}


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
    assert not check(project).findings


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
    put(project, P, PASSAGES.replace("In 1858 the", "In 1859 the"))
    assert "source-changed" in told(project)
    assert "source-changed" not in {finding.code for finding in accept(project).findings}


def test_moved_quotes_are_exact_and_told_with_how_far(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("the summer of 1689.", "the summer of 1689 or so."))
    (finding,) = check(project).findings
    assert finding.code == "source-changed"
    assert finding.message.endswith(": 1 quote stands where accepted, 2 moved, 0 broke")
    assert finding.hint.startswith("moved by +6 characters: a1, a2; ")
    assert main(["check", str(project)]) == 1
    assert main(["check", str(project), "--accept"]) == 0
    assert main(["check", str(project)]) == 0


def test_a_change_between_the_quotes_is_an_error_too(tmp_path: Path) -> None:
    project = accepted(tmp_path)
    put(project, T, TEXT.replace("moved the border", "razed the border"))
    (finding,) = check(project).findings
    assert finding.message.endswith(": 3 quotes stand where accepted, 0 moved, 0 broke")


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
    put(project, P, PASSAGES.replace("a2,", "b2,").replace("In 1858 the Treaty of", "the Treaty of"))
    report = check(project)
    assert report.sound
    assert [finding.message for finding in report.findings] == [
        "a passage is not in the lock yet: b2",
        "a passage stands elsewhere than the lock says: a1",
        "a passage is in the lock and no longer in passages.csv: a2",
    ]
    assert {finding.code for finding in report.findings} == {"lock-stale"}
    assert not accept(project).findings


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
    assert {finding.file for finding in report.findings} == {FILE}
    assert not accept(project).findings


def test_a_lock_that_leads_out_of_the_project_is_not_written(tmp_path: Path) -> None:
    project = write(tmp_path / "p")
    (tmp_path / "outside.csv").write_text("kept")
    (project / FILE).symlink_to(tmp_path / "outside.csv")
    with pytest.raises(FileProblem, match="leaves the project"):
        accept(project)
    assert (tmp_path / "outside.csv").read_text() == "kept"


def test_accepting_in_json_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(write(tmp_path)), "--accept", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_the_lock_of_this_project_is_current() -> None:
    """Every passage of the real project is in it, and none that is gone."""
    report = check(ROOT)
    assert read(ROOT).anchors.keys() == {passage.id for passage in report.passages}
    assert not [finding for finding in report.findings if finding.file == FILE]

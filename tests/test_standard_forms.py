"""`timeline cite` and `timeline annotations` keep the contract of commands, and lose nobody's data."""

from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.small_project import PASSAGES, edited, write
from timeline.__main__ import main
from timeline.arguments import in_order

NEW = {"target": {"source": "https://example.org/a", "selector": {"exact": "moved the border"}}}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output, and what was said beside it."""
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def noted(folder: Path, *held: Any) -> Path:
    file = folder / "notes.json"
    file.write_text(json.dumps(held), encoding="utf-8")
    return file


Capture = pytest.CaptureFixture[str]


def test_cite_prints_three_forms(tmp_path: Path, capsys: Capture) -> None:
    """Text by default; the sources by default; options before, between and behind the ids."""
    project = write(tmp_path)
    assert run(capsys, "cite", project) == (
        0, "Li, Na. On the Amur. 2020. https://example.org/a (read 2 January 2024)\n", ""
    )  # fmt: skip
    code, out, _ = run(capsys, "cite", project, "--format", "csl", "aigun", "a1")
    assert (code, [item["id"] for item in json.loads(out)]) == (0, ["aigun", "a1"])
    code, out, _ = run(capsys, "cite", "--format=bibtex", project, "aigun", "--address", "https://t.example/")
    assert code == 0
    assert "url = {https://t.example/#aigun}" in out


def test_cite_in_the_current_folder(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first word that is no folder with data is an id."""
    monkeypatch.chdir(write(tmp_path))
    (tmp_path / "aigun").mkdir()
    assert run(capsys, "cite", "aigun")[1].startswith("Treaty of Aigun. 1858. Two treaties\n")


def test_cite_tells_what_it_does_not_know(tmp_path: Path, capsys: Capture) -> None:
    """An unknown id and a missing folder are 2, data with errors 1."""
    code, out, err = run(capsys, "cite", write(tmp_path / "one"), "nerchinks")
    assert (code, out) == (2, "")
    assert "“nerchinks”: did you mean “nerchinsk”?" in err
    assert run(capsys, "cite", tmp_path / "nowhere")[0] == 2
    broken = edited("data/passages.csv", ("In 1858", "In 1859"))
    assert run(capsys, "cite", write(tmp_path / "two", broken))[0] == 1


def test_export_prints_or_writes_one_document(tmp_path: Path, capsys: Capture) -> None:
    """The same collection; ASCII on a terminal, UTF-8 in a file."""
    project = write(tmp_path / "project")
    code, out, _ = run(capsys, "annotations", "export", project)
    assert (code, json.loads(out)["total"]) == (0, 3)
    assert out.isascii()
    file = tmp_path / "out.json"
    assert run(capsys, "annotations", "export", project, "-o", file) == (0, f"{file}\n", "")
    assert json.loads(file.read_bytes()) == json.loads(out)
    assert run(capsys, "annotations", "export", project, "-o", tmp_path / "no" / "where.json")[0] == 2


def test_import_prints_rows(tmp_path: Path, capsys: Capture) -> None:
    """A table with its header, and no file is touched."""
    project = write(tmp_path / "project")
    code, out, err = run(capsys, "annotations", "import", noted(tmp_path, NEW), project)
    assert (code, err) == (0, "")
    (row,) = csv.DictReader(out.splitlines())
    assert (row["id"], row["event"], row["exact"]) == ("amur-a1", "", "moved the border")
    assert (project / "data/passages.csv").read_text(encoding="utf-8") == PASSAGES


def test_import_tells_what_it_could_not_place(tmp_path: Path, capsys: Capture) -> None:
    """Exit 1; the others come in all the same, comments are told, and escapes never reach a terminal."""
    odd = {"id": "x\x1b[2J", "text": "a note", "target": {"selector": {"exact": "not there"}}}
    code, out, err = run(capsys, "annotations", "import", noted(tmp_path, odd, NEW), write(tmp_path / "p"))
    assert code == 1
    assert len(out.splitlines()) == 2
    assert "annotation 1 (x\\x1b[2J): not placed: “not there” does not stand in amur" in err
    assert "comment, which has no column: a note" in err


@pytest.mark.parametrize(
    "before",
    [
        PASSAGES,
        PASSAGES.rstrip("\n"),
        PASSAGES.replace("\n", "\r\n"),
        PASSAGES.replace("speaker\n", "speaker,mine\n")
        .replace(",,\n", ",,,kept\n")
        .replace("Somebody\n", "Somebody,\n"),
        "speaker,exact,id,source,event,prefix,relation\n,In 1858 the Treaty,a1,amur,aigun,,supports\n",
    ],
)
def test_write_appends_and_changes_no_byte(tmp_path: Path, capsys: Capture, before: str) -> None:
    """Whatever line ends, order and further columns the file has; then the same import adds nothing."""
    project = write(tmp_path / "project", {"data/passages.csv": before.encode()})
    path = project / "data/passages.csv"
    os.chmod(path, 0o640)
    file = noted(tmp_path, NEW)
    code, out, _ = run(capsys, "annotations", "import", file, project, "--write")
    assert code == 0
    line = before.count("\n") + (not before.endswith("\n")) + 1
    assert out.startswith(f"1 row added to data/passages.csv from line {line}\n1 without an event")
    after = path.read_bytes().decode()
    assert after.startswith(before)
    added = list(csv.DictReader(after.splitlines()))[-1]
    assert (added["id"], added["exact"], added["source"]) == ("amur-a1", "moved the border", "amur")
    assert ("\r\n" in before) == after.endswith("\r\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [child.name for child in path.parent.iterdir() if child.name.startswith(".")] == []
    code, out, err = run(capsys, "annotations", "import", file, project, "--write")
    assert (code, out) == (0, "nothing to add to data/passages.csv\n")
    assert "1 of them is in data/passages.csv already" in err
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (PASSAGES.replace("Somebody", '"Some\r\nbody"'), "amur-a1,,amur,moved the border,,,mentions,,,,,,\n"),
        ("\ufeff" + PASSAGES, "amur-a1,,amur,moved the border,,,mentions,,,,,,\n"),
        (
            '"id","event","source","relation","exact"\r\n',
            '"amur-a1","","amur","mentions","moved the border"\r\n',
        ),
    ],
)
def test_rows_are_added_in_the_manner_of_the_file(
    tmp_path: Path, capsys: Capture, before: str, added: str
) -> None:
    """Its line ends are those of its header, not of a cell; where the header is quoted, all is."""
    project = write(tmp_path / "project", {"data/passages.csv": before.encode()})
    assert run(capsys, "annotations", "import", noted(tmp_path, NEW), project, "--write")[0] == 0
    assert (project / "data/passages.csv").read_bytes().decode() == before + added


def test_what_a_missing_column_means_anyway_needs_none(tmp_path: Path, capsys: Capture) -> None:
    """The rank is normal and the relation is support where nothing is said."""
    before = "id,event,source,exact\n"
    project = write(tmp_path / "project", {"data/passages.csv": before.encode()})
    claim = {"passage": "b1", "event": "aigun", "relation": "supports", "rank": "normal"}
    file = noted(tmp_path, NEW | {"claim": claim})
    assert run(capsys, "annotations", "import", file, project, "--write")[0] == 0
    assert (project / "data/passages.csv").read_text() == before + "b1,aigun,amur,moved the border\n"


def test_a_table_may_be_a_link(tmp_path: Path, capsys: Capture) -> None:
    """It stays one, and the table it leads to grows."""
    project = write(tmp_path / "project")
    table = project / "data/passages.csv"
    table.rename(project / "mine.csv")
    table.symlink_to("../mine.csv")
    assert run(capsys, "annotations", "import", noted(tmp_path, NEW), project, "--write")[0] == 0
    assert table.is_symlink()
    assert (project / "mine.csv").read_text(encoding="utf-8").startswith(PASSAGES + "amur-a1,")


def test_a_part_of_a_whole_is_told(tmp_path: Path, capsys: Capture) -> None:
    """Exit 1: what one does not have one must not take for imported."""
    file = tmp_path / "page.json"
    file.write_text(json.dumps({"total": 1201, "rows": [NEW]}), encoding="utf-8")
    code, out, err = run(capsys, "annotations", "import", file, write(tmp_path / "p"))
    assert (code, len(out.splitlines())) == (1, 2)
    assert err == f"timeline: {file} holds a part only: 1,200 more by its own count\n"


def test_check_points_at_the_cell_to_fill(tmp_path: Path, capsys: Capture) -> None:
    """An event that is left empty is the curator's next task, at its line and column."""
    project = write(tmp_path / "project")
    run(capsys, "annotations", "import", noted(tmp_path, NEW), project, "--write")
    code, out, _ = run(capsys, "check", project)
    assert code == 1
    assert "data/passages.csv:5:" in out
    assert "quote-missing" not in out


@pytest.mark.parametrize("before", [b"", b'id,event\n"open', b"\xff\xfea\x00"])
def test_a_table_that_is_broken_is_not_added_to(tmp_path: Path, capsys: Capture, before: bytes) -> None:
    """Exit 2 and the place of the fault; the file stays."""
    project = write(tmp_path / "project", {"data/passages.csv": before})
    code, _, err = run(capsys, "annotations", "import", noted(tmp_path, NEW), project, "--write")
    assert code == 2
    assert "data/passages.csv" in err
    assert (project / "data/passages.csv").read_bytes() == before


def test_a_column_that_is_missing_is_named(tmp_path: Path, capsys: Capture) -> None:
    """A row is written whole or not at all."""
    project = write(tmp_path / "project", {"data/passages.csv": b"id,event,source,exact\n"})
    code, _, err = run(capsys, "annotations", "import", noted(tmp_path, NEW), project, "--write")
    assert code == 2
    assert "no column for “relation”" in err


def test_files_that_are_missing_or_empty_are_told(tmp_path: Path, capsys: Capture) -> None:
    """2 for a file that is not there or no JSON; a file without annotations is fine, and told."""
    project = write(tmp_path / "project")
    assert run(capsys, "annotations", "import", tmp_path / "none.json", project)[0] == 2
    assert run(capsys, "annotations", "import", project / "seeds/amur.txt", project)[0] == 2
    assert run(capsys, "annotations", "import", tmp_path, project)[0] == 2
    code, _, err = run(capsys, "annotations", "import", noted(tmp_path), project)
    assert (code, err.endswith("holds no annotations\n")) == (0, True)


@pytest.mark.parametrize("command", [["cite"], ["annotations", "export"]])
def test_an_address_must_be_one(capsys: Capture, command: list[str]) -> None:
    """Ids are made of it, and ids of annotations are addresses."""
    with pytest.raises(SystemExit) as ended:
        main([*command, "--address", "javascript:alert(1)"])
    assert ended.value.code == 2
    assert "--address" in capsys.readouterr().err


def test_words_are_put_in_order_for_argparse() -> None:
    """Options of `cite` and of an import come first, negative years are no options, others are left alone."""
    assert in_order(["cite", "p", "--format", "csl", "a", "--address=x", "b"]) == [
        "cite", "--format", "csl", "--address=x", "p", "a", "b"
    ]  # fmt: skip
    assert in_order(["cite", "a", "--format"]) == ["cite", "--format", "a"]
    assert in_order(["annotations", "import", "f", "--write", "p"]) == [
        "annotations",
        "import",
        "--write",
        "f",
        "p",
    ]
    assert in_order(["date", "-0043", "--format", "json"]) == ["date", " -0043", "--format", "json"]
    assert in_order(["check", ".", "--format", "json"]) == ["check", ".", "--format", "json"]
    assert in_order([]) == []

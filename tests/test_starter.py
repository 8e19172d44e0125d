"""`timeline init` writes a project that is sound at once, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline import starter
from timeline.check import check
from timeline.columns import EVENTS, EVIDENCE, RELATIONS, TABLES
from timeline.errors import FileProblem


def test_the_new_project_is_sound(tmp_path: Path) -> None:
    """Not a single finding, warnings included, and at least two events with passages."""
    written = starter.begin(tmp_path / "my-first_timeline")
    report = check(tmp_path / "my-first_timeline")
    assert report.findings == ()
    assert (len(report.events), len(report.passages), len(report.sources)) == (2, 6, 2)
    assert report.package.title == "My first timeline"
    assert [path.relative_to(tmp_path / "my-first_timeline").as_posix() for path in written] == [
        "README.md", "data/datapackage.json", "data/events.csv", "data/passages.csv", "data/sources.csv",
        "seeds/amur.txt", "seeds/treaties.txt",
    ]  # fmt: skip


def test_the_tables_have_all_columns_in_order(tmp_path: Path) -> None:
    """Whoever starts sees every column there is."""
    starter.begin(tmp_path)
    for table in TABLES:
        header = (tmp_path / table.file).read_text(encoding="utf-8").split("\n")[0]
        assert header.split(",") == [column.name for column in table.columns]
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["resources"][0]["schema"]["fields"][0]["name"] == EVENTS.columns[0].name


def test_the_readme_explains_the_words(tmp_path: Path) -> None:
    """Every file and every kind of evidence and relation is explained, within a screen or so."""
    starter.begin(tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(f"`{word}`" in text for word in (*EVIDENCE, *RELATIONS))
    assert all(table.file in text for table in TABLES)
    assert text.count("\n") < 50


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    """Not even a file of another name is accepted, and nothing is written."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileProblem, match="not empty"):
        starter.begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    """A file of that name is not replaced."""
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FileProblem):
        starter.begin(tmp_path / "mine")
    with pytest.raises(FileProblem):
        starter.begin(tmp_path / "mine" / "below")
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5_000])
def test_an_impossible_name_is_told(tmp_path: Path, name: str) -> None:
    """It ends in a sentence."""
    with pytest.raises(FileProblem, match="cannot be written"):
        starter.begin(tmp_path / name)

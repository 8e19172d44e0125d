"""The title comes out of the data package, or the folder's name stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import write
from timeline import datapackage


def title(folder: Path, content: str | bytes | None) -> tuple[str, list[tuple[int, int, str, str]]]:
    project = write(folder / "my-project", {"data/datapackage.json": content})
    package, findings = datapackage.read(project)
    found = package.title
    return found, [(f.line, f.column, f.code, f.severity) for f in findings]


def test_the_title_is_read(tmp_path: Path) -> None:
    """A byte order mark does not matter."""
    assert title(tmp_path, '\ufeff{"title": "On treaties"}') == ("On treaties", [])


@pytest.mark.parametrize("content", [None, "{}", '{"title": " "}', '{"title": 7}', "[]", "3"])
def test_without_a_title_the_folder_gives_it(tmp_path: Path, content: str | None) -> None:
    """A missing title is a warning, and the timeline opens."""
    assert title(tmp_path, content) == ("my-project", [(1, 1, "title-missing", "warning")])


@pytest.mark.parametrize(
    ("content", "place"),
    [('{"title": "a"\n  "b": 1}', (2, 3)), ("", (1, 1)), ("[" * 100_000, (1, 1)), ("1" * 5_000, (1, 1))],
)
def test_broken_json_is_told_at_its_place(tmp_path: Path, content: str, place: tuple[int, int]) -> None:
    """Whoever wrote the file meant something by it: it is an error, never a traceback."""
    assert title(tmp_path, content) == ("my-project", [(*place, "bad-json", "error")])


def test_a_title_is_one_short_line_of_text(tmp_path: Path) -> None:
    """Control characters and lone surrogates go, and an endless title is cut with a warning."""
    assert title(tmp_path, '{"title": "a\\u0000\\n b\\ud800c"}')[0] == "a b c"
    found, findings = title(tmp_path, '{"title": "' + "x" * 1_000 + '"}')
    assert (len(found), findings) == (200, [(1, 1, "title-too-long", "warning")])


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    """The title of a file in Windows-1252 is read, and the fault is told."""
    found, findings = title(tmp_path, b'{"title": "\xe9t\xe9"}')
    assert (found, [code for _, _, code, _ in findings]) == ("été", ["encoding", "encoding"])


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """Not even the title is read from elsewhere."""
    (tmp_path / "other.json").write_text('{"title": "secret"}')
    project = write(tmp_path / "my-project", {"data/datapackage.json": None})
    (project / "data" / "datapackage.json").symlink_to(tmp_path / "other.json")
    package, (finding,) = datapackage.read(project)
    found = package.title
    assert (found, finding.code) == ("my-project", "path-outside")


def test_the_order_of_the_kinds_is_read(tmp_path: Path) -> None:
    """A curator decides which lane stands first; a kind named twice stands once."""
    project = write(tmp_path / "one", {"data/datapackage.json": '{"title": "a", "kinds": ["b", "a", "b"]}'})
    assert datapackage.read(project) == (datapackage.Package("a", ("b", "a")), ())


@pytest.mark.parametrize("kinds", ["7", '"treaty"', "[1]", "{}"])
def test_kinds_that_are_no_list_of_texts_cost_only_their_order(tmp_path: Path, kinds: str) -> None:
    """A slip in the order of lanes is a warning, and the title is kept."""
    project = write(tmp_path / "one", {"data/datapackage.json": f'{{"title": "a", "kinds": {kinds}}}'})
    package, (finding,) = datapackage.read(project)
    assert (package, finding.code, finding.severity) == (datapackage.Package("a"), "bad-kinds", "warning")


def test_the_language_is_read(tmp_path: Path) -> None:
    """In which the curator writes and the page opens; English where nothing is said."""
    project = write(tmp_path / "one", {"data/datapackage.json": '{"title": "a", "language": "ru"}'})
    assert datapackage.read(project) == (datapackage.Package("a", (), "ru"), ())


@pytest.mark.parametrize("language", ["7", '"de"', '"RU"', '["ru"]', "null"])
def test_a_language_that_the_page_does_not_speak_costs_only_that(tmp_path: Path, language: str) -> None:
    """A warning, and the page opens in English."""
    content = f'{{"title": "a", "language": {language}}}'
    project = write(tmp_path / "one", {"data/datapackage.json": content})
    package, (finding,) = datapackage.read(project)
    assert (package, finding.code, finding.severity) == (datapackage.Package("a"), "bad-language", "warning")

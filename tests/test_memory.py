"""Memory: what was made of a large project is there again at the next start, of the very same bytes only."""

from __future__ import annotations

import os
import pickle
import sys
import zlib
from pathlib import Path

import pytest

from tests.small_project import EVENTS, FILES, write
from timeline import memory, tables, texts, watch
from timeline.edition import Edition, load
from timeline.memory import Memory, home
from timeline.volumes import Volumes
from timeline.watch import Watched

ARTICLES = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder of the user is nobody else's")


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the limits be so low that the smallest project is large, and remember in a folder of the test."""
    monkeypatch.setattr(tables, "HELD", 0)
    monkeypatch.setattr(texts, "HELD", 0)
    monkeypatch.setattr(memory, "SMALLEST", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project")


def of(project: Path) -> Memory:
    found = memory.memory(project)
    assert found is not None
    return found


def remembered(project: Path) -> Memory:
    """What is remembered of a project, once it has been read."""
    watched = Watched(project, remembers=True)
    assert watched.remember(watched.state())
    return of(project)


# ── what is remembered ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("which", ["small", "articles"])
def test_an_edition_is_remembered_as_it_was(which: str, project: Path) -> None:
    """Events, passages, texts and warnings are the same, and so is every volume."""
    project = ARTICLES if which == "articles" else project
    read, known = load(project), remembered(project).recall("edition", Edition)
    assert known is not None
    assert known.warnings == read.warnings
    assert list(known.chronology) == list(read.chronology)
    assert list(known.quotations) == list(read.quotations)
    assert [source.text for source in known.library] == [source.text for source in read.library]
    assert [source.row.where("title") for source in known.library] == [
        source.row.where("title") for source in read.library
    ]
    for event in read.chronology:
        assert known.passages_of(event.id) == read.passages_of(event.id)
        assert known.rivals_of(event.id) == read.rivals_of(event.id)
    ours, theirs = Volumes(known, "full"), Volumes(read, "full")
    names = list(theirs.names())
    assert list(ours.names()) == names
    assert all(ours.content(name) == theirs.content(name) for name in names)


def test_what_is_remembered_is_not_judged_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the next start; but a word more in any file, and it is."""
    remembered(project)
    judged = []

    def noted(project: Path, **_: object) -> Edition:
        judged.append(project)
        return load(project)

    monkeypatch.setattr(watch, "load", noted)
    known = Watched(project, remembers=True).state().edition
    assert [event.id for event in known.chronology] == ["nerchinsk", "aigun"]
    assert judged == []
    Watched(project)
    assert judged == [project]


@pytest.mark.parametrize("name", [*FILES, "seeds/more.txt"])
def test_a_byte_that_differs_and_nothing_is_remembered(project: Path, name: str) -> None:
    """Whatever its size and its time of change say."""
    before = remembered(project)
    file = project / name
    facts = file.stat() if file.exists() else None
    data = file.read_bytes() if facts else b"?"
    file.write_bytes(data[:-1] + b" ")
    if facts:
        os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    after = of(project)
    assert after != before
    assert after.recall("edition", Edition) is None
    file.write_bytes(data) if facts else file.unlink()
    assert of(project) == before


def test_another_program_remembers_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of(project)
    monkeypatch.setattr(memory, "program", lambda: "another")
    assert of(project) != before


def test_what_has_changed_since_it_was_read_is_not_written_down(project: Path) -> None:
    """Else the verdict on one text would pass for that on another."""
    watched = Watched(project, remembers=True)
    state = watched.state()
    (project / "data" / "events.csv").write_text(EVENTS + "\n", encoding="utf-8")
    assert not watched.remember(state)
    assert of(project).recall("edition", Edition) is None


@pytest.mark.parametrize("limits", [{"SMALLEST": 1 << 20}, {"LARGEST": 10}])
def test_of_little_and_of_too_much_nothing_is_remembered(
    project: Path, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(memory, name, limit)
    assert memory.memory(project) is None


def test_what_is_held_as_objects_is_not_remembered(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "HELD", 5_000)
    watched = Watched(project, remembers=True)
    assert not watched.remember(watched.state())


def test_who_does_not_remember_writes_nothing(project: Path, tmp_path: Path) -> None:
    watched = Watched(project)
    assert not watched.remember(watched.state())
    assert not (tmp_path / "cache").exists()


@POSIX
def test_what_leads_elsewhere_cannot_be_known_by_its_bytes(project: Path) -> None:
    (project / "seeds" / "link.txt").symlink_to(project / "seeds" / "amur.txt")
    assert memory.memory(project) is None


# ── where ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_written_in_the_project(project: Path) -> None:
    before = sorted(project.rglob("*"))
    remembered(project)
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-9], lambda data: data[:99] + b"?" + data[100:], lambda _: b""]
)
def test_what_is_spoilt_is_made_again(project: Path, spoil: object) -> None:
    """And is gone, so that it is written anew."""
    known = remembered(project)
    file = known.folder / "edition"
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert known.recall("edition", Edition) is None
    assert not known.has("edition")
    assert remembered(project).recall("edition", Edition) is not None


def test_what_is_of_another_sort_is_not_taken(project: Path) -> None:
    known = of(project)
    assert known.keep("edition", [1, 2])
    assert known.recall("edition", Edition) is None


@pytest.mark.parametrize("thing", [os.system, print, sys.exit, pickle.loads])
def test_nothing_of_a_stranger_is_run(project: Path, thing: object) -> None:
    """A file can name only what a remembered thing is made of."""
    known = of(project)
    assert known.keep("edition", 1)
    data = pickle.dumps(thing)
    (known.folder / "edition").write_bytes(data + zlib.crc32(data).to_bytes(4, "big"))
    assert known.recall("edition", object) is None


@POSIX
@pytest.mark.parametrize("level", [0, 1])
def test_a_folder_that_others_may_write_in_is_not_trusted(project: Path, level: int) -> None:
    known = remembered(project)
    folder = (known.folder, known.folder.parent)[level]
    folder.chmod(0o777)
    assert known.recall("edition", Edition) is None
    assert not known.keep("edition", 1)


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    """The one that was wanted longest ago is forgotten."""
    known = []
    for number in range(memory.MOST + 1):
        known.append(of(write(tmp_path / f"project-{number}")))
        if number == memory.MOST:
            os.utime(known[0].folder)  # It is wanted again.
        assert known[-1].keep("number", number)
        os.utime(known[-1].folder, (number, number))
    assert [one.recall("number", int) for one in known] == [0, None, *range(2, memory.MOST + 1)]


def test_what_was_not_finished_is_removed_in_time(project: Path) -> None:
    """A start that is ended while it writes leaves a file; what another one may be writing stays."""
    known = of(project)
    assert known.keep("number", 1)
    old, new = (known.folder / f"{name}{memory._UNFINISHED}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert known.keep("number", 2)
    assert (old.exists(), new.exists(), known.recall("number", int)) == (False, True, 2)


@POSIX
def test_a_disk_that_cannot_be_written_on_is_no_fault(tmp_path: Path, project: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    watched = Watched(project, remembers=True)
    assert not watched.remember(watched.state())


@POSIX
def test_the_users_own_folder_is_where_such_things_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative, and so none")
    assert home() == tmp_path / ".cache" / "treaty-timeline"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert home() == tmp_path / "Library" / "Caches" / "treaty-timeline"

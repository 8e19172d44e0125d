"""Watching: a change shows, a fault never takes the page away, and a mended file brings it back."""

from __future__ import annotations

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.small_project import EVENTS, FILES, PASSAGES, TEXT, edited, write
from timeline.acceptance import accept
from timeline.edition import Edition, load
from timeline.errors import FileProblem, Unsound
from timeline.watch import State, Watched

CLOCK = count(2_000_000_000)
"""Times of change, each later than all before it: no test waits for the clock of the disk."""

BROKEN = EVENTS.replace("1689-08-27", "1689-13-27")


def change(folder: Path, name: str, content: str | None) -> None:
    """Write a file of the project, or delete it, so that its time tells."""
    path = folder / name
    if content is None:
        path.unlink()
        return
    path.write_text(content, encoding="utf-8", newline="")
    now = next(CLOCK)
    os.utime(path, (now, now))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound project of two events."""
    return write(tmp_path / "project")


@pytest.fixture
def watched(folder: Path) -> Watched:
    """The same, being watched."""
    return Watched(folder)


def test_what_has_not_changed_is_not_read_again(watched: Watched) -> None:
    """The very same state, edition and all."""
    assert watched.state() is watched.state()
    assert (watched.state().findings, watched.state().problem) == ((), "")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/events.csv", "Treaty of Nerchinsk", "The first treaty"),
        ("data/events.csv", "Treaty of Nerchinsk", "Treaty of Nerčinsk"),
        ("data/passages.csv", "Somebody", "Somewho!"),
        ("data/sources.csv", "On the Amur", "On the Ussuri"),
        ("data/datapackage.json", "Two treaties", "Both of them"),
        ("seeds/amur.txt", "Later they met again", "Later, they met again"),
    ],
)
def test_a_changed_file_is_a_new_edition(
    folder: Path, watched: Watched, name: str, old: str, new: str
) -> None:
    """Whichever file of the project it is, and also when it is just as long as before."""
    before = watched.state()
    change(folder, name, str(edited(name, (old, new))[name]))
    after = watched.state()
    assert after.version != before.version
    assert after.edition != before.edition
    assert after.findings == ()


def test_a_fault_keeps_the_last_sound_edition(folder: Path, watched: Watched) -> None:
    """And the version with it, so that no page is fetched again; the findings say what is wrong."""
    before = watched.state()
    change(folder, "data/events.csv", BROKEN)
    after = watched.state()
    assert after.edition is before.edition
    assert after.version == before.version
    assert [(found.file, found.code) for found in after.findings] == [("data/events.csv", "bad-date")]
    assert watched.state() is after


def test_a_mended_file_brings_the_new_edition(folder: Path, watched: Watched) -> None:
    """Without the findings of before."""
    before = watched.state()
    change(folder, "data/events.csv", BROKEN)
    assert watched.state().findings
    change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "Nerchinsk"))
    after = watched.state()
    assert after.findings == ()
    assert after.version != before.version
    assert after.edition.event("nerchinsk").title == "Nerchinsk"


@pytest.mark.parametrize(
    "name", ["data/events.csv", "data/passages.csv", "data/sources.csv", "seeds/amur.txt"]
)
def test_a_deleted_file_is_told_and_its_return_is_seen(folder: Path, watched: Watched, name: str) -> None:
    """The page stays as it was in between."""
    before = watched.state()
    change(folder, name, None)
    gone = watched.state()
    assert gone.edition is before.edition
    assert gone.findings or gone.problem
    change(folder, name, FILES[name])
    back = watched.state()
    assert (back.findings, back.problem) == ((), "")
    assert back.edition == before.edition


def test_a_document_is_made_once_for_each_edition(folder: Path, watched: Watched) -> None:
    """A fault keeps it with its edition; a new edition has it made anew, and nothing is left of the old."""
    made: list[str] = []

    def titles(state: State) -> str:
        made.append(state.version)
        return ", ".join(event.title for event in state.edition.chronology)

    first = watched.kept("titles", titles)
    change(folder, "data/events.csv", BROKEN)
    assert watched.kept("titles", titles) is first
    assert watched.kept("version", lambda state: state.version) == made[0]
    change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "Nerchinsk"))
    assert watched.kept("titles", titles) == first.replace("Treaty of Nerchinsk", "Nerchinsk") != first
    assert watched.kept("version", lambda state: state.version) == made[1] != made[0]
    assert len(made) == 2


def test_the_edition_on_show_before_is_kept_though_it_was_there_earlier(
    folder: Path, watched: Watched
) -> None:
    """An edit taken back brings an edition again: it then is the last one, not the first."""
    events = folder / "data/events.csv"
    shutil.copy2(events, folder / "as-it-was")
    last, made = watched.state(), watched.kept("thing", lambda state: object())
    change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "Nerchinsk"))
    watched.kept("thing", lambda state: object())
    os.replace(folder / "as-it-was", events)
    assert watched.kept("thing", lambda state: None) is made
    change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "The treaty of Nerchinsk"))
    watched.kept("thing", lambda state: object())
    assert watched.kept("thing", lambda state: None, last) is made


def test_a_deleted_project_is_a_problem_and_not_the_end(folder: Path, watched: Watched) -> None:
    """One line, and everything is back with the folder."""
    before = watched.state()
    shutil.rmtree(folder)
    gone = watched.state()
    assert gone.edition is before.edition
    assert gone.problem
    assert "\n" not in gone.problem
    write(folder)
    assert watched.state().problem == ""


@pytest.mark.parametrize("where", ["timeline.watch.load", "os.scandir"])
def test_a_disk_that_fails_is_a_problem_and_not_the_end(
    folder: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """While files are read or while they are listed: the last edition stays, until the disk is back."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    before = watched.state()
    change(folder, "data/events.csv", EVENTS)
    with monkeypatch.context() as patched:
        patched.setattr("timeline.watch.load", fail)
        patched.setattr(where, fail)
        broken = watched.state()
    assert broken.edition is before.edition
    assert broken.problem == "the files cannot be read: Input/output error"
    change(folder, "data/events.csv", EVENTS)
    assert watched.state().problem == ""


def test_what_took_long_to_look_at_is_left_alone_for_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand files are not looked through at every request."""
    clock, work = [100.0], count()
    monkeypatch.setattr("timeline.watch.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("timeline.watch.time.thread_time", lambda: float(next(work)))
    watched = Watched(folder)
    change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "The first treaty"))
    assert watched.state().edition.chronology[0].title == "Treaty of Nerchinsk"
    clock[0] += 21
    assert watched.state().edition.chronology[0].title == "The first treaty"


def test_a_moved_source_is_noticed(folder: Path, watched: Watched) -> None:
    """Its name, size and time are the same in the other folder."""
    before = watched.state()
    (folder / "seeds" / "more").mkdir()
    assert watched.state().edition == before.edition
    (folder / "seeds" / "amur.txt").rename(folder / "seeds" / "more" / "amur.txt")
    assert watched.state().findings


@pytest.mark.parametrize("old", ["In 1858 the Treaty", "Later they met again,"])
def test_a_source_that_changes_waits_for_the_curator(folder: Path, old: str) -> None:
    """Changed in a quote or beside it: the page stays and the fault is shown; accepted, it is new."""
    accept(folder)
    watched = Watched(folder)
    before = watched.state()
    change(folder, "seeds/amur.txt", TEXT.replace(old, old.replace("e", "é")))
    held = watched.state()
    assert (held.edition, held.version) == (before.edition, before.version)
    assert "source-changed" in {finding.code for finding in held.findings}
    passages = PASSAGES.replace("In 1858 the Treaty", "In 1858 thé Tréaty") if "1858" in old else PASSAGES
    change(folder, "data/passages.csv", passages)
    assert watched.state().edition is before.edition
    assert accept(folder).sound
    after = watched.state()
    assert (after.findings, after.problem) == ((), "")
    assert after.version != before.version
    assert "é" in after.edition.library[0].text


def test_warnings_are_not_findings_of_the_page(folder: Path, watched: Watched) -> None:
    """They do not keep an edition from being shown."""
    change(folder, "seeds/unused.txt", "Nobody quotes this.")
    assert watched.state().findings == ()


def test_a_project_that_is_unsound_from_the_start_is_refused(folder: Path) -> None:
    """There is no last sound edition to show: the command tells the findings."""
    change(folder, "data/events.csv", BROKEN)
    with pytest.raises(Unsound):
        Watched(folder)
    with pytest.raises(FileProblem):
        Watched(folder / "nowhere")


def test_many_may_ask_at_once(folder: Path, watched: Watched) -> None:
    """While a file changes, each gets one whole state, and in the end all get the same."""
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(watched.state) for _ in range(50)]
        change(folder, "data/events.csv", EVENTS.replace("Treaty of Nerchinsk", "Nerchinsk"))
        asked += [pool.submit(watched.state) for _ in range(50)]
        versions = {answer.result().version for answer in asked}
    assert len(versions) <= 3
    assert watched.state().edition.event("nerchinsk").title == "Nerchinsk"


def test_whoever_makes_something_keeps_nobody_waiting(watched: Watched) -> None:
    """Only those wait who want the same, and get it when it is made."""
    begun, go_on = threading.Event(), threading.Event()

    def slowly(_: State) -> str:
        begun.set()
        assert go_on.wait(20)
        return "slow"

    with ThreadPoolExecutor(2) as readers:
        slow = [readers.submit(watched.kept, "slow", slowly) for _ in range(2)]
        assert begun.wait(20)
        assert watched.kept("quick", lambda _: "quick") == "quick"
        assert watched.state() is watched.latest
        assert not any(one.done() for one in slow)
        go_on.set()
        assert [one.result(20) for one in slow] == ["slow", "slow"]


def test_what_could_not_be_made_is_made_again(watched: Watched) -> None:
    """A failure is nobody's but who met it."""

    def fail(_: State) -> str:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        watched.kept("page", fail)
    assert watched.kept("page", lambda _: "made") == "made"


def test_while_files_are_read_again_the_last_edition_is_shown(
    folder: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To all but the one who has noticed the change."""
    begun, go_on = threading.Event(), threading.Event()

    def slowly(project: Path, **_: Any) -> Edition:
        begun.set()
        assert go_on.wait(20)
        return load(project)

    before = watched.state()
    monkeypatch.setattr("timeline.watch.load", slowly)
    (folder / "data" / "events.csv").write_text(EVENTS + "\n", encoding="utf-8")
    with ThreadPoolExecutor(1) as readers:
        reading = readers.submit(watched.state)
        assert begun.wait(20)
        assert watched.state() is before
        go_on.set()
        assert reading.result(20).version == watched.state().version != before.version

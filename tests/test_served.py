"""What is served: words are gathered when somebody was answered, remembered, and never stand in the way."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.small_project import EVENTS, write
from timeline import memory, pace, page, tables, texts
from timeline.app import create_app
from timeline.edition import Edition, load
from timeline.languages import Language
from timeline.lending import Lending
from timeline.pace import Overtaken, Pace
from timeline.served import Project
from timeline.volumes import Volumes
from timeline.watch import Watched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "project")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the limits be so low that the smallest project is large, and remember in a folder of the test."""
    monkeypatch.setattr(tables, "HELD", 0)
    monkeypatch.setattr(texts, "HELD", 0)
    monkeypatch.setattr(memory, "SMALLEST", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


class Ahead:
    """A project of which is made ahead what takes long; tells when that has been tried."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Project(Watched(folder, remembers=True), None, True)
        self.tried = threading.Semaphore(0)
        prepare = Lending.prepare

        def counted(lending: Lending) -> None:
            try:
                prepare(lending)
            finally:
                self.tried.release()

        monkeypatch.setattr(Lending, "prepare", counted)
        threading.Thread(target=self.project.work_ahead, daemon=True).start()

    def answer(self) -> bool:
        """Answer somebody; whether what takes long was then made ahead."""
        with self.project.pace.answering():
            self.project.watched.state()
        return self.tried.acquire(timeout=20)

    @property
    def made(self) -> set[str]:
        """What the volumes on show hold ready."""
        lending = self.project.lending(self.project.watched.latest)
        assert lending is not None
        return set(vars(lending.volumes))


def test_the_words_are_gathered_once_somebody_was_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before, and again when there is another edition."""
    ahead = Ahead(folder, monkeypatch)
    assert "concordance" not in ahead.made
    assert ahead.answer()
    assert "concordance" in ahead.made
    write(folder, {"data/events.csv": EVENTS.replace("Treaty of Aigun", "Treaty of Aihun")})
    assert ahead.answer()
    assert "concordance" in ahead.made


def test_the_coarsest_tiles_are_cut_ahead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many and no more; whoever then comes nearer does not wait for them."""
    monkeypatch.setattr("timeline.lending.COARSE", 1)
    monkeypatch.setattr("timeline.tiling.TILE", 1)
    ahead = Ahead(folder, monkeypatch)
    lending = ahead.project.lending(ahead.project.watched.latest)
    assert lending is not None
    coarsest, *others = lending.volumes.tiles()
    assert others
    assert not lending._kept
    assert ahead.answer()
    assert coarsest in lending._kept
    assert not lending._kept.keys() & set(others)


def test_what_fails_ahead_is_no_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for it is told; the next edition is prepared all the same."""
    with monkeypatch.context() as patched:
        patched.setattr("timeline.volumes.concordance", None)
        ahead = Ahead(folder, patched)
        assert ahead.answer()
        assert "concordance" not in ahead.made
        patched.undo()
        write(folder, {"data/events.csv": EVENTS + "\n"})
        with ahead.project.pace.answering():
            ahead.project.watched.state()
        lending = ahead.project.lending(ahead.project.watched.latest)
        assert lending is not None
        assert lending.packed("words")


def test_the_next_start_finds_what_this_one_made(
    large: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edition, ledger and words: nothing of it is made a second time, and every volume is the same."""
    watched = Watched(folder, remembers=True)
    first = Project(watched, None, True)
    held = first.lending(watched.state())
    assert held is not None
    assert held.packed("tile-0-0")
    first._prepare(watched.state())
    for thing in ("timeline.watch.load", "timeline.volumes.ledger", "timeline.volumes.concordance"):
        monkeypatch.setattr(thing, None)
    second = Project(Watched(folder, remembers=True), None, True)
    lent = second.lending(second.watched.state())
    assert lent is not None
    names = list(held.volumes.names())
    assert [lent.packed(name) for name in sorted(names, reverse=True)] == [
        held.packed(name) for name in sorted(names, reverse=True)
    ]


def test_what_nobody_wants_any_more_is_not_lent(folder: Path) -> None:
    """Neither to who waited for it, nor to who made it ahead."""
    pace = Pace()
    lent = Lending(Volumes(load(folder), "full", None, pace.working(lambda: False)), pace)
    for ask in (lambda: lent.packed("words"), lent.prepare):
        with pytest.raises(Overtaken):
            ask()


def test_a_page_of_what_has_changed_meanwhile_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asked for it has the newer one."""
    project = Project(Watched(folder), None, True)
    html = page.html

    def slowly(edition: Edition, *given: Any, **named: Any) -> str:
        if edition.event("aigun").title == "Treaty of Aigun":
            write(folder, {"data/events.csv": EVENTS.replace("Treaty of Aigun", "Treaty of Aihun")})
            project.watched.state()
        return html(edition, *given, **named)

    monkeypatch.setattr(page, "html", slowly)
    assert "Treaty of Aihun" in project.document(page.Slots(), "page")


@pytest.mark.parametrize("address", ["/", "/chart.html"])
def test_whoever_asks_for_a_page_does_not_wait_for_herself(
    folder: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """What is made ahead gives way to answers; what is made for an answer does not."""
    app = create_app(folder, bound=True)
    monkeypatch.setattr(pace, "LONGEST", 60)
    write(folder, {"data/events.csv": EVENTS.replace("Treaty of Aigun", "Treaty of Aihun")})
    asked = threading.Thread(
        target=app.project.pace.first(lambda *_: app.server.test_client().get(address)),
        args=(None, None),
        daemon=True,
    )
    asked.start()
    asked.join(30)
    assert not asked.is_alive()


def test_a_page_that_is_open_finds_its_volumes_when_the_program_was_started_anew(folder: Path) -> None:
    """The same files, program and language have the same addresses; another language has others."""

    def address(language: Language | None) -> str:
        project = create_app(folder, bound=True, language=language).project
        return project.base(project.watched.latest)

    assert address(None) == address(None)
    assert len({address(language) for language in (None, "en", "ru", "zh")}) == 4


def test_the_page_of_before_finds_its_volumes_while_files_change(folder: Path) -> None:
    """Until there are two newer ones; of those that never were there is nothing."""
    project = Project(Watched(folder), None, True)
    versions = []
    for title in ("Treaty of Aihun", "Pact of Aigun", "Pact of Aihun"):
        project.document(page.Slots(), "page")
        versions.append(project.watched.latest.version)
        before = project.volume(versions[-1], "panels-0")
        write(folder, {"data/events.csv": EVENTS.replace("Treaty of Aigun", title)})
        project.watched.state()
        assert project.volume(versions[-1], "panels-0") == before
        assert project.volume(project.watched.latest.version, "panels-0") != before
    for version in (versions[0], "0" * 16):
        with pytest.raises(KeyError):
            project.volume(version, "panels-0")


SERVED = """
import sys, threading
from timeline import volumes
from timeline.__main__ import main

def endless(*_):
    print("begun", file=sys.stderr, flush=True)
    threading.Event().wait()

volumes.WHOLE = 0
volumes.concordance = endless
sys.exit(main(["serve", sys.argv[1], "--port", "0", "--no-open"]))
"""


@pytest.fixture
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A server whose words take for ever."""
    command = [sys.executable, "-c", SERVED, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_an_interrupt_ends_the_server_at_once(serving: subprocess.Popen[str]) -> None:
    """While it works ahead, and while somebody waits for that: without a word, and as is meant."""
    assert serving.stdout and serving.stderr  # noqa: PT018
    address = serving.stdout.readline().split("http://")[1].split("/")[0]
    with ExitStack() as connections:
        reader, seeker = (
            connections.enter_context(closing(HTTPConnection(address, timeout=20))) for _ in range(2)
        )
        reader.request("GET", "/")
        text = reader.getresponse().read().decode()
        assert serving.stderr.readline() == "begun\n"
        base = text.split('"base":')[1].split('"')[1].replace("\\u002f", "/")
        seeker.request("GET", f"{base}words")
        reader.request("GET", f"{base}tile-0-0")
        assert reader.getresponse().status == 200
        serving.send_signal(signal.SIGINT)
        _, errors = serving.communicate(timeout=20)
    assert (serving.returncode, errors) == (0, "")

"""Volumes beside a page and inside it: of ours all that are needed, of others every file as it was."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest

import timeline
from tests.large_project import invent
from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from timeline import attachments, bindery
from timeline.attachments import FORMS, LARGE
from timeline.check import silent
from timeline.edition import Edition
from timeline.volumes import Volumes

Thing = TypeVar("Thing")


def made(count: int = 200) -> Edition:
    """So many events, each with a passage."""
    events = [event(f"e{n}", f"{1000 + n}") for n in range(count)]
    return edition(events, [passage(f"p{n}", f"e{n}") for n in range(count)], [source()])


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def unpacked(letters: str) -> bytes:
    return gzip.decompress(b64decode(letters))


def test_each_volume_is_a_script_that_hands_its_content_over(tmp_path: Path) -> None:
    """One line, in which nothing but letters of base64 stands between its quotation marks."""
    volumes = Volumes(made())
    folder = bindery.beside(volumes, tmp_path, silent)
    assert folder.parent == tmp_path
    assert set(files(folder)) == {f"{name}.js" for name in volumes.names()}
    for name in volumes.names():
        script = (folder / f"{name}.js").read_text(encoding="ascii")
        found = re.fullmatch(r'TreatyTimeline\.volume\("([a-z0-9-]+)","([A-Za-z0-9+/=]*)"\);\n', script)
        assert found is not None
        assert (found[1], unpacked(found[2])) == (name, volumes.content(name))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot part a process in two")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_two_hands_write_the_same_as_one(tmp_path: Path) -> None:
    """Whatever they share while they write."""
    for hands in (1, 2):
        volumes = Volumes(made())
        with bindery.shared(volumes):
            bindery.beside(volumes, tmp_path / str(hands), silent, hands)
    bindery.beside(Volumes(made()), tmp_path / "0", silent, 1)
    assert files(tmp_path / "0") == files(tmp_path / "1") == files(tmp_path / "2")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot part a process in two")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("hands", [1, 2])
def test_what_goes_wrong_in_another_hand_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: int
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(bindery, "replace", fail)
    with pytest.raises(OSError, match="No space left") as told:
        bindery.beside(Volumes(made()), tmp_path, silent, hands)
    assert told.value.filename == "somewhere"


def test_the_progress_counts_every_volume_and_every_form(tmp_path: Path) -> None:
    """So that a long export is not silent; the total is what it comes to, but for a piece or four."""
    told: dict[str, tuple[int, int]] = {}

    def progress(things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
        held = list(things)
        told[label] = (len(held), total)
        return held

    made_up = made()
    timeline.export(made_up, tmp_path, bound=True, progress=progress)
    count, total = told[bindery.WRITING]
    assert count == len(Volumes(made_up))
    # How many volumes a search has is known when they are written.
    assert count - total == len(Volumes(made_up).concordance.cuts)
    assert {"Writing citations.bib", "Writing citations.json", "Writing annotations.json"} <= set(told)
    assert all(0 <= count - total <= 4 for count, total in told.values())


# ── what an earlier export has left ───────────────────────────────────────────────────────────────────────


def test_a_smaller_edition_leaves_no_volume_of_a_larger_one(tmp_path: Path) -> None:
    """A second export is as if it were the first."""
    timeline.export(made(400), tmp_path / "site", bound=True)
    timeline.export(made(40), tmp_path / "site", bound=True)
    timeline.export(made(40), tmp_path / "fresh", bound=True)
    assert files(tmp_path / "site") == files(tmp_path / "fresh")


def test_another_edition_has_another_folder_of_volumes(tmp_path: Path) -> None:
    """So that no cache gives a page those of an earlier one; the same edition has the same, and one only."""

    def folders(count: int) -> list[str]:
        timeline.export(made(count), tmp_path, bound=True)
        return [folder.name for folder in (tmp_path / "volumes").iterdir()]

    first, second, third = folders(40), folders(41), folders(40)
    assert [len(found) for found in (first, second, third)] == [1, 1, 1]
    assert first == third != second


def test_volumes_of_the_time_before_folders_are_removed(tmp_path: Path) -> None:
    """And what an export has left that was broken off."""
    for folder in (tmp_path / "volumes", tmp_path / "volumes" / "new", tmp_path / "volumes" / "0123456789ab"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "events-77.js").write_text('TreatyTimeline.volume("events-77","");\n')
    (tmp_path / "volumes" / "0123456789ab" / "mine.txt").write_text("mine")
    timeline.export(made(40), tmp_path, bound=False)
    assert [str(file) for file in files(tmp_path / "volumes")] == ["0123456789ab/mine.txt"]


def test_no_citation_of_an_earlier_edition_stays_beside_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large edition has other files for other programs, and a single file none; what is not ours stays."""
    monkeypatch.setattr(attachments, "MANY", 100)
    (tmp_path / "sources.json").write_text("mine")
    offered: list[set[str]] = []
    for count, single in ((40, False), (400, False), (40, False), (40, True)):
        timeline.export(made(count), tmp_path, bound=False, single=single)
        offered.append({path.name for path in tmp_path.iterdir()} - {"index.html", "chart.html", "assets"})
    small, large = ({form.file for form in forms} for forms in (FORMS, LARGE))
    assert offered == [small | {"sources.json"}, large, small, set()]


@pytest.mark.parametrize("single", [False, True])
def test_an_edition_that_is_whole_in_its_page_leaves_no_volume(tmp_path: Path, single: bool) -> None:
    """Nor one that holds them inside; the folder goes with the last of them."""
    timeline.export(made(), tmp_path, bound=True)
    timeline.export(made(), tmp_path, bound=single, single=single)
    assert not (tmp_path / "volumes").exists()


def test_nothing_of_a_page_in_another_form_stays_beside_it(tmp_path: Path) -> None:
    """No style sheet of annals that are gone, no engine that stands in the page; a file of one's own does."""
    (tmp_path / "site" / "assets").mkdir(parents=True)
    (tmp_path / "site" / "assets" / "mine.css").write_text("mine")
    for bound, single in ((True, False), (False, False), (True, True), (False, False), (False, True)):
        timeline.export(made(40), tmp_path / "site", bound=bound, single=single)
        timeline.export(made(40), tmp_path / f"fresh-{bound}-{single}", bound=bound, single=single)
        fresh = files(tmp_path / f"fresh-{bound}-{single}")
        assert files(tmp_path / "site") == fresh | {"assets/mine.css": b"mine"}
    (tmp_path / "site" / "assets" / "mine.css").unlink()
    for single in (False, True):
        timeline.export(made(40), tmp_path / "site", single=single)
    assert {file.name for file in (tmp_path / "site").iterdir()} == {"index.html", "chart.html"}


def test_no_file_is_removed_that_we_have_not_written(tmp_path: Path) -> None:
    """Whatever it is called, and wherever it lies; nor one that only looks like a volume."""
    timeline.export(made(400), tmp_path, bound=True)
    (folder,) = (tmp_path / "volumes").iterdir()
    mine = {
        "notes.txt": b"mine",
        "mine.js": b"alert(1)",
        "events-77.js": b"// my own events",
        "panels-77.js": (folder / "panels-0.js").read_bytes(),
        "deeper/events-0.js": (folder / "events-0.js").read_bytes(),
    }
    for name, text in mine.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text)
    (tmp_path / "elsewhere.js").write_bytes(b'TreatyTimeline.volume("events-78","")')
    (folder / "events-78.js").symlink_to(tmp_path / "elsewhere.js")
    timeline.export(made(400), tmp_path, bound=False)
    left = files(folder)
    assert left.pop("events-78.js") == (tmp_path / "elsewhere.js").read_bytes()
    assert left == mine


# ── a page that holds them ────────────────────────────────────────────────────────────────────────────────


def test_a_single_file_holds_every_volume(tmp_path: Path) -> None:
    """In elements that no browser runs; the chart alone has no texts and no search to hold any for."""
    made_up = made()
    timeline.export(made_up, tmp_path, bound=True, single=True)
    assert set(files(tmp_path)) == {"index.html", "chart.html"}
    volumes = Volumes(made_up)
    for name, without in (("index.html", ()), ("chart.html", ("source", "words", "postings"))):
        page = Parsed((tmp_path / name).read_text(encoding="utf-8"))
        held = {
            one.attributes["data-volume"]: unpacked("".join(one.parts))
            for one in page.all("script", data_volume="")
        }
        kept = [volume for volume in volumes.names() if volume.partition("-")[0] not in without]
        assert held == {volume: volumes.content(volume) for volume in kept}
        assert {one.attributes["type"] for one in page.all("script", data_volume="")} == {"application/gzip"}
        assert (page.payload["volumes"]["how"], page.payload["volumes"]["base"]) == ("page", "")


def test_a_bound_export_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        timeline.export(made(), tmp_path / name, bound=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_volumes_lie_where_the_page_looks_for_them(tmp_path: Path) -> None:
    """Both pages; the list of what was written names the folder, not its files."""
    written = timeline.export(made(), tmp_path, bound=True)
    assert written[0].name == "index.html"
    assert written[-1] == tmp_path / "volumes"
    for name in ("index.html", "chart.html"):
        manifest = Parsed((tmp_path / name).read_text(encoding="utf-8")).payload["volumes"]
        assert manifest["how"] == "script"
        assert re.fullmatch("volumes/[0-9a-f]{12}/", manifest["base"])
        assert (tmp_path / manifest["base"] / "events-0.js").is_file()


ENDLESS = """
import sys, threading
from timeline import hands
from timeline.__main__ import main

def endless(*_):
    print("begun", file=sys.stderr, flush=True)
    threading.Event().wait()
    yield

hands.written = endless
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_export_that_is_ended_leaves_nothing_behind(
    project: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """By Ctrl+C or by the machine: no temporary files, and no traceback."""
    large, temporary = invent(tmp_path / "large", project, 400), tmp_path / "temporary"
    temporary.mkdir()
    words = [sys.executable, "-c", ENDLESS, "export", str(large), "--out", str(tmp_path / "site")]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as ended:
        given_up = threading.Timer(60, ended.kill)  # Who does not listen fails, and not for ever.
        given_up.start()
        assert ended.stderr
        said = []
        for line in ended.stderr:
            said.append(line)
            if "begun" in line:
                assert list(temporary.iterdir())
                ended.send_signal(number)
        assert ended.wait(30) == code
        given_up.cancel()
    assert list(temporary.iterdir()) == []
    assert "Traceback" not in "".join(said)

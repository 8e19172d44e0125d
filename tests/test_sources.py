"""Texts come from seeds/ and from nowhere else, exactly as they are."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from timeline import sources
from timeline.sources import SourceProblem


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder with one text, and a secret beside the project."""
    project = tmp_path / "project"
    (project / "seeds" / "sub").mkdir(parents=True)
    (project / "seeds" / "a.txt").write_bytes("first\r\nsécond\u2028third".encode())
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "project-evil").mkdir()
    (tmp_path / "project-evil" / "b.txt").write_text("secret")
    return project


def problem(root: Path, name: str) -> SourceProblem:
    with pytest.raises(SourceProblem) as caught:
        sources.read(root, name)
    return caught.value


def test_a_text_is_read_as_it_is(root: Path) -> None:
    """Line ends and separators stay, and the hash is that of the bytes."""
    read = sources.read(root, "a.txt")
    assert (read.text, read.findings) == ("first\r\nsécond\u2028third", ())
    assert read.sha256 == hashlib.sha256((root / "seeds" / "a.txt").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.txt", "../data/x", "sub/../../../secret.txt", "..", "/etc/passwd", "//host/share/x",
        "C:/x.txt", "c:x.txt", "..\\..\\secret.txt", "sub\\a.txt", "\\\\host\\share", "a.txt\x00.png",
        "a\n.txt", "a\x7f.txt", "./a.txt", "sub//a.txt", "sub/", "a" * 401, "",
    ],
)  # fmt: skip
def test_a_path_that_could_lead_elsewhere_is_refused(root: Path, name: str) -> None:
    """Climbing, absolute, Windows, odd and endless paths never reach the disk."""
    assert problem(root, name).code == "path-unsafe"


@pytest.mark.parametrize("target", ["secret.txt", "project-evil/b.txt", "project-evil"])
def test_a_symbolic_link_out_of_the_project_is_refused(root: Path, target: str) -> None:
    """Also one to a folder whose name begins like the project's."""
    (root / "seeds" / "link").symlink_to(root.parent / target)
    assert problem(root, "link" if target.endswith("txt") else "link/b.txt").code == "path-outside"


def test_a_symbolic_link_inside_the_project_is_followed(root: Path) -> None:
    """A text may be shared between two names."""
    (root / "seeds" / "link.txt").symlink_to("a.txt")
    assert sources.read(root, "link.txt").text.startswith("first")


def test_a_circle_of_links_is_told(root: Path) -> None:
    """Links that lead to each other are no text, and no hang."""
    (root / "seeds" / "x").symlink_to("y")
    (root / "seeds" / "y").symlink_to("x")
    assert problem(root, "x").code in {"path-unsafe", "file-unreadable"}


def test_a_missing_text_is_told_with_a_hint(root: Path) -> None:
    """A name that differs in capitals only is named."""
    assert problem(root, "b.txt").code == "file-missing"
    found = problem(root, "A.txt")
    assert (found.code, found.hint) == ("file-missing", "there is “a.txt”: capitals matter")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b" \n\t", "file-empty"),
        (b"\x89PNG\r\n\x00\x00", "file-binary"),
        (b"%PDF-1.7 text", "file-binary"),
        (b"PK\x03\x04text", "file-binary"),
    ],
)
def test_what_is_no_text_is_refused(root: Path, content: bytes, code: str) -> None:
    """Empty and binary files are told as what they are."""
    (root / "seeds" / "b.txt").write_bytes(content)
    assert problem(root, "b.txt").code == code


def test_a_folder_is_no_text(root: Path) -> None:
    """A path that names a folder is told."""
    assert problem(root, "sub").code == "file-not-regular"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of POSIX")
def test_a_named_pipe_does_not_hang(root: Path) -> None:
    """A pipe in seeds/ is refused at once instead of waited for."""
    os.mkfifo(root / "seeds" / "pipe.txt")
    assert problem(root, "pipe.txt").code == "file-not-regular"


def test_a_text_over_the_limit_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at before anything is read."""
    monkeypatch.setattr(sources, "TEXT_LIMIT", 4)
    assert problem(root, "a.txt").code == "file-too-large"


def test_a_text_that_cannot_be_opened_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission is a sentence, not a traceback."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    found = problem(root, "a.txt")
    assert (found.code, found.message) == ("file-unreadable", "the file cannot be read: Permission denied")


def test_a_name_longer_than_the_disk_allows_is_told(root: Path) -> None:
    """Shorter than our own limit, longer than that of a file system: a sentence, in every Python."""
    found = problem(root, "a" * 300)
    assert (found.code, found.message) == ("file-unreadable", "the file cannot be read: File name too long")


def test_a_folder_that_may_not_be_entered_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even whether there is a text in it can be known."""

    def refuse(*_: object, **__: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refuse)
        with pytest.raises(SourceProblem) as caught:
            sources.status(root / "seeds" / "a.txt")
    assert (caught.value.code, caught.value.message) == (
        "file-unreadable",
        "the file cannot be read: Permission denied",
    )


def test_a_wrong_encoding_is_found_in_the_text_itself(root: Path) -> None:
    """The finding names the text, its line and its column."""
    (root / "seeds" / "b.txt").write_bytes(b"one\ntw\xe9")
    (finding,) = sources.read(root, "b.txt").findings
    assert (finding.file, finding.line, finding.column) == ("seeds/b.txt", 2, 3)


def test_names_lists_every_text_but_hidden_ones(root: Path) -> None:
    """Texts in folders count; what begins with a dot belongs to tools."""
    (root / "seeds" / "sub" / "b.txt").write_text("b")
    (root / "seeds" / ".hidden").write_text("h")
    (root / "seeds" / ".git").mkdir()
    (root / "seeds" / ".git" / "config").write_text("g")
    assert sources.names(root) == ("a.txt", "sub/b.txt")
    assert sources.names(root / "nothing") == ()

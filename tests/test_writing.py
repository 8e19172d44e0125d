"""A file is put in place whole, or stays as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from timeline.writing import replace


def test_a_new_file_may_be_read_as_others_are(tmp_path: Path) -> None:
    """Not only by its owner, as temporary files are."""
    other, file = tmp_path / "other", tmp_path / "new"
    other.write_bytes(b"")
    replace(file, b"words")
    assert file.read_bytes() == b"words"
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """The file that is led to is the one that is written."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    replace(link, b"new")
    assert (link.is_symlink(), file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (True, b"new", 0o640)


def test_a_failure_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, a closed folder: half a table is worse than none."""
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def refuse(*_paths: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        replace(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """`-o /dev/stdout`: nothing is put in its place."""
    reading, writing = os.pipe()
    try:
        replace(Path(f"/dev/fd/{writing}"), b"words")
    finally:
        os.close(writing)
    with os.fdopen(reading, "rb") as file:
        assert file.read() == b"words"


def test_a_folder_that_is_missing_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    """Not by that of a file nobody has heard of."""
    with pytest.raises(FileNotFoundError) as told:
        replace(tmp_path / "no" / "file", b"")
    assert told.value.filename == str(tmp_path / "no" / "file")

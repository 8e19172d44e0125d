"""The texts in `seeds/`: read as they are, and only from there.

Why so strict: a quote is counted in code points of exactly this text, so nothing is converted (no line
ends, no Unicode form, no byte order mark). And the path of a text comes out of a cell that anybody may have
written: it must stay inside the project whatever it says, symbolic links included. `str.startswith` would
let `project-evil/` through; resolving and `is_relative_to` does not.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from timeline.decoding import decode
from timeline.errors import Finding
from timeline.late import Late

FOLDER = "seeds"
"""Where the texts are, relative to the project."""
TEXT_LIMIT = 16 * 1024 * 1024
"""Largest text read, in bytes: several long books."""
NAME_LIMIT = 400
"""Longest path, in characters."""

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BINARY_SAMPLE = 8192


class SourceProblem(Exception):
    """Why a path gives no text. Caught by `check`, which turns it into a finding at the cell."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        """Stable name of the rule: `path-outside`."""
        self.message = message
        """What is wrong, without a full stop."""
        self.hint = hint
        """What to do; may be empty."""


@dataclass(frozen=True, slots=True)
class SourceText(Late):
    """A text of `seeds/` as it was read."""

    text: str
    """Every code point of the file, line ends as they are."""
    sha256: str
    """Of the bytes, 64 hexadecimal digits."""
    findings: tuple[Finding, ...]
    """Faults inside the text: bytes that are not UTF-8."""


def safe_path(project: Path, name: str, folder: str = FOLDER) -> Path:
    """The real path of `name` in a folder of the project; raises SourceProblem if it leads anywhere else."""
    code = "path-unsafe"
    if not name or len(name) > NAME_LIMIT:
        raise SourceProblem(code, "the path is empty" if not name else "the path is too long")
    if _CONTROL.search(name):
        raise SourceProblem(code, "the path holds a control character")
    if "\\" in name:
        raise SourceProblem(code, "the path holds a backslash", "write forward slashes: folder/text.txt")
    if name.startswith("/") or _DRIVE.match(name):
        raise SourceProblem(code, "the path is absolute", f"write it relative to {folder}/")
    parts = name.split("/")
    if ".." in parts:
        raise SourceProblem(code, "the path goes up with “..”", f"texts must stand in {folder}/")
    if "" in parts or "." in parts:
        raise SourceProblem(code, "the path has an empty part", "write it as folder/text.txt")
    root = project.resolve()
    try:
        path = (root / folder / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceProblem(code, "the path cannot be followed") from error
    if not path.is_relative_to(root):
        hint = "a symbolic link leads out of the project; put the text itself into the folder"
        raise SourceProblem("path-outside", "the path leaves the project", hint)
    return path


def status(path: Path) -> os.stat_result | None:
    """What the disk says of a path, None where there is nothing; raises SourceProblem where it may not say.

    Not `Path.exists()`: what that makes of too long a name, or of a closed folder, differs between Pythons.
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SourceProblem("file-unreadable", f"the file cannot be read: {error.strerror}") from error


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; raises SourceProblem for anything else."""
    try:
        # Not blocking: a named pipe in the folder must not hang the check.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else ""
        raise SourceProblem("file-unreadable", f"the file cannot be read: {reason or 'bad name'}") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise SourceProblem("file-not-regular", "this is not a regular file")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > limit:
            megabytes = f"{status.st_size / 1024 / 1024:,.0f} MB"
            raise SourceProblem(
                "file-too-large", f"the file has {megabytes}; at most {limit // 1024 // 1024} MB are read"
            )
        try:
            data = file.read(status.st_size + 1)
            # More than there was when it was opened: it is being written.
            return data if len(data) <= status.st_size else data + file.read(limit + 1 - len(data))
        except OSError as error:
            raise SourceProblem("file-unreadable", f"the file cannot be read: {error.strerror}") from error


def read(project: Path, name: str) -> SourceText:
    """The text of `seeds/NAME`; raises SourceProblem when there is none to read."""
    path = safe_path(project, name)
    shown = f"{FOLDER}/{name}"
    there = status(path)
    if there is None:
        raise SourceProblem("file-missing", f"there is no file {shown}", _other_case(path))
    if stat.S_ISDIR(there.st_mode):
        raise SourceProblem("file-not-regular", f"{shown} is a folder, not a text")
    data = read_bytes(path, TEXT_LIMIT)
    if not data.strip():
        raise SourceProblem("file-empty", f"{shown} is empty", "put the text of the article into it")
    if b"\x00" in data[:_BINARY_SAMPLE] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceProblem("file-binary", f"{shown} is no text", "save the article as plain text in UTF-8")
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceProblem(
            "file-binary", f"{shown} is a PDF or an office file", "save the article as plain text in UTF-8"
        )
    decoded = decode(data, shown)
    return SourceText(decoded.text, hashlib.sha256(data).hexdigest(), decoded.findings)


def names(project: Path) -> tuple[str, ...]:
    """Every file under `seeds/`, as sources.csv would write it, sorted; hidden files are left out."""
    root = project / FOLDER
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder).relative_to(root)
        found += [(here / name).as_posix() for name in files if not name.startswith(".")]
    return tuple(sorted(found))


def _other_case(path: Path) -> str:
    """A hint if the name differs in capitals only from one that exists: it works on some computers."""
    try:
        for other in path.parent.iterdir():
            if other.name.lower() == path.name.lower():
                return f"there is “{other.name}”: capitals matter"
    except OSError:
        pass
    return "put the article there, or correct the path in sources.csv"

"""What a server remembers of a large project between its starts: what took long to make of its files.

To check a hundred thousand quotes takes half a minute, and the verdict hangs on nothing but the bytes of the
files and the program that judges. So what was made of them is kept under a hash of all of these, in the
user's folder for what can be made again: a byte that differs anywhere, and nothing is remembered. Never a
word about a file without its bytes having been read: size and time of change would be quicker, and can lie.

What is kept is written by `pickle`, which could run whatever a stranger puts there. So the folder must be
this user's own, as that of the modules that Python has compiled, and nothing is named in it but what stands
below. What is spoilt is made again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import stat
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from types import MethodType
from typing import IO, Any, TypeVar

from timeline.late import Late
from timeline.records import TableRow

Thing = TypeVar("Thing")

SMALLEST = 1 << 20
"""Bytes of `data/events.csv` from which on there is something to win: some thousands of events."""
LARGEST = 4 << 30
"""Bytes of all files up to which they are read only to see whether they are known."""
MOST = 3
"""States of projects that are remembered; the one that was wanted longest ago is forgotten first."""

_SEAL = 4
"""Bytes of the checksum at the end of a file."""
_PIECE = 1 << 20
_UNFINISHED = ".unfinished"
LONGEST = 3600
"""Seconds after which nobody writes any more what is not finished."""
_FOLDER = "treaty-timeline"
_PLACES = ("data", "seeds")
_PROGRAM = ("*.py", "*.html", "*.json", "*.js", "*.css")


def home() -> Path | None:
    """The user's folder for what programs can make again; None where there is none."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named) / _FOLDER
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / _FOLDER if os.path.isabs(local) else None
    try:
        return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / _FOLDER
    except RuntimeError:
        return None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the files of a project as they are at one moment."""

    folder: Path
    """Where; it need not be there yet."""

    def recall(self, name: str, sort: type[Thing]) -> Thing | None:
        """What was kept under that name; None if nothing was, or it is spoilt, or of another sort."""
        try:
            if not _is_own(self.folder):
                return None
            with (self.folder / name).open("rb") as file:
                thing = _Unpickler(file).load() if _is_sealed(file) else None
            os.utime(self.folder)
        except FileNotFoundError:
            return None
        except Exception:  # Whatever is wrong with it, what it held can be made again.
            thing = None
        if isinstance(thing, sort):
            return thing
        with suppress(OSError):
            (self.folder / name).unlink()
        return None

    def has(self, name: str) -> bool:
        """Whether something was kept under that name, spoilt or not."""
        return (self.folder / name).exists()

    def keep(self, name: str, thing: object) -> bool:
        """Keep something under that name, whole or not at all; whether that could be done."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self.folder):
                return False
            _forget(self.folder)
            _sweep(self.folder)
            handle, written = tempfile.mkstemp(_UNFINISHED, dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    sealing = _Sealing(file)
                    _Pickler(sealing, 5).dump(thing)
                    file.write(sealing.seal.to_bytes(_SEAL, "big"))
                os.replace(written, self.folder / name)
            except BaseException:
                Path(written).unlink(missing_ok=True)
                raise
        except Exception:  # No room, no right, or something that cannot be written down: so be it.
            return False
        return True


def memory(project: Path, at: Path | None = None) -> Memory | None:
    """What is remembered of a project as it is now; None where nothing can be, or need not be.

    `at` is the folder for all that is remembered, by default the user's own.
    """
    place = at or home()
    try:
        if place is None or (project / "data" / "events.csv").stat().st_size < SMALLEST:
            return None
        return Memory(place / _key(project))
    except (OSError, ValueError):
        return None


# ── the key ───────────────────────────────────────────────────────────────────────────────────────────────


def _key(project: Path) -> str:
    """A hash of the program, the project's place and all its files; ValueError if there can be none."""
    total = 0
    found = hashlib.sha256(f"{program()}\0{project.resolve()}".encode("utf-8", "surrogateescape"))
    for path in _files(project):
        with path.open("rb") as file:
            total += os.fstat(file.fileno()).st_size
            if total > LARGEST:
                raise ValueError("too much to read")
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        name = path.relative_to(project)
        found.update(f"\0{name}\0{digest}".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _files(project: Path) -> Iterator[Path]:
    """Every file that an edition can be made of; ValueError where one is not simply a file."""
    for place in _PLACES:
        for folder, folders, files in os.walk(project / place, onerror=_refuse):
            folders.sort()
            for name in sorted([*files, *folders]):
                mode = os.lstat(os.path.join(folder, name)).st_mode
                # What a link leads to can change without a byte of it changing.
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    raise ValueError("not a file")
            yield from (Path(folder, name) for name in sorted(files))


def _refuse(error: OSError) -> None:
    raise error


@lru_cache(maxsize=1)
def program() -> str:
    """A hash of this program and of what it stands on."""
    found = hashlib.sha256(f"{sys.version}\0{metadata.version('numpy')}".encode())
    ours = Path(__file__).parent
    for path in sorted(path for sort in _PROGRAM for path in ours.rglob(sort)):
        found.update(f"\0{path.relative_to(ours)}\0".encode() + path.read_bytes())
    return found.hexdigest()


# ── the folder ────────────────────────────────────────────────────────────────────────────────────────────


def _is_own(folder: Path) -> bool:
    """Whether nobody but this user can have written there."""
    if os.name != "posix":
        return True
    facts = [os.lstat(folder), os.lstat(folder.parent)]
    return all(fact.st_uid == os.getuid() and not fact.st_mode & 0o022 for fact in facts)


def _forget(folder: Path) -> None:
    """Make room for one that is new: only so many are remembered."""
    others = [other for other in folder.parent.iterdir() if other != folder and other.is_dir()]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[MOST - 1 :]:
        shutil.rmtree(other, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what was being written when a program was ended; what another one may be writing stays."""
    for one in folder.glob(f"*{_UNFINISHED}"):
        with suppress(OSError):
            if one.stat().st_mtime < time.time() - LONGEST:
                one.unlink()


class _Sealing:
    """A file that is written, with the checksum of what has been written so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seal = 0

    def write(self, piece: bytes) -> int:
        self.seal = zlib.crc32(piece, self.seal)
        return self._file.write(piece)


def _is_sealed(file: IO[bytes]) -> bool:
    """Whether a file is as it was written; it is read from its beginning next."""
    left = os.fstat(file.fileno()).st_size - _SEAL
    seal = 0
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        seal = zlib.crc32(piece, seal)
        left -= len(piece)
    whole = left == 0 and file.read(_SEAL) == seal.to_bytes(_SEAL, "big")
    file.seek(0)
    return whole


# ── how things are written down ───────────────────────────────────────────────────────────────────────────

_CACHED = type(lru_cache(maxsize=1)(lambda: None))
_FOREIGN = frozenset({"array", "collections", "functools.partial", "numpy", "pathlib"})
"""Modules, or names in them, that may stand in what is kept, beside those of this program."""


class _Pickler(pickle.Pickler):
    """Writes down what a large edition is made of; what was derived is left out, and is derived again."""

    def reducer_override(self, thing: Any) -> Any:
        sort = type(thing)
        if sort is _CACHED:
            return _cached, (thing.cache_parameters()["maxsize"], thing.__wrapped__)
        if sort is MethodType:
            return _method, (thing.__self__, thing.__name__)
        if sort is TableRow:
            return TableRow, (thing.line, dict(thing.cells), dict(thing.texts), thing._first)
        if isinstance(thing, Late) and (fetched := getattr(thing, "_fetched", None)):
            names = [field.name for field in fields(thing) if field.name != fetched[0]]  # type: ignore[arg-type]
            return _late, (sort, {name: getattr(thing, name) for name in names}, *fetched)
        if isinstance(thing, type) or not hasattr(thing, "__dict__") or not (left := _derived(sort)):
            return NotImplemented
        return _made, (sort,), {name: value for name, value in vars(thing).items() if name not in left}


class _Unpickler(pickle.Unpickler):
    """Reads it again, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        package = module.partition(".")[0]
        if package == "timeline" or package in _FOREIGN or f"{module}.{name}" in _FOREIGN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is remembered")


def _derived(sort: type) -> frozenset[str]:
    """What objects of a class keep once it is made."""
    held = {name: value for one in reversed(sort.__mro__) for name, value in vars(one).items()}
    return frozenset(name for name, value in held.items() if isinstance(value, cached_property))


def _made(sort: type[Thing]) -> Thing:
    return sort.__new__(sort)


def _cached(size: int | None, function: Callable[..., Any]) -> Callable[..., Any]:
    return lru_cache(maxsize=size)(function)


def _method(thing: object, name: str) -> Any:
    return getattr(thing, name)


def _late(sort: type[Thing], values: dict[str, Any], name: str, fetch: Callable[[], Any]) -> Thing:
    made = sort.__new__(sort)
    for field, value in values.items():
        object.__setattr__(made, field, value)
    object.__setattr__(made, "_fetched", (name, fetch))
    return made

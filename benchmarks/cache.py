"""What takes long to make is kept between runs: projects, and exports of them, in a folder that Git ignores.

A thing is kept under a name and the hash of all that it was made from. It comes to its place by being
renamed, so what lies there is whole; what an older program made is thrown away.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / ".cache"
"""Where everything is kept."""


def digest(files: Iterable[Path]) -> str:
    """A short hash of the contents of files."""
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(path.read_bytes())
    return made.hexdigest()[:12]


def place(name: str, key: str) -> Path:
    """Where the thing called `name`, made from what has the hash `key`, is or will be."""
    return FOLDER / f"{name}-{key}"


def kept(name: str, key: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name; `make` fills it when it is not there yet."""
    there = place(name, key)
    if not there.is_dir():
        unfinished = clear(name, key)
        make(unfinished)
        unfinished.rename(there)
    return there


def clear(name: str, key: str) -> Path:
    """Throw away what is kept under the name; an address beside it, for what is not whole yet."""
    FOLDER.mkdir(exist_ok=True)
    for older in FOLDER.glob(f"{name}-*"):
        shutil.rmtree(older)
    return FOLDER / f"{name}-{key}.partial"

"""Puts a file in place: whole or, when something goes wrong on the way, as it was.

Why beside and then in its place: a table is somebody's work, and a program that dies between opening a file
and closing it leaves half of it. Permissions stay; nothing else of the folder is touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Make `data`, in one piece or in many, what the file holds; a link goes on leading where it leads.

    Raises OSError, and whatever making the pieces raises: the file is then as it was.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if path.exists() and not path.is_file():
        with path.open("wb") as file:  # A device or a pipe: there is nothing to lose.
            file.writelines(pieces)
        return
    path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        if path.exists():
            shutil.copymode(path, name)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

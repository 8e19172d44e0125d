"""Puts volumes where a page without a server finds them: as scripts beside it, or inside it.

A page opened from a file may not fetch, but it may load a script: so a volume is a script of one line that
hands its content over, packed, as letters. Which scripts in the folder are ours says their own first line, so
that what an earlier export has left over can be removed, and nothing else ever is. The plain pages that need
no script are written in the same way.
"""

from __future__ import annotations

import gzip
import os
import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline import hands
from timeline.annals import OPENING, Annals
from timeline.check import Progress
from timeline.volumes import Volumes
from timeline.writing import replace

FOLDER = "volumes"
"""Where the scripts lie, beside the pages."""
WRITING = "Writing volumes"
"""What the progress is called."""
NEW = "new"
"""The folder in which they are written before it is known what the folder is called."""
DIGITS = 12
"""So many of a digest tell one edition from another."""
SEARCH = ("words",)
"""Stands for all volumes that are searched: how many there are is known when they are made."""
FEW = 500
"""Volumes up to which one process is enough."""
ANNALS = "annals"
"""Where the plain pages lie, beside the page."""
COPYING = "Writing plain pages"
"""What the progress is called."""
FEW_LEAVES = 20
"""Leaves up to which one process is enough."""
LOT = 16
"""Volumes that are written together: neighbours, which have dates and sources in common."""

_VERSION = re.compile(f"[0-9a-f]{{{DIGITS}}}|{NEW}")


@contextmanager
def shared(volumes: Volumes) -> Iterator[None]:
    """While volumes and plain pages are written, keep what they have in common."""
    with TemporaryDirectory() as folder:
        volumes.share(Path(folder))
        try:
            yield
        finally:
            volumes.close()


def beside(volumes: Volumes, folder: Path, progress: Progress, count: int | None = None) -> Path:
    """Write each volume as a script; their folder, which lies in this one. Raises OSError.

    The folder is called by what is in it: so a page that somebody has open never gets volumes of another
    edition, and no cache keeps those of an earlier one. `count` processes write, by default two where there
    is much to write.
    """
    new = folder / NEW
    new.mkdir(parents=True, exist_ok=True)
    general, special = list(volumes.general()), list(volumes.special())
    count = hands.hands(len(general) + len(special) > FEW) if count is None else count
    volumes.alone = count == 1
    # What others are made of comes before them; the words, which take longest, beside tiles and texts.
    stages = [[SEARCH, *hands.lots(general, LOT)], hands.lots(special, LOT)]
    files = hands.written(stages, partial(_write, volumes, new), count)
    digests = sorted(progress(files, WRITING, len(general) + len(special) + len(SEARCH)))
    version = sha256("".join(f"{file} {digest}\n" for file, digest in digests).encode()).hexdigest()
    there = folder / version[:DIGITS]
    there.mkdir(exist_ok=True)
    for file, _ in digests:
        os.replace(new / file, there / file)
    return there


def leaves(annals: Annals, folder: Path, progress: Progress, count: int | None = None) -> set[str]:
    """Write each plain page; the names of their files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(annals.names())
    count = hands.hands(annals.leaves > FEW_LEAVES) if count is None else count
    files = hands.written([hands.lots(names, LOT)], partial(_write_pages, annals, folder), count)
    return set(progress(files, COPYING, len(names)))


def _write_pages(annals: Annals, folder: Path, names: Iterable[str]) -> list[str]:
    files = []
    for name in names:
        replace(folder / name, annals.page(name).encode())
        files.append(name)
    return files


def _write(volumes: Volumes, folder: Path, names: Iterable[str]) -> list[tuple[str, str]]:
    """Write these volumes, each whole or not at all; their files, each with the digest of it."""
    files = []
    for name in volumes.searched() if names == SEARCH else names:
        file = f"{name}.js"
        script = f'{_opening(name)}{packed(volumes.content(name))}");\n'.encode()
        replace(folder / file, script)
        files.append((file, sha256(script).hexdigest()))
    if names == SEARCH:
        volumes.forget()
    volumes.settle()
    return files


def inside(volumes: Volumes, progress: Progress, without: tuple[str, ...] = ()) -> Iterator[bytes]:
    """Each volume as an element of a page that holds them all, but those whose names begin `without`."""
    for name in progress(volumes.names(), WRITING, len(volumes)):
        if not name.startswith(without):
            content = packed(volumes.content(name))
            yield f'<script type="application/gzip" data-volume="{name}">{content}</script>\n'.encode()


def clear(folder: Path, *, but: Path | None = None) -> None:
    """Remove the volumes of earlier exports from this folder and from those that were called by them.

    The folder `but` stays, where there is one.
    """
    if folder.is_dir():
        for inner in sorted(folder.iterdir()):
            if _VERSION.fullmatch(inner.name) and not inner.is_symlink() and inner != but:
                remove(inner)
    remove(folder)


def remove(folder: Path, *, but: Collection[str] = ()) -> None:
    """Remove what an earlier export left, but what has that name, and the folder if nothing is in it."""
    if not folder.is_dir():
        return
    for file in sorted((*folder.glob("*.js"), *folder.glob("*.html"))):
        if file.name not in but and _is_ours(file):
            file.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def packed(content: bytes) -> str:
    """What a volume holds as letters that nothing can mistake for markup; the same for the same content."""
    return b64encode(gzip.compress(content, 6, mtime=0)).decode()


def _opening(name: str) -> str:
    return f'TreatyTimeline.volume("{name}","'


def _is_ours(file: Path) -> bool:
    """Whether it is a volume or a plain page that we have written: it begins as one of that name does."""
    if file.is_symlink() or not file.is_file():
        return False
    opening = (OPENING if file.suffix == ".html" else _opening(file.stem)).encode()
    with file.open("rb") as script:
        return script.read(len(opening)) == opening

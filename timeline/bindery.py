"""Puts volumes where a page without a server finds them: as scripts beside it, or inside it.

A page opened from a file may not fetch, but it may load a script: so a volume is a script of one line that
hands its content over, packed, as letters. Which scripts in the folder are ours says their own first line, so
that what an earlier export has left over can be removed, and nothing else ever is. The plain pages that need
no script are written in the same way.
"""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import partial
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


def beside(volumes: Volumes, folder: Path, progress: Progress, count: int | None = None) -> set[str]:
    """Write each volume as a script; the names of their files. Raises OSError.

    `count` processes write, by default two where there is much to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    general, special = list(volumes.general()), list(volumes.special())
    count = hands.hands(len(general) + len(special) > FEW) if count is None else count
    with TemporaryDirectory() as shared:
        volumes.share(Path(shared), alone=count == 1)
        try:
            # What takes longest comes first, and what others are made of before them.
            stages = [[SEARCH, *hands.lots(general, LOT)], hands.lots(special, LOT)]
            files = hands.written(stages, partial(_write, volumes, folder), count)
            return set(progress(files, WRITING, len(general) + len(special) + len(SEARCH)))
        finally:
            volumes.close()


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


def _write(volumes: Volumes, folder: Path, names: Iterable[str]) -> list[str]:
    """Write these volumes, each whole or not at all; their files."""
    files = []
    for name in volumes.searched() if names == SEARCH else names:
        file = f"{name}.js"
        replace(folder / file, f'{_opening(name)}{packed(volumes.content(name))}");\n'.encode())
        files.append(file)
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


def remove(folder: Path, *, but: set[str]) -> None:
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

"""Puts volumes where a page without a server finds them: as scripts beside it, or inside it.

A page opened from a file may not fetch, but it may load a script: so a volume is a script of one line that
hands its content over, packed, as letters. Which scripts in the folder are ours says their own first line, so
that what an earlier export has left over can be removed, and nothing else ever is. The plain pages that need
no script are written in the same way.
"""

from __future__ import annotations

import gzip
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from timeline.annals import OPENING, Annals
from timeline.check import Progress
from timeline.volumes import Volumes
from timeline.writing import replace

FOLDER = "volumes"
"""Where the scripts lie, beside the pages."""
WRITING = "Writing volumes"
"""What the progress is called."""
HANDS = 2
"""Processes that write many volumes."""
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


def beside(volumes: Volumes, folder: Path, progress: Progress, hands: int | None = None) -> set[str]:
    """Write each volume as a script; the names of their files. Raises OSError.

    So many `hands` write, each a process: by default two where there is much to write, two processors to do
    it, and a system that can part a process in two.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = list(volumes.names())
    hands = _hands(len(names) > FEW) if hands is None else hands
    return _written(names, partial(_write, volumes, folder), progress, WRITING, hands)


def leaves(annals: Annals, folder: Path, progress: Progress, hands: int | None = None) -> set[str]:
    """Write each plain page; the names of their files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    hands = _hands(annals.leaves > FEW_LEAVES) if hands is None else hands
    return _written(list(annals.names()), partial(_write_pages, annals, folder), progress, COPYING, hands)


def _hands(many: bool) -> int:
    return HANDS if many and (os.cpu_count() or 1) > 1 else 1


Write = Callable[[Iterable[str]], list[str]]
"""Writes the things of these names; the names of their files."""


def _written(names: Sequence[str], write: Write, progress: Progress, what: str, hands: int) -> set[str]:
    """All of them written, by so many hands."""
    lots = [names[at : at + LOT] for at in range(0, len(names), LOT)]
    with ExitStack() as stack:
        if hands > 1 and "fork" in get_all_start_methods():
            pool = ProcessPoolExecutor(hands, get_context("fork"), initializer=_take, initargs=(write,))
            written = stack.enter_context(pool).map(_write_taken, lots)
        else:
            written = map(write, lots)
        files = chain.from_iterable(written)
        return set(progress(files, what, len(names)))


def _write_pages(annals: Annals, folder: Path, names: Iterable[str]) -> list[str]:
    files = []
    for name in names:
        replace(folder / name, annals.page(name).encode())
        files.append(name)
    return files


def _write(volumes: Volumes, folder: Path, names: Iterable[str]) -> list[str]:
    """Write these volumes, each whole or not at all; their files."""
    files = []
    for name in names:
        file = f"{name}.js"
        replace(folder / file, f'{_opening(name)}{packed(volumes.content(name))}");\n'.encode())
        files.append(file)
    return files


_TAKEN: list[Write] = []
"""How this process writes, if it is one of several: what is forked need not be packed, and cannot be."""


def _take(write: Write) -> None:
    _TAKEN.append(write)


def _write_taken(names: Iterable[str]) -> list[str]:
    return _TAKEN[0](names)


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

"""The page as static files: works from `file://`, offline, and asks nobody anything.

Styles of our own stand in the file itself; scripts of our own and the chart engine are two files beside it
(`assets/`), shared by both pages, so that a page is read and its first picture painted before any script is
looked at. Where one single file is wanted it holds both, packed, and the browser unpacks them. What stands in
a page is allowed by its hash in a Content-Security-Policy that forbids everything else. The policy is not the
one of `guard`: a file has no server that could frame it or be asked for more.
"""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from timeline import bindery, page, picture
from timeline.annals import Annals, Around
from timeline.attachments import FORMS, LARGE, forms
from timeline.check import Progress, silent
from timeline.edition import Edition
from timeline.errors import FileProblem
from timeline.languages import Language
from timeline.skeleton import engine
from timeline.volumes import Volumes, is_bound
from timeline.writing import replace

ENGINE = "assets/plotly.min.js"
"""Where the chart engine lies beside the pages."""
STYLE = "assets/annals.css"
"""Where the style sheet of the plain pages lies."""
SCRIPT = "assets/timeline.js"
"""Where our scripts lie beside the pages, all in one."""
HOST = "host_static.js"
"""The last of them."""
PLAIN = Around(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'\">"
    f'<link rel="stylesheet" href="../{STYLE}">',
    "../index.html",
)
"""What stands around each plain page: it runs no script and loads one style sheet."""
VOLUMES = "<!-- volumes -->"
"""Where they are put into a page that holds them; nobody's text can say this, since it is never markup."""


def export(
    edition: Edition,
    folder: Path | str,
    *,
    single: bool = False,
    publish: Literal["full", "quotes"] | None = None,
    language: Language | None = None,
    bound: bool | None = None,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write `index.html` (the whole page) and `chart.html` (the chart alone, for a frame) into `folder`.

    Beside them lie the engine and, for other programs, the citations and annotations of `attachments`; of an
    edition that is `bound` (by default one of more than `volumes.WHOLE` events, as a single file of more than
    `volumes.SINGLE`), its volumes in a folder, and in another one all of it as plain pages.
    `single` puts engine and volumes into each file and leaves the others out, so that one file is all it
    takes. `publish` says how much of the sources may leave the house: by default what each source's row
    allows; `quotes` narrows it for all; `full` overrides. `language` is the one in which the pages open, by
    default the project's. Raises `FileProblem` when the folder cannot be written. Returns the files, the
    whole page first, and the folders of plain pages and volumes last.
    """
    folder = Path(folder)
    binding = is_bound(edition, bound, single=single)
    volumes = Volumes(edition, publish, language, progress) if binding else None
    written: list[Path] = []
    before = _beside(folder)
    there: Path | None = None
    pages: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if volumes and not single:
            with bindery.shared(volumes):
                there = bindery.beside(volumes, folder / bindery.FOLDER, progress)
                annals = Annals(edition, PLAIN, publish, language, volumes.prove)
                pages = bindery.leaves(annals, folder / bindery.ANNALS, progress)
            written += [folder / bindery.FOLDER, folder / bindery.ANNALS]
            written.append(_write(folder / STYLE, "\n".join(map(page.asset, page.PLAIN_STYLES))))
        if not single:
            written.append(_write(folder / ENGINE, engine().read_text(encoding="utf-8")))
            written.append(_write(folder / SCRIPT, page.code(HOST)))
            for form in reversed(forms(edition)):
                written.append(folder / form.file)
                data = progress(form.data(edition), f"Writing {form.file}", form.count(edition))
                replace(folder / form.file, data)
        slots = _slots(single, there)
        parts: tuple[tuple[str, page.Part], ...] = (("chart.html", "chart"), ("index.html", "page"))
        for name, part in parts:
            text = page.html(edition, slots, publish=publish, part=part, language=language, volumes=volumes)
            written.append(folder / name)
            replace(folder / name, _pieces(text, volumes if single else None, part, progress))
        # Last of all: whoever opens the old page meanwhile still finds what it asks for.
        bindery.clear(folder / bindery.FOLDER, but=there)
        bindery.remove(folder / bindery.ANNALS, but=pages)
        for file in before - set(written):
            file.unlink(missing_ok=True)
            if file.parent != folder and file.parent.is_dir() and not any(file.parent.iterdir()):
                file.parent.rmdir()
    except OSError as problem:
        raise FileProblem(f"cannot write {problem.filename or folder}: {problem.strerror}") from problem
    return tuple(reversed(written))


def _beside(folder: Path) -> set[Path]:
    """The files that belong to a page of ours which is in the folder: it says their names."""
    try:
        text = (folder / "index.html").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return set()
    if 'id="_timeline"' not in text:
        return set()
    said = [form.file for form in (*FORMS, *LARGE) if f'href="{form.file}"' in text]
    said += [script for script in (ENGINE, SCRIPT) if f'src="{script}"' in text]
    # The plain pages name their style sheet, and the page names them.
    said += [STYLE] if f'href="{bindery.ANNALS}/' in text else []
    return {folder / name for name in said}


def _pieces(text: str, volumes: Volumes | None, part: page.Part, progress: Progress) -> Iterator[bytes]:
    """A page as bytes, with the volumes in their place where they are to stand in it."""
    head, _, foot = text.rpartition(VOLUMES)
    yield head.encode()
    if volumes:
        # The chart alone has no texts and no search.
        without = ("source-", "words", "postings-") if part == "chart" else ()
        yield from bindery.inside(volumes, progress, without)
    yield foot.encode()


def export_picture(
    edition: Edition,
    folder: Path | str,
    *,
    language: Language | None = None,
    progress: Progress = silent,
) -> Path:
    """Write `timeline.svg`, the picture with which the page opens, into `folder`; it takes no browser.

    Where the page holds only the foremost events, so does the picture, and grey strips say where the others
    lie. Raises `FileProblem` when the folder cannot be written.
    """
    path, events, density = Path(folder) / "timeline.svg", edition.chronology, None
    if is_bound(edition):
        volumes = Volumes(edition, progress=progress)
        events = [edition.chronology[place] for place in volumes.foremost.places.tolist()]
        density = volumes.density
    made = picture.svg(edition, language=language or edition.language, events=events, density=density)
    try:
        return _write(path, made)
    except OSError as problem:
        raise FileProblem(f"cannot write {problem.filename or path}: {problem.strerror}") from problem


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, text.encode())
    return path


def _slots(single: bool, volumes: Path | None) -> page.Slots:
    """Our scripts and the engine in the page, packed, or beside it, as the folder of volumes is."""
    code = engine().read_text(encoding="utf-8")
    allowed = [page.early(), code, page.code(HOST)] if single else [page.early()]
    allowing = policy(allowed, files_beside=not single)
    if single:
        foot = f'<script type="application/gzip" id="_engine">{_packed(code)}</script>'
        foot += f'<script type="application/gzip" id="_scripts">{_packed(page.code(HOST))}</script>'
    else:
        foot = f'<template id="_engine" data-src="{ENGINE}"></template>'
        foot += f'<template id="_scripts"><script src="{SCRIPT}"></script></template>'
    return page.Slots(
        head=f'<meta http-equiv="Content-Security-Policy" content="{allowing}">\n{page.head()}',
        foot=VOLUMES + foot,
        full_page="index.html",
        how="page" if single else "script",
        base=f"{bindery.FOLDER}/{volumes.name}/" if volumes else "",
        forms=not single,
        annals=f"{bindery.ANNALS}/" if volumes else "",
    )


def _packed(code: str) -> str:
    """A script as letters that no HTML can mistake, always the same for the same script."""
    return b64encode(gzip.compress(code.encode(), 9, mtime=0)).decode()


def policy(scripts: Iterable[str], *, files_beside: bool) -> str:
    """A Content-Security-Policy under which only these inline scripts run and nothing is ever fetched.

    Inline styles stay allowed: Plotly loses its layout without them.
    """
    allowed = ["'self'"] if files_beside else []
    allowed += map(page.permit, scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(allowed)}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "object-src 'none'",
        )
    )

"""A small, sound project to begin with: what `timeline init` writes.

Why real files in `starter_files/` and not strings: they can be opened, spell-checked and tested as what they
are, a project that passes `timeline check`. `datapackage.json` is made from `columns`, so it is never out of
date.
"""

from __future__ import annotations

import json
from pathlib import Path

from timeline.columns import datapackage
from timeline.errors import FileProblem

FILES = Path(__file__).parent / "starter_files"
"""The project that is copied."""


def begin(folder: Path | str) -> tuple[Path, ...]:
    """Write the starter project into a new or empty folder; the files written, in order.

    Raises FileProblem, and writes nothing, when the folder holds anything or cannot be made.
    """
    root = Path(folder)
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise FileProblem(f"{root} is not empty: name a new folder, nothing was written")
        title = root.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "My timeline"
        return tuple(sorted([*_copied(root), _described(root, title)]))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is impossible"
        raise FileProblem(f"{str(root)[:200]} cannot be written: {reason}") from error


def _copied(root: Path) -> list[Path]:
    written = []
    for source in sorted(FILES.rglob("*")):
        if source.is_file():
            target = root / source.relative_to(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Mode "x": whatever appeared there in the meantime is not overwritten.
            with target.open("xb") as file:
                file.write(source.read_bytes())
            written.append(target)
    return written


def _described(root: Path, title: str) -> Path:
    target = root / "data" / "datapackage.json"
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(datapackage(title), ensure_ascii=False, indent=2) + "\n")
    return target

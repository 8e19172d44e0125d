"""The project's title, out of `data/datapackage.json`.

Why there: a Tabular Data Package already has a place for it, and any other validator reads the same file. A
project without the file still opens, under its folder's name; a file that is no JSON is a fault with a place,
because whoever wrote it meant something by it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from timeline import sources
from timeline.decoding import Faults, decode
from timeline.errors import Finding
from timeline.sources import SourceProblem

FILE = "data/datapackage.json"
"""Path relative to the project."""
FILE_LIMIT = 1024 * 1024
"""Largest package description read, in bytes."""
TITLE_LIMIT = 200
"""Longest title, in characters."""


def title(project: Path) -> tuple[str, tuple[Finding, ...]]:
    """The title of a project and what is wrong with it; the folder's name where there is none."""
    faults = Faults(FILE)
    fallback = project.resolve().name or "Timeline"
    try:
        path = sources.safe_path(project, "datapackage.json", "data")
        if not path.exists():
            message = f"there is no data package: the timeline is called “{fallback}”"
            faults.warn("title-missing", (1, 1), message, f'write {{"title": "…"}} into {FILE}')
            return fallback, faults.findings()
        decoded = decode(sources.read_bytes(path, FILE_LIMIT), FILE)
    except SourceProblem as problem:
        faults.add(problem.code, (1, 1), problem.message, problem.hint)
        return fallback, faults.findings()
    found = _title(decoded.text, faults)
    return found or fallback, tuple(sorted(decoded.findings + faults.findings()))


def _title(text: str, faults: Faults) -> str:
    """The title that the JSON gives, or nothing and a fault."""
    try:
        package = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        faults.add("bad-json", (error.lineno, error.colno), f"this is not JSON: {error.msg}")
        return ""
    except (RecursionError, ValueError):
        faults.add("bad-json", (1, 1), "this JSON is nested too deeply or holds an impossible number")
        return ""
    value = package.get("title") if isinstance(package, dict) else None
    if not isinstance(value, str) or not value.strip():
        faults.warn("title-missing", (1, 1), "the data package has no title", 'add "title": "…"')
        return ""
    # A lone surrogate, legal in JSON, cannot be written to any page.
    clean = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", value).split())
    if len(clean) > TITLE_LIMIT:
        faults.warn(
            "title-too-long",
            (1, 1),
            f"the title has {len(clean):,} characters",
            f"at most {TITLE_LIMIT} are shown",
        )
        clean = clean[: TITLE_LIMIT - 1] + "…"
    return clean

"""What is said of the project as a whole, out of `data/datapackage.json`: title, order of kinds, language.

Why there: a Tabular Data Package already has a place for the title, allows further properties, and any other
validator reads the same file. A project without the file still opens, under its folder's name; a file that is
no JSON is a fault with a place, because whoever wrote it meant something by it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline import sources
from timeline.decoding import Faults, decode
from timeline.errors import Finding
from timeline.languages import LANGUAGES, Language
from timeline.sources import SourceProblem

FILE = "data/datapackage.json"
"""Path relative to the project."""
FILE_LIMIT = 1024 * 1024
"""Largest package description read, in bytes."""
TITLE_LIMIT = 200
"""Longest title, in characters."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is said of a project as a whole."""

    title: str
    """One line; the folder's name where the file gives none."""
    kinds: tuple[str, ...] = ()
    """Kinds of events in the order of their lanes and colours, as far as the curator has decided it."""
    language: Language = "en"
    """In which the curator writes, and in which the page opens."""


def read(project: Path) -> tuple[Package, tuple[Finding, ...]]:
    """What the data package of a project says, and what is wrong with it."""
    faults = Faults(FILE)
    fallback = project.resolve().name or "Timeline"
    try:
        path = sources.safe_path(project, "datapackage.json", "data")
        if sources.status(path) is None:
            message = f"there is no data package: the timeline is called “{fallback}”"
            faults.warn("title-missing", (1, 1), message, f'write {{"title": "…"}} into {FILE}')
            return Package(fallback), faults.findings()
        decoded = decode(sources.read_bytes(path, FILE_LIMIT), FILE)
    except SourceProblem as problem:
        faults.add(problem.code, (1, 1), problem.message, problem.hint)
        return Package(fallback), faults.findings()
    package = _parsed(decoded.text, faults)
    found = Package(_title(package, faults) or fallback, _kinds(package, faults), _language(package, faults))
    return found, tuple(sorted(decoded.findings + faults.findings()))


def _parsed(text: str, faults: Faults) -> Any:
    """The JSON, or None and a fault."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        faults.add("bad-json", (error.lineno, error.colno), f"this is not JSON: {error.msg}")
    except (RecursionError, ValueError):
        faults.add("bad-json", (1, 1), "this JSON is nested too deeply or holds an impossible number")
    return None


def _kinds(package: Any, faults: Faults) -> tuple[str, ...]:
    """The kinds in their order; a list of anything else is a fault of form that costs only the order."""
    value = package.get("kinds", []) if isinstance(package, dict) else []
    if not isinstance(value, list) or not all(isinstance(kind, str) for kind in value):
        faults.warn("bad-kinds", (1, 1), "“kinds” is not a list of texts", 'write "kinds": ["treaty", "war"]')
        return ()
    return tuple(dict.fromkeys(value))


def _language(package: Any, faults: Faults) -> Language:
    """The language of the project; one that the page does not speak costs only that."""
    value = package.get("language", "en") if isinstance(package, dict) else "en"
    for language in LANGUAGES:
        if value == language:
            return language
    known = ", ".join(f"“{language}”" for language in LANGUAGES)
    message = "“language” is none that the page speaks; it opens in English"
    faults.warn("bad-language", (1, 1), message, f"use one of {known}")
    return "en"


def _title(package: Any, faults: Faults) -> str:
    """The title that the package gives, or nothing and a warning."""
    if package is None:
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

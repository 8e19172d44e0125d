"""Writes the lock: the curator has looked, and the quotes stand where they now stand.

Only what is proven is accepted. A quote that no longer stands exactly keeps its old line, so that the check
goes on to tell what broke it; no command makes a broken quote pass.
"""

from __future__ import annotations

import os
from pathlib import Path

from timeline import lock, sources
from timeline.check import Progress, Report, check, silent
from timeline.errors import FileProblem
from timeline.lock import Anchor
from timeline.sources import SourceProblem


def accept(project: Path | str, progress: Progress = silent) -> Report:
    """Write where each exact quote of the project stands, and judge it anew; raises FileProblem."""
    report = check(project, progress)
    root = Path(project)
    text = lock.written(_anchors(report))
    try:
        path = sources.safe_path(root, lock.NAME, "data")
        if path.is_file() and path.read_bytes() == text.encode():
            return report
        beside = path.with_name(f".{path.name}.new")
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except SourceProblem as problem:
        raise FileProblem(f"cannot write {lock.FILE}: {problem.message}") from problem
    except OSError as problem:
        raise FileProblem(f"cannot write {lock.FILE}: {problem.strerror}") from problem
    return check(project, progress)


def _anchors(report: Report) -> list[Anchor]:
    """The quotes as they stand, and those that do not as they last stood."""
    hashes = {source.id: source.sha256 for source in report.sources}
    found = [
        Anchor(passage.id, hashes[passage.source], passage.start, passage.end, passage.tier)
        for passage in report.passages
    ]
    kept = [anchor for name, anchor in report.lock.anchors.items() if name in report.unproven]
    return found + kept

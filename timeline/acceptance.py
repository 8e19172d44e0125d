"""Writes the lock: the curator has looked, and the quotes stand where they now stand.

All or nothing: with any other error in the data nothing is written, so that the check goes on to tell what
broke a quote and where it stood. No command makes a broken quote pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timeline import lock, sources
from timeline.check import Progress, Report, check, silent
from timeline.errors import FileProblem, Finding
from timeline.lock import Anchor
from timeline.rules_of_changes import CHANGED
from timeline.sources import SourceProblem
from timeline.writing import replace


def accept(project: Path | str, progress: Progress = silent) -> Report:
    """Write where each quote of the project stands, and judge it anew; raises FileProblem.

    Nothing is written, and the report is that of before, while something hinders it.
    """
    report = check(project, progress)
    root = Path(project)
    try:
        # A lock that leads elsewhere is told as that, whatever else there is.
        path = sources.safe_path(root, lock.NAME, "data")
        if hindrances(report):
            return report
        data = lock.written(_anchors(report)).encode()
        if path.is_file() and path.read_bytes() == data:
            return report
        replace(path, data)
    except SourceProblem as problem:
        raise FileProblem(f"cannot write {lock.FILE}: {problem.message}") from problem
    except OSError as problem:
        raise FileProblem(f"cannot write {lock.FILE}: {problem.strerror}") from problem
    return check(project, progress)


def hindrances(report: Report) -> tuple[Finding, ...]:
    """The errors for which nothing is accepted: all but those that accepting mends."""
    return tuple(
        finding
        for finding in report.findings
        if finding.severity == "error" and finding.code != CHANGED and finding.file != lock.FILE
    )


def _anchors(report: Report) -> Iterator[Anchor]:
    hashes = {source.id: source.sha256 for source in report.sources}
    for passage in report.passages:
        yield Anchor(passage.id, hashes[passage.source], passage.start, passage.end, passage.tier)

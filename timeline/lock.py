"""The lock: where every quote stood when the curator last said that it stands there.

Why beside the tables: what a person writes and what the program writes never share a file. The lock holds
machine output only, is committed, and is written by `timeline check --accept` alone. It proves nothing (each
check finds every quote anew); it lets the check see that a source has changed since, and what that did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline import cells, sources
from timeline.decoding import Faults
from timeline.errors import Finding, short
from timeline.sheets import Sheet
from timeline.sources import SourceProblem

NAME = "passages.lock.csv"
FILE = f"data/{NAME}"
"""Path relative to the project."""

COLUMNS = ("passage", "source_sha256", "start", "end", "tier")

ACCEPT = "timeline check --accept"
"""The command that writes the lock."""

_NUMBER = re.compile("[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where one quote stood."""

    passage: str
    """Id of the row of `passages.csv`."""
    source_sha256: str
    """Of the bytes of the source, 64 hexadecimal digits."""
    start: int
    """First code point of the passage in the raw text."""
    end: int
    """End, exclusive."""
    tier: str
    """How much presentation had to be forgiven: `identity`, `layout`, … or `elided`."""
    line: int = 0
    """Where it stands in the file; 0 if it does not yet."""

    @property
    def place(self) -> tuple[str, int, int, str]:
        """All that may change."""
        return self.source_sha256, self.start, self.end, self.tier


@dataclass(frozen=True, slots=True)
class Lock:
    """All anchors, as read from the file."""

    anchors: Mapping[str, Anchor]
    """By id of passage."""
    findings: tuple[Finding, ...] = ()
    """Why the file could not be read, or a line of it."""
    exists: bool = False
    """False for a project of which nothing was ever accepted."""


def read(project: Path) -> Lock:
    """The lock of a project; one that is not there is empty, and one that cannot be read has findings."""
    faults = Faults(FILE)
    try:
        path = sources.safe_path(project, NAME, "data")
        if sources.status(path) is None:
            return Lock({})
        scan = cells.scan(sources.read_bytes(path, cells.FILE_LIMIT), FILE)
    except SourceProblem as problem:
        faults.add(problem.code, (1, 1), problem.message, problem.hint)
        return Lock({}, faults.findings(), exists=True)
    lines = scan.lines()
    header = next(lines, None)
    if header is None or tuple(header.texts) != COLUMNS:
        _broken(faults, 1, "the header is not " + ",".join(COLUMNS))
        return Lock({}, faults.findings(), exists=True)
    sheet = Sheet(scan.data, scan.separator, {name: at for at, name in enumerate(COLUMNS)}, COLUMNS[0])
    for line in lines:
        texts = line.texts
        if len(texts) != len(COLUMNS) or not _NUMBER.fullmatch(texts[2]) or not _NUMBER.fullmatch(texts[3]):
            _broken(faults, line.number, f"this is no line of a lock: “{short(','.join(texts))}”")
        else:
            sheet.add(line)
    for number, _ in sheet.lookup.doubled():
        _broken(faults, sheet.line(number), f"“{short(sheet.name(number))}” stands here a second time")
    return Lock(_Anchors(sheet), tuple(sorted({*scan.findings(), *faults.findings()})), exists=True)


class _Anchors(Mapping[str, Anchor]):
    """The anchors of a lock, each read when it is asked for; a second one of the same name does not count."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __getitem__(self, name: str) -> Anchor:
        number = self._sheet.lookup.find(name)
        if number < 0:
            raise KeyError(name)
        texts = self._sheet.texts(number)
        return Anchor(name, texts[1], int(texts[2]), int(texts[3]), texts[4], self._sheet.line(number))

    def __iter__(self) -> Iterator[str]:
        doubled = {number for number, _ in self._sheet.lookup.doubled()}
        for number, (name,) in enumerate(self._sheet.columns(COLUMNS[:1])):
            if number not in doubled:
                yield name

    def __len__(self) -> int:
        return len(self._sheet) - sum(1 for _ in self._sheet.lookup.doubled())


def _broken(faults: Faults, line: int, message: str) -> None:
    faults.add("lock-broken", (line, 1), message, f"nobody edits this file; write it anew: {ACCEPT}")


def written(anchors: Iterable[Anchor]) -> str:
    """The file that holds these anchors, by id, so that a changed table moves no line."""
    # No sign of an id sorts before a comma, so lines in order are ids in order.
    lines = sorted(f"{row.passage},{row.source_sha256},{row.start},{row.end},{row.tier}\n" for row in anchors)
    return "".join((",".join(COLUMNS), "\n", *lines))

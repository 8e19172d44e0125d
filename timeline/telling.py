"""What the command line says of findings, as text; and whatever comes from data made harmless for a terminal.

An escape sequence in a cell could otherwise rewrite the screen, or the window's title. Apart from the command
line, which prints it.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from timeline.errors import Finding

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
FEW = 5
"""Warnings of one sort that are told each; of more, only how many."""
ALL = "timeline check --all"
"""The command that tells each."""
_GITHUB = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}


def terminal(text: str) -> str:
    """`text` with every character that could steer a terminal, or hide in it, written as an escape."""
    return _UNPRINTABLE.sub(lambda match: _escape(match.group()), text)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def as_json(value: object, encoding: str | None) -> str:
    """JSON that can be read, Russian and Chinese too, if the encoding has their letters; else all in ASCII.

    Whatever could steer a terminal, and half a surrogate pair, is an escape of JSON: the text stays valid.
    """
    text = "\n".join(
        _UNPRINTABLE.sub(lambda match: json.dumps(match.group())[1:-1], line)
        for line in json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    )
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=2)
    return text


def github(finding: Finding, project: str) -> str:
    """A workflow command: an annotation at the line, in the review of a change.

    GitHub looks for the file from the folder in which the command runs, which is seldom the project's.
    """
    try:
        file = Path(os.path.relpath(Path(project, finding.file))).as_posix()
    except ValueError:  # On another drive than the current folder.
        file = Path(project, finding.file).as_posix()
    text = finding.message + (f"\n{finding.hint}" if finding.hint else "")
    place = f"file={_property(file)},line={finding.line},col={finding.column}"
    data = "".join(_GITHUB[c] if c in "%\r\n" else c for c in "\n".join(map(terminal, text.split("\n"))))
    return f"::{finding.severity} {place},title={finding.code}::{data}"


def as_lines(findings: Iterable[Finding], *, every: bool = False) -> Iterator[str]:
    """The findings for a terminal, hints below; of many warnings of one sort a few, unless `every` is wanted.

    Errors all stand, since each is to be mended; that a hundred events have one source is one thing to know.
    """
    told: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for finding in findings:
        if finding.severity == "warning" and told[finding.code] == FEW and not every:
            left[finding.code] += finding.count
            continue
        told[finding.code] += finding.severity == "warning"
        place = f"{finding.file}:{finding.line}:{finding.column}"
        yield f"{terminal(place)}: {finding.severity}[{finding.code}]: {terminal(finding.message)}"
        if finding.hint:
            yield f"    {terminal(finding.hint)}"
    for code, count in sorted(left.items()):
        more = f"{count:,} more warning{'' if count == 1 else 's'}"
        yield f"… and {more} [{code}] (see them: {ALL})"


def as_record(finding: Finding) -> dict[str, object]:
    """A finding for JSON; how many faults it stands for is said where they are many."""
    record = asdict(finding)
    if finding.count == 1:
        del record["count"]
    return record


def _property(text: str) -> str:
    return "".join(_GITHUB.get(character, character) for character in terminal(text))


def summary(counts: dict[str, int], findings: Sequence[Finding], *, recorded: bool = True) -> str:
    """What was read, and how many faults there are, in one line; or that no lock records it yet."""
    held = ", ".join(f"{number:,} {name if number != 1 else name[:-1]}" for name, number in counts.items())
    errors = sum(finding.count for finding in findings if finding.severity == "error")
    warnings = sum(finding.count for finding in findings) - errors
    note = "" if recorded or not counts["passages"] else " (to record where: timeline check --accept)"
    told = [
        f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n
    ]
    if errors:
        return f"{held}: {' and '.join(told)}"
    return f"{held}: {'; '.join(['every quote stands in its source', *told])}{note}"

"""What can go wrong, told so that a person can mend it.

    TimelineError            anything told to the user: one line, never a traceback
    ├── FileProblem          a folder or file is missing or cannot be read  (exit 2)
    ├── DateError            a written date that means nothing; also a ValueError
    └── Unsound              the data have findings; carries all of them    (exit 1)

Faults in the data are values (`Finding`), so that one fault never hides the next. Exceptions are for
what stops the work. A bug in this program is neither: it stays an ordinary exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class TimelineError(Exception):
    """Base of everything that is told to the user; its text is the whole message."""


class FileProblem(TimelineError):
    """A file or folder that the command needs is missing, unreadable or in the way."""


class DateError(TimelineError, ValueError):
    """A written date that has no meaning, with the place where the reading stopped."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(f"{reason}, at character {position + 1} of “{text}”")
        self.text = text
        """The date as written."""
        self.position = position
        """Where the reading stopped: code points from the start, 0-based."""
        self.reason = reason
        """Why, in plain words: “month 13 does not exist”."""

    def __reduce__(self) -> tuple[type[DateError], tuple[str, int, str]]:
        # An exception is else rebuilt from its message alone: another process could not send it back.
        return type(self), (self.text, self.position, self.reason)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault in the data: where it is, what it is, and how to mend it."""

    file: str
    """Path relative to the project, with forward slashes: `data/events.csv`."""
    line: int
    """Physical line, from 1."""
    column: int
    """Character in that line, from 1."""
    code: str
    """Stable name of the rule that was broken: `quote-missing`."""
    severity: Severity
    """`error` stops the edition, `warning` does not."""
    message: str
    """What is wrong, in one sentence without a full stop."""
    hint: str = ""
    """What to do about it; may be empty."""
    count: int = 1
    """How many faults it stands for: more than one where many of a sort are told as one."""


class Unsound(TimelineError):
    """The data have findings of severity `error`; nothing may be drawn from them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        """All findings, warnings too, sorted by file, line and column."""
        errors = sum(finding.count for finding in self.findings if finding.severity == "error")
        first = next((f for f in self.findings if f.severity == "error"), None)
        where = f"; the first: {first.file}:{first.line}:{first.column}: {first.message}" if first else ""
        super().__init__(f"{errors} error{'' if errors == 1 else 's'} in the data{where}")


def short(text: str, limit: int = 60) -> str:
    """At most `limit` characters in one line, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"

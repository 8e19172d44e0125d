"""What of a source may be shown when only its quotes may: the quotes, with a sentence around them.

Why a room of its own: the reader shows these stretches and the tests guard them (`tests/leaks.py`), so the
two can never disagree about where a stretch ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from timeline.passages import sentence

Publish = Literal["full", "quotes", "none"]
"""How much of a source may be shown: all of it, its quotes with a little context, or nothing."""


def allowed(row: str, host: Publish | None) -> Publish:
    """What may be shown of a source: what its row says, unless the host says otherwise.

    `quotes` from a host narrows and never widens; only `full` widens.
    """
    if host == "quotes" and row == "none":
        return "none"
    return host if host is not None else row  # type: ignore[return-value]


class Placed(Protocol):
    """Anything that stands somewhere in a raw text; passages do."""

    @property
    def start(self) -> int:
        """First code point, 0-based."""

    @property
    def end(self) -> int:
        """One past the last code point."""


def shown(text: str, passages: Iterable[Placed], publish: Publish) -> list[tuple[int, int]]:
    """What may be shown of a text, as (start, end) from top to bottom: all, its stretches, or nothing."""
    if publish == "quotes":
        return stretches(text, passages)
    return [(0, len(text))] if publish == "full" else []


def stretches(text: str, passages: Iterable[Placed]) -> list[tuple[int, int]]:
    """The passages with their context as (start, end), from top to bottom, the order of `passages` aside.

    Stretches that touch, overlap or have only white space between them are one.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(sentence(text, passage.start, passage.end) for passage in passages):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged

"""How a long loop shows how far it is, without knowing to whom: a terminal shows a bar, all else nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Progress(Protocol):
    """Wraps a long loop, so that a terminal can show how far it is; the things come out unchanged."""

    def __call__(self, things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
        """Yields `things`, of which there are `total`, while showing `label`."""


def silent(things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
    """The progress that shows nothing."""
    return things

"""Several processes that write side by side, stage after stage.

Why processes, and forked: an edition is gigabytes that nobody should copy or pack; a process that is parted
in two has it already. Where a system cannot do that, or one hand is enough, all is done in this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

HANDS = 2
"""Processes that write where there is much to write."""

Lot = Sequence[str]
"""Names of what is written together."""
Made = TypeVar("Made")
"""What is told of each thing that has been written."""


def hands(many: bool) -> int:
    """How many processes there should be, where there is much to write, or little."""
    return min(HANDS, os.cpu_count() or 1) if many and "fork" in get_all_start_methods() else 1


def written(
    stages: Iterable[Iterable[Lot]], write: Callable[[Lot], list[Made]], count: int
) -> Iterator[Made]:
    """What is told of all lots, written by so many processes; a stage begins when the last one is done."""
    with ExitStack() as stack:
        if count > 1 and "fork" in get_all_start_methods():
            pool = ProcessPoolExecutor(count, get_context("fork"), initializer=_take, initargs=(write,))
            stack.enter_context(pool)
            for lots in stages:
                for made in pool.map(_write_taken, lots):
                    yield from made
        else:
            for lots in stages:
                for lot in lots:
                    yield from write(lot)


def lots(names: Sequence[str], size: int) -> list[Lot]:
    """Names in lots of that size: neighbours, which have dates and sources in common."""
    return [names[at : at + size] for at in range(0, len(names), size)]


_TAKEN: list[Callable[[Lot], list[Any]]] = []
"""How this process writes, if it is one of several: what is forked need not be packed, and cannot be."""


def _take(write: Callable[[Lot], list[Any]]) -> None:
    _TAKEN.append(write)


def _write_taken(lot: Lot) -> list[Any]:
    return _TAKEN[0](lot)

"""Contests of pure functions, in this process: quotes found a second, and how any such thing is timed,
beside packages of others too.

Every turn gets texts that nobody has seen before, so that no cache answers.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn
from timeline.passages import Selector, locate

PEERS = Path(__file__).resolve().parent / ".peers"
"""Where `make bench` has pip put the packages to compare with; ignored by Git."""

Thing = TypeVar("Thing")

RATES = (Metric("µs each", 1), Metric("a second"))
"""Columns of everything that `timed` measures."""


def finding_quotes(project: Path) -> Contest:
    """Quotes located in the sources of an invented project, beside `str.find`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((project / "seeds").iterdir())]
    numbers = itertools.count()

    def fresh() -> list[tuple[str, str]]:
        """Quote and text; the texts are new to every cache."""
        stamp = f"\nTurn {next(numbers)}.\n"
        return [
            (paragraph.removesuffix(" Nothing more is known of it."), text + stamp)
            for text in texts
            for paragraph in text.strip().split("\n\n")
        ]

    def turn(find: Callable[[tuple[str, str]], object], change: Callable[[str], str] = str) -> Turn:
        async def take() -> Sample:
            return timed(find, [(change(quote), text) for quote, text in fresh()])

        return take

    return Contest(
        "quotes",
        "Quotes found in their sources",
        "Processor time of this process. A thousand quotes of about thirty words in ten texts of 20,000 "
        "characters that no cache knows. The floor finds only what is identical, and does not see whether it "
        "stands there twice.",
        RATES,
        (
            Contestant("locate, as copied", turn(lambda pair: _located(*pair))),
            Contestant(
                "locate, white space differs",
                turn(lambda pair: _located(*pair), lambda q: q.replace(" ", "\u00a0\n")),
            ),
            Contestant("floor: str.find", turn(lambda pair: pair[1].find(pair[0]))),
        ),
        warm=True,
    )


def _located(quote: str, text: str) -> int:
    found = locate(Selector(quote), text)
    if found.status != "exact" or found.start is None:
        raise Invalid(f"a quote was {found.status}: {quote[:60]!r}")
    return found.start


def timed(act: Callable[[Thing], object], things: Sequence[Thing]) -> Sample:
    """Processor time that one thing takes, in microseconds, and how many are done in a second."""
    began = time.process_time()
    for thing in things:
        act(thing)
    each = (time.process_time() - began) / len(things)
    return {"µs each": [each * 1e6], "a second": [1 / each]}


def package(name: str) -> Any:
    """A package to compare with; raises `Invalid` where it is not installed."""
    if str(PEERS) not in sys.path:
        sys.path.append(str(PEERS))
    try:
        return import_module(name)
    except ImportError as problem:
        raise Invalid(f"the package {name} is not installed; `make bench` does it") from problem

"""Contests of pure functions, in this process: dates read a second, quotes found a second.

Every turn gets dates and texts that nobody has seen before, so that no cache answers.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn
from timeline import dates
from timeline.passages import Selector, locate

PEERS = Path(__file__).resolve().parent / ".peers"
"""Where `make bench` has pip put the package to compare with; ignored by Git."""

Thing = TypeVar("Thing")

RATES = (Metric("µs each", 1), Metric("a second"))

FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day}",
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day}~",
    lambda day: f"{day:%Y-%m}/{day + timedelta(days=400)}",
    lambda day: f"{day}?",
    lambda day: f"{day - timedelta(days=900)}/{day}",
)
"""A day, a month, about a day, intervals, perhaps a day: what history is dated with."""


def _dates() -> Iterator[str]:
    """Different EDTF texts, some hundred thousand of them; months come again only after a whole round."""
    days = (date(1600, 1, 1) + timedelta(days=number) for number in itertools.cycle(range(150_000)))
    return (FORMS[number % len(FORMS)](day) for number, day in enumerate(days))


def reading_dates() -> Contest:
    """EDTF texts read, beside the EDTF package on PyPI and a reader of plain ISO days as the floor."""
    supply = _dates()
    sys.path.append(str(PEERS))
    try:
        parse_edtf = import_module("edtf").parse_edtf
    except ImportError as problem:
        raise Invalid("the package edtf is not installed; `make bench` does it") from problem

    def theirs(text: str) -> Any:
        found = parse_edtf(text)
        return found.lower_strict(), found.upper_strict()

    def turn(read: Callable[[str], object], count: int) -> Turn:
        async def take() -> Sample:
            return _timed(read, list(itertools.islice(supply, count)))

        return take

    return Contest(
        "dates",
        "Dates read, with both bounds",
        "Processor time of this process. Days, months, approximate days and intervals in EDTF, no text "
        "twice. The floor reads only the first ten characters, as a plain day.",
        RATES,
        (
            Contestant("timeline.dates.parse", turn(dates.parse, 5_000)),
            Contestant("edtf 5 (PyPI)", turn(theirs, 60)),
            Contestant("floor: date.fromisoformat", turn(_plain, 5_000)),
        ),
        warm=True,
    )


def _plain(text: str) -> date:
    return date.fromisoformat((text[:7] + "-01") if text[7:8] in ("/", "") else text[:10])


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
            return _timed(find, [(change(quote), text) for quote, text in fresh()])

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


def _timed(act: Callable[[Thing], object], things: Sequence[Thing]) -> Sample:
    began = time.process_time()
    for thing in things:
        act(thing)
    each = (time.process_time() - began) / len(things)
    return {"µs each": [each * 1e6], "a second": [1 / each]}

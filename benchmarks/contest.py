"""A contest: several contestants do the same thing in interleaved rounds, and medians are kept.

Why interleaved: on a shared machine the noise comes in waves of seconds. Whoever is measured in one block may
get all of a wave; taken in turns, everybody gets some of it, and ratios stay true where milliseconds do not.

Who fails takes no further turn; the table says so, and why.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

Sample = Mapping[str, Sequence[float]]
"""What one turn gave: measure → one value or several; infinite where it was given up."""

Turn = Callable[[], Awaitable[Sample]]
"""Takes one turn. Raises `Invalid` rather than give a figure of something that did not happen."""

DNF = math.inf
"""A value that somebody was too slow to reach."""


class Invalid(Exception):
    """A turn that must not be counted: nothing on the page, a failed command, a missing peer."""


class TooSlow(Invalid):
    """A turn that was given up: a result, not a fault."""

    def __init__(self, why: str, reached: Sample | None = None) -> None:
        super().__init__(why)
        self.reached = reached or {}
        """What it gave before."""


def p95(values: Sequence[float]) -> float:
    """The value that 95 in a hundred do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of the table."""

    name: str
    """Heading, with the unit: `CPU ms`."""
    digits: int = 0
    """Digits behind the point."""
    measure: str = ""
    """Which values of a sample it is made of; those of its own name when empty."""
    of: Callable[[Sequence[float]], float] = median
    """What it makes of them."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One row of the table."""

    name: str
    """As the table says it."""
    turn: Turn
    """Takes one turn."""
    ready: Callable[[], Awaitable[None]] | None = None
    """Makes all that it needs before anybody's first turn, and none of it counts; raises `Invalid`, too."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One table, or several of the same turns."""

    key: str
    """Short name for the command line: `start`."""
    title: str
    """Heading of the table."""
    how: str
    """What is measured, from which moment to which, in a sentence or three."""
    metrics: tuple[Metric, ...]
    """Columns; ratios are made of the first."""
    contestants: tuple[Contestant, ...]
    """Rows. The first is ours, and every ratio is against it."""
    rounds: int = 5
    """How often everybody takes a turn."""
    warm: bool = False
    """Whether a round that does not count comes first, so that nobody alone pays for a cold disk."""


@dataclass(frozen=True, slots=True)
class Result:
    """A contest that has been held."""

    contest: Contest
    """Which."""
    samples: Mapping[str, Mapping[str, Sequence[float]]]
    """Contestant → measure → all values."""
    given_up: Mapping[str, Invalid]
    """Contestant → why it took no further turn."""
    seconds: float
    """How long it took."""
    load: tuple[float, float]
    """The machine's load average over a minute, before and after."""

    def value(self, contestant: str, metric: Metric) -> float | None:
        """The figure; None where the contestant has none, infinite where it did not reach one."""
        values = self.samples.get(contestant, {}).get(metric.measure or metric.name, ())
        if values:
            return metric.of(values)
        first = metric is self.contest.metrics[0]
        return DNF if first and isinstance(self.given_up.get(contestant), TooSlow) else None

    @property
    def faults(self) -> dict[str, Invalid]:
        """Who failed otherwise than by being slow."""
        return {name: why for name, why in self.given_up.items() if not isinstance(why, TooSlow)}


@dataclass(slots=True)
class _Tally:
    """What has been counted so far."""

    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, contestant: str, sample: Sample) -> None:
        measures = self.values.setdefault(contestant, {})
        for measure, values in sample.items():
            measures.setdefault(measure, []).extend(values)


async def hold(contest: Contest, rounds: int | None, say: Callable[[str], None]) -> Result:
    """Hold a contest, with another number of rounds if one is given; whatever fails, the others go on."""
    tally, began, before = _Tally(), time.monotonic(), os.getloadavg()[0]
    planned, given_up = rounds or contest.rounds, dict[str, Invalid]()
    for contestant in contest.contestants:
        if contestant.ready:
            say(f"{contest.title}: {contestant.name} gets ready")
            try:
                await contestant.ready()
            except Exception as reason:
                _give_up(contestant.name, reason, given_up, tally)
    for number in range(0 if contest.warm else 1, planned + 1):
        for contestant in contest.contestants:
            if contestant.name in given_up:
                continue
            say(f"{contest.title}: round {number} of {planned}, {contestant.name}")
            try:
                sample = await contestant.turn()
            except Exception as reason:
                _give_up(contestant.name, reason, given_up, tally)
            else:
                if number:
                    tally.add(contestant.name, sample)
    return Result(contest, tally.values, given_up, time.monotonic() - began, (before, os.getloadavg()[0]))


def _give_up(name: str, reason: Exception, given_up: dict[str, Invalid], tally: _Tally) -> None:
    """Note why somebody takes no further turn; what a slow one has reached counts, of others nothing does."""
    told = reason if isinstance(reason, Invalid) else Invalid(f"{type(reason).__name__}: {reason}")
    given_up[name] = told
    if isinstance(told, TooSlow):
        tally.add(name, told.reached)
    else:
        tally.values.pop(name, None)

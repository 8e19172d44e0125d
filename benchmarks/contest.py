"""A contest: several contestants do the same thing in interleaved rounds, and medians are kept.

Why interleaved: on a shared machine the noise comes in waves of seconds. Whoever is measured in one block may
get all of a wave; taken in turns, everybody gets some of it, and ratios stay true where milliseconds do not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

Sample = Mapping[str, Sequence[float]]
"""What one turn gave: metric → one value or several."""

Turn = Callable[[], Awaitable[Sample]]
"""Takes one turn. Raises `Invalid` rather than give a figure of something that did not happen."""


class Invalid(Exception):
    """A turn that must not be counted: nothing on the page, a failed command, a missing peer."""


class TooSlow(Invalid):
    """A turn that was given up: a result for a peer of which this is known, for everybody else a fault."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of the table."""

    name: str
    """Heading, with the unit: `CPU ms`."""
    digits: int = 0
    """Digits behind the point."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One row of the table."""

    name: str
    """As the table says it."""
    turn: Turn
    """Takes one turn."""
    slow: bool = False
    """Whether to go on without it, and say DNF, when it is too slow to be waited for."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One table."""

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
    """Contestant → metric → all values."""
    seconds: float
    """How long it took."""
    load: tuple[float, float]
    """The machine's load average over a minute, before and after."""

    def median(self, contestant: str, metric: str) -> float | None:
        """The median of all values; None where the contestant has no such figure."""
        values = self.samples.get(contestant, {}).get(metric, ())
        return median(values) if values else None

    def finished(self, contestant: str) -> bool:
        """Whether it came to an end at least once."""
        return contestant in self.samples


@dataclass(slots=True)
class _Tally:
    """What has been counted so far."""

    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, contestant: str, sample: Sample) -> None:
        metrics = self.values.setdefault(contestant, {})
        for metric, values in sample.items():
            metrics.setdefault(metric, []).extend(values)


async def hold(contest: Contest, rounds: int | None, say: Callable[[str], None]) -> Result:
    """Hold a contest, with another number of rounds if one is given; raises `Invalid`, with who and what."""
    tally, began, before = _Tally(), time.monotonic(), os.getloadavg()[0]
    planned, given_up = rounds or contest.rounds, set()
    for number in range(0 if contest.warm else 1, planned + 1):
        for contestant in contest.contestants:
            if contestant.name in given_up:
                continue
            say(f"{contest.title}: round {number} of {planned}, {contestant.name}")
            try:
                sample = await contestant.turn()
            except TooSlow as reason:
                if not contestant.slow:
                    raise Invalid(f"{contest.title}, {contestant.name}: {reason}") from reason
                given_up.add(contestant.name)
                continue
            except Invalid as reason:
                raise Invalid(f"{contest.title}, {contestant.name}: {reason}") from reason
            if number:
                tally.add(contestant.name, sample)
    return Result(contest, tally.values, time.monotonic() - began, (before, os.getloadavg()[0]))

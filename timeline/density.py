"""Where events lie that are not drawn apart, as a quiet strip at the foot of each lane.

Nothing disappears silently: what a window has no room for leaves a trace in it. Heights go by the logarithm,
so that one lonely event is seen beside a crowd of a thousand. The page has a copy in `assets/density.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

HIGH = 8.0
"""Height of the tallest step in pixels."""
LIFT = 2.0
"""Pixels between a strip and the next lane."""

Outline = list[tuple[float, float]]
"""Corners of a closed shape: day number, and pixels above the foot of the lane."""


@dataclass(frozen=True, slots=True)
class Density:
    """How many events lie under each step of time that are not drawn apart."""

    start: float
    """Day number at which the first step begins."""
    step: float
    """Length of a step in days."""
    counts: Sequence[Sequence[int]]
    """For each lane from the top, a count for each step."""


def outlines(found: Density, start: float, end: float) -> list[list[Outline]]:
    """For each lane the shapes of its strip between two days; steps that touch are one shape."""
    first = max(0, int((start - found.start) // found.step))
    last = int((end - found.start) // found.step) + 1
    shown = [counts[first:last] for counts in found.counts]
    most = log1p(max((count for counts in shown for count in counts), default=0)) or 1.0
    return [_shapes(found, counts, first, most) for counts in shown]


def _shapes(found: Density, counts: Sequence[int], first: int, most: float) -> list[Outline]:
    made: list[Outline] = []
    before = 0
    for at, count in enumerate(counts, first):
        if count:
            left, right = found.start + at * found.step, found.start + (at + 1) * found.step
            high = LIFT + HIGH * log1p(count) / most
            if not before:
                made.append([(left, LIFT)])
            # The last corner, on the ground, moves on.
            made[-1] = [
                *(made[-1] if not before else made[-1][:-1]),
                (left, high),
                (right, high),
                (right, LIFT),
            ]
        before = count
    return made

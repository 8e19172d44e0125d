"""How work grows with its size: all that a test may say about speed.

Seconds tell as much about the machine, and about who else is busy on it, as about the code. How many times
longer the same work takes when there is more of it is the same everywhere, and what a test has to find is
work that grows with the square of its size. So the sizes are far apart and the bound stands in between:
with 64 times as much to do, 384 times the time is six times what is right and less than a tenth of the
square. How fast anything is in seconds is told by benchmarks/.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from math import inf

TIMES = 64
"""How many times larger the larger size is."""
ALLOWED = 6 * TIMES
"""How many times longer it may take."""
ROUNDS = 5
"""How often the smaller size is measured, of which the shortest counts; the larger only when it must be."""


def effort(work: Callable[[], object]) -> float:
    """Seconds of the processor that the work takes in this thread.

    Neither other threads nor other processes count, nor what collecting the garbage of other tests takes.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        if collected:
            gc.enable()


def assert_linear(prepared: Callable[[int], Callable[[], object]], size: int) -> None:
    """Sixty-four times as much takes far less than the square of sixty-four times as long.

    `prepared` makes ready what is not to be measured and gives the work of a size, anew for every round;
    `size` is the smaller one, so large that the work, and not what goes before it, takes the time.
    """
    small = min(effort(prepared(size)) for _ in range(ROUNDS))
    took = inf
    for _ in range(ROUNDS):
        took = min(took, effort(prepared(size * TIMES)))
        if took <= ALLOWED * small:
            return
    raise AssertionError(f"{TIMES} times as much takes {took / small:,.0f} times as long: {took:.3f} s")

"""The figures that this project set out to reach, each with what was measured: met or not.

A goal that speaks of every size is judged by the sizes that were run; the cell names them. What was not run,
or was not reached by anybody of ours, is never met.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import building, readers, starts
from benchmarks.contest import Metric, Result, p95
from benchmarks.peer_pages import BLANK, OURS
from benchmarks.table import NONE, markdown, number
from benchmarks.visits import HANDS, OPENING

CPU, WALL, INTERACTIVE_CPU, INTERACTIVE, HEAP, *_rest = OPENING
ZOOM, ZOOM_P95, PAN, PAN_P95, ZOOM_CPU, PAN_CPU, DRAG, TASK, CLICK, *_more = HANDS

SMALL, THOUSAND, MILLION = 30, 1_000, 1_000_000
"""Sizes that goals name."""

Book = Mapping[str, Result]
"""Key of a contest → its result."""

MET, MISSED, UNKNOWN, TOLD = "met", "**not met**", "not measured", "told"


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table."""

    figure: str
    """What was to be reached."""
    goal: str
    """The bound."""
    measured: str
    """What was found; empty if nothing was."""
    verdict: str
    """One of the four words."""


def table(book: Book) -> str:
    """All goals as a table."""
    rows = [
        (goal.figure, goal.goal, goal.measured or NONE, goal.verdict) for goal in goals(book, _sizes(book))
    ]
    return "## The figures to reach\n\n" + markdown(("figure", "goal", "measured", ""), rows) + "\n"


def goals(book: Book, sizes: Sequence[int]) -> Iterable[Goal]:
    """Every figure of the issue, judged."""
    yield _blanks(book)
    yield _peers(book, sizes, "CPU to the first picture, of the best peer's", CPU, 0.5)
    yield _peers(book, sizes, "interactive, of the fastest peer that can zoom", INTERACTIVE, 1.0)
    yield _peers(book, sizes, "the same in CPU", INTERACTIVE_CPU, 1.0)
    for metric, name in (
        (CPU, "CPU to the first picture"),
        (WALL, "time to the first picture"),
        (HEAP, "heap"),
    ):
        yield _growth(book, sizes, name, metric)
    for metrics, name, bound in (
        ((ZOOM, PAN), "window change, median", 50.0),
        ((ZOOM_P95, PAN_P95), "window change, p95", 100.0),
        ((TASK,), "longest task while dragging", 100.0),
        ((CLICK,), "click to highlighted passage, median", 50.0),
    ):
        wanted = sizes if metrics != (CLICK,) else [size for size in sizes if size in (SMALL, MILLION)]
        yield _worst(book, wanted, name, metrics, bound)
    yield from _commands(book)
    yield from _programs(book)


def _sizes(book: Book) -> list[int]:
    return sorted(int(key.partition("-")[2]) for key in book if key.startswith("pages-"))


def _ours(result: Result, metric: Metric) -> float | None:
    """The worse of our two hosts; None when one of them has no figure."""
    values = [result.value(host, metric) for host in OURS]
    return None if None in values else max(value for value in values if value is not None)


def _judged(
    figure: str,
    goal: str,
    values: Mapping[int, float | None],
    fits: Callable[[float], bool],
    digits: int,
    *,
    all_of: int,
) -> Goal:
    """A goal by size: met only if every size that it speaks of has a figure that fits."""
    metric = Metric("", digits)
    measured = ", ".join(f"{size:,}: {number(value, metric)}" for size, value in values.items())
    known = [value for value in values.values() if value is not None]
    if not known:
        return Goal(figure, goal, "", UNKNOWN)
    if len(known) < len(values) or not all(map(fits, known)):
        return Goal(figure, goal, measured, MISSED)
    return Goal(figure, goal, measured, MET if max(values) >= all_of else f"{MET} up to {max(values):,}")


def _blanks(book: Book) -> Goal:
    result = book.get(f"pages-{SMALL}")
    ours, blank = (_ours(result, CPU), result.value(BLANK, CPU)) if result else (None, None)
    ratio = ours / blank if ours and blank else None
    return _judged(
        f"CPU to the first picture at {SMALL} events, of a blank page's", "≤ 2", {SMALL: ratio},
        lambda value: value <= 2, 2, all_of=SMALL,
    )  # fmt: skip


def _peers(book: Book, sizes: Sequence[int], figure: str, metric: Metric, bound: float) -> Goal:
    values: dict[int, float | None] = {}
    for size in sizes:
        result = book[f"pages-{size}"]
        peers = [
            one.name for one in result.contest.contestants if one.name not in OURS and "floor" not in one.name
        ]
        best = min(
            (value for name in peers if (value := result.value(name, metric)) is not None), default=math.inf
        )
        ours = _ours(result, metric)
        # Where no peer arrives, whoever does is first.
        values[size] = (
            None if ours is None else 0.0 if math.isinf(best) and math.isfinite(ours) else ours / best
        )
    goal = "< 0.5" if bound == 0.5 else "≤ 1"
    return _judged(
        figure, goal, values, lambda value: value < bound or bound == value == 1, 2, all_of=MILLION
    )


def _growth(book: Book, sizes: Sequence[int], name: str, metric: Metric) -> Goal:
    base = _hosts(book, THOUSAND, metric)
    values = {}
    for size in (size for size in sizes if size > THOUSAND):
        now = _hosts(book, size, metric)
        ratios = [value / before for value, before in zip(now, base, strict=False) if value and before]
        values[size] = max(ratios) if len(ratios) == len(OURS) else None
    return _judged(
        f"{name}, of that at {THOUSAND:,} events", "< 2", values, lambda value: value < 2, 2, all_of=MILLION
    )


def _hosts(book: Book, size: int, metric: Metric) -> list[float | None]:
    result = book.get(f"pages-{size}")
    return [result.value(host, metric) for host in OURS] if result else []


def _worst(book: Book, sizes: Sequence[int], name: str, metrics: Sequence[Metric], bound: float) -> Goal:
    values: dict[int, float | None] = {}
    for size in sizes:
        found = [_ours(book[f"pages-{size}"], metric) for metric in metrics]
        values[size] = None if None in found else max(value for value in found if value is not None)
    strict = metrics != (TASK,)
    goal = f"{'<' if strict else '≤'} {bound:.0f} ms"
    return _judged(
        name, goal, values, lambda value: value < bound or (value == bound and not strict), 0, all_of=MILLION
    )


def _commands(book: Book) -> Iterable[Goal]:
    sizes = sorted(int(key.partition("-")[2]) for key in book if key.startswith("building-"))
    seconds, _, peak, *_ = building.METRICS
    for name in (building.CHECK, building.EXPORT, building.SERVE):
        values = {size: book[f"building-{size}"].value(name, peak) for size in sizes}
        yield _judged(f"{name}: peak MB", "< 2,000", values, lambda value: value < 2000, 0, all_of=MILLION)
        times = {size: book[f"building-{size}"].value(name, seconds) for size in sizes}
        yield _judged(f"{name}: seconds", "minutes", times, lambda value: value < 1800, 1, all_of=MILLION)
        grown = {
            size: after / before
            for size in sizes
            if (before := times.get(size // 10)) and (after := times[size])
        }
        yield _judged(
            f"{name}: growth per tenfold", "≤ 12", dict(grown), lambda value: value <= 12, 1, all_of=MILLION
        )


def _programs(book: Book) -> Iterable[Goal]:
    cpu, wall = starts.TIMES
    yield _one(
        book, "start", starts.SERVE, wall, "`timeline serve`, five articles, cold to the first byte", "told"
    )
    yield _one(book, "commands", starts.HELP, wall, "`timeline --help`", "< 200 ms", 200)
    yield _one(book, "commands", starts.HELP, cpu, "the same in CPU", "told")
    whole, packed = Metric("whole kB"), Metric("whole gzip kB")
    yield _one(book, "export", starts.SINGLE, whole, "single file of the five articles, kB", "< 1,500", 1500)
    yield _one(book, "export", starts.SINGLE, packed, "the same through gzip, kB", "told")
    result = book.get("readers")
    for contestant in (
        (one.name for one in result.contest.contestants if "stock" not in one.name) if result else ()
    ):
        name = contestant.partition(", ")[2]
        errors, slow = Metric("errors"), Metric("p95 ms", 0, "time", p95)
        yield _one(
            book,
            "readers",
            contestant,
            errors,
            f"errors of {readers.READERS} readers at once, {name}",
            "0",
            1,
        )
        yield _one(book, "readers", contestant, slow, f"their p95, ms, {name}", "told")


def _one(
    book: Book, key: str, contestant: str, metric: Metric, figure: str, goal: str, bound: float | None = None
) -> Goal:
    result = book.get(key)
    value = result.value(contestant, metric) if result else None
    if value is None:
        return Goal(figure, goal, "", UNKNOWN)
    verdict = TOLD if bound is None else MET if value < bound else MISSED
    return Goal(figure, "–" if bound is None else goal, number(value, metric), verdict)

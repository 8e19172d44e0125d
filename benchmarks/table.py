"""Results as Markdown tables: the same words on the terminal and in RESULTS.md."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.contest import Metric, Result

NONE = "–"
"""Stands where a contestant has no such figure."""

UNFINISHED = "DNF"
"""Stands where a contestant was too slow to be waited for."""

FAILED = "failed"
"""Stands where a contestant failed otherwise; the foot says why."""


def section(result: Result, *groups: Sequence[Metric], title: str = "") -> str:
    """Heading, what was measured, and a table for each group of columns: all in one, if none is given."""
    contest = result.contest
    tables = []
    for metrics in groups or (contest.metrics,):
        ours = result.value(contest.contestants[0].name, metrics[0])
        rows = []
        for contestant in contest.contestants:
            values = [result.value(contestant.name, metric) for metric in metrics]
            cells = list(map(number, values, metrics))
            if contestant.name in result.faults:
                cells[0] = FAILED
            rows.append([contestant.name, *cells, _ratio(values[0], ours)])
        tables.append(markdown(["", *(metric.name for metric in metrics), "× ours"], rows))
    return "\n\n".join((f"## {title or contest.title}", contest.how, *tables, _foot(result))) + "\n"


def growth(
    title: str, how: str, results: Mapping[int, Result], metrics: Sequence[Metric], *, first: int = 1_000
) -> str:
    """A table for each metric: contestants down, sizes across, and the last beside the one at `first`."""
    names = dict.fromkeys(one.name for result in results.values() for one in result.contest.contestants)
    tables = []
    for metric in metrics:
        rows = []
        for name in names:
            values = {size: _reached(result, name, metric) for size, result in results.items()}
            if all(value is None for value in values.values()):
                continue
            cells = [number(value, metric) for value in values.values()]
            rows.append([name, *cells, _ratio(list(values.values())[-1], values.get(first))])
        if rows:
            head = [metric.name, *(f"{size:,}" for size in results), f"last ÷ {first:,}"]
            tables.append(f"**{metric.name}**\n\n{markdown(head, rows)}")
    feet = [f"{size:,}: {_foot(result)}" for size, result in results.items()]
    return "\n\n".join((f"## {title}", how, *tables, *feet)) + "\n"


def _reached(result: Result, name: str, metric: Metric) -> float | None:
    """The figure; infinite for whoever was left out because they were too slow with fewer events."""
    known = {one.name for one in result.contest.contestants}
    if name not in known:
        return math.inf if metric is result.contest.metrics[0] else None
    return result.value(name, metric)


def _foot(result: Result) -> str:
    """How many values, how long it took, on how busy a machine, and who failed why."""
    first = result.contest.metrics[0]
    counts = sorted({len(one.get(first.measure or first.name, ())) for one in result.samples.values()} or {0})
    taken = " to ".join(str(count) for count in dict.fromkeys((counts[0], counts[-1])))
    told = (
        f"Medians of {taken}; {result.seconds:.0f} s; load average {result.load[0]:.1f} before and "
        f"{result.load[1]:.1f} after."
    )
    return " ".join((told, *(f"{name} gave up: {why}." for name, why in result.given_up.items())))


def number(value: float | None, metric: Metric) -> str:
    """A figure as a cell says it."""
    if value is None:
        return NONE
    return f"{value:,.{metric.digits}f}" if math.isfinite(value) else UNFINISHED


def _ratio(value: float | None, to: float | None) -> str:
    return f"{value / to:.2f}" if value is not None and to and math.isfinite(value) else NONE


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose columns stand straight in a terminal too."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(
        "| "
        + " | ".join(
            _padded(cell, width, at) for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in (head, rule, *rows)
    )


def _padded(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)

"""Results as Markdown tables: the same words on the terminal and in RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.contest import Metric, Result

NONE = "–"
"""Stands where a contestant has no such figure."""

UNFINISHED = "DNF"
"""Stands where a contestant was too slow to be waited for."""


def section(result: Result) -> str:
    """Heading, what was measured, and the table."""
    contest = result.contest
    first = contest.metrics[0]
    head = ["", *(metric.name for metric in contest.metrics), "× ours"]
    ours = result.median(contest.contestants[0].name, first.name)
    rows = []
    for contestant in contest.contestants:
        values = [result.median(contestant.name, metric.name) for metric in contest.metrics]
        ratio = f"{values[0] / ours:.2f}" if values[0] is not None and ours else NONE
        cells = list(map(_number, values, contest.metrics))
        if not result.finished(contestant.name):
            cells[0] = UNFINISHED
        rows.append([contestant.name, *cells, ratio])
    counts = sorted(
        {
            len(values)
            for metrics in result.samples.values()
            for name, values in metrics.items()
            if name == first.name
        }
    )
    taken = " to ".join(str(count) for count in dict.fromkeys((counts[0], counts[-1])))
    foot = (
        f"Medians of {taken}; {result.seconds:.0f} s; load average {result.load[0]:.1f} before and "
        f"{result.load[1]:.1f} after."
    )
    return "\n\n".join((f"## {contest.title}", contest.how, _markdown(head, rows), foot)) + "\n"


def _number(value: float | None, metric: Metric) -> str:
    return NONE if value is None else f"{value:,.{metric.digits}f}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
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

"""Records as Markdown tables: the same words on the terminal and in RESULTS.md."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.record import Column, Record

NONE = "–"
"""Stands where a contestant has no such figure."""

UNFINISHED = "DNF"
"""Stands where a contestant was too slow to be waited for."""

UNTRIED = "not tried"
"""Stands where a contestant had no turn."""

FAILED = "failed"
"""Stands where a contestant failed otherwise; the foot says why."""

THOUSAND = 1_000
"""Events from which growth is told: below, an edition is another kind of page."""


def section(record: Record, goals: str = "", *, run: bool = False) -> str:
    """Heading, goals, what was measured, the table and its foot; `run`: say which run it is of."""
    ours = _first(record.rows[0].figures, record.columns)
    rows = []
    for row in record.rows:
        cells = [number(row.figures.get(column.name), column.digits) for column in record.columns]
        if row.failed:
            cells[:1] = [FAILED]
        rows.append([row.name, *cells, _ratio(_first(row.figures, record.columns), ours)])
    head = ["", *(column.name for column in record.columns), "× ours"]
    # A contest that could not be held has no column.
    body = markdown(head, rows) if record.columns else ""
    parts = [f"## {record.title}", goals, record.how, body, foot(record, run=run)]
    return "\n\n".join(part for part in parts if part) + "\n"


def growth(title: str, records: Mapping[int, Record], goals: str = "", *, run: bool = False) -> str:
    """A table for each figure: contestants down, sizes across, each beside ours of the same size.

    The last column is how often the figure at the largest size holds that at a thousand events: it is there
    only where both were measured, and says which sizes they are.
    """
    some = next(iter(records.values()))
    names = list(dict.fromkeys(row.name for record in records.values() for row in record.rows))
    grown = [size for size in records if size >= THOUSAND]
    ends = (grown[0], grown[-1]) if len(grown) > 1 else None
    tables = [
        _grown(column, records, names, ends)
        for column in dict.fromkeys(column for record in records.values() for column in record.columns)
    ]
    feet = [f"{size:,} events: {foot(record, run=run)}" for size, record in records.items()]
    parts = [f"## {title}", goals, some.how, *tables, *feet]
    return "\n\n".join(part for part in parts if part) + "\n"


def _grown(
    column: Column, records: Mapping[int, Record], names: Sequence[str], ends: tuple[int, int] | None
) -> str:
    rows = []
    for name in names:
        values = {size: record.value(name, column.name) for size, record in records.items()}
        if all(value is None for value in values.values()):
            continue
        cells = [
            UNTRIED
            if _is_left_out(records[size], name, column)
            else number(value, column.digits) + _beside(value, records[size], name, column.name)
            for size, value in values.items()
        ]
        if ends:
            cells.append(_ratio(values[ends[1]], values[ends[0]]))
        rows.append([name, *cells])
    if not rows:
        return ""
    head = [column.name, *(f"{size:,}" for size in records)]
    return markdown([*head, f"{ends[1]:,} ÷ {ends[0]:,}"] if ends else head, rows)


def _is_left_out(record: Record, name: str, column: Column) -> bool:
    """Whether a contestant had no turn there; told with the first figure."""
    return record.row(name) is None and column == record.columns[0]


def _beside(value: float | None, record: Record, name: str, column: str) -> str:
    """How often a figure holds ours, in brackets; nothing beside our own."""
    first = record.rows[0].name
    if name == first or value is None or not math.isfinite(value):
        return ""
    ratio = _ratio(value, record.value(first, column))
    return "" if ratio == NONE else f" ({ratio}×)"


def foot(record: Record, *, run: bool) -> str:
    """How many values, how long it took, on how busy a machine, who failed why, and of which run it is."""
    words = [
        f"{row.name} {'failed' if row.failed else 'gave up'}: {row.why}." for row in record.rows if row.why
    ]
    return " ".join([record.taken, *([f"Of the run of {record.run}."] if run else []), *words])


def number(value: float | None, digits: int) -> str:
    """A figure as a cell says it."""
    if value is None:
        return NONE
    return f"{value:,.{digits}f}" if math.isfinite(value) else UNFINISHED


def _first(figures: Mapping[str, float], columns: Sequence[Column]) -> float | None:
    return figures.get(columns[0].name) if columns else None


def _ratio(value: float | None, to: float | None) -> str:
    return f"{value / to:.2f}" if value is not None and to and math.isfinite(value + to) else NONE


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
        for line in (head, rule, *lines[1:])
    )


def _padded(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)

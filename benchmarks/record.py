"""What a contest gave, as it is kept and printed: figures, who has none and why, when and on which machine.

Tables and goals are made of records and of nothing else. So a contest that is held again alone takes only its
own place in RESULTS.md: all others stay as they were, each with the run that it is of.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.contest import DNF, Result

Facts = Sequence[tuple[str, str]]
"""What is to be known of a run: machine, versions, load."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure that every row may have."""

    name: str
    """Heading, with the unit."""
    digits: int
    """Digits behind the point."""


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant."""

    name: str
    """As the table says it."""
    figures: Mapping[str, float]
    """Column → figure; infinite where it was given up, missing where there is none."""
    why: str = ""
    """Why it took no further turn; empty if it took all."""
    failed: bool = False
    """Whether that was a fault, and not slowness."""


@dataclass(frozen=True, slots=True)
class Record:
    """A contest that has been held."""

    key: str
    """Short name: `pages-1000`."""
    title: str
    """Heading."""
    how: str
    """What was measured."""
    columns: tuple[Column, ...]
    """Ratios are made of the first."""
    rows: tuple[Row, ...]
    """The first is ours."""
    taken: str
    """How many values, how long it took, how busy the machine was."""
    run: str
    """Which run it is of: the moment when that began."""

    def row(self, name: str) -> Row | None:
        """The row of that name."""
        return next((row for row in self.rows if row.name == name), None)

    def value(self, name: str, column: str) -> float | None:
        """A figure; None where there is none, infinite where it was not reached."""
        row = self.row(name)
        return row.figures.get(column) if row else None

    @property
    def faults(self) -> dict[str, str]:
        """Who failed otherwise than by being slow, and why."""
        return {row.name: row.why for row in self.rows if row.failed}


Book = Mapping[str, Record]
"""Key → record."""


def record(result: Result, run: str) -> Record:
    """What is kept of a contest that has just been held."""
    contest = result.contest
    rows = []
    for one in contest.contestants:
        values = {metric.name: result.value(one.name, metric) for metric in contest.metrics}
        rows.append(
            Row(
                one.name,
                {name: value for name, value in values.items() if value is not None},
                " ".join(str(result.given_up.get(one.name, "")).split()),
                one.name in result.faults,
            )
        )
    return Record(
        contest.key,
        contest.title,
        contest.how,
        tuple(Column(metric.name, metric.digits) for metric in contest.metrics),
        tuple(rows),
        _taken(result),
        run,
    )


def broken(key: str, title: str, why: str, run: str) -> Record:
    """A contest that could not be held at all."""
    row = Row("all", {}, " ".join(why.split()), failed=True)
    return Record(key, title, "", (), (row,), "It could not be held.", run)


def _taken(result: Result) -> str:
    first = result.contest.metrics[0]
    counts = [len(one.get(first.measure or first.name, ())) for one in result.samples.values()] or [0]
    values = " to ".join(str(count) for count in sorted({min(counts), max(counts)}))
    load = "load average {:.1f} before and {:.1f} after".format(*result.load)
    return f"Medians of {values}; {result.seconds:.0f} s; {load}."


# Kept between runs


def text(book: Book, runs: Mapping[str, Facts]) -> str:
    """Records and the runs that they are of, as JSON; runs that nothing is of any more are left out."""
    wanted = {one.run for one in book.values()}
    told = {
        "runs": {run: [list(fact) for fact in facts] for run, facts in runs.items() if run in wanted},
        "records": [asdict(one) for one in book.values()],
    }
    return json.dumps(_written(told), ensure_ascii=False, indent=1) + "\n"


def read(path: Path, keys: Iterable[str]) -> tuple[dict[str, Record], dict[str, Facts]]:
    """What `text` has written, of contests that there still are; nothing if there is no such file."""
    if not path.is_file():
        return {}, {}
    told = json.loads(path.read_text(encoding="utf-8"))
    known = set(keys)
    book = {one["key"]: _record(one) for one in told["records"] if one["key"] in known}
    runs = {run: [(name, fact) for name, fact in facts] for run, facts in told["runs"].items()}
    return book, {run: facts for run, facts in runs.items() if run in {one.run for one in book.values()}}


def _record(told: dict[str, Any]) -> Record:
    columns = tuple(Column(**column) for column in told.pop("columns"))
    rows = tuple(
        Row(**{**row, "figures": {name: _figure(one) for name, one in row["figures"].items()}})
        for row in told.pop("rows")
    )
    return Record(columns=columns, rows=rows, **told)


def _figure(told: float | str) -> float:
    return DNF if told == "DNF" else float(told)


def _written(thing: Any) -> Any:
    """The same, with what JSON cannot say put in words, and figures with as many digits as mean anything."""
    if isinstance(thing, float):
        return "DNF" if math.isinf(thing) else float(f"{thing:.6g}")
    if isinstance(thing, Mapping):
        return {name: _written(value) for name, value in thing.items()}
    return [_written(one) for one in thing] if isinstance(thing, (list, tuple)) else thing

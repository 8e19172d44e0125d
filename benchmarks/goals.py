"""The figures that this project set out to reach, each with what was measured: met or not.

A goal stands with the contest that measures it, and all of them at the head of RESULTS.md. A goal that speaks
of every size is judged by the sizes that were run; the cell names them, and whom we are compared with in the
same run. What was not run, or was not reached by anybody of ours, is never met.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import building, readers, starts
from benchmarks.peer_pages import BLANK, OURS
from benchmarks.record import Book, Record
from benchmarks.table import NONE, markdown, number

SMALL, THOUSAND, MILLION = 30, 1_000, 1_000_000
"""Sizes that goals name."""

MINUTES = 1800
"""Seconds that are still minutes, and not hours."""

LINEAR = 12
"""How often a figure may hold that of a tenth of the events and still grow in a line."""

MET, MISSED, UNKNOWN, TOLD = "met", "**not met**", "not measured", "told"


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table."""

    of: str
    """The contest, or the set of contests, that measures it: `pages`."""
    figure: str
    """What was to be reached."""
    goal: str
    """The bound."""
    measured: str
    """What was found; empty if nothing was."""
    verdict: str
    """One of the four words, and how far it holds."""


Figures = Mapping[int, tuple[float | None, str]]
"""Size → figure, and what it is made of."""


def table(goals: Iterable[Goal]) -> str:
    """Goals as a table; empty if there are none."""
    rows = [(one.figure, one.goal, one.measured or NONE, one.verdict) for one in goals]
    return markdown(("figure", "goal", "measured", ""), rows) if rows else ""


def goals(book: Book) -> Iterator[Goal]:
    """Every figure of the issue, judged, in its order."""
    yield _blanks(book)
    yield _peers(book, "CPU to the first picture, of the best peer's", "CPU ms", 0.5)
    yield _peers(book, "first wheel step answered, of the fastest peer that can zoom", "interactive ms", 1.0)
    yield _peers(book, "the same in CPU", "interactive CPU ms", 1.0)
    for column, name in (
        ("wall ms", "time to the first picture"),
        ("CPU ms", "CPU to the first picture"),
        ("heap MB", "JavaScript heap"),
    ):
        yield _growth(book, name, column)
    yield from _hands(book)
    yield from _commands(book)
    yield from _programs(book)


def sizes(book: Book, of: str) -> list[int]:
    """For how many events contests of a set were held, fewest first."""
    names = (key.partition(f"{of}-")[2] for key in book if key.startswith(f"{of}-"))
    return sorted(int(name) for name in names if name.isdecimal())


def _ours(record: Record, columns: Sequence[str]) -> float | None:
    """The worst of our two hosts; None when one of them has no figure."""
    values = [record.value(host, column) for host in OURS for column in columns]
    return None if None in values else max(value for value in values if value is not None)


def _judged(
    of: str, figure: str, goal: str, found: Figures, fits: Callable[[float], bool], digits: int, all_of: int
) -> Goal:
    """A goal by size: met only if every size that it speaks of has a figure that fits."""
    known = [value for value, _ in found.values() if value is not None]
    if not known:
        return Goal(of, figure, goal, "", UNKNOWN)
    measured = "; ".join(
        f"{size:,}: {number(value, digits)}{f' ({made})' if made else ''}"
        for size, (value, made) in found.items()
    )
    if len(known) < len(found) or not all(map(fits, known)):
        return Goal(of, figure, goal, measured, MISSED)
    return Goal(of, figure, goal, measured, MET if max(found) >= all_of else f"{MET} up to {max(found):,}")


def _blanks(book: Book) -> Goal:
    record = book.get(f"pages-{SMALL}")
    ours, blank = (_ours(record, ["CPU ms"]), record.value(BLANK, "CPU ms")) if record else (None, None)
    found: Figures = {}
    if ours and blank:
        found = {SMALL: (ours / blank, f"{number(ours, 0)} ÷ {number(blank, 0)}")}
    figure = f"CPU to the first picture at {SMALL} events, of a blank page's"
    return _judged("pages", figure, "≤ 2", found, lambda value: value <= 2, 2, SMALL)


def _peers(book: Book, figure: str, column: str, bound: float) -> Goal:
    found = {size: _beside(book[f"pages-{size}"], column) for size in sizes(book, "pages")}
    goal = f"< {bound}" if bound < 1 else f"≤ {bound:.0f}"
    return _judged(
        "pages", figure, goal, found, lambda value: value < bound or bound == value == 1, 2, MILLION
    )


def _beside(record: Record, column: str) -> tuple[float | None, str]:
    """Our figure by that of the best peer, who is named."""
    ours = _ours(record, [column])
    values = {
        row.name: value
        for row in record.rows
        if row.name not in OURS and "floor" not in row.name and (value := row.figures.get(column)) is not None
    }
    failed = [name for name in record.faults if name not in OURS]
    if ours is None or failed:
        return None, f"without {', '.join(failed)}, which failed" if failed else ""
    best = min(values, key=values.__getitem__, default="")
    if not best:
        return None, f"{number(ours, 0)}, and no peer was tried"
    if math.isinf(values[best]):
        # Where no peer arrives, whoever does is first.
        return (0.0 if math.isfinite(ours) else None), f"{number(ours, 0)}, and no peer arrives"
    return ours / values[best], f"{number(ours, 0)} ÷ {number(values[best], 0)}, {best}"


def _growth(book: Book, name: str, column: str) -> Goal:
    found: dict[int, tuple[float | None, str]] = {}
    base = book.get(f"pages-{THOUSAND}")
    for size in sizes(book, "pages"):
        if base and size > THOUSAND:
            pairs = [(book[f"pages-{size}"].value(host, column), base.value(host, column)) for host in OURS]
            grown = [now / before for now, before in pairs if now and before]
            found[size] = (max(grown) if len(grown) == len(OURS) else None, "")
    figure = f"{name}, of that at {THOUSAND:,} events"
    return _judged("pages", figure, "< 2", found, lambda value: value < 2, 2, MILLION)


def _hands(book: Book) -> Iterator[Goal]:
    known = sizes(book, "hands")
    # Of a click the issue names the smallest edition and the largest.
    ends = [size for size in known if size in (SMALL, max(known))]
    for wanted, columns, name, goal, fits in (
        (known, ("zoom ms", "pan ms"), "window change, median", "< 50 ms", lambda value: value < 50),
        (known, ("zoom p95", "pan p95"), "window change, p95", "< 100 ms", lambda value: value < 100),
        (known, ("longest task ms",), "longest task while dragging", "≤ 100 ms", lambda value: value <= 100),
        (ends, ("click ms",), "click to highlighted passage, median", "< 50 ms", lambda value: value < 50),
        (ends, ("in view ms",), "the same, until it is in view", TOLD, None),
    ):
        found = {size: (_ours(book[f"hands-{size}"], columns), "") for size in wanted}
        judged = _judged("hands", name, goal, found, fits or (lambda value: True), 0, MILLION)
        yield judged if fits or judged.verdict == UNKNOWN else _told(judged)


def _told(goal: Goal) -> Goal:
    return Goal(goal.of, goal.figure, NONE, goal.measured, TOLD)


def _commands(book: Book) -> Iterator[Goal]:
    known = sizes(book, "building")
    for name in (building.CHECK, building.EXPORT, building.SERVE):
        seconds, peak = (
            {size: book[f"building-{size}"].value(name, column) for size in known}
            for column in ("seconds", "peak MB")
        )
        cpu = {size: book[f"building-{size}"].value(name, "CPU s") for size in known}
        grown = {
            size: (after / before, "")
            for size in known
            if (before := cpu.get(size // 10)) and (after := cpu[size])
        }
        yield _judged(
            "building", f"{name}: peak MB", "< 2,000", _plain(peak), lambda value: value < 2000, 0, MILLION
        )
        yield _judged(
            "building", f"{name}: seconds", "minutes", _plain(seconds), lambda one: one < MINUTES, 1, MILLION
        )
        yield _judged(
            "building",
            f"{name}: CPU, of that of a tenth of the events",
            f"≤ {LINEAR}",
            grown,
            lambda value: value <= LINEAR,
            1,
            MILLION,
        )


def _plain(values: Mapping[int, float | None]) -> Figures:
    return {size: (value, "") for size, value in values.items()}


def _programs(book: Book) -> Iterator[Goal]:
    yield _one(
        book, "start", starts.SERVE, "wall ms", "`timeline serve`, five articles, cold to first byte, ms"
    )
    yield _one(book, "start", starts.STOCK, "wall ms", "the same of a stock Dash app")
    yield _one(book, "commands", starts.HELP, "wall ms", "`timeline --help`, ms", 200)
    yield _one(book, "commands", starts.HELP, "CPU ms", "the same in CPU")
    yield _one(book, "export", starts.SINGLE, "whole kB", "single file of the five articles, kB", 1500)
    yield _one(book, "export", starts.SINGLE, "whole gzip kB", "the same through gzip, kB")
    record = book.get("readers")
    for row in record.rows if record else ():
        if "stock" not in row.name:
            name = row.name.partition(", ")[2]
            figure = f"errors of {readers.READERS} readers at once, {name}"
            yield _one(book, "readers", row.name, "errors", figure, 1, "0")
            yield _one(book, "readers", row.name, "p95 ms", f"their p95, ms, {name}")


def _one(
    book: Book, key: str, row: str, column: str, figure: str, bound: float | None = None, goal: str = ""
) -> Goal:
    record = book.get(key)
    value = record.value(row, column) if record else None
    wanted = NONE if bound is None else goal or f"< {bound:,.0f}"
    if value is None:
        return Goal(key, figure, wanted, "", UNKNOWN)
    verdict = TOLD if bound is None else MET if value < bound else MISSED
    return Goal(key, figure, wanted, number(value, 0), verdict)

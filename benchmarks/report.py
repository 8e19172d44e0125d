"""RESULTS.md: all that has been held, the figures to reach at its head, each contest with its own below.

It is made of records only, and so of as many runs as they are of. Where that is more than one, each run is
listed with its machine and its moment, every contest says which it is of, and a goal that compares figures of
different runs says that too: a ratio is worth most within one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks import table
from benchmarks.goals import Goal, goals, sizes
from benchmarks.goals import table as goal_table
from benchmarks.record import Book, Facts
from benchmarks.schedule import GROWING

HEAD = """# What it costs, beside the peers

Written by `make bench`; what is measured, and how, stands in README.md beside this file. Milliseconds are of
one machine, on one day; ratios are what to compare. Ours are the first rows of every table, and × is how
often a figure holds ours. DNF: gave up. Not tried: had no turn, because fewer events had taken long; nothing
is said of how it would have done.
"""

FIRST, LAST = ("nothing", "start", "commands", "export"), "readers"
"""Contests that stand before those of many sizes, and the one that stands behind them."""


def whole(book: Book, runs: Mapping[str, Facts]) -> str:
    """The file."""
    return "\n".join((HEAD, _runs(book, runs), summary(book), *_sections(book)))


def summary(book: Book) -> str:
    """All goals."""
    found = [_of_runs(one, book) for one in goals(book)]
    return f"## The figures to reach\n\n{goal_table(found)}\n"


def told(facts: Facts) -> str:
    """Machine and versions as a list in Markdown."""
    return "\n".join(f"- {name}: {fact}" for name, fact in facts) + "\n"


def _runs(book: Book, runs: Mapping[str, Facts]) -> str:
    names = list(dict.fromkeys(sorted(one.run for one in book.values())))
    if len(names) == 1:
        return told([("run", names[0]), *runs.get(names[0], ())])
    return "\n".join(f"Run of {name}:\n\n{told(runs.get(name, ()))}" for name in names)


def _of_runs(goal: Goal, book: Book) -> Goal:
    """The goal, with a remark if what it compares is of more than one run."""
    of = {one.run for key, one in book.items() if key.partition("-")[0] == goal.of}
    verdict = f"{goal.verdict}, of {len(of)} runs" if len(of) > 1 else goal.verdict
    return Goal(goal.of, goal.figure, goal.goal, goal.measured, verdict)


def _sections(book: Book) -> Iterator[str]:
    several = len({one.run for one in book.values()}) > 1
    found = list(goals(book))

    def goals_of(of: str) -> str:
        return goal_table(_of_runs(one, book) for one in found if one.of == of)

    for key in FIRST:
        if key in book:
            yield table.section(book[key], goals_of(key), run=several)
    for of, title in GROWING.items():
        records = {size: book[f"{of}-{size}"] for size in sizes(book, of)}
        if records:
            yield table.growth(title, records, goals_of(of), run=several)
        if of == "pages" and "pages-articles" in book:
            yield table.section(book["pages-articles"], run=several)
    grown = {f"{of}-{size}" for of in GROWING for size in sizes(book, of)}
    for key in (LAST, *(key for key in book if key not in {*FIRST, LAST, *grown, "pages-articles"})):
        if key in book:
            yield table.section(book[key], goals_of(key), run=several)

"""The command: hold every contest, print the tables, write RESULTS.md.

    python -m benchmarks [--only start,pages-1000] [--sizes 30,1000] [--million] [--rounds N] [--[no-]write]

A contest that is written takes the place of the same contest in RESULTS.md; the others stay, each with the
run that it is of. A whole run writes; a part of one, or one with another number of rounds, only when told to.
Ends with 1 when a page shows nothing, a command fails or a contest cannot be held: all others are held.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from benchmarks import machine, peers, record, report, table
from benchmarks.browser import watching
from benchmarks.contest import Invalid, hold
from benchmarks.record import Facts, Record
from benchmarks.schedule import Entry, Ground, entries, keys
from benchmarks.stages import Articles, Stage

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
KEPT = RESULTS.with_name("results.json")
"""The figures of RESULTS.md, of which it is made anew after each contest."""

SIZES = (30, 1_000, 10_000, 100_000)
"""Events of the invented editions, unless told otherwise."""

MILLION = 1_000_000
EVERY = (*SIZES, MILLION)


def main() -> int:
    """Hold the contests; the exit code."""
    options = parsed(sys.argv[1:])
    # Whoever ends this also ends the servers that it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    sizes = sorted({*options.sizes, *([MILLION] if options.million else [])})
    bench = Bench(options.only, options.rounds, sizes, write=writes(options))
    try:
        asyncio.run(bench.run())
    except Invalid as problem:
        print(f"\nbenchmarks: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nbenchmarks: ended before the end; what was held till then is kept", file=sys.stderr)
        return 130
    print(f"\nAll of it took {time.monotonic() - began:.0f} s.")
    faults = [f"{one.key}: {name}: {why}" for one in bench.held for name, why in one.faults.items()]
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure Treaty Timeline beside its peers."
    )
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        default=[],
        help="contests, or the beginnings of their names",
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(word) for word in text.split(",")],
        default=SIZES,
        help="events of editions",
    )
    parser.add_argument("--million", action="store_true", help="a million events too")
    parser.add_argument("--rounds", type=int, help="rounds of every contest, instead of its own number")
    parser.add_argument(
        "--write",
        action=argparse.BooleanOptionalAction,
        help="put what was held into RESULTS.md, as a whole run does; the rest of it stays",
    )
    return parser.parse_args(words)


def writes(options: argparse.Namespace) -> bool:
    """Whether RESULTS.md is written: by a whole run, and by whoever says so."""
    if options.write is not None:
        return bool(options.write)
    return not options.only and options.rounds is None and set(SIZES) <= set(options.sizes)


class Bench:
    """All contests, one after the other, each with what it needs and no longer than it needs it."""

    def __init__(self, only: Sequence[str], rounds: int | None, sizes: Sequence[int], *, write: bool) -> None:
        self._only, self._rounds, self._sizes, self._write = only, rounds, sizes, write
        self._name = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
        self._book: dict[str, Record] = {}
        self._runs: dict[str, Facts] = {}
        if write:
            self._book, self._runs = record.read(KEPT, keys(sorted({*EVERY, *sizes})))
        self.held: list[Record] = []
        """What this run has held, in order."""

    async def run(self) -> None:
        """Hold what is wanted; each table is printed, and the whole written, as soon as it is there."""
        with tempfile.TemporaryDirectory(prefix="timeline-bench-") as place:
            folder = Path(place)
            async with watching() as watcher:
                facts = machine.facts(peers.MODULES, watcher.version)
                self._runs[self._name] = facts
                print(report.told(facts), flush=True)
                stages = {size: Stage(f"{size:,} events", size, folder / str(size)) for size in self._sizes}
                ground = Ground(watcher, Articles(folder / "articles"), stages, folder, self._book)
                wanted = [entry for entry in entries(ground) if self._wanted(entry.key)]
                if not wanted:
                    raise Invalid(f"there is no contest {', '.join(self._only)}")
                numbers = iter(range(1, len(wanted) + 1))
                for _, found in groupby(wanted, key=lambda entry: entry.set or entry.key):
                    async with AsyncExitStack() as stack:
                        for entry in found:
                            await self._hold(entry, stack, f"[{next(numbers)} of {len(wanted)}]")
        book = {one.key: one for one in self.held}
        print(report.summary(book))

    def _wanted(self, key: str) -> bool:
        return not self._only or any(key == name or key.startswith(f"{name}-") for name in self._only)

    async def _hold(self, entry: Entry, stack: AsyncExitStack, number: str) -> None:
        """Hold a contest, print its table and write them all; what goes wrong with it is its own affair."""
        _say(f"{number} {entry.key}")
        try:
            held = record.record(await hold(entry.make(stack), self._rounds, _progress), self._name)
        except Exception as problem:
            held = record.broken(entry.key, entry.key, f"{type(problem).__name__}: {problem}", self._name)
        _progress("")
        self.held.append(held)
        self._book[entry.key] = held
        print(table.section(held), flush=True)
        if self._write:
            KEPT.write_text(record.text(self._book, self._runs), encoding="utf-8", newline="\n")
            RESULTS.write_text(report.whole(self._book, self._runs), encoding="utf-8", newline="\n")


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def _progress(text: str) -> None:
    """One line that is written over on a terminal; in a file, a line for each step."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)
    elif text:
        print(f"{time.strftime('%H:%M:%S')}   {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

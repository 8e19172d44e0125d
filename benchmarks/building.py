"""Contests of growth without a browser: check, export and serve of ever more events."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn
from benchmarks.processes import Run, run, served
from benchmarks.stages import Stage
from benchmarks.starts import TIMELINE, serve
from timeline.memory import SMALLEST

CHECK, EXPORT, SERVE, AGAIN = (
    "timeline check",
    "timeline export",
    "timeline serve, first byte",
    "timeline serve again, first byte",
)

METRICS = (
    Metric("seconds", 1),
    Metric("CPU s", 1),
    Metric("peak MB"),
    Metric("disk MB", 1),
    Metric("files"),
)


def building(stage: Stage, rounds: int) -> Contest:
    """The commands on one set of events."""
    project = stage.project
    return Contest(
        f"building-{stage.count}",
        f"Commands, {stage.title}",
        "A fresh process each time, start to end, or to the first byte of the answer to `GET /`; files in "
        "the disk cache. Each event has a quote of its own, a hundred stand in a source. Peak is memory "
        "held, by a process and its children; what they share is counted once. Export and serve check and "
        "load the project first; export then builds all tiles and other volumes and writes them. Disk and "
        "files are what the export wrote. Serve begins with nothing remembered, then with what it "
        "remembered.",
        METRICS,
        (
            Contestant(CHECK, _running((*TIMELINE, "check", str(project)))),
            Contestant(EXPORT, _exporting(stage)),
            Contestant(SERVE, _serving(stage, again=False)),
            *([Contestant(AGAIN, _serving(stage, again=True))] if _is_remembered(project) else []),
        ),
        rounds,
    )


def _running(command: tuple[str, ...]) -> Turn:
    async def turn() -> Sample:
        return _told(await run(command))

    return turn


def _is_remembered(project: Path) -> bool:
    """Whether it is large enough for a server to keep what it found."""
    return (project / "data" / "events.csv").stat().st_size >= SMALLEST


def _exporting(stage: Stage) -> Turn:
    async def turn() -> Sample:
        took = await stage.export()
        sizes = _sizes(await stage.site())
        return _told(took) | {"disk MB": [sum(sizes) / 1e6], "files": [len(sizes)]}

    return turn


def _serving(stage: Stage, *, again: bool) -> Turn:
    async def turn() -> Sample:
        if not again:
            shutil.rmtree(stage.memory, ignore_errors=True)
        elif not any(stage.memory.glob("*/*/ledger")):
            raise Invalid("nothing was remembered")
        # What is remembered is written when the first answer has been given.
        async with served(serve(stage.project), calm=not again, memory=stage.memory) as (_, took):
            return _told(took)

    return turn


def _told(took: Run) -> dict[str, list[float]]:
    return {"seconds": [took.wall / 1000], "CPU s": [took.cpu / 1000], "peak MB": [took.peak]}


def _sizes(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]

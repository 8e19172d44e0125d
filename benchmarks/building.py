"""Contests of growth without a browser: check, export and serve of ever more events."""

from __future__ import annotations

from pathlib import Path

from benchmarks.contest import Contest, Contestant, Metric, Sample, Turn
from benchmarks.processes import Run, run, served
from benchmarks.stages import Stage
from benchmarks.starts import TIMELINE, serve

CHECK, EXPORT, SERVE = (
    "timeline check",
    "timeline export",
    "timeline serve, first byte",
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
        "the disk cache. Each event has a quote of its own, a hundred stand in a source. Peak is the largest "
        "resident set, children added. Export and serve check and load the project first; export then builds "
        "all tiles and other volumes and writes them. Disk and files are what the export wrote.",
        METRICS,
        (
            Contestant(CHECK, _running((*TIMELINE, "check", str(project)))),
            Contestant(EXPORT, _exporting(stage)),
            Contestant(SERVE, _serving(stage)),
        ),
        rounds,
    )


def _running(command: tuple[str, ...]) -> Turn:
    async def turn() -> Sample:
        return _told(await run(command))

    return turn


def _exporting(stage: Stage) -> Turn:
    async def turn() -> Sample:
        took = await stage.export()
        sizes = _sizes(await stage.site())
        return _told(took) | {"disk MB": [sum(sizes) / 1e6], "files": [len(sizes)]}

    return turn


def _serving(stage: Stage) -> Turn:
    async def turn() -> Sample:
        async with served(serve(stage.project)) as (_, took):
            return _told(took)

    return turn


def _told(took: Run) -> dict[str, list[float]]:
    return {"seconds": [took.wall / 1000], "CPU s": [took.cpu / 1000], "peak MB": [took.peak]}


def _sizes(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]

"""Contests of programs: cold start to the first byte, commands, export."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, Turn
from benchmarks.processes import run, served

PYTHON = sys.executable
TIMELINE = (PYTHON, "-m", "timeline")

HELP, SERVE, SINGLE = "timeline --help", "timeline serve", "timeline export --single"
STOCK = "stock Dash app, waitress"
"""What goals ask after, as the tables call it."""

TIMES = (Metric("CPU ms"), Metric("wall ms"))


def _command(command: Sequence[str]) -> Turn:
    async def turn() -> Sample:
        took = await run(command)
        return {"CPU ms": [took.cpu], "wall ms": [took.wall]}

    return turn


def _server(command: Sequence[str]) -> Turn:
    async def turn() -> Sample:
        async with served(command) as (_, took):
            return {"CPU ms": [took.cpu], "wall ms": [took.wall]}

    return turn


def serve(project: Path) -> tuple[str, ...]:
    """The command that serves a project; `{port}` is for `served` to fill in."""
    return (*TIMELINE, "serve", str(project), "--port", "{port}", "--no-open")


def stock(events: Path, server: str = "waitress") -> tuple[str, ...]:
    """The command that serves the stock Dash app of a flat CSV."""
    return (PYTHON, "-m", "benchmarks.stock_dash", str(events), "{port}", server)


def starting(project: Path, events: Path) -> Contest:
    """Cold `timeline serve` to the first byte, beside a stock Dash app."""
    return Contest(
        "start",
        "Cold start to the first byte of `/`",
        "A fresh process each time, files already in the disk cache; from its start to the first byte of the "
        "answer to `GET /`, asked as soon as the port is open. The floors do nothing but import.",
        TIMES,
        (
            Contestant(SERVE, _server(serve(project))),
            Contestant(STOCK, _server(stock(events))),
            Contestant("stock Dash app, its dev server", _server(stock(events, "dev"))),
            Contestant("floor: import dash, pandas", _command((PYTHON, "-c", "import dash, pandas"))),
            Contestant("floor: import dash", _command((PYTHON, "-c", "import dash"))),
        ),
        rounds=3,
        warm=True,
    )


def commands(project: Path) -> Contest:
    """The commands that need no browser, beside bare Python."""
    return Contest(
        "commands",
        "Commands, start to end",
        "A fresh process each time.",
        TIMES,
        (
            Contestant(HELP, _command((*TIMELINE, "--help"))),
            Contestant("timeline check, the five articles", _command((*TIMELINE, "check", str(project)))),
            Contestant("floor: python -c pass", _command((PYTHON, "-c", "pass"))),
            Contestant("floor: import pandas", _command((PYTHON, "-c", "import pandas"))),
        ),
        warm=True,
    )


def exporting(project: Path, events: Path, folder: Path) -> Contest:
    """Export, time and size, beside `write_html` of the same events."""

    def ours(*options: str) -> Turn:
        async def turn() -> Sample:
            site = folder / "site"
            shutil.rmtree(site, ignore_errors=True)
            took = await run((*TIMELINE, "export", str(project), "-o", str(site), *options))
            files = ["index.html", "chart.html"]
            sizes = {f"{Path(name).stem} kB": [_kilobytes(site / name)] for name in files}
            engine = [] if options else [site / "assets" / "plotly.min.js"]
            whole = [site / "index.html", *engine]
            return _sizes(took.cpu, took.wall, whole) | sizes

        return turn

    async def theirs() -> Sample:
        page = folder / "stock.html"
        page.unlink(missing_ok=True)
        took = await run((PYTHON, "-m", "benchmarks.stock_page", str(events), str(page)))
        return _sizes(took.cpu, took.wall, [page]) | {"index kB": [_kilobytes(page)]}

    return Contest(
        "export",
        "Export: time and size",
        "A fresh process each time. `index` and `chart` are the HTML files; `whole` is the page with its "
        "chart engine, which stands beside the HTML unless the export is one file. kB are 1,000 bytes.",
        (*TIMES, *(Metric(f"{name} kB") for name in ("index", "chart", "whole", "whole gzip"))),
        (
            Contestant("timeline export", ours()),
            Contestant(SINGLE, ours("--single")),
            Contestant("plotly.express.timeline, write_html", theirs),
        ),
        rounds=3,
        warm=True,
    )


def _kilobytes(path: Path) -> float:
    if not path.is_file() or not path.stat().st_size:
        raise Invalid(f"no {path.name} was written")
    return path.stat().st_size / 1000


def _sizes(cpu: float, wall: float, whole: Sequence[Path]) -> dict[str, list[float]]:
    return {
        "CPU ms": [cpu],
        "wall ms": [wall],
        "whole kB": [sum(map(_kilobytes, whole))],
        "whole gzip kB": [sum(len(gzip.compress(path.read_bytes())) for path in whole) / 1000],
    }

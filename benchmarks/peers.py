"""The peers' pages: the same events as files that a browser can open.

Each is written as its own documentation says, with the engine inside the page or beside it, and with zooming
and dragging on. They are given the simplest data that does the job: title, kind, first and last day, quote.
"""

from __future__ import annotations

import json
import shutil
from array import array
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.contest import Invalid
from benchmarks.material import Row
from benchmarks.processes import ROOT
from benchmarks.stock_dash import figure

MODULES = Path(__file__).resolve().parent / "node_modules"
"""Where `make bench` has npm put the peers; ignored by Git."""

BASIC = ROOT / "timeline/assets/vendor/plotly-basic.min.js"
"""The small chart engine, the one that our page uses too."""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Timeline</title>
{head}</head>
<body>{body}</body></html>
"""

VIS = """
const data = DATA;
const kinds = Array.from(new Set(data.map((row) => row.group)));
new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(data),
    new vis.DataSet(kinds.map((kind) => ({ id: kind, content: kind }))),
    { start: FIRST, end: LAST, orientation: "top" });
"""

KNIGHT = 'new TL.Timeline("timeline", DATA, { font: null, hash_bookmark: false, script_path: "." });'


def blank(folder: Path) -> Path:
    """The floor: what it costs to open anything at all."""
    return write(folder / "blank.html", "", "<p>Nothing.</p>")


def plotly_full(folder: Path, events: pd.DataFrame) -> Path:
    """plotly.express.timeline with the full bundle in the page, as `write_html` does it."""
    path = folder / "plotly-full.html"
    figure(events).write_html(path, config={"scrollZoom": True})
    return path


def plotly_basic(folder: Path, events: pd.DataFrame) -> Path:
    """The same figure with the basic bundle in the page."""
    if not BASIC.is_file():
        raise Invalid("the small chart engine is not there; `make setup` fetches it")
    body = figure(events).to_html(full_html=False, include_plotlyjs=False, config={"scrollZoom": True})
    engine = BASIC.read_text(encoding="utf-8").replace("</script", "<\\/script")
    return write(folder / "plotly-basic.html", f"<script>{engine}</script>", body)


def vis_timeline(folder: Path, events: Sequence[Row]) -> Path:
    """vis-timeline as it comes, a group for each kind."""
    package = _package("vis-timeline")
    data = [
        {
            "id": row.id,
            "content": row.title,
            "title": row.quote,
            "group": row.kind,
            "start": row.start.isoformat(),
        }
        | ({} if row.instant else {"end": row.end.isoformat()})
        for row in events
    ]
    head = f"<style>{_text(package / 'styles/vis-timeline-graph2d.min.css')}</style>"
    head += f"<script>{_text(package / 'standalone/umd/vis-timeline-graph2d.min.js')}</script>"
    first, last = min(row.start for row in events), max(row.end for row in events)
    script = VIS.replace("DATA", _json(data)).replace("FIRST", _json(first.isoformat()))
    script = script.replace("LAST", _json(last.isoformat()))
    return write(folder / "vis.html", head, f'<div id="timeline"></div><script>{script}</script>')


def echarts(folder: Path, events: Sequence[Row]) -> Path:
    """An ECharts custom series, a row for each kind; zoomed, it draws only what the window can show."""
    head = f"<script>{_text(_package('echarts') / 'dist/echarts.min.js')}</script>"
    script = _filled("echarts.js", events)
    body = f'<div id="timeline" style="width: 100%; height: 600px"></div><script>{script}</script>'
    return write(folder / "echarts.html", head, body)


def canvas(folder: Path, events: Sequence[Row]) -> Path:
    """The floor of drawing: every event a rectangle on a bare canvas, no labels, no axis, no engine."""
    return _columns(folder / "canvas.html", "canvas.js", events)


def levels(folder: Path, events: Sequence[Row]) -> Path:
    """The floor of a timeline with levels: a bare canvas that draws only what a window can show."""
    return _columns(folder / "levels.html", "levels.js", events)


def _columns(path: Path, name: str, events: Sequence[Row]) -> Path:
    """A page of ours with the events in it as columns of numbers, ten bytes an event."""
    kinds = {kind: place % 8 for place, kind in enumerate(dict.fromkeys(row.kind for row in events))}
    found = sorted(
        (row.start.toordinal(), row.end.toordinal(), kinds[row.kind], row.importance) for row in events
    )
    starts, ends, lanes, weights = zip(*found, strict=True)
    data = array("i", starts).tobytes() + array("i", ends).tobytes() + bytes(lanes) + bytes(weights)
    script = _own("columns.js").replace("FIRST", str(starts[0])).replace("LAST", str(max(ends)))
    script = script.replace("DATA", b64encode(data).decode()) + _own(name)
    return write(path, "", f"<canvas></canvas><script>{script}</script>")


def _own(name: str) -> str:
    """A script of ours, without the remark at its head."""
    return (Path(__file__).resolve().parent / name).read_text(encoding="utf-8").partition("*/")[2]


def _filled(name: str, events: Sequence[Row]) -> str:
    """A script of ours for a peer, with the events in it, days as milliseconds."""
    times = [(_milliseconds(row.start), _milliseconds(row.end)) for row in events]
    data = [
        {"title": row.title, "kind": row.kind, "start": start, "end": end}
        for row, (start, end) in zip(events, times, strict=True)
    ]
    script = _own(name)
    script = script.replace("FIRST", str(min(times)[0])).replace("LAST", str(max(end for _, end in times)))
    return script.replace("DATA", _json(data))


def _milliseconds(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000


def timeline_js(folder: Path, events: Sequence[Row]) -> Path:
    """TimelineJS3 as it comes, a group for each kind, its own files beside the page."""
    package = _package("@knight-lab/timelinejs") / "dist"
    home = folder / "timelinejs"
    shutil.copytree(package / "css", home / "css", dirs_exist_ok=True)
    shutil.copy(package / "js/timeline.js", home)
    slides = [
        {
            "unique_id": row.id,
            "start_date": {"year": row.start.year, "month": row.start.month, "day": row.start.day},
            "text": {"headline": row.title, "text": row.quote},
            "group": row.kind,
        }
        | (
            {}
            if row.instant
            else {"end_date": {"year": row.end.year, "month": row.end.month, "day": row.end.day}}
        )
        for row in events
    ]
    head = '<link rel="stylesheet" href="css/timeline.css"><script src="timeline.js"></script>'
    script = KNIGHT.replace("DATA", _json({"events": slides}))
    body = f'<div id="timeline" style="width: 100%; height: 880px"></div><script>{script}</script>'
    return write(home / "index.html", head, body)


def _package(name: str) -> Path:
    if not (MODULES / name).is_dir():
        raise Invalid(f"{name} is not installed; `make bench` does it")
    return MODULES / name


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def write(path: Path, head: str, body: str) -> Path:
    """A page with this head and body."""
    path.write_text(PAGE.format(head=head, body=body), encoding="utf-8", newline="\n")
    return path

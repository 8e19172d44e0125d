"""How to tell that a page shows its marks: for our page the contract's promise, for each peer its own marks.

Ready is the same moment for everybody: every mark is in the picture, and two frames have passed.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.browser import Subject

OURS = (
    ".plot .opening .marks a, .plot .opening .marks .pill, "
    ".plot .easel path[transform], .plot .easel rect[rx], "
    ".plot:not(.ours) .barlayer .point path, .plot:not(.ours) .scatterlayer path.point"
)
"""Bars, points and pills of our chart: in the picture of the HTML, drawn at once, or drawn by the engine."""

OUR_TEXTS = ".plot .opening text, .plot .easel text, .plot:not(.ours) .plot-container text"
PLOTLY, PLOTLY_TEXTS = ".barlayer .point path", ".xtick text, .ytick text"
VIS = ".vis-item.vis-range, .vis-item.vis-box, .vis-item.vis-point"
VIS_TEXTS = ".vis-item-content, .vis-text"
KNIGHT = ".tl-timemarker"
ECHARTS = "#timeline canvas"


def ours(url: str, count: int) -> Subject:
    """Our page on either host: ready when something stands behind the picture, so that it is whole."""
    ready = """() => __probe.drawn(() => {
        const whole = document.readyState !== "loading" || document.querySelector(".plot ~ *");
        return whole && __probe.shown(MARKS, 10) >= 10;
    })"""
    moved = """() => {
        const payload = document.getElementById("_payload");
        __probe.fit ??= JSON.parse(/"fit": ?(\\[[^\\]]*\\])/.exec(payload.textContent)[1]);
        const { start, end } = timeline.window(), [first, last] = __probe.fit;
        return Date.parse(end) - Date.parse(start) < 0.99 * 864e5 * (last - first);
    }"""
    holds = """() => {
        const told = JSON.parse(document.getElementById("_payload").textContent);
        return told.volumes ? told.volumes.count : told.events.length;
    }"""
    settled = """() => Boolean(window.Plotly) && "ready" in document.documentElement.dataset
        && !document.querySelector(".plot .easel, .plot .opening")"""
    return Subject(
        url,
        ready.replace("MARKS", repr(OURS)),
        OURS,
        10,
        ".plot",
        OUR_TEXTS,
        count,
        holds,
        settled,
        moved,
    )


def blank(path: Path) -> Subject:
    """The floor."""
    return Subject(path.as_uri(), _drawn("p", 1), "p", 1)


def plotly(url: str, count: int) -> Subject:
    """A plotly.express.timeline, in a page or in a Dash app. In it, a day is narrower than a pixel."""
    return Subject(url, _drawn(PLOTLY, count), PLOTLY, 10, ".js-plotly-plot", PLOTLY_TEXTS)


def vis(path: Path, count: int) -> Subject:
    """A vis-timeline."""
    return Subject(path.as_uri(), _drawn(VIS, count), VIS, 10, ".vis-timeline", VIS_TEXTS)


def timeline_js(path: Path, count: int) -> Subject:
    """A TimelineJS3; its strip is wider than the screen, which thus shows some marks; no wheel zooms it."""
    return Subject(path.as_uri(), _drawn(KNIGHT, count), f"{KNIGHT} .tl-timemarker-content-container", 2)


def echarts(path: Path) -> Subject:
    """An ECharts page: finished as it says itself, and something on its canvas."""
    ready = f"() => __probe.drawn(() => window.__finished && __probe.inked({ECHARTS!r}, 10))"
    return Subject(path.as_uri(), ready, ECHARTS, 1, ECHARTS)


def canvas(path: Path) -> Subject:
    """A bare canvas of one kind or the other."""
    ready = "() => __probe.drawn(() => __probe.inked('canvas', 10))"
    return Subject(path.as_uri(), ready, "canvas", 1, "canvas")


def _drawn(selector: str, count: int) -> str:
    return f"() => __probe.drawn(() => __probe.placed({selector!r}, {count}))"

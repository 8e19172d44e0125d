"""How to tell that a page shows its marks: for our page the contract's promise, for each peer its own marks.

Ready is the same moment for everybody: every mark is in the picture, and two frames have passed.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.browser import Subject

OURS = ".plot .barlayer .point path, .plot .scatterlayer path.point"
"""Bars, points and pills of our chart."""

PLOTLY = ".barlayer .point path"
VIS = ".vis-item.vis-range, .vis-item.vis-box, .vis-item.vis-point"
KNIGHT = ".tl-timemarker"


def ours(url: str) -> Subject:
    """Our page on either host."""
    ready = """async () => {
        const there = () => Boolean(window.__timelineReady);
        while (!there()) await new Promise(requestAnimationFrame);
        await window.__timelineReady;
        return __probe.drawn(() => timeline.visible().length > 0);
    }"""
    return Subject(url, ready, OURS, 10)


def blank(path: Path) -> Subject:
    """The floor."""
    return Subject(path.as_uri(), _drawn("p", 1), "p", 1)


def plotly(url: str, count: int) -> Subject:
    """A plotly.express.timeline, in a page or in a Dash app. In it, a day is narrower than a pixel."""
    return Subject(url, _drawn(PLOTLY, count), PLOTLY, 10)


def vis(path: Path, count: int) -> Subject:
    """A vis-timeline."""
    return Subject(path.as_uri(), _drawn(VIS, count), VIS, 10)


def timeline_js(path: Path, count: int) -> Subject:
    """A TimelineJS3; its strip is wider than the screen, so not all of its marks are on it."""
    return Subject(path.as_uri(), _drawn(KNIGHT, count), f"{KNIGHT} .tl-timemarker-content-container", 1)


def echarts(path: Path) -> Subject:
    """An ECharts page: finished as it says itself, and something on its canvas."""
    ready = "() => __probe.drawn(() => window.__finished && __probe.inked('#timeline canvas', 10))"
    return Subject(path.as_uri(), ready, "#timeline canvas", 1)


def canvas(path: Path) -> Subject:
    """A bare canvas."""
    return Subject(path.as_uri(), "() => __probe.drawn(() => __probe.inked('canvas', 10))", "canvas", 1)


def _drawn(selector: str, count: int) -> str:
    return f"() => __probe.drawn(() => __probe.placed({selector!r}, {count}))"

"""Who takes part in the contests of pages: our two hosts, the peers, and the floors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import hands, peers, starts, subjects
from benchmarks.browser import Subject
from benchmarks.processes import served
from benchmarks.stages import Stage
from benchmarks.visits import Visited

EXPORT, SERVE, BLANK, LEVELS, KNIGHT = (
    "timeline export",
    "timeline serve",
    "floor: blank page",
    "floor: canvas with levels",
    "TimelineJS3",
)
STILL = (KNIGHT, BLANK)
"""Who has nothing that a wheel zooms and a drag pans."""

BASIC, FULL = "plotly.express.timeline, basic bundle", "plotly.express.timeline, write_html"
"""The second, once it has been loaded, is the same as the first."""

VIS, ECHARTS, CANVAS = "vis-timeline", "ECharts, custom series", "floor: canvas, every event"
FEW = (EXPORT, SERVE, BASIC, VIS, ECHARTS, BLANK)
"""Who takes part where it is enough to see how a figure stands among the others."""

OURS = (EXPORT, SERVE)
"""Our hosts, as the tables call them."""

FIT, RESET = "[data-do=fit]", ".modebar-btn[data-val=reset]"
"""The buttons of our page, and of plotly, that show the whole."""

CLICKS, JOURNEYS = 10, 3
"""Clicks on ours, and journeys of zooms and drags, in one visit: what is told of its slowest wants many."""


def pages(stage: Stage, servers: AsyncExitStack) -> dict[str, Visited]:
    """Everybody, ours first; pages are made and servers started when they are first asked for."""
    count, folder = stage.count, stage.folder

    def us(url: str) -> Subject:
        return subjects.ours(url, count)

    async def export() -> Subject:
        return us((await stage.site() / "index.html").as_uri())

    def plotly(url: str) -> Subject:
        return subjects.plotly(url, count)

    # What was remembered when its start was measured is good enough where it is not.
    ours = _served(servers, lambda: starts.serve(stage.project), us, stage.memory)
    stock = _served(servers, lambda: starts.stock(stage.flat), plotly)
    basic = _page(lambda: plotly(peers.plotly_basic(folder, stage.frame).as_uri()))
    full = _page(lambda: plotly(peers.plotly_full(folder, stage.frame).as_uri()))
    vis = _page(lambda: subjects.vis(peers.vis_timeline(folder, stage.events), count))
    knight = _page(lambda: subjects.timeline_js(peers.timeline_js(folder, stage.events), count))
    echarts = _page(lambda: subjects.echarts(peers.echarts(folder, stage.events)))
    canvas = _page(lambda: subjects.canvas(peers.canvas(folder, stage.events)))
    levels = _page(lambda: subjects.canvas(peers.levels(folder, stage.events)))
    return {
        EXPORT: Visited(export, hands.OUR_TARGETS, "", CLICKS, FIT, JOURNEYS),
        SERVE: Visited(ours, hands.OUR_TARGETS, "", CLICKS, FIT, JOURNEYS),
        BASIC: Visited(basic),
        FULL: Visited(full),
        "stock Dash app": Visited(stock, hands.STOCK_TARGETS, ".hoverlayer .hovertext", 1, RESET),
        VIS: Visited(vis),
        KNIGHT: Visited(knight),
        ECHARTS: Visited(echarts),
        CANVAS: Visited(canvas),
        LEVELS: Visited(levels),
        BLANK: Visited(_page(lambda: subjects.blank(peers.blank(folder)))),
    }


def _page(make: Callable[[], Subject]) -> Callable[[], Awaitable[Subject]]:
    """A page that is written when it is first asked for."""
    made: list[Subject] = []

    async def one() -> Subject:
        if not made:
            made.append(make())
        return made[0]

    return one


def _served(
    servers: AsyncExitStack,
    command: Callable[[], tuple[str, ...]],
    subject: Callable[[str], Subject],
    memory: Path | None = None,
) -> Callable[[], Awaitable[Subject]]:
    """A page of a server that is started when it is first asked for, and runs until `servers` ends it."""
    made: list[Subject] = []

    async def one() -> Subject:
        if not made:
            url, _ = await servers.enter_async_context(served(command(), calm=True, memory=memory))
            made.append(subject(url))
        return made[0]

    return one

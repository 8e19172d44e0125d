"""Steps that the browser tests share: open, wait, measure, and pages that are used more than once.

A page takes longer to open than most tests take to run, so `Pages` keeps one open for each host and size and
brings it back to how it opened, over the address, which is itself part of the contract. Tests of history,
storage or scripts open their own.

Nothing here sleeps. `settle` waits for the promise that the page gives when what it shows is painted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.conftest import Watch
from timeline.brush import COUNT_SIZE

SIZES = {
    "desk": {"width": 1440, "height": 900},
    "tablet": {"width": 1024, "height": 768},
    "phone": {"width": 390, "height": 844},
    "frame": {"width": 900, "height": 620},
    "plain": {"width": 1440, "height": 900},
}
"""The three viewports in which the page must be fit to print, that of a chart in somebody's article, and that of
a browser that runs no script."""

PAGES = ("desk", "tablet", "phone")
"""The viewports of the whole page."""

ON_ONE_HOST = pytest.mark.parametrize("host", ["export"])
"""For what the host has no part in, and for the further cases of a matrix: the script is the same."""

AT_EVERY_SIZE = pytest.mark.parametrize(
    ("host", "size"), [("app", "desk"), *(("export", size) for size in PAGES)]
)
"""At every size on one host, and at one size on the other."""

SPECIAL = {"phone": {"has_touch": True, "is_mobile": True}, "plain": {"java_script_enabled": False}}
"""What makes the phone a phone, and the plain browser plain."""

PATIENCE = 40_000
"""Milliseconds after which a step has failed: no measure of speed, on a machine of its own none takes a second."""

READY = "async () => { await window.__timelineReady; TreatyTimeline.engine.need(); await TreatyTimeline.engine.taken; }"

SETTLED = """async () => {
    await timeline.setFilter({});
    await timeline.settled();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""Changes nothing, and its promises are kept when everything asked for so far is painted, and drawn by Plotly too."""

AT_REST = """async () => {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    for (const menu of document.querySelectorAll("details[open]")) menu.open = false;
    if (document.activeElement) document.activeElement.blur();
    getSelection().removeAllRanges();
    if (location.hash.length > 1) {
        const heard = new Promise((done) => addEventListener("hashchange", done, { once: true }));
        location.hash = "";
        await heard;
    }
    const search = document.querySelector("[name=q]");
    if (search) search.value = "";
    await timeline.setFilter({ kind: [], party: [], source: [], evidence: [], q: "", lanes: "kind" });
    timeline.select(null);
    const first = document.querySelector("[role=tab]");
    if (first) first.click();
    document.querySelector(".era").click();
    await timeline.setFilter({});
    await timeline.settled();
    scrollTo(0, 0);
    for (const pane of document.querySelectorAll(".options, .panel, .texts")) pane.scrollTop = 0;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""Nothing selected, no filter, the whole window, everything closed and scrolled to its top."""

VIOLATIONS = """async () => {
    const known = (window.axed = window.axed || new Set()), keys = new Map(), away = [];
    const around = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((one) => matchMedia(one).matches);
    for (const node of document.querySelectorAll(".texts > article, .events > article")) {
        const shown = node.checkVisibility();
        if (shown) keys.set(node, [innerWidth, ...around, node.outerHTML].join(" "));
        if (!shown || (known.has(keys.get(node)) && !node.contains(document.activeElement))) away.push([node, new Comment()]);
    }
    const panes = Array.from(document.querySelectorAll(".texts, .panel"), (pane) => [pane, pane.scrollTop]);
    for (const [node, place] of away) node.replaceWith(place);
    try {
        // Style sheets and media are read again only for rules on sound and on turned screens.
        const { violations } = await axe.run(document, { preload: false });
        if (!violations.length) for (const key of keys.values()) known.add(key);
        return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ target }) => ({ target })) }));
    } finally {
        for (const [node, place] of away) place.replaceWith(node);
        for (const [pane, top] of panes) pane.scrollTop = top;
    }
}"""
"""What axe-core finds. Taken out meanwhile is what nobody sees, and a text or an event that is, letter for letter
and in the same colours and width, as it was when nothing was found: to look at all the elements takes seven seconds."""

COUNTS = f".textpoint text[style*='font-size: {COUNT_SIZE}px']"
"""The numbers of the pills in Plotly's picture: they are the only texts of their size among the labels."""

FAULTS_OF_LABELS = """(sliding) => {
    const room = 0.75, faults = [], labels = timeline.labelBoxes(), plot = document.querySelector(".plot");
    const { l, t, w, h } = plot._fullLayout._size, frame = plot.getBoundingClientRect();
    const apart = (a, b) => a.x + a.width <= b.x + room || b.x + b.width <= a.x + room
        || a.y + a.height <= b.y + room || b.y + b.height <= a.y + room;
    const say = (box) => [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
    labels.forEach((a, at) => {
        for (const b of labels.slice(at + 1)) {
            if (!apart(a, b)) faults.push(`labels ${a.id} and ${b.id} overlap: ${say(a)} | ${say(b)}`);
        }
        if (!sliding && (a.x < frame.left + l - 1 || a.x + a.width > frame.left + l + w + 1)) {
            faults.push(`label ${a.id} leaves the plot sideways: ${say(a)}`);
        }
        if (a.y < frame.top + t - 1 || a.y + a.height > frame.top + t + h + 1) {
            faults.push(`label ${a.id} leaves the plot: ${say(a)}`);
        }
    });
    const boxes = new Map(timeline.visible().map((id) => [id, timeline.markBox(id)]));
    for (const label of labels) {
        for (const [id, box] of boxes) {
            if (id !== label.id && box && !apart(label, box)) {
                faults.push(`label ${label.id} covers the mark of ${id}: ${say(label)} | ${say(box)}`);
            }
        }
    }
    // And once more as the picture has it: symbols and pills are what the browser drew, not what the page says.
    const ours = document.querySelector(".easel");
    const drawn = document.querySelectorAll(ours ? ".easel svg path[transform], .easel .pill" : ".plot .scatterlayer path.point, .plot COUNTS");
    for (const node of drawn) {
        const box = node.getBoundingClientRect();
        if (!box.width || box.right < frame.left + l || box.left > frame.left + l + w) continue;
        for (const label of labels) {
            const open = box.x >= label.x && box.x + box.width <= label.x + label.width;
            if (!apart(label, box) && open) faults.push(`label ${label.id} covers a symbol: ${say(label)} | ${say(box)}`);
        }
    }
    return faults;
}""".replace("COUNTS", COUNTS)
"""What is wrong with the labels now, measured from the picture; empty when all is well."""


def counted(page: Page) -> list[int]:
    """The numbers of the pills in Plotly's picture."""
    return [int(text) for text in page.locator(f".plot {COUNTS}").all_text_contents()]


class Pages:
    """Pages that stay open between tests, one for each address and size, each of them watched."""

    def __init__(self, browser: Browser, arguments: dict[str, Any]) -> None:
        self.browser = browser
        """Where they are opened."""
        self.arguments = arguments
        """For every context."""
        self.open: dict[tuple[str, str], tuple[BrowserContext, Page, Watch]] = {}
        """By address and size."""

    def get(self, url: str, size: str) -> tuple[Page, Watch]:
        """The page at rest, whatever the last test did to it; what went wrong while it opened is still told."""
        if (url, size) in self.open and self.open[url, size][1].is_closed():
            self.open.pop((url, size))[0].close()
        fresh = (url, size) not in self.open
        if fresh:
            self.open[url, size] = self._opened(url, size)
        context, page, watch = self.open[url, size]
        for other in context.pages:
            if other is not page:
                other.close()
        if page.viewport_size != SIZES[size]:
            page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        page.mouse.move(2, 2)
        if size == "plain":
            page.goto(url + "#")
        else:
            page.evaluate(AT_REST)
        if not fresh:
            watch.faults.clear()
        return page, watch

    def _opened(self, url: str, size: str) -> tuple[BrowserContext, Page, Watch]:
        arguments = {**self.arguments, "viewport": SIZES[size], **SPECIAL.get(size, {})}
        context = self.browser.new_context(**arguments)
        watch = Watch(context, "file:" if url.startswith("file:") else url.rpartition("/")[0] + "/")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        if size != "plain":
            ready(page)
        return context, page, watch

    def close(self) -> None:
        """Close them all."""
        for context, _, _ in self.open.values():
            context.close()


def settle(page: Page) -> None:
    """Wait until everything asked for so far is painted."""
    page.evaluate(SETTLED)


def visit(page: Page, url: str) -> Page:
    """Open an address in a page of its own and wait for the first painted window."""
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    ready(page)
    return page


def ready(page: Page | Frame) -> None:
    """Wait for the first painted window; fails, rather than waits for ever, when a page never gets there."""
    page.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE)
    page.evaluate(READY)


def go(page: Page, address: str) -> None:
    """Change the `#` address of an open page and wait until the page shows it."""
    page.evaluate(
        """async ([address, patience]) => {
            if (new URL(address || "#", location.href).hash === location.hash) return;
            await new Promise((done, late) => {
                addEventListener("hashchange", done, { once: true });
                setTimeout(() => late(new Error("the address did not change")), patience);
                location.hash = address;
            });
        }""",
        [address, PATIENCE],
    )
    settle(page)


def selection(page: Page) -> str | None:
    """The id of the selected event."""
    return page.evaluate("() => timeline.selection()")  # type: ignore[no-any-return]


def selects(page: Page, event: str) -> None:
    """Wait until the event is the selection, then until that is painted."""
    page.wait_for_function("(id) => timeline.selection() === id", arg=event)
    settle(page)


def window(page: Page) -> tuple[str, str]:
    """First and last day of the window, ISO."""
    seen = page.evaluate("() => timeline.window()")
    return seen["start"], seen["end"]


def days(page: Page) -> int:
    """How many days the window is long."""
    return int(
        page.evaluate(
            """() => {
                const { start, end } = timeline.window(), day = TreatyTimeline.calendar.period;
                return day(end)[0] - day(start)[0] + 1;
            }"""
        )
    )


def set_window(page: Page, start: str, end: str) -> None:
    """Show a window, given as dates, and wait until it is painted."""
    page.evaluate(
        "async ([start, end]) => { await timeline.setWindow(start, end); await timeline.settled(); }",
        [start, end],
    )


def visible(page: Page) -> list[str]:
    """Ids of the events drawn."""
    return page.evaluate("() => timeline.visible()")  # type: ignore[no-any-return]


def centre(box: dict[str, float]) -> tuple[float, float]:
    """The middle of a box."""
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click_mark(page: Page, event: str) -> None:
    """Click with the mouse in the middle of an event's mark."""
    box = page.evaluate("(id) => timeline.markBox(id)", event)
    assert box is not None, f"{event} is not drawn"
    page.mouse.click(*centre(box))


def label_faults(page: Page, sliding: bool = False) -> list[str]:
    """What is wrong with the labels as they are now."""
    return page.evaluate(FAULTS_OF_LABELS, sliding)  # type: ignore[no-any-return]


def focus_chart(page: Page) -> None:
    """Give the chart the focus, as Tab does."""
    page.locator(".plot").focus()


@contextmanager
def running(project: Path, **options: Any) -> Iterator[str]:
    """The app of a project, served until the block ends; `options` are those of `create_app`."""
    from waitress import wasyncore
    from waitress.server import create_server

    from timeline.app import create_app

    app = create_app(project, **options).server
    # Its loop ends when nothing is left to listen to, and may only be emptied from within.
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=4)
    with _thread(server.run, lambda: server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))):
        yield f"http://127.0.0.1:{server.effective_port}/"
    server.task_dispatcher.shutdown()


@contextmanager
def static_server(folder: Path) -> Iterator[str]:
    """A plain web server for a folder, as people publish an export."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server,
        _thread(server.serve_forever, server.shutdown),
    ):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def _thread(run: Callable[[], object], stop: Callable[[], object]) -> Iterator[None]:
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join(timeout=10)
        assert not thread.is_alive(), "the server did not stop"

"""A headless Chromium that is asked what a page cost.

Every page is opened in a fresh browser: no cache, no compiled code, new processes. Processor time is user
and system of all renderers and of the GPU process; so it holds parsing, layout and paint, which no timer in
the page sees. Who has used half a minute of it is not waited for any longer.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Error, Page, Playwright, TimeoutError, async_playwright

from benchmarks.contest import Invalid, TooSlow

NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
"""Names to look for on the PATH, in the order of .ci/browser."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser without a screen that calls nobody by itself."""

SIZE = {"width": 1440, "height": 900}
"""The viewport, in CSS pixels."""

PATIENCE = 120
"""Seconds after which a page is given up, however little it does."""

LIMIT = 30
"""Seconds of processor time after which it is given up."""

STARTED, WORKING = 1.0, 0.1
"""Seconds of processor time that every page takes, and the part of all the time that one must have worked
beyond them to count as slow; who did less has failed. On a busy machine even the busiest gets only a part."""

LOOK = 0.5
"""Seconds between two looks at what it has used."""

OPEN = """async (chart) => {{
    const wall = await ({ready})();
    if (chart) __probe.beforeAnswer(chart, {moved});
    return {{ wall, ...__probe.middle(chart || "body") }};
}}"""
"""Waits for the picture, and begins at once to watch for the answer to a first wheel step."""

PROBE = (Path(__file__).resolve().parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be measured, whoever made it."""

    url: str
    """Address."""
    ready: str
    """JavaScript: a promise, kept two frames after the whole first picture is there: ms since navigation."""
    marks: str
    """CSS selector of its marks."""
    least: int
    """How many of them must be on the screen, or no figure is given."""
    chart: str = ""
    """CSS selector of the chart that can be zoomed and dragged; empty if there is none."""
    texts: str = ""
    """CSS selector of its labels and ticks; empty where a canvas holds everything."""
    count: int = 0
    """How many events the page must hold."""
    holds: str = ""
    """JavaScript: how many it holds, shown or not; empty if `ready` counts them, since all are marks."""
    settled: str = "() => true"
    """JavaScript: whether all that it loads by itself is there."""
    moved: str = "() => true"
    """JavaScript: whether a change of the chart answers a hand, where it also changes by itself at first."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that shows its first picture, and what it cost until then."""

    page: Page
    """Open."""
    cdp: CDPSession
    """Of this page."""
    wall: float
    """Milliseconds from navigation to two frames after the first picture was whole."""
    cpu: float
    """Milliseconds of processor time in the meantime: renderers and GPU process."""
    middle: tuple[float, float]
    """A point in the chart, in CSS pixels."""
    _meter: _Meter
    _loaded: list[int]
    _fault: asyncio.Future[str]
    _patience: float

    async def used(self) -> float:
        """Milliseconds of processor time since navigation."""
        return await self._meter.used()

    @property
    def weight(self) -> int:
        """Bytes of everything that the page has loaded so far, decompressed."""
        return sum(self._loaded)

    async def ask(self, script: str, value: Any = None) -> Any:
        """What a script in the page answers; raises `TooSlow` when it uses more time than anybody waits."""
        return await _unless(self._fault, self._meter, self.page.evaluate(script, value), self._patience)


class _Meter:
    """Processor time of what draws pages, counted from its own beginning."""

    def __init__(self, cdp: CDPSession) -> None:
        self._cdp = cdp
        self._before: dict[int, float] = {}

    async def begin(self) -> None:
        self._before = await self._times()

    async def used(self) -> float:
        """Milliseconds since the beginning."""
        now = await self._times()
        return 1000 * sum(spent - self._before.get(process, 0.0) for process, spent in now.items())

    async def _times(self) -> dict[int, float]:
        """Seconds so far, by process id."""
        told = await self._cdp.send("SystemInfo.getProcessInfo")
        return {
            one["id"]: _processor_time(one["id"], one["cpuTime"])
            for one in told["processInfo"]
            if one["type"] in ("renderer", "GPU")
        }


def _processor_time(process: int, told: float) -> float:
    """What the kernel says of a process, to the microsecond; if not, what the browser told, to 10 ms."""
    try:
        return time.clock_gettime((~process << 3) | 2)
    except (OSError, OverflowError):
        return told


class Watcher:
    """Starts browsers."""

    def __init__(self, playwright: Playwright, version: str, patience: float = PATIENCE) -> None:
        self._playwright = playwright
        self.patience = patience
        """Seconds after which a page is given up."""
        self.version = version
        """Version number of the browser."""

    def hasty(self, patience: float) -> Watcher:
        """One that gives pages up sooner."""
        return Watcher(self._playwright, self.version, patience)

    @asynccontextmanager
    async def open(self, subject: Subject) -> AsyncIterator[Opened]:
        """Open a page in a fresh browser and wait for its picture; `Invalid` if none comes."""
        browser = await self._playwright.chromium.launch(executable_path=_path(), args=list(FLAGS))
        try:
            context = await browser.new_context(viewport=SIZE, locale="en-GB", timezone_id="UTC")  # type: ignore[arg-type]
            await context.add_init_script(PROBE)
            page = await context.new_page()
            cdp = await context.new_cdp_session(page)
            loaded: list[int] = []
            cdp.on("Network.dataReceived", lambda event: loaded.append(event["dataLength"]))
            await cdp.send("Network.enable")
            fault: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            page.on("pageerror", partial(_keep_first, fault))
            meter = _Meter(await browser.new_browser_cdp_session())
            await meter.begin()
            await page.goto(subject.url, wait_until="commit", timeout=PATIENCE * 1000)
            script = OPEN.format(ready=subject.ready, moved=subject.moved)
            told = await _unless(fault, meter, page.evaluate(script, subject.chart), self.patience)
            cpu = await meter.used()
            middle = (told["x"], told["y"])
            yield Opened(page, cdp, told["wall"], cpu, middle, meter, loaded, fault, self.patience)
        except TimeoutError as problem:
            raise TooSlow(f"the page did not answer: {problem.message.splitlines()[0]}") from problem
        except Error as problem:
            kind = TooSlow if "too slow" in problem.message else Invalid
            raise kind(f"the page failed: {problem.message.splitlines()[0]}") from problem
        finally:
            await browser.close()


def _keep_first(fault: asyncio.Future[str], error: Error) -> None:
    if not fault.done():
        fault.set_result(str(error))


async def _unless(
    fault: asyncio.Future[str], meter: _Meter, answer: Coroutine[Any, Any, Any], patience: float
) -> Any:
    """The answer of a page; raises `Invalid` if it throws or stands idle, `TooSlow` if it works on."""
    task, began, before = asyncio.ensure_future(answer), time.monotonic(), await meter.used()
    try:
        while not task.done():
            await asyncio.wait({task, fault}, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
            if fault.done():
                raise Invalid(f"the page threw: {fault.result()}")
            if task.done():
                break
            spent = (await meter.used() - before) / 1000
            if spent > LIMIT:
                raise TooSlow(f"more than {LIMIT} s of processor time")
            if time.monotonic() - began > patience:
                raise _late(spent, patience)
        return task.result()
    finally:
        task.cancel()


def _late(spent: float, patience: float) -> Invalid:
    """Who has worked most of the time is slow; who has not shows nothing and never will."""
    if spent > STARTED + patience * WORKING:
        return TooSlow(f"no answer within {patience:.0f} s, {spent:.0f} s of them processor time")
    return Invalid(f"nothing came within {patience:.0f} s, in which the page worked for {spent:.1f} s")


async def heap(opened: Opened) -> float:
    """Megabytes of JavaScript heap and array buffers that the page keeps, garbage collected."""
    await opened.cdp.send("HeapProfiler.enable")
    await opened.cdp.send("HeapProfiler.collectGarbage")
    told = await opened.cdp.send("Runtime.getHeapUsage")
    return float(told["usedSize"] + told.get("backingStorageSize", 0)) / 1e6


@asynccontextmanager
async def watching() -> AsyncIterator[Watcher]:
    """What starts browsers, from start to end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_path(), args=list(FLAGS))
        version = browser.version
        await browser.close()
        yield Watcher(playwright, version)


@cache
def _path() -> str | None:
    """The browser of this machine; None when only Playwright's own can be there."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        path = shutil.which(name) if name else None
        # Asked for its version, because on some systems the name is a hint to install something else.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None

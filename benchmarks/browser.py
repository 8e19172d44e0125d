"""A headless Chromium that is asked what a page cost.

Every page is opened in a fresh context: no cache, no compiled code, a new renderer process. Processor time is
user and system of all renderers and of the GPU process, as the browser itself tells it, in steps of 10 ms;
so it holds parsing, layout and paint, which a timer inside the page does not see.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Error, Page, TimeoutError, async_playwright

from benchmarks.contest import Invalid, TooSlow

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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

PATIENCE = 60_000
"""Milliseconds after which a page is given up."""

PROBE = (Path(__file__).resolve().parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be measured, whoever made it."""

    url: str
    """Address."""
    ready: str
    """JavaScript: a promise, kept two frames after the last mark is drawn: ms since navigation."""
    marks: str
    """CSS selector of its marks."""
    least: int
    """How many of them must be on the screen, or the figure is not given."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that shows its marks, and what it cost until then."""

    page: Page
    """Open, at rest."""
    cdp: CDPSession
    """Of this page."""
    wall: float
    """Milliseconds from navigation to two frames after the last mark."""
    cpu: float
    """Milliseconds of processor time in the meantime: renderers and GPU process."""
    weight: int
    """Bytes of everything that the page loaded, decompressed."""
    shown: int
    """Marks on the screen, at least a pixel wide and high."""


class Watcher:
    """A running browser."""

    def __init__(self, browser: Browser, cdp: CDPSession) -> None:
        self._browser = browser
        self._cdp = cdp

    @property
    def version(self) -> str:
        """Its version number."""
        return self._browser.version

    @asynccontextmanager
    async def open(self, subject: Subject) -> AsyncIterator[Opened]:
        """Open a page and wait for its marks; raises `Invalid` when it shows fewer than it should."""
        context = await self._browser.new_context(viewport=SIZE, locale="en-GB", timezone_id="UTC")  # type: ignore[arg-type]
        try:
            await context.add_init_script(PROBE)
            page = await context.new_page()
            cdp = await context.new_cdp_session(page)
            loaded: list[int] = []
            cdp.on("Network.dataReceived", lambda event: loaded.append(event["dataLength"]))
            await cdp.send("Network.enable")
            fault: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            page.on("pageerror", partial(_keep_first, fault))
            before = await self._processor_times()
            await page.goto(subject.url, wait_until="commit", timeout=PATIENCE)
            wall = await _unless(fault, page.evaluate(subject.ready))
            after = await self._processor_times()
            shown = await page.evaluate("(selector) => __probe.shown(selector)", subject.marks)
            if shown < subject.least:
                raise Invalid(f"{shown} marks on the screen, at least {subject.least} wanted")
            cpu = sum(time - before.get(process, 0.0) for process, time in after.items())
            yield Opened(page, cdp, float(wall), cpu * 1000, sum(loaded), int(shown))
        except TimeoutError as problem:
            raise TooSlow(f"the page did not answer: {problem.message.splitlines()[0]}") from problem
        except Error as problem:
            kind = TooSlow if "too slow" in problem.message else Invalid
            raise kind(f"the page failed: {problem.message.splitlines()[0]}") from problem
        finally:
            await context.close()

    async def _processor_times(self) -> dict[int, float]:
        """Seconds of processor time so far, by process id, of what draws pages."""
        told = await self._cdp.send("SystemInfo.getProcessInfo")
        return {
            one["id"]: one["cpuTime"] for one in told["processInfo"] if one["type"] in ("renderer", "GPU")
        }


def _keep_first(fault: asyncio.Future[str], error: Error) -> None:
    if not fault.done():
        fault.set_result(str(error))


async def _unless(fault: asyncio.Future[str], answer: Coroutine[Any, Any, Any]) -> Any:
    """The answer of a page; raises `Invalid` as soon as the page throws, or when it takes too long."""
    task = asyncio.ensure_future(answer)
    await asyncio.wait({task, fault}, timeout=PATIENCE / 1000, return_when=asyncio.FIRST_COMPLETED)
    if fault.done():
        task.cancel()
        raise Invalid(f"the page threw: {fault.result()}")
    if not task.done():
        task.cancel()
        raise TooSlow(f"the page was not ready within {PATIENCE / 1000:.0f} s")
    return task.result()


async def heap(opened: Opened) -> float:
    """Megabytes of JavaScript heap that the page keeps, garbage collected."""
    await opened.cdp.send("HeapProfiler.enable")
    await opened.cdp.send("HeapProfiler.collectGarbage")
    told = await opened.cdp.send("Runtime.getHeapUsage")
    return float(told["usedSize"]) / 1e6


@asynccontextmanager
async def launched() -> AsyncIterator[Watcher]:
    """A browser, from start to end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_path(), args=list(FLAGS))
        try:
            yield Watcher(browser, await browser.new_browser_cdp_session())
        finally:
            await browser.close()


def _path() -> str | None:
    """The browser of this machine; None when only Playwright's own can be there."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        path = shutil.which(name) if name else None
        # Asked for its version, because on some systems the name is a hint to install something else.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None

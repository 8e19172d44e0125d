"""A contest of servers: many readers at once, each doing what a browser does with the page.

A reader opens the page, fetches its scripts and styles (asking, from the second visit on, whether they have
changed), makes Dash's calls, looks at a few volumes where the edition has them, and at a file of citations;
the page's clock ticks every second meanwhile. Then it begins anew. The client runs in this process and takes
its share of the same machine.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.contest import Contest, Contestant, Metric, Sample, Turn, p95
from benchmarks.processes import served
from benchmarks.stages import Stage
from benchmarks.starts import SERVE, serve, stock

READERS, SECONDS, BRIEFLY = 64, 60.0, 20.0
"""How many, and for how long on our server, and on the peer's."""

TICKS = 3
"""Ticks of the page's clock in one visit, a second apart."""
CITATIONS = "/citations.bib"

METRICS = (
    Metric("p95 ms", 1, "time", p95),
    Metric("p50 ms", 1, "time"),
    Metric("slowest ms", 0, "time", max),
    Metric("requests a second"),
    Metric("requests"),
    Metric("errors"),
)

_ADDRESS = re.compile(r'<(?:script[^>]* src|link rel="stylesheet" href)="(/[^"]+)"')
_PAYLOAD = re.compile(r'<script[^>]* id="_payload"[^>]*>(.*?)</script>', re.DOTALL)


def reading(articles: Stage, large: Stage) -> Contest:
    """Sixty-four readers at once on one server, of the five articles and of many events."""
    return Contest(
        "readers",
        f"{READERS} readers at once on one server, {SECONDS:.0f} s",
        "Each opens the page, fetches scripts and styles (from its second visit on with the tag of what it "
        "has), makes Dash's calls, looks at some volumes and at a file of citations, while the page's clock "
        "asks every second; then it begins anew. Times are from request to the last byte of the answer. An "
        "error is an answer that is not 200, 204 or 304, or none. The client shares the machine. "
        f"Of the stock app no callback is asked, and it is read for {BRIEFLY:.0f} s.",
        METRICS,
        (
            Contestant(f"{SERVE}, the five articles", _turn(lambda: serve(articles.project), forms=True)),
            Contestant(f"{SERVE}, {large.title}", _turn(lambda: serve(large.project))),
            Contestant("stock Dash app, the five articles", _turn(lambda: stock(articles.flat), BRIEFLY)),
        ),
        rounds=1,
    )


def _turn(command: Callable[[], tuple[str, ...]], seconds: float = SECONDS, *, forms: bool = False) -> Turn:
    async def turn() -> Sample:
        async with served(command(), calm=True) as (url, _):
            log = Log()
            began = time.monotonic()
            readers = (_Reader(url, log, number, began + seconds, forms) for number in range(READERS))
            await asyncio.gather(*(reader.read() for reader in readers))
            took = time.monotonic() - began
        count = len(log.times)
        return {
            "time": log.times,
            "requests": [count],
            "requests a second": [count / took],
            "errors": [log.errors],
        }

    return turn


@dataclass(slots=True)
class Log:
    """What all readers have met with."""

    times: list[float] = field(default_factory=list)
    """Milliseconds of each answer."""
    errors: int = 0
    """Answers that were none."""


class _Reader:
    """One reader, on one connection that is kept open."""

    def __init__(self, url: str, log: Log, number: int, end: float, forms: bool) -> None:
        self._host, self._log, self._end, self._forms = urlsplit(url).netloc, log, end, forms
        self._chance = random.Random(number)
        self._tags: dict[str, str] = {}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def read(self) -> None:
        """Visit the page again and again, until the time is over."""
        while time.monotonic() < self._end:
            await self._visit()
        if self._streams:
            self._streams[1].close()

    async def _visit(self) -> None:
        page = (await self._get("/")).decode("utf-8", "replace")
        for address in _ADDRESS.findall(page):
            await self._get(address)
        await self._get("/_dash-layout")
        ticking = _callbacks(await self._get("/_dash-dependencies"))
        volumes = _volumes(page, self._chance)
        for _ in range(TICKS):
            began = time.monotonic()
            for body in ticking:
                await self._ask("POST", "/_dash-update-component", body)
            for address in next(volumes, ()):
                await self._get(address)
            await asyncio.sleep(max(0.0, min(1 - (time.monotonic() - began), self._end - time.monotonic())))
            if time.monotonic() >= self._end:
                return
        if self._forms:
            await self._get(CITATIONS)

    async def _get(self, address: str) -> bytes:
        return await self._ask("GET", address)

    async def _ask(self, method: str, address: str, body: bytes = b"") -> bytes:
        """The body of an answer, unpacked; empty where there was none. Everything is counted."""
        lines = [f"{method} {address} HTTP/1.1", f"Host: {self._host}", "Accept-Encoding: gzip"]
        lines += ["Sec-Fetch-Site: same-origin", f"Origin: http://{self._host}"]
        if address in self._tags:
            lines.append(f"If-None-Match: {self._tags[address]}")
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        began = time.perf_counter()
        try:
            status, headers, answer = await self._exchange("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        except (OSError, EOFError, ValueError):
            self._streams = None
            self._log.errors += 1
            return b""
        self._log.times.append((time.perf_counter() - began) * 1000)
        self._log.errors += status not in (200, 204, 304)
        if "etag" in headers and address != "/":
            self._tags[address] = headers["etag"]
        return gzip.decompress(answer) if headers.get("content-encoding") == "gzip" else answer

    async def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._streams is None:
            host, _, port = self._host.partition(":")
            self._streams = await asyncio.open_connection(host, int(port), limit=2**20)
        reader, writer = self._streams
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
        }
        status = int(head[0].split()[1])
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int(await reader.readline(), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readline()
        elif status not in (204, 304):
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            writer.close()
            self._streams = None
        return status, headers, body


def _callbacks(dependencies: bytes) -> list[bytes]:
    """The bodies with which the page asks the server when its clock ticks; patterns of ids are left out."""
    made = []
    for one in json.loads(dependencies or b"[]"):
        if one.get("clientside_function") or "{" in one["output"]:
            continue
        name, _, prop = one["output"].rpartition(".")
        inputs = [thing | {"value": 1} for thing in one["inputs"]]
        body = {
            "output": one["output"],
            "outputs": {"id": name, "property": prop},
            "inputs": inputs,
            "changedPropIds": [f"{thing['id']}.{thing['property']}" for thing in one["inputs"]],
            "state": [thing | {"value": None} for thing in one["state"]],
        }
        made.append(json.dumps(body).encode())
    return made


def _volumes(page: str, chance: random.Random) -> Iterator[list[str]]:
    """Addresses of the volumes that a reader asks for at one go; none where the edition has none."""
    found = _PAYLOAD.search(page)
    told = json.loads(found.group(1)).get("volumes") if found else None
    while told and told.get("how") == "fetch":
        place = chance.randrange(told["count"])
        names = (f"events-{place // told['events']}", f"panels-{place // told['panels']}")
        yield [told["base"] + name for name in names]

"""Programs as they are started by hand: how long, how much processor time, when the first byte comes.

Processor time is what the kernel says of the process (and of children that it has waited for). It is the
figure to compare: wall time on a shared machine also counts what others do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.contest import Invalid

ROOT = Path(__file__).resolve().parent.parent
"""The top of the repository: commands run here."""

PATIENCE = 3600.0
"""Seconds after which a program counts as hanging; to export a million events takes many minutes."""

CALM, BUSY = 600.0, 0.05
"""Seconds that a server may go on working after its first answer, and the part of one that is no work."""

LOOK = 0.002
"""Seconds between two looks at a program that is starting."""

WEIGH, SELDOM = 0.05, 20
"""Seconds between two looks at the memory of a program, or so many times what a look takes."""

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has run, or has answered."""

    wall: float
    """Milliseconds from its start to its end, or to the first byte of its answer."""
    cpu: float
    """Milliseconds of processor time in the meantime, user and system."""
    peak: float
    """Megabytes of memory that it and its children held at most; what they share is counted once."""


async def run(command: Sequence[str]) -> Run:
    """Run a command to its end; raises `Invalid` if it fails."""
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = _start(command, output)
        try:
            return await asyncio.to_thread(_ended, process, output, began)
        finally:
            # Whoever is interrupted leaves nothing running; what has ended by itself is not there any more.
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)


def _ended(process: subprocess.Popen[bytes], output: IO[bytes], began: float) -> Run:
    """What a process took, once it has ended."""
    weights: list[float] = []
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process, ended, weights))
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Invalid(f"the command ended with {process.returncode}: {_tail(output)}")
    return Run(wall * 1000, (used.ru_utime + used.ru_stime) * 1000, max(weights, default=0))


def _watch(process: subprocess.Popen[bytes], ended: threading.Event, weights: list[float]) -> None:
    """Weigh a process until it ends, and end it when it takes too long.

    What `wait4` tells of memory begins with what the parent held when the process was started.
    """
    began, pause = time.monotonic(), WEIGH
    while not ended.wait(pause):
        looking = time.monotonic()
        weights.append(_peak(process.pid))
        now = time.monotonic()
        pause = max(WEIGH, SELDOM * (now - looking))
        if now > began + PATIENCE:
            os.killpg(process.pid, signal.SIGKILL)


def _start(
    command: Sequence[str], output: IO[bytes], memory: Path | str | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | ({"XDG_CACHE_HOME": str(memory)} if memory else {}),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _tail(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read().decode("utf-8", "replace")[-400:].strip()


def free_port() -> int:
    """A port of this computer that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(
    command: Sequence[str], *, calm: bool = False, memory: Path | None = None
) -> AsyncIterator[tuple[str, Run]]:
    """A server while it runs: its address, and what it took to the first byte of `/`.

    `{port}` in the command is replaced by a free port. `calm`: begin only when it has nothing left to do, so
    that it takes nothing from what is measured beside it. `memory` is the folder in which it finds what an
    earlier start has remembered, by default an empty one. Raises `Invalid` if it does not answer with 200.
    """
    port = free_port()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryDirectory() as empty:
        began = time.perf_counter()
        process = _start([word.format(port=port) for word in command], output, memory or empty)
        try:
            answer = await asyncio.to_thread(_first_bytes, process, port)
            wall = (time.perf_counter() - began) * 1000
            took = Run(wall, _processor_time(process.pid), _peak(process.pid))
            if b" 200 " not in answer.split(b"\r\n")[0]:
                raise Invalid(f"the server answered {answer[:60]!r}: {_tail(output)}")
            if calm:
                await _calm(process.pid)
            yield f"http://127.0.0.1:{port}/", took
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


async def _calm(pid: int) -> None:
    """Until a process has used next to no processor time for a second."""
    end, before = time.monotonic() + CALM, _processor_time(pid)
    while time.monotonic() < end:
        await asyncio.sleep(1)
        now = _processor_time(pid)
        if now - before <= 1000 * BUSY:
            return
        before = now


def _first_bytes(process: subprocess.Popen[bytes], port: int) -> bytes:
    """The beginning of the answer to GET /, asked as soon as somebody listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Invalid(f"the server ended by itself with {process.returncode}")
        with socket.socket() as client:
            client.settimeout(PATIENCE)
            try:
                client.connect(("127.0.0.1", port))
            except ConnectionRefusedError:
                time.sleep(LOOK)
                continue
            client.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            return client.recv(256)
    raise Invalid(f"the server did not listen within {PATIENCE:.0f} s")


def _processor_time(pid: int) -> float:
    """Milliseconds of processor time that a running process has used so far, with its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / _TICK * 1000


def _peak(pid: int) -> float:
    """Megabytes of memory that a process has held at most; where it has children, that all of them hold now.

    Processes that were parted from one another share what was there before: of each page of memory, everybody
    is counted for his part. 0 when it has ended.
    """
    family = [pid, *_below(pid)]
    try:
        if len(family) == 1:
            return _told(pid, "status", "VmHWM")
        return sum(_told(one, "smaps_rollup", "Pss") for one in family)
    except OSError:
        return 0.0


def _below(pid: int) -> Iterator[int]:
    """The children of a process, and theirs."""
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
            yield int(child)
            yield from _below(int(child))


def _told(pid: int, file: str, name: str) -> float:
    """Megabytes, as the system tells them of a process; raises OSError when that has ended."""
    lines = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)

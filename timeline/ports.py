"""Ports of this computer: whether a server could listen on one, and which other one it could.

Apart from the command line, which only tells what is found here.
"""

from __future__ import annotations

import errno
import os
import socket

from timeline.errors import TimelineError

LOCAL = "127.0.0.1"
"""This computer, by the address that means the same everywhere."""
HIGHEST = 65535
"""The last port there is."""
_TRIED = 50


def free(host: str, port: int) -> bool:
    """Whether a server could listen there now; `TimelineError` when the address is wrong in itself."""
    host = LOCAL if host == "localhost" else host  # As `serve` takes it, wherever else it may lead.
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as problem:
        raise TimelineError(f"{host!r} is no address of this computer") from problem
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            # As servers do: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as problem:
            raise TimelineError(
                f"port {port} is not allowed to you: ports below 1024 belong to the system"
            ) from problem
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return False
            raise TimelineError(f"{host!r} is no address of this computer: {problem.strerror}") from problem
    return True


def another(host: str, port: int) -> int | None:
    """The next port after a taken one that is free; None when none of the next fifty is."""
    higher = range(port + 1, min(port + _TRIED, HIGHEST) + 1)
    return next((candidate for candidate in higher if free(host, candidate)), None)

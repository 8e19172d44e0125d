"""Whether a port is free is found by asking the system, and another one is looked for above it."""

from __future__ import annotations

import socket

import pytest

from timeline import ports
from timeline.errors import TimelineError


def test_a_port_on_which_somebody_listens_is_not_free() -> None:
    """And the next one that is free lies above it."""
    with socket.create_server((ports.LOCAL, 0)) as server:
        taken = server.getsockname()[1]
        assert not ports.free(ports.LOCAL, taken)
        other = ports.another(ports.LOCAL, taken)
    assert other is None or (other > taken and ports.free(ports.LOCAL, other))


def test_above_the_last_port_there_is_none() -> None:
    """65536 is never proposed."""
    assert ports.another(ports.LOCAL, ports.HIGHEST) is None


def test_an_address_that_is_none_is_told() -> None:
    """In words, and not as an error of the system."""
    with pytest.raises(TimelineError, match="is no address of this computer"):
        ports.free("no.such.host.invalid", 8050)

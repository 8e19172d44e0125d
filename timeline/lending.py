"""Lends the volumes of a large edition to the readers of a server: each made when first asked for, then kept.

Volumes are made one at a time: two at once would only take turns, and whoever waits gets the first of them
sooner. Made ahead, while nobody is being answered, is what every hand comes upon that moves the window (the
coarsest tiles), and then the words, which take minutes to gather where events are a million: who searches
before waits for them, and nobody else does.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice

from timeline.concordance import Concordance
from timeline.ledger import Ledger
from timeline.memory import Memory
from timeline.pace import Pace
from timeline.progress import Progress, silent
from timeline.volumes import Volumes

ROOM = 48 * 1024 * 1024
"""Bytes of packed volumes that are kept; what was lent longest ago goes first."""
WORDS = ("words", "postings")
WAITING = 3
"""Readers who may wait for the words at once: each keeps one of the few threads of a server, even gone."""
COARSE = 63
"""Tiles that are made ahead, in about a second: of a crowded timeline all of the first six levels."""


class Busy(Exception):
    """As many wait for it as may: whoever asks again later will have it."""


class Lending:
    """Safe to share between threads."""

    def __init__(self, volumes: Volumes, pace: Pace | None = None, memory: Memory | None = None) -> None:
        """`pace` is that at which the volumes are made; `memory` is what is remembered of their files."""
        self.volumes = volumes
        """What is lent."""
        self._pace = pace or Pace()
        self._memory = memory
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making = {True: threading.Lock(), False: threading.Lock()}
        self._seats = threading.Semaphore(WAITING)
        if known := memory and memory.recall("ledger", Ledger):
            volumes.ledger = known

    def packed(self, name: str) -> bytes:
        """The volume of that name, packed as gzip; KeyError if there is none.

        Raises `Overtaken` where it takes long and nobody wants it any more, and `Busy` where too many wait.
        """
        found = self._find(name)
        if found is None:
            words = name.startswith(WORDS)
            with self._waiting() if words else nullcontext(), self._making[words]:
                found = self._find(name)  # Somebody else may have had it made meanwhile.
                if found is None:
                    found = gzip.compress(self._content(name), 5, mtime=0)
                    self._keep(name, found)
        return found

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Somebody waits for the words meanwhile; once they are there, nobody waits for long."""
        seated = "concordance" not in vars(self.volumes)
        if seated and not self._seats.acquire(blocking=False):
            raise Busy
        try:
            with self._pace.awaited():
                yield
        finally:
            if seated:
                self._seats.release()

    def cut(self, progress: Progress = silent) -> None:
        """Make the coarsest tiles ahead; `progress` sees each, and may wait before it is made, or raise."""
        for name in progress(islice(self.volumes.tiles(), COARSE), "Cutting tiles", COARSE):
            self.packed(name)

    def prepare(self) -> None:
        """Make ahead what takes long; raises `Overtaken` when it is not wanted any more."""
        with self._making[True]:
            self._gather_words()

    def remember(self) -> None:
        """Write down for another start what has been made."""
        for name in ("ledger", "concordance"):
            if self._memory and name in vars(self.volumes) and not self._memory.has(name):
                self._memory.keep(name, vars(self.volumes)[name])

    def _content(self, name: str) -> bytes:
        if name.startswith(WORDS):
            self._gather_words()
        return self.volumes.content(name)

    def _gather_words(self) -> None:
        """See that they are there."""
        if "concordance" in vars(self.volumes):
            return
        if known := self._memory and self._memory.recall("concordance", Concordance):
            self.volumes.concordance = known
        else:
            _ = self.volumes.concordance

    def _find(self, name: str) -> bytes | None:
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def _keep(self, name: str, packed: bytes) -> None:
        with self._lock:
            self._kept[name] = packed
            self._size += len(packed)
            while self._size > ROOM and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])

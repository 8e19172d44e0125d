"""Lends the volumes of a large edition to the readers of a server: each made when first asked for, then kept.

Volumes are made one at a time: two at once would only take turns, and whoever waits gets the first of them
sooner. But for the words, which take minutes to gather where events are a million: who searches waits for
them, and nobody else does.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict

from timeline.volumes import Volumes

ROOM = 48 * 1024 * 1024
"""Bytes of packed volumes that are kept; what was lent longest ago goes first."""
WORDS = ("words", "postings")


class Lending:
    """Safe to share between threads."""

    def __init__(self, volumes: Volumes) -> None:
        self.volumes = volumes
        """What is lent."""
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making = {True: threading.Lock(), False: threading.Lock()}

    def packed(self, name: str) -> bytes:
        """The volume of that name, packed as gzip; KeyError if there is none."""
        found = self._find(name)
        if found is None:
            with self._making[name.startswith(WORDS)]:
                found = self._find(name)  # Somebody else may have had it made meanwhile.
                if found is None:
                    found = gzip.compress(self.volumes.content(name), 5, mtime=0)
                    self._keep(name, found)
        return found

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

"""A stash: what one process has made and another one will need, on disk.

Why: a large edition is written by several processes in several walks, and what costs time to make, the draft
of an event or the words of a quote, is wanted in more than one of them. Memory would not hold a million, and
could not be shared; a file can, and one that has just been written is read from memory all the same.

What is kept counts from `settle` on. Whoever asks earlier is told None and makes it anew; so does whoever is
too late, should two that settle at once have taken one slot. Where a thing lies and how long it is stand in
one number, so that nobody ever sees the one of this and the other of that.
"""

from __future__ import annotations

import marshal
import mmap
import os
from pathlib import Path
from typing import Any

Key = str | int

_BYTES = getattr(os, "O_BINARY", 0)
"""Where a system would change line ends in a file of bytes, it must not."""
MOST = 2048
"""Values that wait to be written."""
LONGEST = (1 << 24) - 1
"""Bytes of a value; a longer one is not kept."""


class Stash:
    """Values by keys; made before processes part, then used by each of them."""

    def __init__(self, file: Path, count: int) -> None:
        """Of `count` keys at most; `file` is made, and left behind."""
        self._file = file
        file.touch()
        slots = 1 << max(4, (count * 3 // 2).bit_length())
        # Memory that processes share: in the slot of a key, where what is kept begins, and its size, or 0.
        self._lying = memoryview(mmap.mmap(-1, slots * 8)).cast("Q")
        self._slots = slots
        self._open: dict[int, tuple[int, int]] = {}
        self._new: list[tuple[Key, bytes]] = []

    def put(self, key: Key, value: Any) -> None:
        """Keep a value, made of texts, numbers, tuples, lists and dicts, from the next `settle` on."""
        data = marshal.dumps((key, value))
        if len(data) <= LONGEST:
            self._new.append((key, data))
        if len(self._new) == MOST:
            self.settle()

    def settle(self) -> None:
        """Write what was put."""
        if not self._new:
            return
        written = b"".join(data for _, data in self._new)
        handle = self._handles[0]
        # In one piece behind all that others have written, and this handle then stands behind it.
        try:
            whole = os.write(handle, written) == len(written)
        except OSError:
            whole = False
        if not whole:  # The disk is full: all of it is made anew.
            self._new.clear()
            return
        start = os.lseek(handle, 0, os.SEEK_CUR) - len(written)
        for key, data in self._new:
            slot = hash(key) % self._slots
            while self._lying[slot]:
                slot = (slot + 1) % self._slots
            self._lying[slot] = start << 24 | len(data)
            start += len(data)
        self._new.clear()

    def get(self, key: Key) -> Any:
        """The value; None if there is none yet."""
        slot = hash(key) % self._slots
        while lying := self._lying[slot]:
            handle, size = self._handles[1], lying & LONGEST
            os.lseek(handle, lying >> 24, os.SEEK_SET)
            found, value = marshal.loads(os.read(handle, size))
            if found == key:
                return value
            slot = (slot + 1) % self._slots
        return None

    @property
    def _handles(self) -> tuple[int, int]:
        """To write and to read; each process has its own."""
        mine = os.getpid()
        if mine not in self._open:
            write = os.open(self._file, os.O_WRONLY | os.O_APPEND | _BYTES)
            self._open[mine] = write, os.open(self._file, os.O_RDONLY | _BYTES)
        return self._open[mine]

    def close(self) -> None:
        """Close what this process has opened."""
        for handle in self._open.pop(os.getpid(), ()):
            os.close(handle)

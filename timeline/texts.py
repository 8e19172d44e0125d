"""The texts of all sources, as they were read: a few as they are, many of them packed.

Why kept at all and not read again: who holds an edition holds the words that its quotes were found in,
whatever becomes of the files. Why packed: ten thousand articles are some hundreds of megabytes, of which one
is wanted at a time; unpacking one takes less time than a disk would.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from timeline.late import late
from timeline.sources import SourceText

HELD = 32 * 1024 * 1024
"""Characters up to which all texts are held as they are."""
UNPACKED = 32
"""Texts that were asked for last, and are held all the same."""


class Texts(Mapping[str, SourceText]):
    """What `sources.read` gave, by id of source."""

    def __init__(self) -> None:
        """None yet."""
        self._held: dict[str, SourceText] = {}
        self._packed: dict[str, tuple[bytes, str]] = {}
        self._characters = 0
        self.text = lru_cache(maxsize=UNPACKED)(self._unpacked)
        """The words of a text that is packed, by id of source."""

    def add(self, name: str, read: SourceText) -> None:
        """One more text."""
        self._held[name] = read
        self._characters += len(read.text)
        if self._characters > HELD:
            for other, text in self._held.items():
                self._packed[other] = (
                    zlib.compress(text.text.encode("utf-8", "surrogatepass"), 1),
                    text.sha256,
                )
            self._held.clear()

    @property
    def packed(self) -> bool:
        """Whether they are so many that each is unpacked when it is asked for."""
        return bool(self._packed)

    def sha256(self, name: str) -> str:
        """Of the bytes of a text."""
        packed = self._packed.get(name)
        return packed[1] if packed else self._held[name].sha256

    def __getitem__(self, name: str) -> SourceText:
        """A text; its words are unpacked when they are asked for."""
        packed = self._packed.get(name)
        if packed is None:
            return self._held[name]
        return late(SourceText("", packed[1], ()), "text", partial(self.text, name))

    def __contains__(self, name: object) -> bool:
        """Whether the text of that source could be read."""
        return name in self._packed or name in self._held

    def __iter__(self) -> Iterator[str]:
        """The ids in the order in which they were added."""
        yield from self._packed
        yield from self._held

    def __len__(self) -> int:
        """How many there are."""
        return len(self._packed) + len(self._held)

    def _unpacked(self, name: str) -> str:
        return zlib.decompress(self._packed[name][0]).decode("utf-8", "surrogatepass")

"""Whether a page or a file gives away more of a source than its quotes, with a sentence around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from timeline.disclosure import Placed, stretches

_WORD = re.compile(r"\S+")


def leak(source_text: str, passages: Iterable[Placed], published_text: str, size: int = 60) -> str | None:
    """The first piece of the source that was published without leave, on one line, or None. Linear time.

    `published_text` is what a page or file says: markup and escapes resolved, white space between paragraphs.
    Any white space compares as one space. A piece is `size` characters, more than half of them beyond the
    passages and their context: a few may meet by chance, where a quote ends and a caption begins. A piece
    that an allowed stretch holds as well, because the source says it twice, gives nothing away.
    """
    allowed = stretches(source_text, passages)
    source, forbidden = _forbidden(source_text, allowed)
    beyond = [0, *accumulate(forbidden)]
    shown = (f" {_one_line(source_text[start:end])} " for start, end in allowed)
    excused = {piece for line in shown for piece in _pieces(line, size)}
    guarded: dict[str, int] = {}
    for at, piece in enumerate(_pieces(source, size)):
        if 2 * (beyond[at + size] - beyond[at]) > size and piece not in excused:
            guarded.setdefault(piece, at)
    found = [guarded[piece] for piece in _pieces(_one_line(published_text), size) if piece in guarded]
    return source[min(found) : min(found) + size] if found else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))


def _forbidden(text: str, allowed: Iterable[tuple[int, int]]) -> tuple[str, bytes]:
    """The text on one line, and for each of its characters 1 if it may not be shown."""
    flags = bytearray(b"\1") * len(text)
    for start, end in allowed:
        flags[start:end] = bytes(end - start)
    words = [match.span() for match in _WORD.finditer(text)]
    one_line = " ".join(text[start:end] for start, end in words)
    return one_line, b"".join(flags[start : end + 1] for start, end in words)[: len(one_line)]

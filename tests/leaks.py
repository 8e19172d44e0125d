"""Whether a page or a file gives away more of a source than its quotes, with a sentence around them."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import accumulate
from urllib.parse import unquote

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


# ── whole files, whatever they hide their words in ────────────────────────────────────────────────────────


class Guard:
    """Finds, in any text, a piece of `size` characters that several sources do not give away. Linear time.

    As strict as `leak`, and stricter in one thing: letters and digits alone are compared as well, so that
    neither escapes nor another sort of quotation mark nor a missing blank hides a piece.
    """

    def __init__(self, sources: Iterable[tuple[str, Iterable[Placed]]], size: int = 60) -> None:
        """Each source with the passages that may be shown of it; none at all where nothing may be."""
        self._size, self._half = size, size // 2
        self._guarded: set[str] = set()
        for text, passages in sources:
            allowed = stretches(text, passages)
            for told in (_forbidden(text, allowed), _lettered(text, allowed)):
                self._guarded |= set(_guarded(*told, size))
            # What the source says twice, and shows once, is no secret.
            for start, end in allowed:
                for line in (f" {_one_line(text[start:end])} ", _letters(text[start:end])):
                    self._guarded.difference_update(_pieces(line, size))
        # A piece holds a whole block, wherever the blocks begin: so one look at each block is enough.
        self._blocks = {block for piece in self._guarded for block in _pieces(piece, self._half)}

    def found(self, published: str) -> str | None:
        """The first guarded piece in it, or None."""
        for line in (_one_line(published), _letters(published)):
            for at in range(0, len(line), self._half):
                if line[at : at + self._half] in self._blocks:
                    near = line[max(0, at - self._half) : at + self._size]
                    if piece := next(
                        (one for one in _pieces(near, self._size) if one in self._guarded), None
                    ):
                        return piece
        return None


def _guarded(line: str, forbidden: bytes, size: int) -> Iterator[str]:
    beyond = [0, *accumulate(forbidden)]
    for at, piece in enumerate(_pieces(line, size)):
        if 2 * (beyond[at + size] - beyond[at]) > size:
            yield piece


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _lettered(text: str, allowed: Iterable[tuple[int, int]]) -> tuple[str, bytes]:
    """The letters and digits of the text, and for each of them 1 if it may not be shown."""
    flags = bytearray(b"\1") * len(text)
    for start, end in allowed:
        flags[start:end] = bytes(end - start)
    kept = [(folded, flag) for sign, flag in zip(text, flags, strict=True) for folded in _letters(sign)]
    return "".join(folded for folded, _ in kept), bytes(flag for _, flag in kept)


_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt/\"'\\]))")
_DATA = re.compile(r"data:[\w/+.;=-]*;base64,([A-Za-z0-9+/=]+)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


def resolved(text: str) -> str:
    """The text with everything resolved that can hide words, up to three deep.

    Entities, escapes of JavaScript and JSON, percent-encoding, and, at its end, what `data:` addresses hold.
    """
    for _ in range(3):
        before = text
        text = unquote(_ESCAPE.sub(_unescaped, html.unescape(text)))
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        held = [data for data in _DATA.findall(text) if len(data) % 4 == 0]
        text = "\n".join(
            [_DATA.sub("", text), *(b64decode(data).decode("utf-8", "replace") for data in held)]
        )
        if text == before:
            break
    return text


def _unescaped(escape: re.Match[str]) -> str:
    long, short, byte, plain = escape.groups()
    digits = long or short or byte
    return chr(int(digits, 16)) if digits else _PLAIN.get(plain, plain)

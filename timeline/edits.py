"""How many edits part two texts: Myers' bit vectors (J. ACM 46, 1999) in one big integer.

Why own code: the arithmetic of a whole column is a handful of operations on one Python integer, about half a
microsecond a character for a quote of two hundred. Libraries that are faster give one place and no ties, cut
words at the edges, or know no more than 256 different characters.
"""

from __future__ import annotations

from collections.abc import Iterable


def scores(pattern: str, text: str, *, anchored: bool = False) -> list[int]:
    """For each end in `text`, from 0 to its length: the fewest edits from `pattern` to a stretch before it.

    The stretch may begin anywhere; where `anchored`, at the beginning of `text` only. An edit replaces, adds
    or takes away one code point.
    """
    length = len(pattern)
    if not length:
        return list(range(len(text) + 1)) if anchored else [0] * (len(text) + 1)
    rows: dict[str, int] = {}
    for index, character in enumerate(pattern):
        rows[character] = rows.get(character, 0) | 1 << index
    every = (1 << length) - 1
    top = 1 << length - 1
    first = int(anchored)
    up, down, edits = every, 0, length
    found = [edits]
    note, row = found.append, rows.get
    for character in text:
        equal = row(character, 0)
        # Masked, so that no number is negative, which is slow, and the top bit is set from `top` on.
        same = ((((equal & up) + up) ^ up) | equal | down) & every
        plus = down | ((same | up) ^ every)
        minus = up & same
        if plus >= top:
            edits += 1
        elif minus >= top:
            edits -= 1
        note(edits)
        plus = plus << 1 | first
        up = (minus << 1 | ((same | plus) ^ every)) & every
        down = plus & same
    return found


def similarity(context: str, beside: str) -> float:
    """1 - edits / length: how well `context` fits some beginning of `beside`, from 0 to 1."""
    if not context or beside.startswith(context):
        return 1.0
    return 1 - min(scores(context, beside, anchored=True)) / len(context)


def valleys(near: Iterable[tuple[int, int]], apart: int) -> list[tuple[int, int]]:
    """Of ends, ascending, each with its edits: the best among those nearer to one another than `apart`."""
    kept: list[tuple[int, int]] = []
    for end, edits in near:
        if kept and end - kept[-1][0] < apart:
            if edits < kept[-1][1]:
                kept[-1] = end, edits
        else:
            kept.append((end, edits))
    return kept

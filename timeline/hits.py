"""Every place where words stand in a text, and whether they stand there whole.

Apart from the judgement what a place is worth, because verbatim quotes, their fragments and quotes in other
capitals are all sought so: in a folded text, and told in code points of the raw one.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.boundaries import cut
from timeline.folding import Folded

Place = tuple[int, int]
"""First code point of the raw text, and the end, exclusive."""


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Every place where `needle` begins, overlapping ones too, in linear time.

    Restarting `str.find` after each hit is quadratic when a long needle overlaps itself (“aaaa…”). Two hits
    less than the needle's length apart prove it periodic, and then only the next period needs a look.
    """
    at = text.find(needle)
    while at >= 0:
        yield at
        following = text.find(needle, at + 1)
        if 0 <= following <= at + len(needle) // 2:
            period = following - at
            at = following
            yield at
            tail = needle[-period:]
            while text.startswith(tail, at + len(needle)):
                at += period
                yield at
            following = text.find(needle, at + 1)
        at = following


def standing(words: str, within: str, source: Folded, text: str) -> tuple[list[Place], list[Place]]:
    """Where `words` stand in `within`: the whole places and those that halve something, in the raw `text`.

    `within` is the text of `source`, or that text with its capitals levelled place by place.
    """
    whole: list[Place] = []
    halved: list[Place] = []
    for hit in occurrences(words, within) if words else ():
        start, begins = source.raw_start(hit)
        end, stops = source.raw_end(hit + len(words))
        sound = begins and stops and not cut(text, start) and not cut(text, end)
        (whole if sound else halved).append((start, end))
    return whole, halved

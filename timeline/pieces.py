"""Words that remember which of them tell the year, the month and the day, until they are shown.

Brackets enclose only what no passage states, and where that stands differs by language: “[14 August] 1945”,
“1945年[8月14日]”. So the words of a date carry marks around its parts, and what is outside the known parts
goes into brackets, wherever it stands. The marks are characters that Unicode keeps free for the inside of a
program (U+FDD0 and on): no text can contain them by right, and plain `str.format` still works.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

Part = Literal["year", "month", "day"]

PARTS: tuple[Part, ...] = ("year", "month", "day")

_OPENING: dict[Part, str] = {"year": "\ufdd0", "month": "\ufdd1", "day": "\ufdd2"}
_PART_OF = {mark: part for part, mark in _OPENING.items()}
_CLOSING = "\ufdd3"
_MARKS = (*_PART_OF, _CLOSING)
_PIECE = re.compile(f"([{''.join(_PART_OF)}])([^{_CLOSING}]*){_CLOSING}|([^{''.join(_PART_OF)}]+)")


def marked(part: Part, words: str) -> str:
    """The words, marked as those that tell this part of the date; empty stays empty."""
    return f"{_OPENING[part]}{words}{_CLOSING}" if words else ""


def plain(words: str) -> str:
    """The words without their marks."""
    for mark in _MARKS:  # Four searches in C take a tenth of a translation.
        words = words.replace(mark, "")
    return words


def bracketed(words: str, known: Set[Part], doubt: str = "") -> str:
    """Marked words with brackets around all that is not a known part; `doubt` ends the last bracket.

    With everything known nothing stands in brackets, and with it no doubt.
    """
    # Of most dates nothing is known but from the curator: all of it is one run.
    runs: list[tuple[bool, str]] = [] if known else [(False, plain(words))]
    for piece in _PIECE.finditer(words) if known else ():
        text = piece[2] or piece[3] or ""
        is_known = piece[1] is not None and _PART_OF[piece[1]] in known
        if runs and (runs[-1][0] == is_known or not text.strip()):
            runs[-1] = (runs[-1][0], runs[-1][1] + text)
        else:
            runs.append((is_known, text))
    supplied = [at for at, (is_known, text) in enumerate(runs) if not is_known and text.strip()]
    said = []
    for at, (_, text) in enumerate(runs):
        if at not in supplied:
            said.append(text)
            continue
        inside = text.strip()
        before, after = text.split(inside, 1)
        ending = doubt if at == supplied[-1] and not inside.endswith(doubt.strip()) else ""
        said.append(f"{before}[{inside}{ending}]{after}")
    return "".join(said)

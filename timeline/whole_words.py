"""Where a word ends for every browser: what only some of them part is one word here.

So nothing that is grown to whole words begins or ends within one, whoever reads it.
"""

from __future__ import annotations

import unicodedata

_MIDDLE = frozenset("'’.:·,;‧․﹒＇．﹕︓‘˙٫٬՟״׳")
"""Signs that join letters or digits on both sides to one word, for some browser or language."""


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage without outer blanks, grown until it cuts no word."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        while joined(text, start):
            start -= 1
        while joined(text, end):
            end += 1
    return start, end


def joined(text: str, position: int) -> bool:
    """Whether some browser may take what stands on both sides of a place for one word."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace():
        return False
    if _hangs_on(after) or before == "\u200d" or (_flag(before) and _flag(after)):
        return True
    if _wordy(before) and _wordy(after):
        return True
    if before in _MIDDLE and position > 1:
        return _wordy(after) and _wordy(text[position - 2])
    return (
        after in _MIDDLE and position + 1 < len(text) and _wordy(before) and _wordy(text[position + 1])
    ) or _hangs_on(before)


def _wordy(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN" or _hangs_on(character)


def _hangs_on(character: str) -> bool:
    """Marks and invisible signs: part of what stands before them."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or "🏻" <= character <= "🏿"


def _flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"

"""A text as the laxest browser compares it when it looks for words in a page.

Browsers differ in what they pass over: capitals, accents, the shape of quotation marks, signs that are not
seen, how wide a blank is. What stands once in a text without all of these stands once for every browser.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from timeline.folding import WITHOUT_DROPPED

STEP = 256
"""Characters of a text after which it is written down how many of them are compared."""

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛′ʼ`´", "'") | dict.fromkeys("“”„‟″«»", '"'))
_BLANKS = re.compile(" {2,}")


class Levelled:
    """Without case, accents, invisible signs and extra blanks.

    Where a place of the raw text stands in it is counted when it is asked for, from the last of some marks:
    to write down a place for every letter takes longer than all else that is done with a text.
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._marks = [0]
        parts: list[str] = []
        for at in range(0, len(raw), STEP):
            part = self._levelled(at, at + STEP, blank=not parts or parts[-1].endswith(" "))
            # A step may be nothing but blanks; then the one before it still says whether one was kept.
            parts += [part] if part else []
            self._marks.append(self._marks[-1] + len(part))
        self.text = "".join(parts)
        """The levelled text."""

    def spot(self, place: int) -> int:
        """How many of its characters come from before a place of the raw text."""
        step = place // STEP
        mark = self._marks[step]
        blank = not mark or self.text[mark - 1] == " "
        return mark + len(self._levelled(step * STEP, place, blank=blank))

    def _levelled(self, start: int, end: int, *, blank: bool) -> str:
        """A stretch, where a blank stands before it or none."""
        letters = _BLANKS.sub(" ", self._raw[start:end].translate(_LEVEL))
        return letters[1:] if blank and letters[:1] == " " else letters


class _Level(dict[int, str]):
    """By letter what is compared of it; each is found once."""

    def __missing__(self, letter: int) -> str:
        self[letter] = found = _level(chr(letter))
        return found


_LEVEL = _Level()


def _level(character: str) -> str:
    if character.isspace():
        return " "
    kept = character.translate(WITHOUT_DROPPED).translate(_QUOTES)
    if character.isascii():
        return kept.lower()
    decomposed = unicodedata.normalize("NFKD", kept)
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split()) if kept.strip() else kept and " "


@lru_cache(maxsize=64)
def levelled(text: str) -> Levelled:
    """The text; of the last few asked for it is kept."""
    return Levelled(text)

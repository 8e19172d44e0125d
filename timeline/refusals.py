"""Why a text is no date, and where the reading of it stops.

Apart from the grammar, because it serves people and may take its time: it runs only when nothing else
matches, and walks the text step by step to the first character that cannot stand where it stands.
"""

from __future__ import annotations

import re

_ALPHABET = frozenset("0123456789-X?~%TYES:+Z./,[]{}")
_STEPS = tuple(
    re.compile(step)
    for step in (
        r"[?~%]?-?[0-9X]{4}(?![0-9X])[?~%]?",
        r"-",
        r"[?~%]?[0-9X]{2}(?![0-9X])[?~%]?",
        r"-",
        r"[?~%]?[0-9X]{2}(?![0-9X])[?~%]?",
    )
)
_EXPECTED = (
    "a year has four digits: 1858, 0044, -0043",
    "a hyphen is expected after the year",
    "a month has two digits: 05",
    "a hyphen is expected after the month",
    "a day has two digits: 09",
)


class Fault(Exception):
    """Why a text is no date. Stays between this module and `dates`, which tells it as a `DateError`."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        """Where the reading stopped: code points from the start of the text, 0-based."""
        self.reason = reason
        """Why, in plain words."""


def why_not(text: str) -> tuple[int, str]:
    """Where the reading of a text that is no date stops, and why."""
    if not text:
        return 0, "a date is missing"
    for position, character in enumerate(text):
        if character.isspace():
            return position, "a date has no blanks"
        if character not in _ALPHABET:
            return position, _strange(character)
    if text[0] == "Y" or "S" in text or "E" in text:
        return 0, "a long year is written Y17000, Y-17E7 or 1950S2"
    position = 0
    for index, pattern in enumerate(_STEPS):
        found = pattern.match(text, position)
        if not found:
            return position, _EXPECTED[index]
        position = found.end()
        if position == len(text):
            break
    return position, "nothing may follow here"


def _strange(character: str) -> str:
    if character.isdigit() or character.isdecimal():
        return "only the digits 0 to 9 are read"
    if character in "u*_":
        return "an unspecified digit is written X"
    if character in "\u2010\u2011\u2012\u2013\u2014\u2212":
        return "only the hyphen-minus “-” is read"
    if not character.isprintable():
        return f"the character U+{ord(character):04X} has no place in a date"
    return f"“{character}” has no place in a date; write 1858, 1858-05 or 1858-05-28"

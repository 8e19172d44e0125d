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
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_HABITS = tuple(
    (re.compile(habit, re.IGNORECASE), reason)
    for habit, reason in (
        ("unknown", "an unknown start or end is left empty: /1985, 1985/"),
        ("open|today|present|now", "an open end is written “..”: 1985/.."),
        (r"\s?\bB\.?C", "44 BCE is written -0043, 1 BCE 0000"),
        (r"\b(?:c\b|ca\b|circa|about|around|approx)", "about 1858 is written 1858~"),
        ("(?<=[0-9])'?(?-i:s)(?![0-9])", "the 1850s are written 185X, the years from 1800 to 1899 18XX"),
        (r"\s?\b[ON]\.?S\b", "the style is no part of the date: it has a column of its own, the calendar"),
        ("[()]", "brackets are of an older EDTF; a sign left of a part is for it alone: 2004-06-~11"),
        ("(?<=[?~%])[?~%]", "uncertain and approximate together is one sign: %"),
        ("^[0-9]{1,2}[.-][0-9]{1,2}[.-][0-9]{4}$", "the year comes first: 1858-05-28"),
        ("^[0-9]{8}(?:T|$)", "hyphens stand between year, month and day: 1858-05-28"),
        ("^-?[1-9][0-9]{4,6}$", "a year of more than four digits begins with Y: Y-12000"),
        ("(?<=^[0-9]{4}-)[0-9]{4}(?![0-9])", "from one year to another is written with a slash: 1941/1945"),
        (r"(?<=[0-9])\.\.", "“..” stands in sets, [1941..1945], or for an open end, 1985/.."),
    )
)
"""What people write from habit, and what to write instead."""


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
    for habit, reason in _HABITS:
        found = habit.search(text)
        if found:
            return found.start(), reason
    for position, character in enumerate(text):
        if character.isspace():
            return position, "a date has no blanks"
        if character not in _ALPHABET:
            return position, _strange(
                character, text[position - 1 : position], text[position + 1 : position + 2]
            )
    if "Y" in text or "S" in text or "E" in text:
        return 0, "a long year is written Y17000, Y-17E7 or 1950S2"
    return _first_wrong_step(text)


def _first_wrong_step(text: str) -> tuple[int, str]:
    """Where year, month and day stop following one another."""
    position = 0
    for index, pattern in enumerate(_STEPS):
        found = pattern.match(text, position)
        if not found:
            return position, _EXPECTED[index]
        position = found.end()
        if position == len(text):
            break
    return position, "nothing may follow here" if position < len(text) else "something is missing at the end"


def _strange(character: str, before: str, after: str) -> str:
    """Why a character has no place in a date, between its neighbours."""
    if character.isdecimal():
        return "only the digits 0 to 9 are read"
    if character in "*_" or (character in "ux" and (after == character or not (before + after).isalpha())):
        return "an unspecified digit is written X"
    if character in "yetsz" and not before.isalpha() and not after.isalpha():
        return f"this letter is a capital in a date: {character.upper()}"
    if character in _DASHES:
        return "only the hyphen “-” of the keyboard is read; from one date to another is a slash: 1985/1986"
    if not character.isprintable():
        return f"the character U+{ord(character):04X} has no place in a date"
    return f"“{character}” has no place in a date; write 1858, 1858-05 or 1858-05-28"

"""What a cell with a date means, or why it means nothing, and how to write what was probably meant.

Why apart from `dates`: that reads any EDTF whatever; here stands what a table wants beyond it. A date must
be near enough to be drawn exactly, and whoever wrote `14/11/1860`, or let a spreadsheet write it, is told the
EDTF of it and not merely that it is none. Nothing is ever changed without them: a guess is a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline import dates, typed
from timeline.dates import Span
from timeline.errors import DateError, short

DATE_LIMIT = 200
"""Longest written date that is parsed, in characters."""
FARTHEST_YEAR = 1_000_000_000_000
"""The year, before and after ours, up to which a date is drawn, inclusive.

The page counts days in JavaScript, whose whole numbers are exact up to 2^53: some 24 million million years of
days. A million million of them leave room for the arithmetic, and are 70 times the age of the universe.
"""
_FORMS = "write EDTF: 1858-05-28, 1858-05, 1858, 185X, 1904/1905, 1654?"
_DIGITS = re.compile(r"(?![0-9]{4}(?![0-9]))[0-9][0-9./ -]*")
"""Digits and what separates them, unless they begin like EDTF, with four digits."""
_OF_TEXT = re.compile(r"(?:this|“[0-9.]*”) (?P<what>(?:is|looks) .*)(?:;|(?<=\)):) (?P<hint>.*)")
"""A reason that speaks of the text as a whole: what it says of it, and what is to be done."""
_IN_SWEDEN = (
    "only Sweden and Finland had a 30 February 1712: write 1712-03-11 and gregorian, or 1712-02-29 and julian"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a date is none that can be drawn."""

    code: str
    """Name of the finding: `bad-date` or `date-too-far`."""
    message: str
    """What is wrong, in one sentence without a full stop."""
    hint: str
    """What to write instead, as far as it can be guessed."""
    position: int | None
    """Where in the text, code points from 0; None: the text as a whole."""


def read_date(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Span | Refused:
    """What a date in a cell means, so counted; it never raises, if calendar and start of the year exist."""
    if len(text) > DATE_LIMIT:
        hint = "write EDTF, and the rest in a note"
        return Refused("bad-date", f"a date of {len(text):,} characters", hint, None)
    try:
        span = dates.parse(text, calendar, year_start)
    except DateError as error:
        return _refused(error, text, calendar, year_start)
    for moment in span.moments:
        if max(-moment.first_year, moment.last_year) > FARTHEST_YEAR:
            message = f"“{short(moment.text)}” is too far off to be drawn exactly"
            hint = f"a year lies within {FARTHEST_YEAR:,} years before or after our era"
            return Refused("date-too-far", message, hint, max(text.find(moment.text), 0))
    return span


def _refused(error: DateError, text: str, calendar: str, year_start: str) -> Refused:
    """A text that is no EDTF: first what was probably meant, then where the form is broken.

    Where it may mean two dates, both are named; only of what means none the broken form is all there is.
    """
    cell, broken = f"“{short(text)}”", f"{error.reason} in “{short(text)}”"
    if text == "1712-02-30":
        return Refused("bad-date", broken, _IN_SWEDEN, error.position)
    try:
        read = typed.read(text, calendar, year_start)
    except DateError as unread:
        # What digits alone may mean is told there; of words, and of what is nearly EDTF, the form says more.
        helps = "ambiguous" in unread.reason or "did you mean" in unread.reason
        if not helps and not _DIGITS.fullmatch(text):
            return Refused("bad-date", broken, _FORMS, error.position)
        told = _OF_TEXT.fullmatch(unread.reason)
        if told is None:
            return Refused("bad-date", f"{cell} is no date: {unread.reason}", _FORMS, None)
        return Refused("bad-date", f"{cell} {told['what']}", told["hint"], None)
    also = f" and {read.calendar} in calendar" if read.calendar != calendar else ""
    if read.year_start != year_start:
        also += f" and {read.year_start} in year_start"
    return Refused("bad-date", f"{cell} is not EDTF: write {read.edtf}{also}", error.reason, None)

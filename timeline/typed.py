"""What a person types, in English, Russian or Chinese, becomes EDTF, and is told back as it was understood.

Why not guess: a date read wrongly is worse than one that is asked for again. So EDTF itself comes first; then
digits, of which only one reading may be possible; then words; then regnal names. What fits none is refused
with the place and the reason, and nothing is read silently: `said` is shown beside the result.

Made of rooms one above the other: `typed_words` knows the words, `typed_tokens` finds them, `typed_points`
puts those of one date in their places, `typed_edtf` writes it, `typed_styles` reads a day given in two
calendars, `typed_phrases` what stands around and between dates, and `typed_digits` what has no words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline import regnal
from timeline.calendars import WEEKDAYS, iso
from timeline.dates import Span, parse
from timeline.errors import DateError
from timeline.refusals import Fault
from timeline.typed_digits import read_digits
from timeline.typed_phrases import read_phrase
from timeline.typed_tokens import Token, folded, tokens

LONGEST = 200
"""Most characters of a date in words; a longer text is none."""

_MASKED = re.compile(r"[-0-9?~%./]*X[-0-9X?~%./]*")
"""A text with unspecified digits, which is EDTF or nothing."""
_BOTH = re.compile(r"(?P<regnal>[^()]+?) *\((?P<western>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text and how it was understood."""

    text: str
    """As typed, without blanks around it."""
    edtf: str
    """Canonical EDTF, in `calendar`."""
    calendar: str
    """`gregorian`, or `julian` when the text says so."""
    year_start: str
    """Month and day on which its years begin; `03-25` for 30 January 1648/49."""
    span: Span
    """What it means."""
    said: str
    """How it was understood, one English sentence without a full stop."""


def read(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Typed:
    """Read what a person typed; the calendar and the start of the year hold where the text says nothing.

    Raises `DateError`, with position and reason, and nothing else, whatever the text.
    """
    trimmed = text.strip()
    try:
        span = parse(trimmed, calendar, year_start)
    except DateError as error:
        refused = error
    else:
        return Typed(trimmed, span.edtf, calendar, year_start, span, f"EDTF, read as {span.label}")
    shift = len(text) - len(text.lstrip())
    try:
        if len(trimmed) > LONGEST:
            raise Fault(LONGEST, f"a date in words has at most {LONGEST} characters")
        edtf, calendar, year_start, notes = _understood(folded(trimmed), calendar, year_start)
        span = parse(edtf, calendar, year_start)
    except Fault as fault:
        if trimmed[:1] in ("[", "{", "Y") or _MASKED.fullmatch(trimmed):
            raise DateError(refused.text, refused.position + shift, refused.reason) from None
        raise DateError(_clipped(text), fault.position + shift, fault.reason) from None
    said = "; ".join((f"read as {span.label}", *filter(None, notes)))
    return Typed(trimmed, span.edtf, calendar, year_start, span, said)


def suggestion(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> str:
    """The EDTF that a mistyped cell probably means, in the calendar of its row; empty if that is unclear."""
    try:
        typed = read(text, calendar, year_start)
    except DateError:
        return ""
    return typed.edtf if (typed.calendar, typed.year_start) == (calendar, year_start) else ""


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _understood(text: str, calendar: str, year_start: str) -> tuple[str, str, str, tuple[str, ...]]:
    """EDTF, calendar, start of the year and notes of a folded text that is not EDTF."""
    if found := read_digits(text, calendar, year_start):
        return found.edtf, calendar, year_start, (found.note,)
    try:
        words = tokens(text)
    except Fault:
        if (reign := _regnal(text)) is not None:
            return reign, "gregorian", "01-01", ("a date of the Chinese calendar",)
        raise
    weekdays = [word for word in words if word.kind == "weekday"]
    phrase = read_phrase([word for word in words if word.kind != "weekday"], calendar, year_start)
    if len(weekdays) == 1:
        _agree(weekdays[0], parse(phrase.edtf, phrase.calendar, phrase.year_start))
    return phrase.edtf, phrase.calendar, phrase.year_start, phrase.notes


def _agree(weekday: Token, span: Span) -> None:
    """`Fault` if that day was another day of the week: often the calendar is the other one."""
    if span.earliest is None or span.earliest != span.latest or span.approximate or span.uncertain:
        return
    # Day 1 was a Monday.
    was = (span.earliest - 1) % 7
    if was == weekday.value - 1:
        return
    reason = f"{span.label} was a {WEEKDAYS[was]}, not a {WEEKDAYS[weekday.value - 1]}"
    if span.calendar == "gregorian":
        julian = parse(span.edtf, "julian", span.year_start)
        if julian.earliest is not None and (julian.earliest - weekday.value) % 7 == 0:
            reason += "; in the Julian calendar it was: add O.S."
    raise Fault(weekday.start, reason)


def _regnal(text: str) -> str | None:
    """A regnal date as EDTF; None when it has not the form of one. A Western date in brackets must agree."""
    both = _BOTH.fullmatch(text)
    name = (both["regnal"] if both else text).strip()
    circa, doubt = name.startswith(("约", "約")), name.endswith("?")
    sign = "%" if circa and doubt else "~" if circa else "?" if doubt else ""
    name = name.lstrip("约約").rstrip("?")
    if not regnal.looks_regnal(name):
        return None
    try:
        first, last = regnal.read(name)
    except regnal.NoSuchDate as problem:
        raise Fault(0, str(problem)) from None
    if both:
        try:
            other = read(both["western"]).span
        except DateError as problem:
            raise Fault(both.start("western") + problem.position, problem.reason) from None
        if other.earliest is None or other.latest is None or other.earliest > last or other.latest < first:
            raise Fault(both.start("western"), f"{name} is {iso(first)}, and not {other.label}")
    return iso(first) + sign if first == last else f"{iso(first)}{sign}/{iso(last)}{sign}"

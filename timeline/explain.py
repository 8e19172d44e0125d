"""Everything that can be said of one date, as values: for `timeline date`, for scripts and for tests.

The keys of `as_json` are a contract:

    text, said         what was typed, and how it was understood
    edtf, level        canonical EDTF, and the lowest level that allows it
    calendar, year_start, kind, precision
    earliest, latest   {kind: day | open | unknown}; for a day also number, gregorian, julian (ISO 8601),
                       gregorian_words, julian_words, weekday
    doubts             [{kind, words}], kinds as in the page's messages
    words              {en, ru, zh}
    other_style        the same days in words of the other calendar; may be empty
    regnal             the Chinese regnal date; may be empty
    note               what is odd about it; may be empty
    mark, legend       the mark as one line of text, and [{sign, words}]

and of a text that is no date: text, error {position (from 0), reason, hint}. New keys may come.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from timeline import regnal, typed
from timeline.calendars import WEEKDAYS, day_to_gregorian, day_to_julian, iso, iso_date
from timeline.dates import Span, other_style
from timeline.doubts import doubt_keys
from timeline.edtf import Limit
from timeline.errors import DateError
from timeline.languages import LANGUAGES
from timeline.messages import message
from timeline.sketch import legend, sketch
from timeline.typed import Typed
from timeline.years import day_words

HINT = (
    "write it like 1689-09-06, 6 September 1689, 27 Aug 1689 OS, c. 1689, spring 2001, 17th century or 44 BC"
)
"""What a text that is no date could have been."""

_AROUND = 30
"""Characters of a long text that is no date, shown before the place and after it."""
_CALENDARS = {"gregorian": "Gregorian (New Style)", "julian": "Julian (Old Style)"}
_YEAR_STARTS = {"01-01": "", "03-25": ", years from 25 March", "09-01": ", years from 1 September"}
_KINDS = {"date": "one date", "interval": "an interval", "one_of": "one of a set", "all_of": "all of a set"}
_NAMES = {"en": "English", "ru": "Russian", "zh": "Chinese"}
_MISSING = {
    ("first", "open"): "open: there is no start",
    ("last", "open"): "open: there is no end",
    ("first", "unknown"): "unknown: there is a start, but nobody knows it",
    ("last", "unknown"): "unknown: there is an end, but nobody knows it",
}
_LABEL = 14
_WIDE = ("W", "F")
_MARK_WIDTH = 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day in both calendars."""

    number: int
    """Day number, 1 = 0001-01-01."""

    @property
    def gregorian(self) -> str:
        """ISO 8601: `1689-09-06`."""
        return iso(self.number)

    @property
    def julian(self) -> str:
        """The Julian date in the same form: `1689-08-27`."""
        return iso_date(*day_to_julian(self.number))

    @property
    def gregorian_words(self) -> str:
        """`6 September 1689`."""
        return day_words(*day_to_gregorian(self.number))

    @property
    def julian_words(self) -> str:
        """`27 August 1689`."""
        return day_words(*day_to_julian(self.number))

    @property
    def weekday(self) -> str:
        """`Tuesday`; the same in both calendars."""
        return WEEKDAYS[(self.number - 1) % 7]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A typed date and everything that follows from it."""

    typed: Typed
    """The text and how it was understood."""
    regnal: str
    """Its Chinese regnal date; empty where it has none or the tables are not installed."""
    regnal_missing: bool
    """Whether it would have one if the tables were installed."""

    @property
    def span(self) -> Span:
        """What it means."""
        return self.typed.span

    @property
    def note(self) -> str:
        """What is odd about it: years from 25 March in the Gregorian calendar; mostly empty."""
        if self.span.calendar == "julian" or self.span.year_start == "01-01":
            return ""
        begin = _YEAR_STARTS[self.span.year_start].removeprefix(", years from ")
        return f"years beginning on {begin} go with the Julian calendar; this is read as Gregorian"


def explain(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Explanation:
    """Read a date as a person types it; `DateError` when it is none."""
    understood = typed.read(text, calendar, year_start)
    missing = regnal.within(understood.span) and not regnal.installed()
    return Explanation(understood, regnal.name(understood.span), missing)


# ── as JSON ───────────────────────────────────────────────────────────────────────────────────────────────


def as_json(explanation: Explanation) -> dict[str, object]:
    """The keys of the contract above, of values that JSON knows."""
    understood, span = explanation.typed, explanation.span
    return {
        "text": understood.text,
        "said": understood.said,
        "edtf": span.edtf,
        "level": span.level,
        "calendar": span.calendar,
        "year_start": span.year_start,
        "kind": span.kind,
        "precision": span.precision,
        "earliest": _bound(span.earliest, span.earliest_kind),
        "latest": _bound(span.latest, span.latest_kind),
        "doubts": [{"kind": key, "words": _doubt(key)} for key in doubt_keys(span)],
        "words": {language: span.words(language) for language in LANGUAGES},
        "other_style": other_style(span),
        "regnal": explanation.regnal,
        "note": explanation.note,
        "mark": sketch(span),
        "legend": [{"sign": sign, "words": words} for sign, words in legend(span)],
    }


def _doubt(key: str) -> str:
    """A kind of doubt as the page names it: “circa: about that time”."""
    return message("en", f"doubt.{key}")


def refused_as_json(text: str, error: DateError) -> dict[str, object]:
    """Of a text that is no date: what, where and why."""
    return {"text": text, "error": {"position": error.position, "reason": error.reason, "hint": HINT}}


def _bound(number: int | None, kind: Limit) -> dict[str, object]:
    if number is None:
        return {"kind": kind}
    day = Day(number)
    names = ("number", "gregorian", "julian", "gregorian_words", "julian_words", "weekday")
    return {"kind": kind, **{name: getattr(day, name) for name in names}}


# ── as text ───────────────────────────────────────────────────────────────────────────────────────────────


def as_lines(explanation: Explanation) -> Iterator[str]:
    """The same for people, one fact a line."""
    understood, span = explanation.typed, explanation.span
    yield understood.text
    yield _line("understood", understood.said)
    yield _line("EDTF", f"{span.edtf} (level {span.level})")
    yield _line("calendar", _CALENDARS[span.calendar] + _YEAR_STARTS[span.year_start])
    yield _line("precision", _precision(span))
    yield from _days(span)
    held = doubt_keys(span)
    yield _line("doubts", "; ".join(map(_doubt, held)) or "none")
    for language in LANGUAGES:
        yield _line(_NAMES[language], span.words(language))
    if other := other_style(span):
        yield _line("other style", other)
    if explanation.regnal:
        yield _line("regnal date", explanation.regnal)
    elif explanation.regnal_missing:
        yield _line("regnal date", f"needs its tables: {regnal.EXTRA}")
    if explanation.note:
        yield _line("note", explanation.note)
    yield _line("mark", sketch(span))
    for sign, words in legend(span):
        yield _line("", f"{sign.ljust(_MARK_WIDTH)}{words}")


def _precision(span: Span) -> str:
    if span.kind != "date":
        return _KINDS[span.kind]
    return "coarser than a millennium" if span.precision == "years" else f"to the {span.precision}"


def _line(name: str, value: str) -> str:
    return f"  {name.ljust(_LABEL)}{value}"


def _days(span: Span) -> Iterator[str]:
    if span.earliest is not None and span.earliest == span.latest:
        yield from _day("day", span.earliest)
        return
    for name, number, kind in (
        ("first", span.earliest, span.earliest_kind),
        ("last", span.latest, span.latest_kind),
    ):
        if number is None:
            yield _line(f"{name} day", _MISSING[name, kind])
        else:
            yield from _day(f"{name} day", number)


def _day(name: str, number: int) -> Iterator[str]:
    day = Day(number)
    yield _line(name, f"{day.gregorian_words} Gregorian, {day.gregorian}, a {day.weekday}")
    yield _line("", f"{day.julian_words} Julian, {day.julian}")


def refused_as_lines(text: str, error: DateError, safe: Callable[[str], str]) -> Iterator[str]:
    """Why a text is no date, with a caret under the place; `safe` makes the text harmless for a terminal."""
    # Of a long text only what stands around the place, so that the caret is on the same line of the screen.
    first = max(0, error.position - _AROUND) if len(text) > 2 * _AROUND else 0
    last = error.position + _AROUND if len(text) > first + 2 * _AROUND else len(text)
    before, after = "…" * (first > 0), "…" * (last < len(text))
    yield before + safe(text[first:last]) + after
    yield f"{' ' * _columns(before + safe(text[first : error.position]))}^ {safe(error.reason)}"
    yield HINT


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: Chinese characters take two, accents none."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in _WIDE
        else 1
        for character in text
    )

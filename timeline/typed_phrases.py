"""A typed text of several dates, or of one with words around it: before, from … to, or, and, in two styles.

The text is cut at the words that join dates, from the outside inwards, and each side lends the other what it
lacks: 6–9 September 1689, 1941–45, 16th–17th century. A day given in both styles must be one day, or it is
refused: that is how the old and the new are told apart, whichever stands in brackets.

What is decided here: “from … to” and a dash last (1941/1945), “between … and” and “or” are one moment
([1941..1945]); before, until, after and since include the date, as far as EDTF can say; circa and a question
mark hold of the date that they stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from timeline.dates import parse
from timeline.errors import DateError
from timeline.refusals import Fault
from timeline.typed_edtf import Reading, written
from timeline.typed_points import Point, read_point, shared
from timeline.typed_styles import Phrase, both_styles, dual_notes, dual_year
from timeline.typed_tidy import Words, tidied
from timeline.typed_tokens import Token


def read_phrase(words: Words, calendar: str, year_start: str) -> Phrase:
    """The whole text as EDTF; what it says of its calendar goes before what is given here."""
    words = tidied(words)
    if not words:
        raise Fault(0, "a date is missing")
    if stated := _stated_years(words):
        return Phrase(stated, calendar, year_start, ())
    if both := both_styles(words, lambda part, style: _Reader(style, "01-01").expression(part)):
        return both
    styles = {word.kind for word in words if word.kind in ("julian", "gregorian")}
    if len(styles) > 1:
        raise Fault(words[0].start, "this names both calendars, but not one day in both")
    words = [word for word in words if word.kind not in ("julian", "gregorian")]
    if not words:
        raise Fault(0, "a date is missing")
    calendar = styles.pop() if styles else calendar
    words, year_start, calendar, dual = dual_year(words, calendar, year_start)
    reader = _Reader(calendar, year_start)
    edtf = dual or reader.expression(words)
    return Phrase(edtf, calendar, year_start, tuple(dict.fromkeys((*reader.notes, *dual_notes(words, dual)))))


def _stated_years(words: Words) -> str:
    """Which years a decade or a millennium has, when it says so itself: 1800s (1800–1809)."""
    kinds = [word.kind for word in words]
    if kinds[-5:] != ["open", "number", "dash", "number", "close"]:
        return ""
    first, last = words[-4].value, words[-2].value
    digits = {9: 1, 99: 2, 999: 3}.get(last - first, 0)
    if not digits or first % 10**digits or not {"decade", "decades", "millennium"} & set(kinds[:-5]):
        return ""
    point = read_point(words[:-5])
    if point.month is not None or point.day is not None:
        return ""
    sign = "%" if point.circa and point.doubt else "~" if point.circa else "?" if point.doubt else ""
    return f"{first:04d}"[:-digits] + "X" * digits + sign


class _Reader:
    """Reads what joins dates, in one calendar, and keeps what it decided."""

    def __init__(self, calendar: str, year_start: str) -> None:
        self.calendar = calendar
        self.year_start = year_start
        self.notes: list[str] = []

    def expression(self, words: Words) -> str:
        """The whole of a text in one calendar."""
        unknown = words[-1].kind if words[-1].kind.startswith("unknown") else ""
        words = [word for word in words if not word.kind.startswith("unknown")]
        if not words:
            raise Fault(0, "a date is missing")
        first, last = words[0].kind, words[-1].kind
        if unsaid := self.unsaid(words):
            return unsaid
        if first == "some":
            words = _within(words, self.cut(words))
            first = words[0].kind
        either = any(word.kind == "or" for word in words)
        if not either and (first == "between" or last == "within"):
            return self.between([word for word in words if word.kind not in ("between", "within")])
        if last == "present" and len(words) > 1 and self.cut(words) is None:
            return self.stretch(words[first in ("from", "since") : -1], [])
        if first in _INCLUSIVE or last in _INCLUSIVE:
            self.notes.append("the date itself is included")
        for kinds, build in _AROUND.items():
            if last in kinds[1] and len(words) > 1:
                return build(self, words[first in ("to", "from") : -1], unknown)
            if first in kinds[0] and not (first in ("from", "since") and self.cut(words[1:])):
                return build(self, words[1:], unknown)
        if first in ("from", "since"):
            words = words[1:]
        if either:
            return self.several(words, "or", "[", "]")
        if (at := self.cut(words)) is not None:
            return self.stretch(words[:at], words[at + 1 :])
        if any(word.kind in ("and", "comma") for word in words):
            return self.several(words, "and", "{", "}")
        return self.reading(read_point(words)).text

    def unsaid(self, words: Words) -> str:
        """A question mark alone on one side of a dash is an end that nobody knows: 1654–?"""
        if len(words) < 3 or sum(word.kind in _DASHES for word in words) != 1:
            return ""
        if words[-2].kind in _DASHES and _is_doubt(words[-1:]):
            return self.after(words[:-2], "unknown")
        if words[1].kind in _DASHES and _is_doubt(words[:1]):
            return self.before(words[2:], "unknown")
        return ""

    def cut(self, words: Words, also: str = "to") -> int | None:
        """Where a stretch is cut in two."""
        found = [i for i, word in enumerate(words) if word.kind in ("to", "dash", "until", also) and i > 0]
        if not found and words and words[0].kind != "before":
            found = [i for i, word in enumerate(words) if word.kind == "before" and not _is_doubt(words[:i])]
        if len(found) > 1:
            raise Fault(words[found[1]].start, "there is a dash too many")
        return found[0] if found else None

    def reading(self, point: Point) -> Reading:
        """One date as EDTF."""
        reading = written(point, self.calendar, self.year_start)
        self.notes.extend(reading.notes)
        return reading

    def pair(self, before: Words, after: Words) -> tuple[Reading, Reading]:
        """Both sides of a stretch, each with what the other lends it."""
        left, right = shared(read_point(before), read_point(after))
        return self.reading(left), self.reading(right)

    def stretch(self, before: Words, after: Words) -> str:
        """From one date to another, or without end."""
        if not after or after[0].kind == "present":
            return f"{self.reading(read_point(before)).first}/.."
        left, right = self.pair(before, after)
        return self.checked(f"{left.first}/{right.last or right.first}", after)

    def between(self, words: Words) -> str:
        """One moment within a stretch."""
        at = next((i for i, word in enumerate(words) if word.kind in ("and", "to", "dash")), None)
        if at is None or at == 0:
            raise Fault(words[-1].end if words else 0, "“between” needs two dates with “and” in the middle")
        left, right = self.pair(words[:at], words[at + 1 :])
        return self.checked(f"[{left.first}..{right.last or right.first}]", words[at + 1 :])

    def several(self, words: Words, joint: str, opening: str, closing: str) -> str:
        """One of several dates, or all of them."""
        pieces = _split(words, lambda word: word.kind in (joint, "comma"))
        if any(not piece for piece in pieces):
            raise Fault(words[0].start, "a date is missing before or after a comma")
        within = ("between", "within")
        cuts = [self.cut([w for w in piece if w.kind not in within], also="and") for piece in pieces]
        pieces = [[word for word in piece if word.kind not in within] for piece in pieces]
        members = []
        right = read_point(pieces[-1] if cuts[-1] is None else pieces[-1][cuts[-1] + 1 :])
        for piece, at in zip(pieces, cuts, strict=True):
            if at is not None:
                left, last = self.pair(piece[:at], piece[at + 1 :])
                members.append(f"{left.first}..{last.last or last.first}")
                continue
            point, _ = shared(read_point(piece), right) if piece is not pieces[-1] else (right, right)
            if piece is pieces[-1] and len(pieces) > 1:
                _, point = shared(
                    read_point(pieces[-2] if cuts[-2] is None else pieces[-2][: cuts[-2]]), right
                )
            reading = self.reading(point)
            members.append(f"{reading.first}..{reading.last}" if reading.last else reading.first)
        return self.checked(f"{opening}{','.join(members)}{closing}", words)

    def checked(self, text: str, words: Sequence[Token]) -> str:
        """The text, if it is a date; each member has been checked before, so only the order can be wrong."""
        try:
            parse(text, self.calendar, self.year_start)
        except DateError as error:
            raise Fault(words[0].start if words else 0, error.reason) from None
        return text

    # What stands around a date: before, after, from, until

    def before(self, words: Words, unknown: str) -> str:
        """An open start; an unknown one where that is said."""
        reading = self.reading(read_point(words))
        return f"{'' if unknown else '..'}/{reading.last or reading.first}"

    def after(self, words: Words, unknown: str) -> str:
        """An open end; an unknown one where that is said."""
        return f"{self.reading(read_point(words)).first}/{'' if unknown else '..'}"

    def earlier(self, words: Words, _: str) -> str:
        """One moment, at the latest that date."""
        reading = self.reading(read_point(words))
        return f"[..{reading.last or reading.first}]"

    def later(self, words: Words, _: str) -> str:
        """One moment, at the earliest that date."""
        return f"[{self.reading(read_point(words)).first}..]"


_DASHES = ("dash", "to")
_INCLUSIVE = ("before", "after")
_AROUND: dict[tuple[frozenset[str], frozenset[str]], Callable[[_Reader, Words, str], str]] = {
    (frozenset(("before", "until", "to")), frozenset(("before", "until"))): _Reader.before,
    (frozenset(("after", "since", "from")), frozenset(("after", "since"))): _Reader.after,
    (frozenset(("upto",)), frozenset(("earlier",))): _Reader.earlier,
    (frozenset(("notbefore",)), frozenset(("later",))): _Reader.later,
}
"""Words before and after a date, and what they make of it."""


def _is_doubt(words: Words) -> bool:
    """Whether there is nothing but words of doubt."""
    return all(word.kind in ("circa", "doubt") for word in words)


def _within(words: Words, cut: int | None) -> Words:
    """“Some time between” is “between”; with a dash it could last, or be one moment."""
    if len(words) > 1 and words[1].kind == "between":
        words = words[1:]
    elif cut is not None and all(word.digits for word in words[1:cut]):
        raise Fault(words[0].start, "write “from … to” if it lasted, “between … and” if it was one moment")
    return words


def _split(words: Iterable[Token], at: Callable[[Token], bool]) -> list[Words]:
    """The words between those that part them; “, or” parts once."""
    pieces: list[Words] = [[]]
    parted = False
    for word in words:
        if at(word):
            if not parted:
                pieces.append([])
            parted = True
        else:
            pieces[-1].append(word)
            parted = False
    return pieces

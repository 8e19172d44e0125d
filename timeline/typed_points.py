"""One date within a typed text: each of its words and numbers put in its place.

Words of one date may come in any order (27 August 1689, August 27 1689, 1689年8月27日), so each goes to the
place that its kind has, and a second claimant is refused. Small numbers wait until all is read: 27 and 44 in
“27 August 44 BC” are a day and a year because an era is named, and 45 in “1941–45” means nothing without the
other side of the dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.refusals import Fault
from timeline.typed_tokens import Token


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as its words go; what is missing may stand on the other side of a dash."""

    at: int = 0
    """Where it begins in the text."""
    day: Token | None = None
    """The day of the month."""
    month: int | None = None
    """1 to 12, or a season, quarter, third or half of EDTF, 21 to 41."""
    month_at: int = 0
    """Where the month stands."""
    year: Token | None = None
    """The year as people count, before or after the era."""
    unit: str = ""
    """`decade`, `century` or `millennium` when the year is the first of so many, else nothing."""
    era: Token | None = None
    """BCE or CE where that is written."""
    fraction: tuple[int, int] | None = None
    """Which of how many parts: (1, 2) is the first half."""
    portion: int = 0
    """1 early, 2 middle, 3 late; 4, 5 halves; 6 to 8 ten days of a month; 0 none."""
    circa: bool = False
    """Whether it is approximate."""
    doubt: bool = False
    """Whether it is questionable."""
    some: int = 0
    """2 some day, 1 some month."""
    bare: Token | None = None
    """A small number alone, whose meaning the other side decides."""

    @property
    def bce(self) -> bool:
        """Whether its years count backwards."""
        return self.era is not None and self.era.kind == "bce"


def read_point(words: Sequence[Token]) -> Point:
    """Put the words of one date in their places; `Fault` where one has no place."""
    if not words:
        raise Fault(0, "a date is missing")
    point = Point(at=words[0].start)
    words = _century_first(words)
    smalls: list[Token] = []
    index = 0
    while index < len(words):
        word = words[index]
        following = words[index + 1].kind if index + 1 < len(words) else ""
        used, point = _unit(point, word, following)
        if not used:
            used, point = 1, _placed(point, word, smalls)
        index += used
    return _numbered(point, smalls)


def _century_first(words: Sequence[Token]) -> Sequence[Token]:
    """60-е годы XIX века as they are said in Chinese: the century, then its decade."""
    for index, word in enumerate(words[:-2]):
        if word.kind == "decade" and not word.is_year and words[index + 2].kind == "century":
            return [*words[:index], *words[index + 1 : index + 3], word, *words[index + 3 :]]
    return words


def _unit(point: Point, word: Token, following: str) -> tuple[int, Point]:
    """A number with the unit after it: how many words that takes, 0 for none, and the point with it."""
    if word.kind not in ("ordinal", "roman", "number"):
        return 0, point
    if following in ("century", "millennium") and word.is_small:
        _once(point.year, word)
        return 2, replace(point, year=word, unit=following)
    elif following == "decades":
        return 2, _decade(point, word)
    elif following == "year":
        _once(point.year, word)
        return 2, replace(point, year=word)
    return 0, point


def _decade(point: Point, value: Token) -> Point:
    """1680年代, or 80年代 after a century."""
    if point.unit == "century" and point.year is not None and not value.is_year:
        first = (point.year.value - 1) * 100 + value.value
        return replace(point, unit="decade", year=replace(point.year, value=first, digits=4))
    _once(point.year, value)
    if value.digits <= 2:
        raise Fault(value.start, "which century? write all digits of the decade: 1980s")
    return replace(point, unit="decade", year=value)


def _once(held: object, word: Token) -> None:
    if held is not None:
        raise Fault(word.start, "this has no place in the date any more")


def _placed(point: Point, word: Token, smalls: list[Token]) -> Point:
    """The point with one more word."""
    kind, value = word.kind, word.value
    if word.is_small:
        smalls.append(word)
    elif kind in ("number", "dual"):
        _once(point.year, word)
        return replace(point, year=word)
    elif kind == "decade":
        return _decade(point, word)
    elif kind in ("month", "season", "part"):
        _once(point.month, word)
        return replace(point, month=value, month_at=word.start)
    elif kind in ("bce", "ce"):
        _once(point.era, word)
        return replace(point, era=word)
    elif kind == "portion":
        _once(point.portion or None, word)
        return replace(point, portion=value)
    elif kind == "circa":
        return replace(point, circa=True)
    elif kind == "doubt":
        return replace(point, doubt=True, circa=point.circa or bool(value))
    elif kind == "some":
        return replace(point, some=value)
    elif kind == "hemisphere" and point.month is not None and point.month in range(21, 25):
        return replace(point, month=point.month + value)
    elif kind == "fraction" and smalls:
        return replace(point, fraction=(smalls.pop().value, value))
    else:
        raise Fault(word.start, "this has no place in a date here")
    return point


def _numbered(point: Point, smalls: list[Token]) -> Point:
    """Small numbers are days, or years of an era, or wait for the other side of a dash."""
    if len(smalls) > 2:
        raise Fault(smalls[2].start, "there is a number too many")
    if point.era is not None and point.year is None and smalls:
        # 27 August 44 BC; AD 14: the last small number is the year.
        point = replace(point, year=smalls.pop())
    if point.month is not None and point.year is None and len(smalls) == 2:
        raise Fault(smalls[1].start, "which century? write all digits of the year")
    if len(smalls) == 2:
        raise Fault(smalls[1].start, "there is a number too many")
    if not smalls:
        return point
    if point.day is None and (point.month is not None or point.year is not None):
        if point.month is None and point.unit:
            raise Fault(smalls[0].start, "there is a number too many")
        return replace(point, day=smalls[0])
    _once(point.day, smalls[0])
    return replace(point, bare=smalls[0])


def shared(left: Point, right: Point) -> tuple[Point, Point]:
    """Both sides of a dash, or of an “or”, each with what only the other side says."""
    if left.unit == right.unit == "decade":
        left, right = _alike(left, right)
    if left.bare is not None:
        left = _borrowed(left, left.bare, right)
    if right.bare is not None:
        right = _continued(left, right, right.bare)
    if right.year is not None and left.year is None:
        left = replace(left, year=right.year, unit=left.unit or right.unit, era=left.era or right.era)
    if left.year is not None and right.year is None:
        right = replace(right, year=left.year, era=right.era or left.era)
    if left.month is None and left.day is not None and right.month is not None:
        left = replace(left, month=right.month, month_at=right.month_at)
    if right.month is None and right.day is not None and left.month is not None:
        right = replace(right, month=left.month, month_at=left.month_at)
    if right.year and right.era is None and left.era is not None and not left.bce and not right.unit:
        right = replace(right, era=left.era)
    if left.year is not None and left.year.is_small and left.era is None:
        left = replace(left, era=right.era)
    if left.era is None and right.bce and left.year and right.year and left.year.value > right.year.value:
        left = replace(left, era=right.era)
    return left, right


def _alike(left: Point, right: Point) -> tuple[Point, Point]:
    """Two decades: the 2000s after the 1990s are ten years, like them, and not a hundred."""
    if left.year is None or right.year is None or not (left.year.value % 100 or right.year.value % 100):
        return left, right
    return (
        replace(left, year=replace(left.year, kind="number")),
        replace(right, year=replace(right.year, kind="number")),
    )


def _borrowed(left: Point, number: Token, right: Point) -> Point:
    """The left number takes the meaning of the right one: 6–9 September, 16th–17th century, 44–31 BC."""
    if right.day is not None:
        return replace(left, day=number, bare=None)
    if right.unit or right.era is not None:
        return replace(left, year=number, unit=right.unit, bare=None)
    return left


def _continued(left: Point, right: Point, number: Token) -> Point:
    """The right number goes on with the left one: 1941–45, 6 September – 9."""
    if left.year is not None and left.day is None and not left.unit and left.year.kind != "dual":
        return replace(right, year=_completed(left.year, number), month=right.month, bare=None)
    if left.day is not None:
        return replace(right, day=number, bare=None)
    return right


def _completed(year: Token, number: Token) -> Token:
    """The year that `45` means after `1941`; a number that cannot follow stays as it is."""
    base = 10**number.digits
    value = year.value // base * base + number.value
    return replace(number, value=value, digits=year.digits) if value > year.value else number

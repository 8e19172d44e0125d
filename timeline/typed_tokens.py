"""A typed text as words, numbers and signs, each with the place where it stands.

Text is folded character by character, one for one, so that places still count code points of what a person
typed: full-width digits and signs become plain ones, every dash “-”, every blank “ ”, capital letters small.
What stands in no list is refused at once, with the nearest month or season if one is near.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.refusals import Fault
from timeline.typed_words import CHINESE, ENGLISH, RUSSIAN, SIGNS, Entry, Kind


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of a typed date."""

    kind: Kind
    """What it does."""
    value: int
    """The number it stands for: a year, a month, a season; 0 where it stands for none."""
    start: int
    """Where it begins in the text, code points, 0-based."""
    end: int
    """Where it ends, exclusive."""
    digits: int = 0
    """With how many digits a number is written; 0 for what is no number."""

    @property
    def is_year(self) -> bool:
        """Whether it can only be a year: three digits or more, or a year written double."""
        return self.digits > _TWO_DIGITS

    @property
    def is_small(self) -> bool:
        """Whether it may be a day, a century or the end of a year: `6`, `6th`, `VI`."""
        return self.kind in ("number", "ordinal", "roman") and not self.is_year


_TWO_DIGITS = 2
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－～〜﹣", "-")
    | dict.fromkeys("“”„«»‘’‚", "'")
    | {"。": ".", "，": ",", "；": ";", "﹖": "?"}
)
_THIN = "\u00a0\u202f"
"""Blanks at which no line may break; they also part the thousands of a number."""
_NO_THOUSANDS = re.compile(rf"(?<![0-9])[{_THIN}]|[{_THIN}](?![0-9]{{3}}(?![0-9]))")
_LETTER = r"[^\W\d_]"
HAN = "〇零○一二三四五六七八九十百千廿卄卅"
_HAN_VALUES = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_NO_UNIT = 10_000
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_SPACED = (
    rf"(?<!{_LETTER} )(?<!{_LETTER}{_LETTER}\. )[0-9]{{1,3}}(?: [0-9]{{3}})+"
    r"(?= ?(?:b\.? ?c|a\.? ?d\b|c\.?e\b|гг?\b|год|до н|н\. ?э|лет))"
)
"""Thousands parted by a blank, only before an era, and after no word: March 15 144 BC is a day and a year."""
_NUMBERS: tuple[tuple[str, Kind], ...] = (
    (r"[0-9]{3,4}/[0-9]{1,4}(?![0-9/])", "dual"),
    (r"[0-9]{1,5}0(?:'?s|-?(?:е|х|ые|ых|м|ми)(?![а-я]))", "decade"),
    (r"[0-9]{1,2}(?:st|nd|rd|th|-?(?:й|я|го|ой|ая|ый|ье|ья|ом|е)(?![а-яё]))", "ordinal"),
    (rf"{_SPACED}|[0-9]{{1,3}}(?:[,{_THIN}][0-9]{{3}})+(?![0-9])|[0-9]+", "number"),
    (r"(?:[〇零○一二三四五六七八九十百廿卄卅]|千(?![年纪紀]))+|元(?=年)", "number"),
)
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
)
_DOTTED = re.compile(
    r"(?P<day>(?<![0-9])[0-9]{1,2})\. ?(?P<month>0?[1-9]|1[0-2])\. ?(?P<year>[0-9]{3,4})(?![0-9])"
)
_ISO_KINDS: tuple[tuple[str, Kind], ...] = (("year", "number"), ("month", "month"), ("day", "number"))
_ROMAN = re.compile(r"(?<![^\W\d_])(?:X{0,3})(?:I[XV]|V?I{0,3})(?![^\W\d_])")
CYRILLIC_ROMAN = str.maketrans("ХІV", "XIV")


def _bounded(entries: tuple[Entry, ...]) -> list[str]:
    return [f"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})" for pattern, _, _ in entries]


class _List:
    """Numbers, signs and the words of one alphabet, as one regular expression."""

    def __init__(self, entries: tuple[Entry, ...], bounded: bool) -> None:
        words = _bounded(entries) if bounded else [pattern for pattern, _, _ in entries]
        numbers, signs = [pattern for pattern, _ in _NUMBERS], [pattern for pattern, _, _ in SIGNS]
        self.pattern = re.compile("|".join(f"({pattern})" for pattern in (*numbers, *words, *signs)))
        self.meanings: tuple[tuple[Kind, int], ...] = (
            *((kind, 0) for _, kind in _NUMBERS),
            *((kind, value) for _, kind, value in (*entries, *SIGNS)),
        )


_ENGLISH, _RUSSIAN, _CHINESE = _List(ENGLISH, True), _List(RUSSIAN, True), _List(CHINESE, False)


def _list(character: str) -> _List:
    """The list in which a word is that begins so: to look into all three takes three times as long."""
    if character.isascii():
        return _ENGLISH
    return _RUSSIAN if "\u0400" <= character <= "\u04ff" else _CHINESE


_NAMED = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "spring", "summer", "autumn", "winter", "century", "before", "after",
    "between", "circa", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
    "сентябрь", "октябрь", "ноябрь", "декабрь", "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NAMES = {name.lower(): name for name in _NAMED}
"""Months, seasons and joints in small letters, and as they are written."""


def folded(text: str) -> str:
    """The text with each character in its plain form; as long as before."""
    text = text.translate(_SIGNS)
    return text if text.isascii() and text.isprintable() else "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isspace() and character not in _THIN:
        return " "
    if "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return character


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a folded text; `Fault` at the first that is none of a date."""
    lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    lower = _NO_THOUSANDS.sub(" ", lower)
    upper = text.translate(CYRILLIC_ROMAN)
    found: list[Token] = []
    position = 0
    while position < len(text):
        if text[position] in f" '.{_THIN}":
            position += 1
            continue
        roman = _ROMAN.match(upper, position)
        if roman and roman.group():
            found.append(Token("roman", roman_value(roman.group()), *roman.span(), digits=1))
            position = roman.end()
            continue
        if iso := _ISO.match(lower, position) or _DOTTED.match(lower, position):
            found.extend(_iso_tokens(iso))
            position = iso.end()
            continue
        words = _list(lower[position])
        match = words.pattern.match(lower, position)
        if match is None or not match.group():
            raise Fault(position, _strange(text, position))
        found.append(_token(match, words.meanings[(match.lastindex or 1) - 1]))
        position = found[-1].end
    return found


def _token(match: re.Match[str], meaning: tuple[Kind, int]) -> Token:
    kind, value = meaning
    text = match.group()
    if kind == "number":
        value = han_value(text) if text[0] in HAN or text == "元" else _whole(text)
        if value < 0:
            raise Fault(match.start(), f"“{text[:20]}” is no number")
        return Token(kind, value, *match.span(), digits=len(str(value)) if text[0] in HAN else _digits(text))
    if kind == "dual":
        return _dual(match)
    if kind in ("decade", "ordinal") and text[0].isdigit():
        digits = re.match("[0-9]+", text)
        number = digits.group() if digits else ""
        return Token(kind, _whole(number), *match.span(), digits=len(number))
    if kind == "ordinal":
        return Token(kind, value, *match.span(), digits=1)
    if kind == "part" and text[0] == "q":
        value += int(text[-1])
    return Token(kind, value, *match.span())


def _iso_tokens(match: re.Match[str]) -> Iterator[Token]:
    """A whole date inside words: before 1928-05-01, 12.04.1985 г."""
    for name, kind in sorted(_ISO_KINDS, key=lambda part: match.start(part[0])):
        digits = match[name]
        yield Token(kind, int(digits), *match.span(name), digits=0 if kind == "month" else len(digits))


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


_LONGEST = 300


def _whole(text: str) -> int:
    # No year is that long, and the time to read digits grows with their square.
    return int("".join(filter(str.isdigit, text))[:_LONGEST])


def _dual(match: re.Match[str]) -> Token:
    """A year written double, `1648/49`; when the second does not follow the first, only the first number."""
    first, second = match.group().split("/")
    following = str(int(first) + 1)
    if second and following.zfill(len(first)).endswith(second) and len(second) <= len(first):
        return Token("dual", int(first), *match.span(), digits=len(first))
    return Token("number", int(first), match.start(), match.start() + len(first), digits=len(first))


def roman_value(text: str) -> int:
    """XIX is 19; of Latin capitals."""
    value = 0
    for character, following in zip(text, text[1:] + "I", strict=True):
        one = _ROMAN_VALUES[character]
        value += -one if one < _ROMAN_VALUES[following] else one
    return value


def han_value(text: str) -> int:
    """一六八九 and 一千六百八十九 are 1689; 廿八 is 28; 元 is 1; -1 for 十十, which is no number."""
    if text == "元":
        return 1
    text = text.replace("廿", "二十").replace("卄", "二十").replace("卅", "三十")
    if not any(unit in text for unit in _HAN_UNITS):
        return int("".join(str(_HAN_VALUES[character]) for character in text)[:_LONGEST])
    value, pending, unit = 0, 0, _NO_UNIT
    for character in text:
        if character in _HAN_UNITS:
            if _HAN_UNITS[character] >= unit:
                return -1
            unit = _HAN_UNITS[character]
            value += (pending or 1) * unit
            pending = 0
        else:
            pending = _HAN_VALUES[character]
    return value + pending


def _strange(text: str, position: int) -> str:
    word = re.compile(r"[^\W\d_]+|.", re.DOTALL).match(text, position)
    said = word.group() if word else text[position]
    if not said.isprintable():
        return f"the character U+{ord(said[0]):04X} has no place in a date"
    near = difflib.get_close_matches(said[:20].lower(), _NAMES, n=1, cutoff=0.7) if said.isalpha() else []
    if near:
        return f"“{said}” is no word of a date; did you mean “{_NAMES[near[0]]}”?"
    return f"“{said[:30]}” is no word of a date that is known here"

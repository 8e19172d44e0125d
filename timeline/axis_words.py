"""Short words of time, in every language: years, months and days as an axis and a button have room for.

Apart from `years` and `labels`, which write a date out in a sentence: an axis says `Aug` where a sentence
says August, `前44年` where it says 公元前44年, and `4.5 billion` where ten digits would leave no room.
`assets/calendar.js` holds the same words; `tests/corpora/ticks.json` is held against both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from timeline.languages import Language

CHARACTER = 7.0
"""Generous width of one character on the axis, in pixels; one of a script that fills squares takes two."""

_SQUARE = 0x2E80  # The first code point of the scripts whose characters are square.
_TOO_LONG = 10**15
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Scale(NamedTuple):
    """A word that stands for many zeros."""

    unit: int
    """What it stands for: 10⁶."""
    step: int
    """The finest step of years with which it is used, so that few digits follow the point."""
    word: str
    """` million`."""


@dataclass(frozen=True, slots=True)
class AxisWords:
    """How one language writes on an axis; `{}` is where the number goes."""

    months: tuple[str, ...]
    """The twelve months, short, as a heading: in Russian in the nominative."""
    year: str
    """A year of which nobody doubts the era."""
    after: str
    """A year of the common era."""
    before: str
    """A year before it."""
    day: str
    """A day of a month."""
    month_and_year: str
    """A month of a year, `{month}` and `{year}`."""
    months_and_year: str
    """A few months of a year, from `{first}` to `{last}`."""
    thousands: str
    """Between three digits and three, from five digits on."""
    point: str
    """Before a fraction."""
    scales: tuple[Scale, ...]
    """Words for many zeros, the largest first."""


WORDS: dict[Language, AxisWords] = {
    "en": AxisWords(
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        year="{}",
        after="{} CE",
        before="{} BCE",
        day="{}",
        month_and_year="{month} {year}",
        months_and_year="{first}–{last} {year}",
        thousands=",",
        point=".",
        scales=(
            Scale(10**12, 10**10, " trillion"),
            Scale(10**9, 10**7, " billion"),
            Scale(10**6, 10**4, " million"),
        ),
    ),
    "ru": AxisWords(
        months=(
            "янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек.",
        ),
        year="{}",
        after="{} н. э.",
        before="{} до н. э.",
        day="{}",
        month_and_year="{month} {year}",
        months_and_year="{first}–{last} {year}",
        thousands="\u00a0",
        point=",",
        scales=(
            Scale(10**12, 10**10, " трлн"),
            Scale(10**9, 10**7, " млрд"),
            Scale(10**6, 10**4, " млн"),
        ),
    ),
    "zh": AxisWords(
        months=tuple(f"{number}月" for number in range(1, 13)),
        year="{}年",
        after="公元{}年",
        before="前{}年",
        day="{}日",
        month_and_year="{year}{month}",
        months_and_year="{year}{first}–{last}",
        thousands="",
        point=".",
        scales=(Scale(10**12, 10**10, "万亿"), Scale(10**8, 10**6, "亿"), Scale(10**4, 10**4, "万")),
    ),
}  # fmt: skip
"""What each language writes."""


def year_text(year: int, *, era: bool, language: Language = "en", step: int = 1) -> str:
    """A year of the astronomical count in words: `1689`, `44 BCE`, `12,000 BCE`; `era` adds CE to others.

    `step` is how many years lie between it and its neighbours: far from each other, `4.5 billion BCE`.
    """
    words = WORDS[language]
    if year <= 0:
        return words.before.format(_number(1 - year, words, step))
    shape = words.after if era or year < 1000 else words.year
    return shape.format(_number(year, words, step))


def months_text(first: int, last: int, year: str, language: Language = "en") -> str:
    """A few months of a year that is in words already: `Aug–Oct 2022`, `Aug 2022`; `2022年8–10月`."""
    words = WORDS[language]
    if first == last:
        return words.month_and_year.format(month=words.months[first - 1], year=year)
    from_month, to_month = words.months[first - 1], words.months[last - 1]
    if language == "zh":  # The unit is said once: 8–10月.
        from_month = str(first)
    return words.months_and_year.format(first=from_month, last=to_month, year=year)


def text_width(text: str) -> float:
    """Room that a text takes on the axis, in pixels, generously."""
    return CHARACTER * (len(text) + sum(ord(character) >= _SQUARE for character in text))


def _number(number: int, words: AxisWords, step: int) -> str:
    """The digits, parted from five on; many zeros as a word, and where words end as a power of ten."""
    if number >= _TOO_LONG:
        digits, exponent = f"{number:.2e}".split("e+")
        return f"{digits.rstrip('0').rstrip('.')}×10{str(int(exponent)).translate(_RAISED)}"
    for scale in words.scales:
        if number >= scale.unit and step >= scale.step:
            whole, rest = divmod(number, scale.unit)
            fraction = f"{rest:0{len(str(scale.unit)) - 1}d}".rstrip("0")
            return f"{_parted(whole, words)}{words.point if fraction else ''}{fraction}{scale.word}"
    return _parted(number, words)


def _parted(number: int, words: AxisWords) -> str:
    return f"{number:,}".replace(",", words.thousands) if number > 9999 else str(number)

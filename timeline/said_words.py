"""The years, months, days, decades and centuries that words mention, in English, Russian and Chinese.

Why not the readers of typed dates: those want the whole of a text to be one date, and refuse what may mean
two things. Here the question is the other way round: may these words mean that date? So every number is
taken for all that it can be, whatever stands around it, and what cannot be read is said to be veiled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline.mention_words import NUMBERS, TENS
from timeline.typed_tokens import CYRILLIC_ROMAN, HAN, han_value, roman_value
from timeline.typed_words import ENGLISH, RUSSIAN, Entry

LONGEST = 20_000
"""Characters of a quote that are read."""


@dataclass(slots=True)
class Said:
    """What words may be taken for."""

    numbers: set[int] = field(default_factory=set)
    """Every number, in figures or words: a year, a day, anything."""
    short_years: set[int] = field(default_factory=set)
    """Years without their century: 69 of `’69`."""
    decades: set[int] = field(default_factory=set)
    """By first year: 1960 of `1960s`."""
    short_decades: set[int] = field(default_factory=set)
    """Decades without their century: 60 of `the sixties`."""
    centuries: set[int] = field(default_factory=set)
    """19 of `the nineteenth century`."""
    months: set[int] = field(default_factory=set)
    """1 to 12."""
    seasons: set[int] = field(default_factory=set)
    """0 for spring to 3 for winter."""
    portion: bool = False
    """Whether a part of something is spoken of: `early`, `the second half`."""
    feast: bool = False
    """Whether a day may be called by a name: `Christmas Day`."""
    veiled: bool = False
    """Whether a year may be said in a way that is not read here: by a reign, in Russian words."""


def heard(words: str) -> Said:
    """All that the words may mention."""
    text = unicodedata.normalize("NFKC", words[:LONGEST])
    said = Said()
    _figures(text, said)
    _numerals(text, said)
    _in_words(text.casefold(), said)
    _names(text, said)
    if _CENTURY.search(text):
        said.centuries.update(number for number in said.numbers if 0 < number <= MOST_CENTURIES)
    said.portion = _PORTION.search(text) is not None
    said.feast = _FEAST.search(text) is not None
    said.veiled = said.veiled or _VEILED.search(text) is not None
    return said


MOST_CENTURIES = 60
"""Centuries are small numbers: of ours, and of those before it."""

_CENTURY = re.compile(
    r"centur|\bc(?:ent)?\.|\bвек|\bвв?\.|столети|世[纪紀]|si[eè]cle|\bsiglo|\bsecolo|jahrhundert|\bjh",
    re.IGNORECASE,
)
_PORTION = re.compile(
    r"\b(?:earl|late|mid|middle|beginning|begun|start|end|clos|open|turn|half|third|quarter|part|first|last|"
    r"начал|середин|кон[це]|рубеж|половин|четверт|трет|перв|последн)|[初中末底前后後上下晚早叶葉]|之交",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"christmas|easter|new year|thanksgiving|epiphany|whitsun|pentecost|michaelmas|candlemas|midsummer|"
    r"\b(?:ides|kalends|calends|nones)\b|\b(?-i:Day|Eve|Sunday)\b|рождеств|пасх|нов\w+ год|троиц|[春清中端重]"
    r"[节節明秋午阳陽]|元旦|除夕|[国國][庆慶]",
    re.IGNORECASE,
)
_VEILED = re.compile(
    rf"[\u4e00-\u9fff](?<![{HAN}第])(?:元|[{HAN}]{{1,3}}|[0-9]{{1,2}})年(?![代间間前后後来來])"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
    r"|\bтысяч[аиуе]\s+(?:сто|двести|\w+ста|\w+сот)\b|двухтысячн|две\sтысячи|millenni|тысячелети|千年",
    re.IGNORECASE,
)


# ── in figures ────────────────────────────────────────────────────────────────────────────────────────────

_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_NUMBER = re.compile(r"\d{1,12}")
_DECADE = re.compile(r"['’]?s\b|['’]?er\b|-?(?:е|ые|х|ых|ми)\b|\s?年代")
_SHORT = re.compile(r"-?(?:го|м|й)?\s?г(?:од|г?\.)|\s?年")
_RANGE = re.compile(
    r"(?<!\d)(\d{3,4})(?:\s?[-‐‑–—/]\s?(\d{1,3})|\s?(?:to|until|till|through|по|до|至|到)\s?(\d\d))(?!\d|[-/.]\d)"
)
_PARTED = re.compile(r"(?<!\d)\d{1,4}(?:[./-]\d{1,4}){1,2}(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})([01]\d)([0-3]\d)(?!\d)")
_MONTHLY = re.compile(rf"(\d{{1,2}}|[{HAN}]{{1,3}})\s?月")
_ROMAN_MONTH = re.compile(r"\d[./ -]{1,2}([IVX]{1,4})[./ -]{1,2}\d")


def _figures(text: str, said: Said) -> None:
    for found in _NUMBER.finditer(_THOUSANDS.sub(_counting, text)):
        _figure(int(found.group()), found, said)
    for found in _RANGE.finditer(text):
        first, last = found[1], found[2] or found[3]
        said.numbers.add(int(first[: len(first) - len(last)] + last))
    for found in _PARTED.finditer(text):
        pieces = [int(piece) for piece in re.split(r"\D", found.group())]
        said.months.update(piece for piece in pieces if 0 < piece <= 12)
        if len(pieces) > 2 and pieces[-1] < 100:
            said.short_years.add(pieces[-1])
    for found in _COMPACT.finditer(text):
        year, month, day = map(int, found.groups())
        said.numbers.update((year, day))
        said.months.add(month)


def _counting(thousands: re.Match[str]) -> str:
    """`10,000` may be a year before ours; what is smaller is no year when it has a comma."""
    digits = thousands.group().replace(",", "")
    return digits if len(digits) > 4 else ""


def _figure(number: int, found: re.Match[str], said: Said) -> None:
    """One number in figures, by what stands beside it."""
    text, end = found.string, found.end()
    decade = _DECADE.match(text, end) if number % 10 == 0 else None
    if decade is not None:
        (said.decades if number >= 100 else said.short_decades).add(number)
        if number % 100 == 0 and number:
            said.centuries.add(number // 100 + 1)
    if decade is None or decade.group()[0] in "'’":
        said.numbers.add(number)
    if len(found.group()) == 2 and (
        text[max(0, found.start() - 1) : found.start()] in ("'", "’", "‘") or _SHORT.match(text, end)
    ):
        said.short_years.add(number)


# ── in other numerals ─────────────────────────────────────────────────────────────────────────────────────

_HAN_NUMBER = re.compile(f"[{HAN}]{{1,12}}")
_ROMAN = re.compile(r"(?<![^\W\d_])([IVXLCDMІХ]{2,15}|[VXХ]|[IІ](?=\s(?:в\.|век)))(?:e|ème|er)?(?![^\W\d_])")


def _numerals(text: str, said: Said) -> None:
    for found in _HAN_NUMBER.finditer(text):
        number = han_value(found.group())
        if text.startswith("年代", found.end()):
            (said.decades if number >= 100 else said.short_decades).add(number)
        else:
            said.numbers.add(number)
    for found in _MONTHLY.finditer(text):
        said.months.add(int(found[1]) if found[1].isdecimal() else han_value(found[1]))
    said.numbers.update(_roman(found[1]) for found in _ROMAN.finditer(text))
    said.months.update(_roman(found[1]) for found in _ROMAN_MONTH.finditer(text))


def _roman(text: str) -> int:
    return roman_value(text.translate(CYRILLIC_ROMAN))


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_COUNTING = {
    **NUMBERS, "oh": 0, "thirtieth": 30, **{word: number for number, word in enumerate(_ORDINALS.split(), 1)},
    **{word: number * 10 for number, word in enumerate(TENS, 2)},
}  # fmt: skip
"""English words that count, and what they say; `hundred` multiplies instead, and so does `thousand`."""
_RUN = re.compile(
    rf"\b(?:{'|'.join(_COUNTING)}|thousand)s?\b(?:[\s-]+(?:and\s+)?(?:{'|'.join(_COUNTING)}|thousand)s?\b)*"
)
_RUSSIAN_STEMS = (
    "перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат",
    "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
    "девятнадцат", "двадцат", "тридцат", "сороков", "пятидесят", "шестидесят", "семидесят", "восьмидесят",
    "девяност",
)  # fmt: skip
_RUSSIAN_NUMBERS = (*range(1, 20), *range(20, 91, 10))
_RUSSIAN_ORDINAL = re.compile(
    r"\b((?:двадцать|тридцать)\s|)(?:"
    + "|".join(
        f"(?P<_{number}>{stem})" for number, stem in zip(_RUSSIAN_NUMBERS, _RUSSIAN_STEMS, strict=True)
    )
    + r")ь?(?:ый|ий|ой|ая|я|ое|е|ого|его|ому|ему|ом|ем|ым|им|ые|ых|ыми|ую|ю)\b"
)
"""Day, century or decade: `двадцать первого`, `девятнадцатый`, `шестидесятых`."""


def _in_words(text: str, said: Said) -> None:
    for found in _RUN.finditer(text):
        words = re.findall(r"[a-z]+", found.group())
        numbers = set(_counted(words))
        said.numbers |= numbers
        if words[-1] in TENS or words[-1] == "hundreds":
            (said.decades if max(numbers) >= 100 else said.short_decades).update(numbers)
            said.centuries.update(
                number // 100 + 1 for number in numbers if number >= 100 and number % 100 == 0
            )
    for found in () if text.isascii() else _RUSSIAN_ORDINAL.finditer(text):
        number = int(str(found.lastgroup)[1:])
        said.numbers.add(number + {"д": 20, "т": 30}.get(found.group(1)[:1], 0))
        if number >= 20:
            said.short_decades.add(number)


def _counted(words: Iterable[str]) -> Iterator[int]:
    """The numbers that a run of counting words may say: `eighteen fifty-eight` 1858, `five six` 5 and 6."""
    total, group = 0, -1
    for word in words:
        if word == "and":
            continue
        if word.startswith(("hundred", "thousand")):
            group = max(group, 1) * (100 if word.startswith("hundred") else 1000)
            if word.startswith("thousand"):
                total, group = total + group, 0
            continue
        number = _COUNTING.get(word, _COUNTING.get(word.removesuffix("s"), 0))
        if group < 0:
            group = number
        elif word == "oh":
            group *= 10
        elif group % 100 == 0 or (number < 10 and group % 10 == 0 and group != 10):
            group += number
        elif number >= 10 and 10 <= group < 100:
            group = group * 100 + number
        else:
            yield total + group
            total, group = 0, number
    yield total + max(group, 0)


def _named(entries: Iterable[Entry], kind: str) -> re.Pattern[str]:
    """The names of months or seasons; the group that fits says which."""
    parts: dict[int, list[str]] = {}
    for pattern, what, value in entries:
        if what == kind:
            parts.setdefault(value, []).append(pattern)
    named = "|".join(f"(?P<_{value}>{'|'.join(patterns)})" for value, patterns in parts.items())
    return re.compile(rf"\b(?:{named})(?![^\W\d_])", re.IGNORECASE)


_MONTHS = (_named(ENGLISH, "month"), _named(RUSSIAN, "month"))
_SEASONS = (_named(ENGLISH, "season"), _named(RUSSIAN, "season"))
_CHINESE_SEASONS = "春夏秋冬"


def _names(text: str, said: Said) -> None:
    for pattern in _MONTHS[: 1 if text.isascii() else 2]:
        # “may” in small letters is a verb.
        found = (match for match in pattern.finditer(text) if match.group() != "may")
        said.months.update(int((match.lastgroup or "_0")[1:]) for match in found)
    for pattern in _SEASONS[: 1 if text.isascii() else 2]:
        said.seasons.update(int((match.lastgroup or "_0")[1:]) - 21 for match in pattern.finditer(text))
    said.seasons.update(number for number, name in enumerate(_CHINESE_SEASONS) if name in text)

"""The shapes of date mentions in English prose, as one pattern that is tried where one can begin.

Why one pattern of bounded pieces: every repetition in it has a small limit, so a text costs time in its
length and nothing more, whatever it holds. What a shape means, and whether it is a date where it stands, is
for the rooms above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

BLANK = r"(?:[ \t\u00a0\u2009\u202f]{1,4}(?:\r?\n[ \t\u00a0]{0,8})?|\r?\n[ \t\u00a0]{0,8})"
"""What stands between two words of a mention: a line may end there, a paragraph may not."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = (
    "generation", "millennium", "fortnight", "centurie", "century", "decade", "month", "week", "year", "day",
)  # fmt: skip
TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
"""Decades in words: the first is the twenties."""
_UP_TO_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
NUMBERS = {word: number for number, word in enumerate(_UP_TO_TWENTY)} | {
    word: number * 10 for number, word in enumerate(_ROUND, 2)
}
"""Numbers in words, but for `a` and those that say no number."""
_ORDINALS = (
    "twenty-first", "twentieth", "nineteenth", "eighteenth", "seventeenth", "sixteenth", "fifteenth",
    "fourteenth", "thirteenth", "twelfth", "eleventh", "tenth", "ninth", "eighth", "seventh", "sixth",
    "fifth", "fourth", "third", "second", "first",
)  # fmt: skip
_HALVES = (
    "first half", "second half", "last half", "latter half", "first part", "latter part", "last part",
    "early part", "later part", "first quarter", "second quarter", "third quarter", "last quarter",
    "first third", "last third",
)  # fmt: skip
_EDGES = (
    "early", "middle", "latter", "later", "late", "beginning", "start", "end", "close", "turn", "opening",
    "closing", "eve",
)  # fmt: skip
_HEDGES = (
    "about", "almost", "nearly", "roughly", "around", "approximately", "some", "just", "only", "barely",
    "exactly", "over", "more than", "less than", "fewer than", "at least", "at most", "up to", "well over",
    "not quite", "close to", "little more than", "a little over", "hardly",
)  # fmt: skip
_NEAR = (
    "last", "next", "past", "coming", "following", "previous", "preceding", "same", "ensuing", "subsequent",
    "succeeding", "current", "present",
)  # fmt: skip
_VAGUE_COUNTS = ("half a", "a few", "a couple of", "several", "many", "some", "few", "countless")


def _any(words: Iterable[str]) -> str:
    """One of these, in small letters or capitals."""
    return f"(?i:{'|'.join(words)})"


# In all patterns below a plain blank stands for any blank between words (see `_mention`).
_LONG_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(month.upper() for month in MONTHS)})"
_MONTH = rf"(?:{_LONG_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_ONE_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w]|[.,:/]\d)"
_DASH = r"(?:[-–—/]|--)"
_DAY = rf"{_ONE_DAY}(?:(?:{_DASH}| (?:to|and|or|until|through) ){_ONE_DAY})?"
_ERA = r"(?:(?:B\.\x20?C\.\x20?E|B\.\x20?C|C\.\x20?E|A\.\x20?D)\.?|(?:BCE|BC|CE|AD)\b)"
_YEAR = r"(?:1\d{3}|20\d{2})(?!\d|[.,]\d|['’]?s\b)"
_TO_YEAR = rf"(?:{_DASH}(?:{_YEAR}|\d{{2}}\b))"
_AD = r"(?:(?:A\.?D\.?|AD) [1-9]\d{0,3}(?!\d))"
_WITH_ERA = rf"[1-9]\d{{0,3}} ?{_ERA}"
_PART = (
    rf"(?:(?i:the )?(?i:very )?{_any((*_HALVES, *_EDGES))}(?i: years| months| weeks| days| decades)?"
    rf"(?i: of (?:the )?| (?:the )?)|(?i:early|late)(?i: in (?:the )?)|(?i:mid)(?:-| ))"
)
_ORDINAL = rf"(?:[1-9]\d?(?:st|nd|rd|th)|{_any(_ORDINALS)})"
_SEASON = r"(?i:spring|summer|autumn|fall|winter)"
_HEDGE = _any(_HEDGES)
_WORD = _any(sorted(NUMBERS, key=len, reverse=True))
_IN_WORDS = rf"(?:(?i:an?)|{_WORD})(?:(?: and |-| ){_WORD}){{0,4}}"
_COUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d)?|(?:{_any(_VAGUE_COUNTS)}|{_IN_WORDS})(?![^\W_]))(?: and a half)?"
)
_UNIT = rf"{_any(UNITS)}s?\b"
_HALF_DAY = r"(?i:morning|afternoon|evening|night)"
_PIECE = rf"(?:{_HALF_DAY}|(?i:weekend|term|season|quarter|semester))"
_ABBREVIATED = r"(?:Jan|Feb|Sept?|Oct|Nov|Dec)\."
_THING = rf"(?:{_UNIT}|{_SEASON}\b|{_PIECE}\b|{_LONG_MONTH}\b|{_WEEKDAY}\b|{_ABBREVIATED})"
_WHEN = r"(?i:ago|earlier|later|before|after|afterwards?|previously|hence|prior|from now)\b"
_NEXT = _any(_NEAR)
_SOME_YEAR = r"(?i:year|month|week|decade|century|spring|summer|autumn|fall|winter)"
_TEEN = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TY = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_MID = r"(?:(?i:mid|early|late)-)?"

SHAPES = {
    "digits": r"\d{4}-\d{2}-\d{2}(?![\d-])|\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/.]\d?)",
    # Christmas Eve 1991 · Thanksgiving · last Easter
    "feast": (
        r"(?i:last |next |this )?(?:Christmas|Thanksgiving|Easter|New Year['’]s|Election Day|Labor Day|"
        r"May Day)"
        rf"(?: (?:Day|Eve|[Ww]eek|Sunday|Monday))?\b(?:,?(?: of)? {_YEAR})?"
    ),
    # the 14th inst. · 3rd ult.
    "instant": rf"(?:the )?{_ONE_DAY} (?i:inst|ult|prox)(?:\.|\b)",
    # 27 August (6 September N.S.) 1689
    "both_styles": rf"{_DAY} {_MONTH} \([^()\n]{{1,32}}\),? {_YEAR}",
    # 21 March 2023 · Tuesday, the 21st of March · 20 to 22 March · 5 and 6 May 1985
    "day_month": (
        rf"(?:{_WEEKDAY},? )?(?:the )?(?:night of )?{_DAY} (?:of )?{_MONTH}(?!\w)"
        rf"(?:,?(?: of)? {_YEAR})?(?: {_ERA})?"
    ),
    # March 21, 2023 · Tuesday March 21st · March 20-22, 2023
    "month_day": (
        rf"(?:{_WEEKDAY},? )?(?i:last |next |this past )?{_MONTH} (?:the )?{_DAY}(?:,? ?{_YEAR})?"
    ),
    # on the 5th
    "day": (
        r"(?<=[Oo]n\s)the (?:[12]?(?:1st|2nd|3rd|[04-9]th)|1[1-3]th|30th|31st)\b"
        r"(?=[.,;:)]| (?:I|we|you|he|she|it|they|the|this|that|a|an|his|her|their|our|my)\b"
        r"| of (?:the|this|that|last|next|each|every) month)"
    ),
    "month_year": rf"(?:{_PART})?{_MONTH}(?: of|,)? {_YEAR}{_TO_YEAR}?",
    # the 19th century · 13th-15th centuries · the first half of the twentieth century
    "centuries": (
        rf"(?:{_PART}|(?i:the ))?{_ORDINAL}"
        rf"(?:(?:{_DASH}|,? (?:to|and|or) |, )(?:the |{_PART})?{_ORDINAL}){{0,3}}"
        rf"(?:-| )(?i:centur(?:y|ies))\b(?: {_ERA})?"
    ),
    "decade": rf"(?:{_PART}|(?i:the ))?{_MID}(?:1\d|20)\d0['’]?s\b(?: {_ERA})?",
    "few_digits": rf"(?:{_PART}|(?i:the ))?{_MID}['’‘]?[2-9]0s\b",
    "tens": rf"(?:{_PART}|(?i:the )){_MID}(?i:nineteen(?:-| )|eighteen(?:-| ))?{_any(TENS)}\b",
    "season": rf"(?:{_PART})?(?i:the )?{_SEASON}(?:,? of|,)? (?:the year )?{_YEAR}{_TO_YEAR}?",
    # 1046-221 B.C. · 980 B.C. to 1855 · A.D. 79
    "with_era": (
        rf"(?:{_PART})?(?:{_AD}(?:{_DASH}[1-9]\d{{0,3}}\b)?"
        rf"|[1-9]\d{{0,3}}(?: ?{_ERA})?(?:{_DASH}| (?:to|and|until) ){_WITH_ERA}"
        rf"|{_WITH_ERA}(?:(?:{_DASH}| to ){_YEAR})?)"
    ),
    # 1958-1962 · 1904-05 · 2012-present · 1979 to 2003
    "years": (
        rf"(?<![-–—/])(?:{_PART})?{_YEAR}(?:{_DASH}|,? (?:to|until|till|through) (?:the )?)"
        rf"(?:{_YEAR}|\d{{2}}(?![\w]|[.,]\d|{_DASH})|(?i:present)\b)"
    ),
    "year": rf"(?:{_PART})?{_YEAR}(?!{_DASH}\d)",
    "short_year": r"(?<=\s)['’‘][3-9]\d(?![\w])",
    "early_year": r"(?<=[Ii]n\s)[3-9]\d\d(?=[.,;:)](?!\d)| when | the | by | [A-Z])",
    # nearly 20 years earlier · two and a half centuries ago · the day after · a week after
    "ago": rf"(?:{_HEDGE} )?(?:{_COUNT}|(?i:the))(?:-| ){_UNIT} {_WHEN}",
    # the past two decades · the next five years
    "stretch": rf"(?i:the|these|his|her|its|their) {_NEXT} (?:{_HEDGE} )?{_COUNT} {_UNIT}",
    # last month · the previous year · early last October · that same day
    "next": (
        r"(?i:(?:early|earlier|late|later|the end of|the middle of|mid) )?"
        r"(?i:(?:the|that|this|these|those) )?"
        rf"{_NEXT} (?:few )?{_THING}(?: {_HALF_DAY}\b)?"
    ),
    "this": rf"(?i:(?:early|earlier|late|later|by the end of|the end of) )?(?i:this|that) {_THING}",
    "within": (
        rf"(?:(?<=[Ii]n\s)|(?<=[Ww]ithin\s))(?:{_HEDGE} )?{_COUNT} {_UNIT}(?:['’] time)?(?! of\b)"
    ),
    "today": (
        r"(?i:the day before yesterday|the day after tomorrow|today|tonight|"
        r"turn of the (?:century|millennium)"
        rf"|(?:late |early )?(?:yesterday|tomorrow)(?: {_HALF_DAY})?)\b"
    ),
    "weekend": r"the weekend\b",
    "weekday": rf"(?i:(?:early|late|mid|midday|next|last) )?{_WEEKDAY}\b(?: {_HALF_DAY}\b)?",
    # the third quarter of 1989 · third-quarter
    "quarter": (
        r"(?i:(?:the |its )?(?:fiscal(?:-| ))?(?:first|second|third|fourth)(?:-| )quarter)\b"
        r"(?! (?:of a|century))"
        rf"(?: of)?(?: fiscal)?(?: {_YEAR})?"
    ),
    # the end of the month · earlier in the year · year's end · year-earlier
    "edge": (
        r"(?:(?i:(?:the )?(?:end|beginning|start|close|middle|rest) of (?:the|this|that|last|next) )"
        rf"{_SOME_YEAR}|(?i:(?:earlier|later|early|late) in the ){_SOME_YEAR}"
        r"|(?i:year['’]s end|year(?:-| )end|year-(?:ago|earlier)))\b"
    ),
    # nineteen ninety-six · eighteen hundred
    "spelled": (
        rf"(?i:(?:seventeen|eighteen|nineteen|twenty)(?:-| )(?:hundred|{_TEEN}|{_TY}(?:-(?:one|two|three|"
        r"four|five|six|seven|eight|nine))?))\b"
        r"(?! (?:\w+ )?(?:men|people|miles|thousand|percent|years|days|dollars))"
    ),
    "month": rf"(?:{_PART})?{_LONG_MONTH}\b(?!['’]\w)",
}  # fmt: skip
"""Name of a shape → its pattern, in the order in which they are tried at a place."""


@cache
def _mention() -> re.Pattern[str]:
    """All shapes in one; compiled for the first text, since that takes as long as to check a project."""
    return re.compile(
        "|".join(f"(?P<{name}>{pattern.replace(' ', BLANK)})" for name, pattern in SHAPES.items())
    )


# ── where one can begin ───────────────────────────────────────────────────────────────────────────────────

_FIRST_WORD = re.compile(
    r"(?<![\w$€£¥#.,])(?<!\d[-–—/:])(?<!\b[A-Z]-)"
    r"(?:\d|['’‘](?=\d)|([^\W\d_]+)(?=(?:[\s-]{1,12}['’‘]?([^\W_]+))?))"
)
_ALONE = frozenset(
    word.lower()
    for group in (MONTHS, WEEKDAYS, NUMBERS, _ORDINALS, _HEDGES, _NEAR, _HALVES, _EDGES, _VAGUE_COUNTS)
    for words in group
    for word in re.split("[ -]", words)[:1]
) | frozenset((
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "mid", "middle", "rest",
    "midday", "today", "tonight", "yesterday", "tomorrow", "year", "christmas", "thanksgiving", "easter",
    "new", "election", "labor", "fiscal", "ad", "spring", "summer", "autumn", "fall", "winter", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
))  # fmt: skip
"""With which a mention can begin, if not with a digit: a look at a word is cheaper than all shapes."""
_COMMON = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "some", "many", "few",
    "several", "at", "up", "over", "about", "only", "just", "more", "less", "not", "well", "very", "close",
    "little", "present", "current", "past", "new", "end", "start", "turn", "rest", "middle", "half", "hardly",
))  # fmt: skip
"""Words that begin a mention only if the next one could, or is one of those that follow here."""
_SECOND = (_ALONE - _COMMON).union(
    ("to", "than", "least", "most", "under", "quite", "couple", "of", "centuries", "weekend", "night"),
    (
        "morning",
        "afternoon",
        "evening",
        "few",
        "several",
        "past",
        "present",
        "current",
        "very",
        "start",
        "end",
    ),
    ("close", "turn", "middle", "half", "rest", "little", "term", "season", "semester", "quarter", "more"),
    (unit + end for unit in UNITS for end in ("", "s")),
    TENS,
)


def shaped(text: str) -> Iterator[tuple[str, int, int]]:
    """What has the shape of a mention, in order and without overlaps: name of the shape, start and end."""
    free, mention = 0, _mention()
    for word in _FIRST_WORD.finditer(text):
        start = word.start()
        if start < free or not _promising(word[1], word[2]):
            continue
        found = mention.match(text, start)
        if found is not None:
            free = found.end()
            yield next(name for name in SHAPES if found[name] is not None), start, free


def _promising(first: str | None, second: str | None) -> bool:
    """Whether a mention can begin with these words; None where there is a digit, or no further word."""
    if first is None:
        return True
    if (first := first.lower()) not in _ALONE:
        return False
    return first not in _COMMON or (second is not None and (second[0].isdigit() or second.lower() in _SECOND))

"""Whether what has the shape of a date is one where it stands: `1500 miles`, `page 1054`, `in her 20s`.

Why not in the shapes: a number is a year by what stands beside it, and that is easier to read, and to add to,
as one short judgement for each shape than inside a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

LOOK = 32
"""Characters around a shape that decide whether it is a date."""

_DATED = re.compile(
    r"\b(?:in|since|until|till|til|by|before|after|from|during|throughout|of|on|years?|circa|c\.|ca\.|about|"
    r"around|"
    r"between|and|or|to|through|early|late|mid|autumn|fall|spring|summer|winter|the|a|an|his|her|its|their|"
    r"fiscal|"
    r"for|last|next|this|each|every)\s{1,8}$|[(\[,;]\s?$|['’]s\s$",
    re.IGNORECASE,
)
"""Words after which a date is nothing unusual."""
_FIRM = re.compile(
    r"\b(?:in|since|until|till|til|by|before|after|during|throughout|years?|circa|c\.|ca\.|"
    r"dat(?:es?|ed|ing)(?: back)? (?:from|to))\s{1,8}$",
    re.IGNORECASE,
)
"""Words after which a number is more often a year than not."""
_NUMBERED = re.compile(
    r"(?:\b(?:pp?|pages?|nos?|numbers?|vols?|volumes?|figs?|figures?|tables?|arts?|articles?|chapters?|"
    r"chaps?|ch|"
    r"sections?|sec|lines?|room|suite|flight|route|highway|resolution|rule|boeing|airbus|paragraphs?|para|"
    r"notes?|"
    r"item|population|isbn|windows|model|part|bill|channel|psalm|plate|pl|serial|unit|grid|hill|point|lot|file|"
    r"registration|ext|tel|fax|phone|code|zip|box|case|docket|index|average|level|versus|than|least|most|"
    r"nearly|"
    r"some|over|approximately)\.?|№|#)\s{0,8}(?:no\.?\s)?(?:[\d ,;–-]{0,16}(?:and\s)?)?$",
    re.IGNORECASE,
)
"""What numbers something: a page, a room, an aeroplane."""
_COUNTED = re.compile(
    r"(?:\s{1,4}|-)(?:other |more |new |additional |some |U\.S\. |American |Soviet |armed |metric |square |"
    r"cubic |"
    r"nautical |square-)?"
    r"(?:percent|per cent|°|km|kilomet\w*|met(?:er|re)s?|miles?|mi|feet|foot|ft|inch(?:es)?|yards?|acres?|"
    r"hectares?|tons?|"
    r"tonnes?|kg|kilograms?|kilos?|pounds?|lbs?|dollars?|euros?|yuan|roubles?|rubles?|francs?|yen|pesos?|"
    r"rupees?|people|"
    r"persons?|men|women|children|troops|soldiers|prisoners|refugees|civilians|guests|passengers|students|"
    r"pupils|teachers|villages|towns|houses|homes|families|households|guns|tanks|aircraft|planes|ships|"
    r"vessels|"
    r"horses|cattle|sheep|rifles|missiles|warheads|casualties|dead|killed|wounded|injured|deaths|hours?|"
    r"minutes?|"
    r"seconds?|days|weeks|months|years|words|copies|points?|votes?|members|seats|jobs|workers|employees|"
    r"shares|"
    r"barrels|units|cases|calories|degrees|megawatts|mw|volts|watts|cc|rpm|mph|man|member|strong|odd|or more|"
    r"or so|"
    r"pages?|items?|signatures|species|stores|companies|times|contracts|bales|bushels|lakes|islands|ghz|"
    r"mhz|khz|hz|[kmgt]b|kwh?|cm|mm|ha|lit(?:er|re)s?|gallons?)\b"
    r"|\s?[%°]|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""What is counted, measured or paid for, and is no year."""
_OF_AGE = re.compile(
    r"\b(?:his|her|my|your|our|their|temperatures in the|highs in the|lows in the)\s(?:early |mid-?|late )?$",
    re.IGNORECASE,
)
"""`in her thirties`, `temperatures in the 80s`."""
_AGENT = re.compile(r"\w(?:ed|en|wn|ght) by\s{1,8}$")
"""`followed by 2000 camels`: whoever did it, and not when."""
_RISEN = re.compile(r"\w by\s{1,8}$")
"""`rose by 1900 tons`."""
_OUT_OF = re.compile(r"\s{1,4}of\s{1,4}(?:them|whom|which|these|those|the)\b")
"""`1700 of them`."""
_DIALLED = re.compile(r"\b\d{3}[ .-]$")
"""`555 1984`: the first half of a number that is no date."""
_FOR_THE_FIRST_TIME = re.compile(
    r"\b(?:first|time|best|worst|biggest|largest|highest|lowest|once|twice|times|day|week|month|"
    r"year)\s{1,8}in\s$",
    re.IGNORECASE,
)
"""`the worst in ten years` lasts ten years and dates nothing."""
_MONTH_FOLLOWS = re.compile(
    r"\b(?:in|since|until|till|by|during|of|from|through|between|mid|late|early|and|to|before|after|the|"
    r"a)\s{1,8}$",
    re.IGNORECASE,
)
"""Words without which `May` and `March` are verbs."""
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]")
_CALLED_TODAY = re.compile(r"[A-Z]\w*\s$")
_OF = re.compile(r"\s{1,8}of\b")
_SURE = range(1400, 2031)
"""Numbers that are years unless something says otherwise; others need a word like `in` before them."""
_RECENT = range(1880, 2031)
"""Years of which prose speaks so often that even `2014 elections` is one; round hundreds count men."""


_AHEAD = re.compile(
    r"\b(?:will|would|shall|won['’]t|due|scheduled|plans?|expects?|expected|set|to be|reconvenes?|meets?|"
    r"opens?|begins?|"
    r"to (?:meet|visit|vote|hold|begin|discuss|decide|leave|return|attend|travel|open|start|arrive|"
    r"testify))\b"
    r"(?:(?!\b\w{2,}ed\b)[^.!?,;:]){0,60}$|\b(?:by|until|till|as soon as|as early as|"
    r"no later than)(?: \d\d? [ap]\.m\.)?\s$"
)
"""What comes before a day or month that is still to come when the source appears."""
_CLAUSE = 80
"""Characters before a day in which its sentence can say that it is still to come."""
_DIGITS = re.compile(r"\d{3,4}")
_PLURAL = re.compile(r"\s[a-z]{3,}s\b")
_POSSESSIVE = re.compile(r"['’]s\b")
_NO_TIME = re.compile(r"generations?$|\b(?:term|semester|season)s?$")
_NO_DAY = re.compile(r"\b(?:current|present) (?:day|fall|spring)$|^(?:the )?(?:last|past) days?$")
_THAT_IS_NONE = re.compile(r"^this day$|^that (?:fall|spring|night|\w+s)$")
_NO_NUMBER = re.compile(r"(?:a|an|some|many|few|several|half a)\b", re.IGNORECASE)


def is_date(text: str, shape: str, start: int, end: int) -> bool:
    """Whether what has the shape of a mention is one, by what stands around it."""
    judge = _JUDGES.get(shape)
    before, after = text[max(0, start - LOOK) : start], text[end : end + LOOK]
    return judge is None or judge(text[start:end], before, after)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of something still to come; `Wednesday’s ruling` is past."""
    return not _POSSESSIVE.match(text, end) and bool(_AHEAD.search(text[max(0, start - _CLAUSE) : start]))


def _year(words: str, before: str, after: str) -> bool:
    firm = _FIRM.search(before) is not None
    digits = _DIGITS.search(words)
    number = int(digits.group()) if digits else 0
    if _NUMBERED.search(before):
        return False
    if _COUNTED.match(after):
        return firm and number in _RECENT and not _RISEN.search(before)
    if _DIALLED.search(before) or (_PLURAL.match(after) and _AGENT.search(before)):
        return False
    if not firm and words[0].isdigit() and _OUT_OF.match(after):
        return False
    if firm or not words[0].isdigit():
        return True
    if number in _RECENT and number % 100:
        return True
    return number in _SURE and (not _PLURAL.match(after) or _DATED.search(before) is not None)


def _month(words: str, before: str, after: str) -> bool:
    *others, name = words.split()
    if others:
        return True
    if name in ("May", "March"):
        return _MONTH_FOLLOWS.search(before) is not None and not _NAME_AFTER.match(after)
    return not name.isupper() and (_DATED.search(before) is not None or not _NAME_AFTER.match(after))


def _few_digits(words: str, before: str, after: str) -> bool:
    return not words[0].isdigit() and not _OF_AGE.search(before)


def _tens(words: str, before: str, after: str) -> bool:
    return not _OF_AGE.search(before)


def _short_year(words: str, before: str, after: str) -> bool:
    return _DATED.search(before) is not None


def _ago(words: str, before: str, after: str) -> bool:
    lower = words.lower()
    return not lower.startswith("the ") or lower.endswith(("before", "after"))


def _next(words: str, before: str, after: str) -> bool:
    lower = words.lower()
    if _NO_TIME.search(lower) or _NO_DAY.search(lower):
        return False
    return lower.startswith(("last ", "early ", "late ")) or not _OF.match(after)


def _this(words: str, before: str, after: str) -> bool:
    lower = words.lower()
    return not (_NO_TIME.search(lower) or _THAT_IS_NONE.search(lower))


def _within(words: str, before: str, after: str) -> bool:
    if before.lower().endswith("within "):
        return True
    return not _NO_NUMBER.match(words) and not _FOR_THE_FIRST_TIME.search(before)


def _today(words: str, before: str, after: str) -> bool:
    return not (words.startswith("T") and _CALLED_TODAY.search(before))


_JUDGES: Mapping[str, Callable[[str, str, str], bool]] = {
    "year": _year, "years": _year, "early_year": _year, "month": _month, "few_digits": _few_digits,
    "tens": _tens, "short_year": _short_year, "ago": _ago, "next": _next, "this": _this,
    "within": _within, "today": _today,
}  # fmt: skip
"""By name of the shape; each is asked with the words, and with what stands before and after them."""

"""What a date mention means, in EDTF: by itself, or counted from the day on which its source appeared.

Why `typed` reads the words: a date in prose is the same date as one that is typed, and one reader is enough.
Only what prose adds is done here: the year that `March 20` leaves out, and the day from which `last month` is
counted. Both depend on when the source was issued. Where that is not known to the day, a mention is reckoned
from the first possible day and from the last, and what lies between is the answer; where the answer would be
wider than a year, or where the text counts from something it tells (`a week after`), there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from timeline import typed
from timeline.calendars import day_to_gregorian, gregorian_to_day, iso
from timeline.dates import Span, parse
from timeline.errors import DateError
from timeline.mention_words import MONTHS, NUMBERS, TENS, WEEKDAYS

Reckon = Callable[[int], str]
"""From the day on which a source was issued to the EDTF of a mention in it; empty where there is none."""

WIDEST = 400
"""Days by which a source's date may be uncertain before nothing is counted from it."""
SOON = 60
"""Days: of a date without a year that comes so soon again, nobody can say which of the two is meant."""

_YEARS_OF = {"year": 1, "decade": 10, "century": 100, "centurie": 100, "millennium": 1000}
_RANGE = re.compile(r"(\d{4})\D+?(\d{4}|\d\d)$")
_SYNONYMS = (
    (re.compile(r"\b(?:latter|later|last) (?:half|part)\b"), "second half"),
    (re.compile(r"\b(?:first|early|opening) part\b"), "first half"),
    (
        re.compile(
            r"\b(early|late|opening|closing|beginning|end)(?: in| (?:years|months|weeks|days|decades) of)\b"
        ),
        r"\1",
    ),
    (re.compile(r"\b(?:opening|start of|beginning of|very early)\b"), "early"),
    (re.compile(r"\b(?:closing|close of|latter|very late|very end of|end of)\b"), "late"),
    (re.compile(r"\b(?:night of|the year|eve of) ?"), ""),
    (re.compile(r"(?<=\d)['’]s\b"), "s"),
)
_BARE = re.compile(
    r"^(?:the )?(?:very )?(?:early|late|mid|middle|beginning|start|end|turn|close)[a-z -]* (?:of )?(?:the )?"
    r"(?=\S*\d)"
)


@lru_cache(maxsize=16384)
def read(words: str) -> Span | None:
    """A mention that needs nothing but itself; None if it has no meaning that is sure."""
    if found := _RANGE.fullmatch(words.removeprefix("the ")):
        first, last = found[1], found[2]
        last = last if len(last) > len("99") else first[:2] + last
        return _parsed(f"{first}/{last}")
    words = words.replace("-century", " century")
    for pattern, plain in _SYNONYMS:
        words = pattern.sub(plain, words)
    for attempt in (words, words.removeprefix("the "), _BARE.sub("", words)):
        try:
            return typed.read(attempt).span
        except DateError:
            continue
    return None


def _parsed(edtf: str) -> Span | None:
    try:
        return parse(edtf)
    except DateError:
        return None


def anchored(reckon: Reckon, issued: Span | None) -> Span | None:
    """The mention counted from each end of the time when its source appeared, and what lies between."""
    if issued is None or issued.earliest is None or issued.latest is None:
        return None
    if (
        issued.latest - issued.earliest > WIDEST
        or not 0 < issued.earliest <= issued.latest < gregorian_to_day(9990, 1, 1)
    ):
        return None
    first, last = reckon(issued.earliest), reckon(issued.latest)
    if first == last or not first or not last:
        return _parsed(first) if first == last and first else None
    if "/" in first + last:
        return _parsed(f"{first.split('/')[0]}/{last.split('/')[-1]}")
    ends = [edge.strip("[]").split(",") for edge in (first, last)]
    return _parsed(f"[{ends[0][0]}..{ends[1][-1]}]")


# ── dates without a year ──────────────────────────────────────────────────────────────────────────────────


def yearless(words: str, ahead: bool) -> Reckon:
    """`March 20`, `October`: the last one before the source appeared, or the next one if it looks ahead."""

    for word in ("last ", "next ", "this past "):
        if words.lower().startswith(word):
            words, ahead = words[len(word) :], word == "next "

    def reckon(day: int) -> str:
        year = day_to_gregorian(day)[0]
        spans = [span for span in (_in_year(words, year + step) for step in (-1, 0, 1)) if span is not None]
        past = [span for span in spans if span.earliest is not None and span.earliest <= day]
        coming = [span for span in spans if span.latest is not None and span.latest >= day]
        if ahead:
            return coming[0].edtf if coming else ""
        if not past:
            return ""
        if coming and coming[0] is not past[-1] and (coming[0].earliest or 0) - day <= SOON and not ahead:
            both = f"[{past[-1].edtf},{coming[0].edtf}]"
            return both if _parsed(both) else past[-1].edtf
        return past[-1].edtf

    return reckon


def _in_year(words: str, year: int) -> Span | None:
    return read(
        f"{words}, {year:04}"
        if words[-1].isdigit() or words.endswith(("st", "nd", "rd", "th"))
        else f"{words} {year:04}"
    )


def decade(words: str) -> Reckon:
    """`the late ’80s`, `the sixties`: the last such decade that had begun when the source appeared."""
    name = re.search(r"['’‘]?(\d)0s\b|\b([a-z]+)$", words, re.IGNORECASE)
    digit = 0
    if name is not None:
        digit = int(name[1]) if name[1] else 2 + TENS.index(name[2].lower()) if name[2].lower() in TENS else 0

    def reckon(day: int) -> str:
        if name is None or not digit:
            return ""
        year = day_to_gregorian(day)[0]
        begins = year // 100 * 100 + digit * 10
        begins -= 100 if begins > year else 0
        span = read(words[: name.start()] + f"{begins}s")
        return span.edtf if span else ""

    return reckon


# ── counted from the day of issue ─────────────────────────────────────────────────────────────────────────


def day_by_name(words: str) -> Reckon:
    """`yesterday`, `tonight`, `tomorrow morning`, `the day before yesterday`."""
    lower = words.lower()
    step = 0
    for name, days in (("before yesterday", -2), ("after tomorrow", 2), ("yesterday", -1), ("tomorrow", 1)):
        if name in lower:
            step = days
            break
    return lambda day: "" if "turn of" in lower else iso(day + step)


def instant(words: str) -> Reckon:
    """`the 14th inst.`, `ult.`, `prox.`: of the month of the letter, of the last one, of the next."""
    number = next((int(digits) for digits in re.findall(r"\d+", words)), 0)
    step = -1 if "ult" in words.lower() else 1 if "prox" in words.lower() else 0

    def reckon(day: int) -> str:
        year, month, _ = day_to_gregorian(day)
        months = year * 12 + month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}-{number:02}" if months > 0 else ""

    return reckon


def weekday(words: str, ahead: bool) -> Reckon:
    """`Wednesday`: the last one, the day of issue included; the next one if the sentence looks ahead."""
    target = next(number for number, name in enumerate(WEEKDAYS) if name in words)
    before, after = "last " in words.lower(), "next " in words.lower() or ahead

    def reckon(day: int) -> str:
        back = (day - 1 - target) % 7
        if after:
            return iso(day + ((-back) % 7 or 7))
        return iso(day - (back or 7 * before))

    return reckon


def ago(words: str) -> Reckon:
    """`20 years ago`, `ten days from now`; nothing for what is counted from something the text tells."""
    found = re.search(
        r"(?:^| )(.+?)[ -](day|week|fortnight|month|year|decade|century|centurie|millennium)s? (.+)$",
        words.lower(),
    )
    sign = {"ago": -1, "from now": 1, "hence": 1}.get(found[3] if found else "", 0)
    number = count(found[1]) if found else None
    if found is None or not sign or number is None:
        return lambda day: ""
    return lambda day: _moved(day, sign * number, found[2])


def stretch(words: str) -> Reckon:
    """`the past two decades`, `the next five years`: from then to the day of issue, or from that day on."""
    found = re.search(
        r"(past|last|next|coming) (?:(.+) )?(day|week|month|year|decade|century|centurie)s?$", words.lower()
    )
    number = 1 if found and not found[2] else count(found[2]) if found else None
    if found is None or number is None:
        return lambda day: ""
    sign = 1 if found[1] in ("next", "coming") else -1

    def reckon(day: int) -> str:
        other, now = _moved(day, sign * number, found[3]), _moved(day, 0, found[3]).rstrip("~")
        return f"{now}/{other}" if sign > 0 else f"{other}/{now}"

    return reckon


def _moved(day: int, number: int, unit: str) -> str:
    """So many units from a day, only as precise as the unit is."""
    year, month, _ = day_to_gregorian(day)
    if unit in ("day", "week", "fortnight"):
        moved = iso(day + number * {"day": 1, "week": 7, "fortnight": 14}[unit])
        return moved if unit == "day" else f"{moved}~"
    if unit == "month":
        months = year * 12 + month - 1 + number
        return f"{months // 12:04}-{months % 12 + 1:02}~" if months > 0 else ""
    year += number * _YEARS_OF[unit]
    return f"{year:04}~" if year > 0 else ""


def count(words: str) -> int | None:
    """The number that words say, `nearly` and the like left aside: `two hundred and fifty` is 250."""
    digits = re.search(r"(\d[\d,]*)$", words)
    if digits:
        return int(digits[1].replace(",", ""))
    total = 0
    for word in re.split(r"[ -]", words):
        if word == "hundred":
            total = (total or 1) * 100
        elif word in NUMBERS:
            total += NUMBERS[word]
        elif word in ("a", "an", "one"):
            total += 1
        elif word in ("half", "few", "couple", "several", "many", "some", "countless"):
            return None
    return total or None


def spelled(words: str) -> Span | None:
    """`nineteen ninety-six` is 1996, `eighteen hundred` 1800."""
    first, _, rest = words.lower().replace("-", " ").partition(" ")
    ending = 0 if rest == "hundred" else count(rest)
    return None if ending is None else _parsed(f"{NUMBERS[first] * 100 + ending}")


def near(words: str) -> Reckon:
    """`last month`, `this year`, `next October`, `last summer`, `last night`."""
    lower = words.lower()
    step = (
        1 if re.search(r"\b(?:next|coming)\b", lower) else -1 if re.search(r"\b(?:last|past)\b", lower) else 0
    )
    if not step and not re.search(r"\b(?:this|current|present)\b", lower):
        return lambda day: ""
    if re.search(r"\bpast\b", lower):
        return stretch(words)
    if any(name in words for name in WEEKDAYS):
        return weekday(words if step else words.replace("this", ""), step > 0)
    part = next((name for name in ("early", "late", "end of") if name in lower), "")
    unit = lower.split()[-1].rstrip("s")
    for name in (*MONTHS, "spring", "summer", "autumn", "fall", "winter"):
        if re.search(rf"\b{name}\b", words, re.IGNORECASE):
            return lambda day: _named(f"{part} {name}".strip(), day, step)
    return lambda day: _unit(unit, day, step)


def _named(name: str, day: int, step: int) -> str:
    """The month or season of that name: this year's, the last before or the next after the day."""
    year = day_to_gregorian(day)[0]
    spans = [span for span in (_in_year(name, year + years) for years in (-1, 0, 1)) if span is not None]
    if step == 0:
        return next((span.edtf for span in spans if str(year) in span.edtf), "")
    if step > 0:
        return next((span.edtf for span in spans if span.earliest is not None and span.earliest > day), "")
    return next((span.edtf for span in reversed(spans) if span.latest is not None and span.latest < day), "")


def _unit(unit: str, day: int, step: int) -> str:
    """The day, week, month, year, decade or century that is so many from the one of the day."""
    year, month, _ = day_to_gregorian(day)
    if unit in ("morning", "afternoon", "evening", "night", "day"):
        return iso(day + step) if step <= 0 else ""
    if unit in ("week", "weekend"):
        monday = day - (day - 1) % 7 + 7 * step
        return f"{iso(monday + 5 if unit == 'weekend' else monday)}/{iso(monday + 6)}"
    if unit == "month":
        months = year * 12 + month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit == "year":
        return f"{year + step:04}"
    if unit == "decade":
        return f"{year // 10 + step:03}X"
    if unit == "century":
        begins = ((year - 1) // 100 + step) * 100 + 1
        return f"{begins:04}/{begins + 99:04}" if begins > 0 else ""
    return ""

"""Chinese regnal dates: 康熙二十八年七月二十四日 for 7 September 1689, and back.

That takes tables of reigns and of lunar months. The package `sanmiao` (MIT, by a historian of astronomy,
after Zhang Peiyu and Uchida) has them, and is an extra of this one (`chinese`). Without it every function
here says so quietly. Its tables are read as the files they are, because importing the package takes seconds,
its own words for a date count some reigns a year too many (Yongle, Jianwen), and a page or `--help` must not
pay for either.

Only from 1300 to 1912, along one line of dynasties (Yuan, Ming, Qing): there the tables and the astronomy
agree on every month but nine. Before, several courts counted their own days, and a name alone would be a
guess. Those nine lie in four years in which the table of months is plainly at odds with itself or with the
sky; their days stay without a name. The first year of a reign is the lunar year in which it begins. Taichang,
to which the tables give no days, can be read, but its months are told as those of Wanli 48.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from timeline.dates import Span
from timeline.edtf import Member
from timeline.moments import Moment

EXTRA = "pip install sanmiao"
"""What to type to get the tables, wherever this program itself was installed from."""

FIRST_YEAR, LAST_YEAR = 1300, 1912
"""Between these years, inclusive, dates have names."""

_DYNASTIES = ("124", "125", "127")
"""Yuan, Ming and Qing, as the table of reigns numbers them."""
_STREAM = "3"
"""The calendar of the court in Beijing, among those the tables hold."""
_BEFORE_QING = ("天命", "天聰", "崇德")
"""Manchu reigns of the time when China was still Ming."""
_AT_ODDS = frozenset((1717, 1718, 1737, 1740))
"""Lunar years whose months the table has in an order, or with a leap month, that cannot be."""
_LONGEST = 30
"""Most days of a lunar month."""
_JULIAN_DAY = 1721424.5
"""Julian Day at which the day before day number 1 begins."""

_DIGITS = "〇一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"零": 0, "○": 0, "元": 1, "正": 1, "兩": 2}
_TENS = {"十": 10, "廿": 20, "卄": 20, "卅": 30}
_WINTER_MONTHS = {"冬": 11, "臘": 12, "腊": 12}
_NUMERAL = "[〇零○一二三四五六七八九十廿卄卅]"
_REGNAL = re.compile(
    rf"(?:大?[元明清][朝代]?\s*)?(?P<reign>[一-鿿]{{2,4}}?)\s*(?P<year>元|{_NUMERAL}{{1,5}}|[0-9]{{1,2}})年"
    rf"(?:(?P<leap>[閏闰])?(?P<month>[正冬臘腊]|{_NUMERAL}{{1,2}}|[0-9]{{1,2}})月"
    rf"(?:(?P<day>初?{_NUMERAL}{{1,3}}|[0-9]{{1,2}})[日號号]?)?)?"
)


@dataclass(frozen=True, slots=True)
class Reign:
    """A reign as the table has it."""

    name: str
    """In the characters of the time: `咸豐`."""
    folded: str
    """In the characters by which the package compares names: `咸丰`."""
    first: int
    """Day number on which it begins."""
    last: int
    """Day number on which it ends."""
    year: int
    """The lunar year that is its first, by the January year in which that begins."""


@dataclass(frozen=True, slots=True)
class Month:
    """A lunar month."""

    first: int
    """Day number of its first day."""
    last: int
    """Day number of its last day."""
    year: int
    """Its lunar year, by the January year in which that begins."""
    number: int
    """1 to 12."""
    leap: bool
    """Whether it follows a month of the same number."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the package holds, as far as it is used here."""

    reigns: tuple[Reign, ...]
    """By their first day."""
    months: tuple[Month, ...]
    """By their first day, without a gap."""
    folding: dict[int, str]
    """Each character to that by which names are compared: simplified, old and Japanese forms to one."""


def installed() -> bool:
    """Whether the extra is there, so that dates have regnal names."""
    return _tables() is not None


def name(span: Span) -> str:
    """The regnal name of a date, `康熙二十八年七月二十四日`; of a year, `康熙二十八年`; else nothing.

    Days and years have one, and intervals and sets of them; months and seasons do not, because those are not
    the months of the Chinese calendar. Empty also outside 1300 to 1912 and where the extra is not installed.
    """
    if not (within(span) and installed()):
        return ""
    names = [_member(member) for member in span.members]
    if not all(names):
        return ""
    return ("或" if span.kind == "one_of" else "、").join(names)


def within(span: Span) -> bool:
    """Whether it is of the time and of the precision that regnal names are for, installed or not."""
    return all(
        moment is not None
        and moment.year is not None
        and FIRST_YEAR <= moment.year <= LAST_YEAR
        and not moment.significant
        and (not moment.month or moment.earliest == moment.latest)
        for member in span.members
        for moment in (member.start, member.end)
    )


def _member(member: Member) -> str:
    if member.start is None or member.end is None:
        return ""
    if member.is_moment:
        return _moment(member.start)
    start, end = _moment(member.start), _moment(member.end)
    return f"{start}至{end}" if start and end else ""


def _moment(moment: Moment) -> str:
    tables = _tables()
    if tables is None or moment.year is None:
        return ""
    words = _day(moment.earliest, tables) if moment.month else _year(moment.year, tables)
    if not words:
        return ""
    return f"{'約' if moment.approximate else ''}{words}{'？' if moment.uncertain else ''}"


def _day(number: int, tables: Tables) -> str:
    index = bisect_right(tables.months, number, key=lambda month: month.first) - 1
    if index < 0 or number > tables.months[index].last:
        return ""
    month = tables.months[index]
    if month.year in _AT_ODDS:
        return ""
    reign = _reign(number, tables)
    if reign is None:
        return ""
    day = number - month.first + 1
    return (
        f"{reign.name}{_ordinal_year(month.year - reign.year + 1)}"
        f"{'閏' if month.leap else ''}{'正' if month.number == 1 else numeral(month.number)}月"
        f"{'初' if day <= 10 else ''}{numeral(day)}日"
    )


def _year(year: int, tables: Tables) -> str:
    """The name of the lunar year that begins in a January year: that of the reign in which it begins."""
    index = bisect_left(tables.months, year, key=lambda month: month.year)
    reign = _reign(tables.months[index].first, tables) if index < len(tables.months) else None
    return reign.name + _ordinal_year(year - reign.year + 1) if reign else ""


def _reign(number: int, tables: Tables) -> Reign | None:
    """Whose reign a day belongs to; where two overlap, to that which had begun later."""
    return next((r for r in reversed(tables.reigns) if r.first <= number <= r.last), None)


def _ordinal_year(number: int) -> str:
    return "元年" if number == 1 else f"{numeral(number)}年"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: `二十八`."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def number(text: str) -> int:
    """A Chinese numeral below 100, or digits: `number("二十八")` is 28, also 廿八, 元, 正, 初九, 臘."""
    text = text.removeprefix("初")
    if text.isdecimal() and text.isascii():
        return int(text)
    if text in _WINTER_MONTHS:
        return _WINTER_MONTHS[text]
    if not any(character in _TENS for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    value = 0
    for character in text:
        if character == "十" and 0 < value < 10:
            value *= 10
        else:
            value += _TENS.get(character) or _VALUES[character]
    return value


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────


class NoSuchDate(ValueError):
    """A text in the form of a regnal date that names no day; says why."""


def looks_regnal(text: str) -> bool:
    """Whether the text has the form of a regnal date, whatever its reign."""
    return _REGNAL.fullmatch(text) is not None


def read(text: str) -> tuple[int, int]:
    """First and last day of a regnal date in traditional or simplified characters, of a day, month or year.

    Raises `NoSuchDate` when it is none, or when the tables are not installed.
    """
    found = _REGNAL.fullmatch(text)
    if found is None:
        raise NoSuchDate("a regnal date looks like 康熙二十八年七月二十四日")
    tables = _tables()
    if tables is None:
        raise NoSuchDate(f"regnal dates are read when their tables are installed: {EXTRA}")
    folded = found["reign"].translate(tables.folding)
    # Of two reigns of one name (Tianshun, in 1328 for days and from 1457 for years) the longer one is meant.
    reigns = sorted(
        (reign for reign in tables.reigns if folded in (reign.folded, reign.name)),
        key=lambda reign: reign.first - reign.last,
    )
    if not reigns:
        raise NoSuchDate(
            f"no reign from {FIRST_YEAR} to {LAST_YEAR} in Yuan, Ming and Qing is called {found['reign']}"
        )
    count = number(found["year"])
    for reign in reigns:
        year = reign.year + count - 1
        if year in _AT_ODDS:
            raise NoSuchDate(f"the tables of months are at odds in {year}; look the day up elsewhere")
        days = _days(found, [month for month in tables.months if month.year == year])
        if days and count > 0 and (days[0] <= reign.last or reign.last < reign.first):
            return days
    raise NoSuchDate(f"the reign {reigns[0].name} has no such date")


def _days(found: re.Match[str], months: list[Month]) -> tuple[int, int] | None:
    """First and last day within the months of one lunar year."""
    if not months:
        return None
    if found["month"] is None:
        return months[0].first, months[-1].last
    wanted = number(found["month"]), bool(found["leap"])
    month = next((month for month in months if (month.number, month.leap) == wanted), None)
    if month is None:
        return None
    if found["day"] is None:
        return month.first, month.last
    day = month.first + number(found["day"]) - 1
    return (day, day) if month.first <= day <= month.last else None


# ── the tables ────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _tables() -> Tables | None:
    """The tables of the package; None when it is not installed, or is not the one that is known here."""
    spec = find_spec("sanmiao")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0], "data")
    try:
        months = _months(folder / "lunar_table_dump.csv")
        return Tables(
            _reigns(folder / "era_table.csv", months), months, _folding(folder / "sanmiao_fuzzy_chars.csv")
        )
    except (OSError, LookupError, ValueError, csv.Error):
        return None


def _day_number(julian_day: str) -> int:
    return int(float(julian_day) - _JULIAN_DAY)


def _months(file: Path) -> tuple[Month, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        where = {name: index for index, name in enumerate(next(rows))}
        stream, year, first = where["cal_stream"], where["ind_year"], where["nmd_jdn"]
        count, leap = where["month"], where["intercalary"]
        found = sorted(
            (_day_number(row[first]), int(row[year]), int(row[count]), row[leap] == "1")
            for row in rows
            if row[stream] == _STREAM and int(row[year]) >= FIRST_YEAR - 1
        )
    # The table's own last days go wrong at its end; each month ends where the next begins.
    ends = [later[0] - 1 for later in found[1:]] + [found[-1][0] + _LONGEST - 1]
    return tuple(Month(month[0], last, *month[1:]) for month, last in zip(found, ends, strict=True))


def _reigns(file: Path, months: tuple[Month, ...]) -> tuple[Reign, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["dyn_id"] in _DYNASTIES]
    reigns: list[Reign] = []
    counted: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda row: float(row["era_start_jdn"])):
        first, last = _day_number(row["era_start_jdn"]), _day_number(row["era_end_jdn"])
        if last < months[0].first or row["era_name"] in _BEFORE_QING:
            continue
        year = int(row["era_start_year"])
        if months[0].first <= first < last:
            # The year column is a year early for reigns that were proclaimed before their first New Year.
            year = [month.year for month in months if month.first <= first][-1]
        # Hongwu was taken up again for half a year, and went on counting.
        year = counted.setdefault((row["dyn_id"], row["era_name"]), year)
        if reigns and reigns[-1].last == first:
            reigns[-1] = replace(reigns[-1], last=first - 1)
        reigns.append(Reign(row["era_name"], row["era_name_simp"], first, last, year))
    return tuple(reigns)


def _folding(file: Path) -> dict[int, str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {ord(row["Variant"]): row["Norm"] for row in csv.DictReader(lines) if len(row["Variant"]) == 1}

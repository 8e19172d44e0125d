"""Dates in Chinese: `约1689年9月6日`, year first, no blanks, full-width signs.

`18XX` is 1800—1899年间 and never a 世纪, which counts from 1801; “1800年代” would leave open whether ten
years are meant or a hundred. 至 is for what lasts from one date to another, a dash for the bounds of what is
not known. A Julian date says 儒略历 before it and 公历 before its Gregorian day. Brackets for what no passage
states stay half-width `[ ]`, as GB/T 7714 has them for supplied dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from timeline.grammar import Doubtful, Grammar, Join, Role, Style, decimal
from timeline.pieces import marked, plain

_PARTS = {
    **dict.fromkeys((21, 25, 29), "春"), **dict.fromkeys((22, 26, 30), "夏"),
    **dict.fromkeys((23, 27, 31), "秋"), **dict.fromkeys((24, 28, 32), "冬"),
    33: "第1季度", 34: "第2季度", 35: "第3季度", 36: "第4季度",
    37: "头四个月", 38: "中间四个月", 39: "最后四个月", 40: "上半年", 41: "下半年",
}  # fmt: skip
_HEMISPHERES = {1: "北半球", 2: "南半球"}
_PART_NAMES: dict[Doubtful, str] = {
    "year": "年",
    "month": "月",
    "day": "日",
    "season": "季节",
    "portion": "时段",
}
_DOUBTS = {"~": "为约数", "?": "存疑", "%": "存疑且为约数"}
_STYLES = {"": "", "old": "儒略历", "new": "公历"}
_NEW_YEARS = {"03-25": "以3月25日为岁首", "09-01": "以9月1日为岁首"}
_ERAS = {"": "", "CE": "公元", "BCE": "公元前"}
_HUNDRED_MILLION, _TEN_THOUSAND = 10**8, 10**4


class Chinese(Grammar):
    """Chinese, simplified characters."""

    shares_last = False
    doubt = "？"
    about = "约"

    def numbered(self, year: int) -> tuple[str, str]:
        """`1689年`, `公元44年`, `公元前44年`, `公元前12001年`."""
        if year <= 0:
            return "公元前", f"{1 - year}年"
        return "" if 1000 <= year <= 9999 else "公元", f"{year}年"

    def years(self, years: Sequence[int], join: Join) -> str:
        """`1941年至1945年`, `公元前44年至前41年`: 公元 is said once when the era stays."""
        words = [self.numbered(year) for year in years]
        said = [
            era.removeprefix("公元") + number if at and era == words[0][0] else era + number
            for at, (era, number) in enumerate(words)
        ]
        return self.joined(said, join)

    def circa(self, words: str) -> str:
        """`约1689年`, `儒略历约1689年`."""
        calendar = marked("year", _STYLES["old"])
        if words.startswith(calendar):
            return calendar + super().circa(words.removeprefix(calendar))
        return super().circa(words)

    def dual_year(self, first: int) -> str:
        """`1648/49年`, `公元前44/前43年`."""
        era, number = self.numbered(first)
        era_after, after = self.numbered(first + 1)
        short = 100 <= first <= 9999 and (first + 1) % 100 and era == era_after
        later = (
            after[-3:]
            if short
            else (era_after.removeprefix("公元") if era == era_after else era_after) + after
        )
        return f"{era}{number.removesuffix('年')}/{later}"

    def numbered_century(self, number: int, era: Literal["", "CE", "BCE"]) -> str:
        """`17世纪`, `公元前1世纪`."""
        return f"{_ERAS[era]}{number}世纪"

    def decade(self, first: int, role: Role) -> str:
        """`17世纪80年代`; the first ten years of a hundred have no such name: `1800—1809年间`."""
        if first % 100 == 0:
            return self._among(first, first + 9, role)
        words = f"{'' if first >= 1000 else '公元'}{first // 100 + 1}世纪{first % 100}年代"
        return f"{words}某年" if role == "within" else words

    def decades(self, firsts: Sequence[int], join: Join, role: Role) -> str:
        """`20世纪60年代至80年代`."""
        if len({first // 100 for first in firsts}) > 1 or any(first % 100 == 0 for first in firsts):
            return super().decades(firsts, join, role)
        return self.joined(
            [self.decade(firsts[0], role), *(f"{first % 100}年代" for first in firsts[1:])], join
        )

    def hundreds(self, first: int, role: Role) -> str:
        """`1800—1899年间`."""
        return self._among(first, first + 99, role)

    def _among(self, first: int, last: int, role: Role) -> str:
        return f"{self.possible(first, last)}间{'某年' if role == 'within' else ''}"

    def possible(self, first: int, last: int) -> str:
        """The first and the last year that are possible: `1800—1899年`, `公元前50—前41年`."""
        (era, number), (era_after, after) = self.numbered(first), self.numbered(last)
        if era == era_after:
            return f"{era}{number.removesuffix('年')}—{era_after.removeprefix('公元')}{after}"
        return f"{era}{number}—{era_after}{after}"

    def millennium(self, number: int, first: int, last: int, role: Role) -> str:
        """`第2个千年（1000—1999年）`."""
        words = self.noted(f"第{number}个千年", self.possible(first, last))
        return f"{words}某年" if role == "within" else words

    def some_year(self, is_bce: bool, role: Role) -> str:
        """`某年`, `公元前某年`."""
        return f"{_ERAS['BCE'] if is_bce else ''}某年"

    def year_written(self, digits: str, is_bce: bool, role: Role) -> str:
        """`某年（□984年）`, a box for each digit that is not known, as for signs lost in a text."""
        return self.noted(f"{'公元前' if is_bce else ''}某年", f"{digits.replace('X', '□')}年")

    def year_among(self, first: int, last: int, role: Role) -> str:
        """`公元前50—前41年间某年`."""
        return self._among(first, last, "within")

    def ago(self, years: int) -> str:
        """`45亿年前`, `170万年前`."""
        unit, word = (_HUNDRED_MILLION, "亿") if years >= _HUNDRED_MILLION else (_TEN_THOUSAND, "万")
        return f"{decimal(years, unit, '.')}{word}年前"

    def month(self, number: int, role: Role) -> str:
        """`8月`."""
        return f"{number}月"

    def day(self, number: int) -> str:
        """`27日`."""
        return f"{number}日"

    def season(self, code: int, year: str, role: Role) -> str:
        """`2001年春`, `2001年第2季度`, `2001年上半年`."""
        words = marked("year", year) + marked("month", _PARTS[code])
        hemisphere = _HEMISPHERES.get((code - 21) // 4)
        return self.noted(words, hemisphere) if hemisphere and code < 33 else words

    def season_year(self, first: int) -> str:
        """`2001年`: the winter of a year is known to end in the next."""
        return self.year(first)

    def part_of_year(self, third: int, year: str, role: Role) -> str:
        """`1689年初`, `1689年中期`, `1689年末`."""
        return marked("year", year) + marked("month", ("初", "中期", "末")[third - 1])

    def some_month(self, year: str, role: Role) -> str:
        """`1654年某月`."""
        return f"{marked('year', year)}某月"

    def run(self, first: str, last: str) -> str:
        """`10—12月间`, `10—19日间`."""
        return f"{first[:-1]}—{last}间"

    def some_day(self, of: str, is_run: bool, role: Role) -> str:
        """`1985年4月某日`, `1985年4月10—19日间某日`."""
        return f"{of}某日"

    def some_day_of_year(self, year: str, role: Role, days: str = "") -> str:
        """`1985年某月某日`, `1985年某月10—19日间某日`."""
        return f"{marked('year', year)}某月{marked('day', days)}某日"

    def day_of_some_month(self, day: int, year: str, role: Role) -> str:
        """`1985年某月25日`."""
        return f"{marked('year', year)}某月{marked('day', self.day(day))}"

    def date(self, year: str, month: str, day: str) -> str:
        """`1689年8月27日`."""
        return marked("year", year) + marked("month", month) + marked("day", day)

    def joined(self, words: list[str], join: Join, tight: bool = False, apart: bool = False) -> str:
        """`1941年至1945年`, `1667年、1668年或1669年`, `1941年至1945年间某时`."""
        if len(words) == 1:
            return words[0]
        if join in ("or", "and"):
            last, inner = ("或", "或") if join == "or" else ("和", "及")
            comma = "，" if apart and any(inner in plain(word) for word in words) else ""
            return f"{'、'.join(words[:-1])}{comma}{last}{words[-1]}"
        return "至".join(words) + ("间某时" if join == "between" else "")

    def noted(self, words: str, note: str) -> str:
        """Words with a note in full-width brackets."""
        return f"{words}（{note}）"

    def doubts(self, doubts: Sequence[tuple[list[Doubtful], str]]) -> str:
        """`年、月为约数，日存疑`."""
        return "，".join(
            f"{'、'.join(_PART_NAMES[part] for part in parts)}{_DOUBTS[sign]}" for parts, sign in doubts
        )

    def clock(self, words: str, time: str, zone: str) -> str:
        """`1985年4月12日23:20:30（UTC+04:30）`."""
        return self.noted(words + time, zone) if zone else words + time

    def styled(self, words: str, style: Style, new_year: str) -> str:
        """`儒略历1689年8月`, `儒略历1648年（以3月25日为岁首）`."""
        words = marked("year", _STYLES[style]) + words
        return self.noted(words, _NEW_YEARS[new_year]) if new_year else words

    def both_styles(self, old: str, new: str, shared: str, single: bool) -> str:
        """`儒略历1689年8月27日（公历9月6日）`, `儒略历1642年12月25日（公历1643年1月4日）`."""
        return self.noted(marked("year", _STYLES["old"]) + shared + old, _STYLES["new"] + new)

    def lasting(self, since: str, until: str, unknown: bool) -> str:
        """`1985年起，结束时间不明`, `至1985年止`."""
        if since:
            return f"{since}起{'，结束时间不明' if unknown else ''}"
        return f"至{until}止{'，开始时间不明' if unknown else ''}"

    def beyond(self, words: str, later: bool, one_of: bool) -> str:
        """`1760年或更晚`, `1760年及以前`."""
        if one_of:
            return f"{words}或更{'晚' if later else '早'}"
        return f"{words}及以{'后' if later else '前'}"

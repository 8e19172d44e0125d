"""Dates in Russian, after the usage of academic editions: `ок. 27 августа (6 сентября) 1689 г.`

Case does the work that articles and word order do elsewhere: a month alone is in the nominative (август
1689 г.), with a day or after “с”, “до” and “ок.” in the genitive, after “между” in the instrumental. Blanks
that no line may break at (before “г.”, within “до н. э.”, between day and month, between thousands, after
“ок.”, before a dash) are U+00A0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from timeline.grammar import BILLION, MILLION, Doubtful, Grammar, Join, Role, Style, decimal
from timeline.pieces import marked, plain

_NOMINATIVE, _GENITIVE, _INSTRUMENTAL = 0, 1, 2
_CASES: dict[Role, int] = {"of": _GENITIVE, "circa": _GENITIVE, "within": _GENITIVE, "between": _INSTRUMENTAL}
_MONTHS = tuple(
    tuple(forms.split())
    for forms in (
        "январь января январём", "февраль февраля февралём", "март марта мартом", "апрель апреля апрелем",
        "май мая маем", "июнь июня июнем", "июль июля июлем", "август августа августом",
        "сентябрь сентября сентябрём", "октябрь октября октябрём", "ноябрь ноября ноябрём",
        "декабрь декабря декабрём",
    )
)  # fmt: skip
_SEASONS = tuple(
    tuple(forms.split())
    for forms in ("весна весны весной", "лето лета летом", "осень осени осенью", "зима зимы зимой")
)
_HEMISPHERES = {1: "Северное полушарие", 2: "Южное полушарие"}
_QUARTER = ("{}-й\xa0квартал", "{}-го\xa0квартала", "{}-м\xa0кварталом")
_THIRD = ("{}-я\xa0треть", "{}-й\xa0трети", "{}-й\xa0третью")
_HALVES = (
    ("первая половина", "первой половины", "первой половиной"),
    ("вторая половина", "второй половины", "второй половиной"),
)
_PARTS = (
    ("начало", "начала", "началом"),
    ("середина", "середины", "серединой"),
    ("конец", "конца", "концом"),
)
_MILLENNIUM = ("{}-е тысячелетие", "{}-го тысячелетия", "{}-м тысячелетием")
_DECADE = ("е", "х", "ми")
_SOME = ("какой-то", "какого-то", "каким-то")
_YEAR = ("год", "года", "годом")
_MONTH = ("месяц", "месяца", "месяцем")
_DAY = ("день", "дня", "днём")
_NUMBER = ("{}-е число", "{}-го числа", "{}-м числом")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ERAS = {"": "", "CE": "\xa0н.\xa0э.", "BCE": "\xa0до\xa0н.\xa0э."}
_PART_NAMES: dict[Doubtful, str] = {
    "year": "год", "month": "месяц", "day": "день", "season": "время года", "portion": "часть года",
}  # fmt: skip
_DOUBTS = {"~": "приблизительно", "?": "под вопросом", "%": "приблизительно и под вопросом"}
_STYLES = {"": "", "old": "ст.\xa0ст.", "new": "н.\xa0ст."}
_NEW_YEARS = {"": "", "03-25": "год с\xa025\xa0марта", "09-01": "год с\xa01\xa0сентября"}
_SECOND = re.compile(r"2(?!\d)|втор")
"""What begins with “вто…”, before which “с” becomes “со”: со 2 сентября, со второй половины."""


def grouped(number: int) -> str:
    """The digits, with no-break spaces from five on: `9999`, `12 000`."""
    return f"{number:,}".replace(",", "\xa0") if number > 9999 else str(number)


def _roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        digits += letters * count
    return digits


def _case(role: Role) -> int:
    return _CASES.get(role, _NOMINATIVE)


def _some(noun: tuple[str, ...], role: Role) -> str:
    case = _case(role)
    return f"{_SOME[case]} {noun[case]}"


class Russian(Grammar):
    """Russian, with cases, Roman centuries, and “г.” behind a year."""

    shares_month = True
    doubt = "\xa0(?)"
    about = "ок.\xa0"

    def numbered(self, year: int) -> tuple[str, str]:
        """`1689 г.`, `44 г. н. э.`, `12 001 г. до н. э.`."""
        if year <= 0:
            return grouped(1 - year), "\xa0г." + _ERAS["BCE"]
        return grouped(year), "\xa0г." + _ERAS["" if 1000 <= year <= 9999 else "CE"]

    def era(self, era: str, join: Join) -> str:
        """Several years are `гг.`; a choice of years is one of them and stays `г.`."""
        return era if join == "or" else era.replace("г.", "гг.", 1)

    def numbered_century(self, number: int, era: Literal["", "CE", "BCE"]) -> str:
        """`XVII век`, `I век до н. э.`."""
        # Beyond the years that have four digits a Roman number would only be a row of letters.
        return f"{_roman(number) if number < 100 else f'{grouped(number)}-й'}\xa0век{_ERAS[era]}"

    def decade(self, first: int, role: Role) -> str:
        """`1680-е гг.`, and `1800-е гг. (1800–1809 гг.)`."""
        words = f"{first}-{_DECADE[_case(role)]}\xa0гг.{'' if first >= 1000 else _ERAS['CE']}"
        words = f"одного из {words}" if role == "within" else words
        return self.noted(words, self.stretch(first, first + 9)) if first % 100 == 0 else words

    def decades(self, firsts: Sequence[int], join: Join, role: Role) -> str:
        """`между 1960-ми и 1980-ми гг.`."""
        if min(firsts) < 1000 or any(first % 100 == 0 for first in firsts):
            return super().decades(firsts, join, role)
        words = [f"{first}-{_DECADE[_case(role)]}" for first in firsts]
        return f"{self.joined(words, join)}\xa0гг."

    def hundreds(self, first: int, role: Role) -> str:
        """`1800-е гг. (1800–1899 гг.)`: the name alone would mean ten years."""
        words = f"{first}-{_DECADE[_case(role)]}\xa0гг.{'' if first >= 1000 else _ERAS['CE']}"
        words = f"одного из {words}" if role == "within" else words
        return self.noted(words, self.stretch(first, first + 99))

    def millennium(self, number: int, first: int, last: int, role: Role) -> str:
        """`2-е тысячелетие (1000–1999 гг.)`."""
        words = _MILLENNIUM[_case(role)].format(number)
        words = f"одного из годов {words}" if role == "within" else words
        return self.noted(words, self.stretch(first, last))

    def some_year(self, is_bce: bool, role: Role) -> str:
        """`какой-то год`, `какой-то год до н. э.`."""
        return _some(_YEAR, role) + _ERAS["BCE" if is_bce else ""]

    def year_written(self, digits: str, is_bce: bool, role: Role) -> str:
        """`какой-то год вида *984`, a star for each digit that is not known."""
        return f"{_some(_YEAR, role)} вида {digits.replace('X', '*')}{_ERAS['BCE'] if is_bce else ''}"

    def year_among(self, first: int, last: int, role: Role) -> str:
        """`какой-то год (50–41 гг. до н. э.)`."""
        return self.noted(_some(_YEAR, role), self.stretch(first, last))

    def ago(self, years: int) -> str:
        """`4,5 млрд лет назад`."""
        unit, word = (BILLION, "млрд") if years >= BILLION else (MILLION, "млн")
        whole, comma, fraction = decimal(years, unit, ",").partition(",")
        return f"{grouped(int(whole))}{comma}{fraction}\xa0{word} лет назад"

    def month(self, number: int, role: Role) -> str:
        """`август`, `августа`, `августом`."""
        return _MONTHS[number - 1][_case(role)]

    def season(self, code: int, year: str, role: Role) -> str:
        """`весна 2001 г.`, `2-й квартал 2001 г.`, `первая половина 2001 г.`."""
        case = _case(role)
        if code < 33:
            words = f"{marked('month', _SEASONS[(code - 21) % 4][case])} {marked('year', year)}".rstrip()
            hemisphere = _HEMISPHERES.get((code - 21) // 4)
            return self.noted(words, hemisphere) if hemisphere else words
        if code < 37:
            part = _QUARTER[case].format(code - 32)
        elif code < 40:
            part = _THIRD[case].format(code - 36)
        else:
            part = _HALVES[code - 40][case]
        return f"{marked('month', part)} {marked('year', year)}".rstrip()

    def part_of_year(self, third: int, year: str, role: Role) -> str:
        """`начало 1689 г.`, `середина 1689 г.`, `конец 1689 г.`."""
        return f"{marked('month', _PARTS[third - 1][_case(role)])} {marked('year', year)}"

    def some_month(self, year: str, role: Role) -> str:
        """`какой-то месяц 1654 г.`."""
        return f"{_some(_MONTH, role)} {marked('year', year)}"

    def some_day(self, of: str, is_run: bool, role: Role) -> str:
        """`какой-то день апреля 1985 г.`, `какой-то день из 10–19 апреля 1985 г.`."""
        return f"{_some(_DAY, role)} {'из ' if is_run else ''}{of}"

    def some_day_of_year(self, year: str, role: Role, days: str = "") -> str:
        """`какой-то день 1985 г.`, `какой-то день из 10–19 чисел какого-то месяца 1985 г.`."""
        run = f" из {marked('day', days)} чисел {_some(_MONTH, 'of')}" if days else ""
        return f"{_some(_DAY, role)}{run} {marked('year', year)}"

    def day_of_some_month(self, day: int, year: str, role: Role) -> str:
        """`25-е число какого-то месяца 1985 г.`."""
        number = _NUMBER[_case(role)].format(day)
        return f"{marked('day', number)} {_some(_MONTH, 'of')} {marked('year', year)}"

    def date(self, year: str, month: str, day: str) -> str:
        """`27 августа 1689 г.`, day and month on one line."""
        words = "\xa0".join(filter(None, (marked("day", day), marked("month", month))))
        return " ".join(filter(None, (words, marked("year", year))))

    def joined(self, words: list[str], join: Join, tight: bool = False, apart: bool = False) -> str:
        """`6–9`, `27 августа — 6 сентября`, `1667, 1668 или 1669`, `между 1941 и 1945`."""
        if len(words) == 1:
            return words[0]
        if join in ("to", "through"):
            return ("–" if tight else "\xa0— ").join(words)
        last = "или" if join == "or" else "и"
        # “1760 г. или ранее, или 1770 г.”: the comma parts one choice from that inside the other.
        comma = "," if apart and any(f" {last} " in plain(word) for word in words) else ""
        listed = f"{', '.join(words[:-1])}{comma} {last} {words[-1]}"
        return f"между {listed}" if join == "between" else listed

    def doubts(self, doubts: Sequence[tuple[list[Doubtful], str]]) -> str:
        """`день — приблизительно, год — под вопросом`."""
        return ", ".join(
            f"{self.joined([_PART_NAMES[part] for part in parts], 'and')}\xa0— {_DOUBTS[sign]}"
            for parts, sign in doubts
        )

    def clock(self, words: str, time: str, zone: str) -> str:
        """`12 апреля 1985 г., 23:20:30 UTC`."""
        return f"{words}, {time} {zone}".rstrip()

    def styled(self, words: str, style: Style, new_year: str) -> str:
        """`август 1689 г. (ст. ст.)`, `1648 г. (ст. ст., год с 25 марта)`."""
        note = ", ".join(filter(None, (_STYLES[style], _NEW_YEARS[new_year])))
        return words + marked("year", f" ({note})") if note else words

    def both_styles(self, old: str, new: str, shared: str, single: bool) -> str:
        """`27 августа (6 сентября) 1689 г.`, `25 декабря 1642 г. (4 января 1643 г.)`."""
        return f"{old} ({new}) {shared}".rstrip()

    def lasting(self, since: str, until: str, unknown: bool) -> str:
        """`с 1985 г., конец неизвестен`, `до 1985 г.`, `со 2 сентября 1689 г.`."""
        if since:
            preposition = "со" if _SECOND.match(plain(since)) else "с"
            return f"{preposition} {since}{', конец неизвестен' if unknown else ''}"
        return f"до {until}{', начало неизвестно' if unknown else ''}"

    def beyond(self, words: str, later: bool, one_of: bool) -> str:
        """`1760 г. или позднее`, `1760 г. и ранее`."""
        return f"{words} {'или' if one_of else 'и'} {'позднее' if later else 'ранее'}"

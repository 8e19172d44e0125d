"""Dates in English, British order, as historians write them: `c. 27 August (6 September N.S.) 1689`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from timeline.grammar import BILLION, MILLION, Doubtful, Grammar, Join, Role, Style, decimal
from timeline.pieces import marked, plain

_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = {
    33: "1st quarter", 34: "2nd quarter", 35: "3rd quarter", 36: "4th quarter",
    37: "first third", 38: "second third", 39: "last third", 40: "first half", 41: "second half",
}  # fmt: skip
_HEMISPHERES = {1: "northern hemisphere", 2: "southern hemisphere"}
_DOUBTS = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}
_PART_NAMES: dict[Doubtful, str] = {"portion": "part of the year"}
_NEW_YEARS = {"03-25": "year from 25 March", "09-01": "year from 1 September"}
_STYLES = {"": "", "old": " O.S.", "new": " N.S."}
_WITH_ARTICLE = ("of", "between", "through")


def grouped(number: int) -> str:
    """The digits, with commas from five on: `9999`, `12,000`."""
    return f"{number:,}" if number > 9999 else str(number)


def _ordinal(number: int) -> str:
    last = 0 if number // 10 % 10 == 1 else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def _named(words: str, role: Role) -> str:
    """Words that follow a preposition with an article: from *the* 1980s, in *the* 1980s."""
    if role == "within":
        return f"in the {words}"
    return f"the {words}" if role in _WITH_ARTICLE else words


def _in(year: str) -> str:
    """A year behind a day or a month that is not known: *in* 1654, but in the 1560s, of some year."""
    return year if year.startswith(("in ", "of ")) else f"in {year}"


class English(Grammar):
    """English, with day before month and an en dash for a stretch."""

    def numbered(self, year: int) -> tuple[str, str]:
        """`1689`, `44 CE`, `44 BCE`, `12,001 BCE`."""
        if year <= 0:
            return grouped(1 - year), " BCE"
        return grouped(year), "" if 1000 <= year <= 9999 else " CE"

    def numbered_century(self, number: int, era: Literal["", "CE", "BCE"]) -> str:
        """`19th century`, `1st century BCE`."""
        return f"{_ordinal(number)} century{' ' if era else ''}{era}"

    def decade(self, first: int, role: Role) -> str:
        """`1680s`, and `1800s (1800–1809)` because the 1800s alone are a hundred years."""
        words = self.hundreds(first, role)
        return self.noted(words, self.stretch(first, first + 9)) if first % 100 == 0 else words

    def hundreds(self, first: int, role: Role) -> str:
        """`1800s`, `100s CE`."""
        return _named(f"{first}s" if first >= 1000 else f"{first}s CE", role)

    def millennium(self, number: int, first: int, last: int, role: Role) -> str:
        """`2nd millennium (1000–1999)`."""
        return self.noted(_named(f"{_ordinal(number)} millennium", role), self.stretch(first, last))

    def some_year(self, is_bce: bool, role: Role) -> str:
        """`some year`, `some year BCE`."""
        return f"{'of ' if role == 'within' else ''}some year{' BCE' if is_bce else ''}"

    def year_written(self, digits: str, is_bce: bool, role: Role) -> str:
        """`some year written X984`."""
        words = f"some year written {'BCE ' if is_bce else ''}{digits}"
        return f"in {words}" if role == "within" else words

    def year_among(self, first: int, last: int, role: Role) -> str:
        """`some year in 50–41 BCE`."""
        words = f"some year in {self.stretch(first, last)}"
        return f"in {words}" if role == "within" else words

    def ago(self, years: int) -> str:
        """`4.5 billion years ago`."""
        unit, word = (BILLION, "billion") if years >= BILLION else (MILLION, "million")
        whole, point, fraction = decimal(years, unit, ".").partition(".")
        return f"{int(whole):,}{point}{fraction} {word} years ago"

    def month(self, number: int, role: Role) -> str:
        """`August`."""
        return _MONTHS[number]

    def season(self, code: int, year: str, role: Role) -> str:
        """`spring 2001`, `2nd quarter of 2001`, `spring 2001 (southern hemisphere)`."""
        if code < 33:
            words = f"{marked('month', _SEASONS[(code - 21) % 4])} {marked('year', year)}".rstrip()
            hemisphere = _HEMISPHERES.get((code - 21) // 4)
            return self.noted(words, hemisphere) if hemisphere else words
        part = marked("month", _named(_PARTS[code], role))
        if not year:
            return part
        joint = "" if year.startswith("of ") else "of a year " if year.startswith("in ") else "of "
        return f"{part} {marked('year', joint + year)}"

    def part_of_year(self, third: int, year: str, role: Role) -> str:
        """`early 1689`, `mid-1689`, `late 1689`."""
        return marked("month", ("early ", "mid-", "late ")[third - 1]) + marked("year", year)

    def some_month(self, year: str, role: Role) -> str:
        """`some month in 1654`."""
        return f"some month {marked('year', _in(year))}"

    def some_day(self, of: str, is_run: bool, role: Role) -> str:
        """`some day in April 1985`."""
        return f"some day in {of}"

    def some_day_of_year(self, year: str, role: Role, days: str = "") -> str:
        """`some day in 1985`, `some day in 10–19 of some month in 1985`."""
        run = f" in {marked('day', days)} of some month" if days else ""
        return f"some day{run} {marked('year', _in(year))}"

    def day_of_some_month(self, day: int, year: str, role: Role) -> str:
        """`the 25th of some month in 1985`."""
        return f"{marked('day', f'the {_ordinal(day)}')} of some month {marked('year', _in(year))}"

    def joined(self, words: list[str], join: Join, tight: bool = False, apart: bool = False) -> str:
        """`6–9`, `27 August – 6 September`, `1667, 1668 or 1669`, `between 1941 and 1945`."""
        if len(words) == 1:
            return words[0]
        if join == "to" and any(plain(word).startswith("some ") for word in words):
            # “some month in 2000 – 2012” would be a month of thirteen years.
            return f"from {words[0]} to {words[-1]}"
        if join in ("to", "through"):
            return (" to " if join == "through" else "–" if tight else " – ").join(words)
        last = "or" if join == "or" else "and"
        listed = f"{', '.join(words[:-1])}{',' if apart else ''} {last} {words[-1]}"
        return f"between {listed}" if join == "between" else listed

    def doubts(self, doubts: Sequence[tuple[list[Doubtful], str]]) -> str:
        """`day approximate, year uncertain`."""
        return ", ".join(
            f"{self.joined([_PART_NAMES.get(part, part) for part in parts], 'and')} {_DOUBTS[sign]}"
            for parts, sign in doubts
        )

    def clock(self, words: str, time: str, zone: str) -> str:
        """`12 April 1985, 23:20:30 UTC`."""
        return f"{words}, {time} {zone}".rstrip()

    def styled(self, words: str, style: Style, new_year: str) -> str:
        """`August 1689 O.S.`, `1648 O.S. (year from 25 March)`."""
        words += marked("year", _STYLES[style])
        return self.noted(words, _NEW_YEARS[new_year]) if new_year else words

    def both_styles(self, old: str, new: str, shared: str, single: bool) -> str:
        """`27 August (6 September N.S.) 1689`, `25 December 1642 / 4 January 1643`."""
        if shared:
            return f"{old} ({new} N.S.) {shared}"
        return f"{old} / {new}" if single else f"{old} ({new} N.S.)"

    def lasting(self, since: str, until: str, unknown: bool) -> str:
        """`from 1985, end unknown`, `until 1985`."""
        if since:
            return f"from {since}{', end unknown' if unknown else ''}"
        return f"until {until}{', start unknown' if unknown else ''}"

    def beyond(self, words: str, later: bool, one_of: bool) -> str:
        """`1760 or later`, `1760 and earlier`."""
        return f"{words} {'or' if one_of else 'and'} {'later' if later else 'earlier'}"

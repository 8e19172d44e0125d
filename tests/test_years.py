"""Years in words: eras instead of signs, in three languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import english
from timeline.languages import LANGUAGES
from timeline.years import day_words, year_words, years_words

YEARS = {
    1689: ("1689", "1689 г.", "1689年"),
    1000: ("1000", "1000 г.", "1000年"),
    999: ("999 CE", "999 г. н. э.", "公元999年"),
    1: ("1 CE", "1 г. н. э.", "公元1年"),
    0: ("1 BCE", "1 г. до н. э.", "公元前1年"),
    -43: ("44 BCE", "44 г. до н. э.", "公元前44年"),
    -12000: ("12,001 BCE", "12 001 г. до н. э.", "公元前12001年"),
    10000: ("10,000 CE", "10 000 г. н. э.", "公元10000年"),
}
STRETCHES = {
    (1941, 1945): ("1941–1945", "1941–1945 гг.", "1941年至1945年"),
    (1941, 1941): ("1941", "1941 г.", "1941年"),
    (-43, -40): ("44–41 BCE", "44–41 гг. до н. э.", "公元前44年至前41年"),
    (-43, 14): ("44 BCE – 14 CE", "44 г. до н. э. — 14 г. н. э.", "公元前44年至公元14年"),
    (98, 117): ("98–117 CE", "98–117 гг. н. э.", "公元98年至117年"),
    (980, 1020): ("980 CE – 1020", "980 г. н. э. — 1020 г.", "公元980年至1020年"),
}


@pytest.mark.parametrize(("year", "told"), YEARS.items())
def test_a_year_in_words(year: int, told: tuple[str, str, str]) -> None:
    """A year is told with its era when it is before 1000, before the era, or beyond four digits."""
    assert tuple(year_words(year, language).replace("\xa0", " ") for language in LANGUAGES) == told


@pytest.mark.parametrize(("years", "told"), STRETCHES.items())
def test_a_stretch_of_years_in_words(years: tuple[int, int], told: tuple[str, str, str]) -> None:
    """The era is said once when both years have it."""
    assert tuple(years_words(*years, language).replace("\xa0", " ") for language in LANGUAGES) == told


@given(st.integers(-(10**12), 10**12))
def test_years_have_no_sign_and_none_is_zero(year: int) -> None:
    """Whatever the year, its digits are those that people count, the year before 1 CE being 1 BCE."""
    for language in LANGUAGES:
        assert int(re.sub(r"\D", "", year_words(year, language))) == (year if year > 0 else 1 - year)
        assert "-" not in year_words(year, language)


def test_thousands_are_grouped_from_five_digits_on() -> None:
    """Years of four digits have no comma."""
    assert [english.grouped(9999), english.grouped(12000)] == ["9999", "12,000"]


def test_a_day_is_told_in_every_language_whichever_calendar_has_it() -> None:
    """29 February 1700 was a day of the Julian calendar only, and is told without asking."""
    told = [day_words(1700, 2, 29), day_words(-43, 3, 15, "ru"), day_words(44, 3, 15, "zh")]
    assert told == ["29 February 1700", "15\xa0марта 44\xa0г.\xa0до\xa0н.\xa0э.", "公元44年3月15日"]

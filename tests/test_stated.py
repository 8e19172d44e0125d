"""A date is stated where the words give it, however they do; what they lack is named; no false alarms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from timeline.dates import parse
from timeline.said_words import heard
from timeline.stated import lacking

GIVEN = [
    ("1858", "the treaty of 1858", ""),
    ("196X", "the 1960s", "en"),
    ("1960/1969", "in the 1960s", "en"),
    ("1601/1700", "in the 17th century", "en"),
    ("1601/1700", "XVII век", ""),
    ("1601/1700", "в XVII веке", ""),
    ("1601/1700", "17世纪", ""),
    ("1601/1700", "十七世纪", ""),
    ("16XX", "in the seventeenth century", ""),
    ("1943-11-28/1943-12-01", "28 November to 1 December 1943", ""),
    ("1943-11-28/1943-12-01", "met from 28 November to 1 December 1943", "en"),
    ("1969", "in the summer of ’69", ""),
    ("1969", "in '69", "en"),
    ("1858", "eighteen fifty-eight", "en"),
    ("1945", "一九四五年", ""),
    ("1945-08-15", "一九四五年八月十五日", ""),
    ("{1960,1965}", "in 1960 and in 1965", ""),
    ("1905", "1904–05", "en"),
    ("1904/1905", "of 1904–05", ""),
    ("1904/1905", "war of 1904-1905", ""),
    ("1858-05-28", "16 (28) мая 1858 года", "ru"),
    ("1858-05", "в мае 1858 г.", "ru"),
    ("1945-08-14", "14 августа 1945", "ru"),
    ("1945-08-14", "1945年8月14日", "zh"),
    ("1945-08-14", "on the fourteenth of August, nineteen forty-five", "en"),
    ("1689-22", "in the summer of 1689", ""),
    ("1689-08-27", "on 27.8.1689", "en"),
    ("1985-04-12", "12/04/85", "en"),
    ("1901/2000", "in the twentieth century", "en"),
    ("1801/1850", "the first half of the 19th century", "en"),
    ("1900", "nineteen hundred", "en"),
    ("2001", "two thousand and one", "en"),
    ("1689-07-24", "康熙二十八年七月二十四日", "zh"),
    ("1895", "光绪二十一年", "zh"),
    ("1945", "民国三十四年", "zh"),
    ("196X", "in the sixties", "en"),
    ("196X", "в шестидесятых годах", "ru"),
    ("196X", "60-е годы", "ru"),
    ("196X", "20世纪60年代", "zh"),
    ("196X", "二十世纪六十年代", "zh"),
    ("-0220", "in 221 BC", "en"),
    ("-0499/-0400", "in the 5th century BC", "en"),
    ("2021-03-06", "20210306", ""),
    ("1991-12-25", "on Christmas Day 1991", "en"),
    ("1858", "年１８５８", ""),
    ("1858-05-28", "le 28 mai 1858", "fr"),
    ("1858", "im Jahre achtzehnhundert", "de"),
    ("1858-05-28", "28 травня 1858 року", ""),
    ("1990/..", "since the 1990s", "en"),
    ("1800/1820", "the early 19th century", "en"),
    ("1649-01-30", "30 January 1648/9", "en"),
    ("2001-09-11", "the 9/11 attacks of 2001", "en"),
    ("1858?", "perhaps in 1858", "en"),
    ("1855~", "in the mid-1850s", "en"),
    ("1895/1905", "the turn of the 20th century", "en"),
    ("1905-01-09", "9 (22) января 1905", "ru"),
    ("1917-11-07", "the revolution of 25 October 1917", "en"),
    ("156X-12-25", "25 December in the 1560s", "en"),
    ("1801/1900", "девятнадцатый век", "ru"),
    ("1858", "MDCCCLVIII", ""),
    ("1962-10", "Oct. 1962", "en"),
    ("2000/2009", "in the 2000s", "en"),
    ("1800/1899", "the 1800s", "en"),
    ("0476", "in 476 the last emperor", "en"),
    ("0079-10-24", "24 October 79 AD", "en"),
    ("1812-06-24", "twenty-fourth of June 1812", "en"),
    ("1812-06-24", "двадцать четвёртого июня 1812 года", "ru"),
]
"""A date in EDTF, words that give it, and their language."""

LACKED = [
    ("1858", "the Treaty of Aigun moved the border", ""),
    ("1858", "in 1859", "en"),
    ("1858", "eighteen fifty-nine", "en"),
    ("1858-05", "in 1858", "en"),
    ("1858-05-28", "in May 1858", "en"),
    ("1858-05-28", "27 May 1858", "en"),
    ("196X", "in the 1970s", "en"),
    ("1601/1700", "in the 18th century", "en"),
    ("1945", "一九四六年", "zh"),
    ("1858", "в 1859 году", "ru"),
    ("1858-05", "в июне 1858 года", "ru"),
    ("2023-03-20", "On March 20, Xi arrived", "en"),
    ("1960", "in the 1960s", "en"),
    ("1863/1867", "in the 19th century", "en"),
    ("1858", "18580 men", "en"),
    ("1858", "1,858 men", "en"),
    ("1858", "10 mai 1859", "fr"),
    ("1858-05", "may be in 1858", "en"),
    ("1899", "in the 20th century", "en"),
    ("1943-11-28/1943-12-01", "28 November 1943", "en"),
    ("1601/1700", "last century", "en"),
    ("1858", "上世纪", "zh"),
    ("1945-08-15", "一九四五年八月", "zh"),
    ("1858", "I met him", "en"),
    ("1858-03", "войска в 1858 г.", "ru"),
    ("{1960,1965}", "in 1960 he", "en"),
]
"""A date in EDTF, words that do not give it, and their language."""


@pytest.mark.parametrize(("edtf", "words", "language"), GIVEN)
def test_words_that_give_a_date_lack_nothing(edtf: str, words: str, language: str) -> None:
    """In figures and words of three languages, in other numerals, short, in the other calendar; or unread."""
    assert lacking(parse(edtf), words, language) == ()


@pytest.mark.parametrize(("edtf", "words", "language"), LACKED)
def test_words_that_do_not_give_a_date_lack_something(edtf: str, words: str, language: str) -> None:
    """Another year, a coarser date, a year from elsewhere, a verb for a month: nothing of it is stated."""
    assert lacking(parse(edtf), words, language)


@pytest.mark.parametrize(
    ("edtf", "words", "expected"),
    [
        ("1858-05-28", "the treaty of Aigun", ("the year 1858", "the month 05", "the day 28")),
        ("1858-05-28", "on the 28th of May", ("the year 1858",)),
        ("1689-22", "in the winter of 1689", ("the season 22",)),
        ("-0220", "in the 3rd century BC", ("the year 221 BCE",)),
        ("185X", "in the 1860s", ("a year of 185X",)),
    ],
)
def test_what_is_lacking_is_named(edtf: str, words: str, expected: tuple[str, ...]) -> None:
    """Year, season or month, and day, each once, in the order of the date."""
    assert lacking(parse(edtf), words, "en") == expected


@given(st.integers(1000, 2029), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["en", "ru", "zh"]))
def test_a_date_in_our_own_words_gives_itself(year: int, month: int, day: int, language: str) -> None:
    """What the timeline would print of a day, in any of its languages, states that day."""
    span = parse(f"{year:04}-{month:02}-{day:02}")
    assert lacking(span, span.words(language), language) == ()  # type: ignore[arg-type]


@settings(max_examples=300)
@given(
    st.text(
        st.sampled_from("19 05’'s–-./,年月十百千XIVма йhundred twenty first of№") | st.characters(),
        max_size=80,
    )
)
def test_no_words_are_too_strange(words: str) -> None:
    """Whatever the words are, they are read to the end."""
    heard(words)
    lacking(parse("1858-05-28/1963"), words, "en")


@pytest.mark.parametrize("piece", ["twenty ", "1858-", "一", "X", "二十年 ", "1,000,"])
def test_the_cost_of_long_words_is_linear(piece: str) -> None:
    """Whatever is said again and again."""
    assert_linear(lambda count: lambda: heard(piece * count), 50)

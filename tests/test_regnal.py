"""Regnal names are those that the sources write, and none is given where they would be a guess."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeline import regnal
from timeline.calendars import iso
from timeline.dates import parse


@pytest.fixture
def without() -> Iterator[None]:
    """The extra is not installed."""
    regnal._tables.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regnal, "find_spec", lambda name: None)
        yield
    regnal._tables.cache_clear()


NAMES = {
    "1689-09-07": "康熙二十八年七月二十四日",  # The treaty of Nerchinsk, by the Chinese record.
    "1858-05-28": "咸豐八年四月十六日",  # The treaty of Aigun.
    "1654-01-18": "順治十年十二月初一日",
    "1644-04-25": "順治元年三月十九日",
    "1795-03-29": "乾隆六十年閏二月初九日",
    "1404-05-05": "永樂二年三月十七日",
    "1912-02-12": "宣統三年十二月二十五日",  # The last day of the Qing.
    "1300-01-01": "大德三年十二月初二日",
    "1689": "康熙二十八年",
    "1402": "建文四年",
    "1403": "永樂元年",
    "1911": "宣統三年",
    "1689~": "約康熙二十八年",
    "1689-09-07?": "康熙二十八年七月二十四日？",
    "[1689-09-06,1689-09-07]": "康熙二十八年七月二十三日或康熙二十八年七月二十四日",
    "1654/1689-09-07": "順治十一年至康熙二十八年七月二十四日",
}


@pytest.mark.parametrize("text", NAMES)
def test_days_and_years_have_names(text: str) -> None:
    """Days, years, and intervals and sets of them are named as the court counted them."""
    assert regnal.name(parse(text)) == NAMES[text]


@pytest.mark.parametrize(
    "text",
    ["1689-09", "1689-21", "168X", "16XX", "1299", "1913", "1912-02-18", "-0043-03-15", "1689/..", "1689/",
     "1689-XX-XX", "1600S2", "Y17000", "1718-05-05", "1740-05-05"],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    """No name for months of another calendar, open ends, other times, and years in which the table errs."""
    assert regnal.name(parse(text)) == ""


def test_a_julian_day_has_the_name_of_its_day() -> None:
    """28 August Old Style is 7 September 1689."""
    assert regnal.name(parse("1689-08-28", "julian")) == "康熙二十八年七月二十四日"


READINGS = {
    "康熙二十八年七月二十四日": ("1689-09-07", "1689-09-07"),
    "康熙28年7月24日": ("1689-09-07", "1689-09-07"),
    "咸丰八年四月十六": ("1858-05-28", "1858-05-28"),
    "咸豐八年四月十六日": ("1858-05-28", "1858-05-28"),
    "大清康熙元年正月初一日": ("1662-02-18", "1662-02-18"),
    "光绪三十四年臘月廿九日": ("1909-01-20", "1909-01-20"),
    "乾隆六十年闰二月初九": ("1795-03-29", "1795-03-29"),
    "康熙二十八年七月": ("1689-08-15", "1689-09-12"),
    "康熙二十八年": ("1689-01-21", "1690-02-08"),
    "宣统三年": ("1911-01-30", "1912-02-17"),
    "永樂元年": ("1403-02-01", "1404-02-19"),
    "泰昌元年八月": ("1620-08-28", "1620-09-25"),
    "崇禎十七年三月十九日": ("1644-04-25", "1644-04-25"),
    "洪武三十五年": ("1402-02-11", "1403-01-31"),
}


@pytest.mark.parametrize("text", READINGS)
def test_names_are_read(text: str) -> None:
    """A day, a month and a year, in traditional and in simplified characters, with numbers in either form."""
    first, last = regnal.read(text)
    assert (iso(first), iso(last)) == READINGS[text]


def test_every_name_is_read_back() -> None:
    """What is said of a day is that day when it is read; every 97th day of six centuries."""
    tables = regnal._tables()
    assert tables is not None
    for number in range(tables.months[12].first, tables.months[-1].last, 97):
        if name := regnal.name(parse(iso(number))):
            assert regnal.read(name) == (number, number), name


def test_months_follow_one_another() -> None:
    """No day from 1300 to 1912 lies in two lunar months or in none, and each has 29 or 30 days."""
    tables = regnal._tables()
    assert tables is not None
    assert all(a.last + 1 == b.first for a, b in zip(tables.months, tables.months[1:], strict=False))
    assert {month.last - month.first + 1 for month in tables.months} == {29, 30}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("建平元年", "no reign from 1300 to 1912 in Yuan, Ming and Qing is called 建平"),
        ("康熙六十二年", "the reign 康熙 has no such date"),
        ("康熙二十八年七月三十一日", "the reign 康熙 has no such date"),
        ("康熙二十八年閏七月", "the reign 康熙 has no such date"),
        ("康熙五十六年", "the tables of months are at odds in 1717; look the day up elsewhere"),
        ("1689", "a regnal date looks like 康熙二十八年七月二十四日"),
    ],
)
def test_what_is_no_regnal_date_says_why(text: str, reason: str) -> None:
    """One kind of exception, with the reason."""
    with pytest.raises(regnal.NoSuchDate) as caught:
        regnal.read(text)
    assert str(caught.value) == reason


@pytest.mark.usefixtures("without")
def test_without_the_extra_nothing_is_said() -> None:
    """No name, no failure; who types a regnal date is told what to install."""
    assert not regnal.installed()
    assert regnal.name(parse("1689-09-07")) == ""
    with pytest.raises(regnal.NoSuchDate, match="pip install sanmiao"):
        regnal.read("康熙二十八年七月二十四日")


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (28, "二十八"), (61, "六十一")]
)
def test_numerals_are_written_and_read(number: int, text: str) -> None:
    """Both ways alike."""
    assert (regnal.numeral(number), regnal.number(text)) == (text, number)

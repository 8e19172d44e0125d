"""Dates in words, in English, Russian and Chinese: what the reader of the timeline sees.

The table is `corpora/words.csv`: dates of every kind in the three languages. Its Russian has plain blanks,
since nobody sees in a file which of them are no-break; where those stand is a test of its own.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import CALENDARS, YEAR_STARTS, day_to_gregorian, day_to_julian
from timeline.dates import Span, other_style, parse
from timeline.errors import DateError
from timeline.grammars import GRAMMARS
from timeline.languages import LANGUAGES, Language

CORPORA = Path(__file__).parent / "corpora"
with (CORPORA / "words.csv").open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))
with (CORPORA / "edtf.csv").open(encoding="utf-8", newline="") as file:
    TEXTS = [row["edtf"] for row in csv.DictReader(file) if not row["refused_at"]]
SINGLE = [text for text in TEXTS if not re.search(r"[/\[{T]", text)]

languages = st.sampled_from(LANGUAGES)


def words(text: str, language: Language, calendar: str = "gregorian", year_start: str = "01-01") -> str:
    """The words of a date, with plain blanks."""
    return parse(text, calendar, year_start).words(language).replace("\xa0", " ")


# The table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "row", TABLE, ids=[" ".join((row["edtf"], row["calendar"], row["year_start"])) for row in TABLE]
)
def test_dates_in_words(row: dict[str, str], language: Language) -> None:
    """A date of each kind reads as a historian of that language would write it."""
    assert words(row["edtf"], language, row["calendar"], row["year_start"]) == row[language]


def test_the_label_is_the_english_words() -> None:
    """What a program calls the label of a span is its words in English."""
    assert all(parse(row["edtf"], row["calendar"], row["year_start"]).label == row["en"] for row in TABLE)


def test_every_language_has_a_grammar() -> None:
    """No language can be chosen that nobody has written the grammar of."""
    assert set(GRAMMARS) == set(LANGUAGES)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_no_line_breaks_inside_a_russian_number(row: dict[str, str]) -> None:
    """A no-break space stands before “г.”, in “до н. э.” and “ст. ст.”, between thousands, after “ок.”."""
    told = parse(row["edtf"], row["calendar"], row["year_start"]).words("ru")
    assert not re.search(
        r" гг?\.| век|н\. э|до н|т\. ст|ок\. |\d \d{3}\b| —|\d [а-я]+(ря|ля|та|ая|ня)\b", told
    )


# What holds of any date


def faults(told: str, language: Language) -> list[str]:
    """What must not be in the words of any date."""
    everywhere = {
        "a minus sign": r"-\d",
        "a year zero": r"(?<![A-Z\d:.,\xa0—*□])0(?![A-Z\d:.,*□])",
        "a doubled blank": r"[ \xa0]{2}",
        "a blank at an end": r"^\s|\s$",
        "a mark": r"[\ufdd0-\ufdef]",
        "nothing": r"^$",
        "circa said twice": r"c\. c\.|ок\.\xa0ок\.|约约",
    }
    own = {
        "en": {"letters of another language": r"[^\x00-\x7f–−]"},
        "ru": {"a Latin letter": r"(?!UTC|[IVXLCDM]+\b)\b[A-Za-z]", "Chinese": r"[\u2e80-\uffef]"},
        "zh": {
            "a Latin letter": r"(?!UTC)\b[A-Za-z]",
            "Cyrillic": r"[а-я]",
            "a half-width sign": r"[ \xa0?()]|, ",
        },
    }
    return [name for name, pattern in (everywhere | own[language]).items() if re.search(pattern, told)]


def spans(text: str) -> list[Span]:
    """The text in each calendar and start of year in which it is a date."""
    found = []
    for calendar in CALENDARS:
        for year_start in YEAR_STARTS:
            try:
                found.append(parse(text, calendar, year_start))
            except DateError:
                continue
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_every_valid_text_has_sound_words(text: str) -> None:
    """Whatever is valid can be told in each language, without signs, years or letters that are none of it."""
    for span in spans(text):
        for language in LANGUAGES:
            assert not faults(span.words(language), language), span.words(language)
            if other := other_style(span, language):
                assert not faults(other, language), other


@given(
    st.sampled_from(SINGLE),
    st.sampled_from(SINGLE),
    st.sampled_from(["{}/{}", "[{},{}]", "{{{},{}}}", "[{}..{}]", "{{{}..{}}}", "{}/..", "/{}", "[..{}]"]),
)
def test_every_pair_of_dates_has_sound_words(first: str, second: str, form: str) -> None:
    """Intervals and sets of any two dates, whatever their doubts and masks, can be told in each language."""
    test_every_valid_text_has_sound_words(form.format(first, second))


@given(
    st.integers(-9998, 0), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["gregorian", "julian"])
)
def test_no_minus_sign_and_no_year_zero(year: int, month: int, day: int, calendar: str) -> None:
    """Years before 1 CE are counted from 1 BCE backwards, without any sign, in each language."""
    span = parse(f"{'-' if year else ''}{-year:04d}-{month:02d}-{day:02d}", calendar)
    assert f" {1 - year} BCE" in span.label.replace(",", "")
    assert f"{1 - year} г. до н. э." in span.words("ru").replace("\xa0", " ").replace("10 000", "10000")
    assert f"公元前{1 - year}年" in span.words("zh")
    assert not any(faults(span.words(language), language) for language in LANGUAGES)


@given(st.integers(0, 99))
def test_hundreds_are_never_called_centuries(hundred: int) -> None:
    """18XX is 1800 to 1899, which is not the 19th century, in any language."""
    for language in LANGUAGES:
        assert not re.search("century|век|世纪", parse(f"{hundred:02d}XX").words(language))


@given(st.integers(0, 98))
def test_a_century_ends_with_a_full_hundred(number: int) -> None:
    """1801 to 1900 is the 19th century, and 1800 to 1899 or 1801 to 1899 is none."""
    first = number * 100 + 1
    told = [parse(f"{first:04d}/{first + 99:04d}").words(language) for language in LANGUAGES]
    assert all(re.search("century|век|世纪", text) for text in told)
    for text in (f"{first - 1:04d}/{first + 98:04d}", f"{first:04d}/{first + 98:04d}"):
        assert not any(re.search("century|век|世纪", parse(text).words(language)) for language in LANGUAGES)


@given(st.sampled_from(["1941", "1941-05", "1941-05-07"]), languages)
def test_a_duration_is_not_a_moment_between(first: str, language: Language) -> None:
    """1941/1945 lasts; [1941..1945] is one moment; the words never mix them up."""
    last = first.replace("41", "45")
    assert parse(f"{first}/{last}").words(language) != parse(f"[{first}..{last}]").words(language)


# The other calendar


@pytest.mark.parametrize(
    ("text", "calendar", "year_start", "told"),
    [
        (
            "1689-09-06",
            "gregorian",
            "01-01",
            ("27 August 1689 O.S.", "27 августа 1689 г. (ст. ст.)", "儒略历1689年8月27日"),
        ),
        (
            "1689-08-27",
            "julian",
            "01-01",
            ("6 September 1689 N.S.", "6 сентября 1689 г. (н. ст.)", "公历1689年9月6日"),
        ),
        (
            "1648-01-30",
            "julian",
            "03-25",
            ("9 February 1649 N.S.", "9 февраля 1649 г. (н. ст.)", "公历1649年2月9日"),
        ),
        (
            "1689-09-06/1689-09-09",
            "gregorian",
            "01-01",
            ("27–30 August 1689 O.S.", "27–30 августа 1689 г. (ст. ст.)", "儒略历1689年8月27日至30日"),
        ),
        (
            "[1689-09-06,1689-09-07]",
            "gregorian",
            "01-01",
            ("27 or 28 August 1689 O.S.", "27 или 28 августа 1689 г. (ст. ст.)", "儒略历1689年8月27日或28日"),
        ),
        (
            "1689-09-06~/..",
            "gregorian",
            "01-01",
            ("from c. 27 August 1689 O.S.", "с ок. 27 августа 1689 г. (ст. ст.)", "儒略历约1689年8月27日起"),
        ),
        (
            "1654/1689-09-06",
            "gregorian",
            "01-01",
            (
                "22 December 1653 – 27 August 1689 O.S.",
                "22 декабря 1653 г. — 27 августа 1689 г. (ст. ст.)",
                "儒略历1653年12月22日至1689年8月27日",
            ),
        ),
        ("1689-09", "gregorian", "01-01", ("", "", "")),
        ("1689/1690", "julian", "01-01", ("", "", "")),
        ("1689-09-XX", "gregorian", "01-01", ("", "", "")),
        ("156X-12-25", "gregorian", "01-01", ("", "", "")),
    ],
)
def test_the_same_days_in_the_other_calendar(
    text: str, calendar: str, year_start: str, told: tuple[str, str, str]
) -> None:
    """What is written to the day has its day in the other calendar, with both bounds; nothing else has."""
    span = parse(text, calendar, year_start)
    assert tuple(other_style(span, language).replace("\xa0", " ") for language in LANGUAGES) == told


@given(st.integers(-400_000, 800_000))
def test_the_other_calendar_of_the_other_calendar_is_the_date(number: int) -> None:
    """A day told in Old Style, and that day told in New Style again, is the day it was."""

    def text(date: tuple[int, int, int]) -> str:
        return f"{'-' if date[0] < 0 else ''}{abs(date[0]):04d}-{date[1]:02d}-{date[2]:02d}"

    new, old = parse(text(day_to_gregorian(number))), parse(text(day_to_julian(number)), "julian")
    assert other_style(old) == f"{new.label} N.S."
    assert old.label.startswith(
        re.sub(r" -?\d+( B?CE)?$", "", other_style(new).removesuffix(" O.S.").replace(",", ""))
    )

"""What people type becomes EDTF, or is refused with the place and the reason; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import typed
from timeline.dates import parse
from timeline.errors import DateError
from timeline.languages import LANGUAGES, Language

ENGLISH = {
    "1689~": "1689~",
    " 1689 ": "1689",
    "c. 1689": "1689~",
    "c.1689": "1689~",
    "ca 1689": "1689~",
    "circa 1689": "1689~",
    "about 1689": "1689~",
    "1689 or so": "1689~",
    "≈1689": "1689~",
    "perhaps 1689": "1689?",
    "1689 (?)": "1689?",
    "c. 1689?": "1689%",
    "spring 2001": "2001-21",
    "summer of 1689": "1689-22",
    "fall 2001": "2001-23",
    "winter 1941/42": "1941-24",
    "1941/42 winter": "1941-24",
    "summer 1941/42 (southern hemisphere)": "1941-30",
    "between summer 1941 and winter 1941/42": "[1941-22..1941-24]",
    "winter 1941/42 – winter 1943/44": "1941-24/1943-24",
    "winter 1941–42": "1941-24",
    "spring 2001 (southern hemisphere)": "2001-29",
    "44 BC": "-0043",
    "44 B.C.": "-0043",
    "44 BCE": "-0043",
    "AD 44": "0044",
    "44 CE": "0044",
    "1 BC": "0000",
    "15 March 44 BC": "-0043-03-15",
    "March 15, 44 BC": "-0043-03-15",
    "500 BCE – 500 CE": "-0499/0500",
    "44–31 BC": "-0043/-0030",
    "AD 14–37": "0014/0037",
    "12,001 BCE": "Y-12000",
    "27 August 1689": "1689-08-27",
    "August 27, 1689": "1689-08-27",
    "27th of August, 1689": "1689-08-27",
    "Tuesday, 6 September 1689": "1689-09-06",
    "Saturday c. 6 September 1689": "1689-09-06~",
    "1689 onwards": "1689/..",
    "from 1689 on": "1689/..",
    "1654–?": "1654/",
    "c. 1654 – ?": "1654~/",
    "? – 1689": "/1689",
    "some time between 1650 and 1660": "[1650..1660]",
    "either 1667 or 1668": "[1667,1668]",
    "terminus post quem 1200": "[1200..]",
    "terminus ante quem 1200": "[..1200]",
    "1500s BC": "-1598/-1499",
    "1900s (1900–1909)": "190X",
    "с 12.04.1985 по 15.04.1985": "1985-04-12/1985-04-15",
    "до 12. 4. 1985 г.": "../1985-04-12",
    "1985年底": "1985-39~",
    "20世纪前期": "1901~/1933~",
    "不早于1985年": "[1985..]",
    "不晚于1985年": "[..1985]",
    "−0043": "-0043",
    "1945-Q1": "1945-33",
    "the 60s of the 19th century": "186X",
    "60-е годы XIX века": "186X",
    "40-е гг. V в. до н. э.": "-0448/-0439",
    "1-я пол. XIX в.": "1801/1850",
    "посл. четв. XVIII в.": "1776/1800",
    "с 1991 г. по настоящее время": "1991/..",
    "prob. 1945": "1945?",
    "6 Sept. 1689": "1689-09-06",
    "14-Nov-1860": "1860-11-14",
    "Nov-1860": "1860-11",
    "Aug 1689": "1689-08",
    "1680s": "168X",
    "the 1680s": "168X",
    "1800s": "18XX",
    "480s BC": "-0488/-0479",
    "17th century": "1601/1700",
    "17th c.": "1601/1700",
    "seventeenth century": "1601/1700",
    "XVII century": "1601/1700",
    "1st century BC": "-0099/0000",
    "16th–17th centuries": "1501/1700",
    "1st century BC – 1st century AD": "-0099/0100",
    "early 17th century": "1601~/1633~",
    "mid-17th century": "1634~/1666~",
    "late 17th century": "1667~/1700~",
    "late 1680s": "1687~/1689~",
    "early 1689": "1689-37~",
    "mid-August 1689": "1689-08-11~/1689-08-20~",
    "late February 1700": "1700-02-21~/1700-02-28~",
    "first half of the 17th century": "1601/1650",
    "last quarter of the 17th century": "1676/1700",
    "2nd millennium": "1001/2000",
    "before 1928": "../1928",
    "until 1928": "../1928",
    "after 1928": "1928/..",
    "since 1928": "1928/..",
    "from 1928": "1928/..",
    "1985–present": "1985/..",
    "from 1985, end unknown": "1985/",
    "1760 or earlier": "[..1760]",
    "no later than 1760": "[..1760]",
    "1760 or later": "[1760..]",
    "from 1941 to 1945": "1941/1945",
    "1941–1945": "1941/1945",
    "1941–45": "1941/1945",
    "between 1941 and 1945": "[1941..1945]",
    "6–9 September 1689": "1689-09-06/1689-09-09",
    "September 6–9, 1689": "1689-09-06/1689-09-09",
    "27 August – 6 September 1689": "1689-08-27/1689-09-06",
    "27 August-6 September 1689": "1689-08-27/1689-09-06",
    "August–September 1689": "1689-08/1689-09",
    "1941-01-01 to 1945-02-02": "1941-01-01/1945-02-02",
    "1667 or 1668": "[1667,1668]",
    "1667, 1668 or 1670": "[1667,1668,1670]",
    "6 or 7 September 1689": "[1689-09-06,1689-09-07]",
    "1960 and December 1961": "{1960,1961-12}",
    "some time in 1654": "1654-XX-XX",
    "some day in April 1985": "1985-04-XX",
    "25 December in the 1560s": "156X-12-25",
    "Q2 2001": "2001-34",
    "2nd quarter of 2001": "2001-34",
    "third quarter of 2001": "2001-35",
    "first half of 2001": "2001-40",
    "first third of 2001": "2001-37",
    "1941/42": "1941/1942",
    "4 September 476": "0476-09-04",
    "1689, 6 September": "1689-09-06",
    "6.IX.1689": "1689-09-06",
    "6 IX 1689": "1689-09-06",
    "1990s–2000s": "199X/200X",
    "17th or 18th century": "[1601..1700,1701..1800]",
    "not after 6 September 1689": "[..1689-09-06]",
}
RUSSIAN = {
    "ок. 1689 г.": "1689~",
    "27 августа 1689 г.": "1689-08-27",
    "август 1689": "1689-08",
    "1689 г., август": "1689-08",
    "весна 2001": "2001-21",
    "44 г. до н. э.": "-0043",
    "XVII век": "1601/1700",
    "в XVII в.": "1601/1700",
    "ХVII в.": "1601/1700",  # The first letter is Cyrillic.
    "XVI–XVII вв.": "1501/1700",
    "начало XVII века": "1601~/1633~",
    "вторая половина XVII в.": "1651/1700",
    "1680-е гг.": "168X",
    "середина 1680-х гг.": "1684~/1686~",
    "с 1941 по 1945 г.": "1941/1945",
    "между 1941 и 1945": "[1941..1945]",
    "с августа по сентябрь 1689 г.": "1689-08/1689-09",
    "6–9 сентября 1689 г.": "1689-09-06/1689-09-09",
    "до 1928": "../1928",
    "до 44 г. до н. э.": "../-0043",
    "после 1928": "1928/..",
    "1667 или 1668": "[1667,1668]",
}
CHINESE = {
    "1689年9月6日": "1689-09-06",
    "一六八九年九月六日": "1689-09-06",
    "２００１年": "2001",
    "约1689年": "1689~",
    "約1689年": "1689~",
    "1689年前后": "1689~",
    "公元前44年": "-0043",
    "公元前44年3月15日": "-0043-03-15",
    "公元前500年至公元500年": "-0499/0500",
    "17世纪": "1601/1700",
    "十七世紀": "1601/1700",
    "17世纪80年代": "168X",
    "1680年代": "168X",
    "17世纪初": "1601~/1633~",
    "17世纪上半叶": "1601/1650",
    "2001年春": "2001-21",
    "2001年第二季度": "2001-34",
    "2001年上半年": "2001-40",
    "1689年9月上旬": "1689-09-01/1689-09-10",
    "1941年至1945年": "1941/1945",
    "1941年至1945年之间": "[1941..1945]",
    "1689年9月6日至9日": "1689-09-06/1689-09-09",
    "1667年或1668年": "[1667,1668]",
    "1928年以前": "../1928",
    "1985年以来": "1985/..",
    "1654年某日": "1654-XX-XX",
    "1689年9月6日（星期二）": "1689-09-06",
    "民国三十四年九月三日": "1945-09-03",
    "康熙二十八年七月二十四日": "1689-09-07",
    "咸丰八年四月十六日（1858年5月28日）": "1858-05-28",
    "康熙二十八年七月": "1689-08-15/1689-09-12",
    "康熙二十八年": "1689-01-21/1690-02-08",
    "约康熙二十八年": "1689-01-21~/1690-02-08~",
}
DIGITS = {
    "1689-8-27": "1689-08-27",
    "1860/11/14": "1860-11-14",
    "14/11/1860": "1860-11-14",
    "11/14/1860": "1860-11-14",
    "14-11-1860": "1860-11-14",
    "14.11.1860": "1860-11-14",
    "12.04.1985": "1985-04-12",  # Who writes dots puts the day first.
    "12/12/1985": "1985-12-12",
    "1860-11-14 00:00:00": "1860-11-14",
    "14/11/1860 0:00": "1860-11-14",
    "18601114": "1860-11-14",
    "1689.0": "1689",
    "05/1858": "1858-05",
    "1860/11": "1860-11",
    "1985/90": "1985/1990",
    "476": "0476",
}
LOOSE = {
    "198x": "198X",
    "199u": "199X",
    "1999-uu": "1999-XX",
    "1985/open": "1985/..",
    "unknown/1985": "/1985",
    "1984?~": "1984%",
    "1985 / 1990": "1985/1990",
    "y12000": "Y12000",
}
JULIAN = {
    "27 Aug 1689 OS": "1689-08-27",
    "27 Aug 1689 O.S.": "1689-08-27",
    "27 Aug 1689 (Old Style)": "1689-08-27",
    "O.S. 27 August 1689": "1689-08-27",
    "27 August (6 September N.S.) 1689": "1689-08-27",
    "27 August/6 September 1689": "1689-08-27",
    "27 August 1689 (6 September)": "1689-08-27",
    "16/28 May 1858": "1858-05-16",
    "16 (28) мая 1858 г.": "1858-05-16",
    "25 December 1642 / 4 January 1643": "1642-12-25",
    "27 – 28 August (6 – 7 September N.S.) 1689": "1689-08-27/1689-08-28",
    "27 августа (6 сентября) 1689": "1689-08-27",
    "27 августа 1689 г. по старому стилю": "1689-08-27",
    "27 августа 1689 ст. ст.": "1689-08-27",
    "儒略历1689年8月27日": "1689-08-27",
    "俄曆1689年8月27日": "1689-08-27",
    "29 February 1700 O.S.": "1700-02-29",
    "1648/9": "[1649-01-01..1649-03-24]",
}
ALL = {**ENGLISH, **RUSSIAN, **CHINESE, **DIGITS, **LOOSE}


@pytest.mark.parametrize("text", ALL)
def test_what_people_type_becomes_edtf(text: str) -> None:
    """In three languages, in digits, as spreadsheets leave it, and as EDTF was once spelled."""
    found = typed.read(text)
    assert (found.edtf, found.calendar, found.year_start) == (ALL[text], "gregorian", "01-01")
    assert found.span == parse(ALL[text])


@pytest.mark.parametrize("text", JULIAN)
def test_old_style_is_julian(text: str) -> None:
    """What says Old Style, or gives both days, is written in the Julian calendar."""
    found = typed.read(text)
    assert (found.edtf, found.calendar, found.year_start) == (JULIAN[text], "julian", "01-01")


@pytest.mark.parametrize(
    ("text", "edtf", "start"),
    [
        ("30 January 1648/49", "1648-01-30", "03-25"),
        ("30 January 1648/9", "1648-01-30", "03-25"),
        ("30 January/9 February 1648/49", "1648-01-30", "03-25"),
        ("30 января 1648/49 г.", "1648-01-30", "03-25"),
        ("24 March 1648/49", "1648-03-24", "03-25"),
        ("1 September 1689/90", "1690-09-01", "09-01"),
    ],
)
def test_a_year_written_double_did_not_begin_on_1_january(text: str, edtf: str, start: str) -> None:
    """The English year from 25 March, or the Russian one from 1 September; always Julian."""
    found = typed.read(text)
    assert (found.edtf, found.calendar, found.year_start) == (edtf, "julian", start)


def test_what_the_text_says_goes_before_what_is_given() -> None:
    """The calendar of the row holds where the text names none, and for New Style it does not."""
    assert typed.read("27 August 1689", "julian").calendar == "julian"
    assert typed.read("6 September 1689 N.S.", "julian").calendar == "gregorian"
    assert typed.read("6 September (27 August O.S.) 1689", "julian").calendar == "gregorian"


REFUSED = {
    "": (0, "a date is missing"),
    "12/04/1985": (
        0,
        "this is ambiguous: 12 April 1985 (1985-04-12) or 4 December 1985 (1985-12-04); "
        "write the one that is meant",
    ),
    "1903/05": (
        0,
        "this is ambiguous: May 1903 (1903-05) or 1903–1905 (1903/1905); write the one that is meant",
    ),
    "13/13/1985": (0, "month 13 does not exist"),
    "12/04/85": (6, "which century? write all four digits of the year"),
    "27 Aug 89": (7, "which century? write all digits of the year"),
    "14-Nov-60": (7, "which century? write all digits of the year"),
    "Nov-60": (4, "which century? write all digits of the year"),
    "44": (0, "which century? write all digits of the year; year 44 is 44 CE or 44 BCE"),
    "80s": (0, "which century? write all digits of the decade: 1980s"),
    "6 September": (0, "a year is missing"),
    "43234": (
        0,
        "“43234” looks like a spreadsheet's count of days (2018-05-14): "
        "format the cells as text, and type the date again",
    ),
    "-43": (0, "a minus sign is for EDTF, with four digits (-0043); 44 BCE says the same"),
    "–1991": (
        0,
        "this is ambiguous: until 1991 (../1991) or 1992 BCE (-1991); write the one that is meant",
    ),
    "168?": (0, "some year from 1680 to 1689 is written 168X; the year 168 is written 0168"),
    "16--": (0, "some year from 1600 to 1699 is written 16XX"),
    "sometime in 1650–1660": (
        0,
        "write “from … to” if it lasted, “between … and” if it was one moment",
    ),
    "early-mid 19th century": (6, "this has no place in the date any more"),
    "c. before 1660": (3, "this has no place in a date here"),
    "29 February in the 1900s (1900–1909)": (30, "this has no place in a date here"),
    "Tuesday, 4 July 1776": (0, "4 July 1776 was a Thursday, not a Tuesday"),
    "вторник 27 августа 1689": (
        0,
        "27 August 1689 was a Saturday, not a Tuesday; in the Julian calendar it was: add O.S.",
    ),
    "31 April 1689": (0, "day 31 does not exist in month 04, which has 30 days"),
    "29 February 1700": (
        0,
        "day 29 does not exist in month 02, which has 28 days; it does in the Julian calendar: add O.S.",
    ),
    "0 BC": (0, "there is no year 0: 1 BCE comes before 1 CE"),
    "6 Septembre 1689": (2, "“Septembre” is no word of a date; did you mean “September”?"),
    "long ago": (0, "“long” is no word of a date that is known here"),
    "1689 1690": (5, "this has no place in the date any more"),
    "27 August (7 September) 1689": (
        11,
        "these two are not one day in the two calendars; for two days use a dash or “or”",
    ),
    "27 August N.S. (6 September O.S.) 1689": (
        0,
        "the day that is called Old Style here is the New Style one",
    ),
    "27/28 August 1689": (
        3,
        "these two are not one day in the two calendars; for two days use a dash or “or”",
    ),
    "200–300 BC": (4, "the end lies before the start"),
    "1941–5": (
        0,
        "this is ambiguous: May 1941 (1941-05) or 1941–1945 (1941/1945); write the one that is meant",
    ),
    "19XX-13": (5, "month 13 does not exist"),
    "5 May 1688/89": (6, "a year is written double from January to 24 March, or from September on"),
    "1945 to 1941": (8, "the end lies before the start"),
    "  [1985,1984..1983]": (14, "the end lies before the start"),
    "康熙六十二年": (0, "the reign 康熙 has no such date"),
    "康熙二十八年（1690年5月）": (7, "康熙二十八年 is 1689-01-21, and not May 1690"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_unclear_is_refused_with_place_and_reason(text: str) -> None:
    """Two readings, a century that nobody names, days that never were, words that are unknown."""
    with pytest.raises(DateError) as caught:
        typed.read(text)
    assert (caught.value.position, caught.value.reason) == REFUSED[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1689~", "EDTF, read as c. 1689"),
        ("44 BC", "read as 44 BCE"),
        ("14/11/1860", "read as 14 November 1860; the day first, then the month"),
        ("1800s", "read as 1800s; “1800s” are the years 1800 to 1899; ten years are written 1800–1809"),
        ("before 1928", "read as until 1928; the date itself is included"),
        ("winter 1941", "read as winter 1941/42; a winter is that of the year in which it begins"),
        ("1860-11-14 00:00:00", "read as 14 November 1860; the time of day is left out"),
        ("康熙二十八年七月二十四日", "read as 7 September 1689; a date of the Chinese calendar"),
    ],
)
def test_it_is_told_how_a_text_was_understood(text: str, said: str) -> None:
    """In words, with every decision that was taken."""
    assert typed.read(text).said == said


@pytest.mark.parametrize(
    ("text", "calendar", "edtf"),
    [
        ("14/11/1860", "gregorian", "1860-11-14"),
        ("198x", "gregorian", "198X"),
        ("12/04/1985", "gregorian", ""),
        ("27 Aug 1689 OS", "gregorian", ""),
        ("27 Aug 1689 OS", "julian", "1689-08-27"),
        ("long ago", "gregorian", ""),
    ],
)
def test_a_suggestion_is_made_only_for_what_is_clear(text: str, calendar: str, edtf: str) -> None:
    """It is EDTF in the calendar of the row, or nothing; it never fails."""
    assert typed.suggestion(text, calendar) == edtf


ROUND: dict[str, tuple[str, ...]] = {
    "gregorian": (
        "1689", "1689-09", "1689-09-06", "0044", "-0043", "-0043-03-15", "Y-12000", "0476-09-04",
        "1689~", "1689?", "1689%", "1689-09-06~", "1689-09~", "1689-09-06?", "168X", "18XX", "180X",
        "1XXX", "1654-XX", "1654-XX-XX", "1985-04-XX", "156X-12-25", "2001-21", "2001-24",
        "2001-25", "2001-28", "2001-29", "2001-30", "2001-33", "2001-37", "2001-38", "2001-39", "2001-40",
        "1999-24", "0044-24", "1689-37~", "1689-38~", "1689-39~", "1689-37%", "[1689-37~..1689-39~]",
        "[2001-22..2001-24]", "1601/1700", "0001/0100",
        "-0099/0000", "1941/1945", "1689-09-06/1689-09-09", "1689-08-27/1689-09-06",
        "1689-12-30/1690-01-02", "1689-08/1689-09", "-0499/0500", "-0043/-0030", "0014/0037",
        "1985/..", "../1985", "1985/", "/1985", "1985-04-12~/..", "[1667,1668]", "[1667,1668,1670]",
        "[1689-09-06,1689-09-07]", "{1960,1961-12}", "[..1760]", "[1760..]", "[1941..1945]",
        "[1667,1670..1672]", "1654~/1689-09-06",
    ),
    "julian": (
        "1689", "1689-08", "1689-08-27", "1642-12-25", "1689-08-27~", "1700-02-29",
        "1689-08-27/1689-09-02",
    ),
}  # fmt: skip
"""Forms whose words are read back; other level 2 texts (masks inside a day, parts in doubt) are not typed."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("calendar", ROUND)
def test_the_words_of_a_date_are_read_back(language: Language, calendar: str) -> None:
    """What the page says of a date can be typed again, in each language, and means the same days."""
    for text in ROUND[calendar]:
        span = parse(text, calendar)
        words = span.words(language)
        back = typed.read(words).span
        assert (back.earliest, back.latest, back.earliest_kind, back.latest_kind) == (
            span.earliest,
            span.latest,
            span.earliest_kind,
            span.latest_kind,
        ), words


def outcome(text: str) -> typed.Typed | DateError:
    """What the text is read as, or why not; any other exception is a fault of ours."""
    try:
        return typed.read(text)
    except DateError as error:
        return error


PIECES = st.sampled_from(
    sorted({piece for text in (*ALL, *JULIAN, *REFUSED) for piece in text.replace("(", " ( ").split()})
)


@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=7).map(" ".join), PIECES.map("".join)))
def test_nothing_else_ever_escapes(text: str) -> None:
    """Whatever is typed: a date that is EDTF and says how it was read, or `DateError` inside the text."""
    found = outcome(text)
    if isinstance(found, DateError):
        assert 0 <= found.position <= len(text)
        assert found.reason
    else:
        assert parse(found.edtf, found.calendar, found.year_start) == found.span
        assert found.said


@pytest.mark.parametrize("text", ["9" * 5000, "1689 " * 1000, "(" * 199, "十" * 199, "1/" * 100, "-" * 150])
def test_long_texts_are_refused_at_once(text: str) -> None:
    """No text costs more than its length."""
    with pytest.raises(DateError):
        typed.read(text)


def test_a_regnal_date_keeps_both_its_doubts_and_points_into_its_brackets() -> None:
    """About and perhaps are one sign; a fault in the Western date stands where that date does."""
    assert typed.read("约康熙二十八年七月二十四日？").edtf == "1689-09-07%"
    with pytest.raises(DateError) as refused:
        typed.read("康熙二十八年七月二十四日（1689年13月7日）")
    assert (refused.value.position, refused.value.reason) == (18, "month 13 does not exist")

"""The grammar against its corpus: which texts are dates, their level and days, and how others are refused."""

from __future__ import annotations

import csv
import random
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import effort
from timeline.calendars import CALENDARS, RECKONINGS, YEAR_STARTS, iso
from timeline.dates import Span, parse
from timeline.edtf import LONGEST
from timeline.errors import DateError

with (Path(__file__).parent / "corpora" / "edtf.csv").open(encoding="utf-8", newline="") as file:
    CORPUS = list(csv.DictReader(file))
VALID = [row for row in CORPUS if not row["refused_at"]]
INVALID = [row for row in CORPUS if row["refused_at"]]
TEXTS = [row["edtf"] for row in CORPUS]

PLAIN = 500
"""Plain dates that take about as long to read as the worst text of a permitted length."""


def answer(text: str, calendar: str = "gregorian", year_start: str = "01-01") -> Span | DateError:
    """The span, or the error as a value; anything else that escapes fails the test."""
    try:
        return parse(text, calendar, year_start)
    except DateError as error:
        return error


def bound(number: int | None, kind: str) -> str:
    """A bound as the corpus writes it."""
    return kind if number is None else iso(number)


# The corpus


def test_valid_texts_have_level_and_days() -> None:
    """Every valid text of the corpus has the level and the days that follow from the specification."""
    wrong: list[tuple[str, ...]] = []
    for row in VALID:
        span = answer(row["edtf"])
        if isinstance(span, DateError):
            wrong.append((row["edtf"], str(span)))
            continue
        found = (
            str(span.level),
            bound(span.earliest, span.earliest_kind),
            bound(span.latest, span.latest_kind),
        )
        if found != (row["level"], row["earliest"], row["latest"]):
            wrong.append((row["edtf"], *found))
    assert wrong == []


def test_invalid_texts_are_refused_in_place() -> None:
    """Every invalid text is refused with a reason, at the character where the reading stops."""
    wrong = []
    for row in INVALID:
        error = answer(row["edtf"])
        if isinstance(error, Span) or not error.reason or error.position + 1 != int(row["refused_at"]):
            wrong.append((row["edtf"], row["refused_at"], str(error)))
    assert wrong == []


def test_the_canonical_text_is_its_own_canonical_text() -> None:
    """Reading and printing any valid text of the corpus gives it back."""
    assert [row["edtf"] for row in VALID if parse(row["edtf"]).edtf != row["edtf"]] == []


def test_all_examples_of_the_specification_are_in_the_corpus() -> None:
    """The corpus holds the 64 examples of the Library of Congress, 2004-06-11% being there twice."""
    assert sum(row["about"].startswith("LoC level") for row in VALID) == 64 - 1


def test_the_corpus_is_large_and_says_why() -> None:
    """Several hundred texts of either sort, none twice, each with the ground of its verdict."""
    assert min(len(VALID), len(INVALID)) > 500
    assert len({row["edtf"] for row in CORPUS}) == len(CORPUS)
    assert [row["edtf"] for row in CORPUS if not row["about"]] == []


# Any text, in any calendar


@pytest.mark.parametrize("year_start", YEAR_STARTS)
@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_reckoning_answers_every_text(calendar: str, year_start: str) -> None:
    """In any calendar and any year each text of the corpus is a span in order, or a DateError."""
    for text in TEXTS:
        span = answer(text, calendar, year_start)
        if isinstance(span, Span) and span.earliest is not None and span.latest is not None:
            assert span.earliest <= span.latest, (text, calendar, year_start)


@given(
    st.sampled_from([row["edtf"] for row in VALID if row["edtf"][0] not in "[{" and "/" not in row["edtf"]]),
    st.sampled_from(YEAR_STARTS),
)
def test_a_year_that_begins_elsewhere_moves_days_by_less_than_a_year(text: str, year_start: str) -> None:
    """With another New Year a date moves by at most a year, masks and seasons and years before 1 included."""
    usual, moved = answer(text, "julian"), answer(text, "julian", year_start)
    if isinstance(usual, DateError) or isinstance(moved, DateError):
        # A leap day exists in one reckoning and not in the other.
        assert "02" in text
        return
    for before, after in ((usual.earliest, moved.earliest), (usual.latest, moved.latest)):
        assert before is not None
        assert after is not None
        # Only 29 February comes by four years, or by eight around a century in the other calendar.
        assert abs(after - before) <= (8 * 366 if "02-2" in text or "X2" in text or "XX" in text else 366)


def changed(text: str, chance: random.Random) -> str:
    """A text of the corpus with a few characters put in, taken out, changed or doubled."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        sign = chance.choice("0129X?~%-/.,[]{}YEST:+Z \0u１")
        text = chance.choice(
            [
                text[:at] + sign + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + sign + text[at + 1 :],
                text * 2,
            ]
        )
    return text


@pytest.mark.parametrize("seed", range(4))
def test_changed_texts_are_spans_or_date_errors(seed: int) -> None:
    """Thousands of spoilt dates let nothing but a DateError escape, and a span prints what reads the same."""
    chance = random.Random(seed)
    for _ in range(3_000):
        text = changed(chance.choice(TEXTS), chance)
        span = answer(text, chance.choice(CALENDARS), chance.choice(YEAR_STARTS))
        if isinstance(span, DateError):
            assert 0 <= span.position <= len(text), text
        else:
            again = parse(span.edtf, span.calendar, span.year_start)
            assert (again.earliest, again.latest, again.edtf) == (span.earliest, span.latest, span.edtf), text


@pytest.mark.parametrize(
    "text",
    [
        "9" * LONGEST,
        "X" * LONGEST,
        "[" * LONGEST,
        "?" * LONGEST,
        "-" * LONGEST,
        "c" * LONGEST,
        "." * LONGEST,
        " " * LONGEST,
        "B." * (LONGEST // 2),
        "[" + "1984," * 199 + "1985]",
        "{" + "XXXX-XX-31," * 89 + "XXXX-02-29}",
        "[" + ",".join(["XXXX-02-29"] * 90) + "]",
        "XXXX-02-30",
        "XXXX-02-3X/XXXX-02-30",
        "-XXXX-02-30",
        "Y1E999999",
        "Y1E" + "9" * 900,
        "Y" + "9" * 300,
        "Y" + "9" * 301,
        "Y" + "9" * 300 + "S299",
        "1950S" + "9" * 900,
        "1985-04-12T" + "0" * 900,
    ],
    ids=lambda text: f"{text[:12]} {len(text)}",
)
def test_no_text_takes_long(text: str, plain: float) -> None:
    """Whatever is written in at most a thousand characters: never longer than some thousands of dates."""
    took = []
    for calendar, year_start in RECKONINGS:
        parse.cache_clear()
        took.append(effort(partial(answer, text, calendar, year_start)))
        said = answer(text, calendar, year_start)
        assert isinstance(said, Span) or len(str(said)) < 300
    assert median(took) < 10 * plain


@pytest.fixture(scope="module")
def plain() -> float:
    """The effort of reading so many plain dates, none of which was read before."""
    dates = [f"{1000 + number}-06-02" for number in range(PLAIN)]

    def read() -> float:
        parse.cache_clear()
        return effort(lambda: [answer(date) for date in dates])

    return min(read() for _ in range(5))


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("c. 1858", "1858~"),
        ("1850s", "185X"),
        ("44 BC", "-0043"),
        ("unknown/1985", "left empty"),
        ("1985/open", "1985/.."),
        ("2004-06-(01)~", "2004-06-~11"),
        ("1941-1945", "1941/1945"),
        ("28.05.1858", "year comes first"),
        ("18580528", "hyphens"),
        ("-12000", "Y-12000"),
        ("198u", "written X"),
        ("1689-08-27 O.S.", "calendar"),
        ("1985-02-29", "28 days"),
        ("Y1985", "write 1985"),
        ("1984?~", "%"),
        ("[1667, 1668]", "no blanks"),
        ("[1984..1985-06]", "one kind"),
        ("[1984/1985,1990]", "1670..1672"),
        ("1984/1985-04-12T10:00:00Z", "no time of day"),
        ("..2004-06-01/2004-06-20", "../1985"),
    ],
)
def test_what_people_write_from_habit_is_answered_with_what_to_write(text: str, help: str) -> None:
    """A refusal says what to write instead, to a person who has never heard of EDTF."""
    with pytest.raises(DateError) as caught:
        parse(text)
    assert help in caught.value.reason

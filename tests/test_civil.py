"""Which calendar was in use where and when: the days of the changes, and the names that are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import gregorian_to_day, julian_to_day
from timeline.civil import CHANGES, LAST, Change, Date, concerned, named

BY_NAME = {change.name: change for change in CHANGES}


@pytest.mark.parametrize(
    ("name", "last_julian", "first"),
    [
        ("Italy", (1582, 10, 4), (1582, 10, 15)),
        ("France", (1582, 12, 9), (1582, 12, 20)),
        ("the Protestant part of Germany", (1700, 2, 18), (1700, 3, 1)),
        ("Britain and its colonies", (1752, 9, 2), (1752, 9, 14)),
        ("Sweden and Finland", (1753, 2, 17), (1753, 3, 1)),
        ("Bulgaria", (1916, 3, 31), (1916, 4, 14)),
        ("the official calendar of the Ottoman Empire", (1917, 2, 15), (1917, 3, 1)),
        ("Russia", (1918, 1, 31), (1918, 2, 14)),
        ("Serbia and Montenegro", (1919, 1, 14), (1919, 1, 28)),
        ("Romania", (1919, 3, 31), (1919, 4, 14)),
        ("Greece", (1923, 2, 15), (1923, 3, 1)),
    ],
)
def test_the_changes_are_those_of_the_usual_tables(name: str, last_julian: Date, first: Date) -> None:
    """The last Julian day, computed from the first Gregorian one, is the one that the works give."""
    assert (BY_NAME[name].last_julian, BY_NAME[name].first) == (last_julian, first)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_nothing_lies_between_the_last_julian_day_and_the_first_gregorian(change: Change) -> None:
    """They follow one another, and between their names lie the 10 to 13 days that were left out."""
    assert julian_to_day(*change.last_julian) + 1 == gregorian_to_day(*change.first)
    assert 10 <= julian_to_day(*change.first) - gregorian_to_day(*change.first) <= 13
    assert change.was_julian(change.last_julian)
    assert not change.was_julian(change.first)
    assert not change.never_was(change.last_julian)
    assert not change.never_was(change.first)


def test_the_changes_stand_in_the_order_of_their_days() -> None:
    """So that the table can be read; the last of them ends all questions."""
    days = [change.first for change in CHANGES]
    assert days == sorted(days)
    assert gregorian_to_day(*days[-1]) == LAST


def test_only_a_country_that_changed_at_once_left_days_out() -> None:
    """Where parts changed on different days, every day was a day somewhere."""
    assert BY_NAME["Russia"].never_was((1918, 2, 5))
    assert not BY_NAME["Germany"].never_was((1700, 2, 20))
    assert BY_NAME["the Protestant part of Germany"].never_was((1700, 2, 29))
    assert BY_NAME["Sweden and Finland"].never_was((1700, 2, 29))
    assert not BY_NAME["Britain and its colonies"].never_was((1700, 2, 29))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tsardom of Russia", ["Russia"]),
        ("Soviet Russia", ["Russia"]),
        ("St. Petersburg", ["Russia"]),
        ("moscow and Beijing, by video", ["Russia"]),
        ("в Москве", ["Russia"]),
        ("Российская империя", ["Russia"]),
        ("沙俄与清朝", ["Russia"]),
        ("New England", ["Britain and its colonies"]),
        ("Великобритания", ["Britain and its colonies"]),
        ("Kraków", ["Poland"]),
        ("Austria-Hungary", ["Austria", "Hungary"]),
        ("Османская империя", ["the official calendar of the Ottoman Empire"]),
        ("London, Paris", ["Britain and its colonies", "France"]),
        ("神圣罗马帝国", ["Germany"]),
        ("罗马尼亚", ["Romania"]),
        # words that only look like a country
        ("Russian-Ukrainian border", []),
        ("Prussian blue", []),
        ("New Spain", []),
        ("白俄罗斯", []),
        ("Dutch East India Company", []),
        ("Walesa", []),
        ("Данила", []),
        ("Nanjing", []),
        ("", []),
    ],
)
def test_countries_are_found_as_whole_words(text: str, names: list[str]) -> None:
    """In English, Russian and Chinese, in any case, in the order of the text, and not inside other names."""
    assert [change.name for change in named(text)] == names


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_every_name_finds_its_country(change: Change) -> None:
    """Each name of the table, by itself, finds the change it stands with and no other; none stands twice."""
    names = change.names.split(";")
    assert len(names) == len(set(names))
    for name in names:
        assert [found.name for found in named(name.replace("*", ""))] == [change.name], name
        assert name == name.strip()
        assert re.fullmatch(r"[\w .*–-]+", name)


def test_the_place_comes_before_the_parties() -> None:
    """A conference in London has New Style days in 1840; where the place tells nothing, the parties do."""
    day = (1840, 7, 15)
    assert [change.name for change in concerned("London", ("Russia",), day)] == ["Britain and its colonies"]
    assert [change.name for change in concerned("Aigun", ("Qing dynasty", "Russian Empire"), day)] == [
        "Russia"
    ]
    assert concerned("", (), day) == ()


def test_the_ottoman_empire_counted_julian_months_from_1840_only() -> None:
    """Before that its days came from the Islamic calendar, and whoever writes them has converted them."""
    assert concerned("Constantinople", (), (1699, 1, 26)) == ()
    assert [change.first for change in concerned("Constantinople", (), (1908, 7, 11))] == [(1917, 3, 1)]
    # The place knows nothing then, so that the parties are asked.
    assert [c.name for c in concerned("Constantinople", ("Russia",), (1700, 7, 3))] == ["Russia"]


@given(st.text(max_size=80))
def test_any_text_is_searched(text: str) -> None:
    """Whatever stands in a cell, the answer is a tuple of changes, each once."""
    found = named(text)
    assert len(found) == len(set(found))

"""Wording: dates with their brackets, and every word of the data's vocabulary in plain English."""

from __future__ import annotations

from typing import Any

import pytest

from tests.made_up import event, passage, source
from timeline import messages, wording
from timeline.calendars import CALENDARS
from timeline.columns import EVIDENCE, RANKS, RELATIONS, STATUSES


def test_every_value_of_the_data_has_its_words() -> None:
    """A new evidence, status, relation, rank or calendar must be given words before it can be shown."""
    keys = {f"{group}.{name}" for group in ("evidence", "filter", "claimed") for name in EVIDENCE}
    keys |= {f"status.{name}" for name in STATUSES if name != "asserted"}  # nobody doubts it: nothing is said
    keys |= {f"relation.{name}" for name in RELATIONS if name != "supports"}  # what a passage is there for
    keys |= {f"rank.{name}" for name in RANKS}
    keys |= {f"calendar.{name}" for name in CALENDARS if name != "gregorian"}  # as everybody counts
    assert keys <= set(messages.catalogue("en"))


@pytest.mark.parametrize(
    ("date", "evidence", "claims", "shown"),
    [
        ("1858", "stated", [], "1858"),
        ("1689", "external", [], "[1689]"),
        ("1654", "conjecture", [], "[1654?]"),
        ("1945-08-14", "inferred", [{"value": "1945"}], "[14 August] 1945"),
        ("1945-08-14", "inferred", [{"value": "1945", "value_evidence": ""}], "[14 August] 1945"),
        ("1945-08-14", "inferred", [{"value": "1945", "value_evidence": "inferred"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1945", "relation": "disputes"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1945", "relation": "mentions"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1945", "rank": "deprecated"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1945", "property": "place"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1946"}], "[14 August 1945]"),
        ("1945-08-14", "inferred", [{"value": "1946"}, {"value": "1945"}], "[14 August] 1945"),
    ],
)
def test_brackets_enclose_only_what_no_passage_states(
    date: str, evidence: str, claims: list[dict[str, Any]], shown: str
) -> None:
    """A passage counts when it supports the event, states a date itself and is not ranked down."""
    one = event(date=date, evidence=evidence)
    passages = [passage(f"p{n}", **{"property": "date", **claim}) for n, claim in enumerate(claims)]
    assert wording.date_shown(one, passages) == shown


def test_dates_are_told_in_every_language() -> None:
    """With their brackets, in the order of the languages."""
    one = event(date="1945-08-14", evidence="inferred")
    told = wording.date_told(one, [passage(property="date", value="1945")])
    assert told == ("[14 August] 1945", "[14\xa0августа] 1945\xa0г.", "1945年[8月14日]")
    assert [told.words(language) for language in ("en", "ru", "zh")] == list(told)


@pytest.mark.parametrize(
    ("columns", "signed", "issued"),
    [
        ({}, "", None),
        ({"author": "Li, Na"}, "Li, Na", None),
        (
            {"container_title": "Vision Times", "issued": "2023-03-21/.."},
            "Vision Times",
            "from 21 March 2023",
        ),
        ({"container_title": "Times", "issued": "2020", "issued_evidence": "inferred"}, "Times", "[2020]"),
        ({"author": "A", "container_title": "B", "issued": "2020-05"}, "A, B", "May 2020"),
    ],
)
def test_a_source_is_named_in_one_line(columns: dict[str, str], signed: str, issued: str | None) -> None:
    """Author and publisher as they are written, the date of issue in words, as far as there are any."""
    made = source(**columns)
    told = wording.issued_told(made)
    assert (wording.signed(made), told and told.en) == (signed, issued)


@pytest.mark.parametrize(
    ("columns", "name", "message", "value"),
    [
        ({}, "", "", None),
        ({"property": "date", "value": "1858-05"}, "date", "property.date", "May 1858"),
        ({"property": "date", "value": "", "value_evidence": ""}, "date", "property.date", None),
        ({"property": "area_ceded", "value": "600,000 km²"}, "area ceded", "", None),
        ({"property": "signed-by", "value": "Li"}, "signed by", "", None),
    ],
)
def test_a_claim_says_what_it_is_about(
    columns: dict[str, Any], name: str, message: str, value: str | None
) -> None:
    """Dates as dates; a property of the curator's own in the curator's words."""
    made = passage(**columns)
    told = wording.value_told(made)
    assert wording.property_name(made) == name
    assert wording.property_message(made.property) == message
    assert (told and told.en) == value


@pytest.mark.parametrize(
    ("date", "calendar", "other"),
    [
        ("1689-09-06", "gregorian", "27 August 1689 O.S."),
        ("1700-03-11", "gregorian", "29 February 1700 O.S."),
        ("1900-03-13", "gregorian", "29 February 1900 O.S."),
        ("1689-08-27", "julian", None),
        ("1689", "gregorian", None),
        ("1918-02-28", "gregorian", "15 February 1918 O.S."),
        ("1918-03-01", "gregorian", None),
        ("1689-09-06/..", "gregorian", None),
    ],
)
def test_a_day_is_told_in_the_old_style_too(date: str, calendar: str, other: str | None) -> None:
    """As long as that was in use, and where the date does not say it already."""
    told = wording.other_style_told(event(date=date, calendar=calendar))
    assert (told and told.en) == other

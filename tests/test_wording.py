"""Wording: dates with their brackets, and every word of the data's vocabulary in plain English."""

from __future__ import annotations

from typing import Any

import pytest

from tests.made_up import event, passage, source
from timeline import wording
from timeline.columns import EVIDENCE, RELATIONS, STATUSES


def test_every_value_of_the_data_has_its_words() -> None:
    """A new evidence, status or relation must be given words before it can be shown."""
    assert tuple(wording.EVIDENCE) == EVIDENCE
    assert tuple(wording.STATUS) == STATUSES
    assert tuple(wording.RELATION) == RELATIONS
    assert not wording.STATUS["asserted"], "nothing is said of what nobody doubts"


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


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ({}, ""),
        ({"author": "Li, Na"}, "Li, Na"),
        ({"container_title": "Vision Times", "issued": "2023-03-21/.."}, "Vision Times, from 21 March 2023"),
        ({"container_title": "Times", "issued": "2020", "issued_evidence": "inferred"}, "Times, [2020]"),
        ({"author": "A", "container_title": "B", "issued": "2020-05"}, "A, B, May 2020"),
    ],
)
def test_a_source_is_named_in_one_line(columns: dict[str, str], line: str) -> None:
    """Author, publisher and date of issue, as far as there are any."""
    assert wording.source_line(source(**columns)) == line


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, ""),
        ({"property": "date", "value": "1858-05"}, "date: May 1858, stated"),
        ({"property": "date", "value": "", "value_evidence": ""}, "date"),
        ({"property": "area_ceded", "value": "600,000 km²"}, "area ceded: 600,000 km², stated"),
        ({"property": "signed-by", "value": "Li", "value_evidence": "inferred"}, "signed by: Li, inferred"),
    ],
)
def test_a_claim_says_what_it_is_about(columns: dict[str, Any], words: str) -> None:
    """Property, value and evidence in words, dates as dates; nothing for the event as such."""
    assert wording.property_words(passage(**columns)) == words

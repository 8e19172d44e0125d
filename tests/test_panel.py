"""The panel tells judgement from testimony, sets side by side what differs, and shows what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.made_up import edition, event, passage, source
from timeline.panel import Comparison, ShownEvent, pieces, rests, shown_events
from timeline.phrases import phrases
from timeline.records import Event, Passage


def shown(one: Event, *given: Passage, **changes: Any) -> ShownEvent:
    """The event as the panel has it, its passages in sources as they name them."""
    names = dict.fromkeys(["text", *(each.source for each in given)])
    made = edition([one], given, [source(name, **changes) for name in names])
    return shown_events(made, phrases(made))[0]


def told(compared: Comparison) -> list[str]:
    """Each value: `*` what the curator holds, `~` what nobody stands by any more."""
    return [
        ("*" if one.concluded else "")
        + ("~" if one.deprecated else "")
        + (one.told.en if one.told else one.text)
        for one in compared.values
    ]


# ── contested values ──────────────────────────────────────────────────────────────────────────────────────


def test_the_date_of_the_curator_stands_first_beside_one_set_aside() -> None:
    """Even where a single source gives a value, and the curator does not believe it."""
    wrong = passage("p", property="date", value="1654", rank="deprecated", rank_reason="No pact is known.")
    (compared,) = shown(event(date="1860", evidence="external"), wrong).comparisons
    assert compared.message == "property.date"
    assert told(compared) == ["*[1860]", "~1654"]
    assert [one.passage.id for one in compared.values[1].passages] == ["p"]


def test_dates_that_hold_one_another_are_not_set_against_each_other() -> None:
    """`1858`, a day of it and the century are one answer, given more or less exactly."""
    given = [
        passage(name, property="date", value=value)
        for name, value in (("p", "1858"), ("q", "1858-05-28"), ("r", "1801/1900"))
    ]
    assert shown(event(date="1858-05"), *given).comparisons == ()


def test_once_a_date_is_contested_every_value_is_shown() -> None:
    """Those too that agree with the curator: they are the answer to the others."""
    given = [
        passage("p", property="date", value="1801/1900"),
        passage("q", property="date", value="1896/..", rank="deprecated"),
        passage("r", property="date", value="1858/1881"),
    ]
    (compared,) = shown(event(date="1858/1881", evidence="inferred"), *given).comparisons
    assert told(compared) == ["*1858–1881", "19th century", "~from 1896"]
    assert [one.passage.id for one in compared.values[0].passages] == ["r"]


def test_sources_are_set_against_each_other_where_the_curator_is_silent() -> None:
    """Areas, numbers, names: any property, called as the curator calls it; one value written twice is one."""
    given = [
        passage("p", property="area_ceded", value="600,000 km2"),
        passage("q", property="area_ceded", value="1.2 million square miles", rank="deprecated"),
        passage("r", property="area_ceded", value="600000 km2."),
    ]
    (compared,) = shown(event(), *given).comparisons
    assert (compared.property, compared.message) == ("area ceded", "")
    assert told(compared) == ["600,000 km2", "~1.2 million square miles"]
    assert [one.passage.id for one in compared.values[0].passages] == ["p", "r"]


@pytest.mark.parametrize(
    ("property", "value", "expected"),
    [
        ("place", "Nerchinsk", []),
        ("place", "Peking", ["*Aigun", "Peking"]),
        ("parties", "China", []),
        ("parties", "China; Russia", []),
        ("parties", "Manchuria;Russia", ["*Russia · China", "Manchuria · Russia"]),
    ],
)
def test_places_and_parties_are_set_against_those_of_the_curator(
    property: str, value: str, expected: list[str]
) -> None:
    """But not one party that is named of two, and nothing where the curator names none."""
    place = "Aigun" if value == "Peking" else ""
    found = shown(event(place=place), passage("p", property=property, value=value)).comparisons
    assert [told(one) for one in found] == ([expected] if expected else [])


# ── what it rests on ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "nothing"),
        ([("a", "mentions", "normal"), ("b", "supports", "deprecated")], "nothing"),
        ([("a", "supports", "normal")], "passage"),
        ([("a", "supports", "normal"), ("a", "supports", "normal")], "source"),
        ([("a", "supports", "normal"), ("copy", "supports", "normal")], "origin"),
        ([("a", "supports", "normal"), ("b", "disputes", "normal")], "passage"),
        ([("a", "supports", "normal"), ("b", "supports", "normal")], ""),
    ],
)
def test_it_is_said_on_how_little_an_event_rests(given: list[tuple[str, str, str]], expected: str) -> None:
    """Sources that repeat one another are one; who disputes, mentions or is set aside supports nothing."""
    passages = [
        passage(f"p{at}", source=name, relation=relation, rank=rank)
        for at, (name, relation, rank) in enumerate(given)
    ]
    assert rests(passages, {"copy": "a"}) == expected


def test_passages_stand_under_the_name_of_their_source() -> None:
    """Each source once, where it speaks first, its passages in the curator's order."""
    given = [passage("p", source="b"), passage("q", source="a"), passage("r", source="b")]
    found = shown(event(), *given).witnesses
    assert [(one.source.id, [each.passage.id for each in one.passages]) for one in found] == [
        ("b", ["p", "r"]),
        ("a", ["q"]),
    ]


# ── the words ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("exact", "text", "expected"),
    [
        ("The treaty … ceded land", "The treaty of Aigun ceded land", "The treaty{ of Aigun }ceded land"),
        ("a … c … e", "a b\n c  d e", "a{ b }c{ d }e"),
        ("The treaty [of 1858] … land", "The treaty ceded  land", "The treaty{ ceded }land"),
        ("[T]he army … won", "the army  won", "the army won"),
        ("“it … was … it”", "“it was what it was, so was it”", "“it was{ what it was, so was }it”"),
    ],
)
def test_what_a_quote_leaves_out_is_shown_and_marked(exact: str, text: str, expected: str) -> None:
    """The source's own words whole, in one line, with every stretch for which the quote has dots."""
    found = list(pieces(passage(exact=exact, end=len(text), tier="elided"), text))
    assert "".join(one.text for one in found) == " ".join(text.split())
    assert "".join("{" + one.text + "}" if one.left_out else one.text for one in found) == expected


def test_a_whole_quote_is_one_piece() -> None:
    """Dots of the source's own are words like others."""
    text = "It was … what\nit was."
    (only,) = pieces(passage(exact=text, end=len(text), tier="layout"), text)
    assert (only.text, only.left_out) == ("It was … what it was.", False)


def test_words_that_may_not_be_published_are_in_no_address() -> None:
    """The bare address of the source stands for them."""
    one = passage(end=20)
    assert "#:~:text=" in shown(event(), one, url="https://a.example/b").witnesses[0].passages[0].original
    bare = shown(event(), one, url="https://a.example/b", publish="none").witnesses[0].passages[0]
    assert (bare.original, bare.words) == ("https://a.example/b", ())

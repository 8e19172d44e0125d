"""The real curated data are sound, and say how they know what they say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from timeline.claims import Value, by_property, rivals
from timeline.dates import parse
from timeline.edition import Edition, load
from timeline.rivals import rival_dates

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {
    "000_f864201b7caeb957.txt": "2f6f2f01846d03f9b650b43134d772e70e18f948be286faac7effc7b5d2512c1",
    "002_98cc2662f9d76c7a.txt": "9a0127b398b314720193b4322b09580201481f66c1bd11b8c81707845500e546",
    "003_2f9f47c4c48ed490.txt": "31886103b99a56c4ae39efe54837816e7d25fabe1eb5a6d4815b6dcb2c6921f1",
}
"""Hashes of three articles as they were received, from another reading than ours."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The edition of this repository."""
    return load(ROOT)


def test_the_data_are_sound_and_free_of_warnings(edition: Edition) -> None:
    """`timeline check` has nothing to say but that one article alone speaks of many an event."""
    assert {warning.code for warning in edition.warnings} <= {"one-source"}
    assert edition.title == "China and Russia in treaties"


def test_the_timeline_is_worth_looking_at(edition: Edition) -> None:
    """More than thirty events from five articles, each of which is quoted, over more than three centuries."""
    assert len(edition.chronology) > 30
    assert len(edition.library) == 5
    assert all(edition.passages_in(source.id) for source in edition.library)
    earliest = min(event.span.earliest for event in edition.chronology if event.span.earliest)
    latest = max(event.span.latest for event in edition.chronology if event.span.latest)
    assert (latest - earliest) / 365.25 > 300


@pytest.mark.parametrize("words", ["1654", "Nerchinsk", "1858", "1919", "1945", "1950", "2001", "2023"])
def test_the_eight_events_are_there(edition: Edition, words: str) -> None:
    """1654 pact, Nerchinsk, Aigun, offer of 1919, treaties of 1945, 1950 and 2001, map of 2023."""
    assert any(words in f"{event.title} {event.date}" for event in edition.chronology)


def test_nerchinsk_stands_as_the_records_of_both_sides_have_it(edition: Edition) -> None:
    """27 August Old Style in the Russian text, the 24th of the 7th month of Kangxi 28 in Chinese records."""
    event = edition.event("treaty-nerchinsk")
    assert (event.date, event.calendar, event.evidence) == (
        "[1689-09-06,1689-09-07]",
        "gregorian",
        "external",
    )
    assert event.span.earliest == parse("1689-08-27", "julian").earliest
    assert "27 August Old Style" in event.date_source
    assert "康熙二十八年七月二十四日" in event.date_source
    assert event.span.kind == "one_of"


def test_one_moment_between_two_dates_is_not_called_a_duration(edition: Edition) -> None:
    """A source appeared on one day, whatever is known of it: `[..]` or one date, never an interval."""
    assert not [source.issued for source in edition.library if "/" in source.issued]


def test_every_quote_stands_in_its_article_by_plain_search(edition: Edition) -> None:
    """A quote found without any folding can be found by anybody: the words stand there as copied."""
    for passage in edition.quotations:
        text = (ROOT / "seeds" / edition.source(passage.source).file).read_bytes().decode()
        assert passage.tier in {"identity", "layout", "typography"}
        if passage.tier == "identity":
            assert text[passage.start : passage.end] == passage.exact


def test_the_articles_are_untouched(edition: Edition) -> None:
    """The bytes in seeds/ are those that were received."""
    for source in edition.library:
        data = (ROOT / "seeds" / source.file).read_bytes()
        assert source.sha256 == hashlib.sha256(data).hexdigest()
        assert SEEDS.get(source.file, source.sha256) == source.sha256


def test_articles_of_others_are_quoted_not_published(edition: Edition) -> None:
    """None of the five is ours to publish in full."""
    assert {source.publish for source in edition.library} == {"quotes"}


def test_doubtful_claims_are_kept_and_explained(edition: Edition) -> None:
    """At least one event is doubted or disputed, and at least one claim deprecated with a reason."""
    assert any(event.status != "asserted" and event.date_note for event in edition.chronology)
    assert any(passage.rank == "deprecated" and passage.rank_reason for passage in edition.quotations)


DISPUTED = {
    ("pact-1654", "kind of agreement"): {"non-aggression pact", "alliance"},
    ("treaty-aigun", "area ceded"): {"about 600,000 km²", "1.2 million square miles"},
    ("unequal-treaties", "area ceded"): {"1.2 million square miles", "about 600,000 km²"},
    ("sun-soviet-alliance", "kind of agreement"): {"military-political alliance", "coalition"},
    ("collective-security-treaty", "Russia in an alliance"): {"yes", "no"},
    ("island-agreement", "Chinese share"): {"about half", "all"},
    ("defence-ministry-no", "alliance"): {"no", "not ruled out", "in the making"},
    ("november-2021-agreements", "leads to alliance"): {"yes", "no"},
    ("troop-build-up-2021", "troops deployed"): {"about 100,000", "almost half of 175,000"},
    ("five-betrayals-article", "number of alliances"): {"5", "6", "none today"},
    ("viral-video", "land to be taken"): {
        "the northeast (Manchuria)",
        "large parts of Siberia; Russian Far East",
    },
}
"""What the articles say against each other or against themselves, by event and property."""

SET_ASIDE = {
    "unequal-treaties": "1896/..",
    "vladivostok-ceded": "1858",
    "first-alliance": "1654",
    "sun-soviet-alliance": "1919",
    "soviet-troops-northeast": "[1945-08-15..]",
    "icc-warrants": "2023-03-18",
}
"""Dates that an article gives or implies and that the record does not bear out."""


def values(edition: Edition, event: str, name: str) -> tuple[Value, ...]:
    """What passages give for one property of an event."""
    return by_property(edition.passages_of(event), edition.event(event).reckoning)[name]


@pytest.mark.parametrize(("event", "name"), DISPUTED)
def test_what_the_articles_dispute_stands_side_by_side(edition: Edition, event: str, name: str) -> None:
    """The competing values of a property are claims on one event, and each takes part in a contradiction."""
    found = {value.text for value in rivals(values(edition, event, name))}
    assert found == DISPUTED[event, name]


def test_alliance_or_none_is_asked_of_every_article_that_speaks_of_it(edition: Edition) -> None:
    """One calls it the sixth, one sees it coming, one has the ministry's no, one has mere partners."""
    given = values(edition, "sixth-alliance", "alliance")
    assert len({claim.source for value in given for claim in value.claims}) == 4
    assert [value.text for value in given if value.rank == "preferred"] == ["no"]


@pytest.mark.parametrize(("event", "date"), SET_ASIDE.items())
def test_a_date_against_the_record_stays_beside_the_curators(edition: Edition, event: str, date: str) -> None:
    """It is kept as a claim, deprecated with a reason, and drawn on the row of its event."""
    (rival,) = rival_dates(edition.event(event), edition.passages_of(event))
    assert (rival.span.edtf, rival.rank) == (date, "deprecated")
    assert edition.event(event).evidence != "stated"


def test_no_contradiction_is_left_to_the_reader(edition: Edition) -> None:
    """Where supporting claims exclude each other, one is preferred or the event is disputed.

    What merely mentions or disputes an event may differ: it is somebody's word against the others.
    """
    for event in edition.chronology:
        for name, given in by_property(edition.passages_of(event.id), event.reckoning).items():
            assert sum(value.rank == "preferred" for value in given) <= 1, (event.id, name)
            standing = [v for v in given if v.rank == "normal" and v.relation == "supports"]
            decided = event.status == "disputed" or any(value.rank == "preferred" for value in given)
            assert decided or not rivals(standing), (event.id, name)


def test_articles_are_held_against_each_other(edition: Edition) -> None:
    """More than ten properties have rival values that stand in different articles."""
    across = [
        (event.id, name)
        for event in edition.chronology
        for name, given in by_property(edition.passages_of(event.id), event.reckoning).items()
        if len({claim.source for value in rivals(given) for claim in value.claims}) > 1
    ]
    assert len(across) > 10


def test_an_article_that_retells_says_whom(edition: Edition) -> None:
    """One of the five names the agency whose report it retells, and its row says so, with the reason."""
    derived = {source.id: source.derived_from for source in edition.library if source.derived_from}
    assert derived == {"no-alliance-article": "TASS"}
    assert "Derived from TASS" in edition.source("no-alliance-article").note

"""The real curated data are sound, and say how they know what they say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from timeline.dates import parse
from timeline.edition import Edition, load

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
    """`timeline check` has nothing to say."""
    assert edition.warnings == ()
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

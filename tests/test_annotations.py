"""Passages as Web Annotations keep every MUST of the Recommendation, and lose nothing on the way out.

The rules are written down here from the text of the W3C Recommendation “Web Annotation Data Model” (23
February 2017) and from what its published test schemas add, because no package carries those.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import timeline
from tests import made_up
from tests.small_project import write
from timeline.annotations import CLAIM, CONTEXT, annotation, collection, context, digest
from timeline.boundaries import cut, sentence
from timeline.edition import Edition
from timeline.passages import Selector, locate

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
MOTIVATIONS = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
]


@pytest.fixture
def small(tmp_path: Path) -> Edition:
    return timeline.load(write(tmp_path))


@pytest.fixture(scope="module")
def real() -> Edition:
    return timeline.load(ROOT)


def broken(held: dict[str, Any]) -> Iterator[str]:
    """Every MUST of the Recommendation that an annotation breaks, by its section."""
    contexts = held.get("@context")
    if CONTEXT not in (contexts if isinstance(contexts, list) else [contexts]):
        yield "3.1 @context"
    if not isinstance(held.get("id"), str) or not ADDRESS.fullmatch(held["id"]):
        yield "3.1 exactly one id, an address"
    if "Annotation" not in held.get("type", ""):
        yield "3.1 type"
    if not held.get("target"):
        yield "3.1 one target or more"
    if "body" in held and "bodyValue" in held:
        yield "3.2.5 not both body and bodyValue"
    if held.get("motivation") not in MOTIVATIONS:
        yield "3.3.5 motivation"
    for body in held.get("body", []):
        if body["type"] == "TextualBody":
            yield from ("3.2.4 one value",) * (not isinstance(body.get("value"), str) or "source" in body)
        else:
            yield from ("4 one source",) * (not ADDRESS.fullmatch(body.get("source", "")) or "value" in body)
        if body.get("purpose") not in MOTIVATIONS:
            yield "3.3.5 purpose"
    target = held["target"]
    if not ADDRESS.fullmatch(target.get("source", "")):
        yield "4 one source"
    for selector in target.get("selector", []):
        yield from broken_selector(selector)
    for state in target.get("state", []):
        yield from broken_state(state)


def broken_selector(selector: dict[str, Any]) -> Iterator[str]:
    if selector["type"] == "TextQuoteSelector":
        if not isinstance(selector.get("exact"), str) or not selector["exact"]:
            yield "4.2.4 exactly one exact"
        if not all(isinstance(selector.get(side, ""), str) for side in ("prefix", "suffix")):
            yield "4.2.4 at most one prefix and suffix"
    elif selector["type"] == "TextPositionSelector":
        start, end = selector.get("start"), selector.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            yield "4.2.5 start and end, not negative"
    else:
        yield "4.2 a selector of the standard"


def broken_state(state: dict[str, Any]) -> Iterator[str]:
    if state.get("type") != "TimeState":
        if not ADDRESS.fullmatch(state.get("id", "")):
            yield "4.3 a state of the standard, or an address of one"
        return
    dates = {name for name in state if name.startswith("sourceDate")}
    if dates not in ({"sourceDate"}, {"sourceDateStart", "sourceDateEnd"}):
        yield "4.3.1 a date, or both ends"
    if not all(MOMENT.fullmatch(state[name]) for name in dates):
        yield "4.3.1 xsd:dateTime in UTC"
    if not ADDRESS.fullmatch(state.get("cached", "a:b")):
        yield "4.3.1 cached is an address"


def test_every_annotation_of_the_real_project_is_valid(real: Edition) -> None:
    """Alone, with ids of its own or addresses in the published page."""
    for address in ("", "https://t.example/page/"):
        for passage in real.quotations:
            held = annotation(real, passage, address)
            assert list(broken(held)) == [], passage.id
            assert json.loads(json.dumps(held)) == held


def test_the_collection_is_valid(real: Edition) -> None:
    """Label, number, first page and last; the page tells its collection; every id once."""
    whole = collection(real)
    assert (whole["type"], whole["label"], whole["total"]) == (
        "AnnotationCollection",
        real.title,
        len(real.quotations),
    )
    page = whole["first"]
    assert (page["type"], page["startIndex"], page["id"]) == ("AnnotationPage", 0, whole["last"])
    assert page["partOf"] == {name: whole[name] for name in ("id", "type", "label", "total")}
    ids = [whole["id"], page["id"], *(item["id"] for item in page["items"])]
    assert len(set(ids)) == len(ids) == len(real.quotations) + 2
    for item in page["items"]:
        assert list(broken({"@context": whole["@context"], **item})) == []


def test_a_collection_of_nothing_has_no_page() -> None:
    """None to come, and none wrong."""
    whole = collection(made_up.edition([made_up.event()]))
    assert whole["total"] == 0
    assert "first" not in whole


def test_the_selectors_lead_back_to_the_passage(real: Edition) -> None:
    """The quote with its context is found at the place that stands beside it."""
    for passage in real.quotations:
        text = real.source(passage.source).text
        quote, place = annotation(real, passage)["target"]["selector"]
        found = locate(Selector(quote["exact"], quote.get("prefix", ""), quote.get("suffix", "")), text)
        assert (found.status, found.start, found.end) == ("exact", place["start"], place["end"])
        assert (place["start"], place["end"]) == (passage.start, passage.end)


def test_places_are_code_points() -> None:
    """A character beyond the basic plane is one, not two as in JavaScript."""
    source = made_up.source(text="🏯🏯 Words here")
    edition = made_up.edition([made_up.event()], [made_up.passage(start=3, end=8)], [source])
    quote, place = annotation(edition, edition.quotations[0])["target"]["selector"]
    assert (quote["exact"], quote["prefix"], place["start"], place["end"]) == ("Words", "🏯🏯 ", 3, 8)


def test_context_keeps_to_whole_words_and_one_sentence(real: Edition) -> None:
    """No more than may be published, and nothing cut."""
    for passage in real.quotations:
        text = real.source(passage.source).text
        first, last = context(text, passage.start, passage.end)
        lowest, highest = sentence(text, passage.start, passage.end)
        assert lowest <= first <= passage.start
        assert passage.end <= last <= highest
        assert not cut(text, first) or first == lowest
        assert not cut(text, last) or last == highest


@pytest.mark.parametrize(
    ("accessed", "archive_url", "expected"),
    [
        ("", "", [{"id": "N"}]),
        ("", "https://a.org/1", [{"id": "N"}]),
        ("2024-01-02", "", [{"type": "TimeState", "sourceDate": "2024-01-02T00:00:00Z", "cached": "N"}]),
        (
            "2024-01",
            "https://a.org/1",
            [
                {
                    "type": "TimeState",
                    "sourceDateStart": "2024-01-01T00:00:00Z",
                    "sourceDateEnd": "2024-01-31T23:59:59Z",
                    "cached": copy,
                }
                for copy in ("https://a.org/1", "N")
            ],
        ),
    ],
)
def test_the_state_says_when_where_and_which_text(
    accessed: str, archive_url: str, expected: list[dict[str, str]]
) -> None:
    """A day of reading, an archived copy, and always the digest; no date is made up."""
    source = made_up.source(accessed=accessed, archive_url=archive_url, sha256="ab" * 32)
    edition = made_up.edition([made_up.event()], [made_up.passage()], [source])
    held = annotation(edition, edition.quotations[0])
    states = held["target"]["state"]
    assert json.loads(json.dumps(states).replace(digest("ab" * 32), "N")) == expected
    assert list(broken(held)) == []


def test_the_digest_is_that_of_the_file(small: Edition) -> None:
    """RFC 6920: the same 32 bytes in base64 for addresses, unpadded."""
    sha256 = small.source("amur").sha256
    name = digest(sha256).removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(name + "=").hex() == sha256


def test_a_source_that_is_cited_only_gives_no_words_away() -> None:
    """The place alone, as the Recommendation advises for texts that may not be copied."""
    source = made_up.source(publish="none", text="Secret words that nobody may print", sha256="00" * 32)
    edition = made_up.edition([made_up.event()], [made_up.passage(end=12)], [source])
    held = annotation(edition, edition.quotations[0])
    assert "ecret" not in json.dumps(held)
    assert [selector["type"] for selector in held["target"]["selector"]] == ["TextPositionSelector"]


def test_the_claim_is_told_in_words_and_kept_whole() -> None:
    """Property, value, rank, reason and speaker, for people and for the way back."""
    passage = made_up.passage(
        relation="disputes",
        property="date",
        value="1654",
        rank="deprecated",
        rank_reason="no such treaty",
        speaker="Li",
    )
    edition = made_up.edition([made_up.event()], [passage], [made_up.source(sha256="00" * 32)])
    held = annotation(edition, passage)
    assert held["motivation"] == "questioning"
    assert held["body"][1]["value"] == (
        "Event one (1858): disputes date 1654, stated; deprecated: no such treaty; attributed to Li"
    )
    assert held["claim"] == {"passage": "p"} | {name: getattr(passage, name) for name in CLAIM}


def test_ids_stay_and_become_addresses(small: Edition, tmp_path: Path) -> None:
    """The same passage has the same id in every export; with an address, the place in the page."""
    passage = small.quotations[0]
    one, other = annotation(small, passage), annotation(timeline.load(write(tmp_path / "again")), passage)
    assert one["id"] == other["id"] != annotation(small, small.quotations[1])["id"]
    held = annotation(small, passage, "https://t.example/#x")
    assert held["id"] == f"https://t.example/#passage_{passage.id}"
    assert held["body"][0]["source"] == f"https://t.example/#{passage.event}"

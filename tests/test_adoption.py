"""Annotations of other tools come in by their quotes, exactly, or are told with the reason."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from tests.small_project import SOURCES, write
from timeline.adoption import Adoption, adopt, held_in, read
from timeline.annotations import annotation, collection, digest
from timeline.cells import Cell
from timeline.check import Report, check
from timeline.errors import FileProblem
from timeline.passages import Selector, locate
from timeline.records import TableRow

ROOT = Path(__file__).resolve().parent.parent
URL = "https://example.org/a"
EMPTY = (
    "id,event,source,exact,prefix,suffix,relation,property,value,value_evidence,rank,rank_reason,speaker\n"
)


@pytest.fixture
def bare(tmp_path: Path) -> Report:
    """A project whose passages are still to come."""
    return check(write(tmp_path, {"data/passages.csv": EMPTY}))


def quoted(exact: str, source: str = URL, **more: Any) -> dict[str, Any]:
    """An annotation as any tool would write it."""
    selector = {"type": "TextQuoteSelector", "exact": exact} | more
    return {"type": "Annotation", "target": {"source": source, "selector": selector}}


def row(id: str) -> TableRow:
    """A row of passages.csv of which nothing but the id is known."""
    return TableRow(2, {"id": Cell(id, 2, 1)})


def only(adopted: Adoption) -> dict[str, str]:
    """The one row that came of it."""
    assert not adopted.unplaced
    (row,) = adopted.rows
    return row


def reason(adopted: Adoption) -> str:
    """Why the one annotation was not placed."""
    assert not adopted.rows
    (told,) = adopted.unplaced
    return told.text


# ── there and back ────────────────────────────────────────────────────────────────────────────────────────


def test_our_own_export_comes_back_whole() -> None:
    """Every claim of the real project: same ids, place, property, value, rank, reason and speaker."""
    edition = timeline.load(ROOT)
    report = check(ROOT)
    nothing = replace(report, findings=(), passages=())
    adopted = adopt(json.loads(json.dumps(collection(edition))), nothing)
    assert (adopted.unplaced, adopted.comments, adopted.known) == ((), (), 0)
    assert len(adopted.rows) == len(edition.quotations)
    for row, passage in zip(adopted.rows, edition.quotations, strict=True):
        for name in row.keys() - {"exact", "prefix", "suffix"}:
            assert row[name] == getattr(passage, name), (passage.id, name)
        found = locate(
            Selector(row["exact"], row["prefix"], row["suffix"]), edition.source(passage.source).text
        )
        assert (found.status, found.start, found.end) == ("exact", passage.start, passage.end)


def test_what_is_there_already_is_not_added_again() -> None:
    """Importing one's own export changes nothing."""
    edition = timeline.load(ROOT)
    adopted = adopt(collection(edition), check(ROOT), [passage.row for passage in edition.quotations])
    assert (adopted.rows, adopted.unplaced, adopted.known) == ((), (), len(edition.quotations))


def test_a_place_alone_counts_where_the_digest_is_ours(tmp_path: Path) -> None:
    """What a source that is cited only gives away is enough for whoever holds the same text."""
    sources = SOURCES.replace(",full,", ",none,")
    edition = timeline.load(write(tmp_path, {"data/sources.csv": sources}))
    held = annotation(edition, edition.quotations[0])
    assert "exact" not in json.dumps(held)
    report = check(tmp_path)
    row = only(adopt(held, replace(report, findings=(), passages=())))
    assert row["exact"] == edition.quotations[0].exact
    held["target"]["state"] = [{"id": digest("00" * 32)}]
    del held["claim"]
    assert "no quote" in reason(adopt(held, report))


# ── other tools ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_quote_alone_is_enough(bare: Report) -> None:
    """A row with the quote; what only the curator knows is empty, and nothing is claimed beyond a mention."""
    row = only(adopt(quoted("In 1858 the Treaty of Aigun"), bare))
    assert {name: value for name, value in row.items() if value} == {
        "id": "amur-a1",
        "source": "amur",
        "exact": "In 1858 the Treaty of Aigun",
        "relation": "mentions",
    }


def test_an_export_of_hypothesis(bare: Report) -> None:
    """Rows, several selectors, positions in UTF-16, line ends in the quote, an event as a tag, a comment."""
    document = {
        "total": 1,
        "rows": [
            {
                "id": "h1",
                "uri": "http://www.example.org/a/",
                "text": "See also\nthe map",
                "tags": ["border", "aigun"],
                "target": [
                    {
                        "source": "http://www.example.org/a/",
                        "selector": [
                            {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[2]"},
                            {"type": "TextPositionSelector", "start": 9000, "end": 9020},
                            {
                                "type": "TextQuoteSelector",
                                "exact": "they met\n  again",
                                "prefix": "r. and ",
                                "suffix": ".\n",
                            },
                        ],
                    }
                ],
            }
        ],
    }
    adopted = adopt(document, bare)
    row = only(adopted)
    assert (row["event"], row["exact"], row["prefix"], row["suffix"]) == (
        "aigun",
        "they met again",
        "r. and ",
        ". ",
    )
    assert [(told.name, told.text) for told in adopted.comments] == [("h1", "See also the map")]


def test_an_export_of_recogito(bare: Report) -> None:
    """A list; its own form has `quote` where the standard has `exact`."""
    own = {
        "id": "r1",
        "bodies": [],
        "target": {"annotation": "r1", "selector": [{"quote": "moved the border", "start": 7, "end": 23}]},
    }
    standard = quoted("Treaty of Aigun") | {
        "body": [{"type": "TextualBody", "value": "why?", "purpose": "commenting"}]
    }
    adopted = adopt([own, standard], bare)
    assert [row["exact"] for row in adopted.rows] == ["moved the border", "Treaty of Aigun"]
    assert [row["id"] for row in adopted.rows] == ["amur-a1", "amur-a2"]
    assert [told.text for told in adopted.comments] == ["why?"]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [one]}},
        lambda one: {"@graph": [one]},
        lambda one: one | {"target": [one["target"]]},
        lambda one: {"target": {"source": [URL], "selector": [{"refinedBy": one["target"]["selector"]}]}},
    ],
)  # fmt: skip
def test_every_form_of_the_standard_is_read(bare: Report, wrap: Any) -> None:
    """One, a list, a page, a collection, a graph, several targets, a selector within a selector."""
    assert only(adopt(wrap(quoted("Treaty of Aigun")), bare))["exact"] == "Treaty of Aigun"


def test_several_targets_are_several_rows(bare: Report) -> None:
    """Each stands for itself; what fails in one does not touch the other."""
    two = quoted("Treaty of Aigun") | {
        "target": [quoted("Treaty of Aigun")["target"], quoted("not there")["target"]]
    }
    adopted = adopt(two, bare)
    assert (len(adopted.rows), len(adopted.unplaced)) == (1, 1)


def test_a_doubt_disputes(bare: Report) -> None:
    """The one motivation that says what the passage does to its event."""
    assert (
        only(adopt(quoted("Treaty of Aigun") | {"motivation": "questioning"}, bare))["relation"] == "disputes"
    )


# ── what cannot be placed ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (quoted("In 1859 the Treaty of Aigun"), "does not stand in amur; near to it in amur: “In 1858"),
        (quoted("they met again"), "stands 2 times in amur, and its context does not settle which"),
        (quoted("reaty of Aigun"), "does not stand in amur"),
        (quoted("   "), "no quote"),
        (
            {"target": {"source": URL, "selector": {"type": "TextPositionSelector", "start": 0, "end": 3}}},
            "no quote",
        ),
        ({"target": URL}, "no quote"),
        ({"type": "Annotation"}, "no quote"),
        ({"target": None}, "no quote"),
        (quoted("nowhere", "https://other.org"), "does not stand in amur"),
    ],
)
def test_what_is_not_exact_is_told_and_not_taken(bare: Report, held: Any, why: str) -> None:
    """One digit, two places, a cut word, no words: never a row."""
    assert why in reason(adopt(held, bare))


def test_an_address_decides_between_sources_and_is_believed(tmp_path: Path) -> None:
    """Words that stand in two sources need an address; words that stand in another than it names are told."""
    sources = SOURCES + "b,b.txt,book,B,,,,,https://b.org/,,,,,,\n"
    text = "Long ago the Treaty of Aigun was made. Only here."
    files = {"data/passages.csv": EMPTY, "data/sources.csv": sources, "seeds/b.txt": text}
    report = check(write(tmp_path, {**files}))
    assert only(adopt(quoted("Treaty of Aigun", "http://b.org#x"), report))["source"] == "b"
    assert "several sources (amur, b)" in reason(adopt(quoted("Treaty of Aigun", "https://c.org"), report))
    assert "stands in b, not in the source" in reason(adopt(quoted("Only here"), report))
    assert only(adopt(quoted("Only here", "https://c.org"), report))["source"] == "b"


def test_an_id_that_is_taken_is_changed(bare: Report) -> None:
    """Ids stay unique in the table and among the rows."""
    two = [quoted("Treaty of Aigun"), quoted("moved the border")]
    assert [row["id"] for row in adopt(two, bare, [row("amur-a1"), row("amur-a2")]).rows] == [
        "amur-a3",
        "amur-a4",
    ]


def test_a_forged_claim_puts_nothing_strange_into_the_table(bare: Report) -> None:
    """Values that the table does not know are left out, control characters too."""
    claim = {
        "passage": "../x",
        "event": "no slug!",
        "relation": "<b>",
        "rank": 3,
        "speaker": "A\x1b[2J\nB",
        "value": ["1858"],
    }
    row = only(adopt(quoted("Treaty of Aigun") | {"claim": claim}, bare))
    assert (row["id"], row["event"], row["relation"], row["rank"]) == ("amur-a1", "", "mentions", "")
    assert (row["speaker"], row["value"]) == ("A [2J B", "1858")


# ── any file ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "a.json is no JSON: .* line 1, column 2"),
        (b"\xff\xfe{}", "no text in UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b"1" * 5000, "impossible numbers"),
        (b"", "no JSON"),
    ],
)
def test_a_file_that_is_no_json_is_told(data: bytes, message: str) -> None:
    """What and where, never a traceback."""
    with pytest.raises(FileProblem, match=message):
        read(data, "a.json")


def test_a_byte_order_mark_is_no_fault() -> None:
    """Windows writes one."""
    assert read(b"\xef\xbb\xbf[]", "a.json") == []


KEYS = [
    "target",
    "selector",
    "exact",
    "items",
    "rows",
    "body",
    "state",
    "source",
    "id",
    "claim",
    "start",
    "end",
    "tags",
    "refinedBy",
    "motivation",
    "event",
]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check(write(tmp_path_factory.mktemp("shared")))


@given(document=JUNK)
def test_no_document_is_too_strange(shared: Report, document: Any) -> None:
    """Whatever JSON holds, every target becomes a row, is known, or is told."""
    adopted = adopt(document, shared)
    targets = 0
    for held in held_in(document):
        targets += len(held["target"]) if isinstance(held.get("target"), list) else 1
    assert len(adopted.rows) + len(adopted.unplaced) + adopted.known == targets
    json.dumps([adopted.rows, [told.text for told in adopted.unplaced]]).encode("ascii")

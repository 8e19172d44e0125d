"""Annotations of other tools come in by their quotes, exactly, or are told with the reason."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from tests import made_up
from tests.small_project import SOURCES, edited, write
from timeline.adoption import Adoption, adopt
from timeline.annotation_files import held_in
from timeline.annotations import annotation, collection, digest
from timeline.cells import Cell
from timeline.check import Report, check
from timeline.passages import Selector, locate
from timeline.records import TableRow
from timeline.tables import read_claims

ROOT = Path(__file__).resolve().parent.parent
URL = "https://example.org/a"
EMPTY = (
    "id,event,source,exact,prefix,suffix,relation,property,value,value_evidence,rank,rank_reason,speaker\n"
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check(write(tmp_path_factory.mktemp("shared")))


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
    """Every claim of the real project: same ids, words, place, value, rank, reason and speaker."""
    edition = timeline.load(ROOT)
    report = check(ROOT)
    nothing = replace(report, findings=(), passages=())
    adopted = adopt(json.loads(json.dumps(collection(edition))), nothing)
    assert (adopted.unplaced, adopted.comments, adopted.known) == ((), (), 0)
    assert len(adopted.rows) == len(edition.quotations)
    for row, passage in zip(adopted.rows, edition.quotations, strict=True):
        for name in row.keys() - {"prefix", "suffix"}:
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


WORDS = st.lists(
    st.sampled_from(["Amur ", "river ", "met. ", "Xi", "中国", "🏯 ", "\n\n", "1,600 "]), max_size=40
)


@given(
    words=WORDS,
    cuts=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=6),
    cited_only=st.booleans(),
)
def test_whatever_is_exported_comes_back_to_its_place(
    shared: Report, words: list[str], cuts: list[tuple[int, int]], cited_only: bool
) -> None:
    """However often its words stand in the text, and whether or not the words are given, a passage returns.

    None comes back as another. The one loss is words that no context of whole words can tell apart.
    """
    text = "".join(words)
    held = {}
    for number, (near, length) in enumerate(cuts):
        exact = text[near : near + length].strip()
        start = text.find(exact, near)
        before, after = text[:start][-80:], text[start + len(exact) :][:80]
        found = locate(Selector(exact, before, after), text)
        if found.status == "exact" and found.start is not None and found.end is not None:
            id = f"p{number}"
            held[id] = made_up.passage(id, start=found.start, end=found.end, exact=exact, tier=found.tier)
    source = made_up.source(text=text, sha256="ab" * 32, publish="none" if cited_only else "quotes")
    edition = made_up.edition([made_up.event()], held.values(), [source])
    report = replace(shared, passages=(), sources=(source,), events=edition.chronology)
    adopted = adopt(json.loads(json.dumps(collection(edition))), report)
    known = {(passage.start, passage.end) for passage in held.values()}
    for row in adopted.rows:
        found = locate(Selector(row["exact"], row["prefix"], row["suffix"]), text)
        assert (found.start, found.end) == (held[row["id"]].start, held[row["id"]].end)
        known.discard((found.start, found.end))
    assert len(adopted.rows) + len(adopted.unplaced) + adopted.known == len(held)
    assert all("no row can say which" in told.text for told in adopted.unplaced)
    for start, end in known:
        places = locate(Selector(text[start:end]), text)
        assert ("", "") in places.settling or len(places.places) > 1


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
    """Rows, several selectors, foreign positions, line ends in the quote, an event as a tag, a comment."""
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
    assert [(told.name, told.text) for told in adopted.comments] == [("h1", "See also the map · border")]


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


def test_a_place_decides_between_places_of_the_same_words(bare: Report) -> None:
    """Counted in code points or in units of JavaScript, in our very text; and then the row says which."""
    text = bare.sources[0].text
    for place in [match.start() for match in re.finditer("they met again", text)]:
        held = {"target": {"selector": [{"quote": "they met again", "start": place, "end": place + 14}]}}
        row = only(adopt(held, bare))
        found = locate(Selector(row["exact"], row["prefix"], row["suffix"]), text)
        assert (found.status, found.start) == ("exact", place)
    astray = {"target": {"selector": [{"quote": "they met again", "start": 7, "end": 21}]}}
    assert "stands 2 times" in reason(adopt(astray, bare))


def test_units_of_javascript_are_understood(tmp_path: Path) -> None:
    """A character beyond the basic plane counts two there."""
    text = "🏯🏯 They met. So they met."
    report = check(write(tmp_path, {"data/passages.csv": EMPTY, "seeds/amur.txt": text}))
    units = text[: text.index("met")].encode("utf-16-le")
    held = {"target": {"selector": [{"quote": "met", "start": len(units) // 2, "end": len(units) // 2 + 3}]}}
    row = only(adopt(held, report))
    assert (row["prefix"], row["suffix"]) == ("🏯🏯 They ", ".")


def test_words_within_words_and_other_ways_to_say_them(bare: Report) -> None:
    """The quote that is meant, not the one it stands in; another where the first stands nowhere."""
    within = {"exact": "Later they met again, and they met again", "refinedBy": {"exact": "Later they met"}}
    assert only(adopt({"target": {"selector": within}}, bare))["exact"] == "Later they met"
    other = [{"exact": "nowhere"}, {"exact": "Treaty of&nbsp;Aigun "}]
    assert only(adopt({"target": {"selector": other}}, bare))["exact"] == "Treaty of Aigun"
    lost = {"exact": "Later they met again", "refinedBy": {"exact": "moved the border"}}
    assert not adopt({"target": {"selector": lost}}, bare).rows


def test_a_part_of_what_there_is_is_told_as_one(bare: Report) -> None:
    """Hypothesis gives its annotations in portions."""
    document = {"total": 3, "rows": [quoted("Treaty of Aigun")]}
    assert adopt(document, bare).absent == 2


@pytest.mark.parametrize("event", ["", "aigun"])
def test_nothing_comes_in_twice(tmp_path: Path, event: str) -> None:
    """Not the same quote again, nor a claim whose id was taken, nor one that the curator renamed."""
    own = quoted("moved the border") | {"claim": {"passage": "a1", "event": event, "relation": "supports"}}
    first = only(adopt(own, check(write(tmp_path))))
    line = ",".join([first["id"], event, "amur", "moved the border", *[""] * 9])
    for renamed in (line, line.replace(first["id"], "mine")):
        report = check(write(tmp_path, {"data/passages.csv": EMPTY + renamed}))
        rows = read_claims((EMPTY + renamed + "\n").encode()).rows
        again = adopt([own, own], report, rows)
        assert (again.rows, again.known) == ((), 2)


@pytest.mark.parametrize(
    "cell",
    ["The envoys met […] in the summer of 1689", "The\u00a0envoys met at Nerchinsk in the summer of 1689"],
)
def test_a_quote_comes_back_as_the_curator_wrote_it(tmp_path: Path, cell: str) -> None:
    """The standard has no gaps: the curator's cell goes with it, and counts if it leads to the same place."""
    passages = edited("data/passages.csv", ("The envoys met at Nerchinsk in the summer of 1689", cell))
    edition = timeline.load(write(tmp_path, passages))
    nothing = replace(check(tmp_path), passages=())
    held = annotation(edition, edition.quotations[0])
    assert only(adopt(held, nothing))["exact"] == cell
    held["claim"]["exact"] = "In 1858 the Treaty of Aigun"
    assert only(adopt(held, nothing))["exact"] == "The envoys met at Nerchinsk in the summer of 1689"


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
        ({"type": "Annotation"}, "no target"),
        ({"target": None}, "no target"),
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


# ── any document ───────────────────────────────────────────────────────────────────────────────────────

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
    "bodies",
    "quote",
    "next",
    "value",
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


@given(document=JUNK)
def test_no_document_is_too_strange(shared: Report, document: Any) -> None:
    """Whatever JSON holds, every target becomes a row, is known, or is told."""
    adopted = adopt(document, shared)
    targets = sum(max(1, len(held.targets)) for held in held_in(document))
    assert len(adopted.rows) + len(adopted.unplaced) + adopted.known == targets
    json.dumps([adopted.rows, [told.text for told in adopted.unplaced]]).encode("ascii")

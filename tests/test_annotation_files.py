"""A file of annotations is read whole, whatever tool wrote it, or it is told what is missing and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from timeline.annotation_files import NO_QUOTE, RANGE, REFINED, Annotation, held_in, line, promised, read
from timeline.errors import FileProblem
from timeline.passages import Selector

QUOTE = {"type": "TextQuoteSelector", "exact": "Aigun"}
WORDS = (Selector("Aigun"),)


def one(document: Any) -> Annotation:
    """The only annotation in it."""
    (held,) = held_in(document)
    return held


def chains(selector: Any) -> tuple[tuple[str, ...], ...]:
    """The quotes of a target, each with those it stands in."""
    (target,) = one({"target": {"selector": selector}}).targets
    return tuple(tuple(words.exact for words in chain) for chain in target.quotes)


def wrapped(thing: Any, times: int) -> Any:
    """The thing in so many lists."""
    for _ in range(times):
        thing = [thing]
    return thing


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", r"a.json:1:2: is no JSON"),
        (b"[1,\n 2 3]", r"a.json:2:4: is no JSON"),
        (b"", "a.json:1:1: is empty"),
        (b" \n\n", "is empty"),
        ('{"a": 1}'.encode("utf-16"), "a.json:1:1: this file is UTF-16-LE, not UTF-8"),
        ('{"a": 1}'.encode("utf-16-be"), "UTF-16-BE"),
        ('[\n"é"]'.encode("latin-1"), "a.json:2:2: byte 0xE9"),
        (b"<!DOCTYPE html><title>Log in</title>", "a.json is a web page, not JSON"),
        (b"PK\x03\x04", "a.json is an Excel workbook"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b"[" + b"1" * 5000 + b"]", "impossible number"),
        (b'{"start": NaN}', "NaN is no number"),
        (b'{"start": -Infinity}', "-Infinity is no number"),
        (b'[{"target": 1, "id": 2, "target": 3}]', "a.json: “target” stands twice in one object"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "stands twice"),
        (b'"words"', "holds no annotations"),
        (b"null", "holds no annotations"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_told(data: bytes, message: str) -> None:
    """What and where, never a traceback, and never one of two keys in silence."""
    with pytest.raises(FileProblem, match=message):
        read(data, "a.json")


def test_a_byte_order_mark_is_no_fault() -> None:
    """Windows writes one."""
    assert read(b"\xef\xbb\xbf[]", "a.json") == []


# ── annotations ───────────────────────────────────────────────────────────────────────────────────────────


def test_pages_in_pages_are_read_in_order() -> None:
    """A collection, its first page, the page after it; lists in lists."""
    document = {
        "type": "AnnotationCollection",
        "first": {
            "items": [{"id": "a", "target": 1}, [{"id": "b", "target": 1}]],
            "next": {"type": "AnnotationPage", "items": {"id": "c", "target": 1}},
        },
    }
    assert [(held.number, held.name) for held in held_in(document)] == [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize(
    "document",
    [
        {"type": "AnnotationCollection", "first": "https://h/1"},
        {"type": "AnnotationPage", "items": [], "next": "https://h/1"},
        {"type": "AnnotationPage", "items": ["https://h/1"]},
        ["https://h/1"],
    ],
)
def test_what_is_only_pointed_at_is_told(document: Any) -> None:
    """A page elsewhere holds annotations that nobody must believe to have."""
    assert one(document).why_not.startswith("only its address is given, https://h/1")


def test_what_is_no_annotation_is_told() -> None:
    """A number in a list, an object without a target, a target that is an empty list."""
    why = [held.why_not for held in held_in([3, {"a": 1}, {"target": []}])]
    assert why == ["it is no annotation", "it has no target", "it has no target"]


def test_what_a_file_says_of_its_length() -> None:
    """Hypothesis gives 200 of thousands, and says so."""
    assert promised({"total": 1234, "rows": []}) == 1234
    others: list[Any] = [{"total": True}, {"total": "9"}, [], {}]
    assert [promised(other) for other in others] == [0, 0, 0, 0]


# ── selectors ─────────────────────────────────────────────────────────────────────────────────────────────


def test_selectors_side_by_side_are_other_ways_to_say_the_same() -> None:
    """All quotes, in order, among selectors of other sorts and in a choice."""
    choice = {"type": "Choice", "items": [{"exact": "b"}, {"type": "XPathSelector", "value": "/p"}]}
    assert chains([{"type": "RangeSelector", "startContainer": "/p"}, {"exact": "a"}, choice]) == (
        ("a",),
        ("b",),
    )
    assert chains({"quote": "recogito", "start": 1, "end": 2}) == (("recogito",),)


def test_a_quote_within_a_quote_is_the_one_that_is_meant() -> None:
    """`refinedBy`: each selects within what the one before it selected."""
    inner = {"exact": "b", "refinedBy": [{"exact": "c"}, {"exact": "d"}]}
    assert chains({"exact": "a", "refinedBy": inner}) == (("a", "b", "c"), ("a", "b", "d"))
    assert chains({"type": "CssSelector", "value": "p", "refinedBy": {"exact": "a"}}) == (("a",),)


def test_entities_are_read_as_the_signs_they_mean() -> None:
    """Some tools leave them; the words as they are come first."""
    assert chains({"exact": "R&amp;D"}) == (("R&amp;D",), ("R&D",))
    assert chains({"exact": "R&D"}) == (("R&D",),)


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        (None, NO_QUOTE),
        ({"type": "TextPositionSelector", "start": 0, "end": 3}, NO_QUOTE),
        ({"exact": " "}, NO_QUOTE),
        ({"type": "RangeSelector", "startSelector": QUOTE, "endSelector": QUOTE}, RANGE),
        ({"exact": "a", "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 1}}, REFINED),
    ],
)
def test_why_there_is_no_quote(selector: Any, why: str) -> None:
    """Never the whole for a part, and never the beginning for all that follows."""
    (target,) = one({"target": {"selector": selector}}).targets
    assert (target.quotes, target.why_not) == ((), why)


def test_no_nesting_is_too_deep() -> None:
    """Lists are gone through, selectors within selectors to a depth that nobody needs."""
    deep = {"target": wrapped({"source": wrapped("u", 900), "selector": wrapped(QUOTE, 900)}, 900)}
    deep["body"] = wrapped("said", 900)
    held = one(wrapped(deep, 900))
    assert [(target.addresses, target.quotes) for target in held.targets] == [(("u",), (WORDS,))]
    assert held.remarks == (("said", "said"),)
    selector: dict[str, Any] = QUOTE
    for _ in range(900):
        selector = {"refinedBy": selector}
    assert one({"target": {"selector": selector}}).targets[0].quotes == ()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (" a\n  b\u2028c\x0bd\x85e ", "a b c d e"),
        ("research\u00a0fellow of 1\u202f600", "research\u00a0fellow of 1\u202f600"),
        ("a\u00a0\nb\u3000 c", "a b c"),
        ("so\u00adft\u200b \x00\x1b[2J", "soft [2J"),
    ],
)
def test_a_cell_is_one_line_and_otherwise_what_was_noted(text: str, cell: str) -> None:
    """Blanks of a typesetter stay; breaks, doubled blanks and unseen signs do not."""
    assert line(text) == cell


# ── what is said beside them ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("held", "remarks"),
    [
        ({"body": "https://t.example/#aigun"}, [("aigun", "https://t.example/#aigun")]),
        ({"body": {"id": "https://h/1", "format": "text/html"}}, [("https://h/1", "https://h/1")]),
        ({"bodyValue": "a\n b"}, [("a b", "a b")]),
        ({"body": {"type": "Choice", "items": [{"value": "a"}, {"value": "b"}]}}, [("a", "a"), ("b", "b")]),
        ({"body": {"type": "SpecificResource", "source": {"value": "in"}}}, [("in", "in")]),
        ({"bodies": [{"purpose": "tagging", "value": "border"}]}, [("border", "border")]),
        ({"text": "first", "tags": ["x", "y"]}, [("first", "first"), ("x", "x"), ("y", "y")]),
        ({"body": [None, 3, {"value": {"@value": "literal"}}]}, [("literal", "literal")]),
        (
            {"claim": {}, "body": [{"value": "ours", "purpose": "describing"}, {"value": "new"}]},
            [("new",) * 2],
        ),
    ],
)
def test_whatever_was_written_is_a_remark(held: dict[str, Any], remarks: list[tuple[str, str]]) -> None:
    """Texts, tags, addresses, in every shape of body; not what our own export says of its claims."""
    assert list(one({"target": "u"} | held).remarks) == remarks


@pytest.mark.parametrize("motivation", ["questioning", ["questioning"], "oa:questioning"])
def test_a_question_is_known(motivation: Any) -> None:
    """One motivation or several, short or with its prefix."""
    assert one({"target": "u", "motivation": motivation}).doubts
    assert not one({"target": "u", "motivation": "commenting"}).doubts


def test_half_a_surrogate_pair_harms_nobody() -> None:
    """Legal in JSON, impossible in any file."""
    held = one(
        json.loads('{"id": "\\ud800", "target": {"selector": {"exact": "a\\udfff"}}, "body": "\\ud800"}')
    )
    assert (held.name, held.targets[0].quotes[0][0].exact, held.remarks) == ("?", "a?", (("?", "?"),))

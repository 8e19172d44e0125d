"""What a file of annotations says, whichever tool wrote it: quotes, addresses, remarks, and what is missing.

Why apart from `adoption`: this room knows the forms (W3C Web Annotation, Hypothesis, Recogito) and none of
our sources, that room the other way round. Whatever is read here ends as a target with a quote, or as words
that say why not: a page of which only the address is given, a key that stands twice, a part of a quote that
is told by a selector nobody reads. Nothing is lost in silence, and no nesting is deep enough to break it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from timeline.decoding import BYTE_ORDER_MARK, decode
from timeline.errors import FileProblem, short
from timeline.folding import WITHOUT_DROPPED
from timeline.passages import Selector
from timeline.suspects import disguise

HOLDERS = ("items", "first", "next", "rows", "annotations", "@graph")
"""Where annotations stand in what holds several: a page, a collection, an export of Hypothesis, a graph."""
COLLECTIONS = ("AnnotationCollection", "AnnotationPage")
"""What holds annotations even where it has none."""
DEEPEST = 20
"""Selectors within selectors that are followed."""
OURS = ("identifying", "describing")
"""Purposes of the bodies that our own export makes of a claim: they say nothing that is not in the claim."""

NO_QUOTE = "it has no quote: a place alone proves nothing, because every tool counts in its own way"
RANGE = "it means what lies between two selectors, which is not read: give the words themselves (exact)"
REFINED = "it means a part of its quote (refinedBy) that is not told in words"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f]+")
_BLANKS = re.compile(r"\s{2,}|[^\S\u00a0\u2007\u2009\u202f\u3000]")
"""Every blank but a single one that a text may have of purpose: `1858 г.`"""

Json = Mapping[str, Any]
Chain = tuple[Selector, ...]
"""A quote, within its words another one that is meant, and so on (`refinedBy`); mostly one alone."""


@dataclass(frozen=True, slots=True)
class Target:
    """One passage that an annotation is about."""

    addresses: tuple[str, ...]
    """Of the text: its page, copies of it, its digest, a file."""
    quotes: tuple[Chain, ...]
    """Ways to say which words are meant: the first that leads anywhere counts."""
    places: tuple[tuple[int, int], ...]
    """Start and end by number, however the tool counts."""
    why_not: str = ""
    """Why it has no quote, where it has none."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What somebody noted about one passage or several."""

    number: int
    """Which it is in the file, from 1."""
    name: str = ""
    """Its id; may be empty."""
    targets: tuple[Target, ...] = ()
    """What it is about."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Comments, tags, addresses: the id that it may be of one of our events, and the text."""
    doubts: bool = False
    """Whether it questions what it is about."""
    claim: Json | None = None
    """What our own export says of it beyond the standard."""
    why_not: str = ""
    """Why nothing can be made of it at all."""


def read(data: bytes, name: str) -> Any:
    """The JSON document, an object or a list, in a file's bytes; FileProblem if it is none."""
    other = disguise(data)
    if other and other[0] != "JSON":
        raise FileProblem(f"{name} is {other[0]}, not JSON")
    decoded = decode(data, name)
    for fault in decoded.findings:
        raise FileProblem(f"{name}:{fault.line}:{fault.column}: {fault.message}")
    try:
        document = json.loads(
            decoded.text.removeprefix(BYTE_ORDER_MARK), object_pairs_hook=_once, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        what = "is empty" if not decoded.text.strip() else f"is no JSON: {error.msg}"
        raise FileProblem(f"{name}:{error.lineno}:{error.colno}: {what}") from error
    except RecursionError as error:
        raise FileProblem(f"{name} is nested too deeply") from error
    except FileProblem as error:
        raise FileProblem(f"{name}: {error}") from error
    except ValueError as error:
        raise FileProblem(f"{name} holds an impossible number") from error
    if not isinstance(document, (dict, list)):
        raise FileProblem(f"{name} holds no annotations: they are objects or lists in JSON")
    return document


def _once(pairs: list[tuple[str, Any]]) -> Json:
    held = dict(pairs)
    if len(held) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FileProblem(f"“{short(plain(twice))}” stands twice in one object, and one would be lost")
    return held


def _no_number(constant: str) -> NoReturn:
    raise FileProblem(f"{constant} is no number in JSON")


def held_in(document: Any) -> Iterator[Annotation]:
    """Every annotation in it: one, a list, a page, a collection, an export of Hypothesis; in order."""
    waiting, number = [document], 0
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict) and _holds(thing):
            waiting += [thing[key] for key in reversed(HOLDERS) if thing.get(key) is not None]
        else:
            number += 1
            yield _annotation(number, thing)


def promised(document: Any) -> int:
    """How many annotations the document says there are, in this file or elsewhere; 0 if it does not say."""
    total = document.get("total") if isinstance(document, dict) else 0
    return total if type(total) is int else 0


def _holds(thing: Json) -> bool:
    kind = str(thing.get("type", thing.get("@type", "")))
    return "target" not in thing and (
        any(isinstance(thing.get(key), (dict, list)) for key in HOLDERS)
        or any(sort in kind for sort in COLLECTIONS)
    )


def _annotation(number: int, thing: Any) -> Annotation:
    if isinstance(thing, str):
        why_not = f"only its address is given, {short(plain(thing))}: what stands there is not in this file"
        return Annotation(number, why_not=why_not)
    if not isinstance(thing, dict):
        return Annotation(number, why_not="it is no annotation")
    claim = thing.get("claim") if isinstance(thing.get("claim"), dict) else None
    targets = tuple(_targets(thing))
    return Annotation(
        number,
        plain(thing.get("id")) or plain(thing.get("@id")),
        targets,
        tuple(_remarks(thing, ours=claim is not None)),
        any(str(one).endswith("questioning") for one in flat(thing.get("motivation"))),
        claim,
        "" if targets else "it has no target",
    )


def _targets(thing: Json) -> Iterator[Target]:
    waiting = [*flat(thing.get("target"))][::-1]
    while waiting:
        target = waiting.pop()
        held: Json = target if isinstance(target, dict) else {}
        if "items" in held and "selector" not in held:  # a Choice, a Composite, a List
            waiting += [*flat(held["items"])][::-1]
            continue
        selectors = held.get("selector")
        quotes = tuple(_quotes(selectors))
        named = [thing.get("uri"), target, held.get("source"), held.get("state")]
        addresses = dict.fromkeys(address for node in named for address in _addresses(node))
        yield Target(
            tuple(addresses), quotes, tuple(_places(selectors)), "" if quotes else _why_none(selectors)
        )


def _addresses(node: Any) -> Iterator[str]:
    for thing in flat(node):
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, dict):
            for key in ("id", "@id", "source", "cached"):
                yield from (address for address in flat(thing.get(key)) if isinstance(address, str))


# ── selectors ─────────────────────────────────────────────────────────────────────────────────────────────


def _quotes(node: Any, depth: int = 0) -> Iterator[Chain]:
    """Each quote and, where it holds entities of HTML as some tools leave them, what they mean."""
    if depth > DEEPEST:
        return
    for selector in _selectors(node):
        exact = (plain(selector.get("exact")) or plain(selector.get("quote"))).strip()
        words = Selector(exact, plain(selector.get("prefix")), plain(selector.get("suffix")))
        spelt = [words, Selector(*map(html.unescape, (exact, words.prefix, words.suffix)))]
        own: list[Chain] = [(one,) for one in dict.fromkeys(spelt) if one.exact]
        if selector.get("refinedBy") is None:
            yield from own
            continue
        for chain in _quotes(selector["refinedBy"], depth + 1):
            yield from (outer + chain for outer in own or [()])


def _places(node: Any) -> Iterator[tuple[int, int]]:
    for selector in _selectors(node):
        start, end = selector.get("start"), selector.get("end")
        if type(start) is type(end) is int and 0 <= start < end and selector.get("refinedBy") is None:
            yield start, end


def _why_none(node: Any) -> str:
    held = list(_selectors(node))
    if any("startSelector" in selector for selector in held):
        return RANGE
    refined = any(selector.get("refinedBy") and plain(selector.get("exact")).strip() for selector in held)
    return REFINED if refined else NO_QUOTE


def _selectors(node: Any) -> Iterator[Json]:
    """Those that stand side by side, in lists and choices."""
    waiting = [*flat(node)][::-1]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield thing
            waiting += [*flat(thing.get("items"))][::-1]


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _remarks(thing: Json, *, ours: bool) -> Iterator[tuple[str, str]]:
    """What somebody wrote beside the quote, where `ours` without what our own export writes."""
    waiting = [thing.get(key) for key in ("bodies", "body", "tags", "bodyValue", "text")]
    while waiting:
        body = waiting.pop()
        if isinstance(body, list):
            waiting += reversed(body)
        elif isinstance(body, str) and (text := line(plain(body))):
            yield text.rpartition("#")[2] if ":" in text else text, text
        elif isinstance(body, dict) and not (ours and plain(body.get("purpose")) in OURS):
            said = [body.get(key) for key in ("items", "source", "@value", "value")]
            waiting += said if any(one is not None for one in said) else [body.get("id")]


def flat(node: Any) -> Iterator[Any]:
    """What stands in a list, in lists within it, or alone; nothing for null."""
    waiting = [node]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif thing is not None:
            yield thing


def plain(node: Any) -> str:
    """A text, the first of a list of them, or the value of a JSON-LD literal; half a surrogate pair: `?`."""
    if isinstance(node, list):
        node = node[0] if node else ""
    if isinstance(node, dict):
        node = node.get("value", node.get("@value", ""))
    return node.encode("utf-8", "replace").decode("utf-8") if isinstance(node, str) else ""


def line(text: str) -> str:
    """The text in one line, without signs that nobody sees: what the tiers forgive, a cell need not hold."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text).translate(WITHOUT_DROPPED)).strip()


def beside(text: str) -> str:
    """Context in one line, with one blank at an end that has any."""
    words = line(text)
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else ""

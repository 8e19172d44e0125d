"""Annotations of other tools as rows for passages.csv: found by their quotes, or told why not.

Why by the quote and never by its place: tools count differently (code points, UTF-16 units, characters of the
page as it looked that day), and a place without its words proves nothing. The one exception is a place in a
text whose digest is ours, as our own export writes it. A quote is taken only where `passages.locate` finds it
exactly: what is merely similar is told, with the place that comes nearest, and left to the curator.

What only the curator can know stays empty: above all the event, unless a tag, or a claim of our own export,
names it. `timeline check` points at every such cell. Comments have no column: they are told beside the rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline import passages
from timeline.annotations import CLAIM, DIGEST, context, digest
from timeline.check import Report
from timeline.columns import EVIDENCE, PASSAGES, PATTERNS, RANKS, RELATIONS
from timeline.errors import FileProblem, short
from timeline.folding import WITHOUT_DROPPED
from timeline.passages import Located, Selector
from timeline.records import Source, TableRow

HOLDERS = ("items", "first", "rows", "annotations", "@graph")
"""Where annotations stand in what holds several: a page, a collection, an export of Hypothesis, a graph."""
DEEPEST = 20
"""Selectors within selectors that are followed."""

_SLUG = re.compile(PATTERNS["slug"])
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f]+")
_CHOICES = {"relation": RELATIONS, "value_evidence": EVIDENCE, "rank": RANKS}

Json = Mapping[str, Any]
Row = dict[str, str]
"""Cells by column of passages.csv, all of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one annotation."""

    number: int
    """Which it is in the file, from 1."""
    name: str
    """Its id; may be empty."""
    text: str
    """Why it was not placed, or the comment it carries."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of the annotations of a file."""

    rows: tuple[Row, ...]
    """A row for each quote that was found exactly and is not there already."""
    unplaced: tuple[Told, ...]
    """The annotations, or targets, that could not be placed."""
    comments: tuple[Told, ...]
    """What people wrote beside their quotes."""
    known: int
    """How many stand in passages.csv already."""


@dataclass(slots=True)
class _Desk:
    """What is known while the annotations are gone through."""

    report: Report
    taken: set[str]
    """Ids that passages.csv has."""
    places: set[tuple[str, int, int]]
    """Passages that it has: source, start, end."""
    claims: set[tuple[str, str, int, int]]
    """The same with their ids."""
    rows: list[Row] = field(default_factory=list)
    unplaced: list[Told] = field(default_factory=list)
    comments: list[Told] = field(default_factory=list)
    known: int = 0


def read(data: bytes, name: str) -> Any:
    """The JSON document in a file's bytes; FileProblem if it is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileProblem(f"{name} is no text in UTF-8: byte {error.start:,} is none") from error
    except json.JSONDecodeError as error:
        raise FileProblem(
            f"{name} is no JSON: {error.msg}, line {error.lineno}, column {error.colno}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise FileProblem(
            f"{name} is no annotations: it is nested too deeply, or holds impossible numbers"
        ) from error


def adopt(document: Any, report: Report, rows: Iterable[TableRow] = ()) -> Adoption:
    """Rows for the annotations in a JSON document; `rows` are those that passages.csv has already.

    Rows that still have a fault count too: above all those of an earlier import without an event.
    """
    desk = _Desk(report, set(), set(), set())
    texts = {source.id: source.text for source in report.sources}
    for row in rows:
        desk.taken.add(row.text("id"))
        selector = Selector(row.text("exact"), row.text("prefix"), row.text("suffix"))
        located = passages.locate(selector, texts.get(row.text("source"), ""))
        if located.start is not None and located.end is not None:
            place = (row.text("source"), located.start, located.end)
            desk.places.add(place)
            desk.claims.add((row.text("id"), *place))
    for number, annotation in enumerate(held_in(document), 1):
        name = _text(annotation.get("id")) or _text(annotation.get("@id"))
        if comment := _comment(annotation):
            desk.comments.append(Told(number, name, comment))
        targets = annotation.get("target")
        for target in targets if isinstance(targets, list) else [targets]:
            if reason := _take(desk, annotation, target):
                desk.unplaced.append(Told(number, name, reason))
    return Adoption(tuple(desk.rows), tuple(desk.unplaced), tuple(desk.comments), desk.known)


def held_in(document: Any) -> Iterator[Json]:
    """Every annotation in it: one, a list, a page, a collection, an export of Hypothesis."""
    waiting = [document]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict):
            held = [thing[key] for key in HOLDERS if isinstance(thing.get(key), (list, dict))]
            if "target" in thing or not (held or _holds(thing)):
                yield thing
            else:
                waiting += reversed(held)


def _holds(thing: Json) -> bool:
    kind = thing.get("type", thing.get("@type", ""))
    return any(sort in str(kind) for sort in ("AnnotationCollection", "AnnotationPage")) or "rows" in thing


# ── one target ────────────────────────────────────────────────────────────────────────────────────────────


def _take(desk: _Desk, annotation: Json, target: Any) -> str:
    """Make a row of it; why not, if not."""
    sources = _meant(desk.report, annotation, target)
    selector = _quote(target)
    if selector is None:
        counted = _counted(sources, target)
        if counted is None:
            return "it has no quote: a place alone proves nothing, because every tool counts in its own way"
        source, start, end = counted
        first, last = context(source.text, start, end)
        text = source.text
        selector = Selector(_line(text[start:end]), text[first:start], text[end:last])
    held = sources or [source for source in desk.report.sources if source.text]
    hits = [
        (source, found)
        for source in held
        if (found := passages.locate(selector, source.text)).status == "exact"
    ]
    if len(hits) != 1:
        return _why_not(desk.report, selector, held, [source.id for source, _ in hits])
    source, located = hits[0]
    return _row(desk, annotation, selector, source, located)


def _row(desk: _Desk, annotation: Json, selector: Selector, source: Source, located: Located) -> str:
    assert located.start is not None
    assert located.end is not None
    claim = annotation.get("claim")
    said: Json = claim if isinstance(claim, dict) else {}
    place = (source.id, located.start, located.end)
    name = _line(_text(said.get("passage")))
    if (name, *place) in desk.claims or (not name and place in desk.places):
        desk.known += 1
        return ""
    row = dict.fromkeys((column.name for column in PASSAGES.columns), "")
    row |= {column: _line(_text(said.get(column))) for column in CLAIM}
    for column, choices in _CHOICES.items():
        if row[column] not in choices:
            row[column] = ""
    row["event"] = row["event"] if _SLUG.fullmatch(row["event"]) else _event(desk.report, annotation)
    row["relation"] = row["relation"] or (
        "disputes" if annotation.get("motivation") == "questioning" else "mentions"
    )
    row |= {"source": source.id, "exact": _line(selector.exact)}
    row |= {"prefix": _beside(selector.prefix), "suffix": _beside(selector.suffix)}
    again = passages.locate(Selector(row["exact"], row["prefix"], row["suffix"]), source.text)
    if (again.start, again.end) != place[1:]:
        return "its quote holds signs that cannot stand in a table"
    row["id"] = _new_id(name if _SLUG.fullmatch(name) else f"{source.id[:80]}-a1", desk.taken)
    desk.taken.add(row["id"])
    desk.places.add(place)
    desk.claims.add((row["id"], *place))
    desk.rows.append(row)
    return ""


def _new_id(name: str, taken: set[str]) -> str:
    stem, number = re.fullmatch(r"(.*?)([0-9]*)", name, re.DOTALL), 1
    assert stem
    base, number = (stem[1], int(stem[2])) if stem[2] and len(stem[2]) < 6 else (f"{name[:90]}-", 1)
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


def _why_not(report: Report, selector: Selector, held: list[Source], hits: list[str]) -> str:
    quote = f"“{short(selector.exact)}”"
    if hits:
        return f"{quote} stands in several sources ({', '.join(hits)}), and none has the address it names"
    found = [(source, passages.locate(selector, source.text)) for source in held]
    for source, located in found:
        if located.status == "ambiguous":
            times = len(located.places)
            return f"{quote} stands {times} times in {source.id}, and its context does not settle which"
    elsewhere = [
        source.id
        for source in report.sources
        if source not in held and source.text and passages.locate(selector, source.text).status == "exact"
    ]
    if elsewhere:
        return f"{quote} stands in {', '.join(elsewhere)}, not in the source whose address it names"
    near = next(
        (f"; near to it in {source.id}: “{short(at.nearest.text)}”" for source, at in found if at.nearest), ""
    )
    return f"{quote} does not stand in {held[0].id if len(held) == 1 else 'any source'}{near}"


# ── what an annotation says ───────────────────────────────────────────────────────────────────────────────


def _quote(target: Any) -> Selector | None:
    """The first TextQuoteSelector, wherever it stands."""
    for selector in _selectors(target.get("selector") if isinstance(target, dict) else None):
        exact = _text(selector.get("exact")) or _text(selector.get("quote"))
        if exact.strip():
            return Selector(exact, _text(selector.get("prefix")), _text(selector.get("suffix")))
    return None


def _counted(sources: list[Source], target: Any) -> tuple[Source, int, int] | None:
    """A place by number alone, in a text that has the digest that the target names."""
    named = set(_addresses(target.get("state"))) if isinstance(target, dict) else set()
    for source in sources:
        if source.sha256 and digest(source.sha256) in named:
            for selector in _selectors(target.get("selector")):
                start, end = selector.get("start"), selector.get("end")
                if type(start) is type(end) is int and 0 <= start < end <= len(source.text):
                    return source, start, end
    return None


def _selectors(node: Any, depth: int = 0) -> Iterator[Json]:
    if isinstance(node, list):
        for one in node:
            yield from _selectors(one, depth)
    elif isinstance(node, dict) and depth < DEEPEST:
        yield node
        for key in ("refinedBy", "items", "startSelector"):
            yield from _selectors(node.get(key), depth + 1)


def _meant(report: Report, annotation: Json, target: Any) -> list[Source]:
    """The sources whose address, digest, file or id the annotation names; none if it names none of ours."""
    places = [annotation.get("uri"), target]
    claim = annotation.get("claim")
    if isinstance(target, dict):
        places += [target.get("source"), target.get("id"), target.get("state")]
    named = {_plain(address) for address in _addresses(places)}
    named |= {_text(claim.get("source"))} if isinstance(claim, dict) else set()
    return [source for source in report.sources if source.text and _names(source) & named - {""}]


def _names(source: Source) -> set[str]:
    return {
        source.id,
        *(_plain(text) for text in (source.url, source.archive_url, digest(source.sha256)) if text),
    }


def _addresses(node: Any) -> Iterator[str]:
    for thing in node if isinstance(node, list) else [node]:
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, list):
            yield from (one for one in thing if isinstance(one, str))
            yield from (one for held in thing if isinstance(held, dict) for one in _addresses(held))
        elif isinstance(thing, dict):
            yield from (
                thing[key] for key in ("id", "@id", "source", "cached") if isinstance(thing.get(key), str)
            )


def _plain(address: str) -> str:
    """An address without what does not tell two pages apart: scheme, www, fragment, last slash."""
    if address.startswith(DIGEST):
        return address
    bare = re.sub(r"(?i)^https?://(?:www\.)?", "", address.partition("#")[0]).rstrip("/")
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}"


def _event(report: Report, annotation: Json) -> str:
    """The event that a tag, or the address of a body, names; empty if none does."""
    events = {event.id for event in report.events}
    bodies = annotation.get("body")
    named = [*_strings(annotation.get("tags"))]
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, dict):
            named += [_text(body.get("value")), _text(body.get("source")).rpartition("#")[2]]
        named += [_text(body).rpartition("#")[2]]
    return next((name.strip() for name in named if name.strip() in events), "")


def _comment(annotation: Json) -> str:
    """What somebody wrote beside the quote; not the words that our own export makes of a claim."""
    said = [_text(annotation.get("text")), _text(annotation.get("bodyValue"))]
    bodies = annotation.get("body")
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, dict) and not isinstance(annotation.get("claim"), dict):
            said.append(_text(body.get("value")))
    return " · ".join(_line(text) for text in said if text.strip())


def _strings(node: Any) -> Iterator[str]:
    yield from (one for one in (node if isinstance(node, list) else [node]) if isinstance(one, str))


def _text(node: Any) -> str:
    """A text, the first of a list of them, or the value of a JSON-LD literal."""
    if isinstance(node, list):
        node = node[0] if node else ""
    if isinstance(node, dict):
        node = node.get("value", node.get("@value", ""))
    return node.encode("utf-8", "replace").decode("utf-8") if isinstance(node, str) else ""


def _line(text: str) -> str:
    """The text in one line, without signs that nobody sees: what the tiers forgive, a cell need not hold."""
    return " ".join(_CONTROL.sub(" ", text).translate(WITHOUT_DROPPED).split())


def _beside(text: str) -> str:
    """Context in one line, with one blank at an end that has any."""
    line = _line(text)
    return f"{' ' * text[:1].isspace()}{line}{' ' * text[-1:].isspace()}" if line else ""

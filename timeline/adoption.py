"""Annotations of other tools as rows for passages.csv: found by their quotes, or told why not.

Why by the quote and never by its place: tools count differently (code points, UTF-16 units, characters of the
page as it looked that day), and a place without its words proves nothing. A place only chooses among those
where the words stand. The one exception is a place in a text whose digest is ours, as our own export writes
it. A quote is taken only where `passages.locate` finds it exactly: what is merely similar is told, with the
place that comes nearest, and left to the curator.

What only the curator can know stays empty: above all the event, unless a tag, or a claim of our own export,
names it. `timeline check` points at every such cell. Comments have no column: they are told beside the rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from timeline import passages
from timeline.annotation_files import Annotation, Chain, Target, beside, held_in, line, plain, promised
from timeline.annotations import CLAIM, DIGEST, context, digest
from timeline.check import Report
from timeline.columns import EVIDENCE, PASSAGES, PATTERNS, RANKS, RELATIONS
from timeline.errors import short
from timeline.hits import Place
from timeline.passages import Selector
from timeline.records import Source, TableRow

_SLUG = re.compile(PATTERNS["slug"])
_CHOICES = {"relation": RELATIONS, "value_evidence": EVIDENCE, "rank": RANKS}
_DEFAULTS = {column.name: column.default for column in PASSAGES.columns}
_SAID = ("event", "relation", "property", "value")
"""Columns in which two claims at one place differ."""

Row = dict[str, str]
"""Cells by column of passages.csv, all of them."""
Spot = tuple[str, int, int]
"""A source, start and end."""


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
    """How many stand in passages.csv already, or earlier in the file."""
    absent: int
    """How many more there are, by the file's own count, that it does not hold."""


@dataclass(slots=True)
class _Desk:
    """What is known while the annotations are gone through."""

    report: Report
    events: frozenset[str]
    """Ids of those that passages may be of."""
    named: Mapping[str, list[Source]]
    """Sources that have a text, by each address, digest or id that may name them."""
    taken: set[str] = field(default_factory=set)
    """Ids that passages.csv has."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Names that were taken, and up to which number behind them: to count from 1 each time takes long."""
    spots: set[tuple[str | None, Spot]] = field(default_factory=set)
    """Events with the passages they have; "" with those of no event yet, None with all."""
    claims: set[tuple[tuple[str, ...], Spot]] = field(default_factory=set)
    """Passages with their ids, and with what they say."""
    rows: list[Row] = field(default_factory=list)
    known: int = 0

    def hold(self, row: Row, spot: Spot) -> None:
        """Remember a row that stands in the table, or will."""
        self.taken.add(row["id"])
        self.spots |= {(None, spot), (row["event"], spot)}
        self.claims |= {((row["id"],), spot), (_said(row), spot)}

    def holds(self, name: str, row: Row, spot: Spot, *, claimed: bool) -> bool:
        """Whether the table has it: the claim; where nothing is claimed, the words, for this event or none.

        A new id or another cell makes no new passage: the curator may have changed them since.
        """
        if not row["event"]:
            return (None, spot) in self.spots
        if claimed:
            return ((name,), spot) in self.claims or (_said(row), spot) in self.claims
        return (row["event"], spot) in self.spots or ("", spot) in self.spots


def adopt(document: Any, report: Report, rows: Iterable[TableRow] = ()) -> Adoption:
    """Rows for the annotations in a JSON document; `rows` are those that passages.csv has already.

    Rows that still have a fault count too: above all those of an earlier import without an event.
    """
    desk = _Desk(report, frozenset(event.id for event in report.events), _named(report.sources))
    texts = {source.id: source.text for source in report.sources}
    for row in rows:
        cells = {name: row.text(name) for name in _DEFAULTS}
        located = passages.locate(
            Selector(cells["exact"], cells["prefix"], cells["suffix"]), texts.get(cells["source"], "")
        )
        desk.taken.add(cells["id"])
        if located.start is not None and located.end is not None:
            desk.hold(cells, (cells["source"], located.start, located.end))
    unplaced: list[Told] = []
    comments: list[Told] = []
    number = 0
    for number, one in enumerate(held_in(document), 1):
        event = next((name for name, _ in one.remarks if name in desk.events), "")
        if comment := " · ".join(text for name, text in one.remarks if not event or name != event):
            comments.append(Told(number, one.name, comment))
        if one.why_not:
            unplaced.append(Told(number, one.name, one.why_not))
        for place, target in enumerate(one.targets, 1):
            if reason := _take(desk, one, target, event):
                which = f"target {place}: " if len(one.targets) > 1 else ""
                unplaced.append(Told(number, one.name, which + reason))
    absent = max(0, promised(document) - number)
    return Adoption(tuple(desk.rows), tuple(unplaced), tuple(comments), desk.known, absent)


# ── one target ────────────────────────────────────────────────────────────────────────────────────────────


def _take(desk: _Desk, annotation: Annotation, target: Target, event: str) -> str:
    """Make a row of it; why not, if not."""
    sources = _meant(desk, annotation, target)
    if not target.quotes:
        counted = _counted(sources, target)
        if counted is None:
            return target.why_not
        return _row(desk, annotation, event, *counted)
    held = sources or [source for source in desk.report.sources if source.text]
    for chain in target.quotes:
        hits = [(source, place) for source in held if (place := _found(chain, source.text, target.places))]
        if len(hits) == 1:
            ((source, (start, end)),) = hits
            return _row(desk, annotation, event, source, start, end, chain)
        if hits:
            return (
                f"“{short(chain[-1].exact)}” stands in several sources "
                f"({', '.join(source.id for source, _ in hits)}), and none has the address it names"
            )
    return _why_not(desk.report, target.quotes[0], held)


def _found(chain: Chain, text: str, places: Collection[Place]) -> Place | None:
    """Where the last quote stands, within those before it."""
    start, end = 0, len(text)
    for selector in chain:
        place = _standing(selector, text[start:end], places if len(chain) == 1 else ())
        if place is None:
            return None
        start, end = start + place[0], start + place[1]
    return start, end


def _standing(selector: Selector, text: str, places: Collection[Place]) -> Place | None:
    """Where a quote stands exactly: at one place, or at the one of several that was counted too."""
    if not passages.stands(selector.exact, text):
        return None  # Nobody needs to look for what resembles it, which takes long.
    located = passages.locate(selector, text)
    if located.start is not None and located.end is not None:
        return (located.start, located.end) if located.status == "exact" else None
    # Who counts in this very text, in code points or in the units of JavaScript, says which is meant.
    meant = {*places, *(_in_code_points(text, place) for place in places)}
    counted = [place for place in located.places if place in meant]
    return counted[0] if len(counted) == 1 else None


def _in_code_points(text: str, place: Place) -> Place:
    units = text.encode("utf-16-le")
    start, end = (len(units[: 2 * unit].decode("utf-16-le", "ignore")) for unit in place)
    return start, end


def _row(
    desk: _Desk, annotation: Annotation, event: str, source: Source, start: int, end: int, chain: Chain = ()
) -> str:
    said = annotation.claim or {}
    row = dict.fromkeys(_DEFAULTS, "") | {column: line(plain(said.get(column))) for column in CLAIM}
    for column, choices in _CHOICES.items():
        if row[column] not in choices:
            row[column] = ""
    row["event"] = row["event"] if _SLUG.fullmatch(row["event"]) else event
    row["relation"] = row["relation"] or ("disputes" if annotation.doubts else "mentions")
    row["source"] = source.id
    name, spot = line(plain(said.get("passage"))), (source.id, start, end)
    if desk.holds(name, row, spot, claimed=annotation.claim is not None):
        desk.known += 1
        return ""
    for selector in _selectors(chain, line(plain(said.get("exact"))), source.text, start, end):
        cells = Selector(line(selector.exact), beside(selector.prefix), beside(selector.suffix))
        again = passages.locate(cells, source.text)
        if (again.status, again.start, again.end) == ("exact", start, end):
            break
    else:
        return f"no row can say which “{short(line(source.text[start:end]))}” of {source.id} is meant"
    row |= {"exact": cells.exact, "prefix": cells.prefix, "suffix": cells.suffix}
    row["id"] = _new_id(desk, name if _SLUG.fullmatch(name) else f"{source.id[:80]}-a1")
    desk.hold(row, spot)
    desk.rows.append(row)
    return ""


def _selectors(chain: Chain, written: str, text: str, start: int, end: int) -> Iterator[Selector]:
    """What the row may say: as it was noted, else with the context that the text has, or what settles."""
    noted = chain[0] if len(chain) == 1 else Selector(line(text[start:end]))
    first, last = context(text, start, end)
    if written:
        yield Selector(written, noted.prefix, noted.suffix)
    if noted.exact.split() == text[start:end].split():
        noted = replace(noted, exact=text[start:end])  # The blanks are those of the source.
    if chain:
        yield noted
    yield Selector(noted.exact, text[first:start], text[end:last])
    located = passages.locate(Selector(noted.exact), text)
    for place, (prefix, suffix) in zip(located.places, located.settling, strict=False):
        if place == (start, end):
            yield Selector(noted.exact, prefix, suffix)


def _said(row: Row) -> tuple[str, ...]:
    """What a claim says; an empty cell says what the table takes it for."""
    return tuple(row[column] or _DEFAULTS[column] for column in _SAID)


def _new_id(desk: _Desk, name: str) -> str:
    """The name, or the first free one with a higher number behind it."""
    base = name.rstrip("0123456789")
    digits = name[len(base) :]
    if not 0 < len(digits) < 6:
        base, digits = f"{name[:90]}-", "1"
    number, free = desk.numbers.get(name, int(digits)), name
    while free in desk.taken:
        number += 1
        free = f"{base}{number}"
    desk.numbers[name] = number
    return free


def _why_not(report: Report, chain: Chain, held: list[Source]) -> str:
    """Why the quote stands nowhere: the first of its quotes that does not, where it has several."""
    selector = next(
        (one for one in chain if not any(passages.stands(one.exact, source.text) for source in held)),
        chain[-1],
    )
    quote = f"“{short(selector.exact)}”"
    found = [(source, passages.locate(selector, source.text)) for source in held]
    for source, located in found:
        if located.status == "ambiguous":
            times = len(located.places)
            return f"{quote} stands {times} times in {source.id}, and its context does not settle which"
    elsewhere = [
        source.id
        for source in report.sources
        if source not in held and source.text and passages.stands(selector.exact, source.text)
    ]
    if elsewhere:
        return f"{quote} stands in {', '.join(elsewhere)}, not in the source whose address it names"
    near = next(
        (f"; near to it in {source.id}: “{short(at.nearest.text)}”" for source, at in found if at.nearest), ""
    )
    return f"{quote} does not stand in {held[0].id if len(held) == 1 else 'any source'}{near}"


# ── which source ──────────────────────────────────────────────────────────────────────────────────────────


def _meant(desk: _Desk, annotation: Annotation, target: Target) -> list[Source]:
    """The sources whose address, digest or id the annotation names; none if it names none of ours."""
    claimed = plain(annotation.claim.get("source")) if annotation.claim else ""
    named = {claimed, *(_bare(address) for address in target.addresses)} - {""}
    found = {source.id for name in named for source in desk.named.get(name, ())}
    return [source for source in desk.report.sources if source.id in found]


def _counted(sources: Iterable[Source], target: Target) -> tuple[Source, int, int] | None:
    """A place by number alone, in a text that has the digest that the target names."""
    for source in sources:
        if source.sha256 and digest(source.sha256) in target.addresses:
            for start, end in target.places:
                if end <= len(source.text):
                    return source, start, end
    return None


def _named(sources: Iterable[Source]) -> Mapping[str, list[Source]]:
    found: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.text:
            addresses = (source.url, source.archive_url, digest(source.sha256))
            for name in {source.id, *(_bare(address) for address in addresses if address)}:
                found[name].append(source)
    return found


def _bare(address: str) -> str:
    """An address without what does not tell two pages apart: scheme, www, fragment, last slash."""
    if address.startswith(DIGEST):
        return address
    bare = re.sub(r"(?i)^https?://(?:www\.)?", "", address.partition("#")[0]).rstrip("/")
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}"

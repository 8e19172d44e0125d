"""The rules that rows keep with one another: one small generator each, from the material to its findings.

Add a rule: write a generator, put it into `RULES`, and write the test that provokes its code. A rule sees
every row that could be read (`rows`), and the records that have no fault of form (`records`). It must stay
silent about what another rule already reports.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from timeline import dates
from timeline.columns import EVENTS, PASSAGES, PATTERNS, SOURCES, TABLES
from timeline.dates import Span
from timeline.decoding import Faults, Lines
from timeline.errors import DateError, Finding
from timeline.material import Material, contains, dated, disjoint
from timeline.passages import Located
from timeline.records import Claim, Source, TableRow
from timeline.sources import FOLDER
from timeline.tables import Table
from timeline.values import DATE_LIMIT, nearest, short, url_problem

_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠]|[\t\r]")
_QUOTATION_MARKS = re.compile('["“”„‟«»「」『』＂]')
_SLUG = re.compile(PATTERNS["slug"])
_PLACES_SHOWN = 5
_COMPARED = 50


Rule = Callable[[Material], Iterator[Finding]]


def judge(material: Material) -> tuple[Finding, ...]:
    """What all rules find; of one code in one file at most as many as `Faults` keeps."""
    ledgers: dict[str, Faults] = {}
    for rule in RULES:
        for finding in rule(material):
            ledger = ledgers.setdefault(finding.file, Faults(finding.file))
            place = (finding.line, finding.column)
            ledger.add(finding.code, place, finding.message, finding.hint, finding.severity)
    return tuple(finding for ledger in ledgers.values() for finding in ledger.findings())


def _at(file: str, row: TableRow, column: str, code: str, message: str, hint: str = "") -> Finding:
    return Finding(file, *row.where(column), code, "error", message, hint)


def _warning(file: str, row: TableRow, column: str, code: str, message: str, hint: str = "") -> Finding:
    return Finding(file, *row.where(column), code, "warning", message, hint)


def unknown_references(material: Material) -> Iterator[Finding]:
    """Each passage names an event and a source that exist."""
    others: dict[str, Table[Any]] = {"events": material.events, "sources": material.sources}
    for column, table in PASSAGES.references:
        if not others[table].readable:
            continue
        known = others[table].ids
        for row in material.claims.rows:
            name = row.text(column)
            if name and name not in known and _SLUG.fullmatch(name):
                hint = nearest(name, known) or f"add it to data/{table}.csv"
                yield _at(
                    PASSAGES.file,
                    row,
                    column,
                    f"unknown-{column}",
                    f"there is no {column} “{short(name)}”",
                    hint,
                )


def events_without_passage(material: Material) -> Iterator[Finding]:
    """Each event rests on a passage."""
    if not material.claims.readable:
        return
    quoted = {row.text("event") for row in material.claims.rows}
    for name, row in material.events.ids.items():
        if name not in quoted:
            hint = "add a row to data/passages.csv with the words that speak of it"
            yield _at(
                EVENTS.file, row, "id", "event-without-passage", f"no passage speaks of “{short(name)}”", hint
            )


def sources_without_passage(material: Material) -> Iterator[Finding]:
    """Each source is quoted, or gives a date."""
    if not material.claims.readable:
        return
    used = {row.text("source") for row in material.claims.rows}
    used |= {row.text("date_source") for row in material.events.rows}
    for name, row in material.sources.ids.items():
        if name not in used:
            message = f"nothing is quoted from “{short(name)}”"
            yield _warning(SOURCES.file, row, "id", "source-without-passage", message)


def files_shared(material: Material) -> Iterator[Finding]:
    """Each text belongs to one source."""
    first: dict[str, Source] = {}
    for source in material.sources.records:
        if source.file and (other := first.setdefault(source.file, source)) is not source:
            message = f"“{short(source.file)}” is already the text of “{other.id}” in line {other.row.line}"
            yield _at(SOURCES.file, source.row, "file", "file-shared", message, "one text is one source")


def sources_not_held(material: Material) -> Iterator[Finding]:
    """Each quoted source has a text, or nobody could check the quote."""
    texts = {source.id: source.file for source in material.sources.records}
    for claim in material.claims.records:
        if texts.get(claim.source) == "":
            message = f"the source “{claim.source}” has no text, so the quote cannot be checked"
            hint = "put the text into seeds/ and its path into sources.csv"
            yield _at(PASSAGES.file, claim.row, "source", "source-not-held", message, hint)


def quotes_located(material: Material) -> Iterator[Finding]:
    """Each quote stands exactly, and in one place, in its source."""
    files = {source.id: f"{FOLDER}/{source.file}" for source in material.sources.records}
    lines: dict[str, Lines] = {}
    for claim in material.claims.records:
        located = material.located.get(claim.id)
        if located is None or located.status == "exact":
            continue
        file, text = files[claim.source], material.texts[claim.source].text
        at = lines.setdefault(claim.source, Lines(text))
        if located.status == "ambiguous":
            yield _ambiguous(claim, located, file, text, at)
        else:
            yield _missing(claim, located, file, at)


def _missing(claim: Claim, located: Located, file: str, lines: Lines) -> Finding:
    message = f"these words do not stand in {file}: “{short(claim.exact)}”"
    hint = "copy the words from the source as they stand there"
    if located.nearest is not None:
        line, column = lines.place(located.nearest.start)
        reason = located.nearest.reason and f" ({located.nearest.reason})"
        hint = f"the nearest text is “{short(located.nearest.text, 200)}”{reason} at {file}:{line}:{column}"
    return _at(PASSAGES.file, claim.row, "exact", "quote-missing", message, hint)


def _ambiguous(claim: Claim, located: Located, file: str, text: str, lines: Lines) -> Finding:
    count = len(located.places)
    message = f"“{short(claim.exact)}” stands in {file} {count} times; the context does not settle which"
    shown = []
    for start, end in located.places[:_PLACES_SHOWN]:
        line, column = lines.place(start)
        before, after = (
            " ".join(text[max(0, start - 24) : start].split()),
            " ".join(text[end : end + 24].split()),
        )
        shown.append(f"{file}:{line}:{column} (after “…{before}”, before “{after}…”)")
    more = f" and {count - _PLACES_SHOWN} more" if count > _PLACES_SHOWN else ""
    hint = f"write into prefix or suffix what stands beside the one you mean: {'; '.join(shown)}{more}"
    return _at(PASSAGES.file, claim.row, "exact", "quote-ambiguous", message, hint)


def passages_doubled(material: Material) -> Iterator[Finding]:
    """No claim stands twice."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in material.claims.records:
        key = (
            claim.event,
            claim.source,
            claim.exact,
            claim.prefix,
            claim.suffix,
            claim.property,
            claim.value,
        )
        if (other := first.setdefault(key, claim)) is not claim:
            message = f"this claim stands already in line {other.row.line} as “{other.id}”"
            yield _at(PASSAGES.file, claim.row, "id", "passage-doubled", message, "delete one of the two")


def dates_explained(material: Material) -> Iterator[Finding]:
    """A date that no passage states says how it was found, and where it comes from."""
    known = material.sources.ids
    for event in material.events.records:
        if event.evidence != "stated" and not event.date_note:
            message = f"a date that is {_known_by(event.evidence)} needs a note that says how it was found"
            yield _at(EVENTS.file, event.row, "date_note", "date-note-missing", message)
        if event.evidence not in ("stated", "inferred") and not event.date_source:
            message = f"a date that is {_known_by(event.evidence)} needs its source"
            hint = "the id of a source, a web address or the name of a work"
            yield _at(EVENTS.file, event.row, "date_source", "date-source-missing", message, hint)
        if event.date_source and (problem := _bad_date_source(event.date_source, known)):
            hint = (
                nearest(event.date_source, known)
                or "add it to data/sources.csv, or write out the title of the work"
            )
            yield _at(EVENTS.file, event.row, "date_source", "unknown-source", problem, hint)


def _known_by(evidence: str) -> str:
    return {"inferred": "inferred", "external": "taken from elsewhere", "conjecture": "a conjecture"}.get(
        evidence, evidence
    )


def _bad_date_source(text: str, known: Mapping[str, TableRow]) -> str:
    if text in known or " " in text:
        return ""
    if _SLUG.fullmatch(text):
        return f"there is no source “{short(text)}”"
    return url_problem(text) if "://" in text or text.startswith(("javascript:", "data:")) else ""


def dates_stated(material: Material) -> Iterator[Finding]:
    """A stated date lies within a date that a supporting passage states."""
    stated = defaultdict(list)
    understood = set()
    for claim, span in dated(material):
        understood.add(claim.id)
        if claim.relation == "supports" and claim.rank != "deprecated" and claim.value_evidence == "stated":
            stated[claim.event].append(span)
    # An event without passages, or with one that was not understood, has its finding already.
    quoted = {claim.event for claim in material.claims.records}
    recorded = {claim.row.line for claim in material.claims.records}
    unclear = {row.text("event") for row in material.claims.rows if row.line not in recorded}
    unclear |= {c.event for c in material.claims.records if c.property == "date" and c.id not in understood}
    clear = quoted - unclear
    for event in material.events.records:
        if event.evidence != "stated" or event.id not in clear:
            continue
        holding = [span for span in stated[event.id] if contains(span, event.span)]
        if any(contains(event.span, span) for span in holding):
            continue
        if holding:
            message = f"the date is called stated, but the passages state only {_labels(holding)}"
            hint = "a finer date than the words give is inferred or external"
            yield _at(EVENTS.file, event.row, "evidence", "date-too-fine", message, hint)
        else:
            message = f"the date is called stated, but no supporting passage states {event.span.label}"
            hint = "give a passage the property “date” and the value its words state, or change evidence"
            if stated[event.id]:
                hint = f"the passages state {_labels(stated[event.id])}"
            yield _at(EVENTS.file, event.row, "evidence", "date-not-stated", message, hint)


def _labels(spans: list[Span]) -> str:
    return short(" or ".join(dict.fromkeys(span.label for span in spans)), 200)


def claims_competing(material: Material) -> Iterator[Finding]:
    """Dates that exclude each other are ranked, or the event is called disputed."""
    by_event = defaultdict(list)
    for claim, span in dated(material):
        if claim.relation == "supports" and claim.rank != "deprecated":
            by_event[claim.event].append((claim, span))
    status = {event.id: event.status for event in material.events.records}
    for name, claims in by_event.items():
        if status.get(name, "disputed") == "disputed" or any(
            claim.rank == "preferred" for claim, _ in claims
        ):
            continue
        for (claim, span), (other, other_span) in combinations(claims[:_COMPARED], 2):
            if disjoint(span, other_span):
                message = (
                    f"“{other.value}” contradicts “{claim.value}” in line {claim.row.line}; nothing decides"
                )
                hint = "rank one preferred or the other deprecated, with a reason, or call the event disputed"
                yield _at(PASSAGES.file, other.row, "value", "claims-compete", message, hint)
                break


def values_given(material: Material) -> Iterator[Finding]:
    """A property has a value, a value has a property, and a date is a date."""
    calendars = {event.id: event.calendar for event in material.events.records}
    for claim in material.claims.records:
        if claim.value and not claim.property:
            message = f"the value “{short(claim.value)}” belongs to no property"
            yield _at(
                PASSAGES.file,
                claim.row,
                "value",
                "property-missing",
                message,
                "name it: date, place, parties …",
            )
        if claim.property == "date" and claim.relation != "mentions" and not claim.value:
            message = "the passage speaks of the date, but gives none"
            yield _at(
                PASSAGES.file,
                claim.row,
                "value",
                "value-missing",
                message,
                "write in EDTF what its words state",
            )
        if claim.property == "date" and claim.value:
            yield from _bad_value(claim, calendars.get(claim.event, "gregorian"))


def _bad_value(claim: Claim, calendar: str) -> Iterator[Finding]:
    if len(claim.value) > DATE_LIMIT:
        yield _at(PASSAGES.file, claim.row, "value", "bad-date", f"a date of {len(claim.value):,} characters")
        return
    try:
        dates.parse(claim.value, calendar)
    except DateError as error:
        message = f"{error.reason} in “{short(claim.value)}”"
        place = claim.row.where("value", error.position)
        yield Finding(
            PASSAGES.file, *place, "bad-date", "error", message, "write EDTF, and the words in exact"
        )


def ranks_explained(material: Material) -> Iterator[Finding]:
    """Who ranks a claim says why."""
    for claim in material.claims.records:
        if claim.rank != "normal" and not claim.rank_reason:
            message = f"the rank “{claim.rank}” needs a reason"
            yield _at(PASSAGES.file, claim.row, "rank_reason", "rank-reason-missing", message)


def status_explained(material: Material) -> Iterator[Finding]:
    """An event that is disputed or doubtful says why, in its summary, its note or a passage."""
    reasons = Counter(
        claim.event for claim in material.claims.records if claim.rank_reason or claim.relation == "disputes"
    )
    for event in material.events.records:
        if event.status != "asserted" and not (event.summary or event.date_note or reasons[event.id]):
            message = f"nothing says why the event is {event.status}"
            hint = "say it in the summary, or add a passage that disputes it"
            yield _warning(EVENTS.file, event.row, "status", "status-unexplained", message, hint)


def coordinates_paired(material: Material) -> Iterator[Finding]:
    """A place on the map has both coordinates."""
    for event in material.events.records:
        if (event.lat is None) != (event.lon is None):
            empty = "lat" if event.lat is None else "lon"
            yield _at(
                EVENTS.file, event.row, empty, "coordinate-missing", f"“{empty}” is empty, the other is not"
            )


def summaries_own_words(material: Material) -> Iterator[Finding]:
    """A summary quotes nobody: quotes are passages, and are checked."""
    for event in material.events.records:
        found = _QUOTATION_MARKS.search(event.summary)
        if found:
            place = event.row.where("summary", found.start())
            hint = "say it in your own words; what a source says belongs into passages.csv"
            message = "a summary holds quotation marks"
            yield Finding(EVENTS.file, *place, "summary-quotes", "warning", message, hint)


def formulas(material: Material) -> Iterator[Finding]:
    """No cell looks like a formula, which a spreadsheet would run."""
    tables = (material.events.rows, material.claims.rows, material.sources.rows)
    for spec, rows in zip(TABLES, tables, strict=True):
        texts = [column.name for column in spec.columns if column.type not in ("number", "integer", "date")]
        for row in rows:
            for name in texts:
                cell = row.cells.get(name)
                if cell is not None and _FORMULA.match(cell.text) and not _numeric(cell.text):
                    message = f"a spreadsheet may take this cell for a formula: “{short(cell.text, 30)}”"
                    hint = "harmless here; in a spreadsheet, import the column as text"
                    yield _warning(spec.file, row, name, "formula", message, hint)


def _numeric(text: str) -> bool:
    return re.fullmatch(r"\s*[+-]?[0-9][0-9.,/~?%X-]*\s*", text) is not None


RULES: tuple[Rule, ...] = (
    unknown_references,
    events_without_passage,
    sources_without_passage,
    files_shared,
    sources_not_held,
    quotes_located,
    passages_doubled,
    dates_explained,
    dates_stated,
    claims_competing,
    values_given,
    ranks_explained,
    status_explained,
    coordinates_paired,
    summaries_own_words,
    formulas,
)
"""All rules; their order does not matter, findings are sorted by place."""

"""The rules that rows keep with one another: one small generator each, from the material to its findings.

Add a rule: write a generator, put it into `OF_EVENTS` or `OF_CLAIMS`, or into `OF_ALL` if it must know the
whole project, and write the test that provokes its code. A rule sees every row that could be read (`rows`),
and the records that have no fault of form (`records`). It must stay silent about what another rule already
reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from timeline import rules_of_calendars, rules_of_changes, rules_of_claims, rules_of_dates, rules_of_quotes
from timeline.batches import by_claims, by_events, handfuls, in_step, is_large, owners
from timeline.columns import EVENTS, PASSAGES, PATTERNS, SOURCES, TABLES
from timeline.decoding import Faults
from timeline.errors import Finding, short
from timeline.lookup import Lookup
from timeline.material import Material, error_at, warning_at
from timeline.progress import Progress, silent
from timeline.records import Source
from timeline.tables import Table
from timeline.values import nearest

_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠]|[\t\r]")
_QUOTATION_MARKS = re.compile(
    "[\"“”„‟«»‹›‚「」『』｢｣〝〞〟＂❝❞❛❜]|``|''|"
    r"(?<!\w)[‘‛](?!\d\d)(?=\S)|(?<!\w)'(?=[^\W\d])(?!(?:tis|twas|til|n|em|cause)\b)[^'‘’\n]*[\w.,!?…]'(?!\w)",
    re.IGNORECASE,
)
"""Of single ones only those that open, or that come in pairs: an apostrophe is no quotation mark."""
_SLUG = re.compile(PATTERNS["slug"])
MOST_KINDS = 10_000
"""Kinds of event that a project may have: far more than lanes, far fewer than titles in the wrong column."""


Rule = Callable[[Material], Iterator[Finding]]


def judge(material: Material, progress: Progress = silent) -> tuple[Finding, ...]:
    """What all rules find; of one code in one file at most as many as `Faults` keeps."""
    ledgers: dict[str, Faults] = {}
    found = (
        finding
        for parts, total, rules in _parts(material)
        for part in progress(parts, "Judging", total)
        for rule in rules
        for finding in rule(part)
    )
    for finding in found:
        ledger = ledgers.setdefault(finding.file, Faults(finding.file))
        place = (finding.line, finding.column)
        ledger.add(finding.code, place, finding.message, finding.hint, finding.severity)
    return tuple(finding for ledger in ledgers.values() for finding in ledger.findings())


def _parts(material: Material) -> Iterator[tuple[Iterable[Material], int, tuple[Rule, ...]]]:
    """The parts of a project with the rules that judge each of them."""
    yield (material,), 1, OF_ALL
    if not is_large(material):
        yield (material,), 1, (*OF_CLAIMS, *OF_EVENTS)
        return
    speaking = owners(material)
    if in_step(speaking):
        yield by_events(material, speaking), handfuls(material.events), (*OF_CLAIMS, *OF_EVENTS)
    else:
        yield by_claims(material), handfuls(material.claims), OF_CLAIMS
        yield by_events(material, speaking), handfuls(material.events), OF_EVENTS


def unknown_references(material: Material) -> Iterator[Finding]:
    """Each passage names an event and a source that exist."""
    others: dict[str, Table[Any]] = {"events": material.events, "sources": material.sources}
    for column, table in PASSAGES.references:
        if not others[table].readable:
            continue
        known, before = others[table].ids, ""
        for number, (name,) in enumerate(material.claims.texts(column)):
            if name == before:
                continue
            if not name or name in known:
                before = name
            elif _SLUG.fullmatch(name):
                row = material.claims.rows[number]
                hint = nearest(name, known) or f"add it to data/{table}.csv"
                yield error_at(
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
    quoted = {name for (name,) in material.claims.texts("event")}
    known = material.events.ids
    for name in known:
        if name not in quoted:
            row = known[name]
            hint = "add a row to data/passages.csv with the words that speak of it"
            yield error_at(
                EVENTS.file, row, "id", "event-without-passage", f"no passage speaks of “{short(name)}”", hint
            )


def sources_without_passage(material: Material) -> Iterator[Finding]:
    """Each source is quoted, gives a date, or is where another comes from."""
    if not material.claims.readable:
        return
    used = {name for (name,) in material.claims.texts("source")}
    used |= {name for (name,) in material.events.texts("date_source")}
    used |= {name for (name,) in material.sources.texts("derived_from")}
    for name, row in material.sources.ids.items():
        if name not in used:
            message = f"nothing is quoted from “{short(name)}”"
            yield warning_at(SOURCES.file, row, "id", "source-without-passage", message)


def files_shared(material: Material) -> Iterator[Finding]:
    """Each text belongs to one source."""
    first: dict[str, Source] = {}
    for source in material.sources.records:
        if source.file and (other := first.setdefault(source.file, source)) is not source:
            message = f"“{short(source.file)}” is already the text of “{other.id}” in line {other.row.line}"
            yield error_at(SOURCES.file, source.row, "file", "file-shared", message, "one text is one source")


def sources_not_held(material: Material) -> Iterator[Finding]:
    """Each quoted source has a text, or nobody could check the quote."""
    texts = material.sources.by_id("file")
    for claim in material.claims.records:
        if texts.get(claim.source) == "":
            message = f"the source “{claim.source}” has no text, so the quote cannot be checked"
            hint = "put the text into seeds/ and its path into sources.csv"
            yield error_at(PASSAGES.file, claim.row, "source", "source-not-held", message, hint)


def passages_doubled(material: Material) -> Iterator[Finding]:
    """No claim stands twice."""
    names = ("event", "source", "exact", "prefix", "suffix", "property", "value")
    # Only those are looked at closely of which two have the same hash.
    alike = Lookup(material.claims.columns(*names), lambda place: material.claims.fields(place, *names))
    for place, first in alike.doubled():
        claim, other = material.claims.records[place], material.claims.records[first]
        message = f"this claim stands already in line {other.row.line} as “{other.id}”"
        yield error_at(PASSAGES.file, claim.row, "id", "passage-doubled", message, "delete one of the two")


def coordinates_paired(material: Material) -> Iterator[Finding]:
    """A place on the map has both coordinates."""
    for event in material.events.records:
        if (event.lat is None) != (event.lon is None):
            empty = "lat" if event.lat is None else "lon"
            yield error_at(
                EVENTS.file, event.row, empty, "coordinate-missing", f"“{empty}” is empty, the other is not"
            )


def kinds_few(material: Material) -> Iterator[Finding]:
    """There are no more kinds than a chart of any size could tell apart, by far."""
    kinds: set[str] = set()
    for number, (kind,) in enumerate(material.events.texts("kind")):
        kinds.add(kind)
        if len(kinds) > MOST_KINDS:
            message = f"more than {MOST_KINDS:,} kinds of event"
            hint = "a kind is a word that many events share; may another column have slipped into this one?"
            yield error_at(EVENTS.file, material.events.rows[number], "kind", "kinds-too-many", message, hint)
            return


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
    tables: tuple[Table[Any], ...] = (material.events, material.claims, material.sources)
    for spec, table in zip(TABLES, tables, strict=True):
        names = [column.name for column in spec.columns if column.type not in ("number", "integer", "date")]
        for number, texts in enumerate(table.written(*names)):
            for name, text in zip(names, texts, strict=True):
                # Nearly every cell begins with a letter or is empty: look no further then.
                if not text or text[0].isalnum():
                    continue
                if _FORMULA.match(text) and not _numeric(text):
                    message = f"a spreadsheet may take this cell for a formula: “{short(text, 30)}”"
                    hint = "harmless here; in a spreadsheet, import the column as text"
                    yield warning_at(spec.file, table.rows[number], name, "formula", message, hint)


def _numeric(text: str) -> bool:
    return re.fullmatch(r"\s*[+-]?[0-9][0-9.,/~?%X-]*\s*", text) is not None


OF_ALL: tuple[Rule, ...] = (
    unknown_references,
    events_without_passage,
    sources_without_passage,
    files_shared,
    kinds_few,
    rules_of_quotes.quotes_located,
    rules_of_changes.sources_unchanged,
    rules_of_changes.lock_current,
    passages_doubled,
    rules_of_claims.origins_known,
    formulas,
)
"""The rules that look at the whole project."""

OF_CLAIMS: tuple[Rule, ...] = (
    sources_not_held,
    rules_of_quotes.elisions_harmless,
    rules_of_claims.values_given,
    rules_of_claims.dates_in_quotes,
    rules_of_claims.ranks_explained,
)
"""The rules that need of a claim its event and its source, and of other claims nothing."""

OF_EVENTS: tuple[Rule, ...] = (
    rules_of_dates.dates_explained,
    rules_of_dates.dates_stated,
    rules_of_claims.claims_competing,
    rules_of_claims.status_explained,
    rules_of_claims.witnesses_independent,
    rules_of_calendars.days_reckoned,
    coordinates_paired,
    summaries_own_words,
)
"""The rules that need of an event its claims, and of other events nothing."""

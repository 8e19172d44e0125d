"""What `timeline coverage` says: the report as lines for a terminal, and as values for JSON.

Why the lines look like findings: an editor that jumps to `data/events.csv:42:7` jumps to
`seeds/amur.txt:12:5` as well. They are remarks, though, and never errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from timeline.coverage import Coverage, CutQuote, DatedStatement, SourceCoverage
from timeline.mentions import PRECISION, RECALL

_FEW = 12
"""Ids named in one line before the rest are only counted."""
_ALL = "timeline coverage --format json"
"""The command that names them all."""


def as_lines(report: Coverage) -> Iterator[str]:
    """The report in English, source by source, then the events that rest on little."""
    for source in report.sources:
        yield _headline(source)
        remarks = [(said.line, said.column, _uncovered(source, said)) for said in source.uncovered]
        remarks += [(cut.line, cut.column, _cut(source, cut)) for cut in source.cut]
        yield from (line for *_, line in sorted(remarks))
    yield from _thin(report)
    yield (
        "Dates are found by rules, in English. In news that others have marked, "
        f"{RECALL:.0%} of the dates were found, and {PRECISION:.0%} of what was found were dates."
    )


def _headline(source: SourceCoverage) -> str:
    dates = "its dates are not looked for, as it is not in English"
    if source.searched:
        known = len(source.statements) - len(source.uncovered)
        dates = f"{known} of {_number(len(source.statements), 'date')} covered"
    return f"{source.file}: {source.share:.0%} quoted in {_number(source.passages, 'passage')}; {dates}"


def _uncovered(source: SourceCoverage, said: DatedStatement) -> str:
    meaning = f" ({said.mention.span.label})" if said.mention.span else ""
    where = f"{source.file}:{said.line}:{said.column}: date[uncovered]"
    return f"{where}: no event covers “{said.mention.words}”{meaning}"


def _cut(source: SourceCoverage, cut: CutQuote) -> str:
    where = f"{source.file}:{cut.line}:{cut.column}: quote[cut]: the quote of {cut.passage}"
    if cut.side == "before":
        return f"{where} begins just after “{cut.word}”"
    return f"{where} stops before “{cut.word}”" + (
        "" if cut.same_sentence else ", with which the next sentence begins"
    )


def _thin(report: Coverage) -> Iterator[str]:
    one_passage = [event.event for event in report.thin if event.passages <= 1]
    one_source = [event.event for event in report.thin if event.passages > 1]
    for ids, what in ((one_passage, "one passage or none"), (one_source, "several passages of one source")):
        if ids:
            more = f" and {len(ids) - _FEW} more (see them: {_ALL})" if len(ids) > _FEW else ""
            yield f"{_number(len(ids), 'event')} on {what}: {', '.join(ids[:_FEW])}{more}"


def _number(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def as_json(report: Coverage) -> dict[str, object]:
    """The report as plain values; all places in code points, lines and columns from 1."""
    return {
        "sources": [_source(source) for source in report.sources],
        "thin": [asdict(event) for event in report.thin],
        "measured": {"recall": RECALL, "precision": PRECISION},
    }


def _source(source: SourceCoverage) -> Mapping[str, object]:
    return {
        "source": source.source,
        "file": source.file,
        "length": source.length,
        "quoted": source.quoted,
        "share": round(source.share, 4),
        "passages": source.passages,
        "searched": source.searched,
        "dates": [_statement(statement) for statement in source.statements],
        "cut": [asdict(cut) for cut in source.cut],
        "lone": list(source.lone),
    }


def _statement(statement: DatedStatement) -> Mapping[str, object]:
    mention = statement.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "line": statement.line,
        "column": statement.column,
        "words": mention.words,
        "sort": mention.sort,
        "edtf": mention.edtf,
        "calendar": mention.span.calendar if mention.span else "",
        "events": list(statement.events),
    }

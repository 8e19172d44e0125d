"""Judges a project: every rule that the data must keep, and every place where they do not.

Why small generators: a rule is a few lines that can be read against the sentence in the README, tested
alone, and added without touching another. All rules run, whatever the others found, so that one run shows
all faults; a fault of form is not reported again as a fault of sense, because the rules see the rows that
could be read.

The first rule of all: a quote is found exactly, in one place, or the timeline is not drawn. What is merely
similar is shown as a hint and never accepted, since one digit or one “not” changes what a source says.
Nothing is written here: see `acceptance`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Protocol, TypeVar

from timeline import datapackage, lock, passages, rules, sources, tables
from timeline.cells import FILE_LIMIT
from timeline.claims import value_span
from timeline.columns import EVENTS, PASSAGES, SOURCES, TableSpec
from timeline.datapackage import Package
from timeline.decoding import Faults
from timeline.errors import FileProblem, Finding
from timeline.lock import Lock
from timeline.material import Material
from timeline.passages import Located, Selector
from timeline.records import PLAIN, Claim, Event, Passage, Source
from timeline.sources import SourceProblem, SourceText
from timeline.tables import Record, Table

Thing = TypeVar("Thing")


class Progress(Protocol):
    """Wraps a long loop, so that a terminal can show how far it is; the things come out unchanged."""

    def __call__(self, things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
        """Yields `things`, of which there are `total`, while showing `label`."""


def silent(things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
    """The progress that shows nothing."""
    return things


@dataclass(frozen=True, slots=True)
class Report:
    """What a project holds, and all that is wrong with it."""

    package: Package
    """Title of the project and order of its kinds."""
    findings: tuple[Finding, ...]
    """All of them, sorted by file, line and column."""
    events: Sequence[Event]
    """The events without a fault of form, in the order of the file."""
    passages: Sequence[Passage]
    """The claims whose quote was found, in the order of the file."""
    sources: tuple[Source, ...]
    """The sources without a fault of form, with their texts."""
    lock: Lock
    """Where the quotes stood when they were last accepted."""

    @property
    def sound(self) -> bool:
        """Whether nothing stops the edition; warnings do not."""
        return not any(finding.severity == "error" for finding in self.findings)


def check(project: Path | str, progress: Progress = silent) -> Report:
    """Read and judge the project in a folder; raises FileProblem when there is none, and nothing else."""
    root = _root(project)
    package, findings = datapackage.read(root)
    events, missing_events = _read(root, EVENTS, tables.read_events)
    claims, missing_claims = _read(root, PASSAGES, tables.read_claims)
    described, missing_sources = _read(root, SOURCES, tables.read_sources)
    texts, text_findings = _texts(root, described)
    located = _locate(claims, texts, progress)
    accepted = lock.read(root)
    material = Material(events, claims, described, texts, located, accepted)
    findings += missing_events + missing_claims + missing_sources + text_findings
    findings += events.findings + claims.findings + described.findings
    findings += _undescribed(root, described) + accepted.findings + rules.judge(material)
    return Report(
        package,
        tuple(sorted(set(findings))),
        events.records,
        tuple(_passages(material)),
        tuple(_with_texts(described, texts)),
        accepted,
    )


def _root(project: Path | str) -> Path:
    """The project's folder, once it is sure that there is one."""
    root = Path(project)
    hint = "a project is a folder that holds data/ and seeds/ (make one: timeline init DIR)"
    try:
        if not root.is_dir():
            raise FileProblem(f"there is no folder {root}: {hint}")
        if not (root / EVENTS.file).exists():
            raise FileProblem(f"there is no {root / EVENTS.file}: {hint}")
    except (OSError, ValueError) as error:
        raise FileProblem(f"the folder {str(root)[:200]!r} cannot be read: {hint}") from error
    return root


def _read(
    root: Path, spec: TableSpec, read: Callable[[bytes], Table[Record]]
) -> tuple[Table[Record], tuple[Finding, ...]]:
    """One table; a file that cannot be read gives an empty one and a finding."""
    try:
        path = sources.safe_path(root, f"{spec.name}.csv", "data")
        if sources.status(path) is None:
            raise SourceProblem("file-missing", f"there is no {spec.file}", f"{spec.description}")
        # One byte more than the limit is enough for `cells` to say that the file is too large.
        data = sources.read_bytes(path, FILE_LIMIT)
    except SourceProblem as problem:
        finding = Finding(spec.file, 1, 1, problem.code, "error", problem.message, problem.hint)
        return Table((), (), (), readable=False), (finding,)
    return read(data), ()


def _texts(root: Path, described: Table[Source]) -> tuple[dict[str, SourceText], tuple[Finding, ...]]:
    """The text of each source that has a file, by id; what cannot be read is a finding at the cell."""
    faults = Faults(SOURCES.file)
    texts: dict[str, SourceText] = {}
    findings: tuple[Finding, ...] = ()
    for source in described.records:
        if not source.file:
            continue
        try:
            texts[source.id] = sources.read(root, source.file)
        except SourceProblem as problem:
            faults.add(problem.code, source.row.where("file"), problem.message, problem.hint)
        else:
            findings += texts[source.id].findings
    return texts, faults.findings() + findings


def _undescribed(root: Path, described: Table[Source]) -> tuple[Finding, ...]:
    """Texts that lie in `seeds/` and that no row describes: forgotten, or misspelt in the table."""
    if not described.readable:
        return ()
    known = {row.text("file") for row in described.rows}
    message = "no row of data/sources.csv describes this text"
    hint = "add a row for it, or move it out of seeds/"
    return tuple(
        Finding(f"{sources.FOLDER}/{name}", 1, 1, "source-undescribed", "warning", message, hint)
        for name in sources.names(root)
        if name not in known
    )


def _locate(claims: Table[Claim], texts: Mapping[str, SourceText], progress: Progress) -> dict[str, Located]:
    """Where each quote stands, by id of claim; texts in their order, so that each is folded once."""
    found = [claim for claim in claims.records if claim.source in texts]
    found.sort(key=lambda claim: claim.source)
    return {
        claim.id: passages.locate(Selector(claim.exact, claim.prefix, claim.suffix), texts[claim.source].text)
        for claim in progress(found, "Looking up quotes", len(found))
    }


def _passages(material: Material) -> Iterator[Passage]:
    reckonings = {event.id: event.reckoning for event in material.events.records}
    for claim in material.claims.records:
        located = material.located.get(claim.id)
        if located is None or located.status != "exact" or located.start is None or located.end is None:
            continue
        values = {item.name: getattr(claim, item.name) for item in fields(claim)}
        span = value_span(claim, reckonings.get(claim.event, PLAIN))
        yield Passage(
            **values, start=located.start, end=located.end, tier=located.tier or "", value_span=span
        )


def _with_texts(described: Table[Source], texts: Mapping[str, SourceText]) -> Iterator[Source]:
    for source in described.records:
        read = texts.get(source.id)
        yield replace(source, text=read.text, sha256=read.sha256) if read else source

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

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from timeline import datapackage, lock, rules, sources, tables
from timeline.cells import FILE_LIMIT
from timeline.columns import EVENTS, PASSAGES, SOURCES, TableSpec
from timeline.datapackage import Package
from timeline.decoding import Faults
from timeline.errors import FileProblem, Finding
from timeline.found import Found, Passages
from timeline.late import late
from timeline.lock import Lock
from timeline.material import Material
from timeline.progress import Progress, silent
from timeline.records import PLAIN, Claim, Event, Passage, Reckoned, Source
from timeline.reread import Record, Records
from timeline.sources import SourceProblem
from timeline.tables import Read, Table
from timeline.texts import Texts

__all__ = ["Progress", "Report", "check", "silent"]


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
    events, missing_events = _read(root, EVENTS, tables.read_events, progress)
    claims, missing_claims = _read(root, PASSAGES, tables.read_claims, progress)
    described, missing_sources = _read(root, SOURCES, tables.read_sources, progress)
    texts, text_findings = _texts(root, described, progress)
    found = _locate(claims, texts, progress)
    material = Material(events, claims, described, texts, found, found, lock.read(root))
    findings += missing_events + missing_claims + missing_sources + text_findings
    findings += events.findings + claims.findings + described.findings
    findings += _undescribed(root, described) + material.lock.findings + rules.judge(material, progress)
    return Report(
        package,
        tuple(sorted(set(findings))),
        events.records,
        _passages(material),
        tuple(_with_texts(described, texts)),
        material.lock,
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
    root: Path, spec: TableSpec, read: Read[Record], progress: Progress
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
    return read(data, progress), ()


def _texts(root: Path, described: Table[Source], progress: Progress) -> tuple[Texts, tuple[Finding, ...]]:
    """The text of each source that has a file, by id; what cannot be read is a finding at the cell."""
    faults = Faults(SOURCES.file)
    texts = Texts()
    findings: list[Finding] = []
    for source in progress(described.records, "Reading texts", len(described.records)):
        if not source.file:
            continue
        try:
            read = sources.read(root, source.file)
        except SourceProblem as problem:
            faults.add(problem.code, source.row.where("file"), problem.message, problem.hint)
        else:
            texts.add(source.id, read)
            findings += read.findings
    return texts, faults.findings() + tuple(findings)


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


def _locate(claims: Table[Claim], texts: Texts, progress: Progress) -> Found:
    """Where each quote stands; texts in their order, so that each is folded once."""
    shelf = {name: number for number, name in enumerate(texts)}
    held = array("i", (shelf.get(name, -1) for (name,) in claims.columns("source")))
    places = array("I", sorted((place for place, at in enumerate(held) if at >= 0), key=held.__getitem__))
    found = Found(claims, texts)
    for place in progress(places, "Looking up quotes", len(places)):
        found.seek(place)
    return found


def _passages(material: Material) -> Sequence[Passage]:
    """The claims whose quote was found, with the dates that they give reckoned as those of their events."""
    reckoning = partial(_reckoning, material.events.records, material.events.finder())
    passages = Passages(material.claims.records, material.found, reckoning)
    return passages if isinstance(material.claims.records, Records) else tuple(passages)


def _reckoning(events: Sequence[Event], find: Callable[[str], int], event: str) -> Reckoned:
    """How the dates of an event are counted, also of one that is not there."""
    place = find(event)
    return events[place].reckoning if place >= 0 else PLAIN


def _with_texts(described: Table[Source], texts: Texts) -> Iterator[Source]:
    for source in described.records:
        if source.id not in texts:
            yield source
        elif texts.packed:
            named = replace(source, sha256=texts.sha256(source.id))
            yield late(named, "text", partial(texts.text, source.id))
        else:
            read = texts[source.id]
            yield replace(source, text=read.text, sha256=read.sha256)

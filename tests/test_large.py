"""A project too large to be held as objects: the same findings and the same edition, in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.small_project import EVENTS, PASSAGES, TEXT, write
from timeline import batches, cells, found, reread, tables, texts
from timeline.acceptance import accept
from timeline.check import Report, check
from timeline.edition import Edition, load
from timeline.holdings import Chronology, Quotations
from timeline.records import Event, Passage, Source

ROOT = Path(__file__).resolve().parent.parent

BYTES_A_ROW = 1_000
"""What an event with its quote may take once a table is large, its two lines of CSV included."""

BROKEN: dict[str, str | bytes | None] = {
    "data/events.csv": EVENTS
    + "aigun,Doubled,1858,,inferred,,Year.,war,,,,,,,,\n"
    + "short,Short,1858\n"
    + ' blank,"Blank, around",1858-13,,stated,,,war,,,,,,,,\n'
    + "alone,=1+1,1858,,stated,,,war,,,,,,,,\n\n",
    "data/passages.csv": PASSAGES
    + "x1,nowhere,amur,The envoys,,,,,,,,,\n"
    + "x2,alone,amur,These words do not stand there,,,,,,,,,\n"
    + "x3,alone,amur,the,,,,,,,,,\n"
    + "x4,alone,gone,The envoys,,,,date,18581,,preferred,,\n"
    + "x4,aigun,amur,The envoys,,,,,,,,,\n"
    + "x5,aigun,amur,The envoys,,,,,,,,,\n"
    + "x6,aigun,amur,The envoys,,,,,,,,,\n"
    + "x7,aigun\n",
}


@pytest.fixture
def lazy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is large, every text is packed, and a handful is two."""
    make_lazy(monkeypatch)


def make_lazy(monkeypatch: pytest.MonkeyPatch, handful: int = 2) -> None:
    """Let the limits be so low that the smallest project is large."""
    monkeypatch.setattr(tables, "HELD", 0)
    monkeypatch.setattr(texts, "HELD", 0)
    monkeypatch.setattr(found, "KEPT", 0)
    monkeypatch.setattr(cells, "BLOCK", 64)
    monkeypatch.setattr(batches, "HANDFUL", handful)


def told(report: Report) -> list[object]:
    """All that a report says, record by record."""
    records = (report.events, report.passages, report.sources)
    return [report.findings, *(list(map(said, some)) for some in records), dict(report.lock.anchors)]


def said(record: Event | Passage | Source) -> list[object]:
    """All that a record says, and its line."""
    names = [field.name for field in fields(record) if field.name != "row"]
    return [*(getattr(record, name) for name in names), record.row.line]


def projects(folder: Path) -> Iterator[Path]:
    """A broken project, one with a lock that is behind, and the one of this repository."""
    yield write(folder / "broken", BROKEN)
    behind = write(folder / "behind")
    accept(behind)
    more = PASSAGES + "n,aigun,amur,The envoys,,,,,,,,,\n"
    write(behind, {"seeds/amur.txt": f"A new beginning. {TEXT}", "data/passages.csv": more})
    yield behind
    yield ROOT


def test_findings_do_not_hang_on_how_many_rows_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor on the size of a handful: file, line, column, code, words and order are the same."""
    for project in projects(tmp_path):
        held = told(check(project))
        for handful in (1, 3, 1000):
            with monkeypatch.context() as patch:
                make_lazy(patch, handful)
                assert told(check(project)) == held


def test_a_large_edition_is_the_same_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same records in the same order, found by the same names."""
    project = write(
        tmp_path,
        {
            "data/events.csv": EVENTS + "same,Same,1858,,inferred,,Year.,war,,,,,,,,\n",
            "data/passages.csv": PASSAGES + "s,same,amur,Later,,,,date,1859,inferred,,,\n",
        },
    )
    for folder in (project, ROOT):
        held = load(folder)
        with monkeypatch.context() as patch:
            make_lazy(patch)
            made = load(folder)
        assert isinstance(made.chronology, Chronology)
        assert isinstance(made.quotations, Quotations)
        for records in ("chronology", "quotations", "library"):
            assert list(map(said, getattr(made, records))) == list(map(said, getattr(held, records)))
        assert (made.kinds, made.warnings) == (held.kinds, held.warnings)
        assert list(made.dates) == list(held.dates)
        same(made, held)


def same(made: Edition, held: Edition) -> None:
    """Whatever is looked up is found in both, and the same."""
    for place, event in enumerate(held.chronology):
        assert (made.place(event.id), said(made.event(event.id))) == (place, said(event))
        assert list(map(said, made.passages_of(event.id))) == list(map(said, held.passages_of(event.id)))
        assert made.rivals_of(event.id) == held.rivals_of(event.id)
    for passage in held.quotations:
        assert said(made.passage(passage.id)) == said(passage)
    for source in held.library:
        assert said(made.source(source.id)) == said(source)
        assert list(map(said, made.passages_in(source.id))) == list(map(said, held.passages_in(source.id)))
    assert (made.passages_of("nothing"), made.passages_in("nothing"), made.rivals_of("nothing")) == (
        (),
        (),
        (),
    )
    for look_up in (made.event, made.place, made.passage, made.source):
        with pytest.raises(KeyError):
            look_up("nothing")


def test_a_large_edition_keeps_no_records(lazy: None, tmp_path: Path) -> None:
    """A record is made when it is asked for, its date reckoned when that is asked for."""
    edition = load(write(tmp_path))
    assert edition.chronology[0].row is not edition.chronology[-1].row
    again = Chronology(edition.chronology.events) if isinstance(edition.chronology, Chronology) else None
    assert again is not None
    assert again[0] is not edition.chronology[0]
    fresh = again.events[0]
    assert "span" not in {name for name in fresh.__slots__ if has(fresh, name)}
    assert fresh.span.calendar == "julian"
    assert has(fresh, "span")


def has(record: Event, name: str) -> bool:
    """Whether a field is there without being reckoned."""
    try:
        object.__getattribute__(record, name)
    except AttributeError:
        return False
    return True


def test_the_words_of_a_large_edition_stay_when_the_files_go(lazy: None, tmp_path: Path) -> None:
    """What was checked is what is shown: nothing is read from the disk again."""
    edition = load(write(tmp_path))
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        path.unlink()
    for passage in edition.quotations:
        source = edition.source(passage.source)
        assert (source.text, source.text[passage.start : passage.end]) == (TEXT, passage.exact)
    assert edition.event("aigun").row.where("kind") == (3, 38)


def test_an_accepted_large_project_is_quiet(lazy: None, tmp_path: Path) -> None:
    """The lock is written and read as that of a small one."""
    project = write(tmp_path)
    accept(project)
    assert {finding.code for finding in check(project).findings} == {"one-source"}
    assert list(check(project).lock.anchors) == ["a1", "a2", "n1"]


def invented(folder: Path, count: int) -> Path:
    """A sound project of so many events, each with a quote of twenty words; forty to a source."""
    places = range(count)
    return write(
        folder,
        {
            "data/events.csv": "id,title,date,evidence,date_note,kind,parties\n"
            + "".join(f"event-{n},Treaty {n},{1600 + n % 400},inferred,A guess.,war,A;B\n" for n in places),
            "data/passages.csv": "id,event,source,exact\n"
            + "".join(f'p{n},event-{n},source-{n // 40},"{words(n)}"\n' for n in places),
            "data/sources.csv": "id,file,title\n"
            + "".join(f"source-{n},{n}.txt,A text\n" for n in range(count // 40)),
            **{f"seeds/{n}.txt": "\n".join(words(40 * n + m) for m in range(40)) for n in range(count // 40)},
            "seeds/amur.txt": None,
        },
    )


def words(number: int) -> str:
    """A quote that stands nowhere else."""
    return (
        f"In that year the envoys met again, spoke for days of what is number {number} in the registers, "
        "and parted without a word."
    )


def grown(project: Path) -> int:
    """Bytes that an edition holds, and the most that making it took besides, added up."""
    tracemalloc.start()
    try:
        edition = load(project)
        assert len(edition.chronology) == len(edition.quotations)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_row_of_a_large_table_takes_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its height, reading and judging 800 events more takes so many bytes for each."""
    monkeypatch.setattr(tables, "HELD", 200)
    monkeypatch.setattr(texts, "HELD", 20_000)
    monkeypatch.setattr(batches, "HANDFUL", 50)
    monkeypatch.setattr(cells, "BLOCK", 16 * 1024)
    counts = (800, 1_600)
    few, many = (grown(invented(tmp_path / str(count), count)) for count in counts)
    assert (many - few) / (counts[1] - counts[0]) < BYTES_A_ROW


def test_sources_are_not_read_again_for_each_part_that_is_judged(
    lazy: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many parts there are, or ten thousand sources would take as long as all else."""
    project = invented(tmp_path / "project", 400)
    make, made = reread.Records.make, Counter[int]()

    def counted(records: reread.Records[Any], number: int) -> Any:
        made[handful] += records.sheet.at("file") >= 0
        return make(records, number)

    monkeypatch.setattr(reread.Records, "make", counted)
    for handful in (2, 100):
        monkeypatch.setattr(batches, "HANDFUL", handful)
        check(project)
    assert made[2] == made[100] > 0

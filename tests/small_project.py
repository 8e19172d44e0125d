"""A sound project of two events in one text, written fresh for each test that wants to break it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from timeline.errors import Finding

TEXT = (
    "The envoys met at Nerchinsk in the summer of 1689.\n"
    "In 1858 the Treaty of Aigun moved the border. Later they met again, and they met again.\n"
)
EVENTS = (
    "id,title,date,calendar,evidence,date_source,date_note,kind,parties,place,lat,lon,importance,status,"
    "summary,wikidata\n"
    'nerchinsk,Treaty of Nerchinsk,1689-08-27,julian,external,Britannica,"From a book, not the text.",treaty,'
    "Russia;China,Nerchinsk,51.98,116.58,5,asserted,The first border.,Q1\n"
    "aigun,Treaty of Aigun,1858,,stated,,,treaty,Russia; China,,,,,,,\n"
)
PASSAGES = (
    "id,event,source,exact,prefix,suffix,relation,property,value,value_evidence,rank,rank_reason,speaker\n"
    'n1,nerchinsk,amur,"The envoys met at Nerchinsk in the summer of 1689",,,'
    "supports,date,1689-22,stated,normal,,\n"
    "a1,aigun,amur,In 1858 the Treaty of Aigun,,,supports,date,1858,,,,\n"
    'a2,aigun,amur,they met again,"and ",,mentions,,,,,,Somebody\n'
)
SOURCES = (
    "id,file,type,title,author,container_title,issued,issued_evidence,url,accessed,archive_url,language,rights,"
    "publish,note\n"
    'amur,amur.txt,book,On the Amur,"Li, Na",,2020,stated,https://example.org/a,2024-01-02,,en,,full,\n'
)
PACKAGE = '{"title": "Two treaties"}\n'

FILES = {
    "data/events.csv": EVENTS,
    "data/passages.csv": PASSAGES,
    "data/sources.csv": SOURCES,
    "data/datapackage.json": PACKAGE,
    "seeds/amur.txt": TEXT,
}
"""Every file of the project."""


def write(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """The project in `folder`, with some files replaced, added, or left out (None)."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def edited(name: str, *changes: tuple[str, str]) -> dict[str, str | bytes | None]:
    """The file `name` with pieces of it replaced, each of which must stand there."""
    content = FILES[name]
    for old, new in changes:
        assert old in content, f"{old!r} does not stand in {name}"
        content = content.replace(old, new)
    return {name: content}


def beside(findings: Iterable[Finding]) -> list[Finding]:
    """What is found besides that the only source is one, which is said of either event, always."""
    return [finding for finding in findings if finding.code != "one-source"]

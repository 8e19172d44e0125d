"""The commands that speak other programs' languages: `timeline cite` and `timeline annotations`.

Apart from the command line, which prints what comes out of here, because that room is full. Whatever is
printed is lines: JSON in ASCII, so that making them harmless for a terminal changes nothing. What could
not be done is never lost in silence: it is a note, and the exit code says so.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.columns import PASSAGES
from timeline.errors import FileProblem
from timeline.telling import terminal

if TYPE_CHECKING:
    from timeline.adoption import Adoption, Row, Told
    from timeline.records import TableRow

FINE, FINDINGS = 0, 1
LARGEST = 256 * 1024 * 1024
"""Bytes of a file of annotations beyond which nobody made it by hand."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say."""

    lines: tuple[str, ...]
    """Of the result, for the output."""
    notes: tuple[str, ...] = ()
    """What a person should know, beside the output."""
    code: int = FINE
    """0, or 1 when something could not be placed."""


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    project: Callable[[argparse.ArgumentParser], None],
    run: Callable[[argparse.Namespace], int],
) -> None:
    """Add the commands; `run` prints the `Outcome` of `options.form(options)`."""
    cite_ = commands.add_parser(
        "cite",
        help="print citations of sources, events and passages",
        usage="%(prog)s [-h] [--format {text,csl,bibtex}] [--address URL] [PROJECT] [ID ...]",
    )
    cite_.add_argument(
        "words",
        nargs="*",
        metavar="PROJECT ID",
        help="folder that holds data/ and seeds/ (default: the current folder), then ids of sources, events "
        "and passages (default: all sources)",
    )
    cite_.add_argument(
        "--format",
        choices=("text", "csl", "bibtex"),
        default="text",
        help="how to print (default: %(default)s)",
    )
    _address(cite_)
    cite_.set_defaults(command=run, form=cite)
    both = commands.add_parser(
        "annotations", help="exchange passages with other tools, as W3C Web Annotations"
    )
    verbs = both.add_subparsers(metavar="VERB", required=True)
    out = verbs.add_parser("export", help="write the passages as one collection of annotations (JSON-LD)")
    project(out)
    out.add_argument("-o", "--output", metavar="FILE", help="file to write (default: print)")
    _address(out)
    out.set_defaults(command=run, form=export_annotations)
    into = verbs.add_parser("import", help="print the annotations of a file as rows for passages.csv")
    into.add_argument("file", metavar="FILE", help="annotations: JSON-LD, or JSON of Hypothesis or Recogito")
    project(into)
    into.add_argument(
        "--write", action="store_true", help="append the rows to data/passages.csv instead of printing them"
    )
    into.set_defaults(command=run, form=import_annotations)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address",
        metavar="URL",
        type=_url,
        default="",
        help="web address where the timeline is published",
    )


def _url(text: str) -> str:
    """A web address, for argparse, which also asks about the default."""
    from timeline.values import url_problem

    if text and (problem := url_problem(text)):
        raise argparse.ArgumentTypeError(terminal(problem))
    return text


# ── cite ──────────────────────────────────────────────────────────────────────────────────────────────────


def cite(options: argparse.Namespace) -> Outcome:
    """Citations in one of three forms."""
    from timeline import citations
    from timeline.edition import load

    project, ids = _project_and_ids(options.words)
    edition = load(project)
    cited = citations.chosen(edition, ids)
    if options.format == "csl":
        return Outcome(_json(citations.as_csl(edition, cited, options.address)))
    if options.format == "bibtex":
        return Outcome(tuple(citations.as_bibtex(edition, cited, options.address).split("\n")))
    return Outcome(
        tuple(
            line for thing in cited for line in citations.as_text(edition, thing, options.address).split("\n")
        )
    )


def _project_and_ids(words: list[str]) -> tuple[str, list[str]]:
    """The first word is the project if it is a folder with data, or cannot be an id."""
    if words and (Path(words[0], "data").is_dir() or re.search(r"[./\\]", words[0])):
        return words[0], words[1:]
    return ".", words


# ── annotations ───────────────────────────────────────────────────────────────────────────────────────────


def export_annotations(options: argparse.Namespace) -> Outcome:
    """The passages as JSON-LD, printed or written."""
    from timeline.annotations import collection
    from timeline.edition import load

    whole = collection(load(options.project), options.address)
    if options.output is None:
        return Outcome(_json(whole))
    path = Path(options.output)
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    _replace(path, text.encode("utf-8"))
    return Outcome((str(path),))


def import_annotations(options: argparse.Namespace) -> Outcome:
    """Rows for the annotations of a file, printed or appended; 1 if some could not be placed."""
    from timeline import adoption
    from timeline.check import check

    report = check(options.project)
    document = adoption.read(_bytes(Path(options.file)), options.file)
    header, rows, data = _passages(Path(options.project))
    adopted = adoption.adopt(document, report, rows)
    notes = tuple(_notes(adopted, options.file))
    code = FINDINGS if adopted.unplaced else FINE
    if not options.write:
        names = [column.name for column in PASSAGES.columns]
        return Outcome(
            tuple(_rows([names, *([row[name] for name in names] for row in adopted.rows)])), notes, code
        )
    if not adopted.rows:
        return Outcome((f"nothing to add to {PASSAGES.file}",), notes, code)
    _append(Path(options.project), header, adopted.rows, data)
    return Outcome(tuple(_added(adopted.rows, data)), notes, code)


def _notes(adopted: Adoption, file: str) -> Iterator[str]:
    if not (adopted.rows or adopted.unplaced or adopted.known):
        yield f"{file} holds no annotations"
    if adopted.known:
        yield f"{adopted.known:,} of them {'is' if adopted.known == 1 else 'are'} in {PASSAGES.file} already"
    for told in adopted.unplaced:
        yield f"{_which(told)}not placed: {told.text}"
    for told in adopted.comments:
        yield f"{_which(told)}comment, which has no column: {told.text}"


def _which(told: Told) -> str:
    return f"annotation {told.number}{f' ({told.name})' if told.name else ''}: "


def _passages(project: Path) -> tuple[list[str], tuple[TableRow, ...], bytes]:
    """Columns, rows and bytes of passages.csv; FileProblem where a row could not safely be added to it."""
    from timeline import cells, sources, tables

    try:
        path = sources.safe_path(project, f"{PASSAGES.name}.csv", "data")
        data = sources.read_bytes(path, cells.FILE_LIMIT)
    except sources.SourceProblem as problem:
        raise FileProblem(f"{PASSAGES.file}: {problem.message}") from problem
    reading = cells.read(data, PASSAGES.file)
    table = tables.read_claims(data)
    broken = [finding for finding in reading.findings if finding.severity == "error"]
    if broken or not table.readable:
        first = min(broken or table.findings)
        raise FileProblem(f"{first.file}:{first.line}:{first.column}: {first.message}: mend this first")
    return [cell.text.strip() for cell in reading.rows[0].cells], table.rows, data


def _append(project: Path, header: list[str], rows: Iterable[Row], data: bytes) -> None:
    """The file with the rows behind its own bytes, of which none is changed."""
    from timeline import sources

    end = "\r\n" if b"\r\n" in data else "\n"
    lines = _rows([[row.get(name, "") for name in header] for row in rows])
    missing = {name for row in rows for name, value in row.items() if value} - set(header)
    if missing:
        raise FileProblem(f"{PASSAGES.file} has no column “{min(missing)}”: add it to the first line")
    between = b"" if data.endswith(b"\n") else end.encode()
    added = "".join(f"{line}{end}" for line in lines).encode("utf-8")
    _replace(sources.safe_path(project, f"{PASSAGES.name}.csv", "data"), data + between + added)


def _added(rows: tuple[Row, ...], data: bytes) -> Iterator[str]:
    number = len(rows)
    line = data.count(b"\n") + (not data.endswith(b"\n")) + 1
    yield f"{number:,} row{'' if number == 1 else 's'} added to {PASSAGES.file} from line {line:,}"
    if empty := sum(not row["event"] for row in rows):
        yield f"{empty:,} without an event: fill it in, then run timeline check"


def _rows(rows: Iterable[list[str]]) -> list[str]:
    """CSV lines; no cell holds a line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().split("\n")[:-1]


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────


def _json(document: Any) -> tuple[str, ...]:
    return tuple(json.dumps(document, indent=2).split("\n"))


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file that is not too large."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FileProblem(f"{path} is larger than {LARGEST // 1024 // 1024} MB")
    return data


def _replace(path: Path, data: bytes) -> None:
    """The whole file or, when something goes wrong on the way, the file as it was."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # A device or a pipe: there is nothing to lose.
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, name)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

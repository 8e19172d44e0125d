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
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.columns import PASSAGES
from timeline.errors import FileProblem
from timeline.telling import terminal
from timeline.writing import replace

if TYPE_CHECKING:
    from timeline.adoption import Adoption, Row, Told
    from timeline.records import TableRow

FINE, FINDINGS = 0, 1
LARGEST = 256 * 1024 * 1024
"""Bytes of a file of annotations beyond which nobody made it by hand."""


_CODES = "Exit code: 0 fine, 1 the data have errors, 2 the command was wrong or a file is missing"


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
    _add_cite(commands, run)
    _add_annotations(commands, project, run)


def _add_cite(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], run: Callable[[argparse.Namespace], int]
) -> None:
    cite_ = commands.add_parser(
        "cite",
        help="print citations of sources, events and passages",
        description="Print citations of sources, events and passages, with their quotes, by their ids.",
        epilog="For instance: timeline cite treaty-of-aigun; timeline cite my-project --format bibtex > "
        f"sources.bib. {_CODES}, or an id names nothing.",
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


def _add_annotations(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    project: Callable[[argparse.ArgumentParser], None],
    run: Callable[[argparse.Namespace], int],
) -> None:
    both = commands.add_parser(
        "annotations",
        help="exchange passages with other tools, as W3C Web Annotations",
        description="Exchange passages with other tools, as W3C Web Annotations.",
        epilog="For instance: timeline annotations export -o passages.json; timeline annotations import "
        "hypothesis.json --write.",
    )
    verbs = both.add_subparsers(metavar="VERB", required=True)
    out = verbs.add_parser(
        "export",
        help="write the passages as one collection of annotations (JSON-LD)",
        description="Write the passages as one collection of annotations (JSON-LD): quotes with context, "
        "places in code points, the digest of the text. Of a source that is cited only, places alone.",
        epilog=f"{_CODES}.",
    )
    project(out)
    out.add_argument("-o", "--output", metavar="FILE", help="file to write (default: print)")
    _address(out)
    out.set_defaults(command=run, form=export_annotations)
    into = verbs.add_parser(
        "import",
        help="print the annotations of a file as rows for passages.csv",
        description="Print the annotations of a file as rows for passages.csv. What stands there already is "
        "left out; what is not found word for word, and every comment, is told.",
        epilog="Exit code: 0 every annotation is placed, 1 some could not be, "
        "2 the command was wrong or a file is missing or no annotations.",
    )
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
    replace(path, text.encode("utf-8"))
    return Outcome((str(path),))


def import_annotations(options: argparse.Namespace) -> Outcome:
    """Rows for the annotations of a file, printed or appended; 1 if some could not be placed."""
    from timeline import adoption, annotation_files
    from timeline.check import check

    report = check(options.project)
    document = annotation_files.read(_bytes(Path(options.file)), options.file)
    header, rows, data = _passages(Path(options.project))
    adopted = adoption.adopt(document, report, rows)
    notes = tuple(_notes(adopted, options.file))
    code = FINDINGS if adopted.unplaced or adopted.absent else FINE
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
    if adopted.absent:
        yield f"{file} holds a part only: {adopted.absent:,} more by its own count"
    if adopted.known:
        yield f"{adopted.known:,} of them {'is' if adopted.known == 1 else 'are'} in {PASSAGES.file} already"
    for told in adopted.unplaced:
        yield f"{_which(told)}not placed: {told.text}"
    for told in adopted.comments:
        yield f"{_which(told)}comment, which has no column: {told.text}"


def _which(told: Told) -> str:
    return f"annotation {told.number}{f' ({told.name})' if told.name else ''}: "


def _passages(project: Path) -> tuple[list[str], Sequence[TableRow], bytes]:
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
    """The file with the rows behind its own bytes, of which none is changed, and in their manner."""
    from timeline import sources

    default = {column.name: column.default for column in PASSAGES.columns}
    missing = {name for row in rows for name, cell in row.items() if cell not in ("", default[name])}
    if missing := missing - set(header):
        names = ", ".join(f"“{name}”" for name in default if name in missing)
        raise FileProblem(f"{PASSAGES.file} has no column for {names}: add it to the first line and each row")
    first, _, _ = data.partition(b"\n")
    end = "\r\n" if first.endswith(b"\r") else "\n"
    quoted = first.startswith((b'"', b'\xef\xbb\xbf"'))
    lines = _rows([[row.get(name, "") for name in header] for row in rows], quoted=quoted)
    between = b"" if data.endswith(b"\n") else end.encode()
    added = "".join(f"{line}{end}" for line in lines).encode("utf-8")
    replace(sources.safe_path(project, f"{PASSAGES.name}.csv", "data"), data + between + added)


def _added(rows: tuple[Row, ...], data: bytes) -> Iterator[str]:
    number = len(rows)
    line = data.count(b"\n") + (not data.endswith(b"\n")) + 1
    yield f"{number:,} row{'' if number == 1 else 's'} added to {PASSAGES.file} from line {line:,}"
    if empty := sum(not row["event"] for row in rows):
        yield f"{empty:,} without an event: fill it in, then run timeline check"


def _rows(rows: Iterable[list[str]], *, quoted: bool = False) -> list[str]:
    """CSV lines; no cell holds a line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
        rows
    )
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

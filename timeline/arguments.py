"""The arguments of the commands: apart from the command line, which runs them.

Nothing but words and choices, so that `--help` comes at once.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TypeAlias

from timeline import ports
from timeline.calendars import CALENDARS, YEAR_STARTS
from timeline.languages import LANGUAGES
from timeline.telling import terminal

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]

_BEFORE_OUR_ERA = re.compile("-[0-9X]")
_OPTIONS_ANYWHERE = (("cite",), ("annotations", "import"))
"""Commands with words that may be left out, among which an option may stand."""


def in_order(arguments: list[str]) -> list[str]:
    """The words as argparse can read them, which are otherwise the same.

    -0043 is a year and no option: a blank before it says so, and dates are trimmed. And of `cite PROJECT
    --format csl ID`, or `annotations import FILE --write PROJECT`, it would not read what stands behind an
    option: the options come first.
    """
    if arguments[:1] == ["date"]:
        return [f" {word}" if _BEFORE_OUR_ERA.match(word) else word for word in arguments]
    verb = next((verb for verb in _OPTIONS_ANYWHERE if tuple(arguments[: len(verb)]) == verb), None)
    if verb is None:
        return arguments
    options: list[str] = []
    words: list[str] = []
    waiting = iter(arguments[len(verb) :])
    for word in waiting:
        held = options if word.startswith("-") else words
        held.append(word)
        if word in ("--format", "--address"):
            options += [value for value in (next(waiting, None),) if value is not None]
    return [*verb, *options, *words]


def serve(commands: Commands, run: Run) -> None:
    """Those of `timeline serve`."""
    serve = commands.add_parser(
        "serve", help="show the timeline in the browser, and follow changes of the files"
    )
    project(serve)
    serve.add_argument(
        "--host", default=ports.LOCAL, help="address to listen on (default: %(default)s, this computer)"
    )
    serve.add_argument("--port", type=_port, default=8050, help="port to listen on (default: %(default)s)")
    serve.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=True, help="open the browser (default: yes)"
    )
    _language(serve)
    serve.set_defaults(command=run)


def export(commands: Commands, run: Run) -> None:
    """Those of `timeline export`."""
    export = commands.add_parser("export", help="write the timeline as static HTML that works offline")
    project(export)
    export.add_argument(
        "-o", "--output", default="site/", metavar="DIR", help="folder to write (default: %(default)s)"
    )
    what = export.add_mutually_exclusive_group()
    what.add_argument("--single", action="store_true", help="make each page one self-contained file")
    what.add_argument("--svg", action="store_true", help="write a picture, timeline.svg, and no page")
    export.add_argument(
        "--publish", choices=("full", "quotes"), help="show this much of every source, whatever its row says"
    )
    _language(export)
    export.set_defaults(command=run)


def check(commands: Commands, run: Run) -> None:
    """Those of `timeline check`."""
    check = commands.add_parser(
        "check", help="prove that every quote stands in its source, and list all faults"
    )
    project(check)
    how(check, "github")
    record = "write data/passages.lock.csv: where each quote stands"
    check.add_argument("--accept", action="store_true", help=record)
    every = "print every warning, also where there are many of one sort"
    check.add_argument("--all", action="store_true", help=every)
    check.set_defaults(command=run)


def coverage(commands: Commands, run: Run) -> None:
    """Those of `timeline coverage`."""
    left_out = "list what the events leave out: dates of the texts, single witnesses, cut quotes"
    coverage = commands.add_parser("coverage", help=left_out)
    project(coverage)
    how(coverage)
    coverage.set_defaults(command=run)


def init(commands: Commands, run: Run) -> None:
    """Those of `timeline init`."""
    init = commands.add_parser("init", help="write a small project to begin with")
    init.add_argument("folder", metavar="DIR", help="a new or empty folder")
    init.set_defaults(command=run)


def date(commands: Commands, run: Run) -> None:
    """Those of `timeline date`."""
    date = commands.add_parser("date", help="explain a date: EDTF, days, words, and how it would look")
    date.description = "Explain a date, written in EDTF or in English, Russian or Chinese words."
    date.epilog = (
        'For instance: timeline date "27 Aug 1689 OS". '
        "Exit code: 0 it is a date, 1 it is none, or could be two, 2 the command was wrong."
    )
    date.add_argument("text", nargs="+", metavar="TEXT", help="the date, in one word or more")
    date.add_argument(
        "--calendar",
        choices=CALENDARS,
        default=CALENDARS[0],
        help="where TEXT names none (default: %(default)s)",
    )
    date.add_argument(
        "--year-start",
        choices=YEAR_STARTS,
        default=YEAR_STARTS[0],
        help="month and day on which its years begin (default: %(default)s)",
    )
    how(date)
    date.set_defaults(command=run)


def how(parser: argparse.ArgumentParser, *more: str) -> None:
    """The form in which a command prints: text, JSON or what else it has."""
    parser.add_argument(
        "--format",
        choices=("text", "json", *more),
        default="text",
        help="how to print (default: %(default)s)",
    )


def project(parser: argparse.ArgumentParser) -> None:
    """The folder that a command is about."""
    parser.add_argument(
        "project",
        nargs="?",
        default=".",
        metavar="PROJECT",
        help="folder that holds data/ and seeds/ (default: the current folder)",
    )


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, help="language in which the page opens (default: the project's)"
    )


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > ports.HIGHEST:
        raise argparse.ArgumentTypeError(f"{terminal(text)!r} is no port: a number from 0 to {ports.HIGHEST}")
    return int(text)

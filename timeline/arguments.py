"""The arguments of commands that have many: apart from the command line, which is full.

Nothing but words and choices, so that `--help` comes at once.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from timeline.calendars import CALENDARS, YEAR_STARTS

_BEFORE_OUR_ERA = re.compile("-[0-9X]")


def in_order(arguments: list[str]) -> list[str]:
    """The words as argparse can read them, which are otherwise the same.

    -0043 is a year and no option: a blank before it says so, and dates are trimmed. And of `cite PROJECT
    --format csl ID` it would not read the ids behind an option: the options come first.
    """
    if arguments[:1] == ["date"]:
        return [f" {word}" if _BEFORE_OUR_ERA.match(word) else word for word in arguments]
    if arguments[:1] != ["cite"]:
        return arguments
    options: list[str] = []
    words: list[str] = []
    waiting = iter(arguments[1:])
    for word in waiting:
        held = options if word.startswith("-") else words
        held.append(word)
        if word in ("--format", "--address"):
            options += [value for value in (next(waiting, None),) if value is not None]
    return [arguments[0], *options, *words]


def date(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], run: Callable[[argparse.Namespace], int]
) -> None:
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

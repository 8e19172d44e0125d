"""The options of single commands, where they have many words of their own.

Apart from the command line, which decides what a command does.
"""

from __future__ import annotations

from argparse import ArgumentParser

from timeline.calendars import CALENDARS, YEAR_STARTS


def date(parser: ArgumentParser) -> None:
    """What `timeline date` may be told."""
    parser.description = "Explain a date, written in EDTF or in English, Russian or Chinese words."
    parser.epilog = (
        'For instance: timeline date "27 Aug 1689 OS". '
        "Exit code: 0 it is a date, 1 it is none, or could be two, 2 the command was wrong."
    )
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the date, in one word or more")
    parser.add_argument(
        "--calendar",
        choices=CALENDARS,
        default=CALENDARS[0],
        help="where TEXT names none (default: %(default)s)",
    )
    parser.add_argument(
        "--year-start",
        choices=YEAR_STARTS,
        default=YEAR_STARTS[0],
        help="month and day on which its years begin (default: %(default)s)",
    )
    how(parser)


def how(parser: ArgumentParser, *more: str) -> None:
    """The form in which a command prints: text, JSON or what else it has."""
    parser.add_argument(
        "--format",
        choices=("text", "json", *more),
        default="text",
        help="how to print (default: %(default)s)",
    )

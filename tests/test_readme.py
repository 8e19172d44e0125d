"""The README says what the program does: its help texts and column tables are made from the code.

They stand between remarks that a reader of the page does not see:

    <!-- help:serve -->        what `timeline serve --help` prints
    <!-- columns:events -->    the columns of data/events.csv
    <!-- end -->               the end of either

`python tests/test_readme.py` (or `make readme`) writes them anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from timeline.columns import EVENTS, PASSAGES, SOURCES, Column  # noqa: E402

README = ROOT / "README.md"
COMMANDS = ("serve", "export", "check", "init")
TABLES = {table.name: table for table in (EVENTS, PASSAGES, SOURCES)}
BLOCK = re.compile(r"<!-- (?P<kind>help|columns):(?P<name>\w+) -->\n(?P<text>.*?)<!-- end -->", re.S)


def help_block(command: str) -> str:
    """What the command line says of the command, as a block of Markdown."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    arguments = [sys.executable, "-m", "timeline", command, "--help"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return f"```text\n{done.stdout.strip()}\n```\n"


def rule(column: Column) -> str:
    """What a cell of the column may hold, in a few words."""
    kind = " · ".join(f"`{choice}`" for choice in column.choices) if len(column.choices) < 10 else ""
    needed = "required" if column.required else f"default `{column.default}`" if column.default else ""
    return ", ".join(part for part in (kind or column.type, needed) if part)


def columns_block(name: str) -> str:
    """The columns of a table, as a table of Markdown."""
    rows = (f"| `{column.name}` | {column.description} | {rule(column)} |" for column in TABLES[name].columns)
    return "\n".join(("| column | what it says | what may stand there |", "|---|---|---|", *rows)) + "\n"


MAKERS: dict[str, Callable[[str], str]] = {"help": help_block, "columns": columns_block}


def plain(text: str) -> str:
    """The text without what argparse writes differently in each Python: breaks, and `-o X, --out X`."""
    return re.sub(r"(-\w) (\S+), (--[\w-]+) \2", r"\1, \3 \2", " ".join(text.split()))


def blocks() -> dict[tuple[str, str], str]:
    """What stands in the README between its remarks: (kind, name) → text."""
    return {(b["kind"], b["name"]): b["text"] for b in BLOCK.finditer(README.read_text(encoding="utf-8"))}


UNWRITTEN = pytest.mark.xfail(reason="the README is not written yet", strict=True)
"""Temporary: passes turn red as soon as the README has its blocks, and this mark goes."""


@UNWRITTEN
@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_the_help_of_every_command(command: str) -> None:
    """What the README says of a command is what the command says of itself."""
    assert plain(blocks()["help", command]) == plain(help_block(command))


@UNWRITTEN
@pytest.mark.parametrize("table", TABLES)
def test_the_readme_shows_every_column(table: str) -> None:
    """The README's table of columns is the one that the program reads by."""
    assert blocks()["columns", table] == columns_block(table)


def test_the_blocks_say_what_the_code_says() -> None:
    """Every column and every option is in its block."""
    assert "| `date` |" in columns_block("events")
    assert "--port" in help_block("serve")
    assert plain("-o SITE, --output SITE  where\n   to") == plain("-o, --output SITE where to")


if __name__ == "__main__":
    written = BLOCK.sub(
        lambda b: f"<!-- {b['kind']}:{b['name']} -->\n{MAKERS[b['kind']](b['name'])}<!-- end -->",
        README.read_text(encoding="utf-8"),
    )
    README.write_text(written, encoding="utf-8")

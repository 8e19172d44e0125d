"""The README says what the program does: whatever can be made from the code or the data is made from it.

Such parts stand between remarks that a reader of the page does not see:

    <!-- help:serve -->               what `timeline serve --help` prints
    <!-- columns:events -->           the columns of data/events.csv
    <!-- row:events/treaty-aigun -->  the cells of a row of this project
    <!-- dates:plain -->              what written dates mean and how they look (also dates:doubt, …)
    <!-- dates:known -->              how the evidence of a date shows
    <!-- styles:julian -->            dates of the old calendar, as the page shows them
    <!-- marks:all -->                what each sign of a mark says
    <!-- read:words -->               dates in words, and the EDTF they become
    <!-- explained:old-style -->      what `timeline date` says of a date (also explained:ambiguous)
    <!-- typed:events -->             the row of the example that the README has the reader type
    <!-- said:wrong -->               what `timeline check` says to it (also said:right)
    <!-- warned:calendar -->          what it says of certain dates (also warned:spreadsheet)
    <!-- house:rows -->               the modules from the top down
    <!-- end -->                      the end of any of them

`python tests/test_readme.py` (or `make readme`) writes them anew.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.test_layers import PICTURE  # noqa: E402
from timeline.columns import EVENTS, PASSAGES, SOURCES, Column, TableSpec  # noqa: E402
from timeline.dates import Span, parse, shown  # noqa: E402
from timeline.explain import Day  # noqa: E402
from timeline.messages import message  # noqa: E402
from timeline.samples import DATES  # noqa: E402
from timeline.sketch import sketch  # noqa: E402
from timeline.starter import begin  # noqa: E402
from timeline.typed import read  # noqa: E402

README = ROOT / "README.md"
COMMANDS = ("serve", "export", "check", "coverage", "date", "cite", "annotations", "init")
TABLES = {table.name: table for table in (EVENTS, PASSAGES, SOURCES)}
BLOCK = re.compile(r"<!-- (?P<kind>[a-z]+):(?P<name>[\w/-]+) -->\n(?P<text>.*?)<!-- end -->", re.S)


def help_block(command: str) -> str:
    """What the command line says of the command, as a block of Markdown."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    arguments = [sys.executable, "-m", "timeline", command, "--help"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return f"```text\n{done.stdout.strip()}\n```\n"


TYPES: Mapping[str, str] = {
    "slug": "short name",
    "text": "text",
    "context": "text, blanks at its ends count",
    "choice": "an item type of CSL 1.0.2",
    "date": "date in EDTF",
    "number": "number",
    "integer": "whole number",
    "url": "web address",
    "list": "texts, `;` between them",
    "language": "language tag (BCP 47)",
    "qid": "`Q` and digits",
}
"""Types of columns as a reader of the README understands them."""
MANY = 10
"""Choices that are too many to list."""


def rule(column: Column) -> str:
    """What a cell of the column may hold, in a few words."""
    kind = " · ".join(f"`{choice}`" for choice in column.choices) if len(column.choices) < MANY else ""
    limits = "" if column.minimum is None else f"{column.minimum:g} to {column.maximum:g}"
    needed = "required" if column.required else f"default `{column.default}`" if column.default else ""
    return ", ".join(part for part in (kind or TYPES[column.type], limits, needed) if part)


def columns_block(name: str) -> str:
    """The columns of a table, as a table of Markdown."""
    rows = (f"| `{column.name}` | {column.description} | {rule(column)} |" for column in TABLES[name].columns)
    return "\n".join(("| column | what it says | what may stand there |", "|---|---|---|", *rows)) + "\n"


def cells(row: Mapping[str, str]) -> str:
    """The cells of a row that are not empty, one a line, as a table of Markdown."""
    said = ((name, cell.replace("|", r"\|")) for name, cell in row.items() if cell)
    # As code, blanks at the ends of a prefix or suffix are kept.
    lines = (f"| `{name}` | {cell if cell == cell.strip() else f'`{cell}`'} |" for name, cell in said)
    return "\n".join(("| column | cell |", "|---|---|", *lines)) + "\n"


def row_block(place: str) -> str:
    """A row of this project: `events/treaty-aigun`."""
    table, _, name = place.partition("/")
    with (ROOT / TABLES[table].file).open(encoding="utf-8", newline="") as file:
        return cells(next(row for row in csv.DictReader(file) if row["id"] == name))


WRITTEN: Mapping[str, tuple[str, ...]] = {
    "plain": ("1858", "1858-05", "1858-05-28", "0044", "-0043-03-15"),
    "doubt": ("1689~", "1689?", "1689%", "1689-08-27~", "1689?-08-27", "1689-08-~27"),
    "digits": ("165X", "18XX", "1689-XX", "1689-09-XX", "156X-12-25"),
    "lasting": ("1654/1689", "1801/1900", "1654~/1689-09-06", "2022/..", "../1860", "1985/", "/1985"),
    "sets": ("[1689-09-06,1689-09-07]", "[1654..1656]", "[..1760]", "{1960,1965}"),
    "seasons": ("1689-22", "1689-34", "1689-37", "1689-41"),
    "far": ("Y-12000", "Y-13E3", "1950S2"),
}
"""Dates as a curator may write them, in the groups in which the README explains them."""

KNOWN = (
    ("`stated`", "a passage says it", "1858", "stated", ()),
    ("`inferred`", "worked out; a passage says 1945", "1945-08-14", "inferred", ("1945",)),
    ("`external`", "taken from elsewhere", "1689", "external", ()),
    ("`conjecture`", "a guess", "1654", "conjecture", ()),
)
"""Evidence, what it means, a date, the evidence as a word, and the dates that passages state."""


def days(span: Span) -> str:
    """First and last of the days that it can mean."""
    first, last = end(span.earliest), end(span.latest)
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}, end {span.latest_kind}" if first else f"start {span.earliest_kind}, to {last}"


def end(number: int | None) -> str:
    """One of the two, in digits while these are easy to read and before our era in words; or nothing."""
    if number is None:
        return ""
    return Day(number).gregorian if number > 0 else Day(number).gregorian_words


def dates_block(name: str) -> str:
    """What written dates mean, or how each kind of evidence shows, as a table of Markdown."""
    if name == "known":
        head = ("| `evidence` | what it means | you write | the page shows |", "|---|---|---|---|")
        rows = [
            f"| {kind} | {means} | `{text}` | {shown(parse(text), evidence, tuple(map(parse, stated)))} |"
            for kind, means, text, evidence, stated in KNOWN
        ]
    else:
        head = ("| you write | the page shows | the mark | first and last day |", "|---|---|---|---|")
        spans = map(parse, WRITTEN[name])
        rows = [f"| `{span.text}` | {span.label} | `{sketch(span)}` | {days(span)} |" for span in spans]
    return "\n".join((*head, *rows)) + "\n"


JULIAN = (
    ("1689-08-27", "01-01"),
    ("1642-12-25", "01-01"),
    ("1689-08", "01-01"),
    ("1648-01-30", "03-25"),
)
"""Dates of the old calendar, and the day on which their years begin."""


def styles_block(_: str) -> str:
    """How the page shows dates of the old calendar, and the days that it draws."""
    head = ("| `date` | `calendar` | `year_start` | the page shows | drawn on |", "|---|---|---|---|---|")
    spans = [parse(text, "julian", start) for text, start in JULIAN]
    rows = [
        f"| `{span.text}` | `julian` | {'' if span.year_start == '01-01' else f'`{span.year_start}`'} "
        f"| {span.label} | {days(span)} |"
        for span in spans
    ]
    return "\n".join((*head, *rows)) + "\n"


RIVALS = (
    ("rival", "`██──┼──├──┤`", "`1654` in a passage of the property `date`"),
    ("rank", "`┃` `│` `┼`", "`deprecated` in `rank`"),
)
"""What the legend says of rival dates: its message, about how it looks, and an example."""


def marks_block(_: str) -> str:
    """The legend of the page, with a date that has such a mark."""
    head = ("| the mark | what it says | for instance |", "|---|---|---|")
    rows = []
    for name, text in DATES:
        looks, example = f"`{sketch(parse(text))}`", f"`{text}`"
        if name == "hollow":
            looks, example = "only its outline", "`doubtful` in `status`"
        rows.append(f"| {looks} | {message('en', f'legend.{name}')} | {example} |")
    for name, looks, example in RIVALS:
        rows.append(f"| {looks} | {message('en', f'legend.{name}')} | {example} |")
    return "\n".join((*head, *rows)) + "\n"


IN_WORDS = (
    "c. 1689",
    "spring 2001",
    "44 BC",
    "19th century",
    "between 1654 and 1656",
    "28.05.1858",
    "30 January 1648/49",
    "6 сентября 1689 г.",
    "约1689年",
    "康熙二十八年七月二十四日",
)
"""Dates as people write them."""


def read_block(_: str) -> str:
    """The EDTF that dates in words become, and how they were understood."""
    rows = []
    for text in IN_WORDS:
        found = read(text)
        other = "" if found.calendar == "gregorian" else f", `{found.calendar}`"
        other += "" if found.year_start == "01-01" else f", `{found.year_start}`"
        rows.append(f"| {text} | `{found.edtf}`{other} | {found.said} |")
    return "\n".join(("| you type | it becomes | it says |", "|---|---|---|", *rows)) + "\n"


ASKED = {"old-style": "27 Aug 1689 OS", "ambiguous": "12/04/1985"}
"""Dates that the README has explained."""


def explained_block(name: str) -> str:
    """What `timeline date` says of a date."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "timeline", "date", ASKED[name]]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return f'```text\n$ timeline date "{ASKED[name]}"\n{(done.stdout + done.stderr).decode().strip()}\n```\n'


SEED = "The naval base at Lüshun\n\nIn May 1955 the last Soviet soldiers left the naval base at Lüshun.\n"
"""The text that the README's example adds to the starter project."""
TYPED: dict[str, dict[str, str]] = {
    "sources": {"id": "base", "file": "base.txt", "title": "The naval base at Lüshun"},
    "events": {
        "id": "base-1955",
        "title": "Soviet soldiers leave Lüshun",
        "date": "1955-05",
        "evidence": "stated",
        "kind": "military",
        "parties": "Soviet Union;China",
    },
    "passages": {
        "id": "base-1955-1",
        "event": "base-1955",
        "source": "base",
        "exact": "In May 1955 the last Soviet soldiers left the naval base at Lüshun",
        "property": "date",
        "value": "1955-05",
    },
}
"""The rows of the README's example, sound."""
SLIP = ("the last Soviet soldiers", "the last Soviet troops")
"""What a hand gets wrong: words of the quote, and what was typed."""


def typed_block(table: str) -> str:
    """The row that the reader types."""
    return cells(TYPED[table])


def add(folder: Path, table: TableSpec, row: Mapping[str, str]) -> None:
    """Write one more row at the end of a table."""
    path = folder / table.file
    with path.open("a", encoding="utf-8", newline="") as file:
        names = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        csv.DictWriter(file, names, restval="", lineterminator="\n").writerow(row)


def said_block(name: str) -> str:
    """What `timeline check` says of the example, with the slip (`wrong`) or without it (`right`)."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "mine"
        begin(folder)
        (folder / "seeds" / "base.txt").write_text(SEED, encoding="utf-8")
        for table in TABLES.values():
            row = dict(TYPED[table.name])
            if name == "wrong" and "exact" in row:
                row["exact"] = row["exact"].replace(*SLIP)
            add(folder, table, row)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "timeline", "check"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return f"```text\n$ timeline check\n{done.stdout.decode().strip()}\n```\n"


WARNED: Mapping[str, tuple[dict[str, str], ...]] = {
    "calendar": (
        {"title": "October Revolution", "date": "1917-10-25", "place": "Petrograd"},
        {"title": "Decree in Moscow", "date": "1918-02-05", "place": "Moscow"},
    ),
    "spreadsheet": ({"date": "28-May-1858"}, {"date": "12/04/1985"}, {"date": "31194"}),
}
"""Events with dates about which `timeline check` has something to say."""


def warned_block(name: str) -> str:
    """What `timeline check` finds in the starter project with these events added, without the count."""
    known = {
        "title": "Event",
        "evidence": "external",
        "date_source": "A handbook",
        "date_note": "As it says.",
    }
    quote = {"source": "amur", "exact": "Russia and China first drew a common border at Nerchinsk"}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "mine"
        begin(folder)
        for number, cells in enumerate(WARNED[name], 1):
            add(folder, EVENTS, {"id": f"event-{number}", "kind": "event", **known, **cells})
            add(folder, PASSAGES, {"id": f"passage-{number}", "event": f"event-{number}", **quote})
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "timeline", "check"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return "```text\n$ timeline check\n" + "\n".join(done.stdout.decode().splitlines()[:-1]) + "\n```\n"


def house_block(_: str) -> str:
    """The picture of the house that test_layers.py holds the code to."""
    lines = [line[4:] for line in PICTURE.strip("\n").splitlines()]
    return "```text\n" + "\n".join(line.rstrip() for line in lines if line) + "\n```\n"


MAKERS: dict[str, Callable[[str], str]] = {
    "help": help_block,
    "columns": columns_block,
    "row": row_block,
    "dates": dates_block,
    "styles": styles_block,
    "marks": marks_block,
    "read": read_block,
    "explained": explained_block,
    "warned": warned_block,
    "typed": typed_block,
    "said": said_block,
    "house": house_block,
}


def plain(text: str) -> str:
    """The text without what argparse writes differently in each Python: breaks, and `-o X, --out X`."""
    return re.sub(r"(-\w) (\S+), (--[\w-]+) \2", r"\1, \3 \2", " ".join(text.split()))


def blocks() -> dict[tuple[str, str], str]:
    """What stands in the README between its remarks: (kind, name) → text."""
    return {(b["kind"], b["name"]): b["text"] for b in BLOCK.finditer(README.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_the_help_of_every_command(command: str) -> None:
    """What the README says of a command is what the command says of itself."""
    assert plain(blocks()["help", command]) == plain(help_block(command))


@pytest.mark.parametrize("table", TABLES)
def test_the_readme_shows_every_column(table: str) -> None:
    """The README's table of columns is the one that the program reads by."""
    assert blocks()["columns", table] == columns_block(table)


OTHERS = sorted(place for place in blocks() if place[0] not in {"help", "columns"})
"""What else the README shows."""


@pytest.mark.parametrize("place", OTHERS, ids="-".join)
def test_what_the_readme_shows_is_made_anew(place: tuple[str, str]) -> None:
    """Rows, dates, findings and the house stand in the README as data and code have them (`make readme`)."""
    kind, name = place
    assert blocks()[place] == MAKERS[kind](name)


PYTHON = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
"""The pieces of Python in the README, each of which goes on where the one before ended."""


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the examples for notebooks, gets what the remarks in them promise."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for piece in PYTHON:
        exec(piece.replace("path/to/project", str(ROOT)), names)
    assert (tmp_path / "site" / "index.html").is_file()
    told = dict(re.findall(r"^(\S.*?)  # (.+)$", "\n".join(PYTHON), re.M))
    assert {line: str(eval(line, names)).replace("\xa0", " ") for line in told} == told
    assert {"happened", "existed", "by_end"} <= set(names)
    assert set(names["happened"]["id"]) < set(names["existed"]["id"])


def test_every_key_of_an_address_is_explained() -> None:
    """Whatever the page writes into an address stands in the table of addresses."""
    script = (ROOT / "timeline" / "assets" / "address.js").read_text(encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    keys = set(re.findall(r'query\.set\("(\w+)"', script))
    table = text[text.index("\n## Addresses") : text.index("\n## Keys")]
    assert len(keys) > 5
    assert {key for key in keys | {"happened", "existed"} if f"{key}=" not in table} == set()


def test_every_reference_leads_somewhere() -> None:
    """Each file, heading and task of `make` that the README names is there."""
    text = README.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    headings = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", text)
    assert {link for link in links if link.startswith("#") and link[1:] not in headings} == set()
    assert {link for link in links if not link.startswith("#") and not (ROOT / link).exists()} == set()
    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)", text)) | set(re.findall(r"^make ([a-z]+)", text, re.M)) <= tasks


def test_the_picture_is_small() -> None:
    """Everybody who clones the project pays for its picture, which stays under 380 KiB."""
    assert 0 < (ROOT / ".ci" / "page.png").stat().st_size <= 380 * 1024


def test_the_blocks_say_what_the_code_says() -> None:
    """Every column and every option is in its block."""
    assert "| `date` |" in columns_block("events")
    assert "--port" in help_block("serve")
    assert "quote-missing" in said_block("wrong")
    assert "every quote stands" in said_block("right")
    assert "[day-never-was]" in warned_block("calendar")
    assert "1985-12-04" in warned_block("spreadsheet")
    assert "1689-08-27" in explained_block("old-style")
    assert "ambiguous" in explained_block("ambiguous")
    assert plain("-o SITE, --output SITE  where\n   to") == plain("-o, --output SITE where to")


if __name__ == "__main__":
    written = BLOCK.sub(
        lambda b: f"<!-- {b['kind']}:{b['name']} -->\n{MAKERS[b['kind']](b['name'])}<!-- end -->",
        README.read_text(encoding="utf-8"),
    )
    README.write_text(written, encoding="utf-8")

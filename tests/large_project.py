"""A project as large as wanted, in which the five articles stand among events that nobody ever dreamt of.

Why not the real one alone: what a large edition must do (levels, volumes, a list that rolls) only shows in
numbers. Why with the real one: what is known of its events must be found among a hundred thousand others as
it is found among eighty. The invented ones are sound, always the same, and look like history: four in ten
last, more of them the nearer to our time, and each rests on a quote that stands once in its source.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 1602, 2022
SENTENCES = 500
"""Quotes in each invented source."""
PARTIES = ("Northland", "Southland", "Eastmark", "Westmark", "Highmoor", "Lowmoor")
PLACES = ("Stonebridge", "Millford", "Greyharbour", "Oldgate", "Fairwater", "Thornfield")

Row = dict[str, str]


def invent(folder: Path, real: Path, count: int) -> Path:
    """Write a project of `count` events, those of the project `real` among them; its texts are copied."""
    tables = {name: list(_read(real / "data" / f"{name}.csv")) for name in ("events", "passages", "sources")}
    kinds = json.loads((real / "data" / "datapackage.json").read_text(encoding="utf-8"))["kinds"]
    shutil.copytree(real / "seeds", folder / "seeds")
    (folder / "data").mkdir()
    chance = random.Random(1689)
    columns = {name: list(rows[0]) for name, rows in tables.items()}
    said: dict[str, list[str]] = {}
    for number in range(count - len(tables["events"])):
        event, quote = _event(chance, number, kinds)
        source = f"chronicle-{number // SENTENCES}"
        said.setdefault(source, []).append(f"{quote} Nothing more is known of it.")
        tables["events"].append(event)
        tables["passages"].append(
            {"id": f"made-{number}-p", "event": event["id"], "source": source, "exact": quote}
        )
    for source, sentences in said.items():
        (folder / "seeds" / f"{source}.txt").write_text(
            "\n\n".join(sentences) + "\n", encoding="utf-8", newline=""
        )
        title = f"Chronicle {source.rpartition('-')[2]}"
        row = {"id": source, "file": f"{source}.txt", "type": "book", "title": title, "publish": "full"}
        tables["sources"].append({**row, "language": "en"})
    for name, rows in tables.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    package = {"title": f"{count} events", "kinds": kinds}
    (folder / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _event(chance: random.Random, number: int, kinds: list[str]) -> tuple[Row, str]:
    year = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR) * chance.random() ** 0.6)
    first = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    kind, place = chance.choice(kinds), chance.choice(PLACES)
    one, other = chance.sample(PARTIES, 2)
    when = first.isoformat()
    if chance.random() < 0.4:
        # Most are over within days, a few go on for years: long ones are drawn on a level of their own.
        last = first + timedelta(days=int(2 + 5_000 * chance.random() ** 6))
        when += f"/{min(last, date(LAST_YEAR, 12, 31)).isoformat()}"
    event = {
        "id": f"made-{number}",
        "title": f"{kind.title()} {number} of {place}",
        "date": when,
        "calendar": "gregorian",
        "evidence": "inferred",
        "date_note": "Invented for a test.",
        "kind": kind,
        "parties": f"{one};{other}",
        "place": place,
        "importance": str(1 + int(4 * chance.random() ** 3)),
        "status": "asserted",
    }
    quote = (
        f"In the year {year} the envoys of {one} and {other} met near {place}, spoke for several days of the "
        f"{kind} that is number {number} in the registers of the chancery, and parted without a word."
    )
    return event, quote

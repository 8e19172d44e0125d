"""The events that everybody draws: the five articles of this repository, or as many invented ones as wanted.

Invented projects are sound, deterministic and look like history as editions hold it: eight kinds, four in ten
an interval, more of them the nearer to our time, and for each event a quote of about thirty words that
stands once in its source.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from timeline.edition import Edition

KINDS = ("treaty", "conflict", "visit", "agreement", "protest", "exercise", "statement", "trade")
PARTIES = ("Russia", "China", "Japan", "Britain", "France", "Korea")
PLACES = ("Nerchinsk", "Kyakhta", "Aigun", "Peking", "Moscow", "Vladivostok", "Harbin", "Khabarovsk")
FIRST_YEAR, LAST_YEAR = 1600, 2023
SENTENCES = 100
"""Quotes in each source of an invented project."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as the peers need it."""

    id: str
    """As in events.csv."""
    title: str
    """As in events.csv."""
    kind: str
    """Its lane."""
    start: date
    """First day."""
    end: date
    """The day after the last."""
    quote: str
    """The words of its first passage; empty if it has none."""

    @property
    def instant(self) -> bool:
        """Whether it lasts no longer than a day."""
        return self.end - self.start <= timedelta(days=1)


def rows(edition: Edition) -> tuple[Row, ...]:
    """The events of an edition; open ends are drawn to the ends of all that is dated."""
    known = [day for event in edition.chronology for day in (event.span.earliest, event.span.latest) if day]
    first, last = min(known), max(known)
    return tuple(
        Row(
            event.id,
            event.title,
            event.kind,
            date.fromordinal(event.span.earliest or first),
            date.fromordinal((event.span.latest or last) + 1),
            next((passage.exact for passage in edition.passages_of(event.id)), ""),
        )
        for event in edition.chronology
    )


def write_flat(path: Path, events: Iterable[Row]) -> Path:
    """One plain CSV, as somebody would have it who starts with pandas and Plotly."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "title", "kind", "start", "end", "quote"))
        writer.writerows(
            (row.id, row.title, row.kind, row.start.isoformat(), row.end.isoformat(), row.quote)
            for row in events
        )
    return path


def invent(folder: Path, count: int) -> Path:
    """Write a sound project of `count` events, each with one quote."""
    chance = random.Random(1689)
    (folder / "data").mkdir(parents=True)
    (folder / "seeds").mkdir()
    events, passages, sources = [], [], []
    for number in range(count):
        event, quote = _event(chance, number)
        source = f"source-{number // SENTENCES}"
        events.append(event)
        passages.append({"id": f"p{number}", "event": event["id"], "source": source, "exact": quote})
    for at in range(0, count, SENTENCES):
        name = f"source-{at // SENTENCES}"
        text = "\n\n".join(
            f"{passage['exact']} Nothing more is known of it." for passage in passages[at : at + SENTENCES]
        )
        (folder / "seeds" / f"{name}.txt").write_text(text + "\n", encoding="utf-8", newline="")
        sources.append({"id": name, "file": f"{name}.txt", "type": "book", "title": name, "publish": "full"})
    for table, records in (("events", events), ("passages", passages), ("sources", sources)):
        _write(folder / "data" / f"{table}.csv", records)
    (folder / "data" / "datapackage.json").write_text(
        json.dumps({"title": f"{count} events"}), encoding="utf-8"
    )
    return folder


def _event(chance: random.Random, number: int) -> tuple[dict[str, str], str]:
    year = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR) * chance.random() ** 0.6)
    first = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    kind, place = chance.choice(KINDS), chance.choice(PLACES)
    one, other = chance.sample(PARTIES, 2)
    when = first.isoformat()
    if chance.random() < 0.4:
        when += f"/{first.replace(day=1, year=year + chance.randrange(1, 15)).isoformat()}"
    event = {
        "id": f"event-{number}",
        "title": f"{kind.title()} {number} at {place}",
        "date": when,
        "calendar": "gregorian",
        "evidence": "inferred",
        "date_note": "Invented for a measurement.",
        "kind": kind,
        "parties": f"{one};{other}",
        "place": place,
        "importance": str(chance.randint(1, 5)),
    }
    quote = (
        f"In the year {year} the envoys of {one} and {other} met near {place}, spoke for several days of "
        f"the {kind} that is number {number} in the registers of the chancery, and parted without a word."
    )
    return event, quote


def _write(path: Path, records: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)

"""The events that everybody draws: the five articles of this repository, or as many invented ones as wanted.

Invented projects are sound, deterministic and look like history as editions hold it: eight kinds, four in
ten an interval, more of them the nearer to our time, few of great importance, and for each event a quote of
about thirty words that stands once in its source, a hundred to a source. They are written as they are made:
a million takes no more memory than a hundred.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from timeline.edition import Edition

KINDS = ("treaty", "conflict", "visit", "agreement", "protest", "exercise", "statement", "trade")
PARTIES = ("Russia", "China", "Japan", "Britain", "France", "Korea")
PLACES = ("Nerchinsk", "Kyakhta", "Aigun", "Peking", "Moscow", "Vladivostok", "Harbin", "Khabarovsk")
FIRST_YEAR, LAST_YEAR = 1600, 2023
IMPORTANCE = ((1, 2, 3, 4, 5), (50, 30, 14, 5, 1))
"""How many in a hundred events are of each importance."""
SENTENCES = 100
"""Quotes in each source of an invented project."""

EVENTS = (
    "id", "title", "date", "calendar", "evidence", "date_note", "kind", "parties", "place", "importance",
)  # fmt: skip
PASSAGES = ("id", "event", "source", "exact")
SOURCES = ("id", "file", "type", "title", "publish")


class Row(NamedTuple):
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
    importance: int
    """As in events.csv."""
    parties: str = ""
    """As in events.csv."""
    place: str = ""
    """As in events.csv."""

    @property
    def instant(self) -> bool:
        """Whether it lasts no longer than a day."""
        return self.end - self.start <= timedelta(days=1)


def rows(edition: Edition) -> Iterator[Row]:
    """The events of an edition; open ends are drawn to the ends of all that is dated."""
    known = [day for event in edition.chronology for day in (event.span.earliest, event.span.latest) if day]
    first, last = min(known), max(known)
    for event in edition.chronology:
        yield Row(
            event.id,
            event.title,
            event.kind,
            date.fromordinal(event.span.earliest or first),
            date.fromordinal((event.span.latest or last) + 1),
            next((passage.exact for passage in edition.passages_of(event.id)), ""),
            event.importance,
        )


def invented(count: int) -> Iterator[Row]:
    """The events of the invented project of `count`, in the order of its files."""
    chance = random.Random(1689)
    return (_event(chance, number) for number in range(count))


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


def invent(folder: Path, count: int) -> None:
    """Write a sound project of `count` events, each with one quote."""
    data, seeds = folder / "data", folder / "seeds"
    data.mkdir(parents=True)
    seeds.mkdir()
    supply = invented(count)
    with (
        (data / "events.csv").open("w", encoding="utf-8", newline="") as events_file,
        (data / "passages.csv").open("w", encoding="utf-8", newline="") as passages_file,
        (data / "sources.csv").open("w", encoding="utf-8", newline="") as sources_file,
    ):
        files = (events_file, passages_file, sources_file)
        events, passages, sources = (csv.writer(file, lineterminator="\n") for file in files)
        events.writerow(EVENTS)
        passages.writerow(PASSAGES)
        sources.writerow(SOURCES)
        for number in range((count + SENTENCES - 1) // SENTENCES):
            name, told = f"source-{number}", list(islice(supply, SENTENCES))
            events.writerows(map(_cells, told))
            passages.writerows((f"p{row.id.partition('-')[2]}", row.id, name, row.quote) for row in told)
            sources.writerow((name, f"{name}.txt", "book", name, "full"))
            text = "\n\n".join(f"{row.quote} Nothing more is known of it." for row in told)
            (seeds / f"{name}.txt").write_text(text + "\n", encoding="utf-8", newline="")
    (data / "datapackage.json").write_text(json.dumps({"title": f"{count:,} events"}), encoding="utf-8")


def _event(chance: random.Random, number: int) -> Row:
    year = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR) * chance.random() ** 0.6)
    first = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    kind, place = chance.choice(KINDS), chance.choice(PLACES)
    one, other = chance.sample(PARTIES, 2)
    last = first
    if chance.random() < 0.4:
        last = first.replace(day=1, year=year + chance.randrange(1, 15))
    quote = (
        f"In the year {year} the envoys of {one} and {other} met near {place}, spoke for several days of "
        f"the {kind} that is number {number} in the registers of the chancery, and parted without a word."
    )
    return Row(
        f"event-{number}",
        f"{kind.title()} {number} at {place}",
        kind,
        first,
        last + timedelta(days=1),
        quote,
        chance.choices(*IMPORTANCE)[0],
        f"{one};{other}",
        place,
    )


def _cells(row: Row) -> tuple[str, ...]:
    """A line of events.csv."""
    when = row.start.isoformat()
    if not row.instant:
        when += f"/{row.end - timedelta(days=1)}"
    note = "Invented for a measurement."
    return (
        row.id, row.title, when, "gregorian", "inferred", note, row.kind, row.parties, row.place,
        str(row.importance),
    )  # fmt: skip

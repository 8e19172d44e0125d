"""The rule of which calendar a day is of: ten days are the difference between a quotation and a mistake.

It looks at days only (a month or a year is said in the same words in both calendars), only where `place` or
`parties` name a country that `civil` knows, and only warns, because a table of countries knows less than a
curator. Written out, `gregorian` and `julian` are taken at their word:

- no calendar given, and the place still counted by the Julian one: `calendar-not-given`, with both readings.
  So it is, too, with China and Russia at the table, because the Russian record is in Old Style.
- no calendar given, or `julian`, and the day is one of those that the place left out when it went over to the
  Gregorian calendar: `day-never-was`.
- years that begin on 25 March or 1 September, without `julian`: `year-start-not-julian`. Only in Tuscany,
  from 1582 to 1749, did they go with the Gregorian calendar; there `gregorian`, written out, says so.
- `gregorian` is a conversion, and every converted day is a day: 23 January 1918 in Moscow was 5 February.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from timeline import civil
from timeline.calendars import day_to_gregorian, day_to_julian, iso_date, julian_to_day
from timeline.civil import Change, Date
from timeline.columns import EVENTS, PASSAGES
from timeline.dates import Span
from timeline.errors import Finding
from timeline.material import Material, dated
from timeline.records import Claim, Event, TableRow
from timeline.years import day_words

_LAST_ASKED = julian_to_day(*day_to_gregorian(civil.LAST))
"""No day after it is in doubt in either calendar."""
_YEARS_BEGIN = {"03-25": "25 March", "09-01": "1 September"}
_TUSCANY = re.compile(
    "Florence|Firenze|Tuscany|Toscana|Pisa|Siena|Lucca|Флоренц|Тоскан|Пиз[аы]|Сиен|佛罗伦萨|托斯卡纳|比萨|锡耶纳",
    re.IGNORECASE,
)
"""Where years began on 25 March in the Gregorian calendar too."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a cell names, in a country that changed its calendar."""

    event: Event
    """Whose date it is, or whose passage's."""
    file: str
    """The table of the cell."""
    row: TableRow
    """The row of the cell."""
    column: str
    """`date` or `value`."""
    position: int
    """Where in the cell it begins, code points from 0."""
    date: Date
    """Year, month and day as written, the year begun on 1 January."""
    changes: tuple[Change, ...]
    """What the countries concerned did, at least one."""

    @property
    def given(self) -> str:
        """The calendar that is written down for it: `julian`, or empty if none is."""
        return self.event.row.text("calendar")


def days_reckoned(material: Material) -> Iterator[Finding]:
    """Each day was counted at its place, and says in which calendar while that was the Julian one.

    So do years that began on another day than 1 January, if the calendar has not been asked for already.
    """
    asked = set()
    for day in _days(material):
        never = next((change for change in day.changes if change.never_was(day.date)), None)
        julian = next((change for change in day.changes if change.was_julian(day.date)), None)
        if never is not None:
            yield _never_was(day, never)
        elif julian is not None and not day.given and day.event.id not in asked:
            # One word in one cell mends all dates of an event, so it is asked for once.
            asked.add(day.event.id)
            yield _not_given(day, julian)
    for event in material.events.records:
        if event.id not in asked:
            yield from _years_reckoned(event)


def _years_reckoned(event: Event) -> Iterator[Finding]:
    """Years that begin on another day than 1 January are counted by the Julian calendar, and say so."""
    if event.year_start not in _YEARS_BEGIN or event.calendar == "julian":
        return
    tuscan = event.year_start == "03-25" and _TUSCANY.search(";".join((event.place, *event.parties)))
    if tuscan and event.row.text("calendar"):
        return
    day = _YEARS_BEGIN[event.year_start]
    message = f"years beginning on {day} go with the Julian calendar, and this date is taken as Gregorian"
    hint = "write julian in calendar; if the date is converted, write the January year and no year_start"
    if tuscan:
        hint = "write julian in calendar, or gregorian for Tuscany from 1582 to 1749"
    place = event.row.where("year_start")
    yield Finding(EVENTS.file, *place, "year-start-not-julian", "warning", message, hint)


def _never_was(day: _Day, change: Change) -> Finding:
    before, after = change.last_julian, change.first
    if day.date == change.dropped:
        before, after = (day.date[0], 2, 28), (day.date[0], 3, 1)
    message = (
        f"{day_words(*day.date)} never was in {change.name}: "
        f"{day_words(*before)} was followed by {day_words(*after)}"
    )
    converted = day_to_gregorian(julian_to_day(*day.date))
    if day.given:
        hint = (
            "if the source kept to the Old Style, as the Church did, "
            f"write {iso_date(*converted)} and gregorian"
        )
    else:
        hint = "if it is converted from Old Style already, write gregorian in calendar; else look it up again"
    place = day.row.where(day.column, day.position)
    return Finding(day.file, *place, "day-never-was", "warning", message, hint)


def _not_given(day: _Day, change: Change) -> Finding:
    written = day_words(*day.date)
    if change.at_once:
        reason = f"{change.name} still counted by the Julian calendar"
    else:
        reason = f"not all of {change.name} counted by the Gregorian calendar yet"
    message = f"{written} is given without a calendar, and {reason}"
    converted = day_words(*day_to_gregorian(julian_to_day(*day.date)))
    hint = f"{written} Old Style is {converted}: write julian in calendar, or gregorian if it is converted"
    first, last = civil.OWN_OF_SWEDEN
    if change.dropped and first <= day.date <= last:
        own = day_words(*day_to_gregorian(julian_to_day(*day.date) - 1))
        hint += f"; in Sweden's own calendar of those years it is {own}"
    # In a table that has the column, the empty cell is where the word is missing.
    if day.file == EVENTS.file and "calendar" in day.row.cells:
        place = day.row.where("calendar")
    else:
        place = day.row.where(day.column, day.position)
    return Finding(day.file, *place, "calendar-not-given", "warning", message, hint)


def _days(material: Material) -> Iterator[_Day]:
    """Every day, not known to be Gregorian, of an event or its passages, where the calendar was changed."""
    claims: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim, span in dated(material):
        claims[claim.event].append((claim, span))
    for event in material.events.records:
        if event.row.text("calendar") == "gregorian":
            continue
        cells = [(EVENTS.file, event.row, "date", event.date, event.span)]
        cells += [(PASSAGES.file, claim.row, "value", claim.value, span) for claim, span in claims[event.id]]
        for file, row, column, text, span in cells:
            for moment in span.moments:
                if not moment.day or moment.unspecified or moment.earliest > _LAST_ASKED:
                    continue
                written = day_to_julian if event.calendar == "julian" else day_to_gregorian
                date = written(moment.earliest)
                changes = civil.concerned(event.place, event.parties, date)
                if changes:
                    yield _Day(event, file, row, column, max(text.find(moment.text), 0), date, changes)

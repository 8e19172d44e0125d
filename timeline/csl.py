"""Dates and names as CSL-JSON 1.0.2 has them: the form that Zotero, pandoc and citeproc read.

Its dates know a day, a month, a season, a year, a stretch of two of these, and “circa”; years count without a
zero. What a historian's date says beyond that is not bent into shape but given in words (`literal`): an open
end, a season that is no season of the year, all of a set. CSL knows the Gregorian calendar only, so a day of
another is converted, and a month of another, which is no month here, is given in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.calendars import day_to_gregorian
from timeline.dates import Span
from timeline.moments import Moment

_SEASONS = range(21, 33)
"""Spring to winter, of no hemisphere, of the northern, of the southern."""
_LONGEST_YEAR = 9999
_PLAIN = ("gregorian", "01-01")

CslDate = dict[str, object]
"""`date-parts` with `season` and `circa`, or `literal`."""


def csl_date(span: Span) -> CslDate:
    """The date as CSL writes it: `{"date-parts": [[1858, 5, 28]]}`; in words where CSL has no form for it."""
    start = span.start
    season = _season(start) if span.kind == "date" and start is not None else 0
    year = start.year if season and start is not None else None
    parts = _parts(span) if year is None else [[_counted(year)]]
    if not parts or any(abs(part[0]) > _LONGEST_YEAR for part in parts):
        return {"literal": span.words("en")}
    date: CslDate = {"date-parts": parts}
    if year is not None:
        date["season"] = season
    if span.approximate or span.uncertain or span.kind == "one_of":
        date["circa"] = True
    return date


def csl_names(authors: str) -> list[dict[str, str]]:
    """`Family, Given; Society of X` as names: what has no comma is a name that is not to be turned round."""
    names = []
    for family, given in split_names(authors):
        names.append({"family": family, "given": given} if given else {"literal": family})
    return names


def split_names(authors: str) -> Iterator[tuple[str, str]]:
    """Each author as (family, given); the whole name and nothing where it has no comma."""
    for author in authors.split(";"):
        family, _, given = author.partition(",")
        if family.strip() or given.strip():
            yield (family.strip(), given.strip()) if family.strip() else (given.strip(), "")


def _parts(span: Span) -> list[list[int]]:
    """One date or two; empty where CSL has no numbers for it."""
    moments = [moment for member in span.members for moment in (member.start, member.end)]
    if span.kind == "all_of" or any(moment is None for moment in moments):
        return []
    known = [moment for moment in moments if moment is not None]
    first = _moment(min(known, key=lambda moment: moment.earliest), span, 0)
    last = _moment(max(known, key=lambda moment: moment.latest), span, -1)
    if not first or not last:
        return []
    return [first] if first == last else [first, last]


def _moment(moment: Moment, span: Span, side: int) -> list[int]:
    """Year, month and day as far as they are known; the first or the last year that unknown digits mean."""
    if moment.is_season:
        return []
    if (span.calendar, span.year_start) != _PLAIN:
        if moment.precision == "day":
            year, month, day = day_to_gregorian(moment.earliest)
            return [_counted(year), month, day]
        if moment.month or span.year_start != "01-01":
            return []
    if moment.year is None or moment.significant:
        return [_counted(moment.last_year if side else moment.first_year)]
    parts = [_counted(moment.year)]
    for part in (moment.month, moment.day):
        if not part.isdigit():
            break
        parts.append(int(part))
    return parts


def _season(moment: Moment) -> int:
    """1 spring to 4 winter; 0 if it is none."""
    if not moment.is_season or int(moment.month) not in _SEASONS:
        return 0
    return (int(moment.month) - _SEASONS.start) % 4 + 1


def _counted(year: int) -> int:
    """The year as people count: 0 is the year before 1, -1."""
    return year if year > 0 else year - 1

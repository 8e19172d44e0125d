"""The one gate: a project becomes a sound `Edition`, or `Unsound` with every finding.

Why sound by construction: whoever holds an `Edition` holds quotes that were found in their sources, dates
that have a meaning and references that lead somewhere, so nothing above this room checks anything again.

The records are tuples; pandas is only a view of them, built when somebody asks for it, because importing
pandas takes longer than everything else together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.check import Progress, Report, check, silent
from timeline.columns import EVENTS, PASSAGES, SOURCES
from timeline.dates import Span
from timeline.errors import Finding, Unsound
from timeline.found import Passages
from timeline.holdings import Again, Asked, Chronology, Quotations
from timeline.languages import Language
from timeline.records import Event, Passage, Source
from timeline.reread import Records, all_of, finder
from timeline.rivals import RivalDate, rival_dates

if TYPE_CHECKING:
    import pandas as pd

    from timeline.coverage import Coverage, SourceCoverage

__all__ = ["Edition", "Event", "Passage", "Source", "load"]

EVENT_COLUMNS = [column.name for column in EVENTS.columns]
DATE_COLUMNS = (
    "earliest", "latest", "middle", "earliest_kind", "latest_kind", "precision", "date_kind",
    "approximate", "uncertain", "unspecified", "edtf", "label",
)  # fmt: skip
PASSAGE_COLUMNS = [*(column.name for column in PASSAGES.columns), "start", "end", "tier"]
SOURCE_COLUMNS = [*(column.name for column in SOURCES.columns), "sha256", "text"]


@dataclass(frozen=True)
class Edition:
    """Events, passages and sources, joined and sound. No slots: the DataFrames are kept once built."""

    title: str
    """Of the project, from `data/datapackage.json`, else the name of the folder."""
    root: Path
    """The project's folder."""
    chronology: Sequence[Event] = field(repr=False)
    """The events in order of date (`span.sort_key`), as written in the file where dates are the same."""
    quotations: Sequence[Passage] = field(repr=False)
    """The passages in reading order: source by source, then by start."""
    library: tuple[Source, ...] = field(repr=False)
    """The sources in the order of the file."""
    warnings: tuple[Finding, ...] = field(default=(), repr=False)
    """What `check` found that does not stop the edition."""
    kinds: tuple[str, ...] = ()
    """Every kind that occurs, in the order of lanes, colours and shapes."""
    language: Language = "en"
    """In which the curator writes, and in which the page opens unless it is told otherwise."""

    def event(self, id: str) -> Event:
        """The event called `id`; KeyError if there is none."""
        return self.chronology[self._places[id]]

    def place(self, event_id: str) -> int:
        """The index of an event in `chronology`, from 0; KeyError if there is none."""
        return self._places[event_id]

    def source(self, id: str) -> Source:
        """The source called `id`; KeyError if there is none."""
        return self.library[self._sources[id]]

    def passages_of(self, event_id: str) -> tuple[Passage, ...]:
        """The passages that speak of an event, in the order of the file; empty for an unknown event."""
        return self._by_event.get(event_id, ())

    def passage(self, id: str) -> Passage:
        """The passage called `id`; KeyError if there is none."""
        return self._passages[id]

    def passages_in(self, source_id: str) -> tuple[Passage, ...]:
        """The passages that stand in a source, by start; empty for an unknown source."""
        return self._by_source.get(source_id, ())

    def rivals_of(self, event_id: str) -> tuple[RivalDate, ...]:
        """The dates that passages give for an event and that its own date cannot be; empty as a rule."""
        return self._rivals.get(event_id, ())

    @property
    def dates(self) -> Iterable[Span]:
        """All that has a place on the axis: the date of every event, and every rival of one."""
        if isinstance(self.chronology, tuple):
            return (*(event.span for event in self.chronology), *self._rival_dates())
        return Again(lambda: chain((event.span for event in self.chronology), self._rival_dates()))

    def _rival_dates(self) -> Iterator[Span]:
        return (rival.span for name in self._rivals for rival in self._rivals[name])

    @cached_property
    def coverage(self) -> Coverage:
        """What the events leave out of the texts; found once, in a second for two million characters."""
        from timeline.coverage import coverage

        return coverage(self.chronology, self.quotations, self.library)

    def coverage_of(self, source_id: str) -> SourceCoverage:
        """What the events leave out of one text, found without the others; KeyError if there is no source."""
        from timeline.coverage import of_source

        source, inside = self.source(source_id), self.passages_in(source_id)
        events = [self.event(name) for name in dict.fromkeys(passage.event for passage in inside)]
        speaking = {event.id: self.passages_of(event.id) for event in events}
        return of_source(source, inside, events, speaking, self._derived)

    @cached_property
    def _derived(self) -> Mapping[str, str]:
        return {source.id: source.derived_from for source in self.library}

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row an event, in the order of `chronology`; columns as in events.csv and, of the date:

        - `earliest`, `latest`, `middle`: Int64, day numbers, 1 = 0001-01-01 Gregorian as `date.toordinal()`
          counts, negative before; the first and the last day that the date can mean, and the day halfway,
          rounded down. `<NA>` where an end is open or unknown. Never `datetime64`, which knows no doubt.
        - `earliest_kind`, `latest_kind`: `day`, `open` or `unknown`.
        - `precision`: `day`, `month`, `season`, `year`, `decade`, `century`, `millennium`, `years`,
          `interval` or `set`; `date_kind`: `date`, `interval`, `one_of` or `all_of`.
        - `approximate`, `uncertain`, `unspecified`: bool, whether any part of the date is so.
        - `edtf`, `label`: the date in canonical EDTF, and in English words.

        `parties` is a tuple, `lat` and `lon` are floats, `importance` is Int64, all else is text.

        Which events happened in 1850 to 1900 as a whole, and which existed at any time of it:

        >>> from timeline import dates
        >>> events, period = edition.events, dates.parse("1850/1900")
        >>> spans = [event.span for event in edition.chronology]
        >>> happened = events[[dates.happened_in(span, period) for span in spans]]
        >>> existed = events[[dates.existed_during(span, period) for span in spans]]
        >>> set(happened["id"]) <= set(existed["id"])
        True

        Sorted by start, by end and by middle; dates that the numbers alone cannot order (open, unknown) are
        put in their places by `dates.ordering`:

        >>> by_start = events.sort_values(["earliest", "latest"])
        >>> by_end = events.sort_values("latest")
        >>> order = sorted(edition.chronology, key=lambda event: dates.ordering(event.span, "middle"))
        >>> by_middle = events.set_index("id").loc[[event.id for event in order]]
        """
        import pandas as pd

        rows = [
            [getattr(event, name) for name in EVENT_COLUMNS] + _dated(event.span) for event in self.chronology
        ]
        frame = pd.DataFrame(rows, columns=[*EVENT_COLUMNS, *DATE_COLUMNS], dtype=object)
        types = {"earliest": "Int64", "latest": "Int64", "middle": "Int64", "importance": "Int64"}
        types |= dict.fromkeys(("approximate", "uncertain", "unspecified"), "bool")
        return frame.astype(types | dict.fromkeys(("lat", "lon"), "float64"))

    @cached_property
    def passages(self) -> pd.DataFrame:
        """One row a passage, in reading order; columns as in passages.csv and `start`, `end`, `tier`."""
        import pandas as pd

        rows = [[getattr(passage, name) for name in PASSAGE_COLUMNS] for passage in self.quotations]
        return pd.DataFrame(rows, columns=PASSAGE_COLUMNS, dtype=object).astype(
            {"start": "Int64", "end": "Int64"}
        )

    @cached_property
    def sources(self) -> pd.DataFrame:
        """One row a source; columns as in sources.csv and `sha256`, `text`."""
        import pandas as pd

        rows = [[getattr(source, name) for name in SOURCE_COLUMNS] for source in self.library]
        return pd.DataFrame(rows, columns=SOURCE_COLUMNS, dtype=object)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        if isinstance(self.chronology, Chronology):
            return Asked(lambda: (event.id for event in self.chronology), _there(self.chronology.place))
        return {event.id: place for place, event in enumerate(self.chronology)}

    @cached_property
    def _sources(self) -> Mapping[str, int]:
        return {source.id: number for number, source in enumerate(self.library)}

    @cached_property
    def _passages(self) -> Mapping[str, Passage]:
        if isinstance(self.quotations, Quotations):
            return Asked(lambda: (passage.id for passage in self.quotations), self.quotations.find)
        return {passage.id: passage for passage in self.quotations}

    @cached_property
    def _rivals(self) -> Mapping[str, tuple[RivalDate, ...]]:
        if isinstance(self.chronology, Chronology) and isinstance(self.quotations, Quotations):
            events, dated = self.chronology.events, sorted(self.quotations.dated - {-1})
            return Asked(lambda: (events[number].id for number in dated), lru_cache(1024)(self._rivals_found))
        found = ((event.id, self._rivals_found(event.id)) for event in self.chronology)
        return {name: rivals for name, rivals in found if rivals}

    def _rivals_found(self, event_id: str) -> tuple[RivalDate, ...]:
        return rival_dates(self.event(event_id), self.passages_of(event_id))

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[Passage, ...]]:
        if isinstance(self.chronology, Chronology) and isinstance(self.quotations, Quotations):
            find, quotations = _there(self.chronology.events.find), self.quotations
            return Asked(lambda: iter(self._places), lambda name: quotations.of_event(find(name)))
        grouped = defaultdict(list)
        for passage in sorted(self.quotations, key=lambda passage: passage.row.line):
            grouped[passage.event].append(passage)
        return {name: tuple(group) for name, group in grouped.items()}

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Passage, ...]]:
        if isinstance(self.quotations, Quotations):
            quotations = self.quotations
            return Asked(lambda: iter(self._sources), lambda name: quotations.in_source(self._sources[name]))
        grouped = defaultdict(list)
        for passage in self.quotations:
            grouped[passage.source].append(passage)
        return {name: tuple(group) for name, group in grouped.items()}


def _there(find: Callable[[str], int]) -> Callable[[str], int]:
    """The same with KeyError for what is not there."""

    def found(name: str) -> int:
        number = find(name)
        if number < 0:
            raise KeyError(name)
        return number

    return found


def _dated(span: Span) -> list[object]:
    """What a date means, in the order of `DATE_COLUMNS`."""
    first, last = span.earliest, span.latest
    return [
        first,
        last,
        None if first is None or last is None else (first + last) // 2,
        span.earliest_kind,
        span.latest_kind,
        span.precision,
        span.kind,
        span.approximate,
        span.uncertain,
        span.unspecified,
        span.edtf,
        span.label,
    ]


def load(project: Path | str, *, progress: Progress = silent) -> Edition:
    """The edition in a project's folder.

    Raises `Unsound` with all findings when the data have an error, and `FileProblem` when the folder or its
    `data/events.csv` is missing.
    """
    report = check(project, progress)
    if not report.sound:
        raise Unsound(report.findings)
    return Edition(
        report.package.title,
        Path(project),
        _chronology(report.events),
        _quotations(report),
        report.sources,
        report.findings,
        _kinds(report),
        report.package.language,
    )


def _chronology(events: Sequence[Event]) -> Sequence[Event]:
    """The events in order of date."""
    if isinstance(events, Records):
        return Chronology(events)
    return tuple(sorted(events, key=lambda event: event.span.sort_key))


def _quotations(report: Report) -> Sequence[Passage]:
    """The passages in reading order."""
    shelf = {source.id: number for number, source in enumerate(report.sources)}
    if isinstance(report.passages, Passages):
        return Quotations(report.passages, shelf, finder(report.events))
    return tuple(
        sorted(report.passages, key=lambda passage: (shelf[passage.source], passage.start, passage.end))
    )


def _kinds(report: Report) -> tuple[str, ...]:
    """The kinds that occur: first as the data package orders them, then by first place in the file."""
    found = dict.fromkeys(kind for (kind,) in all_of(report.events, "kind"))
    declared = [kind for kind in report.package.kinds if kind in found]
    return tuple(dict.fromkeys([*declared, *found]))

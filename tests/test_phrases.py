"""What the page tells of the data, made once and looked up by all."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.made_up import edition, event
from timeline import page, wording
from timeline.phrases import Phrases, phrases
from timeline.records import Event, Passage
from timeline.wording import Told


def test_each_phrase_has_one_place() -> None:
    """What two events share stands in the table once, and all that is told has its place in it."""
    events = [event("one", "1689"), event("two", "1689"), event("three", "1689-09-06")]
    made = phrases(edition(events))
    assert list(map(made.place, made.table)) == list(range(len(made.table)))
    one, two, three = map(made.date, events)
    assert one == two != three
    assert made.other_style(events[2]) == Told(
        "27 August 1689 O.S.", "27\xa0августа 1689\xa0г. (ст.\xa0ст.)", "儒略历1689年8月27日"
    )
    assert {one, three, made.other_style(events[2])} <= set(made.table)


def test_a_part_of_an_edition_tells_only_what_is_asked_for() -> None:
    """In the order of asking: so a volume holds no date that does not stand in it."""
    events = [event("one", "1689"), event("two", "1690")]
    made = Phrases(edition(events))
    assert not made.table
    assert made.place(made.date(events[1])) == 0
    assert made.table == (made.date(events[1]),)


def test_a_page_makes_each_date_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """List, panel and payload share the words of a date: grammar is what takes the time of a long page."""
    asked: Counter[str] = Counter()
    tell = wording.date_told

    def counted(one: Event, passages: tuple[Passage, ...]) -> Told:
        asked[one.id] += 1
        return tell(one, passages)

    monkeypatch.setattr(wording, "date_told", counted)
    page.html(edition([event("one", "1689"), event("two", "1690")]), page.Slots())
    assert asked == {"one": 1, "two": 1}

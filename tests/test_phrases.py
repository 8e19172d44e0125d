"""What the page tells of the data, made once and looked up by all."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.made_up import edition, event
from timeline import page, wording
from timeline.phrases import phrases
from timeline.records import Event, Passage
from timeline.wording import Told


def test_each_phrase_has_one_place() -> None:
    """What two events share stands in the table once, and all that is told has its place in it."""
    made = phrases(edition([event("one", "1689"), event("two", "1689"), event("three", "1689-09-06")]))
    assert list(made.places.values()) == list(range(len(made.places)))
    assert made.dates["one"] == made.dates["two"] != made.dates["three"]
    others = [other for other in made.other_styles.values() if other]
    assert others == [
        Told("27 August 1689 O.S.", "27\xa0августа 1689\xa0г. (ст.\xa0ст.)", "儒略历1689年8月27日")
    ]
    assert {*made.dates.values(), *others} <= set(made.places)


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

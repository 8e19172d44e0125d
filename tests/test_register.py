"""The register: every id of an event and of a passage is on its shelf, and on no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_up import edition, event, passage, source
from timeline.bookkeeping import ledger
from timeline.edition import load
from timeline.ids import ids
from timeline.register import SHELF, shelf, shelves


def test_a_shelf_holds_about_a_thousand() -> None:
    """And there is always one."""
    assert [shelves(count) for count in (0, 1, SHELF, SHELF + 1, 2_000_000)] == [1, 1, 1, 2, 2000]


def test_every_id_is_found_on_the_shelf_that_its_letters_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event's place, and the place of a passage's event; one id may be of both."""
    monkeypatch.setattr("timeline.register.SHELF", 10)
    events = [event(f"e{number}", str(1000 + number % 7)) for number in range(100)]
    passages = [passage(f"p{number}", f"e{number % 60}") for number in range(150)] + [passage("e7", "e8")]
    made_up = edition(events, passages, [source()])
    made = ledger(made_up)
    count = shelves(251)
    found = [shelf(made, number) for number in range(count)]
    for one in events:
        (number,) = ids([one.id]).hashes % count
        assert found[number]["events"][one.id] == made_up.place(one.id)
    for quote in passages:
        (number,) = ids([quote.id]).hashes % count
        assert found[number]["passages"][quote.id] == made_up.place(quote.event)
    assert sum(len(one["events"]) for one in found) == 100
    assert sum(len(one["passages"]) for one in found) == 151
    assert max(len(one["events"]) + len(one["passages"]) for one in found) < 30
    with pytest.raises(IndexError):
        shelf(made, count)


def test_the_five_articles_are_all_on_one_shelf(project: Path) -> None:
    """In order of time."""
    real = load(project)
    found = shelf(ledger(real), 0)
    assert list(found["events"].items()) == [(one.id, place) for place, one in enumerate(real.chronology)]
    assert found["passages"] == {one.id: real.place(one.event) for one in real.quotations}


def test_an_edition_of_nothing_has_an_empty_shelf() -> None:
    """So that every link has somewhere to look."""
    assert shelf(ledger(edition([])), 0) == {"events": {}, "passages": {}}

"""Lending: each volume is made once and kept while there is room; only who searches waits for the words."""

from __future__ import annotations

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from typing import Any

import pytest

from tests.made_up import edition, event
from timeline import lending
from timeline.concordance import Concordance, concordance
from timeline.lending import Busy, Lending
from timeline.volumes import Volumes


class Counted(Volumes):
    """Volumes that count how often they are made, and can be held back."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.made: list[str] = []
        self.go_on = {"words": threading.Event(), "tile-0-0": threading.Event()}
        self.begun = threading.Event()

    def content(self, name: str) -> bytes:
        self.made.append(name)
        if name in self.go_on:
            self.begun.set()
            assert self.go_on[name].wait(20)
        return super().content(name)


def volumes() -> Counted:
    made = Counted(edition([event(f"e{n}") for n in range(200)]))
    made.go_on["tile-0-0"].set()
    return made


def test_a_volume_is_packed_and_made_once() -> None:
    made = volumes()
    lent = Lending(made)
    packed = lent.packed("events-1")
    assert gzip.decompress(packed) == made.content("events-1")
    assert lent.packed("events-1") is packed
    assert made.made == ["events-1"] * 2


def test_nothing_is_kept_of_what_there_is_not() -> None:
    lent = Lending(volumes())
    for _ in range(2):
        with pytest.raises(KeyError):
            lent.packed("events-9")
    assert len(lent.volumes.made) == 2  # type: ignore[attr-defined]


def test_room_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was lent longest ago goes first, and is made again."""
    made = volumes()
    lent = Lending(made)
    size = len(lent.packed("events-0")) + len(lent.packed("events-1"))
    monkeypatch.setattr(lending, "ROOM", size + len(lent.packed("starts")) - 1)
    lent.packed("events-0")
    lent.packed("names")
    for name in ("events-0", "events-1"):
        lent.packed(name)
    assert made.made == ["events-0", "events-1", "starts", "names", "events-1"]


def test_many_who_want_the_same_have_it_made_once() -> None:
    made = volumes()
    made.go_on["tile-0-0"].clear()
    lent = Lending(made)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(lent.packed, "tile-0-0") for _ in range(8)]
        assert made.begun.wait(20)
        made.go_on["tile-0-0"].set()
        assert len({one.result(20) for one in asked}) == 1
    assert made.made == ["tile-0-0"]


def test_nobody_waits_for_the_words_but_who_searches() -> None:
    """Of a million events they take minutes to gather."""
    made = volumes()
    lent = Lending(made)
    with ThreadPoolExecutor(2) as readers:
        searching = readers.submit(lent.packed, "words")
        assert made.begun.wait(20)
        assert lent.packed("tile-0-0")
        assert not searching.done()
        made.go_on["words"].set()
        assert searching.result(20)


def test_few_may_wait_for_the_words_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes later is not kept, nor a thread of the server; when the words are there, all get them."""
    let = threading.Event()

    def slowly(*given: Any) -> Concordance:
        assert let.wait(20)
        return concordance(*given)

    monkeypatch.setattr("timeline.volumes.concordance", slowly)
    lent = Lending(Volumes(edition([event(f"e{n}") for n in range(200)])))
    with ThreadPoolExecutor(lending.WAITING + 2) as readers:
        asked = [readers.submit(lent.packed, "words") for _ in range(lending.WAITING + 2)]
        refused = list(islice(as_completed(asked, 20), 2))
        let.set()
        for one in refused:
            assert isinstance(one.exception(20), Busy)
        assert len({one.result(20) for one in asked if one not in refused}) == 1
    assert lent.packed("words")

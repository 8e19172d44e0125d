"""Pace: what is made ahead rests while somebody is answered, not for ever, and ends when nobody wants it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from timeline import pace
from timeline.pace import STRETCH, Overtaken, Pace


def test_all_things_come_in_their_order() -> None:
    assert list(Pace().working(lambda: True)(range(100), "Counting", 100)) == list(range(100))


def test_work_that_nobody_wants_any_more_ends() -> None:
    """At the next look."""
    wanted = [True]
    things = iter(Pace().working(lambda: wanted[0])(range(100), "Counting", 100))
    assert next(things) == 0
    wanted[0] = False
    with pytest.raises(Overtaken):
        list(things)
    assert list(things) == []


def test_work_rests_until_the_answer_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LONGEST", 60)
    monkeypatch.setattr(pace, "LATELY", 0)
    kept, rested = Pace(), threading.Event()

    def work() -> None:
        kept.rest()
        rested.set()

    with ThreadPoolExecutor(1) as workers:
        with kept.answering():
            working = workers.submit(work)
            assert not rested.wait(0.05)
        working.result(20)
    assert rested.is_set()


def test_work_that_the_answer_waits_for_does_not_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LONGEST", 60)
    kept = Pace()
    with kept.answering(), kept.awaited(), ThreadPoolExecutor(1) as workers:
        workers.submit(kept.rest).result(20)


def test_work_rests_while_somebody_who_was_answered_may_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for whoever waits for it."""
    monkeypatch.setattr(pace, "LATELY", 3600)
    kept, rests = Pace(), list[bool]()
    monkeypatch.setattr(kept._turn, "wait_for", lambda quiet, _: rests.append(quiet()))
    kept.rest()
    with kept.answering():
        pass
    kept.rest()
    with kept.awaited():
        kept.rest()
    assert rests == [True, False, True]


def test_no_rest_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many readers there are, the work comes to its end."""
    monkeypatch.setattr(pace, "LONGEST", 0.001)
    kept = Pace()
    with kept.answering():
        things = kept.working(lambda: True)(range(STRETCH * 3), "Counting", STRETCH * 3)
        assert len(list(things)) == STRETCH * 3


def test_whoever_waits_for_an_answer_to_be_given_is_told() -> None:
    """Also when it was none."""
    kept = Pace()

    def application(environ: str, start: str) -> str:
        assert not kept.answered.is_set()
        if environ == "bad":
            raise ValueError("no")
        return environ + start

    assert kept.first(application)("a", "b") == "ab"
    assert kept.answered.is_set()
    kept.answered.clear()
    with pytest.raises(ValueError, match="no"):
        kept.first(application)("bad", "")
    assert kept.answered.is_set()

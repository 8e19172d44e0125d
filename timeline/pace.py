"""Work that gives way: what a server makes ahead of time stops for a moment while somebody is being answered.

Threads of Python take turns, whoever is waited for: a thread that counts words would make each answer several
times as slow, and where the reader's browser runs on the same machine, each of its pictures too. So such work
looks up now and then, and rests while there are requests, or were a moment ago; never for long, so that it
comes to an end however many readers there are, and not at all for those who wait for what it makes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

from timeline.progress import Progress

Thing = TypeVar("Thing")

STRETCH = 16
"""Things that are made between two looks: some milliseconds of work."""
LONGEST = 0.03
"""Seconds of a rest."""
LATELY = 0.3
"""Seconds for which somebody who was answered is still at work."""


class Overtaken(Exception):
    """Nobody wants any more what was being made."""


class Pace:
    """Shared between those who answer and those who work ahead."""

    def __init__(self) -> None:
        self.answered = threading.Event()
        """Set whenever somebody has been answered; whoever waits for that clears it."""
        self._turn = threading.Condition()
        self._answering = 0
        self._awaited = 0
        self._last = float("-inf")

    def working(self, wanted: Callable[[], bool], stretch: int = STRETCH) -> Progress:
        """The progress of work ahead: it rests after every so many things, if it has to.

        It raises `Overtaken` when the work is not wanted any more.
        """

        def progress(things: Iterable[Thing], label: str, total: int) -> Iterator[Thing]:
            for number, thing in enumerate(things):
                if number % stretch == 0:
                    self.rest()
                    if not wanted():
                        raise Overtaken
                yield thing

        return progress

    def rest(self) -> None:
        """Wait, not for long, while others are being answered, or were, than those who wait for this work."""
        with self._turn:
            self._turn.wait_for(self._is_quiet, LONGEST)

    def _is_quiet(self) -> bool:
        lately = not self._awaited and monotonic() < self._last + LATELY
        return self._answering <= self._awaited and not lately

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Somebody is being answered meanwhile."""
        with self._turn:
            self._answering += 1
        try:
            yield
        finally:
            with self._turn:
                self._answering -= 1
                self._last = monotonic()
                self._turn.notify_all()
            self.answered.set()

    @contextmanager
    def awaited(self) -> Iterator[None]:
        """Somebody who is being answered waits for the work meanwhile."""
        with self._turn:
            self._awaited += 1
            self._turn.notify_all()
        try:
            yield
        finally:
            with self._turn:
                self._awaited -= 1

    def first(self, application: Callable[..., Any]) -> Callable[..., Any]:
        """A WSGI application whose answers come first."""

        def answer(environ: Any, start: Any) -> Any:
            with self.answering():
                return application(environ, start)

        return answer

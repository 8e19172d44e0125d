"""The edition of a project that is being edited: what it was when last sound, and what is wrong with it now.

Files are compared by path, size and time of change, which costs a millisecond, and read again only when one
differs. With ten thousand files it costs a twentieth of a second, and what took long to look at is left
alone for a while. What a large project was found to be is remembered for the next start (see `memory`). A
fault made while editing never takes the page away: the last sound edition stays, with the findings beside it.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from timeline.check import Progress, silent
from timeline.edition import Edition, load
from timeline.errors import Finding, TimelineError, Unsound
from timeline.holdings import Chronology
from timeline.memory import Memory
from timeline.memory import memory as remembered

Thing = TypeVar("Thing")


LONG = 0.01
"""Seconds of work above which a look at the files is long: a thousand files take so much."""
_REST = 20
_KEPT = 2
"""Of how many editions things are kept."""
EDITION = "edition"
"""Under what name an edition is remembered."""


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show at one moment."""

    edition: Edition
    """The last sound edition."""
    version: str
    """Changes whenever a new sound edition is there."""
    findings: tuple[Finding, ...]
    """Errors that keep the files as they are now from being shown; empty when all is well."""
    problem: str
    """A fault that is not in the data, such as a missing folder; empty when all is well."""
    memory: Memory | None = None
    """What is remembered of the files of that edition, by whoever may remember anything."""


class _Kept:
    """A place for one thing, and who may make it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.things: list[Any] = []


class Watched:
    """A project folder, looked at again whenever somebody asks. Safe to share between threads."""

    def __init__(
        self, project: Path, progress: Progress = silent, remembers: bool = False, guise: str = ""
    ) -> None:
        """Load the project; raises `Unsound` or `FileProblem` as `edition.load` does.

        Who `remembers` need not judge again what an earlier start has judged. `guise` is whatever else than
        the files makes a page what it is: a version is of both.
        """
        self._project = project
        self._remembers = remembers
        self._guise = guise
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._kept: dict[str, dict[str, _Kept]] = {}
        self._rested = 0.0
        self._stamp = self._look_over()
        self._state = self._sound(self._stamp, progress)

    def state(self) -> State:
        """The state now; reads the files again if any has changed since the last look.

        While one reader waits for the files to be read, the others are told what there was.
        """
        if self._looking.acquire(blocking=False):
            try:
                if time.monotonic() >= self._rested and (stamp := self._look_over()) != self._stamp:
                    self._stamp = stamp
                    self._state = self._look(stamp)
            finally:
                self._looking.release()
        return self._state

    @property
    def latest(self) -> State:
        """The state as it was at the last look."""
        return self._state

    def kept(self, name: str, make: Callable[[State], Thing], state: State | None = None) -> Thing:
        """The thing of that name, made of a state (by default that of now) when first asked for.

        It is kept until things of two other editions have been asked for: while the files change, one page
        is still that of before. Who asks for the same waits while it is made; nobody else does.
        """
        state = state or self.state()
        with self._lock:
            things = self._kept[state.version] = self._kept.pop(state.version, {})
            for other in [version for version in self._kept if version != state.version][: -(_KEPT - 1)]:
                del self._kept[other]
            kept = things.setdefault(name, _Kept())
        with kept.lock:
            if not kept.things:
                kept.things.append(make(state))
            thing: Thing = kept.things[0]
            return thing

    def made(self, name: str, version: str) -> Any:
        """The thing of that name of an edition, where it has been made and is still kept; else None."""
        kept = self._kept.get(version, {}).get(name)
        return kept.things[0] if kept and kept.things else None

    def remember(self, state: State) -> bool:
        """Write the edition of a state down for another start, if it is not yet; whether it is written down.

        Only while the files are what they were before they were read: else it might be that of other ones.
        """
        memory = state.memory
        if memory is None or self._version(_stamp(self._project)) != state.version:
            return False
        if remembered(self._project) != memory:
            return False
        return memory.has(EDITION) or memory.keep(EDITION, state.edition)

    def _sound(self, stamp: str, progress: Progress = silent) -> State:
        """The state of files that are sound; raises what `load` raises."""
        memory = remembered(self._project) if self._remembers else None
        known = memory.recall(EDITION, Edition) if memory else None
        edition = replace(known, root=self._project) if known else load(self._project, progress=progress)
        # Of a few events there is nothing to win.
        large = isinstance(edition.chronology, Chronology)
        return State(edition, self._version(stamp), (), "", memory if large else None)

    def _version(self, stamp: str) -> str:
        told = f"{self._guise}\0{stamp}".encode("utf-8", "surrogateescape")
        return hashlib.sha256(told).hexdigest()[:16]

    def _look_over(self) -> str:
        """The stamp of the files; where it took long, the next look has to wait twenty times as long."""
        begun = time.thread_time()
        stamp = _stamp(self._project)
        took = time.thread_time() - begun
        self._rested = time.monotonic() + _REST * took if took > LONG else 0.0
        return stamp

    def _look(self, stamp: str) -> State:
        edition, version = self._state.edition, self._state.version
        try:
            return self._sound(stamp)
        except Unsound as unsound:
            errors = tuple(finding for finding in unsound.findings if finding.severity == "error")
            return State(edition, version, errors, "")
        except TimelineError as problem:
            return State(edition, version, (), str(problem))
        except OSError as problem:
            return State(edition, version, (), f"the files cannot be read: {problem.strerror or problem}")


def _stamp(project: Path) -> str:
    """Path, size and time of every file that an edition is made of, as one text."""
    return "\n".join((*_told(str(project), "data", deep=False), *_told(str(project), "seeds", deep=True)))


def _told(root: str, place: str, deep: bool) -> list[str]:
    """A line for each thing in a folder, sorted; with those in its folders where it is looked into deeply.

    By `os.scandir`: the same by `pathlib` takes five times as long, and a reader waits for it.
    """
    found = []
    try:
        with os.scandir(os.path.join(root, place)) as things:
            for thing in things:
                path = f"{place}/{thing.name}"
                if deep and thing.is_dir(follow_symlinks=False):
                    found += _told(root, path, deep)
                # Gone since it was listed, or a link to nowhere: the next look will tell.
                with suppress(OSError):
                    facts = thing.stat()
                    found.append(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}")
    except OSError as problem:  # The folder cannot be listed: loading will tell why.
        found.append(f"{place}\0{problem}")
    return sorted(found)

"""What a server has to show of a project: pages and volumes, each made once for an edition.

What the first page does not need (the tiles of nearer windows, the words to search, and writing down what the
next start need not make again) is made ahead, by one thread, when the first reader has been answered.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

from timeline import page
from timeline.languages import Language
from timeline.lending import Lending
from timeline.pace import STRETCH, Overtaken, Pace
from timeline.progress import Progress
from timeline.volumes import Volumes, is_bound
from timeline.watch import State, Watched

SHELF = "/volumes/"
"""Address below which the volumes are."""
VOLUMES = "volumes"
"""Under what name those of an edition are kept."""
ANNALS = "/annals/"
"""Address below which the plain pages are."""


@dataclass(frozen=True, slots=True)
class Project:
    """What is served, and how."""

    watched: Watched
    """The project's folder."""
    language: Language | None
    """In which the page opens; None for the project's own."""
    bound: bool | None
    """Whether the edition is bound in volumes; None for as its size demands."""
    pace: Pace = field(default_factory=Pace)
    """At which it works ahead while readers are answered."""

    def document(self, slots: page.Slots, part: page.Part) -> str:
        """One part of the page, made once for each edition: what a host puts around it never changes."""

        def made(now: State) -> str:
            lending = self.lending(now)
            return page.html(
                now.edition,
                replace(slots, how="fetch", base=self.base(now), annals=ANNALS if lending else ""),
                publish="full",
                part=part,
                version=now.version,
                language=self.language,
                volumes=lending.volumes if lending else None,
            )

        while True:
            with suppress(Overtaken):  # There is a newer edition by now.
                return self.watched.kept(part, made)

    def volume(self, version: str, name: str) -> bytes:
        """A volume of the edition on show, or of the one before, packed as gzip; KeyError for any other."""
        now = self.watched.latest
        lending: Lending | None = self.watched.made(VOLUMES, version)
        if now.version == version:
            lending = self.lending(now)
        if lending is None:
            raise KeyError(version)
        try:
            return lending.packed(name)
        except Overtaken as overtaken:
            raise KeyError(version) from overtaken

    def lending(self, state: State) -> Lending | None:
        """The volumes of an edition; None where it is whole in the page."""
        return self.watched.kept(VOLUMES, self._lending, state)

    def base(self, state: State) -> str:
        """Address of the folder in which they are."""
        return f"{SHELF}{state.version}/"

    def work_ahead(self) -> None:
        """For ever: make what takes long of each edition that readers were answered with, and remember it."""
        done = ""
        while self.pace.answered.wait():
            self.pace.answered.clear()
            state = self.watched.latest
            if state.version != done:
                done = state.version
                with suppress(Exception):  # Who asks for it will be told.
                    self._prepare(state)

    def _prepare(self, state: State) -> None:
        lending = self.lending(state)
        if lending is None:
            return
        lending.cut(self._working(state, 1))
        written = self.watched.remember(state)
        if written:
            lending.remember()
        lending.prepare()
        if written:
            lending.remember()

    def _lending(self, state: State) -> Lending | None:
        if not is_bound(state.edition, self.bound):
            return None
        volumes = Volumes(state.edition, "full", self.language, self._working(state))
        return Lending(volumes, self.pace, state.memory)

    def _working(self, state: State, stretch: int = STRETCH) -> Progress:
        """Of what is made ahead of an edition, as long as there is no newer one."""
        return self.pace.working(lambda: self.watched.latest.version == state.version, stretch)

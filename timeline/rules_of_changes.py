"""What the lock says: which sources have changed since their quotes were accepted, and what that did to each.

A quote that still stands exactly may stand in another sentence now, so a changed source is an error until
somebody has looked and accepted it. The lock holds no text of the source; what was there is known from the
quotes and their contexts, and that is what is compared.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline.columns import PASSAGES, SOURCES
from timeline.decoding import Lines
from timeline.differences import compared
from timeline.errors import Finding, short
from timeline.folding import fold
from timeline.lock import ACCEPT, FILE, Anchor
from timeline.material import Material, error_at, warning_at
from timeline.passages import Located
from timeline.records import Claim
from timeline.sources import FOLDER

CHANGED = "source-changed"
"""The one error that accepting mends."""
PLACES_SHOWN = 5
"""Places of a change that one finding tells."""
IDS_SHOWN = 200
"""Ids that one finding lists."""


_Place = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class _Change:
    """What became of the accepted quotes of one source."""

    stood: list[str] = field(default_factory=list)
    """Exact where they were."""
    moved: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Exact elsewhere: by how many characters further on."""
    broke: list[str] = field(default_factory=list)
    """No longer exact."""
    places: list[_Place] = field(default_factory=list)
    """Each quote that is exact: where it began and ended then, where it does now, and its id."""


def sources_unchanged(material: Material) -> Iterator[Finding]:
    """Each source is as it was when its quotes were accepted."""
    changes: dict[str, _Change] = {}
    lines: dict[str, Lines] = {}
    for place, anchor in _changed(material):
        claim, located = material.claims.records[place], material.found.at(place)
        if located is None:
            continue
        change = changes.setdefault(claim.source, _Change())
        if located.status != "exact" or located.start is None:
            change.broke.append(claim.id)
            continue
        if located.start == anchor.start:
            change.stood.append(claim.id)
        else:
            change.moved[located.start - anchor.start].append(claim.id)
        now = located.start, located.end or located.start
        change.places.append((anchor.start, anchor.end, *now, claim.id))
        if claim.source not in lines:
            lines[claim.source] = Lines(material.texts[claim.source].text)
        yield from _touched(claim, located, anchor, material.texts[claim.source].text, lines[claim.source])
    for source in material.sources.records:
        if source.id in changes:
            change = changes[source.id]
            message = f"{FOLDER}/{source.file} has changed since its quotes were accepted: {_counted(change)}"
            then = "mend what broke, then accept" if change.broke else "look at them, then accept"
            hint = "; ".join([*_told(change), *_between(change, lines.get(source.id)), f"{then}: {ACCEPT}"])
            yield error_at(SOURCES.file, source.row, "file", CHANGED, message, hint)


def _changed(material: Material) -> Iterator[tuple[int, Anchor]]:
    """The places of claims whose source is no longer the text in which they were accepted.

    Not those that were moved to another source: that was the curator, and the lock is merely behind. Two
    sources that changed places look the same quote by quote, but then neither has a quote left in its text.
    """
    anchors = material.lock.anchors
    hashes = {name: material.texts.sha256(name) for name in material.texts}
    holders = {sha256: name for name, sha256 in hashes.items()}
    own, other = set(), array("I")
    for place, (name, source) in enumerate(material.claims.columns("id", "source") if anchors else ()):
        if source not in hashes or (anchor := anchors.get(name)) is None:
            continue
        if anchor.source_sha256 == hashes[source]:
            own.add(source)
        else:
            other.append(place)
    for place in other:
        name, source = material.claims.fields(place, "id", "source")
        holder = holders.get(anchors[name].source_sha256)
        if holder is None or (holder not in own and source not in own):
            yield place, anchors[name]


def _counted(change: _Change) -> str:
    moved = sum(map(len, change.moved.values()))
    stood, broke = len(change.stood), len(change.broke)
    parts = (
        f"{stood} quote{'' if stood == 1 else 's'} stand{'s' if stood == 1 else ''} where accepted",
        f"{moved} moved",
        f"{broke} broke",
    )
    return ", ".join(parts)


def _told(change: _Change) -> Iterator[str]:
    for shift, names in change.moved.items():
        yield f"moved by {shift:+,} character{'' if abs(shift) == 1 else 's'}: {_listed(names)}"
    if change.broke:
        yield f"broke: {_listed(change.broke)}"


def _between(change: _Change, lines: Lines | None) -> Iterator[str]:
    """Between which quotes text came in or went: there the quotes behind moved farther than those before.

    Only a change of length can be told so, and none behind the last quote: the lock holds no text.
    """
    if lines is None:
        return
    shift, end, name, told = 0, 0, "", []
    for was, _, start, stop, quote in sorted(change.places):
        if start - was != shift:
            more = start - was - shift
            where = f"between {name} and {quote}" if name else f"before {quote}"
            first, last = lines.place(min(end, start))[0], lines.place(start)[0]
            line = f"line {first}" if first == last else f"lines {first} to {last}"
            told.append(f"{more:+,} character{'' if abs(more) == 1 else 's'} {where}, {line}")
        shift, end, name = start - was, max(end, stop), quote
    if not told and not change.broke:
        yield "what changed is as long as before, or stands behind the last quote"
    yield from told[:PLACES_SHOWN]
    if len(told) > PLACES_SHOWN:
        yield f"and in {len(told) - PLACES_SHOWN:,} more places"


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = f" and {len(shown) - IDS_SHOWN:,} more" if len(shown) > IDS_SHOWN else ""
    return ", ".join(shown[:IDS_SHOWN]) + more


def _touched(claim: Claim, located: Located, anchor: Anchor, text: str, lines: Lines) -> Iterator[Finding]:
    """What has changed at a quote that still stands: how it is set, and what stands beside it."""
    start, end = located.start or 0, located.end or 0
    differences = []
    if located.tier != anchor.tier:
        differences.append(f"it was found by “{anchor.tier}” and is now by “{located.tier}”")
    for side, said in (("before", claim.prefix), ("after", claim.suffix)):
        words = said.strip()
        near = (start - len(said), start) if side == "before" else (end, end + len(said))
        stood = text[max(0, near[0]) : near[1]]
        if words and _level(words) != _level(stood):
            first, last = _company(text, near, len(words))
            differences.append(f"{side} it stands {short(compared(words, text, first, last).diff, 200)}")
    if differences:
        place = ":".join(map(str, lines.place(start)))
        message = f"“{short(claim.exact)}” still stands, but its surroundings changed"
        hint = f"{'; '.join(differences)}, at line and column {place} of the source"
        yield warning_at(PASSAGES.file, claim.row, "exact", "quote-touched", message, hint)


def _company(text: str, near: tuple[int, int], length: int) -> tuple[int, int]:
    """The stretch beside a quote that is as long as the context, without outer blanks."""
    first, last = max(0, near[0]), min(len(text), near[1])
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _level(text: str) -> str:
    return fold(text, "typography").text.strip()


def lock_current(material: Material) -> Iterator[Finding]:
    """The lock has every quote, no other, and each at its place."""
    if not material.lock.exists or not material.claims.readable:
        return
    changed = {place for place, _ in _changed(material)}
    hashes = {name: material.texts.sha256(name) for name in material.texts}
    fresh, other = [], []
    for place, (name, source) in enumerate(material.claims.columns("id", "source")):
        located, anchor = material.found.at(place), material.lock.anchors.get(name)
        if located is None or located.status != "exact" or place in changed:
            continue
        if anchor is None:
            fresh.append(name)
        elif anchor.place != (hashes[source], located.start, located.end, located.tier):
            other.append(name)
    known = material.claims.ids
    gone = [name for name in material.lock.anchors if name not in known]
    for names, what in (
        (gone, "is in the lock and no longer in passages.csv"),
        (fresh, "is not in the lock yet"),
        (other, "stands elsewhere than the lock says"),
    ):
        if names:
            anchors = material.lock.anchors
            line = min((anchors[name].line for name in names if name in anchors), default=1)
            count = "a passage" if len(names) == 1 else f"each of {len(names):,} passages"
            message = f"{count} {what}: {_listed(names)}"
            yield Finding(FILE, line, 1, "lock-stale", "warning", message, f"bring it up to date: {ACCEPT}")

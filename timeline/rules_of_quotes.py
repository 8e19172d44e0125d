"""The first rule: each quote stands exactly, and in one place, in its source; and what is told where not.

Apart because it says most: what the source has instead, word by word, where, whether the difference touches a
number, a negation or a name, what would settle which place is meant, and in which other source the words do
stand. All of it is advice; none of it makes a quote that differs pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from timeline.columns import PASSAGES
from timeline.decoding import Lines
from timeline.errors import Finding, short
from timeline.material import Material, error_at
from timeline.passages import Located, stands
from timeline.records import Claim
from timeline.sources import FOLDER

PLACES_SHOWN = 5
"""Places of an ambiguous quote that are told."""

MOST_SOUGHT_ELSEWHERE = 200
"""Quotes of a project that are looked for in the other sources."""

_CONTEXT_SHOWN = 24


def quotes_located(material: Material) -> Iterator[Finding]:
    """Each quote stands exactly, and in one place, in its source."""
    files = {source.id: f"{FOLDER}/{source.file}" for source in material.sources.records}
    failed = [
        (claim, located)
        for claim in material.claims.records
        if (located := material.located.get(claim.id)) and located.status != "exact"
    ]
    elsewhere = _elsewhere(material, [claim for claim, located in failed if located.status != "ambiguous"])
    lines: dict[str, Lines] = {}
    for claim, located in failed:
        file, text = files[claim.source], material.texts[claim.source].text
        if claim.source not in lines:
            lines[claim.source] = Lines(text)
        if located.status == "ambiguous":
            yield _ambiguous(claim, located, file, text, lines[claim.source])
        else:
            others = [files[name] for name in elsewhere.get(claim.id, ())]
            yield _missing(claim, located, file, lines[claim.source], others)


def _elsewhere(material: Material, claims: list[Claim]) -> Mapping[str, list[str]]:
    """The other sources in which these quotes stand, by id of claim; each text is looked at once."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, source in material.texts.items() if claims else ():
        for claim in claims[:MOST_SOUGHT_ELSEWHERE]:
            if claim.source != name and stands(claim.exact, source.text):
                found[claim.id].append(name)
    return found


def _missing(claim: Claim, located: Located, file: str, lines: Lines, others: list[str]) -> Finding:
    but = f", but in {' and '.join(others)}" if others else ""
    message = f"these words do not stand in {file}{but}: “{short(claim.exact)}”"
    hint = "copy the words from the source as they stand there"
    if others:
        hint = "put the id of that source into the column “source”"
    if located.nearest is not None:
        near = located.nearest
        place = ":".join(map(str, lines.place(near.start)))
        what = f"{near.reason}: {short(near.diff, 300)}"
        hint = f"the nearest text is “{short(near.text, 200)}” ({what}) at {file}:{place}"
    if located.reason:
        hint = f"{short(located.reason, 200)}; {hint}"
    return error_at(PASSAGES.file, claim.row, "exact", "quote-missing", message, hint)


def _ambiguous(claim: Claim, located: Located, file: str, text: str, lines: Lines) -> Finding:
    count = len(located.places)
    message = f"“{short(claim.exact)}” stands in {file} {count} times; the context does not settle which"
    if not located.tier:
        message = f"“{short(claim.exact)}” does not stand in {file}, and {count} places resemble it equally"
    shown = []
    for index, (start, end) in enumerate(located.places[:PLACES_SHOWN]):
        line, column = lines.place(start)
        before = " ".join(text[max(0, start - _CONTEXT_SHOWN) : start].split())
        after = " ".join(text[end : end + _CONTEXT_SHOWN].split())
        place = f"{file}:{line}:{column} (after “…{before}”, before “{after}…”)"
        shown.append(place + _settling(*located.settling[index]))
    more = f" and {count - PLACES_SHOWN} more" if count > PLACES_SHOWN else ""
    hint = f"write into prefix or suffix what stands beside the one you mean: {'; '.join(shown)}{more}"
    return error_at(PASSAGES.file, claim.row, "exact", "quote-ambiguous", message, hint)


def _settling(prefix: str, suffix: str) -> str:
    """Which context would choose a place."""
    if prefix:
        return f" by the prefix “{short(prefix, 100)}”"
    return f" by the suffix “{short(suffix, 100)}”" if suffix else ""

"""The first rule: each quote stands exactly, and in one place, in its source; and what is told where not.

Apart because it says most: what the source has instead, word by word, where, whether the difference touches a
number, a negation or a name, what would settle which place is meant, and in which other source the words do
stand. All of it is advice; none of it makes a quote that differs pass.

And where a quote leaves words out, whether a “not” is among them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from timeline.columns import PASSAGES
from timeline.decoding import Lines
from timeline.elision import left_out
from timeline.errors import Finding, short
from timeline.material import Material, error_at, warning_at
from timeline.passages import Located, stands
from timeline.records import Claim
from timeline.sources import FOLDER

PLACES_SHOWN = 5
"""Places of an ambiguous quote that are told."""

MOST_SOUGHT_ELSEWHERE = 200
"""Quotes of a project that are looked for in the other sources."""

_CONTEXT_SHOWN = 24

_TURNS = re.compile(
    r"\b(?:not|never|no(?:ne)?(?!\.\s*\d)|neither|nor|nobody|nothing|nowhere|without|cannot|unless|except|hardly|"
    r"scarcely|barely|den(?:y|ies|ied|ying)|refus(?:e|es|ed|al|ing)|reject(?:s|ed|ion|ing)?|fail(?:s|ed|ure|ing)?|"
    r"не|нет|ни|никогда|без|нельзя|отриц\w+|отказ\w*|отверг\w*|опроверг\w*)\b|\w+n['’]t\b|[不没沒無无未勿莫]|非(?![洲])"
    r"|(?<=[.!?;…]\s)(?:but|however|nevertheless|yet|although|но|однако)\b|(?<=[。！？；])(?:但|然而|可是|不过)",
    re.IGNORECASE,
)
"""Words that deny, and words that turn round at the beginning of a sentence."""


def quotes_located(material: Material) -> Iterator[Finding]:
    """Each quote stands exactly, and in one place, in its source."""
    files = {name: f"{FOLDER}/{file}" for name, file in material.sources.by_id("file").items()}
    astray = (claim for claim, located in _failed(material) if located.status != "ambiguous")
    elsewhere = _elsewhere(material, list(islice(astray, MOST_SOUGHT_ELSEWHERE)))
    lines: dict[str, Lines] = {}
    for claim, located in _failed(material):
        file, text = files[claim.source], material.texts[claim.source].text
        if claim.source not in lines:
            lines[claim.source] = Lines(text)
        if located.status == "ambiguous":
            yield _ambiguous(claim, located, file, text, lines[claim.source])
        else:
            others = [files[name] for name in elsewhere.get(claim.id, ())]
            yield _missing(claim, located, file, lines[claim.source], others)


def _failed(material: Material) -> Iterator[tuple[Claim, Located]]:
    """The claims whose quote does not stand exactly, although its source has a text."""
    for place in material.found.failed():
        located = material.found.at(place)
        if located is not None:
            yield material.claims.records[place], located


def elisions_harmless(material: Material) -> Iterator[Finding]:
    """What a quote leaves out does not deny what it keeps."""
    for claim in material.claims.records:
        located = material.located.get(claim.id)
        if located is None or located.status != "exact" or located.tier != "elided":
            continue
        whole = material.texts[claim.source].text[located.start : located.end]
        for start, end in left_out(claim.exact, whole):
            if turns := _TURNS.search(whole, start, end):
                words = short(whole[start:end], 200)
                message = f"the quote leaves out “{turns.group()}”, which may turn its sense"
                hint = f"left out: “{words}”; quote it, or make two passages of it"
                yield warning_at(PASSAGES.file, claim.row, "exact", "elision-hides-not", message, hint)
                break


def _elsewhere(material: Material, claims: list[Claim]) -> Mapping[str, list[str]]:
    """The other sources in which these quotes stand, by id of claim; each text is looked at once."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, source in material.texts.items() if claims else ():
        for claim in claims:
            if claim.source != name and stands(claim.exact, source.text):
                found[claim.id].append(name)
    return found


def _missing(claim: Claim, located: Located, file: str, lines: Lines, others: list[str]) -> Finding:
    but = f", but in {' and '.join(others)}" if others else ""
    message = f"these words do not stand in {file}{but}: “{short(claim.exact)}”"
    near = located.nearest
    if others:
        hint = "put the id of that source into the column “source”"
    elif near and (located.status == "fuzzy" or "boundary" not in near.guards):  # else a chance likeness
        place = ":".join(map(str, lines.place(near.start)))
        what = f"{near.reason}: {short(near.diff, 300)}"
        hint = f"the nearest text is “{short(near.text, 200)}” ({what}) at {file}:{place}"
    else:
        hint = "copy the words from the source as they stand there"
        hint += "" if located.reason else "; nothing near enough to these was found"
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

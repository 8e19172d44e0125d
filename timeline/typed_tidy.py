"""Typed words without those that say nothing, and with those decided that hang on their neighbours.

“c.” is a century after “17th” and circa before 1689, “в.” is a century after XVII and “in” elsewhere, “third”
is the 3rd of four quarters or one of three thirds; a comma or a dash may join two dates or hold one together
(August 27, 1689; 14-Nov-1860; mid-August). Brackets around nothing but words of doubt or style fall away.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.refusals import Fault
from timeline.typed_tokens import Token

Words = list[Token]

_THIRD = 3
_MONTHS = 12
_COUNTED = ("fraction", "century", "millennium")


def tidied(words: Words) -> Words:
    """Without words that say nothing, with those that hang on their neighbours decided."""
    words = _contextual(words)
    words = [word for word in words if word.kind != "noise"]
    words = _without_units(words)
    if len(words) > 1 and (words[0].kind, words[-1].kind) == ("open", "close"):
        words = words[1:-1]
    words = _unwrapped(words)
    return [word for index, word in enumerate(words) if not _is_joint(words, index)]


def _without_units(words: Words) -> Words:
    """1689年9月6日 as number, month, number; a small number keeps its 年, which makes it a year."""
    found: Words = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and last.kind in ("number", "dual"):
            if word.kind == "monthly":
                if not 1 <= last.value <= _MONTHS:
                    raise Fault(last.start, f"month {last.value} does not exist")
                found[-1] = replace(last, kind="month", digits=0)
                continue
            if word.kind == "daily" or (word.kind == "year" and last.is_year):
                continue
        found.append(word)
    return found


def _contextual(words: Words) -> Words:
    """Each word as its neighbours make it."""
    beside = zip([None, *words], words, [*words[1:], None], strict=False)
    return [_decided(word, before, after) for before, word, after in beside]


def _decided(word: Token, before: Token | None, after: Token | None) -> Token:
    """“c.” after an ordinal and “в.” after a numeral are centuries, else circa, and nothing."""
    if word.kind in ("c", "в"):
        counts = before is not None and before.is_small
        year_follows = after is not None and (after.is_year or after.kind in ("month", "decade"))
        if counts and not (word.kind == "c" and year_follows):
            return replace(word, kind="century")
        return replace(word, kind="circa" if word.kind == "c" else "noise")
    if word.kind == "roman" and word.value <= _MONTHS and before is not None and after is not None:
        # 6.IX.1689, as on monuments and in archives.
        between = before.kind == "number" and before.is_small and after.is_year
        return replace(word, kind="month", digits=0) if between else word
    if word.kind == "fraction" and word.value == _THIRD and after is not None and after.kind in _COUNTED:
        return replace(word, kind="ordinal", digits=1)
    return word


def _unwrapped(words: Words) -> Words:
    """Without brackets that hold no number: (Monday), (?), (Old Style)."""
    found: Words = []
    for word in words:
        if word.kind == "close":
            opening = next((i for i in reversed(range(len(found))) if found[i].kind == "open"), None)
            if opening is None:
                raise Fault(word.start, "this bracket was never opened")
            if not any(inner.digits for inner in found[opening:]):
                del found[opening]
                continue
        found.append(word)
    opened = [word for word in found if word.kind == "open"]
    if len(opened) > sum(word.kind == "close" for word in found):
        raise Fault(opened[-1].start, "this bracket is never closed")
    return found


def _is_joint(words: Words, index: int) -> bool:
    """Whether a comma or dash only holds one date together: August 27, 1689; 14-Nov-1860; mid-August."""
    word = words[index]
    if word.kind not in ("comma", "dash"):
        return False
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before is None or after is None:
        return word.kind == "comma"
    if word.kind == "comma":
        return _is_joint_comma(words, index, before, after)
    if before.kind == "portion":
        return True
    return _is_joint_dash(words, index, before, after)


def _is_joint_comma(words: Words, index: int, before: Token, after: Token) -> bool:
    if after.kind.startswith("unknown"):
        return True
    if before.is_year:
        # 1689, August; but not 1689, August 1690.
        whole = index == 1 and after.is_small and index + 2 < len(words) and words[index + 2].kind == "month"
        rest = words[index + 1 :]
        return (whole or after.kind in ("month", "season")) and not any(word.is_year for word in rest)
    era = index + 2 < len(words) and words[index + 2].kind in ("bce", "ce")
    return after.is_year or (era and before.is_small) or after.kind in ("ce", "bce", "circa", "doubt")


def _is_joint_dash(words: Words, index: int, before: Token, after: Token) -> bool:
    """14-Nov-1860 and Nov-1860, but not “August-6 September”, where the number belongs to the month after."""
    if not (before.end == words[index].start and after.start == words[index].end):
        return False
    if (before.kind, after.kind) == ("number", "month"):
        return before.is_small
    if (before.kind, after.kind) == ("number", "part"):
        return before.is_year  # 1945-Q1
    if (before.kind, after.kind) != ("month", "number"):
        return False
    follows = words[index + 2].kind if index + 2 < len(words) else ""
    first = index == 1 or words[index - 2].kind in ("dash", "number")
    return follows != "month" and (after.is_year or first)

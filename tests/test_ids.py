"""Ids by the million: each comes back as it was given, and its number is that of the published hash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import ids as room
from timeline.ids import ids

PUBLISHED = {
    "": 0x811C9DC5,
    "a": 0xE40C292C,
    "b": 0xE70C2DE5,
    "c": 0xE60C2C52,
    "fo": 0x6222E842,
    "foo": 0xA9F37ED7,
    "foob": 0x3F5076EF,
    "fooba": 0x39AAA18A,
    "foobar": 0xBF9CF968,
    "chongo was here!\n": 0xD49930D5,
}
"""From the test suite of FNV: text → FNV-1a of 32 bits."""


def fnv(text: str) -> int:
    """FNV-1a as it is written down: byte by byte."""
    found = 0x811C9DC5
    for byte in text.encode("utf-8"):
        found = (found ^ byte) * 0x01000193 % 2**32
    return found


def test_the_number_of_an_id_is_its_fnv_1a() -> None:
    """As its authors publish it."""
    assert dict(zip(PUBLISHED, ids(PUBLISHED).hashes.tolist(), strict=True)) == PUBLISHED


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=20))
def test_ids_come_back_as_they_were_given(given: list[str]) -> None:
    """Whatever letters they have, in whatever lot they are hashed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "AT_ONCE", 3)
        made = ids(given)
        assert list(made) == given
        assert made.hashes.tolist() == list(map(fnv, given))
    assert len(made) == len(given)
    with pytest.raises(IndexError):
        made[len(given)]

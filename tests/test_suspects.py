"""What is no table is recognised, and what nobody sees is named."""

from __future__ import annotations

import pytest

from timeline.decoding import Faults
from timeline.suspects import disguise, note_suspects


@pytest.mark.parametrize(
    "data", [b"id,title\n", b'"id",title\n', b"\xef\xbb\xbfid\n", b"PK,title\n", b"<id>,title\n", b""]
)
def test_a_table_is_not_taken_for_something_else(data: bytes) -> None:
    """Only plain signs count: a header may begin with almost anything."""
    assert disguise(data) is None


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"  <!DOCTYPE html>", b"\xef\xbb\xbf{", b"<HTML lang=en>"])
def test_another_kind_of_file_gets_a_name_and_advice(data: bytes) -> None:
    """The user learns what it is and what to do."""
    found = disguise(data)
    assert found is not None
    assert all(found)


@pytest.mark.parametrize(
    ("character", "code", "words"),
    [
        ("\x00", "nul", "U+0000"),
        ("\x1b", "invisible-character", "U+001B ESCAPE"),
        ("\u202e", "invisible-character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u200b", "invisible-character", "U+200B ZERO WIDTH SPACE"),
        ("\xad", "invisible-character", "U+00AD SOFT HYPHEN"),
        ("\U000e0041", "invisible-character", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\uffff", "invisible-character", "U+FFFF noncharacter"),
        ("\ufffd", "replacement-character", "U+FFFD REPLACEMENT CHARACTER"),
    ],
)
def test_a_suspect_is_named_at_its_place(character: str, code: str, words: str) -> None:
    """The code point and its name stand in the message, because the character itself cannot be seen."""
    faults = Faults("f")
    note_suspects(f"a\nbc{character}d", faults)
    (finding,) = faults.findings()
    assert (finding.line, finding.column, finding.code) == (2, 3, code)
    assert words in finding.message


@pytest.mark.parametrize(
    "text", ["“Größe” — 条约", "می\u200cخواهم", "👩\u200d🚀", "a\tb\r\nc", "50\u00a0km", "e\u0301"]
)
def test_what_scripts_need_is_no_suspect(text: str) -> None:
    """Joiners of Persian and emoji, no-break blanks, accents and tabs pass."""
    faults = Faults("f")
    note_suspects(text, faults)
    assert faults.findings() == ()

"""A BibTeX entry holds its braces, and TeX obeys none of its signs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import bibtex
from timeline.csl import csl_date
from timeline.dates import parse


def braces(text: str) -> int:
    """How deep the braces are at the end, as BibTeX counts them; -1 where more are closed than opened."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return -1
    return depth


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("100 % & more_or $5 #1", r"100 \% \& more\_or \$5 \#1"),
        ("a{b}c\\d", r"a\textbraceleft{}b\textbraceright{}c\textbackslash{}d"),
        ("~x^2", r"\textasciitilde{}x\textasciicircum{}2"),
        ("two\n lines\x07  and\u202e more", "two lines and more"),
        ("Гуань 条约 “é”", "Гуань 条约 “é”"),
    ],
)
def test_signs_that_tex_obeys_are_written_as_themselves(text: str, written: str) -> None:
    """Every special sign, and no other."""
    assert bibtex.escaped(text) == written


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_breaks_an_entry(author: str, title: str, note: str, url: str) -> None:
    """Braces stay balanced whatever stands in a field, each field on a line of its own."""
    names = bibtex.names(author)
    entry = bibtex.entry(
        "misc",
        "key",
        [
            ("author", f"{{{names}}}" if names else "", "macro"),
            ("title", title, "title"),
            ("note", note, "text"),
            ("url", url, "verbatim"),
        ],
    )
    assert braces(entry) == 0
    assert all(braces(entry[:at]) == 1 for at in (match.start() for match in re.finditer(r"\n  ", entry)))
    assert len(entry.split("\n")) == 2 + bool(names) + bool(title) + bool(note) + bool(url)


def test_names() -> None:
    """Joined by “and”; in braces what BibTeX would part."""
    assert bibtex.names("Li, Na; Society of X & Y") == r"Li, Na and {Society of X \& Y}"
    assert bibtex.names("Marks and Spencer, Jo; von Li, Na") == "{Marks and Spencer}, Jo and {von Li}, Na"
    assert bibtex.names("") == ""


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2021-03-04", [("year", "2021"), ("month", "mar"), ("day", "4")]),
        ("0962-12", [("year", "0962"), ("month", "dec")]),
        ("1858", [("year", "1858")]),
        ("1858~", [("year", "c. 1858")]),
        ("1941/1945", [("year", "1941–1945")]),
        ("-0043", [("year", "44 BCE")]),
    ],
)
def test_dates_are_fields_or_words(date: str, fields: list[tuple[str, str]]) -> None:
    """A plain date has its fields; any other is words, so that no doubt is lost."""
    span = parse(date)
    written = [
        (name, value) for name, value, _ in bibtex.date_fields(csl_date(span), span.words("en")) if value
    ]
    assert written == fields


def test_addresses_are_verbatim() -> None:
    """Styles print them as they are: only what would break the entry is percent-encoded."""
    entry = bibtex.entry("misc", "k", [("url", "https://e.org/a_b?c=%20&d={x}\\", "verbatim")])
    assert entry == "@misc{k,\n  url = {https://e.org/a_b?c=%20&d=%7Bx%7D%5C}\n}"

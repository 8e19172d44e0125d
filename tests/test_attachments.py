"""The files beside the page are sound in their forms, the same in both hosts, and give nothing away."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

import timeline
from tests.leaks import leak
from tests.made_up import edition, event, passage, source
from timeline import attachments
from timeline.annotations import collection
from timeline.attachments import FORMS, LARGE, MANY, Form, cited, forms
from timeline.citations import as_csl
from timeline.edition import Edition, load

ROOT = Path(__file__).parent.parent
Asked = Literal["full", "quotes"] | None
"""What an export can be asked to publish."""
EVERY_FORM = pytest.mark.parametrize("form", [*FORMS, *LARGE], ids=lambda form: form.file)


@pytest.fixture(scope="module")
def real() -> Edition:
    return load(ROOT)


@pytest.fixture(scope="module")
def exported(real: Edition, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Asked, bool], Path]:
    """The folder of an export that publishes so much, bound or not; made once."""

    @cache
    def folder(publish: Asked, bound: bool) -> Path:
        made = tmp_path_factory.mktemp("exported")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(attachments, "MANY", 0 if bound else len(real.chronology))
            timeline.export(real, made, publish=publish, bound=bound)
        return made

    return folder


@EVERY_FORM
def test_everything_that_can_be_cited_is_in_each_file(real: Edition, form: Form) -> None:
    """Sources, events and passages among the citations, every passage among the annotations.

    Among the citations of a large edition its sources.
    """
    text = form.written(real)
    assert text.endswith("\n")
    things = real.library if form in LARGE else list(cited(real))
    if form.name == "BibTeX":
        assert len(re.findall(r"^@\w+\{", text, re.MULTILINE)) == len(things)
    elif form.name == "CSL-JSON":
        items = json.loads(text)
        assert len({item["id"] for item in items}) == len(items) == len(things)
    else:
        assert len(json.loads(text)["first"]["items"]) == len(real.quotations)


@EVERY_FORM
@pytest.mark.parametrize("publish", [None, "quotes", "full"])
def test_an_export_gives_no_more_away_than_quotes(
    real: Edition, exported: Callable[[Asked, bool], Path], form: Form, publish: Asked
) -> None:
    """Whatever it was asked to publish: beyond passages and a sentence around them nothing is in the file."""
    data = (exported(publish, form in LARGE) / form.file).read_bytes()
    text = (gzip.decompress(data) if form.packed else data).decode()
    said = text if form.name == "BibTeX" else "\n".join(strings(json.loads(text)))
    for one in real.library:
        assert leak(one.text, real.passages_in(one.id), said) is None


@EVERY_FORM
@pytest.mark.parametrize(("publish", "quoted"), [("full", True), ("quotes", True), ("none", False)])
def test_a_source_that_is_only_cited_lends_no_words(form: Form, publish: str, quoted: bool) -> None:
    """Not in a note, not as a selector, not in an address that opens at the words."""
    text = "Long before. " * 40 + "The envoys met at the river." + " Long after." * 40
    start = text.index("The envoys")
    one = source("text", text, publish=publish, url="https://a.example/b", sha256="0" * 64)
    made = edition([event()], [passage(start=start, end=start + 28, exact=text[start : start + 28])], [one])
    written = form.written(made).replace("%20", " ")
    assert ("envoys met" in written) == (quoted and not form.file.startswith("sources"))
    assert written.count("Long before") <= 4 * quoted
    assert "https://a.example/b" in written


def strings(value: object) -> list[str]:
    """Every text anywhere in data."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in strings(one)]


def test_a_file_in_pieces_is_the_file_as_json_writes_it(real: Edition) -> None:
    """Letter by letter, though no piece is longer than what one event or passage needs."""
    by_name = {form.file: form for form in FORMS}
    citations = json.dumps(as_csl(real, list(cited(real))), ensure_ascii=False, indent=1) + "\n"
    assert by_name["citations.json"].written(real) == citations
    annotations = json.dumps(collection(real), ensure_ascii=False, indent=1) + "\n"
    assert by_name["annotations.json"].written(real) == annotations
    for form in (*FORMS, *LARGE):
        pieces = list(form.pieces(real))
        assert 0 < len(pieces) - form.count(real) <= 4
        assert max(map(len, pieces)) < 50_000


def test_the_annotations_of_a_large_edition_are_packed_a_line_each(real: Edition) -> None:
    """The same collection, in a fraction of the bytes, and the same bytes each time."""
    plain, packed = FORMS[2], LARGE[2]
    data = b"".join(packed.data(real))
    assert data == b"".join(packed.data(real))
    text = gzip.decompress(data).decode()
    assert json.loads(text) == json.loads(plain.written(real))
    assert sum(line.startswith('   {"id":') for line in text.splitlines()) == len(real.quotations)
    assert len(data) < len(b"".join(plain.data(real))) / 4


def test_the_size_of_an_edition_says_which_files_it_has() -> None:
    """Whether it is bound in volumes or not: a list of references takes two thousand events."""
    assert forms(edition([event(f"e{n}") for n in range(MANY)])) == FORMS
    assert forms(edition([event(f"e{n}") for n in range(MANY + 1)])) == LARGE


def test_a_file_of_nothing_is_a_file() -> None:
    """Well formed, without a single citation or annotation."""
    empty = edition([])
    for some in (FORMS, LARGE):
        assert [form.written(empty)[:2].strip() for form in some] == ["", "[]", "{"]
        assert json.loads(some[2].written(empty))["total"] == 0

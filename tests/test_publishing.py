"""Other people's words: of a source that may only be quoted, nothing else is in any byte that leaves.

What the curator writes (a summary, a note, a reason) is the curator's own: whoever copies a source there
publishes it. All else is guarded: quotes, the sentence around them, addresses that open at them, citations,
annotations, and whatever a file hides its words in.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest

import timeline
from tests.leaks import Guard, resolved
from tests.parsed import Parsed
from tests.small_project import EVENTS, write
from timeline import page
from timeline.__main__ import main
from timeline.columns import SOURCES as SOURCES_TABLE
from timeline.edition import Edition, load
from timeline.skeleton import engine

ROOT = Path(__file__).parent.parent
COLUMNS = (
    "id,event,source,exact,prefix,suffix,relation,property,value,value_evidence,rank,rank_reason,speaker"
)


# ── what is guarded, and where it is looked for ───────────────────────────────────────────────────────────


def guard(edition: Edition, publish: str | None = None) -> Guard:
    """What may not be published of an edition: all that its rows, narrowed by `publish`, do not allow."""
    kept = []
    for source in edition.library:
        allowed = "quotes" if publish == "quotes" and source.publish == "full" else source.publish
        if allowed != "full":
            kept.append((source.text, edition.passages_in(source.id) if allowed == "quotes" else ()))
    return Guard(kept)


def said(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text of every file below a folder: as it stands, resolved, and as the parts of a page.

    But for the program's own: the engine, the scripts and the styles, of which tests/test_export.py proves
    that they are the same letters for every edition.
    """
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.read_bytes() == engine().read_bytes():
            continue
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        text = data.decode()
        for packed in _PACKED.findall(text):
            content = gzip.decompress(b64decode(packed[1])).decode("utf-8", "replace")
            yield from ((f"{file.name}: {packed[0]}", form) for form in forms(content))
        if file.suffix == ".html":
            text = _OWN.sub("", text)
            found = Parsed(text)
            parts = ["".join(one.parts) for one in found.elements if one.tag in ("html", "script", "style")]
            parts += [value for one in found.elements for value in one.attributes.values()]
            yield from (
                (file.name, form) for form in ("\n0 0\n".join(parts), resolved("\n0 0\n".join(parts)))
            )
        yield from ((file.name, form) for form in (text, resolved(text)))


def forms(content: str) -> Iterator[str]:
    """What a volume holds, as it stands and as a reader and a script have it."""
    yield from (content, resolved(content))
    try:
        held = json.loads(content)
    except ValueError:
        return  # Numbers.
    parts = list(strings(held))
    for html in (held["html"],) if "html" in held else ():
        found = Parsed(f"<html>{html}</html>")
        parts += ["".join(one.parts) for one in found.elements if one.tag == "html"]
        parts += [value for one in found.elements for value in one.attributes.values()]
    yield from ("\n0 0\n".join(parts), resolved("\n0 0\n".join(parts)))


def strings(value: Any) -> Iterator[str]:
    """Every text anywhere in data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield str(key)
            yield from strings(inner)


_PACKED = re.compile(r'(?:TreatyTimeline\.volume\("|data-volume=")([a-z0-9-]+)"[,>]"?([A-Za-z0-9+/=]+)["<]')
_OWN = re.compile(r"<(script|style)>.*?</\1>", re.DOTALL)


def assert_tight(folder: Path, watch: Guard) -> None:
    for name, text in said(folder):
        assert watch.found(text) is None, name


# ── the sources of a made-up project ──────────────────────────────────────────────────────────────────────

_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def words(number: int, seed: int) -> list[str]:
    """Words of no language, that stand nowhere else."""
    random = Random(seed)
    return [
        "".join(random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(random.randint(2, 4)))
        for _ in range(number)
    ]


def prose(sentences: int, seed: int, end: str = ". ") -> str:
    """Sentences of eleven words, each with a year in it that no event covers."""
    random = Random(seed)
    made = []
    for number in range(sentences):
        told = words(11, seed * 1000 + number)
        told.insert(6, f"in {random.randint(1700, 1999)}")
        made.append(" ".join(told).capitalize())
    return end.join(made) + end.strip()


def chinese(length: int, seed: int, marks: bool) -> str:
    random = Random(seed)
    signs = [chr(random.randint(0x4E00, 0x9F00)) for _ in range(length)]
    return "".join(sign + ("。" if marks and n % 23 == 22 else "") for n, sign in enumerate(signs))


def sentence(text: str, number: int) -> str:
    return text.split(". ")[number]


PLAIN, SHARED, HIDDEN, OPEN = prose(40, 1), prose(40, 2), prose(40, 3), prose(40, 4)
ENDLESS = " ".join(words(1000, 5))[:5000].rstrip()
LINED = prose(40, 6, ".\r\n").replace("\r\n", "\r\n\r\n", 5)
MARKED, UNMARKED = chinese(3000, 7, marks=True), chinese(3000, 8, marks=False)
HTML = prose(40, 9).replace(" in ", ' & "<b>" in ')

SOURCES: dict[str, tuple[str, str]] = {
    "plain": ("quotes", PLAIN),
    "shared": ("quotes", SHARED),
    "hidden": ("none", HIDDEN),
    "open": ("full", OPEN),
    "endless": ("quotes", ENDLESS),
    "lined": ("quotes", LINED),
    "marked": ("quotes", MARKED),
    "unmarked": ("quotes", UNMARKED),
    "html": ("quotes", HTML),
}
"""By id: what may be published of it, and its text."""

QUOTES: dict[str, tuple[str, str]] = {
    "first": ("plain", PLAIN[:30].rpartition(" ")[0]),
    "last": ("plain", PLAIN[-30:].partition(" ")[2]),
    "elided": ("plain", " … ".join((" ".join(sentence(PLAIN, 20).split()[:5]),
                                    " ".join(sentence(PLAIN, 22).split()[-5:])))),
    "one": ("shared", " ".join(sentence(SHARED, 20).split()[:2])),
    "other": ("shared", " ".join(sentence(SHARED, 20).split()[-2:])),
    "secret": ("hidden", sentence(HIDDEN, 20)),
    "free": ("open", sentence(OPEN, 20)),
    "amid": ("endless", " ".join(ENDLESS.split()[300:304])),
    "line": ("lined", LINED.split("\r\n")[20].rstrip(".")),
    "sign": ("marked", MARKED[1000:1010].strip("。")),
    "unparted": ("unmarked", UNMARKED[1500:1510]),
    "markup": ("html", " ".join(HTML.split(". ")[20].split()[:9])),
}  # fmt: skip
"""By id of the passage: its source and its quote."""


def project(folder: Path) -> Path:
    """The project on disk, with context columns that hold more of the source than may be published."""
    rows, quotes = io.StringIO(), io.StringIO()
    table = csv.writer(rows, lineterminator="\n")
    table.writerow(column.name for column in SOURCES_TABLE.columns)
    for name, (publish, _) in SOURCES.items():
        row = {
            "id": name,
            "file": f"{name}.txt",
            "type": "book",
            "title": f"Title of {name}",
            "issued": "2020",
        }
        row |= {"url": f"https://example.org/{name}", "archive_url": f"https://example.org/{name}/copy"}
        row |= {"accessed": "2024-01-02", "language": "zh" if "marked" in name else "en", "publish": publish}
        table.writerow(row.get(column.name, "") for column in SOURCES_TABLE.columns)
    table = csv.writer(quotes, lineterminator="\n")
    table.writerow(COLUMNS.split(","))
    for name, (source, exact) in QUOTES.items():
        text = SOURCES[source][1]
        start = text.find(exact)
        prefix = text[max(0, start - 400) : start] if start > 0 else ""
        event = "aigun" if name in ("first", "one", "amid", "sign", "secret") else "nerchinsk"
        table.writerow([name, event, source, exact, prefix, "", "supports", "", "", "", "", "", ""])
    events = EVENTS.replace(
        "aigun,Treaty of Aigun,1858,,stated,,,", "aigun,Treaty of Aigun,1858,,external,A book,Why.,"
    )
    changes: dict[str, str | bytes | None] = {
        "data/sources.csv": rows.getvalue(),
        "data/passages.csv": quotes.getvalue(),
        "data/events.csv": events,
        "seeds/amur.txt": None,
    }
    return write(
        folder, changes | {f"seeds/{name}.txt": text.encode() for name, (_, text) in SOURCES.items()}
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up project."""
    return project(tmp_path_factory.mktemp("publishing"))


@pytest.fixture(scope="module")
def edition(folder: Path) -> Edition:
    """Its edition."""
    return load(folder)


@pytest.fixture(scope="module")
def watch(edition: Edition) -> Guard:
    """What may not be published of it."""
    return guard(edition)


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(ROOT)


# ── exports ───────────────────────────────────────────────────────────────────────────────────────────────

WAYS: dict[str, dict[str, Any]] = {
    "as the rows say": {},
    "in single files": {"single": True},
    "quotes only": {"publish": "quotes"},
    "in volumes": {"bound": True},
    "in volumes, quotes only": {"bound": True, "publish": "quotes"},
    "in volumes, in single files": {"bound": True, "single": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_no_exported_byte_gives_away_more_than_a_sentence_around_a_quote(
    edition: Edition, tmp_path: Path, way: str
) -> None:
    """Of sources that begin or end with a quote, have no sentences, no blanks, no English, CRLF or markup."""
    assert {passage.tier for passage in edition.quotations} >= {"identity", "elided"}
    timeline.export(edition, tmp_path, **WAYS[way])
    assert_tight(tmp_path, guard(edition, WAYS[way].get("publish")))


@pytest.mark.parametrize("way", ["as the rows say", "in single files", "in volumes"])
def test_no_exported_byte_of_the_real_project_does(real: Edition, tmp_path: Path, way: str) -> None:
    """With everything that may be written beside the pages."""
    timeline.export(real, tmp_path, **WAYS[way])
    assert_tight(tmp_path, guard(real))


@pytest.mark.parametrize("more", [{}, {"bound": True}, {"bound": True, "single": True}], ids=str)
def test_the_guard_finds_what_is_there(edition: Edition, tmp_path: Path, more: dict[str, Any]) -> None:
    """In an export that shows everything, in each source of which not all may be shown."""
    timeline.export(edition, tmp_path, publish="full", **more)
    texts = [text for _, text in said(tmp_path)]
    for source in edition.library:
        if source.publish != "full":
            passages = edition.passages_in(source.id) if source.publish == "quotes" else ()
            watch = Guard([(source.text, passages)])
            assert any(watch.found(text) for text in texts), source.id


@pytest.mark.parametrize(
    "hidden",
    [
        "{0}",
        "<p>{0}",
        "{1}",
        "{2}",
        '<a href="https://example.org/#:~:text={3}">',
        "{4}",
        "data:text/plain;base64,{5}",
        "{6}",
        "{7}",
    ],
)
def test_the_guard_sees_through_every_sort_of_escape(hidden: str) -> None:
    """Entities, JavaScript, percent signs, base64, other quotation marks and no blanks at all."""
    secret = f"“{PLAIN[200:330]}”"
    forms = (
        secret,
        "".join(f"&#{ord(sign)};" for sign in secret),
        "".join(f"\\u{ord(sign):04x}" for sign in secret),
        quote(secret),
        escape(quote(secret)),
        b64encode(secret.encode()).decode(),
        secret.replace(" ", ""),
        secret.upper().replace(" ", "{} \\& "),
    )
    watch = Guard([(f"{PLAIN[:200]}{secret}{PLAIN[330:]}", ())])
    assert watch.found(hidden.format(*forms)) or watch.found(resolved(hidden.format(*forms)))
    assert not watch.found(resolved(hidden.format(*[prose(3, 77)] * 8)))


# ── the other ways out ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command",
    [
        ["cite", "{0}"],
        ["cite", "{0}", "--format", "csl"],
        ["cite", "{0}", "--format", "bibtex"],
        ["annotations", "export", "{0}"],
        ["coverage", "{0}"],
        ["coverage", "{0}", "--format", "json"],
    ],
    ids=" ".join,
)
def test_no_command_that_prints_for_others_gives_away_more(
    folder: Path, watch: Guard, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """Citations and annotations of everything, and the report of what is left out."""
    ids = [*SOURCES, *QUOTES, "aigun", "nerchinsk"] if command[0] == "cite" else []
    assert main([word.format(folder) for word in command] + ids) == 0
    out = capsys.readouterr().out
    assert "plain" in out
    assert [watch.found(text) for text in (out, resolved(out))] == [None, None]


def test_annotations_are_written_with_context_within_one_sentence(
    folder: Path, watch: Guard, tmp_path: Path
) -> None:
    """In a file too, and of a source that may not be quoted with its place alone."""
    assert main(["annotations", "export", str(folder), "-o", str(tmp_path / "all.json")]) == 0
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert watch.found(text) is None
    assert QUOTES["secret"][1] not in text
    assert QUOTES["first"][1] in text


# ── a source that is only cited ───────────────────────────────────────────────────────────────────────────


def test_of_a_source_that_is_only_cited_no_quote_is_written_anywhere(
    edition: Edition, tmp_path: Path
) -> None:
    """Its claims are there, withheld; no address opens at words of it; figures are all its head says."""
    timeline.export(edition, tmp_path)
    secret = QUOTES["secret"][1]
    watch = Guard([(secret, ())], size=24)
    for name, text in said(tmp_path):
        assert watch.found(text) is None, name
    found = Parsed((tmp_path / "index.html").read_text(encoding="utf-8"))
    addresses = [one.attributes["href"] for one in found.all("a")]
    assert [address for address in addresses if "example.org/hidden" in address and "#" in address] == []
    assert any(":~:text=" in address for address in addresses if "example.org/plain" in address)
    assert [one.text for one in found.all("p", class_="withheld")]
    assert not found.all("mark", data_passage="secret")
    assert found.all("details", id="coverage_plain")
    assert not found.all("details", id="coverage_hidden")
    assert not [one for one in found.elements if one.attributes.get("id", "").startswith("date_hidden")]


def test_to_the_curator_the_app_shows_it_all_the_same(edition: Edition) -> None:
    """It is served to this computer alone, where the text lies anyhow; the README says so."""
    shown = Parsed(page.html(edition, page.Slots(), publish="full"))
    assert shown.all("mark", data_passage="secret")
    assert shown.all("details", id="coverage_hidden")
    assert "`timeline serve` always shows the full texts" in (ROOT / "README.md").read_text(encoding="utf-8")

"""The export: whole files or none, nothing asked of anybody, and no word of a source that may not leave."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

import timeline
from tests.leaks import leak
from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from timeline.edition import Edition, load
from timeline.errors import FileProblem
from timeline.export import ENGINE, SCRIPT, export_picture
from timeline.page import inlined
from timeline.skeleton import engine
from timeline.volumes import WHOLE

ROOT = Path(__file__).parent.parent
PAGES = ("index.html", "chart.html")
ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", re.IGNORECASE)


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(ROOT)


@pytest.fixture(scope="module")
def site(real: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its export, with quotes alone."""
    folder = tmp_path_factory.mktemp("site")
    timeline.export(real, folder, publish="quotes")
    return folder


@pytest.fixture(scope="module")
def single(real: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in single files."""
    folder = tmp_path_factory.mktemp("single")
    timeline.export(real, folder, single=True, publish="quotes")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def read(folder: Path, name: str) -> Parsed:
    return Parsed((folder / name).read_text(encoding="utf-8"))


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_are_written_and_named(real: Edition, tmp_path: Path) -> None:
    """The whole page first, in a folder that need not exist; the engine is the one of the figure."""
    written = timeline.export(real, tmp_path / "a" / "b")
    names = [*PAGES, "citations.bib", "citations.json", "annotations.json", SCRIPT, ENGINE]
    assert [str(path.relative_to(tmp_path / "a" / "b")) for path in written] == names
    assert set(files(tmp_path / "a" / "b")) == set(names)
    assert (tmp_path / "a" / "b" / ENGINE).read_bytes() == engine().read_bytes()


def test_single_files_are_two(real: Edition, tmp_path: Path) -> None:
    """Page and chart, each with the engine inside, and nothing beside them."""
    written = timeline.export(real, str(tmp_path), single=True)
    assert [path.name for path in written] == list(PAGES)
    assert set(files(tmp_path)) == set(PAGES)


@pytest.mark.parametrize("single", [False, True])
def test_the_same_edition_gives_the_same_bytes(real: Edition, tmp_path: Path, single: bool) -> None:
    """From files read again, and over an older export."""
    timeline.export(load(ROOT), tmp_path / "one", single=single)
    before = files(tmp_path / "one")
    timeline.export(real, tmp_path / "one", single=single)
    assert files(tmp_path / "one") == before


@pytest.mark.parametrize("broken", ["fdopen", "replace"])
def test_a_failure_leaves_the_old_files_and_nothing_half_written(
    real: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """Whether the disk is full while the page is written, or it cannot be put in place."""
    timeline.export(edition([event("old")]), tmp_path)
    before, opened = files(tmp_path), os.fdopen

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device", str(tmp_path))

    def fail_half_way(handle: int, *_: Any) -> Any:
        with opened(handle, "wb") as file:
            file.write(b"<!doctype html>")
        fail()

    with monkeypatch.context() as patch:
        patch.setattr(os, broken, fail if broken == "replace" else fail_half_way)
        with pytest.raises(FileProblem, match="No space left on device"):
            timeline.export(real, tmp_path)
    assert files(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_told_in_one_line(real: Edition, tmp_path: Path) -> None:
    """A file stands in the way: which one, and no traceback."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(FileProblem, match="taken") as told:
        timeline.export(real, tmp_path / "taken" / "site")
    assert "\n" not in str(told.value)
    with pytest.raises(FileProblem, match="taken"):
        timeline.export(real, tmp_path / "taken")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to the administrator")
def test_a_folder_that_is_locked_is_told_in_one_line(real: Edition, tmp_path: Path) -> None:
    """And stays as it was."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileProblem, match="Permission denied"):
            timeline.export(real, tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert files(tmp_path) == {}


# ── what they ask for ─────────────────────────────────────────────────────────────────────────────────────


def loads(page: Parsed) -> Iterator[str]:
    """Everything that an open page would load."""
    for one in page.elements:
        for name in ("src", "data-src", "srcset", "data", "poster", "action", "background"):
            if name in one.attributes:
                yield one.attributes[name]
        if one.tag in ("link", "base", "use", "image"):
            address = one.attributes.get("href", one.attributes.get("xlink:href", ""))
            yield from [address] if not address.startswith("#") else []
        if one.tag == "style" or "style" in one.attributes:
            text = "".join(one.parts) if one.tag == "style" else one.attributes["style"]
            yield from re.findall(r"url\(\s*['\"]?([^#'\")]+)", text)
            assert "@import" not in text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_the_two_scripts_beside_it_and_nothing_else(site: Path, name: str) -> None:
    """By a relative address, so that it works from a folder, a server and a memory stick."""
    found = [address for address in loads(read(site, name)) if not address.startswith("data:")]
    assert found == [ENGINE, SCRIPT]


@pytest.mark.parametrize("name", PAGES)
def test_a_single_file_loads_nothing(single: Path, name: str) -> None:
    """Its links lead into itself or to sources; only the chart, made for a frame, links to the whole page."""
    page = read(single, name)
    assert all(address.startswith("data:") for address in loads(page))
    inside = {href.partition("#")[0] for href in (one.attributes["href"] for one in page.all("a"))}
    inside -= {href for href in inside if href.startswith(("https://", "http://", "mailto:"))}
    assert inside <= ({"", "index.html"} if name == "chart.html" else {""})


@pytest.mark.parametrize("name", PAGES)
def test_no_address_is_written_but_those_of_sources(site: Path, real: Edition, name: str) -> None:
    """In markup, words and data of the page; our scripts name no host either, but for XML's namespaces."""
    page = read(site, name)
    known = "\n".join(f"{one.url} {one.archive_url} {one.text} {one.note}" for one in real.library)
    known += "\n".join(f"{one.summary} {one.date_note} {one.date_source}" for one in real.chronology)
    known += "http://www.w3.org https://www.wikidata.org"
    scripts = "\n".join("".join(one.parts) for one in page.all("script") + page.all("style"))
    for address in ADDRESS.findall(page.words + scripts):
        assert address in known, address


@pytest.mark.parametrize("name", PAGES)
def test_no_path_of_this_machine_is_written(site: Path, single: Path, real: Edition, name: str) -> None:
    """Neither of the project nor of the program."""
    for folder in (site, single):
        text = (folder / name).read_text(encoding="utf-8")
        for path in (ROOT, real.root.resolve(), Path(timeline.__file__).parent, Path.home(), folder):
            assert str(path) not in text or len(path.parts) < 3


# ── policy ────────────────────────────────────────────────────────────────────────────────────────────────


def directives(page: Parsed) -> dict[str, list[str]]:
    """The Content-Security-Policy of a page."""
    (meta,) = page.all("meta", http_equiv="Content-Security-Policy")
    return {rule.split()[0]: rule.split()[1:] for rule in meta.attributes["content"].split(";")}


def unpacked(letters: str) -> str:
    """The chart engine as a single file holds it."""
    return gzip.decompress(b64decode(letters)).decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_single_file_holds_the_engine_letter_by_letter(single: Path, name: str) -> None:
    packed = [one for one in read(single, name).all("script") if one.attributes.get("id") == "_engine"]
    assert [unpacked("".join(one.parts)) for one in packed] == [engine().read_text(encoding="utf-8")]


@pytest.mark.parametrize("kind", ["site", "single"])
@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_exactly_the_scripts_that_are_there(
    kind: str, name: str, request: pytest.FixtureRequest
) -> None:
    """Hashes computed here of what a browser would run; no other script, no request, no form, no base."""
    page = read(request.getfixturevalue(kind), name)
    rules = directives(page)
    inline = [
        unpacked("".join(one.parts))
        if one.attributes.get("type") == "application/gzip"
        else "".join(one.parts)
        for one in page.all("script")
        if "src" not in one.attributes and one.attributes.get("type") != "application/json"
    ]
    assert inline
    hashes = [f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert rules["script-src"] == (["'self'"] if kind == "site" else []) + hashes
    for name_ in ("default-src", "base-uri", "form-action", "object-src"):
        assert rules[name_] == ["'none'"]
    assert "connect-src" not in rules, "nothing is ever fetched"
    assert not {"*", "'unsafe-eval'", "https:", "http:"} & {
        word for words in rules.values() for word in words
    }


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_stands_before_everything_that_it_rules(site: Path, name: str) -> None:
    """A policy in the middle of a page does not hold for what came before."""
    page = read(site, name)
    tags = [one.tag for one in page.elements]
    at = next(n for n, one in enumerate(page.elements) if "http-equiv" in one.attributes)
    assert page.elements[at].inside[-1] == "head"
    assert not {"script", "style"} & set(tags[:at])


@pytest.mark.parametrize("script", ["a('</script>')", "a('<!-- <script>')", "a('</SCRIPT >')"])
def test_a_script_cannot_end_its_own_element(script: str) -> None:
    """Whatever strings stand in it."""
    made = inlined(script)
    assert not re.search(r"<(/script|script|!--)", made, re.IGNORECASE)
    page = Parsed(f"<html><script>{made}</script></html>")
    assert "".join(page.all("script")[0].parts) == made


def test_no_string_of_our_scripts_goes_over_a_line() -> None:
    """The export leaves out the indents of lines, and must not change a string."""
    scripts = sorted((ROOT / "timeline" / "assets").glob("*.js"))
    assert len(scripts) > 10
    for script in scripts:
        strings_ = re.findall("`[^`]*`", script.read_text(encoding="utf-8"))
        assert [one for one in strings_ if "\n" in one] == [], script.name


@pytest.mark.parametrize("name", PAGES)
def test_a_single_file_works(single: Path, browser: Browser, name: str) -> None:
    """Opened from the disk it draws its marks, complains of nothing and asks for nothing."""
    page = browser.new_page()
    faults: list[str] = []
    address = (single / name).as_uri()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url == address else faults.append(request.url))
    page.goto(address)
    page.wait_for_function("() => window.__timelineReady")
    page.evaluate("async () => { await window.__timelineReady; }")
    assert page.evaluate("() => window.timeline.visible().length") > 10
    assert [fault for fault in faults if not fault.startswith("data:")] == []
    page.close()


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["site", "single"])
@pytest.mark.parametrize("name", PAGES)
def test_quotes_alone_leave_the_house(
    kind: str, name: str, real: Edition, request: pytest.FixtureRequest
) -> None:
    """In the whole file, markup resolved and data decoded, stands no other piece of any source."""
    page = read(request.getfixturevalue(kind), name)
    attributes = [value for one in page.elements for value in one.attributes.values()]
    said = "\n".join(["".join(page.elements[0].parts), *attributes, *strings(page.payload)])
    for one in real.library:
        assert leak(one.text, real.passages_in(one.id), said) is None


@pytest.mark.parametrize("name", PAGES)
def test_scripts_and_styles_hold_nothing_of_the_data(single: Path, tmp_path: Path, name: str) -> None:
    """They are the same letters for every edition, so nothing can leak through them."""
    timeline.export(edition([event("other")]), tmp_path, single=True)

    def ours(page: Parsed) -> list[str]:
        return [
            "".join(one.parts)
            for tag in ("script", "style")
            for one in page.all(tag)
            if "id" not in one.attributes
        ]

    assert ours(read(single, name)) == ours(read(tmp_path, name))


def strings(value: Any) -> Iterator[str]:
    """Every text anywhere in data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.mark.parametrize(
    ("row", "publish", "quoted", "full"),
    [
        ("none", None, False, False),
        ("none", "quotes", False, False),
        ("quotes", None, True, False),
        ("full", "quotes", True, False),
        ("full", None, True, True),
        ("none", "full", True, True),
    ],
)
def test_publish_quotes_narrows_and_never_widens(
    tmp_path: Path, row: str, publish: Any, quoted: bool, full: bool
) -> None:
    """What a row forbids stays forbidden, unless everything is called for in so many words."""
    text = "Far away stands a sentence. " * 30 + "The envoys met. " + "Far behind stands another one. " * 30
    start = text.index("The envoys met.")
    quote = passage("p", start=start, end=start + 15, exact="")
    made = edition([event("one")], [quote], [source("text", text, publish=row)])
    timeline.export(made, tmp_path, publish=publish)
    for name in PAGES:
        said = read(tmp_path, name).words
        assert ("The envoys met." in said) == quoted
        if name == "index.html":
            assert (leak(text, [quote], said) is not None) == full


def test_the_export_of_the_real_project_is_small_enough_for_a_phone(site: Path, single: Path) -> None:
    """A page under a megabyte beside its engine, and under one and a half with it."""
    assert all(len(files(site)[name]) < 1_000_000 for name in PAGES)
    assert all(len(files(single)[name]) < 1_500_000 for name in PAGES)


def test_a_title_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    """Not of the file's head either, where the policy stands."""
    made = replace(edition([event("one")]), title="</title><script>alert(1)</script>")
    timeline.export(made, tmp_path)
    page = read(tmp_path, "index.html")
    assert page.all("title")[0].text == "</title><script>alert(1)</script>"
    assert "alert(1)" not in "".join(
        "".join(one.parts) for one in page.all("script") if "id" not in one.attributes
    )


def test_the_pages_open_in_the_language_asked_for(tmp_path: Path) -> None:
    """Both of them, and whoever has no script reads them in it."""
    timeline.export(edition([event("one")]), tmp_path, language="ru")
    for name in PAGES:
        found = read(tmp_path, name)
        assert found.elements[0].attributes["lang"] == found.payload["language"] == "ru"
        assert "1 событие" in found.words


def test_a_picture_is_written_alone_and_with_no_page(real: Edition, tmp_path: Path) -> None:
    written = export_picture(real, tmp_path / "site", language="ru")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["timeline.svg"]
    assert ElementTree.parse(written).getroot().attrib["lang"] == "ru"


def test_the_picture_of_a_large_timeline_is_the_one_its_page_opens_with(tmp_path: Path) -> None:
    """The same events are marks or counted in pills, and grey strips tell of the others."""
    made = edition([event(f"e{at}", str(1600 + at % 400), importance=1 + at % 5) for at in range(WHOLE + 1)])
    timeline.export(made, tmp_path)
    in_page = {
        each["id"] for each in read(tmp_path, "index.html").payload["volumes"]["tiles"]["0-0"]["events"]
    }
    root = ElementTree.parse(export_picture(made, tmp_path)).getroot()
    groups = [group.attrib for group in root.iter("{http://www.w3.org/2000/svg}g")]
    drawn = {group["data-event"] for group in groups if "data-event" in group}
    counted = {id for group in groups for id in group.get("data-events", "").split()}
    assert drawn | counted == in_page
    others = len(made.chronology) - len(in_page)
    assert others > 100
    told = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert told[-1] == f"Grey: {others} further events, not drawn apart"
    strips = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("opacity") == "0.55"]
    assert strips


def test_a_picture_that_holds_everything_tells_of_no_others(real: Edition, tmp_path: Path) -> None:
    assert "Grey" not in export_picture(real, tmp_path).read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_is_a_problem_of_the_file(real: Edition, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file", encoding="utf-8")
    with pytest.raises(FileProblem, match="cannot write"):
        export_picture(real, tmp_path / "site")

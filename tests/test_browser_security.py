"""A hostile project, and what the page may ask for, on both hosts.

Every field that a curator can fill holds an attack here: HTML, script addresses, templates and markup of the
chart engine, sheer length. The page must show the words as they are, and nothing must happen.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser_steps import PATIENCE, go, label_faults, ready, running, settle, visit
from tests.conftest import TINY_COLUMNS, TINY_ROWS, TINY_SEEDS, Watch
from timeline.attachments import FORMS, LARGE
from timeline.edition import load

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script>"
LINK = "<a href='javascript:alert(3)'>press</a>"
TEMPLATE = "%{y} %{customdata[0]} {{7*7}} ${alert(4)} <b>bold</b><br>"
FORMULA = "$\\href{javascript:alert(5)}{x}$ &lt;i&gt; &amp;"
TURNED = "\u202eesrever\u202c"
LONG = "Endless " * 12_000
"""Just under what a cell may hold."""


NOTHING_HAPPENED = """() => [
    ...document.querySelectorAll(".timeline img, .timeline script, .timeline iframe, [onerror], a[href^='javascript']"),
    ...document.querySelectorAll(".plot a"),
].map((node) => node.outerHTML.slice(0, 200))"""
"""Elements that only an attack can have made."""


def hostile(folder: Path) -> Path:
    """A sound project whose every text is an attack."""
    rows = {name: [dict(row) for row in table] for name, table in TINY_ROWS.items()}
    events, passages, sources = rows["events"], rows["passages"], rows["sources"]
    for event, attack in zip(events, (IMAGE, SCRIPT, LINK), strict=True):
        event |= {
            "title": f"Title {attack}",
            "summary": f"Summary {attack} {FORMULA}",
            "date_note": f"Note {TEMPLATE}",
        }
        event |= {
            "place": f"Place {IMAGE}",
            "parties": f"Party {attack};{TEMPLATE.strip()}",
            "kind": f"kind {attack}",
        }
    base = {**events[0], "evidence": "inferred", "calendar": "gregorian"}
    events.append({**base, "id": "long", "title": LONG, "date": "1900"})
    events.append({**base, "id": "formula", "title": f"{FORMULA} {TEMPLATE}", "date": "1950"})
    events.append({**base, "id": "constructor", "title": "__proto__", "date": "1960"})
    seeds = dict(TINY_SEEDS)
    seeds["first.txt"] += (
        f"\nHe wrote {IMAGE} and {SCRIPT} and {LINK} and {TEMPLATE} and {FORMULA}, {TURNED}.\n"
    )
    plain = {**passages[2], "property": "", "value": "", "value_evidence": ""}
    for owner, attack in (("long", IMAGE), ("formula", FORMULA), ("constructor", TEMPLATE.strip())):
        passages.append({**plain, "id": f"{owner}-1", "event": owner, "exact": attack, "speaker": IMAGE})
    passages[0] |= {"rank_reason": f"Because {SCRIPT}", "speaker": LINK}
    sources[0] |= {
        "title": f"Source {IMAGE}",
        "author": SCRIPT,
        "container_title": LINK,
        "note": f"{TEMPLATE} {TURNED}",
    }
    (folder / "seeds").mkdir(parents=True)
    (folder / "data").mkdir()
    for name, text in seeds.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8", newline="")
    for name, columns in TINY_COLUMNS.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
    return folder


@pytest.fixture(scope="module")
def hostile_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The hostile project on both hosts."""
    from timeline.export import export

    folder = hostile(tmp_path_factory.mktemp("hostile") / "project")
    site = tmp_path_factory.mktemp("hostile-site")
    export(load(folder), site, single=True)
    with ExitStack() as stack:
        app = stack.enter_context(running(folder))
        yield {
            "app": app,
            "export": (site / "index.html").as_uri(),
            "app chart": app + "chart.html",
            "export chart": (site / "chart.html").as_uri(),
        }


@pytest.mark.parametrize("part", ["app", "export", "app chart", "export chart"])
def test_a_hostile_project_is_only_words(page: Page, hostile_urls: dict[str, str], part: str) -> None:
    """Ready, no dialog, no request, no error, no element made; every text there as written."""
    url = hostile_urls[part]
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    watch = Watch(page.context, "file:" if url.startswith("file:") else url.removesuffix("chart.html"))
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached")
    ready(page)
    assert page.evaluate(NOTHING_HAPPENED) == []
    for event in page.evaluate("() => timeline.visible()"):
        page.evaluate("(id) => timeline.select(id)", event)
        settle(page)
        box = page.evaluate("(id) => timeline.markBox(id)", event)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert label_faults(page) == []
    assert page.evaluate(NOTHING_HAPPENED) == []
    for event, attack in (("nerchinsk", IMAGE), ("aigun", SCRIPT), ("friendship", LINK)):
        article = page.locator(f"article.event[aria-labelledby='title_{event}']")
        assert article.locator("h3").text_content() == f"Title {attack}"
        assert attack in (article.text_content() or "")
    assert page.locator("article.event[aria-labelledby=title_long] h3").text_content() == LONG.strip()
    assert page.evaluate("() => Math.max(...timeline.labelBoxes().map((box) => box.width))") < 700
    longest = page.locator(".plot text").evaluate_all(
        "(nodes) => Math.max(...nodes.map((node) => node.textContent.length))"
    )
    assert longest <= 200
    assert dialogs == []
    assert watch.faults == []


def test_labels_show_markup_as_it_is_written(page: Page, hostile_urls: dict[str, str], host: str) -> None:
    """Neither the engine's own tags, nor its templates, nor its formulas mean anything in a label."""
    visit(page, hostile_urls[host])
    page.evaluate("() => timeline.setWindow('1600', '2030')")
    settle(page)
    text = " ".join(page.locator(".plot .textpoint text").all_text_contents())
    assert "<img src=x" in text
    assert page.locator(".plot .textpoint tspan[style*='bold'], .plot a, .plot foreignObject").count() == 0
    page.evaluate("() => timeline.select('formula')")
    settle(page)
    assert "$\\href" in " ".join(page.locator(".plot .textpoint text").all_text_contents())


def test_hostile_names_work_in_filters_and_address(
    page: Page, hostile_urls: dict[str, str], host: str
) -> None:
    """Kinds and parties full of signs can be chosen, and their address opens the same view."""
    watch = Watch(page.context, "file:" if host == "export" else hostile_urls[host])
    visit(page, hostile_urls[host])
    page.locator(".chip input").nth(1).check(force=True)
    page.locator("input[name=party]").first.evaluate("(box) => box.click()")
    settle(page)
    shown = page.locator(".option:visible").count()
    address = page.evaluate("() => location.hash")
    assert "<" not in address
    go(page, "#constructor")
    assert page.evaluate("() => timeline.selection()") == "constructor"
    go(page, address)
    expect(page.locator(".option:visible")).to_have_count(shown)
    page.locator("[name=q]").fill("<img")
    settle(page)
    assert page.evaluate(NOTHING_HAPPENED) == []
    assert watch.faults == []


def click_through(page: Page) -> None:
    """Use everything that the page offers, once."""
    for button in page.locator(".era").all()[:3]:
        button.click()
    settle(page)  # The list comes along when the window is at rest; a click while it moves hits nothing.
    page.locator(".option").nth(4).click()
    settle(page)
    page.locator("article.event:visible [data-to-passage]").first.click()
    for name in ("Next passage", "Previous passage"):
        button = page.get_by_role("button", name=name)
        if button.is_enabled():
            button.click()
    page.locator("mark[data-passage='treaty-aigun-p2']").first.click()
    page.locator(".chip").first.click()
    page.locator(".switch label").last.click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Fit").click()
    page.get_by_role("button", name="Keys and legend").click()
    page.keyboard.press("Escape")
    page.get_by_role("searchbox").fill("border")
    page.get_by_role("button", name="Clear filters").click()
    page.emulate_media(color_scheme="dark")
    settle(page)


def test_a_full_click_through_breaks_no_rule_of_the_policy(host_page: Page, host: str) -> None:
    """The watch hears every violation of the Content-Security-Policy; there is a policy, and it is kept."""
    click_through(host_page)
    if host == "export":
        policy = host_page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy


def test_a_script_that_gets_into_the_page_does_not_run(page: Page, host_url: str) -> None:
    """The policy is the second wall: markup that should never have come this far does nothing."""
    visit(page, host_url)
    refused = page.evaluate(
        """() => new Promise((done) => {
            addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true });
            const script = document.createElement("script");
            script.textContent = "window.broken = true";
            document.body.append(script);
            setTimeout(() => done("nothing"), 40000);
        })"""
    )
    assert refused.startswith("script-src")
    assert page.evaluate("() => window.broken") is None


@pytest.mark.parametrize("single", [False, True])
def test_the_export_asks_for_nothing_outside_its_folder_also_after_a_move(
    page: Page, export_folder: Path, single_folder: Path, tmp_path: Path, single: bool
) -> None:
    """Moved to a folder with blanks and umlauts in its name it works; a single file asks for nothing at all."""
    moved = tmp_path / "Ärger & Co. #1 (100 %)"
    shutil.copytree(single_folder if single else export_folder, moved)
    if single:
        for file in moved.iterdir():
            assert file.is_dir() is False
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    visit(page, (moved / "index.html").as_uri())
    click_through(page)
    visit(page, (moved / "chart.html").as_uri())
    page.evaluate("() => timeline.select('treaty-aigun')")
    settle(page)
    assert page.locator(".plot path.point").count() > 10
    outside = [url for url in asked if not url.startswith((moved.as_uri() + "/", "data:", "blob:"))]
    assert outside == []
    if single:
        assert {url.partition("#")[0] for url in asked if url.startswith("file:")} == {
            (moved / "index.html").as_uri(),
            (moved / "chart.html").as_uri(),
        }


def test_a_single_file_works_in_a_sandboxed_frame(page: Page, single_folder: Path, tmp_path: Path) -> None:
    """Without an origin of its own, and from a file, a page may load nothing; a single file need not."""
    shutil.copytree(single_folder, tmp_path / "site")
    article = tmp_path / "article.html"
    article.write_text(
        '<!doctype html><iframe id=frame sandbox="allow-scripts" src="site/index.html#treaty-aigun"></iframe>'
    )
    watch = Watch(page.context, "file:")
    page.goto(article.as_uri())
    handle = page.query_selector("#frame")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    ready(frame)
    assert frame.evaluate("() => timeline.selection()") == "treaty-aigun"
    assert frame.evaluate("() => document.querySelectorAll('.plot path.point').length") > 2
    assert watch.faults == []


def test_links_to_the_world_open_nothing_by_themselves_and_tell_nothing(desk: Page) -> None:
    """Every link off the page is http or https, and does not say where it comes from."""
    links = desk.locator("a[href]").evaluate_all(
        "(nodes) => nodes.map((node) => [node.getAttribute('href'), node.rel])"
    )
    beside = ("#", "annals/", *(form.file for form in (*FORMS, *LARGE)))
    outside = [(href, rel) for href, rel in links if not href.lstrip("/").startswith(beside)]
    for href, rel in outside:
        assert href.startswith(("https://", "http://")), href
        assert "noopener" in rel
    assert desk.locator("meta[name=referrer]").get_attribute("content") == "no-referrer"

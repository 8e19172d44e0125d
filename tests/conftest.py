"""What tests share: two projects, both hosts of the page, and a browser that lets nothing pass.

A browser test asks for `host_page` and so runs twice, on the Dash app and on the static export. It fails at
the end, whatever it looked at, when the page threw an error, complained in the console, broke its own
Content-Security-Policy or asked anyone but its host for anything.

    project        the five articles of this repository
    tiny           a small project of the test's own, free to be changed and broken
    app_url        address of the running Dash app of `project`
    export_folder  folder with the static export of `project`
    host           "app" or "export": a test that takes it, or anything made from it, runs on both
    binding        "whole" or "bound": the same page with all its events, and bound in volumes as a large one
    host_url       address of the page on that host, in that binding
    watched        a fresh browser page which is watched as told above; nothing is open in it yet
    host_page      the page, open at 1440 × 900, every mark painted
    desk, phone    the same page at two sizes, shared between tests and at rest: quick
    axe            run axe-core on an open page, get its violations
    sound          the edition of the five articles, loaded once

Bound pages keep every promise that whole ones keep, but all of it twice would take too long: BOUND_TOO names
what is tried in both bindings by default, the bound page on one host and the whole one on the other;
`make test ARGS=--large` tries everything, on both hosts, and the large project of test_browser_large.py with
a hundred thousand events.

The program is imported inside the fixtures: a fault in one module then fails the tests that need it, not all.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, expect

ROOT = Path(__file__).resolve().parent.parent
"""The top of the repository, which is itself a project."""

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""Names to look for on the PATH, in the order of .ci/browser.

First the one that makes no windows: it opens a page in half the time."""

WINDOW_FEATURES = "WebUIOmniboxPopup WebUIOmniboxAimPopup"
"""What a browser makes for each of its windows, though nobody sees them: a page for its address bar.

To make that took as long as to open ours."""

PLAYWRIGHT_FEATURES = (
    "AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync "
    "DestroyProfileOnBrowserClose HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter "
    "NetworkTimeServiceQuerying OptimizationHints PaintHolding PreconnectToSearch TcpPortRandomizationWin "
    "ThirdPartyStoragePartitioning"
)
"""What Playwright turns off: named again, because of two such lists a browser follows only the last."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join(f"{PLAYWRIGHT_FEATURES} {WINDOW_FEATURES}".split()),
)
"""A browser without a screen that calls nobody by itself."""

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
    console.error(`Content-Security-Policy: ${event.effectiveDirective} forbids ${event.blockedURI}`));
"""

PAINTED = """async () => {
    await window.__timelineReady;
    TreatyTimeline.engine.need();
    await TreatyTimeline.engine.taken;
}"""
"""Waits for the promise without bringing its value over."""


BOUND_TOO = {
    "test_browser_linking": "export",
    "test_browser_keyboard": "app",
    "test_browser_plain": "export",
}
"""Files of tests that bound pages are tried with by default, and on which host; whole ones on the other."""


# A busy machine makes the slowest example slower than any deadline that finds anything.
settings.register_profile("house", parent=settings(), deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--large`: what takes too long for every day."""
    parser.addoption(
        "--large",
        action="store_true",
        help="try bound pages with every browser test, and the large project with 100,000 events",
    )


def pytest_configure() -> None:
    """A shell that starts the tests in the background has them ignore Ctrl+C, and all programs they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, unless all are wanted, the bound pages of which a part is tried elsewhere."""
    if config.getoption("large"):
        return

    def choices(item: pytest.Item) -> dict[str, Any]:
        return getattr(getattr(item, "callspec", None), "params", {})

    def test(item: pytest.Item) -> tuple[Path, str]:
        return item.path, getattr(item, "originalname", item.name)

    elsewhere = {test(item) for item in items if choices(item).get("host") != BOUND_TOO.get(item.path.stem)}

    def is_wanted(item: pytest.Item) -> bool:
        chosen, host = choices(item), BOUND_TOO.get(item.path.stem)
        if chosen.get("binding") == "bound":
            return host is not None and chosen.get("host", host) == host
        if chosen.get("binding") == "whole" and "host" in chosen and chosen["host"] == host:
            return test(item) not in elsewhere
        # Of the large project on the second host, what a host has a part in.
        some = getattr(getattr(item, "module", None), "ON_BOTH_HOSTS", None)
        return some is None or chosen.get("host") == "app" or getattr(item, "originalname", "") in some

    out = [item for item in items if not is_wanted(item)]
    items[:] = [item for item in items if is_wanted(item)]
    config.hook.pytest_deselected(items=out)


# ── projects ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def project() -> Path:
    """The real project: tests read it and never write into it."""
    return ROOT


@pytest.fixture(scope="session")
def sound(project: Path) -> Any:
    """The edition of the real project, which the pages show; nobody changes it."""
    from timeline import edition

    return edition.load(project)


TINY_SEEDS = {
    "first.txt": "The Treaty of Nerchinsk was signed on 27 August 1689 by Russia and China.\n"
    "It set the border along the Argun.\n\nIn 1858 the Treaty of Aigun moved the border to the Amur.\n",
    "second.txt": "Historians recall that the Treaty of Aigun gave Russia the left bank.\n"
    "In July 2001 both signed again.\n",
}

TINY_COLUMNS = {
    "sources": "id file type title author container_title issued issued_evidence url accessed archive_url "
    "language rights publish note",
    "events": "id title date calendar evidence date_source date_note kind parties place lat lon importance "
    "status summary wikidata",
    "passages": "id event source exact prefix suffix relation property value value_evidence rank rank_reason "
    "speaker",
}

TINY_ROWS = {
    "sources": [
        {
            "id": "first",
            "file": "first.txt",
            "type": "article-journal",
            "title": "Two treaties",
            "author": "A. Author",
            "container_title": "Journal of Borders",
            "issued": "2020-05-01",
            "issued_evidence": "stated",
            "url": "https://example.org/first",
            "accessed": "2024-01-01",
            "language": "en",
            "rights": "CC0-1.0",
            "publish": "full",
        },
        {
            "id": "second",
            "file": "second.txt",
            "type": "article-newspaper",
            "title": "A third",
            "container_title": "The Border Times",
            "issued": "2021/2022",
            "issued_evidence": "inferred",
            "language": "en",
            "publish": "quotes",
            "note": "Undated; written after the events of 2021.",
        },
    ],
    "events": [
        {
            "id": "nerchinsk",
            "title": "Treaty of Nerchinsk",
            "date": "1689-08-27",
            "calendar": "julian",
            "evidence": "stated",
            "kind": "treaty",
            "parties": "Russia;China",
            "place": "Nerchinsk",
            "lat": "51.98",
            "lon": "116.57",
            "importance": "5",
            "status": "asserted",
            "summary": "The first border treaty between the two empires.",
        },
        {
            "id": "aigun",
            "title": "Treaty of Aigun",
            "date": "1858",
            "calendar": "gregorian",
            "evidence": "stated",
            "kind": "treaty",
            "parties": "Russia;China",
            "importance": "3",
            "status": "disputed",
            "summary": "Moves the border to the Amur.",
        },
        {
            "id": "friendship",
            "title": "Treaty of friendship",
            "date": "2001-07-16",
            "calendar": "gregorian",
            "evidence": "external",
            "date_source": "Text of the treaty",
            "date_note": "The source gives only the month.",
            "kind": "pact",
            "parties": "Russia;China",
            "place": "Moscow",
            "importance": "1",
            "status": "asserted",
        },
    ],
    "passages": [
        {
            "id": "nerchinsk-signed",
            "event": "nerchinsk",
            "source": "first",
            "exact": "The Treaty of Nerchinsk was signed on 27 August 1689",
            "relation": "supports",
            "property": "date",
            "value": "1689-08-27",
            "value_evidence": "stated",
            "rank": "preferred",
            "rank_reason": "The only source that gives the day.",
        },
        {
            "id": "nerchinsk-parties",
            "event": "nerchinsk",
            "source": "first",
            "exact": "signed on 27 August 1689 by Russia and China",
            "relation": "supports",
            "property": "parties",
            "value": "Russia;China",
            "value_evidence": "stated",
            "rank": "normal",
        },
        {
            "id": "aigun-first",
            "event": "aigun",
            "source": "first",
            "exact": "In 1858 the Treaty of Aigun moved the border to the Amur.",
            "relation": "supports",
            "property": "date",
            "value": "1858",
            "value_evidence": "stated",
            "rank": "normal",
        },
        {
            "id": "aigun-second",
            "event": "aigun",
            "source": "second",
            "exact": "the Treaty of Aigun gave Russia the left bank",
            "prefix": "Historians recall that ",
            "suffix": ".",
            "relation": "disputes",
            "rank": "normal",
            "speaker": "Historians",
        },
        {
            "id": "friendship-signed",
            "event": "friendship",
            "source": "second",
            "exact": "In July 2001 both signed again",
            "relation": "supports",
            "property": "date",
            "value": "2001-07",
            "value_evidence": "stated",
            "rank": "normal",
        },
    ],
}
"""The cells that are not empty."""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A sound project of three events, two sources and five passages, two of which overlap."""
    folder = tmp_path / "tiny"
    (folder / "seeds").mkdir(parents=True)
    (folder / "data").mkdir()
    for name, text in TINY_SEEDS.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8", newline="")
    (folder / "data" / "datapackage.json").write_text('{"title": "Three treaties"}\n', encoding="utf-8")
    for name, columns in TINY_COLUMNS.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(TINY_ROWS[name])
    return folder


# ── hosts ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def app_url(project: Path) -> Iterator[str]:
    """The Dash app of the real project, served by waitress from this process on a port of its own."""
    from tests.browser_steps import running

    with running(project) as url:
        yield url


@pytest.fixture(scope="session")
def bound_url(project: Path) -> Iterator[str]:
    """The same, bound in volumes."""
    from tests.browser_steps import running

    with running(project, bound=True) as url:
        yield url


@pytest.fixture(scope="session")
def export_folder(sound: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static export of the real project."""
    from timeline.export import export

    folder = tmp_path_factory.mktemp("export") / "site"
    export(sound, folder)
    return folder


@pytest.fixture(scope="session")
def bound_folder(sound: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, bound in volumes."""
    from timeline.export import export

    folder = tmp_path_factory.mktemp("bound") / "site"
    export(sound, folder, bound=True)
    return folder


@pytest.fixture(scope="session")
def single_folder(sound: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in single files."""
    from timeline.export import export

    folder = tmp_path_factory.mktemp("single") / "site"
    export(sound, folder, single=True)
    return folder


@pytest.fixture(params=["app", "export"])
def host(request: pytest.FixtureRequest) -> str:
    """What shows the page; a test that uses it runs once on each."""
    return str(request.param)


@pytest.fixture(params=["whole", "bound"])
def binding(request: pytest.FixtureRequest) -> str:
    """Whether all events are in the page, or come in volumes; see BOUND_TOO."""
    return str(request.param)


@pytest.fixture
def host_url(host: str, binding: str, request: pytest.FixtureRequest) -> str:
    """Address of the page on the host."""
    if host == "app":
        return str(request.getfixturevalue({"whole": "app_url", "bound": "bound_url"}[binding]))
    folder: Path = request.getfixturevalue({"whole": "export_folder", "bound": "bound_folder"}[binding])
    return (folder / "index.html").as_uri()


# ── browser ───────────────────────────────────────────────────────────────────────────────────────────────


def find_browser() -> str | None:
    """The browser of this machine; nothing when only Playwright's own can be there."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        path = shutil.which(name) if name else None
        # Asked for its version, because on some systems the name is a hint to install something else.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts the browser, and how long what is expected of it may take."""
    from tests.browser_steps import PATIENCE

    expect.set_options(timeout=PATIENCE)
    path = find_browser()
    return {**browser_type_launch_args, "args": list(FLAGS), **({"executable_path": path} if path else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The same window, language and clock everywhere."""
    size = {"width": 1440, "height": 900}
    return {**browser_context_args, "viewport": size, "locale": "en-GB", "timezone_id": "UTC"}


class Watch:
    """Everything that a page did and must not do, one line each, in the order in which it happened."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        """What every address asked for must begin with."""
        self.faults: list[str] = []
        """What went wrong so far."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self.on_request)
        context.on("console", self.on_console)
        context.on("weberror", self.on_error)

    def on_request(self, request: Request) -> None:
        """Only the host itself may be asked; `data:` and `blob:` ask nobody."""
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.faults.append(f"request off the host: {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        """A healthy page has nothing to complain about."""
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def on_error(self, error: WebError) -> None:
        """No script may end in an exception that nobody caught."""
        self.faults.append(f"page error: {error.error}")


@pytest.fixture
def watched(page: Page, host: str, host_url: str) -> Iterator[Page]:
    """A fresh page; the test fails at its end if the page did what it must not do."""
    watch = Watch(page.context, host_url if host == "app" else "file:")
    yield page
    if not page.is_closed():
        page.evaluate("() => new Promise(requestAnimationFrame)")  # let what is on its way arrive
    assert watch.faults == []


@pytest.fixture
def host_page(watched: Page, host_url: str) -> Page:
    """The page of the real project, open, with every mark of the first window painted."""
    watched.goto(host_url)
    watched.wait_for_function("() => window.__timelineReady")
    watched.evaluate(PAINTED)
    watched.wait_for_selector("html[data-ready]", state="attached")
    return watched


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Run axe-core on an open page: one line for each violation, with the elements that broke the rule."""
    from tests.browser_steps import VIOLATIONS

    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), "axe-core is not installed: run `make test`, or `npm ci` first"

    def run(page: Page) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(script.read_text(encoding="utf-8") + "\n;0")
        violations = page.evaluate(VIOLATIONS)
        return [
            f"{found['id']} ({found['impact']}): {found['help']}: "
            + json.dumps([node["target"] for node in found["nodes"]])
            for found in violations
        ]

    return run


# ── pages used more than once ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def pages(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """One open page for each host and size, brought back to rest for every test: see browser_steps.py."""
    from tests.browser_steps import Pages

    opened = Pages(browser, browser_context_args)
    yield opened
    opened.close()


@pytest.fixture
def shared(pages: Any, host_url: str) -> Iterator[Callable[[str], Page]]:
    """Get the shared page of a size ("desk", "tablet", "phone") at rest; watched as `host_page` is."""
    used: list[Watch] = []

    def get(size: str) -> Page:
        page, watch = pages.get(host_url, size)
        used.append(watch)
        return page  # type: ignore[no-any-return]

    yield get
    assert [fault for watch in used for fault in watch.faults] == []


@pytest.fixture
def desk(shared: Callable[[str], Page]) -> Page:
    """The shared page of the real project at 1440 × 900, at rest."""
    return shared("desk")


@pytest.fixture
def phone(shared: Callable[[str], Page]) -> Page:
    """The shared page of the real project on a telephone, 390 × 844 and touched, at rest."""
    return shared("phone")

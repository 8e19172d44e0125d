"""What the tests share: it is worth something only if it sees what it is there to see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import Watch
from tests.small_project import beside

HEAD = "<!doctype html><html lang=en><title>Quiet</title>"
BODY = "<main><h1>Quiet</h1></main>"
POLICY = "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\">"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", None),
        ("<img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", None),
        ("<script>throw new Error('burst')</script>", "page error: burst"),
        ("<script>console.error('complaint')</script>", "console: complaint"),
        ("<script>new Image().src = 'http://127.0.0.1:9/pixel'</script>", "request off the host"),
        (f"{POLICY}<img alt='' src='pixel.gif'>", "Content-Security-Policy: img-src"),
    ],
)
def test_the_watch_sees_every_fault_and_nothing_else(
    page: Page, tmp_path: Path, body: str, fault: str | None
) -> None:
    """Each thing that a page must not do leaves its line, and a quiet page leaves none."""
    file = tmp_path / "page.html"
    file.write_text(HEAD + body + BODY, encoding="utf-8")
    watch = Watch(page.context, "file:")
    page.goto(file.as_uri())
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert bool(watch.faults) == bool(fault), watch.faults
    assert any(fault in line for line in watch.faults if fault) == bool(fault), watch.faults


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], list[str]]) -> None:
    """A page without fault has no violation; an image without words is one."""
    page.set_content(HEAD + BODY)
    assert axe(page) == []
    page.set_content(HEAD + BODY.replace("<h1>", "<img src='data:,'><h1>"))
    assert [line.partition(" ")[0] for line in axe(page)] == ["image-alt"]


def test_the_tiny_project_is_sound(tiny: Path) -> None:
    """Whoever breaks it in one place finds one fault, and not two."""
    from timeline import check

    assert beside(check.check(tiny).findings) == []


def test_both_hosts_show_the_page_and_are_watched(host_page: Page) -> None:
    """The fixture opens the page of the real project in the window it promises, with events in the list."""
    assert host_page.evaluate("[innerWidth, innerHeight]") == [1440, 900]
    assert host_page.locator("[role=option][data-event]").count() > 8

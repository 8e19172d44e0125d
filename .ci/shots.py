"""Pictures of the page, made by the page: `make shots`.

    .ci/page.png    the README's picture: the export, tall enough for the claims, its parts named
    shots/          both hosts at three sizes, light and dark, fresh and with an event chosen; not in Git

Why the names are drawn by the browser over the real page and not in a picture editor: so the picture can be
made anew whenever the page changes, and a part that is gone stops the script instead of staying in it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import FLAGS, PAINTED, find_browser  # noqa: E402

PICTURE = ROOT / ".ci" / "page.png"
FOLDER = ROOT / "shots"
LARGEST = 380 * 1024
"""Bytes that the README's picture may have: everybody who clones pays for it."""

CHOSEN = "treaty-aigun"
"""The event that the README follows."""
VIEW = f"{CHOSEN}?from=1640&to=2030"
"""What the README's picture shows: a window that is not the whole, with the doubtful pact of 1654 in it."""

SIZES = ((1440, 900), (1024, 768), (390, 844))
TALL = (1440, 1270)
"""Of the README's picture: the panel down to its claims."""
SCHEMES = ("light", "dark")

NAMES = (
    # words, the box they point at (JavaScript), and where they stand from its middle, in pixels: right, down
    ("1 lane", "text('TREATY')", (-44, 34)),
    ("2 mark", "timeline.markBox('treaty-aigun')", (-110, 0)),
    ("3 label", "timeline.labelBoxes().find((box) => box.id === 'treaty-aigun')", (112, 0)),
    ("4 pill", "pill('MEDIA')", (-95, 0)),
    ("5 overview", "part('.strip', 0.4, 0.5)", (0, 0)),
    ("6 window", "part('.brush', 0, 0.5)", (-70, 0)),
    ("7 filters", "part('.filters details:last-of-type', 1, 0.5)", (80, 0)),
    ("8 event list", "part('.list', 0.78, 0.07)", (0, 0)),
    ("9 brackets", "words('#option_russian-invasion-northeast .when')", (0, 30)),
    ("10 panel", "part('.panel', 0.86, 0.08)", (0, 0)),
    ("11 claim", "part('.panel .compared:not([hidden] *)', 0.5, 0.22)", (96, -40)),
    ("12 reader", "part('.reader', 0.92, 0.9)", (0, 0)),
    ("13 passage", "part('mark.at', 0.97, 0)", (110, -22)),
    ("14 language", "part('.languages', 0, 0.5)", (-70, 0)),
    ("15 Old Style", "part('.toggle', 0, 0.5)", (-80, 0)),
    ("16 rival date", "timeline.tickBox('first-alliance-p3')", (100, -22)),
)

DRAW = """
(names) => {
  const box = (node) => node.getBoundingClientRect();
  const drawn = Array.from(document.querySelectorAll(".plot svg text"));
  const text = (words) => drawn.filter((node) => node.textContent === words).map(box)[0];
  const pill = (lane) => {
    const level = (node) => Math.abs(box(node).y - text(lane).y) < 9;
    const number = drawn.find((node) => /^[0-9]+$/.test(node.textContent) && level(node));
    if (!number) return null;
    const { x, y, width, height } = box(number);
    return { x: x - 8, y, width: width + 16, height }; // The words in it, and the border around them.
  };
  const words = (selector) => {
    const range = document.createRange(), node = document.querySelector(selector);
    if (node) range.selectNodeContents(node);
    return node && box(range);
  };
  const part = (selector, right, down) => {
    const node = document.querySelector(selector);
    if (!node) return null;
    const { x, y, width, height } = box(node);
    return { x: x + width * right, y: y + height * down, width: 0, height: 0 };
  };
  const find = { text, pill, words, part };
  const layer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  layer.setAttribute("style", "position:fixed;inset:0;width:100%;height:100%;z-index:9999");
  document.body.append(layer);
  const make = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return layer.appendChild(node);
  };
  const lost = [];
  for (const [name, script, [right, down]] of names) {
    const target = new Function(...Object.keys(find), "return " + script)(...Object.values(find));
    if (!target || !Number.isFinite(target.x)) { lost.push(name); continue; }
    const middle = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
    const at = { x: middle.x + right, y: middle.y + down };
    const end = {
      x: Math.min(Math.max(at.x, target.x - 3), target.x + target.width + 3),
      y: Math.min(Math.max(at.y, target.y - 1), target.y + target.height + 1),
    };
    if (right || down) {
      make("line", { x1: at.x, y1: at.y, x2: end.x, y2: end.y, stroke: "#111", "stroke-width": 1.5 });
      make("circle", { cx: end.x, cy: end.y, r: 3, fill: "#111" });
    }
    const width = name.length * 7.4 + 14;
    const shape = { x: at.x - width / 2, y: at.y - 11, width, height: 22, rx: 11 };
    make("rect", { ...shape, fill: "#111", stroke: "#fff" });
    const place = { x: at.x, y: at.y + 4.5, fill: "#fff", "text-anchor": "middle" };
    const style = "font: 600 13px 'Liberation Sans', Arial, sans-serif";
    make("text", { ...place, style }).textContent = name;
  }
  return lost;
}
"""


def main() -> int:
    """Make all pictures; the exit code."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = find_browser()
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        subprocess.run([*TIMELINE, "export", str(ROOT), "-o", folder], check=True, stdout=subprocess.DEVNULL)
        page = (Path(folder) / "index.html").as_uri()
        fault = named_picture(browser, page)
        with served() as address:
            for host, url in (("export", page), ("app", address)):
                gallery(browser, host, url)
        browser.close()
    print(fault or f"{PICTURE.relative_to(ROOT)}, {FOLDER.relative_to(ROOT)}/")
    return 1 if fault else 0


TIMELINE = [sys.executable, "-m", "timeline"]


@contextmanager
def served() -> Iterator[str]:
    """The Dash app of this project on a free port; its address."""
    command = [*TIMELINE, "serve", str(ROOT), "--port", "0", "--no-open"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server did not say where it is"
        yield found.group()
    finally:
        server.terminate()
        server.wait(10)


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> Page:
    """The page, every mark painted, nothing moving."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("() => window.__timelineReady")
    page.evaluate(PAINTED)
    return page


def named_picture(browser: Browser, url: str) -> str:
    """The README's picture; what is wrong with it, or nothing."""
    page = opened(browser, f"{url}#{VIEW}", TALL, "light")
    lost = page.evaluate(DRAW, [list(name) for name in NAMES])
    if lost:
        return f"not found on the page: {', '.join(lost)}"
    page.screenshot(path=PICTURE)
    page.context.close()
    size = PICTURE.stat().st_size
    return "" if size <= LARGEST else f"{PICTURE.name} has {size:,} bytes, more than {LARGEST:,}"


def gallery(browser: Browser, host: str, url: str) -> None:
    """The host at every size and in both schemes, fresh and with an event chosen, for people to look at."""
    FOLDER.mkdir(exist_ok=True)
    for width, height in SIZES:
        for scheme in SCHEMES:
            for state, address in (("fresh", url), ("chosen", f"{url}#{CHOSEN}")):
                page = opened(browser, address, (width, height), scheme)
                page.screenshot(path=FOLDER / f"{host}-{width}x{height}-{scheme}-{state}.png")
                page.context.close()


if __name__ == "__main__":
    sys.exit(main())

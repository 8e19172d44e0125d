"""The attacks that a web page can try on a local server, in a real browser, with a control for each.

Each attack runs twice: on a stock Dash app, where it must succeed, or the test proves nothing; and on a
guarded one, where it must not. `rebind.example` and `other.example` are names of the attacker; the browser is
told that they lead to this machine, which is what rebinding does.
"""

from __future__ import annotations

import http.client
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dash
import flask
import pytest
from dash import Input, Output, dcc, html
from playwright.sync_api import Browser, Page, Playwright
from waitress import wasyncore
from waitress.server import create_server

from timeline import guard, wall

RULES = "--host-resolver-rules=MAP rebind.example 127.0.0.1, MAP other.example 127.0.0.1"

READ_AND_WRITE = """async () => {
    const layout = await fetch("/_dash-layout").then((answer) => answer.text());
    const posted = await fetch("/_dash-update-component", {
        method: "POST",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify({
            output: "told.children",
            outputs: {id: "told", property: "children"},
            inputs: [{id: "button", property: "n_clicks", value: 1}],
            changedPropIds: ["button.n_clicks"],
        }),
    });
    return {layout, status: posted.status};
}"""

ATTACK_PAGE = """<!doctype html><title>attack</title>
<script src="VICTIM/assets/secret.js"></script>
<iframe src="VICTIM/"></iframe>
<script>
const post = (options) => fetch("VICTIM/_dash-update-component", {method: "POST", ...options});
const body = JSON.stringify({output: "told.children", outputs: {id: "told", property: "children"},
    inputs: [{id: "button", property: "n_clicks", value: 1}], changedPropIds: ["button.n_clicks"]});
navigator.sendBeacon("VICTIM/_dash-update-component", new Blob([body], {type: "text/plain"}));
window.tried = Promise.allSettled([
    fetch("VICTIM/_dash-layout"),
    post({body, headers: {"Content-Type": "application/json"}}),
    post({body, mode: "no-cors"}),
    post({body, mode: "no-cors", credentials: "include", headers: {"Content-Type": "text/plain"}}),
]).then((results) => results.map(({status, value}) => status === "fulfilled" && value.type !== "opaque"));
</script>
"""


class Served:
    """A Dash app behind waitress on a free port, and how often its callback has run."""

    def __init__(self, assets: Path, guarded: bool) -> None:
        self.writes = 0
        """Runs of the callback: what a real app might have written."""
        self.written = threading.Event()
        """Set by the first of them."""
        self.app = dash.Dash(__name__, assets_folder=str(assets))
        self.app.layout = html.Div(
            [
                html.Button("Tell", id="button"),
                html.Div("a secret", id="told"),
                dcc.Store(id="store"),
                html.P(id="seen"),
            ]
        )

        @self.app.callback(Output("told", "children"), Input("button", "n_clicks"))
        def tell(clicks: object) -> str:
            self.writes += 1
            self.written.set()
            return f"told {clicks!r}"[:20]

        self.app.clientside_callback(  # type: ignore[no-untyped-call]
            "(told) => `seen ${told}`", Output("seen", "children"), Input("told", "children")
        )
        if guarded:
            guard.protect(self.app.server, script_hashes=self.app.csp_hashes())


@contextmanager
def serve(application: Any) -> Iterator[str]:
    """Run a WSGI application behind waitress, as `timeline serve` does; gives its address."""
    server: Any = create_server(application, host="127.0.0.1", port=0, **guard.SERVING)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
    assert not thread.is_alive()


Victim = tuple[Served, str]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bool], Victim]]:
    """Start a fresh server, guarded or stock; all of them stop at the end."""
    assets = tmp_path_factory.mktemp("assets")
    (assets / "secret.js").write_text("globalThis.stolen = 'a secret';")
    with ExitStack() as stack:

        def start(guarded: bool) -> Victim:
            served = Served(assets, guarded)
            return served, stack.enter_context(serve(served.app.server))

        yield start


@pytest.fixture(scope="module")
def rebinding_browser(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser in which the attacker's names lead to this machine."""
    arguments = [*browser_type_launch_args.get("args", []), RULES]
    browser = playwright.chromium.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser
    browser.close()


@pytest.fixture
def attacker(rebinding_browser: Browser) -> Iterator[Page]:
    """An empty page of that browser."""
    context = rebinding_browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("guarded", [False, True], ids=["control", "guarded"])
def test_dns_rebinding_reads_and_writes_nothing(
    victim: Callable[[bool], Victim], attacker: Page, guarded: bool
) -> None:
    """A page under a foreign name that leads here can use a stock app like its own, and ours not at all."""
    served, url = victim(guarded)
    attacker.goto(url.replace("127.0.0.1", "rebind.example") + "/")
    seen = attacker.evaluate(READ_AND_WRITE)
    if guarded:
        assert "a secret" not in seen["layout"]
        assert seen["status"] == 400
        assert served.writes == 0
    else:
        assert "a secret" in seen["layout"]
        assert seen["status"] == 200
        assert served.writes > 0


@pytest.mark.parametrize("guarded", [False, True], ids=["control", "guarded"])
def test_a_foreign_page_cannot_frame_include_or_post(
    victim: Callable[[bool], Victim], attacker: Page, guarded: bool
) -> None:
    """A page elsewhere starts the callbacks of a stock app in a frame and runs its scripts; not ours."""
    served, url = victim(guarded)
    evil = flask.Flask("evil")
    text = ATTACK_PAGE.replace("VICTIM", url)
    evil.add_url_rule("/", "attack", lambda: text)
    with serve(evil) as evil_url:
        attacker.goto(evil_url.replace("127.0.0.1", "other.example") + "/", wait_until="load")
        readable = attacker.evaluate("() => window.tried")
        stolen = attacker.evaluate("() => globalThis.stolen ?? null")
        assert readable == [False, False, False, False], "no answer may be read from elsewhere"
        if guarded:
            assert attacker.frames[1].url == "chrome-error://chromewebdata/"
            assert stolen is None
            assert served.writes == 0
        else:
            assert served.written.wait(timeout=20), "the frame must start the callbacks of a stock app"
            assert stolen == "a secret"
            assert urlsplit(attacker.frames[1].url).netloc == urlsplit(url).netloc


def test_the_guarded_page_works_without_one_violation(
    victim: Callable[[bool], Victim], attacker: Page
) -> None:
    """Our own page loads, its callbacks run on both sides, and the browser has nothing to complain about."""
    served, url = victim(True)
    told: list[str] = []
    attacker.on("console", lambda message: told.append(message.text))
    attacker.on("pageerror", lambda error: told.append(str(error)))
    attacker.on("response", lambda answer: told.append(answer.url) if answer.status >= 400 else None)
    attacker.goto(url + "/")
    attacker.get_by_role("button", name="Tell").click()
    attacker.get_by_text("seen told 1").wait_for()
    assert served.writes >= 2
    assert told == []


def test_a_link_from_elsewhere_opens_the_page(victim: Callable[[bool], Victim], attacker: Page) -> None:
    """Deep links in a mail or another page work: the guard refuses reading, not visiting."""
    _, url = victim(True)
    evil = flask.Flask("friend")
    evil.add_url_rule("/", "link", lambda: f'<a href="{url}/#nerchinsk">look</a>')
    with serve(evil) as friend_url:
        attacker.goto(friend_url.replace("127.0.0.1", "other.example") + "/")
        attacker.get_by_text("look").click()
        attacker.get_by_role("button", name="Tell").wait_for()
        assert attacker.url == f"{url}/#nerchinsk"


def raw(url: str, request: bytes) -> bytes:
    """Everything that the server answers to some bytes."""
    with socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.0\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n",
        "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\nConnection: close\r\n",
    ],
)
def test_a_request_by_hand_is_refused_too(victim: Callable[[bool], Victim], head: str) -> None:
    """What no browser would send, sent over a bare socket, is a 400 that names no software."""
    _, url = victim(True)
    answer = raw(url, f"{head}\r\n".encode())
    assert re.match(rb"HTTP/1\.[01] 400 ", answer)
    assert b"evil" not in answer
    assert not re.search(rb"(?im)^server:|werkzeug|python", answer)


def test_a_large_body_is_refused_by_us(victim: Callable[[bool], Victim]) -> None:
    """What is too large for us but not for waitress is a 413 with our headers."""
    _, url = victim(True)
    size = 4 * wall.LARGEST_BODY
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    answer = raw(url, head.encode() + b"x" * size)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"Content-Security-Policy" in answer


def test_idle_connections_do_not_shut_others_out(victim: Callable[[bool], Victim]) -> None:
    """With two hundred half-open connections a reader is still answered."""
    _, url = victim(True)
    address = ("127.0.0.1", urlsplit(url).port or 0)
    with ExitStack() as stack:
        for _ in range(200):
            connection = stack.enter_context(socket.create_connection(address, timeout=10))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        reader = http.client.HTTPConnection(*address, timeout=10)
        stack.callback(reader.close)
        reader.request("GET", "/_dash-layout")
        assert reader.getresponse().status == 200

"""The guarded server answers its own page and nobody else, and never with a traceback.

The tables of hosts and origins follow the bypass tests of Jupyter Server and Datasette. Everything here runs
against a real Dash app; `test_guard_browser.py` adds a real browser.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import dash
import flask
import pytest
from dash import Input, Output, State, dcc, html
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from timeline import guard, wall

CALLBACK = "/_dash-update-component"


def make_app(assets: Path, **options: Any) -> dash.Dash:
    """A Dash app with one callback of every kind that the guard must tell apart."""
    app = dash.Dash(__name__, assets_folder=str(assets), health_endpoint="health", **options)
    app.layout = html.Div(
        [
            html.Button(id="button"),
            dcc.Input(id="text"),
            dcc.Store(id="store"),
            html.Div(id="one"),
            html.Div(id="two"),
        ]
    )

    @app.callback(Output("one", "children"), Input("button", "n_clicks"))
    def tell(clicks: object) -> str:
        return type(clicks).__name__

    @app.callback(
        [Output("two", "children"), Output("one", "title")],
        Input("button", "n_clicks"),
        Input("text", "value"),
        State("store", "data"),
    )
    def tell_both(clicks: object, text: object, data: object) -> tuple[object, object]:
        return data, [clicks, text]

    @app.callback(
        Output("two", "children", allow_duplicate=True), Input("text", "n_blur"), prevent_initial_call=True
    )
    def tell_again(blurs: object) -> str:
        return f"{blurs!r}"[:50]

    @app.callback(Input("text", "n_submit"))
    def tell_nobody(_submits: object) -> None:
        return None

    @app.callback(Output("two", "title"), Input("button", "disabled"))
    def break_down(value: object) -> str:
        if value == "abort":
            flask.abort(400, "a secret of the callback")
        if value == "never mind":
            raise dash.exceptions.PreventUpdate
        raise ZeroDivisionError("a secret\nof the callback")

    app.clientside_callback(  # type: ignore[no-untyped-call]
        "x => x", Output("store", "data"), Input("button", "n_clicks")
    )
    return app


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project") / "assets"
    (folder / "vendor").mkdir(parents=True)
    (folder / "plain.js").write_text("/* plain */")
    (folder / "vendor" / "deep.css").write_text("/* deep */")
    (folder / ".hidden.js").write_text("/* secret */")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder.parent / "secret.txt").write_text("secret")
    (folder.parent / "assets-evil").mkdir()
    (folder.parent / "assets-evil" / "x.js").write_text("secret")
    (folder / "outside.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "inside.js").symlink_to(folder / "plain.js")
    (folder / "folder").symlink_to(folder.parent)
    return folder


@pytest.fixture(scope="module")
def client(assets: Path) -> FlaskClient:
    app = make_app(assets, enable_mcp=True)
    app.server.add_url_rule("/chart.html", "chart", lambda: "chart")
    app.server.add_url_rule("/other.html", "other", lambda: "other")
    guard.protect(app.server, script_hashes=app.csp_hashes(), routes=["/chart.html"])
    return make_client(app.server)


def make_client(server: flask.Flask) -> FlaskClient:
    """A test client that reads every answer to its end, so that no file stays open."""

    class Client(FlaskClient):
        def open(self, *args: Any, **kwargs: Any) -> TestResponse:
            return super().open(*args, **{"buffered": True, **kwargs})

    server.test_client_class = Client
    return server.test_client()


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No test here may leave a traceback on the terminal or, short of level DEBUG, in the log."""
    caplog.set_level(logging.INFO)
    yield
    assert not [record for record in caplog.records if record.exc_info]
    assert "Traceback" not in "".join(capfd.readouterr())


def body(**changes: Any) -> dict[str, Any]:
    """What Dash's renderer posts for the first callback, with some keys changed."""
    return {
        "output": "one.children",
        "outputs": {"id": "one", "property": "children"},
        "inputs": [{"id": "button", "property": "n_clicks", "value": 3}],
        "changedPropIds": ["button.n_clicks"],
        "parsedChangedPropsIds": ["button.n_clicks"],
        **changes,
    }


def both() -> dict[str, Any]:
    """What it posts for the callback with two outputs and a state."""
    return body(
        output="..two.children...one.title..",
        outputs=[{"id": "two", "property": "children"}, {"id": "one", "property": "title"}],
        inputs=[
            {"id": "button", "property": "n_clicks", "value": 3},
            {"id": "text", "property": "value"},
        ],
        state=[{"id": "store", "property": "data", "value": {"a": [1.5, None]}}],
    )


def said(answer: TestResponse) -> str:
    """The sentence of a refusal, once it is clear that it is plain text without a trace of the inside."""
    assert answer.content_type == "text/plain; charset=utf-8"
    text = answer.get_data(as_text=True)
    assert text.startswith(f"{answer.status_code} ")
    assert text.count("\n") == 1
    assert not any(word in text for word in ("<", "secret", "File ", ", line ", "Error", "evil"))
    return text


# --- hosts ---

FOREIGN_HOSTS = [
    "",
    "evil.example",
    "evil.example:8050",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "evil-localhost",
    "evillocalhost",
    "localhost-evil",
    "localhost.",
    "localhost.:8050",
    "127.0.0.1.",
    ".localhost",
    "a.localhost",
    "LOCALHOST",
    "Localhost:8050",
    "localhost:",
    "localhost:0",
    "localhost:08050",
    "localhost:65536",
    "localhost:99999999999999999999",
    "localhost:-1",
    "localhost:80x",
    "localhost:8050:8050",
    "localhost:evil.example",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost#evil.example",
    "localhost?evil",
    "localhost/evil",
    "localhost\\evil",
    "localhost%00",
    "localhost\0",
    "localhost evil.example",
    "localhost,evil.example",
    "localhost, localhost",
    " localhost",
    "localhost ",
    "localhost\t",
    "localhost\xa0",
    "loc\xe4lhost",
    "http://localhost",
    "*",
    "127.1",
    "127.0.0.2",
    "127.0.0.01",
    "127.0.0.1\xb9",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "::1",
    "[::1]",
    "[::1]:8050",
    "[::ffff:127.0.0.1]",
    "[localhost]",
    "[",
    "]",
]


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/assets/plain.js", "/nothing", CALLBACK])
@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused_everywhere(client: FlaskClient, host: str, path: str) -> None:
    """A Host other than our names, however like them it looks, is a 400 that repeats nothing."""
    answer = client.get(path, environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 400
    assert "This name is not served" in said(answer)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "localhost:8050", "127.0.0.1:1", "localhost:65535"]
)
def test_our_own_hosts_are_served(client: FlaskClient, host: str) -> None:
    """Our names are served under any port, because a tunnel may change it."""
    assert client.get("/", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_a_request_without_host_is_refused(client: FlaskClient) -> None:
    """HTTP/1.0 needs no Host; we do."""
    environ = EnvironBuilder("/").get_environ()
    del environ["HTTP_HOST"]
    assert run_wsgi_app(client.application, environ, buffered=True)[1].startswith("400")


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host", "X-Forwarded-For"]
)
def test_no_other_header_stands_in_for_host(client: FlaskClient, name: str) -> None:
    """A foreign Host stays foreign, whatever a forwarding header says."""
    headers = {"Host": "evil.example", name: "localhost"}
    assert client.get("/", headers=headers).status_code == 400


def test_the_ipv6_loopback_is_served_when_named(assets: Path) -> None:
    """A server bound to ::1 answers to [::1], with and without port, and to no variant."""
    app = make_app(assets)
    guard.protect(app.server, hosts=["::1"])
    client = make_client(app.server)
    statuses = {
        host: client.get("/", environ_overrides={"HTTP_HOST": host}).status_code
        for host in ("[::1]", "[::1]:8050", "::1", "[::1", "[::1]:0", "[0:0:0:0:0:0:0:1]", "localhost")
    }
    assert statuses == {host: 200 if host in ("[::1]", "[::1]:8050") else 400 for host in statuses}


@pytest.mark.parametrize(
    "hosts", ["localhost", [], [""], ["*"], [".localhost"], ["LOCALHOST"], ["localhost:80"], ["a|b"]]
)
def test_a_host_that_is_none_is_a_mistake_of_ours(assets: Path, hosts: Any) -> None:
    """`protect` takes no pattern, no port and no bare text for a list of names."""
    with pytest.raises(ValueError, match="host"):
        guard.protect(make_app(assets).server, hosts=hosts)


# --- origins and methods ---

ORIGIN_CASES = [
    ({}, True),  # curl, a test client: no browser
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    (
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        True,
    ),  # Sec-Fetch-Site cannot be forged
    ({"Origin": "http://localhost:8050"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),  # another port of localhost
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8050"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, False),
    ({"Sec-Fetch-Site": ""}, False),
    ({"Sec-Fetch-Site": "Same-Origin"}, False),
    ({"Sec-Fetch-Site": "same-origin, cross-site"}, False),
    ({"Sec-Fetch-Site": "same-origin;"}, False),
    ({"Sec-Fetch-Site": "\xff"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": ""}, False),
    ({"Origin": "http://evil.example"}, False),
    ({"Origin": "https://localhost:8050"}, False),
    ({"Origin": "http://localhost"}, False),
    ({"Origin": "http://localhost:8051"}, False),
    ({"Origin": "http://localhost:80500"}, False),
    ({"Origin": "http://localhost:8050.evil.example"}, False),
    ({"Origin": "http://localhost:8050@evil.example"}, False),
    ({"Origin": "http://evil.example/http://localhost:8050"}, False),
    ({"Origin": "http://localhost:8050/"}, False),
    ({"Origin": "http://127.0.0.1:8050"}, False),
    ({"Origin": "HTTP://LOCALHOST:8050"}, False),
    ({"Origin": "localhost:8050"}, False),
    ({"Origin": "//localhost:8050"}, False),
    ({"Origin": "http://localhost:8050 http://evil.example"}, False),
    ({"Origin": "http://["}, False),
    ({"Origin": "http://localhost:port"}, False),
    ({"Origin": "http://\xff"}, False),
    ({"Origin": "http://evil.example", "Authorization": "Bearer x", "Cookie": "session=x"}, False),
]


@pytest.mark.parametrize(("headers", "ours"), ORIGIN_CASES)
def test_only_our_own_page_may_post(client: FlaskClient, headers: dict[str, str], ours: bool) -> None:
    """A post from another scheme, host or port is a 403; a malformed header is one too, never a 500."""
    answer = client.post(CALLBACK, json=body(), headers={"Host": "localhost:8050", **headers})
    assert answer.status_code == (200 if ours else 403)
    if not ours:
        said(answer)


READING_CASES = [
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ({"Origin": "http://evil.example"}, True),  # says little for a GET; the answer carries no CORS header
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, False),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "document"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
]


@pytest.mark.parametrize(("headers", "allowed"), READING_CASES)
def test_a_foreign_page_may_link_here_but_not_read(
    client: FlaskClient, headers: dict[str, str], allowed: bool
) -> None:
    """A link from elsewhere opens the page; a frame, script, image or fetch from elsewhere gets nothing."""
    assert client.get("/", headers=headers).status_code == (200 if allowed else 403)


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X"]
)
@pytest.mark.parametrize("path", ["/", CALLBACK])
def test_other_methods_are_not_allowed(client: FlaskClient, method: str, path: str) -> None:
    """What neither reads nor posts a callback is a 405 that names the methods; no preflight ever succeeds."""
    environ = EnvironBuilder(path).get_environ()
    environ["REQUEST_METHOD"] = method
    _, status, headers = run_wsgi_app(client.application, environ, buffered=True)
    assert status.startswith("405")
    assert headers["Allow"]
    assert not [name for name in headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118


def test_a_method_cannot_be_smuggled_in(client: FlaskClient) -> None:
    """No header or field turns a GET into a POST, and only the callback route takes posts."""
    assert client.get(CALLBACK, headers={"X-HTTP-Method-Override": "POST"}, json=body()).status_code == 404
    assert client.post("/", headers={"X-HTTP-Method-Override": "GET"}).status_code == 405
    assert client.post("/nothing", data={"_method": "GET"}).status_code == 405


# --- addresses ---


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_dash-layout",
        "/_dash-dependencies",
        "/_reload-hash",
        "/_favicon.ico",
        "/assets/plain.js",
        "/assets/vendor/deep.css",
        "/chart.html",
        "/?x=1",
    ],
)
def test_what_the_page_needs_is_served(client: FlaskClient, path: str) -> None:
    """The page, Dash's own data, the assets and the further routes answer 200, to HEAD too."""
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200


def test_every_script_of_the_page_is_served(client: FlaskClient) -> None:
    """Whatever the index page links to exists behind the guard."""
    page = client.get("/").get_data(as_text=True)
    addresses = [part.split('"')[0] for part in page.split('src="')[1:]]
    # Dash also links the hidden and the symbolic ones of the assets, which are refused on purpose.
    addresses = [address for address in addresses if "/assets/" not in address]
    assert len(addresses) > 5
    assert {client.get(address).status_code for address in addresses} == {200}


NOWHERE = [
    "/nothing",
    "/data/events.csv",
    "/seeds/a.txt",
    "/console",
    "/static/x.js",
    "/other.html",
    "/chart.html/",
    "/_mcp",
    "/health",
    "/_alive_x",
    "/_dash-update-component",
    "/_dash-layout/",
    "/index.html",
    "/.git/config",
    "/%2e%2e/etc/passwd",
    "/\x00",
    "/assets",
    "/assets/",
    "/_dash-ws-callback",
    "/favicon.ico",
    "/<script>alert(1)</script>",
    "/%F0%9F%92%A3",
    "/a" * 2000,
    "/_dash-component-suites/",
    "/_dash-component-suites/dash",
    "/_dash-component-suites/nothing/x.js",
    "/_dash-component-suites/dash/nothing.js",
    "/_dash-component-suites/dash/../dash.py",
    "/_dash-component-suites/dash/%2e%2e/dash.py",
    "/_dash-component-suites/dash/dash.py",
    "/_dash-component-suites/os/path.py",
    "/_dash-component-suites/dash/\x00.js",
    "/_dash-component-suites/dash/x.v1m1.js",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_every_other_address_is_a_404(client: FlaskClient, path: str) -> None:
    """Dash's catch-all page, its unused routes and bad suite paths are not there, and say so plainly."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nothing at this address" in said(answer)


@pytest.mark.parametrize(
    "path", ["//_dash-layout", "_dash-layout", "*", "//evil.example/..", "/\xc3\x28", "///"]
)
def test_an_odd_request_target_is_never_redirected(client: FlaskClient, path: str) -> None:
    """Paths that no browser sends lead to a route of ours or nowhere, and to no other address."""
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == (200 if path.strip("/") in ("", "_dash-layout") else 404)
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        ".hidden.js",
        ".git/config",
        "outside.txt",
        "inside.js",
        "folder/secret.txt",
        "folder/assets/plain.js",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "..\\secret.txt",
        "%5c..%5csecret.txt",
        "vendor/../plain.js",
        "vendor/../../secret.txt",
        "../assets-evil/x.js",
        "./plain.js",
        "vendor//deep.css",
        "plain.js/",
        "plain.js%00",
        "plain.js%00.css",
        "plain.js::$DATA",
        "C:/plain.js",
        "/etc/passwd",
        "//etc/passwd",
        "%252e%252e/secret.txt",
        "vendor",
        "vendor/",
        "CON",
        "nul.js",
        "\xff",
        "nothing.js",
    ],
)
def test_only_plain_files_of_the_assets_folder_are_served(client: FlaskClient, path: str) -> None:
    """No hidden file, link, traversal or other spelling of a path leaves the assets folder."""
    answer = client.get("/assets/" + path)
    assert answer.status_code == 404
    said(answer)


# --- sizes ---


def test_a_large_body_is_refused_unread(client: FlaskClient) -> None:
    """One byte more than the limit is a 413 on any route; the limit itself is fine."""
    text = json.dumps(body(padding=""))
    fits = json.dumps(body(padding="x" * (wall.LARGEST_BODY - len(text))))
    assert client.post(CALLBACK, data=fits, content_type="application/json").status_code == 200
    for path in (CALLBACK, "/"):
        answer = client.post(path, data=fits + " ", content_type="application/json")
        assert answer.status_code == 413
        said(answer)


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "\xb2", "+5", "5 5", "9" * 30, "x"])
def test_a_malformed_length_is_refused(client: FlaskClient, length: str) -> None:
    """A Content-Length that is no plain number is a 400."""
    answer = client.get("/", environ_overrides={"CONTENT_LENGTH": length})
    assert answer.status_code == 400
    said(answer)


# --- callbacks ---


def test_our_own_callbacks_work(client: FlaskClient) -> None:
    """What Dash's renderer posts is answered: one output, several, shared, none."""
    assert client.post(CALLBACK, json=body()).get_json()["response"] == {"one": {"children": "int"}}
    assert client.post(CALLBACK, json=both()).get_json()["response"] == {
        "two": {"children": {"a": [1.5, None]}},
        "one": {"title": [3, None]},
    }
    listed = client.get("/_dash-dependencies").get_json()
    shared = next(item["output"] for item in listed if "@" in item["output"])
    for name in (shared.removeprefix("two."), "children"):
        again = body(
            output=shared,
            outputs={"id": "two", "property": name},
            inputs=[{"id": "text", "property": "n_blur", "value": 1}],
            changedPropIds=[],
        )
        assert client.post(CALLBACK, json=again).get_json()["response"] == {"two": {"children": "1"}}
    silent = next(item["output"] for item in listed if item["no_output"])
    nobody = {
        "output": silent,
        "inputs": [{"id": "text", "property": "n_submit", "value": 1}],
        "changedPropIds": [],
    }
    assert client.post(CALLBACK, json=nobody).status_code == 204
    assert client.post(CALLBACK, json={**nobody, "outputs": body()["outputs"]}).status_code == 400


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", ";charset=UTF-8", '; charset="utf-8"'])
def test_utf_8_json_is_accepted(client: FlaskClient, charset: str) -> None:
    """The usual spellings of the content type are understood."""
    text = json.dumps(body(), ensure_ascii=False)
    assert client.post(CALLBACK, data=text, content_type="application/json" + charset).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json; charset=\xff"},
        {"Content-Type": "application/json, text/plain"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_another_content_type_or_encoding_is_a_415(client: FlaskClient, headers: dict[str, str]) -> None:
    """What a foreign form can send without a preflight, and what is not UTF-8, is a 415."""
    answer = client.post(CALLBACK, data=json.dumps(body()), headers=headers)
    assert answer.status_code == 415
    said(answer)


DEEP = 40_000
MALFORMED_BODIES = {
    "empty": b"",
    "not JSON": b"{",
    "two values": b"{} {}",
    "null": b"null",
    "list": b"[]",
    "number": b"3",
    "text": b'"x"',
    "object": b"{}",
    "deep list": b"[" * DEEP + b"]" * DEEP,
    "deep object": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep value": json.dumps(body()).replace("3", "[" * 40 + "]" * 40).encode(),
    "very deep value": json.dumps(body()).replace("3", "[" * 5000 + "]" * 5000).encode(),
    "NaN": json.dumps(body()).replace("3", "NaN").encode(),
    "infinity": json.dumps(body()).replace("3", "-Infinity").encode(),
    "float overflow": json.dumps(body()).replace("3", "1e999").encode(),
    "long number": json.dumps(body()).replace("3", "9" * 40).encode(),
    "enormous number": json.dumps(body()).replace("3", "9" * 10_000).encode(),
    "lone surrogate": json.dumps(body()).replace("3", '"\\ud800"').encode(),
    "lone surrogate as key": json.dumps(body()).replace("3", '{"\\udfff": 1}').encode(),
    "NUL": json.dumps(body()).replace("3", '"a\\u0000"').encode(),
    "raw control character": json.dumps(body()).replace("3", '"a\tb"').encode(),
    "UTF-16": json.dumps(body()).encode("utf-16"),
    "UTF-32": json.dumps(body()).encode("utf-32-le"),
    "byte order mark": json.dumps(body()).encode("utf-8-sig"),
    "Latin-1": json.dumps(body(x="é"), ensure_ascii=False).encode("latin-1"),
    "surrogate in UTF-8": json.dumps(body()).replace("3", '"x"').encode().replace(b"x", b"\xed\xa0\x80"),
}
_button = {"id": "button", "property": "n_clicks", "value": 1}
MALFORMED_SHAPES: dict[str, dict[str, Any]] = {
    "no output": {"output": None},
    "unknown output": {"output": "evil.children"},
    "output is a list": {"output": ["one.children"]},
    "output is an object": {"output": {}},
    "clientside output": {"output": "store.data", "outputs": {"id": "store", "property": "data"}},
    "outputs of another": {"outputs": {"id": "two", "property": "children"}},
    "outputs as list": {"outputs": [{"id": "one", "property": "children"}]},
    "outputs null": {"outputs": None},
    "outputs number": {"outputs": 3},
    "outputs empty": {"outputs": []},
    "outputs without property": {"outputs": {"id": "one"}},
    "inputs null": {"inputs": None},
    "inputs object": {"inputs": {}},
    "inputs empty": {"inputs": []},
    "inputs of numbers": {"inputs": [3]},
    "inputs of null": {"inputs": [None]},
    "inputs nested": {"inputs": [[_button]]},
    "input twice": {"inputs": [_button, _button]},
    "input unknown": {"inputs": [{**_button, "id": "evil"}]},
    "input with other property": {"inputs": [{**_button, "property": "__class__"}]},
    "input without id": {"inputs": [{"property": "n_clicks", "value": 1}]},
    "input with object id": {"inputs": [{**_button, "id": {"type": "button"}}]},
    "input with null id": {"inputs": [{**_button, "id": None}]},
    "input with further key": {"inputs": [{**_button, "_read_only": {}}]},
    "state null": {"state": None},
    "state object": {"state": {}},
    "state not asked for": {"state": [_button]},
    "changed null": {"changedPropIds": None},
    "changed text": {"changedPropIds": "button.n_clicks"},
    "changed number": {"changedPropIds": [3]},
    "changed list": {"changedPropIds": [[]]},
    "changed unknown": {"changedPropIds": ["evil.n_clicks"]},
}
MALFORMED_BODIES |= {name: json.dumps(body(**changes)).encode() for name, changes in MALFORMED_SHAPES.items()}


@pytest.mark.parametrize("name", MALFORMED_BODIES)
def test_a_malformed_callback_is_a_400(
    client: FlaskClient, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What our page cannot have sent is a 400 in one sentence, and leaves no line in the log."""
    answer = client.post(CALLBACK, data=MALFORMED_BODIES[name], content_type="application/json")
    assert answer.status_code == 400
    said(answer)
    assert not caplog.records


def test_pattern_matching_callbacks_stay_closed(assets: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A callback whose ids are patterns cannot be posted to, spelled either way; those beside it can."""
    app = make_app(assets)

    @app.callback(
        Output({"type": "mark", "index": dash.MATCH}, "title"),
        Input({"type": "mark", "index": dash.MATCH}, "id"),
    )
    def tell(value: object) -> object:
        return value

    guard.protect(app.server)
    client = make_client(app.server)
    listed = client.get("/_dash-dependencies").get_json()
    item = next(item for item in listed if item["output"].startswith("{"))
    for name in (item["inputs"][0]["id"], {"type": "mark", "index": 1}):
        posted = {
            "output": item["output"],
            "outputs": {"id": name, "property": "title"},
            "inputs": [{"id": name, "property": "id", "value": 1}],
            "changedPropIds": [],
        }
        assert client.post(CALLBACK, json=posted).status_code == 400
    assert client.post(CALLBACK, json=body()).status_code == 200
    assert not caplog.records


JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    2**63,
    1e308,
    "",
    "x",
    "__proto__",
    "\u202e",
    "one.children",
    [],
    [[]],
    [None],
    {},
    {"id": None},
    {"id": "button"},
    {"id": {"a": 1}, "property": "x"},
    {"props": {"children": "x"}, "type": "Div"},
    "x" * 10_000,
    [0] * 1_000,
    "\ud800",
    "\0",
    float("nan"),
    float("inf"),
    10**40,
]


def mutated(random_: random.Random) -> tuple[bytes, str]:
    """A callback body broken in one to four places, as structure or as bytes, and a content type."""
    envelope: Any = random_.choice([body, both])()
    for _ in range(random_.randint(1, 4)):
        parent = envelope
        while True:
            keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
            if not keys:
                break
            key = random_.choice(keys)
            if isinstance(parent[key], dict | list) and random_.random() < 0.7:
                parent = parent[key]
                continue
            match random_.randrange(4):
                case 0:
                    del parent[key]
                case 1 if isinstance(parent, dict):
                    parent[random_.choice(["id", "value", "output", "x"])] = deepcopy(random_.choice(JUNK))
                case _:
                    parent[key] = deepcopy(random_.choice(JUNK))
            break
    data = bytearray(
        json.dumps(envelope, ensure_ascii=random_.random() < 0.9).encode("utf-8", "surrogatepass")
    )
    if random_.random() < 0.3:
        for _ in range(random_.randint(1, 5)):
            data[random_.randrange(len(data))] = random_.randrange(256)
    kind = (
        "application/json"
        if random_.random() < 0.95
        else random_.choice(["text/plain", "", "\xff", "a/b;charset"])
    )
    return bytes(data), kind


def test_two_thousand_broken_bodies_break_nothing(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Fuzzed callbacks end in 200, 400 or 415, never in a 5xx, and leave the log empty."""
    random_ = random.Random(1689)
    counts: dict[int, int] = {}
    for _ in range(2_000):
        data, kind = mutated(random_)
        status = client.post(CALLBACK, data=data, headers={"Content-Type": kind}).status_code
        counts[status] = counts.get(status, 0) + 1
    assert counts.keys() <= {200, 400, 415}
    assert counts[400] > 1_000, "the fuzz must mostly break the bodies"
    assert counts[200] > 50, "and sometimes only their values"
    assert not caplog.records


# --- failures of ours ---


def broken(value: str) -> dict[str, Any]:
    return body(
        output="two.title",
        outputs={"id": "two", "property": "title"},
        inputs=[{"id": "button", "property": "disabled", "value": value}],
        changedPropIds=[],
    )


def test_a_bug_in_a_callback_is_a_plain_500_and_one_line_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The browser learns nothing of a bug; the log names exception and place in a single line."""
    answer = client.post(CALLBACK, json=broken("x"))
    assert answer.status_code == 500
    said(answer)
    (record,) = caplog.records
    assert "ZeroDivisionError at test_guard.py:" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_a_callback_may_refuse_or_change_nothing(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """`abort(400)` in a callback is a 400 without its description, PreventUpdate stays Dash's 204."""
    answer = client.post(CALLBACK, json=broken("abort"))
    assert answer.status_code == 400
    said(answer)
    assert client.post(CALLBACK, json=broken("never mind")).status_code == 204
    assert not caplog.records


def test_what_dash_itself_refuses_is_a_400(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Should a body pass that Dash cannot use, the answer is a 400 and one line in the log."""
    monkeypatch.setattr("timeline.callback_body.examine", lambda *_: None)
    answer = client.post(CALLBACK, json={"output": "evil", "inputs": []})
    assert answer.status_code == 400
    said(answer)
    (record,) = caplog.records
    assert record.levelname == "WARNING"


def test_a_failure_between_the_routes_and_the_wall_is_a_plain_500(
    assets: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A hook that breaks after the page was made is told in a line too."""
    app = make_app(assets)
    app.server.after_request(lambda _: 1 // 0)
    guard.protect(app.server)
    answer = make_client(app.server).get("/")
    assert answer.status_code == 500
    said(answer)
    assert len(caplog.records) == 1


def test_a_failure_outside_flask_is_a_plain_500(assets: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The wall holds even when Flask itself breaks down."""
    app = make_app(assets)

    def collapse(*_: object) -> Any:
        raise RuntimeError("a secret")

    app.server.wsgi_app = collapse
    guard.protect(app.server)
    answer = make_client(app.server).get("/")
    assert answer.status_code == 500
    said(answer)
    assert len(caplog.records) == 1


def test_the_environment_cannot_switch_debugging_on(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FLASK_DEBUG, DASH_DEBUG and DASH_MCP_ENABLED leave no traceback, no console and no MCP endpoint."""
    for name in ("FLASK_DEBUG", "DASH_DEBUG", "DASH_MCP_ENABLED"):
        monkeypatch.setenv(name, "true")
    app = make_app(assets)
    rules = [rule.rule for rule in app.server.url_map.iter_rules()]
    assert app.server.debug, "the control: FLASK_DEBUG has an effect before the guard is there"
    assert "/_mcp" in rules, "the control: and so has DASH_MCP_ENABLED"
    guard.protect(app.server)
    assert not app.server.debug
    client = make_client(app.server)
    assert client.post(CALLBACK, json=broken("x")).status_code == 500
    assert client.get("/console").status_code == 404
    assert client.get("/_mcp").status_code == 404
    mcp = client.post("/_mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert mcp.status_code == 404


HOSTILE_ENVIRONMENT = {
    "DASH_URL_BASE_PATHNAME": "/evil/",
    "DASH_ASSETS_EXTERNAL_PATH": "https://evil.example/",
    "DASH_INCLUDE_ASSETS_FILES": "false",
    "DASH_SUPPRESS_CALLBACK_EXCEPTIONS": "true",
    "DASH_SERVE_DEV_BUNDLES": "true",
    "DASH_UI": "true",
    "DASH_HOT_RELOAD": "true",
    "DASH_MCP_ENABLED": "true",
    "DASH_DEBUG": "true",
    "FLASK_DEBUG": "1",
    "dash_props_check": "true",
}


def page_of(assets: Path) -> str:
    """The index page of a guarded app, without the numbers that differ from start to start."""
    app = make_app(assets)
    guard.protect(app.server)
    return re.sub(r'"end_id":"[^"]*"', "", make_client(app.server).get("/").get_data(as_text=True))


def test_in_a_plain_environment_no_variable_changes_the_page(
    assets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is the same as without the variables, which are back afterwards."""
    usual = page_of(assets)
    for name, value in HOSTILE_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with guard.plain_environment():
        assert page_of(assets) == usual
    assert {name: os.environ[name] for name in HOSTILE_ENVIRONMENT} == HOSTILE_ENVIRONMENT
    monkeypatch.delenv("DASH_URL_BASE_PATHNAME")
    assert page_of(assets) != usual, "the control: the variables have an effect"


# --- headers ---


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 200),
        ("GET", "/_dash-layout", {}, 200),
        ("GET", "/assets/plain.js", {}, 200),
        ("GET", "/nothing", {}, 404),
        ("GET", "/assets/nothing", {}, 404),
        ("GET", "/_dash-component-suites/dash/nothing.js", {}, 404),
        ("GET", "/", {"Host": "evil.example"}, 400),
        ("GET", "/assets/plain.js", {"Range": "bytes=900-"}, 416),
        ("POST", CALLBACK, {"Origin": "http://evil.example"}, 403),
        ("POST", CALLBACK, {}, 415),
        ("POST", "/", {}, 405),
        ("DELETE", "/", {}, 405),
    ],
)
def test_every_answer_carries_the_headers(
    client: FlaskClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    """Pages, data, files and errors of every kind carry the same walls, each once."""
    answer = client.open(path, method=method, headers=headers)
    assert answer.status_code == status
    for name in (*wall.HEADERS, "Content-Security-Policy", "Cache-Control"):
        assert len(answer.headers.getlist(name)) == 1, name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers
    assert answer.headers["Cache-Control"] == (
        "no-cache" if (path, status) == ("/assets/plain.js", 200) else "no-store"
    )


def test_the_policy_allows_hashed_scripts_and_nothing_from_elsewhere() -> None:
    """The Content-Security-Policy is the measured one, with the hashes after 'self'."""
    policy = dict(part.split(" ", 1) for part in wall.content_security_policy(["'sha256-abc='"]).split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self' 'sha256-abc='",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }


@pytest.mark.parametrize(
    "value", ["'unsafe-inline'", "*", "https:", "'sha256-a'; img-src *", "sha256-abc", "'sha256-a'\r\n", ""]
)
def test_what_is_no_hash_stays_out_of_the_policy(value: str) -> None:
    """Nothing but a hash can be slipped into script-src."""
    with pytest.raises(ValueError, match="not a script hash"):
        wall.content_security_policy([value])


def test_files_are_cached_only_with_asking_again(client: FlaskClient) -> None:
    """An unchanged asset is a 304 that still carries the walls."""
    first = client.get("/assets/plain.js")
    again = client.get("/assets/plain.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Cache-Control"] == "no-cache"
    assert "Content-Security-Policy" in again.headers


def test_a_server_without_dash_is_a_mistake_of_ours() -> None:
    """`protect` says so when it comes before Dash."""
    with pytest.raises(ValueError, match="carries no Dash app"):
        guard.protect(flask.Flask("empty"))


def test_a_prefix_of_dash_is_understood(tmp_path: Path) -> None:
    """The walls stand where Dash stands, also below a path."""
    app = dash.Dash(__name__, assets_folder=str(tmp_path), url_base_pathname="/app/")
    app.layout = html.Div()
    guard.protect(app.server)
    client = make_client(app.server)
    paths = {"/app/": 200, "/app/_dash-layout": 200, "/": 404, "/_dash-layout": 404, "/app/nothing": 404}
    assert {path: client.get(path).status_code for path in paths} == paths


# --- any header ---

NAMES = [
    "HOST",
    "ORIGIN",
    "SEC_FETCH_SITE",
    "SEC_FETCH_MODE",
    "SEC_FETCH_DEST",
    "REFERER",
    "COOKIE",
    "RANGE",
    "IF_NONE_MATCH",
    "IF_MODIFIED_SINCE",
    "ACCEPT",
    "X_FORWARDED_HOST",
    "AUTHORIZATION",
    "CONTENT_ENCODING",
]
TEXTS = st.one_of(
    st.text(st.characters(max_codepoint=255), max_size=40),
    st.sampled_from(
        [
            "localhost",
            "127.0.0.1:8050",
            "same-origin",
            "none",
            "cross-site",
            "navigate",
            "document",
            "http://localhost",
            "bytes=0-",
            "bytes=-1,5-",
            "null",
            "gzip",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    headers=st.dictionaries(st.sampled_from(NAMES), TEXTS),
    kind=TEXTS,
    path=st.sampled_from(["/", "/assets/plain.js", "/_dash-layout", CALLBACK, "/nothing"]),
    posts=st.booleans(),
)
def test_no_header_breaks_the_server_or_opens_it(
    client: FlaskClient, headers: dict[str, str], kind: str, path: str, posts: bool
) -> None:
    """Whatever the headers, the answer is below 500; under a foreign name it is always the same refusal."""
    environ = EnvironBuilder(path, method="POST" if posts else "GET", data=b"{}").get_environ()
    environ |= {f"HTTP_{name}": value for name, value in headers.items()} | {"CONTENT_TYPE": kind}
    _, status, answered = run_wsgi_app(client.application, environ, buffered=True)
    assert int(status[:3]) < 500
    assert "Content-Security-Policy" in answered
    if environ["HTTP_HOST"] not in ("localhost", "127.0.0.1:8050"):
        assert status.startswith("400")

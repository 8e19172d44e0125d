"""What keeps the local server to its own page: hosts, origins, methods, addresses, sizes, bodies, headers.

A stock Dash server is open to every page in the same browser. Any Host is accepted, so a page that rebinds
its own name to 127.0.0.1 reads everything; any origin may post and frame; a malformed callback is a 500 with
a traceback in the terminal; all unknown addresses answer 200; links in the assets folder are followed; there
is no security header. `protect` closes that, in two layers:

- The *wall* (`wall`) stands before Flask (WSGI), so that no fault inside can get past it: Host, origin,
  method, size, and the headers of every answer, errors too.
- The *gate* stands inside Flask, where addresses have become routes: only known routes, only real files of
  the assets folder, only callback bodies that our page can have sent (`callback_body`).

Refusals are one plain sentence that repeats nothing of the request. They are not logged, or a stranger could
write the log. A bug of ours is a 500 and one line in the log; its traceback is there at level DEBUG.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as BaseResponse

from timeline import callback_body
from timeline.wall import LARGEST_BODY, Refused, Wall, content_security_policy, log_failure, refusal, told

logger = logging.getLogger(__name__)

SERVING: dict[str, Any] = {
    "ident": None,
    "threads": 8,
    "connection_limit": 220,
    "channel_timeout": 30,
    "asyncore_use_poll": True,
    "max_request_body_size": 64 * LARGEST_BODY,
    "max_request_header_size": 64 * 1024,
    "expose_tracebacks": False,
    "clear_untrusted_proxy_headers": True,
}
"""What `waitress.serve` must be told besides host and port. Answers name no software. Idle connections soon
use up its 100, and then it answers nobody for two minutes; browsers open six to a host, and macOS gives a
program 256 files. Its limit on bodies lies above ours, so that ours answers, with our headers."""

CALLBACK = "_dash-update-component"
DEPENDENCIES = "_dash-dependencies"
SUITES = "_dash-component-suites/"
ASSETS = "assets/"
PAGES = ("", "_dash-layout", DEPENDENCIES, CALLBACK, "_reload-hash", "_favicon.ico")
"""Dash's own routes that the page needs, after the prefix; everything else of Dash (its catch-all, health,
callback API and MCP routes) stays closed, whatever the environment switches on."""

HIDDEN = re.compile(r"(?:DASH|FLASK)_|REACT_VERSION$", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
JSON_TYPE = re.compile(r'application/json(?:; ?charset="?utf-8"?)?', re.IGNORECASE)

REACHED = frozenset({"_invoke_callback", "_async_invoke_callback", "_prepare_response"})
"""Dash's functions from which on a failure is our callback's and not the request's."""


def protect(
    server: Flask,
    *,
    hosts: Sequence[str] = ("127.0.0.1", "localhost"),
    script_hashes: Sequence[str] = (),
    routes: Sequence[str] = (),
    cacheable: Sequence[str] = (),
) -> None:
    """Make a Flask server that carries a Dash app safe to run on the machine of someone who browses the web.

    Call it once, after the Dash app and all its callbacks exist and before the first request.

    hosts: names under which the server may be addressed, in lower case and without port; `::1` for `[::1]`.
    script_hashes: the hashes of inline scripts, those of Dash as `app.csp_hashes()` gives them.
    routes: further Flask rules that may answer, such as `/chart.html`.
    cacheable: beginnings of addresses of which a browser may keep the answers: as long as these say, else for
        as long as it asks again each time.

    Raises ValueError when a host or hash is not one, or when the server carries no Dash app.
    """
    names = _host_names(hosts)
    prefix = _dash_prefix(server)
    policy = content_security_policy(script_hashes)
    server.debug = False  # whatever FLASK_DEBUG in the environment says
    server.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        # What breaks outside a route shall reach the wall, which logs a line; Flask would log a traceback.
        PROPAGATE_EXCEPTIONS=True,
        # Flask's own list cannot express [::1]; the wall can, and checks first in any case.
        TRUSTED_HOSTS=None if any(name.startswith("[") for name in names) else list(names),
    )
    server.before_request(partial(_gate, server, prefix, frozenset(routes)))
    server.register_error_handler(HTTPException, refusal)
    server.register_error_handler(Exception, _failure)
    kept = (prefix + ASSETS, prefix + SUITES, *cacheable)
    server.wsgi_app = Wall(server.wsgi_app, names, kept, policy)  # type: ignore[method-assign]


@contextmanager
def plain_environment() -> Iterator[None]:
    """Hide from Dash and Flask what the environment tells them, while they are imported and set up.

    Over twenty `DASH_…` variables, in either case, change prefixes, load the assets from elsewhere, serve
    development bundles or an MCP endpoint. Arguments beat most of them, but not all, and not for ever.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if HIDDEN.match(name)}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _gate(server: Flask, prefix: str, routes: frozenset[str]) -> None:
    """Refuse, once the route is known, whatever the page does not need; say nothing to let it pass."""
    if isinstance(request.routing_exception, MethodNotAllowed):
        return  # Flask answers, with the methods that the route allows.
    if request.url_rule is None:
        raise Refused(404)
    rule = request.url_rule.rule
    # A rule outside the prefix keeps its slash, and so is none of the names.
    own = rule.removeprefix(prefix)
    if not (own in PAGES or own.startswith((SUITES, ASSETS)) or rule in routes):
        raise Refused(404)
    if own.startswith(ASSETS) and not _is_asset(server, str((request.view_args or {}).get("filename", ""))):
        raise Refused(404)
    if own == CALLBACK:
        _examine_callback(server, prefix)


def _is_asset(server: Flask, filename: str) -> bool:
    """Whether this is a file of the assets folder: not hidden, no link, no other spelling of a path."""
    folder = server.blueprints[request.blueprint].static_folder if request.blueprint else None
    # A backslash, colon or NUL anywhere; a part that is empty or starts with a dot.
    if folder is None or re.search(r"[\\:\0]|(?:^|/)(?:[./]|$)", filename):
        return False
    root = Path(folder).resolve()
    return (root / filename).resolve() == root / filename


def _examine_callback(server: Flask, prefix: str) -> None:
    """Compare the body with the callbacks that this very server lists for the browser."""
    if not JSON_TYPE.fullmatch(request.content_type or "") or "Content-Encoding" in request.headers:
        raise Refused(415)
    body = request.get_data()
    dependencies = server.view_functions[prefix + DEPENDENCIES]().get_json()  # type: ignore[union-attr]
    try:
        callback_body.examine(body, callback_body.known(dependencies))
    except callback_body.Malformed as malformed:
        raise Refused(400, str(malformed)) from None


def _failure(error: Exception) -> BaseResponse:
    """The last wall: what no one has caught becomes a sentence, and a line in the log."""
    rule = request.url_rule.rule if request.url_rule else ""
    if SUITES in rule:
        return refusal(Refused(404))  # Dash raises for a file that it has not registered.
    if rule.endswith(CALLBACK) and not _has_reached_callback(error):
        logger.warning("a callback was refused by Dash: %s", told(error))
        return refusal(Refused(400))
    log_failure(f"in {rule}", error)
    return refusal(Refused(500))


def _has_reached_callback(error: Exception) -> bool:
    return any(frame.f_code.co_name in REACHED for frame, _ in traceback.walk_tb(error.__traceback__))


def _host_names(hosts: Sequence[str]) -> tuple[str, ...]:
    if isinstance(hosts, str) or not hosts:
        raise ValueError("hosts must be a list of at least one name")
    names = tuple(f"[{host}]" if ":" in host and not host.startswith("[") else host for host in hosts)
    for name in names:
        if not HOST.fullmatch(name):
            raise ValueError(f"not a host name in lower case without port: {name!r}")
    return names


def _dash_prefix(server: Flask) -> str:
    """The path under which Dash answers, `/` as a rule, read from its callback route."""
    for rule in server.url_map.iter_rules():
        if rule.rule.endswith("/" + CALLBACK):
            return rule.rule.removesuffix(CALLBACK)
    raise ValueError("the server carries no Dash app; call protect() after dash.Dash(…)")

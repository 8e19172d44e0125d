"""The page as a local web app: Dash on Flask, served by waitress, for the machine it runs on.

Dash only hosts. The page is in the HTML that the first request answers with, drawn by the same script as in
the export; one callback tells the page when files have changed, and the page then fetches itself again. So
nothing that a click does waits for a server.
"""

from __future__ import annotations

import gc
import gzip
import logging
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate
from flask import Flask, Response, abort, request, send_file
from waitress.server import create_server

from timeline import guard, page
from timeline.annals import Annals, Around
from timeline.attachments import FORMS, LARGE, Form
from timeline.check import Progress, silent
from timeline.errors import TimelineError
from timeline.languages import Language
from timeline.lending import Busy
from timeline.memory import program
from timeline.served import ANNALS, SHELF, Project
from timeline.skeleton import engine
from timeline.watch import Watched

POLL = 1000
"""Milliseconds between two looks at the files: a change is on the page within two seconds."""
FINDINGS = 5
"""Findings that the page shows at once; `timeline check` shows all."""
PATIENCE = 0.3
"""Seconds that answers have to be finished in when the server is to end."""
ENGINE = "/engine.js"
CHART = "/chart.html"
CODE = {"host_dash.js": "/timeline.js", "host_static.js": "/chart.js"}
"""The last of our scripts → address of all of them in one."""
OCTETS = "application/octet-stream"
VOLUMES = f"{SHELF}<version>/<name>"
PLAIN = f"{ANNALS}<name>"
AROUND = Around("".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in page.PLAIN_STYLES), "/")
LOOPBACK = ("127.0.0.1", "localhost")


def create_app(
    project: Path | str,
    *,
    hosts: tuple[str, ...] = LOOPBACK,
    progress: Progress = silent,
    language: Language | None = None,
    bound: bool | None = None,
    remembers: bool = False,
) -> PageApp:
    """The Dash app of a project, guarded; answers only to `hosts`. Raises what `edition.load` raises.

    `language` is the one in which the page opens, by default the project's; `bound` says whether the edition
    is bound in volumes, by default as its size demands; `remembers` says whether what takes long to make of
    a large one is kept between starts, in the user's own folder for such things.
    """
    # Another program, or language, makes other pages and volumes of the same files; the same one the same.
    watched = Watched(Path(project), progress, remembers, f"{program()} {language}")
    served = Project(watched, language, bound)
    # What stands in the environment (DASH_UI, DASH_DEBUG, HOST …) must not open or break a local page.
    with guard.plain_environment():
        app = _app(served)
        app.layout = html.Div(
            [dcc.Interval(id="clock", interval=POLL), dcc.Store(id="edition"), dcc.Store(id="selection")]
        )
        app.callback(Output("edition", "data"), Input("clock", "n_intervals"), State("edition", "data"))(
            _Callback(watched).changed
        )
        app.clientside_callback(  # type: ignore[no-untyped-call]
            ClientsideFunction("timeline", "refresh"), Input("edition", "data")
        )
        beside = _answer(app.server, served)
        # Dash puts its page together, and looks it over, for each request anew; it never changes.
        index = app.server.view_functions["/"]
        app.server.view_functions["/"] = partial(_page, served, index)
        guard.protect(
            app.server,
            hosts=hosts,
            script_hashes=(*app.csp_hashes(), page.permit(page.early())),
            routes=beside,
            cacheable=(ENGINE, *CODE.values(), SHELF),
        )
        # Dash finishes its set-up at the first request, which is not safe for two at once.
        app.server.test_client().get("/", headers={"Host": hosts[0]})
    return app


def _answer(server: Flask, served: Project) -> tuple[str, ...]:
    """Let the server answer for what lies beside the page; the rules of its addresses."""
    views: dict[str, Callable[..., Response]] = {
        ENGINE: _engine,
        # Not to be framed, like all that is served here: a page of its own, as the export's will look.
        CHART: partial(_chart, served),
        VOLUMES: partial(_volume, served),
        PLAIN: partial(_plain, served),
    }
    views |= {address: partial(_code, host) for host, address in CODE.items()}
    views |= {f"/{form.file}": partial(_attachment, served, form) for form in (*FORMS, *LARGE)}
    for rule, view in views.items():
        server.add_url_rule(rule, rule, view)
    return tuple(views)


def serve(
    project: Path,
    host: str,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    progress: Progress = silent,
    language: Language | None = None,
) -> None:
    """Serve a project on this computer until interrupted. `say` is told the address.

    Raises `TimelineError` for a host that others could reach, and OSError when the port is taken.
    """
    if host not in (*LOOPBACK, "::1"):
        raise TimelineError(
            f"the page is served on this computer only ({', '.join(LOOPBACK)} or ::1), not on {host}: "
            "it shows the full texts of the sources; to publish it, use “timeline export”"
        )
    # Where “localhost” is also ::1, waitress would make two servers, and open two ports for the port 0.
    host = LOOPBACK[0] if host in LOOPBACK else host
    hosts = (*LOOPBACK, "::1") if host == "::1" else LOOPBACK
    # Nothing read here is garbage: to look for some takes a fifth of the time, now and ever after.
    gc.disable()
    try:
        app = create_app(project, hosts=hosts, progress=progress, language=language, remembers=True)
        gc.freeze()
    finally:
        gc.enable()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    answering = app.project.pace.first(app.server)
    server: Any = create_server(answering, host=host, port=port, **guard.SERVING)
    server.task_dispatcher.shutdown = partial(_leave, server.task_dispatcher.shutdown)
    threading.Thread(target=app.project.work_ahead, daemon=True).start()
    address = f"http://{f'[{host}]' if ':' in host else host}:{server.effective_port}/"
    say(f"“{app.project.watched.state().edition.title}” is at {address} (Ctrl+C ends it)")
    if open_browser:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    try:
        server.run()
    finally:
        server.close()


def _leave(shutdown: Callable[..., Any], **_: Any) -> None:
    """End at once: what is still being made is wanted by nobody any more, and need not be told of."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    shutdown(timeout=PATIENCE)


class PageApp(Dash):
    """A Dash whose first answer is the whole page; Dash's own parts stand behind it."""

    def __init__(self, project: Project, **options: Any) -> None:
        self.project = project
        """What is on show."""
        super().__init__(__name__, **options)

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """The document for `/`: our page, and behind it the parts of Dash that make it run."""
        # Dash takes the first element of its name: it stands before the page, whose ids are the curator's.
        slots = _slots("host_dash.js", f"<div hidden>{app_entry}</div>", config, scripts + renderer)
        return self.project.document(slots, "page")


def _app(project: Project) -> PageApp:
    """Dash as it is wanted here: nothing from elsewhere, and nothing but the one page."""
    return PageApp(
        project,
        server=Flask(__name__, static_folder=None),
        assets_folder=str(files("timeline").joinpath("assets")),
        assets_url_path="assets",
        assets_ignore=".*",  # The page names its scripts itself, in their order.
        routes_pathname_prefix="/",
        requests_pathname_prefix="/",
        serve_locally=True,
        compress=False,
        suppress_callback_exceptions=False,
        use_pages=False,
        enable_mcp=False,
        title="Timeline",
        update_title="",
    )


class _Callback:
    """The one callback, apart from Dash, so that it can be called without a server."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def changed(self, _ticks: int | None, known: Any) -> dict[str, Any]:
        """What the page should know of the files; PreventUpdate while that is what it knows already."""
        state = self._watched.state()
        told = {
            "version": state.version,
            "problems": [
                *(f"{f.file}:{f.line}:{f.column}: {f.message}" for f in state.findings[:FINDINGS]),
                *([f"… and {len(state.findings) - FINDINGS} more"] if len(state.findings) > FINDINGS else []),
                *([state.problem] if state.problem else []),
            ],
        }
        if told == known:
            raise PreventUpdate
        return told


def _slots(host: str, top: str = "", config: str = "", scripts_of_dash: str = "") -> page.Slots:
    beside = f'<template id="_engine" data-src="{ENGINE}"></template>'
    ours = f'<script src="{CODE[host]}"></script>'
    # A megabyte that no reader waits for: the host puts it to work when the page can be used.
    behind = f'<template id="_dash">{scripts_of_dash}</template>' if scripts_of_dash else ""
    return page.Slots(
        page.head(),
        top,
        f'{beside}{config}<template id="_scripts">{ours}</template>{behind}',
        full_page="/",
        forms=True,
    )


def _page(project: Project, index: Callable[[], str]) -> Response:
    """The page as Dash makes it."""
    return _kept(project, "/", index)


def _chart(project: Project) -> Response:
    return _kept(project, CHART, lambda: project.document(_slots("host_static.js"), "chart"))


def _kept(project: Project, address: str, make: Callable[[], str]) -> Response:
    """A page, made once for each edition; somebody waits for it, so that it gives way to nobody."""
    with project.pace.awaited():
        made = project.watched.kept(address, lambda _: make().encode())
    return Response(made, mimetype="text/html")


def _volume(project: Project, version: str, name: str) -> Response:
    """A volume of the edition on show, or of the one before; nothing where there are two newer ones.

    202 where as many as may already wait for it: the page asks again.
    """
    try:
        packed = project.volume(version, name)
    except KeyError:
        abort(404)
    except Busy:
        return Response(status=202, headers={"Retry-After": "2", "Cache-Control": "no-store"})
    # Of one version a volume is always the same.
    headers = {"Cache-Control": "private, max-age=86400, immutable", "Vary": "Accept-Encoding"}
    if request.accept_encodings.quality("gzip") > 0:
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, mimetype=OCTETS)
    return Response(gzip.decompress(packed), headers=headers, mimetype=OCTETS)


def _plain(project: Project, name: str) -> Response:
    """A plain page of a large edition."""
    now = project.watched.state()
    if not project.lending(now):
        abort(404)
    try:
        text = Annals(now.edition, AROUND, "full", project.language).page(name)
    except KeyError:
        abort(404)
    return Response(text, mimetype="text/html")


def _attachment(project: Project, form: Form) -> Response:
    """One of the files for other programs: kept where it is small, else made while it is sent."""
    now = project.watched.state()
    if project.lending(now):
        return Response(form.data(now.edition), mimetype=form.mimetype)
    made = project.watched.kept(form.file, lambda state: b"".join(form.data(state.edition)), now)
    return Response(made, mimetype=form.mimetype)


def _code(host: str) -> Response:
    """All our scripts; nothing, for a browser that has them already."""
    answer = Response(page.code(host), mimetype="text/javascript")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _engine() -> Response:
    return send_file(engine(), mimetype="text/javascript", max_age=0, conditional=True)

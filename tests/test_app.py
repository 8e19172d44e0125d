"""The app: the guarded page of a project, one callback that is a plain function, and nothing written ever."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest
from dash.exceptions import PreventUpdate
from flask.testing import FlaskClient
from waitress.server import create_server

from tests.parsed import Parsed
from tests.small_project import EVENTS, write
from timeline import page
from timeline.app import FINDINGS, _Callback, create_app, serve
from timeline.attachments import FORMS, LARGE
from timeline.edition import load
from timeline.errors import FileProblem, TimelineError, Unsound
from timeline.payload import payload
from timeline.skeleton import engine
from timeline.volumes import Volumes
from timeline.watch import Watched

HOST = {"Host": "127.0.0.1"}

Thing = TypeVar("Thing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound project of two events."""
    return write(tmp_path / "project")


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    """The app of that project, asked without a server."""
    made: FlaskClient = create_app(folder).server.test_client()
    return made


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder: what is in it and when it was changed."""
    return {
        str(file.relative_to(folder)): (
            hashlib.sha256(file.read_bytes()).hexdigest(),
            file.stat().st_mtime_ns,
        )
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("path", ["/", "/chart.html"])
def test_the_page_opens_in_the_language_asked_for(folder: Path, path: str) -> None:
    """Whatever the project's own is."""
    client = create_app(folder, language="zh").server.test_client()
    found = Parsed(client.get(path, headers=HOST).get_data(as_text=True))
    assert found.elements[0].attributes["lang"] == found.payload["language"] == "zh"
    assert found.payload["content"] == "en"


# ── the callback ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_callback_tells_a_page_that_knows_nothing(folder: Path) -> None:
    """The version of the edition, and that all is well."""
    watched = Watched(folder)
    assert _Callback(watched).changed(None, None) == {"version": watched.state().version, "problems": []}


def test_the_callback_is_silent_while_nothing_changes(folder: Path) -> None:
    """Dash then sends nothing to the page."""
    callback = _Callback(Watched(folder))
    known = callback.changed(1, None)
    with pytest.raises(PreventUpdate):
        callback.changed(2, known)


@pytest.mark.parametrize(
    "known", ["", [], 7, {"version": 1}, {"problems": None}, None, {"version": "x", "problems": []}]
)
def test_the_callback_trusts_nothing_that_a_page_says(folder: Path, known: Any) -> None:
    """Whatever it claims to know, it is told what there is."""
    assert set(_Callback(Watched(folder)).changed(-1, known)) == {"version", "problems"}


def test_the_callback_tells_faults_with_their_places(folder: Path) -> None:
    """The first few findings as `check` prints them, and how many more there are."""
    callback = _Callback(Watched(folder))
    known = callback.changed(1, None)
    rows = "".join(f"Bad Id {n},T,1858,,stated,,,treaty,,,,,,,,\n" for n in range(FINDINGS + 3))
    (folder / "data" / "events.csv").write_text(EVENTS + rows, encoding="utf-8")
    told = callback.changed(2, known)
    assert told["version"] == known["version"]
    assert len(told["problems"]) == FINDINGS + 1
    assert re.match(r"data/events\.csv:\d+:\d+: .", told["problems"][0])
    assert re.fullmatch(r"… and \d+ more", told["problems"][-1])
    (folder / "data" / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert callback.changed(3, told)["problems"] == []


def test_citations_and_annotations_are_served_beside_the_page(client: FlaskClient, folder: Path) -> None:
    """The same as in an export, as what they are."""
    for form in (*FORMS, *LARGE):
        answer = client.get(f"/{form.file}", headers=HOST)
        assert answer.status_code == 200
        assert answer.mimetype == form.mimetype
        assert answer.get_data() == b"".join(form.data(load(folder)))


# ── the pages ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_answer_is_the_whole_page(client: FlaskClient, folder: Path) -> None:
    """Events, quotes and sources stand in the HTML, before its scripts; the version is the callback's."""
    answer = client.get("/", buffered=True, headers=HOST)
    html = answer.get_data(as_text=True)
    found = Parsed(html)
    edition = load(folder)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert [one.attributes["id"] for one in found.all("article", class_="event")] == [
        one.id for one in edition.chronology
    ]
    assert found.payload == json.loads(json.dumps(payload(edition)))
    assert html.index("</article>") < html.index("<script", html.index("<body"))
    version = found.by_id("_timeline").attributes["data-edition"]
    asked: dict[str, object] = {"output": "edition.data", "outputs": {"id": "edition", "property": "data"}}
    asked |= {"changedPropIds": [], "inputs": [{"id": "clock", "property": "n_intervals", "value": 1}]}
    asked |= {"state": [{"id": "edition", "property": "data", "value": None}]}
    told = client.post("/_dash-update-component", json=asked, headers=HOST).get_json()
    assert version == told["response"]["edition"]["data"]["version"]


def test_the_app_shows_whole_sources(client: FlaskClient, folder: Path) -> None:
    """To the person whose files they are, whatever an export may show."""
    shown = Parsed(client.get("/", buffered=True, headers=HOST).get_data(as_text=True)).all(
        "article", class_="source"
    )
    text = load(folder).library[0].text
    assert all(" ".join(line.split()) in shown[0].text for line in text.split("\n"))


def test_what_never_changes_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page, chart and citations of a small edition: for who asks first, and anew when files have changed."""
    client = create_app(folder).server.test_client()
    addresses = ("/", "/chart.html", "/citations.bib")

    def answers() -> list[bytes]:
        return [client.get(address, buffered=True, headers=HOST).data for address in addresses]

    first = answers()
    with monkeypatch.context() as patched:
        patched.setattr("timeline.page.html", None)
        patched.setattr("timeline.app.PageApp.interpolate_index", None)
        patched.setattr("timeline.attachments.Form.data", None)
        assert answers() == first
        assert client.head("/", headers=HOST).content_length == len(first[0])
    write(folder, {"data/events.csv": EVENTS.replace("Treaty of Aigun", "Treaty of Aihun")})
    assert all(new != old for new, old in zip(answers(), first, strict=True))


def test_dash_comes_behind_the_page(client: FlaskClient) -> None:
    """Nothing of it is run by the page itself: the host does that, when the page can be used."""
    text = client.get("/", buffered=True, headers=HOST).get_data(as_text=True)
    ours, behind = text.split('<template id="_dash">')
    assert "/_dash-component-suites/" not in ours
    assert "/_dash-component-suites/" in behind
    assert "DashRenderer" in behind


def test_scripts_come_in_their_order_and_are_all_there(client: FlaskClient) -> None:
    """Ours, host, and then Dash; the engine comes when it is idle. All are answered, none from elsewhere."""
    text = client.get("/", buffered=True, headers=HOST).get_data(as_text=True)
    addresses = [one.attributes["src"] for one in Parsed(text).all("script", src="")]
    assert addresses[0] == "/timeline.js"
    for address in addresses:
        assert address.startswith("/")
        assert not address.startswith("//")
        assert client.get(address, buffered=True, headers=HOST).status_code == 200, address


def test_the_first_picture_waits_for_no_other_file(client: FlaskClient) -> None:
    """Styles and the first script stand in the head of the page, and the policy lets just this script run."""
    answer = client.get("/", buffered=True, headers=HOST)
    head = answer.get_data(as_text=True).partition("</head>")[0]
    assert f"<script>{page.early()}</script>" in head
    assert "stylesheet" not in head
    assert "<script src" not in head
    assert page.permit(page.early()) in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "host"), [("/timeline.js", "host_dash.js"), ("/chart.js", "host_static.js")]
)
def test_our_scripts_come_in_one(client: FlaskClient, address: str, host: str) -> None:
    """In their order, the host's last; and who has them is not sent them again."""
    answer = client.get(address, headers=HOST)
    assert answer.get_data(as_text=True) == page.code(host)
    assert page.code(host).endswith(page.asset(host))
    assert answer.mimetype == "text/javascript"
    again = client.get(address, headers={**HOST, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_the_engine_is_the_one_of_the_figure(client: FlaskClient) -> None:
    """As JavaScript, and asked for again it is not sent again."""
    answer = client.get("/engine.js", buffered=True, headers=HOST)
    assert answer.get_data() == engine().read_bytes()
    assert answer.mimetype == "text/javascript"
    again = client.get("/engine.js", buffered=True, headers={**HOST, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "no-store" not in answer.headers["Cache-Control"] + again.headers["Cache-Control"]


def test_the_chart_has_a_page_of_its_own(client: FlaskClient, folder: Path) -> None:
    """With the same events; its links lead to the whole page."""
    found = Parsed(client.get("/chart.html", buffered=True, headers=HOST).get_data(as_text=True))
    assert len(found.payload["events"]) == len(load(folder).chronology)
    links = [one.attributes["href"] for one in found.all("a", class_="to-passage")]
    assert links
    assert all(link.startswith("/#passage_") for link in links)


def test_a_change_is_on_the_next_page(client: FlaskClient, folder: Path) -> None:
    """No answer is kept from before."""
    (folder / "data" / "events.csv").write_text(
        EVENTS.replace("The first border.", "Another."), encoding="utf-8"
    )
    for address in ("/", "/chart.html"):
        assert "Another." in client.get(address, buffered=True, headers=HOST).get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        "/index.html",
        "/data/events.csv",
        "/seeds/amur.txt",
        "/assets/",
        "/assets/../app.py",
        "/_dash-layout/x",
        "/x",
    ],
)
def test_every_other_address_is_nothing(client: FlaskClient, address: str) -> None:
    """Dash alone would answer with its page."""
    assert client.get(address, buffered=True, headers=HOST).status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/chart.html", "/engine.js", "/_dash-layout", "/_dash-dependencies"]
)
def test_the_app_is_guarded(client: FlaskClient, address: str) -> None:
    """A foreign name is refused everywhere; every answer carries a policy without `unsafe` scripts."""
    assert client.get(address, buffered=True, headers={"Host": "evil.example"}).status_code == 400
    answer = client.get(address, buffered=True, headers=HOST)
    assert answer.status_code == 200
    rules = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert rules["frame-ancestors"] == "'none'"


def test_the_callback_answers_over_http(client: FlaskClient) -> None:
    """As the page asks it."""
    assert ask(client).get_json()["response"]["edition"]["data"]["problems"] == []


def ask(client: FlaskClient) -> Any:
    body = {
        "output": "edition.data",
        "outputs": {"id": "edition", "property": "data"},
        "inputs": [{"id": "clock", "property": "n_intervals", "value": 1}],
        "state": [{"id": "edition", "property": "data", "value": None}],
        "changedPropIds": ["clock.n_intervals"],
    }
    return client.post("/_dash-update-component", json=body, headers=HOST, buffered=True)


def test_an_unsound_project_is_not_served(folder: Path) -> None:
    """The command tells what `check` would."""
    (folder / "data" / "events.csv").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(Unsound):
        create_app(folder)
    with pytest.raises(FileProblem):
        create_app(folder / "nowhere")


# ── volumes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def bound(folder: Path) -> FlaskClient:
    """The app of the project, bound in volumes."""
    made: FlaskClient = create_app(folder, bound=True).server.test_client()
    return made


def manifest(client: FlaskClient, address: str = "/") -> Any:
    """What a page says of its volumes."""
    return Parsed(client.get(address, headers=HOST).get_data(as_text=True)).payload["volumes"]


def test_every_volume_is_lent_where_the_page_looks_for_it(bound: FlaskClient, folder: Path) -> None:
    """Packed for whoever can unpack it, the same for page and chart, as the export would have it."""
    told = manifest(bound)
    assert told["how"] == "fetch"
    assert manifest(bound, "/chart.html")["base"] == told["base"]
    volumes = Volumes(load(folder), "full")
    for name in volumes.names():
        plain = bound.get(told["base"] + name, headers=HOST)
        packed = bound.get(told["base"] + name, headers={**HOST, "Accept-Encoding": "br, gzip"})
        assert plain.status_code == packed.status_code == 200
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data == volumes.content(name)
        assert packed.headers["Vary"] == "Accept-Encoding"


def test_a_volume_may_be_kept_as_long_as_its_version(bound: FlaskClient) -> None:
    """By this browser alone; what is not there, and all else, is asked for again."""
    base = manifest(bound)["base"]
    answer = bound.get(base + "events-0", headers=HOST)
    assert answer.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert "'unsafe" not in answer.headers["Content-Security-Policy"].partition("style-src")[0]
    assert bound.get(base + "events-1", headers=HOST).headers["Cache-Control"] == "no-store"
    assert bound.get("/", headers=HOST).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    ["", "nothing", "events-1", "events-0/", "../index.html", "..%2f..%2fdata%2fevents.csv", "tile-0-0/x"],
)
def test_what_is_no_volume_is_nothing(bound: FlaskClient, name: str) -> None:
    assert bound.get(manifest(bound)["base"] + name, headers=HOST).status_code == 404


def test_a_volume_of_another_version_is_nothing(bound: FlaskClient, folder: Path) -> None:
    """That of the edition before is what it was, until the page that is open has fetched itself again."""
    before = manifest(bound)["base"]
    version = before.split("/")[2]
    for other in ("x", version[:-1], version + "x", version.upper() + "X"):
        assert bound.get(f"/volumes/{other}/events-0", headers=HOST).status_code == 404
    (folder / "data" / "events.csv").write_text(
        EVENTS.replace("The first border.", "Another."), encoding="utf-8"
    )
    after = manifest(bound)["base"]
    assert after != before
    assert "Another." not in bound.get(f"{before}panels-0", headers=HOST).get_data(as_text=True)
    panels = bound.get(f"{after}panels-0", headers=HOST).get_data(as_text=True)
    assert "Another." in panels


def test_a_small_edition_has_no_volumes(client: FlaskClient) -> None:
    """Neither in its payload nor at an address."""
    found = Parsed(client.get("/", headers=HOST).get_data(as_text=True))
    assert "volumes" not in found.payload
    version = found.by_id("_timeline").attributes["data-edition"]
    assert client.get(f"/volumes/{version}/events-0", headers=HOST).status_code == 404


def test_volumes_are_guarded(bound: FlaskClient) -> None:
    """Like everything else: another name, another page, another method."""
    address = manifest(bound)["base"] + "events-0"
    assert bound.get(address, headers={"Host": "evil.example"}).status_code == 400
    assert bound.get(address, headers={**HOST, "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert bound.post(address, headers=HOST).status_code == 405


# ── serving ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_serving_listens_at_one_address_and_tells_it(
    folder: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where `localhost` has two; the port that the system chose is told, and the progress shown."""
    listening: list[Any] = []

    def listen(*given: Any, **more: Any) -> Any:
        server = create_server(*given, **more)
        monkeypatch.setattr(server, "run", lambda: listening.append(server))
        return server

    said: list[str] = []
    shown: list[str] = []

    def progress(things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
        shown.append(label)
        return things

    monkeypatch.setattr("timeline.app.create_server", listen)
    serve(folder, host, 0, False, said.append, progress)
    (server,) = listening
    assert server.effective_host == "127.0.0.1"
    assert said == [f"“Two treaties” is at http://127.0.0.1:{server.effective_port}/ (Ctrl+C ends it)"]
    assert shown


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", ""])
def test_nobody_else_is_served(folder: Path, host: str) -> None:
    """What it shows is not ours to publish; nothing is read before that is sure, and no file is to blame."""
    with pytest.raises(TimelineError, match="on this computer only") as refused:
        serve(folder / "nowhere", host, 0, False, print)
    assert type(refused.value) is TimelineError


# ── what it leaves alone ──────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_written_by_reading(client: FlaskClient, folder: Path) -> None:
    """Fifty pages and fifty callbacks later every file is as it was, and there is no new one."""
    before = fingerprint(folder)
    here = fingerprint(Path(page.__file__).parent / "assets")
    for _ in range(50):
        assert client.get("/", buffered=True, headers=HOST).status_code == 200
        assert ask(client).status_code == 200
    client.get("/chart.html", buffered=True, headers=HOST)
    assert fingerprint(folder) == before
    assert fingerprint(Path(page.__file__).parent / "assets") == here


ASK = """
import sys
from timeline.app import create_app
app = create_app(sys.argv[1])
client = app.server.test_client()
host = {"Host": "127.0.0.1"}
for address in ("/", "/chart.html", "/_dash-layout", "/_dash-dependencies", "/console", "/_mcp", "/mcp"):
    answer = client.get(address, buffered=True, headers=host)
    print(address, answer.status_code, answer.headers.get("Content-Security-Policy"))
    print(answer.get_data(as_text=True))
print(app.server.debug)
"""


def test_the_environment_changes_nothing(folder: Path) -> None:
    """Not the host, not debugging, not MCP, not where scripts come from."""
    names = {
        "HOST": "0.0.0.0",
        "PORT": "9",
        "DASH_DEBUG": "true",
        "DASH_HOT_RELOAD": "true",
        "DASH_UI": "true",
        "DASH_MCP_ENABLED": "true",
        "DASH_SERVE_LOCALLY": "false",
        "DASH_URL_BASE_PATHNAME": "/elsewhere/",
        "DASH_ASSETS_EXTERNAL_PATH": "https://evil.example/",
        "FLASK_DEBUG": "1",
    }
    assert asked(folder, names) == asked(folder, {})


def asked(folder: Path, names: Mapping[str, str]) -> str:
    """What the app answers in a fresh Python with these variables."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DASH_", "FLASK_"))}
    ran = subprocess.run(
        [sys.executable, "-c", ASK, str(folder)],
        env={**plain, "PYTHONPATH": str(Path(page.__file__).parent.parent), **names},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return re.sub(r'"end_id":"[^"]*"', "", ran.stdout)  # A number that Dash draws at every start.

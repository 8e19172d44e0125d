"""The command line keeps its contract: words, exit codes, and nothing that harms a terminal."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.growth import TIMES, assert_linear
from tests.small_project import FILES, PASSAGES, edited, write
from timeline.__main__ import _progress, main
from timeline.telling import terminal

ROOT = Path(__file__).resolve().parent.parent
MISSING = edited("data/passages.csv", ("In 1858 the Treaty", "In 1859 the Treaty"))
ENTER = [sys.executable, "-m", "timeline"]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Stands in for `timeline.app`; what `serve` was called with."""
    calls: list[tuple[Any, ...]] = []
    module = ModuleType("timeline.app")
    monkeypatch.setattr(module, "serve", lambda *given: calls.append(given), raising=False)
    monkeypatch.setitem(sys.modules, "timeline.app", module)
    return calls


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def output(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_of_a_sound_project_says_what_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0, and what was read; that both events rest on one source is told before."""
    assert main(["check", str(write(tmp_path))]) == 0
    said = "2 events, 3 passages, 1 source: every quote stands in its source; 2 warnings"
    *told, last, end = output(capsys)[0].split("\n")
    assert (last, end) == (f"{said} (to record where: timeline check --accept)", "")
    assert [": warning[one-source]: " in line for line in told] == [True, False] * 2


def test_check_prints_findings_as_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`file:line:column: severity[code]: message`, the hint indented below, a summary, exit 1."""
    assert main(["check", str(write(tmp_path, MISSING))]) == 1
    first, hint, summary, end = output(capsys)[0].split("\n")[-4:]
    assert first == (
        "data/passages.csv:3:15: error[quote-missing]: "
        "these words do not stand in seeds/amur.txt: “In 1859 the Treaty of Aigun”"
    )
    assert re.match(r"    the nearest text is “In 1858 the Treaty of Aigun” .* at seeds/amur.txt:2:1$", hint)
    assert (summary, end) == ("2 events, 2 passages, 1 source: 1 error and 2 warnings", "")


def test_many_warnings_of_one_sort_are_counted_unless_all_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five of a sort stand each, the others in one line; errors, and all with `--all` or in JSON."""
    texts: dict[str, str | bytes | None] = {f"seeds/{n}.txt": "x" for n in range(9)}
    passages = FILES["data/passages.csv"] + "".join(
        f"x{n},aigun,amur,no such words {n},,,mentions,,,,,,\n" for n in range(9)
    )
    project = str(write(tmp_path, {**texts, "data/passages.csv": passages}))
    printed = []
    for more in ([], ["--all"], ["--format", "json"], ["--format", "github"]):
        assert main(["check", project, *more]) == 1
        printed.append(output(capsys)[0])
    assert [out.count("quote-missing") for out in printed] == [9] * 4
    assert [out.count("]: no row of data/sources.csv") for out in printed[:2]] == [5, 9]
    assert [out.count("source-undescribed") for out in printed[2:]] == [9, 9]
    *_, counted, summary, _ = printed[0].split("\n")
    assert counted == "… and 4 more warnings [source-undescribed] (see them: timeline check --all)"
    assert summary == printed[1].split("\n")[-2] == "2 events, 3 passages, 1 source: 9 errors and 11 warnings"


def test_warnings_alone_are_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is told, and the exit code stays 0."""
    assert main(["check", str(write(tmp_path, {"seeds/b.txt": "b"}))]) == 0
    assert output(capsys)[0].endswith(
        "every quote stands in its source; 3 warnings (to record where: timeline check --accept)\n"
    )


def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts and findings with exactly the promised keys."""
    assert main(["check", str(write(tmp_path, MISSING)), "--format", "json"]) == 1
    told = json.loads(output(capsys)[0])
    assert {key: told[key] for key in ("events", "passages", "sources")} == {
        "events": 2,
        "passages": 2,
        "sources": 1,
    }
    finding = told["findings"][-1]
    assert list(finding) == ["file", "line", "column", "code", "severity", "message", "hint"]
    assert (finding["file"], finding["line"], finding["code"]) == ("data/passages.csv", 3, "quote-missing")


def test_check_as_github_annotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One workflow command a finding, line breaks and percent signs escaped."""
    monkeypatch.chdir(tmp_path)
    changes = edited("data/passages.csv", ("In 1858 the Treaty", "100% ::error:: In 1859 the Treaty"))
    assert main(["check", str(write(tmp_path, changes)), "--format", "github"]) == 1
    out = output(capsys)[0]
    assert "\n::error file=data/passages.csv,line=3,col=" in out
    assert all(line.startswith(("::error file=", "::warning file=")) for line in out.splitlines())
    assert "100%25 " in out
    assert "%0A" in out


@pytest.mark.parametrize(
    ("here", "project", "file"),
    [
        ("", "desk/project", "desk/project/data/passages.csv"),
        ("desk", "project", "project/data/passages.csv"),
        ("desk", "{}/desk/project", "project/data/passages.csv"),
        ("desk/project", ".", "data/passages.csv"),
        ("other", "../desk/project/", "../desk/project/data/passages.csv"),
    ],
)
def test_github_finds_the_file_from_where_the_command_runs(
    here: str,
    project: str,
    file: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Wherever the project is, and however its folder is written."""
    write(tmp_path / "desk" / "project", MISSING)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / here)
    assert main(["check", project.format(tmp_path), "--format", "github"]) == 1
    assert f"\n::error file={file},line=3," in output(capsys)[0]


def test_the_current_folder_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without PROJECT, the project is where one stands."""
    monkeypatch.chdir(write(tmp_path))
    assert main(["check"]) == 0
    assert "2 events" in output(capsys)[0]


# ── wrong commands ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["draw"], ["check", "--format", "xml"], ["serve", "--port", "http"], ["serve", "--port", "65536"],
        ["serve", "--port", "-1"], ["export", "--publish", "none"], ["init"],
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_command_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the usage and one sentence."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert output(capsys)[1].startswith("usage: timeline")


@pytest.mark.parametrize("command", ["check", "export", "serve"])
def test_a_missing_project_exits_2(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that says what a project is."""
    more = ["--no-open", "--port", "0"] if command == "serve" else []
    assert main([command, str(tmp_path / "nothing"), *more]) == 2
    out, error = output(capsys)
    assert out == ""
    assert re.fullmatch(r"timeline: there is no folder .*nothing: a project is a folder .*\n", error)


@pytest.mark.parametrize("command", ["export", "serve"])
def test_unsound_data_exit_1_with_all_findings(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is drawn, and all findings are shown as `check` shows them."""
    more = ["--no-open", "--port", "0"] if command == "serve" else ["-o", str(tmp_path / "site")]
    assert main([command, str(write(tmp_path / "p", MISSING)), *more]) == 1
    out, error = output(capsys)
    assert "data/passages.csv:3:15: error[quote-missing]" in out
    assert error == "timeline: nothing was made: mend the errors above, then try again\n"
    assert not (tmp_path / "site").exists()


# ── init and export ───────────────────────────────────────────────────────────────────────────────────────


def test_init_then_check_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first two commands of a newcomer succeed; the third does not overwrite."""
    folder = str(tmp_path / "mine")
    assert main(["init", folder]) == 0
    assert f"timeline serve {folder}" in output(capsys)[0]
    assert main(["check", folder]) == 0
    assert main(["init", folder]) == 2
    assert "not empty" in output(capsys)[1]


def test_export_writes_where_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options reach `export`, its files are named, and warnings go to standard error."""
    calls: list[tuple[Any, ...]] = []

    def export(
        edition: Any,
        folder: Path,
        *,
        single: bool,
        publish: str | None,
        language: str | None,
        progress: Any,
    ) -> tuple[Path, ...]:
        assert progress is _progress
        calls.append((edition.title, folder, single, publish, language))
        return (folder / "index.html", folder / "chart.html")

    module = ModuleType("timeline.export")
    monkeypatch.setattr(module, "export", export, raising=False)
    monkeypatch.setitem(sys.modules, "timeline.export", module)
    project = write(tmp_path / "p", {"seeds/b.txt": "b"})
    options = ["-o", str(tmp_path / "x"), "--single", "--publish", "quotes", "--language", "ru"]
    assert main(["export", str(project), *options]) == 0
    assert calls == [("Two treaties", tmp_path / "x", True, "quotes", "ru")]
    out, error = output(capsys)
    assert out.splitlines() == [str(tmp_path / "x" / "index.html"), str(tmp_path / "x" / "chart.html")]
    assert "source-undescribed" in error
    assert main(["export", str(project)]) == 0
    assert calls[1] == ("Two treaties", Path("site/"), False, None, None)


# ── serve ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_serve_passes_its_options_on(app: list[tuple[Any, ...]], tmp_path: Path) -> None:
    """Host, port and browser as told."""
    assert main(["serve", str(tmp_path), "--host", "localhost", "--port", "0", "--no-open"]) == 0
    assert app[0][:4] == (tmp_path, "localhost", 0, False)
    assert app[0][5] is _progress


def test_serve_listens_on_this_computer_only_unless_told(
    app: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment says."""
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setattr("timeline.ports.free", lambda host, port: True)
    assert main(["serve"]) == 0
    assert app[0][:4] == (Path("."), "127.0.0.1", 8050, True)


def test_a_taken_port_is_told_with_a_free_one(
    app: list[tuple[Any, ...]], taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the next free port as a command to copy."""
    assert main(["serve", "--port", str(taken)]) == 2
    assert app == []
    error = output(capsys)[1]
    found = re.search(
        r"is taken, perhaps by another timeline; port (\d+) is free: timeline serve --port \1\n", error
    )
    assert found
    assert int(found.group(1)) > taken
    assert main(["serve", "my project", "--host", "localhost", "--port", str(taken)]) == 2
    hint = rf"timeline serve 'my project' --host localhost --port {found.group(1)}\n"
    assert re.search(hint, output(capsys)[1])


def test_a_port_taken_at_the_last_moment_is_told_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between the look and the listening somebody else may come."""

    def serve(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    module = ModuleType("timeline.app")
    monkeypatch.setattr(module, "serve", serve, raising=False)
    monkeypatch.setitem(sys.modules, "timeline.app", module)
    assert main(["serve", "--port", "0"]) == 2
    assert "is taken" in output(capsys)[1]


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "a" * 300, ""])
def test_an_address_of_another_computer_is_told(
    host: str, app: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit 2, and no server."""
    assert main(["serve", "--host", host, "--port", "18077"]) == 2
    assert re.fullmatch(r"timeline: .* is no address of this computer.*\n", output(capsys)[1])
    assert app == []


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("problem", "code", "error"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "site/x"),
            2,
            "timeline: No space left on device (site/x)\n",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), 2, "timeline: Permission denied\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["full disk", "no permission", "Ctrl+C"],
)
def test_what_stops_a_command_is_one_line(
    problem: BaseException,
    code: int,
    error: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No traceback for a full disk, a missing permission or an impatient user."""

    def stop(*_: object) -> None:
        raise problem

    monkeypatch.setattr("timeline.check.check", stop)
    assert main(["check"]) == code
    assert output(capsys) == ("", error)


def test_a_fault_of_the_program_is_kept_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user sees one line that names the file, and the file holds the traceback."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("timeline.check.check", fail)
    assert main(["check"]) == 2
    out, error = output(capsys)
    assert (out, error.count("\n")) == ("", 1)
    (log,) = tmp_path.iterdir()
    assert str(log) in error
    assert "ZeroDivisionError: a bug" in log.read_text()


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--format", "json"], ["check", "--format", "github"], ["export"]]
)
def test_a_reader_who_leaves_is_no_fault(tmp_path: Path, arguments: list[str]) -> None:
    """`timeline check | head -1` says nothing on standard error, and nothing of the data in its exit code."""
    rows = "".join(f"p{n},aigun,amur,not there {n},,,,,,,,,\n" for n in range(1_200))
    project = write(tmp_path, {"data/passages.csv": PASSAGES + rows})
    command = subprocess.Popen(
        [*ENTER, *arguments, project], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait() == 141


# ── terminals ─────────────────────────────────────────────────────────────────────────────────────────────


def test_terminal_escapes_what_could_steer() -> None:
    """Control, bidirectional and invisible characters and lone surrogates; nothing else."""
    assert terminal("\x1b[31m\x07\x9b\n\u202e\u200b\ud800\U000e0041") == (
        "\\x1b[31m\\x07\\x9b\\x0a\\u202e\\u200b\\ud800\\U000e0041"
    )
    assert terminal("“Größe” 条约 ½ 😀 \u00a0") == "“Größe” 条约 ½ 😀 \u00a0"


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_no_byte_of_the_data_reaches_the_terminal_raw(
    style: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A hostile cell, file name or title is printed without one control character."""
    evil = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127, *range(0x80, 0xA0), 0x202E]))
    changes = edited(
        "data/passages.csv", ("a2,aigun,", f"a2,{evil},"), ("In 1858", f'"{evil}1858'), ("a1,", f"{evil},")
    )
    project = write(tmp_path, changes)
    (project / "seeds" / "\x1b]0;evil\x07\x9b.txt").write_text("x")
    (project / "seeds" / os.fsdecode(b"\xff\x1b.txt")).write_text("x")
    assert main(["check", str(project), "--format", style]) == 1
    captured = capfdbinary.readouterr()
    text = (captured.out + captured.err).decode("utf-8", "backslashreplace")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "x1b" in text or "u001b" in text


# ── speed ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_comes_at_once_and_imports_nothing_heavy() -> None:
    """Not even this package's own rules."""
    code = (
        "import sys\nfrom timeline.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'plotly', 'dash', 'tqdm', 'timeline.check', 'timeline.edition'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("usage: timeline [-h] COMMAND")
    assert done.stdout.rstrip().endswith("[]")


def many(folder: Path, count: int) -> Path:
    """A project of so many events, each with its own quote, fifty to a source."""
    sentences = [
        f"In {1000 + n} the parties of number {n} met and signed a treaty of peace." for n in range(count)
    ]
    header = "id,title,date,evidence,kind,summary\n"
    events = "".join(
        f'e{n},Treaty {n},{1000 + n},stated,treaty,"{"They met, and signed. " * 8}."\n' for n in range(count)
    )
    passages = "id,event,source,exact,property,value\n" + "".join(
        f"p{n},e{n},s{n // 50},{sentence},date,{1000 + n}\n" for n, sentence in enumerate(sentences)
    )
    sources = range(count // 50)
    changes: dict[str, str | bytes | None] = {
        "data/events.csv": header + events,
        "data/passages.csv": passages,
        "data/sources.csv": "id,title,file\n" + "".join(f"s{n},Source {n},s{n}.txt\n" for n in sources),
        "seeds/amur.txt": None,
    }
    changes |= {f"seeds/s{n}.txt": "\n".join(sentences[50 * n : 50 * n + 50]) for n in sources}
    folder.mkdir()
    return write(folder, changes)


def test_the_time_of_a_check_grows_with_the_events_and_no_faster(tmp_path: Path) -> None:
    """Each with a quote, fifty quotes to a source; and all of them are sound."""
    from timeline.check import Report, check

    reports: list[Report] = []

    def prepared(count: int) -> Callable[[], object]:
        project = many(tmp_path / f"{count}-{len(reports)}", count)
        return lambda: reports.append(check(project))

    assert_linear(prepared, 50)
    for report, count in ((reports[0], 50), (reports[-1], 50 * TIMES)):
        assert (len(report.events), len(report.passages)) == (count, count)
        assert {finding.code for finding in report.findings} == {"one-source"}


# ── date ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "edtf"),
    [
        (["27", "Aug", "1689", "OS"], "1689-08-27 (level 0)"),
        (["-0043-03-15"], "-0043-03-15 (level 1)"),
        (["-0043/..", "--format", "text"], "-0043/.. (level 1)"),
        (["--calendar", "julian", "--year-start", "03-25", "1648-01-30"], "1648-01-30 (level 0)"),
    ],
)
def test_date_explains_a_date(arguments: list[str], edtf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In several words, and before our era: a minus sign begins a year, not an option."""
    assert main(["date", *arguments]) == 0
    out, err = output(capsys)
    assert f"  EDTF          {edtf}\n" in out
    assert err == ""


def test_date_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    """An object of a date, and one of a text that is none, which is exit 1."""
    assert main(["date", "44", "BC", "--format", "json"]) == 0
    assert json.loads(output(capsys)[0])["edtf"] == "-0043"
    assert main(["date", "12/04/1985", "--format", "json"]) == 1
    assert "4 December 1985" in json.loads(output(capsys)[0])["error"]["reason"]


def test_date_points_at_what_is_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, on stderr, with the place; and nothing that steers the terminal."""
    assert main(["date", "1689", "\x1b]0;x\x07"]) == 1
    out, err = output(capsys)
    assert out == ""
    assert err.split("\n")[:2] == [
        "1689 \\x1b]0;x\\x07",
        "     ^ the character U+001B has no place in a date",
    ]


@pytest.mark.parametrize("arguments", [[], ["1689", "--calendar", "lunar"], ["1689", "--format", "github"]])
def test_date_refuses_wrong_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, with the usage."""
    with pytest.raises(SystemExit) as caught:
        main(["date", *arguments])
    assert caught.value.code == 2
    assert "usage: timeline date" in output(capsys)[1]

"""The command line: `timeline serve`, `export`, `check` and `init`.

The only module that prints, and the only one that decides on an exit code: 0 fine, 1 the data have findings,
2 the command was wrong or a file is missing. Nothing heavy is imported before a command needs it, so that
`--help` comes at once. Whatever comes from data is made harmless before a terminal sees it: an escape
sequence in a cell could otherwise rewrite the screen, or the window's title.
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import re
import shlex
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO, TypeVar

from timeline.errors import Finding, TimelineError, Unsound
from timeline.languages import LANGUAGES

FINE, FINDINGS, WRONG = 0, 1, 2
"""The three exit codes."""
INTERRUPTED = 130
"""What a shell expects of a command that Ctrl+C ended; `serve` ends so by design, and is fine."""
UNHEARD = 141
"""What a shell expects of a command whose reader has gone: it must not pass for a verdict on the data."""

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_GITHUB = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
LOCAL = "127.0.0.1"
"""This computer, by the address that means the same everywhere."""
_PORTS_TRIED = 50
_HIGHEST_PORT = 65535

Thing = TypeVar("Thing")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Never a traceback for anybody's data."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show “ shows an escape instead of ending the program.
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return _ended(options)
    except BrokenPipeError:
        # Whoever read our output has gone (`timeline check | head`): leave quietly, at exit too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD


def _ended(options: argparse.Namespace) -> int:
    """Run the command and tell what stopped it; the exit code. Only a broken pipe is left to the caller."""
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except Unsound as problem:
        _print_findings(problem.findings)
        _fail("nothing was drawn: mend the errors above, then try again")
        return FINDINGS
    except TimelineError as problem:
        return _fail(str(problem))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as problem:
        return _fail(_told(problem))
    except Exception:
        # The last resort: a fault of ours, kept in a file for whoever mends it.
        return _fail(f"this program has a fault; what it was doing is noted in {_noted()}")


def terminal(text: str) -> str:
    """`text` with every character that could steer a terminal, or hide in it, written as an escape."""
    return _UNPRINTABLE.sub(lambda match: _escape(match.group()), text)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _say(text: str) -> None:
    print(terminal(text), flush=True)


def _fail(message: str) -> int:
    sys.stdout.flush()
    print(f"timeline: {terminal(message)}", file=sys.stderr)
    return WRONG


def _told(problem: OSError) -> str:
    where = f" ({problem.filename})" if problem.filename is not None else ""
    return f"{problem.strerror or problem}{where}"


def _noted() -> str:
    """Where the traceback was written: a file of this user's own."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="timeline-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            traceback.print_exc(file=file)
            return file.name
    except OSError:
        return "no file, because none could be written"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="timeline",
        description="A timeline in which every mark is a quotation you can check.",
        epilog="Exit code: 0 fine, 1 the data have findings, 2 the command was wrong or a file is missing.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    serve = commands.add_parser(
        "serve", help="show the timeline in the browser, and follow changes of the files"
    )
    _project(serve)
    serve.add_argument(
        "--host", default=LOCAL, help="address to listen on (default: %(default)s, this computer)"
    )
    serve.add_argument("--port", type=_port, default=8050, help="port to listen on (default: %(default)s)")
    serve.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=True, help="open the browser (default: yes)"
    )
    _language(serve)
    serve.set_defaults(command=_serve)
    export = commands.add_parser("export", help="write the timeline as static HTML that works offline")
    _project(export)
    export.add_argument(
        "-o", "--output", default="site/", metavar="DIR", help="folder to write (default: %(default)s)"
    )
    export.add_argument("--single", action="store_true", help="make each page one self-contained file")
    export.add_argument(
        "--publish", choices=("full", "quotes"), help="show this much of every source, whatever its row says"
    )
    _language(export)
    export.set_defaults(command=_export)
    check = commands.add_parser(
        "check", help="prove that every quote stands in its source, and list all faults"
    )
    _project(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how to print (default: %(default)s)",
    )
    check.set_defaults(command=_check)
    init = commands.add_parser("init", help="write a small project to begin with")
    init.add_argument("folder", metavar="DIR", help="a new or empty folder")
    init.set_defaults(command=_init)
    return parser


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "project",
        nargs="?",
        default=".",
        metavar="PROJECT",
        help="folder that holds data/ and seeds/ (default: the current folder)",
    )


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, help="language in which the page opens (default: the project's)"
    )


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{terminal(text)!r} is no port: a number from 0 to {_HIGHEST_PORT}")
    return int(text)


# ── the commands ──────────────────────────────────────────────────────────────────────────────────────────


def _serve(options: argparse.Namespace) -> int:
    if options.port and not _free(options.host, options.port):
        raise TimelineError(_taken(options))
    from timeline.app import serve

    try:
        serve(
            Path(options.project), options.host, options.port, options.open, _say, _progress, options.language
        )
    except KeyboardInterrupt:
        return FINE
    except OSError as problem:
        if problem.errno != errno.EADDRINUSE:
            raise
        raise TimelineError(_taken(options)) from problem
    return FINE


def _free(host: str, port: int) -> bool:
    """Whether a server could listen there now; an address that is wrong in itself is told by OSError."""
    host = LOCAL if host == "localhost" else host  # As `serve` takes it, wherever else it may lead.
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as problem:
        raise TimelineError(f"{host!r} is no address of this computer") from problem
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            # As servers do: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as problem:
            raise TimelineError(
                f"port {port} is not allowed to you: ports below 1024 belong to the system"
            ) from problem
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return False
            raise TimelineError(f"{host!r} is no address of this computer: {problem.strerror}") from problem
    return True


def _taken(options: argparse.Namespace) -> str:
    """That the port is taken, and the same command with one that is not."""
    host, port = options.host, options.port
    higher = range(port + 1, min(port + _PORTS_TRIED, _HIGHEST_PORT) + 1)
    other = next((candidate for candidate in higher if _free(host, candidate)), None)
    command = ["timeline", "serve"] + ([] if options.project == "." else [options.project])
    command += ([] if host == LOCAL else ["--host", host]) + ["--port", str(other)]
    hint = f"; port {other} is free: {shlex.join(command)}" if other else ""
    return f"port {port} of {host} is taken, perhaps by another timeline{hint}"


def _export(options: argparse.Namespace) -> int:
    from timeline.edition import load

    edition = load(options.project, progress=_progress)
    from timeline.export import export

    written = export(
        edition,
        Path(options.output),
        single=options.single,
        publish=options.publish,
        language=options.language,
    )
    _print_findings(edition.warnings, sys.stderr)
    for path in written:
        _say(str(path))
    return FINE


def _check(options: argparse.Namespace) -> int:
    from timeline.check import check

    # Nothing read here is garbage: to look for some in a million cells takes a fifth of the time.
    gc.disable()
    try:
        report = check(options.project, _progress)
    finally:
        gc.enable()
    counts = {"events": len(report.events), "passages": len(report.passages), "sources": len(report.sources)}
    if options.format == "json":
        print(json.dumps(counts | {"findings": [asdict(finding) for finding in report.findings]}, indent=2))
    elif options.format == "github":
        for finding in report.findings:
            print(_github(finding, options.project))
    else:
        _print_findings(report.findings)
        _say(_summary(counts, report.findings))
    return FINE if report.sound else FINDINGS


def _init(options: argparse.Namespace) -> int:
    from timeline.starter import begin

    for path in begin(options.folder):
        _say(str(path))
    _say(f"Next: timeline serve {options.folder}")
    return FINE


# ── what is said ──────────────────────────────────────────────────────────────────────────────────────────


def _print_findings(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    for finding in findings:
        place = f"{finding.file}:{finding.line}:{finding.column}"
        text = f"{terminal(place)}: {finding.severity}[{finding.code}]: {terminal(finding.message)}"
        if finding.hint:
            text += f"\n    {terminal(finding.hint)}"
        print(text, file=stream)


def _github(finding: Finding, project: str) -> str:
    """A workflow command: an annotation at the line, in the review of a change.

    GitHub looks for the file from the folder in which the command runs, which is seldom the project's.
    """
    try:
        file = Path(os.path.relpath(Path(project, finding.file))).as_posix()
    except ValueError:  # On another drive than the current folder.
        file = Path(project, finding.file).as_posix()
    text = finding.message + (f"\n{finding.hint}" if finding.hint else "")
    place = f"file={_property(file)},line={finding.line},col={finding.column}"
    data = "".join(_GITHUB[c] if c in "%\r\n" else c for c in "\n".join(map(terminal, text.split("\n"))))
    return f"::{finding.severity} {place},title={finding.code}::{data}"


def _property(text: str) -> str:
    return "".join(_GITHUB.get(character, character) for character in terminal(text))


def _summary(counts: dict[str, int], findings: Sequence[Finding]) -> str:
    held = ", ".join(f"{number:,} {name if number != 1 else name[:-1]}" for name, number in counts.items())
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return f"{held}: every quote stands in its source"
    faults = [
        f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n
    ]
    return f"{held}: {' and '.join(faults)}"


def _progress(things: Iterable[Thing], label: str, total: int) -> Iterable[Thing]:
    """A bar on work that takes longer than a second, on a terminal only, beside the output."""
    import threading

    from tqdm import tqdm

    # Its usual lock is one between processes, for which it writes a file outside the project.
    tqdm.set_lock(threading.RLock())
    bar: Iterable[Thing] = tqdm(things, label, total, delay=1, disable=None, leave=False, file=sys.stderr)
    return bar


if __name__ == "__main__":
    sys.exit(main())

"""The command line: `timeline serve`, `export`, `check`, `date`, `cite`, `annotations` and `init`.

The only module that prints, and the only one that decides on an exit code: 0 fine, 1 the data have findings,
2 the command was wrong or a file is missing. Nothing heavy is imported before a command needs it, so that
`--help` comes at once. Whatever comes from data is made harmless before a terminal sees it: an escape
sequence in a cell could otherwise rewrite the screen, or the window's title.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import shlex
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO, TypeVar

from timeline import arguments, ports, standard_forms
from timeline.errors import DateError, Finding, TimelineError, Unsound
from timeline.telling import as_json, as_lines, as_record, github, summary, terminal

FINE, FINDINGS, WRONG = 0, 1, 2
"""The three exit codes."""
INTERRUPTED = 130
"""What a shell expects of a command that Ctrl+C ended; `serve` ends so by design, and is fine."""
UNHEARD = 141
"""What a shell expects of a command whose reader has gone: it must not pass for a verdict on the data."""

Thing = TypeVar("Thing")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Never a traceback for anybody's data."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show “ shows an escape instead of ending the program.
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _leave)
    words = list(sys.argv[1:] if words is None else words)
    options = _parser().parse_args(arguments.in_order(words))
    try:
        return _ended(options)
    except BrokenPipeError:
        # Whoever read our output has gone (`timeline check | head`): leave quietly, at exit too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD


def _leave(number: int, frame: object) -> NoReturn:
    """End as Ctrl+C does, so that no helper goes on and nothing half made stays."""
    raise SystemExit(128 + number)


def _ended(options: argparse.Namespace) -> int:
    """Run the command and tell what stopped it; the exit code. Only a broken pipe is left to the caller."""
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except Unsound as problem:
        _print_findings(problem.findings)
        _fail("nothing was made: mend the errors above, then try again")
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
    arguments.serve(commands, _serve)
    arguments.export(commands, _export)
    arguments.check(commands, _check)
    arguments.coverage(commands, _coverage)
    arguments.date(commands, _date)
    standard_forms.add(commands, arguments.project, _form)
    arguments.init(commands, _init)
    return parser


# ── the commands ──────────────────────────────────────────────────────────────────────────────────────────


def _serve(options: argparse.Namespace) -> int:
    if options.port and not ports.free(options.host, options.port):
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


def _taken(options: argparse.Namespace) -> str:
    """That the port is taken, and the same command with one that is not."""
    host, port = options.host, options.port
    other = ports.another(host, port)
    command = ["timeline", "serve"] + ([] if options.project == "." else [options.project])
    command += ([] if host == ports.LOCAL else ["--host", host]) + ["--port", str(other)]
    hint = f"; port {other} is free: {shlex.join(command)}" if other else ""
    return f"port {port} of {host} is taken, perhaps by another timeline{hint}"


def _export(options: argparse.Namespace) -> int:
    from timeline.edition import load

    edition = load(options.project, progress=_progress)
    folder, language = Path(options.output), options.language
    written: tuple[Path, ...]
    if options.svg:
        from timeline.export import export_picture

        written = (export_picture(edition, folder, language=language, progress=_progress),)
    else:
        from timeline.export import export

        single, publish = options.single, options.publish
        written = export(
            edition, folder, single=single, publish=publish, language=language, progress=_progress
        )
    _print_findings(edition.warnings, sys.stderr)
    for path in written:
        _say(str(path))
    return FINE


def _check(options: argparse.Namespace) -> int:
    from timeline.acceptance import accept, hindrances
    from timeline.check import check

    # Nothing read here is garbage: to look for some in a million cells takes a fifth of the time.
    gc.disable()
    try:
        report = (accept if options.accept else check)(options.project, _progress)
    finally:
        gc.enable()
    counts = {"events": len(report.events), "passages": len(report.passages), "sources": len(report.sources)}
    if options.format == "json":
        told = counts | {"findings": [as_record(finding) for finding in report.findings]}
        print(as_json(told, sys.stdout.encoding))
    elif options.format == "github":
        for finding in report.findings:
            print(github(finding, options.project))
    else:
        _print_findings(report.findings, every=options.all)
        _say(summary(counts, report.findings, recorded=report.lock.exists))
    if options.accept and hindrances(report):
        _fail("nothing was accepted: mend the errors first, then accept what has changed")
    return FINE if report.sound else FINDINGS


def _coverage(options: argparse.Namespace) -> int:
    from timeline import coverage_told
    from timeline.edition import load

    report = load(options.project, progress=_progress).coverage
    if options.format == "json":
        print(as_json(coverage_told.as_json(report), sys.stdout.encoding))
    else:
        for line in coverage_told.as_lines(report):
            _say(line)
    return FINE


def _date(options: argparse.Namespace) -> int:
    from timeline import explain

    text = " ".join(options.text).strip()
    try:
        explanation = explain.explain(text, options.calendar, options.year_start)
    except DateError as problem:
        if options.format == "json":
            print(as_json(explain.refused_as_json(text, problem), sys.stdout.encoding))
        else:
            print(*explain.refused_as_lines(text, problem, terminal), sep="\n", file=sys.stderr)
        return FINDINGS
    if options.format == "json":
        print(as_json(explain.as_json(explanation), sys.stdout.encoding))
    else:
        for line in explain.as_lines(explanation):
            _say(line)
    return FINE


def _form(options: argparse.Namespace) -> int:
    outcome: standard_forms.Outcome = options.form(options)
    for line in outcome.lines:
        print(terminal(line))
    for note in outcome.notes:
        print(f"timeline: {terminal(note)}", file=sys.stderr)
    return outcome.code


def _init(options: argparse.Namespace) -> int:
    from timeline.starter import begin

    for path in begin(options.folder):
        _say(str(path))
    _say(f"Next: timeline serve {options.folder}")
    return FINE


# ── what is said ──────────────────────────────────────────────────────────────────────────────────────────


def _print_findings(findings: Iterable[Finding], stream: TextIO | None = None, every: bool = False) -> None:
    for line in as_lines(findings, every=every):
        print(line, file=stream)


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

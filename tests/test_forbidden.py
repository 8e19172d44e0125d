"""What must not stand in the files: calls that let a text become code, and addresses nobody should see.

Nobody's text is ever HTML. Each of these calls has once been measured to run a stranger's script, to open the
server to strangers, or to lose rows without a word; so none of them may appear, whatever surrounds it.
Comments and docstrings may name them, to say why not.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MARKUP = r"\bMarkup\(|\bimport Markup\b"
THE_VOICE = "timeline/voice.py"
"""The one room that may make markup in Python: it escapes all that it says (tests/test_voice.py tries it)."""

UNSAFE = {
    r"dangerously_allow_html": "a Markdown text could bring its own frames",
    r"(?i)\bsrcdoc\b": "a text would become a page",
    MARKUP: "a text would pass the templates without being escaped",
    r"\b(inner|outer|insertAdjacent)HTML\b|\bsetHTMLUnsafe\b": "a text would become elements",
    r"\bcreateContextualFragment\b": "a text would become elements",
    r"\bdocument\.write(ln)?\b": "a text would become elements",
    r"(?<![\w.])eval\(|\bnew Function\b|(?<![\w.])exec\(|\bset(Timeout|Interval)\(\s*[\"'`]": (
        "a text would become a program"
    ),
    r"mathjax\s*=\s*(True|['\"])|\binclude_mathjax\b": "a dollar sign in a title could break the page",
    r"\bdebug\s*=\s*True\b": "every error would show a console to whoever asks",
    r"\bhost\s*=\s*['\"](0\.0\.0\.0|::)?['\"]": "the whole network could reach the app",
    r"\benable_mcp\s*=\s*True\b": "the app would answer questions that no page asks",
    r"\bread_csv\b": "it takes most faults of a table without a word; timeline.tables is the front door",
    r"\.splitlines\(": "it also breaks lines where no editor does; split at line feeds",
    r"\bshell\s*=\s*True\b|\bos\.(system|popen)\(": "a file name would become a command",
    r"\bpickle\.loads?\(|\byaml\.load\(|\.extractall\(": "a file could run code, or write where it likes",
}
"""Pattern → what would happen."""

UNSAFE_IN_TEMPLATES = {
    r"\bjson\.dumps\b|\bdumps\(": "it leaves < as it is, and </script> ends the page; use |tojson",
    r"\bautoescape\s+false\b": "texts would become elements",
    r"\son[a-z]+\s*=\s*[\"']": "the Content-Security-Policy forbids it, and data could stand in it",
}

LEAKS = {
    r"(?<![\w.~:/>-])/(root|work|home/[a-z]\w*|Users/\w+|opt/pypi[\w-]*)(/|(?=[\s'\"]))": (
        "a path of somebody's machine"
    ),
    r"\b[A-Z]:\\+Users\\": "a path of somebody's machine",
    r"\bregistry\.(npmjs|yarnpkg)\.|\b(test\.)?pypi\.org\b|\bfiles\.pythonhosted\.|\bdeb\.debian\.": (
        "the address of a package registry"
    ),
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----": "a private key",
    r"\bAKIA[0-9A-Z]{16}\b|\bgh[oprsu]_\w{36}|\bgithub_pat_\w{22}": "somebody's key",
    r"\bnpm_\w{36}|\bpypi-\w{32}|\bxox[abprs]-\w{10}": "somebody's key",
}


def without_remarks(file: str, text: str) -> str:
    """The text of a file of code with its comments and docstrings blanked, every line in its place."""
    if file.endswith(".py"):
        return python_without_remarks(text)
    if file.endswith((".js", ".css")):
        pattern = r"/\*.*?\*/|(?m:^\s*//.*$)|(?m:(?<=[\s;{}(),])//\s.*$)"
    else:
        pattern = r"\{#.*?#\}|<!--.*?-->"
    return re.sub(pattern, lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)


def python_without_remarks(text: str) -> str:
    """Python's own tokens and tree say what is a comment and what a docstring."""
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0] - 1] = lines[token.start[0] - 1][: token.start[1]]
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            last = node.end_lineno or node.lineno
            lines[node.lineno - 1 : last] = [""] * (last - node.lineno + 1)
    return "\n".join(lines)


def hits(rules: dict[str, str], file: str, text: str) -> Iterator[str]:
    """Every place that breaks a rule, as `file:line: what stands there: why not`."""
    for pattern, reason in rules.items():
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{file}:{line}: {found[0].strip()}: {reason}"


def unescaped_templates(file: str, text: str) -> Iterator[str]:
    """Every Jinja environment made without autoescape, which is Jinja's own default."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            "Environment",
            "Template",
        }:
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            if not given.get("autoescape", "").startswith(("True", "select_autoescape(")):
                yield f"{file}:{node.lineno}: {ast.unparse(node)}: texts would become elements"


def unsafe(file: str, text: str) -> list[str]:
    """Everything in a file of code that must not stand there."""
    code = without_remarks(file, text)
    rules = {pattern: why for pattern, why in UNSAFE.items() if (pattern, file) != (MARKUP, THE_VOICE)}
    found = list(hits(rules, file, code))
    if file.endswith(".py"):
        found += unescaped_templates(file, text)
    if file.endswith((".html", ".jinja", ".j2")):
        found += hits(UNSAFE_IN_TEMPLATES, file, code)
    return found


def code_files() -> list[Path]:
    """All code of the house; what npm brought is not ours."""
    kinds = {".py", ".js", ".css", ".html", ".jinja", ".j2", ".svg"}
    files = (file for file in sorted((ROOT / "timeline").rglob("*")) if file.suffix in kinds)
    return [file for file in files if "vendor" not in file.parts]


def tracked_files() -> list[str]:
    """Every file in the repository but the articles, which are evidence and stay as they are."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a clone: there is no list of files to look through")
    names = (name for name in done.stdout.split("\0") if name and not name.startswith("seeds/"))
    return [name for name in names if (ROOT / name).is_file()]


def test_no_unsafe_call_in_the_house() -> None:
    """No file of the program holds a call that lets data become code."""
    files = code_files()
    assert files
    found = [
        line
        for file in files
        for line in unsafe(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_no_file_names_a_machine_a_registry_or_a_secret() -> None:
    """Nothing in the repository tells whose machine it came from, or where packages are fetched."""
    files = tracked_files()
    assert "requirements.lock" in files
    texts = ((name, (ROOT / name).read_bytes().decode("utf-8", "replace")) for name in files)
    found = [line for name, text in texts for line in hits(LEAKS, name, text)]
    assert not found, "\n".join(found)


SAMPLES = [
    ("a.py", "dcc.Markdown(text, dangerously_allow_html=True)"),
    ("a.py", "html.Iframe(srcDoc=text)"),
    ("a.html", "<iframe srcdoc='{{ text }}'></iframe>"),
    ("a.py", "Markup(text)"),
    ("a.py", "from markupsafe import Markup"),
    ("a.js", "node.innerHTML = text;"),
    ("a.js", "x(); node.outerHTML = text; // quick"),
    ("a.js", "node.insertAdjacentHTML('beforeend', text)"),
    ("a.js", "document.write(text)"),
    ("a.js", "eval(text)"),
    ("a.py", "x = eval(text)"),
    ("a.js", "const f = new Function(text)"),
    ("a.js", "setTimeout('run(' + text + ')')"),
    ("a.py", "figure.to_html(include_mathjax='cdn')"),
    ("a.py", "to_image(mathjax=True)"),
    ("a.py", "app.run(debug=True)"),
    ("a.py", "serve(app, host='0.0.0.0')"),
    ("a.py", "app.run(enable_mcp=True)"),
    ("a.py", "pandas.read_csv(path)"),
    ("a.py", "from pandas import read_csv"),
    ("a.py", "for line in text.splitlines(): pass"),
    ("a.py", "subprocess.run(command, shell=True)"),
    ("a.py", "os.system(command)"),
    ("a.py", "pickle.load(file)"),
    ("a.py", "archive.extractall(folder)"),
    ("a.py", "environment = jinja2.Environment(loader=loader)"),
    ("a.py", "environment = Environment(autoescape=False)"),
    ("a.py", "jinja2.Template(text)"),
    ("a.html", "<script>const data = {{ json.dumps(data) }}</script>"),
    ("a.html", "{% autoescape false %}{{ text }}{% endautoescape %}"),
    ("a.html", "<button onclick='go()'>"),
]

HARMLESS = [
    ("a.py", '"""Why there is no innerHTML here."""\nx = 1  # never read_csv, never text.splitlines()\n'),
    ("a.py", "class Row:\n    a: int\n    'Never Markup(a).'\n"),
    ("a.py", "environment = jinja2.Environment(autoescape=True)"),
    ("a.py", "environment = Environment(autoescape=select_autoescape())"),
    ("a.py", "app.run(host='127.0.0.1', debug=False)\npattern.exec(text)\nliteral_eval(text)"),
    (
        "a.js",
        "// innerHTML is forbidden\nconst found = /a/.exec(text); /* no eval(\n here */ setTimeout(draw, 0)",
    ),
    ("a.html", "{# no json.dumps( #}<script>const data = {{ data|tojson }}</script><!-- no srcdoc -->"),
]


@pytest.mark.parametrize(("file", "text"), SAMPLES)
def test_every_unsafe_call_is_seen(file: str, text: str) -> None:
    """The detector finds each sample, and says in which line."""
    assert [line.partition(" ")[0] for line in unsafe(file, "\n" + text)] == [f"{file}:2:"]


@pytest.mark.parametrize(("file", "text"), HARMLESS)
def test_harmless_code_passes(file: str, text: str) -> None:
    """Comments, docstrings and the safe forms are left alone."""
    assert unsafe(file, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "see /ro" + "ot/notes.txt",
        "cache: '/ho" + "me/anna/.cache'",
        "/Us" + "ers/anna/seeds",
        "cd /wo" + "rk/main",
        "C:\\Us" + "ers\\anna",
        "https://registry.npm" + "js.org/axe-core",
        "--index-url https://py" + "pi.org/simple",
        "https://files.python" + "hosted.org/packages",
        "-----BEGIN RSA PRIV" + "ATE KEY-----",
        "token = gh" + "p_" + "a1" * 18,
        "AK" + "IA" + "A1B2C3D4" * 2,
    ],
)
def test_every_leak_is_seen(text: str) -> None:
    """The detector finds each sample in the middle of a file."""
    assert len(list(hits(LEAKS, "a.txt", f"first line\n{text}\nlast line"))) == 1


def test_ordinary_addresses_pass() -> None:
    """Addresses of sources, relative paths and the places of a system are nobody's secret."""
    text = (
        "https://example.org/ho" + "me/anna ./wo" + "rk/main /usr/bi" + "n/chromium framework/ro" + "ot/ "
        "<ro" + "ot>/data file:///da" + "ta"
    )
    assert not list(hits(LEAKS, "a.md", text))

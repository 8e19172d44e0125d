"""The house as code: who may know whom, and how big a room may be.

A module may import what stands in a row below its own, never its neighbours and never what is above. So
each room can be read, tested and replaced with nothing in mind but the rows under it. A new module fails here
until it has been given its place; a third-party package until it is said which modules may know it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "timeline"

PICTURE = """
    SPEAK     __main__
    FORMS     standard_forms arguments
    FACE      __init__
    HOST      app export starter
    TELL      coverage_told
    GUARD     guard
    WALL      wall
    SHOW      served
    COMPOSE   page callback_body watch lending bindery
    BIND      volumes annals
    PRINT     press choices
    PACK      payload attachments concordance shown_sources
    REMARK    remarks compact haystack article proofs
    DRAW      figure picture opening reader panel
    EASEL     easel
    CANVAS    canvas
    ARRANGE   arrangement
    BARE      skeleton
    FRAME     axes
    SKETCH    brush disclosure phrases samples voice
    ADOPT     adoption
    FOREIGN   annotation_files
    CITE      citations annotations
    WRITE     bibtex
    LINK      csl fragments
    SHELVE    pyramid register
    ENTER     bookkeeping
    NUMBER    ledger
    WALK      gathering
    PLACE     layout theme lanes windows wording rival_ticks symbols density
    MEASURE   ticks packing marks tiling
    REMEMBER  memory
    JOIN      edition acceptance
    JUDGE     check holdings
    RULE      rules datapackage
    DATING    rules_of_dates rules_of_calendars rules_of_claims
    QUOTING   rules_of_quotes rules_of_changes
    BATCH     batches
    GATHER    material
    FIND      found
    LOCK      lock texts
    READ      tables sources
    FILL      values room reread label_sides
    COVER     coverage stated
    MENTION   mentions rivals said_words
    CLAIM     claims sheets
    KEEP      records boxes date_cells explain mention_dates
    TYPED     typed sketch
    PHRASE    typed_phrases typed_digits
    STYLE     typed_styles
    SETTLE    typed_edtf
    POINT     typed_points regnal doubts
    TIDY      typed_tidy
    TOKEN     typed_tokens
    WORDS     typed_words
    MEAN      dates passages civil
    SEEK      context elision approximate differences
    SPELL     labels years
    TONGUES   grammars conversion traits
    TONGUE    english russian chinese
    STAND     hits
    PARSE     edtf cells boundaries grammar axis_words
    SUSPECT   suspects tokeniser levelled
    SPLIT     moments decoding folding columns messages ports telling
    MASK      masks edits stretches
    COUNT     calendars refusals languages pieces mention_words mention_doubts writing pace hands stash
    HOLD      ids late lookup groups numbered progress whole_words
    UNDER     errors
"""
"""From the top down: the name of the row, then its modules."""

FENCES = {
    "dash": "app",
    "flask": "app guard",
    "jinja2": "press voice",
    "markupsafe": "voice",
    "numpy": "bookkeeping concordance ids ledger pyramid register tiling",
    "pandas": "edition",
    "plotly": "axes figure",
    "tqdm": "__main__",
    "waitress": "app",
    "werkzeug": "guard wall",
}
"""Third-party package → the only modules that may import it; one that is not named here nobody may import."""

SPEAKERS = {"__main__"}
"""The modules that may print or end the program."""

LINES_OF_A_MODULE = 320
LINES_OF_A_FUNCTION = 50
"""Docstrings not counted: to explain more must not cost anything."""

ROWS = {
    module: height
    for height, line in enumerate(reversed(PICTURE.strip().splitlines()))
    for module in line.split()[1:]
}
"""Module → height of its row, from 0."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> dict[str, ast.Module]:
    """Every module of the house, by its name."""
    return {
        ".".join(file.relative_to(HOUSE).with_suffix("").parts): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(HOUSE.rglob("*.py"))
    }


MODULES = modules()
EVERY_MODULE = pytest.mark.parametrize("module", MODULES)


def imports(tree: ast.AST, known: set[str]) -> Iterator[tuple[str, str]]:
    """What is imported anywhere in the tree, also late or for types only: (`timeline` or package, module)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                package, _, rest = alias.name.partition(".")
                yield package, rest or "__init__"
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the import in full, from timeline"
            package, _, rest = (node.module or "").partition(".")
            # `from timeline import dates` imports the room, not the face.
            inside = [alias.name if alias.name in known else "__init__" for alias in node.names]
            yield from ((package, rest or name) for name in inside)


def docstring_lines(tree: ast.AST) -> int:
    """How many lines of the tree are strings that stand for themselves, as docstrings do."""
    return sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each function and method: its name, and its lines without docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node)


def speech(tree: ast.AST) -> Iterator[str]:
    """What speaks to the user or ends the program, as source text."""
    for node in ast.walk(tree):
        name = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        if name in {
            "print",
            "input",
            "exit",
            "quit",
            "SystemExit",
            "sys.exit",
            "os._exit",
            "sys.stdout",
            "sys.stderr",
        }:
            yield f"line {node.lineno}: {name}" if isinstance(node, ast.expr) else name


@EVERY_MODULE
def test_every_module_has_its_place(module: str) -> None:
    """A room that the picture does not show is not part of the house."""
    assert module in ROWS, f"give {module} a row in PICTURE, above everything that it imports"


@EVERY_MODULE
def test_imports_point_down(module: str) -> None:
    """No module imports a neighbour of its own row, or anything above it."""
    known = set(MODULES) | set(ROWS)
    inside = {target for package, target in imports(MODULES[module], known) if package == "timeline"}
    wrong = {target for target in inside if ROWS.get(target, 99) >= ROWS.get(module, -1)}
    assert not wrong, f"{module} may import only from rows below its own, and not {sorted(wrong)}"


@EVERY_MODULE
def test_third_party_code_stays_behind_its_fence(module: str) -> None:
    """Each third-party package is known to the modules named for it, and to no others."""
    outside = {package for package, _ in imports(MODULES[module], set()) if package != "timeline"}
    foreign = outside - sys.stdlib_module_names
    wrong = {package for package in foreign if module not in FENCES.get(package, "").split()}
    assert not wrong, f"{module} may not import {sorted(wrong)}"


def test_no_fence_is_wider_than_its_field() -> None:
    """Whoever may import a third-party package does; what nobody needs, somebody would use one day."""
    used = {
        package: " ".join(
            sorted(name for name, tree in MODULES.items() if package in dict(imports(tree, set())))
        )
        for package in FENCES
    }
    assert used == FENCES


@EVERY_MODULE
def test_only_the_command_line_speaks(module: str) -> None:
    """No module but `__main__` prints, asks or exits: the others return values and raise."""
    assert module in SPEAKERS or not list(speech(MODULES[module]))


@EVERY_MODULE
def test_no_room_is_too_big(module: str) -> None:
    """A module that has outgrown its size has a seam in it: make it two."""
    tree = MODULES[module]
    file = HOUSE.joinpath(*module.split(".")).with_suffix(".py")
    lines = len(file.read_text(encoding="utf-8").split("\n")) - docstring_lines(tree)
    assert lines <= LINES_OF_A_MODULE, f"{module} has {lines} lines without docstrings"
    long = {name: lines for name, lines in functions(tree) if lines > LINES_OF_A_FUNCTION}
    assert not long, f"{module} has functions of more than {LINES_OF_A_FUNCTION} lines: {long}"


def test_the_measures_measure() -> None:
    """Late imports, submodules, printing and length are seen, wherever they stand in a module."""
    tree = ast.parse(
        "import sys\nfrom timeline import dates, load\nfrom timeline.cells import read\n"
        'def speak():\n    """Two\n    lines."""\n    import plotly.io\n    print(1)\n    sys.exit(2)\n'
    )
    inside = {("timeline", "dates"), ("timeline", "__init__"), ("timeline", "cells")}
    assert set(imports(tree, {"dates"})) == {("sys", "__init__"), ("plotly", "io"), *inside}
    assert list(functions(tree)) == [("speak", 4)]
    assert sorted(speech(tree)) == ["line 8: print", "line 9: sys.exit"]
    assert ROWS["errors"] == 0 < ROWS["edition"] < ROWS["page"] < ROWS["__main__"]

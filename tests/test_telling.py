"""What is said of findings is one line each, and steers no terminal and no workflow."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from timeline.decoding import Faults
from timeline.errors import Finding
from timeline.telling import FEW, as_json, as_lines, as_record, github, summary, terminal

FINDING = Finding("data/events.csv", 3, 4, "bad-date", "error", "50% of\nit, \x1b[2J", "mend: it")


@pytest.mark.parametrize("code", [0x00, 0x1B, 0x9B, 0x202E, 0xFEFF, 0xE0041])
def test_what_could_steer_a_terminal_is_escaped(code: int) -> None:
    """Controls, marks of direction and invisible tags become visible; letters of any script stay."""
    assert terminal(f"6 сентября 約{chr(code)}").isprintable()
    assert terminal("6 сентября 約 é") == "6 сентября 約 é"


def test_an_annotation_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file as seen from where one stands; line ends and signs of the syntax are written as codes."""
    monkeypatch.chdir(tmp_path)
    assert github(FINDING, "my,project") == (
        "::error file=my%2Cproject/data/events.csv,line=3,col=4,title=bad-date::"
        "50%25 of%0Ait, \\x1b[2J%0Amend: it"
    )


def test_a_summary_counts_in_words() -> None:
    """One event and two, errors before warnings."""
    counts = {"events": 1, "passages": 1200}
    assert summary(counts, []) == "1 event, 1,200 passages: every quote stands in its source"
    warning = replace(FINDING, severity="warning")
    said = "1 event, 1,200 passages: every quote stands in its source; 1 warning"
    assert summary(counts, [warning]) == said
    assert summary(counts, [FINDING, FINDING]) == "1 event, 1,200 passages: 2 errors"


@pytest.mark.parametrize(("cap", "kept"), [(1000, 1000), (3, 3)])
def test_what_is_folded_is_counted(cap: int, kept: int) -> None:
    """Of 2,500 warnings of one sort none is lost, in the summary, below the list, and in JSON."""
    faults = Faults("data/events.csv", cap=cap)
    for line in range(2, 2502):
        faults.warn("one-source", (line, 1), "rests on one source")
    findings = faults.findings()
    assert len(findings) == kept + 1
    assert summary({"passages": 1}, findings).endswith("; 2,500 warnings")
    *told, last = as_lines(findings)
    if cap > FEW:
        assert len(told) == FEW
        assert last.startswith("… and 2,495 more warnings [one-source]")
    else:
        assert "and 2,497 more like this" in "".join([*told, last])
    records = [as_record(finding) for finding in findings]
    assert sum(int(str(record.get("count", 1))) for record in records) == 2500
    assert list(records[0]) == ["file", "line", "column", "code", "severity", "message", "hint"]


def test_json_can_be_read_and_stays_json() -> None:
    """Letters as they are where the encoding has them, escapes of JSON where not, and for what steers."""
    value = {"words": "6 сентября 1689 г., 康熙二十八年", "odd": "\x1b[2J\x7f\x9b\u202e\ud800\U000e0041\n"}
    told = as_json(value, "utf-8")
    assert "6 сентября 1689 г., 康熙二十八年" in told
    assert terminal(told.replace("\n", "")) == told.replace("\n", "")
    assert json.loads(told) == value
    assert as_json(value, None) == told
    plain = as_json(value, "cp1252")
    assert plain.isascii()
    assert json.loads(plain) == value

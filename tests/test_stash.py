"""A stash: what one process has put there another one finds, and nobody finds what is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from timeline import stash
from timeline.stash import Stash


def test_what_is_put_is_there_once_it_is_settled(tmp_path: Path) -> None:
    """As it was, whatever its key; any other key has nothing."""
    kept = Stash(tmp_path / "kept", 500)
    values = {key: (key, [str(key)], {"a": None, "b": 1.5}) for key in (*range(250), *map(str, range(250)))}
    for key, value in values.items():
        kept.put(key, value)
    assert kept.get(7) is None
    kept.settle()
    assert {key: kept.get(key) for key in values} == values
    assert kept.get(250) is None
    assert kept.get("250") is None
    kept.close()


def test_it_settles_by_itself_before_memory_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stash, "MOST", 3)
    kept = Stash(tmp_path / "kept", 4)
    for key in range(4):
        kept.put(key, "x")
    assert [kept.get(key) for key in range(4)] == ["x", "x", "x", None]
    kept.close()


def test_what_is_too_long_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made anew by whoever wants it; what stands beside it is found as ever."""
    monkeypatch.setattr(stash, "LONGEST", (1 << 10) - 1)
    kept = Stash(tmp_path / "kept", 4)
    for key, value in enumerate(("x", "x" * 2000, "y")):
        kept.put(key, value)
    monkeypatch.undo()
    kept.settle()
    assert [kept.get(key) for key in range(3)] == ["x", None, "y"]
    kept.close()


@pytest.mark.parametrize("fails", [True, False])
def test_on_a_full_disk_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    """And nothing fails: who asks makes it anew; what was there stays."""
    kept = Stash(tmp_path / "kept", 4)
    kept.put(1, "one")
    kept.settle()

    def full(handle: int, data: bytes) -> int:
        if fails:
            raise OSError(28, "No space left on device")
        return len(data) // 2

    with monkeypatch.context() as small:
        small.setattr(os, "write", full)
        kept.put(2, "two")
        kept.settle()
    assert (kept.get(1), kept.get(2)) == ("one", None)
    kept.put(3, "three")
    kept.settle()
    assert (kept.get(2), kept.get(3)) == (None, "three")
    kept.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot part a process in two")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_processes_share_it(tmp_path: Path) -> None:
    """Each puts what it has made, and finds what the others have."""
    kept = Stash(tmp_path / "kept", 100)
    kept.put("mine", "first")
    kept.settle()
    children = []
    for number in range(2):
        child = os.fork()
        if not child:
            for key in range(number * 50, number * 50 + 49):
                kept.put(key, f"{key} of {number}")
            kept.settle()
            os._exit(0 if kept.get("mine") == "first" else 1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert [kept.get(key) for key in (0, 48, 50, 98)] == ["0 of 0", "48 of 0", "50 of 1", "98 of 1"]
    kept.close()

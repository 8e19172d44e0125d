"""The harness of benchmarks/, as far as it needs no browser: who counts, what is kept, what a goal means."""

from __future__ import annotations

import asyncio
import json
import math
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import __main__ as command
from benchmarks import material, peers, processes, record, report, schedule, table
from benchmarks.contest import (
    DNF,
    Contest,
    Contestant,
    Invalid,
    Metric,
    Result,
    Sample,
    TooSlow,
    hold,
    p95,
)
from benchmarks.goals import MISSED, Goal, goals
from benchmarks.peer_pages import BLANK, EXPORT, OURS, SERVE
from benchmarks.record import Book, Column, Record, Row
from benchmarks.stages import Articles, Stage
from timeline.edition import load

HERE = Path(command.__file__).resolve().parent
RUN, LATER = "2026-11-22 12:00", "2026-11-23 09:30"
COLUMNS = tuple(
    Column(name, 0) for name in ("CPU ms", "wall ms", "interactive ms", "interactive CPU ms", "heap MB")
)


def held(contest: Contest, rounds: int | None = None) -> Result:
    """The contest, held without a word."""
    return asyncio.run(hold(contest, rounds, lambda text: None))


def contest(*contestants: Contestant, rounds: int = 3, warm: bool = False) -> Contest:
    """One that measures a single thing."""
    return Contest("key", "Title", "How.", (Metric("ms"),), contestants, rounds, warm)


def giving(*values: float, log: list[str] | None = None, name: str = "") -> Callable[[], Awaitable[Sample]]:
    """A turn that gives one value after the other."""
    supply = iter(values)

    async def turn() -> Sample:
        if log is not None:
            log.append(name)
        return {"ms": [next(supply)]}

    return turn


def failing(reason: Exception) -> Callable[[], Awaitable[Sample]]:
    """A turn that gives nothing."""

    async def turn() -> Sample:
        raise reason

    return turn


def pages(
    size: int, figures: Mapping[str, Mapping[str, float]], *, run: str = RUN, failed: str = ""
) -> Record:
    """A contest of pages with these figures."""
    rows = [Row(name, found) for name, found in figures.items()]
    rows += [Row(failed, {}, "it threw", failed=True)] if failed else []
    return Record(f"pages-{size}", f"Pages, {size}", "How.", COLUMNS, tuple(rows), "Taken.", run)


def of(book: Book, beginning: str) -> Goal:
    """The goal whose figure begins so."""
    return next(goal for goal in goals(book) if goal.figure.startswith(beginning))


# Contests


def test_everybody_takes_turns_and_the_warm_round_does_not_count() -> None:
    log: list[str] = []
    both = [Contestant(name, giving(9, 1, 2, 3, log=log, name=name)) for name in "ab"]
    result = held(contest(*both, warm=True))
    assert log == list("abababab")
    assert result.value("a", result.contest.metrics[0]) == 2


def test_who_fails_has_no_figure_and_the_others_go_on() -> None:
    """Not even of the turns before: half of a contest is none. A fault of the harness itself is one, too."""

    async def breaks() -> Sample:
        seen.append(1)
        if len(seen) > 1:
            raise KeyError("mark")
        return {"ms": [1]}

    seen: list[int] = []
    result = held(contest(Contestant("breaks", breaks), Contestant("sound", giving(4, 5, 6))))
    metric = result.contest.metrics[0]
    assert result.value("breaks", metric) is None
    assert result.value("sound", metric) == 5
    assert "KeyError" in str(result.faults["breaks"])


def test_who_is_slow_did_not_finish_and_has_not_failed() -> None:
    slow = Contestant("slow", failing(TooSlow("too much", {"other": [1]})))
    result = held(contest(slow, Contestant("sound", giving(4, 5, 6))))
    assert result.value("slow", result.contest.metrics[0]) == DNF
    assert result.faults == {}


def test_what_a_contestant_needs_is_made_before_anybodys_first_turn() -> None:
    """And who cannot get ready takes no turn."""
    log: list[str] = []

    def ready(name: str) -> Callable[[], Awaitable[None]]:
        async def get() -> None:
            log.append(f"ready {name}")
            if name == "b":
                raise Invalid("not there")

        return get

    both = [Contestant(name, giving(1, log=log, name=name), ready(name)) for name in "ab"]
    result = held(contest(*both, rounds=1))
    assert log == ["ready a", "ready b", "a"]
    assert list(result.faults) == ["b"]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_at_most_a_twentieth_of_all_values_is_above_the_p95(values: list[float]) -> None:
    assert sum(value > p95(values) for value in values) <= len(values) / 20
    assert p95(values) in values


# What is kept


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    """What was too slow stays so, and a contest that there is no more is forgotten with its run."""
    slow = pages(30, {EXPORT: {"CPU ms": 12.5}, "vis": {"CPU ms": DNF}}, failed="ECharts")
    gone = replace(slow, key="gone", run=LATER)
    path = tmp_path / "results.json"
    runs = {RUN: [("machine", "2 cores")], LATER: [("machine", "4 cores")]}
    path.write_text(record.text({"pages-30": slow, "gone": gone}, runs), encoding="utf-8")
    assert record.read(path, ["pages-30", "start"]) == ({"pages-30": slow}, {RUN: runs[RUN]})
    assert record.read(tmp_path / "none.json", ["start"]) == ({}, {})


def test_what_is_kept_is_plain_json(tmp_path: Path) -> None:
    """No infinity, which JSON cannot say."""
    text = record.text({"pages-30": pages(30, {"vis": {"CPU ms": DNF}})}, {})
    assert json.loads(text, parse_constant=pytest.fail)


def test_a_contest_held_again_takes_only_its_own_place() -> None:
    """The others stay with their figures, and each says of which run and of which machine it is."""
    old = {size: pages(size, {EXPORT: {"CPU ms": 5000.0 + size}}) for size in (30, 1_000)}
    book = {one.key: one for one in old.values()} | {
        "pages-30": pages(30, {EXPORT: {"CPU ms": 77}}, run=LATER)
    }
    runs = {RUN: [("machine", "2 cores")], LATER: [("machine", "4 cores")]}
    text = report.whole(book, runs)
    assert "77" in text
    assert "6,000" in text
    assert "5,030" not in text
    assert "2 cores" in text
    assert "4 cores" in text
    assert f"Of the run of {RUN}." in text
    assert f"Of the run of {LATER}." in text
    assert "of 2 runs" in text


def test_one_run_is_named_once() -> None:
    text = report.whole({"pages-30": pages(30, {EXPORT: {"CPU ms": 77}})}, {RUN: [("machine", "2 cores")]})
    assert "Of the run of" not in text
    assert "runs |" not in text
    assert text.count(RUN) == 1


def test_a_contest_that_could_not_be_held_says_why() -> None:
    told = table.section(record.broken("dates-plain", "dates-plain", "Invalid: edtf is\nnot installed", RUN))
    assert "failed" in told
    assert "edtf is not installed" in told
    assert record.broken("dates-plain", "", "why", RUN).faults == {"all": "why"}


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ([], True),
        (["--million"], True),
        (["--no-write"], False),
        (["--only", "start"], False),
        (["--only", "start", "--write"], True),
        (["--rounds", "1"], False),
        (["--sizes", "30"], False),
        (["--sizes", "30,1000,10000,100000,300000"], True),
    ],
)
def test_only_a_whole_run_writes_unasked(words: list[str], written: bool) -> None:
    assert command.writes(command.parsed(words)) is written


# Tables


def test_growth_says_of_which_sizes_it_is() -> None:
    book = {
        size: pages(size, {EXPORT: {"CPU ms": size / 10}, "peer": {"CPU ms": size}})
        for size in (30, 1_000, 10_000)
    }
    told = table.growth("Pages", book)
    assert re.search(r"10,000 ÷ 1,000", told)
    assert re.search(r"\| timeline export \| +3 \| +100 \| +1,000 \| +10\.00 \|", told)
    assert "30 (10.00×)" in told


@pytest.mark.parametrize("sizes", [(30,), (1_000,), (30, 1_000)])
def test_growth_is_not_told_of_one_size(sizes: tuple[int, ...]) -> None:
    assert "÷" not in table.growth("Pages", {size: pages(size, {EXPORT: {"CPU ms": 1}}) for size in sizes})


def test_who_was_not_tried_is_not_said_to_have_failed() -> None:
    """Nor does a goal beside peers that had no turn count as met."""
    few = pages(1_000, {EXPORT: {"CPU ms": 1}, "peer": {"CPU ms": 9_000}})
    many = pages(10_000, {EXPORT: {"CPU ms": 1}})
    assert re.search(
        r"peer +\| 9,000 \(9000\.00×\) \| +not tried", table.growth("Pages", {1_000: few, 10_000: many})
    )
    told = {one.figure: one.verdict for one in goals({"pages-1000": few, "pages-10000": many})}
    assert all("met up to 10,000" not in verdict for figure, verdict in told.items() if "peer" in figure)


@given(st.lists(st.lists(st.text("ab|", max_size=5), min_size=3, max_size=3), max_size=4))
def test_every_line_of_a_table_is_as_long(rows: list[list[str]]) -> None:
    lines = table.markdown(("head", "a", "b"), rows).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len(lines) == len(rows) + 2


# Goals


def both(**figures: float) -> dict[str, dict[str, float]]:
    """Our two hosts with the same figures."""
    return {host: {name.replace("_", " "): value for name, value in figures.items()} for host in OURS}


def test_nothing_held_is_nothing_met() -> None:
    assert {goal.verdict for goal in goals({})} == {"not measured"}


def test_the_first_picture_is_beside_a_blank_page_in_the_same_run() -> None:
    figures = {EXPORT: {"CPU ms": 90.0}, SERVE: {"CPU ms": 99.0}, BLANK: {"CPU ms": 50.0}}
    goal = of({"pages-30": pages(30, figures)}, "CPU to the first picture at 30")
    assert (goal.measured, goal.verdict) == ("30: 1.98 (99 ÷ 50)", "met")
    figures[SERVE] = {"CPU ms": 101.0}
    assert of({"pages-30": pages(30, figures)}, "CPU to the first picture at 30").verdict == MISSED


def test_the_best_peer_is_named_and_floors_are_none() -> None:
    figures = {
        **both(CPU_ms=100.0),
        "vis": {"CPU ms": 300.0},
        "ECharts": {"CPU ms": 210.0},
        "floor: canvas": {"CPU ms": 9.0},
    }
    goal = of({"pages-30": pages(30, figures)}, "CPU to the first picture, of the best")
    assert (goal.measured, goal.verdict) == ("30: 0.48 (100 ÷ 210, ECharts)", "met up to 30")


def test_no_goal_is_met_beside_a_peer_that_failed() -> None:
    """It might have been the best."""
    book = {"pages-30": pages(30, {**both(CPU_ms=1.0), "vis": {"CPU ms": 300.0}}, failed="ECharts")}
    goal = of(book, "CPU to the first picture, of the best")
    assert goal.verdict != "met"
    assert not goal.verdict.startswith("met up")


def test_where_no_peer_arrives_whoever_does_is_first() -> None:
    book = {"pages-1000000": pages(1_000_000, {**both(CPU_ms=100.0), "vis": {"CPU ms": DNF}})}
    goal = of(book, "CPU to the first picture, of the best")
    assert goal.verdict == "met"
    assert "no peer arrives" in goal.measured


def test_a_host_without_a_figure_meets_no_goal() -> None:
    figures = {EXPORT: {"CPU ms": 1.0}, SERVE: {}, "vis": {"CPU ms": 300.0}, BLANK: {"CPU ms": 50.0}}
    book = {
        "pages-30": pages(30, figures),
        "pages-1000": pages(1_000, {**both(CPU_ms=1.0), "vis": {"CPU ms": 9.0}}),
    }
    assert of(book, "CPU to the first picture at 30").verdict == "not measured"
    assert of(book, "CPU to the first picture, of the best").verdict == MISSED


@pytest.mark.parametrize(("grown", "verdict"), [(1.99, "met"), (2.0, MISSED), (math.inf, MISSED)])
def test_growth_is_that_of_the_host_that_grows_most(grown: float, verdict: str) -> None:
    first = pages(1_000, both(heap_MB=10.0))
    last = pages(1_000_000, {EXPORT: {"heap MB": 10.0}, SERVE: {"heap MB": 10.0 * grown}})
    assert of({"pages-1000": first, "pages-1000000": last}, "JavaScript heap").verdict == verdict


def hands(size: int, **figures: float) -> Record:
    """Both hosts moved about in."""
    rows = tuple(
        Row(host, {name.replace("_", " "): value for name, value in figures.items()}) for host in OURS
    )
    return Record(f"hands-{size}", "Hands", "How.", COLUMNS, rows, "Taken.", RUN)


def test_a_window_change_is_judged_by_the_worse_of_zoom_and_pan_at_every_size() -> None:
    book = {
        f"hands-{size}": hands(size, zoom_ms=20.0, pan_ms=pan)
        for size, pan in ((30, 30.0), (1_000_000, 49.0))
    }
    assert of(book, "window change, median").measured == "30: 30; 1,000,000: 49"
    assert of(book, "window change, median").verdict == "met"
    book["hands-30"] = hands(30, zoom_ms=20.0)
    assert of(book, "window change, median").verdict == MISSED


def test_a_click_is_judged_at_thirty_events_and_at_the_largest_size() -> None:
    book = {
        f"hands-{size}": hands(size, click_ms=ms) for size, ms in ((30, 20.0), (1_000, 90.0), (10_000, 30.0))
    }
    goal = of(book, "click to highlighted")
    assert (goal.measured, goal.verdict) == ("30: 20; 10,000: 30", "met up to 10,000")


# The schedule


def ground(tmp_path: Path, sizes: tuple[int, ...]) -> schedule.Ground:
    """All that contests stand on, without a browser."""
    stages = {size: Stage(f"{size:,} events", size, tmp_path / str(size)) for size in sizes}
    return schedule.Ground(cast(Any, None), Articles(tmp_path / "articles"), stages, tmp_path, {})


def test_every_contest_can_be_kept(tmp_path: Path) -> None:
    """Its key is one of those that are read back; and none is held twice."""
    held = [entry.key for entry in schedule.entries(ground(tmp_path, (30, 1_000)))]
    assert sorted(held) == sorted(schedule.keys((30, 1_000)))


def test_a_peer_is_not_tried_with_more_than_it_can_do() -> None:
    """Ours always is; and who did not finish is not asked again."""
    figures = {
        EXPORT: {"CPU ms": 50_000.0},
        "slow": {"CPU ms": 7_000.0},
        "quick": {"CPU ms": 2_500.0},
        "lost": {"CPU ms": DNF},
    }
    # What a page costs that has next to nothing to draw is no tenth of what it costs with ten times as much.
    book = {"pages-30": pages(30, {"quick": {"CPU ms": 2_900.0}}), "pages-10000": pages(10_000, figures)}
    assert schedule.too_slow(book, 100_000) == {"slow", "lost"}
    assert schedule.too_slow(book, 10_000) == set()


def test_one_peer_is_tried_with_as_many_events_as_we_are() -> None:
    """The best with a tenth of them, were it ever so slow; no floor, and nobody who did not finish there."""
    figures = {
        EXPORT: {"CPU ms": 1.0},
        "floor: canvas": {"CPU ms": 4_000.0},
        "slow": {"CPU ms": 7_000.0},
        "slower": {"CPU ms": 9_000.0},
        "lost": {"CPU ms": DNF},
    }
    book = {"pages-100000": pages(100_000, figures)}
    assert schedule.left_out(book, 1_000_000) == {"floor: canvas", "slower", "lost"}
    assert schedule.left_out({}, 1_000_000) == set()


# Events and peers


def test_everybody_draws_the_same_events(tmp_path: Path) -> None:
    """Those of our project are those that the peers are given, day for day."""
    project = tmp_path / "project"
    material.invent(project, 30)
    edition = load(project)
    ours = {(row.id, row.title, row.kind, row.start, row.end, row.quote) for row in material.rows(edition)}
    theirs = {(row.id, row.title, row.kind, row.start, row.end, row.quote) for row in material.invented(30)}
    assert ours == theirs


def test_a_page_of_columns_holds_every_event(tmp_path: Path) -> None:
    events = tuple(material.invented(50))
    text = peers.levels(tmp_path, events).read_text(encoding="utf-8")
    packed = re.search(r'const packed = "([^"]*)"', text)
    assert packed
    assert len(packed.group(1)) * 3 // 4 - packed.group(1).count("=") == 10 * len(events)


def test_peers_are_pinned() -> None:
    """To one version each, and the lock says the same."""
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    lines = (HERE / "peers.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z]+==[0-9.]+", line) for line in lines if not line.startswith("#"))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what is shared")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_memory_that_processes_share_is_counted_once() -> None:
    """Two hundred megabytes that three processes look at are two hundred and not six hundred."""
    program = """if True:
        import os, time
        held = b"x" * 200_000_000
        children = [os.fork() for _ in range(2) if os.getpid() == os.getpgid(0)]
        time.sleep(0.8)
    """
    took = asyncio.run(processes.run((sys.executable, "-c", program)))
    assert 190 < took.peak < 300

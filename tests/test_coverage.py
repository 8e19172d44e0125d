"""What the events leave out is reported: how much is quoted, unknown dates, single witnesses, cut quotes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import small_project
from tests.growth import TIMES, assert_linear
from timeline import coverage_told
from timeline.__main__ import main
from timeline.coverage import Coverage, SourceCoverage, coverage
from timeline.dates import parse
from timeline.edition import Edition, load
from timeline.records import Passage

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return load(small_project.write(tmp_path_factory.mktemp("project")))


def passage(
    edition: Edition, words: str, text: str, event: str = "aigun", relation: str = "supports"
) -> Passage:
    start = text.index(words)
    return replace(
        edition.quotations[0], id=f"p{start}", event=event, exact=words, start=start, end=start + len(words),
        relation=relation,
    )  # fmt: skip


def covered(edition: Edition, text: str, *quotes: str, language: str = "en") -> SourceCoverage:
    """What is said of one text in which passages of the event of 1858 quote these words."""
    source = replace(edition.library[0], text=text, language=language, issued_span=parse("1990-05-04"))
    passages = [passage(edition, words, text) for words in quotes]
    return coverage(edition.chronology, passages, [source]).sources[0]


def test_the_share_quoted_counts_each_character_once(edition: Edition) -> None:
    """Passages that overlap do not count twice."""
    said = covered(edition, "abcdefghij", "abcd", "cdef", "cde")
    assert (said.length, said.quoted, said.share, said.passages) == (10, 6, 0.6, 3)
    assert covered(edition, "").share == 0


def test_a_date_is_covered_by_a_passage_over_it(edition: Edition) -> None:
    """A mention that a passage holds or touches is known; another is not, and has its line and column."""
    said = covered(
        edition, "The treaty of 1858 moved it.\nIn 1919 they met. Until 1920.", "of 1858 moved", "il 19"
    )
    assert [(one.mention.words, one.line, one.column, one.events) for one in said.statements] == [
        ("1858", 1, 15, ("aigun",)),
        ("1919", 2, 4, ()),
        ("1920", 2, 25, ("aigun",)),
    ]
    assert [one.mention.words for one in said.uncovered] == ["1919"]


def test_a_date_is_covered_by_an_event_of_that_time_in_its_sentence(edition: Edition) -> None:
    """The event of 1858 knows a 1858 beside its quote, but no 1860 there and no 1858 of another sentence."""
    text = "In 1858 a treaty was signed. In 1860 a treaty was made. Again in 1858 they met."
    assert [one.events for one in covered(edition, text, "treaty was signed").statements] == [
        ("aigun",),
        (),
        (),
    ]
    assert [one.events for one in covered(edition, text, "treaty was made").statements] == [(), (), ()]


def test_only_english_texts_are_searched(edition: Edition) -> None:
    """Of a text in another language nothing is said of its dates, and that is told."""
    said = covered(edition, "В 1858 году. In 1858.", "1858", language="ru")
    assert (said.searched, said.statements) == (False, ())
    assert covered(edition, "In 1858.", language="en-GB").searched
    report = Coverage((said,), ())
    assert "not looked for" in next(iter(coverage_told.as_lines(report)))


def test_events_that_rest_on_little_are_told(edition: Edition) -> None:
    """One passage, or several of one source or of sources taken from one another; no dispute is support."""
    source = edition.library[0]
    others = [replace(source, id=name) for name in ("amur", "copy", "other")]
    quotes = [
        replace(passage(edition, "a", "abc"), source=name, event=event, relation=relation)
        for name, event, relation in (
            ("amur", "aigun", "supports"), ("other", "aigun", "supports"),
            ("amur", "nerchinsk", "supports"), ("copy", "nerchinsk", "supports"),
            ("other", "nerchinsk", "disputes"),
        )
    ]  # fmt: skip
    assert coverage(edition.chronology, quotes, others).thin == ()
    for origins in (
        {"copy": "amur", "amur": "copy"},
        {"copy": "amur"},
        {"copy": "an agency", "amur": "an agency"},
    ):
        derived = [replace(one, derived_from=origins.get(one.id, "")) for one in others]
        report = coverage(edition.chronology, quotes, derived)
        assert [(one.event, one.passages, one.sources) for one in report.thin] == [("nerchinsk", 2, 1)]
        assert [source.lone for source in report.sources] == [()] * 3
    assert [(one.passages, one.sources) for one in coverage(edition.chronology, [], others).thin] == [
        (0, 0)
    ] * 2


def test_an_event_on_one_passage_is_told_where_that_passage_stands(edition: Edition) -> None:
    """What is deprecated, disputes the event or only mentions it bears nothing."""
    source = edition.library[0]
    others = [replace(source, id=name) for name in ("amur", "other")]
    bears = passage(edition, "a", "abc", "nerchinsk")
    other = replace(bears, source="other")
    more = [replace(other, rank="deprecated"), replace(other, relation="disputes")]
    report = coverage(edition.chronology, [*more, bears], others)
    assert [source.lone for source in report.sources] == [("nerchinsk",), ()]
    assert [(one.event, one.passages) for one in report.thin] == [("nerchinsk", 1), ("aigun", 0)]


def test_one_source_can_be_asked_about_alone() -> None:
    """What is said of a source is the same, whether all or only that one is looked at."""
    whole = load(ROOT)
    assert [whole.coverage_of(source.source) for source in whole.coverage.sources] == [
        *whole.coverage.sources
    ]
    with pytest.raises(KeyError):
        whole.coverage_of("nothing")


CUT = {
    "They signed the treaty, but broke it.": ("signed the treaty", "after", "but", True),
    "They signed the treaty unless asked.": ("signed the treaty", "after", "unless", True),
    "They signed it, provided that he came.": ("signed it", "after", "provided that", True),
    "They signed it. However, it failed.": ("signed it", "after", "However", False),
    "They “signed it.” However, it failed.": ("“signed it.”", "after", "However", False),
    "They did not sign the treaty.": ("sign the treaty", "before", "not", True),
    "They never signed it.": ("signed it", "before", "never", True),
    "There was no “treaty” then.": ("treaty", "before", "no", True),
    "It wasn’t to be signed.": ("be signed", "before", "n’t", True),
}


@pytest.mark.parametrize("text", CUT)
def test_a_quote_that_is_cut_short_is_told(edition: Edition, text: str) -> None:
    """What turns a sentence just behind a quote or just before it, with the place of the word."""
    quote, side, word, same = CUT[text]
    (cut,) = covered(edition, text, quote).cut
    assert (cut.side, cut.word, cut.same_sentence) == (side, word, same)
    assert text[cut.start : cut.end] == word
    assert (cut.line, cut.column) == (1, cut.start + 1)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("They signed it and left, but came back.", ("signed it",)),
        ("They signed it.\n\nHowever, it failed.", ("signed it.",)),
        ("They signed it. Although it failed, it held.", ("signed it",)),
        ("They signed it, but broke it.", ("signed it", "but broke it")),
        ("They had nothing left. He signed it.", ("He signed it",)),
        ("They know notes of it.", ("of it",)),
        ("They signed it, buttoned up.", ("signed it",)),
        ("", ()),
    ],
)
def test_a_quote_that_is_whole_is_not_told(edition: Edition, text: str, quotes: tuple[str, ...]) -> None:
    """Another sentence, another paragraph or another passage of the same event is no cut."""
    assert covered(edition, text, *quotes).cut == ()


def test_the_command_tells_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines have places as findings have, and it is a report: the exit code is 0."""
    project = small_project.write(
        tmp_path, {"seeds/amur.txt": small_project.TEXT + "It was not so in 1860.\n"}
    )  # fmt: skip
    assert main(["coverage", str(project)]) == 0
    said = capsys.readouterr().out
    assert "seeds/amur.txt: " in said
    assert "seeds/amur.txt:3:18: date[uncovered]: no event covers “1860” (1860)" in said
    assert "nerchinsk" in said
    assert "% of the dates were found" in said
    assert main(["coverage", str(project), "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["sources"][0]["dates"][-1] | {"start": 0, "end": 0} == {
        "start": 0, "end": 0, "line": 3, "column": 18, "words": "1860", "sort": "absolute", "edtf": "1860",
        "calendar": "gregorian",
        "events": [],
    }  # fmt: skip
    assert {"source", "share", "cut"} <= set(values["sources"][0])
    assert {"recall", "precision"} == set(values["measured"])


def test_a_project_that_is_unsound_or_missing_is_told_as_elsewhere(tmp_path: Path) -> None:
    """Findings end it with 1, a missing folder with 2."""
    changes = small_project.edited("data/passages.csv", ("In 1858 the Treaty", "In 1859 the Treaty"))
    assert main(["coverage", str(small_project.write(tmp_path, changes))]) == 1
    assert main(["coverage", str(tmp_path / "none")]) == 2


def test_the_real_project_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    """Every date of the five articles lies in a passage, or beside one of an event of that time."""
    report = load(ROOT).coverage
    assert [source.file for source in report.sources] == sorted(
        f"seeds/{file.name}" for file in (ROOT / "seeds").iterdir()
    )
    assert [source.uncovered for source in report.sources] == [()] * 5
    assert all(0.3 < source.share < 0.9 for source in report.sources)


def test_an_edition_finds_what_it_leaves_out_once(edition: Edition) -> None:
    """However often its page is asked for; another edition finds its own."""
    assert edition.coverage is edition.coverage
    other = replace(edition, quotations=())
    assert other.coverage != edition.coverage


def test_the_cost_of_a_long_text_is_linear(edition: Edition) -> None:
    """A million characters or so in one line, thousands of dates and passages; all of them are told."""
    piece = "They met in 1858 but not in 1860, and the treaty was signed two years later. "
    piece += "The envoys met at the river and spoke of the border, the ships and the trade. " * 8
    first = passage(edition, "the treaty was signed", piece)
    told: list[SourceCoverage] = []

    def prepared(pieces: int) -> Callable[[], object]:
        source = replace(edition.library[0], text=piece * pieces)
        starts = range(first.start, len(source.text), len(piece))
        length = len(first.exact)
        passages = [replace(first, start=start, end=start + length) for start in starts]
        return lambda: told.extend(coverage(edition.chronology, passages, [source]).sources)

    assert_linear(prepared, 20)
    assert len(told[-1].statements) == 3 * 20 * TIMES
    assert told[-1].quoted == 20 * TIMES * len("the treaty was signed")

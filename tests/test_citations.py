"""Citations say title, publisher, date, quote and address, in three forms, and keep secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import timeline
from tests import made_up
from tests.small_project import SOURCES, write
from timeline import citations
from timeline.bibtex import escaped
from timeline.citations import Cited, as_bibtex, as_csl, as_text, chosen, csl_item
from timeline.edition import Edition
from timeline.errors import TimelineError

ROOT = Path(__file__).resolve().parent.parent
ITEM = {
    "id", "type", "title", "author", "container-title", "issued", "accessed", "URL", "archive_location",
    "language", "note", "custom", "abstract", "event-date", "event-place",
}  # fmt: skip
"""Keys of CSL-JSON 1.0.2 that are used here; its schema allows no others than its own."""


@pytest.fixture
def small(tmp_path: Path) -> Edition:
    return timeline.load(write(tmp_path))


@pytest.fixture(scope="module")
def real() -> Edition:
    return timeline.load(ROOT)


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_passage_is_cited_with_its_words_and_an_address_that_opens_at_them(small: Edition) -> None:
    """Author, title, date, quote, address, and when that was read."""
    (passage,) = small.passages_of("aigun")[:1]
    assert as_text(small, passage) == (
        "Li, Na. On the Amur. 2020. “In 1858 the Treaty of Aigun”. "
        "https://example.org/a#:~:text=In%201858%20the%20Treaty%20of%20Aigun (read 2 January 2024)"
    )


def test_a_passage_without_an_address_of_its_own_is_cited_where_the_timeline_shows_it() -> None:
    """Where that is published; a source that has an address is cited there."""
    quote = made_up.passage()
    for url, end in (("", "https://t.example/#passage_p"), ("mailto:a@b.example", "mailto:a@b.example")):
        edition = made_up.edition([made_up.event()], [quote], [made_up.source(url=url)])
        assert as_text(edition, quote, "https://t.example/#old") == f"Source text. “Words”. {end}"
        assert as_text(edition, quote).endswith(url or "“Words”")


def test_a_speaker_is_named(small: Edition) -> None:
    """As one to whom words are attributed: what a source reports is no direct quotation."""
    assert "“they met again” (attributed to Somebody)." in as_text(small, small.passages_of("aigun")[1])


def test_an_event_is_cited_as_an_entry_with_its_passages_below(small: Edition) -> None:
    """Title, date as it is known, timeline, address; and each passage with what it does to the event."""
    head, *below = as_text(small, small.event("nerchinsk"), "https://t.example/#old").split("\n")
    assert head == (
        "Treaty of Nerchinsk. [27 August (6 September N.S.)] 1689. Two treaties. https://t.example/#nerchinsk"
    )
    assert len(below) == 1
    assert below[0].startswith("  Li, Na. On the Amur. 2020. “The envoys met at Nerchinsk")
    _, supports, mentions = as_text(small, small.event("aigun")).split("\n")
    assert not supports.strip().startswith("Mentions")
    assert mentions.startswith("  Mentions it: Li, Na.")


def test_what_was_set_aside_says_so() -> None:
    """A deprecated claim stays visible, and is not taken for support."""
    edition = made_up.edition(
        [made_up.event()],
        [made_up.passage(rank="deprecated"), made_up.passage("q", relation="disputes")],
        [made_up.source()],
    )
    _, first, second = as_text(edition, edition.chronology[0]).split("\n")
    assert first == "  Set aside: Source text. “Words”"
    assert second == "  Disputes it: Source text. “Words”"


@pytest.mark.parametrize(
    ("url", "archive_url", "accessed", "end"),
    [
        ("", "", "", "“Words”"),
        ("", "https://a.org/1", "", "“Words”. archived: https://a.org/1"),
        ("https://e.org", "https://a.org/1", "2024-01", "(archived: https://a.org/1; read January 2024)"),
    ],
)
def test_addresses_are_given_as_far_as_there_are_any(
    url: str, archive_url: str, accessed: str, end: str
) -> None:
    """The live original, the archived copy, the day of reading."""
    source = made_up.source(url=url, archive_url=archive_url, accessed=accessed)
    edition = made_up.edition([made_up.event()], [made_up.passage()], [source])
    assert as_text(edition, edition.quotations[0]).endswith(end)


def test_a_source_that_is_cited_only_gives_no_words_away() -> None:
    """No quote and no fragment of one, in any form."""
    source = made_up.source(url="https://e.org", publish="none", text="Secret words nobody may print")
    edition = made_up.edition([made_up.event()], [made_up.passage(end=12)], [source])
    everything: list[Cited] = [*edition.library, *edition.quotations, *edition.chronology]
    said = "".join(as_text(edition, thing) for thing in everything)
    said += json.dumps(as_csl(edition, everything)) + as_bibtex(edition, everything)
    assert "Secret" not in said


# ── CSL-JSON and BibTeX ───────────────────────────────────────────────────────────────────────────────────


def test_a_source_in_csl(small: Edition) -> None:
    """The names of the table are those of CSL; what has no field stands under `custom`."""
    item = csl_item(small, small.source("amur"))
    custom = item.pop("custom")
    assert item == {
        "id": "amur",
        "type": "book",
        "title": "On the Amur",
        "author": [{"family": "Li", "given": "Na"}],
        "issued": {"date-parts": [[2020]]},
        "accessed": {"date-parts": [[2024, 1, 2]]},
        "URL": "https://example.org/a",
        "language": "en",
    }
    assert isinstance(custom, dict)
    assert custom["sha256"] == small.source("amur").sha256


def test_a_passage_in_csl_carries_its_quote(small: Edition) -> None:
    """In the note, which every reader keeps, and by name."""
    item = csl_item(small, small.passages_of("aigun")[0])
    assert item["note"] == "“In 1858 the Treaty of Aigun”"
    assert str(item["URL"]).endswith("#:~:text=In%201858%20the%20Treaty%20of%20Aigun")
    custom = item["custom"]
    assert isinstance(custom, dict)
    assert custom["quote"] == "In 1858 the Treaty of Aigun"
    assert (custom["source"], custom["event"], custom["start"]) == ("amur", "aigun", 51)


def test_an_event_in_csl_is_an_entry_of_the_timeline(small: Edition) -> None:
    """Its own date is not when anything was published."""
    item = csl_item(small, small.event("nerchinsk"), "https://t.example/")
    assert (item["type"], item["container-title"]) == ("entry", "Two treaties")
    assert item["event-date"] == {"date-parts": [[1689, 9, 6]]}
    assert (item["event-place"], item["URL"]) == ("Nerchinsk", "https://t.example/#nerchinsk")
    assert "issued" not in item


def test_everything_in_the_real_project_has_an_item_and_an_entry(real: Edition) -> None:
    """Known keys only, every id once, nothing empty, as many entries as things."""
    everything: list[Cited] = [*real.library, *real.quotations, *real.chronology]
    items = as_csl(real, everything, "https://t.example/")
    assert json.loads(json.dumps(items)) == items
    assert len({item["id"] for item in items}) == len(everything)
    for item in items:
        assert {"id", "type", "title"} <= set(item) <= ITEM
        assert all(value not in ("", [], {}, None) for value in item.values())
    entries = as_bibtex(real, everything).split("\n\n")
    assert len(entries) == len(everything)
    assert all(entry.startswith("@") and entry.endswith("\n}") for entry in entries)


def test_a_source_in_bibtex(small: Edition) -> None:
    """Author, title, year, address and when that was read."""
    assert as_bibtex(small, [small.source("amur")]) == (
        "@book{amur,\n  author = {Li, Na},\n  title = {{On the Amur}},\n  year = {2020},\n"
        "  url = {https://example.org/a},\n  urldate = {2024-01-02},\n  language = {en}\n}"
    )


# ── what is asked for ─────────────────────────────────────────────────────────────────────────────────────


def test_ids_name_things_of_three_sorts(small: Edition) -> None:
    """In the order asked for; none at all means the sources."""
    assert [thing.id for thing in chosen(small, [])] == ["amur"]
    assert [thing.id for thing in chosen(small, ["a1", "aigun", "amur", "a1"])] == ["a1", "aigun", "amur"]


def test_an_id_that_names_several_things_gives_them_all_with_keys_of_their_own(tmp_path: Path) -> None:
    """A source and an event may share an id, entries of one file may not."""
    sources = SOURCES + "aigun,,book,Aigun,,,,,,,,,,,\n"
    edition = timeline.load(write(tmp_path, {"data/sources.csv": sources}))
    cited = chosen(edition, ["aigun"])
    assert [type(thing).__name__ for thing in cited] == ["Source", "Event"]
    assert [item["id"] for item in as_csl(edition, cited)] == ["aigun", "aigun-event"]
    assert "@misc{aigun-event," in as_bibtex(edition, cited)


def test_an_unknown_id_is_told_with_the_nearest(small: Edition) -> None:
    """A slip of the finger is helped."""
    with pytest.raises(TimelineError, match="“aigum”: did you mean “aigun”"):
        chosen(small, ["aigum"])


def test_sentences_get_one_full_stop() -> None:
    """A title that ends in a question mark has none added."""
    assert citations._joined(["Who?", "A “b!”", "c", "end"]) == "Who? A “b!” c. end"


def test_an_event_in_bibtex_names_what_each_source_says(real: Edition) -> None:
    """With the words, and with a word of warning where a passage was set aside."""
    event = real.event("treaty-aigun")
    entry = as_bibtex(real, [event])
    for passage in real.passages_of(event.id):
        assert f"“{escaped(citations.quoted(real, passage))}”" in entry
    assert "Set aside: " in entry

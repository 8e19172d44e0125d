"""The annals: every event and quote on plain pages, where each link leads somewhere and no text is markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.leaks import leak
from tests.made_up import edition, event, passage, source
from tests.parsed import Element, Parsed
from timeline import bindery, wording
from timeline.annals import CONTENTS, LEAF, OPENING, SOURCES, Annals, Around
from timeline.check import silent
from timeline.edition import Edition, load
from timeline.languages import LANGUAGES, Language
from timeline.messages import message

AROUND = Around('<link rel="stylesheet" href="annals.css">', "../index.html")


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


@pytest.fixture(scope="module")
def many() -> Edition:
    """Two leaves and a bit."""
    count = 2 * LEAF + 3
    events = [event(f"e{n}", f"{1000 + n}") for n in range(count)]
    return edition(events, [passage(f"p{n}", f"e{n}") for n in range(count)], [source()])


def pages(made: Annals) -> dict[str, Parsed]:
    """Every page by its name."""
    return {name: Parsed(made.page(name)) for name in made.names()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def leaves(found: dict[str, Parsed]) -> list[Parsed]:
    return [page for name, page in found.items() if name.removesuffix(".html").isdigit()]


def entries(found: dict[str, Parsed]) -> list[Element]:
    """The events in the order of the leaves."""
    return [
        one for page in leaves(found) for one in page.elements if one.tag == "li" and "id" in one.attributes
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_stands_once_in_order_of_time_with_its_date_and_quotes(
    real: Edition, language: Language
) -> None:
    found = entries(pages(Annals(real, AROUND, language=language)))
    for told, entry in zip(real.chronology, found, strict=True):
        passages = real.passages_of(told.id)
        assert entry.attributes["id"] == told.id
        assert told.title in entry.text
        assert squeezed(wording.date_shown(told, passages, language)) in squeezed(entry.text)
        assert squeezed(told.summary) in squeezed(entry.text)
        for one in passages:
            held = real.source(one.source)
            assert held.title in entry.text
            if held.publish != "none":
                assert squeezed(held.text[one.start : one.end]) in squeezed(entry.text), one.id


def test_a_quote_that_disputes_or_is_set_aside_says_so(real: Edition) -> None:
    """So that nobody takes testimony against a date for testimony for it."""
    made = {entry.attributes["id"]: entry.text for entry in entries(pages(Annals(real, AROUND)))}
    told = 0
    for one in real.quotations:
        for key in (f"relation.{one.relation}", f"rank.{one.rank}"):
            if key not in ("relation.supports", "rank.normal"):
                assert message("en", key) in made[one.event]
                told += 1
    assert told > 5


@pytest.mark.parametrize("which", ["real", "many"])
def test_every_link_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    """To a page of the annals and a place on it, to the timeline, or away from here."""
    found = pages(Annals(request.getfixturevalue(which), AROUND))
    there = {
        name: {one.attributes["id"] for one in page.elements if "id" in one.attributes}
        for name, page in found.items()
    }
    seen = set()
    for name, page in found.items():
        for link in (one.attributes["href"] for one in page.elements if one.tag == "a"):
            address, _, part = link.partition("#")
            if address != AROUND.home and not address.startswith("https://"):
                assert address in found, (name, link)
                assert not part or part in there[address], (name, link)
                seen.add(address)
    assert seen == set(found), "some page is linked from nowhere"


def test_a_passage_leads_to_its_event_and_back(real: Edition) -> None:
    found = pages(Annals(real, AROUND))
    text = found["source-{}.html".format(real.passages_of("treaty-aigun")[0].source)]
    marks = [one for one in text.elements if one.attributes.get("id") == "passage_treaty-aigun-p2"]
    assert [one.tag for one in marks] == ["mark"]
    assert any(one.attributes.get("href", "").endswith(".html#treaty-aigun") for one in text.elements)


def test_a_leaf_says_where_it_stands_and_leads_to_its_neighbours(many: Edition) -> None:
    made = Annals(many, AROUND)
    found = leaves(pages(made))
    assert made.leaves == len(found) == 3
    ways = [
        [
            (one.attributes["rel"], one.attributes["href"])
            for one in page.elements
            if one.attributes.get("rel") in ("prev", "next")
        ]
        for page in found
    ]
    assert ways == [
        [("next", "2.html")] * 2,
        [("prev", "1.html"), ("next", "3.html")] * 2,
        [("prev", "2.html")] * 2,
    ]
    assert [next(one.text for one in page.elements if one.tag == "h1") for page in found] == [
        "1000–1249",
        "1250–1499",
        "1500–1502",
    ]
    assert "251–500 of 503" in made.page("2.html")


def test_each_page_speaks_its_language_and_says_in_which_one_texts_are(real: Edition) -> None:
    for language in LANGUAGES:
        for name, page in pages(Annals(real, AROUND, language=language)).items():
            (html,) = (one for one in page.elements if one.tag == "html")
            assert html.attributes["lang"] == language, name
            for quote in (one for one in page.elements if one.tag in ("blockquote", "cite", "article")):
                assert "lang" in quote.attributes or quote.tag == "cite"
        assert message(language, "annals") in Annals(real, AROUND, language=language).page(CONTENTS)


@pytest.mark.parametrize("publish", ["quotes", "none"])
def test_no_more_of_a_text_is_shown_than_may_be(real: Edition, publish: str) -> None:
    """Of a source that may only be quoted its quotes with a sentence around them; of a secret one nothing."""
    secret = "Nobody may read this. What came before. The envoys met. What came after. Nor this one, ever."
    start = secret.index("The envoys")
    made = edition(
        [event("one")], [passage("p", "one", "kept", start, start + 15)],
        [source("kept", secret, publish=publish, url="https://example.org/kept")],
    )  # fmt: skip
    text = " ".join(Annals(made, AROUND).page(name) for name in Annals(made, AROUND).names())
    assert "Nobody may read this" not in text
    assert ("The envoys met" in text) == (publish == "quotes")
    assert (message("en", "claim.withheld") in text) == (publish == "none")
    narrowed = Annals(real, AROUND, "quotes")
    shown = " ".join(narrowed.page(name) for name in narrowed.names())
    for held in real.library:
        assert leak(held.text, real.passages_in(held.id), shown) is None, held.id


def test_nobodys_text_is_markup() -> None:
    """Whatever stands in a title, a text, a name: it is shown as it is written."""
    evil = "<script>alert(1)</script>\"'>&amp;"
    made = edition(
        [event("one", title=evil, summary=evil, kind=evil)],
        [passage("p", "one", "text", 0, len(evil), speaker=evil)],
        [source("text", evil, title=evil, author=evil, url="https://example.org/?a=1&b=2")],
    )
    for name, page in pages(Annals(made, AROUND)).items():
        assert not [one for one in page.elements if one.tag == "script"], name
    assert evil in entries(pages(Annals(made, AROUND)))[0].text


def test_a_name_that_is_none_has_no_page(many: Edition) -> None:
    made = Annals(many, AROUND)
    for name in ("", "0.html", "4.html", "01.html", "1", "source-none.html", "source-../x.html", "index.htm"):
        with pytest.raises(KeyError):
            made.page(name)


def test_without_events_there_are_contents_and_no_leaf() -> None:
    made = Annals(edition([]), AROUND)
    assert list(made.names()) == [CONTENTS, SOURCES]
    assert len(made) == 2
    assert all(pages(made).values())


def test_pages_are_small(many: Edition) -> None:
    """Of an event with one quote and no summary there is less than a kilobyte."""
    assert max(len(Annals(many, AROUND).page(f"{n}.html")) for n in (1, 2)) < 1000 * LEAF


def test_all_pages_are_written_and_old_ones_removed(tmp_path: Path, many: Edition) -> None:
    """Of an earlier export, and nothing of somebody else's."""
    made = Annals(many, AROUND)
    kept = bindery.leaves(made, tmp_path, silent, 1)
    assert kept == set(made.names()) == {file.name for file in tmp_path.iterdir()}
    for name in kept:
        assert (tmp_path / name).read_text(encoding="utf-8") == made.page(name)
        assert made.page(name).startswith(OPENING)
    (tmp_path / "mine.html").write_text("<!doctype html>\n<p>Mine.", encoding="utf-8")
    bindery.remove(tmp_path, but=kept - {"3.html"})
    assert {file.name for file in tmp_path.iterdir()} == (kept - {"3.html"}) | {"mine.html"}

"""The page: HTML that says all without a script, data that says the same, and nobody's text as markup."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.leaks import leak
from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from timeline import page
from timeline.choices import filters
from timeline.disclosure import Publish
from timeline.doubts import doubt_keys
from timeline.edition import Edition, load
from timeline.languages import LANGUAGES, Language
from timeline.messages import message
from timeline.payload import VERSION, payload
from timeline.windows import extent, whole

SLOTS = page.Slots(head="<!-- head -->", foot="<!-- foot -->", full_page="index.html")
PARTS: tuple[page.Part, ...] = ("page", "chart")

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "{{7*7}}{% raw %}{#",
    "</script><script>alert(1)</script>",
    "</title></style></textarea><!--",
    "<!--<script>",
    "]]><b>",
    "&lt;b&gt;&amp;&#60;i&#62;",
    "javascript:alert(1)",
    "line\u2028separator\u2029paragraph",
    "%{y} $x$ ${x} `x`",
    "=1+1\t<i onclick=alert(1)>",
)


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


READ: dict[tuple[page.Part, Language | None], Parsed] = {}


def written(real: Edition, part: page.Part = "page", language: Language | None = None) -> Parsed:
    """The page of the real edition, made and read once for all tests."""
    if (part, language) not in READ:
        READ[part, language] = Parsed(page.html(real, SLOTS, part=part, language=language))
    return READ[part, language]


@pytest.fixture(scope="module")
def parsed(real: Edition) -> Parsed:
    """Its whole page."""
    return written(real)


@pytest.fixture(scope="module")
def parser(browser: Browser) -> Iterator[Page]:
    """A browser's own parser: an empty page, in which nothing runs."""
    made = browser.new_page()
    yield made
    made.close()


# ── what the page holds ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", PARTS)
def test_the_page_is_well_formed(real: Edition, part: page.Part) -> None:
    """Every element is closed where it was opened; no attribute stands twice, no id names two elements."""
    found = written(real, part)
    ids = Counter(one.attributes["id"] for one in found.all(id=""))
    assert [name for name, count in ids.items() if count > 1] == []
    assert found.elements[0].tag == "html"
    assert found.elements[0].attributes["lang"] == "en"


@pytest.mark.parametrize("part", PARTS)
def test_every_address_inside_the_page_leads_somewhere(real: Edition, part: page.Part) -> None:
    """`#…`, labels and controls name elements that exist; the chart alone names those of the whole page."""
    found = written(real, part)
    full = written(real)
    ids = {one.attributes["id"] for one in found.all(id="")}
    full_ids = {one.attributes["id"] for one in full.all(id="")}
    for link in found.all("a", href=""):
        address, _, name = link.attributes["href"].partition("#")
        if address in ("", "index.html") and name:
            assert name in (full_ids if address else ids), link.attributes["href"]
    for attribute in ("aria-labelledby", "aria-controls", "form", "for"):
        for one in found.elements:
            assert set(one.attributes.get(attribute, "").split()) <= ids, one


def test_every_event_has_its_article_and_its_place_in_the_list(real: Edition, parsed: Parsed) -> None:
    """In order of time, with title, date and every quote; the list leads to the articles."""
    articles = parsed.all("article", class_="event")
    assert [one.attributes["id"] for one in articles] == [one.id for one in real.chronology]
    options = parsed.all("a", class_="option")
    assert [one.attributes["href"] for one in options] == [f"#{one.id}" for one in real.chronology]
    for one, article, option in zip(real.chronology, articles, options, strict=True):
        for text in (article.text, option.text):
            assert " ".join(one.title.split()) in text
        for quote in real.passages_of(one.id):
            text = real.source(quote.source).text[quote.start : quote.end]
            assert " ".join(text.split()) in article.text


def test_judgement_and_testimony_stand_apart(real: Edition, parsed: Parsed) -> None:
    """Each event has two parts, each under its head: the curator's words in one, the quotes in the other."""
    heads = [one.text for one in parsed.all("h4") if one.attributes["data-say"].startswith("panel.")]
    assert heads == ["What the curator concludes", "What the sources say"] * len(real.chronology)
    concluded = [one.text for one in parsed.all("div", class_="concludes")]
    said = [one.text for one in parsed.all("div", class_="says")]
    for made, mine, theirs in zip(real.chronology, concluded, said, strict=True):
        for own in (made.summary, made.date_note, " · ".join(made.parties), made.place):
            assert " ".join(own.split()) in mine
        assert "✓ verified" not in mine
        for given in real.passages_of(made.id):
            text = real.source(given.source).text[given.start : given.end]
            for told in (text, given.speaker, given.rank_reason, real.source(given.source).title):
                assert " ".join(told.split()) in theirs
        assert theirs.count("✓ verified") == len(real.passages_of(made.id))


def test_a_speaker_is_one_to_whom_the_source_attributes_words() -> None:
    """Whether they are a quotation or reported speech, they are the source's words."""
    found = Parsed(page.html(edition([event("one")], [passage("p", speaker="Li")], [source()]), SLOTS))
    assert [one.text for one in found.all(class_="credit")] == ["Attributed to Li"]


def test_a_value_set_aside_is_struck_through_and_its_quote_is_not() -> None:
    """With its reason: the words remain what the source says, whatever they are worth."""
    given = passage("p", property="date", value="1654", rank="deprecated", rank_reason="None is known.")
    found = Parsed(page.html(edition([event("one", date="1860")], [given], [source()]), SLOTS))
    # Once beside the curator's, once with the quote.
    assert [one.text for one in found.all("s")] == ["1654"] * 2
    assert [one.text for one in found.all(class_="reason")] == ["None is known."] * 2
    # A reason is never taken for words of the source that is named above it.
    assert [one.text for one in found.all(class_="why")] == ["Curator: None is known."] * 2
    assert "s" not in found.all("blockquote")[0].inside
    (says,) = found.all("div", class_="says")
    assert says.text.index("1860") < says.text.index("1654") < says.text.index("Words")


def test_files_in_other_forms_are_offered_where_a_host_has_them() -> None:
    """By a plain link, which needs no script."""
    made = edition([event("one")])
    assert not Parsed(page.html(made, SLOTS)).all("footer")
    found = Parsed(page.html(made, replace(SLOTS, forms=True)))
    links = [one.attributes["href"] for one in found.all("a") if "footer" in one.inside]
    assert links == ["citations.bib", "citations.json", "annotations.json"]


def test_every_passage_is_marked_where_it_stands(real: Edition, parsed: Parsed) -> None:
    """Once with its address, in its source, its words in its marks and nothing else."""
    marks = parsed.all("mark")
    for one in real.quotations:
        own = [mark for mark in marks if mark.attributes["data-passage"] == one.id]
        assert own[0].attributes.get("id") == f"passage_{one.id}"
        assert all("id" not in mark.attributes for mark in own[1:])
        assert {mark.attributes["data-event"] for mark in own} == {one.event}
    assert {mark.attributes["data-passage"] for mark in marks} == {one.id for one in real.quotations}
    sources = parsed.all("article", class_="source")
    assert [one.attributes["data-source"] for one in sources] == [one.id for one in real.library]


@pytest.mark.parametrize("part", PARTS)
def test_links_are_safe(real: Edition, part: page.Part) -> None:
    """Into the page itself, or http, https, mailto, told nothing of where they were followed."""
    everything = filled("A text")  # It has a link in every place that can have one.
    outward = []
    for made in (real, everything):
        for link in Parsed(page.html(made, SLOTS, part=part)).all("a"):
            href = link.attributes["href"]
            if href.startswith(("#", "index.html")):
                continue
            outward.append(href)
            assert href.startswith(("https://", "http://", "mailto:")), href
            assert set(link.attributes["rel"].split()) >= {"noopener", "noreferrer"}, href
    assert len(outward) >= (3 if part == "page" else 1)


def test_the_page_asks_for_nothing_by_itself(parsed: Parsed) -> None:
    """What is loaded comes from the host's slots alone."""
    for one in parsed.elements:
        assert one.tag not in ("img", "iframe", "object", "embed", "base", "audio", "video"), one
        assert "src" not in one.attributes, one
        assert not any(name.startswith("on") for name in one.attributes), one
        # An icon, and a place in the page itself, before which nothing is painted.
        assert one.tag != "link" or one.attributes["href"].startswith(("data:", "#")), one


def test_hosts_put_in_their_own_markup(real: Edition) -> None:
    """Head and foot as they are, the version where the script looks for it."""
    html = page.html(real, SLOTS, version='1"2')
    assert html.index("<!-- head -->") < html.index("</head>") < html.index("<!-- foot -->")
    (timeline,) = Parsed(html).all("div", id="_timeline")
    assert timeline.attributes["data-edition"] == '1"2'


# ── languages ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_read_in_each_language_without_a_script(
    real: Edition, part: page.Part, language: Language
) -> None:
    """All that names a message says it, all that names a date tells it, text and attributes alike."""
    found = written(real, part, language)
    assert found.elements[0].attributes["lang"] == found.payload["language"] == language
    at = LANGUAGES.index(language)
    for one in found.elements:
        values = json.loads(one.attributes.get("data-with", "{}"))
        for name, key in one.attributes.items():
            if name.startswith("data-say"):
                attribute = name.removeprefix("data-say").removeprefix("-")
                said = one.attributes[attribute] if attribute else "".join(one.parts)
                assert said == message(language, key, values)
        if "data-told" in one.attributes:
            assert "".join(one.parts) == found.payload["told"][int(one.attributes["data-told"])][at]
    assert len(found.all(data_say="")) > 100
    assert len(found.all(data_told="")) > len(real.chronology)


def test_the_page_opens_in_the_language_of_its_edition() -> None:
    """Unless the host wants another; the curator's words are marked as what they are in either case."""
    made = replace(edition([event("one", title="Договор")]), language="ru")
    for wanted, language in ((None, "ru"), ("zh", "zh")):
        found = Parsed(page.html(made, SLOTS, language=wanted))  # type: ignore[arg-type]
        assert found.elements[0].attributes["lang"] == found.payload["language"] == language
        assert found.by_id("title_one").attributes["lang"] == found.payload["content"] == "ru"
        (pressed,) = found.all("button", aria_pressed="true")
        assert pressed.attributes["data-language"] == language


@pytest.mark.parametrize("part", PARTS)
def test_the_switch_names_each_language_in_its_own(real: Edition, part: page.Part) -> None:
    """And says so to a voice that reads it aloud."""
    buttons = written(real, part).all("button", data_language="")
    told = [(one.attributes["lang"], one.attributes["data-language"], one.text) for one in buttons]
    assert told == [("en", "en", "English"), ("ru", "ru", "Русский"), ("zh", "zh", "中文")]


def test_quotes_are_marked_with_the_language_of_their_source() -> None:
    """What the page says around them is in its own."""
    text = "Слова, которые были сказаны."
    made = edition([event("one")], [passage("p", end=5)], [source("text", text, language="ru")])
    found = Parsed(page.html(made, SLOTS))
    (quote,) = found.all("blockquote")
    (article,) = found.all("article", class_="source")
    (head,) = found.all("header", data_apparatus="")
    assert (quote.attributes["lang"], article.attributes["lang"], head.attributes["lang"]) == (
        "ru",
        "ru",
        "en",
    )


@pytest.mark.parametrize(
    ("date", "calendar", "doubts"),
    [
        ("1689", "gregorian", []),
        ("1654?/..", "gregorian", ["uncertain", "openEnd"]),
        ("../1654~", "gregorian", ["circa", "openStart"]),
        ("/1654", "gregorian", ["unknownStart"]),
        ("[1667,1668]", "gregorian", ["oneOf"]),
        ("165X", "julian", ["unspecified"]),
    ],
)
def test_the_panel_says_every_doubt_about_a_date(date: str, calendar: str, doubts: list[str]) -> None:
    """Beside how it is known, in which calendar it is written, and its day in the Old Style."""
    found = Parsed(page.html(edition([event("one", date=date, calendar=calendar)]), SLOTS))
    keys = [one.attributes["data-say"] for one in found.all(data_say="")]
    assert [key for key in keys if key.startswith("doubt.")] == [f"doubt.{name}" for name in doubts]
    assert ("calendar.julian" in keys) == (calendar == "julian")
    assert not found.all(class_="old-style")


def test_the_old_style_stands_ready_where_it_says_something() -> None:
    """For a Gregorian day before Russia left it; shown when the reader asks for it."""
    made = edition([event("old", date="1900-03-14"), event("new", date="1989-03-14")])
    (line,) = Parsed(page.html(made, SLOTS)).all(class_="old-style")
    assert line.text == "· 1 March 1900 O.S."


# ── the payload ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", PARTS)
def test_the_payload_arrives_as_it_was_made(real: Edition, part: page.Part) -> None:
    """What stands in the HTML is, parsed, what `payload` gave."""
    made = json.loads(json.dumps(payload(real)))
    assert written(real, part).payload == made


def test_the_numbers_are_those_of_the_edition(real: Edition, parsed: Parsed) -> None:
    """Every event with its days, its kind, its sources and its passages; densities add up."""
    payload = parsed.payload
    everything = whole([one.span for one in real.chronology])
    assert payload["version"] == VERSION
    assert payload["whole"] == [everything.start, everything.end]
    assert payload["fit"][0] < everything.start < everything.end < payload["fit"][1]
    assert len(payload["symbols"]) == len(payload["kinds"])
    for one, told in zip(real.chronology, payload["events"], strict=True):
        part = extent(one.span, everything)
        assert (told["id"], told["start"], told["end"]) == (one.id, part.start, part.end)
        assert payload["kinds"][told["kind"]] == one.kind
        assert told["passages"] == [quote.id for quote in real.passages_of(one.id)]
        assert set(told["sources"]) == {quote.source for quote in real.passages_of(one.id)}
        assert told.get("doubts", []) == list(doubt_keys(one.span))
        assert told.get("hollow", False) == (one.status != "asserted")


def test_the_payload_holds_no_prose_of_the_sources(real: Edition) -> None:
    """Only ids, numbers and the curator's titles: quotes stand once, in the HTML."""
    text = json.dumps(payload(real))
    assert all(leak(one.text, (), text) is None for one in real.library)


def test_a_party_that_is_named_twice_is_one() -> None:
    """In the lanes of the script and in the count of the filter."""
    made = edition([event("one", parties=("Russia", "China", "Russia"))])
    assert payload(made)["events"][0]["parties"] == ["Russia", "China"]
    assert {choice.value: choice.count for choice in filters(made)["party"]} == {"China": 1, "Russia": 1}


def test_filters_count_what_they_would_leave(real: Edition) -> None:
    """Each choice with the number of its events, none that would leave nothing."""
    for name, choices in filters(real).items():
        assert len({choice.value for choice in choices}) == len(choices)
        for choice in choices:
            assert choice.count == sum(has(real, one, name, choice.value) for one in real.chronology) > 0


def has(made: Edition, one: Any, name: str, value: str) -> bool:
    if name == "source":
        return any(quote.source == value for quote in made.passages_of(one.id))
    return value in one.parties if name == "party" else getattr(one, name) == value


# ── how much may be shown ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", PARTS)
def test_quotes_alone_leave_no_other_text(real: Edition, part: page.Part) -> None:
    """Nowhere in the page, its attributes or its data stands a piece of a source that is not shown."""
    said = Parsed(page.html(real, SLOTS, publish="quotes", part=part)).words
    for one in real.library:
        assert leak(one.text, real.passages_in(one.id), said) is None


def test_what_leaks_would_be_found(real: Edition) -> None:
    """In the page that shows everything, the same search finds every source that has more than its quotes."""
    said = Parsed(page.html(real, SLOTS, publish="full")).words
    found = [leak(one.text, real.passages_in(one.id), said) for one in real.library]
    assert any(found)


@pytest.mark.parametrize(
    ("row", "host", "words", "rest"),
    [
        ("full", None, True, True),
        ("quotes", None, True, False),
        ("none", None, False, False),
        ("full", "quotes", True, False),
        ("quotes", "quotes", True, False),
        ("none", "quotes", False, False),
        ("full", "none", False, False),
        ("quotes", "full", True, True),
        ("none", "full", True, True),
    ],
)
def test_a_host_narrows_what_a_source_allows_and_only_full_widens_it(
    row: str, host: Publish | None, words: bool, rest: bool
) -> None:
    """A source that may not be quoted is cited, and its passages lead nowhere."""
    far = "So it went on, and on, and never came to an end that anybody knew. " * 20
    text = f"{far}\n\nWords that were said.\n\n{far}"
    start = text.index("Words")
    made = edition(
        [event("one")], [passage("p", start=start, end=start + 5)], [source("text", text, publish=row)]
    )
    found = Parsed(page.html(made, SLOTS, publish=host))
    assert bool(found.all("mark")) == words
    assert bool(found.all("a", data_to_passage="p")) == words
    assert ("never came to an end" in found.words) == rest
    assert "Source text" in found.by_id("one").text


# ── hostile text ──────────────────────────────────────────────────────────────────────────────────────────


def filled(text: str) -> Edition:
    """An edition with the text in every column that takes any text, in the source itself and in the title."""
    body = f"Before it. {text} After it."
    start = body.index(text)
    values = {"property": text, "value": text, "rank_reason": text, "speaker": text, "exact": text}
    made = edition(
        [
            event(
                "one",
                title=text,
                kind=text,
                parties=(text, "Other"),
                place=text,
                summary=text,
                date_note=text,
                date_source=text,
                status="doubtful",
                lat=1.0,
                lon=2.0,
                wikidata="Q1",
            )
        ],
        [
            passage(
                "p", start=start, end=start + len(text), prefix=text, suffix=text, rank="preferred", **values
            )
        ],
        [
            source(
                "text",
                body,
                title=text,
                author=text,
                container_title=text,
                rights=text,
                note=text,
                url=f"https://example.org/?q={text}",
                archive_url=f"https://example.org/{text}",
            )
        ],
    )
    return Edition(
        text, Path(text.replace("/", "")), made.chronology, made.quotations, made.library, kinds=made.kinds
    )


SHAPE = """html => { const page = new DOMParser().parseFromString(html, "text/html");
    const shape = element => [element.localName, ...element.getAttributeNames().sort()].join(" ");
    const drawn = [...page.querySelectorAll(".opening *")].map(shape);
    page.querySelectorAll(".opening > *").forEach(element => element.remove());
    return [[...page.querySelectorAll("*")].map(shape), [...new Set(drawn)]]; }"""
SAID = """html => { const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("script, style, .opening").forEach(element => element.remove());
    return page.documentElement.textContent; }"""


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nobodys_text_becomes_markup(parser: Page, text: str, part: page.Part) -> None:
    """In a browser's own eyes the page has the same elements and attributes as with a harmless text.

    Which labels its picture has room for depends on how long they are, but never what they are made of.
    """
    hostile = page.html(filled(text), SLOTS, part=part)
    harmless = page.html(filled("Harmless words"), SLOTS, part=part)
    (shape, drawn), (plain_shape, known) = parser.evaluate(SHAPE, hostile), parser.evaluate(SHAPE, harmless)
    assert shape == plain_shape
    for words in ("x", "Harmless words " * 20):
        known += parser.evaluate(SHAPE, page.html(filled(words), SLOTS, part=part))[1]
    assert drawn
    assert set(drawn) <= set(known)
    said, plain = parser.evaluate(SAID, hostile), parser.evaluate(SAID, harmless)
    # But for the name of a property, whose hyphens are shown as blanks.
    assert " ".join(said.split()).count(" ".join(text.split())) >= plain.count("Harmless words") - 1 > 3


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_data_in_the_payload(text: str) -> None:
    """It arrives letter for letter, and no letter of it can end the element."""
    html = page.html(filled(text), SLOTS)
    payload = Parsed(html).payload
    assert payload["title"] == payload["events"][0]["title"] == payload["kinds"][0] == text
    raw = html.partition('id="_payload">')[2].partition("</script>")[0]
    assert "<" not in raw
    assert json.loads(raw) == payload


def test_an_edition_without_events_is_a_page() -> None:
    """Empty, and well formed."""
    found = Parsed(page.html(edition([]), SLOTS))
    assert found.payload["events"] == []
    assert not found.all("article", class_="event")

"""The volumes: together they hold all that a small edition has in its page, in the same words and numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from tests.test_page import filled
from timeline import page
from timeline.edition import Edition, load
from timeline.languages import LANGUAGES, Language
from timeline.payload import payload
from timeline.volumes import PANELS, WHOLE, Volumes, is_bound

SLOTS = page.Slots(full_page="index.html", how="script", base="volumes/")


@pytest.fixture(scope="module")
def real() -> Edition:
    """The edition of the five articles."""
    return load(Path(__file__).parent.parent)


@pytest.fixture(scope="module")
def volumes(real: Edition) -> Volumes:
    """Its volumes."""
    return Volumes(real)


@pytest.fixture(scope="module")
def whole(real: Edition) -> Parsed:
    """Its page when it is not bound."""
    return Parsed(page.html(real, page.Slots()))


@pytest.fixture(scope="module")
def many() -> Edition:
    """Three hundred events in as many days: of two tiles and more, three volumes of events, ten of panels."""
    events = [
        event(f"e{n}", f"18{n // 28 % 90 + 10}-02-{n % 28 + 1:02d}", importance=n % 5 + 1) for n in range(300)
    ]
    return edition(events, [passage(f"p{n}", f"e{n}") for n in range(300)], [source()])


def content(volumes: Volumes, name: str) -> Any:
    return json.loads(volumes.content(name))


def articles(volumes: Volumes, name: str) -> list[Any]:
    """The volume of that name as a page of its own: its elements, with what they tell."""
    held = content(volumes, name)
    found = Parsed(f"<html>{held['html']}</html>")
    return [_resolved(one, held["told"]) for one in found.elements[1:]]


def _resolved(one: Any, told: Any) -> tuple[str, dict[str, str], str]:
    """An element, its place in a table of phrases replaced by the phrase."""
    attributes = dict(one.attributes)
    if "data-told" in attributes:
        attributes["data-told"] = "|".join(told[int(attributes["data-told"])])
    return one.tag, attributes, one.text


def inside(whole: Parsed, id: str) -> list[Any]:
    """The same of an article that stands in a page."""
    elements = whole.elements
    first = next(at for at, one in enumerate(elements) if one.attributes.get("id") == id)
    depth = len(elements[first].inside)
    rest = (at for at in range(first + 1, len(elements)) if len(elements[at].inside) <= depth)
    return [_resolved(one, whole.payload["told"]) for one in elements[first : next(rest, len(elements))]]


# ── what they hold ────────────────────────────────────────────────────────────────────────────────────────


def test_a_panel_is_the_same_in_a_volume_as_in_the_page(
    real: Edition, volumes: Volumes, whole: Parsed
) -> None:
    """Element by element, dates in every language."""
    found = [one for name in volumes.names() if name.startswith("panels") for one in articles(volumes, name)]
    expected = [one for event in real.chronology for one in inside(whole, event.id)]
    assert found == expected


def test_a_text_is_the_same_in_a_volume_as_in_the_page(
    real: Edition, volumes: Volumes, whole: Parsed
) -> None:
    """With its passages marked, its footnotes and what no event covers."""
    for place, one in enumerate(real.library):
        assert articles(volumes, f"source-{place}") == inside(whole, f"source_{one.id}")


@pytest.mark.parametrize("prefix", ["events", "tile"])
def test_the_script_knows_of_each_event_what_it_knows_in_a_small_edition(
    real: Edition, volumes: Volumes, prefix: str
) -> None:
    """And its place and status; each event once."""
    small = payload(real)
    found = {}
    for name in volumes.names():
        if name.partition("-")[0] == prefix:
            held = content(volumes, name)
            for one in held["events"]:
                assert one["id"] not in found
                found[one["id"]] = _told(one, held["told"])
    for place, one in enumerate(json.loads(json.dumps(small["events"]))):
        more: dict[str, Any] = {"place": place}
        if real.chronology[place].status != "asserted":
            more["status"] = real.chronology[place].status
        assert found[one["id"]] == _told(one, small["told"]) | more
    assert len(found) == len(small["events"])


def _told(event: dict[str, Any], told: Any) -> dict[str, Any]:
    """What the script knows of an event, with its dates in words."""
    made = {**event, "date": tuple(told[event["date"]])}
    if "rivals" in event:
        made["rivals"] = [
            {**one, "told": one["told"] if one["told"] is None else tuple(told[one["told"]])}
            for one in event["rivals"]
        ]
    return made


def test_a_volume_of_events_cites_the_sources_of_its_events(real: Edition, volumes: Volumes) -> None:
    """As the payload of a small edition cites all."""
    cites = payload(real)["cites"]
    held = content(volumes, "events-0")
    named = {str(place) for one in held["events"] for place in one["from"]}
    assert held["cites"] == {place: cites[int(place)] for place in named}


def test_volumes_have_the_sizes_that_the_manifest_tells(many: Edition) -> None:
    """The last of a sort has what is left."""
    volumes = Volumes(many)
    manifest = volumes.manifest("script", "volumes/")
    assert (manifest["count"], manifest["how"], manifest["base"]) == (300, "script", "volumes/")
    for sort, size in (("events", manifest["events"]), ("panels", manifest["panels"])):
        numbers = range(-(-300 // size))
        assert [name for name in volumes.names() if name.startswith(sort)] == [f"{sort}-{n}" for n in numbers]
    ids = [one["id"] for n in range(3) for one in content(volumes, f"events-{n}")["events"]]
    assert ids == [one.id for one in many.chronology]
    assert [len(content(volumes, f"events-{n}")["events"]) for n in range(3)] == [128, 128, 44]
    found = Parsed(f"<html>{content(volumes, 'panels-9')['html']}</html>").all("article", class_="event")
    assert [one.attributes["id"] for one in found] == ids[9 * PANELS :]
    assert sum(manifest["strip"]) == 300
    assert manifest["tiles"]["0-0"]["density"]["kind"] == content(volumes, "tile-0-0")["density"]["kind"]


def test_every_event_is_in_one_tile(many: Edition) -> None:
    """A tile says which tiles are below it, and there are no others."""
    volumes = Volumes(many)
    below, ids = {"tile-0-0"}, []
    for name in (name for name in volumes.names() if name.startswith("tile")):
        held = content(volumes, name)
        level, index = map(int, name.split("-")[1:])
        ids += [one["id"] for one in held["events"]]
        below |= {f"tile-{level + 1}-{2 * index + half}" for half in (0, 1) if held["below"][half]}
    assert {name for name in volumes.names() if name.startswith("tile")} == below
    assert sorted(ids) == sorted(one.id for one in many.chronology)


def test_every_name_has_a_volume_and_is_counted_once(many: Edition) -> None:
    volumes = Volumes(many)
    names = list(volumes.names())
    assert len(set(names)) == len(names) == len(volumes)
    assert all(volumes.content(name) for name in names if name != "source-1")


@pytest.mark.parametrize(
    "name",
    [
        "", "tile", "tile-0", "tile-0-1", "tile-9-0", "tile-0-0-0", "tile-00-0", "tile--1-0", "events-3",
        "events", "events-00", "panels-10", "panels-1-0", "source-1", "source-x", "starts-0", "names-",
        "order", "order-start", "order-0", "ledger-1", "register-1", "words-0", "postings-1",
        "postings-middle", "tile-middle-0", "../index.html", "events-0.js", "EVENTS-0", "events-٠",
        "events-1e0", " events-0", "events-0\n", "events-99999999999999999999", "content", "__init__",
    ],
)  # fmt: skip
def test_no_other_name_has_one(many: Edition, name: str) -> None:
    """Whatever is asked for, nothing but what there is is made."""
    with pytest.raises(KeyError):
        Volumes(many).content(name)


def test_the_same_edition_gives_the_same_bytes(real: Edition, volumes: Volumes) -> None:
    """Made in another order, from files read again."""
    again = Volumes(load(Path(__file__).parent.parent))
    made = {name: again.content(name) for name in reversed(list(again.names()))}
    assert made == {name: volumes.content(name) for name in volumes.names()}


def test_an_edition_is_bound_by_its_size_or_as_wanted(real: Edition) -> None:
    assert not is_bound(real)
    assert is_bound(real, True)
    assert is_bound(edition([event(f"e{n}") for n in range(WHOLE + 1)]))
    assert not is_bound(edition([event(f"e{n}") for n in range(WHOLE)]))
    assert not is_bound(edition([event(f"e{n}") for n in range(WHOLE + 1)]), single=True)


def test_an_edition_without_events_can_be_bound() -> None:
    """There is always a window that asks for the first tile."""
    volumes = Volumes(edition([]))
    names = list(volumes.names())
    assert "tile-0-0" in names
    assert all(isinstance(volumes.content(name), bytes) for name in names)


# ── what may be shown ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("publish", [None, "quotes", "full"])
def test_what_may_not_be_shown_is_in_no_volume(publish: Any) -> None:
    """Not the quote of a source that may only be cited, unless everything is called for."""
    text = "Far away. " * 40 + "A secret sentence. " + "Far behind. " * 40
    at = text.index("A secret")
    secret = source("text", text, publish="none")
    made = edition([event("one")], [passage("p", start=at, end=at + 17)], [secret])
    volumes = Volumes(made, publish)
    said = b"".join(volumes.content(name) for name in volumes.names()).lower()
    assert (b"secret" in said) == (publish == "full")
    assert (b"behind" in said) == (publish == "full")


# ── the page of a bound edition ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", ["page", "chart"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bound_page_reads_without_a_script(many: Edition, part: page.Part, language: Language) -> None:
    """The foremost events with their quotes, how many more there are, and how many in all."""
    volumes = Volumes(many, language=language)
    found = Parsed(page.html(many, SLOTS, part=part, language=language, volumes=volumes))
    foremost = [one["id"] for one in content(volumes, "tile-0-0")["events"]]
    shown = found.all("article", class_="event")
    assert [one.attributes["id"] for one in shown] == foremost
    assert len(foremost) == 128
    assert len(found.all("blockquote")) == 128
    (more,) = [one for one in found.all("p", data_say="list.more") if "noscript" in one.inside]
    assert json.loads(more.attributes["data-with"]) == {"count": 172}
    (tally,) = found.all(class_="shown-count")
    assert json.loads(tally.attributes["data-with"]) == {"count": 300}
    if part == "page":
        assert [one.attributes["data-event"] for one in found.all("a", class_="option")] == foremost
        assert not found.all("article", class_="source")
    for one in found.all(data_told=""):
        told = found.payload["told"][int(one.attributes["data-told"])]
        assert "".join(one.parts) == told[LANGUAGES.index(language)]


def test_a_bound_payload_is_that_of_the_page_without_its_events(real: Edition, volumes: Volumes) -> None:
    """All that does not grow with the events is the same, whoever counts it."""
    found = Parsed(page.html(real, SLOTS, volumes=volumes)).payload
    small = json.loads(json.dumps(payload(real)))
    bound = {"events": [], "orders": {}, "cites": [], "volumes": found["volumes"], "told": found["told"]}
    assert found == small | bound
    assert found["volumes"] == json.loads(json.dumps(volumes.manifest("script", "volumes/")))


def test_a_bound_page_offers_the_same_filters_and_eras(real: Edition, volumes: Volumes) -> None:
    """Counted in columns or event by event."""
    small, bound = (Parsed(page.html(real, SLOTS, volumes=one)) for one in (None, volumes))
    for query in ({"class_": "choices"}, {"class_": "chip"}, {"class_": "era"}):
        assert [(one.text, one.attributes) for one in bound.all(**query)] == [
            (one.text, one.attributes) for one in small.all(**query)
        ]


def test_the_first_picture_is_the_same_while_one_tile_holds_all(real: Edition, volumes: Volumes) -> None:
    """Whether lanes and the whole are counted event by event or in columns."""
    small, bound = (page.html(real, SLOTS, volumes=one) for one in (None, volumes))
    pictures = [html.partition('<svg class="ready"')[2].partition("<fieldset")[0] for html in (small, bound)]
    assert pictures[0] == pictures[1]
    assert "<path" in pictures[0]


def test_long_menus_hold_the_most_frequent_names() -> None:
    """And are marked, so that the script fills in the others."""
    events = [event(f"e{n}", parties=("Often", f"Party {n}")) for n in range(250)]
    made = edition(events, [passage(f"p{n}", f"e{n}") for n in range(250)], [source()])
    found = Parsed(page.html(made, SLOTS, volumes=Volumes(made)))
    parties = [one.attributes["value"] for one in found.all("input", name="party")]
    assert len(parties) == 200
    assert parties[0] == "Often"
    menus = found.all("details", class_="menu")
    assert ["data-more" in one.attributes for one in menus[:3]] == [True, False, False]


HOSTILE = ("</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{%", "&lt;b&gt;")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_changes_no_element_of_a_volume(text: str) -> None:
    """In every column that takes any text, in panels and in texts; else it is data, letter for letter."""
    hostile, harmless = Volumes(filled(text)), Volumes(filled("Harmless words"))
    for name in ("panels-0", "source-0"):
        shapes = [
            [(tag, sorted(attributes)) for tag, attributes, _ in articles(volumes, name)]
            for volumes in (hostile, harmless)
        ]
        assert shapes[0] == shapes[1]
    assert content(hostile, "events-0")["events"][0]["title"] == text
    assert text in [name for name, _ in content(hostile, "names")["parties"]]


def test_whether_there_are_volumes_is_answered_without_making_any(many: Edition) -> None:
    """Nor is the concordance made for their names, but for those that are searched."""
    volumes = Volumes(many)
    assert volumes
    assert {"tile-0-0", "ledger-0", "starts", "source-0"} <= set(volumes.general())
    assert {"events-2", "panels-9"} <= set(volumes.special())
    assert "concordance" not in volumes.__dict__
    assert set(volumes.names()) == {*volumes.general(), *volumes.special(), *volumes.searched()}

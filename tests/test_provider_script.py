"""The page's provider: the same answers from volumes as from an edition that is all in the page."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.made_up import edition, event, passage, source
from timeline import page as pages
from timeline.edition import Edition, load
from timeline.payload import payload
from timeline.records import Event, Passage
from timeline.volumes import Volumes

ASSETS = Path(__file__).parent.parent / "timeline" / "assets"
SCRIPTS = (
    "calendar.js", "language.js", "period.js", "places.js", "volumes.js", "concordance.js", "ledger.js",
    "matches.js", "pyramid.js", "bound.js", "provider.js", "address.js",
)  # fmt: skip
DATES = (
    "1850", "1850-06", "1850-06-15", "1850~", "1850?", "185X", "18XX", "1850-XX-XX", "1849/1851", "1850/..",
    "../1850", "1850/", "/1850", "[1840,1860]", "{1840,1860}", "[1849..1851]", "[1850..]",
    "{1840..1843,1860}", "-0043-03-15", "1689-08-27", "1858-05-28", "1700/1800",
)  # fmt: skip
WORDS = ("Treaty", "of", "Nerchinsk", "Aigün", "peace", "war", "the", "Argun", "条约签订", "О", "мире", "x")
WIDE = 2
"""The seed of an edition of which some dates are so far from the others that days need 64 bits."""
PARTIES = ("Russia", "China", "Britain, Great", *(f"P{number}" for number in range(12)))
HELP = """
    const all = TreatyTimeline;
    const NONE = { kind: [], party: [], source: [], evidence: [] };
    /* Both libraries of an edition; `way` counts what is asked for and may fail. */
    function open(given) {
        window.asked = [];
        window.broken = new Set();
        const unpack = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
        const way = async (base, name) => {
            window.asked.push(name);
            if (window.broken.has(name) || !(name in given.volumes)) throw new Error("gone");
            return unpack(given.volumes[name]);
        };
        window.page = new DOMParser().parseFromString(given.html, "text/html");
        window.whole = new all.Provider(given.whole, page);
        window.bound = new all.Provider(given.bound, null, way);
        window.bound.volumes.again = 1;
    }
    const wanted = ({ kind, party, source, evidence, q, period }) => ({
        filters: { kind: kind || [], party: party || [], source: source || [], evidence: evidence || [] },
        q: q || "",
        period: period ? all.period.made(...period) : null,
    });
    const placesOf = async (provider, asked) => {
        const matches = await provider.match(wanted(asked)), order = await matches.order("start");
        return Array.from({ length: order.length }, (_, index) => order.at(index));
    };
    const settled = async (provider, view) => {
        for (let scene = provider.scene(view); ; scene = provider.scene(view)) {
            if (!scene.waiting) return scene;
            await scene.waiting;
        }
    };
    Object.assign(window, { NONE, open, wanted, placesOf, settled });
"""


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with the scripts of the provider in it."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>provider</title>")
    for name in SCRIPTS:
        page.add_script_tag(path=ASSETS / name)
    page.add_script_tag(content="{" + HELP + "}")
    yield page
    page.close()


def made_up(seed: int, count: int) -> Edition:
    """Any edition: dates of every sort, few kinds and parties, passages in three sources."""
    luck = random.Random(seed)

    def date() -> str:
        if luck.random() < 0.4:
            return luck.choice(DATES)
        year = luck.randint(1600, 1990)
        if luck.random() < 0.3:
            return f"{year}/{year + luck.choice((1, 5, 30, 90))}"
        return f"{year}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}"

    def one(at: int) -> Event:
        return event(
            f"e{at}",
            date(),
            title=" ".join(luck.choices(WORDS, k=4)),
            summary="" if at % 7 else f"summary {at}",
            parties=tuple(luck.sample(PARTIES, luck.randint(0, 3))),
            kind=luck.choice(("treaty", "war", "visit")),
            importance=luck.randint(1, 5),
            evidence=luck.choice(("stated", "inferred")),
            status=luck.choice(("asserted", "doubtful")),
        )

    events = [one(at) for at in range(count)]
    passages: list[Passage] = [
        passage(f"p{number}", f"e{luck.randrange(count)}", luck.choice(("first", "second", "third")))
        for number in range(count)
    ]
    return edition(events, passages, [source(name) for name in ("first", "second", "third")])


@cache
def given(seed: int, count: int) -> Mapping[str, Any]:
    """An edition, the five articles for seed 0, all in a page and bound in volumes."""
    made = made_up(seed, count) if seed else load(ASSETS.parent.parent)
    if seed == WIDE:
        far = [event(f"far-{at}", f"Y{at}", kind="war") for at in (-170000, 99999, 123456)]
        made = edition([*made.chronology, *far], made.quotations, made.library)
    volumes, whole = Volumes(made), payload(made)
    manifest = volumes.manifest("page", "")
    return {
        "whole": whole,
        "html": pages.html(made, pages.Slots()),
        "bound": {**whole, "events": [], "orders": {}, "told": [], "cites": [], "volumes": manifest},
        "volumes": {name: base64.b64encode(volumes.content(name)).decode() for name in volumes.names()},
    }


def opened(script: Page, seed: int = 1, count: int = 300) -> Mapping[str, Any]:
    """Both libraries of an edition are in the page; the payload of the one that is all in it."""
    script.evaluate("(given) => open(given)", given(seed, count))
    whole: Mapping[str, Any] = json.loads(json.dumps(given(seed, count)["whole"]))
    for place, one in enumerate(whole["events"]):
        one["place"] = place
    return whole


def lanes_of(whole: Mapping[str, Any], one: Mapping[str, Any], by: str) -> list[int]:
    """The lanes in which an event stands."""
    names = whole["lanes"][by]
    own = [whole["kinds"][one["kind"]]] if by == "kind" else one["parties"]
    return [names.index(name) for name in own if name in names] or [len(names) - 1]


ASKED: list[dict[str, Any]] = [
    {},
    {"kind": ["war"]},
    {"kind": ["war", "visit"], "party": ["China"]},
    {"party": ["Britain, Great"]},
    {"party": ["P3", "P4"]},
    {"party": ["nobody"]},
    {"source": ["second"]},
    {"source": ["first", "third"], "kind": ["treaty"]},
    {"evidence": ["stated"]},
    {"evidence": ["conjecture"]},
    *({"period": [mode, *ends]} for mode in ("happened", "existed") for ends in (
        ("1850", "1850"), ("..", "1850-06"), ("1840", ".."), ("1849", "1851"), ("1600", "1700"),
        ("-0043", "0000"),
    )),
    {"q": "treaty"},
    {"q": "erch"},
    {"q": "aigun  PEACE"},
    {"q": "条约"},
    {"q": "签"},
    {"q": "мир"},
    {"q": "1850"},
    {"q": "nothing of the sort"},
    {"q": "war", "kind": ["war"], "period": ["existed", "1700", "1850"]},
    {"q": " "},
]  # fmt: skip


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_events_match_in_volumes(script: Page, seed: int) -> None:
    """Whatever is asked, a bound edition finds and counts what one that is all in the page does."""
    opened(script, seed)
    found = script.evaluate(
        """async (asked) => {
            const made = [];
            for (const one of asked) {
                const both = [];
                for (const provider of [whole, bound]) {
                    const matches = await provider.match(wanted(one)), told = {};
                    for (const sort of ["start", "middle", "end"]) {
                        const order = await matches.order(sort);
                        const places = Array.from({ length: order.length }, (_, index) => order.at(index));
                        told[sort] = places;
                        told[sort + "s"] = places.every((place, index) => order.rank(place) === index);
                        told.none = Array.from({ length: provider.count }, (_, place) => place)
                            .filter((place) => !places.includes(place))
                            .every((place) => order.rank(place) === -1);
                    }
                    told.count = matches.count;
                    told.strip = matches.histogram(240);
                    both.push(told);
                }
                made.push(both);
            }
            return made;
        }""",
        ASKED,
    )
    assert script.evaluate("() => bound.columns.wide") == (seed == WIDE)
    sizes = set()
    for asked, (one, other) in zip(ASKED, found, strict=True):
        assert one == other, asked
        assert all(one[told] for told in ("starts", "middles", "ends", "none"))
        assert one["count"] == len(one["start"])
        sizes.add(one["count"])
    assert len(sizes) > (12 if seed else 6), "the questions hardly differ"


@pytest.mark.parametrize("q", ["", "Nerchinsk", "qqqqqq"])
def test_what_is_no_place_has_no_rank(script: Page, q: str) -> None:
    """In all three orders, of everything, of some and of nothing: -1, never a number that is none."""
    whole = opened(script)
    nowhere = """async ([sort, q]) => {
        const answers = [];
        for (const provider of [whole, bound]) {
            const order = await (await provider.match(wanted({ q }))).order(sort);
            for (const none of [-1, null, undefined, NaN, 0.5, provider.count])
                answers.push(Object.is(order.rank(none), -1));
            for (const at of order.length ? [0, order.length - 1] : [])
                answers.push(order.rank(order.at(at)) === at);
        }
        return answers;
    }"""
    for sort in ("start", "middle", "end"):
        answers = script.evaluate(nowhere, [sort, q])
        assert len(answers) >= 12
        assert all(answers), (sort, q, len(whole["events"]))


def test_short_words_are_found_at_their_beginning(script: Page) -> None:
    """Two letters, which are within nearly every word, are sought as words or how they begin."""
    whole = opened(script)["events"]
    found = script.evaluate("async () => placesOf(bound, { q: 'wa' })")
    assert found == [one["place"] for one in whole if "war" in one["title"].split()]
    assert script.evaluate("async () => placesOf(bound, { q: 'x' })") == [
        one["place"] for one in whole if "x" in one["title"].split()
    ]


@pytest.mark.parametrize("q", ["タイ", "イ", "평양", "양", "ไท", "约"])
def test_where_no_blank_parts_words_two_letters_are_enough(script: Page, q: str) -> None:
    """Kana, Hangul and Thai are sought within words too, Latin letters at their beginning."""
    assert script.evaluate("(q) => TreatyTimeline.concordance.short(q)", q) is False
    assert script.evaluate("() => TreatyTimeline.concordance.short('ta')") is True


def test_a_text_that_no_source_has_is_not_asked_for(script: Page) -> None:
    """An edition without sources has a reader with nothing to begin with, and no volume of it is missing."""
    opened(script)
    assert script.evaluate("() => [bound.needText(3), bound.text(3), asked.length]") == [None, None, 0]
    assert script.evaluate("() => bound.needText(2).then(() => asked)") == ["source-2"]


def test_dates_that_nobody_needs_are_let_go(script: Page) -> None:
    """However far the list is read, only the words of what is here are kept, and they stay the right ones."""
    opened(script)
    kept, everything, wrong = script.evaluate(
        """async () => {
            const words = (provider, event) => provider.payload.told[event.date].join(), wrong = [];
            const said = (node) => bound.payload.told[node.dataset.told][0];
            Object.assign(bound, { most: 40 });
            bound.held.most = 1;
            const distinct = new Set(whole.payload.events.map((event) => words(whole, event)));
            for (const place of [299, 130, 0, 299, 5, 290]) {
                await bound.needAt(place);
                await bound.needPanel(bound.at(place));
                await bound.needCites(bound.at(place));
                for (const event of bound.known.values())
                    if (words(bound, event) !== words(whole, whole.at(event.place))) wrong.push(event.id);
                if (bound.at(place).from.some((source) => !bound.payload.cites[source])) wrong.push(place);
                for (const node of bound.panel(bound.at(place)).querySelectorAll("[data-told]"))
                    if (node.textContent !== said(node)) wrong.push(node.textContent);
                Object.assign(bound, { most: 40 });
            }
            return [bound.payload.told.filter(Boolean).length, distinct.size, wrong];
        }"""
    )
    assert wrong == []
    assert 0 < kept < everything


def test_windows_lead_to_the_same_event(script: Page) -> None:
    """Which is first in a window, and which is next to another in the next lane, is the same in both."""
    opened(script)
    starts, lengths = range(590000, 720000, 17000), (40, 4000, 60000)
    windows = [[start, start + length] for start in starts for length in lengths]
    asked = [{"kind": ["treaty", "war"]}, {"party": ["China", "P1"]}, {"period": ["existed", "1600", "1900"]}]
    found = script.evaluate(
        """async ([windows, asked]) => {
            const made = [];
            for (const one of asked) for (const provider of [whole, bound]) {
                const matches = await provider.match(wanted(one)), told = [];
                for (const sort of ["start", "middle", "end"]) {
                    const order = await matches.order(sort);
                    for (const window of windows)
                        told.push(await order.first(...window), await order.seen(...window));
                }
                for (const [since, until] of windows) told.push(matches.countBetween(since, until));
                for (let place = 0; place < provider.count; place += 9) {
                    await provider.needAt(place);
                    for (const ahead of [1, -1]) for (const by of ["kind", "party"])
                        told.push(await matches.beside(provider.at(place), ahead, by));
                }
                made.push(told);
            }
            return made;
        }""",
        [windows, asked],
    )
    for one, other in zip(found[::2], found[1::2], strict=True):
        assert one == other
    assert len(set(found[0])) > 20


SCENES = """async ([windows, asked]) => {
    const made = [];
    for (const one of asked) {
        const matches = await bound.match(wanted(one));
        for (const [start, end] of windows) for (const by of ["kind", "party"]) {
            const scene = await settled(bound, { start, end, by, matches, selected: null });
            made.push({ events: scene.events.map((event) => event.place), density: scene.density });
        }
    }
    return made;
}"""


@pytest.mark.parametrize("asked", [{}, {"kind": ["treaty", "war"]}, {"q": "treaty"}])
def test_no_event_disappears(script: Page, asked: dict[str, Any]) -> None:
    """Under every step of a window, in every lane, marks and density together are as many as match."""
    whole = opened(script, 3, 700)
    first, last = whole["whole"]
    luck = random.Random(7)
    lengths = [(last - first) / 2**level for level in (0, 0.5, 1.3, 3.2, 6.9, 9.1)]
    windows = [
        [start, start + length]
        for length in lengths
        for start in (luck.uniform(first, last - length), first - 5)
    ]
    matching = set(script.evaluate("async (asked) => placesOf(whole, asked)", asked))
    scenes = script.evaluate(SCENES, [windows, [asked]])
    compared = denser = 0
    for at, scene in enumerate(scenes):
        (start, end), by = windows[at // 2], ("kind", "party")[at % 2]
        density, drawn = scene["density"], set(scene["events"])
        assert drawn <= matching
        for step in range(len(density["counts"][0])):
            left = density["start"] + step * density["step"]
            right = left + density["step"]
            if right <= start or left >= end:
                continue
            counts = [0] * len(whole["lanes"][by])
            for one in whole["events"]:
                if one["place"] in matching and one["start"] < right and one["end"] > left:
                    for lane in lanes_of(whole, one, by):
                        counts[lane] += one["place"] not in drawn
            told = [lane[step] for lane in density["counts"]]
            assert all(one >= other for one, other in zip(told, counts, strict=True)), (start, end, step)
            compared += len(counts)
            denser += sum(one > other for one, other in zip(told, counts, strict=True))
    assert compared > 1000
    assert denser < compared * 0.25, "nearly every step tells too much"


def test_who_zooms_or_drags_a_little_waits_for_nothing(script: Page) -> None:
    """Around a window at rest is here what any half of it shows, and a window to its left or right."""
    opened(script, 3, 2000)
    first, last = (date(year, 1, 1).toordinal() for year in (1600, 1990))
    luck = random.Random(11)
    windows = [
        [start, start + length]
        for length in ((last - first) / 2**level for level in (0, 0.7, 1.9, 3.5))
        for start in (first, luck.uniform(first, last - length))
    ]
    missing, fetched = script.evaluate(
        """async (windows) => {
            const matches = await bound.match(wanted({})), missing = [];
            for (const [start, end] of windows) {
                await settled(bound, { start, end, by: "kind", matches, selected: null });
                await new Promise((done) => setTimeout(done, 0));
                await Promise.all(bound.getting.values());
                const long = end - start;
                for (const [from, to] of [
                    [0, 0.5], [0.1, 0.6], [0.35, 0.85], [0.5, 1], [-1, 0], [-0.3, 0.7], [0.3, 1.3], [1, 2],
                ]) {
                    const view = { start: start + from * long, end: start + to * long };
                    missing.push(bound.pyramid.missing(view));
                }
            }
            return [missing, asked.filter((name) => name.startsWith("tile-")).length];
        }""",
        windows,
    )
    assert fetched > 10
    assert missing == [[]] * 8 * len(windows)


def test_the_window_with_which_the_page_opens_has_the_next_level_here(script: Page) -> None:
    """It is a little longer than the whole, and the first zoom leads to windows half as long as that."""
    opened(script, 3, 2000)
    missing = script.evaluate(
        """async () => {
            const [first, last] = bound.payload.whole, half = (last - first) / 2;
            const [start, end] = bound.payload.fit;
            const matches = await bound.match(wanted({}));
            await settled(bound, { start, end, by: "kind", matches, selected: null });
            await new Promise((done) => setTimeout(done, 0));
            await Promise.all(bound.getting.values());
            return [end - start > last - first, [0, 0.4, 1].map((part) => bound.pyramid.missing(
                { start: first + part * half, end: first + (part + 1) * half },
            ))];
        }"""
    )
    assert missing == [True, [[], [], []]]


def test_what_is_sifted_in_steps_is_the_same(script: Page) -> None:
    """Very many matches are put in order bit by bit; meanwhile there is nothing that does not match."""
    whole = opened(script, 3, 700)
    first, last = whole["whole"]
    asked = [[first, last], [first + (last - first) / 3, last]], [{"kind": ["treaty", "war"]}]
    at_once = script.evaluate(SCENES, asked)
    script.evaluate("() => { bound.matched = null; bound.many = 0; }")
    meanwhile = script.evaluate(
        """async (asked) => {
            const matches = await bound.match(wanted(asked)), view = { by: "kind", matches, selected: null };
            const [start, end] = bound.payload.fit, scene = bound.scene({ ...view, start, end });
            return [Boolean(scene.waiting), scene.events.every((event) => matches.has(event))];
        }""",
        asked[1][0],
    )
    assert meanwhile == [True, True]
    assert script.evaluate(SCENES, asked) == at_once


def test_events_stay_the_same_however_they_come(script: Page) -> None:
    """An event of several volumes is one, its date in the page's table; what is forgotten comes again."""
    whole = opened(script, 3, 700)
    told = script.evaluate(
        """async () => {
            bound.held.most = 300;
            const [start, end] = bound.payload.fit, told = {}, matches = await bound.match(wanted({}));
            const view = { start: end - (end - start) / 5, end, by: "kind", matches, selected: null };
            const drawn = (await settled(bound, view)).events;
            for (let place = 0; place < bound.count; place += 1) {
                await bound.needAt(place);
                const event = bound.at(place);
                const date = bound.payload.told[event.date];
                told[event.id] = [event.place, date, bound.event(event.id) === event];
                for (const passage of event.passages) if (bound.owner(passage) !== event.id) return passage;
            }
            const stay = drawn.every((event) => bound.event(event.id) === event);
            return [told, bound.known.size, bound.needAt(bound.count - 1), bound.needAt(-1), stay];
        }"""
    )
    events, known, here, nowhere, stay = told
    assert stay
    assert events == {one["id"]: [one["place"], whole["told"][one["date"]], True] for one in whole["events"]}
    assert known < 600
    assert here is None
    assert nowhere is None


def test_an_id_is_found_by_its_shelf(script: Page) -> None:
    """Any id of an event or of a passage leads to its event; one that nothing has leads nowhere."""
    whole = opened(script, 3, 700)
    passages = {id: one["id"] for one in whole["events"] for id in one["passages"]}
    ids = [one["id"] for one in whole["events"][::17]]
    found = script.evaluate(
        """async ([ids, passages]) => {
            for (const id of ids) await bound.need(id);
            for (const id of passages) await bound.needPassage(id);
            await bound.need("constructor");
            await bound.needPassage("no-such-passage");
            const { address } = TreatyTimeline;
            const hash = "#passage_" + passages[0] + "?party=Britain, Great&party=P1,P2,no&kind=war,visit";
            await address.needs(hash, bound);
            const read = address.read(hash, bound.payload, bound);
            return [ids.map((id) => bound.event(id).id), passages.map((id) => bound.owner(id)),
                bound.event("constructor"), bound.owner("no-such-passage"), bound.need(ids[0]),
                read.selected, read.filters];
        }""",
        [ids, list(passages)[::19]],
    )
    found_ids, owners, nothing, nobody, here, selected, filters = found
    assert found_ids == ids
    assert owners == [passages[id] for id in list(passages)[::19]]
    assert (nothing, nobody, here) == (None, None, None)
    assert selected == passages[next(iter(passages))]
    parties = ["Britain, Great", "P1", "P2"]
    assert filters == {"kind": ["war", "visit"], "party": parties, "source": [], "evidence": []}


def test_panels_and_texts_speak_the_language_of_now(script: Page) -> None:
    """What comes late is as it is in a page that holds all, in any language that is chosen meanwhile."""
    opened(script)
    found = script.evaluate(
        """async () => {
            document.body.replaceChildren();
            const here = new TreatyTimeline.Words(document.body, whole.payload),
                late = new TreatyTimeline.Words(document.body, bound.payload), said = [];
            const told = (words, article) => words.dress(article).textContent.replace(/\\s+/g, " ");
            for (const language of ["ru", "en"]) {
                here.speak(language);
                late.speak(language);
                for (const place of [3, 40, 299]) {
                    await bound.needAt(place);
                    const event = bound.at(place), none = bound.panel(event);
                    await bound.needPanel(event);
                    const panel = bound.panel(event), same = panel === bound.panel(event);
                    said.push([none === null, bound.needPanel(event) === null, same,
                        told(late, panel) === told(here, whole.panel(whole.at(place)))]);
                }
                await bound.needText(1);
                const alike = told(late, bound.text(1)) === told(here, whole.text(1));
                said.push([true, bound.needText(1) === null, true, alike]);
            }
            return said;
        }"""
    )
    assert [one[1:] for one in found] == [[True] * 3] * 8
    assert [one[0] for one in found] == [True] * 4 + [False] * 3 + [True]


def test_what_fails_is_said_and_can_be_tried_again(script: Page) -> None:
    """A volume that cannot be had rejects with its name; asked for again, it comes."""
    opened(script)
    said = script.evaluate(
        """async () => {
            const failed = (promise) => promise.then(() => "came", (error) => error.message);
            for (const name of ["ledger-0", "tile-1-0", "events-2", "words"]) broken.add(name);
            const [start, end] = bound.payload.whole, asked = { kind: ["war"] };
            const view = { start, end: (start + end) / 2.1, by: "kind", selected: null };
            const all = { ...view, matches: await bound.match(wanted({})) };
            const told = [await failed(bound.match(wanted(asked))), await failed(bound.needAt(270)),
                await failed(bound.match(wanted({ q: "treaty" }))), await failed(bound.scene(all).waiting)];
            broken.clear();
            told.push(await failed(bound.needAt(270)), bound.at(270) !== null);
            told.push((await placesOf(bound, asked)).length === (await placesOf(whole, asked)).length);
            told.push((await settled(bound, all)).events.length > 0);
            return told;
        }"""
    )
    assert said == [
        "volume ledger-0 cannot be read: gone", "volume events-2 cannot be read: gone",
        "volume words cannot be read: gone", "volume tile-1-0 cannot be read: gone",
        "came", True, True, True,
    ]  # fmt: skip


def test_a_later_question_overtakes_an_earlier_one(script: Page) -> None:
    """Of two questions only the last is answered; each volume is fetched once, however many want it."""
    opened(script)
    first, second, asked = script.evaluate(
        """async () => {
            const both = [bound.match(wanted({ q: "treaty" })), bound.match(wanted({ kind: ["war"] }))];
            const [first, second] = await Promise.all(both);
            await Promise.all([5, 6, 7, 8].map((place) => bound.needAt(place)));
            return [first, second.count, asked];
        }"""
    )
    assert first is None
    assert second > 0
    assert len(asked) == len(set(asked))


def test_few_at_once_and_what_is_looked_at_first(script: Page) -> None:
    """Six volumes are on their way at once; of those that wait the last that was wanted urgently is next."""
    order, most = script.evaluate(
        """async () => {
            const started = [], ends = [];
            let now = 0, most = 0;
            const way = (base, name) => new Promise((done) => {
                started.push(name);
                most = Math.max(most, (now += 1));
                ends.push(() => { now -= 1; done(new ArrayBuffer(0)); });
            });
            const volumes = new TreatyTimeline.Volumes({ base: "" }, way);
            const all = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => volumes.bytes(name, false));
            all.push(volumes.bytes("now"), volumes.bytes("h"), volumes.bytes("g", false));
            while (ends.length) { ends.shift()(); await new Promise((done) => setTimeout(done, 0)); }
            await Promise.all(all);
            return [started, most];
        }"""
    )
    assert order == ["a", "b", "c", "d", "e", "f", "h", "now", "g"]
    assert most == 6

"""The voice: whatever the page says can be said again in another language, and nobody's text is markup."""

from __future__ import annotations

import json

import pytest

from tests.parsed import Parsed
from timeline.languages import LANGUAGES, Language
from timeline.messages import message
from timeline.voice import Voice
from timeline.wording import Told

NO_PLACES: dict[Told, int] = {}
NOWHERE = NO_PLACES.__getitem__
DATE = Told("28 May 1858", "28 мая 1858 г.", "1858年5月28日")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_an_element_that_names_it(language: Language) -> None:
    """With its class, its tag and the values that stand in it."""
    said = Voice(language, NOWHERE).say("tally.events", tag="p", count=2, **{"class": "shown-count"})
    (found,) = Parsed(f"<html>{said}</html>").all("p", class_="shown-count")
    assert found.attributes["data-say"] == "tally.events"
    assert json.loads(found.attributes["data-with"]) == {"count": 2}
    assert found.text == message(language, "tally.events", {"count": 2})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_an_element_that_says_where_it_stands_in_the_table(language: Language) -> None:
    """In that language."""
    voice = Voice(language, {DATE: 7}.__getitem__)
    assert voice.told(DATE) == f'<span data-told="7">{DATE.words(language)}</span>'
    assert voice.told(DATE, tag="b", **{"class": "when"}).startswith('<b class="when" data-told="7">')


def test_an_attribute_names_its_message() -> None:
    """So that the script finds it again."""
    assert Voice("en", NOWHERE).named("title", "zoom.in") == 'data-say-title="zoom.in" title="Zoom in"'


def test_what_is_said_once_is_said_the_same_again() -> None:
    """The same key in another element, or with another class, is another thing."""
    voice = Voice("en", NOWHERE)
    assert voice.say("events") is voice.say("events")
    others = {voice.say("events", tag="b"), voice.say("events", **{"class": "b"})}
    assert len({voice.say("events"), *others}) == 3


def test_values_and_dates_are_never_markup() -> None:
    """Not in the text, not in the attribute beside it."""
    evil = "'\"><script>alert(1)</script>"
    voice = Voice("en", {Told(evil, evil, evil): 0}.__getitem__)
    found = Parsed(f"<html>{voice.say('curator.says', name=evil)}{voice.told(Told(evil, evil, evil))}</html>")
    assert [one.tag for one in found.elements] == ["html", "span", "span"]
    assert json.loads(found.elements[1].attributes["data-with"]) == {"name": evil}
    assert found.elements[2].text == evil

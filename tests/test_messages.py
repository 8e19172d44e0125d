"""Messages: three catalogues that say the same, each with its own numbers and plurals, nothing left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from timeline import messages
from timeline.doubts import DOUBTS
from timeline.languages import LANGUAGES, Language

HOUSE = Path(messages.__file__).parent
CATEGORIES: dict[Language, set[str]] = {
    "en": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
    "zh": {"other"},
}
"""The plural categories that CLDR has for each language."""

KEYS = sorted(messages.catalogue("en"))


def test_every_catalogue_has_every_key_in_the_same_order() -> None:
    """So that a message that is missing in one language is seen, and found where it belongs."""
    english = list(messages.catalogue("en"))
    assert all(list(messages.catalogue(language)) == english for language in LANGUAGES)


@pytest.mark.parametrize("key", KEYS)
def test_a_message_is_the_same_in_kind_in_every_language(key: str) -> None:
    """It counts in all or in none, with every plural form there is and each of them with the same names."""
    found = {language: messages.catalogue(language)[key] for language in LANGUAGES}
    names = messages.names("en", key)
    for language, message in found.items():
        forms = [message] if isinstance(message, str) else list(message.values())
        if not isinstance(message, str):
            assert set(message) == CATEGORIES[language], language
            assert "count" in names
        assert isinstance(message, str) == isinstance(found["en"], str), language
        assert all(form.strip() for form in forms), language
        assert {frozenset(re.findall(r"\{(\w+)\}", form)) for form in forms} == {names}, language


@pytest.mark.parametrize("key", KEYS)
def test_a_message_is_said_in_its_own_language(key: str) -> None:
    """Nothing is left in English: Russian has Cyrillic letters and no Latin word, Chinese its own."""
    for language, script in (("ru", "[а-яё]"), ("zh", "[一-鿿]")):
        message = messages.catalogue(language)[key]
        for form in [message] if isinstance(message, str) else message.values():
            letters = re.sub(r"\{\w+\}|Enter|Ctrl|Wikidata|EDTF|SHA|BC|CE", "", form)
            if re.search(r"[^\W\d_]", letters):
                assert re.search(script, letters, re.I), (language, form)
                assert not re.search(r"[A-Za-z]{2}", letters) or key.startswith("time.fault"), (
                    language,
                    form,
                )


def spoken() -> set[str]:
    """Every key that templates and scripts name, or whose beginning they name and the data complete."""
    files = [*HOUSE.glob("templates/*.html"), *HOUSE.glob("assets/*.js"), *HOUSE.glob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    whole = set(re.findall(r"[\"'`]([a-zA-Z]+(?:\.[a-zA-Z-]+)*)[\"'`]", text))
    begun = set(re.findall(r"[\"'`]([a-zA-Z]+\.(?:[a-zA-Z-]+\.)*)(?:[\"'`]|\{|\$\{)", text))
    return {key for key in KEYS if key in whole or any(key.startswith(start) for start in begun)}


def test_no_message_is_left_over() -> None:
    """Whatever nobody says any more goes out of the catalogues."""
    assert set(KEYS) - spoken() == set()


def test_every_message_that_a_template_or_a_script_names_is_there() -> None:
    """What looks like a key of a group of messages is one."""
    groups = "|".join({key.partition(".")[0] for key in KEYS if "." in key})
    files = [*HOUSE.glob("templates/*.html"), *HOUSE.glob("assets/*.js")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(rf"[\"'`]((?:{groups})(?:\.[a-zA-Z-]+)+)[\"'`]", text))
    assert len(named) > 60
    assert {name for name in named if not name.endswith((".html", ".js"))} - set(KEYS) == set()


def test_every_doubt_about_a_date_has_its_words() -> None:
    """What a mark shows, the panel says."""
    assert {f"doubt.{name}" for name in DOUBTS} <= set(KEYS)


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 0, "0 events"),
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
        ("en", 1_234_567, "1,234,567 events"),
        ("ru", 0, "0 событий"),
        ("ru", 1, "1 событие"),
        ("ru", 2, "2 события"),
        ("ru", 5, "5 событий"),
        ("ru", 11, "11 событий"),
        ("ru", 12, "12 событий"),
        ("ru", 21, "21 событие"),
        ("ru", 22, "22 события"),
        ("ru", 111, "111 событий"),
        ("ru", 121, "121 событие"),
        ("ru", 1_002, "1\xa0002 события"),
        ("zh", 1, "1个事件"),
        ("zh", 12_000, "12,000个事件"),
    ],
)
def test_a_number_changes_the_word_after_it(language: Language, count: int, said: str) -> None:
    """As people count in each language."""
    assert messages.message(language, "tally.events", {"count": count}) == said


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (51.98, ["51.98", "51,98", "51.98"]),
        (116.5, ["116.5", "116,5", "116.5"]),
        (3.0, ["3"] * 3),
        ("a.b", ["a.b"] * 3),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value: Any, written: list[str]) -> None:
    """At most two decimals, none that say nothing; text stays as it is."""
    assert [messages.written(language, value) for language in LANGUAGES] == written


def test_what_is_missing_is_told() -> None:
    """A key or a value that nobody gave is a fault of ours, seen at once."""
    with pytest.raises(KeyError):
        messages.message("en", "no.such.key")
    with pytest.raises(KeyError):
        messages.message("en", "tally.events")


def test_values_are_text_and_nothing_more() -> None:
    """What stands in a value is not looked through for names again."""
    assert (
        messages.message("en", "reader.passage", {"place": "{count}", "count": 2}) == "Passage {count} of 2"
    )


def test_a_sentence_has_one_full_stop() -> None:
    """A date that ends with one, as Russian dates do, brings its own; the page says the same."""
    date = {
        "text": "12/04/1985",
        "one": "12 апреля 1985\xa0г.",
        "other": "4 декабря 1985\xa0г.",
        "example": "1",
    }
    said = messages.message("ru", "time.fault.readings", date)
    assert "декабря 1985\xa0г. Н" in said
    assert ".." not in said

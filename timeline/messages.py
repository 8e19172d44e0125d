"""Every word that the page itself says, in each of its languages, and how a number changes it.

Why catalogues of our own: a page has some hundred messages, the script needs the same ones while it runs,
and the only grammar among them is the plural. So a catalogue is a JSON file that goes into the page as it is,
a message is text with `{names}` in it, and one that counts has a form for each plural category of its
language (CLDR's `one`, `few`, `many`, `other`), chosen by its `{count}`. `assets/language.js` does the same
in the page.

The curator's own words are no messages: nothing here ever translates them.

The vocabulary is kept throughout; whoever adds a message keeps to it:

    event событие 事件 · source источник 来源 · quote цитата 引文 · passage фрагмент 引文 (one: 一处)
    claim утверждение 说法 · evidence основание 依据 · kind вид 类别 · party сторона 参与方
    lane дорожка 泳道 · mark знак 标记 · window окно, отрезок времени 时间窗 · chart диаграмма 图表
    timeline хронология 时间线 · checked, verified сверено 核对 · stated указано 写明
    inferred выведено 推断 · conjecture предположение 推测
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from timeline.languages import LANGUAGES, Language

NAMES: Mapping[Language, str] = MappingProxyType({"en": "English", "ru": "Русский", "zh": "中文"})
"""Each language in its own words, in the order of the switch."""

Plural = Literal["one", "few", "many", "other"]
Message = str | Mapping[Plural, str]
"""A text with `{names}`, or one for each plural category."""
Value = int | float | str
"""What stands in the place of a name: numbers are written as the language writes them."""

_NAME = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"\{(\w+)\}(\.?)")
"""Where a value goes, and the full stop after it."""
_SIGNS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "ru": ("\xa0", ","), "zh": (",", ".")}
"""What parts the thousands, and what parts the decimals."""


@cache
def catalogue(language: Language) -> Mapping[str, Message]:
    """Every message of a language by its key: `{"zoom.in": "Zoom in", …}`."""
    text = files("timeline").joinpath("catalogues", f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, Message] = json.loads(text)
    return MappingProxyType(found)


def message(language: Language, key: str, values: Mapping[str, Value] = MappingProxyType({})) -> str:
    """The message in that language, with its values. KeyError for a key or a name that nothing stands for.

    A value that ends with a full stop, `1985 г.`, needs none after it.
    """
    found = catalogue(language)[key]
    if not isinstance(found, str):
        found = found[plural(language, values["count"])]

    def placed(place: re.Match[str]) -> str:
        value = written(language, values[place[1]])
        return value if value.endswith(".") else value + place[2]

    return _PLACE.sub(placed, found)


def written(language: Language, value: Value) -> str:
    """A value as the language writes it: text as it is, `1234.5` as `1,234.5` or `1 234,5`.

    At most two decimals, as there are in a place on the map.
    """
    if isinstance(value, str):
        return value
    thousands, decimals = _SIGNS[language]
    whole, _, fraction = f"{value:,.2f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", thousands) + (decimals + fraction if fraction else "")


def plural(language: Language, count: Value) -> Plural:
    """CLDR's category of a whole number: `21 событие` is `one` in Russian, `2 события` is `few`."""
    number = int(count)
    if language == "en":
        return "one" if number == 1 else "other"
    if language == "ru":
        last, teens = number % 10, 11 <= number % 100 <= 14
        if last == 1 and not teens:
            return "one"
        return "few" if 2 <= last <= 4 and not teens else "many"
    return "other"


def names(language: Language, key: str) -> frozenset[str]:
    """The names for which a message needs values; `count` is among them wherever it counts."""
    found = catalogue(language)[key]
    texts = [found] if isinstance(found, str) else [*found.values()]
    return frozenset(name for text in texts for name in _NAME.findall(text))


def catalogues() -> Mapping[Language, Mapping[str, Message]]:
    """All of them, for the script of the page."""
    return {language: dict(catalogue(language)) for language in LANGUAGES}

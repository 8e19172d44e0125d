"""What the page says, as HTML that the script can say in another language: messages, dates, attributes.

Why Python and no macros: every article says a dozen things, and a macro of Jinja takes as long for one of
them as it takes here to say them all. What is said without values is kept, for it is always the same.

Nothing of the data is trusted: whatever is not this module's own markup goes through `escape`. An element
that says something holds nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from timeline.languages import LANGUAGES, Language
from timeline.messages import message
from timeline.wording import Told

JSON: Mapping[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
"""Letters as they are: as `\\u0441` a Russian message would be three times as long."""


_SIGNS = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """A text as HTML has it, between tags and in an attribute between quotation marks."""
    return str(escape(text)) if _SIGNS.search(text) else text


class Voice:
    """Speaks one language; `place` says where each date stands in the table of phrases."""

    def __init__(self, language: Language, place: Callable[[Told], int]) -> None:
        self._language = language
        self._at = LANGUAGES.index(language)
        self._place = place
        self._said: dict[tuple[str, str, str], Markup] = {}
        self._words: dict[str, str] = {}

    def say(self, key: str, tag: str = "span", class_: str = "", **values: Any) -> Markup:
        """A message in an element; `class` is the element's, all else stands in the message."""
        name = values.pop("class", class_)
        if values:
            return self._saying(key, tag, name, values)
        known = (key, tag, name)
        if known not in self._said:
            self._said[known] = self._saying(key, tag, name, {})
        return self._said[known]

    def words(self, key: str) -> str:
        """A message without values, alone."""
        if key not in self._words:
            self._words[key] = safe(message(self._language, key))
        return self._words[key]

    def told(self, words: Told, tag: str = "span", class_: str = "", **values: str) -> Markup:
        """A date in an element; `class` is the element's."""
        name = values.get("class", class_)
        what = f' class="{escape(name)}"' if name else ""
        place, spoken = self._place(words), escape(words[self._at])
        return Markup(f'<{tag}{what} data-told="{place}">{spoken}</{tag}>')

    def named(self, attribute: str, key: str, **values: Any) -> Markup:
        """A message as an attribute, such as a `title`."""
        said = escape(message(self._language, key, values))
        return Markup(f'data-say-{attribute}="{escape(key)}" {attribute}="{said}"{_with(values)}')

    def _saying(self, key: str, tag: str, name: str, values: Mapping[str, Any]) -> Markup:
        what = f' class="{escape(name)}"' if name else ""
        said = escape(message(self._language, key, values))
        return Markup(f'<{tag}{what} data-say="{escape(key)}"{_with(values)}>{said}</{tag}>')


def _with(values: Mapping[str, Any]) -> str:
    """What stands in a message, for the script."""
    return f" data-with='{htmlsafe_json_dumps(dict(values), **JSON)}'" if values else ""

"""A page as its parts: elements, links, words and data, read by the parser of the standard library."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
"""Elements that have no end tag."""
SILENT = frozenset(("script", "style"))
"""Elements whose content nobody reads."""


@dataclass
class Element:
    """One element of the page."""

    tag: str
    """Its name, in lower case."""
    attributes: dict[str, str]
    """Its attributes; empty for those without a value."""
    inside: tuple[str, ...]
    """The elements it stands in, outermost first."""
    parts: list[str] = field(default_factory=list)
    """Every text in it, however deep."""

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join("".join(self.parts).split())


class Parsed(HTMLParser):
    """The elements of a page in order; raises AssertionError where tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {[one.tag for one in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(o.tag for o in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open, f"</{tag}> closes nothing"
            assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            if self._open[-1].tag not in SILENT or element is self._open[-1]:
                element.parts.append(data)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Elements with that name and those attributes; `_` stands for `-`, and an empty value for any."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.elements
            if (not tag or one.tag == tag)
            and all(
                one.attributes.get(name) == value or (not value and name in one.attributes)
                for name, value in wanted.items()
            )
        ]

    def by_id(self, id: str) -> Element:
        """The one element with that id."""
        (found,) = self.all(id=id)
        return found

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What the page gives its script."""
        made: dict[str, Any] = json.loads("".join(self.by_id("_payload").parts))
        return made

    @property
    def words(self) -> str:
        """All that can be read, attributes and data included, white space between the parts."""
        said = ["".join(one.parts) for one in self.elements if one.tag in ("html", *SILENT)]
        return "\n".join([*said, *(value for one in self.elements for value in one.attributes.values())])

"""The press: articles of events and sources, and whole documents, as HTML by Jinja's templates.

One press prints in one language, of one edition, from one table of phrases. The page prints a document on it,
a volume of a large edition some articles: by the same macros, so that an article is the same wherever it
stands. Text reaches the HTML through autoescape, and through `voice`, and by no other way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from timeline import messages
from timeline.article import Articles
from timeline.edition import Edition
from timeline.languages import Language
from timeline.panel import ShownEvent
from timeline.phrases import Phrases
from timeline.samples import samples
from timeline.shown_sources import ShownSource
from timeline.voice import JSON, Voice


class Press:
    """Prints in one language; where each phrase stands is written down in `told`."""

    def __init__(
        self, edition: Edition, language: Language, told: Phrases, annals: str | None = None
    ) -> None:
        """`annals` is where the texts are that a page without them leads to; see `Articles`."""
        voice = Voice(language, told.place)
        self._articles = Articles(voice, edition.language, ICONS, annals)
        self._context: Mapping[str, Any] = {
            "article": self.event,
            "edition": edition,
            "icons": ICONS,
            "language": language,
            "languages": messages.NAMES,
            "message": partial(messages.message, language),
            "written": partial(messages.written, language),
            "words": voice,
        }
        self._modules: dict[str, Any] = {}

    def document(self, template: str, **values: Any) -> str:
        """A whole document."""
        return _environment().get_template(template).render(**self._context, **values)

    def event(self, shown: ShownEvent, full_page: str = "") -> str:
        """The article of an event, as the panel has it."""
        return self._articles.event(shown, full_page)

    def source(self, shown: ShownSource) -> str:
        """The article of a source, as the reader has it."""
        return str(self._macros("source.html").source(shown))

    def _macros(self, template: str) -> Any:
        """The macros of a template, which know what this press knows."""
        if template not in self._modules:
            made = _environment().get_template(template).make_module(dict(self._context))
            self._modules[template] = made
        return self._modules[template]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("timeline", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["samples"] = samples
    environment.policies["json.dumps_kwargs"] = dict(JSON)
    return environment


ICONS = (
    "M6 .5 11.5 6 6 11.5.5 6Z",
    "M1.5 1.5h9v9h-9Z",
    "M6 1 11.5 11H.5Z",
    "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z",
    "M3 1 6 4l3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3-3-3Z",
    "M6 .3 7.6 4.2 11.8 4.5 8.6 7.2 9.6 11.3 6 9.1 2.4 11.3 3.4 7.2.2 4.5 4.4 4.2Z",
    "M6 .5 11 3.3v5.4L6 11.5 1 8.7V3.3Z",
    "M.5 1h11L6 11Z",
)
"""The shapes of `theme.SYMBOLS`, in their order, as paths in a square of 12."""

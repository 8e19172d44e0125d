"""Treaty Timeline: every mark on the timeline is a quotation you can check.

The public face for notebooks and scripts. Every name is imported when it is first used, so that
`import timeline` and `timeline --help` cost nothing: plotly and pandas alone take seconds.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline import dates, passages, picture
    from timeline.edition import Edition, load
    from timeline.errors import Finding, Unsound
    from timeline.export import export
    from timeline.figure import figure

__all__ = ["Edition", "Finding", "Unsound", "dates", "export", "figure", "load", "passages", "picture"]

_HOMES = {
    "Edition": "timeline.edition",
    "Finding": "timeline.errors",
    "Unsound": "timeline.errors",
    "export": "timeline.export",
    "figure": "timeline.figure",
    "load": "timeline.edition",
}


def __getattr__(name: str) -> Any:
    """The public name `name`, imported now (PEP 562)."""
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif name in __all__:
        value = import_module(f"timeline.{name}")
    else:
        raise AttributeError(f"module 'timeline' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Face(ModuleType):
    """This module, in which `timeline.figure` stays the function.

    Importing the submodule `timeline.figure` would bind the module to the same name in its package; whether
    `timeline.figure(edition)` works would then hang on who imported what before.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face

"""Records of which one field is fetched when somebody asks for it: the text of one of ten thousand sources.

Why a field and no method: whoever reads `source.text` need not know how many sources there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

Whatever = TypeVar("Whatever", bound="Late")


class Late:
    """What may have a field that is not there yet; a field that is there costs no more than any other."""

    __slots__ = ("_fetched",)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """The field that is missing, fetched and not kept; AttributeError where none is."""
            if name != "_fetched" and (fetched := getattr(self, "_fetched", None)) and fetched[0] == name:
                return fetched[1]()
            raise AttributeError(name)


def late(record: Whatever, name: str, fetch: Callable[[], Any]) -> Whatever:
    """The record itself, of which this field is fetched from now on."""
    object.__delattr__(record, name)
    object.__setattr__(record, "_fetched", (name, fetch))
    return record

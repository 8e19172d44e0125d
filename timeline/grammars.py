"""The grammar of each language in which dates are told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.chinese import Chinese
from timeline.english import English
from timeline.grammar import Grammar
from timeline.languages import Language
from timeline.russian import Russian

GRAMMARS: Mapping[Language, Grammar] = MappingProxyType(
    {"en": English(), "ru": Russian(), "zh": Chinese()},
)
"""Language → its grammar; every language of `languages` has one."""

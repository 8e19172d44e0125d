"""The languages in which dates and the page can be read.

Why three and not one catalogue per wish: each has its own grammar of dates (genitive months, no spaces, years
before months), which somebody has to write by hand and test.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "ru", "zh"]

LANGUAGES: tuple[Language, ...] = ("en", "ru", "zh")

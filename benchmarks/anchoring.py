"""Quotes in their own articles, and in a source of two megabytes: as copied, set otherwise, and damaged.

The five articles are what the program is for; two megabytes are a shelf of books in one file. Damage is
random, the same in every run: characters replaced, added and lost.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.calculations import RATES, timed
from benchmarks.contest import Contest, Contestant, Invalid, Sample, Turn
from timeline.passages import Selector, locate

QUOTES = 200
"""Quotes a turn in the articles; a tenth of them in the long source."""

LONG = 2_000_000
"""Characters of the long source."""

LETTERS = "abcdefghijklmnopqrstuvwxyz "


def anchoring(root: Path) -> Contest:
    """Quotes of 40 to 330 characters located in the project's articles and in one long text."""
    articles = [path.read_bytes().decode("utf-8") for path in sorted((root / "seeds").glob("*.txt"))]
    chance = random.Random(20)
    words = [word for text in articles for word in text.split()]
    around = " ".join(chance.choices(words, k=LONG // 6))[: LONG // 2]
    long = "\n\n".join((around, *articles, around[::-1]))
    numbers = itertools.count()
    taken = [_taken(chance, chance.choice(articles)) for _ in range(QUOTES)]

    def turn(change: Callable[[str], str], *, within: str = "") -> Turn:
        async def take() -> Sample:
            # A stamp makes the text new to every cache.
            stamp = f"\nTurn {next(numbers)}."
            fresh = {text: text + stamp for text in [*articles, long]}
            quotes = taken[: QUOTES // 10] if within else taken
            pairs = [(Selector(change(quote)), fresh[within or text]) for text, quote in quotes]
            found: list[str] = []
            sample = timed(lambda pair: found.append(locate(*pair).status), pairs)
            if found.count("missing") * 20 > len(pairs):
                raise Invalid(f"{found.count('missing')} of {len(pairs)} quotes were lost")
            return sample

        return take

    return Contest(
        "anchoring",
        "Quotes located, sound and damaged",
        f"Processor time of this process. {QUOTES} quotes of 40 to 330 characters in the five articles they "
        f"come from, and {QUOTES // 10} in one text of two million characters, folded anew each turn. Damage "
        "is characters replaced, added and lost; what is damaged is located and never exact.",
        RATES,
        (
            Contestant("articles, as copied", turn(str)),
            Contestant("articles, set otherwise", turn(set_otherwise)),
            Contestant("articles, 5 % damaged", turn(lambda quote: damaged(chance, quote, 0.05))),
            Contestant("articles, 15 % damaged", turn(lambda quote: damaged(chance, quote, 0.15))),
            Contestant("two megabytes, as copied", turn(str, within=long)),
            Contestant(
                "two megabytes, 15 % damaged", turn(lambda quote: damaged(chance, quote, 0.15), within=long)
            ),
        ),
        rounds=3,
        warm=True,
    )


def _taken(chance: random.Random, text: str) -> tuple[str, str]:
    """A text and a run of its words."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    first = chance.randrange(len(words) - 60)
    return text, text[words[first][0] : words[first + chance.randint(8, 50)][1]]


def set_otherwise(quote: str) -> str:
    """The quote with straight quotation marks and other line ends."""
    return re.sub("[“”]", '"', quote.replace(" ", "\n"))


def damaged(chance: random.Random, quote: str, share: float) -> str:
    """The quote with about so many of its characters replaced, doubled by another, or lost."""
    made = []
    for character in quote:
        if chance.random() >= share:
            made.append(character)
            continue
        made.append(chance.choice((chance.choice(LETTERS), character + chance.choice(LETTERS), "")))
    return "".join(made)

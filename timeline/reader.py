"""The reader: a source's text as paragraphs, with its passages marked.

Why values and not HTML: nobody's text is ever HTML. A template with autoescape on writes the steps of a
paragraph one after the other, so no function here can forget to escape, and the tests read words instead of
parsing tags.

Why marks nest: a `<mark>` stands for exactly one passage, so that it has one address, one event and one tab
stop, yet passages overlap as they please. Where two cross, the inner one is closed and opened again: no word
is said twice, none is lost. A passage is therefore a run of segments, told apart by `first` and `last`.
What the page points at without a passage, such as a date that no event covers, is woven in the same way.

Why the depth has no cap: each word stands once and a mark carries one passage, so a word on which n passages
rest lies inside n marks. Fewer marks would leave a passage without its words. So a paragraph is a flat series
of steps (a mark opens, words, a mark closes) and no tree: neither the reader nor a template need recurse.

Why a line is a paragraph: of the first five articles two part their paragraphs by a single line break, three
by blank lines; none is wrapped at a column.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal, Protocol

from timeline.disclosure import Placed, Publish, shown

_LINE = re.compile(r"[^\r\n]+")


class Source(Protocol):
    """What the reader needs to know of a source; the edition's sources fit."""

    @property
    def id(self) -> str:
        """Slug: `s001`."""

    @property
    def text(self) -> str:
        """The raw text, as decoded: offsets count its code points, CRLF is two."""


class Passage(Placed, Protocol):
    """What the reader needs to know of a passage; the edition's passages fit."""

    @property
    def id(self) -> str:
        """Slug, unique in the edition."""

    @property
    def event(self) -> str:
        """The id of the event that rests on it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A place in a text that the page points at, and that is no passage."""

    id: str
    """Its address in the page, unique there: `date_amur_17`."""
    start: int
    """First code point, 0-based."""
    end: int
    """One past the last code point."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, exactly as they stand in the source; never empty."""

    kind: ClassVar[Literal["text"]] = "text"
    """For templates, which cannot ask for a type."""
    text: str
    """Without line breaks; white space is the source's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One segment of one passage: a `<mark>`."""

    kind: ClassVar[Literal["mark"]] = "mark"
    """For templates, which cannot ask for a type."""
    passage: str
    """The id of the passage: `data-passage`."""
    event: str
    """The id of the event that rests on it: `data-event`."""
    first: bool
    """Whether the passage begins here: the segment that carries its address and its tab stop."""
    last: bool
    """Whether the passage ends here; a passage in one piece is both."""


@dataclass(frozen=True, slots=True)
class Note:
    """One segment of a place that the page points at."""

    kind: ClassVar[Literal["note"]] = "note"
    """For templates, which cannot ask for a type."""
    id: str
    """The address of the place."""
    first: bool
    """Whether the place begins here: the segment that carries its address."""


@dataclass(frozen=True, slots=True)
class Open:
    """A step: here a mark or a note begins."""

    kind: ClassVar[Literal["open"]] = "open"
    """For templates, which cannot ask for a type."""
    mark: Mark | Note
    """Its words, and the marks inside it, follow."""


@dataclass(frozen=True, slots=True)
class Close:
    """A step: here a mark or a note ends, the last one opened."""

    kind: ClassVar[Literal["close"]] = "close"
    """For templates, which cannot ask for a type."""
    mark: Mark | Note
    """The same value that was opened."""


Step = Open | Text | Close
Woven = Passage | Noted
"""What marks are made of."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the source that is not blank, or the part of it that may be shown."""

    kind: ClassVar[Literal["paragraph"]] = "paragraph"
    """For templates, which cannot ask for a type."""
    steps: tuple[Step, ...]
    """In reading order, marks well nested at any depth; never empty, and neither is any mark."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the source that are left out here."""

    kind: ClassVar[Literal["gap"]] = "gap"
    """For templates, which cannot ask for a type."""
    characters: int
    """How many code points, from the first word left out to the last; at least 1."""


Block = Paragraph | Gap


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as the reader shows it."""

    source: str
    """The id of the source."""
    blocks: tuple[Block, ...]
    """From top to bottom; empty when nothing may be shown."""
    passages: tuple[str, ...]
    """Ids in reading order, the longer first where two begin together; the same for every `publish`."""


def reading(
    source: Source, passages: Iterable[Passage], *, publish: Publish, notes: Iterable[Noted] = ()
) -> Reading:
    """The source with its passages marked, and places noted in it, as far as `publish` allows.

    The order of `passages` does not matter. Time is linear in the text and the segments that come out (and a
    sort). Raises ValueError for a passage that holds no word of the text: an edition has none.
    """
    text = source.text
    ordered = sorted(passages, key=_reading_order)
    _refuse_wordless(text, ordered)
    allowed = shown(text, ordered, publish)
    woven: list[Woven] = sorted([*ordered, *notes], key=_reading_order)
    return Reading(
        source=source.id,
        blocks=tuple(_blocks(text, allowed, woven)) if publish != "none" else (),
        passages=tuple(passage.id for passage in ordered),
    )


def _reading_order(passage: Woven) -> tuple[int, int, str]:
    return passage.start, -passage.end, passage.id


def _nesting_order(passage: Woven) -> tuple[int, int, str]:
    """Outermost first. What ends last goes outside, so that it need not be split when the others end."""
    return -passage.end, passage.start, passage.id


def _refuse_wordless(text: str, passages: Iterable[Passage]) -> None:
    for passage in passages:
        start, end = passage.start, passage.end
        if not 0 <= start < end <= len(text) or text[start:end].isspace():
            raise ValueError(f"passage {passage.id}: {start} to {end} holds no word of the source")


def _blocks(text: str, allowed: Sequence[tuple[int, int]], ordered: Sequence[Woven]) -> Iterator[Block]:
    """Gaps and paragraphs from the top of the source to its end."""
    lines = [
        [match.span() for match in _LINE.finditer(text, start, end) if not match[0].isspace()]
        for start, end in allowed
    ]
    paragraphs = _paragraphs(text, [line for stretch in lines for line in stretch], ordered)
    done = 0
    for (start, end), stretch in zip(allowed, lines, strict=True):
        yield from _gap(text[done:start])
        for _ in stretch:
            yield next(paragraphs)
        done = end
    yield from _gap(text[done:])


def _gap(left_out: str) -> Iterator[Gap]:
    words = left_out.strip()
    if words:
        yield Gap(len(words))


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph to be, and where its neighbours are, which tells a passage's first segment and its last."""

    start: int
    end: int
    earlier: int
    """Where the line before it ends; 0 if there is none."""
    later: int
    """Where the line after it begins; the length of the text if there is none."""

    def mark(self, passage: Woven, start: int, end: int) -> Mark | Note:
        """The segment of a passage or a note from `start` to `end` in this line."""
        first = passage.start >= self.earlier and start == max(passage.start, self.start)
        if isinstance(passage, Noted):
            return Note(passage.id, first)
        last = passage.end <= self.later and end == min(passage.end, self.end)
        return Mark(passage.id, passage.event, first, last)


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """A mark that is open: only where it ends does one know whether its passage ends there too."""

    passage: Woven
    start: int
    """Where the segment begins in the text."""
    at: int
    """Index of the step that opens it, which is written when it is closed."""


def _paragraphs(text: str, lines: Sequence[tuple[int, int]], ordered: Sequence[Woven]) -> Iterator[Paragraph]:
    """One paragraph a line, each with the passages that reach into it."""
    active: list[Woven] = []
    taken = 0
    earlier = [0, *(end for _, end in lines)]
    later = [*(start for start, _ in lines[1:]), len(text)]
    for number, (start, end) in enumerate(lines):
        while taken < len(ordered) and ordered[taken].start < end:
            active.append(ordered[taken])
            taken += 1
        active = [passage for passage in active if passage.end > start]
        yield Paragraph(_weave(text, _Line(start, end, earlier[number], later[number]), active))


def _weave(text: str, line: _Line, passages: Sequence[Woven]) -> tuple[Step, ...]:
    """The words of a line in their marks, from left to right, with a stack of those that are open.

    At each place where a passage begins or ends, the marks on top of the stack are closed down to the lowest
    one that ends there; those that go on are opened again with those that begin, the outermost first.
    """
    opening: defaultdict[int, list[Woven]] = defaultdict(list)
    for passage in passages:
        opening[max(passage.start, line.start)].append(passage)
    closing = Counter(min(passage.end, line.end) for passage in passages)
    steps: list[Step] = []
    stack: list[_Unfinished] = []
    for here, there in pairwise(sorted({line.start, line.end, *opening, *closing})):
        going_on = _close(stack, line, here, closing[here], steps)
        for passage in sorted([*going_on, *opening[here]], key=_nesting_order):
            stack.append(_Unfinished(passage, here, len(steps)))
            steps.append(Open(line.mark(passage, here, here)))
        steps.append(Text(text[here:there]))
    _close(stack, line, line.end, len(stack), steps)
    return tuple(steps)


def _close(stack: list[_Unfinished], line: _Line, here: int, ending: int, steps: list[Step]) -> list[Woven]:
    """Take marks off the stack until `ending` of them have reached their end; the passages that go on."""
    going_on = []
    while ending:
        top = stack.pop()
        mark = line.mark(top.passage, top.start, here)
        steps[top.at] = Open(mark)
        steps.append(Close(mark))
        if min(top.passage.end, line.end) == here:
            ending -= 1
        else:
            going_on.append(top.passage)
    return going_on

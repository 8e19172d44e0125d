"""A window of an edition drawn as SVG: lanes, scales, marks and pills, on whatever canvas.

Every mark has its title and date as a tooltip and may be a link to its event: so even a picture leads to its
quotations. Elements are built, never glued together from strings: whatever a title holds, it stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from timeline import rival_ticks, theme
from timeline.axes import BESIDE, MARGIN, SIDE
from timeline.boxes import Mark
from timeline.brush import DOTTED, EDGES, SHAPES, claimed, one_line, title_label
from timeline.calendars import Calendar
from timeline.canvas import WIDER, Along, Canvas, Element, Spot, along, child
from timeline.doubts import doubts
from timeline.languages import Language
from timeline.layout import Pill
from timeline.marks import Look, Sight, Stroke, strokes
from timeline.messages import message
from timeline.records import Event
from timeline.symbols import path
from timeline.ticks import Tick, ticks
from timeline.windows import extent
from timeline.wording import date_shown

NAME = 17
"""Characters of a lane's name in one line."""
DOWN = 3.25
"""Pixels from the middle of a row down to the line on which a label stands, as in the figure."""
DASHES = DOTTED.replace("px", "")
"""A dot and a gap, as SVG wants them."""

Drawn = tuple[Stroke, Along, Along]
"""A stroke and where its ends stand along the plot."""
Pair = tuple[Mark, Mark]
"""A mark in this plot, and in one a little wider: what moves is a share, what does not is pixels."""


@dataclass(slots=True)
class Easel:
    """What every stroke of one picture needs to know."""

    canvas: Canvas
    """What it is drawn on, with all numbers of the drawing."""
    language: Language
    """Of dates, counts and scales."""
    address: str | None
    """Where the page is to whose events the marks link; empty for none."""
    token: str = field(default="", init=False)
    """The colour of the mark that is being drawn."""

    # ── around the marks ──────────────────────────────────────────────────────────────────────────────────

    def scale(self, calendar: Calendar = "gregorian") -> Iterator[tuple[Along, Tick]]:
        """The ticks of a scale of time, and where they stand."""
        placed = self.canvas.placed
        window, beside = placed.window, BESIDE if calendar == "julian" else MARGIN["l"]
        left, right = (SIDE, SIDE) if placed.narrow else (beside, MARGIN["r"])
        for tick in ticks(
            window.start, window.end, placed.width,
            left=left, right=right, language=self.language, calendar=calendar,
        ):  # fmt: skip
            yield Along((tick.day - window.start) / window.days), tick

    def names(self) -> Sequence[Sequence[str]]:
        """The names of the lanes in capitals, each in the lines that it takes."""
        placed, edition = self.canvas.placed, self.canvas.placed.edition
        names = [lane.name for lane in placed.lanes]
        known = set(edition.kinds)
        if placed.by == "party":
            known = {party for event in edition.chronology for party in event.parties}
        if names and names[-1] not in known:
            word = message(self.language, "lanes.others")
            names[-1] = f"{word} …" if word in names[:-1] else word
        return [[one_line(name.upper(), 40)] if placed.narrow else lines(name.upper()) for name in names]

    # ── marks ─────────────────────────────────────────────────────────────────────────────────────────────

    def marks(self, plot: Element) -> None:
        """All marks and pills."""
        placed = self.canvas.placed
        wider = placed.stretched(placed.width * WIDER)
        for pair in zip(placed.layout.marks, wider.marks, strict=True):
            self._mark(plot, pair)
        for pill in placed.layout.pills:
            self._pill(plot, pill)

    def _mark(self, plot: Element, pair: Pair) -> None:
        """A mark with its label, linked to its event."""
        mark, placed = pair[0], self.canvas.placed
        event = placed.edition.event(mark.event)
        self.token = theme.kind_token(placed.edition.kinds.index(event.kind))
        spot = self.canvas.row(plot, mark.lane, mark.row, self.token)
        spot = self.canvas.group(spot, event.id, self.address, self.token)
        told = date_shown(event, placed.edition.passages_of(event.id), self.language)
        child(spot.inside, "title", one_line(f"{event.title} · {told}"))
        if mark.ticks:
            self._rivals(spot, pair, event)
        for drawn in self._along(*(self._strokes(event, mark, sight) for sight in self._sights())):
            self._stroke(spot, *drawn, event)
        if mark.side != "none":
            end = 1 if mark.side == "left" else 0
            place = along(mark.label[end], pair[1].label[end], placed.width)
            anchor = {"text_anchor": "end"} if end else {}
            words = one_line(title_label(event.title))
            self.canvas.text(spot, place, words, dy=DOWN, **anchor, **self.canvas.words("ink"))

    def _strokes(self, event: Event, mark: Mark, sight: Sight) -> Sequence[Stroke]:
        part = extent(event.span, self.canvas.placed.everything)
        look = Look(mark.side == "inside", event.status != "asserted")
        return strokes(doubts(event.span), part.start, part.end, sight, look)

    def _sights(self) -> tuple[Sight, Sight]:
        """As one looks at this plot, and at a little wider one."""
        placed = self.canvas.placed
        here = Sight(placed.window.start, placed.scale, placed.width)
        return here, replace(here, scale=here.scale * WIDER, width=here.width * WIDER)

    def _along(self, here: Sequence[Stroke], wider: Sequence[Stroke]) -> Iterator[Drawn]:
        """Strokes with their places along the plot; if a wider plot has others, as in this one."""
        width = self.canvas.placed.width
        if [one.form for one in here] != [one.form for one in wider]:
            yield from ((one, Along(one.start / width), Along(one.end / width)) for one in here)
            return
        for one, other in zip(here, wider, strict=True):
            yield one, along(one.start, other.start, width), along(one.end, other.end, width)

    def _rivals(self, spot: Spot, pair: Pair, event: Event) -> None:
        """The ticks of rival dates, with who claims each as a tooltip, and what joins them to their mark."""
        edition, sights = self.canvas.placed.edition, self._sights()
        found = edition.rivals_of(event.id)
        rivals, boxes = tuple(map(rival_ticks.drawable, found)), [(mark.start, mark.end) for mark in pair]
        drawn = [rival_ticks.ticks(rivals, *both) for both in zip(sights, boxes, strict=True)]
        labels = [mark.label for mark in pair]
        for stroke in self._along(*map(rival_ticks.hairlines, drawn, sights, boxes, labels)):
            self._stroke(spot, *stroke, event)
        for tick, other in zip(*drawn, strict=False):
            rival = found[tick.rival]
            inside = child(spot.inside, "g", data_passages=" ".join(rival.passages))
            told = claimed(edition, rival, self.language)
            child(inside, "title", one_line(f"{rival.span.words(self.language)} · {told}"))
            looks = [
                rival_ticks.strokes(one, rival.rank, sight)
                for one, sight in zip((tick, other), sights, strict=True)
            ]
            for stroke in self._along(*looks):
                self._stroke(spot._replace(inside=inside), *stroke, event)

    def _stroke(self, spot: Spot, stroke: Stroke, start: Along, end: Along, event: Event) -> None:
        canvas = self.canvas
        if stroke.form == "question":
            look: dict[str, object] = {"text_anchor": "middle", "font_weight": 700}
            canvas.text(spot, start, "?", dy=DOWN, **look, **canvas.words("ink"))
        elif stroke.form == "symbol":
            self._symbol(spot, stroke, start, event)
        elif stroke.form == "dots":
            look = {"fill": "none", "stroke": canvas.colour("ink")}
            look |= {"stroke_width": EDGES["dotted"], "stroke_dasharray": DASHES}
            if stroke.thick:
                canvas.bar(spot, start, end, stroke.thick, **look)
            else:
                canvas.line(spot, start, end, **look)
        else:
            self._bar(spot, stroke, start, end)

    def _bar(self, spot: Spot, stroke: Stroke, start: Along, end: Along) -> None:
        canvas, token = self.canvas, self.token
        if stroke.fill:
            solid = {} if stroke.fill == 1 else {"fill_opacity": round(stroke.fill, 3)}
            canvas.bar(spot, start, end, stroke.thick, **canvas.fill(token), **solid)
        if stroke.hatch:
            look = {"fill": canvas.hatching(token), "fill_opacity": stroke.hatch}
            canvas.bar(spot, start, end, stroke.thick, **look)
        if stroke.edge != "none":
            ink = canvas.colour("accent" if stroke.edge == "accent" else token)
            width = EDGES[stroke.edge]
            canvas.bar(spot, start, end, stroke.thick, fill="none", stroke=ink, stroke_width=width)

    def _symbol(self, spot: Spot, stroke: Stroke, place: Along, event: Event) -> None:
        """A symbol covers what is behind it, so that on a line it stays clean."""
        canvas = self.canvas
        kind = canvas.placed.edition.kinds.index(event.kind)
        name, solid = (
            SHAPES.get(stroke.shape) or theme.symbol(kind),
            stroke.shape == "kind" and stroke.fill == 1,
        )
        if solid and canvas.sign(spot, place, name):
            return
        size = stroke.thick * (theme.SIZES[name] / 11 if stroke.shape == "kind" else 1)
        there = canvas.at(spot, place)
        edge = {"paper": "paper", "dotted": "ink"}.get(stroke.edge, self.token)
        outline: dict[str, object] = {"d": path(name, size)}
        if there.x or there.y:
            outline["transform"] = f"translate({there.x:.6g} {there.y:.6g})"
        look: dict[str, object] = {"stroke": canvas.colour(edge), "stroke_width": EDGES[stroke.edge]}
        if stroke.edge == "dotted":
            look["stroke_dasharray"] = DASHES
        ground = {"fill": canvas.colour("paper")}
        if stroke.fill:
            child(there.inside, "path", **outline, **ground)
            ground = {**canvas.fill(self.token), "fill_opacity": f"{stroke.fill:.3g}"}
        child(there.inside, "path", **outline, **ground, **look)

    def _pill(self, plot: Element, pill: Pill) -> None:
        """Counted events."""
        canvas, edition, count = self.canvas, self.canvas.placed.edition, len(pill.events)
        kinds = {edition.event(id).kind for id in pill.events}
        token = theme.kind_token(edition.kinds.index(kinds.pop())) if len(kinds) == 1 else "soft"
        half, spot = (pill.end - pill.start) / 2, canvas.row(plot, pill.lane, pill.row, token)
        spot = canvas.at(spot, Along((pill.start + half) / canvas.placed.width))
        canvas.pill(
            spot,
            half,
            token,
            str(count),
            pill.events,
            message(self.language, "tally.events", {"count": count}),
        )


def lines(name: str) -> Sequence[str]:
    """A lane's name in at most two lines."""
    made = [""]
    for word in one_line(name).split():
        longer = f"{made[-1]} {word}".strip()
        if len(longer) > NAME and made[-1] and len(made) < 2:
            made.append(word)
        else:
            made[-1] = longer
    return [one_line(line, NAME) for line in made]

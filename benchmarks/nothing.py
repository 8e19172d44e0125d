"""The proof that a page which shows nothing has no figure: pages that show nothing, each in another way.

They come first in every run. Each is opened, looked at by the witness and zoomed just as a contestant is, and
must be refused on the way; if one of them is given a figure, the run has failed, whatever else it says.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks import hands, peers, subjects
from benchmarks.browser import Subject, Watcher
from benchmarks.contest import Contest, Contestant, Invalid, Metric, Sample, TooSlow, Turn
from benchmarks.witness import witnessed

PATIENCE = 4.0
"""Seconds that such a page is waited for."""

COUNT, APART = 30, 40
"""Marks that each of them pretends to show, and how many pixels apart."""

_HEAD = """<style>
    .barlayer { position: relative; width: 1400px; height: 500px }
    .point { position: absolute; top: 100px } .point path { display: block; width: 20px; height: 9px }
</style>"""
_STILL = "<script>addEventListener('wheel', (event) => event.preventDefault(), { passive: false });</script>"

_COVER = '<p style="position: fixed; inset: 0; margin: 0; background: white; z-index: 9"></p>'

NOTHING = {
    "no mark at all": ("", 0, "", "nothing came"),
    "marks all in one corner": ("background: teal", 0, "", "nothing came"),
    "marks that are transparent": ("background: teal; opacity: 0", APART, "", "nothing came"),
    "marks in the colour of the paper": ("background: white", APART, "", "to be seen in 0"),
    "marks under something else": ("background: teal", APART, _COVER, "to be seen in 0"),
    "a chart that answers no wheel": ("background: teal", APART, _STILL, "nothing came"),
    "a page that throws": ("background: teal", APART, "<script>nothing.at.all;</script>", "threw"),
}
"""What is wrong → how the marks look, how far each is from the next, what else is in the page, and what
the refusal must say."""


def refusing(watcher: Watcher, folder: Path) -> Contest:
    """Pages that must be refused."""
    hasty = watcher.hasty(PATIENCE)
    pages = {what: _page(folder, what) for what in NOTHING}
    canvas = folder / "empty-canvas.html"
    peers.write(canvas, "", "<canvas></canvas>")
    found = {what: (subjects.plotly(path.as_uri(), COUNT), NOTHING[what][-1]) for what, path in pages.items()}
    found["a canvas without a stroke"] = (subjects.canvas(canvas), "nothing came")
    return Contest(
        "nothing",
        "Pages that show nothing",
        "Each of these pages is opened, looked at and zoomed as all contestants are, and has to be refused "
        "on the way, for the right reason. A page that works no more is given up early here.",
        (Metric("refused after ms"),),
        tuple(Contestant(what, _turn(hasty, *how)) for what, how in found.items()),
        rounds=1,
    )


def _turn(watcher: Watcher, subject: Subject, why: str) -> Turn:
    async def turn() -> Sample:
        began = time.monotonic()
        try:
            async with watcher.open(subject) as opened:
                await witnessed(opened, subject)
            async with watcher.open(subject) as opened:
                moved = hands.Moved(subject.chart, subject.marks, subject.texts)
                await hands.zooming(opened, moved, 1)
        except TooSlow as reason:
            raise Invalid(f"passed for slow, though it shows nothing: {reason}") from reason
        except Invalid as reason:
            if why not in str(reason):
                raise Invalid(f"was refused for another reason: {reason}") from reason
            return {"refused after ms": [(time.monotonic() - began) * 1000]}
        raise Invalid("was given a figure though it shows nothing")

    return turn


def _page(folder: Path, what: str) -> Path:
    style, apart, beside, _ = NOTHING[what]
    marks = "".join(
        f'<div class="point" style="left: {apart * number}px"><path style="{style}"></path></div>'
        for number in range(COUNT if style else 0)
    )
    body = f'<div class="js-plotly-plot"><div class="barlayer">{marks}</div></div>{beside}'
    return peers.write(folder / f"{what.replace(' ', '-')}.html", _HEAD, body)

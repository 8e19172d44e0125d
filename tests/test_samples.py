"""Samples: the legend shows each sign once, as the chart draws it, and explains it in every language."""

from __future__ import annotations

import re

import pytest

from timeline.dates import parse
from timeline.doubts import DOUBTS, doubt_keys
from timeline.languages import LANGUAGES
from timeline.messages import message
from timeline.samples import DATES, HEIGHT, WIDTH, Sample, samples


def test_every_kind_of_doubt_is_in_the_legend() -> None:
    """An open or unknown start is the mirror of such an end, and needs no entry of its own."""
    shown = {key for _, date in DATES for key in doubt_keys(parse(date))}
    assert shown == set(DOUBTS) - {"openStart", "unknownStart"}


def test_every_sample_is_explained_in_every_language() -> None:
    """In words that differ from those of every other."""
    for language in LANGUAGES:
        said = [message(language, f"legend.{sample.name}") for sample in samples()]
        assert all(said)
        assert len(set(said)) == len(said)


def test_no_two_samples_look_alike() -> None:
    """Not even without their colours."""
    drawn = [
        tuple((shape.path, shape.ink, shape.strength) for shape in sample.shapes) for sample in samples()
    ]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_sample_stays_in_its_picture(sample: Sample) -> None:
    """All that stands at a fixed place, within the frame."""
    assert sample.shapes
    for shape in sample.shapes:
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", shape.path):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT
        assert all(0 <= float(x) <= WIDTH for x in re.findall(r"H(-?[\d.]+)", shape.path))
        assert 0 <= shape.at <= WIDTH - 4

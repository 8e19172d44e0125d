"""Proofs that were kept say the same as those that are found anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline import citations
from timeline.disclosure import Publish
from timeline.edition import load
from timeline.haystack import quoted
from timeline.proofs import Proofs
from timeline.stash import Stash

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("publish", [None, "quotes"])
def test_what_was_kept_is_what_is_found(
    tmp_path: Path, publish: Publish | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words and addresses, of every passage, without a second look at any text."""
    real = load(ROOT)
    fresh, kept = Proofs(real, publish), Proofs(real, publish)
    expected = [fresh.of(passage) for passage in real.quotations]
    kept.stash = Stash(tmp_path / "proofs", len(real.quotations))
    plain = list(quoted(real, real.quotations, publish))
    assert list(quoted(real, real.quotations, publish, kept.keep)) == plain
    kept.stash.settle()
    monkeypatch.setattr(citations, "link", None)
    assert [kept.of(passage) for passage in real.quotations] == expected
    kept.stash.close()

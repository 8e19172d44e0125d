"""The article of an event: whatever the data say, it is words in it and never markup."""

from __future__ import annotations

import pytest

from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from timeline.article import Articles
from timeline.edition import Edition
from timeline.languages import LANGUAGES, Language
from timeline.panel import Panel
from timeline.phrases import Phrases
from timeline.press import ICONS
from timeline.voice import Voice

EVIL = "'\"><script>alert(1)</script>&amp;<!--"


def article(made: Edition, language: Language = "en", full_page: str = "") -> Parsed:
    told = Phrases(made)
    writer = Articles(Voice(language, told.place), made.language, ICONS)
    return Parsed(f"<html>{writer.event(Panel(made).event(0, told), full_page)}</html>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_data_is_ever_markup(language: Language) -> None:
    """Whatever field it stands in; it is read as it was written."""
    claims = [
        passage("p", property="date", value="1654", rank="deprecated", rank_reason=EVIL, speaker=EVIL),
        passage("q", property=EVIL, value=EVIL, relation="disputes", rank="preferred"),
        passage("r", property="place", value=EVIL),
        passage("s", property="place", value="Elsewhere", speaker=EVIL, rank_reason=EVIL),
    ]
    one = event(
        title=EVIL, summary=EVIL, kind=EVIL, place=EVIL, parties=(EVIL,), date_note=EVIL, date_source=EVIL,
        status="disputed", evidence="external", lat=-1.5, lon=2.25, wikidata="Q1",
    )  # fmt: skip
    held = source(title=EVIL, author=EVIL, container_title=EVIL, language=EVIL, url="https://a.example/'\"<")
    found = article(edition([one], claims, [held]), language)
    tags = {each.tag for each in found.elements}
    assert "script" not in tags
    assert {each.attributes["lang"] for each in found.all("blockquote")} == {EVIL}
    for name in ("summary", "speaker", "reason"):
        assert {each.text for each in found.all(class_=name)} == {EVIL}
    assert found.all("h3")[0].text == EVIL
    assert "https://a.example/'\"<" in found.all("a", data_say="claim.original")[0].attributes["href"]
    assert len(found.all(class_="compared")) == 2


def test_in_another_page_it_leads_to_the_whole_one() -> None:
    """In a page of its own, as it may stand in a frame in somebody's article."""
    made = edition([event()], [passage()], [source(url="https://a.example/b")])
    for full_page, own in (("index.html", "_blank"), ("", None)):
        links = article(made, full_page=full_page).all("a")
        assert [link.attributes.get("target") for link in links] == [own] * 2
        assert links[0].attributes["href"] == f"{full_page}#passage_p"

"""What the head of a source says of its coverage is whole, and gives nothing away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.leaks import leak
from tests.made_up import edition, event, passage, source
from tests.parsed import Parsed
from timeline import page
from timeline.dates import parse
from timeline.disclosure import Publish, shown
from timeline.edition import Edition
from timeline.remarks import Remarks, remarks

FAR = "They went on and on, and came to no place that anybody knew of. " * 10
TEXT = (
    f"In 1654 they came. {FAR}\nIn 1858 the treaty was signed, but not kept, until 1871 came.\n\n{FAR}"
    "\nIn 1945 it fell."
)


def made(quote: str = "the treaty was signed", **changes: str) -> Edition:
    """One event of 1858 on one passage of a text with three other dates."""
    start = TEXT.index(quote)
    text = replace(source("text", TEXT, **changes), issued_span=parse("1990"))
    return edition([event("one")], [passage("p", start=start, end=start + len(quote))], [text])


def said(publish: Publish, quote: str = "the treaty was signed") -> Remarks:
    found = made(quote)
    (covered,) = found.coverage.sources
    passages = found.passages_in("text")
    return remarks(covered, found.library[0], passages, shown(TEXT, passages, publish))


def test_every_date_without_an_event_is_told_with_its_line() -> None:
    """Those in the text that is left out by their words alone."""
    told = said("quotes").dates
    assert [(one.line, one.words) for one in told] == [(1, "1654"), (2, "1871"), (5, "1945")]
    assert [bool(one.note) for one in told] == [False, True, False]
    assert [one.before + one.after for one in told if not one.note] == ["", ""]
    note = told[1].note
    assert note is not None
    assert TEXT[note.start : note.end] == "1871"


def test_a_date_is_told_within_a_little_of_its_sentence_where_that_may_be_shown() -> None:
    """With an ellipsis where there is more of it."""
    first, second, third = said("full").dates
    assert (first.before, first.after) == ("In ", " they came.")
    assert second.before == "… the treaty was signed, but not kept, until "
    assert second.after == " came."
    assert all((first.note, second.note, third.note))


def test_a_quote_that_is_cut_is_told_by_its_end_and_the_word() -> None:
    """Or by its beginning, where the word stands before it."""
    (after,) = said("quotes", "In 1858 the treaty was signed").cut
    assert (after.quote, after.side, after.word) == ("In 1858 the treaty was signed", "after", "but")
    assert after.event == "one"
    (before,) = said("quotes", "kept").cut
    assert (before.quote, before.side, before.word) == ("kept", "before", "not")


def test_long_words_of_a_date_are_cut_where_the_text_is_left_out() -> None:
    """What is not shown must not be told by a range that fills a line."""
    words = "from the early part of the seventeenth century to the latter half of the nineteenth century"
    text = f"{FAR}It was so {words}.\n\nHere.\n\n{FAR}"
    start = text.index("Here.")
    found = edition([event("one")], [passage("p", start=start, end=start + 5)], [source("text", text)])
    passages = found.passages_in("text")
    told = remarks(found.coverage.sources[0], found.library[0], passages, shown(text, passages, "quotes"))
    assert all(len(one.words) < 50 for one in told.dates)
    assert max(len(one.words) for one in told.dates) > 30


# ── in the page ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("publish", ["full", "quotes"])
def test_every_entry_of_the_lists_leads_to_its_place(publish: Publish) -> None:
    """The date to its words, the event to the event, the cut quote to its passage."""
    found = Parsed(page.html(made(publish=publish), page.Slots()))
    details = found.by_id("coverage_text")
    assert details.tag == "details"
    ids = {one.attributes["id"] for one in found.all(id="")}
    links = [one for one in found.all("a") if "details" in one.inside and "article" in one.inside]
    assert {one.attributes["href"][1:] for one in links} <= ids
    notes = [one.attributes["data-to-note"] for one in found.all("a", data_to_note="")]
    assert [found.by_id(note).text for note in notes] == (
        ["1654", "1871", "1945"] if publish == "full" else ["1871"]
    )
    assert all(found.by_id(note).attributes["class"] == "uncovered" for note in notes)
    assert found.all("a", data_to_event="one")
    assert "1654" in details.text
    assert "1945" in details.text
    assert leak(TEXT, made().passages_in("text"), details.text) is None


def test_the_four_figures_stand_in_words_in_every_language() -> None:
    """In the head of each source that is held, and nothing in that of a work that is not."""
    figures = {
        "en": "2% quoted in 1 passage · 3 dates without an event · 1 event resting on one passage here · "
        "1 quote perhaps cut short",
        "ru": "процитировано 2 % в 1 фрагменте · 3 даты без события · "
        "1 событие основано на одном фрагменте отсюда · 1 цитата, возможно, оборвана",
        "zh": "引文1处，占全文2% · 3个日期尚无对应事件 · 1个事件仅据此处一处引文 · 1处引文可能截短",
    }
    whole = made()
    both = replace(whole, library=(*whole.library, source("work", "", file="")))
    for language, expected in figures.items():
        found = Parsed(page.html(both, page.Slots(), language=language))  # type: ignore[arg-type]
        assert [one.text for one in found.all("summary") if "article" in one.inside] == [expected]
        assert len(found.all(class_="coverage")) == 1


def test_of_a_source_that_is_cited_only_the_figures_are_all() -> None:
    """No list, no date, no word."""
    found = Parsed(page.html(made(publish="none"), page.Slots()))
    assert not found.all("details", class_="coverage")
    (told,) = found.all("p", class_="coverage")
    assert "3 dates" in told.text
    assert "1654" not in found.by_id("source_text").text


def test_a_text_that_is_not_in_english_says_that_it_was_not_searched() -> None:
    """Rather than that it leaves out no date."""
    found = Parsed(page.html(made(language="ru"), page.Slots()))
    (told,) = found.all(data_say="covered.unsearched")
    assert "summary" in told.inside
    assert not found.all(data_say="covered.dates")


def test_a_long_list_is_cut_and_says_how_much_is_left() -> None:
    """A page is no place for ten thousand dates; the command lists them all."""
    text = "They met. " + " ".join(f"In {year} they met again." for year in range(1700, 1900))
    found = Parsed(page.html(edition([event("one")], [], [source("text", text)]), page.Slots()))
    assert len(found.all("a", data_to_note="")) == 40
    (more,) = found.all(data_say="covered.more")
    assert more.text == "and 160 more"
    assert len(found.all(class_="uncovered")) == 200

"""A date is explained in full: what was understood, its days in both calendars, its doubts, its words."""

from __future__ import annotations

import json

import pytest

from timeline import explain, regnal
from timeline.dates import parse
from timeline.errors import DateError
from timeline.explain import Day, as_json, as_lines, refused_as_json, refused_as_lines

KEYS = [
    "text", "said", "edtf", "level", "calendar", "year_start", "kind", "precision", "earliest", "latest",
    "doubts", "words", "other_style", "regnal", "note", "mark", "legend",
]  # fmt: skip


def lines(text: str) -> list[str]:
    return list(as_lines(explain.explain(text)))


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        explain.explain(text)
    return caught.value


@pytest.mark.parametrize("text", ["27 Aug 1689 OS", "1689/..", "/1985", "[1667,1668]", "Y-12000", "16XX~"])
def test_the_keys_of_json_are_a_contract(text: str) -> None:
    """The same keys for every date, and nothing that JSON does not know."""
    told = as_json(explain.explain(text))
    assert list(told) == KEYS
    assert json.loads(json.dumps(told)) == told


def test_a_day_is_told_in_both_calendars() -> None:
    """Number, both dates in figures and words, the weekday, and the name that the Chinese court gave it."""
    told = as_json(explain.explain("28 Aug 1689 OS"))
    day = {
        "kind": "day",
        "number": parse("1689-09-07").earliest,
        "gregorian": "1689-09-07",
        "julian": "1689-08-28",
        "gregorian_words": "7 September 1689",
        "julian_words": "28 August 1689",
        "weekday": "Wednesday",
    }
    assert told["earliest"] == told["latest"] == day
    assert told["regnal"] == "康熙二十八年七月二十四日"
    assert told["other_style"] == "7 September 1689 N.S."


def test_bounds_that_are_no_days_say_what_they_are() -> None:
    """Open and unknown are different, in JSON and in words."""
    assert as_json(explain.explain("1985/.."))["latest"] == {"kind": "open"}
    assert as_json(explain.explain("1985/"))["latest"] == {"kind": "unknown"}
    assert "  last day      open: there is no end" in lines("1985/..")
    assert "  first day     unknown: there is a start, but nobody knows it" in lines("/1985")


def test_the_lines_for_people() -> None:
    """One fact a line, the mark and its legend at the end."""
    assert lines("c. 1654 – 6 September 1689") == [
        "c. 1654 – 6 September 1689",
        "  understood    read as c. 1654 – 6 September 1689",
        "  EDTF          1654~/1689-09-06 (level 1)",
        "  calendar      Gregorian (New Style)",
        "  precision     an interval",
        "  first day     1 January 1654 Gregorian, 1654-01-01, a Thursday",
        "                22 December 1653 Julian, 1653-12-22",
        "  last day      6 September 1689 Gregorian, 1689-09-06, a Tuesday",
        "                27 August 1689 Julian, 1689-08-27",
        "  doubts        circa: about that time",
        f"  English       {parse('1654~/1689-09-06').words('en')}",
        f"  Russian       {parse('1654~/1689-09-06').words('ru')}",
        f"  Chinese       {parse('1654~/1689-09-06').words('zh')}",
        "  other style   c. 22 December 1653 – 27 August 1689 O.S.",
        "  regnal date   約順治十一年至康熙二十八年七月二十三日",
        "  mark          ░▒▓████████",
        "                █     a bar: it lasts",
        "                ░▒▓   circa: about that time",
    ]


def test_years_before_our_era_have_no_sign_in_words() -> None:
    """44 BCE in words, -0043 in figures, and two calendars two days apart."""
    told = lines("15 March 44 BC")
    assert "  day           15 March 44 BCE Gregorian, -0043-03-15, a Friday" in told
    assert "                17 March 44 BCE Julian, -0043-03-17" in told


def test_the_start_of_the_year_is_told() -> None:
    """30 January 1648/49 is of a year that began on 25 March."""
    assert "  calendar      Julian (Old Style), years from 25 March" in lines("30 January 1648/49")


def test_years_from_25_march_ask_for_the_julian_calendar() -> None:
    """Both options are given together, or a note says so; a plain date has no note."""
    note = "years beginning on 25 March go with the Julian calendar; this is read as Gregorian"
    asked = explain.explain("1648-01-30", year_start="03-25")
    assert as_json(asked)["note"] == note
    assert f"  note          {note}" in as_lines(asked)
    assert as_json(explain.explain("1648-01-30", "julian", "03-25"))["note"] == ""
    assert not [line for line in lines("1648-01-30") if "note" in line]


def test_without_its_tables_a_regnal_date_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where there would be one."""
    monkeypatch.setattr(regnal, "_tables", lambda: None)
    assert f"  regnal date   needs its tables: {regnal.EXTRA}" in lines("1689-09-07")
    assert not [line for line in lines("1689-09") + lines("44 BC") if "regnal" in line]


@pytest.mark.parametrize(
    ("number", "weekday"), [(1, "Monday"), (parse("2000-01-01").earliest, "Saturday"), (0, "Sunday")]
)
def test_weekdays_are_those_of_both_calendars(number: int, weekday: str) -> None:
    """1 January of year 1 was a Monday, and the week was never broken."""
    assert Day(number).weekday == weekday


def test_a_refusal_points_at_the_place() -> None:
    """The text, a caret under the place, what could have been meant; the text is made harmless."""
    text = "6 Septembre 1689"
    told = list(refused_as_lines(text, refusal(text), str))
    assert told == [text, "  ^ “Septembre” is no word of a date; did you mean “September”?", explain.HINT]
    text = "康熙二十八年（1690年5月）"
    caret = list(refused_as_lines(text, refusal(text), str))[1]
    assert caret.index("^") == 14  # Seven characters, two columns each.
    text = "1689 \x1b[2J"
    assert all("\x1b" not in line for line in refused_as_lines(text, refusal(text), lambda _: "harmless"))


def test_a_refusal_as_json() -> None:
    """What, where, why, and how it could be written."""
    assert refused_as_json("44", refusal("44")) == {
        "text": "44",
        "error": {
            "position": 0,
            "reason": "which century? write all digits of the year; year 44 is 44 CE or 44 BCE",
            "hint": explain.HINT,
        },
    }


def test_a_long_text_is_shown_around_the_place() -> None:
    """Of a long text that is no date only what stands around the place is told, with the caret under it."""
    text = "Septembre" + " and so on" * 15
    told, caret, _ = refused_as_lines(text, refusal(text), str)
    assert told == text[:30] + "…"
    assert caret.startswith("^ “Septembre”")
    text = "[" + "1689," * 40 + "x]"
    told, caret, _ = refused_as_lines(text, refusal(text), str)
    assert told == "…" + "1689," * 6 + "x]"
    assert told[caret.index("^")] == "x"


def test_a_year_of_no_digits_is_coarser_than_a_millennium() -> None:
    """XXXX and a round number of ages are told no finer than they are."""
    for text in ("XXXX", "Y17E7S2"):
        assert any("coarser than a millennium" in line for line in as_lines(explain.explain(text)))

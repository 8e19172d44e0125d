"""The article of an event, as panel and page have it, written straight into one string.

Why Python and no template: an edition of a million events has a million articles, and Jinja's macros took
more time for one of them than all else that is made of its event. The markup is this module's own; whatever
comes from the data goes through `safe`, or through the voice, and nothing else is ever put between two tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.panel import Comparison, ShownEvent, ShownPassage, ShownValue, Witness
from timeline.records import Event, Passage, Source
from timeline.voice import Voice, safe
from timeline.wording import Told


class Articles:
    """Writes the articles of an edition in one language."""

    def __init__(self, voice: Voice, language: str, icons: Sequence[str], annals: str | None = None) -> None:
        """`language` is the curator's own; `icons` are the shapes of kinds as paths in a square of 12.

        `annals` is the folder of plain pages that have the texts, for a page that has none itself and must do
        without a script at first; empty where there are none either. Then a quote leads to its event.
        """
        self._voice = voice
        self._own = f'lang="{safe(language)}"'
        self._language = language
        self._icons = icons
        self._annals = annals

    def event(self, shown: ShownEvent, full_page: str = "") -> str:
        """The article; `full_page` is the address of the whole page, where it stands in another one."""
        return "".join(self._event(shown, full_page))

    def _event(self, shown: ShownEvent, full_page: str) -> Iterator[str]:
        event, say, own = shown.event, self._voice.say, self._own
        id = safe(event.id)
        yield f'<article class="event" id="{id}" aria-labelledby="title_{id}">\n'
        yield f'  <h3 dir="auto" id="title_{id}" tabindex="-1" {own} data-number="{shown.number}">'
        yield f'{safe(event.title)}</h3>\n  <div class="concludes">\n  {say("panel.curator", tag="h4")}\n\n'
        when = self._voice.told(shown.date, class_="when")
        doubt = say(f"status.{event.status}", class_="badge") if event.status != "asserted" else ""
        kind = f"{self.icon(shown.kind)} <span {own}>{safe(event.kind)}</span>"
        yield f'  <p class="line">{when} · {kind} {doubt}</p>\n'
        if event.summary:
            yield f'<p class="summary" dir="auto" {own}>{safe(event.summary)}</p>'
        yield '  <dl class="facts">\n'
        yield from self._facts(shown)
        yield f'  </dl>\n  </div>\n  <div class="says">\n  {say("panel.sources", tag="h4")}\n\n'
        if shown.rests:
            yield say(f"rests.{shown.rests}", tag="p", class_="rests")
        yield "\n"
        for compared in shown.comparisons:
            yield from self._comparison(compared, event, full_page)
        for witness in shown.witnesses:
            yield from self._witness(witness, full_page)
        yield "  </div>\n</article>\n"

    def icon(self, kind: int) -> str:
        """The shape of a kind, in its colour."""
        path = self._icons[(kind + kind // 8) % 8]
        head = f'<svg class="icon kind-{kind % 8 + 1}" viewBox="0 0 12 12" width="11" height="11"'
        return f'{head} aria-hidden="true"><path d="{path}"/></svg>'

    # ── what the curator concludes ────────────────────────────────────────────────────────────────────────

    def _facts(self, shown: ShownEvent) -> Iterator[str]:
        event, say, own = shown.event, self._voice.say, self._own
        yield f"    <div>{say('fact.date', tag='dt')}<dd>"
        yield from self._known(shown)
        yield "</dd></div>\n"
        if event.place:
            yield f"<div>{say('fact.place', tag='dt')}<dd><span {own}>{safe(event.place)}</span>"
            if event.lat is not None and event.lon is not None:
                key = f"place.{'N' if event.lat >= 0 else 'S'}{'E' if event.lon >= 0 else 'W'}"
                lat, lon = round(abs(event.lat), 2), round(abs(event.lon), 2)
                yield f" {say(key, class_='place', lat=lat, lon=lon)}"
            yield "</dd></div>"
        if event.parties:
            parties = safe(" · ".join(event.parties))
            yield f"<div>{say('fact.parties', tag='dt')}<dd {own}>{parties}</dd></div>"
        if event.wikidata:
            known = safe(event.wikidata)
            address = f'href="https://www.wikidata.org/wiki/{known}" rel="noopener noreferrer"'
            yield f"<div><dt>Wikidata</dt><dd><a {address}>{known}</a></dd></div>"

    def _known(self, shown: ShownEvent) -> Iterator[str]:
        """A date, how it is known, and every doubt about it."""
        event, say, own = shown.event, self._voice.say, self._own
        yield f"<p>{self._voice.told(shown.date)} · {say(f'evidence.{event.evidence}')}"
        if event.calendar != "gregorian":
            yield f" · {say(f'calendar.{event.calendar}')}"
        for name in shown.doubts:
            yield f" · {say(f'doubt.{name}')}"
        if shown.other_style:
            yield f'<span class="old-style"> · {self._voice.told(shown.other_style)}</span>'
        yield "</p>\n"
        if shown.regnal:
            yield f'<p>{say("date.regnal")} <span lang="zh-Hant">{safe(shown.regnal)}</span></p>'
        if event.date_note:
            yield f"<p {own}>{safe(event.date_note)}</p>"
        if shown.date_source:
            yield f'<p class="place">{say("date.source")} <span {own}>{safe(shown.date_source)}</span></p>'

    # ── what its sources say ──────────────────────────────────────────────────────────────────────────────

    def _witness(self, shown: Witness, full_page: str) -> Iterator[str]:
        """The passages of a source."""
        yield f'<div class="witness">\n<p class="imprint">{self._title(shown.source, shown.digest)}'
        if shown.signed or shown.issued:
            yield f", {self.imprint(shown.source, shown.signed, shown.issued)}"
        yield '</p>\n<ol class="claims">\n'
        for passage in shown.passages:
            yield from self._claim(passage, full_page)
        yield "</ol>\n</div>\n"

    def imprint(self, source: Source, signed: str, issued: Told | None) -> str:
        """Author, publisher and date of a source."""
        said = f"<span {self._of(source)}>{safe(signed)}</span>" if signed else ""
        return f"{said}{', ' if signed and issued else ''}{self._voice.told(issued) if issued else ''}"

    def _claim(self, shown: ShownPassage, full_page: str) -> Iterator[str]:
        passage, say = shown.passage, self._voice.say
        names = ["claim"]
        names += ["deprecated"] if passage.rank == "deprecated" else []
        names += [passage.relation] if passage.relation != "supports" else []
        yield f'<li class="{safe(" ".join(names))}">\n'
        if shown.words:
            yield f'<blockquote dir="auto" {self._of(shown.source)}><a class="to-passage" '
            yield f'{self._to_passage(shown, full_page)} data-to-passage="{safe(passage.id)}">'
            for piece in shown.words:
                said = safe(piece.text)
                yield f'<span class="left-out">{said}</span>' if piece.left_out else said
            yield "</a></blockquote>\n"
        else:
            yield f"{say('claim.withheld', tag='p', class_='withheld')}\n"
        if passage.speaker:
            yield f'<p class="credit">{say("claim.by")} {self._speaker(passage)}</p>'
        yield from self._weighs(shown)
        if passage.rank_reason:
            yield f'<p class="why">{self._curator(passage.rank_reason)}</p>'
        # The title of the mark of verification is figures; the script says it in words, which are long to
        # write so often.
        key = safe(f"verified.{passage.tier}")
        place = f"{passage.start}–{passage.end}"
        yield f'<p class="proof"><span class="verified" data-say="{key}" title="{place}">'
        yield f"{self._voice.words(key)}</span>"
        for href, name in ((shown.original, "claim.original"), (shown.source.archive_url, "claim.archived")):
            if href:
                yield f" {self._outward(href, name, full_page)}"
        yield "</p>\n</li>\n"

    def _weighs(self, shown: ShownPassage) -> Iterator[str]:
        """What a passage claims, and what it weighs: `date 1858 · stated · disputes · deprecated`.

        The normal rank goes unsaid.
        """
        passage = shown.passage
        if not shown.property and passage.relation == "supports" and passage.rank == "normal":
            return
        yield '<p class="weighs">'
        if shown.property:
            yield self._property(shown.property, shown.property_message)
            if passage.value:
                yield f" {self._value(shown.value, passage.value, passage.rank == 'deprecated', 'b')}"
            if passage.value_evidence:
                yield f" · {self._voice.say(f'claimed.{passage.value_evidence}')}"
            yield " "
        yield f"{self._marked(passage)}</p>\n"

    def _marked(self, passage: Passage) -> str:
        """What of a passage is not as with most: it disputes or mentions, it is preferred or set aside."""
        said = []
        if passage.relation != "supports":
            said += [self._voice.say(f"relation.{passage.relation}", class_="badge"), " "]
        if passage.rank != "normal":
            said += [self._voice.say(f"rank.{passage.rank}", class_="badge")]
        return "".join(said)

    def _to_passage(self, shown: ShownPassage, full_page: str) -> str:
        if full_page:
            address = f"{safe(full_page)}#passage_{safe(shown.passage.id)}"
            return f'href="{address}" target="_blank" rel="noopener noreferrer"'
        if self._annals is None:
            return f'href="#passage_{safe(shown.passage.id)}"'
        return _annals_of(self._annals, shown)

    # ── values that differ ────────────────────────────────────────────────────────────────────────────────

    def _comparison(self, compared: Comparison, event: Event, full_page: str) -> Iterator[str]:
        """Values of one property, side by side."""
        count = self._voice.say("compare.values", count=len(compared.values))
        name = self._property(compared.property, compared.message)
        yield f'<div class="compared">\n<h5>{name}{count}</h5>\n<dl>\n'
        for one in compared.values:
            yield _own(one)
            yield f"<dt>{self._value(one.told, one.text, one.deprecated)}</dt>\n"
            if one.concluded:
                known = f" · {self._voice.say(f'evidence.{event.evidence}')}"
                dated = compared.message == "property.date"
                yield f"<dd>{self._voice.say('compare.curator')}{known if dated else ''}</dd>"
            for given in one.passages:
                yield from self._given(given, full_page)
            yield "</div>\n"
        yield "</dl>\n</div>\n"

    def _given(self, given: ShownPassage, full_page: str) -> Iterator[str]:
        """Who gives a value."""
        passage, title = given.passage, self._title(given.source)
        yield "<dd>"
        if passage.speaker:
            yield f"{self._speaker(passage)}{self._voice.say('claim.in')}"
        yield f"<a {self._to_passage(given, full_page)}>{title}</a>" if given.words else title
        if passage.rank == "normal":
            yield f" · {self._voice.say('rank.normal')}"
        yield f" {self._marked(passage)}"
        if passage.rank_reason:
            yield f' <span class="why">{self._curator(passage.rank_reason)}</span>'
        yield "</dd>\n"

    # ── pieces ────────────────────────────────────────────────────────────────────────────────────────────

    def _of(self, source: Source) -> str:
        return f'lang="{safe(source.language)}"' if source.language else self._own

    def _title(self, source: Source, digest: str = "") -> str:
        told = f' title="SHA-256 {safe(digest)}"' if digest else ""
        return f"<cite {self._of(source)}{told}><bdi>{safe(source.title)}</bdi></cite>"

    def _property(self, name: str, key: str) -> str:
        """The name of a property: ours in every language, the curator's own as it is."""
        return self._voice.say(key) if key else f"<span {self._own}>{safe(name)}</span>"

    def _value(self, told: Told | None, text: str, struck: bool, tag: str = "span") -> str:
        """A value; nobody stands any more by what is struck through."""
        said = self._voice.told(told, tag=tag) if told else f"<{tag} {self._own}>{safe(text)}</{tag}>"
        return f"<s>{said}</s>" if struck else said

    def _curator(self, text: str) -> str:
        """What the curator says among what the sources say: never without their name."""
        return f'{self._voice.say("curator.says")} <span class="reason" {self._own}>{safe(text)}</span>'

    def _speaker(self, passage: Passage) -> str:
        return f'<bdi class="speaker" {self._own}>{safe(" ".join(passage.speaker.split()))}</bdi>'

    def _outward(self, href: str, key: str, full_page: str) -> str:
        """A link to somebody else's page; out of a frame in somebody's article it opens a page of its own."""
        own = ' target="_blank"' if full_page else ""
        address = f'href="{safe(href)}" rel="noopener noreferrer"{own}'
        return f'<a {address} data-say="{key}">{self._voice.words(key)}</a>'


def _own(one: ShownValue) -> str:
    return '<div class="own">' if one.concluded else "<div>"


def text_page(source: str) -> str:
    """Name of the plain page that has the text of a source."""
    return f"source-{source}.html"


def _annals_of(annals: str, shown: ShownPassage) -> str:
    """Where the words can be read without a script; the script leads to `data-at`."""
    passage = shown.passage
    place = f"{text_page(shown.source.id)}#passage_{passage.id}" if annals else f"#{passage.event}"
    return f'href="{safe(annals + place)}" data-at="passage_{safe(passage.id)}"'

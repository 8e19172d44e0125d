/* The provider: every event, panel and text of the edition, wherever it is. In a small edition all of them are in the page
   and every answer is there at once; a larger one is bound in volumes, of which those are fetched that somebody needs.
   The page asks both in the same way: `event(id)` is what is here, and `need(id)` is null when nothing is to be waited
   for, else a promise. */
(function (root) {
  "use strict";

  const { Bound, Ledger, Matches, concordance } = root.TreatyTimeline;

  /* What a ledger of a small edition tells without being asked twice: nothing. */
  const NOTHING_TOLD = { histogram: () => null, between: () => undefined, first: () => undefined };

  const alike = (one, other) => one.length === other.length && one.every((event, at) => event === other[at]);

  class Whole {
    constructor(payload, page) {
      Object.assign(this, { payload, bound: false, told: NOTHING_TOLD, onProgress: () => {} });
      this.count = payload.events.length;
      this.events = payload.events;
      this.known = new Map(this.events.map((event) => [event.id, event]));
      this.owners = new Map(this.events.flatMap((event) => event.passages.map((id) => [id, event.id])));
      this.events.forEach((event, place) => {
        event.place = place;
      });
      const all = (selector) => (page ? Array.from(page.querySelectorAll(selector)) : []);
      this.panels = new Map(all("article.event").map((article) => [article.id, article]));
      this.texts = all("article.source");
    }

    close() {}

    /* ── Events ────────────────────────────────────────────────────────────────────────────────────── */

    event(id) {
      return this.known.get(id) || null;
    }

    at(place) {
      return this.events[place] || null;
    }

    need() {
      return null;
    }

    needAt() {
      return null;
    }

    needPlaces() {
      return null;
    }

    needAll() {
      return null;
    }

    needPassage() {
      return null;
    }

    needCites() {
      return null;
    }

    /* Id of the event of a passage. */
    owner(passage) {
      return this.owners.get(passage);
    }

    /* ── Words ─────────────────────────────────────────────────────────────────────────────────────── */

    panel(event) {
      return (event && this.panels.get(event.id)) || null;
    }

    needPanel() {
      return null;
    }

    text(place) {
      return this.texts[place] || null;
    }

    needText() {
      return null;
    }

    needNames() {
      return null;
    }

    /* Every value of a filter that events have; null where that is not known here. */
    values(filter) {
      if (filter === "kind") return this.payload.kinds;
      const { parties, sources } = this.ledger().names;
      return { party: parties, source: sources }[filter];
    }

    /* ── What matches, and what is in sight ────────────────────────────────────────────────────────── */

    ledger() {
      if (!this.columns) this.columns = Ledger.of(this.payload);
      return this.columns;
    }

    ledgerHere() {
      return this.ledger();
    }

    /* An order of the list, as Python ranks it, since open and unknown ends have their own rules. */
    sequence(sort) {
      const places = this.payload.orders[sort];
      if (!places) return null;
      const ranks = new Uint32Array(places.length);
      places.forEach((place, rank) => {
        ranks[place] = rank;
      });
      return { places, ranks };
    }

    match({ filters, q, period }) {
      const words = concordance.wanted(q),
        asked = period || Object.values(filters).some((values) => values.length);
      if (!asked && !words.length) return new Matches(this, null);
      return new Matches(this, this.ledger().fit({ filters, period }, words.length ? this.search(words) : null));
    }

    search(words) {
      const { told } = this.payload;
      if (!this.haystacks)
        this.haystacks = this.events.map((event) => concordance.haystack(this.panel(event), told[event.date]));
      const found = this.haystacks.flatMap((text, place) =>
        words.every((word) => text.includes(word)) ? [place] : [],
      );
      return root.TreatyTimeline.Places.of(this.count, found);
    }

    /* The events to draw in a view {start, end, by, matches, selected}, and how many more there are. */
    scene({ matches, selected }) {
      const before = this.scened || { events: [] };
      if (before.matches === matches && before.selected === selected) return before.scene;
      const found = this.events.filter((event) => event.id === selected || matches.has(event));
      // The same list for the same events: by this the chart knows what it has painted already.
      const events = alike(found, before.events) ? before.events : found;
      this.scened = { matches, selected, events, scene: { events, density: null, waiting: null } };
      return this.scened.scene;
    }
  }

  /* `new Provider(payload, page)`: the one or the other. way: another way to volumes than the payload names. */
  function Provider(payload, page, way) {
    return payload.volumes ? new Bound(payload, page, way) : new Whole(payload, page);
  }

  root.TreatyTimeline.Provider = Provider;
})(typeof globalThis === "undefined" ? window : globalThis);

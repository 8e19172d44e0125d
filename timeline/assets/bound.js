/* A provider that is bound in volumes: what is here is what was wanted last, all else is fetched when it is wanted. It has
   the same face as one that is all in the page (provider.js). */
(function (root) {
  "use strict";

  const { Concordance, Ledger, Matches, Pyramid, Shelf, Sieve, Volumes, concordance } = root.TreatyTimeline;
  const EVENTS = 20000; // that are kept, beside those of the first window
  const ARTICLES = 50; // panels, and texts, that are kept
  const PAGES = 8; // volumes of panels, and shelves of the register, that are kept
  const MANY = 50000; // matches that are sifted in steps
  const PHRASES = 50000; // dates told in words that are kept, whether anybody needs them or not
  const GLANCE = 250; // milliseconds after which what has come is shown, while more is on its way
  const UTF8 = new TextEncoder();

  /* FNV-1a of 32 bits. */
  function hash(id) {
    let made = 0x811c9dc5;
    for (const byte of UTF8.encode(id)) made = Math.imul(made ^ byte, 0x01000193);
    return made >>> 0;
  }

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const all = (waiting) => (waiting.length ? Promise.all(waiting).then(() => undefined) : null);

  class Bound {
    constructor(payload, page, way) {
      this.many = MANY;
      Object.assign(this, { payload, page, bound: true, turn: 0, onProgress: () => {}, sizes: payload.volumes });
      this.told = this.tellings();
      this.count = this.sizes.count;
      this.volumes = new Volumes(this.sizes, way);
      this.concordance = new Concordance(this.volumes, this.count);
      this.phrases = new Map(payload.told.map((told, place) => [told.join("\n"), place]));
      for (const name of ["known", "places", "uses", "owners", "orders", "getting", "coming"]) this[name] = new Map();
      Object.assign(this, { wanted: new Set(), loose: new Set(), chosen: null, vacant: [], most: PHRASES });
      this.held = new Shelf(
        EVENTS,
        ({ events }) => events.length,
        (volume) => this.forget(volume),
      );
      this.articles = new Shelf(ARTICLES);
      this.texts = new Shelf(ARTICLES);
      this.pages = new Shelf(PAGES);
      this.shelves = new Shelf(PAGES);
      this.first = new Map(); // the tiles of the first window, which stay
      for (const [name, tile] of Object.entries(this.sizes.tiles)) this.first.set(`tile-${name}`, this.learn(tile));
      this.pyramid = new Pyramid(payload, { get: (name) => this.first.get(name) || this.held.get(name) });
      const panels = page ? page.querySelectorAll("article.event") : [];
      this.inPage = new Map(Array.from(panels, (article) => [article.id, article]));
    }

    /* Nothing more is wanted: another page takes this one's place. */
    close() {
      this.turn += 1;
      clearTimeout(this.thinking);
      this.volumes.close();
    }

    /* ── What comes and goes ───────────────────────────────────────────────────────────────────────── */

    /* The table of dates takes in that of a volume: where each of its dates is now. */
    retold(told) {
      if (this.phrases.size > this.most) this.thin();
      return told.map((phrase) => {
        const key = phrase.join("\n");
        if (!this.phrases.has(key)) {
          const place = this.vacant.length ? this.vacant.pop() : this.payload.told.length;
          this.payload.told[place] = phrase;
          this.phrases.set(key, place);
        }
        return this.phrases.get(key);
      });
    }

    /* Let go of the dates that neither an event tells that is here nor anything that is shown or kept to be shown, and of
       the citations that no event here needs. */
    thin() {
      const { payload, phrases } = this,
        told = new Set(),
        cited = new Set();
      for (const { date, rivals, from } of this.known.values()) {
        told.add(date);
        for (const rival of rivals || []) told.add(rival.told);
        for (const place of from) cited.add(String(place));
      }
      const kept = [this.articles, this.texts, this.pages].flatMap(({ things }) => Array.from(things.values()));
      for (const root of [document, ...kept])
        for (const node of root.querySelectorAll("[data-told]")) told.add(Number(node.dataset.told));
      for (const [key, place] of phrases) {
        if (told.has(place)) continue;
        phrases.delete(key);
        payload.told[place] = null;
        this.vacant.push(place);
      }
      for (const place of Object.keys(payload.cites)) if (!cited.has(place)) delete payload.cites[place];
      this.most = Math.max(this.most, 2 * phrases.size);
    }

    /* Take in the events of a volume; an event that is here already stays the one that it is. */
    learn(volume) {
      const at = this.retold(volume.told);
      const events = volume.events.map((event) => {
        const known = this.known.get(event.id);
        this.uses.set(event.id, (this.uses.get(event.id) || 0) + 1);
        if (known) return known;
        event.date = at[event.date];
        for (const rival of event.rivals || []) if (rival.told !== null) rival.told = at[rival.told];
        this.known.set(event.id, event);
        this.places.set(event.place, event);
        for (const passage of event.passages) this.owners.set(passage, event.id);
        return event;
      });
      for (const [place, cite] of Object.entries(volume.cites || {})) this.payload.cites[place] = cite;
      return { ...volume, events, told: null };
    }

    forget({ events }) {
      for (const event of events) {
        const uses = this.uses.get(event.id) - 1;
        this.uses.set(event.id, uses);
        if (uses) continue;
        if (this.isWanted(event)) this.loose.add(event);
        else this.lose(event);
      }
    }

    lose(event) {
      this.uses.delete(event.id);
      this.known.delete(event.id);
      this.places.delete(event.place);
      for (const passage of event.passages) this.owners.delete(passage);
    }

    isWanted(event) {
      return event === this.chosen || this.wanted.has(event.place);
    }

    /* What is selected and what is drawn stays, whatever else goes. */
    keep(selected, wanted) {
      Object.assign(this, { wanted, chosen: this.known.get(selected) || null });
      for (const event of this.loose) {
        if (this.isWanted(event)) continue;
        this.loose.delete(event);
        if (!this.uses.get(event.id)) this.lose(event);
      }
    }

    /* Fetch a volume and take it in, once for all who want it; `take` gets its bytes or what is written in it. */
    get(name, take, { urgent = true, form = "json" } = {}) {
      if (this.getting.has(name)) {
        if (urgent) this.volumes.hurry(name);
        return this.getting.get(name);
      }
      const getting = this.volumes[form](name, urgent)
        .then(take)
        .finally(() => this.getting.delete(name));
      this.getting.set(name, getting);
      return getting;
    }

    getEvents(name, urgent) {
      return this.get(name, (volume) => void this.held.put(name, this.learn(volume)), { urgent });
    }

    /* ── Events ────────────────────────────────────────────────────────────────────────────────────── */

    event(id) {
      return this.known.get(id) || null;
    }

    at(place) {
      return this.places.get(place) || null;
    }

    owner(passage) {
      return this.owners.get(passage);
    }

    need(id) {
      return this.known.has(id) ? null : this.registered("events", id);
    }

    needPassage(passage) {
      return this.owners.has(passage) ? null : this.registered("passages", passage);
    }

    /* Look an id up in the register, then have the event that has it. */
    async registered(list, id) {
      const number = hash(id) % this.sizes.shelves;
      if (!this.shelves.has(number))
        await this.get(`register-${number}`, (shelf) => void this.shelves.put(number, shelf));
      const found = this.shelves.get(number)[list];
      if (Object.hasOwn(found, id)) await this.needAt(found[id]);
    }

    needAt(place) {
      return this.needAll([place]);
    }

    /* The events from one place up to another. */
    needPlaces(from, to) {
      const places = [];
      for (let place = Math.max(from, 0); place < Math.min(to, this.count); place += 1) places.push(place);
      return this.needAll(places);
    }

    /* The events of these places. */
    needAll(places) {
      const missing = places.filter((place) => !this.places.has(place) && place >= 0 && place < this.count);
      const names = new Set(missing.map((place) => `events-${Math.floor(place / this.sizes.events)}`));
      return all(Array.from(names, (name) => this.getEvents(name, true)));
    }

    /* What citations say of the sources of an event. */
    needCites(event) {
      if (event.from.every((place) => this.payload.cites[place])) return null;
      return this.getEvents(`events-${Math.floor(event.place / this.sizes.events)}`, true);
    }

    /* ── Words ─────────────────────────────────────────────────────────────────────────────────────── */

    /* The elements of a volume; what is told in them is named by its place in our table. */
    elements(html, told) {
      const found = parsed(html),
        at = this.retold(told);
      for (const node of found.querySelectorAll("[data-told]")) node.dataset.told = at[node.dataset.told];
      return found;
    }

    panel(event) {
      if (!event) return null;
      const made = this.inPage.get(event.id) || this.articles.get(event.id);
      if (made) return made;
      const page = this.pages.get(this.panelsOf(event)),
        article = page && page.getElementById(event.id);
      return article ? this.articles.put(event.id, document.importNode(article, true)) : null;
    }

    panelsOf(event) {
      return `panels-${Math.floor(event.place / this.sizes.panels)}`;
    }

    needPanel(event) {
      if (this.panel(event)) return null;
      const name = this.panelsOf(event);
      return this.get(name, ({ html, told }) => void this.pages.put(name, this.elements(html, told)));
    }

    text(place) {
      return this.texts.get(place) || null;
    }

    needText(place) {
      if (this.texts.has(place) || place >= this.sizes.sources) return null;
      return this.get(`source-${place}`, ({ html, told }) => {
        const article = this.elements(html, told).querySelector("article");
        this.texts.put(place, document.adoptNode(article));
      });
    }

    /* ── What matches ──────────────────────────────────────────────────────────────────────────────── */

    /* `{parties: [[name, count], …], sources: [[id, title, count, language], …]}`, or null while it is not here. */
    names() {
      return this.named || null;
    }

    needNames() {
      if (this.named) return null;
      return this.get("names", (names) => void (this.named = names));
    }

    values(filter) {
      if (filter === "kind") return this.payload.kinds;
      const list = { party: "parties", source: "sources" }[filter];
      return this.named ? this.named[list].map(([name]) => name) : null;
    }

    /* The ledger, or a promise of it. */
    ledger() {
      if (this.columns) return this.columns;
      if (!this.opening)
        this.opening = this.open().finally(() => {
          this.opening = null;
        });
      return this.opening;
    }

    ledgerHere() {
      return this.columns || null;
    }

    async open() {
      const size = this.sizes.ledger,
        blocks = Array.from({ length: Math.ceil(this.count / size) }, (_, at) => at);
      let done = 0;
      const tell = () => this.tell("ledger", (done += 1), blocks.length + 1);
      this.tell("ledger", 0, blocks.length + 1);
      const one = async (at) => {
        this.read = this.read || [];
        this.read[at] = this.read[at] || (await this.volumes.bytes(`ledger-${at}`));
        tell();
      };
      await Promise.all([Promise.resolve(this.needNames()).then(tell), ...blocks.map(one)]);
      this.columns = Ledger.read(this.payload, this.named, this.read || [], size);
      this.read = null;
      return this.columns;
    }

    sequence(sort) {
      if (sort === "start") return null;
      if (this.orders.has(sort)) return this.orders.get(sort);
      const take = (buffer) => {
        const places = new Uint32Array(buffer),
          ranks = new Uint32Array(places.length);
        for (let rank = 0; rank < places.length; rank += 1) ranks[places[rank]] = rank;
        this.orders.set(sort, { places, ranks });
        return this.orders.get(sort);
      };
      return this.get(`order-${sort}`, take, { form: "bytes" });
    }

    /* What the page says of all events, while nobody has needed the ledger. */
    tellings() {
      const { payload, page } = this,
        { strip } = payload.volumes;
      const told = new Map();
      for (const era of page ? page.querySelectorAll(".era[data-since]") : []) {
        const { since, until } = era.dataset,
          count = era.querySelector(".count").textContent.replace(/\D/g, "");
        told.set([Number(since), Number(until)].join(), Number(count));
      }
      const [first, last] = payload.fit,
        step = (last - first) / strip.length;
      const about = (since, until) =>
        strip.reduce((sum, count, at) => {
          const middle = first + (at + 0.5) * step;
          return middle >= since && middle <= until ? sum + count : sum;
        }, 0);
      return {
        histogram: (steps) => (steps === strip.length ? strip : null),
        between: (since, until) => {
          const known = told.get([since, until].join());
          return known === undefined && !this.columns ? about(since, until) : known;
        },
        first: (start, end) => (this.columns ? undefined : this.firstOf(start, end)),
      };
    }

    /* Where the first event stands that begins in a window, by what volumes begin with; else the last before it. */
    async firstOf(start, end) {
      if (!this.starts)
        await this.get("starts", (buffer) => void (this.starts = this.days(buffer)), { form: "bytes" });
      const size = this.sizes.events;
      let volume = 0;
      while (volume + 1 < this.starts.length && this.starts[volume + 1] < start) volume += 1;
      const from = volume * size,
        to = Math.min(from + 2 * size, this.count);
      await this.needPlaces(from, to);
      for (let place = from; place < to; place += 1) {
        const event = this.at(place);
        if (event && event.start >= start && event.start < end) return place;
        if (event && event.start >= end) return Math.max(place - 1, 0);
      }
      return to - 1;
    }

    days(buffer) {
      const wide = buffer.byteLength === 8 * Math.ceil(this.count / this.sizes.events);
      return wide ? new Float64Array(buffer) : new Int32Array(buffer);
    }

    /* How many volumes have come of all that are waited for. */
    tell(what, done, total) {
      this.coming.set(what, [done, total]);
      const all = Array.from(this.coming.values());
      this.onProgress(...[0, 1].map((which) => all.reduce((sum, one) => sum + one[which], 0)));
    }

    /* What matches, or a promise of it; of null, when another was asked for meanwhile. */
    match({ filters, q, period }) {
      const texts = concordance.wanted(q),
        key = JSON.stringify([filters, texts, period]),
        turn = (this.turn += 1);
      if (this.matched && this.matched.key === key) return this.matched.matches;
      const keep = (places) => {
        this.matched = { key, matches: new Matches(this, places) };
        return this.matched.matches;
      };
      const asked = period || Object.values(filters).some((values) => values.length);
      if (!asked && !texts.length) return keep(null);
      if (this.columns && !texts.length) return keep(this.columns.fit({ filters, period }, null));
      this.coming.clear();
      const search = texts.length
        ? this.concordance.find(texts, (...progress) => turn === this.turn && this.tell("words", ...progress))
        : null;
      return Promise.all([this.ledger(), search]).then(
        ([ledger, found]) => (turn === this.turn ? keep(ledger.fit({ filters, period }, found)) : null),
        (failed) => {
          if (turn !== this.turn) return null;
          throw failed;
        },
      );
    }

    /* ── What is in sight ──────────────────────────────────────────────────────────────────────────── */

    /* The events to draw in a view {start, end, by, matches, selected}, and under each step how many more there are.
       waiting: null, or a promise after which to ask again. */
    scene(view) {
      const { matches } = view,
        filtered = Boolean(matches) && !matches.all;
      const made = filtered ? this.sifted(view, matches) : this.tiled(view);
      const found = new Set(made.events);
      if (this.chosen) found.add(this.chosen);
      const events = Array.from(found).sort((one, other) => one.place - other.place),
        before = this.scened || [];
      const same = events.length === before.length && events.every((event, at) => event === before[at]);
      // The same list for the same events: by this the chart knows what it has painted already.
      this.scened = same ? before : events;
      this.dense = made.density;
      return { ...made, events: this.scened };
    }

    tiled(view) {
      const { pyramid } = this,
        missing = pyramid.missing(view);
      const waiting = missing.length ? glance(this.descend(view)) : null;
      // What a hand may drag into sight, or zoom to, comes when nothing else is wanted.
      if (!missing.length) this.prefetch(() => [...pyramid.missing(view, 1), ...pyramid.missing(view, 0, 1)]);
      const events = pyramid.events(view);
      this.keep(view.selected, new Set(events.map(({ place }) => place)));
      return { events, density: pyramid.density(view), waiting };
    }

    /* Fetch the tiles of a window, level by level: each says which are below it. */
    async descend(view) {
      for (let names = this.pyramid.missing(view); names.length; names = this.pyramid.missing(view))
        await Promise.all(names.map((name) => this.getEvents(name, true)));
    }

    /* Not before the step has been drawn that makes us think of it. */
    prefetch(names) {
      clearTimeout(this.thinking);
      this.thinking = setTimeout(() => {
        for (const name of names()) this.getEvents(name, false).catch(() => null);
      }, 0);
    }

    /* The foremost matches; of a set of events that lie far from each other only they are kept, not their volumes. */
    sifted(view, matches) {
      const sieving = this.sieving(view, matches);
      if (sieving) {
        const here = (this.scened || []).filter((event) => matches.has(event));
        return { events: here, density: this.dense || null, waiting: sieving };
      }
      const near = matches.sieve.drawn(view, 1);
      this.keep(view.selected, new Set(near));
      const missing = (places) =>
        Array.from(new Set(places.filter((place) => !this.places.has(place)).map((place) => this.volumeOf(place))));
      const wanted = missing(matches.sieve.drawn(view, 0));
      const waiting = all(wanted.map((name) => this.getEvents(name, true)));
      if (!waiting) this.prefetch(() => missing(near));
      const events = near.map((place) => this.places.get(place)).filter(Boolean);
      return { events, density: matches.sieve.density(view), waiting: waiting && glance(waiting) };
    }

    /* Very many matches are sifted in steps, and meanwhile of those that were drawn stay those that match; null when all
       is done. */
    sieving({ by }, matches) {
      if (matches.count <= this.many) {
        matches.sieve = matches.sieve || new Sieve(this.payload, this.columns, matches.places);
        return null;
      }
      if (matches.sieve && matches.sieve.sorted[by]) return null;
      if (!matches.sieving) {
        const sift = async () => {
          await new Promise((done) => setTimeout(done, 0));
          try {
            matches.sieve = matches.sieve || new Sieve(this.payload, this.columns, matches.places);
            await matches.sieve.sort(by);
          } finally {
            matches.sieving = null;
          }
        };
        matches.sieving = sift();
      }
      return matches.sieving;
    }

    /* The volume from which an event is had: its tile, since others of that tile may be wanted too. */
    volumeOf(place) {
      const tile = this.columns.tile(place);
      return tile ? `tile-${tile.join("-")}` : `events-${Math.floor(place / this.sizes.events)}`;
    }
  }

  /* When all has come, or a while has passed: a picture that grows is better than none. */
  const glance = (waiting) => Promise.race([waiting, new Promise((done) => setTimeout(done, GLANCE))]);

  Object.assign(root.TreatyTimeline, { Bound, fnv: hash });
})(typeof globalThis === "undefined" ? window : globalThis);

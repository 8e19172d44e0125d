/* The page in motion: what is selected, which window, which filters. Every change goes through here, and from here to
   chart, list, panel, reader and address. Knows the page and no host: a host may listen for the "timeline:select" event,
   and calls TreatyTimeline.mount again after it has put a new page in place.

   What an edition holds is asked of its provider. In a small one everything is there, and every change is done when the
   call returns; in a bound one some of it may be on its way, and then the call goes on when it has come, unless something
   else was asked for by then. */
(function (root) {
  "use strict";

  const { address, calendar, period, waits, nextPaint } = root.TreatyTimeline;
  const { Chart, Choices, Citing, Controls, Provider, Panes, Reading, Strip, Times, Words } = root.TreatyTimeline;
  const VERSION = 1;
  const REST = 200; // milliseconds after which a window has come to rest
  const LATE = 80; // milliseconds after which a mark shows that it is selected though its words are not here
  const HESITATES = 30; // milliseconds that a hand rests on what it may choose
  const NO_FILTERS = Object.fromEntries(address.FILTERS.map((name) => [name, []]));
  let mounted = null;

  class Timeline {
    constructor(page, payload) {
      // How often the window, the selection and the filters were asked to change: by this a call knows that it is late.
      Object.assign(this, {
        page,
        payload,
        life: new AbortController(),
        going: new Set(),
        moves: 0,
        turns: 0,
        sifts: 0,
      });
      const signal = this.life.signal;
      this.plot = page.querySelector(".plot");
      this.words = new Words(page, payload);
      this.enliven();
      this.provider = new Provider(payload, page);
      this.aim = null; // place of the event that is selected, or will be
      this.matches = this.provider.match({ filters: NO_FILTERS, q: "", period: null });
      const waiting = (promise, then, again) => this.when(promise, then, again);
      this.reading = new Reading(page, this.words, this.provider, { waiting }, signal);
      this.provider.onProgress = (done, total) => this.reading.sifted(done / total);
      this.panes = new Panes(page);
      this.panes.onShow = (name) => {
        if (name === "reader" && this.state.passage) this.reading.reveal(this.state.passage);
      };
      const on = {
        // A tick was in sight: the window stays, wherever the mark is.
        select: (id, passage) => this.select(id, passage ? { passage, stay: true } : {}),
        window: (start, end, moving) => this.show(start, end, moving),
        pill: (ids) => this.openPill(ids),
        hover: (found) => {
          this.reading.tip(found);
          this.expect(found && this.provider.event(found.id));
        },
        press: (found) => this.expect(found && this.provider.event(found.id), 0),
      };
      this.chart = new Chart(this.plot, payload, on, signal);
      this.strip = new Strip(page.querySelector(".strip"), payload, on, signal);
      this.times = new Times(this, signal);
      this.citing = new Citing(this, signal);
      this.controls = new Controls(this, signal);
      this.choices = this.provider.bound ? new Choices(this, signal) : null;
      this.listen(signal);
    }

    /* What was a picture without a script is now moved by keys: it can be reached by them, and says by which. */
    enliven() {
      this.plot.tabIndex = 0;
      this.plot.setAttribute("role", "application");
      this.words.name(this.plot, "aria-roledescription", "chart.role");
      this.words.name(this.plot, "aria-label", this.plot.dataset.keys);
    }

    listen(signal) {
      const hear = (target, type, listener) => target.addEventListener(type, listener, { signal });
      hear(root, "hashchange", () => this.follow());
      hear(matchMedia("(prefers-color-scheme: dark)"), "change", () => {
        this.chart.readTheme();
        this.draw();
      });
      // A sheet of paper is narrower than the screen: the picture is drawn for it before it is printed.
      hear(root, "beforeprint", () => this.chart.forPaper(true));
      hear(root, "afterprint", () => {
        this.chart.forPaper(false);
        this.draw();
      });
      const resized = new ResizeObserver(() => {
        this.panes.dress();
        if (this.state) this.draw();
      });
      resized.observe(this.plot);
      signal.addEventListener("abort", () => resized.disconnect());
    }

    /* Write what is pending and let go: another page takes this one's place. */
    leave() {
      this.record(false);
      this.life.abort();
      this.provider.close();
    }

    /* ── What is on its way ────────────────────────────────────────────────────────────────────────── */

    /* Go on with a value: now if it is here, else when it comes. What fails is told, with a way to try `again`, after what
       was promised has been taken back. */
    when(value, act, again, takeBack = () => {}) {
      if (!waits(value)) return act(value);
      const alive = () => !this.life.signal.aborted;
      const going = value.then(
        (come) => (alive() ? act(come) : null),
        (failed) => {
          if (!alive()) return null;
          takeBack();
          return this.fail(failed, again);
        },
      );
      this.going.add(going);
      const gone = () => this.going.delete(going);
      going.then(gone, gone);
      return going;
    }

    /* Resolves when nothing is on its way any more, and the chart is painted. */
    async complete() {
      while (this.going.size || this.chart.pending) await Promise.allSettled([...this.going, this.chart.pending]);
    }

    /* The same when Plotly has followed, too. */
    async settled() {
      await this.complete();
      if (!this.chart.easel.stands) return;
      await this.chart.catchUp();
      if (this.going.size || this.chart.pending) await this.settled();
    }

    /* Say that something could not be loaded; one button tries everything again that failed since. What is no longer where
       it was will not come, however often it is asked for: then the page itself has to be loaded anew. */
    fail(failed, again) {
      if (!this.trouble) {
        this.trouble = Object.assign(document.createElement("div"), {
          className: "notice trouble",
          again: new Set(),
        });
        this.trouble.setAttribute("role", "alert");
        this.page.querySelector("main").before(this.trouble);
      }
      if (again) this.trouble.again.add(again);
      this.trouble.gone = this.trouble.gone || Boolean(failed.gone);
      const make = (name, values) => Object.assign(document.createElement(name), values),
        button = make("button", { type: "button" });
      button.addEventListener("click", () => {
        const { trouble } = this;
        if (trouble.gone) return location.reload();
        this.trouble = null;
        trouble.remove();
        for (const one of trouble.again) one();
        return undefined;
      });
      const said = make("span", { lang: "en", textContent: `${failed.message} ` });
      this.trouble.replaceChildren(
        this.words.put(make("span"), this.trouble.gone ? "notice.gone" : "notice.volume"),
        "\n",
        said,
        this.words.put(button, this.trouble.gone ? "notice.reload" : "notice.again"),
      );
      return null;
    }

    /* ── The window ────────────────────────────────────────────────────────────────────────────────── */

    draw(moving) {
      const { start, end, selected, lanes, language, oldStyle } = this.state;
      this.strip.show({ start, end });
      this.page.querySelector("[name=old-style]").checked = oldStyle;
      document.documentElement.toggleAttribute("data-old-style", oldStyle);
      for (const era of this.page.querySelectorAll(".era")) {
        const [from, to] = this.eraWindow(era);
        era.setAttribute("aria-pressed", String(Math.abs(from - start) < 1 && Math.abs(to - end) < 1));
      }
      const view = { start, end, selected, by: lanes, language, oldStyle, passage: this.rivalPassage() };
      return this.paint(view, moving);
    }

    /* Draw what is here of a view, and again when the rest has come, if it is still the one on show. */
    paint(view, moving) {
      const { events, density, waiting } = this.provider.scene({ ...view, matches: this.matches, moving });
      Object.assign(this, { painted: view, near: events });
      const painted = this.chart.draw({ ...view, events, density }, moving);
      // Nobody waits for what is on its way: what is here is shown, and the rest is added when it has come.
      if (waiting)
        this.when(
          waiting,
          () => this.painted === view && this.paint(view, moving),
          () => this.draw(),
        );
      return painted;
    }

    /* Only a passage that gives a rival date is seen in the chart, on its tick. */
    rivalPassage() {
      const { selected, passage } = this.state,
        { rivals = [] } = this.provider.event(selected) || {};
      return rivals.some((rival) => rival.passages.includes(passage)) ? passage : null;
    }

    show(start, end, moving) {
      [this.state.start, this.state.end] = this.reachable(start, end);
      this.moves += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.record(false);
        this.followWindow();
      }, REST);
      return this.draw(moving);
    }

    /* The nearest window that may be shown: not shorter than dates are known, with something of the whole in it. */
    reachable(start, end) {
      const [first, last] = this.payload.fit,
        span = this.chart.span(end - start);
      const middle = Math.min(Math.max((start + end) / 2, first - span * 0.25), last + span * 0.25);
      return Number.isFinite(middle) ? [middle - span / 2, middle + span / 2] : [first, last];
    }

    /* Its first and its last day, ISO. */
    windowShown() {
      const { start, end } = this.state;
      return { start: calendar.iso(Math.round(start)), end: calendar.iso(Math.round(end) - 1) };
    }

    fit() {
      return this.show(...this.payload.fit);
    }

    zoom(factor) {
      this.chart.zoom(factor);
    }

    showEra(button) {
      return this.show(...this.eraWindow(button));
    }

    eraWindow(button) {
      const { from, to } = button.dataset;
      return from ? this.roomy(Number(from), Number(to)) : this.payload.fit;
    }

    /* A stretch with margins, so that its first and last mark have room for a label. */
    roomy(start, end) {
      const margin = Math.max((end - start) * 0.09, (this.payload.shortest - (end - start)) / 2, 1);
      return [Math.floor(start - margin), Math.ceil(end + margin)];
    }

    /* Come nearer to the events of a pill; where that parts them no further, go through them one by one. */
    openPill(ids) {
      const members = ids.map((id) => this.provider.event(id)).filter(Boolean);
      const [from, to] = this.roomy(
        Math.min(...members.map((event) => event.start)),
        Math.max(...members.map((event) => event.end)),
      );
      if (to - from <= (this.state.end - this.state.start) * 0.9) return this.show(from, to);
      const now = this.aim === null ? -1 : this.aim;
      return this.select((members.find(({ place }) => place > now) || members[0]).id);
    }

    /* Bring the first event of the window to the top of the list: the first that begins in it, or ends in it, as the list
       goes by the one or the other; the list stays while the selected one is in sight. */
    followWindow() {
      const { start, end, selected } = this.state,
        chosen = this.provider.event(selected),
        { moves, order } = this;
      if (!this.reading.listing || (chosen && chosen.start < end && chosen.end > start)) return;
      this.when(order.first(start, end), (index) => {
        if (index >= 0 && this.moves === moves && this.order === order)
          this.reading.listing.showFrom(order.at(index));
      });
    }

    /* ── The selection ─────────────────────────────────────────────────────────────────────────────── */

    /* Select an event, and one of its passages; null, or an id that nothing has, clears. by: who asks. stay: leave the window as it is. */
    select(id, asked = {}) {
      const turn = (this.turns += 1),
        { moves } = this,
        waiting = id ? this.provider.need(id) : null;
      // A passage in a text answers a click whatever is on its way.
      if (waiting && asked.passage) this.reading.point(asked.passage);
      return this.when(
        waiting,
        () => (this.turns === turn ? this.choose(id, asked, moves) : null),
        () => this.select(id, asked),
      );
    }

    choose(id, { passage = null, by = "api", focus = false, record = true, stay = false }, moves) {
      const event = this.provider.event(id);
      const before = this.state.selected,
        again = before === (event && event.id);
      const chosen = event && (event.passages.includes(passage) ? passage : event.passages[0] || null);
      this.aim = event && event.place;
      Object.assign(this.state, { selected: event && event.id, passage: chosen });
      this.reading.select(event, chosen);
      // What the filters hide is shown while it is selected, and only then.
      const hidden = (name) => name && !this.matches.has(this.provider.event(name));
      if (hidden(before) || hidden(this.state.selected)) this.filterWords();
      if (chosen) this.reading.reveal(chosen, focus);
      this.say(event, again && passage);
      if (record) this.record(!again);
      if (event && !again && (by !== "list" || this.panes.narrow))
        this.panes.show(by === "passage" ? "reader" : "panel");
      root.dispatchEvent(
        new CustomEvent("timeline:select", { detail: { event: this.state.selected, passage: chosen } }),
      );
      const { first, all } = event ? this.fetchWords(event, chosen, focus) : {};
      if (event && by === "keys") this.expectNext();
      // The words first: list and chart follow when they are painted, or late, unless something else has happened by then.
      const shown = first ? Promise.race([first, new Promise((done) => setTimeout(done, LATE))]) : null;
      const painted = this.when(Promise.resolve(shown).then(nextPaint), () => {
        if (this.state.selected === (event && event.id)) this.reading.selectInList(event);
        const overtaken = stay || !event || this.state.selected !== event.id || this.moves !== moves;
        if (overtaken) return this.draw();
        const drawn = this.bringIn(event);
        if (record) this.record(false); // The address tells at once where the selection has led.
        return drawn;
      });
      return Promise.all([painted, all]);
    }

    /* Panel and texts of the event that is selected, where they are still on their way: `first`, a promise of the text of
       its passage, if that is, and `all`. Last come the texts of its other passages, of which somebody may go from one
       to the next. */
    fetchWords(event, passage, focus) {
      const { provider, reading } = this,
        source = event.from[event.passages.indexOf(passage)];
      const current = () => this.state.selected === event.id && this.state.passage === passage;
      const arrive = (come) => {
        if (!current()) return;
        reading.arrived(event, passage, come, focus && come === source);
        this.citing.dress(event.id);
      };
      const again = () => current() && this.fetchWords(event, passage, focus);
      const fetch = (waiting, what) => waiting && this.when(waiting, () => arrive(what), again);
      const reads = provider.bound && reading.reads && source !== undefined,
        others = reads ? Array.from(new Set(event.from)).filter((other) => other !== source) : [];
      const first = reads ? fetch(provider.needText(source), source) : null,
        panel = fetch(provider.needPanel(event), null);
      const rest = others
        .slice(0, reading.most - 1)
        .map((other) => fetch(provider.needText(other) || nextPaint(), other));
      return { first, all: Promise.all([first, panel, ...rest]) };
    }

    /* An event that may be chosen next: its words are sent for while a hand rests on it. */
    expect(event, after = HESITATES) {
      clearTimeout(this.expecting);
      if (!event || !this.provider.bound) return;
      const send = () => {
        const { provider, reading } = this;
        const coming = [
          reading.reads && event.from.length && provider.needText(event.from[0]),
          provider.needPanel(event),
        ];
        for (const one of coming.filter(waits)) one.catch(() => null); // Whoever chooses it is told.
      };
      if (after) this.expecting = setTimeout(send, after);
      else send();
    }

    /* A reader that would be empty begins with the first text, once there is nothing else to do. */
    openReader() {
      const { provider, reading } = this;
      if (!provider.bound || !reading.reads || reading.held.size) return;
      this.when(
        provider.needText(0),
        () => reading.held.size || reading.begin(0),
        () => this.openReader(),
      );
    }

    /* The event of a passage, wherever it was met. */
    selectPassage(passage) {
      const turn = (this.turns += 1);
      return this.when(
        this.provider.needPassage(passage),
        () => {
          const id = this.provider.owner(passage);
          if (!id || this.turns !== turn) return null;
          this.panes.show("reader");
          return this.select(id, { passage, by: "passage", focus: true });
        },
        () => this.selectPassage(passage),
      );
    }

    /* Whether what is selected is also what the filters leave. */
    matchesSelected() {
      return this.matches.has(this.provider.event(this.state.selected));
    }

    say(event, stepped) {
      const place = event ? event.passages.indexOf(this.state.passage) + 1 : 0;
      const said = document.createElement("span");
      const words = !event
        ? []
        : stepped
          ? [this.words.put(said, "reader.passage", { place, count: event.passages.length })]
          : [this.reading.titled("span", event.title), ", ", this.words.tell(said, event.date)];
      this.announce(...words);
    }

    /* The page has one live region: what is told there is heard by whoever does not see it. */
    announce(...words) {
      this.page.querySelector("[role=status]").replaceChildren(...words);
    }

    /* Bring an event into the window, which keeps its length. */
    bringIn(event) {
      const { start, end } = this.state,
        span = end - start,
        [first, last] = this.payload.whole;
      const middle = (Math.max(event.start, first) + Math.min(event.end, last)) / 2;
      const seen = Math.min(event.end, end) - Math.max(event.start, start);
      const inside = middle >= start + span * 0.02 && middle <= end - span * 0.02;
      return inside || seen > span * 0.05 ? this.draw() : this.show(middle - span / 2, middle + span / 2);
    }

    /* The previous or next event that matches; from nowhere, the first in the window. */
    step(ahead) {
      const { order, aim } = this,
        { start, end } = this.state;
      if (!order.length) return null;
      const at = aim === null ? -1 : order.rank(aim);
      if (at >= 0) return this.stepTo(at + ahead);
      // Of very many events only those that begin in the window are known without a count of all.
      const inside = this.provider.ledgerHere() ? order.seen(start, end) : order.first(start, end),
        turn = (this.turns += 1);
      return this.when(inside, (first) => {
        if (this.turns !== turn || this.order !== order) return null;
        return this.stepTo(Math.max(first, 0) - (ahead > 0 ? 1 : 0) + ahead);
      });
    }

    /* Who goes from event to event goes on. */
    expectNext() {
      const at = this.order.rank(this.aim);
      if (!this.provider.bound || at < 0) return;
      for (const index of [at + 1, at - 1].filter((one) => one >= 0 && one < this.order.length)) {
        const place = this.order.at(index),
          waiting = this.provider.needAt(place);
        if (waiting) waiting.catch(() => null);
        else if (index > at) this.expect(this.provider.at(place));
      }
    }

    /* Quick fingers are counted on from where they are going, not from where they have arrived. */
    stepTo(index) {
      const { order, provider } = this,
        place = order.at(Math.min(Math.max(index, 0), order.length - 1)),
        turn = (this.turns += 1);
      this.aim = place;
      return this.when(
        provider.needAt(place),
        () => (this.turns === turn ? this.select(provider.at(place).id, { by: "keys" }) : null),
        () => this.stepTo(index),
      );
    }

    stepPassage(ahead) {
      const event = this.provider.event(this.state.selected);
      if (!event) return null;
      const at = event.passages.indexOf(this.state.passage),
        count = event.passages.length;
      const focus = Boolean(document.activeElement && document.activeElement.closest(".texts"));
      return this.select(event.id, { passage: event.passages[(at + ahead + count) % count], by: "passage", focus });
    }

    /* The event nearest in time in the next lane that has any. */
    stepLane(ahead) {
      const event = this.provider.event(this.state.selected);
      if (!event) return this.step(1);
      const turn = (this.turns += 1);
      return this.when(
        this.provider.bound ? this.besideInSight(event, ahead) : this.matches.beside(event, ahead, this.state.lanes),
        (place) => (place < 0 || this.turns !== turn ? null : this.stepTo(this.order.rank(place))),
        () => this.stepLane(ahead),
      );
    }

    /* The same of what is in sight, or nearly: of very many events nobody looks for one that is not. */
    besideInSight(event, ahead) {
      const { lanes } = this.state,
        middle = (one) => (one.start + one.end) / 2,
        apart = (one) => Math.abs(middle(one) - middle(event)),
        others = this.near.filter((one) => this.matches.has(one) && one.id !== event.id);
      const count = this.payload.lanes[lanes].length;
      for (let lane = this.chart.lanesOf(event, lanes)[0] + ahead; lane >= 0 && lane < count; lane += ahead) {
        const inLane = others.filter((other) => this.chart.lanesOf(other, lanes).includes(lane));
        if (inLane.length) return inLane.reduce((best, other) => (apart(other) < apart(best) ? other : best)).place;
      }
      return -1;
    }

    /* ── The filters ───────────────────────────────────────────────────────────────────────────────── */

    /* `{ happened: [from, to] }`, `{ existed: [from, to] }` or `{ period: null }` for the time; fails for what is none. */
    setFilter(wanted) {
      const asked = period.asked(wanted);
      if (asked === false) return Promise.reject(new RangeError("a period takes two ISO dates, the earlier first"));
      if (asked !== undefined) this.state.period = asked;
      for (const name of address.FILTERS) {
        if (name in wanted) this.state.filters[name] = [].concat(wanted[name] || []);
      }
      if ("q" in wanted) this.state.q = String(wanted.q || "");
      if (wanted.lanes === "kind" || wanted.lanes === "party") this.state.lanes = wanted.lanes;
      if (address.SORTS.includes(wanted.sort)) this.state.sort = wanted.sort;
      if ("oldStyle" in wanted) this.state.oldStyle = Boolean(wanted.oldStyle);
      const sifting = this.applyFilters();
      this.record(false);
      if (!waits(sifting)) return this.draw();
      this.draw();
      return sifting.then(() => this.draw());
    }

    applyFilters() {
      const sift = (this.sifts += 1),
        { sort } = this.state,
        again = () => this.when(this.applyFilters(), () => this.draw());
      if (this.choices) this.choices.keep(this.state.filters);
      this.reading.showFilters(this.state);
      this.times.show(this.state);
      this.controls.hint();
      const adopt = (matches) =>
        this.sifts === sift &&
        matches &&
        this.when(matches.order(sort), (order) => this.sifts === sift && this.adopt(matches, order), again, stay);
      // What matched before is still what is shown, and counted; at first that is everything, in the order of time.
      const stay = () => {
        if (this.sifts !== sift) return;
        if (this.order) this.reading.showCounts(this.matches);
        else this.adopt(this.matches, this.matches.order("start"));
      };
      const found = this.provider.match(this.state);
      if (waits(found)) {
        if (!this.order) stay();
        this.reading.sifting();
      }
      return this.when(found, adopt, again, stay);
    }

    adopt(matches, order) {
      Object.assign(this, { matches, order });
      this.filterWords();
      this.reading.showCounts(matches);
      this.strip.fill(matches);
    }

    filterWords() {
      const { matches, order } = this,
        { sort, selected } = this.state;
      this.reading.filter({ matches, order, sort, selected });
    }

    /* ── The language ──────────────────────────────────────────────────────────────────────────────── */

    setLanguage(language) {
      this.state.language = language;
      this.speak();
      const sifting = this.applyFilters();
      this.record(true);
      return this.when(sifting, () => this.draw());
    }

    /* Put the page into the language of the state: all that it says, and the name that it gives to a lane. */
    speak() {
      const { language, selected, passage } = this.state,
        { lanes, others } = this.payload;
      this.words.show(language);
      this.reading.showStep(this.provider.event(selected), passage);
      for (const by of Object.keys(lanes).filter((name) => others[name])) {
        const named = lanes[by].slice(0, -1),
          word = this.words.say("lanes.others");
        lanes[by] = [...named, named.includes(word) ? word + " …" : word];
      }
    }

    /* ── The address ───────────────────────────────────────────────────────────────────────────────── */

    record(push) {
      clearTimeout(this.timer);
      if (!push && location.hash !== this.standing) return; // Somebody leads elsewhere: that will be followed.
      const wanted = address.write(this.state, this.payload, this.provider);
      if (wanted === this.recorded) return;
      this.recorded = wanted;
      try {
        history[push ? "pushState" : "replaceState"](
          null,
          "",
          wanted ? "#" + wanted : location.pathname + location.search,
        );
      } catch (refused) {
        location.hash = wanted; // A sandboxed frame may not write its history.
      }
      this.standing = location.hash;
    }

    /* Read the address; what it does not say is as on a fresh page. */
    follow() {
      const { hash } = location,
        { provider, payload, moves } = this,
        turn = (this.turns += 1);
      const { selected: named, passage: meant, window, ...shown } = address.read(hash, payload, provider);
      const [start, end] = window ? this.reachable(...window) : payload.fit;
      Object.assign(this, { standing: hash, recorded: null, aim: null });
      this.state = { ...shown, selected: null, passage: null, start, end };
      this.speak();
      const waiting = [this.applyFilters(), address.needs(hash, provider)].filter(waits),
        { sifts } = this;
      const choose = () => {
        if (this.turns !== turn) return null;
        const { selected, passage } = waiting.length
          ? address.read(hash, payload, provider)
          : { selected: named, passage: meant };
        const known = provider.event(selected) ? selected : null;
        const stay = Boolean(window) || this.moves !== moves;
        const chosen = this.select(known, { passage, by: "address", record: false, stay });
        // Who has changed something meanwhile has an address that does not name it yet.
        if (this.recorded !== null) this.record(false);
        if (window) this.followWindow();
        return chosen;
      };
      // Which values are meant is known once all of them are: a list typed by hand is parted then.
      const reread = () => {
        const { filters } = address.read(hash, payload, provider);
        if (this.sifts !== sifts || JSON.stringify(filters) === JSON.stringify(this.state.filters)) return choose();
        this.state.filters = filters;
        return this.when(this.applyFilters(), choose, () => this.follow());
      };
      if (!waiting.length) return choose();
      this.draw();
      return this.when(Promise.all(waiting), reread, () => this.follow());
    }
  }

  /* Put life into the page that stands in the document; again after a host has replaced it. */
  async function mount() {
    if (mounted) mounted.leave();
    root.TreatyTimeline.open();
    const page = document.getElementById("_timeline"),
      payload = JSON.parse(document.getElementById("_payload").textContent);
    if (payload.version !== VERSION) throw new Error(`payload version ${payload.version}, not ${VERSION}`);
    mounted = new Timeline(page, payload);
    if (location.hash) root.scrollTo(0, 0);
    await mounted.follow();
    await mounted.complete();
    root.TreatyTimeline.ready();
    await loaded();
    mounted.reading.loaded();
    await root.__timelineReady;
    document.documentElement.dataset.ready = "";
    mounted.openReader();
  }

  /* Until the document has loaded, and the browser has made its own jump, if any. */
  function loaded() {
    if (document.readyState === "complete") return Promise.resolve();
    return new Promise((done) => root.addEventListener("load", () => setTimeout(done, 0), { once: true }));
  }

  function setWindow(start, end) {
    const from = calendar.period(start),
      to = calendar.period(end);
    if (from && to && to[1] >= from[0]) return mounted.show(from[0], to[1] + 1);
    return Promise.reject(new RangeError("setWindow takes two ISO dates, the earlier first"));
  }

  root.TreatyTimeline.mount = mount;
  root.TreatyTimeline.words = () => mounted.words;
  root.TreatyTimeline.busy = () => Boolean(mounted) && mounted.chart.busy;
  root.timeline = {
    select: (id) => mounted.select(id),
    selection: () => mounted.state.selected,
    setWindow,
    window: () => mounted.windowShown(),
    settled: () => mounted.settled(),
    setFilter: (wanted) => mounted.setFilter(wanted || {}),
    visible: () => mounted.chart.visible(),
    markBox: (id) => mounted.chart.markBox(id),
    tickBox: (passage) => mounted.chart.tickBox(passage),
    labelBoxes: () => mounted.chart.labelBoxes(),
  };
})(window);

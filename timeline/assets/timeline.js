/* The page in motion: what is selected, which window, which filters. Every change goes through here, and from here to
   chart, list, panel, reader and address. Knows the page and no host: a host may listen for the "timeline:select" event,
   and calls TreatyTimeline.mount again after it has put a new page in place. */
(function (root) {
  "use strict";

  const { address, calendar, period, Chart, Citing, Controls, Panes, Reading, Strip, Times, Words, nextPaint } =
    root.TreatyTimeline;
  const VERSION = 1;
  const REST = 200; // milliseconds after which a window has come to rest
  let mounted = null,
    resolveReady;
  root.__timelineReady = new Promise((resolve) => {
    resolveReady = resolve;
  });

  const middleOf = (event) => (event.start + event.end) / 2;

  class Timeline {
    constructor(page, payload) {
      Object.assign(this, { page, payload, life: new AbortController(), moves: 0 });
      const signal = this.life.signal;
      this.events = new Map(payload.events.map((event) => [event.id, event]));
      this.owners = new Map(payload.events.flatMap((event) => event.passages.map((id) => [id, event.id])));
      this.rivals = new Set(payload.events.flatMap(({ rivals = [] }) => rivals.flatMap((rival) => rival.passages)));
      this.plot = page.querySelector(".plot");
      this.words = new Words(page, payload);
      this.reading = new Reading(page, this.words);
      this.panes = new Panes(page);
      this.panes.onShow = (name) => {
        if (name === "reader" && this.state.passage) this.reading.reveal(this.state.passage);
      };
      const on = {
        // A tick was in sight: the window stays, wherever the mark is.
        select: (id, passage) => this.select(id, passage ? { passage, stay: true } : {}),
        window: (start, end, moving) => this.show(start, end, moving),
        pill: (ids) => this.openPill(ids),
        hover: (found) => this.reading.tip(found, this.events),
      };
      this.chart = new Chart(this.plot, payload, on, signal);
      this.strip = new Strip(page.querySelector(".strip"), payload, on, signal);
      this.times = new Times(this, signal);
      this.citing = new Citing(this, signal);
      this.controls = new Controls(this, signal);
      this.listen(signal);
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
      // Only a passage that gives a rival date is seen in the chart, on its tick.
      const passage = this.rivals.has(this.state.passage) ? this.state.passage : null;
      return this.chart.draw({ start, end, selected, passage, by: lanes, ids: this.ids, language, oldStyle }, moving);
    }

    show(start, end, moving) {
      [this.state.start, this.state.end] = this.reachable(start, end);
      this.moves += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.record(false);
        this.reading.showFrom(this.firstInside());
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
      const members = ids.map((id) => this.events.get(id));
      const [from, to] = this.roomy(
        Math.min(...members.map((event) => event.start)),
        Math.max(...members.map((event) => event.end)),
      );
      if (to - from <= (this.state.end - this.state.start) * 0.9) return this.show(from, to);
      const order = Array.from(this.events.keys()),
        now = order.indexOf(this.state.selected);
      return this.select(ids.find((id) => order.indexOf(id) > now) || ids[0]);
    }

    /* The first event in the window, for the list: the first that begins in it, or ends in it, as the list goes by
       the one or the other; none while the selected one is in sight. */
    firstInside() {
      const { start, end, selected, sort } = this.state,
        inside = (event) => event && event.start < end && event.end > start;
      if (inside(this.events.get(selected))) return null;
      const place = { start: (event) => event.start, middle: middleOf, end: (event) => event.end - 1 }[sort];
      const shown = this.listed();
      return shown.find((event) => place(event) >= start && place(event) < end) || shown.find(inside) || null;
    }

    /* The events that match, in the order of the list. */
    listed() {
      return this.inOrder.filter((event) => this.ids.has(event.id));
    }

    /* ── The selection ─────────────────────────────────────────────────────────────────────────────── */

    /* Select an event, and one of its passages; null, or an id that nothing has, clears. by: who asks. stay: leave the window as it is. */
    select(id, { passage = null, by = "api", focus = false, record = true, stay = false } = {}) {
      const event = this.events.get(id) || null;
      const before = this.state.selected,
        again = before === (event && event.id);
      const chosen = event && (event.passages.includes(passage) ? passage : event.passages[0]);
      Object.assign(this.state, { selected: event && event.id, passage: chosen });
      this.reading.select(event, chosen);
      // What the filters hide is shown while it is selected, and only then.
      const hidden = (name) => name && !this.ids.has(name);
      if (hidden(before) || hidden(this.state.selected)) this.reading.filter(this.ids, this.state.selected);
      if (chosen) this.reading.reveal(chosen, focus);
      this.say(event, again && passage);
      if (record) this.record(!again);
      if (event && !again && (by !== "list" || this.panes.narrow))
        this.panes.show(by === "passage" ? "reader" : "panel");
      root.dispatchEvent(
        new CustomEvent("timeline:select", { detail: { event: this.state.selected, passage: chosen } }),
      );
      const moves = this.moves;
      // The words first: the chart follows after the paint, unless something else has happened by then.
      return nextPaint().then(() => {
        if (this.life.signal.aborted) return null;
        const overtaken = stay || !event || this.state.selected !== event.id || this.moves !== moves;
        return overtaken ? this.draw() : this.bringIn(event);
      });
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

    ownerOf(passage) {
      return this.owners.get(passage);
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
      const shown = this.listed();
      if (!shown.length) return null;
      let at = shown.findIndex((event) => event.id === this.state.selected);
      if (at < 0) {
        const inside = shown.findIndex((event) => event.end > this.state.start && event.start < this.state.end);
        at = Math.max(inside, 0) - (ahead > 0 ? 1 : 0);
      }
      return this.select(shown[Math.min(Math.max(at + ahead, 0), shown.length - 1)].id, { by: "keys" });
    }

    stepPassage(ahead) {
      const event = this.events.get(this.state.selected);
      if (!event) return null;
      const at = event.passages.indexOf(this.state.passage),
        count = event.passages.length;
      const focus = Boolean(document.activeElement && document.activeElement.closest(".texts"));
      return this.select(event.id, { passage: event.passages[(at + ahead + count) % count], by: "passage", focus });
    }

    /* The event nearest in time in the next lane that has any. */
    stepLane(ahead) {
      const event = this.events.get(this.state.selected);
      if (!event) return this.step(1);
      const { lanes } = this.state,
        apart = (other) => Math.abs(middleOf(other) - middleOf(event));
      const count = this.payload.lanes[lanes].length;
      for (let lane = this.chart.lanesOf(event, lanes)[0] + ahead; lane >= 0 && lane < count; lane += ahead) {
        const inLane = this.payload.events.filter(
          (other) => other !== event && this.ids.has(other.id) && this.chart.lanesOf(other, lanes).includes(lane),
        );
        inLane.sort((one, other) => apart(one) - apart(other));
        if (inLane.length) return this.select(inLane[0].id, { by: "keys" });
      }
      return null;
    }

    /* ── The filters ───────────────────────────────────────────────────────────────────────────────── */

    matching() {
      const { filters, q } = this.state,
        found = q.trim() ? this.reading.matches(q) : () => true,
        inTime = period.test(this.state.period);
      const has = (wanted, values) => !wanted.length || values.some((value) => wanted.includes(value));
      const fits = (event) =>
        has(filters.kind, [this.payload.kinds[event.kind]]) &&
        has(filters.party, event.parties) &&
        has(filters.source, event.sources) &&
        has(filters.evidence, [event.evidence]) &&
        inTime(event) &&
        found(event.id);
      return new Set(this.payload.events.filter(fits).map((event) => event.id));
    }

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
      this.applyFilters();
      this.record(false);
      return this.draw();
    }

    applyFilters() {
      this.applyOrder();
      const ids = this.matching();
      // The same set for the same events: by this the chart knows what it has painted already.
      if (!this.ids || ids.size !== this.ids.size || !Array.from(ids).every((id) => this.ids.has(id))) this.ids = ids;
      const matching = this.payload.events.filter((event) => this.ids.has(event.id));
      this.reading.filter(this.ids, this.state.selected);
      this.reading.showFilters(this.state, matching);
      this.strip.fill(matching);
      this.times.show(this.state);
    }

    /* Python ranks the events, since open and unknown ends have their own rules; by start they stand as they come. */
    applyOrder() {
      const { events, orders } = this.payload,
        by = this.state.sort;
      if (this.ordered === by) return;
      this.ordered = by;
      this.inOrder = by in orders ? orders[by].map((place) => events[place]) : events;
      this.reading.sort(this.inOrder);
    }

    /* ── The language ──────────────────────────────────────────────────────────────────────────────── */

    setLanguage(language) {
      this.state.language = language;
      this.speak();
      this.applyFilters();
      this.record(true);
      return this.draw();
    }

    /* Put the page into the language of the state: all that it says, and the name that it gives to a lane. */
    speak() {
      const { language, selected, passage } = this.state,
        { lanes, others } = this.payload;
      this.words.show(language);
      this.reading.showStep(this.events.get(selected) || null, passage);
      for (const by of Object.keys(lanes).filter((name) => others[name])) {
        const named = lanes[by].slice(0, -1),
          word = this.words.say("lanes.others");
        lanes[by] = [...named, named.includes(word) ? word + " …" : word];
      }
    }

    /* ── The address ───────────────────────────────────────────────────────────────────────────────── */

    record(push) {
      clearTimeout(this.timer);
      const wanted = address.write(this.state, this.payload);
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
    }

    /* Read the address; what it does not say is as on a fresh page. */
    follow() {
      const { selected, passage, window, ...shown } = address.read(location.hash, this.payload);
      const [start, end] = window ? this.reachable(...window) : this.payload.fit;
      this.recorded = null;
      this.state = { ...shown, selected: null, passage: null, start, end };
      this.speak();
      this.applyFilters();
      const known = this.events.has(selected) ? selected : null;
      return this.select(known, { passage, by: "address", record: false, stay: Boolean(window) });
    }
  }

  /* Put life into the page that stands in the document; again after a host has replaced it. */
  async function mount() {
    if (mounted) mounted.leave();
    const page = document.getElementById("_timeline"),
      payload = JSON.parse(document.getElementById("_payload").textContent);
    if (payload.version !== VERSION) throw new Error(`payload version ${payload.version}, not ${VERSION}`);
    mounted = new Timeline(page, payload);
    const notice = page.querySelector(".notice");
    if (!root.Plotly && notice) {
      notice.replaceChildren(mounted.words.put(document.createElement("span"), "notice.chart"));
      notice.hidden = false;
    }
    if (location.hash) root.scrollTo(0, 0);
    await mounted.follow();
    resolveReady();
    await loaded();
    mounted.reading.loaded();
    await root.__timelineReady;
    document.documentElement.dataset.ready = "";
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
  root.timeline = {
    select: (id) => mounted.select(id),
    selection: () => mounted.state.selected,
    setWindow,
    window: () => mounted.windowShown(),
    setFilter: (wanted) => mounted.setFilter(wanted || {}),
    visible: () => mounted.chart.visible(),
    markBox: (id) => mounted.chart.markBox(id),
    tickBox: (passage) => mounted.chart.tickBox(passage),
    labelBoxes: () => mounted.chart.labelBoxes(),
  };
})(window);

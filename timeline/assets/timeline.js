/* The page in motion: what is selected, which window, which filters, and the address that holds all three.
   Knows the page and no host. A host may listen for the "timeline:select" event and call TreatyTimeline.mount again
   after it has put a new page in place. */
(function (root) {
  "use strict";

  const { calendar, Chart, Strip, Reading, nextPaint } = root.TreatyTimeline;
  const VERSION = 1, FILTERS = ["kind", "party", "source", "evidence"], SHORTEST = 3;
  let mounted = null, resolveReady;
  root.__timelineReady = new Promise((resolve) => { resolveReady = resolve; });

  class Timeline {
    constructor(page, payload) {
      this.page = page;
      this.payload = payload;
      this.life = new AbortController();
      const signal = this.life.signal;
      this.order = payload.events.map((event) => event.id);
      this.events = new Map(payload.events.map((event) => [event.id, event]));
      this.eventOf = new Map(payload.events.flatMap((event) => event.passages.map((id) => [id, event.id])));
      this.state = this.blank();
      this.reading = new Reading(page);
      this.plot = page.querySelector(".plot");
      this.tip = page.querySelector(".tip");
      const on = {
        select: (id) => this.select(id, { by: "chart" }),
        window: (start, end, moving) => this.show(start, end, moving),
        pill: (ids) => this.openPill(ids),
        hover: (found) => this.hover(found),
      };
      this.chart = new Chart(this.plot, payload, on, signal);
      this.strip = new Strip(page.querySelector(".strip"), payload, on, signal);
      this.listen(signal);
    }

    blank() {
      const [start, end] = this.payload.fit;
      return { selected: null, passage: null, start, end, filters: { kind: [], party: [], source: [], evidence: [] }, q: "", lanes: "kind" };
    }

    /* ── State ─────────────────────────────────────────────────────────────────────────────────────── */

    matching() {
      const { filters, q } = this.state, has = (wanted, values) => !wanted.length || values.some((value) => wanted.includes(value));
      const found = q.trim() ? this.reading.matches(q) : () => true;
      return new Set(this.payload.events.filter((event) =>
        has(filters.kind, [this.payload.kinds[event.kind]]) && has(filters.party, event.parties)
        && has(filters.source, event.sources) && has(filters.evidence, [event.evidence]) && found(event.id)).map((event) => event.id));
    }

    draw(moving) {
      const { start, end, selected, lanes } = this.state;
      this.strip.show({ start, end });
      for (const button of this.page.querySelectorAll(".era")) button.setAttribute("aria-pressed", String(this.isEra(button)));
      return this.chart.draw({ start, end, selected, by: lanes, ids: this.ids }, moving);
    }

    show(start, end, moving) {
      [this.state.start, this.state.end] = this.reachable(start, end);
      this.later();
      return this.draw(moving);
    }

    /* The nearest window that may be shown: not shorter than dates are known, and with something of the whole in it. */
    reachable(start, end) {
      const [first, last] = this.payload.fit, whole = last - first, most = Math.max(whole * 1.6, 400);
      let span = Math.min(Math.max(end - start, SHORTEST), most), middle = (start + end) / 2;
      middle = Math.min(Math.max(middle, first - span * 0.25), last + span * 0.25);
      if (!Number.isFinite(middle) || !Number.isFinite(span)) [span, middle] = [whole, (first + last) / 2];
      return [middle - span / 2, middle + span / 2];
    }

    fit() {
      return this.show(this.payload.fit[0], this.payload.fit[1]);
    }

    isEra(button) {
      const [start, end] = this.eraWindow(button);
      return Math.abs(start - this.state.start) < 1 && Math.abs(end - this.state.end) < 1;
    }

    eraWindow(button) {
      if (!button.dataset.from) return this.payload.fit;
      return this.roomy(Number(button.dataset.from), Number(button.dataset.to));
    }

    /* A stretch with margins, so that its first and last mark have room for a label. */
    roomy(start, end) {
      const margin = Math.max((end - start) * 0.09, (SHORTEST - (end - start)) / 2, 1);
      return [Math.floor(start - margin), Math.ceil(end + margin)];
    }

    openPill(ids) {
      const members = ids.map((id) => this.events.get(id));
      const start = Math.min(...members.map((event) => event.start)), end = Math.max(...members.map((event) => event.end));
      const [from, to] = this.roomy(start, end);
      // Nothing more to part by coming nearer: go through the events one by one.
      if (to - from > (this.state.end - this.state.start) * 0.9) {
        this.select(ids[(ids.indexOf(this.state.selected) + 1) % ids.length], { by: "chart" });
      } else this.show(from, to);
    }

    select(id, { passage = null, by = "api", focus = false, record = true } = {}) {
      const event = this.events.get(id);
      if (!event) return this.clear(record);
      const chosen = passage && event.passages.includes(passage) ? passage : event.passages[0] || null;
      const before = this.state.selected, again = before === id;
      Object.assign(this.state, { selected: id, passage: chosen });
      this.reading.select(event, chosen);
      // What the filters hide is shown while it is selected, and only then.
      if (!this.ids.has(id) || (before && !this.ids.has(before))) this.reading.filter(this.ids, id);
      if (chosen) this.reading.reveal(chosen, focus);
      this.tell(again && passage ? `Passage ${event.passages.indexOf(chosen) + 1} of ${event.passages.length}` : `${event.title}, ${event.date}`);
      if (record) this.record(!again);
      if (!again) this.showPane(by === "passage" ? "reader" : "panel", by);
      root.dispatchEvent(new CustomEvent("timeline:select", { detail: { event: id, passage: chosen } }));
      return nextPaint().then(() => this.bringIn(event));
    }

    clear(record = true) {
      Object.assign(this.state, { selected: null, passage: null });
      this.reading.select(null, null);
      this.reading.filter(this.ids, null);
      this.tell("");
      if (record) this.record(true);
      return this.draw();
    }

    /* Bring an event into the window: move as little as will do, and come nearer when it would be lost in a crowd. */
    bringIn(event) {
      const { start, end } = this.state, span = end - start;
      const middle = (Math.max(event.start, this.payload.whole[0]) + Math.min(event.end, this.payload.whole[1])) / 2;
      const bar = event.end - event.start > span * 0.2 && event.start < end - span * 0.05 && event.end > start + span * 0.05;
      if (bar || (middle >= start + span * 0.02 && middle <= end - span * 0.02)) return this.draw();
      return this.show(middle - span / 2, middle + span / 2);
    }

    step(ahead) {
      const shown = this.order.filter((id) => this.ids.has(id));
      if (!shown.length) return null;
      const { selected, start, end } = this.state;
      let at = shown.indexOf(selected);
      if (at < 0) {
        const inside = shown.findIndex((id) => this.events.get(id).end > start && this.events.get(id).start < end);
        at = Math.max(inside, 0) - (ahead > 0 ? 1 : 0);
      }
      return this.select(shown[Math.min(Math.max(at + ahead, 0), shown.length - 1)], { by: "keys" });
    }

    stepPassage(ahead) {
      const event = this.events.get(this.state.selected);
      if (!event || !event.passages.length) return null;
      const at = event.passages.indexOf(this.state.passage), count = event.passages.length;
      const inReader = document.activeElement && document.activeElement.closest(".texts");
      return this.select(event.id, { passage: event.passages[(at + ahead + count) % count], by: "passage", focus: Boolean(inReader) });
    }

    /* The event nearest in time in the next lane that has any. */
    stepLane(ahead) {
      const { lanes } = this.state, names = this.payload.lanes[lanes];
      const laneOf = (event) => {
        const own = lanes === "kind" ? [this.payload.kinds[event.kind]] : event.parties;
        const at = own.map((name) => names.indexOf(name)).find((index) => index >= 0);
        return at === undefined ? names.length - 1 : at;
      };
      const event = this.events.get(this.state.selected);
      if (!event) return this.step(1);
      const middle = (event.start + event.end) / 2;
      for (let lane = laneOf(event) + ahead; lane >= 0 && lane < names.length; lane += ahead) {
        const inLane = this.payload.events.filter((other) => this.ids.has(other.id) && other.id !== event.id && laneOf(other) === lane);
        if (!inLane.length) continue;
        inLane.sort((a, b) => Math.abs((a.start + a.end) / 2 - middle) - Math.abs((b.start + b.end) / 2 - middle));
        return this.select(inLane[0].id, { by: "keys" });
      }
      return null;
    }

    setFilter(wanted) {
      for (const name of FILTERS) {
        if (name in wanted) this.state.filters[name] = [].concat(wanted[name] === null || wanted[name] === "" ? [] : wanted[name]);
      }
      if ("q" in wanted) this.state.q = String(wanted.q || "");
      if (wanted.lanes === "kind" || wanted.lanes === "party") this.state.lanes = wanted.lanes;
      this.applyFilters();
      this.record(false);
      return this.draw();
    }

    applyFilters() {
      this.ids = this.matching();
      this.reading.filter(this.ids, this.state.selected);
      const matching = this.payload.events.filter((event) => this.ids.has(event.id));
      this.strip.fill(matching);
      for (const era of this.page.querySelectorAll(".era")) {
        const [since, until] = era.dataset.since ? [Number(era.dataset.since), Number(era.dataset.until)] : [-Infinity, Infinity];
        const inside = matching.filter((event) => (event.start + event.end) / 2 >= since && (event.start + event.end) / 2 <= until);
        era.querySelector(".count").textContent = String(inside.length);
      }
      const form = this.page.querySelector(".filters");
      const total = this.order.length, count = this.ids.size;
      this.page.querySelector(".shown-count").textContent = (count === total ? total : `${count} of ${total}`) + (total === 1 ? " event" : " events");
      for (const input of this.page.querySelectorAll("input[name=lanes]")) input.checked = input.value === this.state.lanes;
      if (!form) return;
      for (const input of form.querySelectorAll("input[type=checkbox]")) input.checked = this.state.filters[input.name].includes(input.value);
      const search = this.page.querySelector("[name=q]");
      if (search.value !== this.state.q) search.value = this.state.q;
      for (const name of FILTERS.slice(1)) {
        const chosen = this.state.filters[name], said = form.querySelector(`.chosen[data-of="${name}"]`);
        const first = chosen.length === 1 && form.querySelector(`input[name="${name}"]:checked + span`);
        said.textContent = chosen.length === 0 ? "all" : first ? first.textContent : `${chosen.length} chosen`;
        said.closest("details").classList.toggle("active", chosen.length > 0);
      }
      form.querySelector(".clear").hidden = count === total && !this.state.q && FILTERS.every((name) => !this.state.filters[name].length);
    }

    /* ── Address ───────────────────────────────────────────────────────────────────────────────────── */

    hash() {
      const { selected, passage, start, end, filters, q, lanes } = this.state, [first, last] = this.payload.fit;
      const query = new URLSearchParams();
      if (Math.abs(start - first) >= 1 || Math.abs(end - last) >= 1) {
        query.set("from", calendar.iso(Math.round(start)));
        query.set("to", calendar.iso(Math.round(end) - 1));
      }
      for (const name of FILTERS) for (const value of filters[name]) query.append(name, value);
      if (q.trim()) query.set("q", q.trim());
      if (lanes !== "kind") query.set("lanes", lanes);
      const event = this.events.get(selected);
      if (event && passage && passage !== event.passages[0]) query.set("passage", passage);
      const more = query.toString();
      return (selected || "") + (more ? "?" + more : "");
    }

    record(push) {
      clearTimeout(this.timer);
      const wanted = this.hash(), address = wanted ? "#" + wanted : location.pathname + location.search;
      if (wanted === this.recorded) return;
      this.recorded = wanted;
      try {
        history[push ? "pushState" : "replaceState"](null, "", address);
      } catch (refused) {
        location.hash = wanted; // A sandboxed frame may not write its history.
      }
    }

    /* When a window has come to rest: put it into the address, and its first event into sight. */
    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.record(false); this.reading.showFrom(this.firstInside()); }, 200);
    }

    /* The first event of the window, unless the selected one is in it; the whole begins at the top. */
    firstInside() {
      const { start, end, selected } = this.state, inside = (event) => event.start < end && event.end > start;
      if (selected && inside(this.events.get(selected))) return null;
      const shown = this.payload.events.filter((event) => this.ids.has(event.id));
      return shown.find((event) => event.start >= start && event.start < end) || shown.find(inside) || null;
    }

    /* Read the address; what it does not say is as on a fresh page. */
    follow() {
      const [id, query] = location.hash.slice(1).split(/\?(.*)/s), wanted = new URLSearchParams(query || "");
      const known = { kind: this.payload.kinds, party: new Set(this.payload.events.flatMap((event) => event.parties)), source: new Set(this.payload.events.flatMap((event) => event.sources)), evidence: ["stated", "inferred", "external", "conjecture"] };
      const next = this.blank();
      this.recorded = null;
      for (const name of FILTERS) {
        const allowed = new Set(known[name]);
        next.filters[name] = wanted.getAll(name).flatMap((value) => (allowed.has(value) ? [value] : value.split(","))).filter((value) => allowed.has(value));
      }
      next.q = wanted.get("q") || "";
      next.lanes = wanted.get("lanes") === "party" ? "party" : "kind";
      const from = calendar.period(wanted.get("from") || ""), to = calendar.period(wanted.get("to") || "");
      if (from && to && to[1] >= from[0]) [next.start, next.end] = this.reachable(from[0], to[1] + 1);
      let selected = this.name(id), passage = wanted.get("passage");
      if (selected.startsWith("passage_")) [selected, passage] = [this.eventOf.get(selected.slice(8)), selected.slice(8)];
      this.state = next;
      this.applyFilters();
      if (this.events.has(selected)) return this.select(selected, { passage, by: "address", record: false });
      this.reading.select(null, null);
      return this.draw();
    }

    name(text) {
      try { return decodeURIComponent(text || ""); } catch (broken) { return ""; }
    }

    /* ── Hands and keys ────────────────────────────────────────────────────────────────────────────── */

    listen(signal) {
      const hear = (target, type, listener) => target && target.addEventListener(type, listener, { signal });
      const form = this.page.querySelector(".filters");
      hear(form, "change", () => this.readForm());
      hear(this.page.querySelector(".switch"), "change", (event) => this.setFilter({ lanes: event.target.value }));
      hear(form, "submit", (event) => event.preventDefault());
      hear(form, "reset", (event) => { event.preventDefault(); this.setFilter({ kind: [], party: [], source: [], evidence: [], q: "" }); this.plot.focus({ preventScroll: true }); });
      hear(this.page.querySelector("[name=q]"), "input", () => this.readForm());
      hear(this.page, "pointerdown", (event) => { this.down = { x: event.clientX, y: event.clientY }; });
      hear(this.page, "click", (event) => this.click(event));
      hear(document, "click", (event) => {
        for (const menu of this.page.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
      });
      hear(document, "keydown", (event) => this.key(event));
      hear(root, "hashchange", () => this.follow());
      hear(root, "popstate", () => this.follow());
      const dark = matchMedia("(prefers-color-scheme: dark)");
      hear(dark, "change", () => { this.chart.readTheme(); this.draw(); });
      // A sheet of paper is narrower than the screen: the picture is drawn for it before it is printed.
      hear(root, "beforeprint", () => this.chart.forPaper(true));
      hear(root, "afterprint", () => { this.chart.forPaper(false); this.draw(); });
      const resized = new ResizeObserver(() => this.draw());
      resized.observe(this.plot);
      signal.addEventListener("abort", () => resized.disconnect());
    }

    readForm() {
      const form = this.page.querySelector(".filters"), read = (name) => Array.from(form.querySelectorAll(`input[name="${name}"]:checked`), (input) => input.value);
      this.setFilter(Object.assign(Object.fromEntries(FILTERS.map((name) => [name, read(name)])), { q: this.page.querySelector("[name=q]").value }));
    }

    click(event) {
      const at = (selector) => event.target.closest(selector);
      const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (at(".option") && plain) {
        event.preventDefault();
        this.select(at(".option").dataset.event, { by: "list" });
        this.reading.list.focus({ preventScroll: true });
      } else if (at("mark[data-passage]")) {
        if (this.dragged(event)) return; // Somebody is marking words to copy them.
        // Where passages overlap, clicking again leads from the innermost outward, so that each can be reached.
        const under = [];
        for (let mark = at("mark[data-passage]"); mark; mark = mark.parentElement.closest("mark[data-passage]")) under.push(mark);
        const mark = under[(under.findIndex((one) => one.dataset.passage === this.state.passage) + 1) % under.length];
        this.select(mark.dataset.event, { passage: mark.dataset.passage, by: "passage" });
      } else if (at("[data-to-passage]") && this.reading.marks.size && plain) {
        event.preventDefault();
        this.toPassage(at("[data-to-passage]").dataset.toPassage);
      } else if (at(".era")) {
        const [start, end] = this.eraWindow(at(".era"));
        this.show(start, end);
      } else if (at("[data-pane]") && at("[role=tab]")) this.showPane(at("[data-pane]").dataset.pane, "tab");
      else if (at("[data-do]")) this.act(at("[data-do]").dataset.do);
    }

    /* Whether the pointer has moved since it went down; a double click marks a word without moving. */
    dragged(event) {
      return event.detail > 0 && Boolean(this.down) && Math.hypot(event.clientX - this.down.x, event.clientY - this.down.y) > 4;
    }

    act(name) {
      const acts = {
        "zoom-in": () => this.chart.zoom(0.6), "zoom-out": () => this.chart.zoom(1 / 0.6), fit: () => this.fit(), help: () => this.help(),
        "previous-passage": () => this.stepPassage(-1), "next-passage": () => this.stepPassage(1),
      };
      return acts[name] && acts[name]();
    }

    toPassage(passage) {
      const id = passage ? this.eventOf.get(passage) : this.state.selected;
      if (!id) return;
      this.cameFrom = document.activeElement;
      this.showPane("reader", "passage");
      this.select(id, { passage: passage || this.state.passage, by: "passage", focus: true });
    }

    help() {
      const dialog = this.page.querySelector("dialog.help");
      if (dialog && !dialog.open) dialog.showModal();
    }

    key(event) {
      const target = event.target, typing = target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog")) return;
      if (typing) {
        if (event.key === "Escape") { this.setFilter({ q: "" }); this.plot.focus({ preventScroll: true }); }
        if (event.key === "Enter") { event.preventDefault(); (this.reading.list || this.plot).focus({ preventScroll: true }); if (!this.ids.has(this.state.selected)) this.step(1); }
        return;
      }
      const mark = target.closest("mark[data-passage]"), control = target.closest("button, summary, a, input, [role=tab]");
      if (target.closest("[role=tablist]") && /^Arrow(Left|Right)$/.test(event.key)) { this.stepTab(event.key === "ArrowRight" ? 1 : -1); event.preventDefault(); return; }
      if (event.key === "Enter" && control) return;
      const inList = target === this.reading.list, inText = target.closest(".texts, .panel"), arrows = !control && !target.closest("summary, input");
      const acts = {
        ArrowLeft: arrows && !(inText && !mark) && (() => this.step(-1)), ArrowRight: arrows && !(inText && !mark) && (() => this.step(1)),
        ArrowUp: arrows && !inText && (() => (inList ? this.step(-1) : this.stepLane(-1))), ArrowDown: arrows && !inText && (() => (inList ? this.step(1) : this.stepLane(1))),
        Home: arrows && !inText && (() => this.step(-Infinity)), End: arrows && !inText && (() => this.step(Infinity)),
        "+": () => this.chart.zoom(0.6), "=": () => this.chart.zoom(0.6), "-": () => this.chart.zoom(1 / 0.6), "−": () => this.chart.zoom(1 / 0.6), 0: () => this.fit(),
        Enter: () => (mark ? this.select(mark.dataset.event, { passage: mark.dataset.passage, by: "passage" }) : this.toPassage()),
        Escape: () => this.back(mark), n: () => this.stepPassage(1), p: () => this.stepPassage(-1),
        "/": () => { const search = this.page.querySelector("[name=q]"); if (search) search.focus(); }, "?": () => this.help(),
      };
      if (acts[event.key]) {
        event.preventDefault();
        acts[event.key]();
      }
    }

    /* Escape goes back where it came from: menu, passage, selection, in this order. */
    back(mark) {
      const menu = this.page.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (mark || (document.activeElement && document.activeElement.closest(".texts, .panel"))) {
        this.showPane("list", "back");
        const home = this.cameFrom && this.cameFrom.isConnected && this.cameFrom !== document.body && !this.cameFrom.closest(".texts") && this.cameFrom.offsetParent ? this.cameFrom : this.reading.list || this.plot;
        home.focus({ preventScroll: true });
        this.cameFrom = null;
      } else this.clear();
    }

    /* On a phone the panes are tabs. */
    showPane(name, by) {
      const panes = this.page.querySelector(".panes");
      if (!panes || (by === "list" && name === "panel" && !this.isNarrow()) || by === "address" && !this.isNarrow()) return;
      panes.dataset.pane = name;
      for (const tab of this.page.querySelectorAll("[role=tab]")) {
        const chosen = tab.dataset.pane === name;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      }
      if (name === "reader" && this.state.passage) this.reading.reveal(this.state.passage, false);
    }

    isNarrow() {
      const tabs = this.page.querySelector(".tabs");
      return Boolean(tabs && tabs.offsetParent);
    }

    stepTab(ahead) {
      const tabs = Array.from(this.page.querySelectorAll("[role=tab]"));
      const next = tabs[(tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true") + ahead + tabs.length) % tabs.length];
      this.showPane(next.dataset.pane, "tab");
      next.focus();
    }

    tell(words) {
      this.page.querySelector("[role=status]").textContent = words;
    }

    hover(found) {
      const { tip } = this;
      tip.hidden = !found;
      if (!found) return;
      const lines = found.pill
        ? [`${found.pill.length} events`, ...found.pill.slice(0, 7).map((id) => this.events.get(id).title), ...(found.pill.length > 7 ? ["…"] : [])]
        : [this.events.get(found.id).title, this.events.get(found.id).date];
      tip.replaceChildren(...lines.map((line, index) => {
        const row = document.createElement(index ? "span" : "b");
        row.textContent = line;
        return row;
      }));
      const box = found.mark, left = Math.min(Math.max(8, box.x + Math.min(box.width, 40) / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
      const above = box.y - tip.offsetHeight - 10;
      tip.style.left = left + "px";
      tip.style.top = (above > 8 ? above : box.y + box.height + 10) + "px";
    }
  }

  /* Put life into the page that stands in the document; again after a host has replaced it. */
  async function mount() {
    if (mounted) mounted.life.abort();
    const page = document.getElementById("_timeline"), payload = JSON.parse(document.getElementById("_payload").textContent);
    if (payload.version !== VERSION) throw new Error(`payload version ${payload.version}, not ${VERSION}`);
    mounted = new Timeline(page, payload);
    const notice = page.querySelector(".notice");
    if (!root.Plotly && notice) {
      notice.textContent = "The chart could not be loaded. The events, their passages and the sources are all here.";
      notice.hidden = false;
    }
    if (location.hash) root.scrollTo(0, 0);
    await mounted.follow();
    await document.fonts.ready;
    await mounted.draw();
    document.documentElement.dataset.ready = "";
    resolveReady();
  }

  root.TreatyTimeline.mount = mount;
  root.timeline = {
    select: (id) => mounted.select(id),
    selection: () => mounted.state.selected,
    setWindow: (start, end) => {
      const from = calendar.period(start), to = calendar.period(end);
      if (!from || !to || to[1] < from[0]) return Promise.reject(new RangeError("setWindow takes two ISO dates, the earlier first"));
      return mounted.show(from[0], to[1] + 1);
    },
    window: () => ({ start: calendar.iso(Math.round(mounted.state.start)), end: calendar.iso(Math.round(mounted.state.end) - 1) }),
    setFilter: (wanted) => mounted.setFilter(wanted || {}),
    visible: () => mounted.chart.visible(),
    markBox: (id) => mounted.chart.markBox(id),
    labelBoxes: () => mounted.chart.labelBoxes(),
  };
})(window);

/* The list of events. Of a small edition all of it is in the HTML, and is only put in order, filtered and marked here.
   Of a bound edition only the rows in sight are made, and a screenful on either side of them: composed as the HTML has
   them, from events that may still be on their way. Rows are as high as their words; where the whole list would be
   higher than a browser can make anything, the scroll bar stands for the part of the list, not for its pixels. */
(function (root) {
  "use strict";

  const FEW = 150; // rows that are all made
  const TALLEST = 8e6; // pixels: browsers end near 16 million
  const ABOVE = 8; // pixels between the upper edge and a row that is brought there
  const CALM = 120; // milliseconds after which scrolling has come to rest

  const make = (name, values) => Object.assign(document.createElement(name), values);

  /* Scroll a pane, never the page around it; only where panes do not scroll (phone) a passage is worth moving the page. */
  function intoView(pane, node, where) {
    const outer = pane.getBoundingClientRect(),
      inner = node.getBoundingClientRect();
    if (pane.scrollHeight <= pane.clientHeight + 1 || getComputedStyle(pane).overflowY === "visible") {
      const asked = where === "start" && inner.height > 0;
      if (asked && (inner.top < 90 || inner.bottom > innerHeight))
        node.scrollIntoView({ block: "center", behavior: "auto" });
      return;
    }
    const inside = inner.top >= outer.top + 8 && inner.bottom <= outer.bottom - 8;
    if (inside && where !== "top") return;
    const nearest = inner.top < outer.top ? 8 : outer.height - inner.height - 8;
    const room = where === "start" ? Math.min(90, outer.height / 4) : where === "top" ? ABOVE : nearest;
    // At once, without a ride: the ring shows where the eye has to go.
    pane.scrollTo({ top: pane.scrollTop + inner.top - outer.top - room, behavior: "auto" });
  }

  /* Roles are given here, because without a script these are plain links. */
  function asOption(node) {
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.tabIndex = -1;
    return node;
  }

  function asList(list, words) {
    list.setAttribute("role", "listbox");
    words.name(list, "aria-label", "list.order");
    list.tabIndex = 0;
  }

  function point(list, option) {
    if (option) {
      option.setAttribute("aria-selected", "true");
      list.setAttribute("aria-activedescendant", option.id);
    } else list.removeAttribute("aria-activedescendant");
  }

  /* The list that the HTML has whole. */
  class Printed {
    constructor(list, words, provider) {
      Object.assign(this, { list, provider });
      this.options = Array.from(list.querySelectorAll(".option"), asOption);
      asList(list, words);
    }

    /* The list in order, without what the filters hide; the selected event stays in sight whatever they say. Returns how
       many are shown. */
    show({ sort, matches, selected }) {
      const { events, orders } = this.provider.payload,
        places = orders[sort] || Array.from(events.keys());
      if (this.sort !== sort) this.list.append(...places.map((place) => this.options[place])); // As it is read aloud.
      this.sort = sort;
      let shown = 0;
      for (const place of places) {
        const option = this.options[place];
        option.hidden = !matches.has(events[place]) && events[place].id !== selected;
        if (!option.hidden) option.setAttribute("aria-posinset", String((shown += 1)));
      }
      for (const option of this.options) option.setAttribute("aria-setsize", String(shown));
      return shown;
    }

    select(event) {
      if (this.option) this.option.setAttribute("aria-selected", "false");
      this.option = event ? this.options[event.place] : null;
      point(this.list, this.option);
      if (this.option) intoView(this.list, this.option, "nearest");
    }

    showFrom(place) {
      intoView(this.list, this.options[place], "top");
    }
  }

  /* The list of which only a part is made. `order` says which event stands at which index, as its place among all. */
  class Rolling {
    /* on.waiting(promise): told of what is on its way. */
    constructor(list, words, provider, icons, on, signal) {
      Object.assign(this, { list, words, provider, icons, on, order: null, extra: null, selected: null, usual: 30 });
      this.room = make("div", { className: "room" }); // as high as the whole
      this.rows = make("div", { className: "rows" }); // those that are made, one below the other
      this.far = make("div", { className: "far" }); // the selected one, where it is out of sight
      for (const node of [this.room, this.rows, this.far]) node.setAttribute("role", "presentation");
      this.room.append(this.rows, this.far);
      list.classList.add("rolling");
      list.replaceChildren(this.room);
      asList(list, words);
      this.clear(0, 0);
      list.addEventListener("scroll", () => this.scrolled(), { signal, passive: true });
      const resized = new ResizeObserver(() => this.resized());
      resized.observe(list);
      signal.addEventListener("abort", () => {
        resized.disconnect();
        clearTimeout(this.timer);
      });
    }

    /* ── What stands where ─────────────────────────────────────────────────────────────────────────── */

    get count() {
      return this.order ? this.order.length + (this.extra ? 1 : 0) : 0;
    }

    placeAt(index) {
      const { order, extra } = this;
      if (!extra || index < extra.index) return order.at(index);
      return index === extra.index ? extra.place : order.at(index - 1);
    }

    indexOf(place) {
      const { order, extra } = this;
      if (!order) return -1;
      if (extra && extra.place === place) return extra.index;
      const index = order.rank(place);
      return extra && index >= extra.index ? index + 1 : index;
    }

    /* Where an event that does not match stands among those that do: in order of time by its place, else first. */
    between(place) {
      if (this.sort !== "start") return 0;
      let [from, to] = [0, this.order.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (this.order.at(middle) < place) from = middle + 1;
        else to = middle;
      }
      return from;
    }

    /* ── What the page asks ────────────────────────────────────────────────────────────────────────── */

    show({ order, sort, selected }) {
      this.heed();
      const other = order !== this.order,
        event = selected ? this.provider.event(selected) : null,
        first = this.count ? this.placeAt(this.topmost().index) : -1;
      const hidden = event && order.rank(event.place) < 0 ? event.place : -1;
      if (!other && hidden === (this.extra ? this.extra.place : -1)) return this.count;
      Object.assign(this, { order, sort, extra: null });
      this.selected = event;
      if (hidden >= 0) this.extra = { place: hidden, index: this.between(hidden) };
      const index = this.indexOf(first);
      this.jump(index < 0 ? 0 : index, index <= 0 ? 0 : ABOVE);
      return this.count;
    }

    select(event) {
      const before = this.list.querySelector("[aria-selected=true]");
      if (before) before.setAttribute("aria-selected", "false");
      this.selected = event;
      const index = event ? this.indexOf(event.place) : -1;
      if (index >= 0 && this.list.clientHeight) {
        if (index >= this.first && index < this.end) intoView(this.list, this.row(index), "nearest");
        else this.jump(index, this.list.clientHeight / 3);
      }
      this.point();
    }

    showFrom(place) {
      const index = this.indexOf(place);
      if (index < 0) return;
      if (index >= this.first && index < this.end) intoView(this.list, this.row(index), "top");
      else this.jump(index, ABOVE);
    }

    /* The selected option is always there to be pointed at; out of sight it stands apart. */
    point() {
      const { selected } = this,
        index = selected ? this.indexOf(selected.place) : -1;
      this.far.replaceChildren();
      if (index < 0) return point(this.list, null);
      const here = index >= this.first && index < this.end ? this.row(index) : null;
      if (!here) this.far.append(this.composed(index));
      return point(this.list, here || this.far.firstChild);
    }

    /* ── Rows ──────────────────────────────────────────────────────────────────────────────────────── */

    row(index) {
      return this.rows.children[index - this.first];
    }

    /* A row as the HTML of a small edition has it, or a quiet one for an event that is on its way. */
    composed(index) {
      const place = this.placeAt(index),
        event = this.provider.at(place);
      const option = asOption(event ? this.told(event) : this.waiting());
      option.dataset.place = place;
      option.setAttribute("aria-setsize", String(this.count));
      option.setAttribute("aria-posinset", String(index + 1));
      return option;
    }

    told(event) {
      const option = make("a", { className: "option", id: "option_" + event.id, href: "#" + event.id }),
        when = make("span", { className: "when" }),
        what = make("span", { className: "what" }),
        title = make("span", { textContent: event.title, lang: this.words.payload.content }),
        words = make("span", { dir: "auto" });
      Object.assign(option.dataset, { event: event.id, number: event.place + 1 });
      words.append(title, " ");
      if (event.status) {
        const badge = make("span", { className: "badge" });
        words.append(this.words.put(badge, "status." + event.status));
      }
      const icon = this.icons[event.kind];
      what.append(...(icon ? [icon.cloneNode(true)] : []), words);
      option.append(this.words.tell(when, event.date), " ", what);
      return option;
    }

    waiting() {
      const option = make("div", { className: "option waiting" });
      option.append(make("span", { className: "when", textContent: "…" }), " ");
      option.append(this.words.put(make("span", { className: "what" }), "loading"));
      return option;
    }

    /* Ask for the events of rows that wait for them; what is scrolled past in a moment is not asked for. */
    load() {
      const wanting = Array.from(this.rows.querySelectorAll(".waiting"), (option) => Number(option.dataset.place));
      if (!wanting.length) return;
      const [first, last] = [Math.min(...wanting), Math.max(...wanting)];
      const together = last - first < 2 * wanting.length;
      const asked = together
        ? [this.provider.needPlaces(first, last + 1)]
        : wanting.map((at) => this.provider.needAt(at));
      const waiting = new Set(asked.filter(Boolean));
      for (const one of waiting) this.on.waiting(one, () => this.arrived(), () => this.load());
      if (!waiting.size) this.arrived();
    }

    /* Put the events that have come in place of the rows that waited; what is being read stays where it is. */
    arrived() {
      this.heed();
      const { rows } = this,
        ended = this.end === this.count && this.list.scrollTop >= this.list.scrollHeight - this.list.clientHeight - 1,
        still = this.steady(),
        before = still < 0 ? 0 : this.row(still).offsetTop;
      for (const option of rows.querySelectorAll(".waiting")) {
        const index = this.first + Array.prototype.indexOf.call(rows.children, option);
        if (this.provider.at(Number(option.dataset.place))) option.replaceWith(this.composed(index));
      }
      if (still >= 0) this.move(this.top + before - this.row(still).offsetTop);
      this.fill();
      this.settle(false);
      if (ended) this.scrollTo(this.list.scrollHeight);
      this.point();
      if (rows.querySelector(".waiting")) this.rest();
    }

    /* Index of the row that the eye is on: the selected one, or the first that is whole. */
    steady() {
      const { selected, list } = this,
        inSight = (index) => {
          const row = index >= this.first && index < this.end && this.row(index),
            top = row ? this.top + row.offsetTop - list.scrollTop : -1;
          return top >= 0 && top < list.clientHeight;
        };
      const chosen = selected ? this.indexOf(selected.place) : -1,
        first = this.topmost().index;
      return [chosen, first, first + 1].find(inSight) ?? (this.first < this.end ? first : -1);
    }

    /* ── Scrolling ─────────────────────────────────────────────────────────────────────────────────── */

    /* How high the whole is, and how many of its rows are above the last screenful. */
    get height() {
      return Math.min(this.count * this.usual, TALLEST);
    }

    get above() {
      return Math.max(1, this.count - this.list.clientHeight / this.usual);
    }

    clear(first, top) {
      this.rows.replaceChildren();
      [this.first, this.end] = [first, first];
      this.move(top);
    }

    move(top) {
      this.top = top;
      this.rows.style.top = top + "px";
    }

    /* Scroll there, without taking it for a hand's doing. */
    scrollTo(top) {
      this.list.scrollTop = top;
      this.known = this.list.scrollTop;
    }

    /* The first row in sight. */
    topmost() {
      const from = this.list.scrollTop - this.top;
      let [low, high] = [0, Math.max(this.rows.children.length - 1, 0)];
      while (low < high) {
        const middle = (low + high) >> 1,
          row = this.rows.children[middle];
        if (row.offsetTop + row.offsetHeight <= from) low = middle + 1;
        else high = middle;
      }
      return { index: this.first + low, row: this.rows.children[low] };
    }

    /* Where the scroll bar stands while a row, or a part of one, is the first in sight. */
    mapped(index) {
      const most = Math.max(0, this.height - this.list.clientHeight);
      return Math.min(most, (index / this.above) * most);
    }

    /* Show the list from a row, with so much room above it; from the nearest, if it has none there. */
    jump(wanted, room) {
      const index = Math.min(Math.max(wanted || 0, 0), Math.max(this.count - 1, 0));
      this.room.style.height = this.height + "px";
      this.scrollTo(this.mapped(index));
      this.clear(index, this.known + room);
      this.fill();
      this.settle(true);
      this.load();
      this.point();
    }

    /* A browser tells of scrolling with its next frame. Whoever comes before that looks first: rows are still where they
       were, and would take the bar back. */
    heed() {
      if (this.list.clientHeight && this.list.scrollTop !== this.known) this.scrolled();
    }

    scrolled() {
      const now = this.list.scrollTop,
        moved = now - this.known,
        screen = this.list.clientHeight;
      this.known = now;
      if (!moved || !this.count) return;
      if (Math.abs(moved) > 2 * screen && this.count > FEW) {
        const from = (now / Math.max(1, this.height - screen)) * this.above,
          first = Math.min(Math.floor(from), this.count);
        this.clear(first, now - (from - first) * this.usual);
      }
      this.fill();
      this.settle(false);
      this.rest();
    }

    /* What is done once a hand has come to rest. */
    rest() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.heed();
        this.settle(true);
        this.load();
        this.point();
      }, CALM);
    }

    /* Make rows for a screenful above and below what is in sight, and let go of those further off. */
    fill() {
      const { list, rows } = this,
        screen = list.clientHeight;
      if (!screen || !this.count) return;
      const all = this.count <= FEW;
      for (let turn = 0; turn < 8; turn += 1) {
        const height = rows.offsetHeight,
          below = list.scrollTop + 2 * screen - this.top - height,
          above = this.top - (list.scrollTop - screen);
        const more = all ? this.count : Math.max(0, Math.min(Math.ceil(below / this.usual), 400)),
          earlier = all ? this.count : Math.max(0, Math.min(Math.ceil(above / this.usual), 400));
        const [end, first] = [Math.min(this.count, this.end + more), Math.max(0, this.first - earlier)];
        if (end === this.end && first === this.first) break;
        rows.append(...this.made(this.end, end));
        this.end = end;
        if (first < this.first) {
          const before = rows.offsetHeight;
          rows.prepend(...this.made(first, this.first));
          this.first = first;
          this.move(this.top + before - rows.offsetHeight);
        }
        this.measure();
      }
      if (!all) this.trim(list.scrollTop - 2 * screen - this.top, list.scrollTop + 3 * screen - this.top);
    }

    /* How high a row usually is; asked once for each width, so that the scroll bar keeps its length. */
    measure() {
      const made = this.end - this.first;
      if (this.measured && this.measured >= Math.min(20, this.count)) return;
      this.measured = made;
      this.usual = Math.max(20, this.rows.offsetHeight / made);
    }

    made(from, to) {
      return Array.from({ length: Math.max(0, to - from) }, (_, at) => this.composed(from + at));
    }

    /* Keep the rows between two heights. */
    trim(from, to) {
      const { children } = this.rows,
        tall = this.rows.offsetHeight;
      let early = 0,
        late = children.length;
      while (early < late && children[early].offsetTop + children[early].offsetHeight < from) early += 1;
      while (late > early && children[late - 1].offsetTop > to) late -= 1;
      if (early === late) return;
      const range = document.createRange(),
        below = late < children.length ? tall - children[late].offsetTop : 0;
      if (below) {
        range.setStart(this.rows, late);
        range.setEnd(this.rows, children.length);
        range.deleteContents();
        this.end = this.first + late;
      }
      if (early) {
        const gone = children[early].offsetTop;
        range.setStart(this.rows, 0);
        range.setEnd(this.rows, early);
        range.deleteContents();
        this.first += early;
        this.move(this.top + gone);
      }
    }

    /* Bring scroll bar and rows together again: at either end to the pixel, between them once a hand has come to rest. */
    settle(calm) {
      const screen = this.list.clientHeight,
        now = this.list.scrollTop;
      if (!screen) return;
      const tall = this.rows.offsetHeight,
        whole = this.first === 0 && this.end === this.count;
      const height = whole ? tall : this.height;
      this.room.style.height = height + "px";
      let shift = 0;
      if (this.first === 0) shift = -this.top;
      else if (this.end === this.count) shift = height - tall - this.top;
      else if (calm || now < screen || now > height - 2 * screen) {
        const { index, row } = this.topmost(),
          part = row ? (now - this.top - row.offsetTop) / Math.max(1, row.offsetHeight) : 0;
        shift = Math.round(this.mapped(Math.max(0, index + part)) - now);
      }
      if (!shift && now <= height - screen) return;
      this.move(this.top + shift);
      this.scrollTo(this.end === this.count && now >= height - screen - 1 ? height : now + shift);
      this.fill();
    }

    /* Shown again after it was away, or in another width: the same rows, in the heights that they have now. */
    resized() {
      const { width, height } = this.list.getBoundingClientRect();
      if (!height || (this.width === width && this.tall === height)) return;
      const hidden = !this.tall;
      [this.width, this.tall] = [width, height];
      this.measured = 0;
      if (!this.count) return;
      const index = hidden && this.selected ? this.indexOf(this.selected.place) : -1;
      if (index >= 0) this.jump(index, height / 3);
      else this.jump(this.topmost().index, 0);
    }
  }

  Object.assign(root.TreatyTimeline, { Listing: { Printed, Rolling }, intoView });
})(window);

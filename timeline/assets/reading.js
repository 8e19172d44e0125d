/* The words beside the chart: event list, panel, reader. Shows what is selected and what matches; keeps no state of
   its own and makes no markup: everything is in the HTML already. */
(function (root) {
  "use strict";

  const SEARCHED = "h3, .summary, blockquote, .speaker, .reason, .facts [lang], .facts a"; // what people wrote
  const LISTED = 7; // titles that the tip of a pill names

  /* Letters without accents, quotes without curls: what a keyboard types finds what a printer set. */
  function fold(text) {
    const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return plain
      .replace(/[‘’‚′]/g, "'")
      .replace(/[“”„″]/g, '"')
      .toLowerCase();
  }

  const make = (name) => document.createElement(name);

  /* What an element says, to stand elsewhere, in its own language. */
  function copy(node) {
    const made = make("span");
    if (node.lang) made.lang = node.lang;
    made.append(...node.cloneNode(true).childNodes);
    return made;
  }

  class Reading {
    constructor(page, words) {
      const all = (selector) => Array.from(page.querySelectorAll(selector));
      Object.assign(this, { page, words });
      this.list = page.querySelector(".options");
      this.options = new Map(all(".option").map((option) => [option.dataset.event, option]));
      this.articles = new Map(all("article.event").map((article) => [article.id, article]));
      // While the page loads, the browser would jump to what the address names, and move the chart out of sight.
      this.named = new Map(all("article.event, mark[id]").map((node) => [node, node.id]));
      for (const node of this.named.keys()) node.removeAttribute("id");
      this.marks = new Map();
      for (const mark of all("mark[data-passage]")) {
        if (!this.marks.has(mark.dataset.passage)) this.marks.set(mark.dataset.passage, []);
        this.marks.get(mark.dataset.passage).push(mark);
      }
      this.order = Array.from(this.marks.keys());
      this.texts = page.querySelector(".texts");
      this.stepper = page.querySelector(".stepper");
      this.about = page.querySelector(".about");
      this.tipBox = page.querySelector(".tip");
      this.haystacks = null;
      this.current = [];
      this.prepare();
    }

    /* Give back the ids that the browser was not to jump to. */
    loaded() {
      for (const [node, id] of this.named) node.id = id;
    }

    /* Roles are given here, because without a script these are plain links and plain words. */
    prepare() {
      if (this.list) {
        this.list.setAttribute("role", "listbox");
        this.words.name(this.list, "aria-label", "list.order");
        this.list.tabIndex = 0;
        for (const option of this.options.values()) {
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.tabIndex = -1;
        }
      }
      for (const segments of this.marks.values()) {
        for (const mark of segments) {
          mark.setAttribute("role", "link");
          mark.tabIndex = -1;
        }
      }
      this.tabStop(this.order[0]);
      for (const article of this.articles.values()) article.hidden = true;
    }

    /* One tab stop for all passages; n, p and the arrows go on from there. */
    tabStop(passage) {
      if (this.stop) this.stop.tabIndex = -1;
      this.stop = passage && this.marks.has(passage) ? this.marks.get(passage)[0] : null;
      if (this.stop) this.stop.tabIndex = 0;
    }

    matches(words) {
      if (!this.haystacks) {
        const { events, told } = this.words.payload;
        const written = (event) =>
          Array.from(this.articles.get(event.id).querySelectorAll(SEARCHED), (node) => node.textContent);
        // Dates in every language, so that the same words find the same events in each.
        const all = (event) => fold([...written(event), ...told[event.date]].join(" "));
        this.haystacks = new Map(events.map((event) => [event.id, all(event)]));
      }
      const wanted = fold(words).split(/\s+/).filter(Boolean);
      return (id) => wanted.every((word) => this.haystacks.get(id).includes(word));
    }

    /* Highlight first: the words answer a click before the chart is drawn again. */
    select(event, passage) {
      for (const mark of this.current) {
        mark.removeAttribute("aria-current");
        mark.classList.remove("at");
      }
      if (this.noted) this.noted.classList.remove("at");
      this.current = [];
      for (const id of event ? event.passages : []) {
        for (const mark of this.marks.get(id) || []) {
          mark.setAttribute("aria-current", "true");
          mark.classList.toggle("at", id === passage);
          this.current.push(mark);
        }
      }
      this.showOption(event);
      if (this.article) this.article.hidden = true;
      this.article = event ? this.articles.get(event.id) : null;
      if (this.article) this.article.hidden = false;
      if (this.about) this.about.hidden = Boolean(event);
      this.showStep(event, passage);
      if (passage) this.tabStop(passage);
    }

    showOption(event) {
      if (!this.list) return;
      if (this.option) this.option.setAttribute("aria-selected", "false");
      this.option = event ? this.options.get(event.id) : null;
      if (!this.option) {
        this.list.removeAttribute("aria-activedescendant");
        return;
      }
      this.option.setAttribute("aria-selected", "true");
      this.list.setAttribute("aria-activedescendant", this.option.id);
      intoView(this.list, this.option, "nearest");
    }

    /* The list in another order; what is read aloud goes by the same. */
    sort(events) {
      if (!this.list) return;
      this.options = new Map(events.map((event) => [event.id, this.options.get(event.id)]));
      this.list.append(...this.options.values());
    }

    showFrom(event) {
      const option = event && this.options.get(event.id);
      if (option) intoView(this.list, option, "top");
    }

    showStep(event, passage) {
      if (!this.stepper) return;
      for (const button of this.stepper.querySelectorAll("button"))
        button.disabled = !event || event.passages.length < 2;
      const where = this.stepper.querySelector(".where");
      if (!event) {
        where.replaceChildren(this.words.put(make("span"), "reader.where"));
        return;
      }
      const place = event.passages.indexOf(passage),
        mark = (this.marks.get(passage) || [])[0];
      const source = mark && mark.closest("article"),
        issued = source && source.querySelector(".issued");
      const strong = this.words.put(make("b"), "reader.passage", { place: place + 1, count: event.passages.length }),
        rest = make("span");
      if (source) rest.append(" · ", copy(source.querySelector("h3")), ...(issued ? [", ", copy(issued)] : []));
      else rest.append(" · ", this.words.put(make("span"), "reader.unpublished"));
      rest.title = rest.textContent;
      where.replaceChildren(strong, rest);
    }

    reveal(passage, focus) {
      const mark = (this.marks.get(passage) || [])[0];
      if (!mark) return;
      intoView(this.texts, mark, "start");
      if (focus) mark.focus({ preventScroll: true });
    }

    /* To a place in a text that is no passage: whoever reads on, by eye or by keyboard, reads on from there. */
    revealNote(id) {
      const node = document.getElementById(id);
      if (!node) return;
      if (this.noted) this.noted.classList.remove("at");
      this.noted = node;
      node.classList.add("at");
      node.tabIndex = -1;
      intoView(this.texts, node, "start");
      node.focus({ preventScroll: true });
    }

    /* The state of the filters, as chips, menus and counts say it. matching: the events that are left. */
    showFilters(state, matching) {
      const all = (selector) => this.page.querySelectorAll(selector),
        total = this.articles.size,
        count = matching.length;
      const tally = count === total ? "tally.events" : "tally.matching";
      this.words.put(this.page.querySelector(".shown-count"), tally, { left: count, count: total });
      for (const era of all(".era")) {
        const since = Number(era.dataset.since || -Infinity),
          until = Number(era.dataset.until || Infinity);
        const inside = matching.filter(
          (event) => (event.start + event.end) / 2 >= since && (event.start + event.end) / 2 <= until,
        );
        era.querySelector(".count").textContent = String(inside.length);
      }
      for (const input of all("input[name=lanes]")) input.checked = input.value === state.lanes;
      const form = this.page.querySelector(".filters");
      if (!form) return;
      for (const input of all(".filters input[type=checkbox]"))
        input.checked = state.filters[input.name].includes(input.value);
      const search = this.page.querySelector("[name=q]");
      if (search.value !== state.q) search.value = state.q;
      for (const said of all(".chosen[data-of]")) this.showChosen(said, state.filters[said.dataset.of]);
      form.querySelector(".clear").hidden =
        !state.q && !state.period && Object.values(state.filters).every((values) => !values.length);
    }

    showChosen(said, values) {
      const one = this.page.querySelector(`input[name="${said.dataset.of}"]:checked + span`);
      const chosen = make("span"),
        { words } = this;
      if (!values.length) said.replaceChildren(words.put(chosen, "filter.all"));
      else if (values.length === 1 && one) said.replaceChildren(one.cloneNode(true));
      else said.replaceChildren(words.put(chosen, "filter.chosen", { count: values.length }));
      said.closest("details").classList.toggle("active", values.length > 0);
    }

    /* What stands under the pointer, beside it: an event, a rival of its date, or the first of a pill. */
    tip(found, events) {
      const tip = this.tipBox;
      tip.hidden = !found;
      if (!found) return;
      const event = events.get(found.id),
        titles = (found.pill || []).map((id) => events.get(id).title);
      const rest = titles.length > LISTED ? ["…"] : [];
      if (event && found.passage) {
        tip.replaceChildren(...this.rivalTold(event, event.rivals[found.rival]));
      } else if (event) {
        const doubts = (event.doubts || []).map((doubt) => this.words.put(make("span"), "doubt." + doubt));
        tip.replaceChildren(this.titled("b", event.title), this.words.tell(make("span"), event.date), ...doubts);
      } else {
        const head = this.words.put(make("b"), "tally.events", { count: titles.length });
        const named = [...titles.slice(0, LISTED), ...rest].map((title) => this.titled("span", title));
        tip.replaceChildren(head, ...named);
      }
      const box = found.mark,
        middle = box.x + Math.min(box.width, 40) / 2 - tip.offsetWidth / 2;
      const above = box.y - tip.offsetHeight - 10;
      tip.style.left = Math.min(Math.max(8, middle), innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = (above > 8 ? above : box.y + box.height + 10) + "px";
    }

    /* A date that competes with that of an event: who claims it, what that is worth, and why. */
    rivalTold(event, rival) {
      const claimed = make("span"),
        said = (key, values) => this.words.put(make("span"), key, values);
      claimed.append(said("rival.claimed", { source: rival.source }), " · ", said("rank." + rival.rank));
      if (rival.relation !== "supports") claimed.append(" · ", said("relation." + rival.relation));
      const date = rival.told === null ? [] : [this.words.tell(make("b"), rival.told)];
      const reason = make("span");
      if (rival.reason) reason.append(said("curator.says"), " ", this.titled("span", rival.reason));
      return [...date, this.titled("span", event.title), claimed, ...(rival.reason ? [reason] : [])];
    }

    /* The curator's words, in the language in which they are written. */
    titled(name, title) {
      const node = make(name);
      node.lang = this.words.payload.content;
      node.textContent = title;
      return node;
    }

    /* What matches the filters; the selected event stays in sight whatever they say. */
    filter(ids, selected) {
      let place = 0;
      for (const [id, option] of this.options) {
        option.hidden = !ids.has(id) && id !== selected;
        if (!option.hidden) option.setAttribute("aria-posinset", String((place += 1)));
      }
      for (const option of this.options.values()) option.setAttribute("aria-setsize", String(place));
      for (const segments of this.marks.values()) {
        for (const mark of segments)
          mark.classList.toggle("muted", !ids.has(mark.dataset.event) && mark.dataset.event !== selected);
      }
      const empty = this.page.querySelector(".empty");
      if (empty) empty.hidden = place > 0;
    }
  }

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
    const room = where === "start" ? Math.min(90, outer.height / 4) : where === "top" ? 8 : nearest;
    // At once, without a ride: the ring shows where the eye has to go.
    pane.scrollTo({ top: pane.scrollTop + inner.top - outer.top - room, behavior: "auto" });
  }

  root.TreatyTimeline.Reading = Reading;
})(window);

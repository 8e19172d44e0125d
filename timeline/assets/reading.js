/* The words beside the chart: event list, panel, reader. Shows what is selected and what matches; keeps no state of
   its own and makes no markup: everything is in the HTML already, or comes with the volumes of a bound edition, of which
   the panel holds the event that is selected and the reader the texts that were read last. */
(function (root) {
  "use strict";

  const { Listing, intoView, nextPaint } = root.TreatyTimeline;
  const LISTED = 7; // titles that the tip of a pill names
  const PATIENCE = 300; // milliseconds before something is said to be on its way
  const HELD = 6; // texts of a bound edition that the reader holds

  const make = (name) => document.createElement(name);

  /* What an element says, to stand elsewhere, in its own language. */
  function copy(node) {
    const made = make("span");
    if (node.lang) made.lang = node.lang;
    made.append(...node.cloneNode(true).childNodes);
    return made;
  }

  class Reading {
    /* on.waiting(promise, then): told of what is on its way. */
    constructor(page, words, provider, on, signal) {
      const all = (selector) => Array.from(page.querySelectorAll(selector));
      Object.assign(this, { page, words, provider, marks: new Map(), held: new Map(), matches: null });
      // While the page loads, the browser would jump to what the address names, and move the chart out of sight.
      this.named = new Map(all("article.event, mark[id]").map((node) => [node, node.id]));
      for (const node of this.named.keys()) node.removeAttribute("id");
      this.printed = new Set(all("article.event")); // those that stay, to be printed
      for (const article of this.printed) article.hidden = true;
      // Without a script they lead to plain pages; here are the words themselves.
      for (const link of all("a[data-at]")) link.href = "#" + link.dataset.at;
      this.list = page.querySelector(".options");
      this.listing = null;
      if (this.list && provider.bound) {
        const icons = all(".chip .icon");
        this.listing = new Listing.Rolling(this.list, words, provider, icons, on, signal);
      } else if (this.list) this.listing = new Listing.Printed(this.list, words, provider);
      this.events = page.querySelector(".events");
      this.texts = page.querySelector(".texts");
      if (this.texts && provider.bound) this.texts.style.overflowAnchor = "none"; // `still` sees to that.
      this.stepper = page.querySelector(".stepper");
      this.about = page.querySelector(".about");
      this.tipBox = page.querySelector(".tip");
      this.current = [];
      // In which language an article stands that has come, or was away when the page changed its own.
      this.dressed = new WeakMap();
      for (const text of all("article.source")) this.take(text);
      const [first] = this.marks.keys();
      this.tabStop(first);
    }

    /* Give back the ids that the browser was not to jump to. */
    loaded() {
      for (const [node, id] of this.named) node.id = id;
    }

    /* How many texts of a bound edition it holds. */
    get most() {
      return HELD;
    }

    /* Whether the page has texts to read, and not the chart alone. */
    get reads() {
      return Boolean(this.texts);
    }

    /* ── Texts and panels that come and go ─────────────────────────────────────────────────────────── */

    /* The passages of a text. Roles are given here, because without a script these are plain words. */
    take(text) {
      // Of an event that is not here its number, which stands behind its words, is enough to know whether it matches.
      const { bound } = this.provider,
        refs = bound ? Array.from(text.querySelectorAll("a.ref")) : [];
      const places = new Map(refs.map((ref) => [ref.hash.slice(1), Number(ref.dataset.number) - 1]));
      for (const mark of text.querySelectorAll("mark[data-passage]")) {
        mark.setAttribute("role", "link");
        mark.tabIndex = -1;
        const { passage, event } = mark.dataset;
        if (places.has(event)) mark.dataset.place = places.get(event);
        if (!this.marks.has(passage)) this.marks.set(passage, []);
        this.marks.get(passage).push(mark);
      }
    }

    /* Put the text of a source into the reader, which holds the last few in their order. */
    hold(place) {
      const text = this.provider.bound && this.texts ? this.provider.text(place) : null;
      if (!text) return;
      this.held.delete(place);
      this.held.set(place, text);
      if (text.parentNode !== this.texts) {
        this.dress(text);
        const after = Array.from(this.held.keys()).filter((other) => other > place);
        this.texts.insertBefore(text, after.length ? this.held.get(Math.min(...after)) : null);
        this.take(text);
        this.mute(text.querySelectorAll("mark[data-passage]"));
      }
      if (this.held.size > HELD) nextPaint().then(() => this.still(() => this.thin()));
    }

    /* Let go of the texts that were read longest ago; a click does not wait for that. */
    thin() {
      while (this.held.size > HELD) this.release(this.held.keys().next().value);
    }

    /* Change something among the texts, and leave the passage that is read where it is. */
    still(change) {
      const at = this.current.find((mark) => mark.classList.contains("at")),
        before = at && at.getBoundingClientRect().top;
      change();
      if (at) this.texts.scrollTop += at.getBoundingClientRect().top - before;
    }

    /* The text to begin with. */
    begin(place) {
      this.hold(place);
      this.tabStop(this.marks.keys().next().value);
    }

    release(place) {
      const text = this.held.get(place);
      this.held.delete(place);
      if (text.contains(this.stop)) this.tabStop(null);
      for (const [passage, marks] of this.marks) if (text.contains(marks[0])) this.marks.delete(passage);
      this.putAway(text);
    }

    /* Put an article into the language of the page, wherever it was when that was chosen. */
    dress(article) {
      const { words, dressed } = this,
        stands = dressed.get(article) || words.payload.language;
      if (stands !== words.language) words.dress(article);
    }

    putAway(article) {
      this.dressed.set(article, this.words.language);
      article.remove();
    }

    /* Put the article of an event into the panel, or what is known of it while that is on its way. */
    open(event) {
      const article = this.provider.panel(event);
      if (this.article && this.article !== article) {
        this.article.hidden = true;
        if (!this.printed.has(this.article)) this.putAway(this.article);
      }
      this.article = article;
      if (article) {
        if (!article.isConnected) {
          this.dress(article);
          this.events.append(article);
        }
        article.hidden = false;
      }
      this.promise(article ? null : event);
    }

    /* An event of which the panel will tell more in a moment. */
    promise(event) {
      if (this.promised) this.promised.remove();
      this.promised = null;
      if (!event || !this.events) return;
      const head = make("h3"),
        line = make("p");
      this.promised = Object.assign(make("div"), { className: "promised" });
      head.append(this.titled("span", event.title));
      line.append(this.words.tell(make("span"), event.date), " · ", this.words.put(make("span"), "loading"));
      this.promised.append(head, line);
      this.events.append(this.promised);
    }

    /* ── What is selected ──────────────────────────────────────────────────────────────────────────── */

    /* One tab stop for all passages; n, p and the arrows go on from there. */
    tabStop(passage) {
      if (this.stop) this.stop.tabIndex = -1;
      this.stop = passage && this.marks.has(passage) ? this.marks.get(passage)[0] : null;
      if (this.stop) this.stop.tabIndex = 0;
    }

    /* Highlight first: the words answer a click before the chart is drawn again. */
    select(event, passage) {
      this.mark(event, passage);
      this.open(event);
      if (this.about) this.about.hidden = Boolean(event);
      this.showStep(event, passage);
    }

    /* The same in the list, which has to ask where everything stands: nobody's words wait for that. */
    selectInList(event) {
      if (this.listing) this.listing.select(event);
    }

    /* The passages of an event, as far as their texts are here. */
    mark(event, passage) {
      this.unmark();
      if (this.noted) this.noted.classList.remove("at");
      if (passage) this.hold(event.from[event.passages.indexOf(passage)]);
      for (const id of event ? event.passages : []) {
        for (const mark of this.marks.get(id) || []) {
          mark.setAttribute("aria-current", "true");
          mark.classList.toggle("at", id === passage);
          this.current.push(mark);
        }
      }
      if (passage) this.tabStop(passage);
    }

    unmark() {
      for (const mark of this.current) {
        mark.removeAttribute("aria-current");
        mark.classList.remove("at");
      }
      this.current = [];
    }

    /* What came later of the words of the event that is selected: its article, or the text of one of its sources. */
    arrived(event, passage, source, focus) {
      if (!this.article) this.open(event);
      if (source === null) return;
      if (event.from[event.passages.indexOf(passage)] !== source) return this.holdBeside(event, passage, source);
      if (this.marks.has(passage)) return focus && this.reveal(passage, focus); // Asked for twice while it came.
      this.mark(event, passage);
      this.showStep(event, passage);
      this.reveal(passage, focus);
    }

    /* A text in which other passages of the event stand; what is being read stays where it is. */
    holdBeside(event, passage, source) {
      if (this.held.has(source) || !this.provider.bound) return;
      this.still(() => {
        this.hold(source);
        this.mark(event, passage);
      });
    }

    /* A passage that was chosen in a text, before it is known what rests on it. */
    point(passage) {
      this.unmark();
      this.current = Array.from(this.marks.get(passage) || []);
      for (const mark of this.current) mark.setAttribute("aria-current", "true");
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
      else if (!this.provider.text(event.from[place])) rest.append(" · ", this.words.put(make("span"), "loading"));
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

    /* What matches is still being looked for: what takes a while says so. */
    sifting() {
      clearTimeout(this.sifter);
      this.sifts = { share: 0, late: false };
      this.sifter = setTimeout(() => {
        this.sifts.late = true;
        this.sifted(this.sifts.share);
      }, PATIENCE);
    }

    /* How much has come of what it takes to look. */
    sifted(share) {
      if (!this.sifts) return;
      this.sifts.share = share;
      const said = this.page.querySelector(".shown-count"),
        percent = Math.floor(share * 100);
      if (this.sifts.late && percent) this.words.put(said, "loading.share", { percent });
      else if (this.sifts.late) this.words.put(said, "loading");
    }

    /* How many are left, in all and of each era. */
    showCounts(matches) {
      clearTimeout(this.sifter);
      this.sifts = null;
      const all = (selector) => this.page.querySelectorAll(selector),
        total = this.provider.count,
        { count } = matches;
      const said = this.page.querySelector(".shown-count");
      if (count === total) this.words.put(said, "tally.events", { count });
      else this.words.put(said, "tally.matching", { left: count, count: total });
      for (const era of all(".era")) {
        const since = Number(era.dataset.since || -Infinity),
          until = Number(era.dataset.until || Infinity);
        era.querySelector(".count").textContent = this.words.written(matches.countBetween(since, until));
      }
    }

    /* The state of the filters, as chips and menus say it. */
    showFilters(state) {
      const all = (selector) => this.page.querySelectorAll(selector);
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
    tip(found) {
      const tip = this.tipBox,
        { provider } = this;
      tip.hidden = !found;
      if (!found) return;
      const event = provider.event(found.id),
        titles = (found.pill || []).map((id) => (provider.event(id) || { title: id }).title);
      const rest = titles.length > LISTED ? ["…"] : [];
      if (event && found.passage) {
        tip.replaceChildren(...this.rivalTold(event, event.rivals[found.rival]));
      } else if (event) {
        const doubts = (event.doubts || []).map((doubt) => this.words.put(make("span"), "doubt." + doubt));
        tip.replaceChildren(this.titled("b", event.title), this.words.tell(make("span"), event.date), ...doubts);
      } else if (found.further) {
        const near = this.words.put(make("span"), "density.nearer");
        tip.replaceChildren(this.words.put(make("b"), "density.further", { count: found.further }), near);
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

    /* What matches the filters; the selected event stays in sight whatever they say. view: {matches, selected}, and what
       the list needs of its order. */
    filter(view) {
      Object.assign(this, { matches: view.matches, selected: view.selected });
      const shown = this.listing ? this.listing.show(view) : 0;
      for (const segments of this.marks.values()) this.mute(segments);
      const empty = this.page.querySelector(".empty");
      if (empty) empty.hidden = shown > 0;
    }

    /* In a text what matches stands out; of an event that is not here nobody knows whether it does. */
    mute(marks) {
      const { matches, selected, provider } = this;
      if (!matches) return;
      for (const mark of marks) {
        const { event: id, place } = mark.dataset,
          event = provider.event(id) || (place ? { place: Number(place) } : null);
        mark.classList.toggle("muted", id !== selected && Boolean(event) && !matches.has(event));
      }
    }
  }

  root.TreatyTimeline.Reading = Reading;
})(window);

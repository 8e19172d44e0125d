/* The words beside the chart: event list, panel, reader. Shows what is selected and what matches; keeps no state of
   its own and makes no markup: everything is in the HTML already. */
(function (root) {
  "use strict";

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’‚′]/g, "'").replace(/[“”„″]/g, '"').toLowerCase();

  class Reading {
    constructor(page) {
      const all = (selector) => Array.from(page.querySelectorAll(selector));
      this.page = page;
      this.list = page.querySelector(".options");
      this.options = new Map(all(".option").map((option) => [option.dataset.event, option]));
      this.articles = new Map(all("article.event").map((article) => [article.id, article]));
      // Without a script these are the addresses; with one, the browser's own jump to them would move the page away.
      for (const node of all("article.event, mark[id]")) node.removeAttribute("id");
      this.marks = new Map();
      for (const mark of all("mark[data-passage]")) {
        if (!this.marks.has(mark.dataset.passage)) this.marks.set(mark.dataset.passage, []);
        this.marks.get(mark.dataset.passage).push(mark);
      }
      this.order = Array.from(this.marks.keys());
      this.texts = page.querySelector(".texts");
      this.stepper = page.querySelector(".stepper");
      this.about = page.querySelector(".about");
      this.panel = page.querySelector(".panel");
      this.haystacks = null;
      this.current = [];
      this.prepare();
    }

    /* Roles are given here, because without a script these are plain links and plain words. */
    prepare() {
      if (this.list) {
        this.list.setAttribute("role", "listbox");
        this.list.setAttribute("aria-label", "Events in order of time");
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
        this.haystacks = new Map(Array.from(this.articles, ([id, article]) => [id, fold(article.textContent)]));
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
      if (!this.option) { this.list.removeAttribute("aria-activedescendant"); return; }
      this.option.setAttribute("aria-selected", "true");
      this.list.setAttribute("aria-activedescendant", this.option.id);
      root.TreatyTimeline.intoView(this.list, this.option, "nearest");
    }

    showFrom(event) {
      const option = event && this.options.get(event.id);
      if (option) root.TreatyTimeline.intoView(this.list, option, "top");
    }

    showStep(event, passage) {
      if (!this.stepper) return;
      for (const button of this.stepper.querySelectorAll("button")) button.disabled = !event || event.passages.length < 2;
      if (!event) { this.stepper.querySelector(".where").textContent = "The words that events rest on are marked"; return; }
      const place = event.passages.indexOf(passage), mark = (this.marks.get(passage) || [])[0];
      const title = mark ? mark.closest("article").querySelector("h3").textContent : "";
      const issued = mark && mark.closest("article").querySelector(".issued");
      const where = this.stepper.querySelector(".where");
      const strong = document.createElement("b"), rest = document.createElement("span");
      strong.textContent = `Passage ${place + 1} of ${event.passages.length}`;
      rest.textContent = title ? ` · ${title}${issued ? ", " + issued.textContent : ""}` : " · its words are not published here";
      rest.title = rest.textContent;
      where.replaceChildren(strong, rest);
    }

    reveal(passage, focus) {
      const mark = (this.marks.get(passage) || [])[0];
      if (!mark) return false;
      root.TreatyTimeline.intoView(this.texts, mark, "start");
      if (focus) mark.focus({ preventScroll: true });
      return true;
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
        for (const mark of segments) mark.classList.toggle("muted", !ids.has(mark.dataset.event) && mark.dataset.event !== selected);
      }
      const empty = this.page.querySelector(".empty");
      if (empty) empty.hidden = place > 0;
    }
  }

  /* Scroll a pane, never the page around it; only where panes do not scroll (phone) a passage is worth moving the page. */
  root.TreatyTimeline.intoView = function (pane, node, where) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const outer = pane.getBoundingClientRect(), inner = node.getBoundingClientRect();
    if (pane.scrollHeight <= pane.clientHeight + 1 || getComputedStyle(pane).overflowY === "visible") {
      const asked = where === "start" && inner.height > 0;
      if (asked && (inner.top < 90 || inner.bottom > innerHeight)) node.scrollIntoView({ block: "center", behavior: "auto" });
      return;
    }
    const inside = inner.top >= outer.top + 8 && inner.bottom <= outer.bottom - 8;
    if (inside && where !== "top") return;
    const nearest = inner.top < outer.top ? 8 : outer.height - inner.height - 8;
    const room = where === "start" ? Math.min(90, outer.height / 4) : where === "top" ? 8 : nearest;
    pane.scrollTo({ top: pane.scrollTop + inner.top - outer.top - room, behavior: calm || Math.abs(inner.top - outer.top) > 3000 ? "auto" : "smooth" });
  };

  root.TreatyTimeline.Reading = Reading;
})(window);

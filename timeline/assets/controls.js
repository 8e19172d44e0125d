/* Keys and clicks outside the chart: which of them means what. Each line of the tables is one promise of the help. */
(function (root) {
  "use strict";

  const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select";
  const CONTROL = "button, summary, a, input, [role=tab]";
  const NEARER = 0.6;
  const { concordance } = root.TreatyTimeline;
  const STILL = 4; // pixels that a click may move; what moves further marks words to copy them

  class Controls {
    constructor(timeline, signal) {
      Object.assign(this, { timeline, page: timeline.page, down: null, cameFrom: null });
      this.menus = this.page.querySelectorAll("details.menu");
      const hear = (target, type, listener) => target && target.addEventListener(type, listener, { signal });
      hear(document, "keydown", (event) => this.key(event));
      hear(document, "click", (event) => this.closeMenus(event.target));
      hear(this.page, "pointerdown", (event) => {
        this.down = { x: event.clientX, y: event.clientY };
      });
      hear(this.page, "click", (event) => this.click(event));
      hear(this.page, "pointerover", (event) => {
        const option = event.target.closest(".option");
        if (option && option.dataset.event) timeline.expect(timeline.provider.event(option.dataset.event));
      });
      const form = this.page.querySelector(".filters");
      hear(form, "change", (event) => event.target.closest(".times, .find") || this.readForm());
      hear(form, "submit", (event) => event.preventDefault());
      hear(form, "reset", (event) => this.reset(event));
      hear(this.page.querySelector("[name=q]"), "input", () => this.readForm());
      hear(this.page.querySelector(".switch"), "change", (event) =>
        timeline.setFilter({ lanes: event.target.value }),
      );
      hear(this.page.querySelector("[name=old-style]"), "change", (event) =>
        timeline.setFilter({ oldStyle: event.target.checked }),
      );
    }

    /* ── Keys ──────────────────────────────────────────────────────────────────────────────────────── */

    key(event) {
      const { target, key } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog"))
        return;
      const act = target.closest(TYPING) ? this.whileTyping(key, target) : this.meaning(key, target);
      if (!act) return;
      event.preventDefault();
      act();
    }

    /* Fields other than the search have keys of their own; out of a menu Escape leads in any case. */
    whileTyping(key, target) {
      const { timeline } = this;
      if (target.name !== "q") return key === "Escape" ? () => this.back(target) : null;
      if (key === "Escape")
        return () => {
          timeline.setFilter({ q: "" });
          timeline.plot.focus({ preventScroll: true });
        };
      if (key === "Enter") return () => this.toResults();
      return null;
    }

    meaning(key, target) {
      const { timeline } = this,
        tabs = target.closest("[role=tablist]");
      if (tabs && (key === "ArrowLeft" || key === "ArrowRight"))
        return () => timeline.panes.step(key === "ArrowRight" ? 1 : -1);
      return this.always(key, target) || (target.closest(CONTROL) ? null : this.elsewhere(key, target));
    }

    /* Keys that mean the same wherever the focus is. */
    always(key, target) {
      const { timeline } = this;
      const acts = {
        "+": () => timeline.zoom(NEARER),
        "=": () => timeline.zoom(NEARER),
        "-": () => timeline.zoom(1 / NEARER),
        "−": () => timeline.zoom(1 / NEARER),
        0: () => timeline.fit(),
        n: () => timeline.stepPassage(1),
        p: () => timeline.stepPassage(-1),
        "/": () => this.toSearch(),
        "?": () => this.help(),
        Escape: () => this.back(target),
      };
      return acts[key];
    }

    /* Keys that a button or a link needs for itself; in a text the arrows scroll. */
    elsewhere(key, target) {
      const { timeline } = this,
        mark = target.closest("mark[data-passage]"),
        inText = target.closest(".texts, .panel");
      const inList = target === timeline.reading.list;
      if (key === "Enter")
        return mark ? () => this.choosePassage(mark) : () => this.toPassage(timeline.state.passage);
      if (inText && !(mark && (key === "ArrowLeft" || key === "ArrowRight"))) return null;
      const acts = {
        ArrowLeft: () => timeline.step(-1),
        ArrowRight: () => timeline.step(1),
        ArrowUp: () => (inList ? timeline.step(-1) : timeline.stepLane(-1)),
        ArrowDown: () => (inList ? timeline.step(1) : timeline.stepLane(1)),
        Home: () => timeline.step(-Infinity),
        End: () => timeline.step(Infinity),
      };
      return acts[key];
    }

    /* Escape goes back where it came from: menu, text, selection, in this order. */
    back(target) {
      const { timeline } = this,
        menu = this.page.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (target.closest(".texts, .panel")) {
        timeline.panes.show("list");
        const home =
          this.cameFrom && this.cameFrom.offsetParent ? this.cameFrom : timeline.reading.list || timeline.plot;
        home.focus({ preventScroll: true });
        this.cameFrom = null;
      } else timeline.select(null);
    }

    toSearch() {
      const search = this.page.querySelector("[name=q]");
      if (search) search.focus();
    }

    toResults() {
      const { timeline } = this;
      timeline.panes.show("list");
      (timeline.reading.list || timeline.plot).focus({ preventScroll: true });
      const first = () => (timeline.matchesSelected() ? null : timeline.step(1));
      // What is searched in volumes is found in a while: until then the list holds what nobody asked for.
      if (timeline.provider.bound) timeline.setFilter({}).then(first);
      else first();
    }

    help() {
      const dialog = this.page.querySelector("dialog.help");
      if (!dialog || dialog.open) return;
      dialog.showModal();
      dialog.querySelector("h2").focus(); // Its only button is at the end, where nobody begins to read.
    }

    /* ── Clicks ────────────────────────────────────────────────────────────────────────────────────── */

    click(event) {
      const at = (selector) => event.target.closest(selector);
      const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      const option = at(".option"),
        mark = at("mark[data-passage]"),
        quote = at("a[href^='#passage_']");
      if (option && plain) {
        event.preventDefault();
        this.timeline.select(option.dataset.event, { by: "list" });
        this.timeline.reading.list.focus({ preventScroll: true });
      } else if (mark) {
        if (!this.dragged(event)) this.choosePassage(this.under(mark));
      } else if (quote && plain && this.timeline.reading.reads) {
        event.preventDefault();
        this.toPassage(quote.hash.slice("#passage_".length));
      } else if (at("[data-to-event]") && plain) {
        event.preventDefault();
        this.timeline.select(at("[data-to-event]").dataset.toEvent);
      } else if (at("[data-to-note]") && plain) {
        event.preventDefault();
        this.timeline.reading.revealNote(at("[data-to-note]").dataset.toNote);
      } else if (at("[data-language]")) {
        this.timeline.setLanguage(at("[data-language]").dataset.language);
      } else if (at(".era")) {
        this.timeline.showEra(at(".era"));
      } else if (at("[role=tab]")) {
        this.timeline.panes.show(at("[role=tab]").dataset.pane);
      } else if (at("[data-do]")) {
        this.act(at("[data-do]").dataset.do);
      }
    }

    act(name) {
      const { timeline } = this;
      const acts = {
        "zoom-in": () => timeline.zoom(NEARER),
        "zoom-out": () => timeline.zoom(1 / NEARER),
        fit: () => timeline.fit(),
        help: () => this.help(),
        "previous-passage": () => timeline.stepPassage(-1),
        "next-passage": () => timeline.stepPassage(1),
      };
      acts[name]();
    }

    /* Where passages overlap, clicking there again leads from the innermost outward, so that each can be reached. */
    under(innermost) {
      const nested = [];
      for (let mark = innermost; mark; mark = mark.parentElement.closest("mark[data-passage]")) nested.push(mark);
      const again = this.clicked === innermost;
      this.clicked = innermost;
      const now = again ? nested.findIndex((mark) => mark.dataset.passage === this.timeline.state.passage) : -1;
      return nested[(now + 1) % nested.length];
    }

    /* A double click marks a word without moving, and is a click; a script's click has no place at all. */
    dragged(event) {
      return (
        event.detail > 0 && this.down && Math.hypot(event.clientX - this.down.x, event.clientY - this.down.y) > STILL
      );
    }

    choosePassage(mark) {
      this.timeline.select(mark.dataset.event, { passage: mark.dataset.passage, by: "passage" });
    }

    /* To the words themselves; from a chart that stands alone, to the page that has them. */
    toPassage(passage) {
      const { timeline } = this;
      if (!passage) return null;
      if (!timeline.reading.reads) {
        const link = this.page.querySelector(`[data-to-passage="${passage}"]`);
        return link && link.click();
      }
      this.cameFrom = document.activeElement.closest(".texts") ? null : document.activeElement;
      return timeline.selectPassage(passage);
    }

    /* ── Filters ───────────────────────────────────────────────────────────────────────────────────── */

    readForm() {
      const form = this.page.querySelector(".filters"),
        wanted = { q: this.page.querySelector("[name=q]").value };
      for (const name of root.TreatyTimeline.address.FILTERS) {
        wanted[name] = Array.from(form.querySelectorAll(`input[name="${name}"]:checked`), (input) => input.value);
      }
      this.timeline.setFilter(wanted);
    }

    /* In a bound edition a short word is sought as the beginning of a word, which is said beside the search. */
    hint() {
      const { timeline } = this,
        search = this.page.querySelector("[name=q]");
      if (!timeline.provider.bound || !search) return;
      if (!this.hinted) {
        this.hinted = Object.assign(document.createElement("p"), { className: "said", id: "_search_said" });
        search.setAttribute("aria-describedby", this.hinted.id);
        search.closest(".search").after(this.hinted);
      }
      const short = concordance.short(timeline.state.q);
      if (short) timeline.words.put(this.hinted, "search.short");
      else timeline.words.hush(this.hinted);
    }

    reset(event) {
      event.preventDefault();
      this.timeline.setFilter({ kind: [], party: [], source: [], evidence: [], period: null, q: "" });
      this.timeline.plot.focus({ preventScroll: true });
    }

    closeMenus(target) {
      for (const menu of this.menus) if (menu.open && !menu.contains(target)) menu.open = false;
    }
  }

  /* On a phone the panes are tabs; elsewhere all of them are in sight and have no need of them. */
  class Panes {
    constructor(page) {
      this.panes = page.querySelector(".panes");
      this.tabs = Array.from(page.querySelectorAll("[role=tab]"));
    }

    /* Tab panels are named by their tabs only while there are tabs. Looked up here, because a click has no time to. */
    dress() {
      this.narrow = this.tabs.length > 0 && this.tabs[0].offsetParent !== null;
      for (const tab of this.tabs) {
        const pane = document.getElementById(tab.getAttribute("aria-controls"));
        if (this.narrow) {
          pane.setAttribute("role", "tabpanel");
          pane.setAttribute("aria-labelledby", tab.id);
        } else {
          pane.removeAttribute("role");
          pane.removeAttribute("aria-labelledby");
        }
      }
    }

    show(name) {
      if (!this.panes) return;
      this.panes.dataset.pane = name;
      for (const tab of this.tabs) {
        const chosen = tab.dataset.pane === name;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      }
      if (this.onShow) this.onShow(name);
    }

    step(ahead) {
      const now = this.tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
      const next = this.tabs[(now + ahead + this.tabs.length) % this.tabs.length];
      this.show(next.dataset.pane);
      next.focus();
    }
  }

  Object.assign(root.TreatyTimeline, { Controls, Panes });
})(window);

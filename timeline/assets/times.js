/* The time of events, asked for by hand: a filter ("happened in", "existed during"), a field that leads to a date, and
   the order of the list. What is typed is said back in words before anything happens, and what is not understood is said
   too. Each part is there only if the page has it. */
(function (root) {
  "use strict";

  const { calendar, period, typed } = root.TreatyTimeline;
  const ROOM = 31; // days around a single day, so that it is not alone on the axis

  class Times {
    constructor(timeline, signal) {
      const find = (selector) => timeline.page.querySelector(selector);
      Object.assign(this, { timeline, menu: find(".times"), goto: find(".goto"), sort: find("[name=sort]") });
      const hear = (target, type, listener) => target && target.addEventListener(type, listener, { signal });
      hear(this.sort, "change", () => timeline.setFilter({ sort: this.sort.value }));
      hear(this.goto, "input", (event) => this.answer(event.target, false));
      hear(this.goto, "change", (event) => this.answer(event.target, true));
      hear(this.goto, "submit", (event) => this.go(event));
      if (!this.menu) return;
      this.fields = Object.fromEntries(["from", "to"].map((end) => [end, find(`[name=${end}]`)]));
      hear(this.menu, "input", (event) => event.target.type === "text" && this.echo(false));
      hear(this.menu, "change", (event) => this.changed(event));
      hear(this.menu, "keydown", (event) => this.key(event));
      hear(this.menu, "click", (event) => this.click(event));
      hear(this.menu, "toggle", () => this.place());
    }

    /* ── What is shown ─────────────────────────────────────────────────────────────────────────────────── */

    /* The state as menu and order say it; what is being typed stays while period and language do. */
    show({ period: chosen, sort, language }) {
      this.language = language;
      if (this.sort) this.sort.value = sort;
      const key = JSON.stringify(chosen),
        [other, moved] = [this.spoken !== language, this.shown !== key];
      Object.assign(this, { spoken: language, shown: key });
      if (this.goto && other) this.answer(this.goto.querySelector("input"), true);
      if (!this.menu) return;
      this.menu.classList.toggle("active", Boolean(chosen));
      const said = this.menu.querySelector(".chosen");
      said.textContent = chosen ? this.summary(chosen) : this.say("any");
      said.title = chosen ? said.textContent : "";
      this.place(); // Longer words may have moved the menu to another line.
      if (!moved && !other) return;
      if (chosen) for (const radio of this.modes()) radio.checked = radio.value === chosen.mode;
      for (const [end, field] of Object.entries(this.fields)) {
        if (!chosen) field.value = moved ? "" : field.value;
        else if (other || !this.means(field, end, chosen[end])) this.write(field, chosen[end]);
      }
      this.echo(true);
    }

    write(field, text) {
      field.value = text === period.OPEN ? "" : typed.words(text, this.language);
    }

    say(key, values) {
      return this.timeline.words.say("time." + key, values);
    }

    summary({ mode, from, to }) {
      const words = (text) => typed.words(text, this.language);
      if (to === period.OPEN) return this.say(`shown.${mode}.since`, { from: words(from) });
      if (from === period.OPEN) return this.say(`shown.${mode}.until`, { to: words(to) });
      return this.say("shown." + mode, { period: typed.shortly(from, to, this.language) });
    }

    /* Whether a field already says, in its own way, what it should. */
    means(field, end, text) {
      const found = typed.read(field.value);
      return found.fault ? found.fault === "empty" && text === period.OPEN : found[end] === text;
    }

    /* What the two fields say, in words beside each. Faults wait until the hand has left the field. Returns the period,
       null for none, or false for one that cannot be. */
    echo(finished) {
      const from = typed.read(this.fields.from.value),
        to = typed.read(this.fields.to.value);
      const empty = (found) => found.fault === "empty";
      if (empty(from) && empty(to)) {
        this.tell(this.fields.from, "", false);
        this.tell(this.fields.to, "", false);
        return null;
      }
      const limit = (found, end) =>
        empty(found) ? this.say("unlimited") : found.fault ? null : this.dayOf(found, end);
      this.tell(this.fields.from, limit(from, "from"), finished, from);
      this.tell(this.fields.to, limit(to, "to"), finished, to);
      if ((from.fault && !empty(from)) || (to.fault && !empty(to))) return false;
      // A stretch typed into the first field alone is the whole period.
      const ends = [empty(from) ? period.OPEN : from.from, empty(to) ? period.OPEN : to.to];
      if (empty(to) && from.from !== from.to) {
        ends[1] = from.to;
        this.tell(this.fields.to, this.dayOf(from, "to"), finished, to);
      }
      const made = period.made(this.mode(), ...ends);
      if (!made) this.tell(this.fields.to, null, finished, { fault: "backward" });
      return made || false;
    }

    /* Its first or last day; of a date in Old Style, that this is the New. */
    dayOf(found, end) {
      const [first, last] = calendar.period(found[end]);
      return this.styled(found, typed.words(calendar.iso(end === "from" ? first : last), this.language));
    }

    styled({ style }, date) {
      return style ? this.say("newStyle", { date }) : date;
    }

    /* Words beside a field: what it says, or what is wrong with it. */
    tell(field, words, finished, found = {}) {
      const said = document.getElementById(field.getAttribute("aria-describedby")),
        wrong = words === null && finished;
      said.textContent = wrong ? this.complaint(field.value, found) : words || "";
      said.classList.toggle("wrong", wrong);
      if (!wrong) return field.removeAttribute("aria-invalid");
      field.setAttribute("aria-invalid", "true");
      return this.timeline.announce(said.textContent);
    }

    complaint(text, { fault, readings }) {
      if (fault !== "readings") return this.say("fault." + fault, { text: text.trim() });
      const [one, other] = readings.map(([from, to]) => typed.shortly(from, to, this.language));
      return this.say("fault.readings", { text: text.trim(), one, other, example: readings[0][0] });
    }

    /* A menu that would leave the window opens towards the other side. */
    place() {
      if (!this.menu.open) return;
      const box = this.menu.querySelector(".choices");
      box.classList.remove("leftward");
      box.classList.toggle("leftward", box.getBoundingClientRect().right > document.documentElement.clientWidth);
    }

    /* ── The filter ────────────────────────────────────────────────────────────────────────────────────── */

    modes() {
      return this.menu.querySelectorAll("[name=mode]");
    }

    mode() {
      return Array.from(this.modes()).find((radio) => radio.checked).value;
    }

    changed(event) {
      if (event.target.type === "text") this.echo(true);
      else if (this.timeline.state.period) this.apply();
    }

    key(event) {
      if (event.key !== "Enter" || event.target.type !== "text") return;
      event.preventDefault();
      this.apply();
    }

    apply() {
      const made = this.echo(true);
      if (made === false) return this.menu.querySelector("[aria-invalid]").focus();
      if (made && !this.fields.to.value.trim()) this.write(this.fields.from, made.from);
      return this.timeline.setFilter({ period: made });
    }

    click(event) {
      const button = event.target.closest("[data-time]");
      if (!button) return;
      if (button.dataset.time === "apply") this.apply();
      else if (button.dataset.time === "clear") {
        for (const field of Object.values(this.fields)) field.value = "";
        this.apply();
      } else {
        const { start, end } = this.timeline.state;
        this.timeline.setFilter({ period: { mode: this.mode(), ...period.around(start, end) } });
      }
    }

    /* ── To a date ─────────────────────────────────────────────────────────────────────────────────────── */

    answer(field, finished) {
      const found = typed.read(field.value);
      if (found.fault === "empty") this.tell(field, "", finished);
      else if (found.fault) this.tell(field, null, finished, found);
      else this.tell(field, this.styled(found, typed.daysWords(found.from, found.to, this.language)), finished);
      return found;
    }

    go(event) {
      event.preventDefault();
      const field = this.goto.querySelector("input"),
        found = this.answer(field, true);
      if (found.fault) return;
      const [first, last] = period.days(found),
        room = Math.max(0, (ROOM - (last + 1 - first)) / 2);
      const [start, end] = this.timeline.roomy(first - room, last + 1 + room);
      this.timeline.show(start, end);
      const { state } = this.timeline;
      if (first >= state.end || last < state.start) this.tell(field, null, true, { fault: "outside" });
      field.select();
    }
  }

  root.TreatyTimeline.Times = Times;
})(window);

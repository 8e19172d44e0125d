/* The menus of a bound edition. It may have tens of thousands of sources: the HTML offers the foremost, and here is the
   rest, once a menu is opened, of which a hundred are shown and any is found by typing a part of its name. What is
   chosen is always there, whoever chose it. */
(function (root) {
  "use strict";

  const { concordance } = root.TreatyTimeline;
  const SHOWN = 100;
  const FILTERS = ["party", "source"];

  const make = (name, values) => Object.assign(document.createElement(name), values);

  class Choices {
    constructor(timeline, signal) {
      Object.assign(this, { timeline, words: timeline.words, provider: timeline.provider, menus: new Map() });
      for (const name of FILTERS) {
        const said = timeline.page.querySelector(`.chosen[data-of="${name}"]`);
        if (!said) continue;
        const menu = said.closest("details"),
          box = menu.querySelector(".choices");
        this.menus.set(name, { name, menu, box, all: null });
        if (!("more" in menu.dataset)) continue;
        menu.addEventListener("toggle", () => menu.open && this.open(this.menus.get(name)), { signal });
      }
    }

    /* Every value of a menu, those of most events first: {value, text, count, language}. */
    values(name) {
      const { parties, sources } = this.provider.names(),
        { content } = this.words.payload;
      if (name === "party")
        return parties.map(([value, count]) => ({ value, text: value, count, language: content }));
      const told = sources.map(([value, text, count, language]) => ({ value, text, count, language }));
      return told.filter(({ count }) => count).sort((one, other) => other.count - one.count);
    }

    open(shown) {
      if (shown.all) return;
      this.timeline.when(
        this.provider.needNames(),
        () => this.fill(shown),
        () => this.open(shown),
      );
    }

    fill(shown) {
      if (shown.all) return;
      shown.all = this.values(shown.name);
      if (shown.all.length > SHOWN) {
        const field = make("input", { type: "search", name: "find", autocomplete: "off", className: "find" });
        this.words.name(field, "aria-label", "filter.find");
        this.words.name(field, "placeholder", "filter.find");
        field.addEventListener("input", () => this.show(shown, field.value));
        shown.field = field;
      }
      this.show(shown, "");
    }

    parts({ box, name }) {
      const inputs = Array.from(box.querySelectorAll(`input[name="${name}"]`));
      return { inputs, chosen: inputs.filter((input) => input.checked).map((input) => input.value) };
    }

    /* The chosen values, and of the others those that hold what is typed. */
    show(shown, typed) {
      const chosen = new Set(this.parts(shown).chosen),
        wanted = concordance.wanted(typed);
      const found = shown.all.filter(
        ({ value, text }) => !chosen.has(value) && wanted.every((word) => concordance.fold(text).includes(word)),
      );
      const first = shown.all.filter(({ value }) => chosen.has(value)),
        labels = [...first, ...found.slice(0, SHOWN)].map((one) =>
          this.label(shown.name, one, chosen.has(one.value)),
        );
      const focused = document.activeElement,
        held = shown.box.contains(focused) && focused !== shown.field ? focused.value : null;
      const rest = make("p", { className: "said" });
      if (found.length > SHOWN) this.words.put(rest, "filter.rest", { count: found.length - SHOWN });
      if (shown.field && shown.field.parentNode === shown.box) {
        while (shown.field.nextSibling) shown.field.nextSibling.remove();
        shown.box.append(...labels, rest);
      } else shown.box.replaceChildren(...(shown.field ? [shown.field] : []), ...labels, rest);
      const again = held === null ? null : labels.find((label) => label.firstChild.value === held);
      if (again) again.firstChild.focus();
    }

    label(name, { value, text, count, language }, checked) {
      const label = make("label"),
        input = make("input", { type: "checkbox", name, value, checked });
      label.append(input, " ", make("span", { textContent: text, lang: language || this.words.payload.content }));
      if (count !== undefined)
        label.append(" ", make("span", { className: "count", textContent: this.words.written(count) }));
      return label;
    }

    /* Have what is chosen among the choices, though it be none of the foremost; of a source that is not known yet the
       menu has the id. */
    keep(filters) {
      for (const shown of this.menus.values()) {
        const here = new Set(this.parts(shown).inputs.map((input) => input.value));
        for (const value of filters[shown.name].filter((one) => !here.has(one))) {
          const known = shown.all && shown.all.find((one) => one.value === value);
          shown.box.prepend(this.label(shown.name, known || { value, text: value }, true));
          if (shown.field) shown.box.prepend(shown.field);
          if (shown.name === "source" && !shown.all) this.open(shown);
        }
      }
    }
  }

  root.TreatyTimeline.Choices = Choices;
})(window);

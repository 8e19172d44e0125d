/* What the page says, in the language that is chosen. Elements name what they say (`data-say` and its values in
   `data-with`, `data-told` for dates, `data-say-title` and so on for attributes), so a language is put on without asking
   anyone, and whatever a script says through `put`, `tell` and `name` follows it. Text nodes and attributes only.
   The page's copy of timeline/messages.py. */
(function (root) {
  "use strict";

  const PLAIN = 1000; // below this every language of ours writes whole numbers alike
  const ATTRIBUTES = ["title", "placeholder", "aria-label", "aria-roledescription"];

  class Words {
    constructor(page, payload) {
      Object.assign(this, { page, payload, languages: Object.keys(payload.messages) });
      this.speak(payload.language); // The page stands in it already.
    }

    speak(language) {
      Object.assign(this, { language, rules: null, numbers: null });
    }

    /* What the browser knows of a language it reads from its disk: a page that opens says nothing for which it must. */
    get plurals() {
      this.rules = this.rules || new Intl.PluralRules(this.language);
      return this.rules;
    }

    /* Put the page into a language, wherever it says something itself. */
    show(language) {
      document.documentElement.lang = language;
      for (const button of this.all("[data-language]"))
        button.setAttribute("aria-pressed", String(button.dataset.language === language));
      if (language === this.language) return;
      this.speak(language);
      this.dress(this.page);
    }

    /* Put what comes from elsewhere into the language that is spoken now. */
    dress(within) {
      const all = (selector) => [...(within.matches(selector) ? [within] : []), ...within.querySelectorAll(selector)];
      for (const node of all("[data-say]")) node.textContent = this.say(node.dataset.say, valuesOf(node));
      for (const node of all("[data-told]")) node.textContent = this.told(node.dataset.told);
      for (const attribute of ATTRIBUTES) {
        const own = "data-say-" + attribute;
        for (const node of all(`[${own}]`))
          node.setAttribute(attribute, this.say(node.getAttribute(own), valuesOf(node)));
      }
      // Within a text in another language, what the page itself says is in the page's.
      for (const node of all("[data-apparatus]")) node.lang = this.language;
      return within;
    }

    all(selector) {
      return this.page.querySelectorAll(selector);
    }

    say(key, values = {}) {
      const found = this.payload.messages[this.language][key],
        text = typeof found === "string" ? found : found[this.plurals.select(values.count)];
      return text.replace(/\{(\w+)\}(\.?)/g, (_, name, stop) => {
        const value = this.written(values[name]);
        return value.endsWith(".") ? value : value + stop; // 1985 г. needs no second one
      });
    }

    /* A date, by its place in the table of dates. */
    told(place) {
      return this.payload.told[place][this.languages.indexOf(this.language)];
    }

    written(value) {
      if (typeof value !== "number" || (Number.isInteger(value) && value >= 0 && value < PLAIN)) return String(value);
      this.numbers = this.numbers || new Intl.NumberFormat(this.language, { maximumFractionDigits: 2 });
      return this.numbers.format(value);
    }

    /* Say it there, now and in any language to come. */
    put(node, key, values) {
      const held = values && JSON.stringify(values);
      if (node.dataset.say === key && node.dataset.with === held && node.isConnected) return node; // It says so already.
      node.dataset.say = key;
      if (values) node.dataset.with = held;
      else delete node.dataset.with;
      node.textContent = this.say(key, values);
      return node;
    }

    /* Nothing more is said there, in any language. */
    hush(node) {
      node.replaceChildren();
      delete node.dataset.say;
      delete node.dataset.with;
    }

    tell(node, place) {
      node.dataset.told = place;
      node.textContent = this.told(place);
      return node;
    }

    name(node, attribute, key) {
      node.setAttribute("data-say-" + attribute, key);
      node.setAttribute(attribute, this.say(key, valuesOf(node)));
    }
  }

  const valuesOf = (node) => (node.dataset.with ? JSON.parse(node.dataset.with) : undefined);

  root.TreatyTimeline.Words = Words;
})(window);

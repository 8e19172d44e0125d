/* The search: what a reader types, found in the words of events. An event is found when every word that was typed is
   somewhere within what people wrote of it, or within its date in any language. */
(function (root) {
  "use strict";

  const { Places, Shelf } = root.TreatyTimeline;
  const SEARCHED = "h3, .summary, blockquote, .speaker, .reason, .facts [lang], .facts a"; // what people wrote

  /* Letters without accents, quotes without curls: what a keyboard types finds what a printer set. */
  function fold(text) {
    const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return plain
      .replace(/[‘’‚′]/g, "'")
      .replace(/[“”„″]/g, '"')
      .toLowerCase();
  }

  const wanted = (typed) => fold(typed).split(/\s+/).filter(Boolean);

  /* Whether any of the words is so short that only beginnings of words are sought for it. */
  const short = (typed) => wanted(typed).some(isShort);

  /* All that is searched of an event: its article, if it has one, and its date as it is told in every language, so that
     the same words find the same events in each. */
  function haystack(article, dates) {
    const written = article ? Array.from(article.querySelectorAll(SEARCHED), (node) => node.textContent) : [];
    return fold([...written, ...dates].join(" "));
  }

  const LETTERS = 3; // a shorter text is sought as the beginning of a word: within words it is nearly everywhere
  // Scripts in which a letter may be a word, or no blank parts words.
  const DENSE = ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"];
  const UNPARTED = new RegExp(`[${DENSE.map((script) => `\\p{Script=${script}}`).join("")}]`, "u");
  const isShort = (text) => Array.from(text).length < LETTERS && !UNPARTED.test(text);
  const OPENERS = Array.from("\"'([{<«‹–—-~≈¿¡…*"); // what may stand before the first letter of a word, as folded
  const OPENINGS = ["", ...OPENERS, ...OPENERS.flatMap((one) => OPENERS.map((other) => one + other))];
  const KEPT = 24; // volumes of postings

  /* The words of all events, and where they stand: what is searched where no page holds the events. A wanted text has no
     blank, so it is within what is written of an event when it is within one of its words. */
  class Concordance {
    constructor(volumes, count) {
      Object.assign(this, { volumes, count, postings: new Shelf(KEPT) });
    }

    /* The places of the events that have every one of these texts. tell(done, total): volumes that came. A volume is read
       when it comes and let go: a text that is within very many words is in very many volumes. */
    async find(texts, tell = () => {}) {
      await this.open();
      const sought = texts.map((text) => ({
        places: new Places(this.count),
        words: this.byVolume(this.holding(text)),
      }));
      const wanted = new Set(sought.flatMap(({ words }) => Array.from(words.keys())));
      let done = 0;
      const read = async (number) => {
        const buffer = this.postings.get(number) || (await this.volumes.bytes(`postings-${number}`));
        this.postings.put(number, buffer);
        for (const { places, words } of sought)
          for (const word of words.get(number) || [])
            entries(buffer, word - this.cuts[number], (place) => places.add(place));
        tell((done += 1), wanted.size);
      };
      await Promise.all(Array.from(wanted, read));
      const [first, ...others] = sought.map(({ places }) => places);
      return others.reduce((found, places) => found.keep(places), first).settle();
    }

    async open() {
      if (this.cuts) return;
      const { words, cuts } = await this.volumes.json("words"),
        starts = [];
      for (let at = 0; words && at >= 0; at = words.indexOf("\n", at) + 1 || -1) starts.push(at);
      Object.assign(this, { words, cuts, starts: Uint32Array.from(starts) });
    }

    word(index) {
      const next = index + 1 < this.starts.length ? this.starts[index + 1] - 1 : this.words.length;
      return this.words.slice(this.starts[index], next);
    }

    /* Numbers of the words that have a text within them; of a short one, at their beginning, whatever opens them. */
    holding(text) {
      const found = [],
        { words, starts } = this;
      if (isShort(text)) {
        for (const opened of OPENINGS) {
          const sought = opened + text;
          let at = firstOf(starts.length, (index) => this.word(index) >= sought);
          for (; at < starts.length && this.word(at).startsWith(sought); at += 1) found.push(at);
        }
        return found;
      }
      for (let at = words.indexOf(text); at >= 0;) {
        const index = firstOf(starts.length, (one) => starts[one] > at) - 1;
        found.push(index);
        at = index + 1 < starts.length ? words.indexOf(text, starts[index + 1]) : -1;
      }
      return found;
    }

    /* Words by the volume of their postings. */
    byVolume(words) {
      const made = new Map();
      for (const word of words) {
        const volume = firstOf(this.cuts.length, (at) => this.cuts[at] > word) - 1;
        if (!made.has(volume)) made.set(volume, []);
        made.get(volume).push(word);
      }
      return made;
    }
  }

  /* The first number below `count` for which something holds that holds for all after it; `count` if for none. */
  function firstOf(count, holds) {
    let low = 0,
      high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /* Visit the places of one word in a volume of postings. */
  function entries(buffer, index, visit) {
    const view = new DataView(buffer),
      words = view.getUint32(0, true),
      head = 4 + 4 * (words + 1);
    const bytes = new Uint8Array(buffer, head),
      until = view.getUint32(4 + 4 * (index + 1), true);
    let place = 0,
      gap = 0,
      shift = 0;
    for (let at = view.getUint32(4 + 4 * index, true); at < until; at += 1) {
      gap |= (bytes[at] & 127) << shift;
      shift += 7;
      if (bytes[at] > 127) continue;
      visit((place += gap));
      gap = shift = 0;
    }
  }

  Object.assign(root.TreatyTimeline, { Concordance, concordance: { fold, wanted, haystack, short } });
})(typeof globalThis === "undefined" ? window : globalThis);

/* Citations to copy, for an event and for each of its passages: title, publisher, date, quote, address, in English, as
   citations.as_text in Python writes them, put together here from what the page holds already. The buttons are there
   while an event is shown, since without a script they could do nothing.

   An address of the timeline is given only where others can follow it: not for a file, and not for this computer. */
(function (root) {
  "use strict";

  const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
  const ENDED = /[.!?…。！？][”’"')\]」』]*$/;
  const WAYS = {
    deprecated: "Set aside: ",
    disputes: "Disputes it: ",
    mentions: "Mentions it: ",
  };
  const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;
  const SHOWN = 2500; // milliseconds for which a button says that it has copied

  const oneLine = (text) => text.split(BLANKS).filter(Boolean).join(" ");

  /* The parts as sentences in one line; the last, an address, has no full stop of its own. */
  function joined(parts) {
    const held = parts.filter(Boolean);
    return held.map((part, at) => (at < held.length - 1 && !ENDED.test(part) ? part + "." : part)).join(" ");
  }

  const within = (node, selector) => node.querySelector(selector);
  const said = (node) => (node ? oneLine(node.textContent) : "");

  /* The citation of the passage that is told at `place` among those of an event. */
  function passage(payload, event, claim, place, address) {
    const { author, publisher, issued, more, quoted } = payload.cites[event.from[place]],
      speaker = said(within(claim, ".speaker"));
    const quote = quoted && said(within(claim, "blockquote")),
      words = quote && `“${quote}”`;
    const link = within(claim, "[data-say='claim.original']"),
      at = link ? link.getAttribute("href") : address && `${address}#passage_${event.passages[place]}`;
    const where = at && more ? `${at} (${more})` : at || more;
    const title = said(within(claim.closest(".witness"), "cite"));
    // Never “Name: words”, which would make a direct quotation of what a source only reports.
    const told = words && speaker ? `${words} (attributed to ${speaker})` : words;
    return joined([author, title, publisher, issued, told, where]);
  }

  /* The claims of an event in the curator's order: the panel has them by source, each where it speaks first. */
  function claimsOf(event, article) {
    const claims = article.querySelectorAll(".claim"),
      places = Array.from(event.from.keys());
    const shown = Array.from(new Set(event.from)).flatMap((one) => places.filter((at) => event.from[at] === one));
    return places.map((place) => claims[shown.indexOf(place)]);
  }

  /* The citation of an event as an entry of the timeline, its passages below it. */
  function event(payload, event, article, address) {
    const date = payload.told[event.date][0];
    const head = [oneLine(event.title), oneLine(date), oneLine(payload.title), address && `${address}#${event.id}`];
    const below = claimsOf(event, article).map((claim, place) => {
      const way = Object.keys(WAYS).find((name) => claim.classList.contains(name));
      return `  ${way ? WAYS[way] : ""}${passage(payload, event, claim, place, "")}`;
    });
    return [joined(head), ...below].join("\n");
  }

  const make = (name, values) => Object.assign(document.createElement(name), values);

  class Citing {
    constructor(timeline, signal) {
      Object.assign(this, { timeline, page: timeline.page, words: timeline.words, undo: [] });
      root.addEventListener("timeline:select", ({ detail }) => this.dress(detail.event), { signal });
      this.page.addEventListener("click", (click) => this.click(click.target.closest(".copy")), { signal });
    }

    /* Where others can read this page; empty where only its owner can. */
    get address() {
      const whole = within(this.page, "h1 a[href]"),
        { protocol, hostname, href } = new URL(whole ? whole.getAttribute("href") : "", location.href.split("#")[0]);
      return /^https?:$/.test(protocol) && !LOCAL.test(hostname) ? href : "";
    }

    /* Give the event that is shown its buttons, and take them from the one before. */
    dress(id) {
      const shown = this.timeline.provider.event(id),
        article = shown && this.timeline.provider.panel(shown);
      if (article === this.dressed) return;
      for (const undo of this.undo.splice(0)) undo();
      this.dressed = article;
      if (!article) return;
      const add = (parent, key, values) => {
        const made = this.words.put(make("button", { type: "button", className: "copy" }), "cite.copy", values);
        this.words.name(made, "title", key);
        parent.append(" ", made);
        this.undo.push(() => made.remove());
      };
      add(within(article, ".concludes"), "cite.event");
      const count = shown.passages.length;
      claimsOf(shown, article).forEach((claim, at) => {
        add(within(claim, ".proof"), "cite.passage", { place: at + 1, count });
        this.place(within(claim, ".verified"), within(claim.closest(".witness"), "cite").title);
      });
    }

    /* Where the words stand, said in words: the HTML has the figures alone. */
    place(verified, digest) {
      const figures = verified.title,
        [start, end] = figures.split("–").map(Number);
      verified.dataset.with = JSON.stringify({ start, end, digest: digest.split(" ").pop() });
      this.words.name(verified, "title", "verified.where");
      this.undo.push(() => {
        verified.removeAttribute("data-with");
        verified.removeAttribute("data-say-title");
        verified.title = figures;
      });
    }

    click(button) {
      if (!button) return null;
      const { provider, state } = this.timeline,
        shown = provider.event(state.selected);
      return this.timeline.when(provider.needCites(shown), () => this.cite(button, shown));
    }

    cite(button, shown) {
      const article = button.closest("article.event"),
        claim = button.closest(".claim"),
        { payload } = this.timeline;
      const text = claim
        ? passage(payload, shown, claim, claimsOf(shown, article).indexOf(claim), this.address)
        : event(payload, shown, article, this.address);
      return this.copy(text).then((done) => (done ? this.copied(button) : this.offer(text, button)));
    }

    /* Whether the clipboard took it: the new way, which a file or a frame may be refused, then the old one. */
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch (refused) {
        const field = make("textarea", { className: "unseen", value: text, readOnly: true }),
          before = document.activeElement;
        this.page.append(field);
        field.select();
        const done = document.execCommand("copy");
        field.remove();
        if (before) before.focus({ preventScroll: true });
        return done;
      }
    }

    copied(button) {
      this.timeline.announce(this.words.put(make("span"), "cite.copied"));
      clearTimeout(this.timer);
      if (this.told) this.told.classList.remove("done");
      button.classList.add("done");
      this.told = button;
      this.timer = setTimeout(() => button.classList.remove("done"), SHOWN);
    }

    /* Where no clipboard can be had: the text, ready to be copied by hand. */
    offer(text, button) {
      const dialog = make("dialog", { className: "help citation" }),
        label = this.words.put(make("label"), "cite.select"),
        field = make("textarea", { value: text, readOnly: true, rows: 9, id: "_citation" }),
        form = make("form", { method: "dialog" });
      label.htmlFor = field.id;
      form.append(this.words.put(make("button"), "help.close"));
      dialog.append(label, field, form);
      dialog.addEventListener("close", () => {
        dialog.remove();
        button.focus({ preventScroll: true });
      });
      this.page.append(dialog);
      dialog.showModal();
      field.focus();
      field.select();
    }
  }

  Object.assign(root.TreatyTimeline, { Citing, citing: { claimsOf, event, passage } });
})(window);

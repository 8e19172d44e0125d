/* What a mark looks like, as strokes in pixels: the page's copy of timeline/marks.py, where the signs are explained.
   tests/corpora/marks.json is held against both. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const SYMBOL = 14,
    HALO = 12,
    STUB = 28,
    ARROW = 11,
    QUESTION = 12,
    CAP = 9,
    APART = 11,
    SHORT = 80,
    DIAMOND = 7,
    HEAD = 7,
    FAR = 2e5;

  const isSet = (doubts) => doubts.form === "one_of" || doubts.form === "all_of";
  const end = (doubts, side) => doubts.parts[side ? doubts.parts.length - 1 : 0];
  const limit = (part) => part.limit || "day";
  const isOpen = (part) => part.limit === "open";

  /* ── How much room it takes ──────────────────────────────────────────────────────────────────────── */

  function core(doubts, start, stop) {
    const long = stop - start,
      middle = (start + stop) / 2;
    let half = SYMBOL / 2;
    if (isSet(doubts)) {
      if (isWide(doubts, start, stop)) return [start, stop];
      half = Math.max(APART, long - 2 * DIAMOND) / 2;
    } else if (long >= SYMBOL) {
      return [start, stop];
    }
    return [middle - half, middle + half];
  }

  const isWide = (doubts, start, stop) => stop - start > (isSet(doubts) ? 2 * SYMBOL : SYMBOL);

  function room(doubts, start, stop) {
    const wide = isWide(doubts, start, stop);
    return [roomAt(doubts, 0, wide), roomAt(doubts, 1, wide)];
  }

  function box(doubts, start, stop) {
    const [left, right] = core(doubts, start, stop),
      [before, after] = room(doubts, start, stop);
    return [left - before, right + after];
  }

  function inset(doubts, start, stop, scale, hollow) {
    const [before, after] = room(doubts, start, stop);
    if (isSet(doubts) || (hollow && doubts.parts.some((part) => part.uncertain))) {
      const [left, right] = box(doubts, start, stop);
      return [right - left, 0];
    }
    return [before + kept(doubts, 0, scale), after + kept(doubts, 1, scale)];
  }

  /* Pixels of an arrow, or of a short doubtful end, which words must not cross. */
  function kept(doubts, side, scale) {
    const part = end(doubts, side);
    if (isOpen(part)) return ARROW;
    if (doubts.form === "date" || !(part.uncertain || part.unspecified)) return 0;
    const long = Math.max((part.last - part.first) * scale, CAP);
    return long <= SHORT ? long : 0;
  }

  function roomAt(doubts, side, wide) {
    const part = end(doubts, side);
    let pixels = isSet(doubts) ? DIAMOND : 0;
    if (fades(doubts, side)) pixels += HALO;
    else if (part.limit === "unknown") pixels += STUB;
    else if (isOpen(part) && !wide) pixels += ARROW;
    return pixels + (asks(doubts, side) ? QUESTION : 0);
  }

  function fades(doubts, side) {
    const first = Boolean(end(doubts, 0).circa),
      last = Boolean(end(doubts, 1).circa);
    if (isSet(doubts) && !first && !last) return doubts.parts.some((part) => part.circa);
    return side ? last : first;
  }

  function asks(doubts, side) {
    if (doubts.form === "interval") return Boolean(end(doubts, side).uncertain);
    return side === 1 && doubts.parts.some((part) => part.uncertain);
  }

  /* ── How it is drawn ─────────────────────────────────────────────────────────────────────────────── */

  const PLAIN = { form: "bar", start: 0, end: 0, thick: 0, fill: 0, hatch: 0, edge: "none", shape: "" };

  class Pen {
    constructor(doubts, first, last, sight, look) {
      const start = Math.max((first - sight.start) * sight.scale, -FAR),
        stop = Math.min((last - sight.start) * sight.scale, FAR);
      const [left, right] = core(doubts, start, stop);
      Object.assign(this, {
        doubts,
        look,
        sight,
        start,
        stop,
        left,
        right,
        wide: isWide(doubts, start, stop),
        made: [],
      });
    }

    line(form, start, stop, thick, more) {
      const from = Math.max(start, -this.sight.width),
        to = Math.min(stop, 2 * this.sight.width);
      if (from < to) this.made.push(Object.assign({}, PLAIN, { form, start: from, end: to, thick }, more));
    }

    bar(start, stop, thick, more) {
      this.line("bar", start, stop, thick, more);
    }

    dots(start, stop, thick) {
      this.line("dots", start, stop, thick);
    }

    symbol(shape, at, size, fill, edge) {
      this.made.push(
        Object.assign({}, PLAIN, { form: "symbol", start: at, end: at, thick: size, fill, edge, shape }),
      );
    }

    within(day) {
      const at = (day - this.sight.start) * this.sight.scale;
      const stretched = (this.right - this.left) / (this.stop - this.start);
      return Math.min(Math.max(this.left + (at - this.start) * stretched, this.left), this.right);
    }
  }

  /* doubts: {form, parts: [{limit, first, last, circa, uncertain, unspecified}]}, sight: {start, scale, width},
     look: {inside, hollow, selected} → [{form, start, end, thick, fill, hatch, edge, shape}], from the back. */
  function strokes(doubts, first, last, sight, look) {
    const pen = new Pen(doubts, first, last, sight, look);
    if (isSet(doubts)) drawSet(pen);
    else if (pen.wide || doubts.parts.some((part) => part.unspecified)) drawBar(pen);
    else drawSymbol(pen);
    drawSide(pen, 0);
    drawSide(pen, 1);
    return pen.made;
  }

  function piecesOf(pen) {
    const { doubts } = pen,
      [left, right] = drawnOf(pen),
      [first, last] = doubts.parts;
    const piece = (start, stop, part) => ({
      start,
      stop,
      hatched: Boolean(part && part.unspecified),
      dotted: Boolean(part && part.uncertain),
    });
    if (doubts.form === "date") return [piece(left, right, first)];
    let begun = left,
      ending = right;
    if (first.unspecified || first.uncertain)
      begun = Math.min(Math.max(pen.within(first.last), left + (first.uncertain ? CAP : 0)), right);
    if (last.unspecified || last.uncertain)
      ending = Math.max(Math.min(pen.within(last.first), right - (last.uncertain ? CAP : 0)), left);
    if (begun > ending) begun = ending = (begun + ending) / 2;
    const made = [];
    for (const one of [piece(left, begun, first), piece(begun, ending, null), piece(ending, right, last)]) {
      const before = made[made.length - 1];
      if (before && before.hatched === one.hatched && before.dotted === one.dotted) before.stop = one.stop;
      else if (one.start < one.stop) made.push(one);
    }
    return made;
  }

  /* The core as far as a bar is drawn: an arrow takes the place of an open end. */
  function drawnOf(pen) {
    const { doubts, left, right, wide } = pen;
    return [
      wide && isOpen(end(doubts, 0)) ? seen(pen, left, HEAD, -1) + HEAD / 2 : left,
      wide && isOpen(end(doubts, 1)) ? seen(pen, right, HEAD, 1) - HEAD / 2 : right,
    ];
  }

  function drawBar(pen) {
    const { inside, hollow, selected } = pen.look,
      [left, right] = drawnOf(pen),
      pieces = piecesOf(pen);
    const thick = inside ? 17 : 10,
      dotted = pieces.some((piece) => piece.dotted);
    for (const piece of pieces) {
      const doubtful = piece.hatched || piece.dotted;
      const fill = hollow ? 0 : doubtful ? 0.18 : inside ? 0.32 : 1;
      if (piece.hatched || fill)
        pen.bar(piece.start, piece.stop, thick, { fill, hatch: piece.hatched ? (inside ? 0.55 : 0.85) : 0 });
      if (piece.dotted) pen.dots(piece.start, piece.stop, thick + (hollow ? 5 : 0));
    }
    if (selected && dotted && !hollow) pen.bar(left, right, thick + (inside ? 2 : 6), { edge: "accent" });
    else if (selected || hollow) pen.bar(left, right, thick, { edge: selected ? "accent" : "solid" });
  }

  function drawSymbol(pen) {
    const middle = (pen.left + pen.right) / 2,
      { hollow } = pen.look;
    if (!pen.doubts.parts.some((part) => part.uncertain)) {
      pen.symbol("kind", middle, hollow ? 10 : 11, hollow ? 0 : 1, hollow ? "solid" : "paper");
    } else if (hollow) {
      pen.symbol("kind", middle, 15, 0, "dotted");
      pen.symbol("kind", middle, 7, 0, "solid");
    } else {
      pen.symbol("kind", middle, 12, 0.25, "dotted");
    }
    if (pen.look.selected) pen.symbol("ring", middle, 21, 0, "accent");
  }

  function drawSet(pen) {
    const { doubts, look, wide } = pen,
      one = doubts.form === "one_of";
    const known = doubts.parts.filter((part) => limit(part) === "day"),
      middles = middlesOf(pen, known);
    if (known.some((part) => part.unspecified) && !wide)
      pen.bar(pen.left - 5, pen.right + 5, 12, { fill: 0.18, hatch: 0.85 });
    const from = isOpen(end(doubts, 0)) ? pen.left : middles[0],
      to = isOpen(end(doubts, 1)) ? pen.right : middles[middles.length - 1];
    if (one) pen.dots(from, to, 0);
    else pen.bar(from, to, 2, { fill: 1 });
    for (const part of known) {
      const start = pen.within(part.first),
        stop = pen.within(part.last);
      if (!wide || stop - start <= SYMBOL) continue;
      const fill = part.unspecified ? 0.18 : one || part.uncertain ? 0.32 : 1;
      pen.bar(start, stop, part.unspecified ? 10 : 5, { fill, hatch: part.unspecified ? 0.85 : 0 });
      if (part.uncertain) pen.dots(start, stop, 10);
    }
    for (const [part, middle] of diamondsOf(known, middles)) {
      const fill = part.uncertain ? 0.18 : one ? 0 : 1;
      pen.symbol("diamond", middle, wide ? 11 : 9, fill, part.uncertain ? "dotted" : one ? "solid" : "paper");
    }
    if (look.hollow || look.selected)
      pen.bar(pen.left - DIAMOND, pen.right + DIAMOND, 17, { edge: look.selected ? "accent" : "solid" });
  }

  function middlesOf(pen, known) {
    const middles = known.map((part) => pen.within((part.first + part.last) / 2));
    if (pen.wide) return middles;
    if (known.length === 1) return [isOpen(end(pen.doubts, 0)) ? pen.right : pen.left];
    const least = Math.min(...middles),
      most = Math.max(...middles);
    if (least === most) return middles.map((_, index) => (index === middles.length - 1 ? pen.right : pen.left));
    return middles.map((middle) => pen.left + (middle - least) * ((pen.right - pen.left) / (most - least)));
  }

  function diamondsOf(known, middles) {
    const final = known.length - 1,
      made = [];
    let before = -FAR * 2;
    known.forEach((part, index) => {
      const middle = middles[index];
      const fits = middle - before >= APART && (index === 0 || middles[final] - middle >= APART);
      if (index !== final && !fits) return;
      made.push([part, middle]);
      before = middle;
    });
    return made;
  }

  function drawSide(pen, side) {
    const { doubts, wide, look } = pen,
      part = end(doubts, side),
      out = side ? 1 : -1;
    let at = side ? pen.right : pen.left;
    if (fades(doubts, side)) drawHalo(pen, at, side);
    if (isSet(doubts)) at += out * DIAMOND;
    if (fades(doubts, side)) {
      at += out * HALO;
    } else if (part.limit === "unknown") {
      for (const dash of [3, 12, 21]) across(pen, at + out * dash, at + out * (dash + 6), 3, 1);
      at += out * STUB;
    } else if (isOpen(part)) {
      const shape = side ? "right" : "left",
        fill = look.hollow ? 0 : 1;
      if (wide) {
        pen.symbol(shape, seen(pen, at, HEAD, out), 2 * HEAD, fill, "solid");
      } else {
        pen.symbol(shape, at + out * 4, 8, fill, "solid");
        at += out * ARROW;
      }
    }
    if (asks(doubts, side)) {
      const middle = wide ? seen(pen, at + out * QUESTION, QUESTION / 2, out) : at + (out * QUESTION) / 2;
      pen.made.push(Object.assign({}, PLAIN, { form: "question", start: middle, end: middle }));
    }
  }

  const across = (pen, near, far, thick, fill) => pen.bar(Math.min(near, far), Math.max(near, far), thick, { fill });

  /* Four layers, each shorter than the one below, from the colour of that end, or from under the symbol. */
  function drawHalo(pen, at, side) {
    const { look, wide } = pen,
      part = end(pen.doubts, side),
      out = side ? 1 : -1;
    let [start, thick, strength] = [at, 8, 1];
    if (!wide && !part.unspecified) start -= out * 3;
    else if (look.inside) [thick, strength] = [15, 0.38];
    if (look.hollow || part.uncertain || part.unspecified) strength = 0.45;
    let covered = 0;
    for (let step = 1; step < 5; step += 1) {
      const level = strength * 0.2 * step;
      across(pen, start, start + out * (((5 - step) * HALO) / 4), thick, 1 - (1 - level) / (1 - covered));
      covered = level;
    }
  }

  /* The middle of what ends at `tip`: there, or at the window's edge where the mark runs out of it. */
  function seen(pen, tip, half, out) {
    const edge = out > 0 ? pen.sight.width : 0;
    const within = out > 0 ? pen.left < edge - 2 * half : pen.right > 2 * half;
    return ((tip - edge) * out > 0 && within ? edge : tip) - out * half;
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, { marks: { strokes, box, inset, FAR, SYMBOL } });
})(typeof globalThis === "undefined" ? window : globalThis);

/* The ledger: what filters, orders and densities need to know of every event, as columns of numbers in order of time. A
   million events are a few arrays and no object at all, so that a pass over all of them takes milliseconds. It comes in
   blocks, as Python wrote them (timeline/ledger.py), or is made of the few events that a page holds. */
(function (root) {
  "use strict";

  const { Places, period } = root.TreatyTimeline;
  const EVIDENCE = ["stated", "inferred", "external", "conjecture"];
  const EARLIEST = -0x80000000, // days that stand for a side without limit
    LATEST = 0x7fffffff;
  const NOWHERE = 0xffffffff; // the tile of an event that is in none
  const HEAD = 16; // bytes

  /* Whether days need 64 bits, as Python has it (timeline/ledger.py). */
  const isWide = ([start, end]) => !(end - start < 2 ** 25 && start > -(2 ** 31) && end < 2 ** 31);

  /* One block of bytes as columns; nothing is copied. */
  function block(buffer, base, wide) {
    const [count, parties, sources, reaches] = new Uint32Array(buffer, 0, 4),
      [Day, Tile] = wide ? [Float64Array, Float64Array] : [Int32Array, Uint32Array];
    let at = HEAD;
    const column = (Type, length) => {
      at = Math.ceil(at / Type.BYTES_PER_ELEMENT) * Type.BYTES_PER_ELEMENT;
      const made = new Type(buffer, at, length);
      at += made.byteLength;
      return made;
    };
    const named = (Type, length, ...names) => Object.fromEntries(names.map((name) => [name, column(Type, length)]));
    return {
      base,
      count,
      ...named(Day, count, "start", "end", "first", "last"),
      ...named(Tile, count, "tile"),
      ...named(Uint32Array, count + 1, "partyAt", "sourceAt", "reachAt"),
      ...named(Uint32Array, parties, "party"),
      ...named(Uint32Array, sources, "source"),
      ...named(Day, reaches, "reach"),
      ...named(Uint16Array, count, "kind"),
      ...named(Uint8Array, count, "evidence", "importance"),
    };
  }

  /* Level and index of a tile, as a column has them; null for an event that is in none. */
  function tileOf(number, wide) {
    if (wide) return number < 0 ? null : [Math.floor(number / 2 ** 40), number % 2 ** 40];
    return number === NOWHERE ? null : [number >>> 24, number & 0xffffff];
  }

  const numbered = (values) => new Map(values.map((value, at) => [value, at]));

  /* The same of events that are at hand; parties and sources have the numbers of `names`. */
  function blockOf(events, names) {
    const count = events.length,
      offsets = () => new Uint32Array(count + 1);
    const made = { base: 0, count, partyAt: offsets(), sourceAt: offsets(), reachAt: offsets(), party: [] };
    Object.assign(made, { source: [], reach: [], tile: new Uint32Array(count).fill(NOWHERE) });
    for (const name of ["start", "end", "first", "last"]) made[name] = new Float64Array(count);
    for (const name of ["kind", "evidence", "importance"]) made[name] = new Uint16Array(count);
    const [parties, sources] = [numbered(names.parties), numbered(names.sources)];
    const low = (day) => (day === null ? EARLIEST : day),
      high = (day) => (day === null ? LATEST : day);
    events.forEach((event, at) => {
      const [first, last] = event.bounds;
      const { start, end, kind, importance } = event;
      const plain = { start, end, kind, importance, first: low(first), last: high(last) };
      for (const [name, value] of Object.entries({ ...plain, evidence: EVIDENCE.indexOf(event.evidence) }))
        made[name][at] = value;
      made.party.push(...event.parties.map((name) => parties.get(name)));
      made.source.push(...event.sources.map((name) => sources.get(name)));
      made.reach.push(...(event.reach || []).flatMap((part) => [low(part[0]), high(part[1])]));
      for (const name of ["party", "source", "reach"]) made[name + "At"][at + 1] = made[name].length;
    });
    return made;
  }

  /* Whether each number is wanted; null where all are. */
  function mask(wanted, values) {
    if (!wanted.length) return null;
    return Uint8Array.from(values, (value) => (wanted.includes(value) ? 1 : 0));
  }

  function any(wanted, numbers, from, until) {
    for (let at = from; at < until; at += 1) if (wanted[numbers[at]]) return true;
    return false;
  }

  function reaches(columns, at, first, last) {
    const from = columns.reachAt[at],
      until = columns.reachAt[at + 1];
    if (from === until) return columns.first[at] <= last && first <= columns.last[at];
    for (let part = from; part < until; part += 2)
      if (columns.reach[part] <= last && first <= columns.reach[part + 1]) return true;
    return false;
  }

  /* Put late ones where they belong, from behind. */
  function merged(made, size, late) {
    late.sort((one, other) => one[0] - other[0]);
    let from = size - 1;
    for (let to = size + late.length - 1; late.length; to -= 1) {
      const last = late[late.length - 1];
      if (from >= 0 && made.start[from] > last[0]) {
        for (const column of Object.values(made)) column[to] = column[from];
        from -= 1;
      } else {
        [made.start[to], made.end[to], made.place[to]] = last;
        late.pop();
      }
    }
    return made;
  }

  class Ledger {
    /* names: {parties, sources}, the names that have those numbers; size: how many events a block has. */
    constructor(payload, names, blocks, size) {
      Object.assign(this, { payload, names, blocks, size });
      this.count = blocks.reduce((sum, { count }) => sum + count, 0);
    }

    /* Of the bytes of its blocks, and of what the volume `names` says. */
    static read(payload, { parties, sources }, buffers, size) {
      const wide = isWide(payload.whole),
        names = { parties: parties.map(([name]) => name), sources: sources.map(([id]) => id) };
      const blocks = buffers.map((buffer, at) => block(buffer, at * size, wide));
      return Object.assign(new Ledger(payload, names, blocks, size), { wide });
    }

    static of(payload) {
      const all = (name) => Array.from(new Set(payload.events.flatMap((event) => event[name])));
      const names = { parties: all("parties"), sources: all("sources") };
      return new Ledger(payload, names, [blockOf(payload.events, names)], Math.max(payload.events.length, 1));
    }

    block(place) {
      return this.blocks[Math.floor(place / this.size)];
    }

    /* The day with which an event begins, and the one after its last. */
    start(place) {
      const { base, start } = this.block(place);
      return start[place - base];
    }

    end(place) {
      const { base, end } = this.block(place);
      return end[place - base];
    }

    /* Level and index of the tile that holds an event; null for none. */
    tile(place) {
      const { base, tile } = this.block(place);
      return tileOf(tile[place - base], this.wide);
    }

    /* What fits the filters and the period, of those in `found` if there are such. */
    fit({ filters, period: asked }, found) {
      const made = new Places(this.count),
        { words } = made;
      const kinds = mask(filters.kind, this.payload.kinds),
        parties = mask(filters.party, this.names.parties),
        sources = mask(filters.source, this.names.sources),
        known = mask(filters.evidence, EVIDENCE);
      const [first, last] = asked ? period.days(asked) : [],
        happened = Boolean(asked) && asked.mode === "happened",
        existed = Boolean(asked) && asked.mode === "existed";
      for (const columns of this.blocks) {
        const { base, count, kind, evidence, party, partyAt, source, sourceAt } = columns;
        for (let at = 0; at < count; at += 1) {
          if (kinds !== null && !kinds[kind[at]]) continue;
          if (known !== null && !known[evidence[at]]) continue;
          if (happened && !(first <= columns.first[at] && columns.last[at] <= last)) continue;
          if (parties !== null && !any(parties, party, partyAt[at], partyAt[at + 1])) continue;
          if (sources !== null && !any(sources, source, sourceAt[at], sourceAt[at + 1])) continue;
          if (existed && !reaches(columns, at, first, last)) continue;
          const place = base + at;
          words[place >>> 5] |= 1 << (place & 31);
        }
      }
      return (found ? made.keep(found) : made).settle();
    }

    /* How many have their middle under each of so many steps of a stretch; of all, or of those in `places`. */
    histogram(places, steps, [first, last]) {
      const counts = new Uint32Array(steps),
        scale = steps / (last - first),
        words = places && places.words;
      for (const { base, count, start, end } of this.blocks)
        for (let at = 0; at < count; at += 1) {
          if (words !== null && !((words[(base + at) >>> 5] >>> ((base + at) & 31)) & 1)) continue;
          const step = Math.floor(((start[at] + end[at]) / 2 - first) * scale);
          if (step >= 0 && step < steps) counts[step] += 1;
        }
      return Array.from(counts);
    }

    /* How many have their middle from one day to another. */
    between(places, since, until) {
      const words = places && places.words,
        [low, high] = [since * 2, until * 2];
      let found = 0;
      for (const { base, count, start, end } of this.blocks)
        for (let at = 0; at < count; at += 1) {
          const twice = start[at] + end[at];
          if (twice < low || twice > high) continue;
          if (words === null || (words[(base + at) >>> 5] >>> ((base + at) & 31)) & 1) found += 1;
        }
      return found;
    }

    /* In which lanes each event stands: bit n is set for lane n. */
    standing(by) {
      if (!this.stands) this.stands = {};
      if (this.stands[by]) return this.stands[by];
      const made = new Uint32Array(this.count),
        none = 1 << (this.payload.lanes[by].length - 1),
        bits = this.lanes(by).map((lane) => (lane < 0 ? 0 : 1 << lane));
      for (const { base, count, kind, party, partyAt } of this.blocks)
        for (let at = 0; at < count; at += 1) {
          let lanes = by === "kind" ? bits[kind[at]] : 0;
          if (by === "party") for (let own = partyAt[at]; own < partyAt[at + 1]; own += 1) lanes |= bits[party[own]];
          made[base + at] = lanes || none;
        }
      this.stands[by] = made;
      return made;
    }

    /* Events in order of their start, as columns of their own: places, starts, ends. */
    gathered(places) {
      const count = places ? places.count : this.count,
        Day = this.blocks.length ? this.blocks[0].start.constructor : Int32Array;
      const made = { place: new Uint32Array(count), start: new Day(count), end: new Day(count) },
        late = []; // which begin before one that comes earlier: nobody knows how long before their end
      const words = places && places.words;
      let size = 0,
        latest = -Infinity;
      for (const { base, count: all, start, end } of this.blocks)
        for (let at = 0; at < all; at += 1) {
          const place = base + at;
          if (words !== null && !((words[place >>> 5] >>> (place & 31)) & 1)) continue;
          if (start[at] < latest) {
            late.push([start[at], end[at], place]);
            continue;
          }
          latest = start[at];
          made.start[size] = start[at];
          made.end[size] = end[at];
          made.place[size] = place;
          size += 1;
        }
      return merged(made, size, late);
    }

    /* Lane by number of a kind or a party. */
    lanes(by) {
      const rows = this.payload.lanes[by],
        values = by === "kind" ? this.payload.kinds : this.names.parties;
      return Int32Array.from(values, (name) => rows.indexOf(name));
    }

    /* The nearest event in the next lane, above or below, that has any; its place, or -1. */
    beside(places, event, ahead, by) {
      const count = this.payload.lanes[by].length,
        standing = this.standing(by),
        words = places && places.words,
        own = lanesOf(this.payload, event, by)[0];
      const nearest = new Int32Array(count).fill(-1),
        least = new Float64Array(count).fill(Infinity),
        twice = event.start + event.end;
      for (const { base, count: all, start, end } of this.blocks)
        for (let at = 0; at < all; at += 1) {
          const place = base + at;
          if (place === event.place || (words !== null && !((words[place >>> 5] >>> (place & 31)) & 1))) continue;
          const apart = Math.abs(start[at] + end[at] - twice);
          for (let lanes = standing[place]; lanes; lanes &= lanes - 1) {
            const lane = 31 - Math.clz32(lanes & -lanes);
            if (apart >= least[lane]) continue;
            least[lane] = apart;
            nearest[lane] = place;
          }
        }
      for (let lane = own + ahead; lane >= 0 && lane < count; lane += ahead)
        if (nearest[lane] >= 0) return nearest[lane];
      return -1;
    }
  }

  /* The lanes of an event at hand, in the order of its parties; the last is for those that have none of their own. */
  function lanesOf(payload, event, by) {
    const names = payload.lanes[by],
      own = by === "kind" ? [payload.kinds[event.kind]] : event.parties;
    const lanes = Array.from(new Set(own), (name) => names.indexOf(name)).filter((lane) => lane >= 0);
    return lanes.length ? lanes : [names.length - 1];
  }

  Object.assign(root.TreatyTimeline, { Ledger, ledger: { EVIDENCE, lanesOf, tileOf } });
})(typeof globalThis === "undefined" ? window : globalThis);

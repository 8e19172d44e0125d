/* What a window shows of very many events: the foremost as marks, of all others how many there are. As with web maps, the
   whole of time is halved again and again; a window draws the tiles of every level whose tiles are at least as long as
   itself, those that it touches and the one before, and the density of what these do not hold (timeline/pyramid.py).

   `Pyramid` has the tiles that Python cut, which come in volumes. `Sieve` does the same to what matches a filter, which
   nobody can cut before: with columns of numbers it takes milliseconds. */
(function (root) {
  "use strict";

  const STEPS = 64; // of the density of a tile
  const MATCHES = [160, 64]; // that the first level holds of what matches a filter, and each tile of the others
  const DAYS = 1 << 21; // that are counted one by one
  const AT_ONCE = 250000; // events that are put into their lanes in one step
  const FINEST = 40; // levels: finer than a day in any whole

  const half = (index) => Math.floor(index / 2);

  /* Level by level, which tiles a window draws: [level, first, last]. around: how many windows more on either side;
     deeper: how many levels more, as for a window half or a quarter as long anywhere in this one. */
  function runs([first, last], levels, { start, end }, around = 0, deeper = 0) {
    const days = last - first,
      length = end - start,
      level = Math.min(levels - 1, Math.max(0, Math.floor(Math.log2(days / length))) + deeper);
    return Array.from({ length: level + 1 }, (_, at) => {
      const tiles = 2 ** at,
        within = (index) => Math.max(0, Math.min(tiles - 1, index)),
        tile = days / tiles;
      const from = Math.floor((start - around * length - first) / tile),
        to = Math.ceil((end + around * length - first) / tile) - 1;
      return [at, within(from - 1), within(to)];
    });
  }

  /* Whether any of an event may be seen from one day to another. Its rivals are seen where it is not. */
  const isNear = (event, from, to) => Boolean(event.rivals) || (event.start < to && event.end > from);

  class Pyramid {
    /* tiles: a shelf of those that are here, by name; each knows by `below` which of its halves there are. */
    constructor(payload, tiles) {
      const { levels, count } = payload.volumes;
      Object.assign(this, { whole: payload.whole, lanes: payload.lanes, levels, count, tiles });
    }

    get(level, index) {
      return this.tiles.get(`tile-${level}-${index}`);
    }

    /* Whether there is such a tile; null while its parent, which knows, is not here. */
    exists(level, index) {
      if (level === 0) return true;
      const parent = this.get(level - 1, half(index));
      if (parent) return parent.below[index % 2];
      return this.exists(level - 1, half(index)) === false ? false : null;
    }

    /* Names of tiles that a window wants, and that are not here; of those whose parents are missing, the parents. */
    missing(view, around = 0, deeper = 0) {
      const names = [];
      for (const [level, first, last] of runs(this.whole, this.levels, view, around, deeper))
        for (let index = first; index <= last; index += 1)
          if (!this.get(level, index) && this.exists(level, index)) names.push(`tile-${level}-${index}`);
      return names;
    }

    /* The events that are here for a window and for the way that a hand may drag it. */
    events(view) {
      const length = view.end - view.start,
        found = [];
      for (const [level, first, last] of runs(this.whole, this.levels, view, 1))
        for (let index = first; index <= last; index += 1) {
          const tile = this.get(level, index);
          if (!tile) continue;
          for (const event of tile.events)
            if (isNear(event, view.start - length, view.end + length)) found.push(event);
        }
      return found;
    }

    /* How many more there are; where a tile is not here, or there is none, the nearest coarser one tells enough. Null
       where one tile has them all. As long as it stays the same, it is the same object. */
    density(view) {
      if (this.levels === 1 && this.get(0, 0).events.length === this.count) return null;
      const [level, first, last] = runs(this.whole, this.levels, view, 1).pop(),
        tiles = [];
      for (let index = first; index <= last; index += 1) {
        let [at, of] = [level, index];
        while (at > 0 && !this.get(at, of)) [at, of] = [at - 1, half(of)];
        tiles.push([at, of]);
      }
      const name = `${level} ${first} ${view.by} ${tiles.join(" ")}`;
      if (this.told === name) return this.counts;
      const made = emptied(this.whole, level, first, last, this.lanes[view.by].length);
      tiles.forEach(([at, of], place) => {
        const share = 2 ** (level - at),
          from = (first + place - of * share) * STEPS;
        this.get(at, of).density[view.by].forEach((counts, lane) => {
          for (let step = 0; step < STEPS; step += 1)
            made.counts[lane][place * STEPS + step] = counts[Math.floor((from + step) / share)];
        });
      });
      Object.assign(this, { told: name, counts: made });
      return made;
    }
  }

  /* A density of these tiles, with nothing counted. */
  function emptied([first, last], level, from, to, lanes) {
    const tile = (last - first) / 2 ** level,
      steps = (to - from + 1) * STEPS;
    const counts = Array.from({ length: lanes }, () => new Array(steps).fill(0));
    return { start: first + from * tile, step: tile / STEPS, counts };
  }

  /* A number of 18 bits that has nothing to do with time, for the order of what is equally important. */
  function scattered(place) {
    let mixed = Math.imul(place ^ (place >>> 16), 0x45d9f3b);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
    return (mixed ^ (mixed >>> 16)) >>> 14;
  }

  /* The least of very many, by a number of each. */
  class Least {
    constructor(most) {
      Object.assign(this, { most, limit: Infinity, found: [] });
    }

    add(number, at) {
      if (number >= this.limit) return;
      this.found.push([number, at]);
      if (this.found.length >= 4 * this.most) this.cut();
    }

    cut() {
      this.found.sort((one, other) => one[0] - other[0]);
      if (this.found.length > this.most) this.limit = this.found[this.most][0];
      this.found.length = Math.min(this.found.length, this.most);
      return this.found;
    }
  }

  /* How many of an ascending column are below a number, or not above it. */
  function below(column, number, orAt = false) {
    let low = 0,
      high = column.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (column[middle] < number || (orAt && column[middle] === number)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* Put whole days in order: by counting, unless they are too far apart. */
  function ascending(column, [first, last]) {
    const low = Math.floor(first),
      days = Math.ceil(last) - low + 1;
    if (days > DAYS) return column.sort();
    const counts = new Uint32Array(days);
    for (let at = 0; at < column.length; at += 1) counts[column[at] - low] += 1;
    for (let day = 0, at = 0; day < days; day += 1)
      for (let left = counts[day]; left > 0; left -= 1, at += 1) column[at] = low + day;
    return column;
  }

  class Sieve {
    constructor(payload, columns, places) {
      const [first, last] = payload.whole;
      Object.assign(this, { whole: payload.whole, lanes: payload.lanes, columns, ...columns.gathered(places) });
      this.levels = Math.max(1, Math.min(FINEST, Math.floor(Math.log2(last - first))) + 1);
      this.levelOf = new Uint8Array(this.place.length).fill(255); // of the tile that holds it, where that is known
      Object.assign(this, { held: new Map(), densities: new Map(), sorted: {} });
      this.numbers = this.rank();
    }

    /* The less the number, the more important the event; then what coarse tiles hold, which are here or come first. */
    rank() {
      const { columns, place } = this,
        numbers = new Uint32Array(place.length);
      for (let at = 0; at < place.length; at += 1) {
        const { base, importance, tile } = columns.blocks[Math.floor(place[at] / columns.size)],
          own = place[at] - base,
          level = columns.wide ? Math.floor(tile[own] / 2 ** 40) : tile[own] >>> 24;
        numbers[at] = (((255 - importance[own]) << 24) | ((level & 63) << 18) | scattered(place[at])) >>> 0;
      }
      return numbers;
    }

    length(level) {
      return (this.whole[1] - this.whole[0]) / 2 ** level;
    }

    /* The index of the tile of a level in which a day lies. */
    index(day, level) {
      return Math.max(0, Math.min(2 ** level - 1, Math.floor((day - this.whole[0]) / this.length(level))));
    }

    /* What a tile holds: of what starts in it and no coarser tile holds, some that last long, then the foremost. */
    tile(level, index) {
      const name = `${level}-${index}`;
      if (this.held.has(name)) return this.held.get(name);
      if (level > 0) this.tile(level - 1, half(index));
      const most = MATCHES[Math.min(level, 1)],
        [lasting, others] = [new Least(most / 4), new Least(most)],
        long = this.length(level) / 2,
        from = this.whole[0] + index * this.length(level),
        { start, end, levelOf, numbers } = this;
      const until = index === 2 ** level - 1 ? start.length : below(start, from + this.length(level) + 1);
      for (let at = index === 0 ? 0 : below(start, from - 1); at < until; at += 1) {
        if (levelOf[at] < level || (numbers[at] >= others.limit && !(end[at] - start[at] > long))) continue;
        if (this.index(start[at], level) !== index) continue;
        others.add(numbers[at], at);
        if (end[at] - start[at] > long) lasting.add(numbers[at], at);
      }
      const held = new Set(lasting.cut().map(([, at]) => at));
      for (const [, at] of others.cut()) if (held.size < most) held.add(at);
      for (const at of held) levelOf[at] = level;
      this.held.set(name, Array.from(held));
      return this.held.get(name);
    }

    /* The places of the events to draw, in order; around: how many windows more on either side. */
    drawn(view, around) {
      const from = view.start - around * (view.end - view.start),
        to = view.end + around * (view.end - view.start),
        found = [];
      for (const [level, first, last] of runs(this.whole, this.levels, view, around))
        for (let index = first; index <= last; index += 1)
          for (const at of this.tile(level, index))
            if (this.start[at] < to && this.end[at] > from) found.push(this.place[at]);
      return found.sort((one, other) => one - other);
    }

    /* As in a pyramid. */
    density(view) {
      if (this.place.length <= MATCHES[0]) return null;
      const [level, first, last] = runs(this.whole, this.levels, view, 1).pop(),
        name = `${level} ${first} ${last} ${view.by}`;
      if (this.told === name) return this.counts;
      const made = emptied(this.whole, level, first, last, this.lanes[view.by].length);
      for (let index = first; index <= last; index += 1)
        this.counted(level, index, view.by).forEach((counts, lane) => {
          for (let step = 0; step < STEPS; step += 1)
            made.counts[lane][(index - first) * STEPS + step] = counts[step];
        });
      Object.assign(this, { told: name, counts: made });
      return made;
    }

    /* Under each step of a tile, lane by lane: how many are there and not drawn there. */
    counted(level, index, by) {
      const name = `${level}-${index}-${by}`;
      if (this.densities.has(name)) return this.densities.get(name);
      const step = this.length(level) / STEPS,
        from = this.whole[0] + index * this.length(level),
        edges = Array.from({ length: STEPS + 1 }, (_, at) => from + at * step);
      // How many began before a step ends, less how many ended before it begins.
      const made = this.inLanes(by).map(({ start, end }) =>
        Int32Array.from({ length: STEPS }, (_, at) => below(start, edges[at + 1]) - below(end, edges[at], true)),
      );
      const standing = this.columns.standing(by);
      for (let at = 0; at <= level; at += 1) {
        const tile = Math.floor(index / 2 ** (level - at));
        for (const held of [...(tile > 0 ? this.tile(at, tile - 1) : []), ...this.tile(at, tile)]) {
          if (this.start[held] >= edges[STEPS] || this.end[held] <= from) continue;
          const first = below(edges, this.start[held], true) - 1,
            until = below(edges, this.end[held]);
          for (let lanes = standing[this.place[held]]; lanes; lanes &= lanes - 1) {
            const counts = made[31 - Math.clz32(lanes & -lanes)];
            for (let under = Math.max(first, 0); under < Math.min(until, STEPS); under += 1) counts[under] -= 1;
          }
        }
      }
      this.densities.set(name, made);
      return made;
    }

    /* The starts and the ends of the events in each lane, each column ascending. */
    inLanes(by) {
      for (const _ of this.sorting(by)); // Step by step, without a pause.
      return this.sorted[by];
    }

    /* The same in steps, between which the page answers hands: with a million events all of them take too long. */
    async sort(by) {
      for (const _ of this.sorting(by)) await new Promise((done) => setTimeout(done, 0));
    }

    *sorting(by) {
      if (this.sorted[by]) return;
      yield;
      const standing = this.columns.standing(by),
        { place, start, end } = this,
        sizes = new Uint32Array(this.lanes[by].length);
      yield;
      for (let at = 0; at < place.length; at += 1)
        for (let lanes = standing[place[at]]; lanes; lanes &= lanes - 1) sizes[31 - Math.clz32(lanes & -lanes)] += 1;
      const made = Array.from(sizes, (size) => ({
        start: new start.constructor(size),
        end: new start.constructor(size),
      }));
      sizes.fill(0);
      for (let from = 0; from < place.length; from += AT_ONCE) {
        yield;
        for (let at = from; at < Math.min(from + AT_ONCE, place.length); at += 1)
          for (let lanes = standing[place[at]]; lanes; lanes &= lanes - 1) {
            const lane = 31 - Math.clz32(lanes & -lanes);
            made[lane].start[sizes[lane]] = start[at];
            made[lane].end[sizes[lane]] = end[at];
            sizes[lane] += 1;
          }
      }
      for (const { end: column } of made) {
        yield;
        ascending(column, this.whole);
      }
      this.sorted[by] = made;
    }
  }

  Object.assign(root.TreatyTimeline, { Pyramid, Sieve, pyramid: { runs } });
})(typeof globalThis === "undefined" ? window : globalThis);

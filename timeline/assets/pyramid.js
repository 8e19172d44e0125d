/* What a window shows of very many events: the foremost as marks, of all others how many there are. As with web maps, the
   whole of time is halved again and again; a window draws the tiles of every level whose tiles are at least as long as
   itself, those that it touches and the one before, and the density of what these do not hold (timeline/pyramid.py).

   `Pyramid` has the tiles that Python cut, which come in volumes. `Sieve` does the same to what matches a filter, which
   nobody can cut before: with columns of numbers it takes milliseconds. */
(function (root) {
  "use strict";

  const { ledger } = root.TreatyTimeline;
  const STEPS = 64; // of the density of a tile
  const MATCHES = [160, 80]; // that the first level holds of what matches a filter, and each tile of the others
  const FINEST = 40; // levels: finer than a day in any whole

  const half = (index) => Math.floor(index / 2);

  /* Level by level, which tiles a window draws: [level, first, last]. around: how many windows more on either side. */
  function runs([first, last], levels, { start, end }, around = 0) {
    const days = last - first,
      length = end - start,
      level = Math.max(0, Math.min(levels - 1, Math.floor(Math.log2(days / length))));
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
      Object.assign(this, { whole: payload.whole, lanes: payload.lanes, levels: payload.volumes.levels, tiles });
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
    missing(view, around = 0) {
      const names = [];
      for (const [level, first, last] of runs(this.whole, this.levels, view, around))
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

    /* How many more there are; where a tile is not here, or there is none, the nearest coarser one tells enough. */
    density(view) {
      const [level, first, last] = runs(this.whole, this.levels, view, 1).pop();
      const made = emptied(this.whole, level, first, last, this.lanes[view.by].length);
      for (let index = first; index <= last; index += 1) {
        let [at, of] = [level, index];
        while (at > 0 && !this.get(at, of)) [at, of] = [at - 1, half(of)];
        const tile = this.get(at, of);
        if (!tile) continue;
        const share = 2 ** (level - at),
          from = (index - of * share) * STEPS;
        tile.density[view.by].forEach((counts, lane) => {
          for (let step = 0; step < STEPS; step += 1)
            made.counts[lane][(index - first) * STEPS + step] = counts[Math.floor((from + step) / share)];
        });
      }
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

  /* A number that has nothing to do with time, for the order of what is equally important. */
  function scattered(place) {
    let mixed = Math.imul(place ^ (place >>> 16), 0x45d9f3b);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }

  /* The least of very many, by a number of each. */
  class Least {
    constructor(most) {
      Object.assign(this, { most, limit: Infinity, found: [] });
    }

    add(number, place) {
      if (number >= this.limit) return;
      this.found.push([number, place]);
      if (this.found.length >= 4 * this.most) this.cut();
    }

    cut() {
      this.found.sort((one, other) => one[0] - other[0]);
      if (this.found.length > this.most) this.limit = this.found[this.most][0];
      this.found.length = Math.min(this.found.length, this.most);
      return this.found;
    }
  }

  class Sieve {
    constructor(payload, columns, places) {
      Object.assign(this, { whole: payload.whole, lanes: payload.lanes, columns, places });
      const [first, last] = payload.whole;
      this.levels = Math.max(1, Math.min(FINEST, Math.floor(Math.log2(last - first))) + 1);
      this.held = new Map();
      this.levelOf = new Uint8Array(columns.count).fill(255);
      this.densities = new Map();
    }

    length(level) {
      return (this.whole[1] - this.whole[0]) / 2 ** level;
    }

    /* The index of the tile of a level in which a day lies. */
    index(day, level) {
      return Math.max(0, Math.min(2 ** level - 1, Math.floor((day - this.whole[0]) / this.length(level))));
    }

    /* The places that a tile holds: of what starts in it and no coarser tile holds, some that last long, then the
       foremost. */
    tile(level, index) {
      const name = `${level}-${index}`;
      if (this.held.has(name)) return this.held.get(name);
      if (level > 0) this.tile(level - 1, half(index));
      const most = MATCHES[Math.min(level, 1)],
        [lasting, others] = [new Least(most / 2), new Least(most + most / 2)],
        long = this.length(level) / 2,
        from = this.whole[0] + index * this.length(level),
        to = from + this.length(level);
      const first = index === 0 ? -Infinity : from - 1,
        last = index === 2 ** level - 1 ? Infinity : to + 1;
      this.columns.beginning(this.places, first, last, (columns, at, place) => {
        if (this.levelOf[place] < level || this.index(columns.start[at], level) !== index) return;
        const number = this.foremost(columns, at, place);
        if (columns.end[at] - columns.start[at] > long) lasting.add(number, place);
        others.add(number, place);
      });
      const places = new Set(lasting.cut().map(([, place]) => place));
      for (const [, place] of others.cut()) if (places.size < most) places.add(place);
      for (const place of places) this.levelOf[place] = level;
      this.held.set(name, Array.from(places));
      return this.held.get(name);
    }

    /* The less, the more important; then what coarse tiles hold, which are here or come first. */
    foremost({ importance, tile }, at, place) {
      const found = ledger.tileOf(tile[at], this.columns.wide),
        level = found ? found[0] : 63;
      return ((255 - importance[at]) * 64 + level) * 2 ** 32 + scattered(place);
    }

    /* The places of the events to draw, in order; around: how many windows more on either side. */
    drawn(view, around) {
      const from = view.start - around * (view.end - view.start),
        to = view.end + around * (view.end - view.start),
        found = [];
      for (const [level, first, last] of runs(this.whole, this.levels, view, around))
        for (let index = first; index <= last; index += 1)
          for (const place of this.tile(level, index))
            if (this.columns.value("start", place) < to && this.columns.value("end", place) > from) found.push(place);
      return found.sort((one, other) => one - other);
    }

    density(view) {
      const [level, first, last] = runs(this.whole, this.levels, view, 1).pop();
      const made = emptied(this.whole, level, first, last, this.lanes[view.by].length);
      for (let index = first; index <= last; index += 1)
        this.counted(level, index, view.by).forEach((counts, lane) => {
          for (let step = 0; step < STEPS; step += 1)
            made.counts[lane][(index - first) * STEPS + step] = counts[step];
        });
      return made;
    }

    /* Under each step of a tile, lane by lane: how many are there and not drawn there. */
    counted(level, index, by) {
      const name = `${level}-${index}-${by}`;
      if (this.densities.has(name)) return this.densities.get(name);
      const count = this.lanes[by].length,
        lanes = this.columns.lanes(by),
        step = this.length(level) / STEPS,
        from = this.whole[0] + index * this.length(level);
      // Where more begin, and where they end: summed up, how many there are.
      const changes = Array.from({ length: count }, () => new Int32Array(STEPS + 1));
      for (let at = 0; at <= level; at += 1) {
        const tile = Math.floor(index / 2 ** (level - at));
        this.tile(at, tile);
        if (tile > 0) this.tile(at, tile - 1);
      }
      this.columns.touching(this.places, from, from + this.length(level), (columns, at, place) => {
        const own = this.levelOf[place];
        if (own <= level) {
          const back = Math.floor(index / 2 ** (level - own)) - this.index(columns.start[at], own);
          if (back === 0 || back === 1) return;
        }
        const first = Math.max(0, Math.floor((columns.start[at] - from) / step)),
          last = Math.min(STEPS, Math.ceil((columns.end[at] - from) / step));
        if (first >= last) return;
        ledger.inLanes(columns, at, by, lanes, count, (lane) => {
          changes[lane][first] += 1;
          changes[lane][last] -= 1;
        });
      });
      for (const counts of changes) for (let at = 1; at < STEPS; at += 1) counts[at] += counts[at - 1];
      this.densities.set(name, changes);
      return changes;
    }
  }

  Object.assign(root.TreatyTimeline, { Pyramid, Sieve, pyramid: { runs } });
})(typeof globalThis === "undefined" ? window : globalThis);

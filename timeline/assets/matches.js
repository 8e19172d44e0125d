/* What matches: a set of places, in any order of the list, and counted. Knows nothing of where events come from: what is
   not here is asked of the provider, and then the answer is a promise. */
(function (root) {
  "use strict";

  const { Places } = root.TreatyTimeline;

  const waits = (value) => Boolean(value) && typeof value.then === "function";

  /* Go on with a value, now or when it is there. */
  const after = (value, next) => (waits(value) ? value.then(next) : next(value));

  /* Where an event stands in time, as the list goes by start, middle or end. */
  const KEYS = {
    start: (start) => start,
    middle: (start, end) => (start + end) / 2,
    end: (start, end) => end - 1,
  };

  class Matches {
    /* provider: {count, ledger(), sequence(sort), told: {histogram, between, first}}; places: null for all of them. */
    constructor(provider, places) {
      Object.assign(this, { provider, places, all: places === null, orders: new Map() });
      this.count = this.all ? provider.count : places.count;
    }

    has(event) {
      return Boolean(event) && (this.all || this.places.has(event.place));
    }

    /* The matches in an order: "start", "middle" or "end". */
    order(sort) {
      const made =
        this.orders.get(sort) || after(this.provider.sequence(sort), (sequence) => new Order(this, sort, sequence));
      this.orders.set(sort, made);
      if (waits(made))
        made.then(
          (order) => this.orders.set(sort, order),
          () => this.orders.delete(sort),
        );
      return made;
    }

    /* How many have their middle under each step of the whole. */
    histogram(steps) {
      const told = this.all && this.provider.told.histogram(steps);
      return told || this.provider.ledgerHere().histogram(this.places, steps, this.provider.payload.fit);
    }

    /* How many have their middle from one day to another; the eras of the page are counted by it. */
    countBetween(since, until) {
      if (since === -Infinity && until === Infinity) return this.count;
      const told = this.all ? this.provider.told.between(since, until) : undefined;
      return told === undefined ? this.provider.ledgerHere().between(this.places, since, until) : told;
    }

    /* The nearest match in the next lane that has any, above or below an event; its place, or -1. */
    beside(event, ahead, by) {
      return after(this.provider.ledger(), (ledger) => ledger.beside(this.places, event, ahead, by));
    }
  }

  class Order {
    /* sequence: null where it is that of time, else {places, ranks}: which place is where, and where each place is. */
    constructor(matches, sort, sequence) {
      Object.assign(this, { matches, sort, sequence, length: matches.count });
      const { places } = matches;
      this.members = places;
      if (!sequence || !places) return;
      const members = new Places(places.size);
      places.each((place) => members.add(sequence.ranks[place]));
      this.members = members.settle();
    }

    /* The place of the event that stands there, from 0. */
    at(index) {
      const rank = this.members ? this.members.at(index) : index;
      return this.sequence ? this.sequence.places[rank] : rank;
    }

    /* Where an event of that place stands, or -1; so too for what is no place. */
    rank(place) {
      if (!Number.isInteger(place) || place < 0 || place >= this.matches.provider.count) return -1;
      const at = this.sequence ? this.sequence.ranks[place] : place;
      if (!this.members) return at;
      return this.members.has(at) ? this.members.rank(at) : -1;
    }

    /* Where the first stands that begins in a window (ends in it, by end), else the first that is seen in it; -1 for
       none. */
    first(start, end) {
      const { provider } = this.matches,
        told = this.matches.all && this.sort === "start" ? provider.told.first(start, end) : undefined;
      return told === undefined ? after(provider.ledger(), (ledger) => this.found(ledger, start, end)) : told;
    }

    found(ledger, start, end) {
      const key = KEYS[this.sort];
      let seen = -1;
      const rank = this.search((place) => {
        const from = ledger.start(place),
          to = ledger.end(place),
          day = key(from, to);
        if (seen < 0 && from < end && to > start) seen = place;
        return day >= start && day < end;
      });
      return rank >= 0 ? rank : seen < 0 ? -1 : this.rank(seen);
    }

    /* Where the first stands that is seen in a window; -1 for none. */
    seen(start, end) {
      return after(this.matches.provider.ledger(), (ledger) =>
        this.search((place) => ledger.end(place) > start && ledger.start(place) < end),
      );
    }

    /* Where the first stands of which something is so; -1 for none. */
    search(holds) {
      const { members, sequence } = this,
        count = sequence ? sequence.places.length : this.matches.provider.count;
      for (let rank = 0; rank < count; rank += 1) {
        if (members && !members.has(rank)) continue;
        if (holds(sequence ? sequence.places[rank] : rank)) return members ? members.rank(rank) : rank;
      }
      return -1;
    }
  }

  Object.assign(root.TreatyTimeline, { Matches, waits, after });
})(typeof globalThis === "undefined" ? window : globalThis);

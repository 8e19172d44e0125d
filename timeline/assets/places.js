/* A set of places in the order of time, one bit for each event of the edition: a million events are 125 kB, and to count
   those before a place, or to find the n-th, takes no walk through them. */
(function (root) {
  "use strict";

  function ones(bits) {
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }

  class Places {
    constructor(size) {
      Object.assign(this, { size, words: new Uint32Array((size + 31) >>> 5), before: null, count: 0 });
    }

    static of(size, members) {
      const made = new Places(size);
      for (const place of members) made.add(place);
      return made.settle();
    }

    add(place) {
      this.words[place >>> 5] |= 1 << (place & 31);
    }

    has(place) {
      return ((this.words[place >>> 5] >>> (place & 31)) & 1) === 1;
    }

    /* Leave only what is in the other set as well. */
    keep(other) {
      for (let at = 0; at < this.words.length; at += 1) this.words[at] &= other.words[at];
      return this;
    }

    /* Count, when all have been added. */
    settle() {
      const { words } = this,
        before = new Uint32Array(words.length + 1);
      for (let at = 0; at < words.length; at += 1) before[at + 1] = before[at] + ones(words[at]);
      return Object.assign(this, { before, count: before[words.length] });
    }

    /* How many there are before a place. */
    rank(place) {
      const at = place >>> 5;
      return this.before[at] + ones(this.words[at] & ((1 << (place & 31)) - 1));
    }

    /* The n-th, from 0. */
    at(index) {
      let low = 0,
        high = this.words.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (this.before[middle] <= index) low = middle;
        else high = middle - 1;
      }
      let bits = this.words[low];
      for (let left = index - this.before[low]; left > 0; left -= 1) bits &= bits - 1;
      return low * 32 + 31 - Math.clz32(bits & -bits);
    }

    /* Each from `from` up to `until`, in order. */
    each(visit, from = 0, until = this.size) {
      for (let word = from >>> 5; word * 32 < until; word += 1) {
        for (let bits = this.words[word]; bits; bits &= bits - 1) {
          const place = word * 32 + 31 - Math.clz32(bits & -bits);
          if (place >= until) return;
          if (place >= from) visit(place);
        }
      }
    }
  }

  root.TreatyTimeline.Places = Places;
})(typeof globalThis === "undefined" ? window : globalThis);

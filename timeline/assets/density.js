/* Where events lie that are not drawn apart, as a quiet strip at the foot of each lane: the page's copy of
   timeline/density.py. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const HIGH = 8,
    LIFT = 2;

  /* For each lane the shapes of its strip between two days, each a list of [day, pixels above the foot]. `beyond`: so many
     days more on either side, which change no height: a hand that drags them in sees none jump. */
  function outlines({ start: origin, step, counts }, start, end, beyond = 0) {
    const before = (day) => Math.max(0, Math.floor((day - origin) / step)),
      first = before(start - beyond);
    const within = (from, to) =>
      counts.map((lane) => Array.from(lane).slice(before(from), Math.floor((to - origin) / step) + 1));
    const most = Math.log1p(Math.max(0, ...within(start, end).flat())) || 1;
    return within(start - beyond, end + beyond).map((lane) => {
      const made = [];
      let last = 0;
      lane.forEach((count, index) => {
        if (count) {
          const left = origin + (first + index) * step,
            right = left + step,
            high = LIFT + HIGH * Math.min(1, Math.log1p(count) / most);
          if (last) made[made.length - 1].pop();
          else made.push([[left, LIFT]]);
          made[made.length - 1].push([left, high], [right, high], [right, LIFT]);
        }
        last = count;
      });
      return made;
    });
  }

  /* The step in which a day lies, and how many events lie under it: {start, end, count}, or null. */
  function under({ start, step, counts }, lane, day) {
    const at = Math.floor((day - start) / step),
      count = (counts[lane] || [])[at];
    return count ? { start: start + at * step, end: start + (at + 1) * step, count } : null;
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, { density: { outlines, under } });
})(typeof globalThis === "undefined" ? window : globalThis);

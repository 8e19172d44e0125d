/* Where events lie that are not drawn apart, as a quiet strip at the foot of each lane: the page's copy of
   timeline/density.py. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const HIGH = 8,
    LIFT = 2;

  /* For each lane the shapes of its strip between two days, each a list of [day, pixels above the foot]. */
  function outlines({ start: origin, step, counts }, start, end) {
    const first = Math.max(0, Math.floor((start - origin) / step)),
      last = Math.floor((end - origin) / step) + 1;
    const shown = counts.map((lane) => Array.from(lane).slice(first, Math.max(first, last)));
    const most = Math.log1p(Math.max(0, ...shown.flat())) || 1;
    return shown.map((lane) => {
      const made = [];
      let before = 0;
      lane.forEach((count, index) => {
        if (count) {
          const left = origin + (first + index) * step,
            right = left + step,
            high = LIFT + (HIGH * Math.log1p(count)) / most;
          if (before) made[made.length - 1].pop();
          else made.push([[left, LIFT]]);
          made[made.length - 1].push([left, high], [right, high], [right, LIFT]);
        }
        before = count;
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

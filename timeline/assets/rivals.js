/* Rival dates as drawn beside their mark: the page's copy of timeline/rival_ticks.py, where the signs are explained.
   tests/test_rival_ticks.py holds one against the other. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const { FAR, SYMBOL } = root.TreatyTimeline.marks;
  const GAP = 5,
    SLIM = 5,
    CLEAR = 4,
    LEAST = 9,
    TOUCH = 0.5,
    RUN = { day: 0, open: 15, unknown: 16 },
    HEIGHT = 13,
    CAP = 9,
    WEIGHT = { preferred: 3.2, normal: 1.8, deprecated: 1 },
    HAIR = 0.5;

  const PLAIN = { form: "bar", start: 0, end: 0, thick: 0, fill: 0, hatch: 0, edge: "none", shape: "" };

  const leftOf = (tick) => tick.start - RUN[tick.before];
  const rightOf = (tick) => tick.end + RUN[tick.after];
  const middleOf = (tick) => (tick.start + tick.end) / 2;
  const inPlace = (a, b) => a.start - b.start || a.end - b.end || a.rival - b.rival;

  /* rivals: [{start, end, stretches?, limits?, rank}] as in the payload, sight: {start, scale, width}, box: [left, right]
     of the mark → [{rival, start, end, before, after, wide, cut}], from left to right. */
  function ticks(rivals, sight, box) {
    const found = rivals.flatMap((rival, index) => foundOf(rival, index, sight)),
      middle = (box[0] + box[1]) / 2;
    const right = found.filter((tick) => middleOf(tick) >= middle).sort(inPlace);
    const left = found.filter((tick) => middleOf(tick) < middle);
    left.sort((a, b) => b.end - a.end || b.start - a.start || a.rival - b.rival);
    return [...beside(left, box[0], -1), ...beside(right, box[1], 1)].sort(inPlace);
  }

  function foundOf(rival, index, sight) {
    const stretches = rival.stretches || [[rival.start, rival.end]],
      limits = rival.limits || ["day", "day"],
      made = [];
    stretches.forEach(([first, last], place) => {
      let start = Math.max((first - sight.start) * sight.scale, -FAR),
        end = Math.min((last - sight.start) * sight.scale, FAR);
      const wide = end - start > SYMBOL,
        middle = (start + end) / 2;
      if (!wide) [start, end] = [middle - SLIM / 2, middle + SLIM / 2];
      const before = place === 0 ? limits[0] : "day",
        after = place === stretches.length - 1 ? limits[1] : "day";
      const tick = { rival: index, start, end, before, after, wide, cut: "" };
      if (rightOf(tick) > 0 && leftOf(tick) < sight.width) made.push(tick);
    });
    return made;
  }

  function beside(found, edge, out) {
    let cursor = edge + out * CLEAR;
    return found.map((given) => {
      const tick = given.wide ? cutOff(given, edge, out) : given;
      if (tick.wide) return tick;
      const near = out > 0 ? leftOf(tick) : rightOf(tick),
        moved = Math.max(0, (cursor - near) * out) * out;
      const there = { ...tick, start: tick.start + moved, end: tick.end + moved };
      cursor = (out > 0 ? rightOf(there) : leftOf(there)) + out * CLEAR;
      return there;
    });
  }

  function cutOff(tick, edge, out) {
    const nearest = edge + out * CLEAR,
      near = out > 0 ? leftOf(tick) : rightOf(tick),
      under = (near - edge) * out < -TOUCH;
    if ((near - nearest) * out >= 0) return tick;
    if (out > 0) {
      if (tick.end - nearest < LEAST) return { ...tick, start: tick.end - SLIM, before: "day", wide: false };
      return { ...tick, start: nearest, before: "day", cut: under ? "left" : "" };
    }
    if (nearest - tick.start < LEAST) return { ...tick, end: tick.start + SLIM, after: "day", wide: false };
    return { ...tick, end: nearest, after: "day", cut: under ? "right" : "" };
  }

  /* The room that ticks take on both sides, as an item of the layout says it. */
  function wings(drawn, box) {
    const middle = (box[0] + box[1]) / 2,
      left = drawn.filter((tick) => middleOf(tick) < middle),
      right = drawn.filter((tick) => middleOf(tick) >= middle);
    return {
      wing_left: left.length ? box[0] - Math.min(...left.map(leftOf)) : 0,
      wing_right: right.length ? Math.max(...right.map(rightOf)) - box[1] : 0,
      free_left: left.length ? box[0] - Math.max(...left.map(rightOf)) : 0,
      free_right: right.length ? Math.min(...right.map(leftOf)) - box[1] : 0,
    };
  }

  /* A bar as far as a drag can bring it into the window. */
  function bar(made, sight, start, end, thick, more) {
    const from = Math.max(start, -sight.width),
      to = Math.min(end, 2 * sight.width);
    if (from < to) made.push(Object.assign({}, PLAIN, { start: from, end: to, thick }, more));
  }

  function hairlines(drawn, sight, box, label) {
    const beyond = wings(drawn, box),
      made = [],
      line = (start, end) => bar(made, sight, start, end, 1, { fill: HAIR });
    if (beyond.wing_left) {
      const between = label[1] <= box[0] && box[0] - beyond.wing_left < label[0] && label[0] < box[0];
      const ends = drawn.filter((tick) => leftOf(tick) < box[0]).map((tick) => tick.end);
      line(Math.min(...ends), between ? label[0] - GAP : box[0] - 1);
    }
    if (beyond.wing_right) {
      const between = label[0] >= box[1] && box[1] < label[1] && label[1] < box[1] + beyond.wing_right;
      const starts = drawn.filter((tick) => rightOf(tick) > box[1]).map((tick) => tick.start);
      line(between ? label[1] + GAP : box[1] + 1, Math.max(...starts));
    }
    return made;
  }

  /* chosen: while one of its passages is in focus. */
  function strokes(tick, rank, sight, chosen) {
    const { start, end } = tick,
      weight = WEIGHT[rank],
      made = [],
      solid = { fill: 1 };
    const add = (from, to, thick, more) => bar(made, sight, from, to, thick, more);
    const symbol = (shape, at, thick, fill) =>
      made.push(Object.assign({}, PLAIN, { form: "symbol", start: at, end: at, thick, fill, edge: "solid", shape }));
    if (chosen) add(leftOf(tick) - 3, rightOf(tick) + 3, HEIGHT + 5, { edge: "accent" });
    let middle = (start + end) / 2;
    if (tick.wide) {
      add(start, end, weight, solid);
      if (tick.before === "day" && tick.cut !== "left") add(start, start + weight, CAP, solid);
      if (tick.after === "day" && tick.cut !== "right") add(end - weight, end, CAP, solid);
      if (start < sight.width && end > 0) middle = (Math.max(start, 0) + Math.min(end, sight.width)) / 2;
    } else {
      add(middle - weight / 2, middle + weight / 2, HEIGHT, solid);
    }
    for (const [limit, at, out] of [
      [tick.before, start, -1],
      [tick.after, end, 1],
    ]) {
      const from = tick.wide ? at : middle,
        thin = Math.min(weight, 1.8);
      const across = (near, far) => add(Math.min(near, far), Math.max(near, far), thin, solid);
      if (limit === "open") {
        const tip = at + out * RUN.open;
        across(from, tip - out * 5);
        symbol(out > 0 ? "right" : "left", tip - out * 3.5, 7, 1);
      } else if (limit === "unknown") {
        for (const dash of [3, 10]) across(at + out * dash, at + out * (dash + 5));
      }
    }
    if (rank === "deprecated") symbol("slash", middle, 9, 0);
    return made;
  }

  root.TreatyTimeline.rivals = { ticks, wings, hairlines, strokes, leftOf, rightOf, HEIGHT };
})(typeof globalThis === "undefined" ? window : globalThis);

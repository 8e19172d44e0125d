/* Where every mark, label and pill of a window stands, in pixels: the page's copy of timeline/layout.py, where the
   rules are written down. tests/corpora/layouts.json is held against both. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const WEIGHTS = [0, 1, 2, 4, 6, 9];
  const SYMBOL = 14, PILL = 26, GAP = 5, PAD = 8, INSET = 8, SHIFT = 40;

  const middleOf = (item) => (item.start + item.end) / 2;
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const inTime = (a, b) => middleOf(a) - middleOf(b) || byText(a.event, b.event);

  function boxOf(item) {
    if (item.end - item.start >= SYMBOL) return [item.start, item.end];
    return [middleOf(item) - SYMBOL / 2, middleOf(item) + SYMBOL / 2];
  }

  const wing = (item, side) => item["wing_" + side] || 0;
  const hasTicks = (item) => wing(item, "left") > 0 || wing(item, "right") > 0;

  /* The mark with the ticks of its rivals, and the line that joins them. */
  function hullOf(item) {
    const [left, right] = boxOf(item);
    return [left - wing(item, "left"), right + wing(item, "right")];
  }

  function shows(item, width) {
    const [left, right] = boxOf(item);
    return right > 0 && left < width;
  }

  function spans(item, width) {
    const [left, right] = boxOf(item);
    return left <= 0 && right >= width;
  }

  function anchorOf(item, width) {
    const [left, right] = boxOf(item);
    return shows(item, width) ? (Math.max(left, 0) + Math.min(right, width)) / 2 : middleOf(item);
  }

  /* Where the boxes of a row begin for which something holds: they are in order, so halving finds it. */
  function first(boxes, holds) {
    let low = 0, high = boxes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(boxes[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  class Lane {
    constructor(width, rows) {
      this.width = width;
      this.rows = Array.from({ length: rows }, () => []);
      this.marks = new Map();
      this.crowds = [];
      this.spanning = [];
      this.throughout = [];
    }

    /* Where the boxes of a row begin that a stretch from there may touch. */
    from(row, start) {
      const boxes = this.rows[row];
      let low = 0, high = boxes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (start < boxes[middle].end + PAD) high = middle;
        else low = middle + 1;
      }
      return low;
    }

    /* Whether something is in the way; this is asked so often that it may take nothing from the heap. */
    isTaken(row, start, end, but = null) {
      const boxes = this.rows[row];
      for (let at = this.from(row, start); at < boxes.length && boxes[at].start < end + PAD; at += 1) {
        if (but === null || boxes[at].item !== but) return true;
      }
      return false;
    }

    take(row, start, end, item, part = "mark") {
      const boxes = this.rows[row];
      boxes.splice(first(boxes, (box) => box.start > start), 0, { start, end, item, part });
    }

    giveBack(row, item, ...parts) {
      this.rows[row] = this.rows[row].filter((box) => box.item !== item || !parts.includes(box.part));
    }
  }

  /* items: [{event, lane, start, end, width, importance, alone, before, after, wing_left, wing_right, free_left,
     free_right}] → {rows, marks, pills}. */
  function place(items, lanes, rows, width) {
    const byLane = Array.from({ length: lanes }, () => []);
    for (const item of items) byLane[item.lane].push(item);
    byLane.forEach((members, index) => {
      if (members.some((item) => shows(item, width))) members.sort(inTime);
      else byLane[index] = [];
    });
    const { shares, filled } = shareRows(byLane, Math.max(rows, lanes), width);
    const marks = [], pills = [];
    byLane.forEach((members, index) => {
      if (!members.length) return;
      const lane = filled.get(index + ":" + shares[index]) || fill(members, shares[index], width);
      marks.push(...lane.marks.values());
      for (const crowd of lane.crowds) {
        pills.push({
          lane: index, row: crowd.row, start: crowd.start, end: crowd.end,
          events: crowd.items.slice().sort(inTime).map((item) => item.event),
        });
      }
    });
    marks.sort((a, b) => a.lane - b.lane || a.row - b.row || a.start - b.start || byText(a.event, b.event));
    pills.sort((a, b) => a.lane - b.lane || a.row - b.row || a.start - b.start);
    return { rows: shares, marks, pills };
  }

  function shareRows(lanes, rows, width) {
    const shares = lanes.map((members) => leastRows(members, width)), known = new Map(), filled = new Map();
    let spare = rows - shares.reduce((sum, share) => sum + share, 0);
    const loss = (lane, share) => {
      const key = lane + ":" + share;
      if (!known.has(key) && lanes[lane].length) {
        filled.set(key, fill(lanes[lane], share, width));
        known.set(key, lossOf(lanes[lane], filled.get(key), width));
      }
      return known.get(key) || 0;
    };
    while (spare > 0) {
      let best = 0, where = -1, howMany = 0;
      shares.forEach((share, lane) => {
        const now = loss(lane, share);
        if (now === 0) return;
        for (let more = 1; more <= Math.min(spare, lanes[lane].length); more += 1) {
          const saved = (now - loss(lane, share + more)) / more;
          if (saved > best + 1e-9) { best = saved; where = lane; howMany = more; }
        }
      });
      if (where < 0) break;
      shares[where] += howMany;
      spare -= howMany;
    }
    return { shares, filled };
  }

  function leastRows(members, width) {
    const seen = members.filter((item) => shows(item, width));
    return Math.min(seen.length, seen.some((item) => item.alone) ? 2 : 1);
  }

  function lossOf(items, lane, width) {
    let missed = 0;
    for (const item of items) {
      const weight = shows(item, width) ? WEIGHTS[item.importance] : item.importance / 100;
      const mark = lane.marks.get(item.event);
      if (!mark) {
        missed += 3 * weight;
      } else {
        if (mark.side === "none" && item.width > 0) missed += weight;
        if (hasTicks(item) && !mark.ticks) missed += weight;
      }
    }
    return missed;
  }

  function fill(items, rows, width) {
    const lane = new Lane(width, rows);
    const selected = items.filter((item) => item.alone);
    for (const item of selected) placeItem(lane, item);
    for (const seen of [true, false]) {
      const [crowds, singles] = gather(items.filter((one) => !one.alone && shows(one, width) === seen), rows);
      singles.sort((a, b) => b.importance - a.importance || inTime(a, b));
      for (const crowd of crowds) placeCrowd(lane, crowd);
      for (const item of singles) placeItem(lane, item);
      if (lane.throughout.length && seen) placeThroughout(lane);
      for (const item of selected) if (shows(item, width) === seen) labelAgain(lane, item);
      for (const item of singles) labelAgain(lane, item);
    }
    return lane;
  }

  function gather(items, rows) {
    const crowds = [], singles = [];
    let spot = [];
    const close = () => {
      if (spot.length > rows) crowds.push(spot);
      else singles.push(...spot);
      spot = [];
    };
    for (const item of items) {
      const [left, right] = hullOf(item);
      if (right - left > PILL) { singles.push(item); continue; }
      if (spot.length && middleOf(item) - middleOf(spot[0]) >= PILL) close();
      spot.push(item);
    }
    close();
    return [crowds, singles];
  }

  /* Whether the label has room between the mark and its nearest tick on that side. */
  const fits = (item, side) => (item["free_" + side] || 0) >= item.width + 2 * GAP;

  function labelAt(item, side, width, ticks) {
    const [left, right] = boxOf(item);
    if (side === "inside") {
      const start = Math.max(left, 0) + INSET + (item.before || 0), end = start + item.width;
      return end + INSET + (item.after || 0) <= Math.min(right, width) ? [start, end] : null;
    }
    const past = ticks && !fits(item, side), beyondRight = past ? right + wing(item, "right") : right;
    const beyondLeft = past ? left - wing(item, "left") : left;
    const start = side === "right" ? beyondRight + GAP : beyondLeft - GAP - item.width;
    const end = side === "right" ? beyondRight + GAP + item.width : beyondLeft - GAP;
    if (right <= 0) return end <= 0 ? [start, end] : null;
    if (left >= width) return start >= width ? [start, end] : null;
    return start >= 0 && end <= width ? [start, end] : null;
  }

  function placeItem(lane, item) {
    if (hasTicks(item) && placeWhole(lane, item, true)) return;
    if (placeWhole(lane, item, false)) return;
    if (!pushLabelsAway(lane, item)) join(lane, item);
  }

  function placeWhole(lane, item, ticks) {
    const [left, right] = ticks ? hullOf(item) : boxOf(item), bare = boxOf(item)[1];
    const at = (side) => [side, labelAt(item, side, lane.width, ticks)];
    const places = item.width > 0 ? sidesOf(item, ticks).map(at) : [];
    for (let row = 0; row < lane.rows.length; row += 1) {
      if (lane.isTaken(row, left, right)) continue;
      for (const [side, label] of places) {
        if (label && (side === "inside" || !lane.isTaken(row, label[0], label[1]))) {
          settle(lane, item, row, side, label, ticks);
          return true;
        }
      }
    }
    for (let row = 0; row < lane.rows.length; row += 1) {
      if (!lane.isTaken(row, left, right)) {
        settle(lane, item, row, "none", [bare, bare], ticks);
        return true;
      }
    }
    return false;
  }

  function labelAgain(lane, item) {
    let mark = lane.marks.get(item.event);
    if (!mark) return;
    if (hasTicks(item) && !mark.ticks && (mark.side === "none" || mark.side === "inside")) {
      const [left, right] = hullOf(item);
      if (!lane.isTaken(mark.row, left, right, item)) {
        takeWings(lane, item, mark.row);
        mark = Object.assign({}, mark, { ticks: true });
        lane.marks.set(item.event, mark);
      }
    }
    if (mark.side !== "none" || item.width <= 0) return;
    for (const side of sidesOf(item, mark.ticks)) {
      const label = labelAt(item, side, lane.width, mark.ticks);
      if (!label || (side !== "inside" && lane.isTaken(mark.row, label[0], label[1], item))) continue;
      const within = side === "inside" || (mark.ticks && fits(item, side));
      if (!within) lane.take(mark.row, label[0], label[1], item, "label");
      lane.marks.set(item.event, Object.assign({}, mark, { side, label }));
      return;
    }
  }

  function sidesOf(item, ticks) {
    const [left, right] = boxOf(item), beyond = ticks && wing(item, "right") > 0 && !fits(item, "right");
    const better = beyond && (wing(item, "left") <= 0 || fits(item, "left"));
    const sides = better ? ["left", "right"] : ["right", "left"];
    return right - left > SYMBOL ? ["inside", ...sides] : sides;
  }

  function settle(lane, item, row, side, label, ticks = false) {
    const [left, right] = boxOf(item);
    lane.take(row, left, right, item);
    if (ticks) takeWings(lane, item, row);
    const beside = side === "left" || side === "right";
    if (beside && !(ticks && fits(item, side))) lane.take(row, label[0], label[1], item, "label");
    lane.marks.set(item.event, { event: item.event, lane: item.lane, row, start: left, end: right, side, label, ticks });
    if (spans(item, lane.width) && !item.alone) lane.spanning.push({ item, row });
  }

  function takeWings(lane, item, row) {
    const [left, right] = boxOf(item);
    if (wing(item, "left") > 0) lane.take(row, left - wing(item, "left"), left, item, "ticks");
    if (wing(item, "right") > 0) lane.take(row, right, right + wing(item, "right"), item, "ticks");
  }

  function pushLabelsAway(lane, item) {
    const [left, right] = boxOf(item);
    let best = null;
    for (let row = 0; row < lane.rows.length; row += 1) {
      const yielding = yieldingIn(lane, row, left, right, shows(item, lane.width));
      if (yielding === null) continue;
      const cost = yielding.reduce((sum, box) => sum + (box.item.alone ? 100 : box.item.importance), 0);
      if (best === null || cost < best.cost) best = { cost, row, yielding };
    }
    if (best === null) return false;
    strip(lane, best.row, best.yielding);
    settle(lane, item, best.row, "none", [right, right]);
    return true;
  }

  function yieldingIn(lane, row, start, end, seen) {
    const boxes = lane.rows[row], found = [];
    for (let at = lane.from(row, start); at < boxes.length && boxes[at].start < end + PAD; at += 1) {
      const { item, part } = boxes[at];
      if (part === "mark" || !item || (!seen && shows(item, lane.width))) return null;
      found.push(boxes[at]);
    }
    return found;
  }

  function strip(lane, row, yielding) {
    for (const { item, part } of yielding) {
      let mark = lane.marks.get(item.event);
      if (part === "ticks") {
        lane.giveBack(row, item, "ticks");
        mark = Object.assign({}, mark, { ticks: false });
      }
      if (part === "label" || mark.side !== "inside") {
        lane.giveBack(row, item, "label");
        mark = Object.assign({}, mark, { side: "none", label: [mark.end, mark.end] });
      }
      lane.marks.set(item.event, mark);
    }
  }

  function join(lane, item) {
    if (item.alone) {
      const right = boxOf(item)[1];
      settle(lane, item, 0, "none", [right, right]);
      return;
    }
    if (spans(item, lane.width)) { lane.throughout.push(item); return; }
    const anchor = anchorOf(item, lane.width), crowd = nearestCrowd(lane, anchor, PILL);
    if (crowd) { crowd.items.push(item); return; }
    if (shows(item, lane.width) && makeWay(lane)) { placeItem(lane, item); return; }
    const neighbour = takeOutNearest(lane, anchor, shows(item, lane.width));
    placeCrowd(lane, neighbour ? [item, neighbour] : [item]);
  }

  function nearestCrowd(lane, middle, reach) {
    let near = null, least = Infinity;
    for (const crowd of lane.crowds) {
      if (crowd.start - reach > middle || middle > crowd.end + reach) continue;
      const distance = Math.abs((crowd.start + crowd.end) / 2 - middle);
      if (distance < least) [near, least] = [crowd, distance];
    }
    return near;
  }

  function takeOutNearest(lane, middle, seen) {
    let found = null;
    lane.rows.forEach((boxes, row) => {
      for (const box of boxes) {
        if (!box.item || box.part !== "mark" || box.item.alone || shows(box.item, lane.width) !== seen) continue;
        const distance = Math.abs(anchorOf(box.item, lane.width) - middle);
        const nearer = found === null || distance < found.distance
          || (distance === found.distance && row === found.row && box.item.event < found.item.event);
        if (nearer) found = { distance, row, item: box.item };
      }
    });
    if (found === null) return null;
    takeOut(lane, found);
    return found.item;
  }

  function takeOut(lane, { item, row }) {
    lane.giveBack(row, item, "mark", "label", "ticks");
    lane.marks.delete(item.event);
  }

  function makeWay(lane) {
    if (!lane.spanning.length) return false;
    lane.spanning.sort((a, b) => b.item.importance - a.item.importance || byText(b.item.event, a.item.event));
    const least = lane.spanning.pop();
    takeOut(lane, least);
    lane.throughout.push(least.item);
    return true;
  }

  function placeThroughout(lane) {
    const crowd = lane.throughout, last = Math.max(lane.width - PILL, 0), starts = [];
    for (let step = 0; step < Math.floor(last / 4) + 2; step += 1) starts.push(Math.min(PAD + 4 * step, last));
    while (!settleAt(lane, crowd, starts, true)) {
      if (makeWay(lane)) continue;
      const near = nearestCrowd(lane, 0, lane.width);
      if (near) { near.items.push(...crowd); return; }
      const neighbour = takeOutNearest(lane, 0, true);
      if (neighbour === null) { settleBeside(lane, crowd, lane.width); return; }
      crowd.push(neighbour);
    }
  }

  const anchorOfAll = (items, width) => items.reduce((sum, item) => sum + anchorOf(item, width), 0) / items.length;

  function placeCrowd(lane, members) {
    const crowd = members.slice(), seen = crowd.some((item) => shows(item, lane.width));
    while (!settleCrowd(lane, crowd, seen)) {
      if (seen && makeWay(lane)) continue;
      const middle = anchorOfAll(crowd, lane.width), near = nearestCrowd(lane, middle, 3 * PILL);
      if (near) { near.items.push(...crowd); return; }
      const neighbour = takeOutNearest(lane, middle, seen);
      if (neighbour === null) { settleBeside(lane, crowd, middle); return; }
      crowd.push(neighbour);
    }
  }

  function settleBeside(lane, crowd, middle) {
    const boxes = lane.rows[0], last = boxes[boxes.length - 1];
    const before = Math.min(boxes[0].start - PAD, 0), after = Math.max(last.end + PAD, lane.width);
    const start = middle < 0 ? before - PILL : after;
    lane.take(0, start, start + PILL, null);
    lane.crowds.push({ row: 0, start, end: start + PILL, items: crowd });
  }

  function settleCrowd(lane, crowd, seen) {
    const middle = anchorOfAll(crowd, lane.width);
    const [least, most] = seen ? [0, Math.max(lane.width - PILL, 0)] : [-Infinity, Infinity];
    const starts = [];
    for (let distance = 0; distance <= SHIFT; distance += 4) {
      for (const way of [1, -1]) starts.push(Math.min(Math.max(middle + way * distance - PILL / 2, least), most));
    }
    return settleAt(lane, crowd, starts, seen);
  }

  function settleAt(lane, crowd, starts, seen) {
    for (const spared of [true, false]) {
      for (const start of starts) {
        for (let row = 0; row < lane.rows.length; row += 1) {
          const yielding = yieldingIn(lane, row, start, start + PILL, seen);
          if (yielding === null || (spared && yielding.some((box) => box.item.alone))) continue;
          strip(lane, row, yielding);
          lane.take(row, start, start + PILL, null);
          lane.crowds.push({ row, start, end: start + PILL, items: crowd });
          return true;
        }
      }
    }
    return false;
  }

  const ROW = 22, LEAST = 18, MOST = 30, LANE_PAD = 8, EMPTY = 18, FOOT = 11;

  const rowsIn = (height, lanes, head, foot) =>
    Math.max(lanes, Math.floor((height - lanes * (LANE_PAD + (head || 0) + (foot || 0))) / ROW));

  /* Height in pixels below which lanes with a row each would be squeezed out. */
  const leastHeight = (lanes, head, foot) => lanes * (LANE_PAD + (head || 0) + (foot || 0) + LEAST);

  function bands(rows, height, head = 0, foot = 0) {
    const total = rows.reduce((sum, count) => sum + count, 0), filled = rows.filter(Boolean).length;
    const fixed = filled * (head + foot) + (rows.length - filled) * EMPTY;
    const row = total ? Math.min(MOST, Math.max(LEAST, (height - fixed - filled * LANE_PAD) / total)) : ROW;
    const spare = (height - fixed - total * row) / Math.max(1, filled);
    let top = 0;
    return rows.map((count) => {
      const bottom = top + (count ? head + foot + count * row + spare : EMPTY);
      const band = { top, bottom, first: count ? top + head + spare / 2 + row / 2 : (top + bottom) / 2, row };
      top = bottom;
      return band;
    });
  }

  /* The same marks in the same rows where a window of another width has them, `before` being the old one; null where
     one of them is no longer among the items. */
  function stretched(placed, items, before, width) {
    const there = new Map(items.map((item) => [item.lane + " " + item.event, item]));
    if (!placed.marks.every((mark) => there.has(mark.lane + " " + mark.event))) return null;
    const marks = placed.marks.map((mark) => {
      const item = there.get(mark.lane + " " + mark.event), [start, end] = boxOf(item);
      const label = mark.side === "none" ? null : labelAt(item, mark.side, width, mark.ticks);
      return Object.assign({}, mark, { start, end, label: label || [end, end] });
    });
    const pills = placed.pills.map((pill) => {
      const half = (pill.end - pill.start) / 2, middle = ((pill.start + half) * width) / before;
      return Object.assign({}, pill, { start: middle - half, end: middle + half });
    });
    return { rows: placed.rows, marks, pills };
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, {
    layout: { place, rowsIn, leastHeight, bands, stretched, boxOf, SYMBOL, PILL, FOOT },
  });
})(typeof globalThis === "undefined" ? window : globalThis);

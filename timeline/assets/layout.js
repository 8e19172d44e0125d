/* Where every mark, label and pill of a window stands, in pixels: the page's copy of timeline/layout.py, where the
   rules are written down. tests/corpora/layouts.json is held against both. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const SYMBOL = 14, PILL = 26, GAP = 5, PAD = 8, INSET = 8;

  const middleOf = (item) => (item.start + item.end) / 2;
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const inTime = (a, b) => middleOf(a) - middleOf(b) || byText(a.event, b.event);

  function boxOf(item) {
    if (item.end - item.start >= SYMBOL) return [item.start, item.end];
    return [middleOf(item) - SYMBOL / 2, middleOf(item) + SYMBOL / 2];
  }

  class Lane {
    constructor(width, rows) {
      this.width = width;
      this.rows = Array.from({ length: rows }, () => []);
      this.marks = new Map();
      this.crowds = [];
    }

    inTheWay(row, start, end) {
      return this.rows[row].filter((box) => box.start < end + PAD && start < box.end + PAD);
    }

    take(row, start, end, item, label) {
      this.rows[row].push({ start, end, item, label: Boolean(label) });
    }

    giveBack(row, item, onlyLabel) {
      this.rows[row] = this.rows[row].filter((box) => box.item !== item || (onlyLabel && !box.label));
    }
  }

  /* items: [{event, lane, start, end, width, importance, alone}] → {rows, marks, pills}. */
  function place(items, lanes, rows, width) {
    const byLane = Array.from({ length: lanes }, () => []);
    for (const item of items) byLane[item.lane].push(item);
    for (const members of byLane) members.sort(inTime);
    const shares = shareRows(byLane, Math.max(rows, lanes), width);
    const marks = [], pills = [];
    byLane.forEach((members, index) => {
      const lane = fill(members, shares[index], width);
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
    const shares = lanes.map(() => 1), known = new Map();
    let spare = rows - lanes.length;
    const loss = (lane, share) => {
      const key = lane + ":" + share;
      if (!known.has(key)) known.set(key, lanes[lane].length ? lossOf(lanes[lane], share, width) : 0);
      return known.get(key);
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
    return shares;
  }

  function lossOf(items, rows, width) {
    const lane = fill(items, rows, width);
    let missed = 0;
    for (const item of items) {
      const middle = middleOf(item);
      const weight = middle >= 0 && middle <= width ? item.importance : item.importance / 100;
      const mark = lane.marks.get(item.event);
      if (!mark) missed += 3 * weight;
      else if (mark.side === "none" && item.width > 0) missed += weight;
    }
    return missed;
  }

  function fill(items, rows, width) {
    const lane = new Lane(width, rows);
    const [crowds, singles] = gather(items, rows);
    singles.sort((a, b) => (a.alone ? 0 : 1) - (b.alone ? 0 : 1) || b.importance - a.importance || inTime(a, b));
    for (const item of singles) if (item.alone) placeItem(lane, item);
    for (const crowd of crowds) placeCrowd(lane, crowd);
    for (const item of singles) if (!item.alone) placeItem(lane, item);
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
      const [left, right] = boxOf(item);
      if (item.alone || right - left > PILL) { singles.push(item); continue; }
      if (spot.length && middleOf(item) - middleOf(spot[0]) >= PILL) close();
      spot.push(item);
    }
    close();
    return [crowds, singles];
  }

  function labelAt(item, side, width) {
    const [left, right] = boxOf(item);
    if (side === "inside") {
      const start = Math.max(left, 0) + INSET;
      return start + item.width + INSET <= Math.min(right, width) ? [start, start + item.width] : null;
    }
    const start = side === "right" ? right + GAP : left - GAP - item.width;
    const end = side === "right" ? right + GAP + item.width : left - GAP;
    if (right < 0) return end <= 0 ? [start, end] : null;
    if (left > width) return start >= width ? [start, end] : null;
    return start >= 0 && end <= width ? [start, end] : null;
  }

  function placeItem(lane, item) {
    const [left, right] = boxOf(item);
    const sides = right - left > SYMBOL ? ["inside", "right", "left"] : ["right", "left"];
    const places = item.width > 0 ? sides.map((side) => [side, labelAt(item, side, lane.width)]) : [];
    for (let row = 0; row < lane.rows.length; row += 1) {
      if (lane.inTheWay(row, left, right).length) continue;
      for (const [side, label] of places) {
        if (label && (side === "inside" || !lane.inTheWay(row, label[0], label[1]).length)) {
          settle(lane, item, row, side, label);
          return;
        }
      }
    }
    for (let row = 0; row < lane.rows.length; row += 1) {
      if (!lane.inTheWay(row, left, right).length) {
        settle(lane, item, row, "none", [right, right]);
        return;
      }
    }
    if (!pushLabelsAway(lane, item)) join(lane, item);
  }

  function settle(lane, item, row, side, label) {
    const [left, right] = boxOf(item);
    lane.take(row, left, right, item);
    if (side === "left" || side === "right") lane.take(row, label[0], label[1], item, true);
    lane.marks.set(item.event, { event: item.event, lane: item.lane, row, start: left, end: right, side, label });
  }

  function pushLabelsAway(lane, item) {
    const [left, right] = boxOf(item);
    let best = null;
    for (let row = 0; row < lane.rows.length; row += 1) {
      const boxes = lane.inTheWay(row, left, right);
      const owners = boxes.filter((box) => box.label && box.item).map((box) => box.item);
      if (owners.length < boxes.length || owners.some((owner) => owner.alone)) continue;
      const cost = owners.reduce((sum, owner) => sum + owner.importance, 0);
      if (best === null || cost < best.cost) best = { cost, row, owners };
    }
    if (best === null) return false;
    for (const owner of best.owners) {
      lane.giveBack(best.row, owner, true);
      const mark = lane.marks.get(owner.event);
      lane.marks.set(owner.event, Object.assign({}, mark, { side: "none", label: [mark.end, mark.end] }));
    }
    settle(lane, item, best.row, "none", [right, right]);
    return true;
  }

  function join(lane, item) {
    if (item.alone) {
      const right = boxOf(item)[1];
      settle(lane, item, 0, "none", [right, right]);
      return;
    }
    const middle = middleOf(item);
    let near = null;
    for (const crowd of lane.crowds) {
      if (crowd.start - PILL > middle || middle > crowd.end + PILL) continue;
      const distance = Math.abs((crowd.start + crowd.end) / 2 - middle);
      if (near === null || distance < near.distance) near = { crowd, distance };
    }
    if (near) { near.crowd.items.push(item); return; }
    let neighbour = null;
    lane.rows.forEach((boxes, row) => {
      for (const box of boxes) {
        if (!box.item || box.label || box.item.alone) continue;
        const distance = Math.abs(middleOf(box.item) - middle);
        const better = neighbour === null || distance < neighbour.distance
          || (distance === neighbour.distance && row === neighbour.row && box.item.event < neighbour.item.event);
        if (better) neighbour = { distance, row, item: box.item };
      }
    });
    const members = [item];
    if (neighbour) {
      lane.giveBack(neighbour.row, neighbour.item, false);
      lane.marks.delete(neighbour.item.event);
      members.push(neighbour.item);
    }
    placeCrowd(lane, members);
  }

  function placeCrowd(lane, members) {
    const middle = members.reduce((sum, item) => sum + middleOf(item), 0) / members.length;
    const inside = middle >= 0 && middle <= lane.width;
    const [least, most] = inside ? [0, Math.max(lane.width - PILL, 0)] : [-Infinity, Infinity];
    for (let distance = 0; distance < 400; distance += 4) {
      for (const way of [1, -1]) {
        const start = Math.min(Math.max(middle + way * distance - PILL / 2, least), most);
        for (let row = 0; row < lane.rows.length; row += 1) {
          if (lane.inTheWay(row, start, start + PILL).length) continue;
          lane.take(row, start, start + PILL, null);
          lane.crowds.push({ row, start, end: start + PILL, items: members.slice() });
          return;
        }
      }
    }
    if (lane.crowds.length) {
      let near = lane.crowds[0];
      for (const crowd of lane.crowds) if (Math.abs(crowd.start - middle) < Math.abs(near.start - middle)) near = crowd;
      near.items.push(...members);
      return;
    }
    lane.take(0, middle - PILL / 2, middle + PILL / 2, null);
    lane.crowds.push({ row: 0, start: middle - PILL / 2, end: middle + PILL / 2, items: members.slice() });
  }

  const ROW = 22, LEAST = 18, MOST = 30, LANE_PAD = 8;

  const rowsIn = (height, lanes, head) => Math.max(lanes, Math.floor((height - lanes * (LANE_PAD + (head || 0))) / ROW));

  function bands(rows, height, head = 0) {
    const total = rows.reduce((sum, count) => sum + count, 0);
    const room = height - rows.length * head;
    const row = total ? Math.min(MOST, Math.max(LEAST, (room - rows.length * LANE_PAD) / total)) : ROW;
    const spare = (room - total * row) / Math.max(1, rows.length);
    let top = 0;
    return rows.map((count) => {
      const band = { top, bottom: top + head + count * row + spare, first: top + head + spare / 2 + row / 2, row };
      top = band.bottom;
      return band;
    });
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, { layout: { place, rowsIn, bands, boxOf, SYMBOL, PILL } });
})(typeof globalThis === "undefined" ? window : globalThis);

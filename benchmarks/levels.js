/* The floor of a timeline with levels: the weightiest thousand in the window, and how many there are of all the others. */
const MOST = 1000,
  STEPS = 200,
  GROWTH = 4;
const byWeight = [5, 4, 3, 2, 1].flatMap((weight) => {
  const found = [];
  for (let at = 0; at < count; at += 1) if (weights[at] === weight) found.push(at);
  return [found];
});
const levels = [],
  ranked = new Uint32Array(count);
byWeight.reduce((at, found) => {
  ranked.set(found, at);
  return at + found.length;
}, 0);
for (let size = 4 * MOST; levels.length === 0 || size / GROWTH < count; size *= GROWTH)
  levels.push(ranked.slice(0, size).sort());
const ofLane = Array.from({ length: LANES }, (_, lane) => starts.filter((_, at) => lanes[at] === lane));

/* How many of the sorted days are before a day. */
function before(days, day) {
  let from = 0,
    to = days.length;
  while (from < to) {
    const half = (from + to) >> 1;
    if (days[half] < day) from = half + 1;
    else to = half;
  }
  return from;
}

const levelStarts = levels.map((level) => Int32Array.from(level, (at) => starts[at]));

function draw(scale, lane) {
  let level = levels.length - 1,
    from = 0,
    to = 0;
  for (let at = 0; at < levels.length; at += 1) {
    const range = [before(levelStarts[at], start - 5500), before(levelStarts[at], end)];
    if (at && range[1] - range[0] > 4 * MOST) break;
    [level, from, to] = [at, ...range];
  }
  for (let at = from; at < to; at += 1) rectangle(levels[level][at], scale, lane);
  const step = (end - start) / STEPS;
  for (let row = 0; row < LANES; row += 1) {
    let old = before(ofLane[row], start);
    for (let at = 0; at < STEPS; at += 1) {
      const now = before(ofLane[row], start + (at + 1) * step),
        high = Math.min(Math.log2(1 + now - old), 12);
      pen.fillRect((at * canvas.width) / STEPS, (row + 1) * lane - high, canvas.width / STEPS, high);
      old = now;
    }
  }
}
redraw();

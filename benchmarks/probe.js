/* Put into every page before its own scripts: says when what an input changed was painted.
   A loop of animation frames notes when each frame had been painted (a message sent from inside a frame arrives after
   its paint); a MutationObserver notes when the watched part of the page changed. A change is painted with the first
   frame that ends after it. After an input that is measured, what each of these frames shows is noted too: the picture is
   complete with the first of them after which nothing is missing of what stays, whoever draws it. All of this costs
   every page the same. */
(() => {
  "use strict";

  const TYPES = ["pointerdown", "pointermove", "pointerup", "wheel"],
    MOST = 400, // marks looked at in one frame; of more, every so manieth
    EDGE = 0.1, // of the chart's width at either side: there the one draws on, and the other cuts off
    SIGHT = 2000, // milliseconds after which a highlighted passage does not come into view any more
    NEAR = 2; // pixels within which two boxes are one
  const frames = [],
    waiters = new Set(),
    channel = new MessageChannel();
  let changes = [],
    inputs = [],
    tasks = [],
    pictures = [],
    looking = null, // what a picture is made of, and which input is measured
    seen = 0, // changes up to the last picture
    asked = false, // whether a picture is wanted though nothing changed
    observer = null,
    running = false;

  channel.port1.onmessage = (message) => {
    frames.push({ began: message.data, painted: performance.now() });
    note();
    for (const waiter of Array.from(waiters)) waiter();
  };

  function loop() {
    if (!running) return;
    channel.port2.postMessage(performance.now());
    requestAnimationFrame(loop);
  }

  for (const type of TYPES)
    addEventListener(
      type,
      (event) => {
        if (!running) return;
        inputs.push({ type, time: event.timeStamp });
        if (looking && looking.type === type) [pictures, asked] = [[], true];
      },
      { capture: true, passive: true },
    );

  // Long ones only: the browser tells those of 50 ms and more.
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, duration });
  }).observe({ type: "longtask" });

  /* Note what the frame shows that has just been painted, if a measured input came and something changed since. */
  function note() {
    if (!looking || !inputs.some(({ type }) => type === looking.type)) return;
    if (!asked && seen === changes.length) return;
    [seen, asked] = [changes.length, false];
    pictures.push({ painted: frames[frames.length - 1].painted, shows: picture(looking) });
  }

  const paintOf = (time) => {
    const frame = frames.find(({ painted }) => painted >= time);
    return frame && frame.painted;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  function start() {
    if (observer) observer.disconnect();
    frames.length = 0;
    [changes, inputs, tasks, pictures, looking, seen, asked] = [[], [], [], [], null, 0, false];
    if (!running) {
      running = true;
      requestAnimationFrame(loop);
    }
  }

  function stop() {
    running = false;
    if (observer) observer.disconnect();
    observer = null;
  }

  function watch(target, notice, attributes) {
    const wanted = attributes ? { attributeFilter: attributes } : { characterData: true };
    observer = new MutationObserver(notice);
    observer.observe(target, { subtree: true, childList: true, attributes: true, ...wanted });
  }

  /* Resolves at the first painted frame after which `holds` is true, or rejects. */
  function until(holds, what, patience) {
    return new Promise((done, failed) => {
      const end = performance.now() + patience;
      const look = () => {
        const held = holds();
        if (!held && performance.now() <= end) return;
        waiters.delete(look);
        if (held) done();
        else failed(new Error(what));
      };
      waiters.add(look);
    });
  }

  /* Two frames after `holds` is true: everything that a page draws at once is on the screen. */
  async function drawn(holds, patience = 600000) {
    const end = performance.now() + patience;
    while (!holds()) {
      if (performance.now() > end) throw new Error("the marks were never drawn");
      await new Promise(requestAnimationFrame);
    }
    await frame();
    await frame();
    return performance.now();
  }

  /* Not more than so many of them, evenly taken. */
  function some(nodes, most) {
    const step = Math.ceil(nodes.length / most);
    return step > 1 ? Array.from(nodes).filter((_, at) => at % step === 0) : Array.from(nodes);
  }

  const isSeen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  /* Whether so many marks are there, visible, and stand in their places, not all in one corner. */
  function placed(selector, count) {
    const nodes = document.querySelectorAll(selector);
    if (nodes.length < count) return false;
    const visible = some(nodes, 200).filter(isSeen),
      places = new Set(visible.map((node) => Math.round(node.getBoundingClientRect().left)));
    return places.size >= Math.min(count, 10);
  }

  /* What a canvas shows, a hundred columns wide: what it holds are no elements to be counted. */
  function pixels(canvas) {
    const small = Object.assign(document.createElement("canvas"), { width: 100, height: 60 }),
      pen = small.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0, 100, 60);
    return pen.getImageData(0, 0, 100, 60).data;
  }

  /* Whether a canvas shows something in so many of a hundred columns. */
  function inked(selector, count) {
    const canvas = document.querySelector(selector);
    if (!canvas || !canvas.width) return false;
    const data = pixels(canvas),
      columns = new Set();
    for (let at = 3; at < data.length; at += 4) if (data[at] > 20) columns.add(((at - 3) / 4) % 100);
    return columns.size >= count;
  }

  /* How many elements are on the screen, visible, and at least a pixel wide and high. */
  function shown(selector, most = Infinity) {
    let count = 0;
    for (const node of document.querySelectorAll(selector)) {
      const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
      const within = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
      if (width >= 1 && height >= 1 && within && isSeen(node)) count += 1;
      if (count >= most) break;
    }
    return count;
  }

  /* What a chart holds now: the boxes of its marks and the words of its labels and ticks, or the pixels of its canvas.
     It is taken while a hand is at work, so nothing is asked that takes long. */
  function picture({ chart, marks, texts }) {
    const element = document.querySelector(chart);
    if (element.matches("canvas")) return { pixels: pixels(element) };
    const boxes = some(element.querySelectorAll(marks), MOST).map((node) => node.getBoundingClientRect()),
      words = new Set();
    for (const node of some(element.querySelectorAll(texts), MOST))
      for (const part of node.childNodes) for (const word of part.textContent.split(/\s+/)) words.add(word);
    return { boxes, words };
  }

  /* The part of it that is to be seen, and that everybody draws: the one cuts off at the edges, the other does not. */
  function sight({ chart, marks, texts }) {
    const element = document.querySelector(chart);
    if (element.matches("canvas")) return { pixels: pixels(element) };
    const { left, right, top, bottom, width } = element.getBoundingClientRect(),
      [first, last] = [left + EDGE * width, right - EDGE * width];
    const boxes = some(element.querySelectorAll(marks), MOST).filter((node) => {
      const box = node.getBoundingClientRect();
      const inside = box.right > first && box.left < last && box.bottom > top && box.top < bottom;
      return (box.width || box.height) && inside && isSeen(node);
    });
    const told = some(element.querySelectorAll(texts), MOST).filter((node) => {
      const box = node.getBoundingClientRect(),
        middle = (box.left + box.right) / 2;
      return middle > first && middle < last && isSeen(node);
    });
    const words = told.flatMap((node) => Array.from(node.childNodes, (part) => part.textContent.split(/\s+/)).flat());
    return {
      boxes: boxes.map((node) => node.getBoundingClientRect()),
      words: new Set(words.filter(Boolean)),
      first,
      last,
    };
  }

  /* Whether all that is to be seen is in the picture too, in the same place. */
  function within(seen, shows) {
    if (seen.pixels) return seen.pixels.every((value, at) => Math.abs(value - shows.pixels[at]) <= 2);
    for (const word of seen.words) if (!shows.words.has(word)) return false;
    const { first, last } = seen,
      cells = new Map();
    const sides = ({ left, right, top, bottom }) => [Math.max(left, first), Math.min(right, last), top, bottom];
    const cell = (value) => Math.round(value / 8);
    for (const box of shows.boxes.map(sides)) {
      const key = `${cell(box[0])} ${cell(box[2])}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(box);
    }
    const isNear = (box, other) => other.every((side, at) => Math.abs(side - box[at]) <= NEAR);
    return seen.boxes.map(sides).every((box) => {
      for (const x of [-1, 0, 1])
        for (const y of [-1, 0, 1]) {
          const found = cells.get(`${cell(box[0]) + x} ${cell(box[2]) + y}`);
          if (found && found.some((other) => isNear(box, other))) return true;
        }
      return false;
    });
  }

  /* Before a click: watch for a passage that becomes the current one. After it: when was it painted, when in view? */
  function beforeClick(selector) {
    start();
    const before = new Set(document.querySelectorAll(selector));
    const notice = () => {
      if (changes.length) return;
      const now = Array.from(document.querySelectorAll(selector));
      if (now.some((node) => !before.has(node))) changes.push(performance.now());
    };
    watch(document.body, notice, ["aria-current", "class"]);
  }

  /* Whether one of the passages is what is to be seen in its place. */
  function isInView(selector) {
    return Array.from(document.querySelectorAll(selector)).some((node) =>
      Array.from(node.getClientRects()).some((box) => {
        if (!box.width || !box.height) return false;
        const [x, y] = [box.left + Math.min(box.width, 20) / 2, box.top + Math.min(box.height, 14) / 2];
        const top = document.elementFromPoint(x, y);
        return Boolean(top && (top === node || node.contains(top)));
      }),
    );
  }

  async function afterClick(selector, patience) {
    try {
      await until(() => changes.length && paintOf(changes[0]), "too slow: no passage was highlighted", patience);
      const released = inputs.filter(({ type }) => type === "pointerup").pop().time;
      const painted = paintOf(changes[0]) - released;
      // Some page leaves it to the reader to find the passage: then it is never in view.
      const end = performance.now() + SIGHT;
      await until(() => isInView(selector) || performance.now() > end, "", patience);
      return { painted, seen: isInView(selector) ? frames[frames.length - 1].painted - released : null };
    } finally {
      stop();
    }
  }

  /* As soon as the first picture is there: watch for the first wheel step that the chart answers. `moved` tells so of a
     page whose chart also changes by itself, when its engine takes over from a picture. */
  function beforeAnswer(selector, moved) {
    const has = () => {
      try {
        return moved();
      } catch {
        return false;
      }
    };
    start();
    const notice = () => {
      if (inputs.length && has()) changes.push(performance.now());
    };
    watch(document.querySelector(selector), notice, null);
  }

  async function answered(patience) {
    try {
      await until(
        () => changes.length && paintOf(changes[0]),
        "too slow: the chart did not answer a wheel",
        patience,
      );
      return paintOf(changes[0]);
    } finally {
      stop();
    }
  }

  /* Once everything is loaded, the selected part has not changed for so many milliseconds, and the page is idle. */
  async function still(selector, quiet, settled) {
    let last = performance.now();
    const own = new MutationObserver(() => {
      last = performance.now();
    });
    own.observe(document.querySelector(selector), {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    while (!settled() || performance.now() - last < quiet) await frame();
    own.disconnect();
    await new Promise((done) => requestIdleCallback(done, { timeout: 2000 }));
  }

  /* Before a hand moves a chart {chart, marks, texts, type}: watch it. `type` is the input whose last one is the release. */
  function beforeMove(what) {
    start();
    looking = { ...what, before: { seen: sight(what), shows: picture(what) } };
    watch(document.querySelector(what.chart), () => changes.push(performance.now()), null);
  }

  /* After it: milliseconds from the release to the complete picture and to the last change, and what came on the way. */
  async function afterMove(quiet, patience, settled) {
    const { type, before } = looking,
      last = () => inputs.filter((input) => input.type === type).pop();
    const isOver = () => {
      const input = last(),
        now = performance.now();
      if (!input || !changes.length || !pictures.length || !settled()) return false;
      return now - changes[changes.length - 1] > quiet && now - input.time > quiet;
    };
    try {
      await until(isOver, `too slow: the chart did not answer a ${type}`, patience);
      const { time } = last();
      return { ...pace(type, time), ...became(before, time), ...burden(time) };
    } finally {
      stop();
    }
  }

  /* From each step of the hand to the frame that shows it, and from the release to the first change and the last. */
  function pace(type, time) {
    const steps = inputs.filter((input) => input.type === (type === "wheel" ? "wheel" : "pointermove"));
    const lags = steps.map((input) => {
      const change = changes.find((at) => at >= input.time);
      return change === undefined ? null : paintOf(change) - input.time;
    });
    const after = changes.filter((change) => change >= time);
    return {
      lags: lags.filter((lag) => lag !== null),
      rest: after.length ? paintOf(after[after.length - 1]) - time : 0,
    };
  }

  /* From the release to the first frame after which every frame shows all that the last one does. */
  function became(before, time) {
    const final = pictures[pictures.length - 1].shows,
      seen = sight(looking),
      sound = pictures.map(({ shows }) => within(seen, shows)),
      at = sound.lastIndexOf(false) + 1;
    if (!seen.pixels && !seen.boxes.length && !seen.words.size) throw new Error("the chart became empty");
    if (within(seen, before.shows) && within(before.seen, final))
      throw new Error("the chart shows what it did before");
    return { complete: Math.max(0, pictures[Math.min(at, pictures.length - 1)].painted - time) };
  }

  /* The longest task while the hand was at it, and after the release. */
  function burden(time) {
    const longest = (found) => Math.max(0, ...found.map(({ duration }) => duration)),
      began = inputs[0].time;
    return {
      task: longest(tasks.filter((task) => task.start + task.duration > began && task.start < time)),
      afterwards: longest(tasks.filter((task) => task.start >= time)),
    };
  }

  /* A point in the middle of a chart, somewhat to the right. */
  function middle(selector) {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
    return { x: x + width * 0.6, y: y + Math.min(height, 600) / 2 };
  }

  /* Make the marks invisible, and only them: who then looks the same has shown none. */
  function hide(selector) {
    for (const node of document.querySelectorAll(selector))
      node.style.setProperty("visibility", "hidden", "important");
    return frame();
  }

  window.__probe = {
    middle,
    drawn,
    placed,
    inked,
    shown,
    hide,
    frame,
    beforeClick,
    afterClick,
    beforeAnswer,
    answered,
    still,
    beforeMove,
    afterMove,
  };
})();

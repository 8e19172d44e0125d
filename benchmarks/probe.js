/* Put into every page before its own scripts: says when what an input changed was painted.
   A loop of animation frames notes when each frame had been painted (a message sent from inside a frame arrives after
   its paint); a MutationObserver notes when the watched part of the page changed. A change is painted with
   the first frame that ends after it. Both cost every page the same. */
(() => {
  "use strict";

  const frames = [], channel = new MessageChannel();
  let changes = [], inputs = [], tasks = [], observer = null, running = false;
  channel.port1.onmessage = (message) => {
    frames.push({ began: message.data, painted: performance.now() });
    for (const waiter of Array.from(waiters)) waiter();
  };
  const waiters = new Set();
  const loop = () => {
    if (!running) return;
    channel.port2.postMessage(performance.now());
    requestAnimationFrame(loop);
  };
  for (const type of ["pointerup", "pointermove", "wheel"]) {
    addEventListener(type, (event) => { if (running) inputs.push({ type, time: event.timeStamp }); }, { capture: true, passive: true });
  }

  // Long ones only: the browser tells those of 50 ms and more.
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tasks.push(duration); }).observe({ type: "longtask" });

  const paintOf = (time) => { const frame = frames.find(({ painted }) => painted >= time); return frame && frame.painted; };
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  function start() {
    frames.length = 0;
    changes = [];
    inputs = [];
    tasks = [];
    if (!running) { running = true; requestAnimationFrame(loop); }
  }

  function stop() {
    running = false;
    if (observer) observer.disconnect();
    observer = null;
  }

  function watch(target, notice, attributes) {
    observer = new MutationObserver(notice);
    observer.observe(target, Object.assign({ subtree: true, childList: true, attributes: true }, attributes ? { attributeFilter: attributes } : { characterData: true }));
  }

  /* Resolves at the first painted frame after which `holds` is true, or rejects. */
  function until(holds, what, patience) {
    return new Promise((done, failed) => {
      const end = performance.now() + patience;
      const look = () => {
        if (holds()) { waiters.delete(look); done(); } else if (performance.now() > end) { waiters.delete(look); failed(new Error(what)); }
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

  /* Whether so many marks are there and stand in their places, not all in one corner. */
  function placed(selector, count) {
    const nodes = document.querySelectorAll(selector);
    if (nodes.length < count) return false;
    const places = new Set(Array.from(nodes, (node) => Math.round(node.getBoundingClientRect().left)));
    return places.size >= Math.min(count, 10);
  }

  /* Whether a canvas shows something in so many of a hundred columns: what it holds are no elements to be counted. */
  function inked(selector, count) {
    const canvas = document.querySelector(selector);
    if (!canvas || !canvas.width) return false;
    const small = Object.assign(document.createElement("canvas"), { width: 100, height: 60 }), pen = small.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0, 100, 60);
    const { data } = pen.getImageData(0, 0, 100, 60);
    const columns = new Set();
    for (let at = 3; at < data.length; at += 4) if (data[at] > 20) columns.add(((at - 3) / 4) % 100);
    return columns.size >= count;
  }

  /* How many elements are on the screen, at least a pixel wide and high. */
  function shown(selector) {
    let count = 0;
    for (const node of document.querySelectorAll(selector)) {
      const box = node.getBoundingClientRect();
      if (box.width >= 1 && box.height >= 1 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight) count += 1;
    }
    return count;
  }

  /* Before a click: watch for a passage that becomes the current one. After it: when was it painted, when in view? */
  function beforeClick(selector) {
    start();
    const before = new Set(document.querySelectorAll(selector));
    watch(document.body, () => {
      if (!changes.length && Array.from(document.querySelectorAll(selector)).some((node) => !before.has(node))) changes.push(performance.now());
    }, ["aria-current", "class"]);
  }

  async function afterClick(selector, patience) {
    const inView = () => {
      const node = document.querySelector(selector), box = node && node.getBoundingClientRect();
      if (!box || !box.width) return false;
      const top = document.elementFromPoint(box.left + Math.min(box.width, 20) / 2, box.top + Math.min(box.height, 14) / 2);
      return Boolean(top && (top === node || node.contains(top)));
    };
    try {
      await until(() => changes.length && paintOf(changes[0]), "too slow: no passage was highlighted", patience);
      const released = inputs.filter(({ type }) => type === "pointerup").pop().time;
      const answer = { painted: paintOf(changes[0]) - released, seen: null };
      const end = performance.now() + 1500;
      await until(() => inView() || performance.now() > end, "", patience);
      if (inView()) answer.seen = frames[frames.length - 1].painted - released;
      return answer;
    } finally {
      stop();
    }
  }

  /* As soon as the first picture is there: watch for the first wheel step that the chart answers. `moved` tells so of a
     page whose chart also changes by itself, when its engine takes over from a picture. */
  function beforeAnswer(selector, moved) {
    const has = () => { try { return moved(); } catch { return false; } };
    start();
    watch(document.querySelector(selector), () => { if (inputs.length && has()) changes.push(performance.now()); }, null);
  }

  async function answered(patience) {
    try {
      await until(() => changes.length && paintOf(changes[0]), "too slow: the chart did not answer a wheel", patience);
      return paintOf(changes[0]);
    } finally {
      stop();
    }
  }

  /* Once everything is loaded, the selected part has not changed for so many milliseconds, and the page is idle. */
  async function still(selector, quiet, settled) {
    let last = performance.now();
    const own = new MutationObserver(() => { last = performance.now(); });
    own.observe(document.querySelector(selector), { subtree: true, childList: true, attributes: true, characterData: true });
    while (!settled() || performance.now() - last < quiet) await frame();
    own.disconnect();
    await new Promise((done) => requestIdleCallback(done, { timeout: 2000 }));
  }

  /* Before a wheel step or a drag: watch the chart. After it: when the first and the last change were painted. */
  function beforeMove(selector) {
    start();
    watch(document.querySelector(selector), () => changes.push(performance.now()), null);
  }

  async function afterMove(type, quiet, patience) {
    const last = () => inputs.filter((input) => input.type === type).pop();
    try {
      await until(() => {
        const input = last(), now = performance.now();
        return input && changes.length && now - changes[changes.length - 1] > quiet && now - input.time > quiet;
      }, `too slow: the chart did not answer a ${type}`, patience);
      const lags = inputs.filter((input) => input.type === "pointermove").map((input) => {
        const change = changes.find((time) => time >= input.time);
        return change === undefined ? null : paintOf(change) - input.time;
      }).filter((lag) => lag !== null);
      const { time } = last(), after = changes.filter((change) => change >= time);
      return {
        lags,
        first: after.length ? paintOf(after[0]) - time : 0,
        last: after.length ? paintOf(after[after.length - 1]) - time : 0,
        task: Math.max(0, ...tasks),
      };
    } finally {
      stop();
    }
  }

  /* A point in the middle of a chart, somewhat to the right. */
  function middle(selector) {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
    return { x: x + width * 0.6, y: y + Math.min(height, 600) / 2 };
  }

  window.__probe = { middle, drawn, placed, inked, shown, frame, beforeClick, afterClick, beforeAnswer, answered, still, beforeMove, afterMove };
})();

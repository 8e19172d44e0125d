/* The overview strip: the whole of time, how dense it is, and the window on it. Drag the window, or its edges. */
(function (root) {
  "use strict";

  const NAMESPACE = "http://www.w3.org/2000/svg";
  const STEPS = 240;
  const EDGE = 9; // pixels beside an edge of the window that still take hold of it

  class Strip {
    /* on.window(start, end, moving): what a hand asks for. */
    constructor(element, payload, on, signal) {
      Object.assign(this, { element, on, whole: payload.fit, shortest: payload.shortest, view: null });
      this.drawing = this.make("svg", { preserveAspectRatio: "none", viewBox: `0 0 ${STEPS} 100` });
      this.window = document.createElement("div");
      this.window.className = "brush";
      element.replaceChildren(this.drawing, this.window);
      this.listen(signal);
    }

    /* How many of the matching events have their middle under each step. */
    fill(matches) {
      const counts = matches.histogram(STEPS),
        most = Math.max(1, ...counts),
        bars = [];
      counts.forEach((count, index) => {
        // The root keeps one lonely event visible beside a crowd of fifty.
        const height = count ? 18 + 74 * Math.sqrt(count / most) : 0;
        if (height) bars.push(this.make("rect", { x: index, y: 100 - height, width: 1, height }));
      });
      this.drawing.replaceChildren(...bars);
    }

    make(name, attributes) {
      const node = document.createElementNS(NAMESPACE, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    }

    show(view) {
      const [start, end] = this.whole,
        span = end - start;
      const left = Math.max(0, Math.min(1, (view.start - start) / span)),
        right = Math.max(0, Math.min(1, (view.end - start) / span));
      this.view = view;
      this.window.style.left = left * 100 + "%";
      this.window.style.width = Math.max(0, right - left) * 100 + "%";
    }

    /* Which part of the window is under the pointer; a narrow one keeps a middle to take hold of. */
    partAt(x) {
      const box = this.window.getBoundingClientRect(),
        edge = Math.min(EDGE, box.width / 4);
      if (x < box.left - EDGE || x > box.right + EDGE) return "outside";
      if (box.width >= 3 * EDGE ? x <= box.left + edge : x < box.left) return "start";
      if (box.width >= 3 * EDGE ? x >= box.right - edge : x > box.right) return "end";
      return "middle";
    }

    listen(signal) {
      let held = null;
      const hear = (type, listener) => this.element.addEventListener(type, listener, { signal });
      const dayAt = (event) => {
        const frame = this.element.getBoundingClientRect();
        return this.whole[0] + ((event.clientX - frame.left) / frame.width) * (this.whole[1] - this.whole[0]);
      };
      hear("pointerdown", (event) => {
        if (!this.view || event.button > 0) return;
        event.preventDefault();
        const part = this.partAt(event.clientX),
          day = dayAt(event),
          span = this.view.end - this.view.start;
        if (part === "outside") this.on.window(day - span / 2, day + span / 2, false);
        held = { part, day, ...this.view };
        this.element.setPointerCapture(event.pointerId);
      });
      hear("pointermove", (event) => {
        if (!held) return;
        const moved = dayAt(event) - held.day;
        if (held.part === "start")
          this.on.window(Math.min(held.start + moved, held.end - this.shortest), held.end, false);
        else if (held.part === "end")
          this.on.window(held.start, Math.max(held.end + moved, held.start + this.shortest), false);
        else this.on.window(held.start + moved, held.end + moved, true);
      });
      const release = () => {
        if (held && this.view) this.on.window(this.view.start, this.view.end, false);
        held = null;
      };
      hear("pointerup", release);
      hear("pointercancel", release);
    }
  }

  root.TreatyTimeline.Strip = Strip;
})(window);

/* What a hand does to the chart: drag to move in time, pinch or wheel to zoom, click to choose, point to be told.
   Everything is reckoned from the window that was asked for last, painted or not, so that quick hands lose nothing. */
(function (root) {
  "use strict";

  const DRAG = 5; // pixels that a shaky click may move
  const LEAST = 20; // pixels between two fingers below which they count as this far apart

  class Gestures {
    constructor(chart, signal) {
      Object.assign(this, { chart, element: chart.element, pointers: new Map(), origin: null });
      const hear = (type, listener, options) =>
        this.element.addEventListener(type, (event) => chart.view && listener(event), { signal, ...options });
      hear("pointerdown", (event) => this.press(event));
      hear("pointermove", (event) => this.move(event));
      hear("pointerup", (event) => this.release(event));
      hear("pointercancel", (event) => this.release(event));
      hear("pointerleave", () => chart.on.hover(null));
      // Whoever lets go elsewhere has let go: else Plotly would wait for them.
      for (const type of ["pointerup", "pointercancel"])
        root.addEventListener(type, (event) => this.pointers.delete(event.pointerId) && this.end(), { signal });
      // The links of the picture are for those who have no script.
      for (const type of ["click", "dragstart"]) hear(type, (event) => event.preventDefault());
      hear("wheel", (event) => this.wheel(event), { passive: false });
    }

    /* Whether a hand has hold of the chart. */
    get holds() {
      return this.pointers.size > 0;
    }

    at(event) {
      const frame = this.element.getBoundingClientRect(),
        { margin, width } = this.chart.size();
      const pixel = Math.min(Math.max(event.clientX - frame.left - margin.l, 0), width);
      return { x: event.clientX, y: event.clientY, pixel };
    }

    begin(moved) {
      const { view } = this.chart,
        points = Array.from(this.pointers.values());
      this.origin = { view, points, scale: this.chart.size().width / (view.end - view.start), moved };
    }

    press(event) {
      if (event.button > 0) return;
      this.pointers.set(event.pointerId, this.at(event));
      this.begin(this.pointers.size > 1);
      this.chart.on.press(this.chart.hit(event.clientX, event.clientY));
    }

    move(event) {
      if (!this.pointers.has(event.pointerId)) {
        this.point(event);
      } else if (!event.buttons) {
        // Let go where the chart could not hear it.
        this.pointers.delete(event.pointerId);
        this.end();
      } else {
        this.pointers.set(event.pointerId, this.at(event));
        const now = Array.from(this.pointers.values());
        if (now.length === 1) this.drag(now[0], event.pointerId);
        else if (now.length === 2) this.pinch(now);
      }
    }

    drag(now, pointer) {
      const { view, scale, points } = this.origin,
        moved = now.x - points[0].x;
      if (!this.origin.moved) {
        if (Math.abs(moved) < DRAG) return;
        this.origin.moved = true;
        this.element.setPointerCapture(pointer);
        this.element.classList.add("dragging");
        this.chart.on.hover(null);
      }
      this.chart.on.window(view.start - moved / scale, view.end - moved / scale, true);
    }

    pinch(now) {
      const { view, scale, points } = this.origin,
        { width } = this.chart.size();
      const apart = ([one, other]) => Math.max(LEAST, Math.abs(one.x - other.x));
      const between = ([one, other]) => (one.pixel + other.pixel) / 2;
      const span = this.chart.span(((view.end - view.start) * apart(points)) / apart(now));
      const start = view.start + between(points) / scale - (between(now) / width) * span;
      this.chart.on.window(start, start + span, false);
    }

    release(event) {
      if (!this.pointers.delete(event.pointerId)) return;
      if (this.pointers.size) {
        this.begin(true);
        return;
      }
      const { moved } = this.origin;
      this.end();
      if (!moved && event.type === "pointerup") this.choose(event);
    }

    /* A drag slides the picture as one piece; now it is laid out anew. */
    end() {
      this.element.classList.remove("dragging");
      const { view } = this.chart;
      if (this.origin && this.origin.moved) this.chart.on.window(view.start, view.end, false);
      this.origin = null;
    }

    /* The wheel belongs to the page unless the chart has the focus or Ctrl is held. */
    wheel(event) {
      if (!(event.ctrlKey || event.metaKey || document.activeElement === this.element)) return;
      event.preventDefault();
      this.chart.on.hover(null);
      const { view } = this.chart,
        unit = event.deltaMode === 1 ? 30 : 1;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const way = (event.deltaX || event.deltaY) * unit;
        const moved = (way * (view.end - view.start)) / this.chart.size().width;
        this.chart.on.window(view.start + moved, view.end + moved, false);
      } else {
        const turned = Math.max(-200, Math.min(200, event.deltaY * unit));
        this.chart.zoom(Math.exp(turned * 0.0022), this.at(event).pixel);
      }
    }

    choose(event) {
      const found = this.chart.hit(event.clientX, event.clientY);
      // What was pointed at is elsewhere, or nowhere, when the window changes.
      if (found && (found.pill || found.further)) this.chart.on.hover(null);
      if (found && found.pill) this.chart.on.pill(found.pill);
      else if (found && found.further) this.comeNearer(found.window);
      else if (found) this.chart.on.select(found.id, found.passage);
    }

    /* Show what lies under a step of a strip: at least five times as large, so that some of it stands apart. */
    comeNearer([start, end]) {
      const { view } = this.chart,
        span = this.chart.span(Math.min((end - start) * 3, (view.end - view.start) / 5)),
        middle = (start + end) / 2;
      this.chart.on.window(middle - span / 2, middle + span / 2, false);
    }

    point(event) {
      if (event.pointerType === "touch") return;
      const found = this.chart.hit(event.clientX, event.clientY);
      this.element.classList.toggle("pointing", Boolean(found));
      this.chart.on.hover(found);
    }
  }

  root.TreatyTimeline.Gestures = Gestures;
})(window);

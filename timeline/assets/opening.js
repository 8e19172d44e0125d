/* The picture with which the page opens (timeline/opening.py): how it was placed, so that whatever takes its place, the
   picture of the first step (easel.js) or Plotly's, moves nothing. */
(function (root) {
  "use strict";

  const SIDES = ["none", "right", "left", "inside"];
  const PILL = root.TreatyTimeline.layout.PILL;

  class Opening {
    constructor(element, payload) {
      Object.assign(this, { element, payload, language: payload.language });
      this.nodes = Array.from(element.querySelectorAll(".opening, .ready"));
      document.documentElement.toggleAttribute("data-elsewhere", location.hash.includes("?"));
    }

    /* Whether it is still in its place. */
    get stands() {
      return this.nodes.length > 0;
    }

    /* The drawing that fits the size of the window. */
    get drawing() {
      return this.nodes.find((node) => node.dataset.placed && getComputedStyle(node).display !== "none") || null;
    }

    /* Whether a view of these events shows what the picture does, be it with one of its marks chosen. */
    serves(view, events) {
      const { drawing } = this,
        [start, end] = this.payload.fit;
      if (!drawing || view.by !== "kind" || view.oldStyle || view.language !== this.language) return false;
      if (Math.abs(view.start - start) > 1e-6 || Math.abs(view.end - end) > 1e-6) return false;
      const { marks, places } = this.read(drawing);
      if (places.size !== events.length) return false;
      // As many may be quite other ones: a search of a large edition has any number of hits.
      if (!events.every(({ place }, at) => places.has(place === undefined ? at : place))) return false;
      return !view.selected || marks.some((mark) => this.at(mark.place, events).id === view.selected);
    }

    /* {width, rows, marks, pills} as they were placed in a plot `width` pixels wide, and the places of all of them. */
    read(drawing) {
      if (this.known === drawing) return this.placed;
      const [width, rows, marks, pills] = drawing.dataset.placed.split("|");
      const numbers = (text) => (text ? text.split(" ").map(Number) : []),
        many = (text) => (text ? text.split(",").map(numbers) : []);
      const placed = {
        width: Number(width),
        rows: numbers(rows),
        marks: many(marks).map(([place, lane, row, side]) => ({
          place,
          lane,
          row,
          side: SIDES[side % 4],
          ticks: side > 3,
        })),
        pills: many(pills).map(([lane, row, middle, ...places]) => ({ lane, row, middle: middle / 1e5, places })),
      };
      placed.places = new Set(placed.marks.map((mark) => mark.place));
      for (const pill of placed.pills) for (const place of pill.places) placed.places.add(place);
      [this.known, this.placed] = [drawing, placed];
      return placed;
    }

    /* The event with that number in order of time. */
    at(place, events) {
      if (events.length && events[0].place === undefined) return events[place];
      return events.find((event) => event.place === place);
    }

    /* What layout.place would say, in a plot as wide as the picture was placed for. */
    layout(events) {
      const { width, rows, marks, pills } = this.read(this.drawing),
        id = (place) => this.at(place, events).id;
      return {
        width,
        rows,
        marks: marks.map(({ place, lane, row, side, ticks }) => ({ event: id(place), lane, row, side, ticks })),
        pills: pills.map(({ lane, row, middle, places }) => ({
          lane,
          row,
          start: middle * width - PILL / 2,
          end: middle * width + PILL / 2,
          events: places.map(id),
        })),
      };
    }

    /* Where the labels stand, as the browser drew them. */
    labels() {
      const { drawing } = this;
      if (!drawing) return [];
      const texts = Array.from(drawing.querySelectorAll("a > text:not([font-weight])"));
      return texts.map((node) => [
        decodeURIComponent(node.parentNode.hash || node.parentNode.getAttribute("href")).slice(1),
        node,
      ]);
    }

    /* The chart stands in its place. */
    leave() {
      for (const node of this.nodes) node.remove();
      this.nodes = [];
      document.documentElement.removeAttribute("data-elsewhere");
    }
  }

  root.TreatyTimeline.Opening = Opening;
})(window);

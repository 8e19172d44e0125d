/* A window drawn as SVG, at once: lanes, scales, strips, marks and pills, as Plotly draws them, to a fraction of a pixel.
   The page's copy of timeline/easel.py. Why: Plotly takes nine tenths of the time of a step, whatever there is to draw,
   so it follows when the hands rest (chart.js); and a drag moves the marks as one piece, by a transform.

   It stands over the plot until Plotly's picture is there, and takes no part in anything else: what is under a pointer
   the chart knows by numbers, and those who hear the page hear the list. */
(function (root) {
  "use strict";

  const { axes, brush, symbols } = root.TreatyTimeline;
  const SVG = "http://www.w3.org/2000/svg";
  const DOWN = 3.25; // pixels from the middle of a row down to the line on which a label stands
  const LINE = 15.6; // pixels from one line of a scale to the next
  const NAME = 14.3; // the same of the name of a lane
  const DASHES = "1.5 2";
  const HATCH = { wide: 4 * Math.SQRT2, thick: 1.2 }; // a line each four pixels

  function make(parent, name, attributes = {}, text = "") {
    const node = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    if (text) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  }

  const along = (points) => "M" + points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L");

  class Easel {
    constructor(chart) {
      Object.assign(this, { chart, element: chart.element, drawing: null, labels: [] });
    }

    /* Whether its picture is the one on show. */
    get stands() {
      return this.drawing !== null;
    }

    /* Show a window that has been placed. sliding: while a hand drags it, whatever it may bring in is drawn beforehand. */
    show(drawn, sliding) {
      const { drawing } = this;
      if (!drawing || !sliding || this.placed !== drawn.placed || !this.all) this.draw(drawn, sliding);
      else this.scales(drawn);
      this.moving.setAttribute("transform", `translate(${drawn.shift},0)`);
    }

    draw(drawn, sliding) {
      const { size, placed } = drawn,
        { margin, width, height } = size;
      const rows = this.chart.brush.rows(drawn, sliding);
      const drawing = make(null, "svg", { class: "easel", "aria-hidden": "true" }),
        plot = make(drawing, "g", { transform: `translate(${margin.l},${margin.t})` });
      this.bands(plot, drawn);
      this.scale = make(plot, "g", { class: "scales" });
      const inside = make(plot, "svg", { width, height });
      this.defs = make(inside, "defs");
      this.hatches = new Map();
      this.moving = make(inside, "g");
      this.marks(this.moving, rows);
      this.scales(drawn);
      if (this.drawing) this.drawing.replaceWith(drawing);
      else this.element.append(drawing);
      this.element.classList.add("ours");
      Object.assign(this, { drawing, placed, all: rows.all });
    }

    /* A quiet ground for every other lane, and the names. */
    bands(plot, { names, bands, size }) {
      const { narrow, width } = size;
      bands.forEach(({ top, bottom, first }, index) => {
        if (index % 2 === 0) make(plot, "rect", { class: "band", y: top, width, height: bottom - top });
        const lines = axes.laneLines(names[index], narrow);
        lines.forEach((words, line) => {
          const down = 3.85 + (line - (lines.length - 1) / 2) * NAME,
            place = narrow ? { x: 3, y: top + 11.65 } : { x: -1, y: first + down };
          make(plot, "text", { class: narrow ? "name narrow" : "name", ...place }, words);
        });
      });
    }

    /* The scale of time below the marks, with its lines behind them, and the Old Style one above. */
    scales(drawn) {
      const { view, size } = drawn,
        group = make(null, "g", { class: "scales" });
      this.ticks(group, drawn, "gregorian");
      if (view.oldStyle) {
        this.ticks(group, drawn, "julian");
        const lines = axes.oldStyleLines(this.chart, drawn, view),
          [x, y] = size.narrow ? [1, -axes.OLD_STYLE - 3] : [17 - size.margin.l, -6.7];
        lines.forEach((words, line) =>
          make(group, "text", { class: "calendar", x, y: y - (lines.length - 1 - line) * NAME }, words),
        );
      }
      this.scale.replaceWith(group);
      this.scale = group;
    }

    ticks(group, drawn, calendarName) {
      const { view, size } = drawn,
        old = calendarName === "julian",
        scale = size.width / (view.end - view.start);
      let lines = "",
        major = "",
        minor = "";
      const edge = old ? 0 : size.height,
        out = old ? -1 : 1;
      for (const { day, text, above } of axes.ticks(drawn, view, calendarName)) {
        const place = (day - view.start) * scale,
          x = place.toFixed(2);
        if (!text) {
          minor += `M${x} ${edge}v${3 * out}`;
          continue;
        }
        major += `M${x} ${edge}v${6 * out}`;
        if (!old) lines += `M${x} 0V${size.height}`;
        [text, above].filter(Boolean).forEach((words, line) => {
          const y = old ? -11.8 - line * LINE : edge + 21.4 + line * LINE;
          make(group, "text", { class: "tick", x, y }, words);
        });
      }
      if (lines) group.prepend(make(null, "path", { class: "line", d: lines }));
      if (major) make(group, "path", { class: "major", d: major });
      if (minor) make(group, "path", { class: "minor", d: minor });
    }

    /* In the order in which Plotly draws them: what lies below is the same in both. */
    marks(group, rows) {
      for (const row of rows.bars) this.bar(group, row);
      for (const row of rows.pills) this.pill(group, row);
      if (rows.density.length) make(group, "path", { class: "density", d: rows.density.map(along).join("Z") + "Z" });
      if (rows.dots.length)
        make(group, "path", { class: "dots", d: rows.dots.map((row) => along(brush.outline(row))).join("") });
      for (const row of rows.points) this.point(group, row);
      this.labels = rows.labels.map((row) => {
        const look = { x: row.x, y: row.y + DOWN, fill: row.color };
        if (row.left) look["text-anchor"] = "end";
        if (row.weight !== 400) look["font-weight"] = row.weight;
        return [row.id, make(group, "text", look, row.text)];
      });
      for (const { x, y } of rows.asked) make(group, "text", { class: "asked", x, y: y + DOWN }, "?");
      for (const { x, y } of rows.rings) make(group, "circle", { class: "ring", cx: x, cy: y, r: 10.5 });
    }

    bar(group, { start, end, y, thick, color, line, edge, hatch }) {
      const look = { x: start, y: y - thick / 2, width: end - start, height: thick, rx: 2 };
      look.fill = hatch ? this.hatching(color) : color;
      if (line) Object.assign(look, { stroke: edge, "stroke-width": line });
      make(group, "rect", look);
    }

    /* A hatching of that colour, where Plotly's has its lines. */
    hatching(color) {
      if (!this.hatches.has(color)) {
        const id = `_ruled-${this.hatches.size}`,
          { wide, thick } = HATCH,
          part = wide / 4,
          tile = make(this.defs, "pattern", { id, width: wide, height: wide, patternUnits: "userSpaceOnUse" });
        const d = `M${-part} ${part}l${2 * part} ${-2 * part}M0 ${wide}L${wide} 0M${3 * part} ${5 * part}l${2 * part} ${-2 * part}`;
        make(tile, "path", { d, stroke: color, "stroke-width": thick, fill: "none" });
        this.hatches.set(color, `url(#${id})`);
      }
      return this.hatches.get(color);
    }

    point(group, { x, y, symbol, size, color, line, edge, dash }) {
      const look = {
        d: symbols.path(symbol, size),
        transform: `translate(${x.toFixed(2)},${y.toFixed(2)})`,
        fill: color,
        stroke: edge,
        "stroke-width": line,
      };
      if (dash !== "solid") look["stroke-dasharray"] = DASHES;
      make(group, "path", look);
    }

    pill(group, { start, end, y, text, color }) {
      const at = make(group, "g", { class: "pill" });
      make(at, "rect", { x: start, y: y - 9, width: end - start, height: 18, rx: 9, stroke: color });
      make(at, "text", { x: (start + end) / 2, y: y + 4 }, text);
    }

    /* Plotly's picture stands in its place. */
    leave() {
      if (!this.drawing) return;
      this.drawing.remove();
      this.element.classList.remove("ours");
      Object.assign(this, { drawing: null, placed: null, labels: [] });
    }
  }

  root.TreatyTimeline.Easel = Easel;
})(window);

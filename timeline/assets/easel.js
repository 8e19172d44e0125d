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
  const at = (x, y) => ({ transform: `translate(${x.toFixed(2)},${y.toFixed(2)})` });

  function set(node, values) {
    for (const name of Object.keys(values)) {
      const value = String(values[name]);
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
  }

  /* Nodes that serve again: a step shows most of what the one before did, somewhere else, and to move a text costs next
     to nothing, where a new one must be laid out. */
  class Layer {
    /* ordered: whether one may lie on another, so that the later must be the upper one. */
    constructor(parent, ordered) {
      Object.assign(this, { group: make(parent, "g"), ordered, left: new Map(), used: new Map(), last: null });
    }

    /* A node that looks as `key` says, by `fresh` if none is left; `values` are the attributes in which such nodes differ. */
    put(key, fresh, values) {
      const left = this.left.get(key),
        used = this.used.get(key);
      const node = left && left.length ? left.shift() : fresh(this.group);
      if (this.ordered) {
        const next = this.last ? this.last.nextSibling : this.group.firstChild;
        if (node !== next) this.group.insertBefore(node, next);
        this.last = node;
      }
      set(node, values);
      if (used) used.push(node);
      else this.used.set(key, [node]);
      return node;
    }

    text(look, words, x, y) {
      const key = `${Object.values(look).join(" ")} ${words}`;
      return this.put(key, (group) => make(group, "text", look, words), at(x, y));
    }

    /* The picture is whole: what it did not need goes. */
    end() {
      for (const nodes of this.left.values()) for (const node of nodes) node.remove();
      [this.left, this.used, this.last] = [this.used, new Map(), null];
    }
  }

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
      if (!this.drawing) this.begin();
      if (!sliding || this.placed !== drawn.placed || !this.all) this.draw(drawn, sliding);
      this.scales(drawn);
      set(this.moving, at(drawn.shift, 0));
    }

    /* An empty picture: what lies below comes first. */
    begin() {
      const drawing = make(null, "svg", { class: "easel", "aria-hidden": "true" }),
        plot = make(drawing, "g");
      const layer = (parent, ordered = false) => new Layer(parent, ordered),
        path = (parent, name) => make(parent, "path", { class: name });
      Object.assign(this, { drawing, plot, bands: layer(plot) });
      Object.assign(this, { lines: path(plot, "line"), major: path(plot, "major"), minor: path(plot, "minor") });
      Object.assign(this, { words: layer(plot), inside: make(plot, "svg") });
      Object.assign(this, { hatchings: layer(make(this.inside, "defs")), moving: make(this.inside, "g") });
      const { moving } = this;
      Object.assign(this, { bars: layer(moving, true), pills: layer(moving), strips: path(moving, "density") });
      Object.assign(this, {
        dots: path(moving, "dots"),
        points: layer(moving, true),
        titles: layer(moving),
        rings: layer(moving),
      });
      this.element.append(drawing);
      this.element.classList.add("ours");
    }

    draw(drawn, sliding) {
      const { size, placed } = drawn,
        { margin, width, height } = size;
      const rows = this.chart.brush.rows(drawn, sliding);
      set(this.plot, at(margin.l, margin.t));
      set(this.inside, { width, height });
      this.lanes(drawn);
      this.marks(rows);
      Object.assign(this, { placed, all: rows.all });
    }

    /* A quiet ground for every other lane, and the names. */
    lanes({ names, bands, size }) {
      const { narrow, width } = size,
        look = { class: narrow ? "name narrow" : "name" };
      const band = (group) => make(group, "rect", { class: "band" });
      bands.forEach(({ top, bottom }, index) => {
        if (index % 2 === 0) this.bands.put("", band, { y: top, width, height: bottom - top });
      });
      bands.forEach(({ top, first }, index) => {
        const lines = axes.laneLines(names[index], narrow);
        lines.forEach((words, line) => {
          const down = 3.85 + (line - (lines.length - 1) / 2) * NAME;
          this.bands.text(look, words, narrow ? 3 : -1, narrow ? top + 11.65 : first + down);
        });
      });
      this.bands.end();
    }

    /* The scale of time below the marks, with its lines behind them, and the Old Style one above. */
    scales(drawn) {
      const { view, size } = drawn,
        ways = { lines: "", major: "", minor: "" };
      this.ticks(ways, drawn, "gregorian");
      if (view.oldStyle) {
        this.ticks(ways, drawn, "julian");
        const lines = axes.oldStyleLines(this.chart, drawn, view),
          [x, y] = size.narrow ? [1, -axes.OLD_STYLE - 3] : [17 - size.margin.l, -6.7];
        lines.forEach((words, line) =>
          this.words.text({ class: "calendar" }, words, x, y - (lines.length - 1 - line) * NAME),
        );
      }
      this.words.end();
      for (const name of Object.keys(ways)) set(this[name], { d: ways[name] });
    }

    ticks(ways, drawn, calendarName) {
      const { view, size } = drawn,
        old = calendarName === "julian",
        scale = size.width / (view.end - view.start);
      const edge = old ? 0 : size.height,
        out = old ? -1 : 1;
      for (const { day, text, above } of axes.ticks(drawn, view, calendarName)) {
        const x = (day - view.start) * scale,
          start = `M${x.toFixed(2)} `;
        if (!text) {
          ways.minor += `${start}${edge}v${3 * out}`;
          continue;
        }
        ways.major += `${start}${edge}v${6 * out}`;
        if (!old) ways.lines += `${start}0V${size.height}`;
        [text, above].filter(Boolean).forEach((words, line) => {
          const y = old ? -11.8 - line * LINE : edge + 21.4 + line * LINE;
          this.words.text({ class: "tick" }, words, x, y);
        });
      }
    }

    /* In the order in which Plotly draws them: what lies below is the same in both. */
    marks(rows) {
      for (const row of rows.bars) this.bar(row);
      for (const row of rows.pills) this.pill(row);
      set(this.strips, { d: rows.density.map((shape) => along(shape) + "Z").join("") });
      set(this.dots, { d: rows.dots.map((row) => along(brush.outline(row))).join("") });
      for (const row of rows.points) this.point(row);
      this.labels = rows.labels.map(({ id, left, text, color, weight, x, y }) => {
        const look = { fill: color, "text-anchor": left ? "end" : "start", "font-weight": weight };
        return [id, this.titles.text(look, text, x, y + DOWN)];
      });
      for (const { x, y } of rows.asked) this.titles.text({ class: "asked" }, "?", x, y + DOWN);
      const ring = (group) => make(group, "circle", { class: "ring", r: 10.5 });
      for (const { x, y } of rows.rings) this.rings.put("", ring, at(x, y));
      for (const layer of [this.bars, this.pills, this.points, this.titles, this.rings, this.hatchings]) layer.end();
    }

    bar({ start, end, y, thick, color, line, edge, hatch }) {
      const look = { rx: 2, fill: hatch ? this.hatching(color) : color };
      if (line) Object.assign(look, { stroke: edge, "stroke-width": line });
      const values = {
        x: start.toFixed(2),
        y: (y - thick / 2).toFixed(2),
        width: (end - start).toFixed(2),
        height: thick,
      };
      this.bars.put(Object.values(look).join(" "), (group) => make(group, "rect", look), values);
    }

    /* A hatching of that colour, where Plotly's has its lines. */
    hatching(color) {
      const id = `_ruled-${color.replace(/[^0-9]+/g, "-")}`,
        { used } = this.hatchings;
      if (!used.has(id)) {
        const { wide, thick } = HATCH,
          part = wide / 4;
        const d = `M${-part} ${part}l${2 * part} ${-2 * part}M0 ${wide}L${wide} 0M${3 * part} ${5 * part}l${2 * part} ${-2 * part}`;
        const fresh = (defs) => {
          const tile = make(defs, "pattern", { id, width: wide, height: wide, patternUnits: "userSpaceOnUse" });
          make(tile, "path", { d, stroke: color, "stroke-width": thick });
          return tile;
        };
        this.hatchings.put(id, fresh, {});
      }
      return `url(#${id})`;
    }

    point({ x, y, symbol, size, color, line, edge, dash }) {
      const look = { d: symbols.path(symbol, size), fill: color, stroke: edge, "stroke-width": line };
      if (dash !== "solid") look["stroke-dasharray"] = DASHES;
      this.points.put(Object.values(look).join(" "), (group) => make(group, "path", look), at(x, y));
    }

    pill({ start, end, y, text, color }) {
      const fresh = (group) => {
        const pill = make(group, "g", { class: "pill" }),
          wide = end - start;
        make(pill, "rect", { x: -wide / 2, y: -9, width: wide, height: 18, rx: 9, stroke: color });
        make(pill, "text", { y: 4 }, text);
        return pill;
      };
      this.pills.put(`${color} ${(end - start).toFixed(1)} ${text}`, fresh, at((start + end) / 2, y));
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

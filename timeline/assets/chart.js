/* The chart: fills the figure that Python made with what a window shows, and tells the page what a hand does to it.
   Plotly draws and nothing more: dragging, zooming and choosing are ours, so that labels never touch on the way,
   the wheel leaves the page alone, and touch works like everywhere else. */
(function (root) {
  "use strict";

  const { calendar, layout: placing } = root.TreatyTimeline;
  const HALO = 12, DAY = 86400000, SHORTEST = 3, NARROW = 640, PAPER = { width: "690px", height: "440px" }, HEAD = 13, FAR = 2e5;
  const SIZES = { "triangle-up": 12, "triangle-down": 12, star: 11, diamond: 12, x: 10, square: 10, circle: 11, hexagon: 12 };

  /* The one door for text into Plotly, as `label` in timeline/figure.py: one line, no controls, capped, never markup. */
  function label(text, longest) {
    let clean = String(text).replace(/[\ufeff\u00ad]/g, "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ").trim();
    const characters = Array.from(clean);
    if (characters.length > longest) clean = characters.slice(0, longest - 1).join("").trimEnd() + "…";
    return clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function titleLabel(title, most) {
    const line = Array.from(title.replace(/\s+/g, " ").trim());
    return line.length <= most ? line.join("") : line.slice(0, most - 1).join("").trimEnd() + "…";
  }

  /* A colour of the theme let through: a bar that carries its label is a tint to be read on, a doubtful one hollow. */
  function tint(colour, strength) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return `rgba(${red},${green},${blue},${strength})`;
  }

  /* The name of a lane beside it, in two lines when it is long. */
  function laneLabel(name) {
    const words = name.toUpperCase().trim().split(/\s+/), lines = [""];
    for (const word of words) {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (longer.length > 17 && lines[lines.length - 1] && lines.length < 2) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((line) => label(line, 17)).join("<br>");
  }

  const nextPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  class Chart {
    /* on: {select(id), window(start, end, moving), pill(ids)}; the caller owns the state and calls draw. */
    constructor(element, payload, on, signal) {
      Object.assign(this, { element, payload, on, signal });
      this.events = new Map(payload.events.map((event) => [event.id, event]));
      this.lanesOf = { kind: (event) => [payload.kinds[event.kind]], party: (event) => event.parties };
      this.widths = new Map();
      this.canvas = document.createElement("canvas").getContext("2d");
      this.drawn = null;
      this.pending = null;
      this.readTheme();
      this.listen();
    }

    readTheme() {
      const style = getComputedStyle(document.documentElement);
      const token = (name) => style.getPropertyValue("--" + name).trim();
      this.colours = Object.fromEntries(["paper", "band", "raised", "ink", "soft", "faint", "line", "grid", "accent"].map((name) => [name, token(name)]));
      this.kindColours = this.payload.kinds.map((_, index) => token("kind-" + ((index % 8) + 1)));
    }

    /* Measured bold, as the label of the selected event is: choosing a mark then moves nothing. */
    textWidth(text) {
      if (!this.widths.has(text)) {
        const font = this.payload.figure.data[3].textfont;
        this.canvas.font = `700 ${font.size}px ${font.family}`;
        this.widths.set(text, Math.ceil(this.canvas.measureText(text).width) + 2);
      }
      return this.widths.get(text);
    }

    size() {
      const narrow = this.element.clientWidth < NARROW;
      const margin = Object.assign({}, this.payload.margin, narrow ? { l: 10, r: 10 } : {});
      const head = narrow ? HEAD : 0;
      const width = Math.max(60, this.element.clientWidth - margin.l - margin.r);
      const height = Math.max(60, this.element.clientHeight - margin.t - margin.b);
      return { narrow, margin, head, width, height };
    }

    /* Draw a view {start, end, ids, by, selected}; resolves when it is painted. Calls in between are dropped. */
    draw(view, moving) {
      this.next = { view, moving };
      if (!this.pending) {
        this.pending = (async () => {
          await null;
          while (this.next) {
            const { view: latest, moving: still } = this.next;
            this.next = null;
            await this.paint(latest, still);
            if (!this.next) await nextPaint();
          }
        })().finally(() => { this.pending = null; });
      }
      return this.pending;
    }

    paint(view, moving) {
      const size = this.size(), last = this.drawn;
      const scale = size.width / (view.end - view.start);
      // While a hand drags, everything moves as one piece: the rows of the last settled window stay.
      const slide = moving && last && Math.abs(last.scale / scale - 1) < 1e-9 && Math.abs(view.start - last.base.start) * scale < size.width * 0.9;
      this.drawn = slide ? Object.assign({}, last, { view, shift: (last.base.start - view.start) * scale })
        : Object.assign(this.place(view, size, scale), { view, base: view, shift: 0, scale, size });
      const figure = this.payload.figure;
      const data = slide ? this.lastData : (this.lastData = this.traces(this.drawn));
      const layout = this.frame(figure.layout, this.drawn, view);
      if (!root.Plotly) return null;
      return root.Plotly.react(this.element, data, layout, { staticPlot: true, responsive: false, displayModeBar: false, displaylogo: false, showSendToCloud: false });
    }

    /* Printing does not wait, so this draws at once. */
    forPaper(on) {
      Object.assign(this.element.style, on ? { width: PAPER.width, height: PAPER.height } : { width: "", height: "" });
      if (on && this.drawn) this.paint(this.drawn.view, false);
    }

    place(view, size, scale) {
      const names = this.payload.lanes[view.by], rows = placing.rowsIn(size.height, names.length, size.head);
      const place = (alone) => placing.place(this.items(view, size, scale, names, alone), names.length, rows, size.width);
      let placed = place(null);
      // The selected event is always a mark of its own; only then does choosing it move others.
      if (view.selected && !placed.marks.some((mark) => mark.event === view.selected)) placed = place(view.selected);
      return { names, placed, bands: placing.bands(placed.rows, size.height, size.head) };
    }

    /* Every event that can be seen in the window or dragged into it, once for each of its lanes. */
    items(view, size, scale, names, alone) {
      const index = new Map(names.map((name, at) => [name, at])), items = [];
      for (const event of this.payload.events) {
        if (event.id !== view.selected && !view.ids.has(event.id)) continue;
        let start = (event.start - view.start) * scale, end = (event.end - view.start) * scale;
        if (end < -size.width || start > 2 * size.width) continue;
        start = Math.max(start, -FAR);
        end = Math.min(end, FAR);
        if (event.approximate) {
          const half = Math.max(end - start, placing.SYMBOL) / 2 + HALO, middle = (start + end) / 2;
          start = middle - half;
          end = middle + half;
        }
        const lanes = new Set(this.lanesOf[view.by](event).filter((name) => index.has(name)).map((name) => index.get(name)));
        const width = this.textWidth(titleLabel(event.title, this.payload.label));
        for (const lane of lanes.size ? lanes : [names.length - 1]) {
          items.push({ event: event.id, lane, start, end, width, importance: event.importance, alone: event.id === alone });
        }
      }
      return items;
    }

    yOf(drawn, mark) {
      const band = drawn.bands[mark.lane];
      return band.first + mark.row * band.row;
    }

    traces(drawn) {
      const axis = this.payload.axis, { base, scale } = drawn;
      const at = (pixel) => calendar.axisValue(base.start + pixel / scale, axis);
      const bars = [], points = [], labels = [], pills = [], ring = { x: [], y: [] };
      const bar = (into, start, end, y, told) => {
        const first = at(start);
        into.push(Object.assign({ base: first, x: axis === "date" ? ((end - start) / scale) * DAY : at(end) - first, y }, told));
      };
      for (const mark of drawn.placed.marks) {
        const event = this.events.get(mark.event), y = this.yOf(drawn, mark), colour = this.kindColours[event.kind];
        const selected = mark.event === base.selected;
        let { start, end } = mark;
        if (event.approximate) {
          start += HALO;
          end -= HALO;
          for (let step = 0; step < 4; step += 1) {
            for (const left of [start - ((step + 1) * HALO) / 4, end + (step * HALO) / 4]) {
              bar(bars, left, left + HALO / 4, y, { width: 8, color: tint(colour, 0.6 - 0.15 * step), line: 0, edge: colour });
            }
          }
        }
        if ((event.end - event.start) * scale > placing.SYMBOL) {
          bar(bars, start, end, y, {
            width: mark.side === "inside" ? 17 : 10, color: tint(colour, event.hollow ? 0 : mark.side === "inside" ? 0.32 : 1),
            line: selected ? 2 : event.hollow ? 1.5 : 0, edge: selected ? this.colours.accent : colour,
          });
          if (event.openEnd) points.push({ x: at(end - 4), y, color: colour, symbol: "triangle-right", size: 14 });
          if (event.openStart) points.push({ x: at(start + 4), y, color: colour, symbol: "triangle-left", size: 14 });
        } else {
          const shape = this.payload.symbols[event.kind];
          points.push({ x: at((start + end) / 2), y, color: colour, symbol: shape + (event.hollow ? "-open" : ""), size: SIZES[shape] || 11 });
          if (selected) { ring.x.push(at((start + end) / 2)); ring.y.push(y); }
        }
        if (mark.side !== "none") {
          labels.push({
            id: event.id, x: at(mark.label[mark.side === "left" ? 1 : 0]), y, side: mark.side === "left" ? "middle left" : "middle right", text: label(titleLabel(event.title, this.payload.label), this.payload.longest),
            color: selected ? this.colours.accent : this.colours.ink, weight: selected ? 700 : 400,
          });
        }
      }
      for (const pill of drawn.placed.pills) {
        const kinds = new Set(pill.events.map((id) => this.events.get(id).kind));
        const colour = kinds.size === 1 ? this.kindColours[Array.from(kinds)[0]] : this.colours.soft;
        bar(pills, pill.start, pill.end, this.yOf(drawn, pill), { width: 18, text: String(pill.events.length), color: colour });
      }
      this.labelIds = labels.map((row) => row.id);
      return this.fill(bars, points, pills, labels, ring);
    }

    fill(bars, points, pills, labels, ring) {
      const column = (rows, name) => rows.map((row) => row[name]);
      const [barTrace, pointTrace, pillTrace, labelTrace, ringTrace] = this.payload.figure.data;
      const with_ = (trace, extra) => Object.assign({}, trace, extra);
      const bar = (rows) => ({ base: column(rows, "base"), x: column(rows, "x"), y: column(rows, "y"), width: column(rows, "width") });
      const none = { hoverinfo: "skip", hovertemplate: null };
      return [
        with_(barTrace, Object.assign(bar(bars), none, {
          marker: with_(barTrace.marker, { color: column(bars, "color"), line: { width: column(bars, "line"), color: column(bars, "edge") } }),
        })),
        with_(pointTrace, Object.assign({ x: column(points, "x"), y: column(points, "y") }, none, {
          marker: with_(pointTrace.marker, { color: column(points, "color"), symbol: column(points, "symbol"), size: column(points, "size"), line: { width: points.map((row) => (row.symbol.endsWith("-open") ? 1.8 : 1)), color: points.map((row) => (row.symbol.endsWith("-open") ? row.color : this.colours.paper)) } }),
        })),
        with_(pillTrace, Object.assign(bar(pills), none, {
          text: column(pills, "text"),
          textfont: with_(pillTrace.textfont, { color: this.colours.ink }),
          marker: with_(pillTrace.marker, { color: this.colours.raised, line: { width: 1.5, color: column(pills, "color") } }),
        })),
        with_(labelTrace, {
          x: column(labels, "x"), y: column(labels, "y"), text: column(labels, "text"), textposition: column(labels, "side"),
          textfont: with_(labelTrace.textfont, { color: column(labels, "color"), weight: column(labels, "weight") }),
        }),
        with_(ringTrace, { x: ring.x, y: ring.y, marker: with_(ringTrace.marker, { color: this.colours.accent }) }),
      ];
    }

    frame(layout, drawn, view) {
      const { size, names, bands } = drawn, axis = this.payload.axis, colours = this.colours;
      const at = (day) => calendar.axisValue(day, axis);
      const shown = calendar.ticks(view.start, view.end, size.width), major = shown.filter((tick) => tick.text);
      const tickfont = Object.assign({}, layout.xaxis.tickfont, { color: colours.soft });
      return Object.assign({}, layout, {
        width: this.element.clientWidth, height: this.element.clientHeight, margin: size.margin,
        xaxis: Object.assign({}, layout.xaxis, {
          range: [at(view.start), at(view.end)], tickfont, gridcolor: colours.grid, tickcolor: colours.faint,
          tickmode: "array", tickvals: major.map((tick) => at(tick.day)),
          ticktext: major.map((tick) => tick.text + (tick.above ? "<br>" + tick.above : "")),
          minor: Object.assign({}, layout.xaxis.minor, { tickmode: "array", tickcolor: colours.line, tickvals: shown.filter((tick) => !tick.text).map((tick) => at(tick.day)) }),
        }),
        yaxis: Object.assign({}, layout.yaxis, {
          range: [size.height, 0], tickmode: "array",
          tickvals: bands.map((band) => (size.narrow ? band.top + HEAD / 2 + 2 : band.first)),
          ticktext: names.map((name) => (size.narrow ? label(name.toUpperCase(), 40) : laneLabel(name))),
          ticklabelposition: size.narrow ? "inside" : "outside",
          tickfont: Object.assign({}, layout.yaxis.tickfont, { color: colours.soft, size: size.narrow ? 9 : 11 }),
        }),
        shapes: bands.filter((_, index) => index % 2 === 0).map((band) => ({
          type: "rect", xref: "paper", x0: 0, x1: 1, yref: "y", y0: band.top, y1: band.bottom, layer: "below", line: { width: 0 }, fillcolor: colours.band,
        })),
      });
    }

    /* What is drawn, where: boxes in CSS pixels of the viewport. */
    boxes() {
      if (!this.drawn) return [];
      const frame = this.element.getBoundingClientRect(), { size, placed, shift } = this.drawn;
      const left = frame.left + size.margin.l, top = frame.top + size.margin.t;
      const box = (start, end, y, half) => ({ x: left + start + shift, y: top + y - half, width: end - start, height: 2 * half });
      const inside = (start, end) => end + shift > 0 && start + shift < size.width;
      const made = [];
      for (const mark of placed.marks) {
        const y = this.yOf(this.drawn, mark);
        if (!inside(mark.start, mark.end)) continue;
        const labelled = mark.side === "none" ? null : box(mark.label[0], mark.label[1], y, 9);
        // A long bar is chosen where it can be seen.
        const from = Math.max(mark.start, -shift), to = Math.min(mark.end, size.width - shift);
        made.push({ id: mark.event, lane: mark.lane, mark: box(from, to, y, 8), label: labelled });
      }
      for (const pill of placed.pills) {
        if (inside(pill.start, pill.end)) made.push({ pill: pill.events, lane: pill.lane, mark: box(pill.start, pill.end, this.yOf(this.drawn, pill), 9) });
      }
      return made;
    }

    visible() {
      return Array.from(new Set(this.boxes().filter((box) => box.id).map((box) => box.id)));
    }

    markBox(id) {
      const found = this.boxes().find((box) => box.id === id);
      return found ? found.mark : null;
    }

    /* Measured from what the browser drew, so that a test of overlap tests the picture. */
    labelBoxes() {
      const nodes = this.element.querySelectorAll(".scatterlayer .textpoint text"), plot = this.element.getBoundingClientRect();
      const margin = this.drawn ? this.drawn.size.margin : this.payload.margin, made = [];
      nodes.forEach((node, index) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        if (width && x < plot.right - margin.r && x + width > plot.left + margin.l) made.push({ id: this.labelIds[index], x, y, width, height });
      });
      return made;
    }

    hit(x, y) {
      const near = (box, room) => box && x >= box.x - room && x <= box.x + box.width + room && y >= box.y - room && y <= box.y + box.height + room;
      const boxes = this.boxes();
      return boxes.find((box) => near(box.mark, 0)) || boxes.find((box) => near(box.mark, 5)) || boxes.find((box) => near(box.label, 0)) || null;
    }

    inPlot(event) {
      const frame = this.element.getBoundingClientRect(), { size } = this.drawn;
      const x = event.clientX - frame.left - size.margin.l;
      return Math.min(Math.max(x, 0), size.width);
    }

    zoom(factor, pixel) {
      const { view, size } = this.drawn, days = view.end - view.start;
      const share = pixel === undefined ? 0.5 : pixel / size.width, anchor = view.start + share * days;
      const span = Math.max(SHORTEST, days * factor);
      this.on.window(anchor - share * span, anchor + (1 - share) * span, false);
    }

    listen() {
      const { element, signal } = this, pointers = new Map();
      let origin = null;
      const hear = (type, listener, options) => element.addEventListener(type, listener, Object.assign({ signal }, options));
      const begin = () => {
        const view = this.drawn.view, xs = Array.from(pointers.values());
        origin = { view, scale: this.drawn.size.width / (view.end - view.start), points: xs.map((point) => Object.assign({}, point)), moved: false };
      };
      hear("pointerdown", (event) => {
        if (!this.drawn || event.button > 0) return;
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, pixel: this.inPlot(event) });
        begin();
      });
      hear("pointermove", (event) => {
        if (!pointers.has(event.pointerId)) { this.hover(event); return; }
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, pixel: this.inPlot(event) });
        const now = Array.from(pointers.values()), { view, scale, points } = origin;
        if (points.length !== now.length) return;
        if (now.length === 1) {
          const moved = now[0].x - points[0].x;
          if (!origin.moved && Math.abs(moved) < 5) return;
          if (!origin.moved) { element.setPointerCapture(event.pointerId); element.classList.add("dragging"); this.tell(null); }
          origin.moved = true;
          this.on.window(view.start - moved / scale, view.end - moved / scale, true);
        } else {
          origin.moved = true;
          const before = Math.max(20, Math.abs(points[0].x - points[1].x)), after = Math.max(20, Math.abs(now[0].x - now[1].x));
          const span = Math.max(SHORTEST, (view.end - view.start) * (before / after)), size = this.drawn.size.width;
          const anchor = view.start + (points[0].pixel + points[1].pixel) / 2 / scale, share = (now[0].pixel + now[1].pixel) / 2 / size;
          this.on.window(anchor - share * span, anchor + (1 - share) * span, false);
        }
      });
      const finish = (event) => {
        if (!pointers.delete(event.pointerId)) return;
        element.classList.remove("dragging");
        if (pointers.size) { begin(); origin.moved = true; return; }
        if (origin.moved) this.on.window(this.drawn.view.start, this.drawn.view.end, false);
        else if (event.type === "pointerup") this.choose(event);
        origin = null;
      };
      hear("pointerup", finish);
      hear("pointercancel", finish);
      hear("pointerleave", () => this.tell(null));
      hear("wheel", (event) => {
        if (!this.drawn || !(event.ctrlKey || event.metaKey || document.activeElement === element)) return;
        event.preventDefault();
        const unit = event.deltaMode === 1 ? 30 : 1;
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          const { view, size } = this.drawn, moved = ((event.deltaX || event.deltaY) * unit * (view.end - view.start)) / size.width;
          this.on.window(view.start + moved, view.end + moved, false);
        } else {
          this.zoom(Math.exp(Math.max(-200, Math.min(200, event.deltaY * unit)) * 0.0022), this.inPlot(event));
        }
      }, { passive: false });
    }

    choose(event) {
      const found = this.hit(event.clientX, event.clientY);
      if (!found) return;
      if (found.pill) this.on.pill(found.pill);
      else this.on.select(found.id);
    }

    hover(event) {
      if (!this.drawn || event.pointerType === "touch") return;
      const found = this.hit(event.clientX, event.clientY);
      this.element.classList.toggle("pointing", Boolean(found));
      this.tell(found);
    }

    tell(found) {
      if (this.on.hover) this.on.hover(found);
    }
  }

  root.TreatyTimeline.Chart = Chart;
  root.TreatyTimeline.nextPaint = nextPaint;
})(window);

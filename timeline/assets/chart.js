/* The chart: fills the figure that Python made with what a window shows, and knows where everything stands.
   Plotly draws and nothing more: hands are heard in gestures.js, so that labels never touch on the way, the wheel
   leaves the page alone, and touch works like everywhere else. */
(function (root) {
  "use strict";

  const { axes, calendar, layout: placing, Gestures } = root.TreatyTimeline;
  const { label, HEAD } = axes;
  const HALO = 12,
    DAY = 86400000,
    NARROW = 640,
    PAPER = { width: "690px", height: "440px" },
    FAR = 2e5;
  const SIZES = {
    "triangle-up": 12,
    "triangle-down": 12,
    star: 11,
    diamond: 12,
    x: 10,
    square: 10,
    circle: 11,
    hexagon: 12,
  };

  function titleLabel(title, most) {
    const line = Array.from(title.replace(/\s+/g, " ").trim());
    return line.length <= most
      ? line.join("")
      : line
          .slice(0, most - 1)
          .join("")
          .trimEnd() + "…";
  }

  /* A colour of the theme let through: a bar that carries its label is a tint to be read on, a doubtful one hollow. */
  function tint(colour, strength) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return `rgba(${red},${green},${blue},${strength})`;
  }

  const nextPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

  class Chart {
    /* on: {select(id), window(start, end, moving), pill(ids), hover(box or null)}; the caller owns the state. */
    constructor(element, payload, on, signal) {
      Object.assign(this, { element, payload, on, signal });
      this.events = new Map(payload.events.map((event) => [event.id, event]));
      this.widths = new Map();
      this.canvas = document.createElement("canvas").getContext("2d");
      this.drawn = null;
      this.pending = null;
      this.readTheme();
      new Gestures(this, signal);
    }

    /* The view that was asked for last, painted or not. */
    get view() {
      const latest = this.next || this.drawn;
      return latest && latest.view;
    }

    readTheme() {
      this.painted = null;
      const style = getComputedStyle(document.documentElement);
      const token = (name) => style.getPropertyValue("--" + name).trim();
      this.colours = Object.fromEntries(
        ["paper", "band", "raised", "ink", "soft", "faint", "line", "grid", "accent"].map((name) => [
          name,
          token(name),
        ]),
      );
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

    /* The plot within the element, in pixels. Where lanes are many the element grows: none is squeezed out. */
    size(view = this.view) {
      const narrow = this.element.clientWidth < NARROW,
        by = view ? view.by : "kind";
      const margin = { ...this.payload.margin, ...(narrow ? { l: 10, r: 10 } : {}) };
      margin.t += axes.above(view, narrow);
      const head = narrow ? HEAD : 0;
      const least = placing.leastHeight(this.payload.lanes[by].length, head) + margin.t + margin.b;
      this.element.style.minHeight = `${Math.ceil(least)}px`;
      const width = Math.max(60, this.element.clientWidth - margin.l - margin.r);
      const height = Math.max(60, this.element.clientHeight - margin.t - margin.b);
      return { narrow, margin, head, width, height };
    }

    /* Draw a view {start, end, ids, by, selected, language, oldStyle}; resolves when it is painted. Calls in between
       are dropped. */
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
        })().finally(() => {
          this.pending = null;
        });
      }
      return this.pending;
    }

    paint(view, moving) {
      const size = this.size(view),
        last = this.drawn;
      if (this.isPainted(view, moving, size)) return null;
      const scale = size.width / (view.end - view.start);
      // While a hand drags, everything moves as one piece: the rows of the last settled window stay.
      const slide =
        moving &&
        last &&
        Math.abs(last.scale / scale - 1) < 1e-9 &&
        Math.abs(view.start - last.base.start) * scale < size.width * 0.9;
      this.drawn = slide
        ? Object.assign({}, last, { view, shift: (last.base.start - view.start) * scale })
        : Object.assign(this.place(view, size, scale), { view, base: view, shift: 0, scale, size });
      const figure = this.payload.figure;
      const data = slide ? this.lastData : (this.lastData = this.traces(this.drawn));
      const layout = axes.frame(figure.layout, this, this.drawn, view);
      if (!root.Plotly) return null;
      return root.Plotly.react(this.element, axes.traces(data, view), layout, {
        staticPlot: true,
        responsive: false,
        displayModeBar: false,
        displaylogo: false,
        showSendToCloud: false,
      });
    }

    /* Whether this very picture is on the screen: a page asks more often than it changes. */
    isPainted(view, moving, size) {
      const { ids, ...rest } = view,
        asked = JSON.stringify([rest, Boolean(moving), size]);
      const same = asked === this.painted && ids === this.paintedIds;
      [this.painted, this.paintedIds] = [asked, ids];
      return same;
    }

    /* Printing does not wait, so this draws at once. */
    forPaper(on) {
      Object.assign(
        this.element.style,
        on ? { width: PAPER.width, height: PAPER.height } : { width: "", height: "" },
      );
      if (on && this.drawn) this.paint(this.drawn.view, false);
    }

    place(view, size, scale) {
      const names = this.payload.lanes[view.by],
        rows = placing.rowsIn(size.height, names.length, size.head);
      const place = (alone) => placing.place(this.items(view, size, scale, alone), names.length, rows, size.width);
      let placed = place(null);
      // The selected event is always a mark of its own; only then does choosing it move others.
      if (view.selected && !placed.marks.some((mark) => mark.event === view.selected)) placed = place(view.selected);
      return { names, placed, bands: placing.bands(placed.rows, size.height, size.head) };
    }

    /* Every event that can be seen in the window or dragged into it, once for each of its lanes. */
    items(view, size, scale, alone) {
      const items = [];
      for (const event of this.payload.events) {
        if (event.id !== view.selected && !view.ids.has(event.id)) continue;
        let start = (event.start - view.start) * scale,
          end = (event.end - view.start) * scale;
        if (end < -size.width || start > 2 * size.width) continue;
        start = Math.max(start, -FAR);
        end = Math.min(end, FAR);
        if (event.approximate) {
          const half = Math.max(end - start, placing.SYMBOL) / 2 + HALO,
            middle = (start + end) / 2;
          start = middle - half;
          end = middle + half;
        }
        const width = this.textWidth(titleLabel(event.title, this.payload.label));
        for (const lane of this.lanesOf(event, view.by)) {
          items.push({
            event: event.id,
            lane,
            start,
            end,
            width,
            importance: event.importance,
            alone: event.id === alone,
          });
        }
      }
      return items;
    }

    /* Indexes of the lanes in which an event stands; the last is for those that have none of their own. */
    lanesOf(event, by) {
      const names = this.payload.lanes[by],
        own = by === "kind" ? [this.payload.kinds[event.kind]] : event.parties;
      const lanes = Array.from(new Set(own), (name) => names.indexOf(name)).filter((lane) => lane >= 0);
      return lanes.length ? lanes : [names.length - 1];
    }

    yOf(drawn, mark) {
      const band = drawn.bands[mark.lane];
      return band.first + mark.row * band.row;
    }

    traces(drawn) {
      const axis = this.payload.axis,
        { base, scale } = drawn;
      const at = (pixel) => calendar.axisValue(base.start + pixel / scale, axis);
      const bars = [],
        points = [],
        labels = [],
        pills = [],
        ring = { x: [], y: [] };
      const bar = (into, start, end, y, told) => {
        const first = at(start);
        into.push(
          Object.assign(
            { base: first, x: axis === "date" ? ((end - start) / scale) * DAY : at(end) - first, y },
            told,
          ),
        );
      };
      for (const mark of drawn.placed.marks) {
        const event = this.events.get(mark.event),
          y = this.yOf(drawn, mark),
          colour = this.kindColours[event.kind];
        const selected = mark.event === base.selected;
        let { start, end } = mark;
        if (event.approximate) {
          start += HALO;
          end -= HALO;
          for (let step = 0; step < 4; step += 1) {
            for (const left of [start - ((step + 1) * HALO) / 4, end + (step * HALO) / 4]) {
              bar(bars, left, left + HALO / 4, y, {
                width: 8,
                color: tint(colour, 0.6 - 0.15 * step),
                line: 0,
                edge: colour,
              });
            }
          }
        }
        if ((event.end - event.start) * scale > placing.SYMBOL) {
          bar(bars, start, end, y, {
            width: mark.side === "inside" ? 17 : 10,
            color: tint(colour, event.hollow ? 0 : mark.side === "inside" ? 0.32 : 1),
            line: selected ? 2 : event.hollow ? 1.5 : 0,
            edge: selected ? this.colours.accent : colour,
          });
          if (event.openEnd) points.push({ x: at(end - 4), y, color: colour, symbol: "triangle-right", size: 14 });
          if (event.openStart) points.push({ x: at(start + 4), y, color: colour, symbol: "triangle-left", size: 14 });
        } else {
          const shape = this.payload.symbols[event.kind];
          points.push({
            x: at((start + end) / 2),
            y,
            color: colour,
            symbol: shape + (event.hollow ? "-open" : ""),
            size: SIZES[shape] || 11,
          });
          if (selected) {
            ring.x.push(at((start + end) / 2));
            ring.y.push(y);
          }
        }
        if (mark.side !== "none") {
          labels.push({
            id: event.id,
            x: at(mark.label[mark.side === "left" ? 1 : 0]),
            y,
            side: mark.side === "left" ? "middle left" : "middle right",
            text: label(titleLabel(event.title, this.payload.label), this.payload.characters),
            color: selected ? this.colours.accent : this.colours.ink,
            weight: selected ? 700 : 400,
          });
        }
      }
      for (const pill of drawn.placed.pills) {
        const kinds = new Set(pill.events.map((id) => this.events.get(id).kind));
        const colour = kinds.size === 1 ? this.kindColours[Array.from(kinds)[0]] : this.colours.soft;
        bar(pills, pill.start, pill.end, this.yOf(drawn, pill), {
          width: 18,
          text: String(pill.events.length),
          color: colour,
        });
      }
      this.labelIds = labels.map((row) => row.id);
      return this.fill(bars, points, pills, labels, ring);
    }

    fill(bars, points, pills, labels, ring) {
      const column = (rows, name) => rows.map((row) => row[name]);
      const [barTrace, pointTrace, pillTrace, labelTrace, ringTrace] = this.payload.figure.data;
      const with_ = (trace, extra) => Object.assign({}, trace, extra);
      const bar = (rows) => ({
        base: column(rows, "base"),
        x: column(rows, "x"),
        y: column(rows, "y"),
        width: column(rows, "width"),
      });
      const none = { hoverinfo: "skip", hovertemplate: null };
      return [
        with_(
          barTrace,
          Object.assign(bar(bars), none, {
            marker: with_(barTrace.marker, {
              color: column(bars, "color"),
              line: { width: column(bars, "line"), color: column(bars, "edge") },
            }),
          }),
        ),
        with_(
          pointTrace,
          Object.assign({ x: column(points, "x"), y: column(points, "y") }, none, {
            marker: with_(pointTrace.marker, {
              color: column(points, "color"),
              symbol: column(points, "symbol"),
              size: column(points, "size"),
              line: {
                width: points.map((row) => (row.symbol.endsWith("-open") ? 1.8 : 1)),
                color: points.map((row) => (row.symbol.endsWith("-open") ? row.color : this.colours.paper)),
              },
            }),
          }),
        ),
        with_(
          pillTrace,
          Object.assign(bar(pills), none, {
            text: column(pills, "text"),
            textfont: with_(pillTrace.textfont, { color: this.colours.ink }),
            marker: with_(pillTrace.marker, {
              color: this.colours.raised,
              line: { width: 1.5, color: column(pills, "color") },
            }),
          }),
        ),
        with_(labelTrace, {
          x: column(labels, "x"),
          y: column(labels, "y"),
          text: column(labels, "text"),
          textposition: column(labels, "side"),
          textfont: with_(labelTrace.textfont, { color: column(labels, "color"), weight: column(labels, "weight") }),
        }),
        with_(ringTrace, { x: ring.x, y: ring.y, marker: with_(ringTrace.marker, { color: this.colours.accent }) }),
      ];
    }

    /* What is drawn, where: boxes in CSS pixels of the viewport. */
    boxes() {
      if (!this.drawn) return [];
      const frame = this.element.getBoundingClientRect(),
        { size, placed, shift } = this.drawn;
      const left = frame.left + size.margin.l,
        top = frame.top + size.margin.t;
      const box = (start, end, y, half) => ({
        x: left + start + shift,
        y: top + y - half,
        width: end - start,
        height: 2 * half,
      });
      const inside = (start, end) => end + shift > 0 && start + shift < size.width;
      const made = [];
      for (const mark of placed.marks) {
        const y = this.yOf(this.drawn, mark);
        if (!inside(mark.start, mark.end)) continue;
        const labelled = mark.side === "none" ? null : box(mark.label[0], mark.label[1], y, 9);
        // A long bar is chosen where it can be seen.
        const from = Math.max(mark.start, -shift),
          to = Math.min(mark.end, size.width - shift);
        made.push({ id: mark.event, lane: mark.lane, mark: box(from, to, y, 8), label: labelled });
      }
      for (const pill of placed.pills) {
        if (inside(pill.start, pill.end))
          made.push({
            pill: pill.events,
            lane: pill.lane,
            mark: box(pill.start, pill.end, this.yOf(this.drawn, pill), 9),
          });
      }
      return made;
    }

    visible() {
      return Array.from(
        new Set(
          this.boxes()
            .filter((box) => box.id)
            .map((box) => box.id),
        ),
      );
    }

    markBox(id) {
      const found = this.boxes().find((box) => box.id === id);
      return found ? found.mark : null;
    }

    /* Measured from what the browser drew, so that a test of overlap tests the picture. */
    labelBoxes() {
      const nodes = this.element.querySelectorAll(".scatterlayer .textpoint text"),
        plot = this.element.getBoundingClientRect();
      const margin = this.drawn ? this.drawn.size.margin : this.payload.margin,
        made = [];
      nodes.forEach((node, index) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        if (width && x < plot.right - margin.r && x + width > plot.left + margin.l)
          made.push({ id: this.labelIds[index], x, y, width, height });
      });
      return made;
    }

    hit(x, y) {
      const near = (box, room) =>
        box &&
        x >= box.x - room &&
        x <= box.x + box.width + room &&
        y >= box.y - room &&
        y <= box.y + box.height + room;
      const boxes = this.boxes();
      return (
        boxes.find((box) => near(box.mark, 0)) ||
        boxes.find((box) => near(box.mark, 5)) ||
        boxes.find((box) => near(box.label, 0)) ||
        null
      );
    }

    /* A length of time that may be shown, in days. */
    span(days) {
      return Math.min(Math.max(days, this.payload.shortest), this.payload.longest);
    }

    /* Come nearer (factor below 1) or step back, around the middle or a pixel of the plot. */
    zoom(factor, pixel) {
      const { view } = this,
        days = view.end - view.start,
        span = this.span(days * factor);
      const share = pixel === undefined ? 0.5 : pixel / this.size().width,
        start = view.start + share * (days - span);
      this.on.window(start, start + span, false);
    }
  }

  root.TreatyTimeline.Chart = Chart;
  root.TreatyTimeline.nextPaint = nextPaint;
})(window);

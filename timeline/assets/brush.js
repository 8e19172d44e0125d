/* Placed marks as what is to be drawn of them, in pixels: bars, dotted lines, symbols, pills, labels and rings; and the
   same as the arrays of the figure's traces. The page's copy of timeline/brush.py. What a mark looks like is the business
   of marks.js; who draws it, the easel or Plotly, is all the same: both draw these rows. */
(function (root) {
  "use strict";

  const { axes, calendar, density, marks, rivals } = root.TreatyTimeline;
  const DAY = 86400000,
    BEYOND = 60, // pixels beside the plot within which marks are drawn though nobody drags
    COUNT_SIZE = 11, // pixels, of the number in a pill
    LOWER = 1.25, // pixels by which it stands below where Plotly puts what is to be in the middle: it has no tails
    EDGES = { none: 0, solid: 1.6, dotted: 1.5, accent: 2, paper: 1 },
    SHAPES = { diamond: "diamond", right: "triangle-right", left: "triangle-left", slash: "line-ne" };

  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

  /* A colour of the theme, let through by so much: 1 is solid. */
  const tint = (colour, strength) => `rgba(${channels(colour).join()},${strength})`;

  /* The same as it looks on that ground, but covering what is behind: a symbol on a line stays clean. */
  function mixed(colour, ground, strength) {
    const other = channels(ground);
    return `rgb(${channels(colour).map((one, at) => Math.round(one * strength + other[at] * (1 - strength)))})`;
  }

  const column = (rows, name) => rows.map((row) => row[name]);
  const columns = (rows, ...names) => Object.fromEntries(names.map((name) => [name, column(rows, name)]));

  class Brush {
    constructor(chart) {
      this.chart = chart;
      // The traces of the figure, by name: their order is the order in which they are drawn.
      this.styles = Object.fromEntries(chart.payload.figure.data.map((trace) => [trace.name, trace]));
    }

    /* What is to be drawn, in pixels from the plot's upper left corner; what is off the plot only if `whole`, for a drag
       that may bring it in. `all`: whether nothing is left out. */
    rows(drawn, whole) {
      const { placed, size } = drawn;
      const seen = ({ start, end, label = [start, end], ticks }) =>
        whole || ticks || (Math.max(end, label[1]) > -BEYOND && Math.min(start, label[0]) < size.width + BEYOND);
      const rows = { density: this.strips(drawn, whole), all: whole || !drawn.base.density };
      for (const name of ["bars", "dots", "points", "pills", "labels", "asked", "rings"]) rows[name] = [];
      for (const mark of placed.marks) {
        if (seen(mark)) this.mark(rows, drawn, mark);
        else rows.all = false;
      }
      for (const pill of placed.pills) {
        if (seen(pill)) this.pill(rows, drawn, pill);
        else rows.all = false;
      }
      return rows;
    }

    mark(rows, drawn, mark) {
      const { chart } = this,
        { colours } = chart,
        event = drawn.byId.get(mark.event),
        y = chart.yOf(drawn, mark),
        selected = mark.event === drawn.base.selected;
      for (const stroke of this.strokes(drawn, mark, event)) {
        const { form, start, end, thick } = stroke;
        if (form === "bar")
          for (const look of this.barLooks(stroke, event)) rows.bars.push({ start, end, y, thick, ...look });
        else if (form === "dots") rows.dots.push({ start, end, y, half: thick / 2 });
        else if (form === "question") rows.asked.push({ x: start, y });
        else if (stroke.shape === "ring") rows.rings.push({ x: start, y });
        else rows.points.push({ x: start, y, ...this.symbolLook(stroke, event) });
      }
      if (mark.side === "none") return;
      const left = mark.side === "left";
      rows.labels.push({
        id: event.id,
        x: mark.label[left ? 1 : 0],
        y,
        left,
        text: axes.oneLine(chart.of(event).title, chart.payload.characters),
        color: selected ? colours.accent : colours.ink,
        weight: selected ? 700 : 400,
      });
    }

    /* All that is drawn of a mark, from the back: what belongs to the rivals of its date, then its own. */
    strokes(drawn, mark, event) {
      const { chart } = this,
        { doubts } = chart.of(event);
      const look = {
        inside: mark.side === "inside",
        hollow: Boolean(event.hollow),
        selected: mark.event === drawn.base.selected,
      };
      const beside = (sight, one) => this.tickStrokes(event, one, sight, drawn.base.passage),
        own = (sight) => marks.strokes(doubts, event.start, event.end, sight, look);
      const found = chart.strokesOf(drawn, mark, own);
      return mark.ticks ? [...chart.strokesOf(drawn, mark, beside), ...found] : found;
    }

    /* The rivals of its date, and what joins them to the mark. passage: the one in focus, if a rival rests on it. */
    tickStrokes(event, mark, sight, passage) {
      const box = [mark.start, mark.end],
        ticks = rivals.ticks(event.rivals, sight, box);
      const drawn = ticks.flatMap((tick) => {
        const rival = event.rivals[tick.rival];
        return rivals.strokes(tick, rival.rank, sight, rival.passages.includes(passage));
      });
      return [...rivals.hairlines(ticks, sight, box, mark.label), ...drawn];
    }

    pill(rows, drawn, { events, start, end, ...pill }) {
      const { chart } = this,
        kinds = new Set(events.map((id) => drawn.byId.get(id).kind));
      const color = kinds.size === 1 ? chart.kindColours[Array.from(kinds)[0]] : chart.colours.soft;
      rows.pills.push({ start, end, y: chart.yOf(drawn, pill), text: String(events.length), color });
    }

    /* A hatched stroke is two bars: Plotly's own ground for a pattern takes a single colour. */
    barLooks({ fill, hatch, edge }, event) {
      const colour = this.chart.kindColours[event.kind];
      const look = { line: EDGES[edge], edge: edge === "accent" ? this.chart.colours.accent : colour };
      const made = [];
      if (fill || !hatch) made.push({ ...look, color: tint(colour, fill), hatch: "" });
      if (hatch) made.push({ ...look, color: tint(colour, hatch), hatch: "/" });
      return made;
    }

    symbolLook({ shape, thick, fill, edge }, event) {
      const { kindColours, colours, payload } = this.chart,
        colour = kindColours[event.kind],
        { paper, ink } = colours;
      return {
        color: mixed(colour, paper, fill),
        symbol: SHAPES[shape] || payload.symbols[event.kind],
        size: shape === "kind" ? (thick * payload.sizes[event.kind]) / 11 : thick,
        line: EDGES[edge],
        edge: edge === "paper" ? paper : edge === "dotted" ? ink : colour,
        dash: edge === "dotted" ? this.styles.dots.line.dash : "solid",
      };
    }

    /* The strips at the foot of the lanes: shapes, each a list of corners. */
    strips({ base, bands, scale }, whole) {
      if (!base.density) return [];
      const long = whole ? base.end - base.start : 0;
      return density
        .outlines(base.density, base.start, base.end, long)
        .flatMap((shapes, lane) =>
          shapes.map((shape) => shape.map(([day, up]) => [(day - base.start) * scale, bands[lane].bottom - up])),
        );
    }

    /* ── The same for Plotly ─────────────────────────────────────────────────────────────────────────── */

    /* The traces of the figure, with places in time instead of pixels. */
    traces(drawn) {
      const rows = this.rows(drawn, false),
        { styles } = this,
        { colours, payload } = this.chart,
        { base, scale } = drawn,
        still = { hoverinfo: "skip", hovertemplate: null };
      const at = (pixel) => calendar.axisValue(base.start + pixel / scale, payload.axis);
      const bar = ({ start, end, ...row }) => {
        const first = at(start),
          x = payload.axis === "date" ? ((end - start) / scale) * DAY : at(end) - first;
        return { base: first, x, ...row };
      };
      const put = (row) => ({ ...row, x: at(row.x) }),
        corners = (shapes) =>
          shapes.flatMap((shape) => [...shape.map(([x, y]) => ({ x: at(x), y })), { x: null, y: null }]);
      const bars = rows.bars.map(bar),
        points = rows.points.map(put),
        pills = rows.pills.map(bar);
      this.labelIds = rows.labels.map(({ id }) => id);
      const labels = rows.labels.map((row) => ({
        ...put(row),
        text: axes.escaped(row.text),
        side: row.left ? "middle left" : "middle right",
        size: styles.labels.textfont.size,
      }));
      // Question marks and numbers after the labels, which stay the first texts of the picture.
      const bold = { side: "middle center", color: colours.ink, weight: 700 };
      for (const row of rows.asked) labels.push({ ...put(row), ...bold, text: "?", size: styles.labels.textfont.size });
      for (const { start, end, y, text } of rows.pills)
        labels.push({ x: at((start + end) / 2), y: y + LOWER, ...bold, text, size: COUNT_SIZE });
      return [
        { ...styles.density, ...columns(corners(rows.density), "x", "y"), fillcolor: colours.faint },
        {
          ...styles.bars,
          ...columns(bars, "base", "x", "y"),
          width: column(bars, "thick"),
          ...still,
          marker: {
            ...styles.bars.marker,
            color: column(bars, "color"),
            line: { width: column(bars, "line"), color: column(bars, "edge") },
            pattern: { ...styles.bars.marker.pattern, shape: column(bars, "hatch") },
          },
        },
        {
          ...styles.dots,
          ...columns(corners(rows.dots.map(outline)), "x", "y"),
          line: { ...styles.dots.line, color: colours.ink },
        },
        {
          ...styles.points,
          ...columns(points, "x", "y"),
          ...still,
          marker: {
            ...styles.points.marker,
            ...columns(points, "color", "symbol", "size"),
            line: { width: column(points, "line"), color: column(points, "edge"), dash: column(points, "dash") },
          },
        },
        {
          ...styles.pills,
          ...columns(pills, "base", "x", "y"),
          width: 18,
          ...still,
          marker: {
            ...styles.pills.marker,
            color: colours.raised,
            line: { width: 1.5, color: column(pills, "color") },
          },
        },
        {
          ...styles.labels,
          ...columns(labels, "x", "y", "text"),
          textposition: column(labels, "side"),
          textfont: { ...styles.labels.textfont, ...columns(labels, "color", "weight", "size") },
        },
        {
          ...styles.ring,
          ...columns(rows.rings.map(put), "x", "y"),
          marker: { ...styles.ring.marker, color: colours.accent },
        },
      ];
    }
  }

  /* The corners of a dotted outline, or the ends of a line where it has no height. */
  function outline({ start, end, y, half }) {
    if (!half) return [[start, y], [end, y]]; // prettier-ignore
    return [[start, y - half], [end, y - half], [end, y + half], [start, y + half], [start, y - half]]; // prettier-ignore
  }

  root.TreatyTimeline.brush = { outline };
  root.TreatyTimeline.Brush = Brush;
})(window);

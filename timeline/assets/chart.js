/* The chart: places what a window shows, and knows where everything stands. It is drawn twice. At once by our own hand
   (easel.js), so that every step of a zoom or a drag is on the screen with the next frame; and when the hands rest by
   Plotly, which fills the figure that Python made and takes the place of our picture without a move. Who draws is no
   matter to anybody else: hands are heard in gestures.js, so that labels never touch on the way, the wheel leaves the
   page alone, and touch works like everywhere else. */
(function (root) {
  "use strict";

  const { axes, density, engine, layout: placing, marks, rivals } = root.TreatyTimeline;
  const { Brush, Easel, Gestures, Opening } = root.TreatyTimeline;
  const { HEAD } = axes;
  const NARROW = 640,
    REST = 1000, // milliseconds after the last step until Plotly follows: who looks and goes on does not meet it
    LATEST = 2000, // the same where the browser is never idle
    WIDER = 1.001, // how much wider a plot is made to see which part of a place grows with it
    QUIET = {
      staticPlot: true,
      responsive: false,
      displayModeBar: false,
      displaylogo: false,
      showSendToCloud: false,
    },
    PAPER = { width: "690px", height: "440px" };

  function titleLabel(title, most) {
    const line = Array.from(title.replace(/\s+/g, " ").trim());
    return line.length <= most
      ? line.join("")
      : line
          .slice(0, most - 1)
          .join("")
          .trimEnd() + "…";
  }

  /* What marks.js needs to know of an event's date; without doubts it is a solid stretch. */
  function doubtsOf(event) {
    const parts = event.parts || [{ first: event.start, last: event.end }];
    return { form: event.form || "date", parts };
  }

  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  const nextPaint = () => nextFrame().then(() => new Promise((done) => setTimeout(done, 0)));

  class Chart {
    /* on: {select(id, passage or nothing), window(start, end, moving), pill(ids), hover(box or null),
       press(box or null)}; the caller owns the state. */
    constructor(element, payload, on, signal) {
      Object.assign(this, { element, payload, on, signal });
      // What is known of an event beside what it says of itself, for as long as it is there.
      this.known = new WeakMap();
      this.widths = new Map();
      this.canvas = document.createElement("canvas").getContext("2d");
      this.drawn = null;
      Object.assign(this, { next: null, drawing: null, pending: null });
      this.stepped = -Infinity;
      this.readTheme();
      this.opening = new Opening(element, payload);
      this.brush = new Brush(this);
      this.easel = new Easel(this);
      this.gestures = new Gestures(this, signal);
      // Resolves when Plotly's picture stands where that of the page did.
      engine.taken = engine.inIdleTime(() => this.busy).then(() => this.catchUp());
    }

    /* ── Plotly follows ────────────────────────────────────────────────────────────────────────────── */

    /* Whether another picture than Plotly's is on show. */
    get ahead() {
      return this.opening.stands || this.easel.stands;
    }

    /* Whether somebody is at work here: then nothing is done that takes long. */
    get busy() {
      return this.gestures.holds || performance.now() - this.stepped < REST;
    }

    /* Once nothing has moved for a while, and the browser has nothing else to do. */
    rest() {
      clearTimeout(this.resting);
      this.resting = setTimeout(() => {
        if (this.signal.aborted) return;
        if (this.gestures.holds) this.rest();
        else if (root.requestIdleCallback) root.requestIdleCallback(() => this.follow(), { timeout: LATEST });
        else this.follow();
      }, REST);
    }

    /* Now, for those who wait; resolves when Plotly has followed, or cannot. */
    async catchUp() {
      await this.pending;
      if (this.easel.stands) await engine.need();
      return this.follow();
    }

    /* Plotly draws what is on show, and takes its place: nothing moves. */
    async follow() {
      const { drawn } = this;
      clearTimeout(this.resting);
      if (!root.Plotly || !drawn || drawn.shift || !this.ahead || this.signal.aborted) return;
      const { view } = drawn,
        data = axes.traces(this.brush.traces(drawn), view),
        layout = axes.frame(this.payload.figure.layout, this, drawn, view);
      await root.Plotly.react(this.element, data, layout, QUIET);
      const strips = this.element.querySelector(".scatterlayer .trace");
      if (strips) strips.classList.toggle("density", Boolean(view.density));
      // Whatever has been drawn meanwhile stays in front, and is followed in its turn.
      if (this.drawn !== drawn) return void this.rest();
      this.opening.leave();
      this.easel.leave();
    }

    /* ── The view ──────────────────────────────────────────────────────────────────────────────────── */

    /* What marks.js needs to know of an event, and what its label says. */
    of(event) {
      let found = this.known.get(event);
      if (!found) {
        found = { doubts: doubtsOf(event), title: titleLabel(event.title, this.payload.label) };
        this.known.set(event, found);
      }
      return found;
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
        const font = this.brush.styles.labels.textfont;
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
      const head = narrow ? HEAD : 0,
        foot = view && view.density ? placing.FOOT : 0;
      const least = placing.leastHeight(this.payload.lanes[by].length, head, foot) + margin.t + margin.b;
      this.element.style.minHeight = `${Math.ceil(least)}px`;
      const width = Math.max(60, this.element.clientWidth - margin.l - margin.r);
      const height = Math.max(60, this.element.clientHeight - margin.t - margin.b);
      return { narrow, margin, head, foot, width, height };
    }

    /* Draw a view {start, end, events, density, by, selected, language, oldStyle, passage}; resolves when it is painted.
       Of several for one frame only the last is drawn. */
    draw(view, moving) {
      this.next = { view, moving };
      this.drawing = this.drawing || this.drawAll().finally(() => (this.drawing = null));
      this.pending = this.pending || this.shown().finally(() => (this.pending = null));
      return this.pending;
    }

    async drawAll() {
      await null;
      while (this.next) {
        const { view, moving } = this.next;
        this.next = null;
        this.paint(view, moving);
        await nextFrame();
      }
    }

    /* What a hand does while the last picture is on its way to the screen is drawn for the frame after it, at once. */
    async shown() {
      while (this.drawing) {
        await this.drawing;
        await new Promise((done) => setTimeout(done, 0));
      }
    }

    paint(view, moving) {
      const size = this.size(view),
        last = this.drawn;
      if (this.isPainted(view, moving, size)) return;
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
      // The picture in the page shows this already.
      if (this.opening.stands && this.drawn.design && !view.selected) return;
      this.opening.leave();
      this.easel.show(this.drawn, Boolean(slide));
      this.stepped = performance.now();
      this.rest();
    }

    /* Whether this very picture is on the screen: a page asks more often than it changes. */
    isPainted(view, moving, size) {
      const { start, end, by, selected, passage, language, oldStyle, density } = view,
        events = view.events;
      const state = [start, end, by, selected, passage, language, oldStyle, Boolean(moving), size],
        asked = JSON.stringify(state);
      const { painted } = this;
      this.painted = { asked, events, density };
      return (
        painted !== null &&
        painted.asked === asked &&
        painted.density === density &&
        painted.events.length === events.length &&
        events.every((event, at) => event === painted.events[at])
      );
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
        events = view.events,
        rows = placing.rowsIn(size.height, names.length, size.head, size.foot);
      const carried = this.carried(view, size, events);
      const byId = new Map(events.map((event) => [event.id, event]));
      if (carried) {
        const bands = placing.bands(carried.placed.rows, size.height, size.head, size.foot);
        return { names, byId, ...carried, bands };
      }
      const place = (alone) =>
        placing.place(this.items(view, events, size.width, scale, alone), names.length, rows, size.width);
      let placed = place(null);
      // The selected event is always a mark of its own; only then does choosing it move others.
      if (view.selected && !placed.marks.some((mark) => mark.event === view.selected)) placed = place(view.selected);
      return { names, byId, placed, bands: placing.bands(placed.rows, size.height, size.head, size.foot) };
    }

    /* The picture in the page as the chart continues it, until window, size, filter or selection ask for another. */
    carried(view, size, events) {
      const measured = `${size.width} ${size.height}`;
      const fits = this.opening.stands || this.carriedAt === measured;
      if (!fits || !this.opening.serves(view, events)) {
        if (!this.opening.stands) this.carriedAt = null;
        return null;
      }
      this.carriedAt = measured;
      const found = this.opening.layout(events),
        days = view.end - view.start;
      const at = (width) =>
        placing.stretched(found, this.items(view, events, width, width / days, null), found.width, width);
      const here = at(found.width),
        wider = at(found.width * WIDER);
      if (!here || !wider) return null; // What is drawn elsewhere by now is placed anew.
      const way = (one, other) => one + ((other - one) * (size.width / found.width - 1)) / (WIDER - 1);
      const marksHere = here.marks.map((mark, index) => {
        const other = wider.marks[index];
        return {
          ...mark,
          start: way(mark.start, other.start),
          end: way(mark.end, other.end),
          label: mark.label.map((pixel, side) => way(pixel, other.label[side])),
          pair: [mark, other],
        };
      });
      const pills = here.pills.map((pill, index) => {
        const { start, end } = wider.pills[index];
        return { ...pill, start: way(pill.start, start), end: way(pill.end, end) };
      });
      return { placed: { rows: here.rows, marks: marksHere, pills }, design: { width: found.width, way } };
    }

    /* Strokes of a mark, as they are in this plot, or as the picture in the page had them. */
    strokesOf(drawn, mark, draw) {
      const { base, scale, size, design } = drawn;
      if (!design) return draw({ start: base.start, scale, width: size.width }, mark);
      const days = base.end - base.start;
      const [here, wider] = [1, WIDER].map((times, index) => {
        const width = design.width * times;
        return draw({ start: base.start, scale: width / days, width }, mark.pair[index]);
      });
      const alike = here.length === wider.length && here.every((one, index) => one.form === wider[index].form);
      return here.map((one, index) => {
        const other = wider[index],
          wide = size.width / design.width;
        if (!alike) return { ...one, start: one.start * wide, end: one.end * wide };
        return { ...one, start: design.way(one.start, other.start), end: design.way(one.end, other.end) };
      });
    }

    /* Every event that can be seen in the window or dragged into it, once for each of its lanes. */
    items(view, events, width, scale, alone) {
      const items = [],
        sight = { start: view.start, scale, width };
      for (const event of events) {
        const { doubts, title } = this.of(event),
          from = Math.max((event.start - view.start) * scale, -marks.FAR),
          to = Math.min((event.end - view.start) * scale, marks.FAR);
        const [start, end] = marks.box(doubts, from, to);
        const beside = event.rivals ? rivals.ticks(event.rivals, sight, [start, end]) : [];
        if (!beside.length && (end < -width || start > 2 * width)) continue;
        const [before, after] = marks.inset(doubts, from, to, scale, event.hollow);
        const long = this.textWidth(title);
        for (const lane of this.lanesOf(event, view.by)) {
          items.push({
            event: event.id,
            lane,
            start,
            end,
            width: long,
            importance: event.importance,
            alone: event.id === alone,
            before,
            after,
            ...rivals.wings(beside, [start, end]),
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

    /* The step of a strip at a point of the viewport: where it is, and how many further events lie there. */
    stripAt(x, y) {
      if (!this.drawn || !this.drawn.base.density) return null;
      const { base, bands, scale, shift, size } = this.drawn,
        frame = this.element.getBoundingClientRect(),
        left = frame.left + size.margin.l;
      const across = x - left,
        down = y - frame.top - size.margin.t;
      if (across < 0 || across > size.width) return null;
      const lane = bands.findIndex(({ bottom }) => down <= bottom && down > bottom - placing.FOOT);
      const found = density.under(base.density, lane, base.start + (across - shift) / scale);
      if (!found) return null;
      const at = (day) => left + (day - base.start) * scale + shift,
        bottom = frame.top + size.margin.t + bands[lane].bottom;
      const mark = {
        x: at(found.start),
        y: bottom - placing.FOOT,
        width: at(found.end) - at(found.start),
        height: placing.FOOT,
      };
      return { further: found.count, window: [found.start, found.end], lane, mark };
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

    /* The ticks of rival dates that are drawn; each selects the first passage that gives its date. */
    tickBoxes() {
      if (!this.drawn) return [];
      const frame = this.element.getBoundingClientRect(),
        { base, scale, size, placed, shift } = this.drawn;
      const sight = { start: base.start, scale, width: size.width },
        made = [];
      for (const mark of placed.marks.filter((one) => one.ticks)) {
        const event = this.drawn.byId.get(mark.event);
        for (const tick of rivals.ticks(event.rivals, sight, [mark.start, mark.end])) {
          const { passages } = event.rivals[tick.rival],
            from = Math.max(rivals.leftOf(tick) + shift, 0),
            to = Math.min(rivals.rightOf(tick) + shift, size.width);
          if (from >= to) continue;
          const x = frame.left + size.margin.l + from,
            y = frame.top + size.margin.t + this.yOf(this.drawn, mark) - rivals.HEIGHT / 2;
          const box = { x, y, width: to - from, height: rivals.HEIGHT };
          made.push({ id: event.id, rival: tick.rival, passages, passage: passages[0], mark: box });
        }
      }
      return made;
    }

    /* Where the tick of the date that a passage gives stands. */
    tickBox(passage) {
      const found = this.tickBoxes().find((box) => box.passages.includes(passage));
      return found ? found.mark : null;
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
      const { labelIds = [] } = this.brush;
      const found = this.easel.stands
        ? this.easel.labels
        : this.opening.stands
          ? this.opening.labels()
          : Array.from(nodes, (node, index) => [labelIds[index], node]).slice(0, labelIds.length);
      for (const [id, node] of found) {
        const { x, y, width, height } = node.getBoundingClientRect();
        if (width && x < plot.right - margin.r && x + width > plot.left + margin.l)
          made.push({ id, x, y, width, height });
      }
      return made;
    }

    hit(x, y) {
      const away = (box) => Math.max(box.x - x, x - box.x - box.width, box.y - y, y - box.y - box.height, 0);
      const boxes = [...this.boxes(), ...this.tickBoxes()],
        near = boxes.filter((box) => away(box.mark) <= 5);
      // Ticks are slim and stand close by their mark: the nearest is meant.
      if (near.length) return near.reduce((best, box) => (away(box.mark) < away(best.mark) ? box : best));
      return boxes.find((box) => box.label && !away(box.label)) || this.stripAt(x, y);
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

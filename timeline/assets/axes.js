/* What stands around the marks: the time axis with its ticks, the names of the lanes and their bands. The page's copy of
   timeline/axes.py. Text in, Plotly's layout out; keeps nothing. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const HEAD = 13;

  /* The one door for text into Plotly, as `label` in timeline/brush.py: one line, no controls, capped, never markup. */
  function label(text, longest) {
    let clean = String(text)
      .replace(/[\ufeff\u00ad]/g, "")
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ")
      .trim();
    const characters = Array.from(clean);
    if (characters.length > longest)
      clean =
        characters
          .slice(0, longest - 1)
          .join("")
          .trimEnd() + "…";
    return clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  /* The name of a lane beside it, in two lines when it is long. */
  function laneLabel(name) {
    const words = name.toUpperCase().trim().split(/\s+/),
      lines = [""];
    for (const word of words) {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (longer.length > 17 && lines[lines.length - 1] && lines.length < 2) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((line) => label(line, 17)).join("<br>");
  }

  /* Plotly's layout for a view that has been placed; `layout` is the figure's own. */
  function frame(layout, { element, payload, colours }, drawn, view) {
    const { size, names, bands } = drawn,
      { axis } = payload;
    const at = (day) => calendar.axisValue(day, axis);
    const shown = calendar.ticks(view.start, view.end, size.width, size.margin.l, size.margin.r),
      major = shown.filter((tick) => tick.text);
    const tickfont = Object.assign({}, layout.xaxis.tickfont, { color: colours.soft });
    return Object.assign({}, layout, {
      width: element.clientWidth,
      height: element.clientHeight,
      margin: size.margin,
      xaxis: Object.assign({}, layout.xaxis, {
        range: [at(view.start), at(view.end)],
        tickfont,
        gridcolor: colours.grid,
        tickcolor: colours.faint,
        tickmode: "array",
        tickvals: major.map((tick) => at(tick.day)),
        ticktext: major.map((tick) => tick.text + (tick.above ? "<br>" + tick.above : "")),
        minor: Object.assign({}, layout.xaxis.minor, {
          tickmode: "array",
          tickcolor: colours.line,
          tickvals: shown.filter((tick) => !tick.text).map((tick) => at(tick.day)),
        }),
      }),
      yaxis: Object.assign({}, layout.yaxis, {
        range: [size.height, 0],
        tickmode: "array",
        tickvals: bands.map((band) => (size.narrow ? band.top + HEAD / 2 + 2 : band.first)),
        ticktext: names.map((name) => (size.narrow ? label(name.toUpperCase(), 40) : laneLabel(name))),
        ticklabelposition: size.narrow ? "inside" : "outside",
        tickfont: Object.assign({}, layout.yaxis.tickfont, { color: colours.soft, size: size.narrow ? 9 : 11 }),
      }),
      shapes: bands
        .filter((_, index) => index % 2 === 0)
        .map((band) => ({
          type: "rect",
          xref: "paper",
          x0: 0,
          x1: 1,
          yref: "y",
          y0: band.top,
          y1: band.bottom,
          layer: "below",
          line: { width: 0 },
          fillcolor: colours.band,
        })),
    });
  }

  root.TreatyTimeline.axes = { frame, label, HEAD };
})(window);

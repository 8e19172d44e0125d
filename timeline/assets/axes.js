/* What stands around the marks: the time axis with its ticks, the Old Style scale above, the names of the lanes and their
   bands. The page's copy of timeline/axes.py. Text in, Plotly's layout out; keeps nothing. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const HEAD = 13;
  const OLD_STYLE = 38,
    NAME = 16,
    ROOM = 28; // beside the plot, where the scale's name leaves it
  /* Plotly draws no axis on which nothing stands. */
  const NOTHING = { name: "old style", x: [null], y: [null], xaxis: "x2", hoverinfo: "skip" };

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

  /* Pixels that a view needs above the plot, beside the margin that is always there. */
  const above = (view, narrow) => (view && view.oldStyle ? OLD_STYLE + (narrow ? NAME : 0) : 0);

  /* What a window shows on a scale of time: its range and its ticks, the larger unit farther out. */
  function scale(axis, view, width, room, calendarName) {
    const at = (day) => calendar.axisValue(day, axis),
      old = calendarName === "julian";
    const told = { language: view.language, calendar: calendarName };
    const shown = calendar.ticks(view.start, view.end, width, room.l, room.r, told),
      major = shown.filter((tick) => tick.text);
    const lines = ({ text, above }) => (old ? [above, text] : [text, above]).filter(Boolean).join("<br>");
    return {
      range: [at(view.start), at(view.end)],
      tickmode: "array",
      tickvals: major.map((tick) => at(tick.day)),
      ticktext: major.map(lines),
      minor: { tickmode: "array", tickvals: shown.filter((tick) => !tick.text).map((tick) => at(tick.day)) },
    };
  }

  /* The time axis, or the scale above it, in the colours of the theme. */
  function timeAxis(own, colours, told) {
    return Object.assign({}, own, told, {
      tickfont: Object.assign({}, own.tickfont, { color: colours.soft }),
      gridcolor: colours.grid,
      tickcolor: colours.faint,
      minor: Object.assign({}, own.minor, { tickcolor: colours.line }, told.minor),
    });
  }

  /* Julian dates above the marks, each at its own day; the scale's name stands beside it, on a phone above. */
  function oldStyle(own, { payload, colours }, { size }, view) {
    const room = size.narrow ? size.margin : { l: ROOM, r: size.margin.r };
    const xaxis2 = Object.assign(timeAxis(own, colours, scale(payload.axis, view, size.width, room, "julian")), {
      overlaying: "x",
      side: "top",
      showgrid: false,
    });
    const words = label(payload.messages[view.language]["oldStyle.axis"], 60);
    const name = {
      text: size.narrow ? words : words.replace(/ (?=\()|(?=（)/, "<br>"),
      font: { family: own.tickfont.family, size: 11, color: colours.soft },
      align: "left",
      showarrow: false,
      borderpad: 0,
      xref: "paper",
      yref: "paper",
      x: 0,
      y: 1,
      xanchor: "left",
      yanchor: "bottom",
      xshift: size.narrow ? 0 : NAME - size.margin.l,
      yshift: size.narrow ? OLD_STYLE : 4,
    };
    return { xaxis2, annotations: [name] };
  }

  /* The traces of a view: those of the marks, and nothing at all for the scale above to hold on to. */
  const traces = (marks, view) => (view.oldStyle ? marks.concat(NOTHING) : marks);

  /* Plotly's layout for a view that has been placed; `layout` is the figure's own. */
  function frame(layout, chart, drawn, view) {
    const { element, payload, colours } = chart,
      { size, names, bands, design } = drawn;
    // While the picture of the page goes on, its ticks do.
    const wide = design && view === drawn.base ? design.width : size.width;
    return Object.assign({}, layout, view.oldStyle && oldStyle(layout.xaxis, chart, drawn, view), {
      width: element.clientWidth,
      height: element.clientHeight,
      margin: size.margin,
      xaxis: timeAxis(layout.xaxis, colours, scale(payload.axis, view, wide, size.margin, "gregorian")),
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

  root.TreatyTimeline.axes = { above, frame, label, traces, HEAD };
})(window);

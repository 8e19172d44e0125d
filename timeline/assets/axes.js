/* What stands around the marks: the time axis with its ticks, the Old Style scale above, the names of the lanes and their
   bands. The page's copy of timeline/axes.py. Which ticks and which words is decided here once, for the easel and for
   Plotly, whose layout it makes; keeps nothing. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const HEAD = 13;
  const OLD_STYLE = 38,
    NAME = 16,
    ROOM = 28; // beside the plot, where the scale's name leaves it
  /* Plotly draws no axis on which nothing stands. */
  const NOTHING = { name: "old style", x: [null], y: [null], xaxis: "x2", hoverinfo: "skip" };

  /* A text as a picture can hold it, as `one_line` in timeline/brush.py: one line, no controls, capped. */
  function oneLine(text, longest) {
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
    return clean;
  }

  /* The one door for text into Plotly: never markup. */
  const escaped = (line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /* The name of a lane: within it on a phone, else beside it, in two lines when it is long. */
  function laneLines(name, narrow) {
    if (narrow) return [oneLine(name.toUpperCase(), 40)];
    const words = name.toUpperCase().trim().split(/\s+/),
      lines = [""];
    for (const word of words) {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (longer.length > 17 && lines[lines.length - 1] && lines.length < 2) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((line) => oneLine(line, 17));
  }

  /* The name of the scale above, from the top: on a phone in one line, else what is in brackets stands below. */
  function oldStyleLines({ payload }, { size }, view) {
    const words = oneLine(payload.messages[view.language]["oldStyle.axis"], 60);
    return size.narrow ? [words] : words.split(/ (?=\()|(?=（)/);
  }

  /* Pixels that a view needs above the plot, beside the margin that is always there. */
  const above = (view, narrow) => (view && view.oldStyle ? OLD_STYLE + (narrow ? NAME : 0) : 0);

  /* The ticks of a scale of time: {day, text, above}, of which the last stands farther out. */
  function ticks({ size, base, design }, view, calendarName) {
    const old = calendarName === "julian",
      { l, r } = old && !size.narrow ? { l: ROOM, r: size.margin.r } : size.margin;
    // While the picture of the page goes on, its ticks do.
    const width = design && view === base && !old ? design.width : size.width;
    return calendar.ticks(view.start, view.end, width, l, r, { language: view.language, calendar: calendarName });
  }

  /* What a window shows on a scale of time: its range and its ticks, the larger unit farther out. */
  function scale(axis, drawn, view, calendarName) {
    const at = (day) => calendar.axisValue(day, axis),
      old = calendarName === "julian";
    const shown = ticks(drawn, view, calendarName),
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
  function oldStyle(own, chart, drawn, view) {
    const { payload, colours } = chart,
      { size } = drawn;
    const xaxis2 = Object.assign(timeAxis(own, colours, scale(payload.axis, drawn, view, "julian")), {
      overlaying: "x",
      side: "top",
      showgrid: false,
    });
    const name = {
      text: oldStyleLines(chart, drawn, view).map(escaped).join("<br>"),
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
      { size, names, bands } = drawn;
    return Object.assign({}, layout, view.oldStyle && oldStyle(layout.xaxis, chart, drawn, view), {
      width: element.clientWidth,
      height: element.clientHeight,
      margin: size.margin,
      xaxis: timeAxis(layout.xaxis, colours, scale(payload.axis, drawn, view, "gregorian")),
      yaxis: Object.assign({}, layout.yaxis, {
        range: [size.height, 0],
        tickmode: "array",
        tickvals: bands.map((band) => (size.narrow ? band.top + HEAD / 2 + 2 : band.first)),
        ticktext: names.map((name) => laneLines(name, size.narrow).map(escaped).join("<br>")),
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

  Object.assign(root.TreatyTimeline, {
    axes: { above, escaped, frame, laneLines, oldStyleLines, oneLine, ticks, traces, HEAD, OLD_STYLE },
  });
})(window);

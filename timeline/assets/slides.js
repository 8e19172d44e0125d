/* A drag moves what is drawn as one piece, by a transform: nothing is placed or drawn anew before the hand lets go, but
   the ticks of the scale, which are few. Knows where Plotly has the marks and their clip, and nothing of the page. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const SVG = "http://www.w3.org/2000/svg";

  function make(parent, name, attributes, text = "") {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = text;
    parent.append(node);
    return node;
  }

  /* Move the marks to where the view of `drawn` has them. */
  function move(chart, drawn) {
    const { element, payload } = chart,
      { size, shift, view } = drawn;
    const marks = element.querySelector(".overplot > .xy"),
      clip = element.querySelector("clipPath[id$='xyplot'] rect");
    if (!marks || !clip) return null;
    marks.setAttribute("transform", `translate(${size.margin.l + shift},${size.margin.t})`);
    clip.setAttribute("transform", `translate(${-shift},0)`);
    element.classList.add("sliding");
    scale(element, payload, size, view);
    return null;
  }

  /* The ticks of a window, in place of Plotly's; their lines lie behind the marks, where Plotly's do. */
  function scale(element, payload, size, view) {
    clear(element);
    const name = size.narrow ? "opening scale narrow" : "opening scale",
      drawing = make(element, "svg", { class: name, "aria-hidden": "true" });
    const behind = make(element.querySelector(".gridlayer"), "g", { class: "sliding-grid" }),
      told = { language: view.language, calendar: "gregorian" },
      days = view.end - view.start;
    for (const tick of calendar.ticks(view.start, view.end, size.width, size.margin.l, size.margin.r, told)) {
      const x = ((tick.day - view.start) / days) * size.width,
        at = { class: tick.text ? "tick" : "minor", transform: `translate(${x},${size.height})` },
        group = make(drawing, "g", at);
      make(group, "path", { d: tick.text ? "M0 0v6" : "M0 0v3" });
      if (!tick.text) continue;
      const foot = size.margin.t + size.height;
      make(behind, "path", { d: `M${size.margin.l + x} ${size.margin.t}V${foot}` });
      const lines = [tick.text, tick.above].filter(Boolean);
      lines.forEach((words, line) => make(group, "text", { y: 21.4 + line * 15.6 }, words));
    }
  }

  function clear(element) {
    for (const old of element.querySelectorAll(".opening.scale, .sliding-grid")) old.remove();
  }

  /* The hand has let go: what follows is drawn by Plotly again. */
  function end({ element, drawn }) {
    if (!element.classList.contains("sliding")) return;
    element.classList.remove("sliding");
    const marks = element.querySelector(".overplot > .xy"),
      clip = element.querySelector("clipPath[id$='xyplot'] rect");
    if (marks) marks.setAttribute("transform", `translate(${drawn.size.margin.l},${drawn.size.margin.t})`);
    if (clip) clip.removeAttribute("transform");
    clear(element);
  }

  root.TreatyTimeline.slides = { move, end };
})(window);

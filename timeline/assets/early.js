/* Before anything is painted, and what comes after the first paint. An address that asks for another window than that of
   the picture in the page, or for some of its events only, never sees that picture. All other scripts lie in a template,
   or packed, and are put to work when the picture is on the screen, or as soon as a hand is there: to read a quarter of a
   megabyte of script takes longer than to paint the page. */
(function (root) {
  "use strict";

  const HANDS = ["pointerdown", "keydown", "wheel", "resize", "beforeprint"];
  const LATEST = 500; // milliseconds after which they start though nothing is painted, as in a tab in the background
  const PATIENT = 250; // milliseconds that what nobody sees at first waits for the scripts: to draw it twice takes longer
  const page = document.documentElement;
  let begun = false,
    opened = false,
    ready;

  page.toggleAttribute("data-elsewhere", location.hash.includes("?"));
  page.toggleAttribute("data-starting", true);
  root.__timelineReady = new Promise((done) => {
    ready = done;
  });

  /* Run what an element holds packed, which the page's policy must know by its hash; fails in a browser that cannot unpack. */
  async function unpack(id) {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  }

  /* Run scripts in their order: files come side by side, and what stands in the page itself waits for those before
     it. Resolves when all have run. */
  async function run(scripts) {
    const coming = [];
    for (const held of scripts) {
      const script = document.createElement("script");
      for (const { name, value } of held.attributes) script.setAttribute(name, value);
      script.async = false;
      if (held.hasAttribute("src")) {
        coming.push(new Promise((done) => ["load", "error"].forEach((end) => script.addEventListener(end, done))));
      } else {
        await Promise.all(coming);
        script.textContent = held.textContent;
      }
      document.head.append(script);
    }
    await Promise.all(coming);
  }

  /* Put what the page holds as letters in its place: what a browser without a script reads, and nobody sees at first. */
  function unfold(all) {
    // Read by a browser that runs no script, as in a page that comes later, it has elements already.
    const letters = Array.from(all).filter((held) => !held.firstElementChild),
      text = letters.map((held) => `<div>${held.textContent}</div>`).join("");
    const read = new DOMParser().parseFromString(text, "text/html").body.children;
    for (const [at, held] of letters.entries()) held.replaceWith(...read[at].childNodes);
    for (const held of all) if (held.isConnected) held.replaceWith(...held.childNodes);
  }

  /* Before the first paint, the one drawing of the picture that fits; `_drawn` stands behind it. Like the style sheet, this
     asks for the last of them that has the room it needs. */
  function draw() {
    if (opened) return;
    if (!document.getElementById("_drawn")) return void requestAnimationFrame(draw);
    const plot = document.querySelector(".plot"),
      { width, height } = plot.getBoundingClientRect();
    const fits = ({ dataset }) => [width, height].every((has, at) => has >= Number(dataset.fits.split(" ")[at]));
    const fitting = Array.from(plot.querySelectorAll("noscript.held")).filter(fits).pop();
    if (fitting) unfold([fitting]);
  }

  /* Put everything in its place: the scripts do, before they begin, or whoever has waited for them long enough. */
  function open() {
    if (opened) return;
    opened = true;
    unfold(document.querySelectorAll("noscript.held"));
    page.removeAttribute("data-starting");
  }

  function begin() {
    const held = document.getElementById("_scripts");
    if (begun || !held) return;
    begun = true;
    for (const hand of HANDS) root.removeEventListener(hand, begin, true);
    setTimeout(open, PATIENT);
    // A browser that cannot unpack has the page as a text, and its picture.
    const running = held.content ? run(Array.from(held.content.children)) : unpack("_scripts");
    running.catch(() => null).then(open);
  }

  for (const hand of HANDS) root.addEventListener(hand, begin, { capture: true, passive: true });
  requestAnimationFrame(draw);
  document.addEventListener("DOMContentLoaded", () => {
    const idle = root.requestIdleCallback || ((call) => setTimeout(call, 0));
    // The second frame says that the first has been handed over.
    const later = () => setTimeout(() => idle(begin, { timeout: LATEST }), 0);
    requestAnimationFrame(() => requestAnimationFrame(later));
    setTimeout(begin, LATEST);
  });

  root.TreatyTimeline = { ready, open, run, unfold, unpack };
})(window);

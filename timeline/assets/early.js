/* Before anything is painted, and what comes after the first paint. An address that asks for another window than that of
   the picture in the page, or for some of its events only, never sees that picture. All other scripts lie in a template,
   or packed, and are put to work when the picture is on the screen, or as soon as a hand is there: to read a quarter of a
   megabyte of script takes longer than to paint the page. */
(function (root) {
  "use strict";

  const HANDS = ["pointerdown", "keydown", "wheel", "beforeprint"];
  const LATEST = 500; // milliseconds after which they start though nothing is painted, as in a tab in the background
  const page = document.documentElement;
  let begun = false,
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

  function begin() {
    const held = document.getElementById("_scripts");
    if (begun || !held) return;
    begun = true;
    for (const hand of HANDS) root.removeEventListener(hand, begin, true);
    page.removeAttribute("data-starting");
    // A browser that cannot unpack has the page as a text, and its picture.
    if (held.content) run(Array.from(held.content.children));
    else unpack("_scripts").catch(() => null);
  }

  for (const hand of HANDS) root.addEventListener(hand, begin, { capture: true, passive: true });
  document.addEventListener("DOMContentLoaded", () => {
    const idle = root.requestIdleCallback || ((call) => setTimeout(call, 0));
    // The second frame says that the first has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => idle(begin, { timeout: LATEST })));
    setTimeout(begin, LATEST);
  });

  root.TreatyTimeline = { ready, run, unpack };
})(window);

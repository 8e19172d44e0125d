/* The chart engine, a megabyte that nobody waits for: the page opens with a picture and draws every step by itself, and
   this comes when the browser is idle and no hand is at work. It lies beside the page, or packed in it. */
(function (root) {
  "use strict";

  const LATEST = 3000; // milliseconds after which it comes though the browser is never idle
  const REST = 250; // milliseconds that the first picture has for itself
  let coming = null,
    told;
  /* Resolves when it has come, or cannot come: then there is no root.Plotly. */
  const there = new Promise((done) => {
    told = done;
  });

  /* Fetch it now. */
  function need() {
    if (!coming) coming = (root.Plotly ? Promise.resolve() : load()).catch(() => null).then(told);
    return there;
  }

  async function load() {
    const place = document.getElementById("_engine");
    if (place.dataset.src) {
      const script = document.createElement("script");
      const loaded = new Promise((done, failed) => {
        script.addEventListener("load", done);
        script.addEventListener("error", () => failed(new Error("no chart engine")));
      });
      script.src = place.dataset.src;
      document.head.append(script);
      return loaded;
    }
    return root.TreatyTimeline.unpack("_engine");
  }

  /* Resolves once the browser has nothing to do for a while, and no hand is at work. busy: whether one is. */
  function leisure(busy, rest = 0) {
    const idle = root.requestIdleCallback || ((call) => setTimeout(call, REST));
    return new Promise((done) => {
      const later = () => setTimeout(() => idle(() => (busy() ? later() : done()), { timeout: LATEST }), rest);
      later();
    });
  }

  /* Fetch it then. */
  function inIdleTime(busy) {
    leisure(busy, REST).then(need);
    return there;
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, { engine: { need, inIdleTime, leisure } });
})(window);

/* A single file holds its scripts and the chart engine packed to less than half, as letters that no HTML can mistake. The
   browser unpacks them itself, and runs them only because the page's policy knows their hashes. */
(function (root) {
  "use strict";

  /* Run what an element holds; fails in a browser that cannot unpack. */
  async function unpack(id) {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  }

  root.TreatyTimeline = { unpack };
  // An old browser has the page as a text, and its picture.
  unpack("_scripts").catch(() => null);
})(window);

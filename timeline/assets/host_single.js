/* The single file as host: everything is in it, the chart engine packed to less than half. It is unpacked by the
   browser itself, and runs only because the page's policy knows its hash. */
(async () => {
  const packed = Uint8Array.from(atob(document.getElementById("_engine").textContent), (letter) =>
    letter.charCodeAt(0),
  );
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
})()
  .catch(() => null) // An old browser cannot: the page then says that it has no chart.
  .then(() => TreatyTimeline.mount());

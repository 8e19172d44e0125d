/* The floor of drawing: every event a rectangle. DATA, FIRST and LAST are filled in by peers.py. */
const data = DATA,
  kinds = Array.from(new Set(data.map((row) => row.kind)));
const canvas = document.querySelector("canvas"),
  pen = canvas.getContext("2d");
const hues = ["#1d5a8c", "#85386b", "#8d5508", "#5a4fa0", "#2c6b3b", "#0c6a70", "#5c5a55", "#6d4734"];
let start = FIRST,
  end = LAST,
  last = null;
canvas.width = innerWidth;
canvas.height = 600;
function draw() {
  const scale = canvas.width / (end - start),
    lane = canvas.height / kinds.length;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  for (const row of data) {
    const at = kinds.indexOf(row.kind);
    pen.fillStyle = hues[at % hues.length];
    pen.fillRect(
      (row.start - start) * scale,
      at * lane + (lane * ((row.start / 864e5) % 9)) / 10,
      Math.max((row.end - row.start) * scale, 3),
      lane / 14,
    );
  }
  canvas.dataset.drawn = String(Number(canvas.dataset.drawn || 0) + 1);
}
addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = start + (event.clientX / canvas.width) * (end - start),
      factor = event.deltaY < 0 ? 0.8 : 1.25;
    [start, end] = [at - (at - start) * factor, at + (end - at) * factor];
    requestAnimationFrame(draw);
  },
  { passive: false },
);
canvas.addEventListener("pointerdown", (event) => {
  last = event.clientX;
});
addEventListener("pointermove", (event) => {
  if (last === null) return;
  const by = ((event.clientX - last) / canvas.width) * (end - start);
  [start, end, last] = [start - by, end - by, event.clientX];
  requestAnimationFrame(draw);
});
addEventListener("pointerup", () => {
  last = null;
});
draw();

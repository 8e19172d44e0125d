/* The same events as columns of numbers, in order of their start: a day is 864e5 ms. DATA is filled in by peers.py. */
const packed = "DATA",
  bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)),
  count = bytes.length / 10;
const starts = new Int32Array(bytes.buffer, 0, count),
  ends = new Int32Array(bytes.buffer, 4 * count, count),
  lanes = new Uint8Array(bytes.buffer, 8 * count, count),
  weights = new Uint8Array(bytes.buffer, 9 * count, count);
const LANES = 8,
  HEIGHT = 600;
const canvas = document.querySelector("canvas"),
  pen = canvas.getContext("2d");
const hues = ["#1d5a8c", "#85386b", "#8d5508", "#5a4fa0", "#2c6b3b", "#0c6a70", "#5c5a55", "#6d4734"];
let start = FIRST,
  end = LAST,
  last = null,
  asked = false;
canvas.width = innerWidth;
canvas.height = HEIGHT;

function rectangle(at, scale, lane) {
  pen.fillStyle = hues[lanes[at]];
  pen.fillRect(
    (starts[at] - start) * scale,
    lanes[at] * lane + (lane * (starts[at] % 9)) / 10,
    Math.max((ends[at] - starts[at]) * scale, 3),
    lane / 14,
  );
}

function redraw() {
  asked = false;
  pen.clearRect(0, 0, canvas.width, HEIGHT);
  draw(canvas.width / (end - start), HEIGHT / LANES);
  canvas.dataset.drawn = String(Number(canvas.dataset.drawn || 0) + 1);
}

function ask() {
  if (!asked) requestAnimationFrame(redraw);
  asked = true;
}

addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = start + (event.clientX / canvas.width) * (end - start),
      factor = event.deltaY < 0 ? 0.8 : 1.25;
    [start, end] = [at - (at - start) * factor, at + (end - at) * factor];
    ask();
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
  ask();
});
addEventListener("pointerup", () => {
  last = null;
});

/* The floor of drawing: every event a rectangle, whether the window shows it or not. */
function draw(scale, lane) {
  for (let at = 0; at < count; at += 1) rectangle(at, scale, lane);
}
redraw();

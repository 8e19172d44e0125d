/* The peer ECharts: a custom series, a row for each kind. DATA, FIRST and LAST are filled in by peers.py. */
const data = DATA,
  kinds = Array.from(new Set(data.map((row) => row.kind)));
const chart = echarts.init(document.getElementById("timeline"), null, { renderer: "canvas" });
// What a canvas shows is no change of the document: this says when it has been drawn again.
chart.on("rendered", () => {
  const canvas = document.querySelector("#timeline canvas");
  if (canvas) canvas.dataset.drawn = String(Number(canvas.dataset.drawn || 0) + 1);
});
chart.on("finished", () => {
  window.__finished = true;
});
chart.setOption({
  animation: false,
  tooltip: { formatter: (about) => about.data.title },
  grid: { left: 110, right: 20, top: 20, bottom: 60 },
  // It pans no further than its axis, so the axis is three times as long as the window.
  xAxis: { type: "time", min: FIRST - (LAST - FIRST), max: LAST + (LAST - FIRST) },
  yAxis: { type: "category", data: kinds, inverse: true },
  dataZoom: [
    { type: "inside", filterMode: "weakFilter", startValue: FIRST, endValue: LAST },
    { type: "slider", filterMode: "weakFilter", startValue: FIRST, endValue: LAST },
  ],
  series: [
    {
      type: "custom",
      encode: { x: [1, 2], y: 0 },
      data: data.map((row) => ({ value: [kinds.indexOf(row.kind), row.start, row.end], title: row.title })),
      renderItem: (params, api) => {
        const [left, y] = api.coord([api.value(1), api.value(0)]),
          [right] = api.coord([api.value(2), api.value(0)]);
        return {
          type: "rect",
          style: api.style(),
          shape: { x: left, y: y - 6, width: Math.max(right - left, 3), height: 12 },
        };
      },
    },
  ],
});

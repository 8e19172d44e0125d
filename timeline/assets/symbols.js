/* The outlines of symbols around their middle, as large as Plotly draws them: the page's copy of timeline/symbols.py.
   tests/test_symbols_script.py holds one against the other. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const known = new Map();

  const short = (number) => String(Math.round(number * 100) / 100 + 0);
  const polygon = (points) => "M" + points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L") + "Z";

  function circle(radius) {
    const half = `A${short(radius)} ${short(radius)} 0 1 1`;
    return `M${short(radius)} 0${half} ${short(-radius)} 0${half} ${short(radius)} 0Z`;
  }

  /* Equal sides, its tip where `turned` puts what points up. */
  function triangle(turned) {
    return (radius) => {
      const wide = (radius * 2) / Math.sqrt(3);
      return polygon([turned(-wide, radius / 2), turned(wide, radius / 2), turned(0, -radius)]);
    };
  }

  const CROSS = [
    [0, 1],
    [1, 2],
    [2, 1],
    [1, 0],
    [2, -1],
    [1, -2],
    [0, -1],
    [-1, -2],
    [-2, -1],
    [-1, 0],
    [-2, 1],
    [-1, 2],
  ];
  const STAR = [
    [0.225, -0.309],
    [0.951, -0.309],
    [0.363, 0.118],
    [0.588, 0.809],
  ];

  const sized = (points, size) => polygon(points.map(([x, y]) => [x * size, y * size]));

  const OUTLINES = {
    circle,
    diamond: (radius) =>
      sized(
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ],
        radius * 1.3,
      ),
    square: (radius) =>
      sized(
        [
          [1, 1],
          [-1, 1],
          [-1, -1],
          [1, -1],
        ],
        radius,
      ),
    "triangle-up": triangle((x, y) => [x, y]),
    "triangle-down": triangle((x, y) => [x, -y]),
    "triangle-right": triangle((x, y) => [-y, x]),
    "triangle-left": triangle((x, y) => [y, x]),
    x: (radius) => sized(CROSS, (radius * 0.8) / Math.SQRT2),
    hexagon: (radius) => {
      const wide = Math.sqrt(3) / 2;
      return sized(
        [
          [wide, -0.5],
          [wide, 0.5],
          [0, 1],
          [-wide, 0.5],
          [-wide, -0.5],
          [0, -1],
        ],
        radius,
      );
    },
    "line-ne": (radius) => `M${short(radius)} ${short(-radius)}L${short(-radius)} ${short(radius)}Z`,
    star: (radius) => {
      const left = STAR.map(([x, y]) => [-x, y]).reverse();
      return sized([[0, -1], ...STAR, [0, 0.382], ...left], radius * 1.4);
    },
  };

  /* What SVG calls `d` for a symbol of that size in pixels. */
  function path(name, size) {
    const key = `${name} ${size}`;
    if (!known.has(key)) known.set(key, OUTLINES[name](size / 2));
    return known.get(key);
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, { symbols: { path } });
})(typeof globalThis === "undefined" ? window : globalThis);

/* One figure of all rules as a chart: a dot for each mean, a line for its interval. */

const CHART = { width: 320, left: 150, right: 16, top: 8, row: 24, foot: 22 };

/* pick : of a rule's row, the intervals by figure that are shown; one has some. */
function intervalChart(rules, figure, pick, words) {
  const told = rules.map((rule) => pick(rule)[figure.name]);
  const height = CHART.top + CHART.row * rules.length + CHART.foot;
  const picture = drawn("svg", {
    viewBox: [0, 0, CHART.width, height].join(" "),
    role: "img",
  });
  label(picture, words.say("figure." + figure.name));
  const known = told.filter((each) => each !== null);
  drawRows(picture, { rules, told, figure, words, scale: scaleOf(known) });
  return element("figure", "", [
    element("figcaption", "", captionOf(figure, words)),
    picture,
  ]);
}

function captionOf({ name, unit }, words) {
  return [words.say("figure." + name), unit === "share" ? " (%)" : ""];
}

function drawRows(picture, { rules, told, figure, words, scale }) {
  const foot = CHART.top + CHART.row * rules.length;
  drawTicks(picture, scale, figure, foot);
  rules.forEach(({ rule }, at) => {
    const y = CHART.top + CHART.row * (at + 0.5);
    const named = { x: CHART.left - 10, y: y + 4, "text-anchor": "end" };
    put(picture, drawn("text", named, shortened(words, rule)));
    if (told[at]) drawInterval(picture, told[at], figure, scale, y);
  });
}

function drawInterval(picture, told, figure, scale, y) {
  const mark = drawn("g", { class: "mark " + verdict(told, figure) });
  if (told.low !== null) {
    const ends = { x1: scale(told.low), x2: scale(told.high), y1: y, y2: y };
    put(mark, drawn("line", ends));
  }
  put(picture, put(mark, drawn("circle", { cx: scale(told.mean), cy: y, r: 4.5 })));
}

function drawTicks(picture, scale, { unit }, foot) {
  [scale.from, (scale.from + scale.to) / 2, scale.to].forEach((value) => {
    const x = scale(value);
    const line = { class: "grid", x1: x, x2: x, y1: CHART.top, y2: foot };
    const text = { class: "tick", x, y: foot + 15, "text-anchor": "middle" };
    put(picture, [drawn("line", line), drawn("text", text, amount(value, unit, false))]);
  });
  if (scale.from < 0 && scale.to > 0) {
    const zero = { class: "zero", x1: scale(0), x2: scale(0), y1: CHART.top, y2: foot };
    put(picture, drawn("line", zero));
  }
}

/* From values to places on the chart; all that is told lies within. */
function scaleOf(known) {
  const low = Math.min(...known.map((each) => (each.low === null ? each.mean : each.low)));
  const high = Math.max(...known.map((each) => (each.high === null ? each.mean : each.high)));
  const spare = 0.08 * (high - low) || 0.5 * Math.abs(high) || 1;
  const scale = (value) =>
    CHART.left +
    ((value - scale.from) / (scale.to - scale.from)) *
      (CHART.width - CHART.left - CHART.right);
  scale.from = low - spare;
  scale.to = high + spare;
  return scale;
}

/* A user's rule may have a long name. */
function shortened(words, rule) {
  const name = ruleName(words, rule);
  return typeof name === "string" && name.length > 18 ? "…" + name.slice(-17) : name;
}

/* Drawings of numbers, as SVG. */

/* Where a number of [from, to] lies between start and end. */
function scaleOf(from, to, start, end) {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/* said : what it shows, for those who hear it. */
function drawing(width, height, said, content) {
  const size = { viewBox: "0 0 " + width + " " + height, role: "img" };
  const made = drawn("svg", { class: "drawing", ...size }, content);
  made.setAttribute("data-named", "");
  made.said = said;
  made.setAttribute("aria-label", String(said));
  return made;
}

function line(className, x1, y1, x2, y2) {
  return drawn("line", { class: className, x1, y1, x2, y2 });
}

function rectangle(className, x, y, width, height) {
  return drawn("rect", { class: className, x, y, width, height });
}

/* anchor : start, middle, end. */
function writing(className, x, y, anchor, content) {
  return drawn("text", { class: className, x, y, "text-anchor": anchor }, content);
}

/* A step of 1, 2 or 5 times a power of ten, of which at most `count` fit. */
function stepOf(span, count) {
  const least = span / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least);
  return factor * power;
}

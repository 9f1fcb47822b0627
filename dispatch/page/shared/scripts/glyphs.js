/* Shapes: what a unit does, how urgent an alert is. */

/* Ring, triangle, square or cross. */
const GLYPHS = {
  free: { tag: "circle", cx: 7, cy: 7, r: 4.6, outline: 3 },
  sent: { tag: "path", d: "M2.5 1.5 13 7 2.5 12.5Z" },
  en_route: { tag: "path", d: "M2.5 1.5 13 7 2.5 12.5Z" },
  on_scene: { tag: "rect", x: 2, y: 2, width: 10, height: 10, rx: 1 },
  offline: { tag: "path", d: "M2.5 2.5 11.5 11.5M11.5 2.5 2.5 11.5", outline: 2.6 },
};

function glyph(state) {
  const { tag, outline, ...shape } = GLYPHS[state];
  const made = drawn(tag, shape);
  made.style.fill = outline ? "none" : "var(--c)";
  made.style.stroke = outline ? "var(--c)" : "none";
  made.style.strokeWidth = outline || 0;
  const size = { class: "glyph", width: 14, height: 14, "aria-hidden": "true" };
  return drawn("svg", size, made);
}

/* content : of the diamond, as of `put`. */
function diamond(content, timeliness) {
  const hollow = timeliness === "unserved" ? " hollow unserved" : "";
  return element("div", "diamond" + hollow, element("b", "", content));
}

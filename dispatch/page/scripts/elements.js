/* Elements of the page. Texts only ever become text. */

const SVG = "http://www.w3.org/2000/svg";

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function fill(parent, children) {
  parent.textContent = "";
  children.forEach((child) => child && parent.appendChild(child));
  return parent;
}

/* Make an element do something by mouse and by keyboard alike. */
function actsAsButton(made, act) {
  made.tabIndex = 0;
  made.setAttribute("role", "button");
  made.addEventListener("click", act);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
  return made;
}

/* What a unit does, as a shape: ring, triangle, square or cross. */
const GLYPHS = {
  free: { tag: "circle", cx: 7, cy: 7, r: 4.6, outline: 3 },
  sent: { tag: "path", d: "M2.5 1.5 13 7 2.5 12.5Z" },
  en_route: { tag: "path", d: "M2.5 1.5 13 7 2.5 12.5Z" },
  on_scene: { tag: "rect", x: 2, y: 2, width: 10, height: 10, rx: 1 },
  offline: { tag: "path", d: "M2.5 2.5 11.5 11.5M11.5 2.5 2.5 11.5", outline: 2.6 },
};

function glyph(state) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "glyph");
  drawing.setAttribute("width", 14);
  drawing.setAttribute("height", 14);
  drawing.setAttribute("aria-hidden", "true");
  const shape = Object.assign({}, GLYPHS[state]);
  const made = document.createElementNS(SVG, shape.tag);
  made.style.fill = shape.outline ? "none" : "var(--c)";
  made.style.stroke = shape.outline ? "var(--c)" : "none";
  made.style.strokeWidth = shape.outline || 0;
  delete shape.tag;
  delete shape.outline;
  Object.keys(shape).forEach((name) => made.setAttribute(name, shape[name]));
  drawing.appendChild(made);
  return drawing;
}

function diamond(letter, timeliness) {
  const hollow = timeliness === "unserved" ? " hollow unserved" : "";
  const made = element("div", "diamond" + hollow);
  made.appendChild(element("b", "", letter));
  return made;
}

/* A unit that is sent shows how its alert stands; any other what it does. */
function unitState(unit) {
  return unit.alert_id ? "sent" : unit.status;
}

function unitColour(unit) {
  return unit.alert_id ? unit.timeliness : unit.status;
}

/* Elements of the page. Texts only ever become text. */

const SVG = "http://www.w3.org/2000/svg";

/* content : see `put`. */
function element(tag, className, content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return put(made, content);
}

/* A drawing's element. */
function drawn(tag, attributes, content) {
  const made = document.createElementNS(SVG, tag);
  Object.keys(attributes).forEach((name) => made.setAttribute(name, attributes[name]));
  return put(made, content);
}

/* Append what was said, an element, a text or number, or a list of these. */
function put(parent, content) {
  if (content === undefined || content === null) return parent;
  if (Array.isArray(content)) content.forEach((part) => put(parent, part));
  else if (content instanceof Said) content.putInto(parent);
  else if (content instanceof Node) parent.appendChild(content);
  else parent.appendChild(document.createTextNode(content));
  return parent;
}

/* Put other content in place of what was there. */
function fill(parent, content) {
  parent.textContent = "";
  return put(parent, content);
}

/* Name an element that does something, for those who point at it or hear it. */
function label(made, said) {
  made.setAttribute("aria-label", String(said));
  return hint(made, said);
}

/* Tell more to those who point at an element; follows the language. */
function hint(made, said) {
  made.said = said;
  made.setAttribute("data-named", "");
  made.title = String(said);
  return made;
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

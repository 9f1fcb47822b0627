/* What of the ground is seen: closer, farther, all of it; dragged by the pointer. */

/* zoomed : told how many pixels of the screen one of the drawing is. */
function offerGroundView(words, picture, zoomed) {
  const view = { whole: null };
  let box = { x: 0, y: 0, width: GROUND.width, height: GROUND.height };
  const set = (next) => {
    box = next;
    picture.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
    zoomed(pixelsOf(picture, box));
  };
  const by = (factor) => set(scaled(box, factor));
  view.show = (bounds) => set(scaled(bounds, 1.06));
  const button = (text, said, act) => {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return label(made, said);
  };
  view.tools = element("div", "ground-tools", [
    button("+", words.say("ground.closer"), () => by(1 / 1.5)),
    button("−", words.say("ground.farther"), () => by(1.5)),
    button("⤢", words.say("tool.whole_view"), () => view.show(view.whole)),
  ]);
  dragged(picture, (right, down) => {
    const pixels = pixelsOf(picture, box);
    set({ ...box, x: box.x - right / pixels, y: box.y - down / pixels });
  });
  window.addEventListener("resize", () => set(box));
  return view;
}

function scaled({ x, y, width, height }, factor) {
  return {
    x: x + (width * (1 - factor)) / 2,
    y: y + (height * (1 - factor)) / 2,
    width: width * factor,
    height: height * factor,
  };
}

/* Of the screen, for one of the drawing; 1 while it is not seen. */
function pixelsOf(picture, box) {
  const { width, height } = picture.getBoundingClientRect();
  return Math.min(width / box.width, height / box.height) || 1;
}

function dragged(picture, move) {
  let last = null;
  picture.addEventListener("pointerdown", (event) => {
    last = [event.clientX, event.clientY];
  });
  window.addEventListener("pointermove", (event) => {
    if (!last) return;
    move(event.clientX - last[0], event.clientY - last[1]);
    last = [event.clientX, event.clientY];
  });
  window.addEventListener("pointerup", () => {
    last = null;
  });
}

/* Around points [[x, y], …]. */
function boundsOf(points) {
  const [xs, ys] = [0, 1].map((at) => points.map((point) => point[at]));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

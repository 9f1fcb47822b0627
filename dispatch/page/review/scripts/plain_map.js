/* Cells on plain ground, where no roads are known. */

const GROUND = { width: 1000, height: 640, margin: 24 };
const METRES_PER_DEGREE = 111320;

function mapOf({ data, words }) {
  const cells = rowsOf(data.cells);
  const corners = cells.flatMap((cell) => cell.outline);
  const project = projectionOf(corners);
  const told = element("div", "told");
  told.setAttribute("aria-live", "polite");
  const tell = (cell) => fill(told, cellStory(words, cell));
  const shapes = new Map();
  cells.forEach((cell) => {
    const shape = drawn("polygon", {
      class: "cell " + bandClass(cell.median_s) + (cell.faint ? " faint" : ""),
      points: cell.outline.map((corner) => project(corner).join(",")).join(" "),
      "stroke-dasharray": bandDash(cell.median_s),
    });
    shape.addEventListener("click", () => choose(cell));
    shapes.set(cell.cell, shape);
  });
  const choose = (cell) => {
    shapes.forEach((shape) => shape.classList.remove("chosen"));
    const chosen = shapes.get(cell.cell);
    chosen.classList.add("chosen");
    chosen.parentNode.appendChild(chosen);
    tell(cell);
  };
  const longest = data.longest.map((point) => {
    const [cx, cy] = project(point);
    return drawn("circle", { class: "late-call", cx, cy, r: 3.4 });
  });
  const picture = drawing(GROUND.width, GROUND.height, words.say("tab.map"), [
    drawn("g", {}, [...shapes.values()]),
    drawn("g", {}, longest),
  ]);
  picture.classList.add("ground");
  const bar = element("div", "kilometres");
  const view = offerGroundView(words, picture, (shown) => {
    fill(bar, kilometreBar(project.perMetre * shown));
  });
  const whole = boundsOf(cells.flatMap((cell) => cell.outline.map(project)));
  const first = mainBounds(cells, project, whole);
  view.whole = whole;
  return { content: [picture, view.tools, bar, told], choose, opened: () => view.show(first) };
}

/* Around all cells; but for those of few calls where they lie far away. */
function mainBounds(cells, project, whole) {
  const many = cells.filter((cell) => !cell.faint);
  if (many.length < 3) return whole;
  const main = boundsOf(many.flatMap((cell) => cell.outline.map(project)));
  const isNear = whole.width * whole.height < 2 * main.width * main.height;
  return isNear ? whole : main;
}

/* Fit corners [[lat, lon], …] into the ground; metres are the same both ways. */
function projectionOf(corners) {
  const { width, height, margin } = GROUND;
  const lats = corners.map(([lat]) => lat);
  const lons = corners.map(([, lon]) => lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (width - 2 * margin) / ((east - west) * narrow || 1e-6),
    (height - 2 * margin) / (north - south || 1e-6)
  );
  const project = ([lat, lon]) => [
    rounded(width / 2 + (lon - (west + east) / 2) * narrow * scale),
    rounded(height / 2 - (lat - (south + north) / 2) * scale),
  ];
  project.perMetre = scale / METRES_PER_DEGREE;
  return project;
}

function rounded(value) {
  return Math.round(10 * value) / 10;
}

/* A bar of a round length. perMetre : pixels of the screen. */
function kilometreBar(perMetre) {
  const metres = stepOf(90 / perMetre, 1);
  const bar = element("i", "length");
  bar.style.width = rounded(metres * perMetre) + "px";
  return [bar, metres >= 1000 ? metres / 1000 + " km" : metres + " m"];
}

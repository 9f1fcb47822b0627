/* Street names along their streets, each once, none over another. */

const MOST_LABELS = 80;
const LABEL_ROOM = 5;
const EDGE_ROOM = 20;

L.RoadLabels = L.Layer.extend({
  options: { pane: "overlayPane" },

  initialize(grid, options) {
    L.setOptions(this, options);
    this.grid = grid;
  },

  onAdd(map) {
    const style = "roadlabels leaflet-zoom-hide";
    this.canvas = L.DomUtil.create("canvas", style, this.getPane());
    this.grid.on("theme", this.draw, this);
    map.on("moveend resize", this.draw, this);
    this.draw();
  },

  onRemove(map) {
    this.grid.off("theme", this.draw, this);
    map.off("moveend resize", this.draw, this);
    L.DomUtil.remove(this.canvas);
  },

  draw() {
    const context = this.cleanCanvas();
    const placed = [];
    this.candidates().forEach((candidate) => {
      if (placed.length < MOST_LABELS) this.place(context, candidate, placed);
    });
  },

  cleanCanvas() {
    const size = this._map.getSize();
    const dots = Math.min(window.devicePixelRatio || 1, 2);
    this.canvas.width = size.x * dots;
    this.canvas.height = size.y * dots;
    this.canvas.style.width = size.x + "px";
    this.canvas.style.height = size.y + "px";
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    const context = this.canvas.getContext("2d");
    context.scale(dots, dots);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    return context;
  },

  /* The longest run of each name in view, greater roads first. */
  candidates() {
    const zoom = this._map.getZoom();
    const size = this._map.getSize();
    const scale = 256 * 2 ** zoom;
    const offset = this._map.getPixelBounds().min;
    const bounds = viewBounds(offset, size, scale, 0);
    const room = L.point(EDGE_ROOM, EDGE_ROOM);
    const view = L.bounds(room, size.subtract(room));
    const longest = new Map();
    this.grid.roads.forEach(({ shape, lines }, rank) => {
      if (zoom < (shape.named || Infinity)) return;
      lines.within(bounds).forEach((line) => {
        const name = lines.names[line];
        if (name === 0) return;
        const run = longestRunInView(lines, line, scale, offset, view);
        const known = longest.get(name);
        if (run && (!known || rank > known.rank || run.length > known.run.length)) {
          longest.set(name, { text: this.grid.names[name - 1], run, rank, shape });
        }
      });
    });
    return Array.from(longest.values()).sort(
      (one, other) => other.rank - one.rank || other.run.length - one.run.length
    );
  },

  place(context, { text, run, shape }, placed) {
    const colours = this.grid.colours();
    context.font = `500 ${shape.text}px ${this.options.font}`;
    const width = context.measureText(text).width;
    if (run.length < width * 0.8) return;
    const { x, y, angle } = middleOf(run);
    const box = turnedBox(x, y, angle, width, shape.text);
    if (placed.some((other) => overlap(box, other))) return;
    placed.push(box);
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.strokeStyle = colours.halo;
    context.strokeText(text, 0, 0);
    context.fillStyle = colours.label;
    context.fillText(text, 0, 0);
    context.restore();
  },
});

/* The longest part of a line that is on screen. */
function longestRunInView(lines, line, scale, offset, view) {
  let best = null;
  let run = null;
  let before = null;
  for (let at = lines.first[line]; at < lines.first[line + 1]; at += 1) {
    const point = L.point(
      lines.points[2 * at] * scale - offset.x,
      lines.points[2 * at + 1] * scale - offset.y
    );
    const seen = before && L.LineUtil.clipSegment(before, point, view);
    if (seen) {
      if (!run) run = { points: [seen[0]], length: 0 };
      run.points.push(seen[1]);
      run.length += seen[0].distanceTo(seen[1]);
      if (!best || run.length > best.length) best = run;
    }
    if (!(seen && seen[1].equals(point))) run = null;
    before = point;
  }
  return best;
}

function middleOf(run) {
  let left = run.length / 2;
  for (let i = 1; i < run.points.length; i += 1) {
    const from = run.points[i - 1];
    const to = run.points[i];
    const length = from.distanceTo(to);
    if (left <= length || i === run.points.length - 1) {
      const part = length > 0 ? Math.min(left / length, 1) : 0;
      const middle = from.add(to.subtract(from).multiplyBy(part));
      const angle = readable(Math.atan2(to.y - from.y, to.x - from.x));
      return { x: middle.x, y: middle.y, angle };
    }
    left -= length;
  }
  return null;
}

/* The same direction or its opposite, never upside down. */
function readable(angle) {
  if (angle > Math.PI / 2) return angle - Math.PI;
  if (angle < -Math.PI / 2) return angle + Math.PI;
  return angle;
}

function turnedBox(x, y, angle, width, height) {
  const cosine = Math.abs(Math.cos(angle));
  const sine = Math.abs(Math.sin(angle));
  const halfWidth = (cosine * width + sine * height) / 2 + LABEL_ROOM;
  const halfHeight = (sine * width + cosine * height) / 2 + LABEL_ROOM;
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}

function overlap(one, other) {
  return (
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
  );
}

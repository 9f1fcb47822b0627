/* Units on the map, and what of their ways is still ahead. */

function MovingUnits(board) {
  this.board = board;
  const { layers, map, courses } = board;
  this.renderer = linePane(map, "routes", 440);
  this.elements = new Map();
  this.lines = new Map();
  const markers = new Map(
    courses.map((course) => {
      const made = unitMarker(course.id);
      this.elements.set(course.id, made);
      const look = { said: course.id, zIndexOffset: 0 };
      return [course.id, addMarker(layers.units, course.steps[0].point, made, look)];
    })
  );
  this.moving = new CourseMarkers(courses, markers, (id, step) => this.redraw(id, step));
}

MovingUnits.prototype.redraw = function (id, step) {
  const moves = step.state === "sent";
  drawUnit(this.elements.get(id), { state: step.state, colour: step.colour, moves });
  this.dropLine(id);
  if (!step.way || !step.alert) return;
  const options = { renderer: this.renderer, interactive: false };
  const line = (className) => L.polyline([], { ...options, className });
  const lines = [line("route-casing"), line("route " + step.colour)];
  lines.forEach((each) => this.board.layers.routes.addLayer(each));
  this.lines.set(id, { lines, way: step.way });
};

MovingUnits.prototype.dropLine = function (id) {
  const known = this.lines.get(id);
  if (!known) return;
  known.lines.forEach((line) => this.board.layers.routes.removeLayer(line));
  this.lines.delete(id);
};

/* Before a moment is chosen units stand where they begin. */
MovingUnits.prototype.show = function (t) {
  this.moving.show(t === null ? 0 : t);
  this.lines.forEach(({ lines, way }) => {
    const rest = restOfWay(way, t);
    lines.forEach((line) => line.setLatLngs(rest));
  });
};

/* The roads that units take: casing, colour, and a dash for each timeliness. */

const LEAST_GAP_M = 10;

function addRoutes(board) {
  const { data, map, layers } = board;
  const renderer = linePane(map, "routes", 440);
  board.ways = data.routes
    .slice()
    .reverse()
    .map((route) => {
      const line = (className, options) => {
        const made = L.polyline(route.points, { renderer, className, ...options });
        layers.routes.addLayer(made);
        return made;
      };
      line("route-ghost " + route.timeliness, { interactive: false });
      const casing = line("route-casing", { interactive: false });
      const drive = line("route " + route.timeliness, { bubblingMouseEvents: false });
      drive.on("click", () => board.focusAlert(route.alert_id));
      drive.bindTooltip(() => routeLabel(route), { sticky: true });
      addOffRoad(board, route, renderer);
      const way = { points: route.points, at_s: route.at_s };
      return { route, way, lines: [casing, drive] };
    });
}

function routeLabel(route) {
  const text = route.unit_id + " → " + route.alert_id + "  " + clock(route.time_to_door_s);
  return element("span", "", text);
}

/* From the unit to the road and from the road to the alert, where they are apart. */
function addOffRoad({ map, layers, unit, alert }, route, renderer) {
  const start = unit(route.unit_id).points[0];
  const end = alert(route.alert_id).points[0];
  const ends = [
    [start, route.points[0]],
    [route.points[route.points.length - 1], end],
  ];
  const className = "off-road " + route.timeliness;
  ends
    .filter(([from, to]) => map.distance(from, to) > LEAST_GAP_M)
    .forEach((pair) => {
      layers.routes.addLayer(L.polyline(pair, { renderer, className, interactive: false }));
    });
}

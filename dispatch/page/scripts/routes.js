/* The roads that units take: casing, colour, and a dash for each timeliness. */

const LEAST_GAP_M = 10;

function addRoutes(board) {
  const { data, map, layers } = board;
  const pane = map.createPane("routes");
  pane.style.zIndex = 440;
  const renderer = L.svg({ pane: "routes", padding: 0.5 });
  const drawn = data.routes.slice().reverse();
  drawn.forEach((route) => {
    const casing = L.polyline(route.points, {
      renderer,
      className: "route-casing",
      interactive: false,
    });
    const line = L.polyline(route.points, {
      renderer,
      className: "route " + route.timeliness,
      bubblingMouseEvents: false,
    });
    line.on("click", () => board.focusAlert(route.alert_id));
    line.bindTooltip(() => routeLabel(route), { sticky: true });
    layers.routes.addLayer(casing).addLayer(line);
    offRoad(board, route).forEach((ends) => {
      const className = "off-road " + route.timeliness;
      layers.routes.addLayer(L.polyline(ends, { renderer, className, interactive: false }));
    });
  });
}

function routeLabel(route) {
  const text = route.unit_id + " → " + route.alert_id + "  " + clock(route.time_to_door_s);
  return element("span", "", text);
}

/* From the unit to the road and from the road to the alert, where they are apart. */
function offRoad(board, route) {
  const start = board.unit(route.unit_id).points[0];
  const end = board.alert(route.alert_id).points[0];
  const ends = [
    [start, route.points[0]],
    [route.points[route.points.length - 1], end],
  ];
  return ends.filter(([from, to]) => board.map.distance(from, to) > LEAST_GAP_M);
}

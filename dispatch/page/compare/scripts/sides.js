/* Each plan on its map; an alert is shown in both. */

function Sides(parts) {
  const { map, basemap, layers, frame, data } = parts;
  const second = secondMap(map, basemap);
  this.basemaps = [basemap, second.basemap];
  const places = [
    { map, basemap, layers },
    { ...second, layers: secondLayers(layers, second.map) },
  ];
  this.boards = places.map((place, at) => new Board({ ...place, frame, data: data.plans[at] }));
  this.boards.forEach((board) => {
    board.focusAlert = (alertId) => this.focusAlert(alertId);
    addRoutes(board);
    addUnits(board);
    addAlerts(board);
    board.map.on("moveend", () => placeBadges(board.map));
  });
}

Sides.prototype.focusAlert = function (alertId) {
  markAlert(alertId);
  const known = this.boards.filter((board) => board.alert(alertId));
  const routes = known.reduce((all, board) => all.concat(board.data.routes), []);
  const points = routes
    .filter((route) => route.alert_id === alertId)
    .reduce((all, route) => all.concat(route.points), known[0].alert(alertId).points.slice());
  this.boards.forEach((board) => board.map.closePopup());
  this.boards[0].map.fitBounds(L.latLngBounds(points), {
    paddingTopLeft: [40, 230],
    paddingBottomRight: [40, 50],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
  known.forEach((board) => board.markers.get("alert " + alertId).openPopup());
};

Sides.prototype.showAll = function () {
  const rows = this.boards.reduce(
    (all, { data }) => all.concat(data.alerts, data.routes, data.units.filter((unit) => unit.alert_id)),
    []
  );
  this.boards.forEach((board) => board.map.invalidateSize({ animate: false }));
  fitPoints(this.boards[0].map, rows.reduce((all, row) => all.concat(row.points), []), 40);
};

/* For what changes colours, and waits for both. */
Sides.prototype.bothBasemaps = function () {
  return { setTheme: (theme) => this.basemaps.forEach((basemap) => basemap.setTheme(theme)) };
};

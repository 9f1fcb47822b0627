/* Going to an alert, a unit, or back to the whole plan. */

function focusAlert(board, alertId) {
  const alert = board.alert(alertId);
  const routes = board.data.routes.filter((route) => route.alert_id === alertId);
  const points = routes.reduce((all, route) => all.concat(route.points), alert.points);
  markAlert(alertId);
  board.gantt.mark(alertId);
  showWith(board, L.latLngBounds(points), board.markers.get("alert " + alertId));
}

function focusUnit(board, unitId) {
  const marker = board.markers.get("unit " + unitId);
  showWith(board, L.latLngBounds([marker.getLatLng(), marker.getLatLng()]), marker);
}

/* Room above is for the popup, which stands over its marker. */
function showWith(board, bounds, marker) {
  board.map.closePopup();
  board.map.fitBounds(bounds, {
    paddingTopLeft: [70, 230],
    paddingBottomRight: [210, 50],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
  marker.openPopup();
}

/* Everything that the plan decides about, and what stays free. */
function showWholePlan(board) {
  const { alerts, routes, units } = board.data;
  const inPlay = units.filter((unit) => unit.status !== "offline" || unit.alert_id);
  const rows = alerts.concat(routes, inPlay);
  showPoints(board.map, rows.reduce((all, row) => all.concat(row.points), []));
}

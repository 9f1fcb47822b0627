/* Going to an alert, a unit, or back to the whole plan. */

const CLOSEST_ZOOM = 16;

function focusAlert(board, alertId) {
  const alert = board.alert(alertId);
  const routes = board.data.routes.filter((route) => route.alert_id === alertId);
  const points = routes.reduce((all, route) => all.concat(route.points), alert.points);
  choose(board, alertId);
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
    paddingBottomRight: [70, 50],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
  marker.openPopup();
}

function choose(board, alertId) {
  document.querySelectorAll(".alert-row").forEach((row) => {
    const chosen = row.dataset.alert === alertId;
    row.classList.toggle("chosen", chosen);
    if (chosen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
}

/* Everything that the plan decides about, and what stays free. */
function showWholePlan(board) {
  const { alerts, routes, units } = board.data;
  const inPlay = units.filter((unit) => unit.status !== "offline" || unit.alert_id);
  const points = alerts.concat(routes, inPlay).reduce((all, row) => all.concat(row.points), []);
  if (points.length === 0) return;
  board.map.fitBounds(L.latLngBounds(points), {
    paddingTopLeft: [64, 56],
    paddingBottomRight: [64, 40],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
}

const WholePlanControl = L.Control.extend({
  options: { position: "topleft" },

  onAdd() {
    const holder = L.DomUtil.create("div", "leaflet-bar leaflet-control");
    const button = L.DomUtil.create("a", "whole-plan", holder);
    button.textContent = "⤢";
    button.title = this.options.label;
    button.setAttribute("aria-label", this.options.label);
    L.DomEvent.disableClickPropagation(holder);
    actsAsButton(button, this.options.act);
    return holder;
  },
});

/* Escape closes a popup wherever the focus is. */
function closePopupsOnEscape(board) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") board.map.closePopup();
  });
}

/* Units and alerts on the map. */

const POPUP = { minWidth: 290, maxWidth: 330, autoPanPaddingTopLeft: [60, 56], autoPanPaddingBottomRight: [16, 24] };

function addUnits(board) {
  board.data.units.forEach((unit) => {
    const sent = unit.alert_id !== "";
    const kind = unitColour(unit) + (sent ? " sent" : " staying");
    const made = element("div", "unit-marker " + kind);
    made.dataset.unit = unit.unit_id;
    fill(made, [glyph(unitState(unit)), element("span", "", unit.unit_id)]);
    const marker = addMarker(board.layers.units, unit.points[0], made, {
      zIndexOffset: sent ? 2000 : 0,
      label: unitLabel(board.words, unit),
    });
    marker.bindPopup(() => unitStory(board, unit), POPUP);
    board.markers.set("unit " + unit.unit_id, marker);
  });
}

function addAlerts(board) {
  const { words } = board;
  board.data.alerts.forEach((alert, place) => {
    const made = element("div", "alert-marker " + alert.timeliness);
    made.dataset.alert = alert.alert_id;
    const letter = words.say("level_letter." + alert.level);
    fill(made, [diamond(letter, alert.timeliness)]);
    const marker = addMarker(board.layers.alerts, alert.points[0], made, {
      zIndexOffset: 10000 + 10 * (board.data.alerts.length - place),
      label: alert.alert_id + ", " + alertName(words, alert),
    });
    marker.bindPopup(() => alertStory(board, alert), POPUP);
    board.markers.set("alert " + alert.alert_id, marker);
    addBadge(board, alert);
  });
}

/* Badges lie above all markers: a time must not be covered. */
function addBadge({ layers, map, words }, alert) {
  if (!map.getPane("badges")) map.createPane("badges").style.zIndex = 620;
  const icon = L.divIcon({ className: "", iconSize: [0, 0], html: badge(words, alert) });
  const options = { icon, pane: "badges", interactive: false, keyboard: false };
  layers.alerts.addLayer(L.marker(alert.points[0], options));
}

function addMarker(layer, point, html, { zIndexOffset, label }) {
  const icon = L.divIcon({ className: "", iconSize: [0, 0], html, popupAnchor: [0, -14] });
  const marker = L.marker(point, { icon, zIndexOffset, riseOnHover: true });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", label));
  layer.addLayer(marker);
  return marker;
}

function badge(words, alert) {
  const made = element("div", "badge " + alert.timeliness);
  made.dataset.alert = alert.alert_id;
  if (alert.timeliness === "unserved") {
    made.appendChild(element("i", "tag", words.say("alert.unserved_tag")));
    return made;
  }
  made.appendChild(element("span", "", clock(alert.time_to_door_s)));
  if (alert.timeliness === "late") {
    made.appendChild(element("i", "tag", words.say("alert.late_tag")));
  }
  return made;
}

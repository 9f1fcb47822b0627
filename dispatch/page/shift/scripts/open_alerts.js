/* Alerts on the map: all as dots, and at a moment those that are open then. */

function OpenAlerts(board) {
  this.board = board;
  this.shown = new Map();
  const { map, layers, data } = board;
  const renderer = linePane(map, "dots", 430);
  data.alerts
    .slice()
    .reverse()
    .forEach((alert) => {
      const className = "dot " + alert.timeliness;
      const dot = L.circleMarker(alert.points[0], { renderer, className, radius: 5 });
      dot.on("click", () => board.playAlert(alert));
      layers.alerts.addLayer(dot);
    });
}

OpenAlerts.prototype.show = function (t) {
  let changed = false;
  this.board.data.alerts.forEach((alert) => {
    const open = t !== null && alert.received_s <= t && (alert.closed_s === null || t < alert.closed_s);
    if (open !== this.shown.has(alert)) {
      changed = true;
      if (open) this.open(alert);
      else this.close(alert);
    }
    if (open) this.tell(alert, t);
  });
  if (changed) placeBadges(this.board.map);
};

OpenAlerts.prototype.open = function (alert) {
  const { map, layers, words } = this.board;
  if (!map.getPane("badges")) map.createPane("badges").style.zIndex = 620;
  const shape = diamond(words.say("level_letter." + alert.level), "in_time");
  const made = element("div", "alert-marker in_time", shape);
  made.dataset.alert = alert.alert_id;
  const badge = element("div", "badge in_time");
  badge.dataset.alert = alert.alert_id;
  const look = { pane: "badges", interactive: false, keyboard: false };
  const markers = [
    addMarker(layers.alerts, alert.points[0], made, { said: alert.alert_id, zIndexOffset: 10000 }),
    addMarker(layers.alerts, alert.points[0], badge, look),
  ];
  this.shown.set(alert, { markers, made, badge, told: null });
};

OpenAlerts.prototype.close = function (alert) {
  this.shown.get(alert).markers.forEach((marker) => this.board.layers.alerts.removeLayer(marker));
  this.shown.delete(alert);
};

/* How long it has waited, or that its crew is there; written only where it changes. */
OpenAlerts.prototype.tell = function (alert, t) {
  const shown = this.shown.get(alert);
  const waited = t - alert.received_s;
  const there = alert.time_to_door_s !== null && waited >= alert.time_to_door_s;
  const seconds = Math.floor(there ? alert.time_to_door_s : waited);
  const told = (there ? "✓ " : "") + clock(seconds);
  if (shown.told === told) return;
  shown.told = told;
  const kind = timelinessAt(seconds, alert.target_s);
  shown.made.className = "alert-marker " + kind;
  shown.made.firstChild.className = "diamond";
  shown.badge.className = "badge " + kind;
  fill(shown.badge, element("span", "", told));
};

function timelinessAt(seconds, target) {
  if (seconds > target) return "late";
  return seconds > 0.75 * target ? "at_risk" : "in_time";
}

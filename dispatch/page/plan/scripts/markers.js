/* Units and alerts on the map. */


function addUnits(board) {
  board.data.units.forEach((unit) => {
    const made = unitMarker(unit.unit_id);
    drawUnit(made, unitAsPlanned(unit));
    const marker = addMarker(board.layers.units, unit.points[0], made, {
      zIndexOffset: unit.alert_id ? 2000 : 0,
      said: unitLabel(board.words, unit),
    });
    bindStory(marker, board.map, () => unitStory(board, unit));
    board.markers.set("unit " + unit.unit_id, marker);
    board.unitElements.set(unit.unit_id, made);
  });
}

function unitAsPlanned(unit) {
  const moves = unit.alert_id !== "";
  return { state: unitState(unit), colour: unitColour(unit), moves };
}

function addAlerts(board) {
  const { words } = board;
  board.data.alerts.forEach((alert, place) => {
    const letter = words.say("level_letter." + alert.level);
    const shape = diamond(letter, alert.timeliness);
    const made = element("div", "alert-marker " + alert.timeliness, shape);
    made.dataset.alert = alert.alert_id;
    const marker = addMarker(board.layers.alerts, alert.points[0], made, {
      zIndexOffset: 10000 + 10 * (board.data.alerts.length - place),
      said: words.join([alert.alert_id, alertName(words, alert)], ", "),
    });
    bindStory(marker, board.map, () => alertStory(board, alert));
    board.markers.set("alert " + alert.alert_id, marker);
    addBadge(board, alert);
  });
}

/* Badges lie above all markers: a time must not be covered. */
function addBadge(board, alert) {
  const { layers, map } = board;
  if (!map.getPane("badges")) map.createPane("badges").style.zIndex = 620;
  const made = element("div", "badge " + alert.timeliness);
  made.dataset.alert = alert.alert_id;
  board.badges.set(alert.alert_id, made);
  sayOnBadge(board, alert, alert.time_to_door_s);
  const look = { pane: "badges", interactive: false, keyboard: false };
  addMarker(layers.alerts, alert.points[0], made, look);
}

/* seconds : until somebody is at the door, or that it took. done : somebody is. */
function sayOnBadge({ badges, words }, alert, seconds, done) {
  const late = element("i", "tag", words.say("alert.late_tag"));
  const content =
    alert.timeliness === "unserved"
      ? element("i", "tag", words.say("alert.unserved_tag"))
      : [
          element("span", "", (done ? "✓ " : "") + clock(seconds)),
          alert.timeliness === "late" ? late : null,
        ];
  fill(badges.get(alert.alert_id), content);
}

/* Layers beside the plan itself: reach, the old rule's plan, meeting points, advice
   where to wait. */

/* Where units that stay free come by driving; the longer time is dashed. */
function addReach({ data, map, layers }) {
  if (!data.reach) return;
  const renderer = linePane(map, "reach", 410);
  data.reach.areas.forEach((area, row) => {
    const shorter = row === data.reach.areas.length - 1;
    const className = "reach free " + (shorter ? "shorter" : "longer");
    const rings = ringsOf(area, data.reach.step);
    layers.reach.addLayer(L.polygon(rings, { renderer, className, interactive: false }));
  });
}

function ringsOf(area, step) {
  const moves = unpackNumbers(area.points);
  let at = 0;
  let [lat, lon] = [0, 0];
  return Array.from(unpackNumbers(area.counts), (count) =>
    Array.from({ length: count }, () => {
      lat += moves[at];
      lon += moves[at + 1];
      at += 2;
      return [lat * step, lon * step];
    })
  );
}

/* Whom the old rule would send, as the crow flies, where the plan sends another. */
function addClosestIdle(board) {
  const { data, map, layers, words } = board;
  const renderer = linePane(map, "closest-idle", 430);
  data.closest_idle.forEach((pair) => {
    const ends = [board.unit(pair.unit_id).points[0], board.alert(pair.alert_id).points[0]];
    const line = L.polyline(ends, { renderer, className: "closest-idle" });
    const sends = words.say("other.closest_idle", { unit: pair.unit_id, alert: pair.alert_id });
    line.bindTooltip(() => element("span", "", sends), { sticky: true });
    layers.closest_idle.addLayer(line);
  });
}

/* Places agreed by phone, and the door that each is in place of. */
function addMeetingPoints({ data, map, layers, words }) {
  const renderer = linePane(map, "meeting", 435);
  data.alerts
    .filter((alert) => alert.meeting)
    .forEach((alert) => {
      const { meeting, points } = alert;
      const word = element("span", "", words.say("other.meeting_word"));
      const made = element("div", "meeting-marker", word);
      const said = words.say("other.meeting", { alert: alert.alert_id });
      const below = { said, zIndexOffset: 9000, interactive: false, keyboard: false };
      addMarker(layers.meeting, points[0], made, below);
      if (!meeting.door) return;
      const look = { renderer, className: "meeting-line", interactive: false };
      layers.meeting.addLayer(L.polyline([points[0], meeting.door], look));
    });
}

/* Where units that stay free should wait: a line there, and a ring. */
function addMoves({ data, map, layers, words }) {
  if (!layers.move_up) return;
  const renderer = linePane(map, "moves", 432);
  data.moves.forEach((move) => {
    const line = L.polyline(move.points, { renderer, className: "move-line free" });
    line.bindTooltip(() => element("span", "", moveText(words, move)), { sticky: true });
    layers.move_up.addLayer(line);
    const ring = element("div", "move-ring free");
    const quiet = { interactive: false, keyboard: false };
    addMarker(layers.move_up, move.points[1], ring, quiet);
  });
}

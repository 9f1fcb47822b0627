/* The plan as it runs: gantt, player, and what the map shows at a moment. Moments are
   seconds from the plan's now. */

const MOST_PAST_S = 600;
const AFTER_S = 60;

function offerPlay(board) {
  const { words } = board;
  const to = playEnd(board);
  const gantt = new Gantt(document.getElementById("gantt"), {
    from_s: ganttStart(board),
    to_s: to,
    rows: board.data.alerts.map((alert) => ganttRow(board, alert)),
    said: words.say("player.moment"),
    tickText: (t) => momentText(words, t),
    choose: (alertId) => board.focusAlert(alertId),
  });
  board.gantt = gantt;
  board.courses = board.data.routes.map((route) => courseOf(board, route));
  const markers = new Map(
    board.courses.map(({ id }) => [id, board.markers.get("unit " + id)])
  );
  board.moving = new CourseMarkers(board.courses, markers, (id, step) =>
    drawUnit(board.unitElements.get(id), { ...step, moves: true })
  );
  board.player = new Player({
    from_s: 0,
    to_s: to,
    speeds: [20, 60, 5, 1],
    step_s: 10,
    gantt,
    clockText: (t) => "+" + clock(t),
    show: (t) => showMoment(board, t),
  });
  board.player.start();
}

function playEnd({ data }) {
  const ends = data.alerts.map((alert) => alert.target_s - alert.elapsed_s);
  const doors = data.routes.map((route) => route.door_s);
  const last = Math.max(...ends, ...doors, 240) + AFTER_S;
  return 60 * Math.ceil(last / 60);
}

function ganttStart({ data }) {
  const past = Math.max(...data.alerts.map((alert) => alert.elapsed_s), 0);
  return -60 * Math.ceil(Math.min(past, MOST_PAST_S) / 60);
}

function momentText(words, t) {
  if (t === 0) return words.say("gantt.now");
  return words.say("gantt.minutes", { minutes: (t > 0 ? "+" : "−") + Math.abs(t) / 60 });
}

function ganttRow(board, alert) {
  const received = -alert.elapsed_s;
  const served = alert.timeliness !== "unserved";
  return {
    id: alert.alert_id,
    name: alert.alert_id,
    kind: alert.timeliness,
    bars: doorBars(alert).concat(phoneBars(board, alert)),
    target: { from_s: received, at_s: received + alert.target_s },
    end: served
      ? alert.sent.join(" ") + " " + clock(alert.time_to_door_s)
      : board.words.say("alert.unserved_tag"),
  };
}

/* Elapsed, dispatch and turnout, travel, access, one after the other. */
function doorBars(alert) {
  if (alert.timeliness === "unserved") {
    return [{ track: "door", part: "waited", from_s: -alert.elapsed_s, to_s: 0 }];
  }
  let at = -alert.elapsed_s;
  const bar = (part, seconds) => {
    at += seconds;
    return { track: "door", part, from_s: at - seconds, to_s: at };
  };
  return [
    bar("waited", alert.elapsed_s),
    bar("ready", alert.dispatch_s + alert.turnout_s),
    bar("travel", alert.travel_s),
    bar("access", alert.access_s),
  ];
}

const CALL_MARK_S = 12;

/* Tries so far, and the planned call, kept up until somebody is at the door. */
function phoneBars({ data }, alert) {
  const mark = (at) => ({ track: "phone", part: "call", from_s: at, to_s: at + CALL_MARK_S });
  const tried = alert.calls.map((call) => mark(call.at_s));
  if (!alert.call) return tried;
  const doors = data.routes.filter((route) => route.alert_id === alert.alert_id);
  const start = alert.call.start_s;
  const until = Math.max(start, Math.min(...doors.map((route) => route.door_s)));
  const talk = { track: "phone", part: "talk", from_s: start, to_s: until };
  return tried.concat(doors.length > 0 ? [talk] : [], mark(start));
}

/* A unit that is sent: it turns out, drives, is on its way in, and is there. */
function courseOf(board, route) {
  const unit = board.unit(route.unit_id);
  const sent = { state: "sent", colour: route.timeliness };
  const { way } = board.ways.find((each) => each.route === route);
  const door = board.alert(route.alert_id).points[0];
  return {
    id: route.unit_id,
    steps: [
      { at_s: -Infinity, point: unit.points[0], ...sent },
      { at_s: route.leaves_s, way, ...sent },
      { at_s: route.kerb_s, point: way.points[way.points.length - 1], ...sent },
      { at_s: route.door_s, point: door, state: "on_scene", colour: "on_scene" },
    ],
  };
}

function showMoment(board, t) {
  const { map, ways, moving } = board;
  const playing = map.getContainer().classList;
  const begins = playing.contains("playing") !== (t !== null);
  playing.toggle("playing", t !== null);
  if (t === null) showAsPlanned(board);
  if (begins) placeUnits(map);
  if (t === null) return;
  moving.show(t);
  ways.forEach(({ route, way, lines }) => {
    const rest = t >= route.kerb_s ? [] : restOfWay(way, t);
    lines.forEach((line) => line.setLatLngs(rest));
  });
  board.data.alerts.forEach((alert) => sayMoment(board, alert, t));
}

/* What is left until somebody is at the door; written anew only where it changes. */
function sayMoment(board, alert, t) {
  if (alert.timeliness === "unserved") return;
  const told = Math.max(0, Math.ceil(alert.time_to_door_s - alert.elapsed_s - t));
  if (board.toldLeft.get(alert.alert_id) === told) return;
  board.toldLeft.set(alert.alert_id, told);
  if (told > 0) sayOnBadge(board, alert, told);
  else sayOnBadge(board, alert, alert.time_to_door_s, true);
}

function showAsPlanned(board) {
  board.moving.forget();
  board.toldLeft.clear();
  board.data.units
    .filter((unit) => unit.alert_id)
    .forEach((unit) => {
      board.markers.get("unit " + unit.unit_id).setLatLng(unit.points[0]);
      drawUnit(board.unitElements.get(unit.unit_id), unitAsPlanned(unit));
    });
  board.ways.forEach(({ way, lines }) => lines.forEach((line) => line.setLatLngs(way.points)));
  board.data.alerts.forEach((alert) => sayOnBadge(board, alert, alert.time_to_door_s));
}

/* The page of a shift: its parts, joined. Moments are seconds since its start. */

const AFTER_ALERT_S = 30;
const MANY_UNITS = 25; // from here on those that wait are drawn small

window.showShift = (parts) => {
  const { map, layers, frame, data } = parts;
  const words = new Words(frame.texts);
  const ways = waysOf(data.drives);
  const courses = data.units.map((unit) => courseOfUnit(unit, ways, data.alerts));
  const board = { map, layers, data, words, courses };
  board.playAlert = (alert) => playAlert(board, alert);
  map.getContainer().classList.toggle("dense", courses.length > MANY_UNITS);
  fillShiftFigures(board);
  fillAlertRows(board);
  const shown = [new MovingUnits(board), new OpenAlerts(board)];
  offerShiftPlay(board, (t) => {
    map.getContainer().classList.toggle("playing", t !== null);
    shown.forEach((each) => each.show(t));
  });
  const showAll = () => showPoints(map, everywhere(board));
  showAll();
  map.on("moveend", () => placeBadges(map));
  openFrame(parts, words, { showAll, languageChanged: () => placeBadges(map) });
};

function everywhere({ data, courses }) {
  const stations = courses.map((course) => course.steps[0].point);
  return data.alerts.reduce((all, alert) => all.concat(alert.points), stations);
}

function offerShiftPlay(board, show) {
  const { data, words, courses } = board;
  const tellTime = (t) => timeOfDay(data.start, t);
  board.gantt = new Gantt(document.getElementById("gantt"), {
    from_s: 0,
    to_s: data.to_s,
    rows: courses.map((course) => ganttRowOfUnit(course, data.to_s)),
    said: words.say("player.moment"),
    tickText: (t) => tellTime(t).slice(0, 5),
    choose: (unitId) => board.gantt.mark(unitId),
  });
  board.player = new Player({
    from_s: 0,
    to_s: data.to_s,
    speeds: [60, 300, 10, 1],
    step_s: 60,
    gantt: board.gantt,
    clockText: tellTime,
    show,
  });
  board.player.start();
}

/* Go to a moment soon after an alert came, and to its place. */
function playAlert({ map, player }, alert) {
  markAlert(alert.alert_id);
  player.seek(alert.received_s + AFTER_ALERT_S);
  map.setView(alert.points[0], Math.max(map.getZoom(), 13), { animate: false });
}

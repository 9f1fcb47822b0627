/* The alerts in the panel, in the plan's order: worst first. */

const MANY_ALERTS = 40;

function fillAlertList(board) {
  const { data, words } = board;
  const list = document.getElementById("alert-list");
  const longest = longestBar(data.alerts);
  if (data.alerts.length === 0) {
    fill(list, [element("p", "nothing", words.say("panel.no_alerts"))]);
    return;
  }
  list.classList.toggle("many", data.alerts.length >= MANY_ALERTS);
  fill(list, data.alerts.map((alert) => alertRow(board, alert, longest)));
}

/* Bars share one scale: to a little beyond the longest, at most twice the target. */
function longestBar(alerts) {
  const target = Math.max(...alerts.map((alert) => alert.target_s), 1);
  const longest = Math.max(...alerts.map(barLength), 0);
  return Math.min(Math.max(1.03 * longest, 1.15 * target), 2 * target);
}

/* Time to door; of an unserved alert what has passed of it so far. */
function barLength(alert) {
  return alert.time_to_door_s === null ? alert.elapsed_s : alert.time_to_door_s;
}

function alertRow(board, alert, longest) {
  const { words } = board;
  const served = alert.timeliness !== "unserved";
  const place = words.join([alert.alert_id, alert.address], " · ");
  const notes = words.join(rowNotes(words, alert), " · ");
  const row = element("div", "alert-row " + alert.timeliness);
  row.dataset.alert = alert.alert_id;
  const level = element("div", "level");
  hint(level, levelOf(words, alert));
  put(level, diamond(words.say("level_letter." + alert.level), alert.timeliness));
  fill(row, [
    level,
    hint(element("div", "name", alertName(words, alert)), alertName(words, alert)),
    served
      ? element("div", "time", clock(alert.time_to_door_s))
      : element("div", "tag", words.say("alert.unserved_tag")),
    element("div", "where", [
      hint(element("div", "place", place), place),
      element("div", "spare", served ? spare(words, alert) : waiting(words, alert)),
    ]),
    bar(alert, longest),
    hint(element("div", "note", notes), notes),
  ]);
  return actsAsButton(row, () => board.focusAlert(alert.alert_id));
}

function levelOf(words, alert) {
  return words.say("story.level", { level: words.say("level." + alert.level) });
}

function alertName(words, alert) {
  return alert.title || words.say("alert.untitled", { id: alert.alert_id });
}

function spare(words, alert) {
  return words.join([alert.sent.join(", "), againstTarget(words, alert)], " · ");
}

function againstTarget(words, alert) {
  const over = alert.time_to_door_s - alert.target_s;
  return words.say(over > 0 ? "alert.late" : "alert.spare", { time: clock(over) });
}

function waiting(words, alert) {
  return words.say("alert.waiting", { time: clock(alert.elapsed_s) });
}

function rowNotes(words, alert) {
  if (alert.timeliness === "unserved") return [words.say("reason." + alert.reason)];
  const onTime = { percent: percent(alert.probability_on_time) };
  return [words.say("alert.chance", onTime), closestIdle(words, alert)];
}

function closestIdle(words, alert) {
  if (alert.same_as_closest_idle) return words.say("alert.same");
  if (alert.closest_idle_time_to_door_s === null) {
    return words.say("alert.closest_idle_nobody");
  }
  return words.say("alert.closest_idle", {
    units: alert.closest_idle_unit_ids,
    time: clock(alert.closest_idle_time_to_door_s),
  });
}

function bar(alert, longest) {
  const made = element("div", "bar");
  const taken = element("i", "taken");
  const tick = element("i", "tick");
  taken.style.width = Math.min((100 * barLength(alert)) / longest, 100) + "%";
  tick.style.left = (100 * alert.target_s) / longest + "%";
  tick.title = clock(alert.target_s);
  return put(made, [taken, tick]);
}

/* Alerts whose visit is another one, and what stands nearest to that. */

function fillChanges({ words, data, sides }) {
  const rows = data.changes.map((change) => changeRow(words, change, sides));
  const same = data.same
    ? element("p", "nothing", words.say("change.same", { count: data.same }))
    : null;
  const none = element("p", "nothing", words.say("change.none"));
  fill(document.getElementById("change-list"), rows.length ? [...rows, same] : none);
}

function changeRow(words, change, sides) {
  const row = element("div", "alert-row " + change.timeliness);
  row.dataset.alert = change.alert_id;
  const level = element("div", "level");
  put(level, diamond(words.say("level_letter." + change.level), change.timeliness));
  fill(row, [
    level,
    element("div", "name", alertName(words, change)),
    element("div", "time", timeOf(change.after)),
    element("div", "where", [
      element("div", "place", whoGoes(words, change)),
      element("div", "spare", howMuchLater(words, change)),
    ]),
    element("div", "note", change.alert_id),
    ...change.near.map((line) => element("div", "why", new Said(line))),
  ]);
  return actsAsButton(row, () => sides.focusAlert(change.alert_id));
}

function timeOf({ time_to_door_s }) {
  return time_to_door_s === null ? "–" : clock(time_to_door_s);
}

function whoGoes(words, { before, after, others_go }) {
  const names = (side) => (side.units.length ? side.units.join(" + ") : words.say("change.nobody"));
  if (!others_go) return words.say("change.same_units", { units: names(after) });
  return words.say("change.units", { before: names(before), after: names(after) });
}

function howMuchLater(words, { before, after }) {
  if (before.time_to_door_s === null || after.time_to_door_s === null) {
    return timeOf(before) + " → " + timeOf(after);
  }
  const later = after.time_to_door_s - before.time_to_door_s;
  return words.say(later >= 0 ? "change.later" : "change.sooner", { time: clock(Math.abs(later)) });
}

/* Lines of which each comes in both languages; without any, what that means. */
function fillLines(id, lines, nothing) {
  const items = lines.map((line) => element("li", "", new Said(line)));
  fill(document.getElementById(id), items.length ? items : element("li", "", nothing));
}

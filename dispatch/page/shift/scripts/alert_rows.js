/* All alerts of the shift, worst first; one that is chosen is played from its start. */

function fillAlertRows(board) {
  const { data, words } = board;
  const rows = data.alerts.map((alert) => shiftAlertRow(board, alert));
  const none = element("p", "nothing", words.say("panel.none"));
  fill(document.getElementById("alert-list"), rows.length ? rows : none);
}

function shiftAlertRow(board, alert) {
  const { data, words } = board;
  const row = element("div", "alert-row " + alert.timeliness);
  row.dataset.alert = alert.alert_id;
  const level = element("div", "level");
  put(level, diamond(words.say("level_letter." + alert.level), alert.timeliness));
  const served = alert.time_to_door_s !== null;
  const received = { clock: timeOfDay(data.start, alert.received_s) };
  fill(row, [
    level,
    element("div", "name", alert.title || words.say("alert.untitled", { id: alert.alert_id })),
    served
      ? element("div", "time", clock(alert.time_to_door_s))
      : element("div", "tag", words.say("alert.unserved_tag")),
    element("div", "where", [
      element("div", "place", words.say("alert.received", received)),
      element("div", "spare", served ? againstTime(words, alert) : null),
    ]),
    element("div", "note", words.join([alert.alert_id, alert.sent.join(" "), ...toldOf(words, alert)], " · ")),
  ]);
  return actsAsButton(row, () => board.playAlert(alert));
}

function againstTime(words, { time_to_door_s: taken, target_s: target }) {
  const key = taken > target ? "alert.later" : "alert.spare";
  return words.say(key, { time: clock(Math.abs(taken - target)) });
}

function toldOf(words, { redirects, loss, currency, phone_contact_s: phone, received_s: received }) {
  return [
    redirects ? words.say("alert.redirects", { count: redirects }) : null,
    loss ? words.say("alert.loss", { amount: grouped(loss), currency }) : null,
    phone === null ? null : words.say("alert.phone", { time: clock(phone - received) }),
  ];
}

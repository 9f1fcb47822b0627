/* Finding a unit or an alert by its id, title or place. */

const MOST_FOUND = 8;

function offerSearch(board) {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const show = (rows) => {
    fill(list, rows);
    list.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const close = () => {
    field.value = "";
    show([]);
  };
  const go = (thing) => {
    close();
    field.blur();
    thing.focus();
  };
  const find = () => show(found(board, field.value).map((thing) => foundRow(thing, go)));
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    const first = found(board, field.value)[0];
    if (event.key === "Enter" && first) go(first);
    if (event.key === "ArrowDown" && list.firstChild) list.firstChild.focus();
    if (event.key !== "Escape") return;
    if (field.value === "") field.blur();
    close();
  });
  list.addEventListener("keydown", (event) => stepThrough(event, field, close));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || isTyping(event)) return;
    event.preventDefault();
    field.focus();
  });
}

/* Ids that begin so come first. */
function found({ data, words, focusAlert: toAlert, focusUnit: toUnit }, typed) {
  const asked = typed.trim().toLowerCase();
  if (asked === "") return [];
  const alerts = data.alerts.map((alert) => ({
    id: alert.alert_id,
    kind: alert.timeliness,
    told: words.join([alertName(words, alert), alert.address], " · "),
    text: [alert.alert_id, alert.title, alert.address].join("\n"),
    focus: () => toAlert(alert.alert_id),
  }));
  const units = data.units.map((unit) => ({
    id: unit.unit_id,
    kind: unitColour(unit),
    told: words.say("state." + unitState(unit), { alert: unit.alert_id }),
    text: unit.unit_id,
    focus: () => toUnit(unit.unit_id),
  }));
  const things = alerts.concat(units).filter((thing) => thing.text.toLowerCase().includes(asked));
  const begins = (thing) => Number(thing.id.toLowerCase().startsWith(asked));
  return things.sort((one, other) => begins(other) - begins(one)).slice(0, MOST_FOUND);
}

function foundRow(thing, go) {
  const row = element("div", "found-row " + thing.kind, [
    element("b", "", thing.id),
    element("span", "", thing.told),
  ]);
  return actsAsButton(row, () => go(thing));
}

/* Up and down in the list, back to the field, or away. */
function stepThrough(event, field, close) {
  const row = event.target;
  if (event.key === "Escape") {
    close();
    field.focus();
  }
  const to = {
    ArrowDown: row.nextSibling,
    ArrowUp: row.previousSibling || field,
  }[event.key];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

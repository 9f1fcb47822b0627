/* Hour by weekday: median in minutes, coloured; few calls only outlined. */

const FEW = 5;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function hoursSheet({ data, words }) {
  const hours = rowsOf(data.hours);
  if (hours.length === 0) return null;
  const at = new Map(hours.map((hour) => [hour.weekday * 24 + hour.hour, hour]));
  const head = element("tr", "", element("td", "corner"));
  for (let hour = 0; hour < 24; hour += 1) put(head, headOf(two(hour), "col"));
  const lines = DAYS.map((day, weekday) => {
    const row = element("tr", "", headOf(words.say("day." + day), "row"));
    for (let hour = 0; hour < 24; hour += 1) {
      put(row, hourCell(words, at.get(weekday * 24 + hour)));
    }
    return row;
  });
  const table = element("table", "heat", [
    element("thead", "", head),
    element("tbody", "", lines),
  ]);
  const title = words.say("hours.title", { interval: intervalName(words, data.main) });
  return [
    partOf(title, words.say("hours.note"), table),
    partOf(words.say("hours.by_hour"), null, measureTable(
      { data, words },
      rowsOf(data.measures).filter(
        (row) => row.interval === data.main && row.dimension === "hour"
      )
    )),
  ];
}

function headOf(content, scope) {
  const head = element("th", "", content);
  head.setAttribute("scope", scope);
  return head;
}

function hourCell(words, hour) {
  if (!hour || !hour.n) return element("td", "none", "");
  const few = hour.n < FEW ? " few" : "";
  const cell = element("td", bandClass(hour.median_s) + few, (hour.median_s / 60).toFixed(1));
  return hint(
    cell,
    words.say("hours.cell", {
      n: hour.n,
      median: timeOf(hour.median_s),
      within: shareOf(hour.within_target),
    })
  );
}

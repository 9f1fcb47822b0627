/* What the shift came to. */

function fillShiftFigures({ data, words }) {
  const { figures, alerts } = data;
  const count = (kind) => alerts.filter((alert) => alert.timeliness === kind).length;
  const time = (seconds) => (seconds === null ? "–" : clock(seconds));
  fillKpiBar([
    { figure: alerts.length, label: words.say("kpi.alerts") },
    {
      figure: figures.on_time === null ? "–" : percent(figures.on_time),
      label: words.say("kpi.on_time"),
    },
    { figure: count("late"), label: words.say("kpi.late"), alarm: count("late") > 0 },
    { figure: count("unserved"), label: words.say("kpi.unserved"), alarm: count("unserved") > 0 },
    { figure: time(figures.median_s), label: words.say("kpi.median") },
    { figure: time(figures.p90_s), label: words.say("kpi.p90") },
    {
      figure: figures.redirects === null ? "–" : figures.redirects.toFixed(2),
      label: words.say("kpi.redirects"),
    },
  ]);
  const facts = { day: data.start.slice(0, 10), roads: data.roads, units: data.units.length };
  fillTitle(data.title, words.say("page.moment", facts));
  fill(document.getElementById("rule"), [
    element("span", "line", words.say("page.rule", { rule: data.rule })),
    element("span", "line", words.say("page.simulated")),
  ]);
}

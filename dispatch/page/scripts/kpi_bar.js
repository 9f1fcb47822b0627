/* The figures above: what must be seen in three seconds. */

function fillKpiBar(board) {
  const { data, words } = board;
  const score = data.score;
  const worst = score.worst_s === null ? words.say("kpi.none") : clock(score.worst_s);
  fill(document.getElementById("kpis"), [
    kpi(data.alerts.length, words.say("kpi.open_alerts")),
    kpi(score.on_time + " / " + data.alerts.length, words.say("kpi.on_time")),
    kpi(score.late, words.say("kpi.late"), score.late > 0),
    kpi(worst, words.say("kpi.worst")),
    kpi(score.unserved, words.say("kpi.unserved"), score.unserved > 0),
    kpi(score.free + " / " + data.units.length, words.say("kpi.free")),
  ]);
  document.getElementById("title").textContent = data.title;
  document.getElementById("title").title = data.title;
  const moment = words.say("plan.now") + " " + data.now + " · " + data.roads;
  document.getElementById("moment").textContent = moment;
  document.getElementById("moment").title = moment;
  document.getElementById("proof").textContent = proof(board);
}

function kpi(figure, label, alarm) {
  const tile = element("div", alarm ? "kpi alarm" : "kpi");
  tile.setAttribute("role", "listitem");
  tile.appendChild(element("b", "", figure));
  tile.appendChild(element("span", "", label));
  return tile;
}

function proof({ data, words }) {
  const { status, certified, gap } = data.solver;
  const key = certified ? "proof.certified" : "proof." + status;
  const closestIdle = words.say("proof.closest_idle", {
    on_time: data.score.closest_idle_on_time,
    open: data.alerts.length,
  });
  return words.say(key, { percent: Math.ceil(100 * gap) }) + "\n" + closestIdle;
}

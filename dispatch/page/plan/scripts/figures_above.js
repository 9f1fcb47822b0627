/* The plan's figures above, and how far it is proved. */

function fillFiguresAbove({ data, words }) {
  const { score, alerts, units } = data;
  const worst = score.worst_s === null ? words.say("kpi.none") : clock(score.worst_s);
  fillKpiBar([
    { figure: alerts.length, label: words.say("kpi.open_alerts") },
    { figure: score.on_time + " / " + alerts.length, label: words.say("kpi.on_time") },
    { figure: score.late, label: words.say("kpi.late"), alarm: score.late > 0 },
    { figure: worst, label: words.say("kpi.worst") },
    { figure: score.unserved, label: words.say("kpi.unserved"), alarm: score.unserved > 0 },
    { figure: score.free + " / " + units.length, label: words.say("kpi.free") },
  ].concat(score.coverage === null ? [] : coverage(score, words)));
  const moment = [words.say("page.now"), " ", data.now, " · ", data.roads];
  fillTitle(data.title, words.join(moment, ""));
  const proved = proof(data, words);
  const lines = proved.map((line) => element("span", "line", line));
  hint(fill(document.getElementById("proof"), lines), words.join(proved, "\n"));
}

function coverage(score, words) {
  return {
    figure: percent(score.coverage),
    label: words.say("kpi.coverage"),
    told: words.say("kpi.coverage_hint"),
  };
}

function proof(data, words) {
  const { status, certified, gap } = data.solver;
  const key = certified ? "proof.certified" : "proof." + status;
  const closestIdle = words.say("proof.closest_idle", {
    on_time: data.score.closest_idle_on_time,
    open: data.alerts.length,
  });
  return [words.say(key, { percent: Math.ceil(100 * gap) }), closestIdle];
}

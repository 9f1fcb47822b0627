/* The page of a sweep: its parts, joined. */

const CHARTED = ["on_time", "median_s", "p90_s", "mean_s", "redirects", "unserved", "expected_loss"];

window.showSweep = (parts) => {
  const words = new Words(parts.frame.texts);
  fillSweepAbove(parts.data, words);
  const compared = parts.data.scenarios[0].rules.length > 1;
  if (compared) offerViews(parts.data, words);
  fillScenarios(parts.data, words, compared ? "differences" : "figures");
  openFrame(parts, words, {});
};

function fillSweepAbove(data, words) {
  const first = data.scenarios[0].rules[0].figures;
  fillKpiBar([
    { figure: data.scenarios[0].rules.length, label: words.say("kpi.rules") },
    { figure: data.replications, label: words.say("kpi.replications") },
    { figure: told(first.n_alerts, "alerts"), label: words.say("kpi.alerts") },
    { figure: told(first.load, "share"), label: words.say("kpi.load") },
  ]);
  const key = data.replications > 1 ? "page.moment" : "page.once";
  fillTitle(data.title, words.say(key, data));
}

function told(interval, unit) {
  if (!interval) return "–";
  return amount(interval.mean, unit, false) + (unit === "share" ? " %" : "");
}

/* Two buttons: means, or differences from the first rule. */
function offerViews(data, words) {
  const views = document.getElementById("views");
  const rule = ruleName(words, data.scenarios[0].rules[0].rule);
  const keys = { differences: "differences", figures: "values" };
  const buttons = Object.keys(keys).map((view) => {
    const button = element("button", "", words.say("view." + keys[view], { rule }));
    button.type = "button";
    button.addEventListener("click", () => choose(view));
    button.dataset.view = view;
    return button;
  });
  const choose = (view) => {
    mark(view);
    fillScenarios(data, words, view);
  };
  const mark = (view) =>
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.view === view))
    );
  mark("differences");
  fill(views, buttons);
  views.hidden = false;
}

/* view : which intervals are charted, "figures" or "differences". */
function fillScenarios(data, words, view) {
  const sections = data.scenarios.map((scenario) => scenarioSection(data, scenario, words, view));
  fill(document.getElementById("scenarios"), sections);
}

function scenarioSection(data, scenario, words, view) {
  const charted = data.figures.filter((figure) => CHARTED.includes(figure.name));
  const rules = view === "figures" ? scenario.rules : scenario.rules.slice(1);
  const shown = charted.filter((figure) => rules.some((rule) => rule[view][figure.name]));
  const charts = shown.map((figure) =>
    intervalChart(rules, figure, (rule) => rule[view], words)
  );
  const minutes = Math.round(scenario.warm_up_s / 60);
  const about = [
    words.say("scenario." + scenario.loads),
    minutes ? words.say("scenario.warm_up", { minutes }) : null,
  ];
  return element("section", "scenario", [
    element("h2", "", scenario.title || scenario.name),
    element("p", "", words.join(about, " ")),
    ruleTable(data, scenario, words),
    scenario.hindsight ? element("p", "hindsight", inHindsight(scenario.hindsight, words)) : null,
    element("div", "charts", charts),
  ]);
}

/* What no rule could have bettered, and what each lacks of it. */
function inHindsight({ on_time: bound, gaps }, words) {
  const lacking = Object.keys(gaps)
    .filter((rule) => gaps[rule])
    .map((rule) =>
      words.say("hindsight.lacks", {
        rule: ruleName(words, rule),
        points: amount(gaps[rule].mean, "share", false),
      })
    );
  return words.join([words.say("hindsight.bound", { share: told(bound, "share") }), ...lacking], " · ");
}

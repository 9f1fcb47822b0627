/* One scenario as a table: rules by figures, and how they differ from the first. */

function ruleTable({ figures }, scenario, words) {
  const head = element("tr", "", heading("col", words.say("scenario.rule")));
  figures.forEach((figure) => put(head, heading("col", words.say("figure." + figure.name))));
  const rows = scenario.rules.map((rule) => ruleRow(rule, figures, words));
  const table = element("table", "", [element("thead", "", head), element("tbody", "", rows)]);
  const around = element("div", "wide", table);
  around.tabIndex = 0; // so that the keyboard can move it sideways
  label(around, words.join([scenario.name], ""));
  around.setAttribute("role", "region");
  return around;
}

function ruleRow({ rule, figures: values, differences }, figures, words) {
  const row = element("tr", "", heading("row", ruleName(words, rule)));
  figures.forEach((figure) => {
    const compared = differences && figure.better !== "neither";
    const difference = compared ? differences[figure.name] : null;
    put(row, valueCell(values[figure.name], difference, figure, words));
  });
  return row;
}

function heading(scope, content) {
  const cell = element("th", "", content);
  cell.scope = scope;
  return cell;
}

function valueCell(value, difference, figure, words) {
  if (!value) return element("td", "", words.say("scenario.nothing"));
  const cell = element("td", "", valueLine("value", value, figure, words, false));
  hint(cell, intervalWords(value, figure, words));
  if (!difference) return cell;
  const said = verdict(difference, figure);
  const line = valueLine("difference " + said, difference, figure, words, true);
  if (said) put(line, [" ", element("i", "", words.say("scenario." + said))]);
  return put(cell, line);
}

function valueLine(className, { mean, high }, { unit }, words, isDifference) {
  const line = element("div", className, element("b", "", amount(mean, unit, isDifference)));
  if (high !== null) put(line, " ± " + amount(high - mean, unit, false));
  return put(line, unitWords(words, unit, isDifference));
}

function intervalWords({ low, high, mean, n }, { unit }, words) {
  const ends = low === null ? [mean, mean] : [low, high];
  const [from, to] = ends.map((end) => amount(end, unit, false));
  const named = unitWords(words, unit, false);
  return words.say("scenario.interval", { low: from, high: to, unit: named, n });
}

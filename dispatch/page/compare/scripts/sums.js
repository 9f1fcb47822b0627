/* The figures above: what the first plan comes to, and the second. */

function fillSums({ words, data }) {
  const [before, after] = data.sums;
  const tile = (name, read, alarm) => {
    const both = { before: read(before), after: read(after) };
    const same = String(both.before) === String(both.after);
    const figure = same ? both.after : words.say("kpi.change", both);
    return { figure, label: words.say("kpi." + name), alarm };
  };
  fillKpiBar([
    tile("on_time", (sums) => sums.on_time + " / " + sums.alerts),
    tile("late", (sums) => sums.late, after.late > before.late),
    tile("unserved", (sums) => sums.unserved, after.unserved > before.unserved),
    tile("worst", (sums) => (sums.worst_s === null ? "–" : clock(sums.worst_s))),
    tile("coverage", (sums) => (sums.coverage === null ? "–" : percent(sums.coverage))),
    ...lossTiles(words, before.expected_loss, after.expected_loss),
  ]);
}

/* A tile for each currency that either plan knows of. */
function lossTiles(words, before, after) {
  const currencies = Object.keys({ ...before, ...after });
  return currencies.map((currency) => {
    const told = (losses) => (currency in losses ? shortSum(losses[currency]) : "–");
    const both = { before: told(before), after: told(after) };
    const figure = both.before === both.after ? both.after : words.say("kpi.change", both);
    return { figure, label: words.say("kpi.loss", { currency }) };
  });
}

/* Another log or period beside this one. */

function againstSheet({ data, words }) {
  const found = data.against;
  if (!found) return null;
  const rows = rowsOf(found.differences);
  const intervals = [...new Set(rows.map((row) => row.interval))];
  intervals.sort((one, other) => (other === data.main) - (one === data.main));
  const place = element("div", "wide");
  const show = (interval) => {
    const fits = rows.filter((row) => row.interval === interval);
    fill(place, differenceTable(words, fits));
  };
  return element("section", "part", [
    element("h2", "", words.say("against.title", { before: found.before, after: found.after })),
    element(
      "p",
      "note",
      words.say("against.note", {
        before: grouped(found.n_calls_before),
        after: grouped(found.n_calls_after),
      })
    ),
    choicesOf(
      words.say("measures.interval"),
      intervals.map((key) => ({ key, said: intervalName(words, key) })),
      show
    ),
    place,
  ]);
}

function differenceTable(words, rows) {
  const named = (row) => {
    const value = row.group.slice(row.group.indexOf("=") + 1);
    const name = groupName(words, { dimension: row.dimension, group: value });
    if (row.dimension === "all") return name;
    return words.join([words.say("dimension." + row.dimension), name], " ");
  };
  return tableOf(
    [
      { title: words.say("table.group"), cell: named, kind: "text" },
      { title: words.say("against.calls"), cell: (row) => beforeAfter(row, "n_", "", grouped) },
      { title: words.say("table.median"), cell: (row) => beforeAfter(row, "median_", "_s", timeOf) },
      { title: words.say("against.change"), cell: (row) => changeOf(words, row, "median_", "_s", signedTime) },
      { title: words.say("table.p90"), cell: (row) => beforeAfter(row, "p90_", "_s", timeOf) },
      { title: words.say("against.change"), cell: (row) => changeOf(words, row, "p90_", "_s", signedTime) },
      { title: words.say("table.late"), cell: (row) => beforeAfter(row, "late_", "", shareOf) },
      { title: words.say("against.points"), cell: (row) => changeOf(words, row, "late_", "", signedShare) },
    ],
    rows
  );
}

function beforeAfter(row, name, unit, write) {
  return write(row[name + "before" + unit]) + " → " + write(row[name + "after" + unit]);
}

/* A change whose interval leaves out zero is marked. */
function changeOf(words, row, name, unit, write) {
  const [low, high] = [row[name + "low" + unit], row[name + "high" + unit]];
  const clear = known(low) && known(high) && low * high > 0;
  const better = high < 0 ? "better" : "worse";
  return [
    element("b", clear ? better : "", write(row[name + "difference" + unit])),
    element("small", "", known(low) || known(high) ? intervalOf(words, low, high, write) : null),
  ];
}

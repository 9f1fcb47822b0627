/* The worst calls, streets and cells. */

function worstSheet({ data, words }) {
  const calls = rowsOf(data.calls);
  const streets = rowsOf(data.streets);
  const cells = rowsOf(data.cells).slice(0, 40);
  const parts = [
    calls.length > 0 && partOf(words.say("worst.calls"), null, callTable(words, calls)),
    streets.length > 0 &&
      partOf(words.say("worst.streets"), words.say("worst.faint"), placeTable(words, streets, "street")),
    cells.length > 0 &&
      partOf(words.say("worst.cells"), words.say("worst.faint"), placeTable(words, cells, "cell")),
  ].filter(Boolean);
  return parts.length > 0 ? parts : null;
}

function callTable(words, calls) {
  const some = (name) => calls.some((call) => known(call[name]));
  const text = (name) => ({
    title: words.say("table." + name),
    cell: (call) => (known(call[name]) ? call[name] : "–"),
    kind: "text",
  });
  return tableOf(
    [
      text("call_id"),
      text("received"),
      ...["priority", "zone", "street", "unit_id"].filter(some).map(text),
      { title: words.say("table.time"), cell: (call) => timed(call.time_s) },
      { title: words.say("table.beyond"), cell: (call) => signedTime(call.over_s) },
    ],
    calls
  );
}

/* A time with the colour of its band beside it. */
function timed(seconds) {
  return [element("i", "swatch " + bandClass(seconds)), element("b", "", timeOf(seconds))];
}

function placeTable(words, rows, name) {
  return tableOf(
    [
      { title: words.say("table." + name), cell: (row) => row[name], kind: "text" },
      { title: words.say("table.calls"), cell: (row) => grouped(row.n) },
      { title: words.say("table.median"), cell: (row) => timed(row.median_s) },
      { title: words.say("table.p90"), cell: (row) => timeOf(row.p90_s) },
      {
        title: words.say("table.late"),
        cell: (row) => [
          element("b", "", shareOf(row.late)),
          element("small", "", intervalOf(words, row.late_low, row.late_high, shareOf)),
        ],
      },
    ],
    rows,
    (row) => (row.faint ? "faint" : "")
  );
}

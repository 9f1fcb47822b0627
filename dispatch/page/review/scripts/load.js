/* How late calls were by how many units were busy when they came. */

const CHART = { width: 560, height: 300, left: 44, right: 12, top: 12, foot: 40 };

function loadSheet({ data, words }) {
  const rows = rowsOf(data.load).filter((row) => row.n > 0);
  if (rows.length === 0) return null;
  const table = tableOf(
    [
      { title: words.say("load.busy"), cell: busySpan, kind: "text" },
      { title: words.say("table.calls"), cell: (row) => grouped(row.n) },
      { title: words.say("table.median"), cell: (row) => timed(row.median_s) },
      {
        title: words.say("table.late"),
        cell: (row) => [
          element("b", "", shareOf(row.late)),
          element("small", "", intervalOf(words, row.late_low, row.late_high, shareOf)),
        ],
      },
    ],
    rows
  );
  return partOf(
    words.say("load.title"),
    words.say("load.note"),
    element("div", "beside", [loadChart(words, rows), element("div", "", table)])
  );
}

function busySpan(row) {
  if (!known(row.busy_to)) return row.busy_from + " +";
  return row.busy_from === row.busy_to ? String(row.busy_from) : row.busy_from + "–" + row.busy_to;
}

function loadChart(words, rows) {
  const { width, height, left, right, top, foot } = CHART;
  const most = Math.min(1, Math.max(...rows.map((row) => row.late_high || row.late), 0.05));
  const across = scaleOf(0, rows.length, left, width - right);
  const up = scaleOf(0, most, height - foot, top);
  const marks = rows.map((row, at) => {
    const x = across(at + 0.5);
    return [
      line("whisker", x, up(known(row.late_low) ? row.late_low : 0), x, up(known(row.late_high) ? row.late_high : 1)),
      drawn("circle", { class: "dot", cx: x, cy: up(row.late), r: 4.5 }),
      writing("tick", x, height - foot + 15, "middle", busySpan(row)),
    ];
  });
  return drawing(width, height, words.say("load.title"), [
    ...shareLines(most, up, left, width - right),
    ...marks.flat(),
    writing("axis", (left + width) / 2, height - 6, "middle", words.say("load.busy")),
  ]);
}

/* Lines across at round shares. */
function shareLines(most, up, from, to) {
  const step = stepOf(most, 5);
  const made = [];
  for (let share = 0; share <= most + 1e-9; share += step) {
    made.push(line("grid", from, up(share), to, up(share)));
    made.push(writing("tick", from - 6, up(share) + 4, "end", Math.round(1000 * share) / 10 + " %"));
  }
  return made;
}

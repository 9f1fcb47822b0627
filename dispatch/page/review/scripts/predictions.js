/* What was foretold against what happened: P(on time), and drives. */

const SQUARE = { size: 300, left: 44, top: 12, foot: 40 };

function predictionsSheet({ data, words }) {
  const found = data.calibration;
  if (!found) return null;
  const bins = rowsOf(found.bins).filter((bin) => bin.n > 0);
  return [
    partOf(
      words.say("predictions.title"),
      words.say("predictions.note", { n: grouped(found.left_out.never_at_the_door) }),
      found.on_time ? chancesOf(words, found.on_time, bins) : words.say("predictions.none")
    ),
    found.travel.rows.length > 0
      ? partOf(words.say("travel.title"), words.say("travel.note"), biasTable(words, rowsOf(found.travel)))
      : null,
  ];
}

function chancesOf(words, all, bins) {
  return element("div", "beside", [
    reliabilityChart(words, bins),
    element("div", "", [
      figuresOf([
        { figure: grouped(all.n), label: words.say("predictions.n") },
        { figure: shareOf(all.foretold), label: words.say("predictions.foretold") },
        {
          figure: shareOf(all.share),
          label: words.join(
            [words.say("predictions.happened"), intervalOf(words, all.share_ci[0], all.share_ci[1], shareOf)],
            " "
          ),
        },
        { figure: numberOf(all.brier, 3), label: words.say("predictions.brier") },
        { figure: numberOf(all.brier_of_share, 3), label: words.say("predictions.base") },
        { figure: numberOf(all.skill, 3), label: words.say("predictions.skill") },
      ]),
      tableOf(
        [
          { title: words.say("predictions.bin"), cell: (bin) => binSpan(bin), kind: "text" },
          { title: words.say("table.n"), cell: (bin) => grouped(bin.n) },
          { title: words.say("predictions.foretold"), cell: (bin) => shareOf(bin.foretold) },
          {
            title: words.say("predictions.happened"),
            cell: (bin) => [
              element("b", "", shareOf(bin.share)),
              element("small", "", intervalOf(words, bin.share_low, bin.share_high, shareOf)),
            ],
          },
        ],
        bins
      ),
    ]),
  ]);
}

function binSpan(bin) {
  return Math.round(100 * bin.from) + "–" + Math.round(100 * bin.to) + " %";
}

function reliabilityChart(words, bins) {
  const { size, left, top, foot } = SQUARE;
  const across = scaleOf(0, 1, left, left + size);
  const up = scaleOf(0, 1, top + size, top);
  const most = Math.max(...bins.map((bin) => bin.n), 1);
  const marks = bins.map((bin) => [
    line("whisker", across(bin.foretold), up(bin.share_low), across(bin.foretold), up(bin.share_high)),
    drawn("circle", {
      class: "dot",
      cx: across(bin.foretold),
      cy: up(bin.share),
      r: 3 + 5 * Math.sqrt(bin.n / most),
    }),
  ]);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) =>
    writing("tick", across(share), top + size + 15, "middle", Math.round(100 * share) + " %")
  );
  return drawing(left + size + 16, top + size + foot, words.say("predictions.title"), [
    ...shareLines(1, up, left, left + size),
    line("diagonal", across(0), up(0), across(1), up(1)),
    ...marks.flat(),
    ...ticks,
    writing("axis", left + size / 2, top + size + 34, "middle", words.say("predictions.axis")),
  ]);
}

/* Drives by hour and class: taken over foretold. */
function biasTable(words, rows) {
  return tableOf(
    [
      { title: words.say("table.group"), cell: (row) => biasGroup(words, row.group), kind: "text" },
      { title: words.say("travel.drives"), cell: (row) => grouped(row.n) },
      {
        title: words.say("travel.ratio"),
        cell: (row) => [
          element("b", "", numberOf(row.ratio, 2)),
          element(
            "small",
            "",
            intervalOf(words, row.ratio_low, row.ratio_high, (value) => value.toFixed(2))
          ),
        ],
      },
      { title: words.say("travel.spread"), cell: (row) => numberOf(row.spread, 2) },
      { title: words.say("travel.foretold"), cell: (row) => timeOf(row.foretold_s) },
      { title: words.say("travel.taken"), cell: (row) => timeOf(row.taken_s) },
    ],
    rows
  );
}

function biasGroup(words, group) {
  const [dimension, value] = group.split("=");
  if (dimension === "class") return words.say("road_class." + value);
  return groupName(words, { dimension, group: value });
}

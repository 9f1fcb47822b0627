/* Each interval by group, with its uncertainty. */

function intervalName(words, interval) {
  return words.say("interval_name." + interval);
}

const DIMENSIONS = ["all", "priority", "hour", "weekday", "zone", "unit"];

function measuresSheet({ data, words }) {
  const rows = rowsOf(data.measures);
  if (rows.length === 0) return null;
  const intervals = [...new Set(rows.map((row) => row.interval))];
  intervals.sort((one, other) => (other === data.main) - (one === data.main));
  const dimensions = DIMENSIONS.filter((name) => rows.some((row) => row.dimension === name));
  const chosen = { interval: intervals[0], dimension: dimensions[0] };
  const place = element("div", "wide");
  const more = element("p", "note");
  const show = () => {
    const { interval, dimension } = chosen;
    const fits = (row) => row.interval === interval && row.dimension === dimension;
    fill(place, measureTable({ data, words }, rows.filter(fits)));
    const left = data.more_groups[dimension];
    fill(more, left ? words.say("measures.more", { n: grouped(left) }) : null);
  };
  const choose = (name) => (key) => {
    chosen[name] = key;
    show();
  };
  return element("section", "part", [
    element("h2", "", words.say("measures.title")),
    element("p", "note", words.say("measures.note")),
    choicesOf(
      words.say("measures.interval"),
      intervals.map((key) => ({ key, said: intervalName(words, key) })),
      choose("interval")
    ),
    choicesOf(
      words.say("measures.group"),
      dimensions.map((key) => ({ key, said: words.say("dimension." + key) })),
      choose("dimension")
    ),
    place,
    more,
  ]);
}

/* What a group is called: 17:00, Monday, or a text of the log. */
function groupName(words, { dimension, group }) {
  if (dimension === "all") return words.say("dimension.all");
  if (group === "unknown") return words.say("table.unknown");
  if (dimension === "hour") return two(group) + ":00";
  if (dimension === "weekday") return words.say("weekday." + group.toLowerCase());
  return group;
}

function measureTable({ data, words }, rows) {
  const target = data.own_targets ? words.say("kpi.own_target") : clock(data.target_s);
  const most = Math.max(...rows.map((row) => row.p90_high_s || row.p90_s || 0), data.target_s);
  return tableOf(
    [
      { title: words.say("table.group"), cell: (row) => groupName(words, row), kind: "text" },
      {
        title: words.say("table.reached"),
        cell: (row) => [
          grouped(row.n),
          element("small", "", words.say("table.of", { n: grouped(row.n_calls) })),
        ],
      },
      { title: words.say("table.median"), cell: (row) => figureAndInterval(words, row, "median") },
      { title: words.say("table.p90"), cell: (row) => figureAndInterval(words, row, "p90") },
      { title: rangeTitle(words, most, target), cell: (row) => rangeOf(words, row, most, data) },
      {
        title: words.say("table.within", { target }),
        cell: (row) => [
          element("b", "", shareOf(row.within_target)),
          element("small", "", row.n ? intervalOf(words, row.within_low, row.within_high, shareOf) : null),
        ],
      },
      {
        title: words.say("table.none_came"),
        cell: (row) => noneCame(words, row),
      },
      {
        title: words.say("table.censored"),
        cell: (row) => [
          element("b", "", timeOf(row.median_censored_s)),
          element("small", "", timeOf(row.p90_censored_s)),
        ],
      },
      {
        title: words.say("table.incidence", { target }),
        cell: (row) => shareOf(row.cumulative_incidence_at_target),
      },
    ],
    rows
  );
}

function figureAndInterval(words, row, name) {
  if (!known(row[name + "_s"])) return "–";
  return [
    element("b", "", clock(row[name + "_s"])),
    element("small", "", intervalOf(words, row[name + "_low_s"], row[name + "_high_s"], clock)),
  ];
}

/* How many nobody reached, over or still open. */
function noneCame(words, row) {
  const told = { over: grouped(row.n_cancelled), open: grouped(row.n_censored) };
  return [
    grouped(row.n_cancelled + row.n_censored),
    element("small", "", words.say("table.over_and_open", told)),
  ];
}

const RANGE = { width: 150, height: 26 };

function rangeTitle(words, most, target) {
  return [
    words.say("table.range"),
    element("small", "", words.say("table.range_scale", { most: clock(most), target })),
  ];
}

/* Median and 90th percentile with their intervals, and the target, on one scale. */
function rangeOf(words, row, most, data) {
  if (!known(row.median_s)) return null;
  const { width, height } = RANGE;
  const across = scaleOf(0, most, 2, width - 6);
  const spread = (name, y) => {
    const low = across(known(row[name + "_low_s"]) ? row[name + "_low_s"] : 0);
    const high = known(row[name + "_high_s"]) ? across(row[name + "_high_s"]) : width;
    return line("spread " + name, low, y, high, y);
  };
  const said = words.say("table.range_told", {
    median: timeOf(row.median_s),
    p90: timeOf(row.p90_s),
  });
  const tip = across(row.p90_s);
  return drawing(width, height, said, [
    data.own_targets ? null : line("target", across(data.target_s), 0, across(data.target_s), height),
    spread("median", 8),
    spread("p90", 18),
    drawn("circle", { class: "median", cx: across(row.median_s), cy: 8, r: 3.6 }),
    drawn("path", { class: "p90", d: "M" + tip + " 13l4.5 5-4.5 5-4.5-5Z" }),
  ]);
}

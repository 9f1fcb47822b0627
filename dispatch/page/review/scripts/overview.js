/* What is seen first: three sentences, and the figures above. */

function fillOverview({ data, words }) {
  const span = { first: data.first, end: data.end, tz: data.tz };
  fillTitle(data.name, words.say("page.span", span));
  fillKpiBar(kpisOf(data, words));
  const lines = data.sentences.en.map((_, at) =>
    element("li", "", words.inEach((language) => (data.sentences[language] || data.sentences.en)[at]))
  );
  fill(document.getElementById("sentences"), lines);
}

/* Of all calls, the interval that the page is about. */
function overallOf(data) {
  return rowsOf(data.measures).find(
    (row) => row.interval === data.main && row.dimension === "all"
  );
}

function kpisOf(data, words) {
  const all = overallOf(data);
  const calls = { figure: grouped(data.n_calls), label: words.say("kpi.calls") };
  if (!all || !all.n) return [calls];
  const late = Math.round(all.n * (1 - all.within_target));
  const target = data.own_targets ? words.say("kpi.own_target") : clock(data.target_s);
  const unreached = all.n_calls - all.n;
  return [
    calls,
    { figure: timeOf(all.median_s), label: words.say("kpi.median") },
    { figure: timeOf(all.p90_s), label: words.say("kpi.p90") },
    {
      figure: shareOf(all.within_target),
      label: words.say("kpi.within", { target }),
    },
    { figure: grouped(late), label: words.say("kpi.late"), alarm: late > 0 },
    { figure: grouped(unreached), label: words.say("kpi.unreached") },
  ];
}

function fillLegend({ data, words }) {
  const entries = [1, 2, 3, 4, 5].map((band) => [
    element("i", "swatch band-" + band),
    words.say("legend.minutes", { span: bandName(band) }),
  ]);
  if (data.cells.rows.length > 0) {
    entries.push([element("i", "swatch faint band-2"), words.say("legend.faint")]);
    entries.push([element("i", "late-dot"), words.say("legend.longest")]);
  }
  fill(
    document.getElementById("legend"),
    entries.map(([sample, said]) =>
      element("div", "", [element("dt", "", sample), element("dd", "", said)])
    )
  );
}

/* What could have been, by the roads: modelled times, said as such. */

function couldSheet({ data, words }) {
  const found = data.could_have_been;
  if (!found) return null;
  const left = Object.keys(found.left_out).filter((why) => found.left_out[why] > 0);
  const lines = left.map((why) =>
    element("li", "", words.say("could_left_out." + why, { n: grouped(found.left_out[why]) }))
  );
  const calls = rowsOf(found.calls);
  return [
    partOf(words.say("could.title"), words.say("could.note"), [
      figuresOf(couldFigures(words, found)),
      element("p", "note", words.say("could.places", { home: percent(found.places_from_home) })),
      lines.length > 0 ? element("p", "note", words.say("could.left_out")) : null,
      lines.length > 0 ? element("ul", "left-out", lines) : null,
    ]),
    calls.length > 0
      ? partOf(words.say("could.calls"), words.say("could.calls_note"), couldTable(words, calls))
      : null,
    found.travel.rows.length > 0
      ? partOf(
          words.say("could.model"),
          words.say("could.model_note", { n: grouped(found.n_trips) }),
          biasTable(words, rowsOf(found.travel))
        )
      : null,
  ];
}

function couldFigures(words, found) {
  const target = (who) => shareOf(found.within_target[who]);
  return [
    { figure: grouped(found.n), label: words.say("could.n") },
    { figure: shareOf(found.share_sooner), label: words.say("could.sooner") },
    { figure: timeOf(found.saved_median_s_where_sooner), label: words.say("could.saved_median") },
    { figure: signedTime(found.saved_mean_s), label: words.say("could.saved_mean") },
    { figure: timeOf(found.median_s.first), label: words.say("could.first") },
    { figure: timeOf(found.median_s.closest), label: words.say("could.closest") },
    { figure: timeOf(found.median_s.best), label: words.say("could.best") },
    {
      figure: target("first") + " → " + target("best"),
      label: words.say("could.within"),
    },
    ...(known(found.within_target_at_most)
      ? [{ figure: shareOf(found.within_target_at_most), label: words.say("could.at_most") }]
      : []),
  ];
}

function couldTable(words, calls) {
  const unit = (who) => ({
    title: words.say("could_unit." + who),
    cell: (call) => call[who + "_unit"],
    kind: "text",
  });
  const time = (who) => ({ title: words.say("table.time"), cell: (call) => timed(call[who + "_s"]) });
  return tableOf(
    [
      { title: words.say("table.call_id"), cell: (call) => call.call_id, kind: "text" },
      { title: words.say("could.waiting"), cell: (call) => grouped(call.waiting) },
      { title: words.say("could.free"), cell: (call) => grouped(call.free) },
      unit("first"),
      time("first"),
      unit("best"),
      time("best"),
      { title: words.say("could.saved"), cell: (call) => element("b", "", timeOf(call.saved_s)) },
    ],
    calls
  );
}

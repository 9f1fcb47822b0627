/* How long it took: a bar for each span, and a line at the target. */

const HISTOGRAM = { width: 312, height: 116, foot: 16, head: 14 };

function fillHistogram({ data, words }) {
  const title = words.say("panel.histogram", { interval: intervalName(words, data.main) });
  fill(document.getElementById("histogram-title"), title);
  const bins = rowsOf(data.histogram);
  if (bins.length === 0) return;
  const { width, height, foot, head } = HISTOGRAM;
  const most = Math.max(...bins.map((bin) => bin.n), 1);
  const across = scaleOf(0, bins.length, 0, width);
  const up = scaleOf(0, most, height - foot, head);
  const bars = bins.map((bin, at) => {
    const middle = known(bin.to_s) ? (bin.from_s + bin.to_s) / 2 : bin.from_s + 1;
    const bar = rectangle(
      "bin " + bandClass(middle),
      across(at) + 0.5,
      up(bin.n),
      across(1) - 1,
      up(0) - up(bin.n)
    );
    const span = clock(bin.from_s) + (known(bin.to_s) ? "–" + clock(bin.to_s) : " +");
    return put(bar, drawn("title", {}, span + ": " + grouped(bin.n)));
  });
  fill(
    document.getElementById("histogram"),
    drawing(width, height, title, [
      ...bars,
      ...minuteTicks(bins, across, height),
      ...targetMark(data, bins, across, height),
    ])
  );
}

/* Minutes below the bars, every second one where bars are narrow. */
function minuteTicks(bins, across, height) {
  const last = bins[bins.length - 1].from_s / 60;
  const step = last > 12 ? Math.max(2, stepOf(last, 10)) : 1;
  return bins
    .map((bin, at) => [bin.from_s / 60, at])
    .filter(([minute, at]) => at > 0 && Math.abs(minute % step) < 1e-6)
    .map(([minute, at]) => writing("tick", across(at), height - 3, "middle", String(minute)));
}

function targetMark({ target_s: target }, bins, across, height) {
  const at = bins.findIndex((bin) => bin.from_s === target);
  if (at < 0) return [];
  const late = at > bins.length * 0.7;
  return [
    line("target", across(at), 2, across(at), height - HISTOGRAM.foot),
    writing("target-time", across(at) + (late ? -4 : 4), 11, late ? "end" : "start", clock(target)),
  ];
}

/* What colours, dashes and shapes mean. */

function fillLegend({ data, words }) {
  const times = { at_risk: clock(data.at_risk_s), target: clock(data.target_s) };
  document.querySelectorAll("[data-legend]").forEach((entry) => {
    fill(entry, words.say("legend." + entry.dataset.legend, times));
  });
  document.querySelectorAll("[data-sample]").forEach((place) => {
    place.replaceWith(sample(words, place.dataset.sample));
  });
  if (data.alerts.some((alert) => alert.own_target)) {
    hint(document.getElementById("legend"), words.say("legend.own_target"));
  }
}

function sample(words, kind) {
  if (kind !== "level" && kind !== "unserved") {
    return element("div", "sample " + (kind === "sent" ? "in_time" : kind), glyph(kind));
  }
  const colour = kind === "level" ? "in_time" : "unserved";
  const shape = diamond(words.say("level_letter.high"), kind);
  return element("div", "sample", element("div", "level " + colour, shape));
}

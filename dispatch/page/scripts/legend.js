/* What colours, dashes and shapes mean. */

function fillLegend({ data, words }) {
  const times = { at_risk: clock(data.at_risk_s), target: clock(data.target_s) };
  document.querySelectorAll("[data-legend]").forEach((entry) => {
    entry.textContent = words.say("legend." + entry.dataset.legend, times);
  });
  document.querySelectorAll("[data-sample]").forEach((place) => {
    place.replaceWith(sample(words, place.dataset.sample));
  });
  if (data.alerts.some((alert) => alert.own_target)) {
    document.getElementById("legend").title = words.say("legend.own_target");
  }
}

function sample(words, kind) {
  const letter = words.say("level_letter.high");
  const holder = element("div", "sample");
  if (kind === "level" || kind === "unserved") {
    const level = element("div", "level " + (kind === "level" ? "in_time" : "unserved"));
    level.appendChild(diamond(letter, kind));
    holder.appendChild(level);
  } else {
    holder.className = "sample " + (kind === "sent" ? "in_time" : kind);
    holder.appendChild(glyph(kind));
  }
  return holder;
}

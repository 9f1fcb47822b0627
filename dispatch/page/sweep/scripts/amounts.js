/* Figures as they are read, each in its unit. */

/* Without a unit, but for times. signed : with a plus where it is more than 0. */
function amount(value, unit, signed) {
  const size = plainAmount(Math.abs(value), unit);
  if (value < 0) return "−" + size;
  return signed && value > 0 ? "+" + size : size;
}

function plainAmount(size, unit) {
  if (unit === "share") return (100 * size).toFixed(1);
  if (unit === "s") return clock(size);
  if (unit === "money") return grouped(size);
  return size.toFixed(unit === "per alert" ? 2 : 1);
}

/* What stands behind an amount; between shares lie points. */
function unitWords(words, unit, isDifference) {
  if (unit !== "share") return "";
  return isDifference ? words.say("scenario.points") : " %";
}

/* A rule of the program in words; a user's own as it is called. */
function ruleName(words, rule) {
  return rule in words.texts.en.rule ? words.say("rule." + rule) : rule;
}

/* "better" or "worse", where an interval of differences leaves 0 out; else "". */
function verdict(told, figure) {
  if (!told || told.low === null || figure.better === "neither") return "";
  if (told.low <= 0 && told.high >= 0) return "";
  return told.mean > 0 === (figure.better === "more") ? "better" : "worse";
}

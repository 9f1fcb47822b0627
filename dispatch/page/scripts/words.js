/* Texts, times and distances as they are read. */

function Words(texts) {
  this.texts = texts;
}

/* say("story.nearest", {unit: "P1"}): the text with its {names} filled in. */
Words.prototype.say = function (key, values) {
  const text = key.split(".").reduce((group, part) => group[part], this.texts);
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    values && name in values ? String(values[name]) : whole
  );
};

/* 523 seconds are "08:43". */
function clock(seconds) {
  const whole = Math.round(Math.abs(seconds));
  return two(Math.floor(whole / 60)) + ":" + two(whole % 60);
}

function two(number) {
  return String(number).padStart(2, "0");
}

/* Never 0 % or 100 % unless it is exactly that. */
function percent(share) {
  if (share > 0 && share < 0.01) return "< 1 %";
  if (share > 0.99 && share < 1) return "> 99 %";
  return Math.round(100 * share) + " %";
}

function kilometres(metres) {
  return (metres / 1000).toFixed(1);
}

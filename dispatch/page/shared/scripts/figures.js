/* Times, shares and distances as they are read. */

/* 523 seconds are "08:43"; from an hour on, 3723 are "1:02:03". */
function clock(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = two(Math.floor(whole / 60) - 60 * hours);
  return (hours > 0 ? hours + ":" : "") + minutes + ":" + two(whole % 60);
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

/* 4900000 is "4,900,000". */
function grouped(amount) {
  return Math.round(amount).toLocaleString("en");
}

/* Money where room is short, to three figures: "923 k", "4.91 M". */
function shortSum(amount) {
  if (Math.abs(amount) < 999.5) return String(Math.round(amount));
  const [size, letter] = Math.abs(amount) < 999500 ? [1e3, "k"] : [1e6, "M"];
  return Number((amount / size).toPrecision(3)).toLocaleString("en") + " " + letter;
}

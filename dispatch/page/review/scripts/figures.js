/* Rows of the data's tables, and how their numbers are read. */

/* {columns, rows} as a list of objects. */
function rowsOf({ columns, rows }) {
  return rows.map((row) => {
    const made = {};
    columns.forEach((name, at) => {
      made[name] = row[at];
    });
    return made;
  });
}

function known(value) {
  return value !== null && value !== undefined;
}

/* A time, or a dash where there is none. */
function timeOf(seconds) {
  return known(seconds) ? clock(seconds) : "–";
}

/* A difference of times: −00:30, +01:05. */
function signedTime(seconds) {
  if (!known(seconds)) return "–";
  return sign(Math.round(seconds)) + clock(seconds);
}

function sign(number) {
  if (number === 0) return "";
  return number < 0 ? "−" : "+";
}

function shareOf(share) {
  return known(share) ? (100 * share).toFixed(1) + " %" : "–";
}

/* A difference of shares, in points of a hundred. */
function signedShare(share) {
  if (!known(share)) return "–";
  return sign(Math.round(1000 * share)) + Math.abs(100 * share).toFixed(1);
}

function numberOf(value, decimals) {
  return known(value) ? value.toFixed(decimals) : "–";
}

/* An interval; a bound that is not known is unbounded. */
function intervalOf(words, low, high, write) {
  if (!known(low) && !known(high)) return words.say("table.unbounded");
  const bound = (value) => (known(value) ? write(value) : words.say("table.unbounded"));
  return words.join([bound(low), bound(high)], " – ");
}

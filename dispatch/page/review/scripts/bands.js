/* Five bands of time, each with a colour; lateness has a second cue, its outline. */

const BAND_ENDS = [240, 360, 480, 600];

/* 1 to 5. */
function bandOf(seconds) {
  return 1 + BAND_ENDS.filter((end) => seconds > end).length;
}

function bandClass(seconds) {
  return "band-" + bandOf(seconds);
}

/* "≤ 4", "4–6", …, "> 10", minutes. */
function bandName(band) {
  const ends = BAND_ENDS.map((end) => end / 60);
  if (band === 1) return "≤ " + ends[0];
  if (band === 5) return "> " + ends[3];
  return ends[band - 2] + "–" + ends[band - 1];
}

/* Solid, long dashes, dots; in the units of the outline. */
function bandDash(seconds) {
  if (seconds > 480) return "2 4";
  return seconds > 360 ? "9 5" : "none";
}

/* The shift's data as the page plays it: drives as ways, steps of units as courses. */

/* Packed drives as ways (ways.js). */
function waysOf({ step, step_s: stepS, counts, points }) {
  const numbers = unpackNumbers(points);
  const at = [0, 0, 0];
  let row = 0;
  return Array.from(unpackNumbers(counts), (count) => {
    const way = { points: [], at_s: [] };
    for (let point = 0; point < count; point += 1, row += 3) {
      for (let part = 0; part < 3; part += 1) at[part] += numbers[row + part];
      way.points.push([at[0] * step, at[1] * step]);
      way.at_s.push(at[2] * stepS);
    }
    return way;
  });
}

/* Shapes of units by what they do. */
const SHAPES = { free: "free", sent: "sent", at_gate: "sent", on_scene: "on_scene", offline: "offline" };

/* A unit's steps as a course (courses.js); each knows its alert. */
function courseOfUnit({ unit_id: id, steps }, ways, alerts) {
  return {
    id,
    steps: steps.map(([at, doing, alertRow, drive, lat, lon]) => {
      const alert = alertRow < 0 ? null : alerts[alertRow];
      const moves = doing === "sent" || doing === "at_gate";
      const step = { at_s: at, doing, alert, state: SHAPES[doing], point: [lat, lon] };
      step.colour = moves && alert ? alert.timeliness : SHAPES[doing];
      if (drive >= 0) step.way = ways[drive];
      return step;
    }),
  };
}

/* The time of day at a moment, in the zone in which the shift begins. */
function timeOfDay(start, t) {
  const seconds = Number(start.slice(11, 13)) * 3600 + Number(start.slice(14, 16)) * 60;
  const whole = Math.floor(seconds + Number(start.slice(17, 19)) + t);
  const day = ((whole % 86400) + 86400) % 86400;
  const parts = [Math.floor(day / 3600), Math.floor(day / 60) % 60, day % 60];
  return parts.map(two).join(":");
}

/* Where something on its way is. A way is {points: [[lat, lon], …], at_s: [s, …]}: the
   moments, never falling, at which it is at each point. */

/* Row of the last moment that is not after t; -1 where all are. */
function lastNotAfter(moments, t) {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/* The place at t, and the row of the last point passed; the ends hold before and
   after. */
function placeOnWay({ points, at_s: moments }, t) {
  const row = lastNotAfter(moments, t);
  if (row < 0) return { point: points[0], row: 0 };
  if (row >= points.length - 1) return { point: points[points.length - 1], row };
  const part = (t - moments[row]) / (moments[row + 1] - moments[row]);
  const [from, to] = [points[row], points[row + 1]];
  const between = (one, other) => one + part * (other - one);
  return { point: [between(from[0], to[0]), between(from[1], to[1])], row };
}

/* What of a way is still ahead at t, as points. */
function restOfWay(way, t) {
  const { point, row } = placeOnWay(way, t);
  return [point].concat(way.points.slice(row + 1));
}
